//! A headless Chromium, driven by its own driver, that reaches nothing but this machine.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::{skipped, spec};

const DRIVER: &str = "chromedriver";

/// The size of a screen, in CSS pixels.
#[derive(Clone, Copy)]
pub enum Screen {
    Phone,
    Desktop,
}

impl Screen {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (360, 780),
            Self::Desktop => (1280, 900),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Desktop => "desktop",
        }
    }
}

pub struct Browser {
    pub page: Client,
    screen: Screen,
    driver: Child,
    port: u16,
    /// The browser's profile lives as long as the browser.
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A new browser, or nothing where none is installed; that is an error where `DEEPVUE_BROWSER` is `required`.
    pub async fn start(screen: Screen) -> Option<Self> {
        let driver =
            Command::new(DRIVER).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            let required = std::env::var("DEEPVUE_BROWSER").is_ok_and(|it| it == "required");
            assert!(!required, "{DRIVER} can't be started");
            skipped("there is no chromedriver (Debian's package chromium-driver has it)");
            return None;
        };
        let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.strip_suffix('.')?.split("started successfully on port ").nth(1)?.parse::<u16>().ok()
        });
        let port = port.expect("the driver names its port");
        let profile = tempfile::tempdir().unwrap();
        let (width, height) = screen.size();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ];
        let own = [
            format!("--user-data-dir={}", profile.path().display()),
            format!("--window-size={width},{height}"),
        ];
        let arguments = arguments.into_iter().map(str::to_owned).chain(own).collect::<Vec<_>>();
        let metrics = json!({ "width": width, "height": height, "pixelRatio": 2.0 });
        let mut options = json!({ "args": arguments });
        if matches!(screen, Screen::Phone) {
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        let capabilities = Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)]);
        let page = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap();
        Some(Self { page, screen, driver, port, _profile: profile })
    }

    pub async fn open(&self, url: &str) {
        self.page.goto(url).await.unwrap();
    }

    /// The visible text of the whole page.
    pub async fn text(&self) -> String {
        self.page.find(Locator::Css("body")).await.unwrap().text().await.unwrap()
    }

    /// Waits until the page has this text.
    pub async fn sees(&self, text: &str) {
        let xpath = format!("//*[contains(normalize-space(.), \"{text}\")]");
        let found = self.page.wait().for_element(Locator::XPath(&xpath)).await;
        assert!(found.is_ok(), "{text:?} is not on {}:\n{}", self.url().await, self.text().await);
    }

    pub async fn url(&self) -> String {
        self.page.current_url().await.unwrap().to_string()
    }

    pub async fn click(&self, selector: &str) {
        self.page.wait().for_element(Locator::Css(selector)).await.unwrap().click().await.unwrap();
    }

    /// Prefers these colours, `light` or `dark`, from the next page on.
    pub async fn colours(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [feature] })).await;
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let session = self.page.session_id().await.unwrap().unwrap();
        let url = format!("http://127.0.0.1:{}/session/{session}/goog/cdp/execute", self.port);
        let answer = reqwest::Client::new().post(url).json(&body).send().await.unwrap();
        let answer = answer.json::<Value>().await.unwrap();
        assert!(answer["value"]["error"].is_null(), "{command}: {answer}");
        answer["value"].clone()
    }

    /// Checks the page with axe-core, where `DEEPVUE_AXE` says where its script is.
    pub async fn accessible(&self) {
        let Some(script) = std::env::var_os("DEEPVUE_AXE") else {
            return skipped("DEEPVUE_AXE names no axe-core (`.ci/run tests` installs it)");
        };
        self.page.execute(&std::fs::read_to_string(script).unwrap(), Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1];
            axe.run().then(result => done(result.violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.html).join(' '))), error => done([String(error)]))";
        let found = self.page.execute_async(run, Vec::new()).await.unwrap();
        assert_eq!(found, json!([]), "{}", self.url().await);
    }

    /// Keeps a picture of the whole page, however long it is.
    pub async fn picture_of_all(&self, name: &str) {
        self.picture(name).await;
        let picture = self.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true })).await;
        let picture = BASE64_STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        let file = target().join("screenshots").join(format!("{name}-{}-whole.png", self.screen.name()));
        std::fs::write(file, picture).unwrap();
    }

    /// Keeps a picture of the page, and checks that nothing of it is beyond the screen's edge.
    pub async fn picture(&self, name: &str) {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let beyond = self.page.execute(script, Vec::new()).await.unwrap();
        assert_eq!(beyond, json!(0), "{name} is wider than the screen");
        let folder = target().join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.page.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}-{}.png", self.screen.name())), picture).unwrap();
    }

    /// A cookie's value.
    pub async fn cookie(&self, name: &str) -> String {
        self.page.get_named_cookie(name).await.unwrap().value().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is killed leaves its browser behind; one that is told to end takes it along.
        let request = "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        let ended = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut driver| {
            driver.write_all(request.as_bytes())?;
            driver.read_to_end(&mut Vec::new())
        });
        if ended.is_err() {
            let _ = self.driver.kill();
        }
        let _ = self.driver.wait();
    }
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| spec::root().join("target"), PathBuf::from)
}
