//! The class descriptors that have been written.

use std::borrow::Cow;
use std::collections::HashMap;

use super::ItemPlace;
use super::document::Value;
use super::fault::Fault;
use super::read_by::{self, Reads};
use crate::class::shape::ClassIndex;
use crate::class::table::{Row, Table};
use crate::event::{ClassFlags, FieldType, Handle};
use crate::inspect::json::counted::{self, Counted};
use crate::inspect::json::held::{self, Held};

/// More fields than these are looked up in a sorted list.
const FEW_FIELDS: usize = 8;

/// A class descriptor that has been written.
#[derive(Debug)]
pub(super) struct Class<'v> {
    pub(super) name: Option<Cow<'v, str>>,
    /// Its fields, primitives first.
    pub(super) fields: Vec<Field<'v>>,
    /// The numbers of the fields, by name, where there are many.
    pub(super) sorted: Vec<u16>,
    pub(super) primitives: u16,
    /// Whether the names tell the fields apart.
    pub(super) by_name: bool,
    /// How it counts its elements, if it is a collection of the JDK.
    pub(super) counted: Option<&'static Counted>,
    /// Where its elements and their number are, if both are fields.
    pub(super) held: Option<&'static Held>,
    /// What it reads of its data.
    pub(super) reads: Reads,
}

#[derive(Debug)]
pub(super) struct Field<'v> {
    pub(super) code: FieldType,
    /// The descriptor of its type with points, if that is an object's and a text.
    pub(super) declared: Option<Cow<'v, str>>,
    /// As far as it is a text.
    pub(super) name: Option<Cow<'v, str>>,
}

/// All since the handles last started again.
#[derive(Debug, Default)]
pub(super) struct Classes<'v> {
    /// In pieces: when it grows, what it holds is there twice.
    pub(super) table: Table<Handle, Box<Class<'v>>>,
    names: HashMap<Cow<'v, str>, ClassIndex>,
    /// Type strings that stood for the type of a field.
    types: HashMap<Cow<'v, str>, Handle>,
}

impl<'v> Classes<'v> {
    pub(super) fn forget(&mut self) {
        self.table.clear();
        self.names.clear();
        self.types.clear();
    }

    /// Adds a class, whose fields come next.
    pub(super) fn push(
        &mut self,
        handle: Handle,
        name: Option<Cow<'v, str>>,
        flags: ClassFlags,
        element: Option<FieldType>,
    ) {
        let own = Class {
            name: name.clone(),
            fields: Vec::new(),
            sorted: Vec::new(),
            primitives: 0,
            by_name: true,
            counted: None,
            held: None,
            reads: Reads::Unknown,
        };
        let class = self.table.push(handle, flags, element, Box::new(own));
        if let (Some(name), Some(class)) = (name, class) {
            self.names.insert(name, class);
        }
    }

    /// Adds a field. Whether it may stand after those before it: primitives come first.
    pub(super) fn push_field(
        &mut self,
        class: ClassIndex,
        code: FieldType,
        name: Option<Cow<'v, str>>,
    ) -> bool {
        let is_primitive = code.width().is_some();
        let shape = self.table.shape(class);
        if is_primitive && shape.is_some_and(|shape| shape.object_fields > 0) {
            return false;
        }
        self.table.add_field(class, code);
        if let Some(described) = self.table.get_mut(class) {
            described.by_name &= name.is_some();
            described.primitives = described.primitives.saturating_add(u16::from(is_primitive));
            described.fields.push(Field {
                code,
                declared: None,
                name,
            });
        }
        true
    }

    /// The type of the field that was added last.
    pub(super) fn set_declared(&mut self, class: ClassIndex, descriptor: &'v str) {
        let described = self.table.get_mut(class);
        if let Some(field) = described.and_then(|class| class.fields.last_mut()) {
            field.declared = Some(if descriptor.contains('/') {
                Cow::Owned(descriptor.replace('/', "."))
            } else {
                Cow::Borrowed(descriptor)
            });
        }
    }

    /// The type of a field, or of the elements of an array, with points.
    pub(super) fn declared(&self, place: ItemPlace) -> Option<&str> {
        match place {
            ItemPlace::Field(class, number) => {
                let field = self.table.get(class)?.fields.get(usize::from(number));
                field?.declared.as_deref()
            }
            ItemPlace::Element(class) => self.name(class)?.strip_prefix('['),
            _ => None,
        }
    }

    pub(super) fn name(&self, class: ClassIndex) -> Option<&str> {
        self.table.get(class)?.name.as_deref()
    }

    /// Whether this name is that of an enum that was described.
    pub(super) fn is_enum(&self, name: &str) -> bool {
        let class = self.named(name);
        class
            .and_then(|class| self.table.get(class))
            .is_some_and(|class| class.shape().flags.is_enum())
    }

    /// Goes on after the last field.
    pub(super) fn end_fields(&mut self, class: ClassIndex) {
        let Some(described) = self.table.get_mut(class) else {
            return;
        };
        let described: &mut Class<'v> = described;
        if described.by_name && described.fields.len() > 1 {
            let fields = &described.fields;
            let name = |at: &u16| {
                let field = fields.get(usize::from(*at));
                field.and_then(|field| field.name.as_deref())
            };
            let mut sorted: Vec<u16> = (0..=u16::MAX).take(fields.len()).collect();
            sorted.sort_unstable_by(|a, b| name(a).cmp(&name(b)));
            let mut pairs = sorted.windows(2);
            let twice = pairs.any(|pair| pair.first().map(name) == pair.last().map(name));
            described.by_name = !twice;
            if fields.len() > FEW_FIELDS {
                described.sorted = sorted;
            }
        }
        described.reads = described
            .name
            .as_deref()
            .map_or(Reads::Unknown, read_by::of_class);
        described.held = described.name.as_deref().and_then(held::of_class);
        described.counted = described.name.as_deref().and_then(counted::of_class);
    }

    /// A class, which `value` is of.
    pub(super) fn get(
        &self,
        class: ClassIndex,
        value: Value<'v>,
    ) -> Result<&Row<Handle, Box<Class<'v>>>, Fault<'v>> {
        let found = self.table.get(class);
        found.ok_or_else(|| Fault::new(value, "its class has been forgotten"))
    }

    /// The class of this name that was described last.
    pub(super) fn named(&self, name: &str) -> Option<ClassIndex> {
        self.names.get(name).copied()
    }

    /// The type string of this text.
    pub(super) fn type_string(&self, text: &str) -> Option<Handle> {
        self.types.get(text).copied()
    }

    pub(super) fn set_type_string(&mut self, text: impl Into<Cow<'v, str>>, handle: Handle) {
        self.types.insert(text.into(), handle);
    }
}
