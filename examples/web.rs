//! A small onboarding: a button, DigiLocker's consent, the callback, verified details and documents.
//!
//! `cargo run --example web` starts it with the embedded sandbox: open the address that it prints, and click. `PORT`
//! sets its port. To go live: `Client::from_env()`, a store of sessions that your machines share and that is encrypted,
//! and in place of `App::claimed` something that is atomic across them, such as a unique key.

use std::collections::{HashMap, HashSet};
use std::error::Error as StdError;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use deepvue_digilocker::{
    Callback, Client, Consent, Error, ErrorKind, Sensitive, Session, StoredAccess, YesNo, sandbox::Sandbox,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};
use tokio::{net::TcpListener, sync::Mutex};
use tower_sessions::cookie::{SameSite, time::Duration};
use tower_sessions::{Expiry, MemoryStore, Session as Browser, SessionManagerLayer};

type PageResult = Result<Response, Failure>;
type Details = Vec<(String, String)>;
type Checked = Result<(StoredAccess, Details), Error>;
type Fields = Form<HashMap<String, String>>;
const JOURNEY: &str = "journey";
const RELOAD: &str = "DigiLocker can't be reached. Please reload this page in a minute.";
const OUR_FAULT: &str = "Something went wrong on our side. Please try again.";
/// The headers of every response with personal data.
const GUARDS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
];

#[derive(Clone)]
struct App {
    digilocker: Client,
    /// The URL of this application, as browsers see it.
    url: String,
    /// The sessions whose code is used up, or about to be.
    claimed: Arc<Mutex<HashSet<String>>>,
}

/// The state of this browser's journey. Kept by the server; the browser's cookie only holds a random key to it.
#[allow(clippy::large_enum_variant, reason = "there is one for each browser, and it is stored as JSON")]
#[derive(Serialize, Deserialize)]
enum Journey {
    Started(Session),
    Checking,
    /// The details are masked before they are kept.
    Verified(StoredAccess, Details),
    Failed(Failure),
}

/// Returns the application, for browsers that reach it at `url`.
pub(crate) fn app(digilocker: Client, url: &str) -> Router {
    let browsers = SessionManagerLayer::new(MemoryStore::default())
        .with_secure(url.starts_with("https:"))
        // The customer comes back from another site, and `Strict` would hide the cookie then.
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(Duration::hours(1)));
    Router::new()
        .route("/", get(home))
        .route("/start", post(start))
        .route("/callback", get(callback))
        .route("/result", get(result))
        .route("/documents/{number}", get(document))
        .layer(browsers)
        .with_state(App { digilocker, url: url.to_owned(), claimed: Arc::default() })
}

async fn home() -> Response {
    let body = html! {
        p { "We need to know who you are. DigiLocker tells us, if you agree." }
        form method="post" action="/start" {
            label { input type="checkbox" name="agree" value="yes" required;
                "I agree that Example Bank gets my name, date of birth and identity documents from DigiLocker." }
            button { "Verify with DigiLocker" }
        }
    };
    page("Open an account", &body)
}

async fn start(State(app): State<App>, browser: Browser, headers: HeaderMap, fields: Fields) -> PageResult {
    // A form of another site must not give consent in the customer's place.
    let is_ours = headers.get("origin").is_some_and(|origin| origin == app.url.as_str());
    if !is_ours || !fields.contains_key("agree") {
        return Ok(Redirect::to("/").into_response());
    }
    browser.clear().await; // whoever was here before is forgotten
    browser.cycle_id().await?;
    let consent = Consent::given().by("checkbox, notice v1");
    let call = app.digilocker.initiate_session(consent, "Savings account KYC");
    let session = call.redirect_url(format!("{}/callback", app.url)).send().await?;
    // `session.consent_record()` belongs into your audit log: the vendor obliges you to keep it.
    let onward = Redirect::to(session.authorization_url().as_str());
    keep(&browser, Journey::Started(session)).await?;
    Ok(onward.into_response())
}

/// Handles the customer's return. The session comes from this browser's own cookie, and never from what the callback
/// names: somebody else's callback does not match it.
async fn callback(State(app): State<App>, browser: Browser, uri: Uri) -> PageResult {
    let callback = Callback::parse(&uri.to_string()).map_err(|_| Failure("This link is broken.".into()))?;
    let Some(Journey::Started(session)) = browser.get(JOURNEY).await? else {
        return Ok(Redirect::to("/result").into_response());
    };
    if !session.accepts(&callback) {
        // It changes nothing for a customer who is still at DigiLocker. A denial without a state may be theirs.
        let kind = match callback {
            Callback::Denied { .. } => ErrorKind::ConsentDenied,
            Callback::Granted { .. } => ErrorKind::StateMismatch,
        };
        return Err(Failure(in_plain_words(kind).into()));
    }
    // A customer who clicked twice comes back twice, and only one of the two requests may use up the code.
    if app.claimed.lock().await.insert(session.transaction_id().to_owned()) {
        // A browser that disconnects ends this handler, but not the task: the result of the exchange is kept.
        tokio::spawn(go_on(app, browser, session, callback)).await??;
    }
    Ok(Redirect::to("/result").into_response())
}

async fn go_on(app: App, browser: Browser, session: Session, callback: Callback) -> Result<(), Failure> {
    keep(&browser, Journey::Checking).await?;
    match verify(&app.digilocker, &session, callback).await {
        Ok((access, details)) => keep(&browser, Journey::Verified(access, details)).await,
        // The code is unused, so the same link works once more.
        Err(error) if error.can_reuse_callback() => {
            app.claimed.lock().await.remove(session.transaction_id());
            keep(&browser, Journey::Started(session)).await?;
            tracing::warn!(%error, "the same callback can be used again");
            Err(Failure(RELOAD.into()))
        }
        Err(error) => keep(&browser, Journey::Failed(error.into())).await,
    }
}

async fn keep(browser: &Browser, journey: Journey) -> Result<(), Failure> {
    browser.insert(JOURNEY, journey).await?;
    Ok(browser.save().await?)
}

/// Exchanges the code, and returns access and masked details: enough to recognise oneself, too little for others.
async fn verify(client: &Client, session: &Session, callback: Callback) -> Checked {
    let documents = client.authorize(session, callback).send().await?;
    let holder = documents.holder();
    // The customer is verified without it, too.
    let aadhaar = match holder.has_eaadhaar() {
        Some(YesNo::Yes) => documents.eaadhaar().send().await.ok(),
        _ => None,
    };
    let initial = |name: &Sensitive<String>| name.expose().chars().take(1).chain("•••".chars()).collect();
    let ending = |value: &Sensitive<String>| "•••".chars().chain(value.expose().chars().skip(8)).collect();
    let details = [
        ("Name", holder.name().map(initial)),
        ("Mobile", holder.mobile().map(ending)),
        ("Aadhaar", aadhaar.as_ref().and_then(|aadhaar| aadhaar.masked_uid()).map(ending)),
    ];
    let details = details.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect();
    Ok((documents.into(), details))
}

async fn result(State(app): State<App>, browser: Browser) -> PageResult {
    let again = html! { p { a href="/" { "Not you? Start again." } } };
    let (access, details) = match browser.get(JOURNEY).await? {
        // If the vendor sends no details, nobody is verified.
        Some(Journey::Verified(_, details)) if details.is_empty() => {
            return Err(Failure(OUR_FAULT.into()));
        }
        Some(Journey::Verified(access, details)) => (access, details),
        Some(Journey::Failed(failure)) => return Err(failure),
        Some(Journey::Checking) => {
            return Ok(([("refresh", "1")], page("One moment", &again)).into_response());
        }
        Some(Journey::Started(_)) | None => return Ok(Redirect::to("/").into_response()),
    };
    let files = app.digilocker.resume(access).issued_files().send().await?;
    let body = html! {
        dl { @for (label, value) in details { dt { (label) } dd { (value) } } }
        h2 { "Your documents" }
        ul {
            @for (number, file) in files.iter().enumerate() {
                li { a href={ "/documents/" (number) } { (file.name().map_or("A document", |name| name.expose())) } }
            }
            @for missing in files.missing() {
                li { (missing.doc_type().to_string().to_uppercase()) ": not in your DigiLocker" }
            }
        }
        (again)
    };
    Ok(page("You are verified", &body))
}

async fn document(State(app): State<App>, browser: Browser, Path(number): Path<usize>) -> PageResult {
    let Some(Journey::Verified(access, _)) = browser.get(JOURNEY).await? else {
        return Err(Failure("There is no such document.".into()));
    };
    let documents = app.digilocker.resume(access);
    let files = documents.issued_files().send().await?;
    let file = files.get(number).ok_or(Failure("There is no such document.".into()))?;
    let content = documents.file(file).send().await?.into_content();
    let name = format!("attachment; filename=\"document-{number}.{}\"", content.kind().extension());
    let own = [("content-type", content.kind().media_type()), ("content-disposition", &name)];
    Ok((GUARDS, own, content.into_bytes().into_exposed()).into_response())
}

#[derive(Serialize, Deserialize)]
struct Failure(String);

impl<E: StdError + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        // The crate's errors hold no personal data; those of other crates may.
        let ours = (&error as &dyn StdError).downcast_ref::<Error>();
        tracing::error!(error = ours.map(tracing::field::display), kind = std::any::type_name::<E>());
        let words = ours.map_or(OUR_FAULT, |error| match error {
            error if error.is_retryable() => "DigiLocker can't be reached. Please try again in some minutes.",
            error => in_plain_words(error.kind()),
        });
        Self(words.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = html! { p role="alert" { (self.0) } p { a.button href="/" { "Start again" } } };
        (StatusCode::BAD_REQUEST, page("That did not work", &body)).into_response()
    }
}

fn in_plain_words(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::ConsentDenied => "You did not agree at DigiLocker, so nothing was shared with us.",
        ErrorKind::ConsentFailed => "DigiLocker could not go on, so nothing was shared with us.",
        ErrorKind::StateMismatch => "This link belongs to another verification, and not to yours.",
        ErrorKind::SessionExpired | ErrorKind::InvalidToken => "That took too long. Please start again.",
        _ => OUR_FAULT,
    }
}

fn page(title: &str, body: &Markup) -> Response {
    let page = html! { (DOCTYPE) html lang="en" {
        head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · Example Bank" } style { (PreEscaped(include_str!("web.css"))) } }
        body { header { "Example Bank" } main { h1 { (title) } (body) } }
    } };
    (GUARDS, page).into_response()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    tracing_subscriber::fmt::init();
    let sandbox = Sandbox::start().await?;
    let port = std::env::var("PORT").map_or(Ok(3000), |port| port.parse::<u16>())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("Open {url} (the sandbox is at {}: made-up people, nothing is sent anywhere)", sandbox.url());
    Ok(axum::serve(listener, app(sandbox.client(), &url)).await?)
}
