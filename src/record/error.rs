//! Why a file of packets cannot be read on.

use std::fmt;

/// The result of reading a recording or a capture.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a recording or capture cannot be read, or not further: what is wrong with it, and where.
///
/// It names no file: who opened one knows its name.
///
/// ```
/// use javawire::record::{Reader, ReaderLimits};
///
/// let mut reader = Reader::new(ReaderLimits::default());
/// reader.push(b"GET / HTTP/1.1\r\n");
/// let error = reader.next().unwrap_err();
/// assert_eq!(error.offset(), 0);
/// assert!(error.to_string().starts_with("neither pcapng nor pcap"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    offset: u64,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// The file ends amid something that begins at the offset.
    Cut { has: u64, of: Option<u64> },
    /// What stands at the offset is not what the format allows.
    Malformed(String),
    /// More is asked for than may be held.
    Limit { max: usize },
}

impl Error {
    pub(super) fn malformed(offset: u64, problem: impl Into<String>) -> Self {
        let kind = Kind::Malformed(problem.into());
        Error { offset, kind }
    }

    pub(super) fn cut(offset: u64, has: u64, of: Option<u64>) -> Self {
        let kind = Kind::Cut { has, of };
        Error { offset, kind }
    }

    pub(super) fn limit(offset: u64, max: usize) -> Self {
        let kind = Kind::Limit { max };
        Error { offset, kind }
    }

    /// Returns the byte of the file at which that begins which cannot be read.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns whether the file only ends too early, as that of a program does which was killed:
    /// all that stands before the [offset](Self::offset) has been told.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        matches!(self.kind, Kind::Cut { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset;
        match &self.kind {
            Kind::Cut { has, of: Some(of) } => write!(
                f,
                "the file is cut: of the {of} bytes of the packet or block at byte {offset} \
                 it has {has}; all before them was read"
            ),
            Kind::Cut { has, of: None } => write!(
                f,
                "the file is cut: at byte {offset} only {has} bytes of a packet or block are left; \
                 all before them was read"
            ),
            Kind::Malformed(problem) => write!(f, "{problem}, at byte {offset}"),
            Kind::Limit { max } => write!(
                f,
                "more than {max} bytes of memory would be needed to read on, at byte {offset}"
            ),
        }
    }
}

impl std::error::Error for Error {}
