//! `digilocker contract show`: prints the operations, messages and fields of a document.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use deepvue_digilocker::contract::{Contract, MessageOutline, OperationOutline};
use serde_json::{Value, json};

use crate::output::width;

/// How many columns a line with all parts of a field needs.
const WIDE_COLUMNS: usize = 96;

#[derive(Args)]
pub(crate) struct ShowArguments {
    /// Operation to show, by its id; all operations if omitted
    operation: Option<String>,
    /// OpenAPI document (3.0 or 3.1) in YAML or JSON, instead of the built-in spec
    #[arg(long)]
    pub(crate) spec: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum ShowFormat {
    /// For people: a line for each field
    Text,
    /// For programs: the same as one JSON object
    Json,
}

/// Returns what to print of the document.
pub(crate) fn run(arguments: &ShowArguments, contract: &Contract) -> Result<String, Box<dyn Error>> {
    let mut operations = contract.outline();
    if let Some(wanted) = &arguments.operation {
        let ids = operations.iter().map(|operation| operation.id.as_str()).collect::<Vec<_>>().join(", ");
        operations.retain(|operation| operation.id == *wanted);
        if operations.is_empty() {
            return Err(format!("there is no operation {wanted:?}; choose one of {ids}").into());
        }
    }
    Ok(match arguments.format {
        ShowFormat::Json => {
            format!("{:#}\n", json!({ "operations": operations.iter().map(object).collect::<Vec<_>>() }))
        }
        ShowFormat::Text => text(&operations, width().is_none_or(|width| width >= WIDE_COLUMNS)),
    })
}

fn text(operations: &[OperationOutline], is_wide: bool) -> String {
    let mut text = String::new();
    for operation in operations {
        let _ = writeln!(text, "{}  {} {}", operation.id, operation.method, operation.path);
        for part in &operation.parts {
            let _ = writeln!(text, "{}", format!("  {:<10} {}", part.name, part.evidence).trim_end());
            for field in &part.fields {
                let required = if field.required { "required" } else { "" };
                let line = if is_wide {
                    format!("    {:<36} {:<28} {required:<9} {}", field.pointer, field.kind, field.evidence)
                } else {
                    let words = [field.kind.as_str(), required, field.evidence.as_str()];
                    let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
                    format!("    {}\n      {}", field.pointer, words.join(" "))
                };
                let _ = writeln!(text, "{}", line.trim_end());
            }
        }
    }
    text
}

fn object(operation: &OperationOutline) -> Value {
    let fields = |message: &MessageOutline| {
        let field = message.fields.iter().map(|field| {
            json!({
                "pointer": field.pointer,
                "kind": field.kind,
                "required": field.required,
                "evidence": some(&field.evidence),
            })
        });
        field.collect::<Vec<_>>()
    };
    let messages = operation.parts.iter().map(|message| {
        json!({ "name": message.name, "evidence": some(&message.evidence), "fields": fields(message) })
    });
    json!({
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "messages": messages.collect::<Vec<_>>(),
    })
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
