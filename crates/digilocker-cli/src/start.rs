//! `digilocker start`: runs one session from the command line.

use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, value_parser};
use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{
    CallbackParameters, Client, Consent, DocType, DocumentAccess, ErrorKind, IssuedFile, IssuedFiles,
    Sensitive, Session, StateCheck,
};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::{Value, json};

use crate::save::save;
use crate::waiting::Waiting;

#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct StartArguments {
    /// Why you start the session, in your own words; sent to the vendor
    #[arg(long)]
    purpose: String,
    /// Document to ask for, can be repeated; all documents if omitted
    #[arg(long, value_parser = doc_type())]
    doc: Vec<DocType>,
    /// URL that the customer returns to; if omitted, this command waits for the customer on this machine
    #[arg(long)]
    redirect_url: Option<String>,
    /// How long to wait for the customer, in seconds
    #[arg(long, default_value_t = 600, value_parser = value_parser!(u64).range(..=86_400), conflicts_with = "redirect_url")]
    wait: u64,
    /// Query parameter of the callback that holds the code
    #[arg(long, default_value = "code", conflicts_with = "redirect_url")]
    code_parameter: String,
    /// Query parameter of the callback that holds the state, which identifies the session
    #[arg(long, default_value = "state", conflicts_with = "redirect_url")]
    state_parameter: String,
    /// Also accept a callback without the session's state
    #[arg(long, conflicts_with = "redirect_url")]
    no_state_check: bool,
    /// Print JSON: one line for the session and one for the documents
    #[arg(long)]
    json: bool,
    /// Also show the authorization URL as a QR code; use --redirect-url too, since a phone can't return to this machine
    #[arg(long, conflicts_with = "json")]
    qr: bool,
    /// Save the listed documents to this folder; existing files are never overwritten
    #[arg(long, value_name = "DIR", conflicts_with = "redirect_url")]
    save: Option<PathBuf>,
    /// Use the embedded sandbox with made-up people: needs no keys, and nothing leaves this machine
    #[arg(long)]
    sandbox: bool,
}

/// Parses a document type, and lists the possible values in the help.
fn doc_type() -> impl TypedValueParser<Value = DocType> {
    PossibleValuesParser::new(["aadhaar", "pan", "dl"])
        .try_map(|text| text.parse::<DocType>().map_err(|error| error.to_string()))
}

/// Runs the command.
pub(crate) async fn run(arguments: StartArguments) -> Result<ExitCode, Box<dyn Error>> {
    let sandbox = if arguments.sandbox { Some(Sandbox::start().await?) } else { None };
    let client = sandbox.as_ref().map_or_else(Client::from_env, |sandbox| Ok(sandbox.client()))?;
    let names = CallbackParameters::default();
    let names = names.code(&arguments.code_parameter).state(&arguments.state_parameter);
    let mut waiting = None;
    if arguments.redirect_url.is_none() {
        waiting = Some(Waiting::start(Duration::from_secs(arguments.wait), names).await?);
    }
    let session = start(&client, &arguments, waiting.as_ref()).await?;
    show_session(&session, &arguments)?;
    let Some(waiting) = &mut waiting else {
        if sandbox.is_some() {
            writeln!(
                io::stderr(),
                "The sandbox keeps running, so that the consent page can be opened. Press Ctrl-C to stop."
            )?;
            std::future::pending::<()>().await;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let state_check = if arguments.no_state_check { StateCheck::Off } else { StateCheck::default() };
    let documents = authorize(&client, &session, state_check, waiting).await?;
    let files = documents.issued_files().send().await?;
    show_documents(&documents, &files, &arguments).await
}

/// Starts the session.
async fn start(
    client: &Client,
    arguments: &StartArguments,
    waiting: Option<&Waiting>,
) -> Result<Session, Box<dyn Error>> {
    let consent = Consent::given().by("stated by whoever ran `digilocker start`");
    let mut call = client.initiate_session(consent, &arguments.purpose);
    let redirect_url = arguments.redirect_url.as_deref().or(waiting.map(Waiting::redirect_url));
    if let Some(redirect_url) = redirect_url {
        call = call.redirect_url(redirect_url);
    }
    if !arguments.doc.is_empty() {
        call = call.doc_types(arguments.doc.iter().copied());
    }
    Ok(call.send().await?)
}

/// Waits for the customer's callback, and exchanges its code. Ignores a callback that does not belong to the session.
async fn authorize(
    client: &Client,
    session: &Session,
    state_check: StateCheck,
    waiting: &mut Waiting,
) -> Result<DocumentAccess, Box<dyn Error>> {
    while let Some(callback) = waiting.callback().await {
        let has_state = callback.state().is_some();
        match client.authorize(session, callback).state_check(state_check).send().await {
            Err(error) if error.kind() == ErrorKind::StateMismatch => {
                let hint = "ignored a callback without this session's state (--no-state-check accepts it)";
                writeln!(io::stderr(), "digilocker: {hint}")?;
            }
            // Anybody can send such a callback. The customer may still be at DigiLocker.
            Err(error) if is_denial(&error) && !has_state => {
                writeln!(io::stderr(), "digilocker: {error}, but the callback has no state; still waiting")?;
            }
            done => return Ok(done?),
        }
    }
    Err("the customer did not come back in time".into())
}

fn is_denial(error: &deepvue_digilocker::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConsentDenied | ErrorKind::ConsentFailed)
}

/// Prints the session.
fn show_session(session: &Session, arguments: &StartArguments) -> Result<(), Box<dyn Error>> {
    let mut stdout = anstream::stdout();
    if arguments.json {
        writeln!(stdout, "{}", json!({ "session": session }))?;
        return Ok(());
    }
    writeln!(stdout, "{}", session.authorization_url())?;
    if arguments.qr {
        let code = QrCode::new(session.authorization_url().as_str())?;
        // Black on white, whatever the colours of the terminal are.
        for line in code.render::<Dense1x2>().build().lines() {
            writeln!(stdout, "\u{1b}[30;107m{line}\u{1b}[0m")?;
        }
        if arguments.redirect_url.is_none() && io::stderr().is_terminal() {
            writeln!(io::stderr(), "A phone can't return to this machine. Use --redirect-url.")?;
        }
    }
    stdout.flush()?;
    Ok(())
}

/// Prints the documents, and saves them if asked to.
async fn show_documents(
    documents: &DocumentAccess,
    files: &IssuedFiles,
    arguments: &StartArguments,
) -> Result<ExitCode, Box<dyn Error>> {
    let mut stdout = io::stdout();
    let mut list = Vec::new();
    let mut code = ExitCode::SUCCESS;
    for file in files {
        let saved = match &arguments.save {
            None => None,
            Some(folder) => match fetch(documents, file, folder).await {
                Ok(path) => Some(path.display().to_string()),
                Err(error) => {
                    let causes = crate::chain(error.as_ref());
                    writeln!(io::stderr(), "digilocker: {} was not saved: {causes}", text(file.doctype()))?;
                    code = ExitCode::from(1);
                    None
                }
            },
        };
        list.push((file, saved));
    }
    let missing = files.missing().iter().map(|missing| missing.doc_type().to_string()).collect::<Vec<_>>();
    if arguments.json {
        let list = list.iter().map(|(file, saved)| described(file, saved.as_deref())).collect::<Vec<_>>();
        writeln!(stdout, "{}", json!({ "documents": list, "missing": missing }))?;
        return Ok(code);
    }
    writeln!(stdout, "Documents: {}", list.len())?;
    for (file, saved) in list {
        let saved = saved.map(|path| format!("  -> {path}")).unwrap_or_default();
        writeln!(
            stdout,
            "  {:<8} {}, by {}{saved}",
            text(file.doctype()),
            text(file.name()),
            text(file.issuer())
        )?;
    }
    if !missing.is_empty() {
        writeln!(stdout, "Requested, but missing: {}", missing.join(", "))?;
    }
    Ok(code)
}

/// Fetches a document and saves it.
async fn fetch(
    documents: &DocumentAccess,
    file: &IssuedFile,
    folder: &std::path::Path,
) -> Result<PathBuf, Box<dyn Error>> {
    let document = documents.file(file).send().await?;
    let doctype = file.doctype().map(|doctype| doctype.expose().as_str());
    let path = save(folder, doctype.unwrap_or_default(), document.content());
    Ok(path.map_err(|error| format!("{}: {error}", folder.display()))?)
}

/// Describes a document in JSON.
fn described(file: &IssuedFile, saved: Option<&str>) -> Value {
    json!({
        "doctype": file.doctype(),
        "name": file.name(),
        "issuer": file.issuer(),
        "date": file.date(),
        "mime": file.mime(),
        "saved": saved,
    })
}

/// Returns a value of the vendor for a terminal; `?` if there is none.
fn text(value: Option<&Sensitive<String>>) -> String {
    value.map_or_else(|| "?".to_owned(), |value| visible(value.expose()))
}

/// Removes characters that would control a terminal or reverse its text.
fn visible(text: &str) -> String {
    let is_format_character = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.chars().filter(|c| !c.is_control() && !is_format_character(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_vendor_calls_a_document_steers_no_terminal() {
        let hostile = "\u{1b}]0;title\u{7}PAN\r\n\u{9b}2J \u{202e}card\u{2066}\u{200b}\0";
        assert_eq!(visible(hostile), "]0;titlePAN2J card");
    }
}
