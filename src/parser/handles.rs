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
    /// So many strings come first: a conversation of nothing but strings costs no memory.
    strings: usize,
    /// One number for each of the others, as there may be many: [`OTHER`], [`STRING`], or the
    /// index of a class behind those.
    referents: Vec<u32>,
}

/// From here on it pays to make room at once.
const MANY: usize = 64 * 1024;

const OTHER: u32 = 0;
const STRING: u32 = 1;
const FIRST_CLASS: u32 = 2;

impl HandleTable {
    /// `newHandle` of the grammar; `None` when all handles are used up.
    #[inline]
    pub(super) fn assign(&mut self, referent: Referent) -> Option<Handle> {
        let handle = Handle::nth(self.len())?;
        if referent == Referent::String && self.referents.is_empty() {
            self.strings = self.strings.saturating_add(1);
            return Some(handle);
        }
        self.referents.push(match referent {
            Referent::Other => OTHER,
            Referent::String => STRING,
            Referent::Class(class) => u32::try_from(class.get()).ok()?.checked_add(FIRST_CLASS)?,
        });
        Some(handle)
    }

    #[inline]
    pub(super) fn get(&self, handle: Handle) -> Option<Referent> {
        let index = handle.index()?;
        let Some(behind) = index.checked_sub(self.strings) else {
            return Some(Referent::String);
        };
        Some(match *self.referents.get(behind)? {
            OTHER => Referent::Other,
            STRING => Referent::String,
            class => {
                let index = usize::try_from(class.saturating_sub(FIRST_CLASS)).ok()?;
                Referent::Class(ClassIndex::new(index)?)
            }
        })
    }

    /// Makes room for about so many more, if it is many.
    #[inline]
    pub(super) fn expect(&mut self, more: usize) {
        if more > MANY && self.referents.capacity() < more {
            self.referents.reserve(more);
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.strings.saturating_add(self.referents.len())
    }

    pub(super) fn clear(&mut self) {
        self.strings = 0;
        self.referents.clear();
    }
}
