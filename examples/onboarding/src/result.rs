//! What came of it: the details, the documents, or a reason and a way on.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;

use crate::app::App;
use crate::failure::{Failure, PageResult};
use crate::journey::{Reason, Stage};
use crate::pages;

pub(crate) async fn result(State(app): State<App>, jar: CookieJar) -> PageResult {
    let key = app.cookies.key(&jar);
    let verified = match app.stage(key.as_ref()).await? {
        Stage::Verified(verified) => verified,
        Stage::Failed(reason) => return Err(Failure::told(reason)),
        Stage::Checking => return Ok(pages::checking()),
        Stage::Started(_) | Stage::Nobody => return Ok(Redirect::to("/").into_response()),
    };
    let files = app.digilocker.resume(verified.access).issued_files().await?;
    Ok(pages::verified(&verified.details, &files).into_response())
}

pub(crate) async fn document(
    State(app): State<App>,
    jar: CookieJar,
    Path(number): Path<usize>,
) -> PageResult {
    let nothing = || Failure::told(Reason::NoSuchDocument);
    let key = app.cookies.key(&jar);
    let Stage::Verified(verified) = app.stage(key.as_ref()).await? else { return Err(nothing()) };
    let documents = app.digilocker.resume(verified.access);
    let files = documents.issued_files().await?;
    let content = documents.file(files.get(number).ok_or_else(nothing)?).await?.into_content();
    let name = format!("attachment; filename=\"document-{number}.{}\"", content.kind().extension());
    let own = [(CONTENT_TYPE, content.kind().media_type().to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((own, content.into_bytes().into_exposed()).into_response())
}
