//! What is read from a store is written to one as it was, whatever somebody has put there.
//!
//! The first byte chooses the type, and the rest is its JSON. Nothing here knows a field.
#![no_main]

use std::fmt::Debug;

use deepvue_digilocker::{Callback, ConsentRecord, IssuedFiles, Session, StoredAccess};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;

type Check = fn(&[u8]);

const CHECKS: [Check; 5] = [
    equal::<Session>,
    equal::<StoredAccess>,
    equal::<ConsentRecord>,
    |json| drop(read_again::<IssuedFiles>(json)),
    equal::<Callback>,
];

fuzz_target!(|input: &[u8]| {
    if let Some((form, json)) = input.split_first() {
        CHECKS[usize::from(*form) % CHECKS.len()](json);
    }
});

/// Reads a value, and reads it again after it was written.
fn read_again<T: Serialize + DeserializeOwned + Debug>(json: &[u8]) -> Option<(T, T)> {
    let read = serde_json::from_slice::<T>(json).ok()?;
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again = serde_json::from_str::<T>(&written).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).ok().as_deref(), Some(written.as_str()));
    // A store may keep JSON in an order of its own.
    let value = serde_json::to_value(&read).expect("what was read can be written");
    let again = serde_json::from_value::<T>(value).expect("what was written can be read");
    let _ = format!("{read:?}");
    Some((read, again))
}

fn equal<T: Serialize + DeserializeOwned + Debug + PartialEq>(json: &[u8]) {
    if let Some((read, again)) = read_again::<T>(json) {
        assert!(read == again, "it is another value after it was stored");
    }
}
