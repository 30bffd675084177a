//! Conversations as lists of what was said, and how they come out of a file.

use std::net::SocketAddr;

use javawire::conversation::{Side, Stamp};
use javawire::record::{Event, Flow, Reader, ReaderLimits, Result, What, Writer};

/// Something that an end does in a scripted conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    Opens,
    Refuses,
    Says(Side, Vec<u8>),
    Ends(Side),
    Resets(Side),
    Notes(String),
}

pub fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

/// A moment in November 2026, and so many milliseconds.
pub fn stamp(millis: u64) -> Stamp {
    Stamp::from_nanos(1_795_694_671_000_000_000 + millis * 1_000_000)
}

/// A recording of one conversation, a step a millisecond.
pub fn recording(client: SocketAddr, server: SocketAddr, script: &[Does]) -> Vec<u8> {
    let mut file = Vec::new();
    Writer::new("tap [::]:10001 > db.example:10000").header(&mut file);
    append(&mut Flow::new(client, server), script, 0, &mut file);
    file
}

/// Appends what a script does, a step a millisecond.
pub fn append(flow: &mut Flow, script: &[Does], from: u64, file: &mut Vec<u8>) {
    for (at, does) in (from..).zip(script) {
        let at = stamp(at);
        match does {
            Does::Opens => flow.opened(at, file),
            Does::Refuses => flow.refused(at, file),
            Does::Says(side, bytes) => flow.bytes(*side, at, bytes, file),
            Does::Ends(side) => flow.ended(*side, at, file),
            Does::Resets(side) => flow.reset(*side, at, file),
            Does::Notes(text) => flow.note(at, text, file),
        }
    }
}

/// All that a file tells, pushed in pieces of this size, and how it ends.
pub fn read_in(file: &[u8], piece: usize, limits: ReaderLimits) -> (Vec<Event>, Result<()>) {
    let mut reader = Reader::new(limits);
    let mut events = Vec::new();
    for piece in file.chunks(piece.max(1)) {
        reader.push(piece);
        match drain(&mut reader, &mut events) {
            Ok(()) => {}
            error => return (events, error),
        }
    }
    reader.end();
    let end = drain(&mut reader, &mut events);
    (events, end)
}

fn drain(reader: &mut Reader, events: &mut Vec<Event>) -> Result<()> {
    while let Some(event) = reader.next()? {
        events.push(event);
    }
    Ok(())
}

/// All that a whole file tells.
pub fn read(file: &[u8]) -> Vec<Event> {
    let (events, end) = read_in(file, 64 * 1024, ReaderLimits::default());
    assert_eq!(end, Ok(()), "after {events:?}");
    events
}

/// What one conversation is told to be, with neighbouring bytes of one side as one.
pub fn told(events: &[Event], conversation: u64) -> Vec<What> {
    let mut told: Vec<What> = Vec::new();
    for event in events {
        if event.conversation != conversation {
            continue;
        }
        if let (
            Some(What::Bytes { from, bytes }),
            What::Bytes {
                from: side,
                bytes: more,
            },
        ) = (told.last_mut(), &event.what)
            && from == side
        {
            bytes.extend(more);
            continue;
        }
        told.push(event.what.clone());
    }
    told
}

/// All that one end said.
pub fn said(events: &[Event], conversation: u64, side: Side) -> Vec<u8> {
    let mut said = Vec::new();
    for event in events {
        if let What::Bytes { from, bytes } = &event.what
            && (event.conversation, *from) == (conversation, side)
        {
            said.extend(bytes);
        }
    }
    said
}
