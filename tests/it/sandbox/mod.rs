//! The stand-in for the vendor.

mod browser;
mod clock;
mod consent_page;
mod control;
mod control_browser;
mod control_guard;
mod crowd;
mod decisions;
mod peers;
mod people;
mod people_files;
mod plan;
mod request_log;
mod scenarios;
mod served;
mod state;
