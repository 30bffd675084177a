//! What can go wrong, where, and whose fault it is.

mod accident;
mod printed;

use std::fmt;
use std::io;

pub(crate) use self::accident::of_utf;
pub(crate) use self::printed::{Printed, is_invisible, may_be_invisible};
use crate::codes::TC_ENDBLOCKDATA;
use crate::text::java_string::JavaString;
use crate::text::mutf8::Malformed;

/// The result of this crate's operations.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with the byte offset at which it was found, and the path to it
/// through the objects of the stream.
///
/// `Display` says what is wrong and where, in one line: what was expected and
/// found, and of the usual accidents, such as a stream that was converted to
/// text, what to do about them. Names that the peer chose are shortened in it, and
/// control characters escaped. An underlying I/O error is not repeated in it but given by `source()`.
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
    /// None for what stands at no byte of a stream.
    offset: Option<u64>,
    kind: ErrorKind,
    path: Option<Box<str>>,
    /// Of an unexpected end: how many bytes more are needed at the least, where that is known.
    lacks: usize,
    /// What may have happened.
    note: Option<&'static str>,
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
    /// A byte that is no type code, or one that may not stand there.
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
        /// Its name: that of JEP 290 where it has one.
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
        Self::perhaps_at(Some(offset), kind)
    }

    /// Returns an error of something that may stand at no byte of a stream.
    pub(crate) fn perhaps_at(offset: Option<u64>, kind: ErrorKind) -> Self {
        Error(Box::new(Inner {
            offset,
            kind,
            path: None,
            lacks: 0,
            note: None,
        }))
    }

    /// Returns the error of bytes that ended `lacks` bytes too early.
    pub(crate) fn lacking(mut self, lacks: usize) -> Self {
        self.0.lacks = lacks;
        self
    }

    /// Returns how many bytes more are needed at the least, if the bytes ended too early.
    pub(crate) fn lacks(&self) -> Option<usize> {
        matches!(self.kind(), ErrorKind::UnexpectedEnd { .. }).then_some(self.0.lacks.max(1))
    }

    /// Returns the error with the path to what was wrong.
    #[must_use]
    pub(crate) fn at_path(mut self, path: Option<String>) -> Self {
        self.0.path = path.map(String::into_boxed_str);
        self
    }

    /// Returns the error with what may have happened, if that is known.
    #[must_use]
    pub(crate) fn noting(mut self, note: Option<&'static str>) -> Self {
        self.0.note = note.or(self.0.note);
        self
    }

    /// Returns the error as it stands behind so many bytes more.
    #[must_use]
    pub(crate) fn behind(mut self, bytes: u64) -> Self {
        self.0.offset = self.0.offset.map(|offset| offset.saturating_add(bytes));
        self
    }

    /// Returns the offset, in bytes from the start of the stream, of what was wrong; 0 where it
    /// stands at no byte of a stream.
    pub fn offset(&self) -> u64 {
        self.0.offset.unwrap_or(0)
    }

    /// Returns where it stood among the objects of the stream; `None` at top level.
    ///
    /// The path begins with the class of the object at top level. A name behind a dot is a
    /// field. A number in brackets is an element of an array, or an object among those that a class
    /// wrote itself, such as the elements of an `ArrayList`, counted from 0. Of a
    /// long path the middle is left out.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut stream = b"\xAC\xED\0\x05ur\0\x13[Ljava.lang.Object;".to_vec();
    /// stream.extend(b"\x90\xCE\x58\x9F\x10\x73\x29\x6C\x02\0\0xp\0\0\0\x02p\xFF");
    /// let error = Graph::read(&stream).unwrap_err();
    /// assert_eq!(error.path(), Some("java.lang.Object[][1]"));
    /// ```
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Returns what was wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Returns whose fault it is.
    pub fn blame(&self) -> Blame {
        match self.kind() {
            ErrorKind::Limit { .. } | ErrorKind::Rejected { .. } => Blame::Limit,
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
        Error::perhaps_at(None, kind)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            kind @ (ErrorKind::UtfTooLong { .. }
            | ErrorKind::Unfit { .. }
            | ErrorKind::Caller(_)) => kind.fmt(f),
            kind => {
                kind.fmt(f)?;
                if let Some(offset) = self.0.offset {
                    write!(f, ", at byte {offset}")?;
                }
                if let Some(path) = self.path() {
                    write!(f, ", in {path}")?;
                }
                match self.0.note {
                    Some(note) => write!(f, "; {note}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Display for ErrorKind {
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
            ErrorKind::ClassDesc { class, problem } => {
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
                limit: "interfaces",
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

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}
