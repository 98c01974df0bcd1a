//! Checks `digilocker start` and `digilocker sandbox` as somebody at a terminal uses them.

use std::path::Path;
use std::process::{Output, Stdio};

use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET};
use deepvue_digilocker::{Client, Consent, Session};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn new(arguments: &[&str]) -> Self {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    async fn line(&mut self) -> String {
        self.lines.next_line().await.unwrap().expect("the command has ended")
    }

    /// Returns the rest of its output, its errors and its exit code.
    async fn end(mut self) -> (String, String, i32) {
        let mut rest = String::new();
        while let Some(line) = self.lines.next_line().await.unwrap() {
            rest += &line;
            rest.push('\n');
        }
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).await.unwrap();
        (rest, errors, self.child.wait().await.unwrap().code().unwrap())
    }
}

/// Builds the command without keys. It ends with the test.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
    command.args(arguments).kill_on_drop(true);
    command.env_remove("DEEPVUE_CLIENT_ID").env_remove("DEEPVUE_CLIENT_SECRET");
    command
}

async fn run(arguments: &[&str]) -> Output {
    command(arguments).output().await.unwrap()
}

/// Decides on the consent page and follows the redirect, as a browser does. Returns the page that it leads to.
async fn decide(authorization_url: &str, person: &str, decision: &str) -> String {
    let (page, state) = authorization_url.split_once("?state=").unwrap();
    let form = [("state", state), ("person", person), ("decision", decision)];
    reqwest::Client::new().post(page).form(&form).send().await.unwrap().text().await.unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>();
    names.sort();
    names
}

#[tokio::test]
async fn start_leads_from_the_url_to_saved_documents_that_nobody_else_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("new/folder");
    let save = folder.to_str().unwrap();
    let mut expected = vec!["document-ADHAR.xml", "document-DRVLC.pdf", "document-PANCR.pdf"];
    for _ in 0..2 {
        let mut start =
            Running::new(&["start", "--sandbox", "--purpose", "Savings account KYC", "--save", save]);
        let url = start.line().await;
        let seen = decide(&url, "complete", "allow").await;
        assert!(seen.contains("Received. See the terminal for the result."), "{seen}");
        let (said, errors, code) = start.end().await;
        assert_eq!(code, 0, "{errors}");
        assert!(errors.starts_with("Waiting for the customer, "), "{errors}");
        assert!(said.starts_with("Documents: 3\n") && said.contains("ADHAR    Aadhaar card, by "), "{said}");
        assert_eq!(files(&folder), expected);
        // The second time, the first files stay as they are.
        std::fs::write(folder.join("document-ADHAR.xml"), "kept").unwrap();
        expected.extend(["document-ADHAR-2.xml", "document-DRVLC-2.pdf", "document-PANCR-2.pdf"]);
        expected.sort_unstable();
    }
    assert_eq!(std::fs::read_to_string(folder.join("document-ADHAR.xml")).unwrap(), "kept");
    assert!(std::fs::read(folder.join("document-DRVLC-2.pdf")).unwrap().starts_with(b"%PDF-"));
    #[cfg(unix)]
    for name in files(&folder).iter().map(String::as_str).chain(["."]) {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if name == "." { 0o700 } else { 0o600 }, "{name}");
    }
}

#[tokio::test]
async fn json_has_a_line_for_the_session_and_one_for_the_documents() {
    let mut start =
        Running::new(&["start", "--sandbox", "--purpose", "KYC", "--doc", "pan", "--doc", "dl", "--json"]);
    let first: Value = serde_json::from_str(&start.line().await).unwrap();
    let session: Session = serde_json::from_value(first["session"].clone()).unwrap();
    assert_eq!(session.purpose().expose(), "KYC");
    decide(session.authorization_url().as_str(), "without-licence", "allow").await;
    let second: Value = serde_json::from_str(&start.line().await).unwrap();
    assert_eq!(second["documents"].as_array().unwrap().len(), 1);
    assert_eq!(second["documents"][0]["doctype"], "PANCR");
    assert_eq!(second["missing"], serde_json::json!(["dl"]));
    let (rest, _, code) = start.end().await;
    assert_eq!((rest.as_str(), code), ("", 0));
}

#[tokio::test]
async fn a_denial_and_a_customer_who_does_not_come_end_with_1() {
    let mut start = Running::new(&["start", "--sandbox", "--purpose", "KYC"]);
    let url = start.line().await;
    decide(&url, "complete", "deny").await;
    let (said, errors, code) = start.end().await;
    assert_eq!((said.as_str(), code), ("", 1));
    assert!(errors.ends_with("digilocker: the customer came back without consent\n"), "{errors}");

    let output = run(&["start", "--sandbox", "--purpose", "KYC", "--wait", "0"]).await;
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "digilocker: the customer did not come back in time\n");
}

#[tokio::test]
async fn what_is_inferred_of_the_way_back_can_be_set() {
    let arguments =
        ["start", "--sandbox", "--purpose", "KYC", "--code-parameter", "auth", "--no-state-check"];
    let mut start = Running::new(&arguments);
    let url = start.line().await;
    let page = reqwest::get(&url).await.unwrap().text().await.unwrap();
    let port = page.split("127.0.0.1:").nth(1).unwrap().split(|c: char| !c.is_ascii_digit()).next().unwrap();
    let response =
        reqwest::get(format!("http://127.0.0.1:{port}/callback?auth=made-up&code=x")).await.unwrap();
    assert_eq!(response.status(), 200);
    let (_, errors, code) = start.end().await;
    // It was accepted without a state, and the sandbox knows no such code.
    assert!(errors.ends_with("digilocker: vendor refused the request: 403 Not a valid token\n"), "{errors}");
    assert_eq!(code, 1);
}

#[tokio::test]
async fn somebody_else_who_comes_back_does_not_end_the_wait() {
    let mut start = Running::new(&["start", "--sandbox", "--purpose", "KYC"]);
    let url = start.line().await;
    // The consent page says where the customer will return to.
    let page = reqwest::get(&url).await.unwrap().text().await.unwrap();
    let port = page.split("127.0.0.1:").nth(1).unwrap().split(|c: char| !c.is_ascii_digit()).next().unwrap();
    let callback = |query: &str| reqwest::get(format!("http://127.0.0.1:{port}/callback{query}"));
    assert_eq!(callback("").await.unwrap().status(), 400);
    assert_eq!(callback("?code=a&code=b").await.unwrap().status(), 400);
    assert_eq!(callback("?code=forged&state=another").await.unwrap().status(), 200);
    // The command takes one callback at a time.
    while callback("?error=access_denied").await.unwrap().status() != 200 {}
    while !decide(&url, "complete", "allow").await.contains("See the terminal for the result.") {}
    let (said, errors, code) = start.end().await;
    assert_eq!(code, 0, "{errors}");
    assert!(
        errors.contains("ignored a callback without this session's state") && said.contains("Documents: 3"),
        "{errors}"
    );
    assert!(
        errors.contains("came back without consent, but the callback has no state; still waiting"),
        "{errors}"
    );
    assert!(!errors.contains("forged"), "{errors}");
}

/// Decodes a QR code that is drawn in half blocks.
fn decoded(lines: &[String]) -> String {
    const SCALE: usize = 4;
    let rows = lines.iter().map(|line| line.chars().collect::<Vec<_>>()).collect::<Vec<_>>();
    let (width, height) = (rows[0].len() * SCALE, rows.len() * 2 * SCALE);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        let (x, y) = (x / SCALE, y / SCALE);
        let is_dark = match rows[y / 2][x] {
            '█' => true,
            '▀' => y % 2 == 0,
            '▄' => y % 2 == 1,
            _ => false,
        };
        if is_dark { 0 } else { 255 }
    });
    let (_, content) = image.detect_grids()[0].decode().unwrap();
    content
}

#[tokio::test]
async fn the_qr_code_leads_to_the_authorization_url() {
    let arguments =
        ["start", "--sandbox", "--purpose", "KYC", "--qr", "--redirect-url", "https://bank.example/cb"];
    let mut start = Running::new(&arguments);
    let url = start.line().await;
    let mut lines = vec![start.line().await];
    while lines.len() * 2 < lines[0].chars().count() {
        lines.push(start.line().await);
    }
    assert_eq!(decoded(&lines), url);
    // It stays for whoever opens the page.
    assert!(reqwest::get(&url).await.unwrap().text().await.unwrap().contains("bank.example"));
    assert!(start.child.try_wait().unwrap().is_none());
}

#[tokio::test]
async fn keys_come_from_the_environment_and_bad_arguments_are_named() {
    let output = run(&["start", "--purpose", "KYC"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "digilocker: DEEPVUE_CLIENT_ID is not set\n");
    let output = run(&["start", "--sandbox", "--purpose", " "]).await;
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "digilocker: invalid input: /body/purpose: must not be blank\n");
    for arguments in [
        ["start"].as_slice(),
        &["start", "--purpose", "x", "--doc", "passport"],
        &["start", "--purpose", "x", "--redirect-url", "https://a.example", "--save", "y"],
        &["start", "--purpose", "x", "--client-secret", "y"],
        &["start", "--sandbox", "--purpose", "x", "--wait", "18446744073709551615"],
        &["sandbox", "--port", "99999"],
    ] {
        assert_eq!(run(arguments).await.status.code(), Some(2), "{arguments:?}");
    }
}

#[tokio::test]
async fn the_sandbox_says_where_it_is_and_serves_any_client() {
    let mut sandbox = Running::new(&["sandbox"]);
    let first = sandbox.line().await;
    let url = first.strip_prefix("Sandbox on ").unwrap().split(": ").next().unwrap().to_owned();
    assert!(first.contains("made-up people, nothing leaves this machine"), "{first}");
    let mut said = String::new();
    while !said.contains("curl") {
        said += &sandbox.line().await;
    }
    for word in [CLIENT_ID, CLIENT_SECRET, "\"purpose\":\"Savings account KYC\"", &url] {
        assert!(said.contains(word), "{word} is not in {said}");
    }
    assert!(!said.contains("redirect_url"), "{said}");
    let client = Client::builder().base_url(url.clone()).client_id(CLIENT_ID).client_secret(CLIENT_SECRET);
    let session = client.build().unwrap().initiate_session(Consent::given(), "KYC").send().await.unwrap();
    let seen = decide(session.authorization_url().as_str(), "complete", "allow").await;
    assert!(seen.contains(session.transaction_id()) && seen.contains("code"), "{seen}");

    let port = url.rsplit(':').next().unwrap();
    let second = run(&["sandbox", "--port", port]).await;
    assert_eq!(second.status.code(), Some(1));
    let errors = String::from_utf8(second.stderr).unwrap();
    assert!(
        errors.starts_with(&format!("digilocker: could not start the sandbox on port {port}: ")),
        "{errors}"
    );
}

#[tokio::test]
async fn an_error_is_told_with_all_its_causes_and_none_of_them_holds_a_secret() {
    // Bound, so that nobody else gets the port, but not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let proxy = format!("http://zq7user:zq7pass@{}", socket.local_addr().unwrap());
    let start = |variables: &[(&str, &str)]| {
        let mut command =
            command(&["start", "--purpose", "zq7 purpose", "--redirect-url", "https://bank.example/zq7"]);
        command
            .env("DEEPVUE_CLIENT_ID", "zq7-id-0123456789")
            .env("DEEPVUE_CLIENT_SECRET", "zq7-secret-0123456789");
        command.env_remove("NO_PROXY").env_remove("no_proxy").envs(variables.iter().copied());
        command.output()
    };
    let refused = start(&[("HTTPS_PROXY", &proxy), ("https_proxy", &proxy)]).await.unwrap();
    let errors = String::from_utf8(refused.stderr).unwrap();
    assert!(errors.starts_with("digilocker: could not connect to the vendor\n  because: "), "{errors}");
    assert!(errors.trim_end().to_lowercase().ends_with("connection refused (os error 111)"), "{errors}");
    assert!(errors.lines().count() >= 3, "{errors}");

    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none").to_str().unwrap().to_owned();
    let unbuilt = start(&[("SSL_CERT_FILE", &none), ("SSL_CERT_DIR", &none)]).await.unwrap();
    let text = String::from_utf8(unbuilt.stderr).unwrap();
    assert!(text.starts_with("digilocker: http is not usable: "), "{text}");
    assert!(text.contains("No CA certificates were loaded from the system"), "{text}");
    for (output, text) in [(refused.stdout, errors), (unbuilt.stdout, text)] {
        assert!(!text.contains("zq7") && !String::from_utf8(output).unwrap().contains("zq7"), "{text}");
    }
}
