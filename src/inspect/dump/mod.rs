//! An annotated listing of a stream: each byte once, with the specification's name for it.
//!
//! * `mod.rs`: [`Dump`], which takes bytes as they come
//! * `item.rs`: [`Item`], what is said of some bytes
//! * `layout.rs`: [`Layout`], items as lines of a terminal; `line.rs`, `wrap.rs`: one
//!   such line, and where it ends
//! * `listing.rs`: from the events of a stream to items; `objects.rs`, `descriptor.rs`,
//!   `references.rs`, `contents.rs`: the parts of the grammar; `run.rs`: values that come in runs
//! * `section.rs`: what is open
//! * `known.rs`: the classes, and what handles stand for
//! * `value.rs`: values as text; `hex.rs`: hexadecimal digits
//! * `utf.rs`: data of `DataOutputStream.writeUTF`

mod contents;
mod descriptor;
mod hex;
mod item;
mod known;
mod layout;
mod line;
mod listing;
mod objects;
mod references;
mod run;
mod section;
mod utf;
pub(in crate::inspect) mod value;
mod wrap;

use self::item::Sink;
pub use self::item::{Item, Role};
pub use self::known::KNOWN_HANDLES;
pub use self::layout::{Layout, Paint};
use self::listing::{Listing, to_u64};
use self::run::Run;
pub(in crate::inspect) use self::utf::objects_follow;
use self::utf::{Detected, detect, says_objects};
pub(crate) use self::wrap::fitting;
use super::elsewhere::Find;
use crate::error::{Error, ErrorKind, Result, of_utf};
use crate::limits::{Limits, settings};
use crate::parser::{Parsed, Parser, begins_amid};
use crate::text::JavaString;

settings! {
    /// How a [`Dump`] is made.
    pub struct Options {
        /// Whether long strings, blocks and arrays are shown whole: otherwise the first 64 bytes of
        /// a string, of a block or of an array of primitives, and the first 64 elements of an array of
        /// objects. And whether what follows an error is shown.
        full, with_full: bool = false;
        /// What the bytes are.
        kind, with_kind: Kind = Kind::Auto;
    }
}

/// What a listing is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Kind {
    /// Strings of `writeUTF` if the bytes can be nothing else, otherwise an object stream; one
    /// without its header if it begins with a type code.
    #[default]
    Auto,
    /// What an `ObjectOutputStream` wrote.
    Objects,
    /// The same from after its header on.
    ObjectsWithoutHeader,
    /// What one end of a connection said: an object stream with its header, or strings of `writeUTF`
    /// if the bytes can be nothing else; otherwise, and from what is no string on, mere bytes, listed
    /// all, those of each [`push`](Dump::push) in rows of their own.
    Said {
        /// Whether something may have been said before, so that an object stream may lack its
        /// header.
        joined: bool,
    },
    /// Strings that `DataOutputStream.writeUTF` wrote, one after the other, and perhaps an object
    /// stream after them.
    Utf,
}

/// An annotated listing of a stream, without any I/O: bytes in, [`Item`]s out.
///
/// An item is handed out as soon as its bytes have come, a string of up to 65,535 bytes as
/// a whole. Memory does not grow with the length of strings, blocks and arrays. What handles stand
/// for is known for class descriptors and for the latest [`KNOWN_HANDLES`] others; beyond those
/// each costs a bit until the next `TC_RESET`.
///
/// # Examples
///
/// ```
/// use javawire::inspect::dump::{Dump, Options};
///
/// let mut lines = Vec::new();
/// let mut dump = Dump::new(Options::default());
/// for piece in [&b"\xAC\xED\0\x05\x74\0"[..], b"\x04hola"] {
///     dump.push(piece, &mut |item| lines.push(format!("{} {}", item.offset, item.text())))?;
/// }
/// dump.finish(&mut |_| ())?;
/// assert_eq!(
///     lines,
///     [
///         "0 STREAM_MAGIC",
///         "2 STREAM_VERSION 5",
///         "4 TC_STRING length 4, newHandle 0x7E0000",
///         "7 \"hola\"",
///     ]
/// );
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct Dump {
    mode: Mode,
    parser: Parser,
    find: Find,
    listing: Listing,
    /// The first thing that a JVM refuses, though it was listed.
    refusal: Option<Error>,
    /// What has come and is not listed yet.
    unread: Vec<u8>,
    /// How many bytes there must be before it is worth looking again.
    needed: usize,
}

/// How the bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Unknown,
    Objects,
    Utf,
    /// As mere bytes: nothing tells what they are.
    Bytes,
    /// The same of what one end said, which is no stream of Java's.
    Said,
    /// After an error: nothing is shown any more.
    Failed,
}

impl Dump {
    /// Returns the listing of a stream that begins with its header.
    ///
    /// None of the [`Limits`] bounds strings or handles, which cost nothing to speak of here.
    pub fn new(options: Options) -> Self {
        let limits = Limits::default()
            .with_max_string(u64::MAX)
            .with_max_handles(usize::MAX);
        let parser = match options.kind {
            Kind::ObjectsWithoutHeader => Parser::without_header(),
            Kind::Auto | Kind::Said { .. } | Kind::Objects | Kind::Utf => Parser::new(),
        };
        Self::with_parser(options, parser.with_limits(limits).with_refusals_noted())
    }

    /// Returns the listing of what `parser` reads.
    pub fn with_parser(options: Options, parser: Parser) -> Self {
        let mode = match options.kind {
            Kind::Auto | Kind::Said { .. } => Mode::Unknown,
            Kind::Objects | Kind::ObjectsWithoutHeader => Mode::Objects,
            Kind::Utf => Mode::Utf,
        };
        Dump {
            mode,
            parser,
            find: Find::default(),
            listing: Listing::new(options),
            refusal: None,
            unread: Vec::new(),
            needed: 0,
        }
    }

    /// Returns the same, knowing that `class` [writes no fields](Parser::with_fields_not_written)
    /// where its descriptor says.
    #[must_use]
    pub fn with_fields_not_written(mut self, class: impl Into<JavaString>) -> Self {
        self.parser = self.parser.with_fields_not_written(class);
        self
    }

    /// Returns the same, knowing that of all classes that `find` gives. It is not asked before a
    /// class comes that may be one: outside `java`, with fields and a `writeObject`.
    #[must_use]
    pub fn with_fields_not_written_as_found(
        mut self,
        find: impl FnOnce() -> Vec<JavaString> + Send + Sync + 'static,
    ) -> Self {
        self.find = Find::by(find);
        self
    }

    /// Lists the next bytes of the stream.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream. All that is good before it has been handed out, and an
    /// item that marks the place. Whatever is given afterwards is shown as
    /// mere bytes if [`full`](Options::full) is set, otherwise passed over.
    ///
    /// That the stream holds an `Externalizable` of protocol version 1 is not an error: what
    /// follows is shown as mere bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<()> {
        if self.unread.is_empty() {
            let consumed = self.read(bytes, false, sink)?;
            self.unread
                .extend(bytes.get(consumed..).unwrap_or_default());
            return Ok(());
        }
        self.unread.extend(bytes);
        if self.unread.len() < self.needed {
            return Ok(());
        }
        self.read_unread(false, sink)
    }

    /// Tells that no more bytes will come.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedEnd`] if something is not whole. What has come of it has been handed
    /// out. And what a JVM [refuses](Parser::with_refusals_noted), though all has been listed.
    pub fn finish(&mut self, sink: Sink<'_>) -> Result<()> {
        let outcome = self.end(sink);
        if matches!(self.mode, Mode::Bytes | Mode::Said) {
            self.read_unread(true, sink)?;
        }
        outcome?;
        self.refusal.take().map_or(Ok(()), Err)
    }

    /// Returns how many bytes of memory it holds: for bounds over many listings.
    pub fn held(&self) -> usize {
        size_of::<Self>()
            .saturating_add(self.unread.capacity())
            .saturating_add(self.parser.memory())
            .saturating_add(self.listing.memory())
    }

    /// Returns whether nothing more is handed out, whatever comes: after an error, without
    /// [`full`](Options::full).
    pub fn is_over(&self) -> bool {
        self.mode == Mode::Failed
    }

    fn end(&mut self, sink: Sink<'_>) -> Result<()> {
        self.read_unread(true, sink)?;
        let outcome = match self.mode {
            Mode::Utf if !self.unread.is_empty() => {
                let end = self.listing.page.offset();
                let end = end.saturating_add(to_u64(self.unread.len()));
                let reading = "a string";
                let error = Error::new(end, ErrorKind::UnexpectedEnd { reading });
                Err(error.noting(of_utf(&self.unread)))
            }
            _ => return Ok(()),
        };
        self.listing.abandon(sink);
        let unread = std::mem::take(&mut self.unread);
        outcome.map_err(|error| self.failed(error, &unread, sink))
    }

    fn read_unread(&mut self, ended: bool, sink: Sink<'_>) -> Result<()> {
        let mut unread = std::mem::take(&mut self.unread);
        let consumed = self.read(&unread, ended, sink)?;
        unread.drain(..consumed.min(unread.len()));
        self.unread = unread;
        Ok(())
    }

    /// Lists what is whole of `input`. Returns how many bytes that was.
    fn read(&mut self, input: &[u8], ended: bool, sink: Sink<'_>) -> Result<usize> {
        if self.mode == Mode::Unknown {
            self.mode = match (detect(input, ended), self.listing.options.kind) {
                (Detected::NotYet, _) => return Ok(0),
                (Detected::Utf, _) => Mode::Utf,
                (Detected::Other, Kind::Said { joined }) => {
                    match says_objects(input, joined, ended) {
                        None => return Ok(0),
                        Some(true) => Mode::Objects,
                        Some(false) => {
                            self.listing.no_stream(sink);
                            Mode::Said
                        }
                    }
                }
                (Detected::Other, _) => Mode::Objects,
            };
            if self.mode == Mode::Objects && begins_amid(input) {
                self.parser.join();
            }
        }
        let mut at = 0;
        loop {
            let rest = input.get(at..).unwrap_or_default();
            let read = match self.mode {
                Mode::Unknown | Mode::Objects => self.read_event(rest, ended, sink),
                Mode::Utf => match utf::objects_follow(rest, ended) {
                    None => return Ok(at),
                    Some(true) => {
                        self.parser.start_at(self.listing.page.offset());
                        self.mode = Mode::Objects;
                        continue;
                    }
                    Some(false) => utf::read(&mut self.listing, rest, sink),
                },
                Mode::Bytes => {
                    // What the other end says next stands after all of it.
                    let options = &self.listing.options;
                    let is_said = options.full && matches!(options.kind, Kind::Said { .. });
                    let listed = self.listing.rest(rest, ended || is_said, sink);
                    return Ok(at.saturating_add(listed));
                }
                Mode::Said => {
                    self.listing.rows_of_data(rest, 0, sink);
                    return Ok(input.len());
                }
                Mode::Failed => return Ok(input.len()),
            };
            match read {
                Ok(Some(consumed)) => at = at.saturating_add(consumed),
                Ok(None) => return Ok(at),
                Err(error) => {
                    if let ErrorKind::UndelimitedExternal { .. } = error.kind() {
                        self.listing.undelimited(sink);
                        self.mode = Mode::Bytes;
                        self.needed = 0;
                        continue;
                    }
                    self.listing.abandon(sink);
                    return Err(self.failed(error, rest, sink));
                }
            }
        }
    }

    /// Lists values that come in a run, or else one event. Returns how many bytes they were read
    /// from; `None` if more are needed, or nothing is left.
    fn read_event(&mut self, input: &[u8], ended: bool, sink: Sink<'_>) -> Result<Option<usize>> {
        let mut run = Run::new(&mut self.listing, sink, self.parser.handles());
        let read = self.parser.values(input, &mut run, true)?;
        if read > 0 {
            return Ok(Some(read));
        }
        match self.parser.parse(input, ended)? {
            Parsed::Event { event, consumed } => {
                let bytes = input.get(..consumed).unwrap_or_default();
                self.find.after(&event, &mut self.parser);
                self.listing.event(event, bytes, sink);
                if let Some(refusal) = self.parser.take_refusal() {
                    // What is returned is not said here as well.
                    if self.refusal.is_none() {
                        self.listing.error(&"a JVM refuses this", sink);
                        self.refusal = Some(refusal);
                    } else {
                        self.listing.error(&refusal, sink);
                    }
                }
                Ok(Some(consumed))
            }
            Parsed::NeedMore { at_least } => {
                self.needed = input.len().saturating_add(at_least);
                Ok(None)
            }
            Parsed::End => Ok(None),
        }
    }

    /// Marks where the stream breaks. After it come the bytes from which that was seen; with
    /// `full` all others too, as mere bytes.
    fn failed(&mut self, error: Error, unread: &[u8], sink: Sink<'_>) -> Error {
        let seen = error
            .offset()
            .unwrap_or(0)
            .saturating_add(1)
            .saturating_sub(self.listing.page.offset());
        if self.refusal.is_none() {
            self.listing.error(&"the stream breaks here", sink);
        } else {
            self.listing.error(&error, sink);
        }
        let Options { full, kind } = self.listing.options;
        if self.mode == Mode::Utf && matches!(kind, Kind::Said { .. }) {
            // A program may say numbers too after strings, which nothing tells apart.
            self.mode = Mode::Said;
            self.unread = unread.to_vec();
            self.needed = 0;
        } else if full {
            self.mode = Mode::Bytes;
            self.unread = unread.to_vec();
            self.needed = 0;
        } else {
            self.mode = Mode::Failed;
            let seen = usize::try_from(seen).ok();
            let seen = seen.and_then(|seen| unread.get(..seen)).unwrap_or(unread);
            self.listing.data(seen, 0, sink);
        }
        self.refusal.take().unwrap_or(error)
    }
}
