//! Reads and writes HAR 1.2, the format of browsers, proxies and API tools. Only the members that are checked are
//! required, since those tools omit many members that the format requires.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::recording::recorded::{Message, Recorded};

#[derive(Serialize, Deserialize)]
struct Archive {
    log: Log,
}

#[derive(Serialize, Deserialize)]
struct Log {
    #[serde(default)]
    version: String,
    #[serde(default)]
    creator: serde_json::Value,
    entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(default)]
    started_date_time: String,
    #[serde(default)]
    time: f64,
    request: Request,
    response: Response,
    #[serde(default)]
    cache: serde_json::Value,
    #[serde(default)]
    timings: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    method: String,
    url: String,
    #[serde(default)]
    http_version: String,
    #[serde(default)]
    headers: Vec<Named>,
    #[serde(default)]
    query_string: Vec<Named>,
    #[serde(default)]
    cookies: Vec<serde_json::Value>,
    #[serde(default)]
    post_data: Option<Data>,
    #[serde(default = "unknown")]
    headers_size: i64,
    #[serde(default = "unknown")]
    body_size: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    status: u16,
    #[serde(default)]
    status_text: String,
    #[serde(default)]
    http_version: String,
    #[serde(default)]
    headers: Vec<Named>,
    #[serde(default)]
    cookies: Vec<serde_json::Value>,
    #[serde(default)]
    content: Data,
    #[serde(default, rename = "redirectURL")]
    redirect_url: String,
    #[serde(default = "unknown")]
    headers_size: i64,
    #[serde(default = "unknown")]
    body_size: i64,
}

#[derive(Serialize, Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Data {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    #[serde(default)]
    mime_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

/// Returns the size that HAR uses for an unknown one.
fn unknown() -> i64 {
    -1
}

/// Reads the exchanges of a HAR file. An entry without a response (status 0: blocked, aborted) keeps its request.
pub(crate) fn read(place: &str, bytes: &[u8]) -> Result<Vec<Recorded>, ContractError> {
    // serde's own message would quote values.
    let archive: Archive = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ContractError::new(place, format!("is not a HAR 1.2 file: line {line}, column {column}"))
    })?;
    let entries = archive.log.entries.into_iter().enumerate();
    entries.map(|(index, entry)| exchange(&format!("{place}#/log/entries/{index}"), entry)).collect()
}

fn exchange(place: &str, entry: Entry) -> Result<Recorded, ContractError> {
    let Entry { request, response, .. } = entry;
    let mut recorded = Recorded::exchange(request.method, request.url);
    recorded.source = Some(place.to_owned());
    let body = match request.post_data {
        Some(data) => self::body(place, data)?,
        None => Some(Bytes::new()).filter(|_| request.body_size <= 0),
    };
    recorded.request = Some(Message { headers: Some(pairs(request.headers)), body });
    if response.status != 0 {
        let mut headers = pairs(response.headers);
        let mime_type = response.content.mime_type.clone();
        let known = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        // Some tools write no headers at all. Browsers write `x-unknown` for an unknown content type.
        if !known && !mime_type.is_empty() && mime_type != "x-unknown" {
            headers.push(("content-type".to_owned(), mime_type));
        }
        let body = self::body(place, response.content)?;
        recorded.response = Some((response.status, Message { headers: Some(headers), body }));
    }
    Ok(recorded)
}

/// Returns the body, if it was recorded.
fn body(place: &str, data: Data) -> Result<Option<Bytes>, ContractError> {
    match (data.text, data.encoding.as_deref()) {
        (Some(text), Some("base64")) => match STANDARD.decode(text) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(_) => Err(ContractError::new(place, "its content is marked as base64, but is not base64")),
        },
        (Some(text), _) => Ok(Some(text.into())),
        (None, _) => Ok(Some(Bytes::new()).filter(|_| data.size == Some(0))),
    }
}

fn pairs(headers: Vec<Named>) -> Vec<(String, String)> {
    // HTTP/2 pseudo-headers are not headers.
    let headers = headers.into_iter().filter(|header| !header.name.starts_with(':'));
    headers.map(|header| (header.name, header.value)).collect()
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
