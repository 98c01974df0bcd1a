//! A Prometheus page of the calls: how many, with what outcome, and how long they and their HTTP requests took.
//!
//! `cargo run --example metrics` makes some calls to the embedded sandbox, and serves the page: open the address that it
//! prints. In your application, `Metrics::new()` and `on_call` are all it takes.

use std::error::Error;
use std::sync::Arc;

use axum::{Router, extract::State, routing::get};
use deepvue_digilocker::sandbox::{Reply, Sandbox};
use deepvue_digilocker::{CallReport, Callback, Consent, Operation};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::{family::Family, histogram::Histogram};
use prometheus_client::registry::{Registry, Unit};
use tokio::net::TcpListener;

/// The labels and their values: words that stay from release to release, and nothing of a person.
type Labels = Vec<(&'static str, String)>;

/// Boundaries in seconds, as OpenTelemetry advises for `http.client.request.duration`, and up to a call's deadline.
const SECONDS: [f64; 13] = [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 10.0, 30.0];

type Histograms = Family<Labels, Histogram, fn() -> Histogram>;

pub(crate) struct Metrics {
    registry: Registry,
    calls: Histograms,
    requests: Histograms,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let family = || Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        let (mut registry, calls, requests) = (Registry::default(), family(), family());
        let help = "Duration of DigiLocker calls, retries and waits included";
        registry.register_with_unit("digilocker_call_duration", help, Unit::Seconds, calls.clone());
        let help = "Duration of HTTP client requests";
        registry.register_with_unit("http_client_request_duration", help, Unit::Seconds, requests.clone());
        Self { registry, calls, requests }
    }

    /// Counts a call and each of its attempts.
    pub(crate) fn count(&self, report: &CallReport) {
        let error_type = report.error_kind().map_or("", |kind| kind.as_str());
        let labels = vec![
            ("operation", report.operation().id().to_owned()),
            ("outcome", report.outcome().as_str().to_owned()),
            ("error_type", error_type.to_owned()),
        ];
        self.calls.get_or_create(&labels).observe(report.elapsed().as_secs_f64());
        for attempt in report.attempts() {
            let labels = vec![
                ("http_request_method", report.operation().method().to_owned()),
                ("url_template", report.operation().path().to_owned()),
                ("server_address", report.server_address().to_owned()),
                ("server_port", report.server_port().to_string()),
                (
                    "http_response_status_code",
                    attempt.status().map(|it| it.as_str().to_owned()).unwrap_or_default(),
                ),
                ("error_type", attempt.error_type().unwrap_or_default().to_owned()),
            ];
            self.requests.get_or_create(&labels).observe(attempt.duration().as_secs_f64());
        }
    }

    /// Returns the page in Prometheus's text format.
    pub(crate) fn page(&self) -> Result<String, std::fmt::Error> {
        let mut page = String::new();
        encode(&mut page, &self.registry)?;
        Ok(page)
    }
}

/// Makes a journey with one retry, and a call that is lost.
pub(crate) async fn calls(sandbox: &Sandbox, metrics: &Arc<Metrics>) -> Result<(), Box<dyn Error>> {
    let counted = Arc::clone(metrics);
    let client = sandbox.client_builder().on_call(move |report| counted.count(report)).build()?;
    let unavailable = Reply::json(http::StatusCode::SERVICE_UNAVAILABLE, &serde_json::json!({}));
    sandbox.reply_once_to(Operation::InitiateSession, unavailable);
    let session = client.initiate_session(Consent::given(), "Savings account KYC").await?;
    let callback = Callback::parse(&sandbox.approve(&session)?)?;
    let documents = client.authorize(&session, callback).await?;
    sandbox.reply_once_to(Operation::IssuedFiles, Reply::reset());
    match documents.issued_files().await {
        Ok(_) => Err("the connection was not reset".into()),
        Err(error) => {
            println!("{error}: {}", error.outcome());
            Ok(())
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let metrics = Arc::new(Metrics::new());
    calls(&Sandbox::start().await?, &metrics).await?;
    let page = |State(metrics): State<Arc<Metrics>>| async move {
        metrics.page().map_err(|_| http::StatusCode::INTERNAL_SERVER_ERROR)
    };
    let router = Router::new().route("/metrics", get(page)).with_state(metrics);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("Open http://{}/metrics", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}
