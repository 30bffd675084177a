//! How the slots of an object are shared out among its classes: one for all primitives of a
//! class, one for each of its object fields, one for its annotation.

use std::ops::Range;

use super::{Graph, NodeId, Slot, Special, Stored};
use crate::class::shape::{ClassIndex, Shape};

/// The slots of one class of an object.
#[derive(Debug, Clone)]
pub(super) struct LevelSlots {
    pub(super) class: ClassIndex,
    /// Where its primitives are in the bytes is in this one, if it has any.
    pub(super) primitives: Option<u32>,
    pub(super) objects: Range<u32>,
    pub(super) annotation: Option<u32>,
    /// Whether its fields are where the descriptor says.
    pub(super) has_fields: bool,
    /// Where those of the class below begin.
    pub(super) end: u32,
}

impl LevelSlots {
    /// Those of a class that begin at `at`, where those of the object end at `end`: an exception
    /// that cut it off leaves out the last of them.
    pub(super) fn of(
        class: ClassIndex,
        shape: Shape,
        at: u32,
        end: u32,
        has_fields: bool,
    ) -> LevelSlots {
        if !has_fields {
            let annotation = at.saturating_add(1);
            return LevelSlots {
                class,
                primitives: None,
                objects: at..at,
                annotation: (annotation < end).then_some(annotation),
                has_fields,
                end: at.saturating_add(2).min(end),
            };
        }
        let has_primitives = shape.primitive_bytes > 0;
        let start = at.saturating_add(u32::from(has_primitives)).min(end);
        let objects = start..start.saturating_add(shape.object_fields).min(end);
        let annotation = Some(objects.end).filter(|at| shape.has_annotation() && *at < end);
        LevelSlots {
            class,
            primitives: Some(at).filter(|at| has_primitives && *at < end),
            end: annotation.map_or(objects.end, |at| at.saturating_add(1)),
            objects,
            annotation,
            has_fields,
        }
    }
}

impl Graph {
    /// The slots of one class, which begin at `at`; those of the object end at `end`.
    pub(super) fn level_slots(&self, class: ClassIndex, at: u32, end: u32) -> Option<LevelSlots> {
        let shape = self.classes.shape(class)?;
        let has_fields = at >= end || self.slot_range(at, 1) != [Slot::NO_FIELDS];
        Some(LevelSlots::of(class, shape, at, end, has_fields))
    }

    /// The same of contents that `writeExternal` wrote: all levels at once.
    fn external_slots(class: ClassIndex, at: u32, end: u32) -> LevelSlots {
        LevelSlots {
            class,
            primitives: None,
            objects: at..at,
            annotation: (at < end).then_some(at),
            has_fields: false,
            end,
        }
    }

    /// Those of all classes of an object that have data, the topmost first, as far as they are
    /// whole: an exception may have cut the object off.
    pub(super) fn levels_of(&self, node: NodeId) -> impl Iterator<Item = LevelSlots> {
        let (leaf, mut at, end) = match self.stored(node) {
            Some(Stored::Object {
                class,
                slots,
                count,
            }) => (Some(class), slots, slots.saturating_add(count)),
            _ => (None, 0, 0),
        };
        let external = leaf.filter(|leaf| self.is_external(*leaf));
        let inner = leaf.filter(|_| external.is_none());
        let levels = inner.map(|leaf| self.classes.with_data(leaf));
        let levels = levels.into_iter().flatten();
        external
            .map(|class| Self::external_slots(class, at, end))
            .into_iter()
            .chain(levels.map_while(move |class| {
                let slots = self.level_slots(class, at, end)?;
                let all = match slots.has_fields {
                    true => self.classes.shape(class)?.slots(),
                    false => 2,
                };
                let is_whole = slots.end.saturating_sub(at) == all && !self.ends_amid(&slots);
                at = slots.end;
                is_whole.then_some(slots)
            }))
    }

    /// Whether an exception stands in place of the last value of a class.
    fn ends_amid(&self, slots: &LevelSlots) -> bool {
        let last = slots.objects.clone().last();
        let last = slots.annotation.or(last);
        let slot = last.and_then(|at| self.slot_range(at, 1).first());
        let special = slot.and_then(|slot| self.special(*slot));
        matches!(special, Some(Special::Exception { .. }))
    }

    pub(super) fn is_external(&self, class: ClassIndex) -> bool {
        let shape = self.classes.shape(class);
        shape.is_some_and(|shape| shape.is_external())
    }
}
