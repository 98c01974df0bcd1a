//! What a change of the spec does to Rust code is told by rule, and is what the generator really makes of it.

mod edits;
mod listed;

use std::collections::{BTreeMap, BTreeSet};

use deepvue_digilocker::contract::{RustChange, RustChangeKind, rust_changes};
use serde_json::{Value, json};

use crate::support::generator::{Generated, generate};
use crate::support::spec;
use edits::Edit;
use listed::{Listed, listed, undocumented};

/// The model of the generated items, which the library compares.
#[allow(dead_code, unused_imports, reason = "the build and the library use the rest")]
#[path = "../../../build"]
mod build {
    pub(crate) use crate::support::place;

    pub(crate) mod lookup;
    pub(crate) mod prepare;
    pub(crate) mod rust_items;
}

/// A spec, and what is generated from it: its items and its code, or the faults.
struct Made {
    spec: Value,
    code: Result<(Listed, String), Vec<String>>,
}

fn made(spec: Value) -> Made {
    let code = generate(&serde_json::to_string_pretty(&spec).unwrap());
    let code = code.and_then(|code: Generated| match listed(&code) {
        items if items.twice.is_empty() => Ok((items, undocumented(&code))),
        items => Err(items.twice),
    });
    Made { spec, code }
}

#[test]
fn the_verdict_by_rule_is_what_is_generated_for_each_edit() {
    let edits = edits::all();
    let single = edits.iter().map(|edit| vec![edit]).collect::<Vec<_>>();
    assert!(single.len() >= 120);
    prove(&single, 3);
}

#[test]
fn the_verdict_by_rule_is_what_is_generated_for_pairs_of_edits() {
    // The other test proves which ones are refused.
    let is_taken = |edit: &Edit| {
        let mut after = spec::read();
        (edit.apply)(&mut after);
        !verdict_of(&after).iter().any(|verdict| verdict.starts_with("build-fails"))
    };
    let edits = edits::all().into_iter().filter(is_taken).collect::<Vec<_>>();
    // Neighbours are of one kind: take the second from far away.
    let pairs = (0..edits.len()).step_by(4).map(|at| vec![&edits[at], &edits[(at * 7 + 31) % edits.len()]]);
    let pairs = pairs.collect::<Vec<_>>();
    assert!(pairs.len() >= 40);
    prove(&pairs, 3);
}

/// What a proof has found.
struct Proof {
    name: String,
    is_refused: bool,
    is_unknown: bool,
    wrong: Vec<String>,
}

/// Proves the verdicts from the spec to each edited one, and back, on all processors.
fn prove(edits: &[Vec<&Edit>], most_unknown: usize) {
    let before = made(spec::read());
    let workers = std::thread::available_parallelism().unwrap().get();
    let proofs = std::thread::scope(|scope| {
        let prove = |part: &[Vec<&Edit>]| part.iter().map(|edits| proof(&before, edits)).collect::<Vec<_>>();
        let parts = edits.chunks(edits.len().div_ceil(workers));
        let parts = parts.map(|part| scope.spawn(move || prove(part))).collect::<Vec<_>>();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect::<Vec<_>>()
    });
    let wrong = proofs.iter().filter(|proof| !proof.wrong.is_empty());
    let wrong = wrong.map(|proof| format!("{}\n    {}", proof.name, proof.wrong.join("\n    ")));
    let wrong = wrong.collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
    let unknown = proofs.iter().filter(|proof| proof.is_unknown).map(|proof| &proof.name).collect::<Vec<_>>();
    let refused = proofs.iter().filter(|proof| proof.is_refused).count();
    println!("{} specs, {refused} of them refused, unknown: {unknown:#?}", proofs.len());
    assert!(unknown.len() <= most_unknown, "{unknown:#?}");
    assert!(refused * 4 < proofs.len(), "too many edits prove nothing");
}

fn proof(before: &Made, edits: &[&Edit]) -> Proof {
    let mut edited = before.spec.clone();
    for edit in edits {
        (edit.apply)(&mut edited);
    }
    let after = made(edited);
    let changes = rust_changes(&before.spec, &after.spec).unwrap();
    let mut wrong = difference(before, &after, &changes);
    if let Ok((items, _)) = &after.code {
        wrong.extend(wrong_model(&after.spec, items));
        let back = rust_changes(&after.spec, &before.spec);
        let back = back.map_or_else(|faults| faults, |changes| difference(&after, before, &changes));
        wrong.extend(back.into_iter().map(|wrong| format!("back: {wrong}")));
    }
    Proof {
        name: edits.iter().map(|edit| edit.name.as_str()).collect::<Vec<_>>().join("\n  and "),
        is_refused: after.code.is_err(),
        is_unknown: changes.iter().any(|change| change.kind == RustChangeKind::Unknown),
        wrong,
    }
}

#[test]
fn each_kind_of_change_has_its_verdict() {
    let text = include_str!("rust_changes/verdicts.txt");
    let mut rows = Vec::<(&str, Vec<&str>)>::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(verdict) => rows.last_mut().unwrap().1.push(verdict),
            None => rows.push((line, Vec::new())),
        }
    }
    for (line, verdict) in rows {
        let (at, value) = &edits::table(line)[0];
        let mut after = spec::read();
        edits::set(&mut after, at, value);
        assert_eq!(verdict_of(&after), verdict, "{line}");
    }
}

#[test]
fn a_path_that_moves_under_its_operation_id_changes_no_item() {
    let edit = edits::all().into_iter().find(|edit| edit.name == "move a path").unwrap();
    let mut after = spec::read();
    (edit.apply)(&mut after);
    assert_eq!(verdict_of(&after), ["run-time-only Client::eaadhaar"]);
}

fn verdict_of(after: &Value) -> Vec<String> {
    let changes = rust_changes(&spec::read(), after).unwrap();
    let told = changes.into_iter().map(|change| {
        format!("{} {}{}", change.kind.as_str(), change.item, if change.breaks { ", breaks" } else { "" })
    });
    told.collect()
}

#[test]
fn two_names_that_are_one_in_rust_are_a_spec_that_does_not_compile() {
    let mut after = spec::read();
    let schemas = &mut after["components"]["schemas"];
    schemas["ServerError"]["properties"]["Detail"] = json!({ "type": "integer" });
    let [change] = &rust_changes(&spec::read(), &after).unwrap()[..] else { panic!("not one change") };
    assert_eq!(change.kind, RustChangeKind::BuildFails);
    let why = "types::ServerError::detail would be there twice in Rust; choose another name";
    assert_eq!(change.is.as_deref(), Some(why));
}

#[test]
fn schemas_in_a_circle_have_a_verdict() {
    let mut after = spec::read();
    let shared = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let schemas = &mut after["components"]["schemas"];
    schemas["First"] = json!({ "oneOf": [shared("Second"), shared("Second")] });
    schemas["Second"] = json!({ "oneOf": [shared("First"), shared("First")] });
    schemas["InitiateSessionRequest"]["properties"]["doc_types"]["items"] = shared("First");
    assert!(!verdict_of(&after).is_empty());
}

#[test]
fn a_spec_that_the_build_refuses_has_no_api_to_compare_with() {
    let mut broken = spec::read();
    broken["openapi"] = "3.1.0".into();
    let refused = rust_changes(&broken, &spec::read()).unwrap_err();
    assert!(refused[0].starts_with("/openapi: OpenAPI 3.1.0 is not supported"), "{refused:?}");
    assert_eq!(rust_changes(&spec::read(), &spec::read()), Ok(vec![]));
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
    let mut wrong = Vec::new();
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

/// Whether a type is one that the generator names itself, in what is unknown.
fn is_invented(path: &str, changes: &[RustChange]) -> bool {
    changes.iter().any(|it| {
        let is_unknown = match it.kind {
            RustChangeKind::Added => it.is.is_none(),
            RustChangeKind::Removed => it.was.is_none(),
            kind => kind == RustChangeKind::Unknown,
        };
        is_unknown && path.starts_with(build::rust_items::parent(&it.item).unwrap_or(&it.item))
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
