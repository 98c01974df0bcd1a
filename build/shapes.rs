//! Writes the shapes of responses as Rust: by them, the client repairs values of a related JSON type.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::lookup::{resolved, success_schema};
use super::prepare::response_schemas;

/// Writes one static for each schema that a response uses.
pub(crate) fn code(exact: &Value) -> TokenStream {
    let names = response_schemas(exact);
    let schemas = exact["components"]["schemas"].as_object().into_iter().flatten();
    let used = schemas.filter(|(name, _)| names.contains(*name)).map(|(name, schema)| {
        let doc = format!(" What a `{name}` looks like.");
        let constant = constant(name);
        let shape = shape(exact, schema);
        quote! {
            #[doc = #doc]
            pub static #constant: crate::table::Shape = #shape;
        }
    });
    used.collect()
}

/// Refers to the shape of an operation's success.
pub(crate) fn of_success(exact: &Value, operation: &Value) -> TokenStream {
    let Some(name) = success_schema(exact, operation) else {
        return quote!(&crate::table::Shape::Any);
    };
    let constant = constant(name);
    quote!(&#constant)
}

/// Names the static of a schema: `SHAPE_SESSION_DATA` for `SessionData`.
fn constant(name: &str) -> Ident {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let mut constant = String::from("SHAPE");
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            constant.push('_');
        }
        constant.push(plain(c));
    }
    format_ident!("{constant}")
}

fn shape(exact: &Value, schema: &Value) -> TokenStream {
    let is_composed = ["allOf", "oneOf", "anyOf", "not"].iter().any(|keyword| schema.get(keyword).is_some());
    let variant = match schema["type"].as_str() {
        _ if is_composed => quote!(Any),
        Some("string") if schema["x-repair"] == "yes-no" => quote!(YesNo),
        Some("string") => quote!(Text),
        Some("integer") => quote!(Integer),
        Some("number") => quote!(Number),
        Some("boolean") => quote!(Boolean),
        Some("array") => {
            let items = referred(exact, &schema["items"]);
            quote!(List(#items))
        }
        Some("object")
            if schema["properties"].is_object() && schema.get("additionalProperties").is_none() =>
        {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let properties = properties.map(|(name, property)| self::property(exact, schema, name, property));
            quote!(Object(&[#(#properties,)*]))
        }
        _ => quote!(Any),
    };
    quote!(crate::table::Shape::#variant)
}

fn property(exact: &Value, parent: &Value, name: &str, property: &Value) -> TokenStream {
    let target = resolved(exact, property);
    let is_nullable = target["nullable"] == true;
    let mut required = parent["required"].as_array().into_iter().flatten();
    let is_required = !is_nullable && required.any(|required| required == name);
    let is_exact = is_required || target["x-repair"] == "never";
    let shape = referred(exact, property);
    quote! {
        crate::table::Property { name: #name, shape: #shape, is_required: #is_required, is_exact: #is_exact }
    }
}

/// Refers to a shape: a component's own, or one written in place.
fn referred(exact: &Value, schema: &Value) -> TokenStream {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        let constant = constant(name);
        return quote!(&#constant);
    }
    let shape = shape(exact, schema);
    quote!(&#shape)
}
