//! [`Routes`]: which operation a request belongs to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::pointer::child;
use crate::spec::address::{Address, Segment};
use crate::spec::document::{Document, OperationSpec};
use crate::spec::servers::Server;
use crate::spec::templates::{Rank, Values};
use crate::spec::undocumented;

/// Holds the servers of a document, and the operations of each.
pub(crate) struct Routes {
    groups: Vec<Group>,
    /// The servers of which every path belongs to the document.
    own: Vec<Server>,
    /// The segments of path templates that have no variable.
    words: BTreeSet<String>,
}

/// Holds operations with the same servers.
struct Group {
    servers: Vec<Server>,
    /// Their indices.
    operations: Vec<usize>,
}

/// Says where a request belongs.
pub(crate) enum Place<'a> {
    Operation(&'a OperationSpec),
    /// The document has no such operation, though the server is one of its own. Holds a name for it.
    Undocumented(String),
    /// Another host, or a path outside of the base path.
    Elsewhere,
}

impl Routes {
    /// Reads the servers that apply to each operation: its own, else those of its path, else those of the document.
    pub(crate) fn read(root: &Value, operations: &[OperationSpec]) -> Self {
        let mut by_place: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            let item = operation.pointer.rsplit_once('/').map_or("", |(item, _)| item);
            let places = [operation.pointer.as_str(), item, ""].map(|at| child(at, "servers"));
            let place = places.into_iter().find(|at| Server::is_named(root.pointer(at)));
            by_place.entry(place).or_default().push(index);
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
        let groups =
            groups.map(|(place, operations)| Group { servers: servers(&place), operations }).collect();
        let words = operations.iter().flat_map(|operation| operation.template.words()).collect();
        Self { groups, own, words }
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

impl Document {
    /// Finds the operation of a request. A `HEAD` request belongs to `GET` unless it is documented, since HTTP gives
    /// them the same headers.
    pub(crate) fn locate(&self, method: &str, address: &Address) -> Place<'_> {
        let as_get =
            method.eq_ignore_ascii_case("head").then(|| self.matching(address, Some("get"))).flatten();
        if let Some((operation, _)) = self.matching(address, Some(method)).or(as_get) {
            return Place::Operation(operation);
        }
        let own = self.routes.own.iter().flat_map(|server| server.ends(address)).max();
        match own.or_else(|| self.matching(address, None).map(|(_, start)| start)) {
            Some(start) => {
                let path = rest(address, start);
                Place::Undocumented(undocumented::name(method, path, &self.routes.words, |index| {
                    self.is_group(path, index)
                }))
            }
            None => Place::Elsewhere,
        }
    }

    /// Returns whether the document has fixed text at this position of a path, and no variable; `None` if no path
    /// template has the same start.
    fn is_group(&self, path: &[Segment], index: usize) -> Option<bool> {
        let known = self.operations.iter().filter_map(|it| it.template.next(path, index)).collect::<Vec<_>>();
        let start = known.iter().map(|(start, _)| start).max()?;
        let is_variable = known.iter().any(|(_, next)| *next == Some(false));
        Some(!is_variable && known.iter().any(|(it, next)| it == start && *next == Some(true)))
    }

    /// Finds the most specific operation that a method and a path fit, and where its path starts.
    fn matching(&self, address: &Address, method: Option<&str>) -> Option<(&OperationSpec, usize)> {
        let query = address.query_pairs();
        let mut best: Option<(Rank, &OperationSpec, usize)> = None;
        for group in &self.routes.groups {
            let starts = group.starts(address);
            if starts.is_empty() {
                continue;
            }
            let operations = group.operations.iter().filter_map(|index| self.operations.get(*index));
            let of_method = |operation: &&OperationSpec| {
                method.is_none_or(|method| operation.method().eq_ignore_ascii_case(method))
            };
            for operation in operations.filter(of_method) {
                for (server, start) in &starts {
                    if operation.template.fits(rest(address, *start), &query) {
                        let (own, pairs) = operation.template.rank();
                        let base = server.map(|server| server.rank(*start)).unwrap_or_default();
                        let rank = (base.into_iter().chain(own).collect::<Vec<_>>(), pairs);
                        if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
                            best = Some((rank, operation, *start));
                        }
                    }
                }
            }
        }
        best.map(|(_, operation, start)| (operation, start))
    }

    /// Returns the values of the variables in the path of a request, in each way to divide the path between them.
    pub(crate) fn path_values(&self, operation: &OperationSpec, address: &Address) -> Vec<Values> {
        let paths = self.fitting(operation, address).into_iter().map(|(_, start)| rest(address, start));
        paths.flat_map(|path| operation.template.values(path)).collect()
    }

    /// Returns the base path of the server that a request was sent to, as documented.
    pub(crate) fn base_path(&self, operation: &OperationSpec, address: &Address) -> &str {
        let servers = self.fitting(operation, address).into_iter().map(|(server, _)| server);
        servers.flatten().next().map_or("", |server| &server.base_path)
    }

    /// Returns where the path of an operation starts in the path of a request, with the server.
    fn fitting(&self, operation: &OperationSpec, address: &Address) -> Vec<(Option<&Server>, usize)> {
        let same = |index: &usize| self.operations.get(*index).is_some_and(|it| std::ptr::eq(it, operation));
        let group = self.routes.groups.iter().find(|group| group.operations.iter().any(same));
        let mut starts = group.map(|group| group.starts(address)).unwrap_or_default();
        let query = address.query_pairs();
        starts.retain(|(_, start)| operation.template.fits(rest(address, *start), &query));
        starts
    }
}

fn rest(address: &Address, start: usize) -> &[Segment] {
    address.segments.get(start..).unwrap_or_default()
}
