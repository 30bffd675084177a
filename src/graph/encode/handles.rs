//! `newHandle`: which objects have been written, and with which handles.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use super::described::Described;
use super::values::Plan;
use crate::codes::BASE_WIRE_HANDLE;
use crate::event::Handle;
use crate::graph::{Graph, NodeId};
use crate::wire::items::{self, put_reference};

/// Which objects a stream has handles for, and what it writes them with.
#[derive(Debug, Default)]
pub(crate) struct WireHandles {
    pub(super) assigned: Assigned,
    pub(super) described: Described,
    /// What of each graph has been written, by the graph's key.
    graphs: HashMap<u64, Remembered>,
    /// When there are this many, those whose graphs are gone are forgotten.
    full: usize,
}

/// What of a graph has been written, as long as there is the graph.
#[derive(Debug)]
struct Remembered {
    graph: Weak<u64>,
    written: Written,
}

/// How a stream stands, whatever is written to it.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// Handles assigned so far.
    pub(super) count: u32,
    /// How many of those were assigned before the last reset.
    pub(super) epoch: u32,
    /// Whether to write as protocol version 1: external contents without block data.
    pub(super) protocol_1: bool,
}

/// What of a graph has been written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// How many nodes have been given their handles in the order in which they stand in the graph,
    /// as those of a graph that was read are; nothing more need be known of them.
    pub(super) in_order: u32,
    /// How many handles had been assigned before those.
    pub(super) before: u32,
    /// Otherwise, for each node, how many handles had been assigned when it was given
    /// its own, that one included; 0 for none.
    nodes: Vec<u32>,
    /// How the objects of each class are written.
    pub(super) plans: Vec<Plan>,
}

impl Written {
    /// How many handles had been assigned when this node was given its own, that one included; 0
    /// if it has none.
    #[inline(always)]
    pub(super) fn assigned(&self, node: NodeId) -> u32 {
        if node.0 < self.in_order {
            return self.before.wrapping_add(node.0).wrapping_add(1);
        }
        self.nodes.get(node.index()).copied().unwrap_or(0)
    }

    /// Takes note of the last handle's node.
    #[inline(always)]
    pub(super) fn assign(&mut self, node: NodeId, count: u32, graph: &Graph) {
        let next = self.before.wrapping_add(self.in_order).wrapping_add(1);
        if node.0 == self.in_order && count == next && self.nodes.is_empty() {
            self.in_order = self.in_order.wrapping_add(1);
        } else {
            self.set(node, count, graph);
        }
    }

    fn forget_after(&mut self, count: u32) {
        self.in_order = self.in_order.min(count.saturating_sub(self.before));
        for assigned in &mut self.nodes {
            *assigned = if *assigned <= count { *assigned } else { 0 };
        }
    }

    fn memory(&self) -> usize {
        let nodes = self.nodes.capacity().saturating_mul(size_of::<u32>());
        let plans = self.plans.capacity().saturating_mul(size_of::<Plan>());
        nodes.saturating_add(plans)
    }

    #[inline(never)]
    pub(super) fn set(&mut self, node: NodeId, count: u32, graph: &Graph) {
        let all = graph.nodes.len();
        if self.nodes.len() < all {
            let ordered = (1..=self.in_order).map(|number| self.before.saturating_add(number));
            self.nodes.extend(ordered);
            self.in_order = 0;
            self.nodes.resize(all, 0);
        }
        if let Some(place) = self.nodes.get_mut(node.index()) {
            *place = count;
        }
    }
}

impl WireHandles {
    /// Forgets all handles, as both ends do at a reset.
    pub(crate) fn reset(&mut self) {
        self.assigned.count = 0;
        self.assigned.epoch = 0;
        self.described.clear();
        self.graphs = HashMap::new();
    }

    /// What of a graph has been written, taken out while more is.
    pub(super) fn recall(&mut self, graph: &Arc<u64>) -> Written {
        let known = self.graphs.remove(&**graph);
        known.map_or_else(Written::default, |known| known.written)
    }

    pub(super) fn remember(&mut self, graph: &Arc<u64>, written: Written) {
        const FEW: usize = 16;

        if self.graphs.len() >= self.full.max(FEW) {
            self.forget_gone();
            self.full = self.graphs.len().saturating_mul(2);
        }
        let key = **graph;
        let graph = Arc::downgrade(graph);
        self.graphs.insert(key, Remembered { graph, written });
    }

    /// Forgets the graphs that no longer exist. Their descriptors stay known.
    pub(crate) fn forget_gone(&mut self) {
        self.graphs
            .retain(|_, known| known.graph.strong_count() > 0);
        if self.graphs.is_empty() {
            self.graphs = HashMap::new();
        }
    }

    /// How much memory it holds.
    pub(crate) fn memory(&self) -> usize {
        let entry = size_of::<(u64, Remembered)>();
        let graphs = self.graphs.values().map(|known| known.written.memory());
        let graphs = graphs.fold(0, usize::saturating_add);
        let table = self.graphs.capacity().saturating_mul(entry);
        let described = self.described.memory();
        graphs.saturating_add(table).saturating_add(described)
    }

    /// Whether to write as protocol version 1 from now on.
    pub(crate) fn use_protocol_1(&mut self, old: bool) {
        self.assigned.protocol_1 = old;
    }

    /// `newHandle` of something that is not a node of a graph.
    pub(crate) fn assign(&mut self) -> Handle {
        let count = self.assign_count();
        self.handle(count)
    }

    /// The same: how many have been assigned, this one included.
    #[inline]
    pub(crate) fn assign_count(&mut self) -> u32 {
        self.assigned.count = self.assigned.count.saturating_add(1);
        self.assigned.count
    }

    /// How many handles have been assigned.
    pub(crate) fn count_assigned(&self) -> u32 {
        self.assigned.count
    }

    /// `TC_REFERENCE` to what was given its handle when this many had been assigned with it.
    #[inline]
    pub(crate) fn put_reference(&self, out: &mut Vec<u8>, count: u32) {
        put_reference(out, self.handle(count));
    }

    /// The same behind a type code, of a class.
    #[inline]
    pub(crate) fn put_code_and_reference(&self, out: &mut Vec<u8>, code: u8, class: u32) {
        items::put_code_and_reference(out, code, self.handle(class));
    }

    /// `TC_ARRAY`, a reference to its class, and how many elements are to come.
    #[inline]
    pub(crate) fn put_array_start(&self, out: &mut Vec<u8>, class: u32, length: i32) {
        items::put_array_start(out, self.handle(class), length);
    }

    #[inline]
    fn handle(&self, count: u32) -> Handle {
        let index = count.saturating_sub(self.assigned.epoch).saturating_sub(1);
        Handle::from_wire(BASE_WIRE_HANDLE.saturating_add(index))
    }

    pub(crate) fn is_protocol_1(&self) -> bool {
        self.assigned.protocol_1
    }

    /// Takes back the handles that were assigned after this many: what they stand for is not
    /// written after all.
    pub(crate) fn forget_after(&mut self, count: u32) {
        self.assigned.count = self.assigned.count.min(count);
        self.described.forget_after(count);
        for known in self.graphs.values_mut() {
            known.written.forget_after(count);
        }
    }
}
