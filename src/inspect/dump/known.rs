//! What a listing knows of what has come: the classes, and what handles stand for.

use std::collections::HashMap;
use std::collections::VecDeque;

use super::value::{keyword, push_beginning, simple, type_name};
use crate::class::shape::ClassIndex;
use crate::class::table::{Row, Table};
use crate::codes::BASE_WIRE_HANDLE;
use crate::event::{ClassFlags, FieldType, Handle};
use crate::text::JavaStr;

/// How many handles are known at a time, class descriptors aside: the latest ones.
pub const KNOWN_HANDLES: usize = 1 << 19;

/// How many characters of a string are kept with its handle.
const BEGINNING: usize = 24;

/// After this many bytes the texts of the older half of handles are forgotten.
const GENERATION: usize = 4 << 20;

/// What a proxy class is called before its interfaces.
pub(super) const PROXY: &str = "proxy";

/// A proxy class is called by no more interfaces than take this many bytes.
const LONGEST_TITLE: usize = 64;

/// How many characters of a name are kept. Where it is described it stands whole.
const LONGEST_NAME: usize = 120;

/// In place of the position of a text.
const UNKNOWN: u64 = u64::MAX;

/// A field of a class.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) code: FieldType,
    /// `name: Type`, as it is printed for each object.
    pub(super) label: String,
    /// How much of the label is the name.
    pub(super) name: usize,
}

/// What a listing says of a class.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: Box<str>,
    /// The fields, as the stream has them: primitive ones first.
    pub(super) fields: Vec<Field>,
}

/// The classes, and what handles stand for, since the handles last started.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) classes: Table<Handle, Class>,
    /// Strings that name the types of fields, by their handles.
    types: HashMap<u32, Box<str>>,
    handles: VecDeque<Entry>,
    /// How many handles came before the first of `handles`.
    forgotten: usize,
    texts: Texts,
    /// How much memory the names of classes, fields and types take, at the most.
    named: usize,
}

/// What a handle stands for, briefly: there may be many.
#[derive(Debug, Clone, Copy)]
struct Entry {
    kind: HandleOf,
    /// The class, by its index.
    class: u32,
    /// The length of an array; where the text of a string or constant is.
    number: u64,
}

/// The kinds of things that have handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HandleOf {
    String,
    Object,
    Array,
    Enum,
    Class,
    Descriptor,
}

impl Known {
    /// Handles start again.
    pub(super) fn clear(&mut self) {
        *self = Known::default();
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        let types = size_of::<(u32, Box<str>)>().saturating_add(1);
        let types = self.types.capacity().saturating_mul(types);
        let handles = self.handles.capacity();
        let handles = handles.saturating_mul(size_of::<Entry>());
        [
            self.classes.memory(),
            types,
            handles,
            self.texts.older.capacity(),
            self.texts.newer.capacity(),
            self.named,
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// Counts names that are kept: short ones, and what refers to them.
    fn count(&mut self, name: usize, of: usize) {
        let length = name.min(LONGEST_NAME.saturating_mul(4));
        self.named = self.named.saturating_add(length).saturating_add(of);
    }

    /// Adds a class descriptor, whose handle is the next.
    pub(super) fn add_class(
        &mut self,
        handle: Handle,
        name: Box<str>,
        element: Option<FieldType>,
        flags: ClassFlags,
    ) -> Option<ClassIndex> {
        // The interfaces of a proxy class come later.
        self.count(name.len().saturating_add(LONGEST_TITLE), 0);
        let own = Class {
            name: shortened(name),
            fields: Vec::new(),
        };
        let index = self.classes.push(handle, flags, element, own)?;
        self.add(HandleOf::Descriptor, Some(index), 0);
        Some(index)
    }

    /// Adds a field to a class. The type of an object is told by the string that follows.
    pub(super) fn add_field(&mut self, class: ClassIndex, code: FieldType, name: Box<str>) {
        self.classes.add_field(class, code);
        self.count(name.len(), size_of::<Field>().saturating_mul(2));
        let type_name = match code.width() {
            Some(_) => keyword(code),
            None => "",
        };
        let name = shortened(name);
        if let Some(class) = self.classes.get_mut(class) {
            class.fields.push(Field {
                code,
                label: format!("{name}: {type_name}"),
                name: name.len(),
            });
        }
    }

    /// Takes note of the type of the field added last, which a new string named.
    pub(super) fn name_type(&mut self, class: ClassIndex, handle: Handle, descriptor: JavaStr<'_>) {
        let name = shortened(type_name(descriptor));
        self.count(name.len(), name.len());
        self.set_type(class, &name);
        self.types.insert(handle.wire(), name);
    }

    /// Takes note of the type of the field added last, which an older string named.
    pub(super) fn refer_to_type(&mut self, class: ClassIndex, handle: Handle) {
        let name = self.types.get(&handle.wire()).cloned();
        self.set_type(class, name.as_deref().unwrap_or("?"));
    }

    fn set_type(&mut self, class: ClassIndex, name: &str) {
        let class = self.classes.get_mut(class);
        if let Some(field) = class.and_then(|class| class.fields.last_mut()) {
            field.label.truncate(field.name.saturating_add(2));
            field.label.push_str(simple(name));
        }
    }

    pub(super) fn class(&self, class: ClassIndex) -> Option<&Row<Handle, Class>> {
        self.classes.get(class)
    }

    /// Adds an interface to a proxy class, which is called by its interfaces.
    pub(super) fn add_interface(&mut self, class: ClassIndex, interface: &str) {
        if let Some(class) = self.classes.get_mut(class)
            && class.name.len() < LONGEST_TITLE
        {
            let name = match class.name.strip_prefix(PROXY) {
                Some("") => format!("{PROXY} of {interface}"),
                _ => format!("{}, {interface}", class.name),
            };
            class.name = shortened(name.into_boxed_str());
        }
    }

    /// Adds what the next handle stands for.
    pub(super) fn add(&mut self, kind: HandleOf, class: Option<ClassIndex>, number: u64) {
        if self.handles.len() >= KNOWN_HANDLES {
            self.handles.pop_front();
            self.forgotten = self.forgotten.saturating_add(1);
        }
        let class = class.map(ClassIndex::number);
        self.handles.push_back(Entry {
            kind,
            class: class.unwrap_or(u32::MAX),
            number,
        });
    }

    /// Adds a string, whose handle is the next.
    pub(super) fn add_string(&mut self, beginning: JavaStr<'_>) {
        let at = self.texts.add(beginning);
        self.add(HandleOf::String, None, at);
    }

    /// Adds a string whose handle is the next, and whose characters are still to come.
    pub(super) fn add_long_string(&mut self) {
        self.add(HandleOf::String, None, UNKNOWN);
    }

    /// Adds an enum constant, whose handle is the next and whose name is still to come.
    pub(super) fn add_constant(&mut self, class: Option<ClassIndex>) {
        self.add(HandleOf::Enum, class, UNKNOWN);
    }

    /// Takes note of how the string that has this handle begins.
    pub(super) fn begin_string(&mut self, handle: Handle, beginning: JavaStr<'_>) {
        let at = self.position(handle);
        if let Some(entry) = at.and_then(|at| self.handles.get_mut(at)) {
            entry.number = self.texts.add(beginning);
        }
    }

    /// Takes note of the name of the constant that has this handle.
    pub(super) fn name_constant(&mut self, constant: Handle, name: Handle) {
        let text = self.entry(name).map(|entry| entry.number);
        let at = self.position(constant);
        if let (Some(at), Some(text)) = (at, text)
            && let Some(entry) = self.handles.get_mut(at)
        {
            entry.number = text;
        }
    }

    /// Says what a handle stands for: the kind of thing, its class, what else is known of it.
    pub(super) fn describe(&self, handle: Handle) -> Described<'_> {
        let Some(entry) = self.entry(handle) else {
            // Class descriptors are never forgotten.
            return match self.classes.find(handle) {
                Some(class) => Described::Of(HandleOf::Descriptor, self.name_of(class), 0),
                None => Described::Forgotten,
            };
        };
        let class = self.name_of(ClassIndex::of_number(entry.class));
        match entry.kind {
            HandleOf::String => Described::String(self.texts.get(entry.number)),
            HandleOf::Enum => Described::Constant(class, self.texts.get(entry.number)),
            kind => Described::Of(kind, class, entry.number),
        }
    }

    pub(super) fn name_of(&self, class: ClassIndex) -> &str {
        self.classes.get(class).map_or("?", |class| &class.name)
    }

    fn entry(&self, handle: Handle) -> Option<&Entry> {
        self.handles.get(self.position(handle)?)
    }

    fn position(&self, handle: Handle) -> Option<usize> {
        let index = handle.wire().checked_sub(BASE_WIRE_HANDLE)?;
        usize::try_from(index).ok()?.checked_sub(self.forgotten)
    }
}

/// What is known of a handle.
#[derive(Debug, Clone, Copy)]
pub(super) enum Described<'a> {
    /// A string, with its beginning if that is still known.
    String(Option<&'a str>),
    /// A constant of an enum class, with its name if that is still known.
    Constant(&'a str, Option<&'a str>),
    /// Something else of a class, with its length.
    Of(HandleOf, &'a str, u64),
    /// It is too far back.
    Forgotten,
}

/// The beginnings of strings, ready to be printed, of bounded size: two generations.
#[derive(Debug, Default)]
struct Texts {
    older: String,
    newer: String,
    /// How many bytes came before `older`.
    forgotten: u64,
}

impl Texts {
    /// Adds a text. Returns where it begins.
    fn add(&mut self, string: JavaStr<'_>) -> u64 {
        if self.newer.len() >= GENERATION / 2 {
            let older = std::mem::take(&mut self.newer);
            let forgotten = std::mem::replace(&mut self.older, older).len();
            self.forgotten = self.forgotten.saturating_add(to_u64(forgotten));
        }
        let at = self.forgotten.saturating_add(to_u64(self.older.len()));
        let at = at.saturating_add(to_u64(self.newer.len()));
        push_beginning(&mut self.newer, string, BEGINNING);
        // No text holds one.
        self.newer.push('\n');
        at
    }

    fn get(&self, at: u64) -> Option<&str> {
        let at = usize::try_from(at.checked_sub(self.forgotten)?).ok()?;
        let rest = match at.checked_sub(self.older.len()) {
            Some(at) => self.newer.get(at..)?,
            None => self.older.get(at..)?,
        };
        rest.split('\n').next()
    }
}

/// A name as it is printed wherever something refers to it: as often as the stream likes.
fn shortened(name: Box<str>) -> Box<str> {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()).into(),
        None => name,
    }
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
