//! Java objects as types of your own, both ways.
//!
//! A struct stays plain Rust; a [`class!`] table beside it says which Java class it is: its levels
//! from the topmost down, the `serialVersionUID` of each, the fields in the order of the stream.
//! `javawire types app.jar` writes both.
//!
//! ```
//! use javawire::typed::{class, from_slice, to_vec};
//!
//! #[derive(Debug, Clone, PartialEq)]
//! struct Point {
//!     x: i32,
//!     label: Option<String>,
//! }
//! class! { Point { "com.example.Point" = 1 { x; label; } } }
//!
//! let point = Point { x: 7, label: Some("here".to_owned()) };
//! let bytes = to_vec(&point)?;
//! assert_eq!(from_slice::<Point>(&bytes)?, point);
//! # Ok::<(), javawire::Error>(())
//! ```
//!
//! # Types
//!
//! | Java | Rust |
//! |---|---|
//! | `int` … `boolean`; `char` | `i32` … `bool`; `u16` |
//! | `Integer` … | `i32` …, `Option<i32>` …; small ones are one object, as by `valueOf` |
//! | `String` | [`String`], new each time; `Arc<str>`, one object where it is one `Arc`; [`JavaString`](crate::JavaString) |
//! | `int[]`, `T[]` | `Vec<i32>`, `Vec<T>`; `byte[]` also `Vec<u8>` |
//! | `List`, `Collection`, `Queue` | `Vec<T>`, read from any class of lists that is known; written as [`codec`] says, by default an `ArrayList` |
//! | `Set`, `Map` | `HashSet<T>`, `BTreeSet<T>`, `HashMap<K, V>`, `BTreeMap<K, V>`, `Vec<(K, V)>` |
//! | `TreeSet`, `TreeMap` with a `Comparator` | [`Compared`] |
//! | an array in a list, a map or an `Object` | [`Array`] |
//! | `java.time` | [`Instant`], [`LocalDate`], [`ZonedDateTime`] … |
//! | `Date`, `Timestamp`; `UUID`, `URI`, `Locale`, `Currency` | [`Date`], [`Timestamp`]; [`Uuid`], [`Uri`], [`Locale`], [`Currency`] |
//! | `BigInteger`, `BigDecimal` | [`Integer`], [`Decimal`] |
//! | `AtomicInteger` …, `BitSet`, `File`, `URL`, `InetAddress`, `StringBuilder` … | [`AtomicInteger`] …, [`BitSet`], [`File`], [`Url`], [`InetAddress`], [`StringBuilder`] … |
//! | an exception | [`Throwable`]; what it came of is a [`Cause`] |
//! | an enum | [`constants!`] |
//! | an object of one of several classes | [`one_of!`] |
//! | an object that this one is in; that it may be in | [`Back`]; [`Link`] |
//! | anything | [`Any`]: kept, and sent on |
//!
//! # Identity
//!
//! One `Arc` is one Java object, both ways, until the stream is reset. What is not in an `Arc` is a
//! copy for each reference to it, and a new object each time it is written. A reference back to
//! what an object is in is a [`Back`]; one that may be that, or not, a [`Link`].
//!
//! # Versions
//!
//! Fields that the peer's class lacks are what Java makes of them: 0, false, `None`; where the
//! type has no such value it is an error. What only the peer's class has is passed over. Another
//! `serialVersionUID` is refused as by a JVM, unless [`ReadLimits::with_versions`] says otherwise.
//!
//! * `spec.rs`: what a table says; `macros.rs`: how it is written
//! * `input.rs`, `plan.rs`, `memo.rs`, `items.rs`: reading
//! * `output.rs`, `sent.rs`, `registry.rs`: writing; `peer.rs` …: in the versions of the peer
//! * `primitives.rs` … `throwable.rs`: the types; `elements.rs`: arrays of primitives, many elements
//!   at a time

mod any;
mod arrays;
mod back;
mod by_table;
mod classes;
pub mod codec;
mod comparator;
mod compared;
mod constants;
#[cfg(feature = "serde")]
mod deserialize;
mod elements;
mod enums;
mod exception;
mod fault;
mod groups;
mod hash;
mod hashed;
mod held;
mod holders;
mod input;
mod items;
mod key;
mod link;
mod lists;
mod macros;
mod map_in;
mod maps;
mod memo;
mod numbers;
mod object_in;
mod object_out;
mod one_of;
mod output;
mod peer;
mod peer_layout;
mod peer_out;
mod plan;
mod pointers;
mod primitives;
#[doc(hidden)]
pub mod private;
mod properties;
mod queues;
mod registry;
mod root;
mod segment;
mod sent;
mod sets;
mod sorted;
mod spec;
mod text;
mod throwable;
mod times;
mod values;
#[cfg(feature = "types")]
pub(crate) mod within;

pub use self::any::{Any, Piece, Written};
pub use self::arrays::Array;
pub use self::back::Back;
pub use self::classes::Classes;
pub(crate) use self::classes::{fields_not_written_in, number_of};
pub use self::codec::Codec;
pub use self::compared::Compared;
use self::constants::ConstantsSpec;
pub use self::exception::Cause;
use self::fault::not_a;
pub use self::holders::*;
pub use self::input::In;
use self::key::JavaKey;
#[doc(hidden)]
pub use self::key::NaturalOrder;
pub use self::link::Link;
pub(crate) use self::memo::Memo;
pub use self::numbers::{Decimal, Integer};
pub use self::object_in::ObjectIn;
pub use self::object_out::ObjectOut;
pub use self::output::Out;
pub(crate) use self::output::send;
pub use self::peer::Peer;
pub(crate) use self::root::read;
pub use self::root::{from_slice, to_vec, write_to};
pub(crate) use self::sent::Sent;
pub use self::throwable::Throwable;
pub use self::times::*;
pub use self::values::*;
use crate::error::Result;
use crate::event::FieldType;
pub use crate::graph::Raw;
use crate::limits::settings;
#[doc(inline)]
pub use crate::{__class as class, __constants as constants, __one_of as one_of};

/// What can be read from a stream.
///
/// [`class!`], [`constants!`] and [`one_of!`] implement it; so do the types of the
/// [table](self#types).
pub trait ReadJava: Sized {
    /// Returns the value that a reference refers to.
    ///
    /// # Errors
    ///
    /// What does not fit.
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self>;

    /// Returns whether a reference refers to such a value, by its class alone.
    fn accepts(input: &In<'_>, value: Raw) -> bool;

    /// Returns whether an array of elements of this class holds such values; `None` if that cannot
    /// be told.
    #[doc(hidden)]
    fn is_element(_class: &str) -> Option<bool> {
        None
    }

    /// Adds the classes of all objects that such a value can hold: by default, that it can be any.
    fn classes(classes: &mut Classes) {
        classes.any();
    }

    /// Returns the value of a field that the peer's class lacks: what Java makes of it, if that is
    /// one of this type.
    fn absent() -> Option<Self> {
        None
    }

    /// Returns the primitive value that bytes begin with.
    #[doc(hidden)]
    fn read_primitive(_bytes: &[u8]) -> Option<Self> {
        None
    }

    /// Returns the value of a text that `writeUTF` wrote, in modified UTF-8.
    ///
    /// # Errors
    ///
    /// If it is none.
    #[doc(hidden)]
    fn read_text(_text: &[u8]) -> Result<Self> {
        Err(not_a::<Self>("a text"))
    }

    /// Returns the array that is all of a stream, without a graph of it; `None` if it is something
    /// else.
    #[doc(hidden)]
    fn read_array(_stream: &[u8]) -> Option<Result<Self>> {
        None
    }

    /// Appends the elements of an array of primitives of this type, and returns whether it is of
    /// this type.
    #[doc(hidden)]
    fn push_elements(_element: FieldType, _bytes: &[u8], _all: &mut Vec<Self>) -> bool {
        false
    }

    /// Returns the elements of an array of primitives of this type; `None` if that is another.
    #[doc(hidden)]
    fn read_elements(element: FieldType, bytes: &[u8]) -> Option<Vec<Self>> {
        let mut all = Vec::new();
        Self::push_elements(element, bytes, &mut all).then_some(all)
    }
}

/// What can be written to a stream.
pub trait WriteJava {
    /// The type of a field that holds it, as Java spells it, where a table does not say it.
    const JAVA: &'static str;

    /// The primitive type that it can be.
    const PRIMITIVE: Option<FieldType> = None;

    /// What is known of Java's order of such values, as the keys of a tree.
    #[doc(hidden)]
    const ORDER: NaturalOrder = NaturalOrder::Own;

    /// Whether it stands for nothing but an element of a `byte[]`.
    #[doc(hidden)]
    const IS_RAW: bool = false;

    /// Writes it as an object, where a type is declared that is spelled as in Java: only an array
    /// asks for that.
    ///
    /// # Errors
    ///
    /// What cannot be written.
    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()>;

    /// Returns what it is as the key of a map; `None` where Java's `equals` and `hashCode` of it are
    /// not known.
    #[doc(hidden)]
    fn java_key(&self) -> Option<JavaKey> {
        None
    }

    /// Returns the enum whose constants such values are.
    #[doc(hidden)]
    fn constants() -> Option<&'static ConstantsSpec> {
        None
    }

    /// Appends the bytes of a primitive value.
    #[doc(hidden)]
    fn write_primitive(&self, _bytes: &mut Vec<u8>) {}

    /// Appends it as `writeUTF` writes it.
    ///
    /// # Errors
    ///
    /// If it has more than 65,535 bytes, or is no text.
    #[doc(hidden)]
    fn write_text(&self, _bytes: &mut Vec<u8>) -> Result<()> {
        Err(not_a::<Self>("a text to be written by writeUTF"))
    }

    /// Appends the elements of an array of primitives of this type.
    #[doc(hidden)]
    fn write_elements(elements: &[Self], bytes: &mut Vec<u8>)
    where
        Self: Sized,
    {
        for element in elements {
            element.write_primitive(bytes);
        }
    }
}

/// What to do with a class whose `serialVersionUID` is another at the peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Versions {
    /// Refuse it, as a JVM does.
    #[default]
    Strict,
    /// Read it all the same.
    Ignore,
}

settings! {
    /// Bounds on what is read of a graph, and what is asked of its classes.
    ///
    /// Types are read by recursion, and what is shared in a stream is copied for each reference
    /// to it unless it is an `Arc`: so a small stream could mean any amount of stack or memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::typed::{ReadLimits, Versions};
    ///
    /// let limits = ReadLimits::default().with_versions(Versions::Ignore);
    /// assert_eq!(limits.max_depth(), 200);
    /// ```
    pub struct ReadLimits {
        /// Objects inside each other. Default 200. What several hold as one `Arc` may lie up to
        /// 1,000 deep.
        max_depth, with_max_depth: usize = 200;
        /// How many times larger the values may be than what the stream holds. Values of up to
        /// 16 MiB are always allowed. Default 16.
        max_growth, with_max_growth: u64 = 16;
        /// What to do with other versions of a class. Default [`Versions::Strict`].
        versions, with_versions: Versions = Versions::Strict;
    }
}
