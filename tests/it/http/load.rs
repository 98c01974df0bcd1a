//! Many calls at once, a tenth of which meet a fault: every one ends, and none that may have been acted on is sent twice.
//!
//! `DEEPVUE_LOAD_CALLS=100000 cargo test --test it http::load -- --nocapture` makes as many calls as CI does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use deepvue_digilocker::{Callback, Client, Consent, Error, ErrorKind, Outcome, Session};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::support::raw::RawServer;
use crate::support::spec::fixture;
use crate::support::{child, client_of, quick};

const IN_FLIGHT: usize = 256;
const DEADLINE: Duration = Duration::from_secs(20);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(2);
/// How much more memory all the calls may take than the first tenth of them.
const MAX_GROWTH_KIB: u64 = 16 * 1024;

/// What happens to a call: one of forty gets each fault, as its first response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    Unavailable,
    RateLimited,
    Reset,
    Stall,
}

impl Fault {
    fn of(number: usize) -> Self {
        match number / 2 % 40 {
            0 => Self::Unavailable,
            1 => Self::RateLimited,
            2 => Self::Reset,
            3 => Self::Stall,
            _ => Self::None,
        }
    }
}

/// Even numbers start a session, odd ones exchange a code.
fn exchanges_code(number: usize) -> bool {
    !number.is_multiple_of(2)
}

/// How often each call has arrived.
type Arrivals = Arc<Mutex<HashMap<usize, u32>>>;

async fn serve(mut stream: TcpStream, arrivals: Arrivals) {
    let mut received = Vec::new();
    while let Some(body) = next_body(&mut stream, &mut received).await {
        let number = ["digilocker_code", "purpose"].iter().find_map(|name| body[name].as_str()?.parse().ok());
        let number: usize = number.unwrap();
        let arrival = {
            let mut arrivals = arrivals.lock().unwrap();
            let count = arrivals.entry(number).or_default();
            *count += 1;
            *count
        };
        let fault = if arrival == 1 { Fault::of(number) } else { Fault::None };
        let (status, answer) = match fault {
            Fault::None if exchanges_code(number) => (200, json!({ "code": 200, "data": { "name": "N" } })),
            Fault::None => (201, fixture("initiate-session.201.json")),
            Fault::Unavailable => (503, json!({ "detail": "Source Unavailable" })),
            Fault::RateLimited => (429, json!({ "detail": "Rate limit exceeded." })),
            Fault::Reset => return,
            Fault::Stall => {
                let _ = stream.read_u8().await; // until the client gives up
                return;
            }
        };
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        if stream.write_all((head + &answer).as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The next request's body on a connection, or nothing at its end.
async fn next_body(stream: &mut TcpStream, received: &mut Vec<u8>) -> Option<Value> {
    loop {
        if let Some(end) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&received[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            let all = end + 4 + length.parse::<usize>().unwrap();
            if received.len() >= all {
                let body = serde_json::from_slice(&received[end + 4..all]).unwrap();
                received.drain(..all);
                return Some(body);
            }
        }
        if stream.read_buf(received).await.ok()? == 0 {
            return None;
        }
    }
}

async fn call(client: Client, session: Session, number: usize) -> (usize, Result<(), Error>) {
    let result = if exchanges_code(number) {
        let state = session.transaction_id();
        let callback = Callback::parse(&format!("code={number}&state={state}")).unwrap();
        client.authorize(&session, callback).max_session_age(Duration::MAX).await.map(drop)
    } else {
        client.initiate_session(Consent::given(), number.to_string()).await.map(drop)
    };
    (number, result)
}

/// The memory that the process uses.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn check(number: usize, result: &Result<(), Error>) {
    let fault = Fault::of(number);
    let expected = match fault {
        Fault::Unavailable if exchanges_code(number) => Some(ErrorKind::Unavailable),
        Fault::None | Fault::RateLimited | Fault::Unavailable => None,
        Fault::Reset => Some(ErrorKind::Transport),
        Fault::Stall => Some(ErrorKind::Timeout),
    };
    assert_eq!(result.as_ref().err().map(Error::kind), expected, "{number} {fault:?}");
    if let Err(error) = result {
        assert_eq!(error.outcome(), Outcome::Unknown, "{number} {fault:?}");
        assert!(error.elapsed() <= DEADLINE + Duration::from_secs(1), "{number} took {:?}", error.elapsed());
    }
}

async fn load(calls: usize) {
    let arrivals = Arrivals::default();
    let shared = Arc::clone(&arrivals);
    let server = RawServer::start(move |stream| serve(stream, Arc::clone(&shared))).await;
    let client = client_of(&server.url)
        .connect_timeout(ATTEMPT_TIMEOUT)
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .timeout(DEADLINE)
        .retry(quick())
        .build()
        .unwrap();
    let session: Session = serde_json::from_value(fixture("stored/session.1.json")).unwrap();
    let began = Instant::now();
    let (mut running, mut next, mut ended, mut early_kib) = (JoinSet::new(), 0, 0, None);
    while ended < calls {
        while running.len() < IN_FLIGHT && next < calls {
            running.spawn(call(client.clone(), session.clone(), next));
            next += 1;
        }
        let (number, result) = running.join_next().await.unwrap().unwrap();
        check(number, &result);
        ended += 1;
        if ended == calls / 10 {
            early_kib = Some(resident_kib());
        }
    }
    let took = began.elapsed();
    let arrivals = arrivals.lock().unwrap();
    assert_eq!(arrivals.len(), calls);
    for (number, count) in arrivals.iter() {
        let expected = match Fault::of(*number) {
            Fault::RateLimited => 2,
            Fault::Unavailable if !exchanges_code(*number) => 2,
            _ => 1,
        };
        assert_eq!(*count, expected, "{number} {:?}", Fault::of(*number));
    }
    let (early_kib, late_kib) = (early_kib.unwrap(), resident_kib());
    println!(
        "{calls} calls in {took:?}: memory {early_kib} KiB after a tenth of them, {late_kib} KiB at the end"
    );
    // What the server counts is not the client's.
    let counted_kib = calls as u64 * 32 / 1024;
    assert!(late_kib < early_kib + counted_kib + MAX_GROWTH_KIB, "{early_kib} KiB, then {late_kib} KiB");
}

#[test]
fn under_load_every_call_ends_and_none_that_may_have_been_acted_on_is_sent_twice() {
    const TEST: &str =
        "http::load::under_load_every_call_ends_and_none_that_may_have_been_acted_on_is_sent_twice";
    let calls = std::env::var("DEEPVUE_LOAD_CALLS").map_or(4_000, |calls| calls.parse().unwrap());
    if child::is_child() {
        return tokio::runtime::Runtime::new().unwrap().block_on(load(calls));
    }
    // In a process of its own, whose memory is that of these calls.
    let output = child::run(TEST, &[]);
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", child::stderr(&output));
}
