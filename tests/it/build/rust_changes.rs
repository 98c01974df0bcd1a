//! What a change of the spec does to Rust code is told by rule, and is what the generator really makes of it.

mod edits;
mod listed;

use std::collections::{BTreeMap, BTreeSet};

use deepvue_digilocker::contract::{RustChange, RustChangeKind, rust_changes};
use serde_json::Value;

use crate::support::generator::{Generated, generate};
use crate::support::spec;
use edits::Edit;
use listed::{Listed, listed, undocumented};

/// The model of the generated items, which the library compares.
#[allow(dead_code, reason = "the build and the library use the rest")]
#[path = "../../../build"]
mod build {
    pub(crate) mod lookup;
    pub(crate) mod place;
    pub(crate) mod prepare;
    pub(crate) mod rust_items;
}

/// A spec, and what is generated from it.
struct Made {
    spec: Value,
    code: Result<(Listed, String), Vec<String>>,
}

fn made(spec: Value) -> Made {
    let code = generate(&serde_json::to_string_pretty(&spec).unwrap());
    let code = code.map(|code: Generated| (listed(&code), undocumented(&code)));
    Made { spec, code }
}

/// The edited specs, made on all processors.
fn made_of(edits: &[Vec<&Edit>]) -> Vec<Made> {
    let edited = |edits: &Vec<&Edit>| {
        let mut spec = spec::read();
        edits.iter().for_each(|edit| (edit.apply)(&mut spec));
        made(spec)
    };
    let workers = std::thread::available_parallelism().unwrap().get();
    std::thread::scope(|scope| {
        let parts = edits.chunks(edits.len().div_ceil(workers));
        let parts = parts.map(|part| scope.spawn(move || part.iter().map(edited).collect::<Vec<_>>()));
        parts.collect::<Vec<_>>().into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

#[test]
fn the_verdict_by_rule_is_what_is_generated_for_each_edit() {
    let edits = edits::all();
    assert!(edits.len() >= 120);
    let single = edits.iter().map(|edit| vec![edit]).collect::<Vec<_>>();
    prove(&single, 10);
}

#[test]
fn the_verdict_by_rule_is_what_is_generated_for_pairs_of_edits() {
    let edits = edits::all();
    // Neighbours are of one kind: take the second from far away.
    let pairs = (0..edits.len()).step_by(4).map(|at| vec![&edits[at], &edits[(at * 7 + 31) % edits.len()]]);
    let pairs = pairs.collect::<Vec<_>>();
    assert!(pairs.len() >= 40);
    prove(&pairs, 5);
}

/// Proves the verdicts from the spec to each edited one, and back.
fn prove(edits: &[Vec<&Edit>], most_unknown: usize) {
    let before = made(spec::read());
    let (mut wrong, mut unknown, mut refused, mut breaking) = (Vec::new(), Vec::new(), 0, 0);
    for (edits, after) in edits.iter().zip(made_of(edits)) {
        let name = edits.iter().map(|edit| edit.name.as_str()).collect::<Vec<_>>().join("\n  and ");
        let changes = rust_changes(&before.spec, &after.spec).unwrap();
        refused += usize::from(after.code.is_err());
        breaking += usize::from(changes.iter().any(|change| change.breaks));
        if changes.iter().any(|change| change.kind == RustChangeKind::Unknown) {
            unknown.push(name.clone());
        }
        let mut found = difference(&before, &after, &changes);
        if after.code.is_ok() {
            let back = rust_changes(&after.spec, &before.spec).unwrap();
            found.extend(difference(&after, &before, &back).into_iter().map(|it| format!("back: {it}")));
        }
        if !found.is_empty() {
            wrong.push(format!("{name}\n    {}\n    {changes:?}", found.join("\n    ")));
        }
    }
    println!("{} edited specs: {breaking} break, {refused} of them the build", edits.len());
    println!("unknown: {unknown:#?}");
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
    assert!(unknown.len() <= most_unknown, "{}", unknown.len());
}

/// What is wrong in the verdict.
fn difference(old: &Made, new: &Made, changes: &[RustChange]) -> Vec<String> {
    let (old_items, old_code) = old.code.as_ref().unwrap();
    let (new_items, new_code) = match &new.code {
        Err(faults) => {
            let is_told =
                !changes.is_empty() && changes.iter().all(|it| it.kind == RustChangeKind::BuildFails);
            return if is_told { Vec::new() } else { vec![format!("the build fails: {faults:?}")] };
        }
        Ok(code) => code,
    };
    let mut wrong = wrong_model(&new.spec, new_items);
    let told = changes.iter().map(|change| change.item.as_str()).collect::<BTreeSet<_>>();
    let targets = changes.iter().filter(|change| change.kind == RustChangeKind::Renamed);
    let targets = targets.filter_map(|change| change.is.as_deref()).collect::<BTreeSet<_>>();
    let is_unknown = |path: &str| {
        changes.iter().any(|it| it.kind == RustChangeKind::Unknown && path.starts_with(&it.item))
    };
    let real = real_difference(old_items, new_items);
    for (path, breaks) in &real {
        let parent = build::rust_items::parent(path).unwrap_or(path);
        let is_told =
            [path.as_str(), parent].iter().any(|path| told.contains(path) || targets.contains(path));
        if !is_told && !is_unknown(path) && !is_invented(path, changes) {
            wrong.push(format!("not told: {path} (breaks: {breaks})"));
        }
    }
    let is_unsure = changes.iter().any(|change| change.kind == RustChangeKind::Unknown);
    for change in changes.iter().filter(|change| change.kind != RustChangeKind::Unknown) {
        let differs = real.contains_key(&change.item);
        if differs == (change.kind == RustChangeKind::RunTimeOnly) {
            wrong.push(format!("told, but not so: {change:?}"));
        }
    }
    let (is_breaking, breaks) = (changes.iter().any(|it| it.breaks), real.values().any(|breaks| *breaks));
    if is_breaking != breaks && !is_unsure {
        wrong.push(format!("breaks: {breaks}, told: {is_breaking}"));
    }
    if changes.is_empty() != (old_code == new_code) {
        wrong.push("the code differs, and nothing was told, or the other way round".into());
    }
    wrong
}

/// Types that the generator names itself, in what is unknown.
fn is_invented(path: &str, changes: &[RustChange]) -> bool {
    changes.iter().any(|it| {
        let owner = build::rust_items::parent(&it.item).unwrap_or(&it.item);
        it.kind == RustChangeKind::Unknown && path.starts_with(owner)
    })
}

/// The items that really differ, and whether that breaks code.
fn real_difference(old: &Listed, new: &Listed) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    for path in old.items.keys().chain(new.items.keys()) {
        let parent = build::rust_items::parent(path);
        match (old.items.get(path), new.items.get(path)) {
            (Some(old), Some(new)) if old == new => {}
            (None, Some(_)) => {
                let is_in_open =
                    parent.is_none_or(|parent| !old.items.contains_key(parent) || old.open.contains(parent));
                found.insert(path.clone(), !is_in_open && !path.contains(": "));
            }
            _ => drop(found.insert(path.clone(), true)),
        }
    }
    for path in new.needed.difference(&old.needed) {
        let is_of_old = build::rust_items::parent(path).is_some_and(|parent| old.items.contains_key(parent));
        *found.entry(path.clone()).or_default() |= is_of_old;
    }
    found
}

/// What the model of a spec's items gets wrong.
fn wrong_model(spec: &Value, real: &Listed) -> Vec<String> {
    let model = build::rust_items::of(spec).items;
    let unknown = model.iter().filter(|(_, item)| item.signature.is_none()).map(|(path, _)| path.clone());
    let unknown = unknown.collect::<Vec<_>>();
    let is_unknown = |path: &str| {
        unknown.iter().any(|of| {
            let owner = build::rust_items::parent(of).unwrap_or(of);
            path.starts_with(of.as_str()) || path.starts_with(owner) && !model.contains_key(path)
        })
    };
    let mut wrong = Vec::new();
    for path in model.keys().chain(real.items.keys()).collect::<BTreeSet<_>>() {
        if is_unknown(path) {
            continue;
        }
        let modelled = model.get(path).and_then(|item| item.signature.as_ref());
        let listed = real.items.get(path);
        if modelled != listed {
            wrong.push(format!("{path} is modelled as {modelled:?} and is {listed:?}"));
        }
        let (is_open, is_needed) =
            model.get(path).map_or((true, false), |item| (item.is_open, item.is_needed));
        if path.starts_with("types::")
            && build::rust_items::parent(path).is_none()
            && is_open != real.open.contains(path)
        {
            wrong.push(format!("{path} is modelled as open: {is_open}"));
        }
        if is_needed != real.needed.contains(path) {
            wrong.push(format!("{path} is modelled as needed: {is_needed}"));
        }
    }
    wrong
}
