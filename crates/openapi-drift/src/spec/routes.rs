//! [`Routes`]: which operation a request belongs to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::pointer::child;
use crate::spec::address::{Address, Segment};
use crate::spec::servers::Server;
use crate::spec::templates::{Rank, Template, Values};
use crate::spec::undocumented;

/// Holds the servers of a document, and the methods and paths of each.
pub(crate) struct Routes {
    /// One for each operation, in the order of the document.
    list: Vec<Route>,
    groups: Vec<Group>,
    /// The servers of which every path belongs to the document.
    own: Vec<Server>,
    /// The segments of path templates that have no variable.
    words: BTreeSet<String>,
}

struct Route {
    method: String,
    template: Template,
}

/// Holds operations with the same servers.
struct Group {
    servers: Vec<Server>,
    /// The indices of the operations.
    members: Vec<usize>,
}

/// Says where a request belongs.
pub(crate) enum Place {
    /// The index of the operation.
    Operation(usize),
    /// The document has no such operation, though the server is one of its own. Holds a name for it.
    Undocumented(String),
    /// Another host, or a path outside of the base path.
    Elsewhere,
}

impl Routes {
    /// Reads the servers that apply to each operation: its own, else those of its path, else those of the document.
    /// Takes the pointer, the method and the path template of each operation.
    pub(crate) fn read<'a>(
        root: &Value,
        operations: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Self {
        let mut by_place: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
        let mut list = Vec::new();
        for (pointer, method, path) in operations {
            let item = pointer.rsplit_once('/').map_or("", |(item, _)| item);
            let places = [pointer, item, ""].map(|at| child(at, "servers"));
            let place = places.into_iter().find(|at| Server::is_named(root.pointer(at)));
            by_place.entry(place).or_default().push(list.len());
            list.push(Route { method: method.to_owned(), template: Template::read(path) });
        }
        let servers = |place: &Option<String>| match place {
            Some(place) => Server::read(root.pointer(place)),
            None => vec![Server::any()],
        };
        let own = match Server::read(root.get("servers")) {
            listed if !listed.is_empty() => listed,
            _ if by_place.contains_key(&None) => servers(&None),
            _ => by_place.keys().flat_map(servers).collect(),
        };
        let groups = by_place.into_iter();
        let groups = groups.map(|(place, members)| Group { servers: servers(&place), members }).collect();
        let words = list.iter().flat_map(|route| route.template.words()).collect();
        Self { list, groups, own, words }
    }

    /// Finds the operation of a request. A `HEAD` request belongs to `GET` unless it is documented, since HTTP gives
    /// them the same headers.
    pub(crate) fn locate(&self, method: &str, address: &Address) -> Place {
        let as_get =
            method.eq_ignore_ascii_case("head").then(|| self.matching(address, Some("get"))).flatten();
        if let Some((index, _)) = self.matching(address, Some(method)).or(as_get) {
            return Place::Operation(index);
        }
        let own = self.own.iter().flat_map(|server| server.ends(address)).max();
        match own.or_else(|| self.matching(address, None).map(|(_, start)| start)) {
            Some(start) => {
                let path = rest(address, start);
                Place::Undocumented(undocumented::name(method, path, &self.words, |index| {
                    self.is_group(path, index)
                }))
            }
            None => Place::Elsewhere,
        }
    }

    /// Returns whether the document has fixed text at this position of a path, and no variable; `None` if no path
    /// template has the same start.
    fn is_group(&self, path: &[Segment], index: usize) -> Option<bool> {
        let known = self.list.iter().filter_map(|it| it.template.next(path, index)).collect::<Vec<_>>();
        let start = known.iter().map(|(start, _)| start).max()?;
        let is_variable = known.iter().any(|(_, next)| *next == Some(false));
        Some(!is_variable && known.iter().any(|(it, next)| it == start && *next == Some(true)))
    }

    /// Finds the most specific operation that a method and a path fit, and where its path starts.
    fn matching(&self, address: &Address, method: Option<&str>) -> Option<(usize, usize)> {
        let query = address.query_pairs();
        let mut best: Option<(Rank, usize, usize)> = None;
        for group in &self.groups {
            let starts = group.starts(address);
            if starts.is_empty() {
                continue;
            }
            for index in &group.members {
                let route = self.list.get(*index);
                let of_method =
                    |route: &&Route| method.is_none_or(|method| route.method.eq_ignore_ascii_case(method));
                let Some(Route { template, .. }) = route.filter(of_method) else {
                    continue;
                };
                for (server, start) in &starts {
                    if template.fits(rest(address, *start), &query) {
                        let (own, pairs) = template.rank();
                        let base = server.map(|server| server.rank(*start)).unwrap_or_default();
                        let rank = (base.into_iter().chain(own).collect::<Vec<_>>(), pairs);
                        if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
                            best = Some((rank, *index, *start));
                        }
                    }
                }
            }
        }
        best.map(|(_, index, start)| (index, start))
    }

    /// Returns the values of the variables in the path of a request, in each way to divide the path between them.
    pub(crate) fn path_values(&self, operation: usize, address: &Address) -> Vec<Values> {
        let Some(Route { template, .. }) = self.list.get(operation) else {
            return Vec::new();
        };
        let paths = self.fitting(operation, address).into_iter().map(|(_, start)| rest(address, start));
        paths.flat_map(|path| template.values(path)).collect()
    }

    /// Returns the base path of the server that a request was sent to, as documented.
    pub(crate) fn base_path(&self, operation: usize, address: &Address) -> &str {
        let servers = self.fitting(operation, address).into_iter().map(|(server, _)| server);
        servers.flatten().next().map_or("", |server| &server.base_path)
    }

    /// Returns whether the path template of an operation requires a name in the query.
    pub(crate) fn requires_in_query(&self, operation: usize, name: &str) -> bool {
        self.list.get(operation).is_some_and(|route| route.template.query_names().any(|known| known == name))
    }

    /// Returns where the path of an operation starts in the path of a request, with the server.
    fn fitting(&self, operation: usize, address: &Address) -> Vec<(Option<&Server>, usize)> {
        let group = self.groups.iter().find(|group| group.members.contains(&operation));
        let mut starts = group.map(|group| group.starts(address)).unwrap_or_default();
        let (route, query) = (self.list.get(operation), address.query_pairs());
        starts.retain(|(_, start)| route.is_some_and(|it| it.template.fits(rest(address, *start), &query)));
        starts
    }
}

impl Group {
    /// Returns where the path of an operation may start, with the server.
    fn starts(&self, address: &Address) -> Vec<(Option<&Server>, usize)> {
        let ends =
            self.servers.iter().flat_map(|it| it.ends(address).into_iter().map(move |end| (Some(it), end)));
        // Stand-ins on the same machine often serve an API without its base path.
        ends.chain(address.is_loopback.then_some((None, 0))).collect()
    }
}

fn rest(address: &Address, start: usize) -> &[Segment] {
    address.segments.get(start..).unwrap_or_default()
}
