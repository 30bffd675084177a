//! Plain JSON while the stream is still arriving.

use std::ops::ControlFlow;

use super::super::elsewhere::Find;
use super::super::json::Layout;
use super::broken::Break;
use super::writer::{Before, Plain};
use crate::error::{Error, Result};
use crate::event::Event;
use crate::graph::GraphBuilder;
use crate::parser::{Parsed, Parser, begins_amid};
use crate::text::JavaString;

/// Takes the JSON, piece by piece: UTF-8, cut between characters. [`ControlFlow::Break`] says that
/// no more is wanted.
pub type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> ControlFlow<()>;

/// A stream as plain JSON without any I/O: bytes in, and the JSON of each object at top level as
/// soon as it is whole.
///
/// All that has come is kept until the stream is reset, as it may be referred to.
///
/// # Examples
///
/// ```
/// use std::ops::ControlFlow;
///
/// use javawire::inspect::json::Layout;
/// use javawire::inspect::plain::Live;
///
/// let (mut live, mut json) = (Live::new(Layout::Compact), Vec::new());
/// let mut sink = |piece: &[u8]| {
///     json.extend_from_slice(piece);
///     ControlFlow::Continue(())
/// };
/// live.push(b"\xAC\xED\0\x05\x74\0\x04hola\x74\0\x05ad", &mut sink)?;
/// assert_eq!(json, b"\"hola\"\n");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct Live {
    parser: Parser,
    find: Find,
    builder: GraphBuilder,
    layout: Layout,
    /// What has been shown of the graph.
    before: Before,
    /// How many items at top level are whole and not shown yet.
    whole: usize,
    /// What has come and is not read yet.
    unread: Vec<u8>,
    /// How many bytes there must be before it is worth looking again.
    needed: usize,
    /// Whether the first byte is still to tell if the stream has its header.
    is_new: bool,
    is_over: bool,
    says_less: bool,
}

impl Live {
    /// Returns the JSON of a stream. It may lack its header, as a stream does that is caught in the
    /// middle: its first byte tells.
    pub fn new(layout: Layout) -> Self {
        let mut live = Self::with_parser(layout, Parser::new().with_refusals_noted());
        live.is_new = true;
        live
    }

    /// Returns the JSON of what `parser` reads.
    pub fn with_parser(layout: Layout, parser: Parser) -> Self {
        Live {
            parser,
            find: Find::default(),
            builder: GraphBuilder::new(),
            layout,
            before: Before::default(),
            whole: 0,
            unread: Vec::new(),
            needed: 0,
            is_new: false,
            is_over: false,
            says_less: false,
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

    /// Takes the next bytes of the stream, and shows what is whole with them.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream. All that was whole before it has been shown, even of what was
    /// open; whatever is given afterwards is passed over.
    pub fn push(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<()> {
        if self.is_over {
            return Ok(());
        }
        if self.is_new && !bytes.is_empty() {
            self.is_new = false;
            if begins_amid(bytes) {
                self.parser.join();
            }
        }
        if self.unread.is_empty() {
            let read = self.read(bytes, sink)?;
            self.unread.extend(bytes.get(read..).unwrap_or_default());
            return Ok(());
        }
        self.unread.extend(bytes);
        if self.unread.len() < self.needed {
            return Ok(());
        }
        let mut unread = std::mem::take(&mut self.unread);
        let read = self.read(&unread, sink)?;
        unread.drain(..read.min(unread.len()));
        self.unread = unread;
        Ok(())
    }

    /// Tells that no more bytes will come.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedEnd`](crate::ErrorKind::UnexpectedEnd) if something is not whole; what
    /// a JVM [refuses](Parser::with_refusals_noted), though all has been shown.
    pub fn finish(&mut self, sink: Sink<'_>) -> Result<()> {
        self.end(None, sink)
    }

    /// Tells the same, where no more bytes can come: if the stream ends too early, `cause` is given
    /// instead.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn cut_off(&mut self, cause: &str, sink: Sink<'_>) -> Result<()> {
        self.end(Some(cause), sink)
    }

    fn end(&mut self, cause: Option<&str>, sink: Sink<'_>) -> Result<()> {
        if self.is_over {
            return Ok(());
        }
        let unread = std::mem::take(&mut self.unread);
        let outcome = self.parser.ended(&unread);
        if let Err(error) = &outcome {
            self.show_broken(error, cause, &unread, sink);
        }
        self.is_over = true;
        self.parser.take_refusal().map_or(outcome, Err)
    }

    /// Returns whether nothing more is shown, whatever comes: after an error, or if the sink
    /// wants no more.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Returns whether a text was shown that JSON cannot hold: half a surrogate pair of it is `?`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use javawire::inspect::json::Layout;
    /// use javawire::inspect::plain::Live;
    ///
    /// let mut live = Live::new(Layout::Compact);
    /// let mut sink = |_: &[u8]| ControlFlow::Continue(());
    /// live.push(b"\xAC\xED\0\x05\x74\0\x04hola", &mut sink)?;
    /// assert!(!live.says_less());
    /// live.push(b"\x74\0\x03\xED\xA0\x80", &mut sink)?;
    /// assert!(live.says_less());
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn says_less(&self) -> bool {
        self.says_less
    }

    /// Reads what is whole of `input`, and shows it. How many bytes that was.
    fn read(&mut self, input: &[u8], sink: Sink<'_>) -> Result<usize> {
        let mut rest = input;
        let outcome = loop {
            match self.step(rest, sink) {
                Ok(None) => break Ok(input.len().saturating_sub(rest.len())),
                Ok(Some(read)) => rest = rest.get(read..).unwrap_or_default(),
                Err(error) => break Err(error),
            }
        };
        self.show(sink);
        if let Err(error) = &outcome {
            // Only what ends too early may be whole in part.
            self.show_broken(error, None, &[], sink);
            self.is_over = true;
        }
        // What was refused came first.
        outcome.map_err(|error| self.parser.take_refusal().unwrap_or(error))
    }

    /// Reads a run of values, or an event. How many bytes that took; `None` if more are needed.
    fn step(&mut self, input: &[u8], sink: Sink<'_>) -> Result<Option<usize>> {
        let mut read = 0;
        if self.builder.may_take(input.len()) {
            read = self.parser.values(input, &mut self.builder, false)?;
        }
        if read == 0 {
            match self.parser.parse(input, false)? {
                Parsed::End => return Ok(None),
                Parsed::NeedMore { at_least } => {
                    self.needed = input.len().saturating_add(at_least);
                    return Ok(None);
                }
                Parsed::Event {
                    event: Event::Reset | Event::StreamHeader,
                    consumed,
                } => {
                    // Nothing that follows refers to what was.
                    self.show(sink);
                    self.builder.forget();
                    self.before = Before::default();
                    read = consumed;
                }
                Parsed::Event { event, consumed } => {
                    self.find.after(&event, &mut self.parser);
                    let taken = self.builder.event(&event);
                    taken.map_err(|kind| Error::new(self.parser.offset(), kind))?;
                    read = consumed;
                }
            }
        }
        if self.parser.is_at_top_level() {
            self.whole = self.builder.top_level();
        }
        Ok(Some(read))
    }

    /// Shows what has become whole.
    fn show(&mut self, sink: Sink<'_>) {
        if self.whole == 0 || self.is_over {
            return;
        }
        let graph = self.builder.take_top_level(std::mem::take(&mut self.whole));
        let before = std::mem::take(&mut self.before);
        let mut plain = Plain::behind(graph, self.layout, before);
        self.is_over = hand_out(&mut plain, sink).is_break();
        self.before = plain.into_before();
        self.says_less |= self.before.says_less;
    }

    /// Shows what came of what is open where the stream broke, with `rest` not read.
    fn show_broken(&mut self, error: &Error, cause: Option<&str>, rest: &[u8], sink: Sink<'_>) {
        if self.is_over {
            return;
        }
        let (graph, node) = std::mem::take(&mut self.builder).break_off(rest);
        let before = std::mem::take(&mut self.before);
        let plain = Plain::behind(&graph, self.layout, before);
        let mut plain = plain.broken(Break::new(node, error, cause));
        let _ = hand_out(&mut plain, sink);
        self.says_less |= plain.into_before().says_less;
    }
}

fn hand_out(plain: &mut Plain<'_>, sink: Sink<'_>) -> ControlFlow<()> {
    while let Some(piece) = plain.piece() {
        sink(piece)?;
    }
    ControlFlow::Continue(())
}
