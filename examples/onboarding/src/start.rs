//! The button: consent is given, and the customer goes to DigiLocker.

use axum::extract::{Form, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use deepvue_digilocker::Consent;
use serde::Deserialize;

use crate::app::App;
use crate::failure::PageResult;
use crate::journey::Journey;

const PURPOSE: &str = "Savings account KYC";
/// Says by what consent was given, down to the version of the words.
const CONSENT_BY: &str = "checkbox, notice v1";

#[derive(Deserialize)]
pub(crate) struct Fields {
    agree: Option<String>,
}

/// Starts a new journey with a new key: whoever used this browser before is forgotten.
pub(crate) async fn start(
    State(app): State<App>,
    jar: CookieJar,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> PageResult {
    // A form of another site must not give consent in the customer's place.
    let is_ours = headers.get("origin").is_some_and(|origin| origin == app.public_url.as_str());
    if !is_ours || fields.agree.is_none() {
        return Ok(Redirect::to("/").into_response());
    }
    if let Some(former) = app.cookies.key(&jar) {
        app.store.forget(&former).await?;
    }
    let consent = Consent::given().by(CONSENT_BY);
    let call = app.digilocker.initiate_session(consent, PURPOSE);
    let session = call.redirect_url(format!("{}/callback", app.public_url)).await?;
    // `session.consent_record()` belongs into your audit log: the vendor obliges you to keep it.
    let onward = Redirect::to(session.authorization_url().as_str());
    let (key, cookie) = app.cookies.issue()?;
    app.store.keep(&key, &Journey::Started(session)).await?;
    Ok((jar.add(cookie), onward).into_response())
}
