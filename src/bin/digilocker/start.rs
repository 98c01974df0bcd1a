//! `digilocker start`: the whole story from the command line.

use std::error::Error;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use deepvue_digilocker::sandbox::Sandbox;
use deepvue_digilocker::{
    Client, Consent, DocType, DocumentAccess, ErrorKind, IssuedFile, IssuedFiles, Sensitive, Session,
};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::{Value, json};

use crate::save::save;
use crate::waiting::Waiting;

#[derive(Args)]
pub(crate) struct StartArguments {
    /// Why the session is started, in your words; the vendor is told.
    #[arg(long)]
    purpose: String,
    /// A document to ask for; can be repeated. All of them, if left out.
    #[arg(long, value_parser = doc_type())]
    doc: Vec<DocType>,
    /// Where the customer returns to. If left out, this command itself waits for the customer on this machine.
    #[arg(long)]
    redirect_url: Option<String>,
    /// How long to wait for the customer, in seconds.
    #[arg(long, default_value_t = 600, conflicts_with = "redirect_url")]
    wait: u64,
    /// Print JSON, a line for the session and one for the documents.
    #[arg(long)]
    json: bool,
    /// Also show the authorization URL as a QR code. A phone can't come back to this machine: give --redirect-url, too.
    #[arg(long, conflicts_with = "json")]
    qr: bool,
    /// Fetch the listed documents into this folder. Files that are there are never overwritten.
    #[arg(long, value_name = "DIR", conflicts_with = "redirect_url")]
    save: Option<PathBuf>,
    /// Use the embedded sandbox with its made-up people: no keys, and nothing leaves this machine.
    #[arg(long)]
    sandbox: bool,
}

/// Also tells the help which ones there are.
fn doc_type() -> impl TypedValueParser<Value = DocType> {
    PossibleValuesParser::new(["aadhaar", "pan", "dl"])
        .try_map(|text| text.parse::<DocType>().map_err(|error| error.to_string()))
}

pub(crate) async fn run(arguments: StartArguments) -> Result<ExitCode, Box<dyn Error>> {
    let sandbox = if arguments.sandbox { Some(Sandbox::start().await?) } else { None };
    let client = sandbox.as_ref().map_or_else(Client::from_env, |sandbox| Ok(sandbox.client()))?;
    let mut waiting = match arguments.redirect_url {
        Some(_) => None,
        None => Some(Waiting::start(Duration::from_secs(arguments.wait)).await?),
    };
    let session = start(&client, &arguments, waiting.as_ref()).await?;
    show_session(&session, &arguments)?;
    let Some(waiting) = &mut waiting else {
        if sandbox.is_some() {
            writeln!(
                io::stderr(),
                "The sandbox stays until Ctrl-C, so that the consent page can be opened."
            )?;
            std::future::pending::<()>().await;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let documents = authorize(&client, &session, waiting).await?;
    let files = documents.issued_files().send().await?;
    show_documents(&session, &documents, &files, &arguments).await
}

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

/// Waits for the customer's own callback; one that does not fit the session is somebody else's.
async fn authorize(
    client: &Client,
    session: &Session,
    waiting: &mut Waiting,
) -> Result<DocumentAccess, Box<dyn Error>> {
    while let Some(callback) = waiting.callback().await {
        match client.authorize(session, callback).send().await {
            Err(error) if error.kind() == ErrorKind::StateMismatch => {
                writeln!(io::stderr(), "Somebody came back with another session: {error}")?;
            }
            done => return Ok(done?),
        }
    }
    Err("the customer did not come back in time".into())
}

fn show_session(session: &Session, arguments: &StartArguments) -> Result<(), Box<dyn Error>> {
    let mut stdout = anstream::stdout();
    if arguments.json {
        writeln!(stdout, "{}", json!({ "session": session }))?;
        return Ok(());
    }
    writeln!(stdout, "{}", session.authorization_url())?;
    if arguments.qr {
        let code = QrCode::new(session.authorization_url().as_str())?;
        // Black on white, whatever the terminal's own colours are.
        for line in code.render::<Dense1x2>().build().lines() {
            writeln!(stdout, "\u{1b}[30;107m{line}\u{1b}[0m")?;
        }
        if arguments.redirect_url.is_none() && io::stderr().is_terminal() {
            writeln!(io::stderr(), "A phone can't come back to this machine without --redirect-url.")?;
        }
    }
    stdout.flush()?;
    Ok(())
}

async fn show_documents(
    session: &Session,
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
                    writeln!(io::stderr(), "digilocker: {} was not saved: {error}", kind(file))?;
                    code = ExitCode::from(1);
                    None
                }
            },
        };
        list.push((file, saved));
    }
    let missing = files.missing(session).iter().map(ToString::to_string).collect::<Vec<_>>();
    if arguments.json {
        let list = list.iter().map(|(file, saved)| described(file, saved.as_deref())).collect::<Vec<_>>();
        writeln!(stdout, "{}", json!({ "documents": list, "missing": missing }))?;
        return Ok(code);
    }
    writeln!(stdout, "Documents: {}", list.len())?;
    for (file, saved) in list {
        let saved = saved.map(|path| format!("  -> {path}")).unwrap_or_default();
        writeln!(stdout, "  {:<8} {}, by {}{saved}", kind(file), text(file.name()), text(file.issuer()))?;
    }
    if !missing.is_empty() {
        writeln!(stdout, "Asked for, but not there: {}", missing.join(", "))?;
    }
    Ok(code)
}

async fn fetch(
    documents: &DocumentAccess,
    file: &IssuedFile,
    folder: &std::path::Path,
) -> Result<PathBuf, Box<dyn Error>> {
    let document = documents.file(file).send().await?;
    let path = save(folder, file.doctype().unwrap_or_default(), document.content());
    Ok(path.map_err(|error| format!("{}: {error}", folder.display()))?)
}

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

fn kind(file: &IssuedFile) -> String {
    visible(file.doctype().unwrap_or("?"))
}

fn text(value: Option<&Sensitive<String>>) -> String {
    value.map_or_else(|| "?".to_owned(), |value| visible(value.expose()))
}

/// Without what would steer a terminal.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
