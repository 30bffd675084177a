//! A stream as messages, and all its objects.

use crate::codes::STREAM_HEADER;
use crate::error::Error;
use crate::graph::{Content, Graph, GraphBuilder, Value};
use crate::inspect::watch::{Kind, Watch, WatchSettings};
use crate::parser::{Parsed, Parser};
use crate::text::JavaString;

/// How much is given to a watch at once.
const PIECE: usize = 64 << 10;

/// Something that a stream says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// An object.
    Object(Value),
    /// What `writeUTF` wrote, as a string of the graph.
    Text(Value),
    /// Primitive data: neighbouring blocks together.
    Data(Vec<u8>),
    /// The exception by which the writer gave up.
    Exception(Value),
    /// Mere bytes.
    Bytes(Vec<u8>),
    /// What cannot be read, and why.
    Broken { why: String, bytes: Vec<u8> },
}

/// The messages of a stream.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) graph: Graph,
    pub(super) messages: Vec<Message>,
}

impl Stream {
    /// Reads a stream of whatever kind. `told` are classes that write no fields.
    pub(super) fn read(bytes: &[u8], told: &[JavaString]) -> Stream {
        let mut stream = Stream::default();
        if bytes.starts_with(&STREAM_HEADER) {
            stream.objects(bytes, 0, told);
        } else {
            stream.others(bytes, told);
        }
        stream
    }

    /// Strings of `writeUTF`, and mere bytes. Objects may follow.
    fn others(&mut self, bytes: &[u8], told: &[JavaString]) {
        let mut watch = Watch::new(WatchSettings::default());
        let mut pieces = bytes.chunks(PIECE);
        loop {
            let piece = pieces.next();
            match piece {
                Some(piece) => watch.push(piece),
                None => watch.end(),
            }
            while let Some(message) = watch.next() {
                match message.kind() {
                    Kind::Header => {
                        let from = usize::try_from(message.offset()).unwrap_or(usize::MAX);
                        let rest = bytes.get(from..).unwrap_or_default();
                        return self.objects(rest, message.offset(), told);
                    }
                    Kind::Text(text) => {
                        let text = JavaString::from(*text);
                        let node = self.graph.new_string(text.as_java_str()).ok();
                        self.messages.push(Message::Text(node));
                    }
                    Kind::Bytes(more) => match self.messages.last_mut() {
                        Some(Message::Bytes(bytes)) => bytes.extend_from_slice(more),
                        _ => self.messages.push(Message::Bytes(more.to_vec())),
                    },
                    // The rest comes as bytes.
                    _ => {}
                }
            }
            if piece.is_none() {
                return;
            }
        }
    }

    fn objects(&mut self, bytes: &[u8], offset: u64, told: &[JavaString]) {
        let told = told.iter().cloned();
        let mut parser = told.fold(Parser::new(), Parser::with_fields_not_written);
        parser.start_at(offset);
        let texts = std::mem::take(&mut self.messages);
        let texts: Vec<JavaString> = texts.into_iter().filter_map(|it| self.text(&it)).collect();
        let (graph, broken) = read(parser, bytes);
        self.graph = graph;
        for text in texts {
            let node = self.graph.new_string(text.as_java_str()).ok();
            self.messages.push(Message::Text(node));
        }
        for content in self.graph.contents() {
            match content {
                Content::Object(value) => self.messages.push(Message::Object(value)),
                Content::Exception(value) => self.messages.push(Message::Exception(value)),
                Content::Block { bytes, .. } | Content::Fields(bytes) => {
                    match self.messages.last_mut() {
                        Some(Message::Data(data)) => data.extend_from_slice(bytes),
                        _ => self.messages.push(Message::Data(bytes.to_vec())),
                    }
                }
                Content::Reset | Content::StreamHeader => {}
            }
        }
        if let Some((from, error)) = broken {
            let from = usize::try_from(from.saturating_sub(offset)).unwrap_or(usize::MAX);
            self.messages.push(Message::Broken {
                why: error.to_string(),
                bytes: bytes.get(from..).unwrap_or_default().to_vec(),
            });
        }
    }

    fn text(&self, message: &Message) -> Option<JavaString> {
        let Message::Text(value) = message else {
            return None;
        };
        let text = self.graph.string(crate::FieldValue::Reference(*value))?;
        Some(JavaString::from(text))
    }
}

/// The graph of what is whole, from which byte on the rest cannot be read, and why.
fn read(mut parser: Parser, bytes: &[u8]) -> (Graph, Option<(u64, Error)>) {
    let mut builder = GraphBuilder::of(&parser);
    let mut rest = bytes;
    let (mut whole, mut from) = (0, parser.offset());
    loop {
        let read = step(&mut parser, &mut builder, rest);
        match read {
            Ok(Some(read)) => rest = rest.get(read..).unwrap_or_default(),
            Ok(None) => return (builder.finish(), None),
            Err(error) => return (builder.finish_whole(whole), Some((from, error))),
        }
        if parser.is_at_top_level() {
            (whole, from) = (builder.top_level(), parser.offset());
        }
    }
}

/// Reads on. Returns how many bytes that took; `None` at the end.
fn step(
    parser: &mut Parser,
    builder: &mut GraphBuilder,
    rest: &[u8],
) -> Result<Option<usize>, Error> {
    if builder.may_take(rest.len()) {
        let read = parser.values(rest, builder, true)?;
        if read > 0 {
            return Ok(Some(read));
        }
    }
    match parser.parse(rest, true)? {
        Parsed::Event { event, consumed } => {
            let taken = builder.event(&event);
            taken.map_err(|kind| Error::new(parser.offset(), kind))?;
            Ok(Some(consumed))
        }
        Parsed::End | Parsed::NeedMore { .. } => Ok(None),
    }
}
