//! [`Contents`]: what a `writeObject` or `writeExternal` writes, made by hand.

use std::io::{self, Write};

use super::{Graph, Slot, Special, Value};
use crate::codes::MAX_BLOCK_SIZE;
use crate::data::push_utf;
use crate::error::{ErrorKind, Result};
use crate::event::BlockForm;
use crate::text::JavaString;
use crate::wire::primitive::{double_bits, float_bits};

/// Primitive data and objects, in the order in which a `writeObject`,
/// `writeExternal` or `annotateClass` writes them.
///
/// Data is put into blocks as `ObjectOutputStream` does it: what is written in a
/// row goes into one block, and into the next when 1,024 bytes are full. Through
/// [`Write`], and so through [`DataOutput`](crate::DataOutput), it takes data too.
///
/// # Examples
///
/// ```
/// use javawire::graph::{ClassBuilder, Contents, Graph};
///
/// let mut graph = Graph::new();
/// let class = graph.define(ClassBuilder::externalizable("com.example.Pair", 1))?;
/// let text = graph.new_string("hola")?;
/// let pair = graph
///     .object(class)?
///     .annotate(class, &Contents::new().int(42).utf("ñ")?.object(text))?
///     .id();
/// graph.push(pair)?;
/// assert!(graph.write().ends_with(b"xp\x77\x08\0\0\0\x2A\0\x02\xC3\xB1t\0\x04holax"));
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Contents {
    bytes: Vec<u8>,
    items: Vec<Item>,
    /// Whether data goes into the block that is the last item.
    in_block: bool,
}

#[derive(Debug, Clone, Copy)]
enum Item {
    Object(Value),
    /// This many of the bytes.
    Block(usize),
}

impl Contents {
    /// Returns empty contents.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns these contents and an object, or null, as `writeObject` adds it. It must be of the
    /// graph that the contents come into: another's is
    /// [not told apart](super::NodeId#of-another-graph).
    #[must_use]
    pub fn object(mut self, object: impl Into<Value>) -> Self {
        self.push_object(object.into());
        self
    }

    /// Returns these contents and objects.
    #[must_use]
    pub fn objects<T: Into<Value>>(mut self, objects: impl IntoIterator<Item = T>) -> Self {
        for object in objects {
            self.push_object(object.into());
        }
        self
    }

    /// Returns these contents and bytes, as `write` adds them.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.push_bytes(bytes);
        self
    }

    /// Returns these contents and a `boolean`.
    #[must_use]
    pub fn boolean(self, value: bool) -> Self {
        self.bytes(&[u8::from(value)])
    }

    /// Returns these contents and a `byte`.
    #[must_use]
    pub fn byte(self, value: i8) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Returns these contents and a `short`.
    #[must_use]
    pub fn short(self, value: i16) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Returns these contents and a `char`, a UTF-16 code unit.
    #[must_use]
    pub fn char(self, value: u16) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Returns these contents and an `int`.
    #[must_use]
    pub fn int(self, value: i32) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Returns these contents and a `long`.
    #[must_use]
    pub fn long(self, value: i64) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Returns these contents and a `float`; every NaN is Java's one.
    #[must_use]
    pub fn float(self, value: f32) -> Self {
        self.bytes(&float_bits(value).to_be_bytes())
    }

    /// Returns these contents and a `double`; every NaN is Java's one.
    #[must_use]
    pub fn double(self, value: f64) -> Self {
        self.bytes(&double_bits(value).to_be_bytes())
    }

    /// Returns these contents and a string, as `writeUTF` adds it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UtfTooLong`] if its encoding has more than 65,535 bytes.
    pub fn utf(mut self, string: impl Into<JavaString>) -> Result<Self> {
        let mut bytes = Vec::new();
        push_utf(&mut bytes, string.into().as_java_str())?;
        self.push_bytes(&bytes);
        Ok(self)
    }

    /// Returns these contents with the block that data went into closed, as `flush` does.
    #[must_use]
    pub fn flush(mut self) -> Self {
        self.in_block = false;
        self
    }

    pub(super) fn push_object(&mut self, object: Value) {
        self.in_block = false;
        self.items.push(Item::Object(object));
    }

    pub(super) fn push_bytes(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.bytes.extend_from_slice(bytes);
        match self.items.last_mut() {
            Some(Item::Block(length)) if self.in_block => {
                *length = length.saturating_add(bytes.len());
            }
            _ => self.items.push(Item::Block(bytes.len())),
        }
        self.in_block = true;
    }
}

/// Adds data.
impl Write for Contents {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push_bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.in_block = false;
        Ok(())
    }
}

impl Graph {
    /// The slot of an annotation; null for an empty one.
    pub(super) fn add_contents(&mut self, contents: &Contents) -> Result<Slot, ErrorKind> {
        if contents.items.is_empty() {
            return Ok(Slot::NULL);
        }
        let slots = self.content_slots(contents)?;
        let count = u32::try_from(slots.len()).map_err(|_| super::full())?;
        let start = self.add_slots(&slots)?;
        self.add_special(Special::List { start, count })
    }

    /// The slots of contents, in order.
    pub(super) fn content_slots(&mut self, contents: &Contents) -> Result<Vec<Slot>, ErrorKind> {
        let mut slots = Vec::with_capacity(contents.items.len());
        let mut bytes = contents.bytes.as_slice();
        for item in &contents.items {
            match *item {
                Item::Object(value) => slots.push(self.slot(value)?),
                Item::Block(length) => {
                    let (data, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
                    bytes = rest;
                    for block in data.chunks(MAX_BLOCK_SIZE) {
                        slots.push(self.add_block(block)?);
                    }
                }
            }
        }
        Ok(slots)
    }

    fn add_block(&mut self, bytes: &[u8]) -> Result<Slot, ErrorKind> {
        let form = if u8::try_from(bytes.len()).is_ok() {
            BlockForm::Short
        } else {
            BlockForm::Long
        };
        let length = u32::try_from(bytes.len()).map_err(|_| super::full())?;
        let start = self.add_bytes(bytes)?;
        self.add_special(Special::Block {
            start,
            length,
            form,
        })
    }
}
