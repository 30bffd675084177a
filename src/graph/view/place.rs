//! Where an object has its values: at the same places as all others of its class, mostly.

use super::object::index;
use super::{Annotation, Class, Field, FieldValue, Object, reference};
use crate::event::FieldType;
use crate::graph::levels::LevelSlots;
use crate::graph::{Graph, Slot};

/// Where among slots the value of a field stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ValuePlace {
    /// In the bytes, so far behind the place that the slot tells.
    Primitive {
        slot: usize,
        code: FieldType,
        behind: usize,
    },
    Reference {
        slot: usize,
    },
}

/// Where the values of one class of a hierarchy stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedLevel<'a> {
    pub(crate) class: Class<'a>,
    first: usize,
    /// The slot of what its `writeObject` wrote.
    pub(crate) annotation: Option<usize>,
}

impl<'a> PlacedLevel<'a> {
    pub(crate) fn places(self) -> impl Iterator<Item = (Field<'a>, ValuePlace)> {
        self.class.places(self.first)
    }
}

impl<'a> Class<'a> {
    /// Its fields, and where each stands if the slots of this class begin with this one.
    pub(super) fn places(self, first: usize) -> impl Iterator<Item = (Field<'a>, ValuePlace)> {
        let shape = self.graph.classes.shape(self.index);
        let has_primitives = shape.is_some_and(|shape| shape.primitive_bytes > 0);
        let mut next = first.saturating_add(usize::from(has_primitives));
        let mut behind = 0_usize;
        self.fields().map(move |field| {
            let code = field.code();
            let slot = first;
            let place = match code.width() {
                Some(width) => {
                    let place = ValuePlace::Primitive { slot, code, behind };
                    behind = behind.saturating_add(usize::from(width));
                    place
                }
                None => {
                    let place = ValuePlace::Reference { slot: next };
                    next = next.saturating_add(1);
                    place
                }
            };
            (field, place)
        })
    }

    /// Whether its objects hold nothing but what its `writeExternal` wrote.
    pub(crate) fn is_external(self) -> bool {
        self.graph.is_external(self.index)
    }

    /// Where [regular](Object::is_regular) objects of the class have their values, from its topmost
    /// class down.
    pub(crate) fn placed(self) -> impl Iterator<Item = PlacedLevel<'a>> {
        let graph = self.graph;
        let is_external = self.is_external();
        let external = is_external.then_some(PlacedLevel {
            class: self,
            first: 0,
            annotation: Some(0),
        });
        let levels = (!is_external).then(|| graph.classes.with_data(self.index));
        let mut first = 0;
        let levels = levels.into_iter().flatten().map_while(move |class| {
            let shape = graph.classes.shape(class)?;
            let slots = LevelSlots::of(class, shape, first, u32::MAX, true);
            let begins = std::mem::replace(&mut first, slots.end);
            Some(PlacedLevel {
                class: graph.class_view(class),
                first: index(begins),
                annotation: slots.annotation.map(index),
            })
        });
        external.into_iter().chain(levels)
    }
}

impl<'a> Object<'a> {
    /// Whether each value stands where the classes of the object say, and none is missing.
    pub(crate) fn is_regular(self) -> bool {
        let graph = self.class.graph;
        let (count, ends) = match graph.class_desc(self.class.index) {
            Some(class) if !class.shape().is_external() => (class.slots(), class.ends()),
            _ => (1, None),
        };
        // Nothing follows an exception. The place of primitives is none.
        let has_objects = |(_, last)| graph.classes.shape(last).is_some_and(|it| it.has_objects());
        let last = self.slots.last().filter(|_| ends.is_none_or(has_objects));
        usize::try_from(count) == Ok(self.slots.len())
            && !self.slots.contains(&Slot::NO_FIELDS)
            && last.is_none_or(|last| graph.exception_at(*last).is_none())
    }

    /// The value at a place of a regular object.
    #[inline]
    pub(crate) fn value_at(self, place: ValuePlace) -> Option<FieldValue> {
        self.class.graph.value_at(self.slots, place)
    }

    /// What is written in a slot of a regular object.
    pub(crate) fn annotation_at(self, slot: usize) -> Annotation<'a> {
        self.class.graph.annotation(self.slots.get(slot))
    }
}

impl Graph {
    #[inline]
    pub(super) fn value_at(&self, slots: &[Slot], place: ValuePlace) -> Option<FieldValue> {
        match place {
            ValuePlace::Primitive { slot, code, behind } => {
                let first = usize::try_from(slots.get(slot)?.0).ok()?;
                self.primitive(code, first.checked_add(behind)?)
            }
            ValuePlace::Reference { slot } => {
                reference(*slots.get(slot)?).map(FieldValue::Reference)
            }
        }
    }
}
