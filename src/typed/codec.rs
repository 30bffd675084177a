//! [`Codec`]: how a field is read and written where its Rust type leaves that open.

use super::classes::Classes;
use super::fault::not_a;
use super::input::In;
use super::output::Out;
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::Raw;

pub use super::enums::{EnumMap, EnumSet};
pub use super::exception::Suppressed;
pub use super::lists::{ArrayDeque, ArrayList, CopyOnWriteArrayList, LinkedList, Stack, Vector};
pub use super::maps::{ConcurrentHashMap, HashMap, Hashtable, LinkedHashMap};
pub use super::properties::Properties;
pub use super::queues::PriorityQueue;
pub use super::sets::{HashSet, LinkedHashSet};
pub use super::sorted::{TreeMap, TreeSet};

/// How a `T` is read and written, as a `class!` table says it: `as codec::LinkedList`.
///
/// A codec of your own makes a type of another crate a field: this one makes the milliseconds of a
/// `java.util.Date` a [`std::time::Duration`].
///
/// ```
/// use std::time::Duration;
///
/// use javawire::typed::{Codec, Date, In, Out, Raw, ReadJava, WriteJava, class, from_slice, to_vec};
///
/// struct SinceEpoch;
///
/// impl Codec<Duration> for SinceEpoch {
///     const JAVA: &str = Date::JAVA;
///
///     fn read(input: &mut In<'_>, value: Raw) -> javawire::Result<Duration> {
///         let date = Date::read(input, value)?;
///         Ok(Duration::from_millis(date.millis().unsigned_abs()))
///     }
///
///     fn write(value: &Duration, out: &mut Out<'_>, java: &'static str) -> javawire::Result<()> {
///         Date::from_millis(i64::try_from(value.as_millis()).unwrap_or(i64::MAX)).write(out, java)
///     }
/// }
///
/// #[derive(Debug, PartialEq)]
/// struct Event {
///     at: Duration,
/// }
/// class! { Event { "com.example.Event" = 1 { at as SinceEpoch; } } }
///
/// let event = Event { at: Duration::from_secs(5) };
/// assert_eq!(from_slice::<Event>(&to_vec(&event)?)?, event);
/// # Ok::<(), javawire::Error>(())
/// ```
pub trait Codec<T> {
    /// The type of a field in Java, where a table does not say it.
    const JAVA: &'static str;

    /// The primitive type that the value can be.
    const PRIMITIVE: Option<FieldType> = None;

    /// Returns the value that a reference refers to.
    ///
    /// # Errors
    ///
    /// What does not fit.
    fn read(input: &mut In<'_>, value: Raw) -> Result<T>;

    /// Writes the value where a type is declared, which is spelled as in Java.
    ///
    /// # Errors
    ///
    /// What cannot be written.
    fn write(value: &T, out: &mut Out<'_>, java: &'static str) -> Result<()>;

    /// Returns the value of a field that the peer's class lacks, if there is one for that.
    fn absent() -> Option<T> {
        None
    }

    /// Adds the classes of all objects that the value can hold: by default, that it can be any.
    fn classes(classes: &mut Classes) {
        classes.any();
    }

    /// Returns the primitive value that bytes begin with.
    fn read_primitive(_bytes: &[u8]) -> Option<T> {
        None
    }

    /// Appends the bytes of a primitive value.
    fn write_primitive(_value: &T, _bytes: &mut Vec<u8>) {}

    /// Returns the value of a text that `writeUTF` wrote, in modified UTF-8.
    ///
    /// # Errors
    ///
    /// If it is none.
    fn read_text(_text: &[u8]) -> Result<T> {
        Err(not_a::<T>("a text"))
    }

    /// Appends the value as `writeUTF` writes it.
    ///
    /// # Errors
    ///
    /// If it has more than 65,535 bytes, or is no text.
    fn write_text(_value: &T, _bytes: &mut Vec<u8>) -> Result<()> {
        Err(not_a::<T>("a text to be written by writeUTF"))
    }
}

/// As the type itself has it.
#[derive(Debug)]
pub enum Own {}

impl<T: ReadJava + WriteJava> Codec<T> for Own {
    const JAVA: &'static str = <T as WriteJava>::JAVA;
    const PRIMITIVE: Option<FieldType> = T::PRIMITIVE;

    #[inline]
    fn read(input: &mut In<'_>, value: Raw) -> Result<T> {
        T::read(input, value)
    }

    #[inline]
    fn write(value: &T, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        value.write(out, java)
    }

    fn absent() -> Option<T> {
        T::absent()
    }

    fn classes(classes: &mut Classes) {
        T::classes(classes);
    }

    #[inline]
    fn read_primitive(bytes: &[u8]) -> Option<T> {
        T::read_primitive(bytes)
    }

    #[inline]
    fn write_primitive(value: &T, bytes: &mut Vec<u8>) {
        value.write_primitive(bytes);
    }

    fn read_text(text: &[u8]) -> Result<T> {
        T::read_text(text)
    }

    fn write_text(value: &T, bytes: &mut Vec<u8>) -> Result<()> {
        value.write_text(bytes)
    }
}
