//! Where the grammar has more than one form for the same thing.

/// What needs the class descriptor that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Begin {
    /// `TC_OBJECT`
    Object,
    /// `TC_ARRAY`
    Array,
    /// `TC_ENUM`
    Enum,
    /// `TC_CLASS`
    Class,
}

/// Where a class descriptor stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DescForm {
    /// Before the event, after its [`Event::Begin`](crate::Event::Begin).
    New,
    /// It was known, and named by a `TC_REFERENCE`.
    Reference,
}

/// The two forms of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringForm {
    /// `TC_STRING`, with two bytes of length.
    Short,
    /// `TC_LONGSTRING`, with eight bytes of length.
    Long,
}

/// The two forms of block data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockForm {
    /// `TC_BLOCKDATA`, with one byte of length.
    Short,
    /// `TC_BLOCKDATALONG`, with four bytes of length.
    Long,
}
