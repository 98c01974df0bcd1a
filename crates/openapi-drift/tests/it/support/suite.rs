//! Runs the JSON Schema Test Suite: each of its schemas becomes the schema of a response.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use openapi_drift::{Check, Contract, Recorded};
use serde_json::{Value, json};

/// A disagreement that is known: the file, the schema (`*` for all of the file), and why.
pub type Known<'a> = (&'a str, &'a str, &'a str);

pub struct Suite<'a> {
    /// The version of OpenAPI.
    pub openapi: &'a str,
    /// The folders of the suite.
    pub folders: &'a [&'a str],
    /// How many tests must agree, so that a suite that is not there is no success.
    pub at_least: usize,
    /// Returns why a schema can't stand in a document of this version.
    pub skipped: fn(&Value) -> Option<&'static str>,
    pub known: &'a [Known<'a>],
}

/// Returns the folder with the suite of each draft, if there is one.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os("OPENAPI_DRIFT_SUITE").map(PathBuf::from)
}

impl Suite<'_> {
    /// Runs the suite. Fails on each disagreement that is not known.
    pub fn run(&self) {
        let Some(folder) = folder() else {
            return;
        };
        let (mut agreed, mut known, mut new) = (0, 0, Vec::new());
        let mut skipped = BTreeMap::<_, usize>::new();
        let mut met = BTreeSet::new();
        for (name, file) in self.folders.iter().flat_map(|inner| files(&folder, inner)) {
            let groups: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            for group in groups.as_array().unwrap() {
                let tests = group["tests"].as_array().unwrap();
                let what = group["description"].as_str().unwrap();
                if let Some(reason) = (self.skipped)(&group["schema"]) {
                    *skipped.entry(reason).or_default() += tests.len();
                    continue;
                }
                let disagreements = self.disagreements(&group["schema"], tests);
                agreed += tests.len() - disagreements.len();
                let why =
                    self.known.iter().find(|(file, schema, _)| *file == name && [what, "*"].contains(schema));
                if disagreements.is_empty() {
                    continue;
                }
                if let Some(why) = why {
                    met.insert(why);
                    known += disagreements.len();
                } else {
                    let first = disagreements.first().unwrap();
                    new.push(format!("{name}: {what}: {} tests, {first}", disagreements.len()));
                }
            }
        }
        let folders = self.folders.join(", ");
        println!("{folders} on OpenAPI {}: {agreed} agree, {known} are known to disagree", self.openapi);
        println!("skipped: {skipped:?}");
        let gone = self.known.iter().filter(|known| !met.contains(known)).collect::<Vec<_>>();
        assert!(new.is_empty(), "{} new disagreements:\n{}", new.len(), new.join("\n"));
        assert!(gone.is_empty(), "these agree by now, so take them off the list: {gone:?}");
        assert!(agreed >= self.at_least, "{agreed}");
    }

    /// Returns the tests of a schema about which the contract says otherwise.
    fn disagreements(&self, schema: &Value, tests: &[Value]) -> Vec<String> {
        let contract = match Contract::from_value(self.document(schema)) {
            Ok(contract) => contract,
            Err(error) => return vec![format!("refused: {error}"); tests.len()],
        };
        let disagrees = |test: &&Value| {
            let recorded = Recorded::response(200, test["data"].to_string());
            let report = contract.check_response("t", &recorded.header("content-type", "application/json"));
            let violation = report.findings().iter().any(|it| it.check() != Check::FieldUndocumented);
            violation == test["valid"].as_bool().unwrap()
        };
        let wrong = tests.iter().filter(disagrees);
        wrong.map(|test| format!("{}, valid: {}", test["description"], test["valid"])).collect()
    }

    fn document(&self, schema: &Value) -> Value {
        let mut schema = schema.clone();
        place(&mut schema, "#/components/schemas/S");
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S" } } });
        let response = json!({ "description": "", "content": content });
        json!({
            "openapi": self.openapi,
            "info": { "title": "t", "version": "1" },
            "paths": { "/t": { "get": { "operationId": "t", "responses": { "200": response } } } },
            "components": { "schemas": { "S": schema } },
        })
    }
}

/// Returns the files directly in a folder, each with its path below the outer folder.
fn files(outer: &Path, inner: &str) -> Vec<(String, PathBuf)> {
    let files = std::fs::read_dir(outer.join(inner)).unwrap().map(|file| file.unwrap().path());
    let mut files = files.filter(|file| file.is_file()).collect::<Vec<_>>();
    files.sort();
    let named = files.into_iter().map(|file| (file.strip_prefix(outer).unwrap().display().to_string(), file));
    named.collect()
}

/// Rewrites the references within a schema for its place in a document. Those in a schema with an `$id` are relative to
/// that schema wherever it is.
fn place(value: &mut Value, at: &str) {
    match value {
        Value::Object(members) if members.get("$id").is_some_and(Value::is_string) => {}
        Value::Object(members) => {
            for keyword in ["$ref", "$dynamicRef"] {
                if let Some(Value::String(reference)) = members.get_mut(keyword)
                    && (reference == "#" || reference.starts_with("#/"))
                {
                    *reference = format!("{at}{}", &reference[1..]);
                }
            }
            let data = ["enum", "const", "default", "examples"];
            let schemas = members.iter_mut().filter(|(keyword, _)| !data.contains(&keyword.as_str()));
            schemas.for_each(|(_, member)| place(member, at));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| place(item, at)),
        _ => {}
    }
}

/// Returns whether any object within a value fits.
pub fn any(value: &Value, fits: &dyn Fn(&serde_json::Map<String, Value>) -> bool) -> bool {
    match value {
        Value::Object(members) => fits(members) || members.values().any(|member| any(member, fits)),
        Value::Array(items) => items.iter().any(|item| any(item, fits)),
        _ => false,
    }
}
