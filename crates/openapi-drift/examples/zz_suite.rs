#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::unwrap_used)]
use openapi_drift::{Check, Contract, Recorded};
use serde_json::{Value, json};
fn relocate(v: &mut Value, top: bool) {
    match v {
        Value::Object(o) => {
            for (k, x) in o.iter_mut() {
                if (k == "$ref") && x.as_str().is_some_and(|s| s == "#" || s.starts_with("#/")) && top {
                    let s = x.as_str().unwrap()[1..].to_owned();
                    *x = json!(format!("#/components/schemas/S{s}"));
                } else {
                    if !(k == "enum" || k == "const") {
                        relocate(x, top && !(x.get("$id").is_some()));
                    }
                }
            }
        }
        Value::Array(a) => a.iter_mut().for_each(|x| relocate(x, top)),
        _ => {}
    }
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let v = std::env::args().nth(2).unwrap();
    let (mut agree, mut total, mut refused) = (0, 0, 0);
    let mut files: Vec<_> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    for f in files {
        let groups: Value = serde_json::from_slice(&std::fs::read(&f).unwrap()).unwrap();
        for g in groups.as_array().unwrap() {
            let mut schema = g["schema"].clone();
            let has_id = schema.get("$id").is_some();
            relocate(&mut schema, !has_id);
            let doc = json!({"openapi": v, "info":{"title":"t","version":"1"}, "paths":{"/x":{"get":{"operationId":"x","responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/S"}}}}}}}}, "components":{"schemas":{"S":schema}}});
            let name = format!(
                "{}: {}",
                f.file_stem().unwrap().to_string_lossy(),
                g["description"].as_str().unwrap()
            );
            match Contract::from_value(doc) {
                Err(e) => {
                    refused += 1;
                    println!("REFUSED {name}: {e}");
                }
                Ok(c) => {
                    for t in g["tests"].as_array().unwrap() {
                        total += 1;
                        let r = c.check_response("x", &Recorded::response(200, t["data"].to_string()));
                        let bad = r.findings().iter().any(|x| x.check() != Check::FieldUndocumented);
                        if bad == !t["valid"].as_bool().unwrap() {
                            agree += 1
                        } else {
                            println!(
                                "DIFF {name} / {} expected {} found {:?}",
                                t["description"],
                                t["valid"],
                                r.findings().iter().map(|f| f.fingerprint()).collect::<Vec<_>>()
                            );
                        }
                    }
                }
            }
        }
    }
    println!("{agree} of {total}, refused {refused}");
}
