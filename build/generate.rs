//! Step 4: runs progenitor, and formats its result.

use std::panic;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};
use serde_json::Value;
use syn::{Expr, File, ImplItem, Item, Pat, Stmt};

use super::fault::Fault;
use super::prepare::sensitive_schema;

/// Returns the generated client and types, formatted.
pub(crate) fn client(prepared: &Value) -> Result<String, Fault> {
    let document: OpenAPI = serde_json::from_value(prepared.clone())
        .map_err(|error| Fault::of_file(format!("openapiv3 cannot take the document: {error}")))?;
    let settings = settings(prepared)?;
    let tokens = quietly(|| Generator::new(&settings).generate_tokens(&document))
        .map_err(|panic| refused(&panic))?
        .map_err(|error| refused(&error.to_string()))?;
    let mut file = syn::parse2(tokens).map_err(|error| refused(&error.to_string()))?;
    fit_calls(&mut file);
    // The prelude's re-exports are for users of a generated crate; here they are private.
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    let code = prettyplease::unparse(&file);
    // A test runner would list the generated examples as ignored tests of ours. A tool that reads this file alone, such
    // as a check of imports, would take `super` for the crate's root.
    Ok(code.replace("```ignore", "```text").replace(" super::Client", " crate::generated::Client"))
}

fn refused(reason: &str) -> Fault {
    Fault::of_file(format!("progenitor cannot generate a client from this: {reason}"))
}

fn settings(prepared: &Value) -> Result<GenerationSettings, Fault> {
    let internal = |error: String| Fault::of_file(format!("the generator's settings are broken: {error}"));
    let sensitive =
        serde_json::from_value(sensitive_schema()).map_err(|error| internal(error.to_string()))?;
    let inner = "crate::http::call::Call".parse().map_err(|error| internal(format!("{error}")))?;

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

/// Takes each call's URL, parsed once, from the call's own state, and removes the `api-version` header, which the
/// vendor does not document. If a newer progenitor writes other code, that code stays: the hooks remove the header, and
/// the URL is the same.
fn fit_calls(file: &mut File) {
    let content = |item: &mut Item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.take(),
        _ => None,
    };
    for item in &mut file.items {
        let Some((brace, mut items)) = content(item) else { continue };
        for item in
            items.iter_mut().filter_map(|item| if let Item::Impl(item) = item { Some(item) } else { None })
        {
            for item in &mut item.items {
                if let ImplItem::Fn(function) = item
                    && function.sig.ident == "send"
                {
                    fit_call(&mut function.block.stmts);
                }
            }
        }
        if let Item::Mod(module) = item {
            module.content = Some((brace, items));
        }
    }
}

fn fit_call(statements: &mut Vec<Stmt>) {
    let of =
        |statements: &[Stmt], name: &str| statements.iter().position(|statement| is_let(statement, name));
    let (url, headers, request) =
        (of(statements, "url"), of(statements, "header_map"), of(statements, "request"));
    let (Some(url), Some(headers), Some(request)) = (url, headers, request) else { return };
    let Ok(own_url) = syn::parse_str("client.inner.url()") else { return };
    let is_appended = matches!(
        &statements[headers + 1],
        Stmt::Expr(Expr::MethodCall(call), _) if is_path(&call.receiver, "header_map") && call.method == "append"
    );
    if is_appended
        && headers + 2 == request
        && let Some(built) = initial(&mut statements[request])
        && remove_call(built, "headers", "header_map")
        && let Some(value) = initial(&mut statements[url])
    {
        *value = own_url;
        statements.drain(headers..request);
    }
}

fn is_let(statement: &Stmt, name: &str) -> bool {
    matches!(statement, Stmt::Local(local) if matches!(&local.pat, Pat::Ident(pattern) if pattern.ident == name))
}

fn initial(statement: &mut Stmt) -> Option<&mut Expr> {
    match statement {
        Stmt::Local(local) => local.init.as_mut().map(|init| &mut *init.expr),
        _ => None,
    }
}

fn is_path(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident(name))
}

/// Removes `.method(argument)` from a chain of calls. Returns whether it was there.
fn remove_call(expression: &mut Expr, method: &str, argument: &str) -> bool {
    match expression {
        Expr::Try(tried) => remove_call(&mut tried.expr, method, argument),
        Expr::MethodCall(call)
            if call.method == method && call.args.iter().any(|it| is_path(it, argument)) =>
        {
            let receiver = call.receiver.as_ref().clone();
            *expression = receiver;
            true
        }
        Expr::MethodCall(call) => remove_call(&mut call.receiver, method, argument),
        _ => false,
    }
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
