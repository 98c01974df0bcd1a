//! What the handwritten layer must not repeat: base URL, header names, the table of operations,
//! the shapes of responses.

use serde_json::Value;

use super::fault::Fault;
use super::{operations, read, shapes};

/// The constants as Rust source.
pub(crate) fn code(exact: &Value) -> Result<String, Fault> {
    let mut code = format!(
        "/// The vendor's base URL.\npub const BASE_URL: &str = {:?};\n",
        text(&exact["servers"][0]["url"])
    );
    for (constant, scheme) in [("CLIENT_ID_HEADER", "client_id"), ("CLIENT_SECRET_HEADER", "client_secret")] {
        let header = text(&exact["components"]["securitySchemes"][scheme]["name"]).to_ascii_lowercase();
        let line = format!("/// The header of `{scheme}`.\npub const {constant}: &str = {header:?};\n");
        code.push_str(&line);
    }
    code += &operations::code(exact).to_string();
    code += &shapes::code(exact);
    code += &decoders(exact);
    let file = syn::parse_file(&code)
        .map_err(|error| Fault::new("", format!("the constants are not Rust: {error}")))?;
    Ok(prettyplease::unparse(&file))
}

/// Which type reads which answer, for those who ask whether it does.
fn decoders(exact: &Value) -> String {
    let mut entries = String::new();
    for (_, operation) in read::operations(exact) {
        let id = text(&operation["operationId"]);
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let target = text(&response["$ref"]).trim_start_matches('#');
            let response = if target.is_empty() { Some(response) } else { exact.pointer(target) };
            let media = response.and_then(|response| response["content"].as_object()?.values().next());
            let schema = media.map(|media| text(&media["schema"]["$ref"])).unwrap_or_default();
            if let Some(name) = schema.strip_prefix("#/components/schemas/") {
                let decoder = format!("crate::contract::decode::fault::<crate::generated::types::{name}>");
                let entry = format!("({id:?}, {status:?}, {decoder}),");
                entries.push_str(&entry);
            }
        }
    }
    format!(
        "/// The decoder of every documented answer: operation, status, and where a body can't be decoded.\n\
         #[cfg(feature = \"contract\")]\n\
         pub const DECODERS: &[(&str, &str, crate::contract::decode::Decoder)] = &[{entries}];\n"
    )
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
