//! Against the vendor itself, with your keys: only when asked for. It may be billed.

use deepvue_digilocker::contract::{self, Recorder};
use deepvue_digilocker::{Client, Consent, Retry};

/// `DEEPVUE_CONTRACT_LIVE=1 DEEPVUE_CLIENT_ID=… DEEPVUE_CLIENT_SECRET=… cargo test --test it live -- --nocapture`
#[tokio::test]
async fn the_vendor_answers_as_the_spec_says() {
    if std::env::var("DEEPVUE_CONTRACT_LIVE").as_deref() != Ok("1") {
        return;
    }
    let id = std::env::var("DEEPVUE_CLIENT_ID").expect("DEEPVUE_CLIENT_ID is set");
    let secret = std::env::var("DEEPVUE_CLIENT_SECRET").expect("DEEPVUE_CLIENT_SECRET is set");
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::new(folder.path()).unwrap();
    let client = Client::builder().client_id(id).client_secret(secret).retry(Retry::none()).observe(recorder);
    let result = client.build().unwrap().initiate_session(Consent::given(), "KYC").send().await;
    println!("outcome: {:?}", result.map(|_| "a session was started"));
    let report = contract::embedded().check_recordings(folder.path()).unwrap();
    println!("{report}");
    report.assert_clean();
}
