//! The class descriptors of a stream, as far as the parser must know them.

use std::ops::Range;

use super::CHUNK;
use super::field_types::FieldTypes;
use super::open::Form;
use crate::class::shape::ClassIndex;
use crate::class::table::{Row, Table};
use crate::error::{CIRCULAR, INVALID_CLASS_DESCRIPTOR};
use crate::event::{ClassFlags, FieldType, Handle};
use crate::text::{JavaStr, JavaString};

/// What the parser knows of a class descriptor.
#[derive(Debug)]
pub(super) struct Facts {
    /// Whether `TC_PROXYCLASSDESC` described it.
    pub(super) is_proxy: bool,
    /// Whether a class stands twice between it and the root.
    is_circular: bool,
    /// Why a JVM makes no object of it, if so. Facts when the class is complete.
    pub(super) no_objects: Option<NoObjects>,
    pub(super) contents: Contents,
    /// What its objects hold, if that can be told in so few words, and has been asked.
    plain: Option<Plain>,
    /// Its name and those of its object fields, or its interfaces, in the text of the table.
    names: Range<usize>,
}

pub(super) type Class = Row<Handle, Facts>;

/// Objects whose classes all have their fields where their descriptors say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    /// The first class that has data, and what follows its fields.
    pub(super) form: Form,
    /// Of that class; not more than one event holds.
    pub(super) primitive_bytes: u32,
    pub(super) object_fields: u32,
    /// How many values there are in all, where the primitives of a class are one and an annotation
    /// is; without those primitives.
    pub(super) places: u32,
}

/// What an object of a class holds at that class's level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contents {
    /// Values of its fields.
    Fields,
    /// Perhaps not: its `writeObject` may have written something else.
    PerhapsFields,
    /// What a `writeObject` known not to write the fields wrote instead.
    NoFields,
    /// What its `writeExternal` wrote, up to `TC_ENDBLOCKDATA`.
    External,
    /// The same in protocol version 1, without an end.
    UndelimitedExternal,
    /// The same where the caller has registered what is written.
    RegisteredExternal(u16),
}

/// Why a JVM that has a class makes no object of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoObjects {
    Enum,
    Array,
    /// Its instances have a type code of their own.
    OfTheirOwn,
    /// A class stands twice in its chain.
    Circular,
}

impl NoObjects {
    /// In the words of `java.io.ObjectStreamClass` and `ObjectInputStream`.
    pub(super) fn words(self) -> &'static str {
        match self {
            NoObjects::Enum => "enum type",
            NoObjects::Array => "no valid constructor",
            NoObjects::OfTheirOwn => INVALID_CLASS_DESCRIPTOR,
            NoObjects::Circular => CIRCULAR,
        }
    }
}

/// A class as its objects and arrays need it in a run of values.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunClass {
    pub(super) class: ClassIndex,
    handle: Handle,
    pub(super) plain: Option<Plain>,
    /// If it is the class of an array: bytes of an element, 0 of one that is an object.
    pub(super) element: Option<u8>,
}

/// Classes whose instances have type codes of their own.
const DESCRIBE_THEMSELVES: [&str; 3] = [
    "java.lang.Class",
    "java.lang.String",
    "java.io.ObjectStreamClass",
];

/// How many classes of one hierarchy may have data in objects that are plain: it must not take long
/// to find out.
const MOST_LEVELS: u32 = 8;

/// How many of the classes that came last are found at once.
const RECENT: usize = 16;

#[derive(Debug, Default)]
pub(super) struct ClassTable {
    classes: Table<Handle, Facts>,
    /// Names, each after two bytes with its length, in the order in which they came.
    text: Vec<u8>,
    pub(super) field_types: FieldTypes,
    /// Classes that objects came of, each in the place that its handle gives; none before the
    /// first.
    recent: Vec<Option<RunClass>>,
}

impl ClassTable {
    /// Adds a class of which only the name and flags are known. `None` if there are too many.
    pub(super) fn push(
        &mut self,
        handle: Handle,
        name: JavaStr<'_>,
        flags: ClassFlags,
        is_proxy: bool,
    ) -> Option<ClassIndex> {
        let start = self.text.len();
        self.put_text(name);
        let facts = Facts {
            is_proxy,
            is_circular: false,
            no_objects: None,
            contents: Contents::Fields,
            plain: None,
            names: start..self.text.len(),
        };
        let element = FieldType::of_elements(name);
        self.classes.push(handle, flags, element, facts)
    }

    /// Adds a field to the class described last.
    pub(super) fn push_field(&mut self, class: ClassIndex, code: FieldType, name: JavaStr<'_>) {
        if let Some(shape) = self.classes.shape(class)
            && shape.has_annotation()
        {
            self.field_types.push(class, code, shape.primitive_bytes);
        }
        self.classes.add_field(class, code);
        if code.width().is_none() {
            self.push_name(class, name);
        }
    }

    /// Adds the name of an object field or interface to the class described last.
    pub(super) fn push_name(&mut self, class: ClassIndex, name: JavaStr<'_>) {
        self.put_text(name);
        let end = self.text.len();
        if let Some(class) = self.get_mut(class) {
            class.names.end = end;
        }
    }

    #[inline]
    pub(super) fn get(&self, class: ClassIndex) -> Option<&Class> {
        self.classes.get(class)
    }

    pub(super) fn get_mut(&mut self, class: ClassIndex) -> Option<&mut Class> {
        self.classes.get_mut(class)
    }

    /// The class with this handle, if it is among those that came last.
    #[inline(always)]
    pub(super) fn recent(&self, handle: Handle) -> Option<RunClass> {
        let place = self.recent.get(recent_place(handle))?;
        place.filter(|class| class.handle == handle)
    }

    /// The class with this handle.
    #[inline]
    pub(super) fn with_handle(&mut self, handle: Handle) -> Option<ClassIndex> {
        self.classes.find_again(handle)
    }

    /// The class with this handle, which will be among those that came last. `None` if it is not complete.
    #[cold]
    pub(super) fn run_class(&mut self, handle: Handle) -> Option<RunClass> {
        let class = self.with_handle(handle)?;
        let description = self.get(class).filter(|class| class.is_complete())?;
        let element = description.element();
        let plain = description.plain.or_else(|| self.plain(class));
        self.get_mut(class)?.plain = plain;
        let found = RunClass {
            class,
            handle,
            plain,
            element: element.map(|element| element.width().unwrap_or(0)),
        };
        self.recent.resize(RECENT, None);
        if let Some(place) = self.recent.get_mut(recent_place(handle)) {
            *place = Some(found);
        }
        Some(found)
    }

    /// Takes note of what the objects of a class turn out to hold at its level.
    pub(super) fn set_contents(&mut self, class: ClassIndex, contents: Contents) {
        if let Some(class) = self.get_mut(class) {
            class.contents = contents;
        }
        // Its objects may be plain now, and those of the classes below it.
        self.recent.clear();
    }

    /// The name of a class; empty for a proxy class.
    pub(super) fn name(&self, class: ClassIndex) -> JavaStr<'_> {
        self.names(class)
            .next()
            .unwrap_or(JavaStr::new_checked(b""))
    }

    /// The names of its object fields, or its interfaces.
    pub(super) fn members(&self, class: ClassIndex) -> impl Iterator<Item = JavaStr<'_>> {
        self.names(class).skip(1)
    }

    /// The name of a class for a message.
    pub(super) fn title(&self, class: ClassIndex) -> JavaString {
        if !self.get(class).is_some_and(|class| class.is_proxy) {
            return self.name(class).into();
        }
        match self.members(class).next() {
            None => JavaString::from("a proxy class"),
            Some(interface) => {
                let mut title = JavaString::from("a proxy class for ");
                title.push_checked(interface.as_bytes());
                title
            }
        }
    }

    /// Completes a class with its superclass, and notes what that tells of its objects. Returns the
    /// length of its chain.
    pub(super) fn complete(
        &mut self,
        class: ClassIndex,
        superclass: Option<ClassIndex>,
    ) -> Option<u32> {
        self.classes.set_superclass(class, superclass);
        let length = self.classes.complete(class)?;
        let is_circular = superclass.is_some_and(|above| self.is_circular(class, above));
        let no_objects = self.why_no_objects(class, is_circular);
        let description = self.get_mut(class)?;
        description.no_objects = no_objects;
        description.is_circular = is_circular;
        Some(length)
    }

    fn why_no_objects(&self, class: ClassIndex, is_circular: bool) -> Option<NoObjects> {
        let description = self.get(class)?;
        let name = self.name(class);
        if description.shape().flags.is_enum() {
            Some(NoObjects::Enum)
        } else if description.element().is_some() {
            Some(NoObjects::Array)
        } else if DESCRIBE_THEMSELVES.iter().any(|known| name == **known) {
            Some(NoObjects::OfTheirOwn)
        } else {
            // A JVM does not look at the superclasses of what is external.
            let has_levels = matches!(
                description.contents,
                Contents::Fields | Contents::PerhapsFields | Contents::NoFields
            );
            (is_circular && has_levels).then_some(NoObjects::Circular)
        }
    }

    /// Whether a class stands twice from `class` to the root, when its superclass is `above`. The
    /// name of a proxy class is not known, so two of them may be the same.
    fn is_circular(&self, class: ClassIndex, above: ClassIndex) -> bool {
        let Some(own) = self.get(class) else {
            return false;
        };
        let mut at = above;
        while let Some(other) = self.get(at) {
            let is_same = other.is_proxy == own.is_proxy && self.name(at) == self.name(class);
            if is_same || other.is_circular {
                return true;
            }
            match other.superclass() {
                Some(superclass) => at = superclass,
                None => break,
            }
        }
        false
    }

    fn plain(&self, class: ClassIndex) -> Option<Plain> {
        let description = self.get(class)?;
        // Whatever else there is to say of its objects, none of them is plain.
        if description.contents != Contents::Fields
            || description.no_objects.is_some()
            || description.levels() > MOST_LEVELS
        {
            return None;
        }
        let Some((first, last)) = description.ends() else {
            return Some(Plain {
                form: Form::of_level(class, false, false)?,
                primitive_bytes: 0,
                object_fields: 0,
                places: 0,
            });
        };
        let mut levels = self.classes.with_data(class);
        let are_plain = levels.all(|level| {
            self.get(level).is_some_and(|level| {
                let bytes = usize::try_from(level.shape().primitive_bytes);
                level.contents == Contents::Fields && bytes.is_ok_and(|bytes| bytes <= CHUNK)
            })
        });
        let shape = self.get(first).filter(|_| are_plain)?.shape();
        let own = u32::from(shape.primitive_bytes > 0);
        Some(Plain {
            form: Form::of_level(first, shape.has_annotation(), first != last)?,
            primitive_bytes: shape.primitive_bytes,
            object_fields: shape.object_fields,
            places: description.slots().checked_sub(own)?,
        })
    }

    /// The class below `level` among those from the root to `leaf` that have data.
    #[inline]
    pub(super) fn below(&self, leaf: ClassIndex, level: ClassIndex) -> Option<ClassIndex> {
        self.classes.below(leaf, level)
    }

    pub(super) fn clear(&mut self) {
        self.classes.clear();
        self.text.clear();
        self.field_types.clear();
        self.recent.clear();
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        let recent = size_of::<Option<RunClass>>().saturating_mul(self.recent.capacity());
        self.classes
            .memory()
            .saturating_add(recent)
            .saturating_add(self.text.capacity())
            .saturating_add(self.field_types.memory())
    }

    fn put_text(&mut self, name: JavaStr<'_>) {
        let bytes = name.as_bytes();
        // Names came with two bytes of length.
        let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
        self.text.extend_from_slice(&length.to_be_bytes());
        self.text.extend_from_slice(bytes);
    }

    fn names(&self, class: ClassIndex) -> impl Iterator<Item = JavaStr<'_>> {
        let range = self.get(class).map_or(0..0, |class| class.names.clone());
        let mut rest = self.text.get(range).unwrap_or_default();
        std::iter::from_fn(move || {
            let (length, text) = rest.split_first_chunk()?;
            let (name, others) = text.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            rest = others;
            Some(JavaStr::new_checked(name))
        })
    }
}

#[inline(always)]
fn recent_place(handle: Handle) -> usize {
    usize::try_from(handle.wire()).unwrap_or(0) % RECENT
}
