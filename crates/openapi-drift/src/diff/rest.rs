//! Compares the keywords that can't be compared as sets, and discriminators.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diff::effects::Effects;
use crate::diff::engine::{Comparison, Leaf};
use crate::diff::relation::Relation;
use crate::diff::shape::Shape;
use crate::diff::side::Side;
use crate::diff::values;
use crate::findings::finding::Check;
use crate::pointer::{child, text};
use crate::schema::graph::{Graph, Node, NodeId};

/// Keywords with one schema. If it changes, it can't be told which values are newly ruled out.
const WITH_SCHEMA: [&str; 7] = ["not", "contains", "propertyNames", "unevaluatedItems", "if", "then", "else"];

/// Keywords without a schema that are compared as they are written.
const AS_WRITTEN: [&str; 3] = ["dependentRequired", "minContains", "maxContains"];

/// Maps and lists of schemas, which are compared one by one.
const WITH_SCHEMAS: [&str; 3] = ["patternProperties", "prefixItems", "dependentSchemas"];

pub(super) fn compare(it: &mut Comparison<'_, '_>) {
    for keyword in WITH_SCHEMA {
        let (old, new) =
            (single(it.engine.old.graph, &it.old, keyword), single(it.engine.new.graph, &it.new, keyword));
        compare_single(it, keyword, &old, &new);
    }
    for keyword in AS_WRITTEN {
        let written = |shape: &Shape<'_>| shape.all(keyword).map(values::canonical).collect::<BTreeSet<_>>();
        if written(&it.old) != written(&it.new) {
            it.push(keyword, Relation::UNKNOWN, format!("changes {keyword}, which can't be compared"));
        }
    }
    for keyword in WITH_SCHEMAS {
        let (old, new) = (members(it.engine.old, &it.old, keyword), members(it.engine.new, &it.new, keyword));
        compare_members(it, keyword, &old, &new);
    }
    compare_discriminators(it);
}

fn single(graph: &Graph, shape: &Shape<'_>, keyword: &str) -> Vec<NodeId> {
    let with =
        shape.parts.iter().filter(|part| part.schema.is_some_and(|schema| schema.contains_key(keyword)));
    with.filter_map(|part| graph.id(&child(&part.node.pointer, keyword))).collect()
}

fn compare_single(it: &mut Comparison<'_, '_>, keyword: &'static str, old: &[NodeId], new: &[NodeId]) {
    let relation = match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        _ if matches!(keyword, "if" | "then" | "else") && old.len() != new.len() => Relation::UNKNOWN,
        (true, false) => Relation::NARROWED,
        (false, true) => Relation::WIDENED,
        _ if old.len() != new.len() => Relation::UNKNOWN,
        _ => {
            let direction = it.pair.direction();
            let equal = old.iter().zip(new).all(|(old, new)| {
                let pair = it.engine.pair(direction, &[*old], &[*new], it.pair.inferred);
                it.engine.relation(&pair).is_some_and(Relation::is_equal)
            });
            if equal {
                return;
            }
            Relation::UNKNOWN
        }
    };
    let message = match relation {
        Relation::NARROWED => format!("gets {keyword}"),
        Relation::WIDENED => format!("loses {keyword}"),
        _ => format!("changes {keyword}, which can't be compared"),
    };
    it.push(keyword, relation, message);
}

fn members(side: Side<'_>, shape: &Shape<'_>, keyword: &str) -> BTreeMap<String, Vec<NodeId>> {
    let mut found = BTreeMap::<String, Vec<NodeId>>::new();
    for part in &shape.parts {
        let at = child(&part.node.pointer, keyword);
        let names = match part.schema.and_then(|schema| schema.get(keyword)) {
            Some(Value::Object(members)) => members.keys().cloned().collect::<Vec<_>>(),
            Some(Value::Array(items)) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => continue,
        };
        for name in names {
            let id = side.graph.id(&child(&at, &name));
            found.entry(name).or_default().extend(id);
        }
    }
    found
}

fn compare_members(
    it: &mut Comparison<'_, '_>,
    keyword: &'static str,
    old: &BTreeMap<String, Vec<NodeId>>,
    new: &BTreeMap<String, Vec<NodeId>>,
) {
    if !old.keys().eq(new.keys()) {
        it.push(keyword, Relation::UNKNOWN, format!("changes what {keyword} applies to"));
    }
    for (name, old) in old {
        if let Some(new) = new.get(name) {
            it.inner(old, new);
        }
    }
}

/// Compares the names that tell variants apart. The variants themselves are compared as such.
fn compare_discriminators(it: &mut Comparison<'_, '_>) {
    // Names of components count, since they are sent where no mapping names a variant.
    let written = |shape: &Shape<'_>| {
        let with =
            shape.parts.iter().filter_map(|part| Some((part.node, part.schema?.get("discriminator")?)));
        let one = |(node, raw): (&Node, &Value)| {
            let mapping = raw.get("mapping").and_then(Value::as_object).into_iter().flatten();
            let cases = node.discriminator.iter().flat_map(|it| &it.cases).flat_map(|case| &case.names);
            let names = mapping.map(|(name, _)| name).chain(cases).cloned().collect::<BTreeSet<_>>();
            (text(raw, "propertyName").map(str::to_owned), names)
        };
        with.map(one).collect::<Vec<_>>()
    };
    let (old, new) = (written(&it.old), written(&it.new));
    if old != new {
        let message = match (old.is_empty(), new.is_empty()) {
            (true, _) => "gets a discriminator",
            (_, true) => "loses its discriminator",
            _ => "has another discriminator",
        };
        it.result.leaves.push(Leaf {
            check: Check::DiscriminatorChanged,
            old: it.old.at("discriminator"),
            new: it.new.at("discriminator"),
            keyword: None,
            message: message.to_owned(),
            relation: Relation::OTHER,
            inferred: false,
            effects: Effects::NONE,
        });
    }
    let (old, new) = (children(it.engine.old, &it.old), children(it.engine.new, &it.new));
    for (name, old) in old {
        if let Some(new) = new.get(&name) {
            it.inner(&[old], &[*new]);
        }
    }
}

/// Returns the schemas that inherit from one with a discriminator, by the names that tell them apart.
fn children(side: Side<'_>, shape: &Shape<'_>) -> BTreeMap<String, NodeId> {
    let mut found = BTreeMap::new();
    for part in &shape.parts {
        let discriminator = part.node.discriminator.as_ref().filter(|it| it.union.is_none());
        for case in discriminator.into_iter().flat_map(|discriminator| &discriminator.cases) {
            let is_self = side.graph.node(case.schema).pointer == part.node.pointer;
            let names = case.names.iter().filter(|_| !is_self);
            found.extend(names.map(|name| (name.clone(), case.schema)));
        }
    }
    found
}
