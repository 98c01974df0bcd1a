//! Servers with TLS and a certificate of their own for `localhost`.

use std::sync::Arc;
#[cfg(feature = "rustls")]
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::Certificate;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use super::raw::RawServer;

/// A server, and its certificate.
pub async fn server() -> (RawServer, Certificate) {
    answering("https://localhost/x").await
}

/// The same, with the authorization URL that it answers.
pub async fn answering(url: &'static str) -> (RawServer, Certificate) {
    let (acceptor, certificate) = acceptor(&[]);
    let serve = move |stream| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                read(&mut stream).await;
                answer(stream, url).await;
            }
        }
    };
    (RawServer::start(serve).await, certificate)
}

/// A server that would rather speak HTTP/2, and goes silent on its first connection. It counts those that spoke
/// HTTP/1.1.
#[cfg(feature = "rustls")]
pub async fn preferring_http2() -> (RawServer, Certificate, Arc<AtomicUsize>) {
    let (acceptor, certificate) = acceptor(&[b"h2", b"http/1.1"]);
    let spoken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&spoken);
    let serve = move |stream: TcpStream| {
        let (acceptor, counter) = (acceptor.clone(), Arc::clone(&counter));
        async move {
            let mut stream = acceptor.accept(stream).await.unwrap();
            let is_http1 = stream.get_ref().1.alpn_protocol() == Some(b"http/1.1");
            if !is_http1 || counter.fetch_add(1, Ordering::SeqCst) == 0 {
                return std::future::pending().await;
            }
            read(&mut stream).await;
            answer(stream, "https://localhost/x").await;
        }
    };
    (RawServer::start(serve).await, certificate, spoken)
}

/// The server's URL, by the name in its certificate.
pub fn https(server: &RawServer) -> String {
    server.url.replace("http://127.0.0.1", "https://localhost")
}

fn acceptor(protocols: &[&[u8]]) -> (TlsAcceptor, Certificate) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder().with_no_client_auth();
    let mut config = config.with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    (TlsAcceptor::from(Arc::new(config)), Certificate::from_der(made.cert.der()).unwrap())
}

async fn read(stream: &mut TlsStream<TcpStream>) {
    let mut request = [0; 4096];
    let read = stream.read(&mut request).await.unwrap();
    assert!(request[..read].starts_with(b"POST "));
}

async fn answer(mut stream: TlsStream<TcpStream>, url: &str) {
    let body = json!({ "transaction_id": "t", "data": { "authorization_url": url } }).to_string();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
}
