//! The keys travel encrypted, to a server that has proved who it is.

use std::sync::atomic::Ordering;
use std::time::Duration;

use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{Client, ErrorKind, Outcome};
use reqwest::ClientBuilder;

use crate::support::tls::{answering, https, preferring_http2, server};
use crate::support::{chain, child, client_of, start};

#[tokio::test]
async fn a_server_with_a_trusted_certificate_gets_the_call() {
    let (server, certificate) = server().await;
    let trust = |http: ClientBuilder| http.tls_certs_only([certificate]);
    let client = client_of(https(&server)).http(trust).build().unwrap();
    assert_eq!(start(&client).send().await.unwrap().transaction_id(), "t");
}

#[tokio::test]
async fn a_customer_is_not_sent_to_plain_http_even_on_the_calls_own_host() {
    let (server, certificate) = answering("http://localhost/x").await;
    let trust = |http: ClientBuilder| http.tls_certs_only([certificate]);
    let client = client_of(https(&server)).http(trust).build().unwrap();
    assert_eq!(start(&client).send().await.unwrap_err().kind(), ErrorKind::UntrustedUrl);
}

#[tokio::test]
async fn certificates_are_verified_whatever_a_callers_http_settings_say() {
    let (server, certificate) = server().await;
    let careless = |http: ClientBuilder| {
        http.tls_danger_accept_invalid_certs(true).tls_danger_accept_invalid_hostnames(true)
    };
    let unknown = client_of(https(&server)).http(careless).build().unwrap();
    let another_name = https(&server).replace("localhost", "127.0.0.1");
    let misnamed =
        client_of(another_name).http(|http| careless(http.tls_certs_only([certificate]))).build().unwrap();
    for client in [unknown, misnamed] {
        let error = start(&client).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    }
    assert!(server.connections() >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_secrets_are_not_logged_whatever_a_callers_http_settings_say() {
    const TEST: &str = "http::tls::tls_secrets_are_not_logged_whatever_a_callers_http_settings_say";
    if child::is_child() {
        let (server, certificate) = server().await;
        let logging = |http: ClientBuilder| http.tls_certs_only([certificate]).tls_sslkeylogfile(true);
        let client = client_of(https(&server)).http(logging).build().unwrap();
        start(&client).send().await.unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("keys.log");
    let path = log.to_str().unwrap().to_owned();
    tokio::task::spawn_blocking(move || child::run(TEST, &[("SSLKEYLOGFILE", &path)])).await.unwrap();
    assert!(!log.exists());
}

/// The tests add HTTP/2 to reqwest, as another crate of an application may.
#[tokio::test]
async fn a_connection_that_went_silent_does_not_poison_later_calls_whatever_a_server_prefers() {
    let (server, certificate, spoken) = preferring_http2().await;
    let trust = |http: ClientBuilder| http.tls_certs_only([certificate]).http2_prior_knowledge();
    let second = Duration::from_secs(1);
    let client = client_of(https(&server)).connect_timeout(second).attempt_timeout(second).http(trust);
    let client = client.build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Timeout, Outcome::Unknown));
    for _ in 0..3 {
        start(&client).send().await.unwrap();
    }
    assert_eq!(spoken.load(Ordering::SeqCst), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_ca_certificates_only_https_fails_and_says_why() {
    const TEST: &str = "http::tls::without_ca_certificates_only_https_fails_and_says_why";
    if child::is_child() {
        let sandbox = Sandbox::start().await.unwrap();
        start(&sandbox.client()).send().await.unwrap();
        let url = sandbox.url().replace("127.0.0.1", "localhost");
        // The sandbox answers with its own URL, which is not this client's: it was asked.
        let named = sandbox.client_builder().base_url(url).build().unwrap();
        assert_eq!(start(&named).send().await.unwrap_err().kind(), ErrorKind::UntrustedUrl);
        let keys = Client::builder().client_id("zq7-id").client_secret("zq7-secret");
        let error = keys.build().unwrap_err();
        assert_eq!(error.setting(), "http");
        let reason = "No CA certificates were loaded from the system";
        assert!(error.to_string().starts_with("http is not usable: ") && error.to_string().ends_with(reason));
        let source = std::error::Error::source(&error).unwrap();
        assert!(source.is::<reqwest::Error>() && source.source().is_some());
        assert!(!chain(&error).contains("zq7"), "{}", chain(&error));
        // Certificates of the caller's own are enough.
        let (server, certificate) = server().await;
        let trust = |http: ClientBuilder| http.tls_certs_only([certificate]);
        let client = client_of(https(&server)).http(trust).build().unwrap();
        start(&client).send().await.unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (file, none) = (folder.path().join("none.pem"), folder.path().join("nowhere"));
    std::fs::write(&file, "").unwrap();
    let paths = [file, folder.path().to_owned(), none].map(|path| path.to_str().unwrap().to_owned());
    for (file, folder) in [(&paths[0], &paths[1]), (&paths[2], &paths[2])] {
        let (file, folder) = (file.clone(), folder.clone());
        let run = move || child::run(TEST, &[("SSL_CERT_FILE", &file), ("SSL_CERT_DIR", &folder)]);
        tokio::task::spawn_blocking(run).await.unwrap();
    }
}
