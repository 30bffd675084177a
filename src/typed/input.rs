//! [`In`]: what a value is read from.

use smallvec::SmallVec;

use super::fault::{cut, not_a, not_a_node};
use super::groups::Groups;
use super::held::Kind;
use super::items::{Items, items};
use super::memo::Memo;
use super::object_in::ObjectIn;
use super::output::DEEPEST;
use super::spec::ClassSpec;
use super::{ReadJava, ReadLimits, Versions};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, NodeId, Raw, RawNode};
use crate::limits::Limit;

/// What values are read from: the objects of a stream, and what is known of them.
///
/// A [`ReadJava::read`] gets it, and hands it on to the values inside.
#[derive(Debug)]
pub struct In<'g> {
    graph: &'g Graph,
    memo: &'g mut Memo,
    /// The objects that are being read, the outermost first.
    open: SmallVec<[NodeId; 16]>,
    /// How many objects lie in each other in what has been read of the innermost of those, or of
    /// what is shared, so far.
    height: usize,
    limits: ReadLimits,
    /// Whether the writer failed amid objects of the graph.
    has_cut: bool,
    /// How much may yet be read: what is shared is copied for each reference to it.
    left: u64,
}

impl<'g> In<'g> {
    pub(super) fn new(graph: &'g Graph, memo: &'g mut Memo, limits: ReadLimits) -> Self {
        const ALWAYS: u64 = 16 << 20;

        let grown = graph.weight().saturating_mul(limits.max_growth());
        In {
            graph,
            memo,
            open: SmallVec::new(),
            height: 0,
            has_cut: graph.has_cut(),
            left: grown.max(ALWAYS),
            limits,
        }
    }

    /// Reads what is at top level.
    pub(super) fn root<T: ReadJava>(&mut self, value: Raw) -> Result<T> {
        let read = T::read(self, value).and_then(|read| {
            self.memo.settle(self.graph)?;
            Ok(read)
        });
        read.map_err(|error| {
            self.memo.abandon();
            match value.node() {
                Some(node) => error.within(&self.graph.class_told(node)),
                None => error,
            }
        })
    }

    /// Returns the objects of the stream.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    pub(super) fn memo(&mut self) -> &mut Memo {
        self.memo
    }

    /// Whether this object is being read: it holds what is read now.
    pub(super) fn is_open(&self, node: NodeId) -> bool {
        self.open.contains(&node)
    }

    /// Whether this is the object whose members are being read.
    pub(super) fn is_innermost(&self, node: NodeId) -> bool {
        self.open.last() == Some(&node)
    }

    /// Returns the object that a value refers to, which must not be null.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`] for null, [`ErrorKind::WriteAborted`] where the writer failed.
    #[inline]
    pub fn node<T: ?Sized>(&self, value: Raw) -> Result<NodeId> {
        match value.node() {
            Some(node) => Ok(node),
            None => Err(self.no_node::<T>(value)),
        }
    }

    #[cold]
    fn no_node<T: ?Sized>(&self, value: Raw) -> Error {
        match self.graph.exception_raw(value) {
            Some(exception) => cut(exception),
            None => not_a_node::<T>(self.graph, None),
        }
    }

    /// An error if the writer failed amid this object: it is not whole.
    #[inline]
    pub(super) fn check_whole(&self, node: NodeId) -> Result<()> {
        match self.has_cut {
            true => self.graph.cut_by(node).map_or(Ok(()), |it| Err(cut(it))),
            false => Ok(()),
        }
    }

    /// Counts what is read, in bytes.
    #[inline]
    pub(super) fn spend(&mut self, bytes: usize) -> Result<()> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(8);
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(self.grown()),
        }
    }

    #[cold]
    fn grown(&self) -> Error {
        ErrorKind::Limit {
            limit: Limit::ReadGrowth,
            allowed: self.limits.max_growth(),
            found: self.limits.max_growth().saturating_add(1),
        }
        .into()
    }

    /// Goes into an object that holds others.
    #[inline]
    pub(super) fn enter<T>(&mut self, node: NodeId) -> Result<()> {
        self.check_whole(node)?;
        if self.open.contains(&node) {
            let found = format!("the {} that it is in", self.graph.class_told(node));
            let error = not_a::<T>(found);
            return Err(error.noting(Some(
                "a reference back is a typed::Back, one that may lead back a typed::Link",
            )));
        }
        if self.open.len() >= self.limits.max_depth() {
            return Err(too_deep(self.limits.max_depth()));
        }
        self.open.push(node);
        self.height = self.height.max(self.open.len());
        Ok(())
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// Reads what several may hold. Returns it, and how many objects lie in each other in it.
    pub(super) fn read_shared<T: ReadJava>(&mut self, value: Raw) -> Result<(T, usize)> {
        let depth = self.open.len();
        let outer = std::mem::replace(&mut self.height, depth);
        let read = T::read(self, value);
        let height = self.height.saturating_sub(depth);
        self.height = self.height.max(outer);
        Ok((read?, height))
    }

    /// Holds what has been read before, in which so many objects lie in each other: whoever drops
    /// the last that holds it drops them all, one within the other.
    pub(super) fn hold(&mut self, height: usize) -> Result<()> {
        // As many as can be written.
        let highest = self.limits.max_depth().max(DEEPEST);
        let height = self.open.len().saturating_add(height);
        if height > highest {
            return Err(too_deep(highest));
        }
        self.height = self.height.max(height);
        Ok(())
    }

    /// Goes into an object, whose class must be the one of this table. What it holds is read member
    /// by member, in the order of the table; then it is [closed](ObjectIn::close).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`] if it is something else; [`ErrorKind::InvalidClass`] if the peer's class
    /// is another version, as in a JVM.
    pub fn open<T>(&mut self, spec: &'static ClassSpec, value: Raw) -> Result<ObjectIn<'_, 'g>> {
        let node = self.node::<T>(value)?;
        let Some(RawNode::Object { class, slots }) = self.graph.raw(node) else {
            return Err(not_a_node::<T>(self.graph, Some(node)));
        };
        let plan = match self.memo.plans.recent(spec, class) {
            Some(plan) => plan,
            None => {
                let found = self.graph.class_view(class);
                if found.name() != spec.name() {
                    return Err(self.another_class::<T>(spec, node));
                }
                let versions = match self.memo.peer() {
                    Some(peer) => {
                        peer.learn(spec, self.graph, class);
                        Versions::Ignore
                    }
                    None => self.limits.versions(),
                };
                let plans = &mut self.memo.plans;
                plans.find(spec, class, self.graph, slots, versions)?
            }
        };
        self.spend(slots.len().saturating_mul(4))?;
        self.enter::<T>(node)?;
        Ok(ObjectIn::new(self, spec, slots, plan))
    }

    /// Returns whether a reference refers to an object of this class.
    pub fn is_a(&self, spec: &'static ClassSpec, value: Raw) -> bool {
        let node = value.node().and_then(|node| self.graph.raw(node));
        match node {
            Some(RawNode::Object { class, .. }) => {
                self.graph.class_view(class).name() == spec.name()
            }
            _ => false,
        }
    }

    /// What is in a collection of this kind; `None` if it is none that is known.
    pub(super) fn items(&mut self, node: NodeId, kind: Kind) -> Result<Option<Items<'g>>> {
        let graph = self.graph;
        let found = items(self.memo.groups(), graph, node)?;
        Ok(found.filter(|found| found.kind == kind))
    }

    /// Whether it is a collection of this kind. One that Java would refuse is one all the same:
    /// reading it says why.
    pub(super) fn is_collection(&self, node: NodeId, kind: Kind) -> bool {
        self.memo.with_groups(
            |groups: &mut Groups| match items(groups, self.graph, node) {
                Ok(found) => found.is_some_and(|found| found.kind == kind),
                Err(_) => true,
            },
        )
    }

    #[cold]
    fn another_class<T>(&self, spec: &ClassSpec, node: NodeId) -> Error {
        let class = match self.graph.raw(node) {
            Some(RawNode::Object { class, .. }) => self.graph.class_view(class),
            _ => return not_a_node::<T>(self.graph, Some(node)),
        };
        let mut above = std::iter::successors(Some(class), |class| class.superclass());
        let error = not_a_node::<T>(self.graph, Some(node));
        if above.any(|class| class.name() == spec.name()) {
            return error.noting(Some(
                "it is of a subclass, which would be cut to its superclass: see typed::one_of!",
            ));
        }
        error
    }
}

#[cold]
fn too_deep(allowed: usize) -> Error {
    let allowed = u64::try_from(allowed).unwrap_or(u64::MAX);
    let kind = ErrorKind::Limit {
        limit: Limit::ReadDepth,
        allowed,
        found: allowed.saturating_add(1),
    };
    kind.into()
}
