//! The contract that this crate was built from.

use std::sync::OnceLock;

use openapi_drift::Contract;
use serde_json::Value;

use crate::generated::SPEC;
use crate::generated::constants::DECODERS;
use crate::privacy::uid::is_clear_uid;

/// Returns the `openapi.yaml` that the crate was built from, with the crate's own decoders (feature `contract`). A value that is marked as
/// masked (`x-masked`) must not have twelve digits or more in clear.
#[allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "the build has checked this very document, and a test reads it"
)]
pub fn embedded() -> Contract {
    static EMBEDDED: OnceLock<Contract> = OnceLock::new();
    EMBEDDED
        .get_or_init(|| {
            let contract = Contract::from_json(SPEC).expect("the build has checked the document");
            mask_aadhaar(contract.with_decoder(decode))
        })
        .clone()
}

/// Adds the rule for Aadhaar numbers, which [`embedded`] has, to a contract of your own (feature `contract`): a value that is marked
/// `x-masked: true` must not have twelve digits or more in clear.
pub fn mask_aadhaar(contract: Contract) -> Contract {
    contract.with_mask("x-masked", is_clear_uid)
}

fn decode(operation: &str, status: &str, body: &Value) -> Option<String> {
    let (_, _, decoder) = DECODERS.iter().find(|(id, of, _)| *id == operation && *of == status)?;
    decoder(body)
}
