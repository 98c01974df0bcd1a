//! Writes an exchange as a HAR 1.2 file.

use bytes::Bytes;
use serde::Serialize;

use crate::recording::recorded::{Message, Recorded};

#[derive(Serialize)]
struct Archive {
    log: Log,
}

#[derive(Serialize)]
struct Log {
    version: String,
    creator: serde_json::Value,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    started_date_time: String,
    time: f64,
    request: Request,
    response: Response,
    cache: serde_json::Value,
    timings: serde_json::Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    method: String,
    url: String,
    http_version: String,
    headers: Vec<Named>,
    query_string: Vec<Named>,
    cookies: Vec<serde_json::Value>,
    post_data: Option<Data>,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    status: u16,
    status_text: String,
    http_version: String,
    headers: Vec<Named>,
    cookies: Vec<serde_json::Value>,
    content: Data,
    #[serde(rename = "redirectURL")]
    redirect_url: String,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
struct Named {
    name: String,
    value: String,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    mime_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

/// Returns the size that HAR uses for an unknown one.
fn unknown() -> i64 {
    -1
}

impl Recorded {
    /// Returns the content of a HAR 1.2 file. Redact the exchange first, with
    /// [`Contract::redacted`](crate::Contract::redacted).
    ///
    /// # Errors
    ///
    /// Returns an error if the recording can't be written as JSON.
    pub fn to_har(&self) -> std::io::Result<String> {
        write(self)
    }
}

/// Writes one exchange as a HAR file. Members that change from run to run and are not checked are left out, so that the
/// same exchange always gives the same file.
fn write(recorded: &Recorded) -> std::io::Result<String> {
    let target = recorded.target.as_ref();
    let url = target.map(|target| target.url.clone()).unwrap_or_default();
    let query = url::Url::parse(&url).ok();
    let query = query.iter().flat_map(url::Url::query_pairs);
    let query_string = query.map(|(name, value)| Named { name: name.into(), value: value.into() }).collect();
    let request = recorded.request.clone().unwrap_or_default();
    let (status, response) = recorded.response.clone().unwrap_or_default();
    let entry = Entry {
        started_date_time: "1970-01-01T00:00:00Z".to_owned(),
        time: 0.0,
        request: Request {
            method: target.map(|target| target.method.clone()).unwrap_or_default(),
            url,
            http_version: "HTTP/1.1".to_owned(),
            query_string,
            cookies: Vec::new(),
            post_data: request.body.as_ref().filter(|body| !body.is_empty()).map(|body| data(&request, body)),
            headers_size: unknown(),
            body_size: size(request.body.as_ref()),
            headers: named(request.headers),
        },
        response: Response {
            status,
            status_text: String::new(),
            http_version: "HTTP/1.1".to_owned(),
            cookies: Vec::new(),
            content: response.body.as_ref().map(|body| data(&response, body)).unwrap_or_default(),
            redirect_url: String::new(),
            headers_size: unknown(),
            body_size: size(response.body.as_ref()),
            headers: named(response.headers),
        },
        cache: serde_json::json!({}),
        timings: serde_json::json!({ "send": 0, "wait": 0, "receive": 0 }),
    };
    let creator = serde_json::json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") });
    let archive = Archive { log: Log { version: "1.2".to_owned(), creator, entries: vec![entry] } };
    Ok(serde_json::to_string_pretty(&archive)? + "\n")
}

fn data(message: &Message, body: &Bytes) -> Data {
    let headers = message.headers.iter().flatten();
    let mut media = headers.filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    Data {
        size: Some(size(Some(body))),
        mime_type: media.next().map(|(_, value)| value.clone()).unwrap_or_default(),
        text: Some(String::from_utf8_lossy(body).into_owned()),
        encoding: None,
    }
}

fn size(body: Option<&Bytes>) -> i64 {
    body.and_then(|body| i64::try_from(body.len()).ok()).unwrap_or(unknown())
}

fn named(headers: Option<Vec<(String, String)>>) -> Vec<Named> {
    headers.unwrap_or_default().into_iter().map(|(name, value)| Named { name, value }).collect()
}
