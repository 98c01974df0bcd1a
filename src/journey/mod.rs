//! The customer's journey, in its order: consent, session, callback, access, documents.

pub(crate) mod access;
pub(crate) mod authorize;
mod base64_text;
mod call_settings;
pub(crate) mod callback;
pub(crate) mod callback_error;
pub(crate) mod consent;
pub(crate) mod content;
pub(crate) mod content_kind;
pub(crate) mod eaadhaar;
pub(crate) mod file;
pub(crate) mod holder;
pub(crate) mod issued_files;
pub(crate) mod session;
pub(crate) mod stored;
pub(crate) mod values;
