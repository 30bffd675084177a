//! The types of fields, as far as they show that a field was not written.

use std::ops::Range;

use super::handles::HandleKind;
use crate::class::shape::ClassIndex;
use crate::codes::{
    TC_ARRAY, TC_CLASSDESC, TC_EXCEPTION, TC_LONGSTRING, TC_NULL, TC_OBJECT, TC_PROXYCLASSDESC,
    TC_STRING,
};
use crate::event::{FieldType, Handle};

/// The declared type of a field that holds an object or array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    /// It may hold anything, or its type is not known.
    Any,
    /// Some other class or interface: a `writeReplace` may have put an object of
    /// another class in place of its own, but none is a class descriptor.
    Object,
    /// `java.lang.String`, which is final and replaces nothing.
    String,
    /// A final class of the JDK that is neither and replaces nothing: `java.lang.Integer` and its like.
    Boxed,
    /// An array.
    Array,
}

impl Declared {
    /// The type that a descriptor such as `Ljava/lang/String;` names.
    fn named(descriptor: &[u8]) -> Self {
        match descriptor {
            [b'[', ..] => Declared::Array,
            b"Ljava/lang/String;" => Declared::String,
            b"Ljava/lang/Boolean;"
            | b"Ljava/lang/Byte;"
            | b"Ljava/lang/Character;"
            | b"Ljava/lang/Short;"
            | b"Ljava/lang/Integer;"
            | b"Ljava/lang/Long;"
            | b"Ljava/lang/Float;"
            | b"Ljava/lang/Double;" => Declared::Boxed,
            // What a class descriptor is an instance of.
            b"Ljava/lang/Object;" | b"Ljava/io/Serializable;" | b"Ljava/io/ObjectStreamClass;" => {
                Declared::Any
            }
            _ => Declared::Object,
        }
    }

    /// Whether a value that begins with this type code, and is not a reference, may stand in such a
    /// field.
    pub(super) fn may_hold(self, code: u8) -> bool {
        if matches!(code, TC_NULL | TC_EXCEPTION) {
            return true;
        }
        match self {
            Declared::Any => true,
            Declared::Object => !matches!(code, TC_CLASSDESC | TC_PROXYCLASSDESC),
            Declared::String => matches!(code, TC_STRING | TC_LONGSTRING),
            Declared::Boxed => code == TC_OBJECT,
            Declared::Array => code == TC_ARRAY,
        }
    }

    /// The same for a reference to something of this kind.
    pub(super) fn may_refer_to(self, kind: HandleKind) -> bool {
        match self {
            Declared::Any => true,
            Declared::Object => kind != HandleKind::Class,
            Declared::String => kind.is_string(),
            Declared::Boxed | Declared::Array => kind == HandleKind::Other,
        }
    }
}

/// Where the fields of a class are among those of all.
#[derive(Debug, Clone, Copy)]
struct Fields {
    class: ClassIndex,
    /// The first of its `boolean` fields.
    booleans: u32,
    /// The first of those that hold objects or arrays.
    objects: u32,
}

/// The fields of all classes of a stream that have a `writeObject`.
#[derive(Debug, Default)]
pub(super) struct FieldTypes {
    /// In the order of the classes.
    classes: Vec<Fields>,
    /// The offset of each `boolean` among the primitive values of its class.
    booleans: Vec<u32>,
    /// The types of the fields that hold objects or arrays.
    objects: Vec<Declared>,
    /// The strings that named a type, by their handles: in the order in which those were given.
    names: Vec<(Handle, Declared)>,
}

impl FieldTypes {
    /// Adds a field to the class described last, whose primitive values have `offset` bytes so far.
    pub(super) fn push(&mut self, class: ClassIndex, code: FieldType, offset: u32) {
        if self.classes.last().is_none_or(|last| last.class != class) {
            self.classes.push(Fields {
                class,
                booleans: length(&self.booleans),
                objects: length(&self.objects),
            });
        }
        if code == FieldType::Boolean {
            self.booleans.push(offset);
        } else if code.width().is_none() {
            self.objects.push(Declared::Any);
        }
    }

    /// Notes the type of the field added last, by the text of a new string. It is that of a class
    /// [in the table](Self::push), or else it is only remembered.
    pub(super) fn name(&mut self, class: ClassIndex, handle: Handle, descriptor: &[u8]) {
        let declared = Declared::named(descriptor);
        if declared != Declared::Any {
            self.names.push((handle, declared));
            self.set_last(class, declared);
        }
    }

    /// The same, by a string that came before.
    pub(super) fn name_again(&mut self, class: ClassIndex, handle: Handle) {
        let found = self.names.binary_search_by_key(&handle, |(name, _)| *name);
        let found = found.ok().and_then(|index| self.names.get(index));
        if let Some(&(_, declared)) = found {
            self.set_last(class, declared);
        }
    }

    /// The offsets of a class's `boolean` fields among its primitive values.
    pub(super) fn booleans(&self, class: ClassIndex) -> &[u32] {
        let range = self.range(class, &self.booleans, |fields| fields.booleans);
        self.booleans.get(range).unwrap_or_default()
    }

    /// The type of the field that comes after `field` others that hold objects.
    pub(super) fn declared(&self, class: ClassIndex, field: u32) -> Declared {
        let range = self.range(class, &self.objects, |fields| fields.objects);
        let types = self.objects.get(range).unwrap_or_default();
        let index = usize::try_from(field).unwrap_or(usize::MAX);
        types.get(index).copied().unwrap_or(Declared::Any)
    }

    pub(super) fn clear(&mut self) {
        self.classes.clear();
        self.booleans.clear();
        self.objects.clear();
        self.names.clear();
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        let classes = self.classes.capacity().saturating_mul(size_of::<Fields>());
        let booleans = self.booleans.capacity().saturating_mul(size_of::<u32>());
        let names = size_of::<(Handle, Declared)>().saturating_mul(self.names.capacity());
        classes
            .saturating_add(booleans)
            .saturating_add(self.objects.capacity())
            .saturating_add(names)
    }

    fn set_last(&mut self, class: ClassIndex, declared: Declared) {
        let is_last = self.classes.last().is_some_and(|last| last.class == class);
        if let Some(last) = self.objects.last_mut().filter(|_| is_last) {
            *last = declared;
        }
    }

    /// Where a class's own are among `all`, which begin where `first` says.
    fn range<T>(&self, class: ClassIndex, all: &[T], first: fn(&Fields) -> u32) -> Range<usize> {
        let number = class.number();
        let found = self
            .classes
            .binary_search_by_key(&number, |fields| fields.class.number());
        let Ok(index) = found else {
            return 0..0;
        };
        let at = |index: usize| {
            let start = self.classes.get(index).map(first)?;
            usize::try_from(start).ok()
        };
        let end = at(index.saturating_add(1)).unwrap_or(all.len());
        at(index).unwrap_or(end)..end
    }
}

/// There are fewer than that: each came with a name.
fn length<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}
