//! An object stream: each thing at top level as soon as it is whole.

use super::message::{Kind, Message};
use crate::class::type_name::in_java;
use crate::codes::{TC_BLOCKDATA, TC_BLOCKDATALONG};
use crate::error::{Error, ErrorKind};
use crate::event::Event;
use crate::graph::{Content, GraphBuilder, Value};
use crate::inspect::plain::Before;
use crate::parser::{CHUNK, Parsed, Parser};

/// How much is read at once into the graph.
const STEP: usize = 8 << 10;

/// How much memory that takes at most, apart from what has to grow for it: 32 bytes for each byte, and
/// the largest item.
const MOST: usize = 32 * STEP + 2 * CHUNK;

/// How much memory is kept of each node that has been shown, at the most.
const SHOWN: usize = 8;

/// How much there may be of what is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Bytes of memory.
    pub(super) memory: usize,
    /// Bytes of primitive data in one message.
    pub(super) piece: usize,
}

/// Where something stood in the direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) offset: u64,
    pub(super) bytes: u64,
}

/// What has been said.
#[derive(Debug)]
pub(super) enum Said {
    Header,
    Object(Value),
    Data,
    Reset,
    Exception(Value),
    Forgotten(Option<String>),
}

/// From where on something cannot be read, and why.
pub(super) type Fault = (u64, String);

/// An object stream under way.
#[derive(Debug)]
pub(super) struct Objects {
    parser: Parser,
    builder: GraphBuilder,
    /// What has been shown of the graph.
    before: Before,
    /// Primitive data at top level that is in no message yet, where it began, and whether the last
    /// message has shown it.
    data: Vec<u8>,
    data_from: Option<u64>,
    is_data_shown: bool,
    /// Whether a long block at top level is under way.
    in_block: bool,
    /// Where the item at top level began that is under way, what it is if not an object, and the
    /// first class that it described.
    from: u64,
    under_way: UnderWay,
    class: Option<String>,
    /// Whether there was no room: nothing is held until the next reset.
    is_forgotten: bool,
    fault: Option<Fault>,
    /// What a JVM says of the last message.
    refusal: Option<String>,
}

/// What is under way at top level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnderWay {
    Nothing,
    Header,
    Reset,
    Object,
    /// The one by which the writer gave up.
    Exception,
}

impl Objects {
    pub(super) fn new(parser: Parser) -> Self {
        let mut builder = GraphBuilder::of(&parser);
        builder.announce_at_most(STEP);
        Objects {
            from: parser.offset(),
            data_from: None,
            builder,
            parser,
            before: Before::default(),
            data: Vec::new(),
            is_data_shown: false,
            in_block: false,
            class: None,
            under_way: UnderWay::Nothing,
            is_forgotten: false,
            fault: None,
            refusal: None,
        }
    }

    /// How many bytes of memory it holds.
    pub(super) fn held(&self) -> usize {
        size_of::<Self>()
            .saturating_add(self.parser.memory())
            .saturating_add(self.builder.memory())
            .saturating_add(self.before.memory())
            .saturating_add(self.data.capacity())
            .saturating_add(self.class.as_ref().map_or(0, String::capacity))
    }

    /// Reads on up to the next message. Returns how many bytes were read, and the message.
    pub(super) fn read(
        &mut self,
        input: &[u8],
        room: Room,
        is_said: bool,
        is_over: bool,
    ) -> (usize, Result<Option<(Span, Said)>, Fault>) {
        if std::mem::take(&mut self.is_data_shown) {
            self.data = Vec::new();
        }
        self.refusal = None;
        let mut read = 0_usize;
        while self.fault.is_none() {
            let rest = input.get(read..).unwrap_or_default();
            if self.is_data_complete(rest.first().copied(), room.piece, is_said, is_over) {
                return (read, Ok(Some(self.take_data())));
            }
            match self.step(rest, room) {
                Ok(Some(count)) => read = read.saturating_add(count),
                Ok(None) if !is_over => return (read, Ok(None)),
                Ok(None) => match self.parser.ended(rest) {
                    Ok(()) => return (read, Ok(None)),
                    Err(error) => self.fault = Some((self.from, told(&error))),
                },
                Err(why) => self.fault = Some((self.from, why)),
            }
            if let Some(whole) = self.whole() {
                return (read, Ok(Some(whole)));
            }
        }
        // What came before the fault comes first.
        if self.data_from.is_some() {
            return (read, Ok(Some(self.take_data())));
        }
        (read, self.fault.take().map_or(Ok(None), Err))
    }

    /// Reads a run of values, or an event. Returns how many bytes that took; `None` if more are
    /// needed.
    fn step(&mut self, input: &[u8], room: Room) -> Result<Option<usize>, String> {
        let is_at_top = self.parser.is_at_top_level();
        if is_at_top || self.in_block {
            self.from = self.parser.offset();
        }
        self.weigh(room)?;
        if !self.is_forgotten && self.builder.may_take(input.len()) {
            let slice = input.get(..STEP).unwrap_or(input);
            let read = self.parser.values(slice, &mut self.builder, false);
            let read = read.map_err(|error| told(&error))?;
            if read > 0 {
                return Ok(Some(read));
            }
        }
        match self.parser.parse(input, false) {
            Err(error) => Err(told(&error)),
            Ok(Parsed::End | Parsed::NeedMore { .. }) => Ok(None),
            Ok(Parsed::Event { event, consumed }) => {
                self.event(&event, is_at_top)?;
                Ok(Some(consumed))
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, is_at_top: bool) -> Result<(), String> {
        match *event {
            Event::BlockData { bytes, .. } if is_at_top => {
                self.put_data(bytes);
                return Ok(());
            }
            Event::LongBlockData { .. } if is_at_top => {
                self.in_block = true;
                self.put_data(&[]);
                return Ok(());
            }
            Event::BlockChunk { bytes, last } if self.in_block => {
                self.in_block = !last;
                self.put_data(bytes);
                return Ok(());
            }
            Event::StreamHeader | Event::Reset => {
                self.forget();
                self.is_forgotten = false;
                self.under_way = match event {
                    Event::Reset => UnderWay::Reset,
                    _ => UnderWay::Header,
                };
                return Ok(());
            }
            Event::Exception => {
                // Handles start again.
                if std::mem::take(&mut self.is_forgotten) {
                    self.forget();
                }
                self.under_way = UnderWay::Exception;
            }
            Event::ClassDesc { name, .. } if self.class.is_none() => {
                self.class = Some(match name.as_bytes() {
                    [b'[', ..] => in_java(name),
                    _ => name.to_string(),
                });
            }
            _ => {}
        }
        if self.under_way == UnderWay::Nothing {
            self.under_way = UnderWay::Object;
        }
        if self.is_forgotten {
            return Ok(());
        }
        let taken = self.builder.event(event);
        taken.map_err(|kind| told(&Error::new(self.parser.offset(), kind)))
    }

    fn put_data(&mut self, bytes: &[u8]) {
        self.data_from.get_or_insert(self.from);
        self.data.extend_from_slice(bytes);
    }

    /// Whether the primitive data so far are a message, if `next` is the first byte of what follows.
    fn is_data_complete(
        &self,
        next: Option<u8>,
        piece: usize,
        is_said: bool,
        is_over: bool,
    ) -> bool {
        let is_at_top = self.parser.is_at_top_level();
        if self.data_from.is_none() || !(is_at_top || self.in_block) {
            return false;
        }
        let is_block = |code| matches!(code, TC_BLOCKDATA | TC_BLOCKDATALONG);
        self.data.len() >= piece
            || match next {
                Some(code) => !self.in_block && !is_block(code),
                None => is_over || (is_said && !self.in_block),
            }
    }

    fn take_data(&mut self) -> (Span, Said) {
        self.is_data_shown = true;
        let from = self.data_from.take().unwrap_or(self.from);
        (self.span(from), Said::Data)
    }

    /// What has become whole, if anything has.
    fn whole(&mut self) -> Option<(Span, Said)> {
        if !self.parser.is_at_top_level() || self.in_block {
            return None;
        }
        let said = match self.under_way {
            UnderWay::Nothing => return None,
            UnderWay::Header => Said::Header,
            UnderWay::Reset => Said::Reset,
            UnderWay::Object | UnderWay::Exception if self.is_forgotten => {
                Said::Forgotten(self.class.take())
            }
            UnderWay::Object => {
                let count = self.builder.top_level();
                let graph = self.builder.take_top_level(count);
                let object = graph.contents().find_map(|content| match content {
                    Content::Object(value) => Some(value),
                    _ => None,
                });
                Said::Object(object.flatten())
            }
            UnderWay::Exception => {
                let count = self.builder.top_level();
                self.builder.take_top_level(count);
                Said::Exception(self.builder.take_exception())
            }
        };
        self.under_way = UnderWay::Nothing;
        self.class = None;
        self.refusal = self.parser.take_refusal().map(|error| told(&error));
        Some((self.span(self.from), said))
    }

    fn span(&self, from: u64) -> Span {
        Span {
            offset: from,
            bytes: self.parser.offset().saturating_sub(from),
        }
    }

    /// Forgets all objects if there is no room to read on.
    fn weigh(&mut self, room: Room) -> Result<(), String> {
        if self.grown() <= room.memory {
            return Ok(());
        }
        self.forget();
        self.is_forgotten = true;
        if self.grown() <= room.memory {
            return Ok(());
        }
        Err("its classes and handles alone are more than may be held".to_owned())
    }

    /// How much memory there may be while the next bytes are read, and what is whole with them is
    /// shown.
    fn grown(&self) -> usize {
        let nodes = self.builder.graph().len();
        // What grows stands in memory twice as large, and as it was, for a moment.
        self.held()
            .saturating_add(nodes.saturating_mul(SHOWN))
            .saturating_mul(3)
            .saturating_add(MOST)
    }

    fn forget(&mut self) {
        self.builder.forget();
        self.before = Before::default();
    }

    /// What was said, as a message.
    pub(super) fn message(&mut self, said: Said, offset: u64, bytes: u64) -> Message<'_> {
        let graph = self.builder.graph();
        let kind = match said {
            Said::Header => Kind::Header,
            Said::Reset => Kind::Reset,
            Said::Data => Kind::Data(&self.data),
            Said::Object(value) => Kind::Object { graph, value },
            Said::Exception(value) => Kind::Exception { graph, value },
            Said::Forgotten(class) => Kind::Forgotten { class },
        };
        let refusal = self.refusal.take();
        Message::new(offset, bytes, kind, Some(&mut self.before)).with_refusal(refusal)
    }
}

/// What is wrong with a stream, without the place: that stands beside it.
fn told(error: &Error) -> String {
    match error.kind() {
        ErrorKind::UnexpectedEnd { reading } => format!("it ended inside {reading}"),
        kind => kind.to_string(),
    }
}
