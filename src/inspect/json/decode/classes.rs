//! The class descriptors of a stream, as far as their objects' JSON needs them.

use super::counts::Count;
use super::held::Hold;
use super::names::{Defined, Names};
use super::survey::Ids;
use crate::class::hierarchy::{ClassIndex, Hierarchy, Shape};
use crate::event::{ClassFlags, FieldType, Handle};
use crate::inspect::json::counted;
use crate::inspect::json::scalars::short_name;
use crate::text::JavaStr;

/// A class descriptor.
#[derive(Debug)]
pub(super) struct Class {
    handle: Handle,
    /// The class as JSON, where it is described already.
    reference: Box<[u8]>,
    /// The same as a label of its level, if it has a short name.
    pub(super) label: Option<Box<[u8]>>,
    /// The elements, if this is the class of an array.
    pub(super) element: Option<FieldType>,
    /// The names of its fields, primitives first, as JSON strings.
    pub(super) fields: Vec<Field>,
    /// How many of those are primitives.
    pub(super) primitives: usize,
    /// Whether the names tell the fields apart, and are short.
    pub(super) by_name: bool,
    pub(super) is_external: bool,
    pub(super) has_annotation: bool,
    /// Of those classes from the root to this one that have data in each object.
    pub(super) levels: u32,
    pub(super) first_level: ClassIndex,
    /// How it counts its elements, if it does.
    pub(super) count: Option<Count>,
    /// How it keeps them in a field, if it does.
    pub(super) hold: Option<Hold>,
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) code: FieldType,
    pub(super) key: Box<[u8]>,
}

impl Class {
    /// How it counts its elements, as a class of the JDK that has this name does.
    fn counted(&self) -> Option<Count> {
        if !self.has_annotation {
            return None;
        }
        let counted = counted::of_class(name_in(self.label.as_ref()?)?)?;
        let mut at = 0_usize;
        let mut size_at = None;
        for field in self.fields.iter().take(self.primitives) {
            let is_size = counted.field == name_in(&field.key);
            if is_size && field.code == FieldType::Int {
                size_at = Some(at);
            }
            at = at.saturating_add(usize::from(field.code.width().unwrap_or(0)));
        }
        Some(Count { counted, size_at })
    }

    fn held(&self) -> Option<Hold> {
        Hold::of(self, name_in(self.label.as_ref()?)?)
    }
}

/// A name in quotes that has nothing to be escaped.
pub(super) fn name_in(quoted: &[u8]) -> Option<&str> {
    let name = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    std::str::from_utf8(name).ok()
}

/// All since the handles last started again.
#[derive(Debug, Default)]
pub(super) struct Classes {
    classes: Vec<Class>,
    hierarchy: Hierarchy,
    names: Names,
    /// The one that was asked for last.
    last: Option<(Handle, ClassIndex)>,
}

impl Classes {
    pub(super) fn clear(&mut self) {
        self.classes.clear();
        self.hierarchy.clear();
        self.names.clear();
        self.last = None;
    }

    /// Adds a class, or a proxy class, which has no name.
    pub(super) fn describe(
        &mut self,
        ids: &Ids,
        handle: Handle,
        name: Option<JavaStr<'_>>,
        flags: ClassFlags,
    ) -> Option<ClassIndex> {
        let index = self.hierarchy.next()?;
        self.hierarchy.push(Shape::new(flags));
        let label = name.and_then(short_name).map(Vec::into_boxed_slice);
        let reference = match name.map(|name| self.names.define(name, handle)) {
            Some(Defined::First) => label.clone(),
            Some(Defined::Again(before)) => {
                if let Some(before) = self.find(before)
                    && let Some(class) = self.classes.get_mut(before.get())
                {
                    class.reference = by_id(ids, class.handle);
                }
                label.clone()
            }
            Some(Defined::Unnamed) | None => None,
        };
        let element = name.and_then(FieldType::of_elements);
        self.classes.push(Class {
            handle,
            reference: reference.unwrap_or_else(|| by_id(ids, handle)),
            label,
            element,
            fields: Vec::new(),
            primitives: 0,
            by_name: true,
            is_external: false,
            has_annotation: false,
            levels: 0,
            first_level: index,
            count: None,
            hold: None,
        });
        Some(index)
    }

    /// Adds a field.
    pub(super) fn push_field(&mut self, class: ClassIndex, code: FieldType, name: JavaStr<'_>) {
        if let Some(shape) = self.hierarchy.shape_mut(class) {
            shape.add_field(code);
        }
        if let Some(class) = self.classes.get_mut(class.get()) {
            let key = short_name(name);
            class.by_name &= key.is_some();
            class.primitives = class
                .primitives
                .saturating_add(usize::from(code.width().is_some()));
            class.fields.push(Field {
                code,
                key: key.unwrap_or_default().into_boxed_slice(),
            });
        }
    }

    /// Goes on after the last field.
    pub(super) fn end_fields(&mut self, index: ClassIndex) {
        let Some(shape) = self.hierarchy.shape(index) else {
            return;
        };
        if let Some(class) = self.classes.get_mut(index.get()) {
            let mut keys: Vec<&[u8]> = class.fields.iter().map(|field| &*field.key).collect();
            keys.sort_unstable();
            let twice = keys.windows(2).any(|pair| pair.first() == pair.last());
            class.by_name &= !twice;
            class.is_external = shape.is_external();
            class.has_annotation = shape.has_annotation();
            class.count = class.counted();
            class.hold = class.held();
        }
    }

    /// Completes a class with its superclass.
    pub(super) fn complete(&mut self, index: ClassIndex, superclass: Option<ClassIndex>) {
        self.hierarchy.complete(index, superclass);
        let levels = self.hierarchy.levels(index);
        let first = self.hierarchy.level(index, 1);
        if let Some(class) = self.classes.get_mut(index.get()) {
            class.levels = levels;
            class.first_level = first.unwrap_or(index);
        }
    }

    #[inline]
    pub(super) fn get(&self, class: ClassIndex) -> Option<&Class> {
        self.classes.get(class.get())
    }

    /// The class whose descriptor has this handle.
    #[inline]
    pub(super) fn at(&mut self, handle: Handle) -> Option<ClassIndex> {
        match self.last {
            Some((last, index)) if last == handle => Some(index),
            _ => {
                let index = self.find(handle)?;
                self.last = Some((handle, index));
                Some(index)
            }
        }
    }

    fn find(&self, handle: Handle) -> Option<ClassIndex> {
        let found = self
            .classes
            .binary_search_by_key(&handle, |class| class.handle);
        found.ok().and_then(ClassIndex::new)
    }

    /// What stands for a class that is described already.
    #[inline]
    pub(super) fn reference(&self, class: ClassIndex) -> &[u8] {
        self.get(class).map_or(b"null", |class| &class.reference)
    }

    /// The level of an object's classes that has this number, from 1 at the top.
    pub(super) fn level(&self, leaf: ClassIndex, number: u32) -> Option<ClassIndex> {
        self.hierarchy.level(leaf, number)
    }
}

fn by_id(ids: &Ids, handle: Handle) -> Box<[u8]> {
    // The survey has given each of these an id.
    let id = ids.get(handle).unwrap_or(0);
    format!("{{\"@ref\": {id}}}")
        .into_bytes()
        .into_boxed_slice()
}
