//! [`Server`]: where the paths of a document start.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use url::{Host, Url};

use crate::pointer::text;
use crate::spec::address::Address;
use crate::spec::templates::{Part, Pattern, SegmentRank, Variable, parts};

/// How many URLs one server with variables may stand for. Further ones are ignored.
const MAX_URLS: usize = 256;

/// How many segments a variable may have whose default has several.
const MAX_SEGMENTS: usize = 8;

/// Describes a server.
pub(crate) struct Server {
    /// `None` if the URL is relative, so that any host will do.
    host: Option<Pattern>,
    base: Vec<Step>,
    /// Whether the URL ends in a slash. A path may then follow after two of them, since it is appended as it is.
    ends_in_slash: bool,
    /// The base path as documented.
    pub(crate) base_path: String,
}

/// Matches a part of a base path.
enum Step {
    One(Pattern),
    /// A variable that may have several segments.
    Several,
}

impl Server {
    /// Returns the server of a document that names none: any host, without a base path.
    pub(crate) fn any() -> Self {
        Self { host: None, base: Vec::new(), ends_in_slash: false, base_path: String::new() }
    }

    /// Returns whether a list names a server.
    pub(crate) fn is_named(listed: Option<&Value>) -> bool {
        listed.and_then(Value::as_array).into_iter().flatten().any(|server| text(server, "url").is_some())
    }

    /// Reads a list of servers. An entry without a URL is ignored.
    pub(crate) fn read(listed: Option<&Value>) -> Vec<Self> {
        let listed = listed.and_then(Value::as_array).into_iter().flatten();
        let servers = listed.filter_map(|server| {
            let none = Map::new();
            let variables = server.get("variables").and_then(Value::as_object).unwrap_or(&none);
            let variables = variables.iter().map(|(name, it)| Choice::read(name, it)).collect::<Vec<_>>();
            let address = text(server, "url")?.split(['?', '#']).next().unwrap_or_default();
            let urls = spelled_out(address, &variables);
            Some(urls.into_iter().map(move |url| Self::of(&url, &variables)).collect::<Vec<_>>())
        });
        servers.flatten().collect()
    }

    fn of(url: &str, variables: &[Choice]) -> Self {
        let rest = url.split_once("://").map(|(_, rest)| rest).or_else(|| url.strip_prefix("//"));
        let (host, path) = match rest {
            None => (None, url),
            Some(rest) => {
                let starts_path = |it: &&Choice| it.starts_with_slash();
                let ends = variables.iter().filter(starts_path).filter_map(|it| rest.find(&it.placeholder()));
                let end = ends.chain(rest.find('/')).min().unwrap_or(rest.len());
                let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
                (Some(host_pattern(host, variables)), path)
            }
        };
        let base_path = path.trim_end_matches('/');
        let steps = base_path.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
        Self {
            host,
            base: steps.map(|step| Step::read(step, variables)).collect(),
            ends_in_slash: path.ends_with('/'),
            base_path: format!("/{}", base_path.trim_start_matches('/')).trim_end_matches('/').to_owned(),
        }
    }

    /// Returns how many segments of a recorded path may be this server's base path; nothing if the host is another one
    /// or the path lies outside.
    pub(crate) fn ends(&self, address: &Address) -> BTreeSet<usize> {
        let serves = |hosts: &Vec<String>| {
            let host = self.host.as_ref();
            host.is_none_or(|host| hosts.iter().any(|it| host.fits(it.as_bytes())))
        };
        if !address.is_loopback && !address.hosts.as_ref().is_none_or(serves) {
            return BTreeSet::new();
        }
        let mut ends = BTreeSet::from([0]);
        for step in &self.base {
            let next = |end: usize| {
                let rest = address.segments.iter().skip(end);
                let count = match step {
                    Step::Several => rest.take(MAX_SEGMENTS).count(),
                    Step::One(pattern) => rest.take(1).filter(|it| pattern.fits(it.decoded())).count(),
                };
                end + 1..=end + count
            };
            ends = ends.into_iter().flat_map(next).collect();
        }
        let doubled = |end: &usize| {
            let slash = address.segments.get(*end).is_some_and(|it| it.decoded().is_empty());
            (self.ends_in_slash && slash && address.segments.len() > end + 1).then_some(end + 1)
        };
        let doubled = ends.iter().filter_map(doubled).collect::<Vec<_>>();
        ends.extend(doubled);
        ends
    }

    /// Ranks how specific the base path is, with one rank for each of its `length` segments.
    pub(crate) fn rank(&self, length: usize) -> Vec<SegmentRank> {
        let ranks = self.base.iter().map(|step| match step {
            Step::One(pattern) => pattern.rank(),
            Step::Several => (false, 0),
        });
        ranks.chain(std::iter::repeat((false, 0))).take(length).collect()
    }
}

impl Step {
    fn read(text: &str, variables: &[Choice]) -> Self {
        match variables.iter().find(|it| it.placeholder() == text) {
            Some(values) if values.has_slash() => Self::Several,
            _ => Self::One(Pattern::new(filled(parts(text), variables, None))),
        }
    }
}

fn host_pattern(host: &str, variables: &[Choice]) -> Pattern {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).trim_end_matches('.');
    let ascii = |part| match part {
        Part::Fixed(text) => Part::Fixed(ascii_host(&text)),
        Part::Variable(it) => {
            let listed = it.listed.iter().map(|listed| ascii_host(listed)).collect();
            Part::Variable(Variable { listed, ..it })
        }
    };
    // A host is a part of a URL only where it is spelled as the URL parser does.
    let whole = Url::parse(&format!("http://{host}")).ok().filter(|_| !host.contains('{'));
    let whole = whole.and_then(|url| Some((url.host_str()?.to_owned(), url.port())));
    match whole {
        Some((host, None)) => Pattern::new(vec![Part::Fixed(host)]),
        Some((host, Some(port))) => Pattern::new(vec![Part::Fixed(format!("{host}:{port}"))]),
        None => {
            let found = filled(parts(host), variables, Some(b':'));
            Pattern::new(found.into_iter().map(ascii).collect())
        }
    }
}

/// Returns a host in lower case, with names in other scripts as they are sent.
fn ascii_host(text: &str) -> String {
    let label = |label: &str| match Host::parse(label) {
        Ok(host) if !label.is_ascii() => host.to_string(),
        _ => label.to_ascii_lowercase(),
    };
    text.split('.').map(label).collect::<Vec<_>>().join(".")
}

/// Adds to each variable the values that it may have.
fn filled(found: Vec<Part>, variables: &[Choice], separator: Option<u8>) -> Vec<Part> {
    let fill = |part| match part {
        Part::Variable(Variable { name, .. }) => {
            let values = variables.iter().find(|it| it.name == name);
            let listed = values.filter(|it| it.is_listed).map(|it| it.values.clone()).unwrap_or_default();
            let excluded = separator.filter(|separator| {
                !values.is_some_and(|it| it.values.iter().any(|it| it.as_bytes().contains(separator)))
            });
            Part::Variable(Variable { name, listed, excluded })
        }
        fixed @ Part::Fixed(_) => fixed,
    };
    found.into_iter().map(fill).collect()
}

/// Describes a variable of a server: its `enum`, or else its default. A default alone is no limit.
struct Choice {
    name: String,
    values: Vec<String>,
    is_listed: bool,
}

impl Choice {
    fn read(name: &str, variable: &Value) -> Self {
        // Numbers and versions are often not in quotes.
        let word = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => None,
        };
        let listed = variable.get("enum").and_then(Value::as_array).into_iter().flatten();
        let listed = listed.filter_map(word).collect::<Vec<_>>();
        let is_listed = !listed.is_empty();
        let default = variable.get("default").and_then(word).filter(|_| !is_listed);
        let values = listed.into_iter().chain(default).collect();
        Self { name: name.to_owned(), values, is_listed }
    }

    fn placeholder(&self) -> String {
        format!("{{{}}}", self.name)
    }

    fn has_slash(&self) -> bool {
        self.values.iter().any(|value| value.contains('/'))
    }

    fn starts_with_slash(&self) -> bool {
        self.values.iter().any(|value| value.starts_with('/'))
    }

    /// Returns what to write in place of the variable, if its values decide where the parts of the URL begin.
    fn spelled(&self) -> Option<Vec<String>> {
        let any = |of: fn(&str) -> bool| self.values.iter().any(|value| of(value));
        match (any(str::is_empty), self.is_listed) {
            (true, true) => Some(self.values.clone()),
            (true, false) => Some(vec![String::new(), self.placeholder()]),
            (false, true) => self.has_slash().then(|| self.values.clone()),
            (false, false) => any(|value| value.contains("://")).then(|| self.values.clone()),
        }
    }
}

/// Returns the URLs that a URL with variables stands for. Most variables stay, since they are matched.
fn spelled_out(url: &str, variables: &[Choice]) -> Vec<String> {
    let mut urls = vec![url.to_owned()];
    for variable in variables {
        let Some(values) = variable.spelled().filter(|_| url.contains(&variable.placeholder())) else {
            continue;
        };
        let with = |url: &String| {
            values.iter().map(|it| url.replace(&variable.placeholder(), it)).collect::<Vec<_>>()
        };
        urls = urls.iter().flat_map(with).take(MAX_URLS).collect();
    }
    urls
}
