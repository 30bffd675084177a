//! What may be null, and what is shared.

use std::any::Any;
use std::sync::Arc;

use super::classes::Classes;
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{NaturalOrder, ReadJava, WriteJava};
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::Raw;
use crate::jdk::Key;

/// `None` is null.
impl<T: ReadJava> ReadJava for Option<T> {
    #[inline]
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        if value.is_null() {
            return Ok(None);
        }
        T::read(input, value).map(Some)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        value.is_null() || T::accepts(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        T::is_element(class)
    }

    fn classes(classes: &mut Classes) {
        T::classes(classes);
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read_text(text: &[u8]) -> Result<Self> {
        T::read_text(text).map(Some)
    }
}

impl<T: WriteJava> WriteJava for Option<T> {
    const JAVA: &'static str = boxed(T::JAVA);
    const ORDER: NaturalOrder = T::ORDER;

    #[inline]
    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        match self {
            Some(value) => value.write(out, java),
            None => {
                out.null();
                Ok(())
            }
        }
    }

    fn java_key(&self) -> Option<JavaKey> {
        match self {
            Some(value) => value.java_key(),
            None => Some(JavaKey::new(Key::Null)),
        }
    }
}

/// The wrapper of a primitive type; of another type, that.
const fn boxed(java: &'static str) -> &'static str {
    match java.as_bytes() {
        b"byte" => "java.lang.Byte",
        b"char" => "java.lang.Character",
        b"double" => "java.lang.Double",
        b"float" => "java.lang.Float",
        b"int" => "java.lang.Integer",
        b"long" => "java.lang.Long",
        b"short" => "java.lang.Short",
        b"boolean" => "java.lang.Boolean",
        _ => java,
    }
}

impl<T: ReadJava> ReadJava for Box<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        T::read(input, value).map(Box::new)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        T::accepts(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        T::is_element(class)
    }

    fn classes(classes: &mut Classes) {
        T::classes(classes);
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn read_text(text: &[u8]) -> Result<Self> {
        T::read_text(text).map(Box::new)
    }
}

impl<T: WriteJava> WriteJava for Box<T> {
    const JAVA: &'static str = boxed(T::JAVA);
    const ORDER: NaturalOrder = T::ORDER;

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        (**self).write(out, java)
    }

    fn java_key(&self) -> Option<JavaKey> {
        (**self).java_key()
    }

    fn write_text(&self, bytes: &mut Vec<u8>) -> Result<()> {
        (**self).write_text(bytes)
    }
}

/// One Java object as long as it is one `Arc`.
impl<T: ReadJava + Any + Send + Sync> ReadJava for Arc<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        if value.is_null() {
            return T::read(input, value).map(Arc::new);
        }
        let node = input.node::<T>(value)?;
        if let Some((shared, height)) = input.memo().shared(node) {
            input.hold(height)?;
            return Ok(shared);
        }
        let (object, height) = input.read_shared(value)?;
        let object = Arc::new(object);
        input.memo().share(node, &object, height);
        Ok(object)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        T::accepts(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        T::is_element(class)
    }

    fn classes(classes: &mut Classes) {
        T::classes(classes);
    }

    fn absent() -> Option<Self> {
        T::absent().map(Arc::new)
    }
}

impl<T: WriteJava + Any + Send + Sync> WriteJava for Arc<T> {
    const JAVA: &'static str = boxed(T::JAVA);
    const ORDER: NaturalOrder = T::ORDER;

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        out.shared(self, |object, out| object.write(out, java))
    }

    fn java_key(&self) -> Option<JavaKey> {
        (**self).java_key()
    }
}

impl<T: WriteJava + ?Sized> WriteJava for &T {
    const JAVA: &'static str = T::JAVA;
    const PRIMITIVE: Option<FieldType> = T::PRIMITIVE;
    const ORDER: NaturalOrder = T::ORDER;

    fn constants() -> Option<&'static super::constants::ConstantsSpec> {
        T::constants()
    }

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        (**self).write(out, java)
    }

    fn java_key(&self) -> Option<JavaKey> {
        (**self).java_key()
    }

    fn write_primitive(&self, bytes: &mut Vec<u8>) {
        (**self).write_primitive(bytes);
    }

    fn write_text(&self, bytes: &mut Vec<u8>) -> Result<()> {
        (**self).write_text(bytes)
    }
}
