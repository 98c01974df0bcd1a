//! The spans as OpenTelemetry's own SDK receives them.

use std::time::Duration;

use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{Callback, ClientBuilder, Retry};
use opentelemetry::Value;
use opentelemetry::trace::{SpanKind, Status, TracerProvider as _};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use serde_json::json;
use tracing_subscriber::layer::SubscriberExt;

use crate::support::{PURPOSE, json, quick, sandbox, start};

const PATH: &str = "/v1/kyc/digilocker/initiate-session";

/// What is exported while `calls` runs.
async fn exported(calls: impl Future<Output = ()>) -> Vec<SpanData> {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    calls.await;
    drop(guard);
    provider.force_flush().unwrap();
    let spans = exporter.get_finished_spans().unwrap();
    spans.into_iter().filter(|span| span.name != "tokio" && is_ours(span)).collect()
}

fn is_ours(span: &SpanData) -> bool {
    span.name.starts_with("digilocker.") || span.name.starts_with("POST ")
}

/// What is exported of one call to a sandbox with this reply, the call first.
async fn exported_of(reply: Reply, change: fn(ClientBuilder) -> ClientBuilder) -> Vec<SpanData> {
    let sandbox = sandbox().await;
    sandbox.reply_once(reply);
    let client = change(sandbox.client_builder().retry(Retry::none())).build().unwrap();
    let mut spans = exported(async {
        let _ = start(&client).redirect_url("https://bank.example/?user=zq7").send().await;
    })
    .await;
    spans.reverse();
    spans
}

fn attribute<'a>(span: &'a SpanData, name: &str) -> Option<&'a Value> {
    span.attributes.iter().find(|attribute| attribute.key.as_str() == name).map(|attribute| &attribute.value)
}

fn text(span: &SpanData, name: &str) -> Option<String> {
    attribute(span, name).map(|value| value.as_str().into_owned())
}

fn failed(span: &SpanData) -> bool {
    matches!(span.status, Status::Error { .. })
}

#[tokio::test]
async fn an_attempt_has_the_attributes_of_the_http_conventions() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(429, json!({})));
    let client = sandbox.client_builder().retry(quick()).build().unwrap();
    let spans = exported(async { drop(start(&client).send().await.unwrap()) }).await;
    let [refused, accepted, call] = &spans[..] else { panic!("{spans:?}") };

    let port = sandbox.url().rsplit(':').next().unwrap().parse::<i64>().unwrap();
    for (span, status) in [(refused, 429), (accepted, 201)] {
        assert_eq!(
            (span.name.as_ref(), &span.span_kind),
            (format!("POST {PATH}").as_str(), &SpanKind::Client)
        );
        assert_eq!(span.parent_span_id, call.span_context.span_id());
        assert_eq!(text(span, "http.request.method").unwrap(), "POST");
        assert_eq!(text(span, "server.address").unwrap(), "127.0.0.1");
        assert_eq!(attribute(span, "server.port"), Some(&Value::I64(port)));
        assert_eq!(text(span, "url.full").unwrap(), format!("{}{PATH}", sandbox.url()));
        assert_eq!(text(span, "url.template").unwrap(), PATH);
        assert_eq!(text(span, "network.protocol.version").unwrap(), "1.1");
        assert_eq!(attribute(span, "http.response.status_code"), Some(&Value::I64(status)));
    }
    assert!(failed(refused) && accepted.status == Status::Unset && call.status == Status::Unset);
    assert_eq!(text(refused, "error.type").unwrap(), "429");
    assert_eq!(attribute(refused, "http.request.resend_count"), None);
    assert_eq!(attribute(accepted, "http.request.resend_count"), Some(&Value::I64(1)));
    assert_eq!((attribute(accepted, "error.type"), attribute(call, "error.type")), (None, None));
    assert_eq!((call.name.as_ref(), &call.span_kind), ("digilocker.initiate_session", &SpanKind::Internal));
    assert_eq!(text(call, "outcome").unwrap(), "succeeded");
    assert_eq!(attribute(call, "attempts"), Some(&Value::I64(2)));
}

#[tokio::test]
async fn a_call_that_failed_never_looks_like_a_success() {
    for (reply, error_type, outcome, status) in [
        (json(401, json!({ "detail": "Invalid client_id" })), "unauthenticated", "refused", Some(401)),
        (json(503, json!({})), "unavailable", "unknown", Some(503)),
        (Reply::reset(), "transport", "unknown", None),
        (json(200, json!({ "code": 200 })), "decode", "acted", Some(200)),
        (json(200, json!({})).delay(Duration::from_secs(60)), "timeout", "unknown", None),
    ] {
        let short = |builder: ClientBuilder| {
            let short = Duration::from_millis(300);
            builder.connect_timeout(short).attempt_timeout(short)
        };
        let spans = exported_of(reply, short).await;
        let [call, attempt] = &spans[..] else { panic!("{spans:?}") };
        assert!(failed(call), "{error_type}");
        assert_eq!(text(call, "error.type").unwrap(), error_type);
        assert_eq!(text(call, "outcome").unwrap(), outcome);
        assert_eq!(attribute(call, "attempts"), Some(&Value::I64(1)));
        assert_eq!(attribute(call, "http.response.status_code"), status.map(Value::I64).as_ref());
        assert_eq!(failed(attempt), outcome != "acted", "{error_type}");
    }
}

async fn refused_by_us(sandbox: &Sandbox, kind: &str) {
    let client = sandbox.client();
    if kind == "invalid_input" {
        start(&client).timeout(Duration::ZERO).send().await.unwrap_err();
        return;
    }
    let session = start(&client).send().await.unwrap();
    let state = session.transaction_id();
    let (query, max_age) = match kind {
        "state_mismatch" => ("code=zq7&state=another".to_owned(), Duration::MAX),
        "consent_denied" => (format!("error=access_denied&state={state}"), Duration::MAX),
        "consent_failed" => (format!("error=zq7&state={state}"), Duration::MAX),
        _ => (format!("code=zq7&state={state}"), Duration::ZERO),
    };
    let callback = Callback::parse(&query).unwrap();
    client.authorize(&session, callback).max_session_age(max_age).send().await.unwrap_err();
}

#[tokio::test]
async fn what_we_refuse_ourselves_is_seen_as_well() {
    for kind in ["invalid_input", "state_mismatch", "consent_denied", "consent_failed", "session_expired"] {
        let sandbox = sandbox().await;
        let spans = exported(refused_by_us(&sandbox, kind)).await;
        let call = spans.last().unwrap();
        assert!(failed(call));
        assert_eq!(
            (text(call, "error.type").unwrap().as_str(), text(call, "outcome").unwrap().as_str()),
            (kind, "not_sent")
        );
        assert_eq!(attribute(call, "attempts"), Some(&Value::I64(0)));
        assert!(!format!("{spans:?}").contains("zq7"));
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_says_so() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(200, json!({})).delay(Duration::from_secs(60)));
    let client = sandbox.client();
    let spans = exported(async {
        let mut call = Box::pin(start(&client).send());
        while sandbox.requests().is_empty() {
            tokio::select! { biased; _ = &mut call => unreachable!(), () = tokio::task::yield_now() => {} }
        }
    })
    .await;
    let [attempt, call] = &spans[..] else { panic!("{spans:?}") };
    for span in [attempt, call] {
        assert!(failed(span));
        assert_eq!(text(span, "error.type").unwrap(), "cancelled");
    }
    assert_eq!(text(call, "outcome").unwrap(), "unknown");
}

#[tokio::test]
async fn a_transaction_id_is_shown_only_where_the_caller_opts_in() {
    let id = "zq7-transaction";
    let reply = || {
        let data = json!({ "authorization_url": "https://login.deepvue.tech/zq7-url" });
        json(200, json!({ "transaction_id": id, "data": data }))
    };
    let hidden = exported_of(reply(), |builder| builder).await;
    assert_eq!(text(&hidden[0], "outcome").unwrap(), "succeeded");
    let hidden = format!("{hidden:?}");
    assert!(!hidden.contains("zq7") && !hidden.contains(PURPOSE), "{hidden}");

    let shown = exported_of(reply(), |builder| builder.trace_transaction_ids(true)).await;
    assert_eq!(text(&shown[0], "transaction_id").unwrap(), id);
    assert!(!format!("{shown:?}").contains("zq7-url"));
}
