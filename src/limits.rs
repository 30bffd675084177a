//! How much a peer may ask of the reader.

use std::fmt;

/// Settings of one style: private fields, each with its default, a getter of its name, and a
/// `with_` method that returns the same settings with another value.
macro_rules! settings {
    (
        $(#[$of_all:meta])*
        pub struct $Settings:ident {$(
            $(#[$of_one:meta])*
            $name:ident, $with:ident: $type:ty = $default:expr;
        )+}
    ) => {
        $(#[$of_all])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $Settings {
            $($name: $type,)+
        }

        impl Default for $Settings {
            fn default() -> Self {
                $Settings {
                    $($name: $default,)+
                }
            }
        }

        impl $Settings {$(
            $(#[$of_one])*
            #[inline]
            pub const fn $name(&self) -> $type {
                self.$name
            }

            #[doc = concat!("Returns the same with another [`", stringify!($name), "`](Self::", stringify!($name), ").")]
            #[must_use]
            pub const fn $with(mut self, $name: $type) -> Self {
                self.$name = $name;
                self
            }
        )+}
    };
}
pub(crate) use settings;

settings! {
    /// Bounds on what a stream may hold.
    ///
    /// The first four have the names and meanings of JEP 290, which gives them as
    /// `maxdepth=…`, `maxrefs=…`, `maxbytes=…` and `maxarray=…` in a
    /// [filter](crate::SerialFilter). A JVM compares them only where it asks its
    /// filter: at class descriptors, arrays and references. Here they are compared with each
    /// item, so that a stream is also refused for what comes after the last of
    /// those: a string one level too deep, a last null too many.
    ///
    /// The others are our own. They bound what costs this side memory or time whatever
    /// the stream's length, and so their defaults are not infinite.
    ///
    /// Change those that matter and leave the rest as they are in [`Limits::default`],
    /// which lets through what Java programs write: linked lists of 100,000 nodes,
    /// millions of objects, conversations that never end but are reset now and then.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Limits;
    ///
    /// let limits = Limits::default().with_max_string(16 << 20);
    /// assert_eq!(limits.max_string(), 16 << 20);
    /// assert_eq!(limits.max_class_chain(), 1_000);
    /// ```
    pub struct Limits {
        /// `maxdepth`: how deep items stand inside each other. Default 1,000,000.
        ///
        /// An item at top level has depth 1; the value of a field, an element, or an item of an
        /// annotation is one deeper than its owner. A class descriptor is as deep as
        /// what needs it, each superclass one deeper than its subclass. The parser's stack
        /// is at most three entries of 16 bytes for each level.
        max_depth, with_max_depth: u64 = 1_000_000;
        /// `maxrefs`: items of the whole stream. Default: no bound, as a conversation may last.
        ///
        /// Nulls, references, objects, arrays, strings, enum constants, classes and exceptions
        /// count, and so does the superclass of each new class descriptor, even where there is none.
        /// Nothing takes from the count, not even `TC_RESET`.
        max_refs, with_max_refs: u64 = u64::MAX;
        /// `maxbytes`: bytes of the whole stream, its header included. Default: no
        /// bound, as a conversation may last.
        max_bytes, with_max_bytes: u64 = u64::MAX;
        /// `maxarray`: elements of one array. Default 2,147,483,647, Java's own bound.
        max_array, with_max_array: u32 = i32::MAX.unsigned_abs();
        /// Handles alive at once, that is since the last `TC_RESET`. Default 50,000,000.
        ///
        /// Each costs the parser two bits, and whoever keeps the objects much more. A program that
        /// writes for long without `reset()` fills its own memory as well.
        max_handles, with_max_handles: usize = 50_000_000;
        /// Encoded bytes of one string. Default 1 GiB.
        max_string, with_max_string: u64 = 1 << 30;
        /// Classes between a class and the root of its hierarchy. Default 1,000.
        ///
        /// Each object may have data of its whole chain of classes.
        max_class_chain, with_max_class_chain: u32 = 1_000;
        /// Fields of one class. Default 65,535, the most the format can say.
        max_fields, with_max_fields: u16 = u16::MAX;
    }
}

/// A bound that was reached.
///
/// `Display` gives its name: that of JEP 290 where it has one.
///
/// # Examples
///
/// ```
/// use javawire::limits::Limit;
///
/// assert_eq!(Limit::MaxDepth.to_string(), "maxdepth");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::max_depth`]
    MaxDepth,
    /// [`Limits::max_refs`]
    MaxRefs,
    /// [`Limits::max_bytes`]
    MaxBytes,
    /// [`Limits::max_array`]
    MaxArray,
    /// [`Limits::max_string`]
    MaxString,
    /// [`Limits::max_handles`]
    MaxHandles,
    /// [`Limits::max_fields`]
    MaxFields,
    /// [`Limits::max_class_chain`]
    MaxClassChain,
    /// The interfaces of a proxy class, which the JDK bounds.
    Interfaces,
    /// What a [`Graph`](crate::Graph) has room for.
    Graph,
    /// The bytes of one request of a [`DataConversation`](crate::conversation::DataConversation).
    Request,
    /// `ServerLimits::max_memory`
    MaxMemory,
    /// `TreeLimits::max_depth`
    TreeDepth,
    /// `TreeLimits::max_items`
    TreeItems,
    /// `TreeLimits::max_bytes`
    TreeBytes,
    /// `TreeLimits::max_growth`
    TreeGrowth,
    /// [`ReadLimits::max_depth`](crate::typed::ReadLimits::max_depth)
    ReadDepth,
    /// [`ReadLimits::max_growth`](crate::typed::ReadLimits::max_growth)
    ReadGrowth,
}

impl Limit {
    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::MaxDepth => "maxdepth",
            Limit::MaxRefs => "maxrefs",
            Limit::MaxBytes => "maxbytes",
            Limit::MaxArray => "maxarray",
            Limit::MaxString => "maxstring",
            Limit::MaxHandles => "maxhandles",
            Limit::MaxFields => "maxfields",
            Limit::MaxClassChain => "maxclasschain",
            Limit::Interfaces => "interfaces",
            Limit::Graph => "graph",
            Limit::Request => "request",
            Limit::MaxMemory => "max_memory",
            Limit::TreeDepth => "TreeLimits::max_depth",
            Limit::TreeItems => "TreeLimits::max_items",
            Limit::TreeBytes => "TreeLimits::max_bytes",
            Limit::TreeGrowth => "TreeLimits::max_growth",
            Limit::ReadDepth => "ReadLimits::max_depth",
            Limit::ReadGrowth => "ReadLimits::max_growth",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
