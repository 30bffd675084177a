//! The class descriptors of a stream, as far as their objects' JSON needs them.

use super::counts::Count;
use super::held::Hold;
use super::names::{Defined, Names};
use super::survey::Ids;
use crate::class::shape::ClassIndex;
use crate::class::table::{Row, Table};
use crate::event::{ClassFlags, FieldType, Handle};
use crate::inspect::json::counted;
use crate::inspect::json::scalars::short_name;
use crate::text::JavaStr;

/// What the JSON of a class's objects needs.
#[derive(Debug)]
pub(super) struct Class {
    /// The class as JSON, where it is described already.
    reference: Box<[u8]>,
    /// The same as a label of its level, if it has a short name.
    pub(super) label: Option<Box<[u8]>>,
    /// The names of its fields, primitives first, as JSON strings.
    pub(super) fields: Vec<Field>,
    /// How many of those are primitives.
    pub(super) primitives: usize,
    /// Whether the names tell the fields apart, and are short.
    pub(super) by_name: bool,
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
    pub(super) table: Table<Handle, Class>,
    names: Names,
}

impl Classes {
    pub(super) fn clear(&mut self) {
        self.table.clear();
        self.names.clear();
    }

    /// Adds a class, or a proxy class, which has no name.
    pub(super) fn describe(
        &mut self,
        ids: &Ids,
        handle: Handle,
        name: Option<JavaStr<'_>>,
        flags: ClassFlags,
    ) -> Option<ClassIndex> {
        let label = name.and_then(short_name).map(Vec::into_boxed_slice);
        let reference = match name.map(|name| self.names.define(name, handle)) {
            Some(Defined::First) => label.clone(),
            Some(Defined::Again(before)) => {
                let before = self.table.find(before);
                if let Some(class) = before.and_then(|class| self.table.get_mut(class)) {
                    class.reference = by_id(ids, class.key());
                }
                label.clone()
            }
            Some(Defined::Unnamed) | None => None,
        };
        let element = name.and_then(FieldType::of_elements);
        let own = Class {
            reference: reference.unwrap_or_else(|| by_id(ids, handle)),
            label,
            fields: Vec::new(),
            primitives: 0,
            by_name: true,
            count: None,
            hold: None,
        };
        self.table.push(handle, flags, element, own)
    }

    /// Adds a field.
    pub(super) fn push_field(&mut self, class: ClassIndex, code: FieldType, name: JavaStr<'_>) {
        self.table.add_field(class, code);
        if let Some(class) = self.table.get_mut(class) {
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
        if let Some(class) = self.table.get_mut(index) {
            let mut keys: Vec<&[u8]> = class.fields.iter().map(|field| &*field.key).collect();
            keys.sort_unstable();
            let twice = keys.windows(2).any(|pair| pair.first() == pair.last());
            class.by_name &= !twice;
            let has_annotation = class.shape().has_annotation();
            class.count = class.counted().filter(|_| has_annotation);
            class.hold = class.held();
        }
    }

    #[inline]
    pub(super) fn get(&self, class: ClassIndex) -> Option<&Row<Handle, Class>> {
        self.table.get(class)
    }

    /// What stands for a class that is described already.
    #[inline]
    pub(super) fn reference(&self, class: ClassIndex) -> &[u8] {
        self.get(class).map_or(b"null", |class| &class.reference)
    }
}

fn by_id(ids: &Ids, handle: Handle) -> Box<[u8]> {
    // The survey has given each of these an id.
    let id = ids.get(handle).unwrap_or(0);
    format!("{{\"@ref\": {id}}}")
        .into_bytes()
        .into_boxed_slice()
}
