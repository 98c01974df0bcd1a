//! The stand-in for the vendor.

mod browser;
mod consent_page;
mod decisions;
mod peers;
mod served;
mod state;
