//! The sandbox as a team starts it: its people, its scenarios, its limits, its log.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use serde_json::{Value, json};

use crate::run::text;

/// A sandbox that runs until the test ends.
struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    welcome: String,
    url: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        Self::start_in("1000", arguments)
    }

    /// Starts it in a terminal with so many columns.
    fn start_in(columns: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
        command.arg("sandbox").args(arguments).env("COLUMNS", columns).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut welcome = String::new();
        while !welcome.contains("Start a session:\n") || !welcome.ends_with("'\n") {
            assert!(stdout.read_line(&mut welcome).unwrap() > 0, "{welcome}");
        }
        let url = welcome.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
        let url = url.trim_end_matches(':').to_owned();
        let words = welcome.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("Control it at {url}/_sandbox/")), "{welcome}");
        Self { child, stdout, welcome, url }
    }

    async fn call(&self, operation: &str, body: Value) -> (u16, Value) {
        let request = reqwest::Client::new().post(format!("{}/v1/kyc/digilocker/{operation}", self.url));
        let request = request.header("client-id", "sandbox-client-id").header("x-api-key", "sandbox-secret");
        let request = request.header("content-type", "application/json").body(body.to_string());
        let response = request.send().await.unwrap();
        (response.status().as_u16(), serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }

    /// The next line that it prints.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn refused(arguments: &[&str]) -> Output {
    let output =
        Command::new(env!("CARGO_BIN_EXE_digilocker")).arg("sandbox").args(arguments).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    output
}

fn session() -> Value {
    json!({ "consent": "Y", "purpose": "zq7-purpose" })
}

#[tokio::test]
async fn each_request_is_logged_without_a_value() {
    let mut sandbox = Running::start(&["--log"]);
    assert_eq!(sandbox.call("initiate-session", session()).await.0, 201);
    assert_eq!(sandbox.call("eaadhaar", json!({ "purpose": "zq7" })).await.0, 422);
    let (first, second) = (sandbox.line(), sandbox.line());
    assert!(first.starts_with("initiate_session 201 in ") && first.ends_with(" ms\n"), "{first}");
    assert!(second.starts_with("eaadhaar 422 in ") && !second.contains("zq7"), "{second}");
}

#[tokio::test]
async fn an_operation_can_be_made_to_fail_as_documented() {
    let sandbox = Running::start(&["--fail", "initiate-session=503", "--fail", "issued_files=418"]);
    let (status, body) = sandbox.call("initiate-session", session()).await;
    assert_eq!((status, body), (503, json!({ "detail": "Source Unavailable" })));
    let (status, body) = sandbox.call("issued-files", session()).await;
    assert_eq!((status, body), (418, json!({ "detail": "I'm a teapot" })));
}

#[tokio::test]
async fn it_fails_after_a_reset_as_before() {
    let sandbox = Running::start(&["--fail", "initiate-session=503"]);
    let reset = reqwest::Client::new().post(format!("{}/_sandbox/reset", sandbox.url));
    let reset = reset.header("content-type", "application/json").body("{}").send().await.unwrap();
    assert_eq!(reset.status(), 200);
    assert_eq!(sandbox.call("initiate-session", session()).await.0, 503);
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = text(&refused(&["--port", &port]).stderr);
    assert!(said.starts_with(&format!("digilocker: could not start the sandbox on port {port}: ")), "{said}");
    assert!(said.ends_with("; choose another --port, or leave it out\n"), "{said}");
}

#[test]
fn the_help_says_of_each_scenario_how_sure_it_is() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
    let help = text(&command.args(["sandbox", "--help"]).env("COLUMNS", "200").output().unwrap().stdout);
    for line in [
        "denied:               The person refuses consent. (inferred)",
        "vendor-slow:          Every response takes 5 seconds. (silent)",
        "rate-limited:         The session's calls are held to the limit of the plan Starter. (stated)",
    ] {
        assert!(help.contains(line), "{line}: {help}");
    }
}

#[test]
fn the_welcome_fits_a_narrow_terminal() {
    let sandbox = Running::start_in("40", &[]);
    let too_long = |line: &&str| line.chars().count() > 40 && line.trim_start().contains(' ');
    // The URL of the call and its headers have no place to break.
    let is_whole = |line: &&str| line.starts_with("    '") || line.starts_with("    -H ");
    let mut lines = sandbox.welcome.lines();
    assert_eq!(lines.find(|line| too_long(line) && !is_whole(line)), None, "{}", sandbox.welcome);
}

#[cfg(unix)]
#[test]
fn a_shell_reads_the_call_of_the_welcome_on_one_line_and_on_several() {
    for columns in ["40", "100", "1000"] {
        let sandbox = Running::start_in(columns, &[]);
        let (_, call) = sandbox.welcome.split_once("Start a session:\n").unwrap();
        assert_eq!(call.lines().count() > 1, columns != "1000", "{call}");
        // What a shell makes of it.
        let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{call}");
        let read = text(&Command::new("sh").args(["-c", &script]).output().unwrap().stdout);
        let read = read.split_terminator('\0').collect::<Vec<_>>();
        let url = format!("{}/v1/kyc/digilocker/initiate-session", sandbox.url);
        let json = "Content-Type: application/json";
        let keys = ["client-id: sandbox-client-id", "x-api-key: sandbox-secret"];
        assert_eq!(read[..10], ["-X", "POST", &url, "-H", json, "-H", keys[0], "-H", keys[1], "-d"]);
        assert_eq!(serde_json::from_str::<Value>(read[10]).unwrap()["consent"], "Y", "{read:?}");
        assert_eq!(read.len(), 11);
    }
}

#[tokio::test]
async fn a_plan_is_kept() {
    let sandbox = Running::start(&["--plan", "starter"]);
    assert_eq!(sandbox.call("initiate-session", session()).await.0, 201);
    let (status, body) = sandbox.call("initiate-session", session()).await;
    assert_eq!(
        (status, body["detail"].as_str().unwrap()),
        (429, "Rate limit exceeded. Please retry after some time.")
    );
}

#[tokio::test]
async fn a_scenario_holds_for_every_session() {
    let sandbox = Running::start(&["--scenario", "keys-inactive"]);
    let (status, body) = sandbox.call("initiate-session", session()).await;
    assert_eq!((status, body), (400, json!({ "detail": "Inactive client_id" })));
}

#[tokio::test]
async fn people_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.toml");
    std::fs::write(&path, "[[people]]\nid = \"meera\"\nname = \"Meera Zqexample\"\n").unwrap();
    let sandbox = Running::start(&["--people", &path.display().to_string()]);
    let (_, started) = sandbox.call("initiate-session", session()).await;
    let url = started["data"]["authorization_url"].as_str().unwrap().to_owned();
    let page = reqwest::get(url).await.unwrap().text().await.unwrap();
    assert!(page.contains("Meera Zqexample"), "{page}");
}

#[test]
fn what_can_not_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.json");
    // Its checksum is that of a real Aadhaar number.
    let people = json!({ "people": [{ "id": "x", "name": "X Example", "aadhaar": "234123412346" }] });
    std::fs::write(&path, people.to_string()).unwrap();
    let path = path.display().to_string();
    for (arguments, said) in [
        (["--fail", "initiate_session"], "write it as OPERATION=STATUS, such as fetch_file=503"),
        (["--fail", "start=503"], "there is no operation \"start\"; choose one of access_token, eaadhaar"),
        (["--fail", "eaadhaar=200"], "the status must be between 300 and 599"),
        (["--plan", "gold"], "possible values: starter, business, growth, enterprise"),
        (["--scenario", "lost"], "possible values: denied, abandoned"),
        (["--people", "no/such.toml"], "digilocker: no/such.toml: could not be read"),
        (["--people", path.as_str()], "people.json: "),
    ] {
        let output = text(&refused(&arguments).stderr);
        assert!(output.contains(said), "{arguments:?}: {output}");
        assert!(!output.contains("234123412346"), "{output}");
    }
}
