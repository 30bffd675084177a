//! How nodes are stored.

use smallvec::SmallVec;

use super::{NodeId, Slot, Stored};
use crate::class::shape::ClassIndex;

/// The nodes of a graph, in the order of their handles: eight bytes for each, since a
/// large graph takes as long as it takes to move its memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Nodes {
    narrow: SmallVec<[Narrow; LONE]>,
    /// The few that do not fit into those.
    wide: Vec<Stored>,
}

/// How many nodes need no memory of their own: a phrase is one.
const LONE: usize = 2;

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
            } => (Self::OBJECT, joined(count, class, Self::COUNT_BITS)?, slots),
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
            } => (Self::ENUM, joined(u32::from(fresh_name), class, 1)?, name.0),
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

/// `low`, of `bits` bits, and above it the class, if both fit.
#[inline(always)]
fn joined(low: u32, class: ClassIndex, bits: u32) -> Option<u32> {
    let what = u64::from(class.number()) << bits | u64::from(low);
    let fits = low >> bits == 0 && what << Narrow::KIND_BITS >> u32::BITS == 0;
    fits.then_some(what as u32)
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

    /// How much memory it holds beside itself.
    pub(super) fn memory(&self) -> usize {
        let narrow = if self.narrow.spilled() {
            self.narrow.capacity()
        } else {
            0
        };
        let wide = self.wide.capacity().saturating_mul(size_of::<Stored>());
        narrow
            .saturating_mul(size_of::<Narrow>())
            .saturating_add(wide)
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

    /// Adds a string in the short form.
    #[inline(always)]
    pub(super) fn push_string(&mut self, start: u32, length: u16) {
        let what = u32::from(length) << Narrow::KIND_BITS | Narrow::STRING;
        self.narrow.push(Narrow(what, start));
    }

    #[inline(always)]
    pub(super) fn push_object(&mut self, class: ClassIndex, slots: u32, count: u32) {
        match joined(count, class, Narrow::COUNT_BITS) {
            Some(what) => {
                let what = what << Narrow::KIND_BITS | Narrow::OBJECT;
                self.narrow.push(Narrow(what, slots));
            }
            None => self.push_wide_object(class, slots, count),
        }
    }

    #[inline(always)]
    pub(super) fn push_array(&mut self, class: ClassIndex, start: u32, length: u32) {
        match joined(length, class, Narrow::LENGTH_BITS) {
            Some(what) => {
                let what = what << Narrow::KIND_BITS | Narrow::ARRAY;
                self.narrow.push(Narrow(what, start));
            }
            None => self.push_wide_array(class, start, length),
        }
    }

    /// The nodes, for whoever looks at many of them.
    #[inline(always)]
    pub(super) fn view(&self) -> NodesView<'_> {
        NodesView {
            narrow: &self.narrow,
            wide: &self.wide,
        }
    }

    #[inline(always)]
    pub(super) fn get(&self, node: NodeId) -> Option<Stored> {
        self.view().get(node)
    }

    /// Puts another node in the place of this one.
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
    fn push_wide_object(&mut self, class: ClassIndex, slots: u32, count: u32) {
        self.push(Stored::Object {
            class,
            slots,
            count,
        });
    }

    #[cold]
    fn push_wide_array(&mut self, class: ClassIndex, start: u32, length: u32) {
        self.push(Stored::Array {
            class,
            start,
            length,
        });
    }

    #[cold]
    fn widen(&mut self, stored: Stored) -> Narrow {
        let index = self.wide.len();
        self.wide.push(stored);
        // There are no more of them than ids.
        Narrow::wide(index).unwrap_or(Narrow(Narrow::WIDE, u32::MAX))
    }
}

/// The [`Nodes`] of a graph, to look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodesView<'a> {
    narrow: &'a [Narrow],
    wide: &'a [Stored],
}

impl NodesView<'_> {
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
}
