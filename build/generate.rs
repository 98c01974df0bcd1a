//! Step 4: progenitor, and its result in a readable form.

use std::panic;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};
use serde_json::Value;

use super::fault::Fault;
use super::prepare::sensitive_schema;

/// The generated client and types, formatted.
pub(crate) fn client(prepared: &Value) -> Result<String, Fault> {
    let document: OpenAPI = serde_json::from_value(prepared.clone())
        .map_err(|error| Fault::new("", format!("openapiv3 cannot take the document: {error}")))?;
    let settings = settings(prepared)?;
    let tokens = quietly(|| Generator::new(&settings).generate_tokens(&document))
        .map_err(|panic| refused(&panic))?
        .map_err(|error| refused(&error.to_string()))?;
    let file = syn::parse2(tokens).map_err(|error| refused(&error.to_string()))?;
    // A test runner would list the generated examples as ignored tests of ours.
    Ok(prettyplease::unparse(&file).replace("```ignore", "```text"))
}

fn refused(reason: &str) -> Fault {
    Fault::new("", format!("progenitor cannot generate a client from this: {reason}"))
}

fn settings(prepared: &Value) -> Result<GenerationSettings, Fault> {
    let internal = |error: String| Fault::new("", format!("the generator's settings are broken: {error}"));
    let sensitive =
        serde_json::from_value(sensitive_schema()).map_err(|error| internal(error.to_string()))?;
    let inner = "crate::transport::Call".parse().map_err(|error| internal(format!("{error}")))?;

    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(inner)
        .with_conversion(sensitive, "crate::Sensitive<String>", std::iter::empty());
    for name in
        prepared.pointer("/components/schemas").and_then(Value::as_object).into_iter().flat_map(|o| o.keys())
    {
        let mut patch = TypePatch::default();
        patch.with_attr("#[cfg_attr(feature = \"schemars\", derive(schemars::JsonSchema))]");
        patch.with_attr("#[non_exhaustive]");
        settings.with_patch(name, &patch);
    }
    Ok(settings)
}

/// Runs `work` and turns a panic into its message: progenitor asserts what it does not support.
fn quietly<T>(work: impl FnOnce() -> T + panic::UnwindSafe) -> Result<T, String> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(work);
    panic::set_hook(hook);
    result.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
    })
}
