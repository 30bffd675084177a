//! The committed streams in pieces: the same events however they are cut, a
//! clean end wherever they break off.

use std::cell::Cell;
use std::ops::ControlFlow;

use javawire::inspect::json::Layout;
use javawire::inspect::plain::{self, Live};
use javawire::{ErrorKind, EventReader, Graph, Parsed, Parser};

use crate::streams_support::committed::{Stream, all};
use crate::streams_support::conversation::{Conversation, Pieces};
use crate::streams_support::each::each;
use crate::streams_support::reading::{Failure, Item, Reading, same_event};

/// Streams up to this length are cut into pieces of every size.
const EVERY_SIZE: usize = 400;

/// Sizes for streams of any length: the smallest, and those around powers of
/// two that buffers, blocks and chunks have.
const SIZES: [usize; 14] = [
    1, 2, 3, 5, 7, 13, 64, 255, 1023, 1024, 1025, 65_535, 65_536, 65_537,
];

/// Streams up to this length are cut off at every byte.
const EVERY_PREFIX: usize = 2_000;

/// At about so many bytes longer streams are cut off, besides the ends of their top-level items.
const PREFIXES: usize = 40;

/// In so many places each stream is spoilt.
const SPOILT: usize = 20;

#[test]
fn parser_gives_the_same_events_at_every_chunk_size() {
    each(all(), name, |stream| {
        let whole = Reading::whole(stream);
        for size in sizes(stream) {
            in_chunks(stream, size, &whole)
                .map_err(|difference| format!("chunks of {size}: {difference}"))?;
        }
        Ok(())
    });
}

#[test]
fn event_reader_gives_the_same_events_at_every_chunk_size() {
    each(all(), name, |stream| {
        let whole = Reading::whole(stream);
        for size in sizes(stream) {
            through_reader(stream.parser(), &stream.bytes, size, &whole)
                .map_err(|difference| format!("reads of {size}: {difference}"))?;
        }
        Ok(())
    });
}

#[test]
fn object_stream_gives_the_same_objects_and_data_at_every_chunk_size() {
    each(all(), name, |stream| {
        let whole = Conversation::through(stream, usize::MAX);
        whole.check(stream)?;
        for size in sizes(stream) {
            let found = Conversation::through(stream, size);
            if found != whole {
                return Err(format!("reads of {size}: {found:?}, not {whole:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn plain_json_is_the_same_at_every_chunk_size() {
    each(all(), name, |stream| {
        let (text, error) = plain::decode(&stream.bytes, Layout::Compact);
        if error.is_none() {
            let graph = Graph::read(&stream.bytes).map_err(|error| error.to_string())?;
            let all = plain::text(&graph, Layout::Compact);
            if all != text {
                return Err(format!("{text:?}, of the graph {all:?}"));
            }
        }
        let whole = (text, error.map(|error| error.to_string()));
        for size in [1, 64, 65_537] {
            let found = plain_in_chunks(&stream.bytes, size);
            if found != whole {
                return Err(format!("chunks of {size}: {found:?}, not {whole:?}"));
            }
        }
        Ok(())
    });
}

/// Whatever begins behind it.
#[test]
fn plain_json_of_an_object_comes_with_its_last_byte() {
    each(all(), name, |stream| {
        let whole = Reading::whole(stream);
        let borders = whole.items.iter().filter(|item| item.at_top_level);
        let mut live = Live::new(Layout::Compact);
        let (mut start, mut lines) = (0, 0);
        for (number, border) in borders.enumerate().take(8) {
            let mut came = Vec::new();
            let mut sink = |json: &[u8]| {
                came.extend_from_slice(json);
                ControlFlow::Continue(())
            };
            let piece = &stream.bytes[start..border.end];
            live.push(piece, &mut sink)
                .map_err(|error| error.to_string())?;
            start = border.end;
            lines += came.split(|byte| *byte == b'\n').count() - 1;
            let (all, error) = plain::decode(&stream.bytes[..start], Layout::Compact);
            // A class whose fields were not written is misread unless it is told.
            if error.is_some() {
                return Ok(());
            }
            let expected = all.lines().count();
            if lines != expected {
                return Err(format!("item {number}: {lines} lines, not {expected}"));
            }
        }
        Ok(())
    });
}

#[test]
fn exact_object_stream_takes_no_byte_behind_the_object() {
    each(
        &with_fields_in_place(),
        |stream| name(stream),
        |stream| {
            let whole = Conversation::through(stream, usize::MAX);
            let (found, too_many) = Conversation::exact(stream);
            if found != whole {
                return Err(format!("{found:?}, not {whole:?}"));
            }
            match too_many {
                0 => Ok(()),
                count => Err(format!("{count} bytes too many taken")),
            }
        },
    );
}

#[test]
fn parser_never_asks_for_bytes_behind_the_object() {
    each(
        &with_fields_in_place(),
        |stream| name(stream),
        |stream| {
            let whole = Reading::whole(stream);
            let mut parser = stream.parser();
            let (mut start, mut end) = (0, 0);
            let borders = whole.items.iter().filter(|item| item.at_top_level);
            for border in borders.map(|item| item.end) {
                while start < border {
                    match parser.parse(&stream.bytes[start..end], false) {
                        Ok(Parsed::End) => return Err(format!("ends at {start}")),
                        Ok(Parsed::Event { consumed, .. }) => start += consumed,
                        Ok(Parsed::NeedMore { at_least: 0 }) => {
                            return Err(format!("asks for nothing at {start}"));
                        }
                        Ok(Parsed::NeedMore { at_least }) => {
                            end += at_least;
                            if end > border {
                                return Err(format!(
                                    "asked at {start} up to {end}, behind {border}"
                                ));
                            }
                        }
                        Err(error) => return Err(error.to_string()),
                    }
                }
            }
            Ok(())
        },
    );
}

#[test]
fn a_stream_cut_off_ends_unexpectedly_or_between_two_items() {
    each(all(), name, |stream| {
        let whole = Reading::whole(stream);
        for length in prefixes(stream, &whole) {
            let reading = Reading::with(&mut stream.parser(), &stream.bytes[..length]);
            cut_off(&reading, length, &whole)
                .map_err(|difference| format!("cut off at {length}: {difference}"))?;
        }
        Ok(())
    });
}

#[test]
fn event_reader_of_a_stream_cut_off_fails_the_same_way_and_stays_failed() {
    each(all(), name, |stream| {
        let whole = Reading::whole(stream);
        let lengths = prefixes(stream, &whole);
        for length in lengths.into_iter().filter(|&length| length <= EVERY_SIZE) {
            let prefix = &stream.bytes[..length];
            let whole = Reading::with(&mut stream.parser(), prefix);
            through_reader(stream.parser(), prefix, 7, &whole)
                .map_err(|difference| format!("cut off at {length}: {difference}"))?;
        }
        Ok(())
    });
}

/// Without the end being told: what a live conversation sees when it breaks off.
#[test]
fn parser_knows_on_the_way_whether_the_stream_may_end_there() {
    each(
        &with_fields_in_place(),
        |stream| name(stream),
        |stream| {
            let whole = Reading::whole(stream);
            let mut parser = stream.parser();
            let mut start = 0;
            for end in prefixes(stream, &whole) {
                loop {
                    match parser.parse(&stream.bytes[start..end], false) {
                        Ok(Parsed::Event { consumed, .. }) => start += consumed,
                        Ok(Parsed::NeedMore { .. } | Parsed::End) => break,
                        Err(_) => return Ok(()),
                    }
                }
                // Should more come after all, it reads on.
                let found = parser.parse(&stream.bytes[start..end], true);
                check_end(found.as_ref().err(), &whole, end)
                    .map_err(|difference| format!("at byte {end}: {difference}"))?;
            }
            Ok(())
        },
    );
}

#[test]
fn parser_stays_failed() {
    each(all(), name, |stream| {
        // A byte that is no type code and begins no character, in some places.
        let step = stream.bytes.len().div_ceil(SPOILT);
        for at in (0..stream.bytes.len()).step_by(step) {
            let mut bytes = stream.bytes.clone();
            bytes[at] = 0xFF;
            let mut parser = stream.parser();
            let reading = Reading::with(&mut parser, &bytes);
            let Err(error) = reading.end else { continue };
            if matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }) {
                continue;
            }
            let offset = parser.offset();
            for input in [&bytes[..], b"\x70", b"", &stream.bytes] {
                match parser.parse(input, false) {
                    Err(again) if matches!(again.kind(), ErrorKind::UsedAfterError) => {}
                    other => return Err(format!("{other:?} after {error}")),
                }
            }
            if parser.offset() != offset {
                return Err(format!("moved on after {error}"));
            }
        }
        Ok(())
    });
}

/// Where a writer left out the primitive values of a class, the parser waits for as many bytes
/// as they would have.
fn with_fields_in_place() -> Vec<&'static Stream> {
    let streams = all().iter();
    streams
        .filter(|stream| !stream.has("fields", "elsewhere"))
        .collect()
}

fn sizes(stream: &Stream) -> Vec<usize> {
    let length = stream.bytes.len();
    if length <= EVERY_SIZE {
        (1..=length).collect()
    } else {
        // Beyond the length all sizes are one.
        let mut sizes: Vec<_> = SIZES.into_iter().filter(|&size| size < length).collect();
        sizes.push(length);
        sizes
    }
}

/// Where a stream is cut off.
fn prefixes(stream: &Stream, whole: &Reading<'_>) -> Vec<usize> {
    let length = stream.bytes.len();
    if length <= EVERY_PREFIX {
        return (0..=length).collect();
    }
    let top_level = whole.items.iter().filter(|item| item.at_top_level);
    let near = |ends: Vec<usize>| {
        let step = ends.len().div_ceil(PREFIXES).max(1);
        let some = ends.into_iter().step_by(step);
        some.flat_map(|end| [end - 1, end, end + 1])
    };
    let mut prefixes: Vec<usize> = near(top_level.map(|item| item.end).collect())
        .chain(near(whole.items.iter().map(|item| item.end).collect()))
        .chain((0..length).step_by(length.div_ceil(PREFIXES)))
        .filter(|&prefix| prefix <= length)
        .collect();
    prefixes.sort_unstable();
    prefixes.dedup();
    prefixes
}

/// Feeds a parser as a reader does: what is not read yet stays, more comes behind it.
fn in_chunks(stream: &Stream, size: usize, whole: &Reading<'_>) -> Result<(), String> {
    let bytes = &stream.bytes;
    let mut parser = stream.parser();
    let mut expected = whole.items.iter();
    let (mut start, mut end) = (0, 0);
    let error = loop {
        match parser.parse(&bytes[start..end], end == bytes.len()) {
            Ok(Parsed::Event { event, consumed }) => {
                start += consumed;
                let Some(item) = expected.next() else {
                    return Err(format!("one event more: {event:?}"));
                };
                let same = same_event(&event, &item.event)
                    && start == item.end
                    && parser.is_at_top_level() == item.at_top_level;
                if !same {
                    return Err(format!("{event:?} up to {start}, not {item:?}"));
                }
            }
            Ok(Parsed::NeedMore { .. }) => end = end.saturating_add(size).min(bytes.len()),
            Ok(Parsed::End) => break None,
            Err(error) => break Some(error),
        }
    };
    let failure = error.as_ref().map(Failure::from);
    ends_as(whole, expected.next(), failure.as_ref())
}

/// Reads through an [`EventReader`] whose input returns `size` bytes at a time.
fn plain_in_chunks(bytes: &[u8], size: usize) -> (String, Option<String>) {
    let (mut live, mut json) = (Live::new(Layout::Compact), Vec::new());
    let mut sink = |piece: &[u8]| {
        json.extend_from_slice(piece);
        ControlFlow::Continue(())
    };
    let mut error = None;
    for piece in bytes.chunks(size) {
        error = error.or(live.push(piece, &mut sink).err());
    }
    let error = error.or(live.finish(&mut sink).err());
    let json = String::from_utf8(json).unwrap();
    (json, error.map(|error| error.to_string()))
}

fn through_reader(
    parser: Parser,
    bytes: &[u8],
    size: usize,
    whole: &Reading<'_>,
) -> Result<(), String> {
    let taken = Cell::new(0);
    let source = Pieces::new(bytes, size, &taken);
    let mut expected = whole.items.iter();
    let mut input = EventReader::new(source, parser);
    let error = loop {
        match input.next_event() {
            Ok(Some(event)) => {
                let Some(item) = expected.next() else {
                    return Err(format!("one event more: {event:?}"));
                };
                if !same_event(&event, &item.event) {
                    return Err(format!("{event:?}, not {item:?}"));
                }
                if input.offset() != item.end as u64 {
                    return Err(format!("{} bytes read, not {item:?}", input.offset()));
                }
            }
            Ok(None) => break None,
            Err(error) => {
                if let Ok(event) = input.next_event() {
                    return Err(format!("{event:?} after {error}"));
                }
                break Some(error);
            }
        }
    };
    let failure = error.as_ref().map(Failure::from);
    ends_as(whole, expected.next(), failure.as_ref())
}

fn ends_as(
    whole: &Reading<'_>,
    missing: Option<&Item<'_>>,
    failure: Option<&Failure>,
) -> Result<(), String> {
    let expected = whole.failure();
    if failure != expected.as_ref() {
        return Err(format!("ends with {failure:?}, not {expected:?}"));
    }
    match missing {
        None => Ok(()),
        Some(item) => Err(format!("ends before {item:?}")),
    }
}

/// What comes of the first bytes of a stream: the same events as far as they
/// go, then nothing wrong but the end.
fn cut_off(reading: &Reading<'_>, length: usize, whole: &Reading<'_>) -> Result<(), String> {
    for (found, expected) in reading.items.iter().zip(&whole.items) {
        if !same_event(&found.event, &expected.event) || found.end != expected.end {
            return Err(format!("{found:?}, not {expected:?}"));
        }
    }
    if reading.items.len() > whole.items.len() {
        return Err("more events than the whole has".to_owned());
    }
    check_end(reading.end.as_ref().err(), whole, length)
}

/// Whether this is how the first `length` bytes of a stream should end.
fn check_end(
    error: Option<&javawire::Error>,
    whole: &Reading<'_>,
    length: usize,
) -> Result<(), String> {
    let may_end = whole.may_end[length];
    match error {
        None if may_end => Ok(()),
        None => Err("a clean end inside an item".to_owned()),
        Some(error) if may_end => Err(format!("between two items: {error}")),
        Some(error) if matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }) => {
            if error.offset() == Some(length as u64) {
                Ok(())
            } else {
                Err(format!("{error}, though it ends at {length}"))
            }
        }
        // A stream that is wrong anyway may be so before its end.
        Some(error) if whole.failure() == Some(Failure::from(error)) => Ok(()),
        Some(error) => Err(error.to_string()),
    }
}

fn name(stream: &Stream) -> &str {
    &stream.name
}
