//! A small onboarding: a button, DigiLocker's consent, the way back, verified details and documents.
//!
//! `cargo run --example web` starts it with the embedded sandbox: open the address that it prints, and click. `PORT` sets
//! its port. To go live, make the client with `Client::from_env()`, and a session store that your machines share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{
    Callback, Client, Consent, ConsentRecord, DocType, DocumentAccess, Error, ErrorKind, IssuedFile,
    Sensitive, Session, StoredAccess, YesNo,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tower_sessions::cookie::SameSite;
use tower_sessions::{MemoryStore, Session as Browser, SessionManagerLayer};

const JOURNEY: &str = "journey";
const OUR_FAULT: &str = "Something went wrong on our side. Please try again.";

#[derive(Clone)]
struct App {
    digilocker: Client,
    /// Where this application is, as browsers see it.
    url: String,
    /// Stands for the table in which you keep consents.
    audit: Arc<Mutex<Vec<ConsentRecord>>>,
}

/// How far this browser has come. Kept by the server; the browser's cookie only holds a random key to it.
#[derive(Serialize, Deserialize)]
enum Journey {
    Started(Session),
    Checking,
    /// With details that are masked before they are kept.
    Verified {
        access: StoredAccess,
        details: Vec<(String, String)>,
        files: Vec<IssuedFile>,
        missing: Vec<DocType>,
    },
    Failed(Failure),
}

/// The application, for browsers that find it at `url`.
pub(crate) fn app(digilocker: Client, url: &str) -> Router {
    let browsers = SessionManagerLayer::new(MemoryStore::default())
        .with_secure(url.starts_with("https:"))
        // The way back from DigiLocker is a link from another site: `Strict` would hide the cookie from it.
        .with_same_site(SameSite::Lax);
    Router::new()
        .route("/", get(home))
        .route("/start", post(start))
        .route("/callback", get(callback))
        .route("/result", get(result))
        .route("/documents/{number}", get(document))
        .layer(browsers)
        .with_state(App { digilocker, url: url.to_owned(), audit: Arc::default() })
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

type Fields = Form<HashMap<String, String>>;

async fn start(State(app): State<App>, browser: Browser, fields: Fields) -> Result<Redirect, Failure> {
    if !fields.contains_key("agree") {
        return Ok(Redirect::to("/"));
    }
    let consent = Consent::given().by("checkbox, notice v1");
    let call = app.digilocker.initiate_session(consent, "Savings account KYC");
    let session = call.redirect_url(format!("{}/callback", app.url)).send().await?;
    app.audit.lock().unwrap_or_else(PoisonError::into_inner).push(session.consent_record());
    let onward = Redirect::to(session.authorization_url().as_str());
    browser.cycle_id().await?;
    keep(&browser, Journey::Started(session)).await?;
    Ok(onward)
}

/// The customer is back. The session comes from this browser's own cookie, and never from what the callback names: who
/// brings the callback of somebody else has no session that it fits.
async fn callback(State(app): State<App>, browser: Browser, uri: Uri) -> Result<Redirect, Failure> {
    let callback = Callback::parse(&uri.to_string()).map_err(|_| Failure("This link is broken.".into()))?;
    // Whoever clicked twice is back twice, and only one of the two may use up the code.
    if let Some(Journey::Started(session)) = browser.get(JOURNEY).await? {
        keep(&browser, Journey::Checking).await?;
        // A browser that goes away ends this handler, but not the task: what became of the code is kept.
        tokio::spawn(go_on(app, browser, session, callback)).await??;
    }
    Ok(Redirect::to("/result"))
}

async fn go_on(app: App, browser: Browser, session: Session, callback: Callback) -> Result<(), Failure> {
    match verify(&app.digilocker, &session, callback).await {
        Ok(verified) => keep(&browser, verified).await,
        // Somebody else's callback changes nothing for the customer who is still at DigiLocker.
        Err(error) if error.kind() == ErrorKind::StateMismatch => {
            keep(&browser, Journey::Started(session)).await?;
            Err(error.into())
        }
        Err(error) => keep(&browser, Journey::Failed(error.into())).await,
    }
}

async fn keep(browser: &Browser, journey: Journey) -> Result<(), Failure> {
    browser.insert(JOURNEY, journey).await?;
    Ok(browser.save().await?)
}

async fn verify(client: &Client, session: &Session, callback: Callback) -> Result<Journey, Error> {
    let documents = client.authorize(session, callback).send().await?;
    let files = documents.issued_files().send().await?;
    let missing = files.missing(session);
    let details = details(&documents).await?;
    Ok(Journey::Verified { access: documents.into(), details, files: files.into_iter().collect(), missing })
}

/// What the customer may see of the account's holder: enough to recognise it, too little to be of use to others.
async fn details(documents: &DocumentAccess) -> Result<Vec<(String, String)>, Error> {
    let holder = documents.holder();
    let aadhaar = match holder.has_eaadhaar() {
        Some(YesNo::Yes) => documents.eaadhaar().send().await?.masked_uid().map(ending),
        _ => None,
    };
    let initial = |word: &str| word.chars().take(1).chain("•••".chars()).collect::<String>();
    let initials = |name: &str| name.split(' ').map(initial).collect::<Vec<_>>().join(" ");
    let born = holder.date_of_birth().and_then(|date| date.ymd());
    let details = [
        ("Name", holder.name().map(|name| initials(name.expose()))),
        ("Year of birth", born.map(|date| date.expose().0.to_string())),
        ("Mobile", holder.mobile().map(ending)),
        ("Aadhaar", aadhaar),
    ];
    Ok(details.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect())
}

fn ending(value: &Sensitive<String>) -> String {
    let hidden = value.expose().chars().count().saturating_sub(4);
    "••• ".chars().chain(value.expose().chars().skip(hidden)).collect()
}

async fn result(browser: Browser) -> Result<Response, Failure> {
    let (details, files, missing) = match browser.get(JOURNEY).await? {
        Some(Journey::Verified { details, files, missing, .. }) => (details, files, missing),
        Some(Journey::Failed(failure)) => return Err(failure),
        Some(Journey::Checking) => {
            return Ok(page("One moment", &html! { meta http-equiv="refresh" content="1"; }));
        }
        Some(Journey::Started(_)) | None => return Ok(Redirect::to("/").into_response()),
    };
    let body = html! {
        dl { @for (label, value) in details { dt { (label) } dd { (value) } } }
        h2 { "Your documents" }
        ul {
            @for (number, file) in files.iter().enumerate() {
                li { a href={ "/documents/" (number) } { (file.name().map_or("A document", |name| name.expose())) } }
            }
            @for doc_type in missing { li { (doc_type.to_string().to_uppercase()) ": not in your DigiLocker" } }
        }
        p { a href="/" { "Not you? Start again." } }
    };
    Ok(page("You are verified", &body))
}

async fn document(
    State(app): State<App>,
    browser: Browser,
    Path(number): Path<usize>,
) -> Result<Response, Failure> {
    let Some(Journey::Verified { access, files, .. }) = browser.get(JOURNEY).await? else {
        return Err(Failure("There is no such document.".into()));
    };
    let file = files.get(number).ok_or(Failure("There is no such document.".into()))?;
    let content = app.digilocker.resume(access).file(file).send().await?.into_content();
    let kind = content.kind();
    let name = format!("attachment; filename=\"document-{number}.{}\"", kind.extension());
    let headers = [
        (header::CONTENT_TYPE, kind.media_type()),
        (header::CONTENT_DISPOSITION, &name),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, content.into_bytes().into_exposed()).into_response())
}

/// What went wrong, for the customer. What it was for you is in the crate's traces.
#[derive(Serialize, Deserialize)]
struct Failure(Cow<'static, str>);

impl<E: StdError + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let error: &dyn StdError = &error;
        Self(error.downcast_ref().map_or(OUR_FAULT, in_plain_words).into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = html! { p role="alert" { (self.0) } p { a.button href="/" { "Try again" } } };
        (StatusCode::BAD_REQUEST, page("That did not work", &body)).into_response()
    }
}

fn in_plain_words(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::ConsentDenied => "You did not agree at DigiLocker, so nothing was shared with us.",
        ErrorKind::StateMismatch => "This link belongs to another verification, and not to yours.",
        ErrorKind::SessionExpired | ErrorKind::Forbidden => "That took too long. Please start again.",
        _ if error.is_retryable() => "DigiLocker can't be reached. Please try again in some minutes.",
        _ => OUR_FAULT,
    }
}

fn page(title: &str, body: &Markup) -> Response {
    let page = html! { (DOCTYPE) html lang="en" {
        head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) " · Example Bank" } style { (PreEscaped(include_str!("web.css"))) } }
        body { header { "Example Bank" } main { h1 { (title) } (body) } }
    } };
    ([(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")], page).into_response()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sandbox = Sandbox::start().await?;
    let port = std::env::var("PORT").map_or(Ok(3000), |port| port.parse::<u16>())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("Open {url} (the sandbox is at {}: made-up people, nothing is sent anywhere)", sandbox.url());
    Ok(axum::serve(listener, app(sandbox.client(), &url)).await?)
}
