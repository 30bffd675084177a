//! What each handle of a stream stands for, as far as the parser must know it:
//! a class descriptor, a string, or something else.

use crate::event::Handle;
use crate::hierarchy::ClassIndex;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Referent {
    Class(ClassIndex),
    String,
    Other,
}

#[derive(Debug, Default)]
pub(super) struct HandleTable {
    referents: Vec<Referent>,
}

impl HandleTable {
    /// `newHandle` of the grammar; `None` when all handles are used up.
    pub(super) fn assign(&mut self, referent: Referent) -> Option<Handle> {
        let handle = Handle::nth(self.referents.len())?;
        self.referents.push(referent);
        Some(handle)
    }

    pub(super) fn get(&self, handle: Handle) -> Option<Referent> {
        self.referents.get(handle.index()?).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.referents.len()
    }

    pub(super) fn clear(&mut self) {
        self.referents.clear();
    }
}
