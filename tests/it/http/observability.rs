//! A call can be followed in traces, without anything that was sent.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use deepvue_digilocker::Client;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::{json, quick, sandbox, spec::fixture, start};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of every span of ours.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<BTreeMap<u64, Fields>>>);

struct Into<'a>(&'a mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let metadata = attributes.metadata();
        if !metadata.target().starts_with("deepvue_digilocker::http") {
            return;
        }
        let mut fields = Fields::from([("name".to_owned(), metadata.name().to_owned())]);
        let parent = context.span(id).and_then(|span| span.parent().map(|parent| parent.name()));
        fields.insert("parent".into(), parent.unwrap_or("none").to_owned());
        attributes.record(&mut Into(&mut fields));
        self.0.lock().unwrap().insert(id.into_u64(), fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        if let Some(fields) = self.0.lock().unwrap().get_mut(&id.into_u64()) {
            values.record(&mut Into(fields));
        }
    }
}

#[tokio::test]
async fn each_call_is_a_span_with_one_span_for_each_attempt() {
    let sandbox = sandbox().await;
    sandbox.reply_once(json(429, fixture("initiate-session.429.json")));
    let client = sandbox.client_builder().retry(quick()).build().unwrap();

    let spans = Spans::default();
    let subscriber = tracing_subscriber::registry().with(spans.clone());
    let guard = tracing::subscriber::set_default(subscriber);
    start(&client).redirect_url("https://bank.example/?user=zq7").send().await.unwrap();
    drop(guard);

    let url = format!("{}/v1/kyc/digilocker/initiate-session", sandbox.url());
    let port = sandbox.url().rsplit(':').next().unwrap();
    let attempt = |more: &[(&str, &str)]| {
        let mut fields = BTreeMap::from([
            ("name", "http.request"),
            ("parent", "digilocker.call"),
            ("otel.name", "POST /v1/kyc/digilocker/initiate-session"),
            ("otel.kind", "client"),
            ("network.protocol.version", "1.1"),
            ("url.full", &url),
            ("http.request.method", "POST"),
            ("server.address", "127.0.0.1"),
            ("server.port", port),
            ("url.template", "/v1/kyc/digilocker/initiate-session"),
        ]);
        fields.extend(more.iter().copied());
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Fields>()
    };
    let call = [
        ("name", "digilocker.call"),
        ("operation", "initiate_session"),
        ("otel.kind", "internal"),
        ("otel.name", "digilocker.initiate_session"),
        ("outcome", "succeeded"),
        ("attempts", "2"),
        ("http.response.status_code", "201"),
        ("parent", "none"),
    ];
    let mut found = spans.0.lock().unwrap().values().cloned().collect::<Vec<_>>();
    found.sort();
    let mut expected = vec![
        call.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        attempt(&[
            ("http.response.status_code", "429"),
            ("error.type", "429"),
            ("otel.status_code", "ERROR"),
        ]),
        attempt(&[("http.response.status_code", "201"), ("http.request.resend_count", "1")]),
    ];
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_clients_settings_can_be_logged() {
    let client = Client::builder().client_id("zq7-id").client_secret("zq7-secret").build().unwrap();
    assert_eq!(
        format!("{client:?}"),
        "Client { base_url: https://production.deepvue.tech, limits: Limits { connect_timeout: 5s, attempt_timeout: 15s, timeout: 30s, \
         retry: Retry { max_retries: 2, base_delay: 1s, max_delay: 8s }, max_body_bytes: 33554432 }, .. }"
    );
}
