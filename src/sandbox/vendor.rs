//! [`Vendor`]: behaves as the vendor documents: keys, validation, responses.

use std::sync::LazyLock;
use std::time::Duration;

use http::header::{ALLOW, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use url::Url;

use super::document::Document;
use super::endpoint::Endpoint;
use super::keys::{CLIENT_ID, CLIENT_SECRET, INACTIVE_CLIENT_ID};
use super::lock::lock;
use super::papers::eaadhaar;
use super::plan::Exceeded;
use super::received::Received;
use super::reply::Reply;
use super::scenario::{Scenario, effects};
use super::session::{Access, MAX_ACCESS_AGE};
use super::state::{Sessions, random_id};
use crate::generated::SPEC;
use crate::generated::constants::{CLIENT_ID_HEADER, CLIENT_SECRET_HEADER};
use crate::operation::Operation;

/// How long a person's consent is valid; the sample's lasts for about as long.
const MAX_CONSENT_AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The field that refers to a session.
const SESSION: &str = "initial_deepvue_transaction_id";

/// The spec that the client is generated from, and the endpoints that it describes.
pub(super) struct Documented {
    pub(super) spec: Value,
    endpoints: Vec<Endpoint>,
}

/// Built once: it takes a while, and tests start many sandboxes.
static DOCUMENTED: LazyLock<Result<Documented, String>> = LazyLock::new(|| {
    let spec = serde_json::from_str(SPEC).map_err(|error| error.to_string())?;
    let endpoints =
        Operation::ALL.iter().map(|operation| Endpoint::new(&spec, *operation)).collect::<Result<_, _>>()?;
    Ok(Documented { spec, endpoints })
});

pub(super) struct Vendor {
    base_url: String,
    /// The path of the sample's authorization URL.
    consent_path: String,
    documented: &'static Documented,
}

impl Vendor {
    pub(super) fn new(base_url: String) -> Result<Self, String> {
        let documented = DOCUMENTED.as_ref()?;
        let mut samples = documented.endpoints.iter().map(|it| &it.example["data"]["authorization_url"]);
        let sample = samples.find_map(Value::as_str).and_then(|url| Url::parse(url).ok());
        let sample = sample.ok_or("the spec has no example of an authorization URL")?;
        Ok(Self { base_url, consent_path: sample.path().to_owned(), documented })
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(super) fn consent_path(&self) -> &str {
        &self.consent_path
    }

    pub(super) fn spec(&self) -> &'static Value {
        &self.documented.spec
    }

    pub(super) fn endpoint(&self, operation: Option<Operation>) -> Option<&'static Endpoint> {
        self.documented.endpoints.iter().find(|it| Some(it.operation) == operation)
    }

    pub(super) fn respond(
        &self,
        operation: Option<Operation>,
        request: &Received,
        sessions: &Sessions,
        exceeded: Exceeded,
    ) -> Reply {
        let Some(endpoint) = self.endpoint(operation) else {
            return Reply::detail(StatusCode::NOT_FOUND, "Not Found");
        };
        let method = endpoint.operation.method();
        if request.method.as_str() != method {
            return Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
                .header(ALLOW, HeaderValue::from_static(method));
        }
        if let Err((status, message)) = check_keys(&request.headers) {
            return Reply::detail(status, message);
        }
        if exceeded.plan {
            return Reply::rate_limited();
        }
        match endpoint.request.read(&request.headers, &request.body) {
            Err(field_errors) => {
                Reply::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": field_errors }))
            }
            Ok(body) => self.call(endpoint, &body, sessions, exceeded),
        }
    }

    /// Responds to a valid request.
    fn call(&self, endpoint: &Endpoint, body: &Value, sessions: &Sessions, exceeded: Exceeded) -> Reply {
        let operation = endpoint.operation;
        let scenario = if operation.row().continues_session {
            sessions.scenario(text(body, SESSION))
        } else {
            lock(sessions.upcoming()).take()
        };
        if let Some(refusal) = scenario.and_then(|it| effects::refusal(it, operation, exceeded.starter)) {
            return refusal;
        }
        let reply = match self.values(endpoint, body, sessions, scenario) {
            None => Reply::detail(StatusCode::FORBIDDEN, "Not a valid token"),
            Some(values) => {
                let mut body = endpoint.success(values);
                if let Some(scenario) = scenario {
                    effects::change(scenario, operation, &mut body);
                }
                Reply::json(endpoint.status, &body)
            }
        };
        scenario.map(effects::delay).into_iter().fold(reply, Reply::delay)
    }

    /// Returns the values of the documented success; `None` if the session's state does not allow it.
    fn values(
        &self,
        endpoint: &Endpoint,
        body: &Value,
        sessions: &Sessions,
        scenario: Option<Scenario>,
    ) -> Option<Value> {
        let id = text(body, SESSION);
        let access = || sessions.access(id);
        #[allow(unreachable_patterns, reason = "an operation that is new in the contract")]
        let mut values = match endpoint.operation {
            Operation::InitiateSession => {
                let id = sessions.start(body, scenario);
                let url = format!("{}{}?state={id}", self.base_url, self.consent_path);
                json!({ "transaction_id": id, "data": { "authorization_url": url } })
            }
            Operation::AccessToken => {
                let access = sessions.exchange(id, text(body, "digilocker_code"))?;
                success(account(&access, sessions.clock().now()))
            }
            Operation::IssuedFiles => {
                let access = access()?;
                let listed = access.documents.iter().map(|document| document.listed(&access.person));
                success(listed.collect())
            }
            Operation::FetchFile => {
                let access = access()?;
                let mut documents = access.documents.iter();
                let document = documents.find(|it| it.uri(&access.person) == text(body, "uri"))?;
                success(document.contents(&access.person).into())
            }
            Operation::Eaadhaar => {
                let access = access()?;
                let linked = access.documents.contains(&Document::Aadhaar);
                let with_pdf = body["generate_pdf"].as_bool().unwrap_or_default();
                let mut values = success(linked.then(|| eaadhaar(&access.person, with_pdf))?);
                // The sample has placeholders here.
                values["sub_code"] = json!("SUCCESS");
                values["message"] = json!("E-Aadhaar fetched successfully.");
                values
            }
            // With its sample, as soon as access is given.
            _ => {
                access()?;
                json!({ "transaction_id": random_id() })
            }
        };
        // A timestamp that is null in the sample stays null.
        if endpoint.example["timestamp"].is_number() {
            let now = i64::try_from(sessions.clock().now().as_millis());
            values["timestamp"] = json!(now.unwrap_or(i64::MAX));
        }
        Some(values)
    }
}

/// Returns a text of a request.
fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body[name].as_str().unwrap_or_default()
}

/// Returns the values of a response about a session, with a transaction id of its own.
fn success(data: Value) -> Value {
    let mut values = json!({ "transaction_id": random_id() });
    values["data"] = data;
    values
}

/// Returns the data of a person's `DigiLocker` account.
fn account(access: &Access, now: Duration) -> Value {
    let person = &access.person;
    json!({
        "expires_in": MAX_ACCESS_AGE.as_secs(),
        "consent_valid_till": now.saturating_add(MAX_CONSENT_AGE).as_secs().to_string(),
        "digilockerid": person.account,
        "name": person.name,
        "dob": person.birth_of_account(),
        "gender": person.gender,
        "eaadhaar": if access.has_eaadhaar { "Y" } else { "N" },
        "mobile": person.mobile,
    })
}

/// Returns the documented refusal of keys that are not accepted.
pub(super) fn check_keys(headers: &HeaderMap) -> Result<(), (StatusCode, &'static str)> {
    let key = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    Err(match (key(CLIENT_ID_HEADER), key(CLIENT_SECRET_HEADER)) {
        (Some(CLIENT_ID), Some(CLIENT_SECRET)) => return Ok(()),
        (Some(INACTIVE_CLIENT_ID), Some(CLIENT_SECRET)) => (StatusCode::BAD_REQUEST, "Inactive client_id"),
        (None, _) | (_, None) => (StatusCode::UNAUTHORIZED, "Not authenticated"),
        (Some(CLIENT_ID | INACTIVE_CLIENT_ID), Some(_)) => {
            (StatusCode::UNAUTHORIZED, "Incorrect client_id or client_secret")
        }
        (Some(_), Some(_)) => (StatusCode::UNAUTHORIZED, "Invalid client_id"),
    })
}
