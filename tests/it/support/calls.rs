//! Calls of a sandbox without our client, as an application in another language makes them. Every answer is checked
//! against the spec: a documented status, and a body as documented for it.

use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use reqwest::Response;
use reqwest::redirect::Policy;
use serde_json::{Value, json};

use super::spec;

pub struct Calls {
    url: String,
    spec: Value,
    http: reqwest::Client,
}

impl Calls {
    pub fn of(sandbox: &Sandbox) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { url: sandbox.url().to_owned(), spec: spec::read(), http }
    }

    /// The ids of all operations.
    pub fn operations(&self) -> Vec<String> {
        let paths = self.spec["paths"].as_object().unwrap().values();
        paths.map(|path| path["post"]["operationId"].as_str().unwrap().to_owned()).collect()
    }

    /// The path of an operation, and what the spec says of it.
    pub fn operation(&self, id: &str) -> (&str, &Value) {
        let mut paths = self.spec["paths"].as_object().unwrap().iter();
        let (path, item) = paths.find(|(_, item)| item["post"]["operationId"] == id).unwrap();
        (path, &item["post"])
    }

    pub fn spec(&self) -> &Value {
        &self.spec
    }

    /// Calls an operation; consent and a purpose are added.
    pub async fn call(&self, id: &str, mut body: Value) -> (u16, Value) {
        let own = [("consent", "Y"), ("purpose", "KYC")].map(|(name, value)| (name.to_owned(), json!(value)));
        let given = std::mem::take(body.as_object_mut().unwrap());
        let body = own.into_iter().chain(given).collect::<Value>();
        self.send(id, body.to_string().into_bytes()).await
    }

    /// Calls an operation with any bytes.
    pub async fn send(&self, id: &str, body: Vec<u8>) -> (u16, Value) {
        let (path, operation) = self.operation(id);
        let key = |scheme| spec::key_header(&self.spec, scheme);
        let request = self
            .http
            .post(format!("{}{path}", self.url))
            .header("content-type", "application/json")
            .header(key("client_id"), CLIENT_ID)
            .header(key("client_secret"), CLIENT_SECRET)
            .body(body);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let answer = response.json::<Value>().await.unwrap();
        let documented = &operation["responses"][status.to_string()];
        let documented = documented["$ref"]
            .as_str()
            .map_or(documented, |reference| self.spec.pointer(&reference[1..]).unwrap());
        let schema = &documented["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{id} has no documented {status}: {answer}");
        assert!(spec::validator(&self.spec, schema).is_valid(&answer), "{id} {status}: {answer}");
        (status, answer)
    }

    /// Starts a session, and gives its id.
    pub async fn start(&self, body: Value) -> String {
        let (status, answer) = self.call("initiate_session", body).await;
        assert_eq!(status, 201);
        answer["transaction_id"].as_str().unwrap().to_owned()
    }

    /// Calls an operation about a session.
    pub async fn about(&self, session: &str, id: &str, mut body: Value) -> (u16, Value) {
        body["initial_deepvue_transaction_id"] = json!(session);
        self.call(id, body).await
    }

    /// Exchanges a code, and gives the status.
    pub async fn exchange(&self, session: &str, code: &str) -> u16 {
        self.about(session, "access_token", json!({ "digilocker_code": code })).await.0
    }

    /// Opens the consent page of a session.
    pub async fn open(&self, session: &str) -> Response {
        self.get(&format!("{}?state={session}", consent_path())).await
    }

    pub async fn get(&self, path: &str) -> Response {
        self.http.get(format!("{}{path}", self.url)).send().await.unwrap()
    }

    /// Sends the consent page's form.
    pub async fn decide(&self, session: &str, person: &str, decision: &str) -> Response {
        let form = [("state", session), ("person", person), ("decision", decision)];
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.submit(body.into_bytes()).await
    }

    pub async fn submit(&self, form: Vec<u8>) -> Response {
        let request = self.http.post(format!("{}{}", self.url, consent_path()));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(form).send().await.unwrap()
    }

    /// Any method on any path.
    pub async fn method(&self, method: &str, path: &str) -> Response {
        let method = http::Method::from_bytes(method.as_bytes()).unwrap();
        self.http.request(method, format!("{}{path}", self.url)).send().await.unwrap()
    }
}

/// The path of the sample's authorization URL.
pub fn consent_path() -> String {
    let sample = spec::fixture("initiate-session.201.json");
    let url = sample["data"]["authorization_url"].as_str().unwrap();
    url::Url::parse(url).unwrap().path().to_owned()
}

/// Where an answer leads.
pub fn location(response: &Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// A parameter of the URL at which the browser comes back.
pub fn parameter(url: &str, name: &str) -> String {
    let (_, query) = url.split_once('?').unwrap();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
}
