//! Writes the operations as a Rust enum, with a table for the handwritten layer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::lookup::{operations, resolved, text};
use super::shapes;

/// The property by which a request refers to a session.
const SESSION_REFERENCE: &str = "initial_deepvue_transaction_id";

/// Writes `Operation` and its table.
pub(crate) fn code(exact: &Value) -> TokenStream {
    let operations = operations(exact);
    let names = operations.iter().map(|(_, operation)| variant(text(&operation["operationId"])));
    let names = names.collect::<Vec<_>>();
    let docs = operations.iter().map(|(_, operation)| format!(" {}.", text(&operation["summary"])));
    let rows = operations.iter().map(|(pointer, operation)| row(exact, pointer, operation));
    quote! {
        #[doc = " Names an operation of the API, as the contract lists it."]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            #(#[doc = #docs] #names,)*
        }

        impl Operation {
            #[doc = " Lists all operations."]
            pub const ALL: &'static [Self] = &[#(Self::#names,)*];

            #[doc = " Returns the operation's row of the table."]
            pub(crate) const fn row(self) -> crate::table::OperationRow {
                match self {
                    #(Self::#names => #rows,)*
                }
            }
        }
    }
}

fn row(exact: &Value, pointer: &str, operation: &Value) -> TokenStream {
    let mut parts = pointer.rsplit('/');
    let method = parts.next().unwrap_or_default().to_ascii_uppercase();
    let path = parts.next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let id = text(&operation["operationId"]);
    let retry = if operation["x-retry"] == "advised" { quote!(Advised) } else { quote!(NotDelivered) };
    let success = shapes::of_success(exact, operation);
    let request = resolved(exact, &operation["requestBody"]["content"]["application/json"]["schema"]);
    let continues_session = request["properties"].get(SESSION_REFERENCE).is_some();
    quote! {
        crate::table::OperationRow {
            id: #id,
            method: #method,
            path: #path,
            retry: crate::table::RetryClass::#retry,
            success: #success,
            continues_session: #continues_session,
        }
    }
}

/// Returns the name of the variant: `InitiateSession` for `initiate_session`.
fn variant(id: &str) -> Ident {
    let words = id.split('_').filter(|word| !word.is_empty());
    let name = words.map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    Ident::new(&name.collect::<String>(), Span::call_site())
}
