//! What every success carries, read from each response of the contract.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::lookup::{operations, resolved, success_schema};

/// Implements `Envelope` for the type of each operation's success.
pub(crate) fn code(exact: &Value) -> TokenStream {
    let names = operations(exact).into_iter().filter_map(|(_, operation)| success_schema(exact, operation));
    names.collect::<BTreeSet<_>>().into_iter().map(|name| envelope(exact, name)).collect()
}

fn envelope(exact: &Value, name: &str) -> TokenStream {
    let schema = &exact["components"]["schemas"][name];
    let property = |name: &str| resolved(exact, &schema["properties"][name]);
    let code = if property("code")["type"] == "integer" { quote!(self.code) } else { quote!(None) };
    let sub_code = match property("sub_code")["type"].as_str() {
        Some("string") if property("sub_code")["x-sensitive"] == true => {
            quote!(self.sub_code.as_ref().map(|word| word.expose().as_str()))
        }
        Some("string") => quote!(self.sub_code.as_deref()),
        _ => quote!(None),
    };
    let transaction_id = transaction_id(schema, property("transaction_id"));
    let data = data(schema, property("data"));
    let name = format_ident!("{name}");
    quote! {
        impl crate::http::envelope::Envelope for crate::generated::types::#name {
            fn code(&self) -> Option<i64> {
                #code
            }

            fn sub_code(&self) -> Option<&str> {
                #sub_code
            }

            fn transaction_id(&self) -> Option<&crate::Sensitive<String>> {
                #transaction_id
            }

            fn data(&self) -> crate::http::envelope::Data {
                #data
            }
        }
    }
}

fn transaction_id(schema: &Value, property: &Value) -> TokenStream {
    let mut required = schema["required"].as_array().into_iter().flatten();
    let is_required = property["nullable"] != true && required.any(|name| name == "transaction_id");
    match (property["type"].as_str(), property["x-sensitive"] == true) {
        (Some("string"), true) if is_required => quote!(Some(&self.transaction_id)),
        (Some("string"), true) => quote!(self.transaction_id.as_ref()),
        _ => quote!(None),
    }
}

/// Whether the result is there. An object with a required property is, once it is decoded.
fn data(schema: &Value, data: &Value) -> TokenStream {
    let required = schema["required"].as_array().into_iter().flatten();
    let is_required = data["nullable"] != true && required.clone().any(|name| name == "data");
    let is_filled = data["required"].as_array().is_some_and(|required| !required.is_empty());
    match data["type"].as_str() {
        None => quote!(crate::http::envelope::Data::Present),
        _ if is_required && is_filled => quote!(crate::http::envelope::Data::Present),
        Some("array") if is_required => quote!(crate::http::envelope::Data::of_list(Some(&self.data))),
        _ if is_required => quote!(crate::http::envelope::Data::of(&self.data)),
        Some("array") => quote!(crate::http::envelope::Data::of_list(self.data.as_deref())),
        _ => quote!(crate::http::envelope::Data::of_optional(self.data.as_ref())),
    }
}
