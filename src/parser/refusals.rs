//! What a JVM refuses though its bytes can still be told apart: by default reading ends there, and
//! tools that show and rewrite streams get a note.

use super::Parser;
use super::cursor::Stop;
use super::to_u64;
use crate::error::{Error, ErrorKind};

/// What becomes of such a refusal.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    /// Whether reading goes on.
    are_noted: bool,
    first: Option<Error>,
}

impl Parser {
    /// Returns the parser reading on where a JVM refuses what a descriptor says, but how long
    /// everything is can still be told: an enum descriptor with a `serialVersionUID` or fields, the
    /// type string of a field that names no class, an object of a class that can have none.
    ///
    /// For tools that show a stream or write it again. The first refusal is
    /// [kept](Self::refusal); without this setting each is an error of [`parse`](Self::parse).
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::{Graph, Parser};
    ///
    /// // A class that is its own superclass, and an object of it.
    /// let class = b"r\0\x01A\0\0\0\0\0\0\0\x01\x02\0\0x";
    /// let stream = [&b"\xAC\xED\0\x05s"[..], class, class, b"p"].concat();
    /// assert!(Graph::read(&stream).is_err());
    ///
    /// let mut parser = Parser::new().with_refusals_noted();
    /// let mut rest = &stream[..];
    /// while let javawire::Parsed::Event { consumed, .. } = parser.parse(rest, true)? {
    ///     rest = &rest[consumed..];
    /// }
    /// assert!(rest.is_empty());
    /// assert!(parser.refusal().unwrap().to_string().starts_with("Circular reference."));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    #[must_use]
    pub fn with_refusals_noted(mut self) -> Self {
        self.refusals.are_noted = true;
        self
    }

    /// Returns the first refusal that was noted: what a JVM says of the stream.
    pub fn refusal(&self) -> Option<&Error> {
        self.refusals.first.as_ref()
    }

    /// Returns it and forgets it, so that the next can be noted.
    pub(crate) fn take_refusal(&mut self) -> Option<Error> {
        self.refusals.first.take()
    }

    /// The refusal of an item that has been read whole, for what stands `at` bytes from its beginning.
    #[cold]
    pub(super) fn refuse(&mut self, at: usize, kind: ErrorKind) -> Result<(), Stop> {
        if !self.refusals.are_noted {
            return Err(Stop::fault(at, kind));
        }
        if self.refusals.first.is_none() {
            let offset = self.offset.saturating_add(to_u64(at));
            self.refusals.first = Some(self.error_at(offset, kind));
        }
        Ok(())
    }
}
