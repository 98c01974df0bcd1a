//! A proxy never sees a loopback call, whose keys would travel in clear.

use std::sync::{Arc, Mutex};

use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET};

use crate::support::{child, client_of, raw::RawServer, sandbox, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_loopback_call_never_reaches_the_proxy_of_the_environment() {
    const TEST: &str = "http::proxies::a_loopback_call_never_reaches_the_proxy_of_the_environment";
    if child::is_child() {
        let sandbox = sandbox().await;
        start(&sandbox.client()).send().await.unwrap();
        let name = sandbox.url().replace("127.0.0.1", "localhost");
        let client = client_of(name).client_id(CLIENT_ID).client_secret(CLIENT_SECRET).build().unwrap();
        // The sandbox answers with its own URL, which is not this client's; what counts is who was asked.
        let _ = start(&client).send().await;
        assert_eq!(sandbox.requests().len(), 2);
        // The control: a client that reqwest sets up by itself does use the proxy.
        if let Ok(answer) = reqwest::get(sandbox.url()).await {
            assert_eq!(answer.status(), 418);
            assert_eq!(answer.headers()["x-proxy"], "yes");
        }
        return;
    }
    let proxy = RawServer::answering("HTTP/1.1 418 I\r\nx-proxy: yes\r\ncontent-length: 0\r\n\r\n").await;
    let url = proxy.url.clone();
    let names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"];
    let run = move || child::run(TEST, &names.map(|name| (name, url.as_str())));
    tokio::task::spawn_blocking(run).await.unwrap();
    assert_eq!(proxy.connections(), 1, "the control's connection, and no other");
}

#[tokio::test]
async fn a_loopback_call_never_reaches_a_proxy_set_by_the_caller() {
    let proxy = RawServer::answering("HTTP/1.1 418 I\r\ncontent-length: 0\r\n\r\n").await;
    let sandbox = sandbox().await;
    let through = reqwest::Proxy::all(&proxy.url).unwrap();
    let client = sandbox.client_builder().http(|http| http.proxy(through)).build().unwrap();
    start(&client).send().await.unwrap();
    assert_eq!(proxy.connections(), 0);
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn localhost_is_this_machine_whatever_a_resolver_says() {
    let sandbox = sandbox().await;
    let name = sandbox.url().replace("127.0.0.1", "localhost");
    let astray = std::net::SocketAddr::from(([127, 0, 0, 99], 9));
    let client = client_of(name)
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .http(|http| http.resolve("localhost", astray))
        .build()
        .unwrap();
    let _ = start(&client).send().await;
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn an_https_call_goes_through_the_callers_proxy_as_a_tunnel() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&seen);
    let proxy = RawServer::start(move |mut stream| {
        let record = Arc::clone(&record);
        async move {
            let request = crate::support::raw::read_request(&mut stream).await;
            record.lock().unwrap().push(request);
            let answer = b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
        }
    })
    .await;
    let through = reqwest::Proxy::all(&proxy.url).unwrap();
    let client = client_of("https://gw.example").http(|http| http.proxy(through)).build().unwrap();
    let error = start(&client).send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 3);
    for request in seen.iter() {
        assert!(request.starts_with("CONNECT gw.example:443 HTTP/1.1\r\n"), "{request}");
        assert!(!request.contains("a-secret") && !request.contains("an-id"), "{request}");
    }
}

#[tokio::test]
async fn an_https_call_to_loopback_does_not_go_through_a_proxy() {
    let proxy = RawServer::answering("HTTP/1.1 418 I\r\ncontent-length: 0\r\n\r\n").await;
    let server = RawServer::start(|_| async {}).await;
    for host in ["127.0.0.1", "localhost"] {
        let url = server.url.replace("http://127.0.0.1", &format!("https://{host}"));
        let through = reqwest::Proxy::all(&proxy.url).unwrap();
        let client = client_of(url).http(|http| http.proxy(through)).build().unwrap();
        start(&client).send().await.unwrap_err();
    }
    assert_eq!((proxy.connections(), server.connections()), (0, 6));
}
