//! `digilocker contract`: checks recordings against an OpenAPI document, for CI in any language.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use deepvue_digilocker::contract::{self, Baseline, Contract, ContractError, Report, Severity};

use crate::output::{Format, severity, written};
use crate::progress::ProgressLine;

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
        /// Request header that is no finding, in addition to those of HTTP, browsers and tools; may end in `*`
        #[arg(long, value_name = "NAME")]
        ignore_header: Vec<String>,
        /// Lowest severity that fails the check
        #[arg(long, default_value = "warning", value_parser = severity())]
        fail_on: Severity,
        /// Output format; no format has a value of a message
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Say of each change between two versions of a spec whom it breaks
    ///
    /// Exit codes: 0 clean, 1 findings, 2 could not compare or wrong usage.
    Diff(crate::diff::DiffArguments),
    /// Print the operations, statuses and fields of the spec, with the evidence for each
    Show {
        /// OpenAPI document (3.0 or 3.1) in YAML or JSON, instead of the built-in spec
        #[arg(long)]
        spec: Option<PathBuf>,
    },
}

/// Runs the command. Returns exit code 0 without findings and 1 with findings, or an error if it could not check.
pub(crate) fn run(command: ContractCommand) -> Result<ExitCode, Box<dyn Error>> {
    let (text, is_clean) = match command {
        ContractCommand::Check { paths, spec, baseline, ignore_header, fail_on, format } => {
            let contract = contract(spec.as_deref())?.ignoring_headers(ignore_header);
            let report = check(&contract, &paths, baseline.as_deref())?.fail_on(fail_on);
            (written(&report, format), report.is_clean())
        }
        ContractCommand::Diff(arguments) => crate::diff::run(&arguments)?,
        ContractCommand::Show { spec } => (show(&contract(spec.as_deref())?), true),
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

/// Lists the operations, their messages, and the evidence for each field.
fn show(contract: &Contract) -> String {
    let mut text = String::new();
    for operation in contract.outline() {
        let _ = writeln!(text, "{}  {} {}", operation.id, operation.method, operation.path);
        for part in operation.parts {
            let _ = writeln!(text, "  {:<10} {}", part.name, part.evidence);
            for field in part.fields {
                let required = if field.required { "required" } else { "" };
                let _ = writeln!(
                    text,
                    "    {:<36} {:<28} {required:<9} {}",
                    field.pointer, field.kind, field.evidence
                );
            }
        }
    }
    text
}
