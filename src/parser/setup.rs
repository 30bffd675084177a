//! What a caller sets before the stream is read: limits, a filter, what it
//! knows of classes that the stream does not tell.

use std::sync::Arc;

use super::Parser;
use super::external::ExternalPart;
use crate::codes::{TC_ENUM, TC_NULL};
use crate::filter::SerialFilter;
use crate::limits::Limits;
use crate::text::JavaString;

/// Whether a capture begins with an object, and so after the header of its stream.
pub(crate) fn begins_amid(capture: &[u8]) -> bool {
    matches!(capture.first(), Some(TC_NULL..=TC_ENUM))
}

/// What the caller knows of the classes of a stream.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Classes that do not write their fields.
    pub(super) fields_not_written: Vec<JavaString>,
    /// What `Externalizable` classes write.
    pub(super) externals: Vec<(JavaString, Box<[ExternalPart]>)>,
}

/// What is known where nothing was told.
static NOTHING: Known = Known {
    fields_not_written: Vec::new(),
    externals: Vec::new(),
};

impl Parser {
    /// Returns a parser of a capture: one that joins a stream after its header where the first
    /// byte is a type code, as in a capture that begins in the middle of a connection.
    pub fn of_capture(capture: &[u8]) -> Self {
        match begins_amid(capture) {
            true => Self::without_header(),
            false => Self::new(),
        }
    }

    /// Lets a parser that has read nothing join a stream after its header.
    pub(crate) fn join(&mut self) {
        self.header_due = false;
    }

    /// Lets a parser that has read nothing count offsets from `offset` bytes before the stream.
    pub(crate) fn start_at(&mut self, offset: u64) {
        self.offset = offset;
    }

    pub(super) fn known(&self) -> &Known {
        self.known.as_deref().unwrap_or(&NOTHING)
    }

    fn known_mut(&mut self) -> &mut Known {
        self.known.get_or_insert_default()
    }

    /// Returns how much the stream may ask of the parser.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Returns the parser with other [`limits`](Self::limits).
    ///
    /// If the limits of a [filter](Self::with_filter) are set too, those set last count.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Returns the parser with a class filter, whose limits it takes over.
    ///
    /// The filter is asked where `java.io.ObjectInputStream` asks its own: for each new class
    /// descriptor after its last field, those of superclasses, arrays and proxy
    /// classes included, before anything of the class's objects is read. A class whose
    /// descriptor passed is not asked for again. It is not asked for strings: they have no
    /// descriptor. What it leaves undecided is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::{ErrorKind, Graph, Parser};
    ///
    /// let parser = Parser::new().with_filter("maxdepth=64;java.lang.*;!*".parse()?);
    /// let stream = b"\xAC\xED\0\x05sr\0\x03a.B\0\0\0\0\0\0\0\x01\x02\0\0xp";
    /// let error = Graph::read_with(parser, stream).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Rejected { class } if *class == *"a.B"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_filter(self, filter: SerialFilter) -> Self {
        self.with_shared_filter(Arc::new(filter))
    }

    /// Whether it has a class filter.
    pub(crate) fn has_filter(&self) -> bool {
        self.filter.is_some()
    }

    /// [`with_filter`](Self::with_filter), for those who make many parsers.
    #[must_use]
    pub(crate) fn with_shared_filter(mut self, filter: Arc<SerialFilter>) -> Self {
        self.limits = filter.apply_to(self.limits);
        self.filter = Some(filter);
        self
    }

    /// Returns the parser knowing that `class` writes no fields where its descriptor says: that its
    /// `writeObject` does not begin with `defaultWriteObject` or `writeFields`.
    ///
    /// A [graph](crate::Graph) read by it, at once or by a stream, knows so too: objects of the class that are made in it
    /// write no fields either.
    ///
    /// Untold, values are read where the descriptor says, unless that is
    /// [impossible](crate::parser#where-the-jvms-reader-and-the-grammar-part).
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::{Graph, Parser};
    ///
    /// // A class with an int, whose writeObject wrote nothing, and a string after the object.
    /// let stream = b"\xAC\xED\0\x05sr\0\x03a.B\0\0\0\0\0\0\0\x01\x03\0\x01I\0\x01nxpxt\0\x01s";
    /// assert!(Graph::read(stream).is_err());
    /// let graph = Graph::read_with(Parser::new().with_fields_not_written("a.B"), stream)?;
    /// assert_eq!(graph.write(), stream);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    #[must_use]
    pub fn with_fields_not_written(mut self, class: impl Into<JavaString>) -> Self {
        self.known_mut().fields_not_written.push(class.into());
        self
    }

    /// [`with_fields_not_written`](Self::with_fields_not_written), of a parser at work.
    pub(crate) fn tell_fields_not_written(&mut self, class: &str) {
        let class = JavaString::from(class);
        let known = &mut self.known_mut().fields_not_written;
        if !known.contains(&class) {
            known.push(class);
        }
    }

    /// The classes that were told to write no fields.
    pub(crate) fn fields_not_written(&self) -> impl Iterator<Item = &JavaString> {
        self.known().fields_not_written.iter()
    }

    /// Returns the parser knowing what the `writeExternal` of `class` writes in a stream of
    /// protocol version 1, where nothing says where that ends (`ObjectOutputStream`'s
    /// `useProtocolVersion`). If there are several layouts for one class, the last counts.
    ///
    /// The contents come between an [`Annotation`](crate::Event::Annotation)
    /// and an [`End`](crate::Event::End). Bytes come as
    /// [`Primitives`](crate::Event::Primitives), each part by itself.
    ///
    /// A subclass is a class of its own. In the usual protocol version contents are delimited, and
    /// a layout is not looked at.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::parser::ExternalPart;
    /// use javawire::{Graph, Parser};
    ///
    /// // writeInt, writeUTF
    /// let parser =
    ///     Parser::new().with_external("a.B", [ExternalPart::Bytes(4), ExternalPart::Utf]);
    /// let stream = b"\xAC\xED\0\x05sr\0\x03a.B\0\0\0\0\0\0\0\x01\x04\0\0xp\0\0\0\x07\0\x02ok";
    /// let graph = Graph::read_with(parser, stream)?;
    /// assert_eq!(graph.write(), stream);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    #[must_use]
    pub fn with_external(
        mut self,
        class: impl Into<JavaString>,
        layout: impl IntoIterator<Item = ExternalPart>,
    ) -> Self {
        let parts = layout.into_iter();
        let parts = parts.filter(|part| *part != ExternalPart::Bytes(0));
        self.known_mut()
            .externals
            .push((class.into(), parts.collect()));
        self
    }
}
