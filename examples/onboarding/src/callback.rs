//! The customer's return: one instance claims the code, sends it once, and keeps what came of it.

use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use deepvue_digilocker::{Callback, DocumentAccess, Eaadhaar, Sensitive, Session, YesNo};

use crate::app::App;
use crate::cookie::JourneyKey;
use crate::failure::{Failure, PageResult};
use crate::journey::{Journey, Reason, Stage, Verified};
use crate::store::StoreError;

/// How long the customer waits for what can be done without.
const EAADHAAR_TIMEOUT: Duration = Duration::from_secs(10);

/// The pauses between attempts to change the store after a call, in milliseconds. With the last attempt, what the call
/// has told would be lost.
const PAUSES_MS: [u64; 4] = [200, 400, 800, 1600];

/// Handles the return. The journey comes from this browser's own cookie, and never from what the callback names:
/// somebody else's callback does not match it, and changes nothing.
pub(crate) async fn callback(State(app): State<App>, jar: CookieJar, uri: Uri) -> PageResult {
    let callback = Callback::parse(&uri.to_string()).map_err(|_| Failure::told(Reason::BrokenLink))?;
    let onward = || Ok(Redirect::to("/result").into_response());
    let Some(key) = app.cookies.key(&jar) else { return onward() };
    let Stage::Started(session) = app.stage(Some(&key)).await? else { return onward() };
    if !session.accepts(&callback) {
        return Err(Failure::told(reason_of_stray(&callback)));
    }
    // A browser that disconnects ends this handler, but not the check: its result is kept.
    app.checks.spawn(check(app.clone(), key, session, callback)).await??;
    onward()
}

/// It changes nothing for a customer who is still at DigiLocker. A denial without a state may be the customer's own.
fn reason_of_stray(callback: &Callback) -> Reason {
    match callback {
        Callback::Denied { state: None, .. } => Reason::DidNotAgree,
        Callback::Denied { .. } | Callback::Granted { .. } => Reason::AnothersLink,
    }
}

/// Claims the code, exchanges it, and keeps the result. If this instance dies on the way, the claim stays: nobody sends
/// the code again, and the customer is told so when the claim is too old.
async fn check(app: App, key: JourneyKey, session: Session, callback: Callback) -> Result<(), Failure> {
    // A customer who clicked twice comes back twice, perhaps at two instances. Only one may use the code.
    if !app.store.claim(&key, &app.instance).await? {
        return Ok(());
    }
    tracing::info!(app.instance, "claimed a code");
    let documents = match app.digilocker.authorize(&session, callback).await {
        Ok(documents) => documents,
        // The code is unused, so the same link works once more.
        Err(error) if error.can_reuse_callback() => {
            tracing::warn!(%error, "a check was not made");
            persistently(|| app.store.release(&key)).await?;
            return Err(error.into());
        }
        Err(error) => {
            tracing::warn!(%error, "a check has failed");
            return Ok(keep(&app, &key, Journey::Failed(Reason::of_check(&error))).await?);
        }
    };
    // Access was given once: it is kept before anything else can go wrong.
    keep(&app, &key, Journey::Verified(verified(&documents, None))).await?;
    // The customer is verified without it, too.
    if documents.holder().has_eaadhaar() == Some(YesNo::Yes)
        && let Ok(aadhaar) = documents.eaadhaar().timeout(EAADHAAR_TIMEOUT).await
    {
        keep(&app, &key, Journey::Verified(verified(&documents, Some(&aadhaar)))).await?;
    }
    Ok(())
}

/// Keeps a result.
async fn keep(app: &App, key: &JourneyKey, journey: Journey) -> Result<(), StoreError> {
    // The customer may have started again, or an hour has passed.
    if !persistently(|| app.store.replace(key, &journey)).await? {
        tracing::info!("a result came for a journey that is gone");
    }
    Ok(())
}

/// Changes the store, also if it is away for a moment.
async fn persistently<T, Change>(change: impl Fn() -> Change) -> Result<T, StoreError>
where
    Change: Future<Output = Result<T, StoreError>>,
{
    for pause in PAUSES_MS {
        match change().await {
            Err(error) => tracing::warn!(%error, "the store could not be changed yet"),
            changed => return changed,
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    change().await
}

/// Returns access and masked details: enough to recognise oneself, too little for others.
fn verified(documents: &DocumentAccess, aadhaar: Option<&Eaadhaar>) -> Verified {
    let initial = |name: &Sensitive<String>| name.expose().chars().take(1).chain("•••".chars()).collect();
    let ending = |value: &Sensitive<String>| "•••".chars().chain(value.expose().chars().skip(8)).collect();
    let holder = documents.holder();
    let details = [
        ("Name", holder.name().map(initial)),
        ("Mobile", holder.mobile().map(ending)),
        ("Aadhaar", aadhaar.and_then(|aadhaar| aadhaar.masked_uid()).map(ending)),
    ];
    let details = details.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?)));
    Verified { access: documents.clone().into(), details: details.collect() }
}
