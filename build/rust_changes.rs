//! How the Rust items of two specs differ, and whom that breaks.

use std::collections::BTreeSet;

use super::rust_items::{RustItem, RustItems, parent};

/// A change of the Rust API that a change of the spec causes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RustChange {
    /// The JSON pointer to the cause: into the new spec, or into the old one for what was removed or renamed.
    pub pointer: String,
    /// The Rust item, such as `types::SessionData::authorization_url`, or `types::SessionData: Default` for a trait.
    /// `Client::…` are the calls of the generated client, which only the handwritten code of this crate uses.
    pub item: String,
    /// What becomes of the item.
    pub kind: RustChangeKind,
    /// The item's type or kind before, if it is known.
    pub was: Option<String>,
    /// The item's type, kind or new name after, if it is known, or why the build fails.
    pub is: Option<String>,
    /// Whether code that works today may no longer compile, or may no longer build its request. Such a change asks for
    /// a new minor version before 1.0, and for a new major version after it.
    pub breaks: bool,
}

/// The kinds of [`RustChange`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RustChangeKind {
    /// The item is new.
    Added,
    /// The item is gone.
    Removed,
    /// The item has another name.
    Renamed,
    /// The item has another type, or is of another kind.
    TypeChanged,
    /// Code that does not set the field compiles, and its builder fails at run time.
    NowRequired,
    /// No Rust item changes, but what is sent or accepted does: a path, a name on the wire, a default, a check.
    RunTimeOnly,
    /// The build refuses the new spec.
    BuildFails,
    /// The generator invents names here that this rule does not know. Generate to see them.
    Unknown,
}

impl RustChangeKind {
    /// Returns the kind as a word for reports, such as `type-changed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::TypeChanged => "type-changed",
            Self::NowRequired => "now-required",
            Self::RunTimeOnly => "run-time-only",
            Self::BuildFails => "build-fails",
            Self::Unknown => "unknown",
        }
    }
}

/// Compares the items of an old and a new spec.
pub(crate) fn between(old: &RustItems, new: &RustItems) -> Vec<RustChange> {
    Comparison { old, new, renamed: renamed(old, new) }.changes()
}

/// Tells that the build refuses the new spec.
pub(crate) fn refused(pointer: String, why: String) -> RustChange {
    let item = "build.rs".to_owned();
    RustChange { pointer, item, kind: RustChangeKind::BuildFails, was: None, is: Some(why), breaks: true }
}

struct Comparison<'a> {
    old: &'a RustItems,
    new: &'a RustItems,
    renamed: Vec<(&'a str, &'a str)>,
}

impl Comparison<'_> {
    fn changes(&self) -> Vec<RustChange> {
        let paths = self.old.items.keys().chain(self.new.items.keys()).collect::<BTreeSet<_>>();
        paths.into_iter().filter_map(|path| self.change(path)).collect()
    }

    fn change(&self, path: &str) -> Option<RustChange> {
        let parent = parent(path);
        // What is inside an item that changes as a whole is not told again.
        if parent
            .is_some_and(|parent| self.kind(parent).is_some_and(|kind| kind != RustChangeKind::RunTimeOnly))
            || self.renamed.iter().any(|(_, to)| *to == path)
        {
            return None;
        }
        let kind = self.kind(path)?;
        let (old, new) = (self.old.items.get(path), self.new.items.get(path));
        let to = self.renamed.iter().find(|(from, _)| *from == path).map(|(_, to)| (*to).to_owned());
        let is_open =
            parent.and_then(|parent| self.old.items.get(parent)).is_none_or(|parent| parent.is_open);
        let signature = |item: Option<&RustItem>| item.and_then(|item| item.signature.clone());
        Some(RustChange {
            pointer: new.or(old)?.pointer.clone(),
            item: path.to_owned(),
            kind,
            was: signature(old),
            is: to.or_else(|| signature(new)),
            breaks: match kind {
                RustChangeKind::Added => !is_open,
                RustChangeKind::RunTimeOnly => false,
                _ => true,
            },
        })
    }

    /// Returns what becomes of an item, or `None` if it stays as it is.
    fn kind(&self, path: &str) -> Option<RustChangeKind> {
        let is_part = parent(path).is_some();
        Some(match (self.old.items.get(path), self.new.items.get(path)) {
            (Some(_), None) if self.renamed.iter().any(|(from, _)| *from == path) => RustChangeKind::Renamed,
            (Some(_), None) => RustChangeKind::Removed,
            (None, Some(new)) if is_part && new.is_needed => RustChangeKind::NowRequired,
            (None, _) => RustChangeKind::Added,
            (Some(old), Some(new)) if old.signature != new.signature => {
                match (&old.signature, &new.signature) {
                    (Some(_), Some(_)) => RustChangeKind::TypeChanged,
                    _ => RustChangeKind::Unknown,
                }
            }
            (Some(old), Some(new)) if new.is_needed && !old.is_needed => RustChangeKind::NowRequired,
            (Some(old), Some(new)) if old.behavior == new.behavior && old.is_needed == new.is_needed => {
                return None;
            }
            (Some(old), _) if old.signature.is_none() => RustChangeKind::Unknown,
            _ => RustChangeKind::RunTimeOnly,
        })
    }
}

/// Finds what only has another name: an operation at the same place, or a type with the same content.
fn renamed<'a>(old: &'a RustItems, new: &'a RustItems) -> Vec<(&'a str, &'a str)> {
    let gone = old.items.iter().filter(|(path, _)| !new.items.contains_key(*path));
    let is_new = |path: &&String| !old.items.contains_key(*path) && parent(path).is_none();
    let pairs = gone.filter(|(path, _)| parent(path).is_none()).filter_map(|(path, item)| {
        let is_type = path.starts_with("types::");
        let mut same = new.items.iter().filter(|(other, _)| is_new(other)).filter(|(other, it)| {
            let is_alike =
                if is_type { new.content(other) == old.content(path) } else { it.pointer == item.pointer };
            path.split("::").next() == other.split("::").next() && is_alike
        });
        let (to, _) = same.next()?;
        same.next().is_none().then_some((path.as_str(), to.as_str()))
    });
    pairs.collect()
}
