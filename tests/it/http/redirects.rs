//! The keys go to one host.

use deepvue_digilocker::sandbox::Reply;
use deepvue_digilocker::{ErrorKind, Outcome};
use http::header::{HeaderValue, LOCATION};

use crate::support::{sandbox, start, status};

#[tokio::test]
async fn redirects_never_carry_the_keys() {
    for code in [301, 302, 303, 307, 308] {
        let (first, second) = (sandbox().await, sandbox().await);
        let elsewhere = format!("{}/v1/kyc/digilocker/initiate-session", second.url());
        first.reply_always(
            Reply::new(status(code)).header(LOCATION, HeaderValue::from_str(&elsewhere).unwrap()),
        );
        // Even a caller who asks for redirects does not get them.
        let client = first
            .client_builder()
            .http(|http| http.redirect(reqwest::redirect::Policy::limited(5)))
            .build()
            .unwrap();
        let error = start(&client).send().await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::UnexpectedStatus, Outcome::Refused));
        assert_eq!(error.status().unwrap(), code);
        assert_eq!(first.requests().len(), 1);
        assert_eq!(second.requests().len(), 0);
    }
}

#[tokio::test]
async fn a_redirect_to_the_same_host_is_not_followed_either() {
    let sandbox = sandbox().await;
    sandbox.reply_always(Reply::new(status(307)).header(LOCATION, HeaderValue::from_static("/elsewhere")));
    start(&sandbox.client()).send().await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 1);
}
