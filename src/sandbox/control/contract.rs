//! [`ControlContract`]: the control API as its own OpenAPI document describes it.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::operation::Operation;
use crate::sandbox::body::BodySchema;
use crate::sandbox::people::People;
use crate::sandbox::plan::Plan;
use crate::sandbox::scenario::Scenario;

/// The document, without the names that only code knows.
const TEMPLATE: &str = include_str!("openapi.json");

/// Stands for no scenario and no plan.
pub(crate) const NONE: &str = "none";

pub(crate) struct ControlContract {
    document: Value,
    bodies: HashMap<String, BodySchema>,
}

impl ControlContract {
    pub(crate) fn new(people: &People) -> Result<Self, String> {
        let mut document = serde_json::from_str::<Value>(TEMPLATE).map_err(|error| error.to_string())?;
        let scenarios = Scenario::ALL.map(Scenario::name);
        let plans = Plan::ALL.map(Plan::name);
        let operations = Operation::ALL.iter().map(|operation| operation.id()).collect::<Vec<_>>();
        let ids = people.ids().collect::<Vec<_>>();
        let schemas = &mut document["components"]["schemas"];
        schemas["Scenario"]["enum"] = json!(scenarios);
        for name in ["ScenarioChoice", "Approval"] {
            schemas[name]["properties"]["scenario"]["enum"] = with_none(&scenarios);
        }
        schemas["PlanChoice"]["properties"]["plan"]["enum"] = with_none(&plans);
        schemas["Operation"]["enum"] = json!(operations);
        schemas["Person"]["enum"] = json!(ids);
        for (place, name) in [
            ("approve/post/requestBody/content/application~1json/example/person", ids.first()),
            ("replies/post/requestBody/content/application~1json/example/operation", operations.first()),
            ("scenario/post/requestBody/content/application~1json/example/scenario", scenarios.first()),
            ("plan/post/requestBody/content/application~1json/example/plan", plans.first()),
        ] {
            let path = if place.starts_with("approve") { "sessions~1{id}~1" } else { "" };
            if let Some(example) = document.pointer_mut(&format!("/paths/~1_sandbox~1{path}{place}")) {
                *example = json!(name);
            }
        }
        let bodies = bodies(&document)?;
        Ok(Self { document, bodies })
    }

    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// Returns the schema of the body of a POST to this path of the document.
    pub(super) fn body(&self, path: &str) -> Option<&BodySchema> {
        self.bodies.get(path)
    }

    /// Returns the type of a property of that schema; `None` if it has several, or there is no such property.
    pub(super) fn type_of(&self, path: &str, property: &str) -> Option<&str> {
        let body = &self.document["paths"][path]["post"]["requestBody"];
        let schema = self.named(&body["content"]["application/json"]["schema"]);
        let property = &schema["properties"][property];
        let own = property["type"].as_str();
        own.or_else(|| self.named(&property["allOf"][0])["type"].as_str())
    }

    /// Returns the schema to which another one refers by name.
    fn named(&self, schema: &Value) -> &Value {
        let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
        &self.document["components"]["schemas"][name.unwrap_or_default()]
    }
}

fn with_none(names: &[&str]) -> Value {
    names.iter().chain([&NONE]).copied().collect()
}

fn bodies(document: &Value) -> Result<HashMap<String, BodySchema>, String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let schema = |item: &Value| item["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    let posts = paths.map(|(path, item)| (path, schema(item))).filter(|(_, schema)| !schema.is_null());
    posts.map(|(path, schema)| Ok((path.clone(), BodySchema::new(document, &schema)?))).collect()
}
