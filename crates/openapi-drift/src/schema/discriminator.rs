//! Reads discriminators: which values of a property name which schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::error::ContractError;
use crate::pointer::{child, of_reference, segments, text};
use crate::schema::graph::{Case, Discriminator, Graph, NodeId};
use crate::schema::graph_reader::Reader;

const COMPONENTS: &str = "/components/schemas";

/// Reads the discriminator of a schema.
pub(super) fn read(reader: &mut Reader<'_>, owner: NodeId) -> Result<(), ContractError> {
    let pointer = reader.graph.node(owner).pointer.clone();
    let document = reader.document;
    let Some(discriminator) = document.pointer(&pointer).and_then(|schema| schema.get("discriminator"))
    else {
        return Ok(());
    };
    let Some(property) = text(discriminator, "propertyName").map(str::to_owned) else {
        let place = format!("#{}", child(&child(&pointer, "discriminator"), "propertyName"));
        return Err(ContractError::new(place, "a discriminator must name a property"));
    };
    let Some(mapping) = mapping(reader, owner, discriminator)? else {
        reader.graph.nodes[owner.0].is_undecided = true;
        return Ok(());
    };
    let union = reader.graph.variants(owner).next().map(|(keyword, variants)| (keyword, variants.to_vec()));
    let mut cases = match &union {
        Some((_, variants)) => union_cases(&reader.graph, variants, &mapping),
        None => children_cases(reader, &pointer, &mapping)?,
    };
    add_listed_values(reader, &property, &mut cases);
    if cases.iter().any(|case| !case.names.is_empty() && case.schema != owner) {
        let union = union.map(|(keyword, _)| keyword);
        reader.graph.nodes[owner.0].discriminator = Some(Discriminator { property, union, cases });
    }
    Ok(())
}

/// Returns the schemas that the mapping names. Returns `None` if one is at a place of another file, as tools leave it that
/// put a document together from several files: then the discriminator can't be used.
fn mapping(
    reader: &mut Reader<'_>,
    owner: NodeId,
    discriminator: &Value,
) -> Result<Option<BTreeMap<String, NodeId>>, ContractError> {
    let at = child(&child(&reader.graph.node(owner).pointer, "discriminator"), "mapping");
    let mut mapping = BTreeMap::new();
    for (name, target) in discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten() {
        let error = |problem: String| ContractError::new(format!("#{}", child(&at, name)), problem);
        let target = target.as_str().ok_or_else(|| error("must be the name of a schema".to_owned()))?;
        let component = child(COMPONENTS, target);
        let pointer = match reader.document.pointer(&component) {
            Some(_) => Some(component),
            None => reader.target(owner, target),
        };
        let Some(pointer) = pointer else {
            if target.starts_with("#/components/") || !target.contains(['/', '#', '.']) {
                return Err(error(format!("{target:?} is not a schema of this document")));
            }
            let what = "is at a place of another file, so the discriminator is not checked";
            reader.graph.not_checkable.push((child(&at, name), what));
            return Ok(None);
        };
        mapping.insert(name.clone(), reader.add_at(&pointer)?);
    }
    reader.visit_all()?;
    Ok(Some(mapping))
}

fn union_cases(graph: &Graph, variants: &[NodeId], mapping: &BTreeMap<String, NodeId>) -> Vec<Case> {
    let case = |variant: &NodeId| {
        let target = graph.node(*variant).reference.map(|reference| reference.target);
        let is_variant = |id: &NodeId| Some(*id) == target || id == variant;
        let mut names =
            mapping.iter().filter(|(_, id)| is_variant(id)).map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let own = target.and_then(|target| component_name(&graph.node(target).pointer));
        names.extend(own.filter(|own| !mapping.contains_key(own)));
        Case { names, schema: *variant }
    };
    variants.iter().map(case).collect()
}

/// Adds the values that only one case lists for the property (`enum`, `const`), since they name it as well.
fn add_listed_values(reader: &Reader<'_>, property: &str, cases: &mut [Case]) {
    let listed = cases.iter().map(|case| listed_values(reader, case.schema, property)).collect::<Vec<_>>();
    let mut claims: BTreeMap<&String, usize> = BTreeMap::new();
    for value in listed.iter().flatten().chain(cases.iter().flat_map(|case| &case.names)) {
        *claims.entry(value).or_default() += 1;
    }
    let own = listed.iter().map(|values| values.iter().filter(|value| claims.get(value) == Some(&1)));
    let own = own.map(|values| values.cloned().collect::<Vec<_>>()).collect::<Vec<_>>();
    for (case, values) in cases.iter_mut().zip(own) {
        if !case.names.is_empty() {
            case.names.extend(values);
        }
    }
}

/// Returns the values that a schema, and those that apply with it, list for a property.
fn listed_values(reader: &Reader<'_>, schema: NodeId, property: &str) -> BTreeSet<String> {
    let (mut values, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![schema]);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = reader.graph.node(id);
        open.extend(node.reference.map(|reference| reference.target));
        open.extend(&node.all_of);
        let Some(property) = node.properties.get(property) else {
            continue;
        };
        let property = reader.document.pointer(&reader.graph.node(*property).pointer);
        let listed = property.and_then(|property| property.get("enum")).and_then(Value::as_array);
        let fixed = property.and_then(|property| property.get("const"));
        values.extend(listed.into_iter().flatten().chain(fixed).filter_map(Value::as_str).map(str::to_owned));
    }
    values
}

/// Returns the schema itself and the schemas that inherit from it, each with its names.
fn children_cases(
    reader: &mut Reader<'_>,
    pointer: &str,
    mapping: &BTreeMap<String, NodeId>,
) -> Result<Vec<Case>, ContractError> {
    let mut by_name = mapping.clone();
    for name in descendants(reader.document, pointer).into_iter().chain(component_name(pointer)) {
        let id = reader.add_at(&child(COMPONENTS, &name))?;
        by_name.entry(name).or_insert(id);
    }
    reader.visit_all()?;
    let mut cases: Vec<Case> = Vec::new();
    for (name, schema) in by_name {
        match cases.iter_mut().find(|case| case.schema == schema) {
            Some(case) => case.names.push(name),
            None => cases.push(Case { names: vec![name], schema }),
        }
    }
    Ok(cases)
}

/// Returns the names of the components that inherit from a schema (`allOf`), directly or not.
fn descendants(document: &Value, pointer: &str) -> BTreeSet<String> {
    let components = document.pointer(COMPONENTS).and_then(Value::as_object);
    let mut children: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for (name, schema) in components.into_iter().flatten() {
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if let Some(parent) = text(part, "$ref").and_then(of_reference) {
                children.entry(parent).or_default().push(name);
            }
        }
    }
    let (mut found, mut open) = (BTreeSet::new(), vec![pointer.to_owned()]);
    while let Some(parent) = open.pop() {
        for name in children.get(&parent).into_iter().flatten() {
            if found.insert((*name).clone()) {
                open.push(child(COMPONENTS, name));
            }
        }
    }
    found
}

/// Returns the name of a schema under `/components/schemas`.
fn component_name(pointer: &str) -> Option<String> {
    let rest = pointer.strip_prefix(COMPONENTS)?;
    let mut names = segments(rest);
    names.next().filter(|_| names.next().is_none())
}

/// Marks the references of children to a parent with a discriminator. There it does not apply: the child was chosen.
pub(super) fn mark_inheritance(graph: &mut Graph) {
    let mut marked = Vec::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        let parent = NodeId(index);
        let Some(discriminator) = node.discriminator.as_ref().filter(|it| it.union.is_none()) else {
            continue;
        };
        let children = discriminator.cases.iter().map(|case| case.schema).filter(|child| *child != parent);
        let mut open = children.collect::<Vec<_>>();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = graph.node(id);
            match node.reference {
                Some(reference) if reference.target == parent => marked.push(id),
                Some(reference) => open.push(reference.target),
                None => {}
            }
            open.extend(&node.all_of);
        }
    }
    for id in marked {
        if let Some(reference) = &mut graph.nodes[id.0].reference {
            reference.is_inheritance = true;
        }
    }
}
