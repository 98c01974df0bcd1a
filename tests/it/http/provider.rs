//! `rustls-no-provider`: who brings no crypto provider is told so, and who brings one has TLS.

use deepvue_digilocker::Client;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};

use crate::support::{child, client_of, start, tls};

#[tokio::test(flavor = "multi_thread")]
async fn without_an_installed_provider_no_client_is_built_and_nothing_panics() {
    const TEST: &str = "http::provider::without_an_installed_provider_no_client_is_built_and_nothing_panics";
    if !child::is_child() {
        tokio::task::spawn_blocking(|| child::run(TEST, &[])).await.unwrap();
        return;
    }
    assert!(CryptoProvider::get_default().is_none());
    for url in ["https://gw.example", "http://127.0.0.1:9", "http://localhost:9"] {
        let error = client_of(url).build().unwrap_err();
        assert_eq!(error.setting(), "http");
        assert!(error.to_string().contains("CryptoProvider::install_default"), "{error}");
    }
    assert!(deepvue_digilocker::sandbox::Sandbox::start().await.is_err());

    aws_lc_rs::default_provider().install_default().unwrap();
    let (server, certificate) = tls::server().await;
    let client: Client =
        client_of(tls::https(&server)).http(|http| http.tls_certs_only([certificate])).build().unwrap();
    assert_eq!(start(&client).send().await.unwrap().transaction_id(), "t");
}
