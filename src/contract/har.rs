//! HAR 1.2: what browsers, proxies and API tools write. Only what is checked is asked for, since they leave out much
//! that the format demands.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderMap;
use serde::{Deserialize, Serialize};

use super::error::ContractError;
use super::recorded::{Message, Recorded};

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

fn unknown() -> i64 {
    -1
}

/// The exchanges of a HAR file. An entry without an answer (status 0: blocked, aborted) keeps its request.
pub(super) fn read(place: &str, bytes: &[u8]) -> Result<Vec<Recorded>, ContractError> {
    // serde's own message would quote values.
    let archive: Archive = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ContractError::new(place, format!("is no HAR 1.2 file: line {line}, column {column}"))
    })?;
    let entries = archive.log.entries.into_iter().enumerate();
    entries.map(|(index, entry)| exchange(&format!("{place}#/log/entries/{index}"), entry)).collect()
}

fn exchange(place: &str, entry: Entry) -> Result<Recorded, ContractError> {
    let Entry { request, response, .. } = entry;
    let mut recorded = Recorded::with(&request.method, &request.url);
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
        // Some tools write no headers at all; `x-unknown` is what browsers write for none.
        if !known && !mime_type.is_empty() && mime_type != "x-unknown" {
            headers.push(("content-type".to_owned(), mime_type));
        }
        let body = self::body(place, response.content)?;
        recorded.answer = Some((response.status, Message { headers: Some(headers), body }));
    }
    Ok(recorded)
}

/// The body, if it was recorded.
fn body(place: &str, data: Data) -> Result<Option<Bytes>, ContractError> {
    match (data.text, data.encoding.as_deref()) {
        (Some(text), Some("base64")) => match STANDARD.decode(text) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(_) => Err(ContractError::new(place, "its content says base64 and is not")),
        },
        (Some(text), _) => Ok(Some(text.into())),
        (None, _) => Ok(Some(Bytes::new()).filter(|_| data.size == Some(0))),
    }
}

fn pairs(headers: Vec<Named>) -> Vec<(String, String)> {
    // HTTP/2 pseudo-headers are no headers.
    let headers = headers.into_iter().filter(|header| !header.name.starts_with(':'));
    headers.map(|header| (header.name, header.value)).collect()
}

pub(super) fn headers_of(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
