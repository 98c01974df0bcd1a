//! Starts a DigiLocker session, continues when the customer is back, and shows a refused call.
//!
//! `cargo run --example quickstart` needs no keys: it talks to the embedded sandbox on loopback.
//! `cargo run --example quickstart -- --live` talks to the vendor, with the keys in `DEEPVUE_CLIENT_ID` and
//! `DEEPVUE_CLIENT_SECRET`; the vendor may bill that call.

use std::error::Error;

use deepvue_digilocker::{Callback, Client, Consent, DocType, Session, sandbox::Sandbox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().any(|argument| argument == "--live") {
        println!("Live: this talks to Deepvue's production service, and the call may be billed.\n");
        start_session(&Client::from_env()?).await?;
        return Ok(());
    }

    let sandbox = Sandbox::start().await?;
    println!("Sandbox on {}: made-up people, nothing leaves this machine.\n", sandbox.url());
    let session = start_session(&sandbox.client()).await?;
    // In place of a customer who opens the authorization URL and allows it there.
    let callback = Callback::parse(&sandbox.approve(&session)?)?;
    list_documents(&sandbox.client(), &session, callback).await?;
    show_refusal(&sandbox).await
}

async fn start_session(client: &Client) -> Result<Session, Box<dyn Error>> {
    let session = client
        .initiate_session(Consent::given(), "Savings account KYC")
        .redirect_url("https://bank.example/kyc/callback")
        .doc_types([DocType::Aadhaar, DocType::Pan])
        .send()
        .await?;
    let documents = session.doc_types().iter().map(ToString::to_string).collect::<Vec<_>>();

    println!("Session started.");
    println!("  transaction id     {}", session.transaction_id());
    println!("  authorization URL  {}", session.authorization_url());
    println!("  documents          {}", documents.join(", "));
    Ok(session)
}

async fn list_documents(
    client: &Client,
    session: &Session,
    callback: Callback,
) -> Result<(), Box<dyn Error>> {
    let documents = client.authorize(session, callback).send().await?;
    // This customer is made up; never print the data of a real one.
    let name = documents.holder().name().ok_or("the holder has no name")?;
    println!("\nThe customer is back, and is {}.", name.expose());
    for file in &documents.issued_files().send().await? {
        let document = documents.file(file).send().await?;
        let bytes = document.content().bytes().expose().len();
        let doctype = file.doctype().map_or("?", |doctype| doctype.expose());
        println!("  {doctype:<18} {:?}, {bytes} bytes", document.content().kind());
    }
    let aadhaar = documents.eaadhaar().pdf(true).send().await?;
    println!("  masked Aadhaar     {}", aadhaar.masked_uid().ok_or("there is no e-Aadhaar")?.expose());
    Ok(())
}

async fn show_refusal(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let client = sandbox.client_builder().client_secret("not-the-secret").build()?;
    match client.initiate_session(Consent::given(), "Savings account KYC").send().await {
        Ok(_) => Err("the sandbox took wrong keys".into()),
        Err(error) => {
            println!("\nThe same call with a wrong secret: {error}");
            println!("  kind               {:?}", error.kind());
            println!("  status             {:?}", error.status());
            println!("  outcome            {:?}", error.outcome());
            println!("  retryable          {}", error.is_retryable());
            Ok(())
        }
    }
}
