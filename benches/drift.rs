//! Measures the cost of a contract check: a checked response, compared with `jsonschema` alone on the same body; and an
//! observed call, compared with the same call without an observer.
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
const CHECKS: u32 = 20_000;
const CALLS: u32 = 2_000;
const BODY: &str = r#"{"code":201,"timestamp":1738305237960,"transaction_id":"0c8c7833678e412f9fec77dbe0494562","data":{"authorization_url":"https://production.deepvue.tech/v1/kyc/digilocker/digilocker-redirect?state=0c8c7833678e412f9fec77dbe0494562"}}"#;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    checks()?;
    calls()
}

fn checks() -> Outcome<()> {
    let contract = contract::embedded();
    let recorded = Recorded::response(201, BODY).header("content-type", "application/json");
    let mut root = json!({
        "allOf": [{ "$ref": "#/components/schemas/InitiateSessionResponse" }],
        "components": contract.document()["components"],
    });
    nullable(&mut root);
    let validator = jsonschema::draft4::options().build(&root)?;

    let mut ratios = Vec::new();
    for round in 0..=ROUNDS {
        let mut spent = [Duration::ZERO; 2];
        for turn in 0..CHECKS {
            for place in 0..2 {
                let who = (turn as usize + place) % 2;
                let began = Instant::now();
                if who == 0 {
                    let report = contract.check_response(Operation::InitiateSession, black_box(&recorded));
                    assert!(report.is_clean());
                } else {
                    let body: Value = serde_json::from_str(black_box(BODY))?;
                    assert!(validator.iter_errors(&body).next().is_none());
                }
                spent[who] += began.elapsed();
            }
        }
        let [ours, alone] = spent.map(|spent| f64::from(CHECKS) / spent.as_secs_f64());
        // The first round warms up.
        if round > 0 {
            println!("round {round}: {ours:.0} answers a second, parsing and jsonschema alone {alone:.0}");
            ratios.push(alone / ours);
        }
    }
    println!(
        "time of a check / parsing and jsonschema alone, median of {ROUNDS} rounds: {:.2}\n",
        median(ratios)
    );
    Ok(())
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
