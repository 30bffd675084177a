//! Which object of one side is which of the other.

use crate::graph::NodeId;

/// What is known of two objects that stand at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// Neither has been met before.
    New,
    /// They are the same, or are being compared.
    Same,
    /// One was met before, the other is another object than its counterpart: it may be a copy.
    Copy,
    /// Both were met before, with others.
    Others,
}

/// The counterpart of each object that has been met: its number and one, or 0.
#[derive(Debug)]
pub(super) struct Pairs {
    to_new: Vec<u32>,
    to_old: Vec<u32>,
    /// What has been noted since the last time that it was kept, if it may have to be forgotten.
    noted: Vec<(bool, NodeId)>,
    is_trial: bool,
}

impl Pairs {
    /// For graphs of so many nodes.
    pub(super) fn new(olds: usize, news: usize) -> Self {
        Pairs {
            to_new: vec![0; olds],
            to_old: vec![0; news],
            noted: Vec::new(),
            is_trial: false,
        }
    }

    /// What is noted from now on may be forgotten again.
    pub(super) fn try_out(&mut self) {
        self.noted.clear();
        self.is_trial = true;
    }

    /// Forgets what has been noted since.
    pub(super) fn forget(&mut self) {
        for (is_new, node) in std::mem::take(&mut self.noted) {
            let side = if is_new {
                &mut self.to_old
            } else {
                &mut self.to_new
            };
            if let Some(counterpart) = side.get_mut(node.index()) {
                *counterpart = 0;
            }
        }
    }

    /// Keeps all that is noted.
    pub(super) fn keep(&mut self) {
        self.noted = Vec::new();
        self.is_trial = false;
    }

    fn counterparts(&self, old: NodeId, new: NodeId) -> (u32, u32) {
        let of = |side: &[u32], node: NodeId| side.get(node.index()).copied().unwrap_or(0);
        (of(&self.to_new, old), of(&self.to_old, new))
    }

    /// Whether two objects are known to be the same.
    pub(super) fn are_same(&self, old: NodeId, new: NodeId) -> bool {
        let (to_new, to_old) = self.counterparts(old, new);
        to_new == new.number().saturating_add(1) || to_old == old.number().saturating_add(1)
    }

    /// Whether the old one is the counterpart of another object than the new one.
    pub(super) fn has_other(&self, old: NodeId, new: NodeId) -> bool {
        self.counterparts(old, new).0 != new.number().saturating_add(1)
    }

    /// Notes that two objects stand at one place.
    pub(super) fn meet(&mut self, old: NodeId, new: NodeId) -> Met {
        if self.are_same(old, new) {
            return Met::Same;
        }
        let met = match self.counterparts(old, new) {
            (0, 0) => Met::New,
            (0, _) | (_, 0) => Met::Copy,
            _ => return Met::Others,
        };
        self.note(old, new);
        met
    }

    /// Notes each as the counterpart of the other where it has none.
    pub(super) fn note(&mut self, old: NodeId, new: NodeId) {
        let sides = [
            (&mut self.to_new, old, new, false),
            (&mut self.to_old, new, old, true),
        ];
        for (side, node, other, is_new) in sides {
            if let Some(counterpart) = side.get_mut(node.index())
                && *counterpart == 0
            {
                *counterpart = other.number().saturating_add(1);
                if self.is_trial {
                    self.noted.push((is_new, node));
                }
            }
        }
    }
}
