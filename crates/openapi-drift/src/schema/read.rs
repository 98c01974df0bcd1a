//! Reads the schemas of a document into a [`Graph`].

use std::collections::BTreeSet;

use serde_json::Value;

use crate::error::ContractError;
use crate::schema::dialect::Dialect;
use crate::schema::graph::Graph;
use crate::schema::graph_reader::Reader;
use crate::schema::{chains, discriminator};

/// Reads the schemas at `roots`, and all schemas that they use.
pub(crate) fn graph(
    document: &Value,
    dialect: Dialect,
    roots: &BTreeSet<String>,
) -> Result<Graph, ContractError> {
    let mut reader = Reader::new(document, dialect);
    for root in roots {
        reader.add_at(root)?;
    }
    reader.visit_all()?;
    while let Some(owner) = reader.discriminators.pop() {
        discriminator::read(&mut reader, owner)?;
        reader.visit_all()?;
    }
    let mut graph = reader.graph;
    discriminator::mark_inheritance(&mut graph);
    graph.longest_chain = chains::longest(&graph)?;
    Ok(graph)
}
