//! What a call costs beside the same request written by hand with reqwest.
//!
//! `cargo bench --bench overhead`. Both run in one process on one current-thread runtime, call by call in turn, each
//! over one kept connection to the same loopback server, which has a thread of its own. The second ratio holds the
//! handwritten call against itself: what it is off from 1 is noise.

use std::time::{Duration, Instant};

use deepvue_digilocker::{Client, Consent};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const ROUNDS: usize = 5;
const TURNS: u32 = 3_000;
const PURPOSE: &str = "Savings account KYC";
const REDIRECT: &str = "https://bank.example/kyc/callback";

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Serialize)]
struct Request<'a> {
    consent: &'a str,
    purpose: &'a str,
    redirect_url: &'a str,
    doc_types: [&'a str; 3],
}

#[derive(Deserialize)]
struct Answer {
    transaction_id: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    authorization_url: String,
}

fn main() -> Outcome<()> {
    let url = serve()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ours = Client::builder().base_url(&url).client_id("an-id").client_secret("a-secret").build()?;
    let plain = reqwest::Client::builder().no_proxy().build()?;
    let again = reqwest::Client::builder().no_proxy().build()?;

    let (mut against_plain, mut against_itself) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut spent = [Duration::ZERO; 3];
        for turn in 0..TURNS {
            // Who goes first changes, since the first of a turn finds colder caches.
            for place in 0..3 {
                let who = (turn as usize + place) % 3;
                spent[who] += match who {
                    0 => runtime.block_on(timed(generated(&ours)))?,
                    1 => runtime.block_on(timed(handwritten(&plain, &url)))?,
                    _ => runtime.block_on(timed(handwritten(&again, &url)))?,
                };
            }
        }
        let [ours, plain, again] = spent.map(|spent| spent.as_secs_f64() * 1e6 / f64::from(TURNS));
        // The first round warms up.
        if round > 0 {
            against_plain.push(ours / plain);
            against_itself.push(again / plain);
            println!("round {round}: {ours:.1} us a call, handwritten {plain:.1} us");
        }
    }
    println!("ours / handwritten, median of {ROUNDS} rounds: {:.3}", median(against_plain));
    println!("handwritten / handwritten:              {:.3}", median(against_itself));
    Ok(())
}

async fn timed(call: impl Future<Output = Outcome<usize>>) -> Outcome<Duration> {
    let began = Instant::now();
    std::hint::black_box(call.await?);
    Ok(began.elapsed())
}

async fn generated(client: &Client) -> Outcome<usize> {
    let session = client.initiate_session(Consent::given(), PURPOSE).redirect_url(REDIRECT).send().await?;
    Ok(session.transaction_id().len() + session.authorization_url().as_str().len())
}

async fn handwritten(client: &reqwest::Client, url: &str) -> Outcome<usize> {
    let request = Request {
        consent: "Y",
        purpose: PURPOSE,
        redirect_url: REDIRECT,
        doc_types: ["aadhaar", "pan", "dl"],
    };
    let answer: Answer = client
        .post(format!("{url}/v1/kyc/digilocker/initiate-session"))
        .header("client-id", "an-id")
        .header("x-api-key", "a-secret")
        .json(&request)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    Ok(answer.transaction_id.len() + answer.data.authorization_url.len())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A server that does as little as a server can, on a thread of its own.
fn serve() -> Outcome<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            loop {
                tokio::spawn(answer(listener.accept().await?.0));
            }
            #[allow(unreachable_code, reason = "names the type of the block's errors")]
            std::io::Result::Ok(())
        })
    });
    Ok(url)
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let body = r#"{"code":201,"timestamp":1738305237960,"transaction_id":"0c8c7833678e412f9fec77dbe0494562","data":{"authorization_url":"https://production.deepvue.tech/v1/kyc/digilocker/digilocker-redirect?state=0c8c7833678e412f9fec77dbe0494562"}}"#;
    let head = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length:";
    let answer = format!("{head} {}\r\n\r\n{body}", body.len());
    let mut read = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).await?;
        if count == 0 {
            return Ok(());
        }
        read.extend_from_slice(&chunk[..count]);
        // The body is JSON without a nested object.
        if read.ends_with(b"}") {
            read.clear();
            stream.write_all(answer.as_bytes()).await?;
        }
    }
}
