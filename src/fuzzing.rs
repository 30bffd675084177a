//! What must hold for any bytes at all: the fuzz targets in `fuzz/` call these,
//! and so does a test with their seeds. Each panics if it does not hold.

#![allow(clippy::panic, clippy::missing_panics_doc)]

use crate::encoder::Encoder;
use crate::graph::Graph;
use crate::java_string::JavaStr;
use crate::mutf8;
use crate::parser::{Parsed, Parser};

/// Any bytes are read to a graph or refused, without a panic, and what was read can be shown.
pub fn parse(bytes: &[u8]) {
    if let Ok(graph) = Graph::read(bytes) {
        for content in graph.contents() {
            let _ = format!("{content:?}");
        }
    }
}

/// The events of a stream, and its error, do not depend on how it is cut: the
/// first byte says into how small pieces.
pub fn chunked_equals_whole(bytes: &[u8]) {
    let Some((&first, stream)) = bytes.split_first() else {
        return;
    };
    let whole = events(stream, usize::MAX);
    let pieces = events(stream, usize::from(first).max(1));
    assert_eq!(whole, pieces, "in pieces of {first}");
}

/// What was read is written again in the same bytes, from events and from the graph.
pub fn read_and_write(bytes: &[u8]) {
    let mut parser = Parser::new();
    let mut encoder = Encoder::without_header();
    let mut rest = bytes;
    while let Ok(Parsed::Event {
        event, consumed, ..
    }) = parser.parse(rest)
    {
        encoder.event(&event);
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

/// What a reader sees that is given `piece` bytes at a time: events, then the end or an error.
fn events(stream: &[u8], piece: usize) -> Vec<String> {
    let mut parser = Parser::new();
    let mut seen = Vec::new();
    let (mut start, mut end) = (0_usize, 0_usize);
    loop {
        let here = stream.get(start..end).unwrap_or_default();
        match parser.parse(here) {
            Ok(Parsed::Event {
                event,
                consumed,
                closes,
            }) => {
                seen.push(format!("{event:?} {closes}"));
                start = start.saturating_add(consumed);
            }
            Ok(Parsed::NeedMore { .. }) if end < stream.len() => {
                end = end.saturating_add(piece).min(stream.len());
            }
            Ok(Parsed::NeedMore { .. }) if parser.end_of_input() => {}
            Ok(Parsed::NeedMore { .. }) => {
                seen.push(format!(
                    "{:?}",
                    parser.finish(here.len()).map_err(|e| e.to_string())
                ));
                return seen;
            }
            Err(error) => {
                seen.push(error.to_string());
                return seen;
            }
        }
    }
}
