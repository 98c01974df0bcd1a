//! The keys travel encrypted, to a server that has proved who it is.

use std::sync::Arc;

use deepvue_digilocker::ErrorKind;
use reqwest::{Certificate, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::support::raw::RawServer;
use crate::support::{child, client_of, start};

/// A TLS server with a certificate of its own for `localhost`, and that certificate.
pub async fn server() -> (RawServer, Certificate) {
    answering("https://localhost/x").await
}

/// The same, with the authorization URL that it answers.
async fn answering(url: &'static str) -> (RawServer, Certificate) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let server = RawServer::start(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            let mut request = [0; 4096];
            let read = stream.read(&mut request).await.unwrap();
            assert!(request[..read].starts_with(b"POST "));
            let body = serde_json::json!({ "transaction_id": "t", "data": { "authorization_url": url } })
                .to_string();
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    })
    .await;
    (server, Certificate::from_der(made.cert.der()).unwrap())
}

pub fn https(server: &RawServer) -> String {
    server.url.replace("http://127.0.0.1", "https://localhost")
}

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
    const TEST: &str = "tls::tls_secrets_are_not_logged_whatever_a_callers_http_settings_say";
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
