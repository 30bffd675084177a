//! How much a peer may ask of the reader.

use std::fmt;

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
/// Change the fields that matter and take the rest from [`Limits::default`],
/// which lets through what Java programs write: linked lists of 100,000 nodes,
/// millions of objects, conversations that never end but are reset now and then.
///
/// # Examples
///
/// ```
/// use javawire::Limits;
///
/// let mut limits = Limits::default();
/// limits.max_string = 16 << 20;
/// assert_eq!(limits.max_class_chain, 1_000);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// `maxdepth`: how deep items stand inside each other. Default 1,000,000.
    ///
    /// An item at top level has depth 1; the value of a field, an element, or an item of an
    /// annotation is one deeper than its owner. A class descriptor is as deep as
    /// what needs it, each superclass one deeper than its subclass. The parser's stack
    /// is at most three entries of 16 bytes for each level.
    pub max_depth: u64,
    /// `maxrefs`: items of the whole stream. Default: no bound, as a conversation may last.
    ///
    /// Nulls, references, objects, arrays, strings, enum constants, classes and exceptions
    /// count, and so does the superclass of each new class descriptor, even where there is none.
    /// Nothing takes from the count, not even `TC_RESET`.
    pub max_refs: u64,
    /// `maxbytes`: bytes of the whole stream, its header included. Default: no
    /// bound, as a conversation may last.
    pub max_bytes: u64,
    /// `maxarray`: elements of one array. Default 2,147,483,647, Java's own bound.
    pub max_array: u32,
    /// Handles alive at once, that is since the last `TC_RESET`. Default 50,000,000.
    ///
    /// Each costs the parser two bits, and whoever keeps the objects much more. A program that
    /// writes for long without `reset()` fills its own memory as well.
    pub max_handles: usize,
    /// Encoded bytes of one string. Default 1 GiB.
    pub max_string: u64,
    /// Classes between a class and the root of its hierarchy. Default 1,000.
    ///
    /// Each object may have data of its whole chain of classes.
    pub max_class_chain: u32,
    /// Fields of one class. Default 65,535, the most the format can say.
    pub max_fields: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_depth: 1_000_000,
            max_refs: u64::MAX,
            max_bytes: u64::MAX,
            max_array: i32::MAX.unsigned_abs(),
            max_handles: 50_000_000,
            max_string: 1 << 30,
            max_class_chain: 1_000,
            max_fields: u16::MAX,
        }
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
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
