//! What must hold for any bytes at all: the fuzz targets in `fuzz/` call these,
//! and so does a test with their seeds. Each panics if it does not hold.

#![expect(clippy::panic, reason = "a panic is what a fuzzer looks for")]

mod forms;
mod record;
mod typed;
mod watch;

pub use self::forms::{every_text_form, text_forms};
pub use self::record::record;
pub use self::typed::typed;
pub use self::watch::watch;
use crate::class_file::{Classes, JavaType};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, GraphBuilder, Node};
use crate::inspect::json::{self, Layout};
use crate::limits::Limits;
use crate::parser::{Parsed, Parser};
use crate::stream::assembler::{Assembler, Progress};
use crate::stream::encoder::Encoder;
use crate::text::JavaStr;
use crate::text::mutf8;
use crate::types::Generator;

/// Any bytes are read to a graph or refused, without a panic, and what was read can be shown.
pub fn parse(bytes: &[u8]) {
    if let Ok(graph) = Graph::read(bytes) {
        for content in graph.contents() {
            let _ = format!("{content:?}");
        }
    }
}

/// Any bytes are read as a class file or an archive, or refused, without a panic, and what was
/// read can be listed. Types come back from how they are spelled.
pub fn class_files(bytes: &[u8]) {
    let mut classes = Classes::default();
    let _ = classes.add("fuzzed", bytes);
    for class in classes.iter() {
        assert!(!classes.levels(class).contains(&"java.lang.Object"));
        assert!(!classes.listing(class).to_string().is_empty());
    }
    for class in classes.iter() {
        let generator = Generator::new(classes.clone()).with_class(class.name());
        if let Ok(text) = generator.text() {
            assert_eq!(generator.differences(&text), Ok(Vec::new()), "{text}");
        }
    }
    if let Some(found) = std::str::from_utf8(bytes)
        .ok()
        .and_then(JavaType::of_signature)
    {
        assert!(!found.to_string().is_empty());
    }
}

/// The events of a stream, its objects, and its error do not depend on how it is cut: the first
/// byte says how small the pieces are.
pub fn chunked_equals_whole(bytes: &[u8]) {
    let Some((&first, stream)) = bytes.split_first() else {
        return;
    };
    let whole = events(stream, usize::MAX);
    let piece = usize::from(first).max(1);
    let pieces = events(stream, piece);
    assert_eq!(whole, pieces, "in pieces of {first}");
    objects_equal_whole(stream, piece);
}

/// An object stream that is given this many bytes at a time has the objects that the graph of all
/// has.
fn objects_equal_whole(bytes: &[u8], piece: usize) {
    match (Graph::read(bytes), read_objects(bytes, piece)) {
        (Ok(graph), Ok(stream)) => {
            // Otherwise a reset has made the stream forget.
            if graph.len() == stream.graph().len() {
                for index in 0..graph.len() {
                    assert_eq!(shown(&graph, index), shown(stream.graph(), index));
                }
            }
        }
        // The rest may be as it likes.
        (_, Err(error)) if matches!(error.kind(), ErrorKind::WriteAborted { .. }) => {}
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        (one, other) => panic!("{:?} and {:?}", one.err(), other.err()),
    }
}

/// Reads objects and block data, whatever comes, to the end. Returns what has read them.
fn read_objects(bytes: &[u8], piece: usize) -> Result<Assembler> {
    let mut assembler = Assembler::new(Parser::new());
    let mut pieces = bytes.chunks(piece);
    let mut has_header = false;
    loop {
        let block = assembler.block().len();
        assembler.consume_block(block);
        let is_read = if has_header {
            match assembler.object() {
                Err(error) if matches!(error.kind(), ErrorKind::NotA { .. }) => {
                    matches!(assembler.more_block_data()?, Progress::Ready(_))
                }
                read => matches!(read?, Progress::Ready(_)),
            }
        } else {
            has_header = matches!(assembler.header()?, Progress::Ready(()));
            has_header
        };
        if is_read {
            continue;
        }
        if let Some(piece) = pieces.next() {
            assembler.buffer.append(piece);
        } else if assembler.is_at_end() {
            return Ok(assembler);
        } else {
            return Err(assembler.abandoned());
        }
    }
}

/// What was read is written again in the same bytes, from events and from the graph.
pub fn read_and_write(bytes: &[u8]) {
    let mut parser = Parser::new();
    let mut encoder = Encoder::without_header();
    let mut rest = bytes;
    while let Ok(Parsed::Event { event, consumed }) = parser.parse(rest, true) {
        assert!(encoder.event(&event).is_ok(), "{event:?}");
        rest = rest.get(consumed..).unwrap_or_default();
    }
    let read = bytes.len().saturating_sub(rest.len());
    assert_eq!(
        Some(encoder.take().as_slice()),
        bytes.get(..read),
        "from events"
    );

    if let Ok(graph) = Graph::read(bytes) {
        assert_eq!(graph.write(), bytes, "from the graph");
    }
}

/// The graph of a whole stream, for which values are read in runs, is that of its events one by
/// one, and what is wrong with the stream is the same.
pub fn runs_equal_events(bytes: &[u8]) {
    let events = graph_of_events(Parser::new(), bytes);
    equal(Graph::read(bytes), events);
}

/// The same within limits: runs stop where a limit is.
pub fn runs_equal_events_within(limits: &Limits, bytes: &[u8]) {
    let parser = || Parser::new().with_limits(limits.clone());
    let events = graph_of_events(parser(), bytes);
    equal(Graph::read_with(parser(), bytes), events);
}

fn equal(runs: Result<Graph>, events: Result<Graph>) {
    match (runs, events) {
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        (Ok(one), Ok(other)) => {
            assert_eq!(one.len(), other.len());
            let contents = |graph: &Graph| format!("{:?}", graph.contents().collect::<Vec<_>>());
            assert_eq!(contents(&one), contents(&other));
            for index in 0..one.len() {
                assert_eq!(shown(&one, index), shown(&other, index));
            }
            assert_eq!(one.write(), other.write());
        }
        (one, other) => panic!("{:?} and {:?}", one.err(), other.err()),
    }
}

fn graph_of_events(mut parser: Parser, bytes: &[u8]) -> Result<Graph> {
    let mut builder = GraphBuilder::new();
    let mut rest = bytes;
    while let Parsed::Event { event, consumed } = parser.parse(rest, true)? {
        rest = rest.get(consumed..).unwrap_or_default();
        builder
            .event(&event)
            .map_err(|kind| Error::new(parser.offset(), kind))?;
    }
    Ok(builder.finish())
}

/// A node with the values it holds, but not what those hold.
fn shown(graph: &Graph, index: usize) -> String {
    match graph.node_at(index).and_then(|node| graph.node(node)) {
        Some(Node::Object(object)) => {
            let mut text = format!("{:?}", object.class());
            for level in object.levels() {
                let fields: Vec<_> = level.fields().collect();
                let annotation: Vec<_> = level.annotation().collect();
                text += &format!("{:?}{fields:?}{annotation:?}", level.class());
            }
            text
        }
        Some(Node::Array(array)) => {
            let elements: Vec<_> = array.elements().collect();
            format!("{:?}{}{elements:?}", array.class(), array.len())
        }
        other => format!("{other:?}"),
    }
}

/// Any bytes are shown as JSON, and that is encoded to them again. As JSON they are refused, or
/// encoded to a stream for which the same holds.
pub fn decode_encode(bytes: &[u8]) {
    comes_back(bytes);
    if let Ok(stream) = json::encode(bytes) {
        comes_back(&stream);
    }
}

fn comes_back(stream: &[u8]) {
    let (text, _) = json::decode(stream, Layout::Compact);
    match json::encode(text.as_bytes()) {
        Ok(again) => assert_eq!(again, stream, "from {text}"),
        Err(error) => panic!("{error} in {text}"),
    }
}

/// Modified UTF-8 is refused, or decoded to text that encodes to the same text.
pub fn modified_utf8(bytes: &[u8]) {
    let Ok(text) = JavaStr::new(bytes) else {
        assert!(mutf8::check(bytes).is_err());
        return;
    };
    let mut again = Vec::new();
    for unit in text.code_units() {
        mutf8::push_code_unit(&mut again, unit);
    }
    match JavaStr::new(&again) {
        Ok(canonical) => assert_eq!(canonical, text),
        Err(malformed) => panic!("encoded {text:?} to {again:X?}: {malformed}"),
    }
    if let Ok(plain) = text.to_str() {
        assert_eq!(mutf8::encode(&plain).as_ref(), again);
    }
}

/// What a reader that is given `piece` bytes at a time sees: events, then the end or an error.
fn events(stream: &[u8], piece: usize) -> Vec<String> {
    let mut parser = Parser::new();
    let mut seen = Vec::new();
    let (mut start, mut end) = (0_usize, 0_usize);
    loop {
        let here = stream.get(start..end).unwrap_or_default();
        match parser.parse(here, end == stream.len()) {
            Ok(Parsed::Event { event, consumed }) => {
                seen.push(format!("{event:?}"));
                start = start.saturating_add(consumed);
            }
            Ok(Parsed::NeedMore { .. }) => {
                end = end.saturating_add(piece).min(stream.len());
            }
            Ok(Parsed::End) => return seen,
            Err(error) => {
                seen.push(error.to_string());
                return seen;
            }
        }
    }
}
