//! The walk over a graph that finds out whether jaded can be given it.
//!
//! Nothing here is recursive, and each node is looked at once however often it
//! is shared: the size of the tree is added up from the bottom.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jaded::{Content, PrimitiveType, Value};

use super::layout::{Layout, heap, sized};
use super::limits::TreeLimits;
use super::parts::{Item, ObjectParts, Parts};
use super::refusal::{Fault, Problem, Refusal, TreeStep, path};
use crate::graph::{ClassId, Graph, NodeId};
use crate::limits::Limit;

/// Trees up to this size may have grown by any factor.
const SMALL_TREE: u64 = 16 << 20;

/// What was found out about a graph that jaded can be given.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) layouts: Vec<Layout>,
    /// The layout of each object.
    pub(super) layout_of: HashMap<NodeId, usize>,
    /// By class, and by which of its levels have their fields in the stream.
    known: HashMap<(ClassId, Vec<bool>), usize>,
}

#[derive(Clone, Copy)]
enum State {
    /// On the path that is being walked, this many steps from its root.
    Open(usize),
    Done(Tree),
}

/// What a node is as a tree.
#[derive(Clone, Copy)]
struct Tree {
    /// Objects inside each other, this one included.
    height: usize,
    bytes: u64,
    /// The squares of the lengths of its annotations, as which jaded's time grows.
    item_squares: u64,
}

struct Visit<'a> {
    node: NodeId,
    held: std::vec::IntoIter<(TreeStep<'a>, NodeId)>,
    /// The step that is being followed.
    step: Option<TreeStep<'a>>,
    tree: Tree,
}

impl Survey {
    pub(super) fn of(graph: &Graph, root: NodeId, limits: &TreeLimits) -> Result<Self, Refusal> {
        let mut walk = Walk {
            graph,
            limits,
            survey: Survey::default(),
            states: HashMap::new(),
            stack: Vec::new(),
            once: 0,
        };
        match walk.run(root) {
            Ok(()) => Ok(walk.survey),
            Err(fault) => {
                let steps: Vec<_> = walk.stack.iter().filter_map(|frame| frame.step).collect();
                let steps: Vec<_> = steps.into_iter().chain(fault.step).collect();
                Err(Refusal {
                    path: path(graph, root, &steps),
                    problem: fault.problem,
                })
            }
        }
    }

    fn add<'a>(&mut self, node: NodeId, object: &ObjectParts<'a>) -> Result<u64, Fault<'a>> {
        let complete = |level: &super::parts::LevelParts<'_>| {
            !level.fields.is_empty() || level.class.fields().next().is_none()
        };
        let key = (
            object.class.id(),
            object.levels.iter().map(complete).collect(),
        );
        let index = match self.known.entry(key) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.layouts.push(Layout::of(object)?);
                *new.insert(self.layouts.len().saturating_sub(1))
            }
        };
        self.layout_of.insert(node, index);
        Ok(self.layouts.get(index).map_or(0, |layout| layout.bytes))
    }
}

struct Walk<'a, 'l> {
    graph: &'a Graph,
    limits: &'l TreeLimits,
    survey: Survey,
    states: HashMap<NodeId, State>,
    stack: Vec<Visit<'a>>,
    /// Memory of the nodes met so far, each counted once.
    once: u64,
}

impl<'a> Walk<'a, '_> {
    fn run(&mut self, root: NodeId) -> Result<(), Fault<'a>> {
        self.enter(root)?;
        while let Some(frame) = self.stack.last_mut() {
            let Some((step, node)) = frame.held.next() else {
                self.leave()?;
                continue;
            };
            frame.step = Some(step);
            match self.states.get(&node).copied() {
                None => self.enter(node)?,
                Some(State::Done(tree)) => self.hold(tree)?,
                Some(State::Open(at)) => {
                    let steps: Vec<_> = self.stack.iter().filter_map(|frame| frame.step).collect();
                    let target = path(self.graph, root, steps.get(..at).unwrap_or_default());
                    return Err(Problem::Cycle(target).into());
                }
            }
        }
        Ok(())
    }

    fn enter(&mut self, node: NodeId) -> Result<(), Fault<'a>> {
        self.check_depth(1)?;
        let parts = Parts::of(self.graph, node)?;
        let bytes = self.bytes(node, &parts)?;
        let item_squares = parts.item_squares();
        self.check_items(item_squares)?;
        self.once = self.once.saturating_add(bytes);
        check(Limit::TreeBytes, self.limits.max_bytes(), self.once)?;
        let levels = match &parts {
            Parts::Object(object) => object.levels.len(),
            _ => 0,
        };
        self.states.insert(node, State::Open(self.stack.len()));
        self.stack.push(Visit {
            node,
            held: parts.held().into_iter(),
            step: None,
            tree: Tree {
                height: levels.max(1),
                bytes,
                item_squares,
            },
        });
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Fault<'a>> {
        let Some(Visit { node, tree, .. }) = self.stack.pop() else {
            return Ok(());
        };
        self.states.insert(node, State::Done(tree));
        self.check_size(tree)?;
        self.hold(tree)
    }

    /// Adds a node to the one that holds it.
    fn hold(&mut self, held: Tree) -> Result<(), Fault<'a>> {
        self.check_depth(held.height)?;
        if let Some(Visit { tree, .. }) = self.stack.last_mut() {
            tree.height = tree.height.max(held.height.saturating_add(1));
            tree.bytes = tree.bytes.saturating_add(held.bytes);
            tree.item_squares = tree.item_squares.saturating_add(held.item_squares);
            let all = tree.item_squares;
            self.check_items(all)?;
        }
        Ok(())
    }

    fn check_depth(&self, height: usize) -> Result<(), Fault<'a>> {
        let allowed = u64::try_from(self.limits.max_depth()).unwrap_or(u64::MAX);
        let found = u64::try_from(self.stack.len().saturating_add(height)).unwrap_or(u64::MAX);
        check(Limit::TreeDepth, allowed, found)
    }

    /// Whether jaded takes no longer for all annotations of a tree than for one of the
    /// greatest length that is allowed.
    fn check_items(&self, squares: u64) -> Result<(), Fault<'a>> {
        let allowed = u64::try_from(self.limits.max_items()).unwrap_or(u64::MAX);
        if squares <= allowed.saturating_mul(allowed) {
            return Ok(());
        }
        let root = squares.isqrt();
        let is_exact = root.saturating_mul(root) == squares;
        let found = root.saturating_add(u64::from(!is_exact));
        check(Limit::TreeItems, allowed, found)
    }

    fn check_size(&self, tree: Tree) -> Result<(), Fault<'a>> {
        check(Limit::TreeBytes, self.limits.max_bytes(), tree.bytes)?;
        if !self.stack.is_empty() || tree.bytes <= SMALL_TREE {
            return Ok(());
        }
        let growth = tree.bytes.checked_div(self.once).unwrap_or(0);
        check(Limit::TreeGrowth, self.limits.max_growth(), growth)
    }

    /// Memory of a node in jaded's tree, without what it refers to.
    fn bytes(&mut self, node: NodeId, parts: &Parts<'a>) -> Result<u64, Fault<'a>> {
        Ok(match parts {
            Parts::Text(text) => heap(text.len()),
            Parts::Class(name) => heap(name.len()),
            Parts::Enum { class, name } => {
                let class = super::parts::class_name(*class)?;
                heap(class.len()).saturating_add(heap(name.len()))
            }
            Parts::Primitives { element, bytes } => {
                let width = usize::from(element.width().unwrap_or(1)).max(1);
                let count = bytes.len().checked_div(width).unwrap_or(0);
                sized(count, size_of::<PrimitiveType>())
            }
            // A list that grows has room for twice as many.
            Parts::Elements(elements) => {
                sized(elements.len(), size_of::<Value>().saturating_mul(2))
            }
            Parts::Object(object) => {
                let mut bytes = self.survey.add(node, object)?;
                for level in &object.levels {
                    let items = level.annotation.as_deref().unwrap_or_default();
                    bytes = bytes.saturating_add(annotation_bytes(items));
                }
                bytes
            }
        })
    }
}

fn annotation_bytes(items: &[Item<'_>]) -> u64 {
    let blocks = items.iter().map(|item| match item {
        Item::Data(data) => data.len(),
        Item::Object(_) => 0,
    });
    let blocks = blocks.fold(0, usize::saturating_add);
    let size = size_of::<Content>().saturating_mul(2);
    sized(items.len().saturating_add(1), size).saturating_add(sized(blocks, 1))
}

fn check(limit: Limit, allowed: u64, found: u64) -> Result<(), Fault<'static>> {
    if found <= allowed {
        return Ok(());
    }
    Err(Problem::Limit {
        limit,
        allowed,
        found,
    }
    .into())
}
