//! `digilocker sandbox`: runs the stand-in for the vendor, for teams whose services are not in Rust.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Args;
use deepvue_digilocker::Operation;
use deepvue_digilocker::contract;
use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, Sandbox};
use serde_json::Value;

#[derive(Args)]
pub(crate) struct SandboxArguments {
    /// Port on 127.0.0.1; a free port if omitted
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
}

/// Runs the sandbox until the process ends.
pub(crate) async fn run(arguments: SandboxArguments) -> Result<ExitCode, Box<dyn Error>> {
    let sandbox = Sandbox::start_on(arguments.port)
        .await
        .map_err(|error| format!("could not start the sandbox on port {}: {error}", arguments.port))?;
    let mut stdout = io::stdout();
    stdout.write_all(welcome(sandbox.url()).as_bytes())?;
    stdout.flush()?;
    std::future::pending().await
}

/// Returns the URL, the keys and a first call to try, with the names and the example of the spec.
fn welcome(url: &str) -> String {
    let contract = contract::embedded();
    let spec = contract.document();
    let header =
        |scheme: &str| spec["components"]["securitySchemes"][scheme]["name"].as_str().unwrap_or_default();
    let keys = [(header("client_id"), CLIENT_ID), (header("client_secret"), CLIENT_SECRET)];
    let first = Operation::InitiateSession;
    let path = first.path();
    let mut body =
        spec["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"].clone();
    // Without a redirect URL, the consent page shows code and state instead of redirecting.
    if let Value::Object(body) = &mut body {
        body.retain(|name, _| name != "redirect_url");
    }
    let mut text = format!(
        "Sandbox on {url}: made-up people, nothing leaves this machine. Press Ctrl-C to stop.\n\nKeys:\n"
    );
    for (name, key) in keys {
        let _ = writeln!(text, "  {name}: {key}");
    }
    let _ =
        write!(text, "\nStart a session:\n  curl -X POST '{url}{path}' -H 'Content-Type: application/json'");
    for (name, key) in keys {
        let _ = write!(text, " -H '{name}: {key}'");
    }
    let _ = writeln!(text, " -d '{body}'");
    text
}
