//! Compares what a schema says by itself: types, listed values, limits, and the fields and items inside.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diff::effects::{Effects, Impact};
use crate::diff::engine::{Comparison, Leaf};
use crate::diff::limits::{self, Which};
use crate::diff::relation::Relation;
use crate::diff::shape::{self, Others, Shape};
use crate::diff::types::{ARRAY, FRACTION, INTEGER, NULL, OBJECT, STRING};
use crate::diff::{fields, formats, rest, values};
use crate::findings::finding::Check;
use crate::schema::describe::counted;

/// Compares everything but unions.
impl Comparison<'_, '_> {
    pub(super) fn compare_keywords(&mut self) {
        compare(self);
    }
}

fn compare(it: &mut Comparison<'_, '_>) {
    let has_other_types = compare_types(it);
    let both = it.old.types & it.new.types;
    if both & !NULL == 0 && has_other_types {
        return;
    }
    compare_values(it);
    compare_default(it);
    if it.old.values.is_none() && it.new.values.is_none() {
        compare_scalars(it, both, has_other_types);
    }
    if both & ARRAY != 0 {
        compare_items(it);
    }
    if both & OBJECT != 0 {
        sizes(it, [("minProperties", Which::Lower), ("maxProperties", Which::Upper)]);
        fields::compare(it);
        compare_others(it);
    }
    rest::compare(it);
}

/// Compares the types. Returns whether they differ by more than null.
fn compare_types(it: &mut Comparison<'_, '_>) -> bool {
    let (old, new) = (it.old.types & !NULL, it.new.types & !NULL);
    let (old_null, new_null) = (it.old.types & NULL, it.new.types & NULL);
    // Listed values tell their types.
    let is_told = match (&it.old.values, &it.new.values) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => old & !new == 0,
        (None, Some(_)) => new & !old == 0,
        (None, None) => false,
    };
    if old != new && !is_told {
        let (old, new) = (old | old_null, new | new_null);
        let relation = Relation::of(old & !new != 0, new & !old != 0);
        let message = format!("changes from {} to {}", shape::names(old), shape::names(new));
        it.push("type", relation, message);
        return true;
    }
    if old_null != new_null {
        let message = if new_null == 0 { "no longer allows null" } else { "allows null" };
        // The keyword is the type in OpenAPI 3.1.
        let keyword = |shape: &Shape<'_>| {
            if shape.all("nullable").next().is_some() { shape.at("nullable") } else { shape.at("type") }
        };
        let places = (keyword(&it.old), keyword(&it.new));
        it.push_at(places, "nullable", Relation::of(new_null == 0, new_null != 0), message);
    }
    false
}

/// Compares the listed values, without null, which is a type.
fn compare_values(it: &mut Comparison<'_, '_>) {
    let listed = |shape: &Shape<'_>| {
        let values = shape.values.as_ref()?;
        Some(values.iter().filter(|value| *value != "null").cloned().collect::<BTreeSet<_>>())
    };
    let keyword = |shape: &Shape<'_>| {
        let is_const = shape.all("enum").next().is_none() && shape.all("const").next().is_some();
        if is_const { "const" } else { "enum" }
    };
    let places = (it.old.at(keyword(&it.old)), it.new.at(keyword(&it.new)));
    match (listed(&it.old), listed(&it.new)) {
        (None, None) => {}
        (None, Some(new)) => {
            let message = format!("allows only {}", counted(new.len(), "listed value"));
            it.push_at(places, "enum", Relation::NARROWED, message);
        }
        (Some(old), None) => {
            let message = format!("allows more than {}", counted(old.len(), "listed value"));
            it.push_at(places, "enum", Relation::WIDENED, message);
        }
        (Some(old), Some(new)) => {
            let (removed, added) = (old.difference(&new).count(), new.difference(&old).count());
            if removed > 0 {
                let message = format!("no longer lists {}", counted(removed, "value"));
                it.push_at(places.clone(), "enum", Relation::NARROWED, message);
            }
            if added > 0 {
                let message = format!("lists {}", counted(added, "more value"));
                it.push_at(places, "enum", Relation::WIDENED, message);
            }
        }
    }
}

/// Compares the defaults. They are no rule, but what a request without the value means.
fn compare_default(it: &mut Comparison<'_, '_>) {
    let default = |shape: &Shape<'_>| shape.all("default").next().map(values::canonical);
    let (old, new) = (default(&it.old), default(&it.new));
    let message = match (&old, &new) {
        (None, Some(_)) => "gets a default",
        (Some(_), None) => "loses its default",
        (Some(old), Some(new)) if old != new => "has another default",
        _ => return,
    };
    let leaf = Leaf {
        check: Check::DefaultChanged,
        old: it.old.at("default"),
        new: it.new.at("default"),
        keyword: None,
        message: message.to_owned(),
        relation: Relation::OTHER,
        inferred: false,
        effects: Effects::NONE,
    };
    it.result.leaves.push(leaf);
}

fn compare_scalars(it: &mut Comparison<'_, '_>, both: u8, has_other_types: bool) {
    if both & (INTEGER | FRACTION) != 0 {
        for (which, keyword) in [(Which::Lower, "minimum"), (Which::Upper, "maximum")] {
            let (old, new) = (which.of_numbers(&it.old), which.of_numbers(&it.new));
            it.push(keyword, which.compare(old, new), limits::describe(keyword, old, new));
        }
        it.push("multipleOf", limits::multiples(&it.old, &it.new), "changes what it must be a multiple of");
    }
    if both & STRING != 0 {
        sizes(it, [("minLength", Which::Lower), ("maxLength", Which::Upper)]);
        compare_patterns(it);
    }
    if both & (INTEGER | FRACTION | STRING) != 0 && !has_other_types {
        let formats = |shape: &Shape<'_>| {
            shape.all("format").filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let (old, new) = (formats(&it.old), formats(&it.new));
        let as_texts = |formats: &BTreeSet<String>| formats.iter().cloned().collect::<Vec<_>>().join(" and ");
        let message = match (old.is_empty(), new.is_empty()) {
            (true, _) => format!("gets the format {}", as_texts(&new)),
            (_, true) => format!("loses the format {}", as_texts(&old)),
            _ => format!("changes its format from {} to {}", as_texts(&old), as_texts(&new)),
        };
        it.push("format", formats::compare(&borrowed(&old), &borrowed(&new)), message);
    }
}

fn borrowed(texts: &BTreeSet<String>) -> BTreeSet<&str> {
    texts.iter().map(String::as_str).collect()
}

fn sizes(it: &mut Comparison<'_, '_>, keywords: [(&'static str, Which); 2]) {
    for (keyword, which) in keywords {
        let (old, new) = (which.of_sizes(&it.old, keyword), which.of_sizes(&it.new, keyword));
        it.push(keyword, which.compare(old, new), limits::describe(keyword, old, new));
    }
}

fn compare_patterns(it: &mut Comparison<'_, '_>) {
    // These match every text.
    let is_rule = |pattern: &&str| !matches!(*pattern, "" | ".*" | "^.*$" | "^" | "$");
    let patterns = |shape: &Shape<'_>| {
        let texts = shape.all("pattern").filter_map(Value::as_str).filter(is_rule);
        texts.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (old, new) = (patterns(&it.old), patterns(&it.new));
    let (is_removed, is_added) = (!old.is_subset(&new), !new.is_subset(&old));
    let (relation, message) = match (is_removed, is_added) {
        (true, true) => (Relation::UNKNOWN, "has another pattern, and patterns can't be compared"),
        (false, true) => (Relation::NARROWED, "gets a pattern"),
        (true, false) => (Relation::WIDENED, "loses a pattern"),
        (false, false) => return,
    };
    it.push("pattern", relation, message);
}

fn compare_items(it: &mut Comparison<'_, '_>) {
    sizes(it, [("minItems", Which::Lower), ("maxItems", Which::Upper)]);
    let is_unique = |shape: &Shape<'_>| shape.all("uniqueItems").any(|unique| *unique == Value::Bool(true));
    let (old, new) = (is_unique(&it.old), is_unique(&it.new));
    let message = if new { "requires items that differ" } else { "no longer requires items that differ" };
    it.push("uniqueItems", Relation::of(new && !old, old && !new), message);
    let (old, new) = (it.old.items.clone(), it.new.items.clone());
    it.inner(&old, &new);
}

/// Compares the fields that no property describes.
fn compare_others(it: &mut Comparison<'_, '_>) {
    let keyword = "additionalProperties";
    let soft = |it: &mut Comparison<'_, '_>, relation: Relation, message: &str, effects| {
        it.push(keyword, relation, message);
        if let Some(leaf) = it.result.leaves.last_mut() {
            leaf.effects = effects;
        }
    };
    match (it.old.others.clone(), it.new.others.clone()) {
        (Others::Any, Others::Any) | (Others::Closed, Others::Closed) => {}
        (Others::Schemas(old), Others::Schemas(new)) => it.inner(&old, &new),
        (_, Others::Closed) => it.push(keyword, Relation::NARROWED, "no longer allows other fields"),
        (Others::Closed, _) => it.push(keyword, Relation::WIDENED, "allows other fields"),
        (Others::Any, Others::Schemas(_)) => {
            let effects = Effects::of(Impact::None, Impact::Possible);
            soft(it, Relation::NARROWED, "describes other fields", effects);
        }
        (Others::Schemas(_), Others::Any) => {
            let effects = Effects::of(Impact::Possible, Impact::None);
            soft(it, Relation::WIDENED, "no longer describes other fields", effects);
        }
    }
}
