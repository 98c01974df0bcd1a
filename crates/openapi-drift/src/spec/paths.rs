//! Where operations are: [`servers`] and path templates.

use serde_json::Value;

use crate::pointer::text;

pub(crate) struct Server {
    pub(crate) host: Option<String>,
    pub(crate) path: String,
}

/// Returns the documented servers, with the default values of their variables.
pub(crate) fn servers(root: &Value) -> Vec<Server> {
    let listed = root.get("servers").and_then(Value::as_array).into_iter().flatten();
    let server = |server: &Value| {
        let mut address = text(server, "url")?.to_owned();
        for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
            address = address.replace(&format!("{{{name}}}"), text(variable, "default").unwrap_or_default());
        }
        Some(match url::Url::parse(&address) {
            Ok(url) => Server {
                host: url.host_str().map(str::to_owned),
                path: url.path().trim_end_matches('/').to_owned(),
            },
            Err(_) => Server { host: None, path: address.trim_end_matches('/').to_owned() },
        })
    };
    listed.filter_map(server).collect()
}

/// Returns whether a path fits a template such as `/orders/{id}`.
pub(crate) fn matches_template(template: &str, path: &str) -> bool {
    let (mut documented, mut actual) = (template.split('/'), path.split('/'));
    loop {
        match (documented.next(), actual.next()) {
            (None, None) => return true,
            (Some(part), Some(actual)) if matches_part(part, actual) => {}
            _ => return false,
        }
    }
}

fn matches_part(part: &str, actual: &str) -> bool {
    let (Some(open), Some(close)) = (part.find('{'), part.rfind('}')) else {
        return part == actual;
    };
    let rest = actual.strip_prefix(&part[..open]).and_then(|rest| rest.strip_suffix(&part[close + 1..]));
    rest.is_some_and(|value| !value.is_empty())
}
