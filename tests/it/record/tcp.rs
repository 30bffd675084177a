//! What TCP does besides saying things in order.

use javawire::conversation::Side::{self, Client, Server};
use javawire::record::{Event, What, Why};

use super::packets::{Segment, Talk, capture};
use super::support::{read, said, told};

const CLIENT: &str = "192.0.2.7:51034";
const SERVER: &str = "192.0.2.1:10000";

pub fn talk() -> Talk {
    Talk::new(CLIENT, SERVER, u32::MAX - 1, 1000)
}

pub fn opened(joined: bool) -> What {
    What::Opened {
        client: CLIENT.parse().unwrap(),
        server: SERVER.parse().unwrap(),
        joined,
    }
}

pub fn bytes(from: Side, bytes: &[u8]) -> What {
    What::Bytes {
        from,
        bytes: bytes.to_vec(),
    }
}

pub fn ended(from: Side) -> What {
    What::Ended { from }
}

pub fn missing(from: Side, offset: u64, count: u64) -> What {
    What::Missing {
        from,
        offset,
        count: Some(count),
        why: Why::NotCaptured,
    }
}

/// The same, with another number.
pub fn numbered(segment: &Segment, by: i32) -> Segment {
    let mut other = segment.clone();
    other.sequence = other.sequence.wrapping_add_signed(by);
    other
}

pub fn events(segments: &[Segment]) -> Vec<Event> {
    read(&capture(segments))
}

#[test]
fn bytes_may_come_with_the_syn() {
    let mut talk = talk();
    let segments = [
        talk.client("S", b"ho"),
        talk.server("S", b"HO"),
        talk.client("", b"la"),
        talk.server("", b"LA"),
    ];
    let expected = [
        opened(false),
        bytes(Client, b"ho"),
        bytes(Server, b"HO"),
        bytes(Client, b"la"),
        bytes(Server, b"LA"),
    ];
    assert_eq!(told(&events(&segments), 1), expected);
    // The server does not take them, and they are said again.
    let mut segments = segments.to_vec();
    segments[1].acknowledged = Some(segments[0].sequence.wrapping_add(1));
    let mut again = segments[2].clone();
    again.sequence = again.sequence.wrapping_sub(2);
    again.bytes = b"hola".to_vec();
    segments.insert(2, again);
    assert_eq!(said(&events(&segments), 1, Client), b"hola");
}

#[test]
fn handshakes_may_be_repeated() {
    let mut talk = talk();
    let mut segments = talk.opened();
    segments.insert(1, segments[0].clone());
    segments.insert(3, segments[2].clone());
    segments.insert(0, segments[2].clone());
    segments.push(segments[1].clone());
    segments.push(talk.client("", b"hola"));
    let expected = [opened(false), bytes(Client, b"hola")];
    assert_eq!(told(&events(&segments), 1), expected);
    assert!(
        events(&segments)
            .iter()
            .all(|event| event.conversation == 1)
    );
}

/// A server that answers a repeated SYN by a cookie may answer by another number.
#[test]
fn servers_may_answer_anew() {
    let mut talk = talk();
    let mut segments = talk.opened();
    let other = numbered(&segments[1], -500);
    segments.insert(1, other);
    segments.push(talk.server("", b"HOLA"));
    assert_eq!(
        told(&events(&segments), 1),
        [opened(false), bytes(Server, b"HOLA")]
    );
}

#[test]
fn both_may_open_at_once() {
    let mut talk = talk();
    let first = talk.client("S", b"");
    let mut second = talk.server("S", b"");
    let mut third = first.clone();
    third.acknowledged = Some(second.sequence.wrapping_add(1));
    let fourth = second.clone();
    second.acknowledged = None;
    let segments = [
        first,
        second,
        third,
        fourth,
        talk.client("", b"hola"),
        talk.server("", b"HOLA"),
    ];
    let expected = [
        opened(false),
        bytes(Client, b"hola"),
        bytes(Server, b"HOLA"),
    ];
    assert_eq!(told(&events(&segments), 1), expected);
}

/// Another SYN between the same ports is another conversation, whether or not the end of the one
/// before was captured.
#[test]
fn ports_may_be_used_again() {
    for ends in [false, true] {
        let mut segments = Vec::new();
        for (number, text) in [(7, "one"), (500_000, "two"), (90_000_000, "three")] {
            let mut talk = Talk::new(CLIENT, SERVER, number, number * 2);
            segments.extend(talk.opened());
            segments.push(talk.client("", text.as_bytes()));
            if ends {
                segments.push(talk.client("F", b""));
                segments.push(talk.server("F", b""));
            }
        }
        let events = events(&segments);
        for (number, text) in [(1, "one"), (2, "two"), (3, "three")] {
            let mut expected = vec![opened(false), bytes(Client, text.as_bytes())];
            if ends {
                expected.extend([ended(Client), ended(Server)]);
            }
            assert_eq!(told(&events, number), expected);
        }
    }
}

/// Whose SYN was not captured, only the answer to it.
#[test]
fn conversations_may_begin_with_their_second_packet() {
    let mut talk = talk();
    let mut segments = talk.opened();
    segments.remove(0);
    segments.push(talk.client("", b"hola"));
    assert_eq!(
        told(&events(&segments), 1),
        [opened(false), bytes(Client, b"hola")]
    );
    // And another one so, on the same ports.
    let mut next = Talk::new(CLIENT, SERVER, 700_000, 800_000);
    segments.extend(next.opened().drain(1..));
    segments.push(next.client("", b"again"));
    assert_eq!(
        told(&events(&segments), 2),
        [opened(false), bytes(Client, b"again")]
    );
}

#[test]
fn conversations_may_be_joined_in_the_middle() {
    let mut talk = talk();
    talk.opened();
    let segments = [
        talk.client("", b""),
        talk.server("", b"HOLA"),
        talk.client("", b"hola"),
        talk.server("F", b""),
        talk.client("F", b""),
        talk.server("", b""),
    ];
    let expected = [
        opened(true),
        bytes(Server, b"HOLA"),
        bytes(Client, b"hola"),
        ended(Server),
        ended(Client),
    ];
    assert_eq!(told(&events(&segments), 1), expected);
    // What was acknowledged of a joined direction and not captured is missing.
    let mut talk = talk.clone();
    let before = talk.client("", b"first");
    talk.server("", b"lost");
    let segments = [before, talk.server("", b"more")];
    let expected = [
        opened(true),
        bytes(Client, b"first"),
        missing(Server, 0, 4),
        bytes(Server, b"more"),
    ];
    assert_eq!(told(&events(&segments), 1), expected);
}

/// What neither opens nor says anything is no conversation: it may be the rest of one.
#[test]
fn acknowledgements_alone_are_no_conversation() {
    let mut talk = talk();
    talk.opened();
    let segments = [
        talk.client("", b""),
        talk.server("F", b""),
        talk.client("R", b""),
    ];
    assert_eq!(events(&segments), []);
}

#[test]
fn probes_say_nothing() {
    let mut talk = talk();
    let mut segments = talk.opened();
    segments.push(talk.client("", b"hola"));
    let last = segments[3].clone();
    // Keep-alives have the last byte once more, or none; so do probes of a window that is closed.
    let mut alive = numbered(&last, 3);
    alive.bytes = vec![0];
    segments.push(alive.clone());
    alive.bytes.clear();
    segments.push(alive);
    // Others have the next byte, which is said.
    let whole = talk.client("", b"again");
    let mut probe = whole.clone();
    probe.bytes.truncate(1);
    segments.extend([probe.clone(), probe, whole]);
    let expected = [opened(false), bytes(Client, b"holaagain")];
    assert_eq!(told(&events(&segments), 1), expected);
}

/// What is far from all that can be is of something else.
#[test]
fn segments_from_elsewhere_are_passed_over() {
    let mut talk = talk();
    let mut segments = talk.opened();
    let hola = talk.client("", b"hola");
    let stray = numbered(&hola, 1_500_000_000);
    let old = numbered(&hola, -1_500_000_000);
    let mut end = old.clone();
    end.flags = "F";
    segments.extend([stray, old, hola, end]);
    segments.push(talk.client("", b"!"));
    assert_eq!(
        told(&events(&segments), 1),
        [opened(false), bytes(Client, b"hola!")]
    );
}

/// Which port is higher tells who opened a conversation that was joined.
#[test]
fn the_client_of_a_joined_conversation_has_the_higher_port() {
    for first in [Client, Server] {
        let mut talk = talk();
        talk.opened();
        let segment = match first {
            Client => talk.client("", b"hola"),
            Server => talk.server("", b"hola"),
        };
        assert_eq!(
            told(&events(&[segment]), 1),
            [opened(true), bytes(first, b"hola")]
        );
    }
    // If both are the same, the first that is heard.
    let mut talk = Talk::new("192.0.2.7:99", "192.0.2.1:99", 1, 2);
    let What::Opened { client, joined, .. } = events(&[talk.server("", b"hola")])[0].what else {
        panic!();
    };
    assert_eq!((client, joined), ("192.0.2.1:99".parse().unwrap(), true));
}
