//! `digilocker contract`: checks recordings against an OpenAPI document, for CI in any language.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use deepvue_digilocker::contract::{self, Baseline, Contract, ContractError, Report, Severity};

use crate::output::{Format, severity, written};
use crate::probe::ProbeArguments;
use crate::progress::ProgressLine;
use crate::show::ShowArguments;

#[derive(Subcommand)]
pub(crate) enum ContractCommand {
    /// Check recordings against the spec
    ///
    /// Exit codes: 0 clean, 1 findings, 2 could not check or wrong usage.
    Check {
        /// Directories of recordings, `<operation>.<status>.json` files, or HAR 1.2 files
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// OpenAPI document (3.0 or 3.1) in YAML or JSON, instead of the built-in spec
        #[arg(long)]
        spec: Option<PathBuf>,
        /// TOML file of accepted fingerprints, each with a reason
        #[arg(long)]
        baseline: Option<PathBuf>,
        /// Write a baseline that accepts all findings; fill in each reason afterwards. Creates the file, or replaces the
        /// one given to --baseline
        #[arg(long, value_name = "FILE")]
        write_baseline: Option<PathBuf>,
        /// Request header that is no finding, in addition to those of HTTP, browsers and tools; may end in `*`
        #[arg(long, value_name = "NAME")]
        ignore_header: Vec<String>,
        /// Lowest severity that fails the check
        #[arg(long, default_value = "warning", value_parser = severity())]
        fail_on: Severity,
        /// Output format; no format shows values from messages
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Compare two versions of a spec, and report which clients each change breaks
    ///
    /// Exit codes: 0 clean, 1 findings, 2 could not compare or wrong usage.
    Diff(crate::diff::DiffArguments),
    /// Print the operations, statuses and fields of the spec, with the evidence for each
    Show(ShowArguments),
    /// Ask the vendor what it must refuse, without a customer, and check its responses
    ///
    /// For each operation, it asks once without keys, with made-up keys, without consent, and for a document or session that does
    /// not exist. The keys are read from the environment variables `DEEPVUE_CLIENT_ID` and `DEEPVUE_CLIENT_SECRET` only. It stops at
    /// once if a request is accepted or a rate limit is reached. Whether the vendor bills refused calls is undocumented.
    ///
    /// Exit codes: 0 clean, 1 findings, 2 nothing sent, could not go on or wrong usage.
    Probe(ProbeArguments),
}

/// Runs the command. Returns exit code 0 without findings and 1 with findings, or an error if it could not check.
pub(crate) fn run(command: ContractCommand) -> Result<ExitCode, Box<dyn Error>> {
    let (text, is_clean) = match command {
        ContractCommand::Check { paths, spec, baseline, write_baseline, ignore_header, fail_on, format } => {
            let contract = contract(spec.as_deref())?.ignoring_headers(ignore_header);
            let report = check(&contract, &paths, baseline.as_deref())?.fail_on(fail_on);
            if let Some(path) = write_baseline {
                write_baseline_to(&path, baseline.as_deref(), &report)?;
                return Ok(ExitCode::SUCCESS);
            }
            (written(&report, format), report.is_clean())
        }
        ContractCommand::Diff(arguments) => crate::diff::run(&arguments)?,
        ContractCommand::Show(arguments) => {
            (crate::show::run(&arguments, &contract(arguments.spec.as_deref())?)?, true)
        }
        ContractCommand::Probe(arguments) => return crate::block_on(crate::probe::run(arguments)),
    };
    // A reader such as `head` may have closed the pipe.
    let _ = anstream::stdout().write_all(text.as_bytes());
    Ok(ExitCode::from(u8::from(!is_clean)))
}

fn check(contract: &Contract, paths: &[PathBuf], baseline: Option<&Path>) -> Result<Report, ContractError> {
    let baseline = baseline.map_or_else(|| Ok(Baseline::default()), Baseline::read)?;
    let mut line = ProgressLine::new();
    let report = contract.check_recordings_with(paths, |progress| line.show(progress));
    line.clear();
    Ok(report?.accept(&baseline))
}

fn contract(spec: Option<&Path>) -> Result<Contract, ContractError> {
    match spec {
        None => Ok(contract::embedded()),
        Some(path) => Ok(contract::mask_aadhaar(Contract::from_path(path)?)),
    }
}

/// Writes a baseline of all findings. It replaces the file of `--baseline` only.
fn write_baseline_to(path: &Path, baseline: Option<&Path>, report: &Report) -> Result<(), Box<dyn Error>> {
    let said = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
    let mut options = OpenOptions::new();
    let options = if baseline == Some(path) {
        options.write(true).truncate(true)
    } else {
        options.write(true).create_new(true)
    };
    let mut file = options.open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => said(&"already exists; pass it to --baseline as well to replace it"),
        _ => said(&error),
    })?;
    file.write_all(report.to_baseline().as_bytes()).map_err(|error| said(&error))?;
    let count = report.fingerprints().count();
    let findings = if count == 1 { "finding" } else { "findings" };
    writeln!(io::stderr(), "{}: accepts {count} {findings}; add a reason to each", path.display())?;
    Ok(())
}
