//! The customer's way: consent, session, callback, access, documents.

mod authorize;
mod callback;
mod content;
mod documents;
mod input;
mod session;
mod stored;
mod story;
mod tolerance;
mod undocumented;
