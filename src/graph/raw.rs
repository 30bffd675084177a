//! Nodes without views: what reads values into Rust types sees of them, at the price of a look-up
//! for each object and none for its fields.

use super::{Graph, NodeId, Slot, Special, Stored};
use crate::class::shape::{ClassIndex, Shape};
use crate::event::FieldType;

/// A reference as it is stored: null or an object.
#[derive(Debug, Clone, Copy)]
pub struct Raw(Slot);

impl Raw {
    /// The reference to `value`.
    pub(crate) fn of(value: Option<NodeId>) -> Option<Self> {
        match value {
            None => Some(Raw(Slot::NULL)),
            Some(node) => Slot::of(node).ok().map(Raw),
        }
    }

    /// Returns the object; `None` for null, and where an exception took the place of the object.
    #[inline(always)]
    pub fn node(self) -> Option<NodeId> {
        self.0.node()
    }

    #[inline(always)]
    pub(crate) fn is_null(self) -> bool {
        self.0 == Slot::NULL
    }
}

/// Slots of a graph: the values of an object, the elements of an array.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Raws<'g>(&'g [Slot]);

impl<'g> Raws<'g> {
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// The reference in this slot.
    #[inline(always)]
    pub(crate) fn raw_at(self, at: u32) -> Option<Raw> {
        self.0.get(usize::try_from(at).ok()?).copied().map(Raw)
    }

    pub(crate) fn each_raw(self) -> impl ExactSizeIterator<Item = Raw> + use<'g> {
        self.0.iter().copied().map(Raw)
    }

    /// The place in the bytes that this slot holds.
    #[inline(always)]
    fn place(self, at: u32) -> Option<u32> {
        self.0.get(usize::try_from(at).ok()?).map(|slot| slot.0)
    }

    /// Whether the fields of the class whose slots begin here stand elsewhere.
    #[inline]
    pub(crate) fn are_fields_elsewhere(self, at: u32) -> bool {
        self.0.get(usize::try_from(at).unwrap_or(usize::MAX)) == Some(&Slot::NO_FIELDS)
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RawNode<'g> {
    String,
    Object {
        class: ClassIndex,
        slots: Raws<'g>,
    },
    /// Of primitives, big-endian.
    Primitives {
        element: FieldType,
        bytes: &'g [u8],
    },
    Array {
        elements: Raws<'g>,
    },
    Enum {
        class: ClassIndex,
        name: &'g [u8],
    },
    Other,
}

/// What stands among the contents that a class wrote.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RawContent<'g> {
    Data(&'g [u8]),
    Object(Raw),
    /// The writer failed.
    Exception,
}

impl Graph {
    #[inline(always)]
    pub(crate) fn raw(&self, node: NodeId) -> Option<RawNode<'_>> {
        Some(match self.stored(node)? {
            Stored::String { .. } => RawNode::String,
            Stored::Object {
                class,
                slots,
                count,
            } => RawNode::Object {
                class,
                slots: Raws(self.slot_range(slots, count)),
            },
            Stored::Array {
                class,
                start,
                length,
            } => return self.raw_array(node, class, start, length),
            Stored::Enum { class, name, .. } => match self.stored(name.node()?)? {
                Stored::String { start, length, .. } => RawNode::Enum {
                    class,
                    name: self.text_at(start, length),
                },
                _ => RawNode::Other,
            },
            Stored::Class { .. } | Stored::Desc { .. } => RawNode::Other,
        })
    }

    fn raw_array(
        &self,
        node: NodeId,
        class: ClassIndex,
        start: u32,
        length: u32,
    ) -> Option<RawNode<'_>> {
        let element = self.class_desc(class)?.element()?;
        let length = self.element_count(node, length);
        Some(match element.width() {
            Some(width) => RawNode::Primitives {
                element,
                bytes: self.text_at(start, length.saturating_mul(width.into())),
            },
            None => RawNode::Array {
                elements: Raws(self.slot_range(start, length)),
            },
        })
    }

    /// The text of a string.
    #[inline(always)]
    pub(crate) fn raw_text(&self, node: NodeId) -> Option<&[u8]> {
        match self.stored(node)? {
            Stored::String { start, length, .. } => Some(self.text_at(start, length)),
            _ => None,
        }
    }

    #[inline(always)]
    fn text_at(&self, start: u32, length: u32) -> &[u8] {
        self.byte_range(start, usize::try_from(length).unwrap_or(usize::MAX))
    }

    /// The bytes from a primitive value on, which stands so far behind the place that a slot holds.
    #[inline(always)]
    pub(crate) fn raw_primitive(&self, slots: Raws<'_>, at: u32, behind: u32) -> Option<&[u8]> {
        let start = slots.place(at)?.checked_add(behind)?;
        self.bytes.get(usize::try_from(start).ok()?..)
    }

    /// The contents in this slot, which a class wrote after its fields or in their place.
    pub(crate) fn raw_contents(&self, slots: Raws<'_>, at: u32) -> Raws<'_> {
        let slot = slots.raw_at(at).map(|raw| raw.0);
        match slot.and_then(|slot| self.special(slot)) {
            Some(Special::List { start, count }) => Raws(self.slot_range(start, count)),
            _ => Raws(&[]),
        }
    }

    /// What a class of an object's hierarchy wrote.
    pub(crate) fn raw_annotation(&self, node: NodeId, writer: &str) -> Option<Raws<'_>> {
        let mut levels = self.levels_of(node);
        let level = levels.find(|level| self.class_view(level.class).name() == writer)?;
        let at = level.annotation?;
        Some(self.raw_contents(Raws(self.slot_range(at, 1)), 0))
    }

    /// What stands in one slot of contents.
    pub(crate) fn raw_content(&self, raw: Raw) -> Option<RawContent<'_>> {
        match self.special(raw.0) {
            None if raw.0.0 >= Slot::FIRST_SPECIAL => None,
            None => Some(RawContent::Object(raw)),
            Some(Special::Block { start, length, .. } | Special::Bytes { start, length }) => {
                Some(RawContent::Data(self.text_at(start, length)))
            }
            Some(Special::Exception { .. }) => Some(RawContent::Exception),
            Some(Special::List { .. } | Special::Begun { .. }) => None,
        }
    }

    /// The exception that stands in this slot, in words: the writer failed there.
    pub(crate) fn exception_raw(&self, raw: Raw) -> Option<String> {
        self.exception_in_slot(raw.0)
    }

    /// How much there is to read: what is stored of all objects, in bytes.
    pub(crate) fn weight(&self) -> u64 {
        let slots = self.slots.len().saturating_mul(size_of::<Slot>());
        let all = self.bytes.len().saturating_add(slots);
        u64::try_from(all).unwrap_or(u64::MAX)
    }
}

/// One class of a hierarchy that has data, as slots.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawLevel {
    class: ClassIndex,
    shape: Shape,
}

impl RawLevel {
    pub(crate) fn class(self) -> ClassIndex {
        self.class
    }

    /// Whether its fields may stand elsewhere than its descriptor says.
    pub(crate) fn may_have_no_fields(self) -> bool {
        self.shape.has_annotation()
    }

    /// Where the slots of the next class begin, if those of this one begin at `at`.
    pub(crate) fn end(self, at: u32, has_no_fields: bool) -> u32 {
        at.saturating_add(if has_no_fields { 2 } else { self.shape.slots() })
    }

    /// The slot of what it wrote after its fields, or in their place.
    pub(crate) fn contents(self, at: u32, has_no_fields: bool) -> Option<u32> {
        let has_contents = self.shape.has_annotation();
        has_contents.then(|| self.end(at, has_no_fields).saturating_sub(1))
    }
}

impl Graph {
    /// The classes of a hierarchy that have data, the topmost first.
    pub(crate) fn raw_levels(&self, leaf: ClassIndex) -> impl Iterator<Item = RawLevel> {
        let levels = self.classes.with_data(leaf);
        levels.map_while(|class| {
            let shape = self.classes.shape(class)?;
            Some(RawLevel { class, shape })
        })
    }
}
