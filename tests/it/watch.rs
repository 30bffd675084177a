//! One direction of a conversation, message by message.
//!
//! - `bounds`: how much memory a direction holds
//! - `lines`: what is shown of a message on one line
//! - `kinds`: what kind of stream it is taken for
//! - `seen`: a direction watched to its end

mod bounds;
mod kinds;
mod lines;
mod seen;

use javawire::inspect::watch::{Watch, WatchSettings};
use javawire::{Event, Parsed};

use crate::streams_support::committed::{Stream, all};
use crate::streams_support::each::each;

use seen::Seen;

/// Streams up to this length are given byte by byte too.
const EVERY_BYTE: usize = 20_000;

fn name(stream: &Stream) -> &str {
    &stream.name
}

/// However a stream is cut, its messages are the same, and none of its bytes is left out.
#[test]
fn messages_do_not_depend_on_how_a_stream_is_cut() {
    each(all(), name, |stream| {
        let whole = Seen::of(&stream.bytes, stream.bytes.len());
        whole.covers(stream.bytes.len())?;
        for size in [1, 2, 7, 1023, 65_537] {
            if size > 2 || stream.bytes.len() <= EVERY_BYTE {
                let pieces = Seen::of(&stream.bytes, size);
                whole
                    .equals(&pieces)
                    .map_err(|difference| format!("in pieces of {size}: {difference}"))?;
            }
        }
        Ok(())
    });
}

/// There are as many messages of each kind as the parser gives things at top level.
#[test]
fn messages_are_the_things_at_top_level() {
    each(all(), name, |stream| {
        let settings = WatchSettings::default().with_max_piece(1 << 20);
        let seen = Seen::with(Watch::new(settings), &stream.bytes, 4096);
        let expected = at_top_level(stream);
        let found: Vec<&str> = seen
            .kinds()
            .into_iter()
            .filter(|kind| *kind != "bytes")
            .collect();
        if found != expected {
            return Err(format!("{found:?} in place of {expected:?}"));
        }
        Ok(())
    });
}

/// Where a stream breaks off, all messages before that are the same, and the rest is named.
#[test]
fn a_stream_that_breaks_off_is_shown_to_there() {
    each(all(), name, |stream| {
        let whole = Seen::of(&stream.bytes, 4096);
        let step = stream.bytes.len() / 40 + 1;
        for end in (5..stream.bytes.len()).step_by(step) {
            let cut = Seen::of(&stream.bytes[..end], 4096);
            cut.covers(end)?;
            cut.begins(&whole)
                .map_err(|difference| format!("cut at {end}: {difference}"))?;
        }
        Ok(())
    });
}

/// The kinds of what stands at top level, as the events tell, with neighbouring blocks together.
fn at_top_level(stream: &Stream) -> Vec<&'static str> {
    let mut parser = javawire::Parser::new().with_refusals_noted();
    let mut rest = &stream.bytes[..];
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut kind = None;
    loop {
        let was_at_top = parser.is_at_top_level();
        match parser.parse(rest, true) {
            Ok(Parsed::Event { event, consumed }) => {
                rest = &rest[consumed..];
                let is_block = matches!(
                    event,
                    Event::BlockData { .. }
                        | Event::LongBlockData { .. }
                        | Event::BlockChunk { .. }
                );
                match event {
                    Event::StreamHeader => kind = Some("header"),
                    Event::Reset => kind = Some("reset"),
                    Event::Exception => kind = Some("exception"),
                    _ if was_at_top && is_block => kind = Some("data"),
                    _ if kind.is_none() => kind = Some("object"),
                    _ => {}
                }
                if parser.is_at_top_level()
                    && let Some(kind) = kind.take()
                    && !(kind == "data" && kinds.last() == Some(&"data"))
                {
                    kinds.push(kind);
                }
            }
            Ok(Parsed::End) => break,
            Ok(Parsed::NeedMore { .. }) => unreachable!("all of it is there"),
            Err(_) => {
                kinds.push("unreadable");
                break;
            }
        }
    }
    kinds
}
