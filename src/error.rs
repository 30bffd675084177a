//! What can go wrong, where, and whose fault it is.

use std::fmt;
use std::io;

use crate::java_string::JavaString;
use crate::mutf8::Malformed;

/// The result of this crate's operations.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with the byte offset at which it was found.
///
/// `Display` says what is wrong and where, in one line; an underlying I/O error
/// is not repeated in it but given by `source()`.
///
/// # Examples
///
/// ```
/// use javawire::{Blame, ErrorKind, ObjectInputStream};
///
/// let error = ObjectInputStream::new(&b"HELO 1234"[..]).unwrap_err();
/// assert_eq!(error.offset(), 0);
/// assert_eq!(error.blame(), Blame::Peer);
/// assert!(error.to_string().starts_with("invalid stream header: 48454C4F"));
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    offset: u64,
    kind: ErrorKind,
}

/// Who must act for the error to go away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The other end sent what no Java program sends.
    Peer,
    /// The stream is legal but asks for more than is allowed here.
    Limit,
    /// The program asked for something it cannot have.
    Caller,
    /// The connection or file failed.
    Io,
}

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
    /// A byte that is no type code, or one that may not stand there.
    TypeCode {
        /// What may stand there.
        expected: &'static str,
        /// The byte found.
        found: u8,
    },
    /// A handle that was never assigned.
    Handle {
        /// The handle as it stands on the wire.
        handle: u32,
    },
    /// A handle of something else than what is needed there.
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
        problem: &'static str,
    },
    /// An `Externalizable` of protocol version 1: nothing on the wire says where it ends.
    UndelimitedExternal {
        /// The class.
        class: JavaString,
    },
    /// A limit was reached.
    Limit {
        /// Its name.
        limit: &'static str,
        /// Its value.
        allowed: u64,
        /// What the stream asked for.
        found: u64,
    },
    /// An object of another kind than the caller asked for.
    NotA {
        /// What the caller asked for.
        expected: &'static str,
        /// What the stream holds.
        found: String,
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

impl Error {
    /// Returns an error found at `offset` bytes from the start of the stream.
    pub fn new(offset: u64, kind: ErrorKind) -> Self {
        Error(Box::new(Inner { offset, kind }))
    }

    /// Returns the offset, in bytes from the start of the stream, of what was wrong.
    pub fn offset(&self) -> u64 {
        self.0.offset
    }

    /// Returns what was wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Returns whose fault it is.
    pub fn blame(&self) -> Blame {
        match self.kind() {
            ErrorKind::Limit { .. } => Blame::Limit,
            ErrorKind::UsedAfterError
            | ErrorKind::UtfTooLong { .. }
            | ErrorKind::Unfit { .. }
            | ErrorKind::Caller(_)
            | ErrorKind::UndelimitedExternal { .. } => Blame::Caller,
            ErrorKind::Io(_) => Blame::Io,
            _ => Blame::Peer,
        }
    }
}

/// For faults of the caller's, which stand at no byte of a stream.
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Error::new(0, kind)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            kind @ (ErrorKind::UtfTooLong { .. }
            | ErrorKind::Unfit { .. }
            | ErrorKind::Caller(_)) => kind.fmt(f),
            kind => write!(f, "{kind}, at byte {}", self.offset()),
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::StreamHeader { found } => {
                write!(
                    f,
                    "invalid stream header: {:08X}",
                    u32::from_be_bytes(*found)
                )?;
                f.write_str(" (a Java object stream begins with ACED0005)")
            }
            ErrorKind::UnexpectedEnd { reading } => {
                write!(f, "the peer's data ended inside {reading}")
            }
            ErrorKind::TypeCode { expected, found } => {
                write!(f, "invalid type code: {found:02X} (expected {expected})")
            }
            ErrorKind::Handle { handle } => {
                write!(f, "invalid handle value: {handle:08X} (never assigned)")
            }
            ErrorKind::HandleType { expected, handle } => {
                write!(f, "invalid handle value: {handle:08X} (not {expected})")
            }
            ErrorKind::Utf(malformed) => write!(f, "{malformed} of a string"),
            ErrorKind::NegativeLength { of, length } => {
                write!(f, "negative length {length} of {of}")
            }
            ErrorKind::ClassDesc { class, problem } => {
                write!(f, "invalid descriptor of class {class}: {problem}")
            }
            ErrorKind::UndelimitedExternal { class } => write!(
                f,
                "an Externalizable {class} of protocol version 1, whose end only that class knows"
            ),
            ErrorKind::Limit {
                limit,
                allowed,
                found,
            } => {
                write!(f, "{found} is over the limit {limit}={allowed}")
            }
            ErrorKind::NotA { expected, found } => write!(f, "expected {expected}, found {found}"),
            ErrorKind::WriteAborted { exception } => {
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

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}
