//! A tiny browser: a jar of cookies, forms, and links.

use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, StatusCode, Url};

use super::PATIENCE;
use super::stage::PUBLIC_URL;

/// What a browser shows, or where it is sent.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Page {
    pub fn location(&self) -> String {
        let location = self.headers.get(LOCATION).unwrap_or_else(|| panic!("{} {}", self.status, self.text));
        location.to_str().unwrap().to_owned()
    }

    pub fn cookie(&self) -> &str {
        self.headers[SET_COOKIE].to_str().unwrap()
    }

    pub fn says(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// Whether a person can go on from here by a click.
    pub fn has_a_way_on(&self) -> bool {
        self.says("href=\"/\"") || self.says("action=\"/start\"")
    }
}

/// A customer's browser. It does not follow redirects by itself, and knows both instances as the same site, as behind a
/// load balancer: cookies do not depend on the port.
#[derive(Clone)]
pub struct Browser(Client);

impl Browser {
    pub fn new() -> Self {
        let client =
            Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).no_proxy();
        Self(client.build().unwrap())
    }

    pub async fn get(&self, url: &str) -> Page {
        page(self.0.get(url)).await.unwrap()
    }

    /// Like `get`, for an instance that may die meanwhile.
    pub async fn try_get(&self, url: &str) -> Option<Page> {
        page(self.0.get(url)).await.ok()
    }

    pub async fn document(&self, url: &str) -> Vec<u8> {
        self.0.get(url).send().await.unwrap().bytes().await.unwrap().to_vec()
    }

    /// What somebody sees who has copied a cookie.
    pub async fn get_with(cookie: &str, url: &str) -> Page {
        page(Self::new().0.get(url).header("cookie", cookie)).await.unwrap()
    }

    /// Sends the form of the first page, from the page of this origin.
    pub async fn send_form(&self, instance: &str, origin: &str) -> Page {
        let form = self.0.post(format!("{instance}/start")).header("origin", origin);
        page(form.form(&[("agree", "yes")])).await.unwrap()
    }

    /// Clicks the button, and returns the address at DigiLocker.
    pub async fn start(&self, instance: &str) -> String {
        self.send_form(instance, PUBLIC_URL).await.location()
    }

    /// Decides at DigiLocker, and returns the path with which the browser comes back.
    pub async fn decide(&self, authorization_url: &str, decision: &str) -> String {
        assert!(self.get(authorization_url).await.says("Savings account KYC"));
        let url = Url::parse(authorization_url).unwrap();
        let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        let fields = [("state", state.as_str()), ("person", "complete"), ("decision", decision)];
        let back = page(self.0.post(url.clone()).form(&fields)).await.unwrap().location();
        let path = back.strip_prefix(PUBLIC_URL).expect("the customer comes back to the public URL");
        path.to_owned()
    }

    /// Clicks through to the way back.
    pub async fn start_and_allow(&self, instance: &str) -> String {
        let url = self.start(instance).await;
        self.decide(&url, "allow").await
    }

    /// Opens a page, and goes where it leads, at the same instance.
    pub async fn open(&self, instance: &str, path: &str) -> Page {
        let mut page = self.get(&format!("{instance}{path}")).await;
        while page.status.is_redirection() {
            page = self.get(&format!("{instance}{}", page.location())).await;
        }
        page
    }

    /// Opens a page, and lets it ask again as often as it wants to.
    pub async fn open_until_settled(&self, instance: &str, path: &str) -> Page {
        let settled = async {
            let mut page = self.open(instance, path).await;
            while let Some(seconds) = page.headers.get("refresh") {
                let pause = Duration::from_secs(seconds.to_str().unwrap().parse().unwrap());
                tokio::time::sleep(pause).await; // what a browser does
                page = self.open(instance, path).await;
            }
            page
        };
        tokio::time::timeout(PATIENCE, settled).await.expect("the page does not ask for ever")
    }
}

async fn page(request: reqwest::RequestBuilder) -> reqwest::Result<Page> {
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    Ok(Page { status, headers, text: response.text().await? })
}
