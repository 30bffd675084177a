//! How the classes that are known by name hold what they mean.
//!
//! A new class is a line in a table: in `jdk.rs`, or in `libraries.rs` for all others.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::forms;
use super::items::{Item, Items};
use super::shown::Shown;
use super::source::Source;
use super::{jdk, libraries};
use crate::FieldValue;
use crate::graph::{Class, ClassId, Graph, Object};

/// What an object is shown as.
#[derive(Debug)]
pub(super) enum Meaning<'g> {
    /// A text, or digits that are a number.
    Text(String),
    Number(String),
    Value(FieldValue),
    /// What it wraps is shown in its place.
    Inside(FieldValue),
    List(Items<'g>),
    Map(Vec<(FieldValue, Item<'g>)>),
}

/// How a meaning is found.
pub(super) type Find = for<'g> fn(&mut Source<'_, 'g>) -> Option<Meaning<'g>>;

/// Where in its objects a class holds what they mean.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Where its superclass holds it.
    Like,
    /// A primitive, in this field.
    Boxed(&'static str),
    /// Something else, in this field.
    Inside(&'static str),
    /// It is among the objects that the class wrote, at this place.
    WroteInside(usize),
    /// A list: all objects that the class wrote, or those after this many.
    Elements(usize),
    /// The same up to null, or to an object of this class.
    ElementsToNull,
    ElementsTo(&'static str),
    /// A map: the objects are keys and values in turn.
    Entries,
    EntriesToNull,
    /// A map of lists: after this many objects, each key, how many values it has, and these.
    Multimap(usize),
    /// A map of numbers: after this many objects, each element and how often it is there.
    Multiset(usize),
    /// A map: in two arrays.
    KeysAndValues(&'static str, &'static str),
    /// A list: as many elements of an array as a number says, by the fields of both.
    Beginning(&'static str, &'static str),
    /// A list of what is in these fields.
    Fields(&'static [&'static str]),
    /// A map of keys and values in these fields.
    FieldEntries(&'static [(&'static str, &'static str)]),
    /// Always the same.
    EmptyList,
    EmptyMap,
    Null,
    /// A text or number, put together from few short parts.
    Leaf(Find),
    /// A part of a map.
    Part(Find),
    /// Anything else.
    Other(Find),
}

impl Form {
    /// Whether nothing stands in what it gives.
    fn is_leaf(self) -> bool {
        matches!(self, Form::Leaf(_) | Form::Boxed(_) | Form::Null)
    }
}

/// A class by its name.
pub(super) type Row = (&'static str, Form);

static FORMS: LazyLock<HashMap<&str, Row>> = LazyLock::new(|| {
    let rows = jdk::CLASSES.iter().chain(libraries::CLASSES);
    rows.map(|row| (row.0, *row)).collect()
});

/// The row of a class.
pub(super) fn row(class: Class<'_>) -> Option<Row> {
    let name = class.name();
    form_of(&name.to_str().ok()?)
}

/// The row of a class of this name.
pub(super) fn form_of(name: &str) -> Option<Row> {
    FORMS.get(libraries::usual_name(name).as_ref()).copied()
}

/// What is known of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    form: Form,
    /// The nearest class of its hierarchy that has a form of its own.
    class: ClassId,
    /// Whether all that objects of the class have to say is in their meaning.
    pub(super) is_exact: bool,
    pub(super) is_leaf: bool,
    /// Whether it has fields that are not part of the meaning.
    pub(super) has_kept: bool,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Form")
    }
}

/// Something of each class of a graph, made once for each.
#[derive(Debug)]
pub(super) struct PerClass<T>(Vec<Option<T>>);

impl<T> Default for PerClass<T> {
    fn default() -> Self {
        PerClass(Vec::new())
    }
}

impl<T> PerClass<T> {
    #[inline]
    fn get(&self, class: ClassId) -> Option<&T> {
        self.0.get(class.0.get())?.as_ref()
    }

    fn set(&mut self, class: ClassId, made: T) {
        let index = class.0.get();
        if index >= self.0.len() {
            self.0.resize_with(index.saturating_add(1), || None);
        }
        if let Some(place) = self.0.get_mut(index) {
            *place = Some(made);
        }
    }
}

impl<T> PerClass<T> {
    /// How much memory the table takes.
    pub(super) fn memory(&self) -> usize {
        self.0.capacity().saturating_mul(size_of::<Option<T>>())
    }
}

impl<T: Clone> PerClass<T> {
    /// What there is of a class, which `make` makes the first time.
    pub(super) fn of(&mut self, class: ClassId, make: impl FnOnce() -> T) -> T {
        if let Some(made) = self.get(class) {
            return made.clone();
        }
        let made = make();
        self.set(class, made.clone());
        made
    }
}

/// What is known of the classes of a graph, looked up once for each.
#[derive(Debug, Default)]
pub(super) struct Classes {
    known: PerClass<Option<Known>>,
}

impl Classes {
    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        self.known.memory()
    }

    #[inline]
    pub(super) fn known(&mut self, class: Class<'_>) -> Option<Known> {
        match self.known.get(class.id()) {
            Some(known) => *known,
            None => self.look_up(class),
        }
    }

    fn look_up(&mut self, class: Class<'_>) -> Option<Known> {
        // From here up to a class that has been looked up, and down again.
        let mut below = Vec::new();
        let mut next = Some(class);
        let mut known = None;
        while let Some(here) = next {
            if let Some(found) = self.known.get(here.id()) {
                known = *found;
                break;
            }
            below.push(here);
            next = here.superclass();
        }
        for class in below.into_iter().rev() {
            known = match (row(class), known) {
                (Some((name, Form::Like)), Some(above)) => Some(Known {
                    has_kept: above.has_kept || jdk::KEPT.iter().any(|(kept, _)| *kept == name),
                    ..above
                }),
                (Some((_, Form::Like)) | None, None) => None,
                (Some((_, form)), _) => Some(Known {
                    form,
                    class: class.id(),
                    is_exact: true,
                    is_leaf: form.is_leaf(),
                    has_kept: false,
                }),
                (None, Some(above)) => Some(Known {
                    is_exact: false,
                    is_leaf: false,
                    ..above
                }),
            };
            self.known.set(class.id(), known);
        }
        known
    }
}

impl Known {
    /// What an object of the class means; `None` if it is not as its class would write it.
    pub(super) fn meaning<'g>(
        self,
        graph: &'g Graph,
        object: Object<'g>,
        shown: &mut Shown,
    ) -> Option<Meaning<'g>> {
        let mut source = Source {
            graph,
            object,
            shown,
        };
        let class = graph.class(self.class)?.name();
        let class = class.to_str().ok()?;
        forms::meaning(self.form, &class, &mut source)
    }
}
