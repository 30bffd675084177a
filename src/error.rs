//! What can go wrong, where, and whose fault it is.

mod accident;
mod kind;
mod of_io;
mod printed;

use std::fmt;

pub(crate) use self::accident::of_utf;
pub use self::kind::ErrorKind;
pub(crate) use self::kind::{BLOCK_DATA, BLOCK_HEADER, CIRCULAR, INVALID_CLASS_DESCRIPTOR};
pub(crate) use self::printed::{Printed, is_invisible, may_be_invisible};

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
/// assert_eq!(error.offset(), Some(0));
/// assert_eq!(error.blame(), Blame::Peer);
/// assert!(error.to_string().starts_with("invalid stream header: 48454C4F"));
/// ```
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    /// `None` for what does not stand at any byte of a stream.
    offset: Option<u64>,
    kind: ErrorKind,
    path: Option<Box<str>>,
    /// For an unexpected end: how many more bytes are needed at the least, where that is known.
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

    /// Returns the error with a path that begins with this.
    #[must_use]
    pub(crate) fn within(mut self, outer: &dyn fmt::Display) -> Self {
        let path = format!("{outer}{}", self.0.path.as_deref().unwrap_or_default());
        self.0.path = Some(path.into_boxed_str());
        self
    }

    /// Returns the error as found at this offset, if it has none.
    #[must_use]
    pub(crate) fn found_at(mut self, offset: u64) -> Self {
        self.0.offset = self.0.offset.or(Some(offset));
        self
    }

    /// Returns the error with what may have happened, if that is known.
    #[must_use]
    pub(crate) fn noting(mut self, note: Option<&'static str>) -> Self {
        self.0.note = note.or(self.0.note);
        self
    }

    /// Returns the error as it stands after this many bytes more.
    #[must_use]
    pub(crate) fn behind(mut self, bytes: u64) -> Self {
        self.0.offset = self.0.offset.map(|offset| offset.saturating_add(bytes));
        self
    }

    /// Returns the offset, in bytes from the start of the stream, of what was wrong; `None` where
    /// it stands at no byte of a stream.
    pub fn offset(&self) -> Option<u64> {
        self.0.offset
    }

    /// Returns where it stood among the objects of the stream; `None` at top level.
    ///
    /// The path begins with the class of the object at top level. A name after a dot is a field. A
    /// number in brackets is an element of an array, or an object among those that a class wrote
    /// itself, such as the elements of an `ArrayList`, counted from 0. Of a long path the middle is
    /// left out.
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

    /// Returns what was wrong, without where.
    fn into_kind(self) -> ErrorKind {
        self.0.kind
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

/// As `Display`, for that is what a `main` that returns it prints; `{:#?}` has all parts.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.debug_tuple("Error").field(&self.0).finish();
        }
        fmt::Display::fmt(self, f)?;
        match std::error::Error::source(self) {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
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
