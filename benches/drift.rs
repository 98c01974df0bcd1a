//! Measures the cost of a contract check: a checked response, compared with parsing and `jsonschema` alone on the same
//! body, for bodies of several sizes; and an observed call, compared with the same call without an observer.
//!
//! `cargo bench --bench drift`. Both sides of a ratio take turns in one process; the median of five rounds is printed.

use std::hint::black_box;
use std::time::{Duration, Instant};

use deepvue_digilocker::Operation;
use deepvue_digilocker::contract::{self, DriftWatch, Recorded};
use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{Client, Consent};
use serde_json::{Value, json};

const ROUNDS: usize = 5;
/// How many bytes of bodies each round checks.
const BYTES: usize = 20_000_000;
const SIZES: [usize; 3] = [1_000, 100_000, 10_000_000];
/// How many checks a round has at most.
const MAX_TURNS: usize = 20_000;
const CALLS: u32 = 2_000;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    checks()?;
    calls()
}

fn checks() -> Outcome<()> {
    let started = include_str!("../tests/fixtures/initiate-session.201.json");
    let started: Value = serde_json::from_str(started)?;
    measure(Operation::InitiateSession, 201, "InitiateSessionResponse", &started.to_string())?;
    for size in SIZES {
        measure(Operation::IssuedFiles, 200, "IssuedFilesResponse", &body(size)?)?;
    }
    Ok(())
}

/// Compares a check of a body with `jsonschema` alone.
fn measure(operation: Operation, status: u16, schema: &str, body: &str) -> Outcome<()> {
    let contract = contract::embedded();
    let mut root = json!({
        "allOf": [{ "$ref": format!("#/components/schemas/{schema}") }],
        "components": contract.document()["components"],
    });
    nullable(&mut root);
    let validator = jsonschema::draft4::options().build(&root)?;
    let recorded = Recorded::response(status, body.to_owned()).header("content-type", "application/json");
    let turns = (BYTES / body.len()).clamp(2, MAX_TURNS);
    let mut ratios = Vec::new();
    for _ in 0..=ROUNDS {
        let mut spent = [Duration::ZERO; 2];
        for turn in 0..turns {
            for place in 0..2 {
                let who = (turn + place) % 2;
                let began = Instant::now();
                if who == 0 {
                    let report = contract.check_response(operation, black_box(&recorded));
                    assert!(report.is_clean(), "{report}");
                } else {
                    let body: Value = serde_json::from_str(black_box(body))?;
                    assert!(validator.iter_errors(&body).next().is_none());
                }
                spent[who] += began.elapsed();
            }
        }
        let [ours, alone] = spent.map(|spent| spent.as_secs_f64());
        ratios.push(ours / alone);
    }
    // The first round warms up.
    ratios.remove(0);
    let ratio = median(ratios);
    println!("time of a check / parsing and jsonschema alone, {} bytes: {ratio:.2}", body.len());
    Ok(())
}

/// Returns a list of issued files of about `size` bytes.
fn body(size: usize) -> Outcome<String> {
    let mut list: Value = serde_json::from_str(include_str!("../tests/fixtures/issued-files.200.json"))?;
    let file = list["data"][0].take();
    let files = (size / file.to_string().len()).max(1);
    list["data"] = vec![file; files].into();
    Ok(list.to_string())
}

fn calls() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let sandbox = runtime.block_on(Sandbox::start())?;
    let plain = sandbox.client();
    let again = sandbox.client_builder().build()?;
    let observed = sandbox.client_builder().observe(DriftWatch::spawn(|_| {})?).build()?;
    let clients = [&observed, &plain, &again];
    let (mut against_plain, mut against_itself) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut spent = [Duration::ZERO; 3];
        for turn in 0..CALLS {
            for place in 0..3 {
                let who = (turn as usize + place) % 3;
                let began = Instant::now();
                runtime.block_on(call(clients[who]))?;
                spent[who] += began.elapsed();
            }
        }
        let [observed, plain, again] = spent.map(|spent| spent.as_secs_f64() * 1e6 / f64::from(CALLS));
        if round > 0 {
            println!("round {round}: {observed:.1} us a call observed, {plain:.1} us not");
            against_plain.push(observed / plain);
            against_itself.push(again / plain);
        }
    }
    println!("observed / not, median of {ROUNDS} rounds: {:.3}", median(against_plain));
    println!("not / not:                       {:.3}", median(against_itself));
    Ok(())
}

async fn call(client: &Client) -> Outcome<()> {
    client.initiate_session(Consent::given(), "KYC").send().await?;
    Ok(())
}

/// OpenAPI's `nullable` as JSON Schema says it.
fn nullable(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("nullable") == Some(&Value::Bool(true)) {
                let kind = object["type"].take();
                object.insert("type".into(), json!([kind, "null"]));
            }
            object.values_mut().for_each(nullable);
        }
        Value::Array(items) => items.iter_mut().for_each(nullable),
        _ => {}
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
