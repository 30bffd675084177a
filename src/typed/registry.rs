//! Classes of the program, numbered once for the whole process, and the bytes of their descriptors.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::fault::unfit;
use super::spec::{ClassSpec, Form, LevelSpec};
use crate::class::suid;
use crate::class::type_name::TypeName;
use crate::codes::{SC_BLOCK_DATA, SC_ENUM, SC_EXTERNALIZABLE, SC_SERIALIZABLE, SC_WRITE_METHOD};
use crate::error::Result;
use crate::event::{ClassFlags, FieldType};
use crate::graph::described;
use crate::text::JavaString;
use crate::wire::items::{put_class_desc, put_field, put_new_string};

/// What is known of a class after its first use: its levels, the topmost first.
#[derive(Debug)]
pub(super) struct Registered {
    levels: Box<[RegisteredLevel]>,
}

impl Registered {
    pub(super) fn levels(&self) -> &[RegisteredLevel] {
        &self.levels
    }
}

/// The descriptor of a class.
#[derive(Debug)]
pub(super) struct RegisteredLevel {
    /// No other description of a class has this number.
    number: usize,
    /// No class of another name has this number.
    name_number: usize,
    name: JavaString,
    suid: i64,
    flags: ClassFlags,
    /// Whether objects have the fields where the descriptor says.
    writes_fields: bool,
    fields: Box<[RegisteredField]>,
    /// The bytes up to the first name of a type.
    front: Box<[u8]>,
    /// Where in those the flags are.
    flags_at: usize,
    parts: Box<[Part]>,
}

#[derive(Debug)]
struct RegisteredField {
    code: FieldType,
    name: JavaString,
    /// Of what is no primitive.
    ty: Option<JavaString>,
}

/// The name of a type, and the bytes of the descriptor that follow it.
#[derive(Debug)]
pub(super) struct Part {
    /// No other type has this number.
    pub(super) number: usize,
    /// Its name as a descriptor, in modified UTF-8.
    pub(super) text: JavaString,
    /// The bytes of that as a new string.
    pub(super) string: Box<[u8]>,
    pub(super) behind: Box<[u8]>,
}

/// Numbers of what has been seen in this process.
#[derive(Default)]
struct Registry {
    /// By all that a descriptor says, and the number of its superclass.
    classes: HashMap<Vec<u8>, usize>,
    names: HashMap<JavaString, usize>,
    types: HashMap<JavaString, usize>,
    /// The classes of arrays, by the type of the elements.
    arrays: HashMap<&'static str, &'static RegisteredLevel>,
}

fn with_registry<T>(work: impl FnOnce(&mut Registry) -> T) -> T {
    static REGISTRY: Mutex<Option<Registry>> = Mutex::new(None);

    let mut registry = REGISTRY.lock().unwrap_or_else(PoisonError::into_inner);
    work(registry.get_or_insert_default())
}

/// What a descriptor says, before it has a number.
struct Description {
    name: JavaString,
    suid: i64,
    flags: ClassFlags,
    writes_fields: bool,
    fields: Vec<RegisteredField>,
}

impl ClassSpec {
    /// What is known of the class.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`](crate::ErrorKind::Unfit) if a type of a field is no name of a type.
    #[inline]
    pub(super) fn registered(&'static self) -> Result<&'static Registered> {
        if let Some(registered) = self.registered.get() {
            return Ok(registered);
        }
        self.register()
    }

    #[cold]
    fn register(&'static self) -> Result<&'static Registered> {
        let mut levels = Vec::new();
        let mut superclass = None;
        for level in self.levels() {
            let level = Description::of(level)?.register(superclass);
            superclass = Some(level.number);
            levels.push(level);
        }
        let levels = levels.into();
        Ok(self.registered.get_or_init(|| Registered { levels }))
    }
}

/// Types that are not public, on which the `serialVersionUID` of their arrays depends. No JVM
/// compares that.
const HIDDEN: [&str; 1] = ["java.util.concurrent.ConcurrentHashMap$Segment"];

/// The class of arrays of this type, which is spelled as in Java.
pub(super) fn array_class(element: &'static str) -> Result<&'static RegisteredLevel> {
    if let Some(class) = with_registry(|registry| registry.arrays.get(element).copied()) {
        return Ok(class);
    }
    let name = TypeName::parse(JavaString::from(element).as_java_str())?.array_class();
    let suid = suid::of_array(name.as_java_str(), !HIDDEN.contains(&element))?;
    let description = Description {
        name,
        suid,
        flags: ClassFlags(SC_SERIALIZABLE),
        writes_fields: true,
        fields: Vec::new(),
    };
    let class = description.register(None);
    Ok(with_registry(|registry| {
        // There are no more of them than types in the program.
        let arrays = &mut registry.arrays;
        *arrays
            .entry(element)
            .or_insert_with(|| Box::leak(Box::new(class)))
    }))
}

/// `java.lang.Enum`, and an enum below it.
pub(super) fn enum_classes(name: &str) -> [RegisteredLevel; 2] {
    let of = |name: &str| Description {
        name: JavaString::from(name),
        suid: 0,
        flags: ClassFlags(SC_SERIALIZABLE | SC_ENUM),
        writes_fields: true,
        fields: Vec::new(),
    };
    let above = of("java.lang.Enum").register(None);
    let own = of(name).register(Some(above.number));
    [above, own]
}

impl Description {
    fn of(level: &LevelSpec) -> Result<Description> {
        let mut fields = Vec::new();
        for (name, code, ty) in level.fields() {
            let ty = match code.width() {
                Some(_) => None,
                None => {
                    let ty = JavaString::from(ty);
                    Some(TypeName::parse(ty.as_java_str())?.descriptor().into())
                }
            };
            let name = JavaString::from(name);
            if name.as_java_str().as_bytes().len() > usize::from(u16::MAX) {
                return Err(unfit(level.name(), "the name of a field is too long"));
            }
            fields.push(RegisteredField { code, name, ty });
        }
        let flags = match level.form() {
            Form::Fields | Form::Record => SC_SERIALIZABLE,
            Form::FieldsAndData | Form::Data => SC_SERIALIZABLE | SC_WRITE_METHOD,
            Form::External => SC_EXTERNALIZABLE | SC_BLOCK_DATA,
        };
        Ok(Description {
            name: JavaString::from(level.name()),
            suid: level.suid(),
            flags: ClassFlags(flags),
            writes_fields: level.form() != Form::Data,
            fields,
        })
    }

    fn register(self, superclass: Option<usize>) -> RegisteredLevel {
        let mut front = Vec::new();
        let count = u16::try_from(self.fields.len()).unwrap_or(u16::MAX);
        let name = self.name.as_java_str();
        put_class_desc(&mut front, name, self.suid, self.flags, count);
        // The flags, and the two bytes of the count.
        let flags_at = front.len().saturating_sub(3);
        with_registry(|registry| {
            let mut key = front.clone();
            let mut parts = Vec::new();
            // From the last to the first: each name of a type has what follows it.
            let mut behind = Vec::new();
            for field in self.fields.iter().rev() {
                let mut bytes = Vec::new();
                put_field(&mut bytes, field.code, field.name.as_java_str());
                key.extend_from_slice(&bytes);
                match &field.ty {
                    None => {
                        bytes.append(&mut behind);
                        behind = bytes;
                    }
                    Some(ty) => {
                        let mut string = Vec::new();
                        put_new_string(&mut string, ty.as_java_str());
                        key.extend_from_slice(&string);
                        parts.push(Part {
                            number: number(&mut registry.types, ty),
                            text: ty.clone(),
                            string: string.into(),
                            behind: std::mem::replace(&mut behind, bytes).into(),
                        });
                    }
                }
            }
            front.append(&mut behind);
            parts.reverse();
            let above = superclass.map_or(0, |number| number.saturating_add(1));
            key.extend_from_slice(&above.to_be_bytes());
            let next = registry.classes.len();
            RegisteredLevel {
                number: *registry.classes.entry(key).or_insert(next),
                name_number: number(&mut registry.names, &self.name),
                name: self.name,
                suid: self.suid,
                flags: self.flags,
                writes_fields: self.writes_fields,
                fields: self.fields.into(),
                front: front.into(),
                flags_at,
                parts: parts.into(),
            }
        })
    }
}

fn number(numbers: &mut HashMap<JavaString, usize>, name: &JavaString) -> usize {
    let next = numbers.len();
    *numbers.entry(name.clone()).or_insert(next)
}

impl RegisteredLevel {
    #[inline]
    pub(super) fn number(&self) -> usize {
        self.number
    }

    pub(super) fn name_number(&self) -> usize {
        self.name_number
    }

    pub(super) fn name(&self) -> &JavaString {
        &self.name
    }

    pub(super) fn suid(&self) -> i64 {
        self.suid
    }

    pub(super) fn flags(&self) -> ClassFlags {
        self.flags
    }

    /// The type of each field, its name, and of what is no primitive the name of its type.
    pub(super) fn fields(
        &self,
    ) -> impl Iterator<Item = (FieldType, &JavaString, Option<&JavaString>)> {
        let fields = self.fields.iter();
        fields.map(|field| (field.code, &field.name, field.ty.as_ref()))
    }

    pub(super) fn writes_fields(&self) -> bool {
        self.writes_fields
    }

    /// All that the descriptor says, as graphs have it, below a class with this handle.
    pub(super) fn key(&self, above: u32) -> Vec<u8> {
        let fields = self.fields.iter().map(|field| {
            let ty = field.ty.as_ref().map(JavaString::as_java_str);
            (field.code, field.name.as_java_str(), ty)
        });
        described::key(
            above,
            self.suid,
            self.flags,
            self.name.as_java_str(),
            fields,
        )
    }

    /// Appends the bytes up to the first name of a type.
    #[inline]
    pub(super) fn put_front(&self, out: &mut Vec<u8>, protocol_1: bool) {
        let start = out.len();
        out.extend_from_slice(&self.front);
        if protocol_1 && let Some(flags) = out.get_mut(start.saturating_add(self.flags_at)) {
            *flags &= !SC_BLOCK_DATA;
        }
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }
}
