//! The same call, by this crate and by hand, and a minimal server.

use deepvue_digilocker::{Client, Consent};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PURPOSE: &str = "Savings account KYC";
const REDIRECT: &str = "https://bank.example/kyc/callback";

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Serialize)]
struct Request<'a> {
    consent: &'a str,
    purpose: &'a str,
    redirect_url: &'a str,
    doc_types: [&'a str; 3],
}

#[derive(Deserialize)]
struct Response {
    transaction_id: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    authorization_url: String,
}

/// Returns a client of this crate.
pub(crate) fn client(url: &str) -> Outcome<Client> {
    Ok(Client::builder().base_url(url).client_id("an-id").client_secret("a-secret").build()?)
}

/// Returns the client of a handwritten call.
pub(crate) fn plain() -> Outcome<reqwest::Client> {
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

pub(crate) async fn generated(client: &Client) -> Outcome<usize> {
    let session = client.initiate_session(Consent::given(), PURPOSE).redirect_url(REDIRECT).send().await?;
    Ok(session.transaction_id().len() + session.authorization_url().as_str().len())
}

pub(crate) async fn handwritten(client: &reqwest::Client, url: &str) -> Outcome<usize> {
    let request = Request {
        consent: "Y",
        purpose: PURPOSE,
        redirect_url: REDIRECT,
        doc_types: ["aadhaar", "pan", "dl"],
    };
    let response: Response = client
        .post(format!("{url}/v1/kyc/digilocker/initiate-session"))
        .header("client-id", "an-id")
        .header("x-api-key", "a-secret")
        .json(&request)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    Ok(response.transaction_id.len() + response.data.authorization_url.len())
}

/// Serves on a thread of its own.
pub(crate) fn serve() -> Outcome<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            loop {
                tokio::spawn(respond(listener.accept().await?.0));
            }
            #[allow(unreachable_code, reason = "names the type of the block's errors")]
            std::io::Result::Ok(())
        })
    });
    Ok(url)
}

async fn respond(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let body = r#"{"code":201,"timestamp":1738305237960,"transaction_id":"0c8c7833678e412f9fec77dbe0494562","data":{"authorization_url":"https://production.deepvue.tech/v1/kyc/digilocker/digilocker-redirect?state=0c8c7833678e412f9fec77dbe0494562"}}"#;
    let head = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length:";
    let response = format!("{head} {}\r\n\r\n{body}", body.len());
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
            stream.write_all(response.as_bytes()).await?;
        }
    }
}
