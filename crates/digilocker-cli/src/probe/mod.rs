//! `digilocker contract probe`: asks the vendor what must be refused, and checks the refusals against the contract.

mod questions;
mod saved;
mod vendor;

use std::error::Error;
use std::io::{self, Write as _};
use std::mem;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use deepvue_digilocker::contract::{Baseline, Contract, Report, Severity, embedded};
use http::StatusCode;

use crate::output::{Format, severity, stderr_width, wrapped, written};
use questions::Question;
use saved::Folder;
use vendor::{Refusal, Vendor};

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
    /// Output format; no format shows values from messages
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the probe. Returns exit code 0 without findings and 1 with findings, or an error if it could not go on.
pub(crate) async fn run(arguments: ProbeArguments) -> Result<ExitCode, Box<dyn Error>> {
    let contract = embedded();
    let baseline = arguments.baseline.as_ref().map_or_else(|| Ok(Baseline::default()), Baseline::read)?;
    let mut vendor = if arguments.sandbox {
        Vendor::sandbox(&contract).await?
    } else {
        Vendor::live(&contract, arguments.base_url.as_deref())?
    };
    let questions = questions::all(&contract);
    list(&vendor, &questions)?;
    if !arguments.yes {
        return Err("nothing was sent; add --yes to send these requests".into());
    }
    vendor.read_keys()?;
    let folder = arguments.save.as_deref().map(|path| Folder::prepare(path, &questions)).transpose()?;
    let mut probe =
        Probe { contract: &contract, vendor, folder, report: contract.empty_report(), unexpected: 0 };
    let asked = probe.ask_all(&questions).await;
    // What was found before an early end is shown, too: it may have been billed.
    let report = probe.report.accept(&baseline).fail_on(arguments.fail_on);
    let _ = anstream::stdout().write_all(written(&report, arguments.format).as_bytes());
    asked?;
    if probe.unexpected > 0 {
        say(&format!("digilocker: unexpected statuses, marked above: {}", probe.unexpected))?;
    }
    Ok(ExitCode::from(u8::from(!report.is_clean() || probe.unexpected > 0)))
}

struct Probe<'a> {
    contract: &'a Contract,
    vendor: Vendor,
    folder: Option<Folder<'a>>,
    report: Report,
    /// How many refusals had a status that the question does not expect.
    unexpected: usize,
}

impl Probe<'_> {
    /// Asks one question after the other. Returns an error at the first sign that no more may be sent.
    async fn ask_all(&mut self, questions: &[Question]) -> Result<(), Box<dyn Error>> {
        for question in questions {
            let refusal =
                self.vendor.ask(question).await.map_err(|error| format!("{}: {error}", name(question)))?;
            say(&format!("{}  {}", refusal.status, name(question)))?;
            let report = self.contract.check_response(question.operation, &refusal.recorded);
            self.report = mem::replace(&mut self.report, self.contract.empty_report()).merge(report);
            if let Some(folder) = &self.folder {
                folder.save(self.contract, question, &refusal.recorded)?;
            }
            if let Some(reason) = reason_to_stop(question, &refusal) {
                return Err(format!("{}: {reason}", name(question)).into());
            }
            let expected = question.flaw.statuses();
            if !expected.contains(&refusal.status) {
                self.unexpected += 1;
                let expected = expected.iter().map(StatusCode::as_str).collect::<Vec<_>>();
                say(&format!("  unexpected: it should be {}", expected.join(" or ")))?;
            }
        }
        Ok(())
    }
}

fn name(question: &Question) -> String {
    format!("{} {}", question.operation, question.flaw.says())
}

/// Writes lines for people, not for the report.
fn say(lines: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{}", wrapped(lines, stderr_width()))
}

/// Says what will be sent, and what that may cost.
fn list(vendor: &Vendor, questions: &[Question]) -> io::Result<()> {
    say(&format!("{} requests to {}, each sent once:", questions.len(), vendor.url()))?;
    for question in questions {
        say(&format!("  {}", name(question)))?;
    }
    say("The vendor should refuse all of them. Whether it bills refused calls is undocumented.\n\
         The probe stops at once if one is accepted, if a rate limit is reached, if the vendor fails, or if your keys are \
         not accepted.")
}

/// Returns why nothing more may be sent, if so.
fn reason_to_stop(question: &Question, refusal: &Refusal) -> Option<&'static str> {
    match refusal.status {
        status if status.is_success() => Some(
            "was accepted, so the probe ends here; check in the vendor's dashboard whether it was billed, and report it",
        ),
        StatusCode::TOO_MANY_REQUESTS => Some(
            "a rate limit was reached, so the probe ends here; run it again when nothing else uses the key",
        ),
        status if status.is_server_error() => {
            Some("the vendor fails, so the probe ends here; run it again when it works")
        }
        StatusCode::UNAUTHORIZED if question.flaw.has_keys() => Some(
            "the keys are not accepted, so the probe ends here; check DEEPVUE_CLIENT_ID and DEEPVUE_CLIENT_SECRET",
        ),
        StatusCode::BAD_REQUEST if question.flaw.has_keys() && refusal.names_inactive_keys => {
            Some("the keys are deactivated, so the probe ends here; ask the vendor, or use other keys")
        }
        _ => None,
    }
}
