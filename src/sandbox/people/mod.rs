//! The people whose documents the sandbox holds: its own ([`Person`]), or a file's ([`People`]).

mod aadhaar_number;
mod built_in;
mod file;
mod list;
pub(super) mod portrait;
mod profile;

pub use built_in::Person;
pub use file::PeopleError;
pub use list::People;
pub(super) use profile::Profile;
