//! `digilocker contract diff`: compares two versions of an OpenAPI document.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use deepvue_digilocker::contract::{Baseline, Contract, Severity};

use crate::output::{Format, severity, written};
use crate::rust_code;

#[derive(Args)]
pub(crate) struct DiffArguments {
    /// The old and the new document, in YAML or JSON; with `--git`, only the new one
    #[arg(required = true, num_args = 1..=2, value_names = ["OLD", "NEW"])]
    documents: Vec<PathBuf>,
    /// Compare with the document as it is at this revision of the checkout that it is in, such as `main`
    #[arg(long, value_name = "REV")]
    git: Option<String>,
    /// TOML file of accepted fingerprints, each with a reason
    #[arg(long)]
    baseline: Option<PathBuf>,
    /// Lowest severity that fails the comparison
    #[arg(long, default_value = "error", value_parser = severity())]
    fail_on: Severity,
    /// Output format; no format has a value of an `example`, a `default` or an `enum`
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print an entry for a changelog instead, to be edited by hand
    #[arg(long, conflicts_with = "format")]
    changelog: bool,
}

/// Compares two documents. Returns what to print, and whether no finding reaches the threshold.
pub(crate) fn run(arguments: &DiffArguments) -> Result<(String, bool), Box<dyn Error>> {
    let (old, new) = match (arguments.documents.as_slice(), &arguments.git) {
        ([old, new], None) => (Contract::from_path(old)?, new),
        ([new], Some(revision)) => (at_revision(new, revision)?, new),
        ([_], None) => return Err("needs an old and a new document, or --git with the new one".into()),
        _ => return Err("takes either an old document or --git, not both".into()),
    };
    let baseline = arguments.baseline.as_ref().map_or_else(|| Ok(Baseline::default()), Baseline::read)?;
    let new = Contract::from_path(new)?;
    let mut changes = old.changes_to(&new);
    rust_code::add(&mut changes, &old, &new);
    let changelog = arguments.changelog.then(|| changes.to_changelog());
    let report = changes.into_report().accept(&baseline).fail_on(arguments.fail_on);
    Ok((changelog.unwrap_or_else(|| written(&report, arguments.format)), report.is_clean()))
}

/// Reads a document as it is at a revision of the checkout that it is in.
fn at_revision(path: &Path, revision: &str) -> Result<Contract, Box<dyn Error>> {
    let place = format!("{} at {revision}", path.display());
    let name = path.file_name().ok_or_else(|| format!("{place}: is not a file"))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let object = format!("{revision}:./{}", name.to_string_lossy());
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["show", "--no-textconv", "--end-of-options", &object])
        .output()
        .map_err(|error| format!("git could not be run: {error}"))?;
    if !output.status.success() {
        let problem = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{place}: {}", problem.lines().next().unwrap_or("git failed")).into());
    }
    let text = String::from_utf8(output.stdout).map_err(|_| format!("{place}: is not UTF-8"))?;
    Contract::from_yaml(&text).map_err(|error| format!("{place}: {error}").into())
}
