//! `digilocker contract probe`: asks the vendor what must be refused, and checks the refusals against the contract.

mod questions;
mod vendor;

use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use deepvue_digilocker::contract::{Baseline, Contract, Recorded, Severity, embedded};
use http::StatusCode;

use crate::output::{Format, severity, written};
use questions::Question;
use vendor::Vendor;

#[derive(Args)]
pub(crate) struct ProbeArguments {
    /// Send the requests; without it, they are only listed
    #[arg(long)]
    yes: bool,
    /// Ask the embedded sandbox: needs no keys, and nothing leaves this machine
    #[arg(long)]
    sandbox: bool,
    /// Ask another server than the vendor's: https, or http on loopback
    #[arg(long, value_name = "URL", conflicts_with = "sandbox")]
    base_url: Option<String>,
    /// Save each exchange to this folder, redacted, as HAR 1.2; existing files are never overwritten
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// TOML file of accepted fingerprints, each with a reason
    #[arg(long)]
    baseline: Option<PathBuf>,
    /// Lowest severity that fails the probe
    #[arg(long, default_value = "warning", value_parser = severity())]
    fail_on: Severity,
    /// Output format; no format has a value of a message
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the probe. Returns exit code 0 without findings and 1 with findings, or an error if it could not go on.
pub(crate) async fn run(arguments: ProbeArguments) -> Result<ExitCode, Box<dyn Error>> {
    let contract = embedded();
    let baseline = arguments.baseline.as_ref().map_or_else(|| Ok(Baseline::default()), Baseline::read)?;
    let vendor = match arguments.sandbox {
        true => Vendor::sandbox(&contract).await?,
        false => Vendor::live(&contract, arguments.base_url.as_deref())?,
    };
    let questions = questions::all(&contract);
    list(&vendor, &questions)?;
    if !arguments.yes {
        return Err("nothing was sent; add --yes to send these requests".into());
    }
    let mut report = contract.empty_report();
    for question in &questions {
        let (status, recorded) = vendor
            .ask(question)
            .await
            .map_err(|error| format!("{}: no response, so the probe ends here: {error}", name(question)))?;
        writeln!(io::stderr(), "{status}  {}", name(question))?;
        if let Some(reason) = reason_to_stop(question, status) {
            return Err(format!("{}: {reason}", name(question)).into());
        }
        report = report.merge(contract.check_response(question.operation, &recorded));
        if let Some(folder) = &arguments.save {
            save(&contract, folder, question, &recorded)?;
        }
    }
    let report = report.accept(&baseline).fail_on(arguments.fail_on);
    let _ = anstream::stdout().write_all(written(&report, arguments.format).as_bytes());
    Ok(ExitCode::from(u8::from(!report.is_clean())))
}

fn name(question: &Question) -> String {
    format!("{} {}", question.operation, question.flaw.says())
}

/// Says what will be sent, and what that may cost.
fn list(vendor: &Vendor, questions: &[Question]) -> io::Result<()> {
    let mut stderr = io::stderr();
    writeln!(stderr, "{} requests to {}, each sent once:", questions.len(), vendor.url())?;
    for question in questions {
        writeln!(stderr, "  {}", name(question))?;
    }
    writeln!(
        stderr,
        "The vendor should refuse all of them. Whether it bills refused calls is undocumented.\n\
         The probe stops at once if one is accepted, if a rate limit is reached, or if your keys are not accepted."
    )
}

/// Returns why nothing more may be sent, if so.
fn reason_to_stop(question: &Question, status: StatusCode) -> Option<&'static str> {
    match status {
        status if status.is_success() => Some(
            "was accepted, so the probe ends here; check in the vendor's dashboard whether it was billed, and report it",
        ),
        StatusCode::TOO_MANY_REQUESTS => Some(
            "a rate limit was reached, so the probe ends here; run it again when nothing else uses the key",
        ),
        StatusCode::UNAUTHORIZED if question.flaw.has_keys() => Some(
            "the keys are not accepted, so the probe ends here; check DEEPVUE_CLIENT_ID and DEEPVUE_CLIENT_SECRET",
        ),
        _ => None,
    }
}

/// Saves an exchange without keys and values, named after its operation and status.
fn save(
    contract: &Contract,
    folder: &Path,
    question: &Question,
    recorded: &Recorded,
) -> Result<(), Box<dyn Error>> {
    let said = |error: io::Error| format!("{}: could not be saved: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(said)?;
    let har = contract.redacted(question.operation, recorded).to_har()?;
    let flaw = format!("{:?}", question.flaw).to_ascii_lowercase();
    let path = folder.join(format!("{}.{flaw}.har", question.operation.id().replace('_', "-")));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(said)?;
    file.write_all(har.as_bytes()).map_err(said)?;
    Ok(())
}
