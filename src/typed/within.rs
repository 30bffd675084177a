//! What a collection holds, for who only looks at it.

use super::comparator::comparator;
use super::groups::Groups;
use super::held::Kind;
use super::items::items;
use crate::graph::{Graph, NodeId};

/// What is in a collection.
pub(crate) struct Within {
    pub(crate) is_map: bool,
    pub(crate) has_comparator: bool,
    /// The elements; the keys and values of a map in turn.
    pub(crate) items: Vec<Option<NodeId>>,
}

/// Returns what is in a collection that is known, and that Java would read.
pub(crate) fn within(graph: &Graph, node: NodeId) -> Option<Within> {
    let mut items = items(&mut Groups::default(), graph, node).ok()??;
    let is_map = items.kind == Kind::Map;
    let mut all = Vec::new();
    if is_map {
        while let Some(entry) = items.entry() {
            let (key, value) = entry.ok()?;
            all.extend([key.node(), value.node()]);
        }
    } else {
        for item in items {
            all.push(item.ok()?.node());
        }
    }
    Some(Within {
        is_map,
        has_comparator: comparator(graph, node).is_some(),
        items: all,
    })
}
