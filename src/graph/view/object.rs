//! Objects as a program reads them: the fields and the annotation of each of their classes.

use super::{Annotation, Class, Content, Field, FieldValue, Value};
use crate::graph::levels::LevelSlots;
use crate::graph::{Graph, Slot};

/// An object.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a> {
    pub(super) class: Class<'a>,
    pub(super) slots: &'a [Slot],
}

impl<'a> Object<'a> {
    /// Returns its class.
    pub fn class(self) -> Class<'a> {
        self.class
    }

    /// Returns the field `name` of the class nearest to the object's own that has it.
    pub fn field(self, name: &str) -> Option<FieldValue> {
        let mut found = None;
        for level in self.levels() {
            found = level.field(name).or(found);
        }
        found
    }

    /// Returns what each of its classes that has data wrote, from the topmost class down.
    pub fn levels(self) -> impl Iterator<Item = Level<'a>> {
        let graph = self.class.graph;
        let leaf = self.class.index;
        let is_external = self.class.is_external();
        let external = is_external.then(|| Level {
            class: self.class,
            fields: None,
            annotation: self.slots.first(),
            graph,
        });
        let levels = (!is_external).then(|| graph.classes.with_data(leaf));
        let slots = self.slots;
        let end = u32::try_from(slots.len()).unwrap_or(u32::MAX);
        let mut at = 0;
        let levels = levels.into_iter().flatten().map_while(move |class| {
            let shape = graph.classes.shape(class)?;
            let has_fields = slots.get(index(at)) != Some(&Slot::NO_FIELDS);
            let level = LevelSlots::of(class, shape, at, end, has_fields);
            let fields = slots.get(index(at)..index(level.objects.end));
            at = level.end;
            Some(Level {
                class: graph.class_view(class),
                fields: fields.filter(|_| has_fields),
                annotation: level.annotation.and_then(|at| slots.get(index(at))),
                graph,
            })
        });
        external.into_iter().chain(levels)
    }

    /// Returns what the class named `class` in the object's hierarchy wrote as its annotation.
    pub fn annotation(self, class: &str) -> Option<Annotation<'a>> {
        self.levels()
            .find(|level| level.class.name() == class)
            .map(Level::annotation)
    }
}

/// A place among slots.
pub(super) fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// What one class of an object's hierarchy wrote.
#[derive(Clone, Copy)]
pub struct Level<'a> {
    pub(super) graph: &'a Graph,
    pub(super) class: Class<'a>,
    /// The slots of its fields; `None` if those are not where the descriptor says.
    pub(super) fields: Option<&'a [Slot]>,
    pub(super) annotation: Option<&'a Slot>,
}

impl<'a> Level<'a> {
    /// Returns the class.
    pub fn class(self) -> Class<'a> {
        self.class
    }

    /// How many bytes of primitive values, references, and items of the annotation it has.
    /// It may be less than there is where that is more than `most`.
    pub(super) fn weight_up_to(self, most: u64) -> u64 {
        let shape = self.graph.classes.shape(self.class.index);
        let fields = shape.map_or(0, |shape| {
            u64::from(shape.primitive_bytes).saturating_add(u64::from(shape.object_fields))
        });
        let written = self.annotation().map(|content| match content {
            Content::Block { bytes, .. } | Content::Fields(bytes) => {
                u64::try_from(bytes.len()).unwrap_or(u64::MAX)
            }
            _ => 1,
        });
        let mut weight = fields;
        for content in written {
            if weight > most {
                break;
            }
            weight = weight.saturating_add(content);
        }
        weight
    }

    /// Returns what follows the fields: what its `writeObject` or `writeExternal` wrote.
    pub fn annotation(self) -> Annotation<'a> {
        self.graph.annotation(self.annotation)
    }

    /// Returns the exception by which the writer gave up in the middle of what this class wrote
    /// (`TC_EXCEPTION`), in a field or in its annotation, where it is the last item; `None` if it
    /// did not.
    pub fn exception(self) -> Option<Value> {
        let last = || {
            let shape = self.graph.classes.shape(self.class.index)?;
            let objects = self.fields?.get(usize::from(shape.primitive_bytes > 0)..)?;
            objects.last()
        };
        self.graph.exception_at(*self.annotation.or_else(last)?)
    }

    /// Returns the field `name`.
    pub fn field(self, name: &str) -> Option<FieldValue> {
        let mut places = self.class.places(0);
        let (_, place) = places.find(|(field, _)| field.name() == name)?;
        self.graph.value_at(self.fields?, place)
    }

    /// Returns its fields with their values: none, if its `writeObject` did not
    /// write them where the descriptor says.
    pub fn fields(self) -> impl Iterator<Item = (Field<'a>, FieldValue)> {
        let (graph, slots) = (self.graph, self.fields.unwrap_or_default());
        let places = self.fields.map(|_| self.class.places(0));
        let places = places.into_iter().flatten();
        // Where an exception cut the object off, there is no place.
        places.map_while(move |(field, place)| Some((field, graph.value_at(slots, place)?)))
    }
}
