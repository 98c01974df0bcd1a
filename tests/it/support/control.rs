//! Calls of a sandbox's control API without Rust's methods, as another language makes them. Every answer is checked
//! against the description that the sandbox serves.

use deepvue_digilocker::sandbox::Sandbox;
use http::Method;
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

use super::spec;

pub struct Control {
    url: String,
    http: reqwest::Client,
    contract: Value,
}

impl Control {
    pub async fn of(sandbox: &Sandbox) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        let url = sandbox.url().to_owned();
        let contract = http.get(format!("{url}/_sandbox/openapi.json")).send().await.unwrap();
        Self { url, http, contract: contract.json().await.unwrap() }
    }

    /// The description that the sandbox serves.
    pub fn contract(&self) -> &Value {
        &self.contract
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// A request to a path below `/_sandbox/`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/_sandbox/{path}", self.url))
    }

    /// A form of the control page, sent as a browser does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.request(Method::POST, path).header("origin", &self.url);
        request.header("sec-fetch-site", "same-origin").form(fields).send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Value {
        let response = self.request(Method::GET, path).send().await.unwrap();
        let (status, body) = self.checked("get", path, response).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let response = self.request(Method::POST, path).json(&body).send().await.unwrap();
        self.checked("post", path, response).await
    }

    /// A POST that is done.
    pub async fn done(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(path, body).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// A POST that is refused for these fields.
    pub async fn refused(&self, path: &str, body: Value) -> Vec<Value> {
        let (status, answer) = self.post(path, body.clone()).await;
        assert_eq!(status, 422, "{path} {body}: {answer}");
        answer["detail"].as_array().unwrap().iter().map(|error| error["loc"].clone()).collect()
    }

    async fn checked(&self, method: &str, path: &str, response: Response) -> (u16, Value) {
        let status = response.status().as_u16();
        assert_eq!(response.headers()["content-type"], "application/json");
        let body = response.json::<Value>().await.unwrap();
        let path = path.split('/').collect::<Vec<_>>();
        let path = match path[..] {
            ["sessions", _, action] => format!("/_sandbox/sessions/{{id}}/{action}"),
            _ => format!("/_sandbox/{}", path.join("/")),
        };
        let documented = &self.contract["paths"][&path][method]["responses"][status.to_string()];
        let schema = &spec::json_of(spec::followed(&self.contract, documented))["schema"];
        assert!(schema.is_object(), "{method} {path} has no documented {status}: {body}");
        let validator = spec::validator(&self.contract, schema);
        assert!(validator.is_valid(&body), "{method} {path} {status}: {body}");
        (status, body)
    }

    /// The ids of all sessions, the newest first.
    pub async fn sessions(&self) -> Vec<String> {
        let listed = self.get("sessions").await;
        let sessions = listed["sessions"].as_array().unwrap().iter();
        sessions.map(|session| session["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Chooses a scenario for all sessions.
    pub async fn always(&self, scenario: &str) {
        self.done("scenario", json!({ "scenario": scenario, "times": "always" })).await;
    }
}
