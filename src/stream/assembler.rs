//! Objects and block data from bytes, without I/O: what the blocking and the
//! async `ObjectInputStream` have in common. Each adds one loop that reads.

use crate::codes::{STREAM_HEADER, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_RESET};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Event;
use crate::graph::{Graph, GraphBuilder, Node, Value};
use crate::parser::{Parser, Step};
use crate::stream::buffer::InputBuffer;
use crate::text::JavaString;
use crate::typed::{self, Memo, Peer, ReadJava, ReadLimits};

/// Whether there is a result, or more bytes are needed first: at least this many.
#[derive(Debug)]
pub(crate) enum Progress<T> {
    Ready(T),
    NeedMore(usize),
}

#[derive(Debug)]
pub(crate) struct Assembler {
    pub(crate) buffer: InputBuffer,
    parser: Parser,
    builder: GraphBuilder,
    /// Bytes of block data taken from the buffer and not read yet.
    block: Vec<u8>,
    block_read: usize,
    /// What typed reads know of the graph.
    memo: Memo,
    /// The number of the type that the parser was told of last.
    expected: Option<usize>,
    /// Where the object began that is being read, or was read last.
    begun: u64,
    /// Whether the object being read is the exception that made the writer fail.
    exception: bool,
    /// Whether the peer has reset the stream and the graph is still the one from before.
    reset: bool,
}

impl Assembler {
    pub(crate) fn new(parser: Parser) -> Self {
        Assembler {
            buffer: InputBuffer::default(),
            builder: GraphBuilder::of(&parser),
            parser,
            block: Vec::new(),
            block_read: 0,
            memo: Memo::default(),
            expected: None,
            begun: 0,
            exception: false,
            reset: false,
        }
    }

    pub(crate) fn offset(&self) -> u64 {
        self.parser.offset()
    }

    /// Where the object began that was read last.
    pub(crate) fn begun(&self) -> u64 {
        self.begun
    }

    pub(crate) fn graph(&self) -> &Graph {
        self.builder.graph()
    }

    /// Reads the stream header.
    pub(crate) fn header(&mut self) -> Result<Progress<()>> {
        match self.step()? {
            Progress::Ready(_) => Ok(Progress::Ready(())),
            Progress::NeedMore(at_least) => Ok(Progress::NeedMore(at_least)),
        }
    }

    /// Reads the next object, and no byte after it.
    pub(crate) fn object(&mut self) -> Result<Progress<Value>> {
        if !self.block().is_empty() {
            return Err(self.not_an_object());
        }
        self.forget_if_reset();
        loop {
            if self.parser.is_at_top_level() {
                match self.next_is_block_data()? {
                    Progress::Ready(false) => self.begun = self.offset(),
                    Progress::Ready(true) => return Err(self.not_an_object()),
                    Progress::NeedMore(at_least) => return Ok(Progress::NeedMore(at_least)),
                }
            } else if self.builder.is_in_block() {
                return Err(self.not_an_object());
            }
            if !self.values()? {
                match self.step()? {
                    Progress::NeedMore(at_least) => return Ok(Progress::NeedMore(at_least)),
                    Progress::Ready(Effect::Other) => {}
                    Progress::Ready(Effect::Forget) => self.forget(),
                    Progress::Ready(Effect::Exception) => self.exception = true,
                }
            }
            if self.parser.is_at_top_level() {
                if std::mem::take(&mut self.exception) {
                    return Err(self.write_aborted());
                }
                if let Some(value) = self.builder.take_object() {
                    return Ok(Progress::Ready(value));
                }
            }
        }
    }

    /// Makes block data [available](Self::block). `false` if something else comes next.
    pub(crate) fn more_block_data(&mut self) -> Result<Progress<bool>> {
        self.forget_if_reset();
        while self.block().is_empty() {
            // Inside a long block there is no type code to look at.
            if !self.builder.is_in_block() {
                match self.next_is_block_data()? {
                    Progress::Ready(true) => {}
                    other => return Ok(other),
                }
            }
            match self.step()? {
                Progress::NeedMore(at_least) => return Ok(Progress::NeedMore(at_least)),
                Progress::Ready(_) => {
                    self.block.clear();
                    self.block_read = 0;
                    self.builder.take_block(&mut self.block);
                }
            }
        }
        Ok(Progress::Ready(true))
    }

    /// The block data that is available.
    pub(crate) fn block(&self) -> &[u8] {
        self.block.get(self.block_read..).unwrap_or_default()
    }

    pub(crate) fn consume_block(&mut self, count: usize) {
        self.block_read = self.block_read.saturating_add(count);
    }

    /// The error of a peer that ended the stream where more was needed.
    pub(crate) fn abandoned(&self) -> Error {
        self.parser
            .ended(self.buffer.unread())
            .err()
            .unwrap_or_else(|| {
                let kind = ErrorKind::UnexpectedEnd {
                    reading: "the conversation: an object was awaited",
                };
                Error::new(self.parser.offset(), kind)
            })
    }

    /// Looks for something after what was read, resets aside: a peer may reset the stream and
    /// end it. What was read before a reset stays until something is read after it.
    ///
    /// The stream may end here if more is needed to tell, and none comes.
    pub(crate) fn anything_more(&mut self) -> Result<Progress<()>> {
        while self.block().is_empty() && self.parser.is_at_top_level() {
            match self.buffer.unread().first() {
                Some(&TC_RESET) => match self.parser.step(self.buffer.unread(), false)? {
                    Step::NeedMore(at_least) => return Ok(Progress::NeedMore(at_least)),
                    Step::Token { consumed, .. } => {
                        self.buffer.consume(consumed);
                        self.reset = true;
                    }
                    Step::End => break,
                },
                Some(_) => break,
                None => return Ok(Progress::NeedMore(1)),
            }
        }
        Ok(Progress::Ready(()))
    }

    fn forget(&mut self) {
        self.builder.forget();
        self.memo.forget();
    }

    /// Has the peer's versions of classes learnt from what is read.
    pub(crate) fn set_peer(&mut self, peer: &Peer) {
        self.memo.set_peer(peer);
    }

    /// Tells the parser what follows from the type of the object that comes next.
    pub(crate) fn expect<T: ReadJava>(&mut self) {
        let number = Some(typed::number_of::<T>());
        if self.expected == number {
            return;
        }
        self.expected = number;
        for class in typed::fields_not_written_in::<T>().iter() {
            self.parser.tell_fields_not_written(class);
            self.builder.tell_fields_not_written(class);
        }
    }

    /// The object that was read last, as a `T`.
    pub(crate) fn typed<T: ReadJava>(&mut self, value: Value, limits: &ReadLimits) -> Result<T> {
        typed::read(self.builder.graph(), value, limits, &mut self.memo)
    }

    fn forget_if_reset(&mut self) {
        if std::mem::take(&mut self.reset) {
            self.forget();
        }
    }

    /// How much memory it holds.
    pub(crate) fn memory(&self) -> usize {
        self.buffer
            .capacity()
            .saturating_add(self.block.capacity())
            .saturating_add(self.parser.memory())
            .saturating_add(self.builder.memory())
            .saturating_add(self.memo.memory())
    }

    /// Whether all that came has been read, and the stream may end here.
    pub(crate) fn is_at_end(&self) -> bool {
        self.parser.is_at_top_level() && self.buffer.unread().is_empty()
    }

    /// Reads the values that come in a run. Whether the last of them ended the object at top level.
    fn values(&mut self) -> Result<bool> {
        let unread = self.buffer.unread();
        if !self.builder.may_take(unread.len()) {
            return Ok(false);
        }
        let read = self.parser.values(unread, &mut self.builder, false)?;
        self.buffer.consume(read);
        Ok(read > 0 && self.parser.is_at_top_level())
    }

    fn step(&mut self) -> Result<Progress<Effect>> {
        match self.parser.step(self.buffer.unread(), false)? {
            Step::End => Ok(Progress::NeedMore(1)),
            Step::NeedMore(at_least) => Ok(Progress::NeedMore(at_least)),
            Step::Token { token, consumed } => {
                let event = token.resolve(self.buffer.consume(consumed));
                let kind = match event {
                    Event::Reset | Event::StreamHeader => Effect::Forget,
                    Event::Exception => Effect::Exception,
                    _ => Effect::Other,
                };
                let offset = self.parser.offset();
                self.builder
                    .event(&event)
                    .map_err(|kind| Error::new(offset, kind))?;
                Ok(Progress::Ready(kind))
            }
        }
    }

    /// Whether block data comes next at top level. Resets and headers on the way to it are read.
    fn next_is_block_data(&mut self) -> Result<Progress<bool>> {
        const MAGIC_HIGH: u8 = STREAM_HEADER[0];
        loop {
            match self.buffer.unread().first() {
                Some(&(TC_RESET | MAGIC_HIGH)) => match self.step()? {
                    Progress::Ready(_) => self.forget(),
                    Progress::NeedMore(at_least) => return Ok(Progress::NeedMore(at_least)),
                },
                Some(&code) => {
                    return Ok(Progress::Ready(matches!(
                        code,
                        TC_BLOCKDATA | TC_BLOCKDATALONG
                    )));
                }
                None => return Ok(Progress::NeedMore(1)),
            }
        }
    }

    fn not_an_object(&self) -> Error {
        let kind = ErrorKind::NotA {
            expected: "an object",
            found: "block data".to_owned(),
        };
        Error::new(self.parser.offset(), kind)
    }

    /// The error of a writer that failed, and sent the exception it failed with.
    fn write_aborted(&mut self) -> Error {
        let exception = self.builder.take_exception();
        let exception = self.builder.graph().exception_told(exception);
        self.forget();
        Error::new(self.parser.offset(), ErrorKind::WriteAborted { exception })
    }

    /// The string that `value` is, or the error of someone who expected one.
    pub(crate) fn expect_string(&self, value: Value) -> Result<Option<JavaString>> {
        let Some(node) = value else { return Ok(None) };
        let found = match self.graph().node(node) {
            Some(Node::String(text)) => return Ok(Some(text.into())),
            _ => self.graph().told(node),
        };
        let kind = ErrorKind::NotA {
            expected: "a String",
            found,
        };
        Err(Error::new(self.parser.offset(), kind))
    }
}

/// What an event means for what has been read before.
#[derive(Debug, Clone, Copy)]
enum Effect {
    /// Handles start again.
    Forget,
    Exception,
    Other,
}
