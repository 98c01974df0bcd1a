//! What the changes of a document do to Rust code that uses the client generated from it.

use deepvue_digilocker::contract::{
    Change, Changes, Contract, Impact, RustChange, RustChangeKind, rust_changes,
};

/// Adds which changes break Rust code. If no client can be generated from the old document, nothing is known of it.
pub(crate) fn add(changes: &mut Changes, old: &Contract, new: &Contract) {
    let Ok(found) = rust_changes(old.document(), new.document()) else {
        return;
    };
    for change in found.iter().filter(|change| change.breaks) {
        let cause = changes.iter_mut().find(|known| known.concerns(&change.pointer));
        match cause {
            Some(known) => known.set_rust(Impact::Certain),
            None => changes.push(Change::of_rust(&change.pointer, &change.pointer, message(change))),
        }
    }
}

/// Completes a sentence about a place in the document.
fn message(change: &RustChange) -> String {
    let item = &change.item;
    let (was, is) = (change.was.as_deref().unwrap_or("?"), change.is.as_deref().unwrap_or("?"));
    match change.kind {
        RustChangeKind::Added => format!("adds `{item}`"),
        RustChangeKind::Removed => format!("removes `{item}`"),
        RustChangeKind::Renamed => format!("renames `{item}` to `{is}`"),
        RustChangeKind::TypeChanged => format!("changes the type of `{item}` from `{was}` to `{is}`"),
        RustChangeKind::NowRequired => {
            format!("makes `{item}` required, so that its builder fails without it")
        }
        RustChangeKind::BuildFails => format!("makes the build fail: {is}"),
        _ => format!("changes `{item}`; generate the client to see how"),
    }
}
