//! Writes the seeds of the target `stored`: what a customer's way through the sandbox leaves in a store. Run it when the
//! stored forms change: `cargo run --manifest-path fuzz/Cargo.toml --example stored`.

use std::error::Error;
use std::fs;
use std::path::Path;

use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{Callback, Consent, DocType};
use serde::Serialize;

/// The bytes that choose the type, in the order of the target's list.
const SESSION: u8 = 0;
const ACCESS: u8 = 1;
const RECORD: u8 = 2;
const FILES: u8 = 3;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client();
    let session = client
        .initiate_session(Consent::given().by("checkbox, notice v3"), "Savings account KYC")
        .redirect_url("https://bank.example/kyc/callback")
        .doc_types([DocType::Aadhaar, DocType::Pan])
        .send()
        .await?;
    write("session", SESSION, &session)?;
    write("record", RECORD, &session.consent_record())?;
    let callback = Callback::parse(&sandbox.approve(&session)?)?;
    let access = client.authorize(&session, callback).send().await?;
    write("access", ACCESS, &access)?;
    write("files", FILES, &access.issued_files().send().await?)?;
    let plain = client.initiate_session(Consent::given(), "KYC").send().await?;
    write("plain-session", SESSION, &plain)?;
    write("plain-record", RECORD, &plain.consent_record())
}

fn write(name: &str, form: u8, value: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let seed = [&[form], serde_json::to_vec(value)?.as_slice()].concat();
    Ok(fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/stored").join(name), seed)?)
}
