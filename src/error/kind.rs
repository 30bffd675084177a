//! What was wrong, and how that is said: in the JDK's words where it has some.

use std::fmt;
use std::io;

use super::accident;
use super::printed::Printed;
use crate::codes::TC_ENDBLOCKDATA;
use crate::limits::Limit;
use crate::text::JavaString;
use crate::text::mutf8::Malformed;

/// [`ErrorKind::UnexpectedEnd`]: what the JDK has words of its own for.
pub(crate) const BLOCK_DATA: &str = "block data";
pub(crate) const BLOCK_HEADER: &str = "the header of block data";

/// [`ErrorKind::ClassDesc`]: what the JDK says without naming the class.
pub(crate) const CIRCULAR: &str = "Circular reference.";
pub(crate) const INVALID_CLASS_DESCRIPTOR: &str = "invalid class descriptor";

/// What was wrong.
///
/// Where the JDK has a message for the same fault, `Display` begins with it.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The stream does not begin with `AC ED 00 05`.
    StreamHeader {
        /// The four bytes found instead.
        found: [u8; 4],
    },
    /// The bytes ended where more were needed.
    UnexpectedEnd {
        /// What was being read.
        reading: &'static str,
    },
    /// A byte that is not a type code, or one that may not stand there.
    TypeCode {
        /// What may stand there.
        expected: &'static str,
        /// The byte found.
        found: u8,
    },
    /// Block data, or its end, where a field's value or an element should stand.
    UnexpectedBlockData {
        /// The byte found: `TC_BLOCKDATA`, `TC_BLOCKDATALONG` or `TC_ENDBLOCKDATA`.
        found: u8,
    },
    /// `TC_RESET` inside an object.
    UnexpectedReset {
        /// How many objects, arrays and annotations are open there.
        depth: u64,
    },
    /// A handle that was never assigned.
    Handle {
        /// The handle as it stands on the wire.
        handle: u32,
    },
    /// A handle of something other than what is needed there.
    HandleType {
        /// What is needed there.
        expected: &'static str,
        /// The handle as it stands on the wire.
        handle: u32,
    },
    /// A string that is not modified UTF-8.
    Utf(Malformed),
    /// A negative length or count.
    NegativeLength {
        /// What has the length.
        of: &'static str,
        /// The length.
        length: i64,
    },
    /// A class descriptor that contradicts itself.
    ClassDesc {
        /// The class.
        class: JavaString,
        /// What is wrong with it.
        problem: String,
    },
    /// A class of the peer's that is another version of the one here (Java's
    /// `InvalidClassException`).
    InvalidClass {
        /// The class.
        class: JavaString,
        /// What does not fit.
        problem: String,
    },
    /// A class that the [filter](crate::SerialFilter) rejects.
    Rejected {
        /// The class.
        class: JavaString,
    },
    /// An `Externalizable` of protocol version 1: nothing on the wire says where it ends.
    UndelimitedExternal {
        /// The class.
        class: JavaString,
    },
    /// A limit was reached.
    Limit {
        /// Which.
        limit: Limit,
        /// Its value.
        allowed: u64,
        /// What the stream asked for.
        found: u64,
    },
    /// An object of a kind other than the caller asked for.
    NotA {
        /// What the caller asked for.
        expected: &'static str,
        /// What the stream holds.
        found: String,
    },
    /// An object that a Rust type does not take, in the words of that type: serde's, mostly.
    Unwanted {
        /// What it says.
        problem: String,
    },
    /// The writer failed in the middle of an object, as `WriteAbortedException` says in a JVM.
    WriteAborted {
        /// The exception it failed with.
        exception: String,
    },
    /// The parser or stream was used again after it had failed.
    UsedAfterError,
    /// A string too long for `writeUTF`.
    UtfTooLong {
        /// Its encoded length.
        length: usize,
        /// The JDK's abridged quotation of it.
        abridged: String,
    },
    /// What a graph was to be built of does not fit its class.
    Unfit {
        /// The class.
        class: JavaString,
        /// The field, if it is about one.
        field: Option<JavaString>,
        /// What was expected, and what was given.
        problem: String,
    },
    /// Something the caller asked for makes no sense.
    Caller(&'static str),
    /// Reading or writing failed.
    Io(io::Error),
}

impl fmt::Display for ErrorKind {
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::StreamHeader { found } => {
                let header = u32::from_be_bytes(*found);
                write!(f, "invalid stream header: {header:08X}")?;
                match accident::of_header(*found) {
                    Some(accident) => write!(f, " ({accident})"),
                    None => f.write_str(" (a Java object stream begins with ACED0005)"),
                }
            }
            ErrorKind::UnexpectedEnd { reading } => match *reading {
                BLOCK_DATA => f.write_str("unexpected EOF in middle of data block"),
                BLOCK_HEADER => f.write_str("unexpected EOF while reading block data header"),
                reading => write!(f, "the peer's data ended inside {reading}"),
            },
            ErrorKind::TypeCode { expected, found } => {
                write!(f, "invalid type code: {found:02X} (expected {expected}")?;
                if let Some(accident) = accident::of_type_code(*found) {
                    write!(f, "; {accident}")?;
                }
                f.write_str(")")
            }
            ErrorKind::UnexpectedBlockData { found } => {
                let end = if *found == TC_ENDBLOCKDATA {
                    "end of "
                } else {
                    ""
                };
                write!(
                    f,
                    "unexpected {end}block data (expected an object, found {found:02X})"
                )
            }
            ErrorKind::UnexpectedReset { depth } => {
                write!(f, "unexpected reset; recursion depth: {depth}")?;
                f.write_str(" (TC_RESET stands only between objects at top level)")
            }
            ErrorKind::Handle { handle } => {
                let accident = accident::of_handle(*handle).unwrap_or("never assigned");
                write!(f, "invalid handle value: {handle:08X} ({accident})")
            }
            ErrorKind::HandleType { expected, handle } => {
                write!(f, "invalid handle value: {handle:08X} (not {expected})")
            }
            ErrorKind::Utf(malformed) => {
                write!(f, "{malformed} of a string")?;
                match accident::of_malformed(*malformed) {
                    Some(accident) => write!(f, " ({accident})"),
                    None => Ok(()),
                }
            }
            ErrorKind::NegativeLength { of, length } => match *of {
                "block data" => write!(f, "illegal block data header length: {length}"),
                "an array" => write!(f, "Array length is negative: {length}"),
                of => write!(f, "negative length {length} of {of}"),
            },
            ErrorKind::ClassDesc { class, problem } if problem == CIRCULAR => write!(
                f,
                "{CIRCULAR} (one class stands twice among {} and its superclasses)",
                Printed::java(class)
            ),
            ErrorKind::ClassDesc { class, problem } if problem == INVALID_CLASS_DESCRIPTOR => {
                write!(f, "{problem} (of an object of {})", Printed::java(class))
            }
            ErrorKind::ClassDesc { class, problem }
            | ErrorKind::InvalidClass { class, problem } => {
                write!(f, "{}; {}", Printed::java(class), Printed::text(problem))
            }
            ErrorKind::Rejected { class } => {
                write!(
                    f,
                    "filter status: REJECTED (class {})",
                    Printed::java(class)
                )
            }
            ErrorKind::UndelimitedExternal { class } => write!(
                f,
                "an Externalizable {} of protocol version 1, whose end only that class knows",
                Printed::java(class)
            ),
            ErrorKind::Limit {
                limit: Limit::Interfaces,
                allowed,
                found,
            } => write!(f, "interface limit exceeded: {found}, limit: {allowed}"),
            ErrorKind::Limit {
                limit,
                allowed,
                found,
            } => {
                write!(f, "{found} is over the limit {limit}={allowed}")
            }
            ErrorKind::NotA { expected, found } => {
                write!(f, "expected {expected}, found {}", Printed::text(found))
            }
            ErrorKind::Unwanted { problem } => write!(f, "{}", Printed::text(problem)),
            ErrorKind::WriteAborted { exception } => {
                let exception = Printed::text(exception);
                write!(f, "writing aborted; {exception} at the peer")
            }
            ErrorKind::UsedAfterError => f.write_str("the stream has failed before"),
            ErrorKind::UtfTooLong { length, abridged } => {
                write!(f, "encoded string ({abridged}) too long: {length} bytes")
            }
            ErrorKind::Unfit {
                class,
                field,
                problem,
            } => match field {
                Some(field) => write!(f, "{class}.{field}: {problem}"),
                None => write!(f, "{class}: {problem}"),
            },
            ErrorKind::Caller(problem) => f.write_str(problem),
            ErrorKind::Io(_) => f.write_str("the connection failed"),
        }
    }
}
