//! Files of packets: any bytes are read to an end, and what they tell can be recorded.

use std::collections::BTreeMap;

use crate::conversation::{Side, Stamp};
use crate::record::{Event, Flow, Reader, ReaderLimits, Result, What, Writer};

/// What the two ends of a conversation said.
type Said = [Vec<u8>; 2];

/// Any bytes are read as a capture or refused, without a panic and within bounds, and tell the same
/// in pieces: the last byte says how small these are. What they tell is recorded and told again.
pub fn record(bytes: &[u8]) {
    let Some((&last, file)) = bytes.split_last() else {
        return;
    };
    let (events, end) = read(file, usize::MAX);
    let pieces = read(file, usize::from(last).max(1));
    assert_eq!(
        (&events, &end),
        (&pieces.0, &pieces.1),
        "in pieces of {last}"
    );

    let mut recorded = Vec::new();
    Writer::new("fuzzed").header(&mut recorded);
    let mut flows = BTreeMap::new();
    for (at, event) in (0..).zip(&events) {
        record_event(event, Stamp::from_nanos(at), &mut flows, &mut recorded);
    }
    let (again, end) = read(&recorded, 1 << 16);
    assert_eq!(end, Ok(()));
    let (before, after) = (said(&events), said(&again));
    assert_eq!(
        before.values().collect::<Vec<_>>(),
        after.values().collect::<Vec<_>>()
    );
}

fn read(file: &[u8], piece: usize) -> (Vec<Event>, Result<()>) {
    let limits = ReaderLimits::default().with_max_held(4 << 20);
    let mut reader = Reader::new(limits.clone());
    let mut events = Vec::new();
    let mut drain = |reader: &mut Reader| -> Result<()> {
        while let Some(event) = reader.next()? {
            assert!(reader.held() <= limits.max_held());
            events.push(event);
        }
        Ok(())
    };
    let mut end = Ok(());
    for piece in file.chunks(piece) {
        reader.push(piece);
        end = end.and_then(|()| drain(&mut reader));
    }
    reader.end();
    end = end.and_then(|()| drain(&mut reader));
    (events, end)
}

/// Records an event, at another time: those of a file may be in any order.
fn record_event(event: &Event, at: Stamp, flows: &mut BTreeMap<u64, Flow>, out: &mut Vec<u8>) {
    if let What::Opened { client, server, .. } = event.what {
        // Who talks to himself says it on one side.
        if client == server {
            return;
        }
        let mut flow = Flow::new(client, server);
        flow.opened(at, out);
        let before = flows.insert(event.conversation, flow);
        assert!(before.is_none(), "opened twice: {event:?}");
    }
    let Some(flow) = flows.get_mut(&event.conversation) else {
        return;
    };
    match &event.what {
        What::Bytes { from, bytes } => flow.bytes(*from, at, bytes, out),
        What::Ended { from } => flow.ended(*from, at, out),
        What::Reset { from } => flow.reset(*from, at, out),
        What::Note(text) => flow.note(at, text, out),
        What::Opened { .. } | What::Missing { .. } | What::LetGo => {}
    }
}

/// What was said in each conversation, of those between two ends.
fn said(events: &[Event]) -> BTreeMap<u64, Said> {
    let mut said: BTreeMap<u64, Said> = BTreeMap::new();
    for event in events {
        match &event.what {
            What::Opened { client, server, .. } if client != server => {
                said.insert(event.conversation, Said::default());
            }
            What::Bytes { from, bytes } => {
                assert!(!bytes.is_empty());
                if let Some([by_client, by_server]) = said.get_mut(&event.conversation) {
                    match from {
                        Side::Client => by_client.extend(bytes),
                        Side::Server => by_server.extend(bytes),
                    }
                }
            }
            _ => {}
        }
    }
    said
}
