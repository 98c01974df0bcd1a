//! [`Contract::outline`]: a summary of the operations, messages and fields of a document.

use crate::contract::Contract;
use crate::spec::document::Body;
use crate::spec::fields::{FieldOutline, Listing, evidence};
use crate::spec::parameters::{Header, Parameter};

/// Summarizes an operation. [`Contract::outline`] returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationOutline {
    /// The `operationId`, or `METHOD /path` if there is none.
    pub id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The request, and the response for every documented status.
    pub parts: Vec<MessageOutline>,
}

/// Summarizes a message of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageOutline {
    /// `request`, or the status as documented.
    pub name: String,
    /// The value of `x-evidence`; empty if there is none.
    pub evidence: String,
    /// The parameters, the headers and the fields of the body. The fields of a schema of `components` are listed once in a message. If
    /// it is nested in another such schema, they are listed once in the document. [`FieldOutline::kind`] names it.
    pub fields: Vec<FieldOutline>,
}

impl Contract {
    /// Returns a summary of every operation, its messages and their fields, with the evidence (`x-evidence`) for each.
    ///
    /// ```no_run
    /// use openapi_drift::{Contract, FieldOutline, MessageOutline, OperationOutline};
    ///
    /// let contract = Contract::from_path("openapi.json")?;
    /// println!("{} operations", contract.operations().count());
    /// for OperationOutline { id, parts, .. } in contract.outline() {
    ///     for MessageOutline { name, fields, .. } in parts {
    ///         let required = fields.iter().filter(|field: &&FieldOutline| field.required).count();
    ///         println!("{id} {name}: {required} required fields");
    ///     }
    /// }
    /// # Ok::<(), openapi_drift::ContractError>(())
    /// ```
    pub fn outline(&self) -> Vec<OperationOutline> {
        let spec = self.document();
        let mut listing = Listing::new(spec);
        let mut message = |name: &str,
                           evidence: String,
                           parameters: &[Parameter],
                           headers: &[Header],
                           body: Option<&Body>| {
            let mut fields = parameters.iter().map(|it| listing.parameter(it)).collect::<Vec<_>>();
            fields.extend(headers.iter().map(|header| listing.header(header)));
            fields.extend(body.map(|body| listing.body(body)).unwrap_or_default());
            MessageOutline { name: name.to_owned(), evidence, fields }
        };
        let operations = self.operation_specs().iter().map(|operation| {
            let (parameters, body) = (&operation.parameters, operation.body.as_ref());
            let request = message("request", String::new(), parameters, &operation.headers, body);
            let mut parts = vec![request];
            parts.extend(operation.responses.iter().map(|response| {
                let evidence = evidence(spec, &response.body.pointer);
                message(&response.key, evidence, &[], &response.headers, Some(&response.body))
            }));
            OperationOutline {
                id: operation.id.clone(),
                method: operation.method().to_ascii_uppercase(),
                path: operation.path().to_owned(),
                parts,
            }
        });
        operations.collect()
    }
}
