//! `digilocker sandbox`: runs the stand-in for the vendor, for teams whose services are not in Rust.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use deepvue_digilocker::Operation;
use deepvue_digilocker::contract;
use deepvue_digilocker::sandbox::{CLIENT_ID, CLIENT_SECRET, People, Plan, Reply, Sandbox, Scenario};
use http::StatusCode;
use serde_json::{Value, json};

use crate::output::{width, wrapped};

#[derive(Args)]
pub(crate) struct SandboxArguments {
    /// Port on 127.0.0.1; a free port if omitted
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// People who can give consent, instead of the built-in ones: a TOML or JSON file of made-up people
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Keep the rate limit of one of the vendor's plans
    #[arg(long, value_parser = plan())]
    plan: Option<Plan>,
    /// How every session ends, unless the control page chooses otherwise. In brackets: what the vendor's reference says of
    /// it (stated, inferred), or that it is silent
    #[arg(long, value_parser = scenario())]
    scenario: Option<Scenario>,
    /// Respond to an operation always with this status, and the documented body for it; can be repeated
    #[arg(long, value_name = "OPERATION=STATUS", value_parser = failure)]
    fail: Vec<(Operation, StatusCode)>,
    /// Print a line for each request: operation, status, duration, and no values
    #[arg(long)]
    log: bool,
}

fn plan() -> impl TypedValueParser<Value = Plan> {
    PossibleValuesParser::new(Plan::ALL.map(Plan::name)).try_map(|name| name.parse::<Plan>())
}

fn scenario() -> impl TypedValueParser<Value = Scenario> {
    let help = |it: Scenario| format!("{} ({})", it.description(), it.evidence());
    let values = Scenario::ALL.map(|it| PossibleValue::new(it.name()).help(help(it)));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Scenario>())
}

/// Parses an operation and a status, such as `fetch_file=503`.
fn failure(text: &str) -> Result<(Operation, StatusCode), String> {
    let ids = || Operation::ALL.iter().map(|operation| operation.id()).collect::<Vec<_>>().join(", ");
    let (id, status) = text.split_once('=').ok_or("write it as OPERATION=STATUS, such as fetch_file=503")?;
    let id = id.replace('-', "_");
    let operation = Operation::ALL.iter().find(|operation| operation.id() == id);
    let operation =
        operation.ok_or_else(|| format!("there is no operation {id:?}; choose one of {}", ids()))?;
    let status =
        status.parse::<StatusCode>().ok().filter(|status| status.as_u16() >= 300 && status.as_u16() < 600);
    Ok((*operation, status.ok_or("the status must be between 300 and 599")?))
}

/// Runs the sandbox until the process ends.
pub(crate) async fn run(arguments: SandboxArguments) -> Result<ExitCode, Box<dyn Error>> {
    let mut builder =
        Sandbox::builder().port(arguments.port).plan(arguments.plan).scenario(arguments.scenario);
    if let Some(path) = &arguments.people {
        builder = builder.people(people(path)?);
    }
    if arguments.log {
        builder = builder.on_request(|request| {
            let _ = writeln!(io::stdout(), "{request}");
        });
    }
    for (operation, status) in arguments.fail {
        builder = builder.reply_always_to(operation, Reply::json(status, &documented(operation, status)));
    }
    let sandbox = builder.start().await.map_err(|error| not_started(arguments.port, &error))?;
    let mut stdout = io::stdout();
    stdout.write_all(welcome(sandbox.url(), width()).as_bytes())?;
    stdout.flush()?;
    std::future::pending().await
}

fn not_started(port: u16, error: &io::Error) -> String {
    let advice = if port == 0 { "" } else { "; choose another --port, or leave it out" };
    format!("could not start the sandbox on port {port}: {error}{advice}")
}

/// Reads people from a file.
fn people(path: &Path) -> Result<People, Box<dyn Error>> {
    let said = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| said(&format!("could not be read: {error}")))?;
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let people = if is_json { People::from_json(&text) } else { People::from_toml(&text) };
    Ok(people.map_err(|error| said(&error))?)
}

/// Returns the documented body for a status; for one without, a body of the same form.
fn documented(operation: Operation, status: StatusCode) -> Value {
    let contract = contract::embedded();
    let spec = contract.document();
    let path = &spec["paths"][operation.path()][operation.method().to_ascii_lowercase()];
    let response = &path["responses"][status.as_str()];
    let target =
        response["$ref"].as_str().and_then(|reference| spec.pointer(reference.trim_start_matches('#')));
    let content = &target.unwrap_or(response)["content"]["application/json"];
    let examples = content["examples"].as_object().and_then(|examples| examples.values().next());
    match (&content["example"], examples) {
        (Value::Null, None) => json!({ "detail": status.canonical_reason().unwrap_or("Error") }),
        (Value::Null, Some(example)) => example["value"].clone(),
        (example, _) => example.clone(),
    }
}

/// Returns the URL, the keys and a first call to try, with the names and the example of the spec.
fn welcome(url: &str, columns: Option<usize>) -> String {
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
        "Sandbox on {url}: made-up people, nothing leaves this machine. Press Ctrl-C to stop.\n\
         Control it at {url}/_sandbox/\n\nKeys:\n"
    );
    for (name, key) in keys {
        let _ = writeln!(text, "  {name}: {key}");
    }
    let mut call = vec!["curl -X POST".to_owned(), format!("'{url}{path}'")];
    call.push("-H 'Content-Type: application/json'".to_owned());
    call.extend(keys.map(|(name, key)| format!("-H '{name}: {key}'")));
    format!("{}\nStart a session:\n{}\n", wrapped(&text, columns), command(&call, &body, columns))
}

/// Returns a command with a JSON body, on one line if it fits the columns. A shell reads all forms.
fn command(parts: &[String], body: &Value, columns: Option<usize>) -> String {
    let fits = |line: &str| columns.is_none_or(|columns| line.chars().count() <= columns);
    let line = format!("  {} -d '{body}'", parts.join(" "));
    if fits(&line) {
        return line;
    }
    let data = format!("    -d '{body}'");
    let data = if fits(&data) { data } else { format!("    -d '{body:#}'") };
    format!("  {} \\\n{data}", parts.join(" \\\n    "))
}
