//! What is known of the objects of a stream until its next reset: where the members of each class
//! stand, and which objects are one `Arc`.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::fault::not_a;
use super::groups::Groups;
use super::hash::Quick;
use super::peer::Peer;
use super::plan::Plans;
use crate::error::Result;
use crate::graph::{Graph, NodeId};

/// What several reads of one stream have in common.
#[derive(Default)]
pub(crate) struct Memo {
    pub(super) plans: Plans,
    /// Asked for where the memo is not to be changed, too.
    groups: Mutex<Groups>,
    /// By the number of a node, the place of its text, counted from 1.
    text_places: Vec<u32>,
    texts: Vec<Arc<str>>,
    shared: HashMap<NodeId, Vec<(Shared, usize)>, Quick>,
    /// What waits for an object that has not been read to its end. They are taken from it as
    /// their objects come, so it has no empty lists.
    awaited: HashMap<NodeId, Vec<Awaited>, Quick>,
    /// Whose versions of classes are learnt from what is read.
    peer: Option<Peer>,
}

type Shared = Arc<dyn Any + Send + Sync>;

/// Takes the object, if it is of the type that is awaited. Whether it was.
type Take = Box<dyn FnMut(&Shared) -> bool + Send + Sync>;

struct Awaited {
    /// The name of the Rust type.
    expected: &'static str,
    take: Take,
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo")
            .field("plans", &self.plans)
            .field("texts", &self.texts.len())
            .field("shared", &self.shared.len())
            .finish_non_exhaustive()
    }
}

impl Memo {
    /// Handles start again: nothing that is known holds of what comes.
    pub(crate) fn forget(&mut self) {
        self.plans.clear();
        self.groups().clear();
        self.text_places.clear();
        self.texts.clear();
        self.shared.clear();
        self.awaited.clear();
    }

    /// Has the versions of classes learnt from what is read.
    pub(crate) fn set_peer(&mut self, peer: &Peer) {
        self.peer = Some(peer.clone());
    }

    pub(super) fn peer(&self) -> Option<&Peer> {
        self.peer.as_ref()
    }

    /// How much memory it holds, apart from the values that it shares with the program.
    pub(crate) fn memory(&self) -> usize {
        let texts = self.texts.iter().map(|text| text.len());
        let texts = texts.fold(0, usize::saturating_add);
        let places = self.text_places.capacity().saturating_mul(size_of::<u32>());
        let shared = size_of::<(NodeId, Vec<Shared>, Shared, usize)>();
        let shared = self.shared.capacity().saturating_mul(shared);
        [
            texts,
            places,
            shared,
            self.peer.as_ref().map_or(0, Peer::memory),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// What is known of collections.
    #[inline]
    pub(super) fn groups(&mut self) -> &mut Groups {
        self.groups
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The same where the memo is shared.
    pub(super) fn with_groups<T>(&self, work: impl FnOnce(&mut Groups) -> T) -> T {
        work(&mut self.groups.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The text of a node, which `make` makes the first time.
    #[inline]
    pub(super) fn text(
        &mut self,
        node: NodeId,
        make: impl FnOnce() -> Result<Arc<str>>,
    ) -> Result<Arc<str>> {
        let index = node.index();
        if self.text_places.len() <= index {
            // In steps, so that it does not grow by one each time.
            let length = index.saturating_add(1).next_power_of_two();
            self.text_places.resize(length, 0);
        }
        let Some(place) = self.text_places.get_mut(index) else {
            return make();
        };
        let known = place.checked_sub(1).and_then(|at| usize::try_from(at).ok());
        if let Some(text) = known.and_then(|at| self.texts.get(at)) {
            return Ok(Arc::clone(text));
        }
        let text = make()?;
        self.texts.push(Arc::clone(&text));
        *place = u32::try_from(self.texts.len()).unwrap_or(0);
        Ok(text)
    }

    /// The object, if it has been read as this type, and how many lie in each other in it.
    pub(super) fn shared<T: Any + Send + Sync>(&self, node: NodeId) -> Option<(Arc<T>, usize)> {
        let all = self.shared.get(&node)?;
        all.iter()
            .find_map(|(one, height)| Some((Arc::clone(one).downcast().ok()?, *height)))
    }

    /// Takes note of an object that has been read.
    pub(super) fn share<T: Any + Send + Sync>(
        &mut self,
        node: NodeId,
        object: &Arc<T>,
        height: usize,
    ) {
        let object: Shared = Arc::clone(object) as Shared;
        if let Some(mut waiting) = self.awaited.remove(&node) {
            waiting.retain_mut(|awaited| !(awaited.take)(&object));
            if !waiting.is_empty() {
                self.awaited.insert(node, waiting);
            }
        }
        self.shared.entry(node).or_default().push((object, height));
    }

    /// Waits for an object.
    pub(super) fn await_shared<T: Any + Send + Sync>(
        &mut self,
        node: NodeId,
        mut take: impl FnMut(&Arc<T>) + Send + Sync + 'static,
    ) {
        self.awaited.entry(node).or_default().push(Awaited {
            expected: std::any::type_name::<T>(),
            take: Box::new(move |object| match Arc::clone(object).downcast::<T>() {
                Ok(object) => {
                    take(&object);
                    true
                }
                Err(_) => false,
            }),
        });
    }

    /// What was awaited has come, or never will.
    pub(super) fn settle(&mut self, graph: &Graph) -> Result<()> {
        let first = self.awaited.iter().min_by_key(|(node, _)| **node);
        let Some((node, waiting)) = first else {
            return Ok(());
        };
        let expected = waiting.first().map_or("T", |awaited| awaited.expected);
        let found = format!(
            "a reference back to the {} that is read as no Arc<{expected}>, in a field or at the top",
            graph.class_told(*node),
        );
        Err(not_a::<super::Back<()>>(found).noting(Some(
            "what a reference leads back to is an Arc, at the top too: receive::<Arc<_>>()",
        )))
    }

    /// Nobody waits any more: the read has failed.
    pub(super) fn abandon(&mut self) {
        self.awaited.clear();
        // Some of those that have been read refer to what never came.
        self.shared.clear();
    }
}
