//! Keys, and the other settings of a client, are checked when it is built.

use std::time::Duration;

use deepvue_digilocker::{BuildError, Client, ClientBuilder, Retry};

use crate::support::{child, client_of};

fn fault(result: Result<Client, BuildError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_key_that_cannot_be_sent_is_named_and_never_printed() {
    let long = format!("zq7-{}", "x".repeat(3));
    for (bad, rule) in [
        (String::new(), "is empty"),
        ("   ".into(), "is empty"),
        (format!("{long}\n"), "contains a line break"),
        (format!("{long}\r\nhost: evil"), "contains a line break"),
        (format!("{long}\u{e9}"), "contains characters other than visible ASCII"),
        (format!(" {long}"), "contains characters other than visible ASCII"),
        (format!("{long}\u{0}"), "contains characters other than visible ASCII"),
        (format!("{long}\u{7f}"), "contains characters other than visible ASCII"),
    ] {
        let id = Client::builder().client_id(bad.clone()).client_secret("a-secret").build();
        let secret = Client::builder().client_id("an-id").client_secret(bad.clone()).build();
        for (result, setting) in [(id, "client_id"), (secret, "client_secret")] {
            let error = result.unwrap_err();
            assert_eq!(error.to_string(), format!("{setting} {rule}"));
            assert_eq!(error.setting(), setting);
            assert!(!format!("{error} {error:?}").contains("zq7-"), "{error:?}");
        }
    }
}

#[test]
fn a_missing_key_is_named() {
    assert_eq!(fault(Client::builder().client_secret("s").build()), "client_id is missing");
    assert_eq!(fault(Client::builder().client_id("i").build()), "client_secret is missing");
}

#[test]
fn keys_come_from_the_two_documented_variables() {
    const TEST: &str = "http::keys::keys_come_from_the_two_documented_variables";
    if child::is_child() {
        for built in [Client::from_env(), ClientBuilder::from_env().retry(Retry::none()).build()] {
            match built {
                Ok(client) => eprintln!("built {client:?}"),
                Err(error) => eprintln!("refused: {error} at {} {error:?}", error.setting()),
            }
        }
        if let Ok(client) = ClientBuilder::from_env().client_secret("s").build() {
            eprintln!("with a secret of its own {client:?}");
        }
        return;
    }
    let says = |variables: &[(&str, &str)]| child::stderr(&child::run(TEST, variables));
    let id = ("DEEPVUE_CLIENT_ID", "zq7-id");
    let secret = ("DEEPVUE_CLIENT_SECRET", "zq7-secret");

    let built = says(&[id, secret]);
    assert!(built.contains("built Client") && built.contains("https://production.deepvue.tech"), "{built}");
    let missing = says(&[id]);
    assert!(
        missing.contains("refused: DEEPVUE_CLIENT_SECRET is not set at DEEPVUE_CLIENT_SECRET"),
        "{missing}"
    );
    assert!(missing.contains("with a secret of its own Client"), "{missing}");
    let broken = says(&[("DEEPVUE_CLIENT_ID", "zq7-id\n"), secret]);
    assert!(broken.contains("refused: DEEPVUE_CLIENT_ID contains a line break"), "{broken}");
    for text in [built, missing, broken] {
        assert!(!text.contains("zq7-"), "{text}");
    }
}

#[test]
fn plain_http_is_for_loopback_only() {
    for url in [
        "http://127.0.0.1:9",
        "http://127.9.9.9",
        "http://[::1]:9/",
        "http://localhost:9",
        "https://gw.example/x",
    ] {
        client_of(url).build().unwrap();
    }
    for url in [
        "http://production.deepvue.tech",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "http://0.0.0.0",
    ] {
        assert_eq!(
            fault(client_of(url).build()),
            "base_url must be https; plain http is for loopback only, since the keys would travel in clear",
            "{url}"
        );
    }
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
#[test]
fn https_without_a_tls_feature_is_refused() {
    assert_eq!(
        fault(client_of("https://gw.example").build()),
        "features have no TLS, and base_url is https: switch on rustls, rustls-no-provider or native-tls"
    );
    client_of("http://127.0.0.1:9").build().unwrap();
}

#[test]
fn a_base_url_is_scheme_host_and_path() {
    for (url, rule) in [
        ("production.deepvue.tech", "must be an absolute URL"),
        ("ftp://127.0.0.1", "must be https"),
        ("https://user:zq7-pw@gw.example", "must not carry credentials"),
        ("https://gw.example?key=zq7-key", "must not have a query or a fragment"),
        ("https://gw.example#x", "must not have a query or a fragment"),
    ] {
        let error = client_of(url).build().unwrap_err();
        assert_eq!(error.to_string(), format!("base_url {rule}"));
        assert!(!format!("{error:?}").contains("zq7-"));
    }
}

#[test]
fn settings_that_could_never_work_are_refused() {
    let url = "https://gw.example";
    let zero = Duration::ZERO;
    assert_eq!(fault(client_of(url).timeout(zero).build()), "timeout must be longer than zero");
    assert_eq!(
        fault(client_of(url).attempt_timeout(zero).build()),
        "attempt_timeout must be longer than zero"
    );
    assert_eq!(
        fault(client_of(url).connect_timeout(zero).build()),
        "connect_timeout must be longer than zero"
    );
    assert_eq!(
        fault(client_of(url).attempt_timeout(Duration::from_secs(4)).build()),
        "attempt_timeout must not be shorter than connect_timeout (5s)"
    );
    assert_eq!(fault(client_of(url).max_body_bytes(0).build()), "max_body_bytes must be larger than zero");
    for host in ["", "https://login.example", "login.example/x", "login.example:443", ".example", "a b"] {
        assert!(
            fault(client_of(url).allow_authorization_host(host).build())
                .starts_with("allow_authorization_host must be a host name"),
            "{host}"
        );
    }
}

#[test]
fn a_client_is_cheap_to_share() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    assert_eq!(size_of::<Client>(), size_of::<usize>());
}
