//! Errors of this crate as those of `std::io`, and the other way about; and the kinds of errors
//! that a program tells apart most often.

use std::io;

use super::{Blame, Error, ErrorKind};

impl Error {
    /// Returns whether the bytes ended where more were needed: Java's `EOFException`.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let error = Graph::read(b"\xAC\xED\0\x05\x74\0\x04ho").unwrap_err();
    /// assert!(error.is_eof() && !error.is_limit() && !error.is_io());
    /// ```
    pub fn is_eof(&self) -> bool {
        matches!(self.kind(), ErrorKind::UnexpectedEnd { .. })
    }

    /// Returns whether the stream is legal, but asks for more than the limits or the filter allow.
    pub fn is_limit(&self) -> bool {
        self.blame() == Blame::Limit
    }

    /// Returns whether reading or writing failed: [`std::error::Error::source`] is the reason then.
    pub fn is_io(&self) -> bool {
        self.blame() == Blame::Io
    }
}

/// The error of reading or writing, where it does not stand at any byte of a stream.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        ErrorKind::Io(error).into()
    }
}

/// An error of reading or writing as it was. Any other is the source of an error of its kind:
/// `UnexpectedEof` where the bytes ended too early, `InvalidInput` where the caller is to blame,
/// `InvalidData` otherwise.
///
/// # Examples
///
/// ```
/// use javawire::{DataInput, Error};
///
/// fn read(mut input: &[u8]) -> std::io::Result<i32> {
///     Ok(input.read_int()?)
/// }
/// let error = read(b"\0\0").unwrap_err();
/// assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
/// assert!(error.get_ref().is_some_and(|source| source.is::<Error>()));
/// ```
impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        let kind = match error.blame() {
            Blame::Io => match error.into_kind() {
                ErrorKind::Io(error) => return error,
                kind => return io::Error::other(Error::from(kind)),
            },
            Blame::Caller => io::ErrorKind::InvalidInput,
            _ if error.is_eof() => io::ErrorKind::UnexpectedEof,
            _ => io::ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_io_comes_back_as_it_was() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let error = Error::from(refused);
        assert!(error.is_io());
        assert_eq!(error.offset(), None);
        assert_eq!(
            io::Error::from(error).kind(),
            io::ErrorKind::ConnectionRefused
        );
    }

    #[test]
    fn each_blame_has_its_kind() {
        for (kind, expected) in [
            (ErrorKind::UsedAfterError, io::ErrorKind::InvalidInput),
            (ErrorKind::Handle { handle: 0 }, io::ErrorKind::InvalidData),
            (
                ErrorKind::UnexpectedEnd { reading: "an int" },
                io::ErrorKind::UnexpectedEof,
            ),
        ] {
            assert_eq!(io::Error::from(Error::new(7, kind)).kind(), expected);
        }
    }
}
