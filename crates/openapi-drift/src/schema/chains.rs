//! Which schemas apply to the same value, one through another.

use std::collections::{HashMap, HashSet};

use crate::error::ContractError;
use crate::schema::graph::{Graph, Marked, Node, NodeId};

/// How many schemas may apply to one value in a chain of references. Each of them uses stack space.
const MAX_CHAINED_SCHEMAS: usize = 256;

/// Holds a schema, and whether its discriminator applies as well.
type Link = (NodeId, bool);

/// Returns the schemas that apply to the same value as a schema, directly through it.
fn next(graph: &Graph, (id, with_children): Link) -> Vec<Link> {
    let node = graph.node(id);
    let reference = node.reference.map(|reference| (reference.target, !reference.is_inheritance));
    let lists = [&node.all_of, &node.one_of, &node.any_of];
    let inner = lists.into_iter().flatten().copied().chain(node.not);
    let condition = node.condition.into_iter();
    let condition = condition.flat_map(|it| [Some(it.test), it.then, it.otherwise]).flatten();
    let dependent = node.dependent.iter().map(|(_, id)| *id);
    let children = node.discriminator.iter().filter(|it| with_children && it.union.is_none());
    let children = children.flat_map(|it| &it.cases).map(|case| case.schema).filter(|child| *child != id);
    reference
        .into_iter()
        .chain(inner.chain(condition).chain(dependent).chain(children).map(|id| (id, true)))
        .collect()
}

/// Returns the length of the longest chain of schemas for one value, or an error if a schema applies to itself.
pub(super) fn longest(graph: &Graph) -> Result<usize, ContractError> {
    let mut done: HashMap<Link, usize> = HashMap::new();
    let error = |id: NodeId, problem: String| {
        Err(ContractError::new(format!("#{}", graph.node(id).pointer), problem))
    };
    for index in 0..graph.nodes.len() {
        // Depth first. The list also holds when to leave a schema again.
        let mut way = HashSet::new();
        let mut open = vec![((NodeId(index), true), false)];
        while let Some((link, leaving)) = open.pop() {
            if leaving {
                way.remove(&link);
                let depth = next(graph, link).iter().filter_map(|next| done.get(next)).max();
                let depth = 1 + depth.unwrap_or(&0);
                if depth > MAX_CHAINED_SCHEMAS {
                    let problem =
                        format!("this schema applies more than {MAX_CHAINED_SCHEMAS} others in a row");
                    return error(link.0, problem);
                }
                done.insert(link, depth);
                continue;
            }
            if way.contains(&link) {
                let problem = "this schema applies to itself, so a check would never end";
                return error(link.0, problem.to_owned());
            }
            if done.contains_key(&link) {
                continue;
            }
            way.insert(link);
            open.push((link, true));
            open.extend(next(graph, link).into_iter().map(|link| (link, false)));
        }
    }
    Ok(done.values().copied().max().unwrap_or(1))
}

/// Returns the schemas for which `has` returns true, and those through which one of them applies.
pub(super) fn leading_to(graph: &Graph, has: impl Fn(&Node) -> bool) -> Marked {
    let mut marked = Marked::of(graph.nodes.iter().map(has));
    loop {
        let leads = |id: NodeId| next(graph, (id, true)).iter().any(|(next, _)| marked.contains(*next));
        let more = (0..graph.nodes.len()).map(NodeId).filter(|id| !marked.contains(*id) && leads(*id));
        let more = more.collect::<Vec<_>>();
        if more.is_empty() {
            return marked;
        }
        marked.add(&more);
    }
}
