//! How conversations end, and what is said of bytes that do not come.

use javawire::conversation::Side::{Client, Server};
use javawire::record::{What, Why};

use super::packets::{Segment, Talk, capture, raw, time};
use super::support::{read, told};
use super::tcp::{bytes, ended, events, missing, numbered, opened, talk};

#[test]
fn ends_may_come_before_what_they_follow() {
    let mut talk = talk();
    let mut segments = talk.opened();
    let first = talk.client("", b"ho");
    let second = talk.client("F", b"la");
    segments.extend([second.clone(), second, first]);
    let expected = [opened(false), bytes(Client, b"hola"), ended(Client)];
    assert_eq!(told(&events(&segments), 1), expected);
    // What it follows never comes.
    segments.truncate(4);
    let expected = [
        opened(false),
        missing(Client, 0, 2),
        bytes(Client, b"la"),
        ended(Client),
    ];
    assert_eq!(told(&events(&segments), 1), expected);
    // Nor does anything else.
    segments.truncate(3);
    segments.push(talk.client("F", b""));
    segments.last_mut().unwrap().sequence = 99;
    let gap = 100;
    let expected = [opened(false), missing(Client, 0, gap), ended(Client)];
    assert_eq!(told(&events(&segments), 1), expected);
}

#[test]
fn nothing_is_said_after_the_end() {
    let mut talk = talk();
    let mut segments = talk.opened();
    segments.push(talk.client("F", b"hola"));
    segments.push(talk.client("", b"ghost"));
    let expected = [opened(false), bytes(Client, b"hola"), ended(Client)];
    assert_eq!(told(&events(&segments), 1), expected);
    // Though it was there before.
    let last = segments.len() - 1;
    segments.swap(last - 1, last);
    assert_eq!(told(&events(&segments), 1), expected);
}

#[test]
fn resets_count_if_their_number_can_be() {
    let mut talk = talk();
    let mut segments = talk.opened();
    segments.push(talk.client("", b"hola"));
    segments.push(talk.server("", b"HOLA"));
    let reset = talk.client("R", b"");
    let expected = [
        opened(false),
        bytes(Client, b"hola"),
        bytes(Server, b"HOLA"),
    ];
    for (by, counts) in [
        (0, true),
        // Who resets what he hears may have heard less.
        (-4, true),
        (1, true),
        (1000, true),
        (2_000_000, false),
        (-2_000_000, false),
        (i32::MAX, false),
    ] {
        let mut segments = segments.clone();
        segments.push(numbered(&reset, by));
        let told = told(&events(&segments), 1);
        assert_eq!(told[..3], expected);
        assert_eq!(told.contains(&What::Reset { from: Client }), counts, "{by}");
    }
}

/// Who resets does so when all before it is said.
#[test]
fn resets_wait_for_what_they_follow() {
    let mut talk = talk();
    let mut segments = talk.opened();
    let first = talk.server("", b"HO");
    let second = talk.server("", b"LA");
    let reset = talk.server("R", b"");
    segments.extend([second, reset, first]);
    segments.push(talk.client("", b"on its way"));
    let expected = [
        opened(false),
        bytes(Server, b"HOLA"),
        What::Reset { from: Server },
        bytes(Client, b"on its way"),
    ];
    assert_eq!(told(&events(&segments), 1), expected);
}

/// A refusal has no numbers of its own.
#[test]
fn refusals_are_resets() {
    let mut talk = talk();
    let first = talk.client("S", b"");
    let mut refusal = talk.server("R", b"");
    refusal.sequence = 0;
    let segments = [first.clone(), refusal.clone()];
    let expected = [opened(false), What::Reset { from: Server }];
    assert_eq!(told(&events(&segments), 1), expected);
    // He tries again.
    let again = numbered(&first, 70_000);
    let events = events(&[first, refusal.clone(), again, refusal]);
    assert_eq!(told(&events, 1), expected);
    assert_eq!(told(&events, 2), expected);
}

/// Who looks while it goes on does not wait for ever.
#[test]
fn what_was_received_and_not_captured_is_missing_soon() {
    let mut talk = talk();
    let mut segments = talk.opened();
    talk.client("", b"lost");
    segments.push(talk.client("", b"hola"));
    let count = segments.len();
    // A packet is a millisecond.
    segments.extend((0..2100).map(|_| talk.server("", b"")));
    segments.push(talk.client("", b"!"));
    let events = events(&segments);
    let expected = [
        opened(false),
        missing(Client, 0, 4),
        bytes(Client, b"hola!"),
    ];
    assert_eq!(told(&events, 1), expected);
    assert_eq!(events[1].at.nanos(), time(count + 2000));
    // What was not received may still come.
    let first = segments[1].acknowledged;
    let server = segments[1].from;
    for segment in segments.iter_mut().filter(|segment| segment.from == server) {
        segment.acknowledged = first;
    }
    let mut late = numbered(&segments[3], -4);
    late.bytes = b"late".to_vec();
    segments.push(late);
    let expected = [opened(false), bytes(Client, b"latehola!")];
    assert_eq!(told(&read(&capture(&segments)), 1), expected);
}

/// Nor for one that is over while others go on.
#[test]
fn what_was_not_captured_of_others_is_missing_soon() {
    let mut talk = talk();
    let mut segments = talk.opened();
    talk.client("", b"lost");
    segments.push(talk.client("F", b"hola"));
    segments.push(talk.server("F", b""));
    let mut other = Talk::new("192.0.2.8:51034", "192.0.2.1:10000", 5, 6);
    segments.extend(other.opened());
    segments.extend((0..2100).map(|_| other.client("", b"!")));
    let events = events(&segments);
    let expected = [
        opened(false),
        ended(Server),
        missing(Client, 0, 4),
        bytes(Client, b"hola"),
        ended(Client),
    ];
    assert_eq!(told(&events, 1), expected);
    let last = events.iter().rposition(|event| event.conversation == 1);
    let at = events[last.unwrap()].at.nanos();
    assert_eq!(at, time(4 + 2000));
}

/// What waits in one that was broken off is told when that is long ago.
#[test]
fn what_waits_in_those_that_are_over_is_told() {
    let mut talk = talk();
    let mut segments = talk.opened();
    let before = talk.clone();
    talk.client("", b"lost");
    let hola = talk.client("", b"hola");
    segments.push(hola);
    segments.push(before.clone().server("R", b""));
    let mut other = Talk::new("192.0.2.8:51034", "192.0.2.1:10000", 5, 6);
    let mut packets: Vec<Vec<u8>> = segments.iter().map(Segment::ip).collect();
    // A packet is a millisecond: two minutes.
    let idle = other.client("S", b"").ip();
    packets.extend(std::iter::repeat_n(idle, 120_010));
    let events = read(&raw(&packets));
    let expected = [
        opened(false),
        What::Reset { from: Server },
        missing(Client, 0, 4),
        bytes(Client, b"hola"),
    ];
    assert_eq!(told(&events, 1), expected);
}

/// The last that was said is not captured, and nobody knows whether a FIN was with it.
#[test]
fn what_was_received_last_and_not_captured_is_missing() {
    let mut talk = talk();
    let mut segments = talk.opened();
    segments.push(talk.client("", b"hola"));
    for (flags, lost, is_missing) in [
        ("", &b""[..], false),
        ("F", b"", false),
        ("", b"lost", true),
        ("F", b"lost", true),
    ] {
        let mut talk = talk.clone();
        talk.client(flags, lost);
        let mut segments = segments.clone();
        segments.push(talk.server("", b""));
        let mut expected = vec![opened(false), bytes(Client, b"hola")];
        if is_missing {
            expected.push(What::Missing {
                from: Client,
                offset: 4,
                count: None,
                why: Why::NotCaptured,
            });
        }
        assert_eq!(told(&events(&segments), 1), expected, "{flags} {lost:?}");
    }
}
