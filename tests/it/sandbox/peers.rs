//! The client against the spec as another program serves it: only when one is running. `.ci/interop` starts it.

use deepvue_digilocker::{Callback, DocType, Encoding, Missing};

use crate::support::{client_of, skipped, start};

/// `npx @stoplight/prism-cli mock openapi.yaml`, and then
/// `DEEPVUE_PRISM_URL=http://127.0.0.1:4010 cargo test --test it sandbox::peers -- --nocapture`
#[tokio::test]
async fn the_whole_story_completes_against_the_spec_served_by_prism() {
    let Ok(url) = std::env::var("DEEPVUE_PRISM_URL") else {
        return skipped("no Prism is running (.ci/interop starts one)");
    };
    let client = client_of(url).build().unwrap();
    let call = start(&client).redirect_url("https://bank.example/callback").doc_types([DocType::Dl]);
    let session = call.send().await.unwrap();
    let callback = Callback::parse(&format!("code=c&state={}", session.transaction_id())).unwrap();
    let documents = client.authorize(&session, callback).send().await.unwrap();
    assert_eq!(documents.holder().name().unwrap().expose(), "John Doe");
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!(files.missing(), [Missing::NotListed(DocType::Dl)]);
    let document = documents.file(&files[0]).send().await.unwrap();
    assert_eq!(
        (document.encoding(), document.content().bytes().expose().as_slice()),
        (Encoding::Plain, &b"string"[..])
    );
    let aadhaar = documents.eaadhaar().pdf(true).send().await.unwrap();
    assert_eq!(aadhaar.address().unwrap().state().unwrap().expose(), "string");
    println!("five operations, no error");
}
