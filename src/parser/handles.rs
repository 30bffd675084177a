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
    /// Those behind the first [`FIRST`] of them: a bit for each, set for a string.
    late_strings: Vec<u64>,
    /// The class descriptors among those, by their place, in order.
    late_classes: Vec<(u32, ClassIndex)>,
    /// How many those are.
    late: usize,
}

/// So many handles have a number each. Of a stream that goes on for long without a reset, all
/// others take next to nothing.
const FIRST: usize = 1 << 20;

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
        if self.referents.len() >= FIRST {
            self.assign_late(referent)?;
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
        let Some(referent) = self.referents.get(behind) else {
            return self.late(behind.checked_sub(FIRST)?);
        };
        Some(match *referent {
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
        if more > MANY && self.referents.capacity() < more.min(FIRST) {
            self.referents.reserve(more.min(FIRST));
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        let early = self.strings.saturating_add(self.referents.len());
        early.saturating_add(self.late)
    }

    pub(super) fn clear(&mut self) {
        self.strings = 0;
        self.referents.clear();
        self.late_strings.clear();
        self.late_classes.clear();
        self.late = 0;
    }

    #[cold]
    fn assign_late(&mut self, referent: Referent) -> Option<()> {
        let (word, bit) = (self.late / 64, self.late % 64);
        if word == self.late_strings.len() {
            self.late_strings.push(0);
        }
        match referent {
            Referent::String => *self.late_strings.get_mut(word)? |= 1 << bit,
            Referent::Class(class) => {
                let place = u32::try_from(self.late).ok()?;
                self.late_classes.push((place, class));
            }
            Referent::Other => {}
        }
        self.late = self.late.saturating_add(1);
        Some(())
    }

    #[cold]
    fn late(&self, place: usize) -> Option<Referent> {
        if place >= self.late {
            return None;
        }
        if self.late_strings.get(place / 64)? >> (place % 64) & 1 == 1 {
            return Some(Referent::String);
        }
        let number = u32::try_from(place).ok()?;
        let classes = &self.late_classes;
        let found = classes.binary_search_by_key(&number, |(place, _)| *place);
        let class = found.ok().and_then(|found| classes.get(found));
        Some(class.map_or(Referent::Other, |(_, class)| Referent::Class(*class)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_handles_are_told_apart_however_many() {
        let mut table = HandleTable::default();
        let referent = |index: usize| match index % 7 {
            0 => Referent::String,
            3 if index % 1_000 == 3 => Referent::Class(ClassIndex::new(index / 1_000).unwrap()),
            _ => Referent::Other,
        };
        for round in 0..2 {
            let count = FIRST + 5_000 + round;
            for index in 0..count {
                assert_eq!(table.assign(referent(index)).unwrap().index(), Some(index));
            }
            assert_eq!(table.len(), count);
            for index in 0..count {
                let handle = Handle::nth(index).unwrap();
                assert_eq!(table.get(handle), Some(referent(index)), "{index}");
            }
            assert_eq!(table.get(Handle::nth(count).unwrap()), None);
            table.clear();
            assert_eq!(table.get(Handle::nth(0).unwrap()), None);
        }
    }
}
