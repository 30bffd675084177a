//! `constant_pool`: the names and numbers that the rest of a class file refers to.

use std::cell::Cell;
use std::sync::Arc;

use super::bytes::Bytes;
use super::error::{ClassFileError, Result};
use crate::text::JavaStr;

/// How much text one class file may have described by all that refers to it. A text of 64 KiB
/// may be referred to by each of 65,535 members.
const MOST_TEXT: usize = 4 << 20;

/// One entry, `cp_info`.
#[derive(Debug, Clone, Copy)]
enum Entry<'a> {
    Utf8(&'a [u8]),
    Integer(i32),
    Long(i64),
    /// `CONSTANT_Class_info`: where its name is.
    Class(u16),
    /// `CONSTANT_String_info`: where its text is.
    String(u16),
    NameAndType(u16, u16),
    /// A field or method of a class: where that is, and its name and type.
    Member(u16, u16),
    /// `CONSTANT_InvokeDynamic_info` and `CONSTANT_Dynamic_info`: where name and type are.
    Dynamic(u16),
    /// What nothing here refers to, and the place behind a long or double.
    Other,
}

/// A field or method that code refers to.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) class: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) descriptor: Arc<str>,
}

#[derive(Debug)]
pub(super) struct Pool<'a> {
    entries: Vec<Entry<'a>>,
    text_left: Cell<usize>,
}

impl<'a> Pool<'a> {
    pub(super) fn read(bytes: &mut Bytes<'a>) -> Result<Self> {
        let count = bytes.u2()?;
        let mut entries = vec![Entry::Other];
        while entries.len() < usize::from(count) {
            let offset = bytes.offset();
            let tag = bytes.u1()?;
            let entry = match tag {
                1 => {
                    let length = bytes.u2()?;
                    Entry::Utf8(bytes.take(length.into())?)
                }
                3 => Entry::Integer(bytes.u4()?.cast_signed()),
                5 => Entry::Long(bytes.u8()?.cast_signed()),
                7 => Entry::Class(bytes.u2()?),
                8 => Entry::String(bytes.u2()?),
                9..=11 => Entry::Member(bytes.u2()?, bytes.u2()?),
                12 => Entry::NameAndType(bytes.u2()?, bytes.u2()?),
                17 | 18 => {
                    bytes.u2()?;
                    Entry::Dynamic(bytes.u2()?)
                }
                4 | 6 | 15 | 16 | 19 | 20 => {
                    let width = match tag {
                        6 => 8,
                        4 => 4,
                        15 => 3,
                        _ => 2,
                    };
                    bytes.take(width)?;
                    Entry::Other
                }
                _ => {
                    let problem = format!("the constant pool has no entries of the kind {tag}");
                    return Err(ClassFileError::at(offset, problem));
                }
            };
            entries.push(entry);
            // "All 8-byte constants take up two entries in the constant_pool table."
            if matches!(tag, 5 | 6) {
                entries.push(Entry::Other);
            }
        }
        Ok(Pool {
            entries,
            text_left: Cell::new(MOST_TEXT),
        })
    }

    /// The text at this index, a name say.
    pub(super) fn text(&self, index: u16) -> Result<Arc<str>> {
        self.counted(self.raw(index)?.len())?;
        let text = self.java_text(index)?.to_str();
        let text = text.map_err(|_| wrong(index, "a text that is no UTF-16"))?;
        Ok(Arc::from(text))
    }

    /// The same, unless it is empty; classes are named with dots, as `Class.getName()` has them.
    pub(super) fn class(&self, index: u16) -> Result<Arc<str>> {
        match self.get(index) {
            Some(Entry::Class(name)) => {
                let name = self.text(name)?;
                match name.contains('/') {
                    true => Ok(name.replace('/', ".").into()),
                    false => Ok(name),
                }
            }
            _ => Err(wrong(index, "no class")),
        }
    }

    /// A class, or `None` where the index is 0: the superclass of `java.lang.Object`.
    pub(super) fn class_if_any(&self, index: u16) -> Result<Option<Arc<str>>> {
        match index {
            0 => Ok(None),
            index => self.class(index).map(Some),
        }
    }

    /// Whether the text at this index is this one. Costs nothing.
    pub(super) fn is(&self, index: u16, text: &str) -> bool {
        self.raw(index).is_ok_and(|bytes| bytes == text.as_bytes())
    }

    /// A constant number, of an `int` or a `long`.
    pub(super) fn number(&self, index: u16) -> Option<i64> {
        match self.get(index)? {
            Entry::Integer(number) => Some(number.into()),
            Entry::Long(number) => Some(number),
            _ => None,
        }
    }

    /// A constant text, of a `String`.
    pub(super) fn string(&self, index: u16) -> Option<Arc<str>> {
        match self.get(index)? {
            Entry::String(text) => self.text(text).ok(),
            _ => None,
        }
    }

    /// The field or method that an instruction names.
    pub(super) fn member(&self, index: u16) -> Result<Member> {
        let Some(Entry::Member(class, named)) = self.get(index) else {
            return Err(wrong(index, "no field or method"));
        };
        let (name, descriptor) = self.name_and_type(named)?;
        let class = self.class(class)?;
        Ok(Member {
            class,
            name,
            descriptor,
        })
    }

    /// The descriptor of what an `invokedynamic` calls.
    pub(super) fn dynamic(&self, index: u16) -> Result<Arc<str>> {
        match self.get(index) {
            Some(Entry::Dynamic(named)) => Ok(self.name_and_type(named)?.1),
            _ => Err(wrong(index, "no call site")),
        }
    }

    fn name_and_type(&self, index: u16) -> Result<(Arc<str>, Arc<str>)> {
        match self.get(index) {
            Some(Entry::NameAndType(name, descriptor)) => {
                Ok((self.text(name)?, self.text(descriptor)?))
            }
            _ => Err(wrong(index, "no name and type")),
        }
    }

    fn java_text(&self, index: u16) -> Result<JavaStr<'a>> {
        JavaStr::new(self.raw(index)?).map_err(|_| wrong(index, "a text that is no modified UTF-8"))
    }

    fn raw(&self, index: u16) -> Result<&'a [u8]> {
        match self.get(index) {
            Some(Entry::Utf8(bytes)) => Ok(bytes),
            _ => Err(wrong(index, "no text")),
        }
    }

    fn get(&self, index: u16) -> Option<Entry<'a>> {
        self.entries.get(usize::from(index)).copied()
    }

    fn counted(&self, length: usize) -> Result<()> {
        let Some(left) = self.text_left.get().checked_sub(length) else {
            return Err(ClassFileError::new(format!(
                "its names and descriptors, each as often as it is referred to, have more than \
                 {MOST_TEXT} bytes: no compiler writes such a class"
            )));
        };
        self.text_left.set(left);
        Ok(())
    }
}

fn wrong(index: u16, what: &str) -> ClassFileError {
    ClassFileError::new(format!("entry {index} of the constant pool is {what}"))
}
