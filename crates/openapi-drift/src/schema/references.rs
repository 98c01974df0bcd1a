//! [`References`]: where a `$ref` leads to, by pointer, by `$id` and by `$anchor`.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use url::Url;

use crate::pointer::{child, of_reference, segments};
use crate::schema::dialect::Dialect;

/// The address of the document. References are relative to it.
pub(super) const DOCUMENT: &str = "spec:///document";

/// Knows the names that schemas give themselves (OpenAPI 3.1).
pub(super) struct References {
    resources: Vec<Resource>,
    /// The pointers of anchors, by resource and name.
    anchors: HashMap<(usize, String), String>,
}

/// Holds a schema with an `$id`. The first one is the document.
struct Resource {
    address: Option<Url>,
    pointer: String,
}

impl References {
    pub(super) fn new(document: &Value, dialect: Dialect) -> Self {
        let own = document.get("$self").and_then(Value::as_str).unwrap_or(DOCUMENT);
        // In OpenAPI 3.0 schemas have no names, so that only a pointer leads to one.
        let has_names = dialect == Dialect::OpenApi31;
        let address = Url::parse(own).or_else(|_| Url::parse(DOCUMENT)).ok().filter(|_| has_names);
        let resources = vec![Resource { address, pointer: String::new() }];
        Self { resources, anchors: HashMap::new() }
    }

    /// Learns the names of a schema. Returns the resource that it belongs to.
    pub(super) fn enter(&mut self, schema: &Map<String, Value>, pointer: &str, outer: usize) -> usize {
        let name = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
        let mut resource = outer;
        if let Some(id) = name("$id") {
            let known = self.resources.iter().position(|known| known.pointer == pointer);
            resource = known.unwrap_or_else(|| {
                let base = self.resources.get(outer).and_then(|outer| outer.address.as_ref());
                let address = base.and_then(|base| base.join(id).ok());
                self.resources.push(Resource { address, pointer: pointer.to_owned() });
                self.resources.len() - 1
            });
        }
        for anchor in [name("$anchor"), name("$dynamicAnchor")].into_iter().flatten() {
            self.anchors.insert((resource, anchor.to_owned()), pointer.to_owned());
        }
        resource
    }

    /// Returns the resource that a place in the document belongs to, by the `$id`s around it.
    pub(super) fn resource_of(&mut self, document: &Value, pointer: &str) -> usize {
        let (mut at, mut value, mut resource) = (String::new(), document, 0);
        for segment in segments(pointer) {
            let around = value.as_object().filter(|_| !at.is_empty() && at != pointer);
            if let Some(schema) = around.filter(|schema| schema.get("$id").is_some_and(Value::is_string)) {
                resource = self.enter(schema, &at, resource);
            }
            at = child(&at, &segment);
            let next = match value {
                Value::Array(items) => segment.parse::<usize>().ok().and_then(|index| items.get(index)),
                value => value.get(&segment),
            };
            let Some(next) = next else {
                break;
            };
            value = next;
        }
        resource
    }

    /// Returns the pointer that a reference leads to. It need not exist.
    pub(super) fn target(&self, reference: &str, resource: usize) -> Option<String> {
        if let Some(pointer) = of_reference(reference).filter(|_| resource == 0) {
            return Some(pointer);
        }
        let base = self.resources.get(resource)?.address.as_ref()?;
        let mut address = base.join(reference).ok()?;
        let fragment =
            percent_decode_str(address.fragment().unwrap_or_default()).decode_utf8().ok()?.into_owned();
        address.set_fragment(None);
        let same =
            |known: &Resource| known.address.as_ref().is_some_and(|known| without_fragment(known) == address);
        let resource = self.resources.iter().position(same)?;
        let start = &self.resources.get(resource)?.pointer;
        match fragment.as_str() {
            "" => Some(start.clone()),
            pointer if pointer.starts_with('/') => Some(format!("{start}{pointer}")),
            anchor => self.anchors.get(&(resource, anchor.to_owned())).cloned(),
        }
    }
}

fn without_fragment(address: &Url) -> Url {
    let mut address = address.clone();
    address.set_fragment(None);
    address
}
