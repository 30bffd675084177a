//! How nodes and values are stored.

use super::{Graph, NodeId, Slot, Special, Stored, full};
use crate::error::ErrorKind;
use crate::hierarchy::ClassIndex;

/// The nodes of a graph, in the order of their handles: eight bytes for each, since a
/// large graph takes as long as it takes to move its memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Nodes {
    narrow: Vec<Narrow>,
    /// The few that do not fit into those.
    wide: Vec<Stored>,
}

/// A node in two words: what it is, from the lowest bits up, and where its values are.
#[derive(Debug, Clone, Copy)]
struct Narrow(u32, u32);

impl Narrow {
    const KIND_BITS: u32 = 3;

    /// A length of 29 bits; the place of the text.
    const STRING: u32 = 0;
    /// A count of slots of 11 bits, and a class of 18; the first slot.
    const OBJECT: u32 = 1;
    const COUNT_BITS: u32 = 11;
    /// A length of 16 bits, and a class of 13; the first slot or byte.
    const ARRAY: u32 = 2;
    const LENGTH_BITS: u32 = 16;
    /// Whether its name is a new string, and a class of 28 bits; the slot of the name.
    const ENUM: u32 = 3;
    /// A class of 29 bits.
    const CLASS: u32 = 4;
    const DESC: u32 = 5;
    /// Its place among the wide ones.
    const WIDE: u32 = 6;

    /// Returns the node in this form, if it fits.
    #[inline(always)]
    fn new(stored: Stored) -> Option<Narrow> {
        let (kind, what, place) = match stored {
            Stored::String {
                start,
                length,
                long: false,
            } => (Self::STRING, length, start),
            Stored::Object {
                class,
                slots,
                count,
            } => (
                Self::OBJECT,
                joined(count, class, Self::COUNT_BITS)?,
                slots,
            ),
            Stored::Array {
                class,
                start,
                length,
            } => (
                Self::ARRAY,
                joined(length, class, Self::LENGTH_BITS)?,
                start,
            ),
            Stored::Enum {
                class,
                name,
                fresh_name,
            } => (
                Self::ENUM,
                joined(u32::from(fresh_name), class, 1)?,
                name.0,
            ),
            Stored::Class { class } => (Self::CLASS, joined(0, class, 0)?, 0),
            Stored::Desc { class } => (Self::DESC, joined(0, class, 0)?, 0),
            Stored::String { long: true, .. } => return None,
        };
        let is_short = what >> (u32::BITS - Self::KIND_BITS) == 0;
        is_short.then_some(Narrow(what << Self::KIND_BITS | kind, place))
    }

    fn wide(index: usize) -> Option<Narrow> {
        Some(Narrow(Self::WIDE, u32::try_from(index).ok()?))
    }
}

/// `low`, of so many bits, and above it the class, if both fit.
#[inline(always)]
fn joined(low: u32, class: ClassIndex, bits: u32) -> Option<u32> {
    let class = class.number();
    let fits = low >> bits == 0 && class >> (u32::BITS - Narrow::KIND_BITS - bits) == 0;
    fits.then_some(class << bits | low)
}

/// The inverse of [`joined`].
#[inline(always)]
fn parted(what: u32, bits: u32) -> (u32, ClassIndex) {
    (
        what & !(u32::MAX << bits),
        ClassIndex::of_number(what >> bits),
    )
}

impl Nodes {
    pub(super) fn len(&self) -> usize {
        self.narrow.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.narrow.is_empty()
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.narrow.reserve(more);
    }

    #[inline(always)]
    pub(super) fn push(&mut self, stored: Stored) {
        let narrow = match Narrow::new(stored) {
            Some(narrow) => narrow,
            None => self.widen(stored),
        };
        self.narrow.push(narrow);
    }

    #[inline(always)]
    pub(super) fn get(&self, node: NodeId) -> Option<Stored> {
        let &Narrow(what, place) = self.narrow.get(node.index())?;
        let kind = what & !(u32::MAX << Narrow::KIND_BITS);
        let what = what >> Narrow::KIND_BITS;
        Some(match kind {
            Narrow::STRING => Stored::String {
                start: place,
                length: what,
                long: false,
            },
            Narrow::OBJECT => {
                let (count, class) = parted(what, Narrow::COUNT_BITS);
                Stored::Object {
                    class,
                    slots: place,
                    count,
                }
            }
            Narrow::ARRAY => {
                let (length, class) = parted(what, Narrow::LENGTH_BITS);
                Stored::Array {
                    class,
                    start: place,
                    length,
                }
            }
            Narrow::ENUM => {
                let (fresh_name, class) = parted(what, 1);
                Stored::Enum {
                    class,
                    name: Slot(place),
                    fresh_name: fresh_name == 1,
                }
            }
            Narrow::CLASS => Stored::Class {
                class: parted(what, 0).1,
            },
            Narrow::DESC => Stored::Desc {
                class: parted(what, 0).1,
            },
            _ => return self.wide.get(usize::try_from(place).ok()?).copied(),
        })
    }

    /// Puts another node in the place of one.
    pub(super) fn set(&mut self, node: NodeId, stored: Stored) {
        let Some(&Narrow(what, place)) = self.narrow.get(node.index()) else {
            return;
        };
        if what == Narrow::WIDE
            && let Ok(place) = usize::try_from(place)
            && let Some(wide) = self.wide.get_mut(place)
        {
            *wide = stored;
            return;
        }
        let new = match Narrow::new(stored) {
            Some(narrow) => narrow,
            None => self.widen(stored),
        };
        if let Some(narrow) = self.narrow.get_mut(node.index()) {
            *narrow = new;
        }
    }

    /// Those with this index and above.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = (NodeId, Stored)> {
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let ids = (first..=u32::MAX).map(NodeId);
        ids.map_while(|node| Some((node, self.get(node)?)))
    }

    #[cold]
    fn widen(&mut self, stored: Stored) -> Narrow {
        let index = self.wide.len();
        self.wide.push(stored);
        // There are no more of them than ids.
        Narrow::wide(index).unwrap_or(Narrow(Narrow::WIDE, u32::MAX))
    }
}

impl Graph {
    pub(super) fn add_node(&mut self, stored: Stored) -> Result<NodeId, ErrorKind> {
        let index = u32::try_from(self.nodes.len()).map_err(|_| full())?;
        self.nodes.push(stored);
        Ok(NodeId(index))
    }

    pub(super) fn add_special(&mut self, special: Special) -> Result<Slot, ErrorKind> {
        let index = u32::try_from(self.specials.len()).map_err(|_| full())?;
        let slot = index.saturating_add(Slot::FIRST_SPECIAL);
        if slot >= Slot::FIRST_CONSTANT {
            return Err(full());
        }
        self.specials.push(special);
        Ok(Slot(slot))
    }

    /// Appends to the bytes. Where they are.
    pub(super) fn add_bytes(&mut self, bytes: &[u8]) -> Result<u32, ErrorKind> {
        let start = self.bytes.len();
        // Below 2^32 − 1, so that no place equals `Slot::NO_FIELDS`.
        if start.saturating_add(bytes.len()) >= usize::try_from(u32::MAX).unwrap_or(usize::MAX) {
            return Err(full());
        }
        self.bytes.extend_from_slice(bytes);
        u32::try_from(start).map_err(|_| full())
    }

    /// Appends to the slots. Where they are.
    pub(super) fn add_slots(&mut self, slots: &[Slot]) -> Result<u32, ErrorKind> {
        let start = u32::try_from(self.slots.len()).map_err(|_| full())?;
        u32::try_from(self.slots.len().saturating_add(slots.len())).map_err(|_| full())?;
        self.slots.extend_from_slice(slots);
        Ok(start)
    }
}

impl Slot {
    /// The slot that holds `node`.
    pub(super) fn of(node: NodeId) -> Result<Slot, ErrorKind> {
        match node.0.checked_add(1) {
            Some(slot) if slot < Slot::FIRST_SPECIAL => Ok(Slot(slot)),
            _ => Err(full()),
        }
    }
}
