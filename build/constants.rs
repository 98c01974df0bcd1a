//! Writes what the handwritten layer must not repeat: base URL, header names, the table of operations, the shapes of
//! responses.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::fault::Fault;
use super::generate::NOTICE;
use super::lookup::{self, text};
use super::{envelopes, operations, shapes};

/// Returns the constants as Rust source.
pub(crate) fn code(exact: &Value) -> Result<String, Fault> {
    let url = text(&exact["servers"][0]["url"]);
    let id_header = header(exact, "client_id");
    let secret_header = header(exact, "client_secret");
    let operations = operations::code(exact);
    let shapes = shapes::code(exact);
    let envelopes = envelopes::code(exact);
    let decoders = decoders(exact);
    let code = quote! {
        /// The vendor's base URL.
        pub const BASE_URL: &str = #url;
        /// The header of `client_id`.
        pub const CLIENT_ID_HEADER: &str = #id_header;
        /// The header of `client_secret`.
        pub const CLIENT_SECRET_HEADER: &str = #secret_header;
        #operations
        #shapes
        #envelopes
        #decoders
    };
    let file =
        syn::parse2(code).map_err(|error| Fault::of_file(format!("the constants are not Rust: {error}")))?;
    Ok(format!("{NOTICE}{}", prettyplease::unparse(&file)))
}

/// Returns the name of the header that carries a key.
fn header(exact: &Value, scheme: &str) -> String {
    text(&exact["components"]["securitySchemes"][scheme]["name"]).to_ascii_lowercase()
}

/// Writes the table of the types that decode each response, for contract checks.
fn decoders(exact: &Value) -> TokenStream {
    let mut entries = Vec::new();
    for (_, operation) in lookup::operations(exact) {
        let id = text(&operation["operationId"]);
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            if let Some(name) = lookup::schema_name(exact, response) {
                let name = format_ident!("{name}");
                entries.push(quote! {
                    (#id, #status, crate::contract::decode::failing_place::<crate::generated::types::#name>)
                });
            }
        }
    }
    quote! {
        /// Lists the decoder of every documented response: operation, status, and the place at which a body can't be decoded.
        #[cfg(feature = "contract")]
        pub const DECODERS: &[(&str, &str, crate::contract::decode::Decoder)] = &[#(#entries,)*];
    }
}
