//! What kind of thing each handle of a stream stands for, as far as the parser must know it.

use super::Parser;
use super::cursor::Stop;
use crate::error::ErrorKind;
use crate::event::Handle;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HandleKind {
    Other,
    String,
    /// Which class it is, its own table knows.
    Class,
    /// A string that may be the type of a field that holds an object or array.
    TypeString,
}

impl HandleKind {
    /// The kind of a string with this text.
    #[inline(always)]
    pub(super) fn of_string(text: &[u8]) -> Self {
        match text.first() {
            Some(b'L' | b'[') => HandleKind::TypeString,
            _ => HandleKind::String,
        }
    }

    #[inline]
    pub(super) fn is_string(self) -> bool {
        matches!(self, HandleKind::String | HandleKind::TypeString)
    }
}

/// A stream that goes on for long without a reset has many handles: each takes two bits.
#[derive(Debug, Default)]
pub(super) struct HandleTable {
    count: usize,
    /// Kinds, from the lowest bits up, of all but the last few: a conversation of few objects needs
    /// no memory for its handles.
    words: Vec<u64>,
    /// Those of the last few.
    last: u64,
}

/// How many kinds make a word.
const PER_WORD: usize = 32;

impl HandleTable {
    /// The most handles there can be.
    pub(super) const MOST: u64 = Handle::COUNT;

    /// `newHandle` of the grammar; `None` when all handles are used up.
    #[inline]
    pub(super) fn assign(&mut self, kind: HandleKind) -> Option<Handle> {
        let handle = Handle::nth(self.count)?;
        self.push(kind);
        Some(handle)
    }

    /// [`assign`](Self::assign), where handles are known to be left. How many had been assigned.
    #[inline(always)]
    pub(super) fn assign_next(&mut self, kind: HandleKind) -> u32 {
        let index = self.count as u32;
        self.push(kind);
        index
    }

    #[inline]
    pub(super) fn get(&self, handle: Handle) -> Option<HandleKind> {
        let index = handle.index()?;
        if index >= self.count {
            return None;
        }
        let word = self.words.get(index / PER_WORD).unwrap_or(&self.last);
        Some(match word >> ((index % PER_WORD) << 1) & 3 {
            0 => HandleKind::Other,
            1 => HandleKind::String,
            2 => HandleKind::Class,
            _ => HandleKind::TypeString,
        })
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        self.words.capacity().saturating_mul(size_of::<u64>())
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.words.clear();
        self.last = 0;
    }

    #[inline(always)]
    fn push(&mut self, kind: HandleKind) {
        self.last |= (kind as u64) << ((self.count % PER_WORD) << 1);
        self.count = self.count.wrapping_add(1);
        if self.count.is_multiple_of(PER_WORD) {
            self.begin_word();
        }
    }

    #[inline(never)]
    fn begin_word(&mut self) {
        self.words.push(self.last);
        self.last = 0;
    }
}

impl Parser {
    /// What kind of thing `handle` at the relative offset `at` stands for.
    #[inline]
    pub(super) fn kind_of(&self, at: usize, handle: Handle) -> Result<HandleKind, Stop> {
        self.handles.get(handle).ok_or_else(|| {
            Stop::fault(
                at,
                ErrorKind::Handle {
                    handle: handle.wire(),
                },
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_handles_are_told_apart_however_many() {
        let mut table = HandleTable::default();
        let kind = |index: usize| match index % 7 {
            0 => HandleKind::String,
            1 => HandleKind::TypeString,
            3 if index % 1_000 == 3 => HandleKind::Class,
            _ => HandleKind::Other,
        };
        for count in [0, 1, 31, 32, 33, 64, 100_000] {
            for index in 0..count {
                assert_eq!(table.assign(kind(index)).unwrap().index(), Some(index));
            }
            assert_eq!(table.len(), count);
            for index in 0..count {
                let handle = Handle::nth(index).unwrap();
                assert_eq!(table.get(handle), Some(kind(index)), "{index}");
            }
            assert_eq!(table.get(Handle::nth(count).unwrap()), None);
            table.clear();
            assert_eq!(table.get(Handle::nth(0).unwrap()), None);
        }
    }
}
