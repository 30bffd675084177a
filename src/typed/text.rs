//! Texts.

use std::sync::Arc;

use super::classes::Classes;
use super::fault::{not_a, not_a_node};
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{ReadJava, WriteJava};
use crate::data::push_utf;
use crate::error::Result;
use crate::graph::{NodeId, Raw, RawNode};
use crate::jdk::Key;
use crate::text::{JavaStr, JavaString, mutf8};

const STRING: &str = "java.lang.String";

/// The text of a node, in modified UTF-8.
#[inline]
fn bytes_of<'g, T: ?Sized>(input: &mut In<'g>, node: NodeId) -> Result<&'g [u8]> {
    match input.graph().raw_text(node) {
        Some(text) => {
            input.spend(text.len())?;
            Ok(text)
        }
        None => Err(not_a_node::<T>(input.graph(), Some(node))),
    }
}

/// The text of these bytes, which are modified UTF-8.
#[inline]
fn decoded(bytes: &[u8]) -> Result<String> {
    let text = JavaStr::new_checked(bytes).to_string_checked();
    text.map_err(|lone| {
        not_a::<String>(lone.to_string())
            .noting(Some("javawire::JavaString holds any text of Java's"))
    })
}

fn is_text(input: &In<'_>, value: Raw) -> bool {
    let node = value.node().and_then(|node| input.graph().raw(node));
    matches!(node, Some(RawNode::String))
}

/// The text that `writeUTF` wrote, if it is modified UTF-8.
fn checked(text: &[u8]) -> Result<&[u8]> {
    match mutf8::check(text) {
        Ok(()) => Ok(text),
        Err(malformed) => Err(crate::ErrorKind::Utf(malformed).into()),
    }
}

/// A new Java `String` each time it is written.
impl ReadJava for String {
    #[inline]
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let node = input.node::<Self>(value)?;
        decoded(bytes_of::<Self>(input, node)?)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_text(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        Some(class == STRING)
    }

    /// A text has no class in the stream, but an array of texts has.
    fn classes(classes: &mut Classes) {
        classes.add(STRING);
    }

    fn read_text(text: &[u8]) -> Result<Self> {
        decoded(checked(text)?)
    }
}

impl WriteJava for String {
    const JAVA: &'static str = STRING;

    #[inline(always)]
    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        out.text(self);
        Ok(())
    }

    fn java_key(&self) -> Option<JavaKey> {
        Some(JavaKey::new(Key::String(self.into())))
    }

    fn write_text(&self, bytes: &mut Vec<u8>) -> Result<()> {
        push_utf(bytes, JavaString::from(self).as_java_str())
    }
}

impl WriteJava for str {
    const JAVA: &'static str = STRING;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        out.text(self);
        Ok(())
    }

    fn java_key(&self) -> Option<JavaKey> {
        Some(JavaKey::new(Key::String(self.into())))
    }

    fn write_text(&self, bytes: &mut Vec<u8>) -> Result<()> {
        push_utf(bytes, JavaString::from(self).as_java_str())
    }
}

/// One Java `String` as long as it is one `Arc`.
impl ReadJava for Arc<str> {
    #[inline]
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let node = input.node::<str>(value)?;
        let graph = input.graph();
        input.spend(0)?;
        input.memo().text(node, || match graph.raw_text(node) {
            Some(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Arc::from(text)),
                Err(_) => decoded(bytes).map(Arc::from),
            },
            None => Err(not_a_node::<str>(graph, Some(node))),
        })
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_text(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        Some(class == STRING)
    }

    /// A text has no class in the stream, but an array of texts has.
    fn classes(classes: &mut Classes) {
        classes.add(STRING);
    }

    fn read_text(text: &[u8]) -> Result<Self> {
        String::read_text(text).map(Arc::from)
    }
}

impl WriteJava for Arc<str> {
    const JAVA: &'static str = STRING;

    #[inline]
    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        out.shared_text(self);
        Ok(())
    }

    fn java_key(&self) -> Option<JavaKey> {
        (**self).java_key()
    }

    fn write_text(&self, bytes: &mut Vec<u8>) -> Result<()> {
        (**self).write_text(bytes)
    }
}

/// Any text, halves of surrogate pairs too.
impl ReadJava for JavaString {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let node = input.node::<Self>(value)?;
        let bytes = bytes_of::<Self>(input, node)?;
        Ok(JavaStr::new_checked(bytes).into())
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_text(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        Some(class == STRING)
    }

    /// A text has no class in the stream, but an array of texts has.
    fn classes(classes: &mut Classes) {
        classes.add(STRING);
    }

    fn read_text(text: &[u8]) -> Result<Self> {
        Ok(JavaStr::new_checked(checked(text)?).into())
    }
}

impl WriteJava for JavaString {
    const JAVA: &'static str = STRING;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        out.encoded_text(self.as_java_str().as_bytes());
        Ok(())
    }

    fn java_key(&self) -> Option<JavaKey> {
        Some(JavaKey::new(Key::String(self.clone())))
    }

    fn write_text(&self, bytes: &mut Vec<u8>) -> Result<()> {
        push_utf(bytes, self.as_java_str())
    }
}
