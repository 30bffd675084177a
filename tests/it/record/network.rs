//! What networks and captures do to segments, against a model: each byte is known by its first copy.

use javawire::conversation::Side::{self, Client, Server};
use javawire::record::{Event, ReaderLimits, What, Why};

use super::packets::{Segment, Talk, capture};
use super::random::Random;
use super::support::{read, read_in, told};

const CASES: u64 = 400;

/// What is known of each byte of one direction.
type Known = Vec<Option<u8>>;

struct Case {
    talk: Talk,
    segments: Vec<Segment>,
    said: [Vec<u8>; 2],
}

/// A conversation whose numbers may wrap, cut into segments.
fn conversation(random: &mut Random) -> Case {
    let mut number = || match random.percent(50) {
        true => u32::MAX - random.below(3000) as u32,
        false => random.next() as u32,
    };
    let ports = if number() % 2 == 0 {
        ["10000", "51034"]
    } else {
        ["51034", "10000"]
    };
    let (client, server) = match number() % 2 {
        0 => (
            format!("192.0.2.7:{}", ports[0]),
            format!("192.0.2.1:{}", ports[1]),
        ),
        _ => (
            format!("[2001:db8::7]:{}", ports[0]),
            format!("[2001:db8::1]:{}", ports[1]),
        ),
    };
    let mut talk = Talk::new(&client, &server, number(), number());
    let begin = talk.clone();
    let mut segments = talk.opened();
    let mut said = [Vec::new(), Vec::new()];
    for _ in 0..random.below(60) {
        let count = 1 + random.below(200);
        let bytes = random.bytes(count);
        match random.percent(50) {
            true => {
                said[0].extend(&bytes);
                segments.push(talk.client("", &bytes));
            }
            false => {
                said[1].extend(&bytes);
                segments.push(talk.server("", &bytes));
            }
        }
    }
    segments.push(talk.client("F", b""));
    segments.push(talk.server("F", b""));
    segments.push(talk.client("", b""));
    Case {
        talk: begin,
        segments,
        said,
    }
}

impl Case {
    fn side(&self, segment: &Segment) -> Side {
        if segment.from == self.talk.client {
            Client
        } else {
            Server
        }
    }

    /// The offset of the first byte of a segment.
    fn offset(&self, segment: &Segment) -> usize {
        let first = match self.side(segment) {
            Client => self.talk.by_client,
            Server => self.talk.by_server,
        };
        segment.sequence.wrapping_sub(first).wrapping_sub(1) as usize
    }

    /// A segment that says once more some of what was said, cut elsewhere; or falsely.
    fn again(&self, random: &mut Random, falsely: bool) -> Option<Segment> {
        let of = &self.segments[3 + random.below(self.segments.len().saturating_sub(6).max(1))];
        let side = self.side(of);
        let said = &self.said[usize::from(side == Server)];
        let at = random.below(said.len());
        let count = 1 + random.below(500);
        let bytes = said.get(at..(at + count).min(said.len()))?;
        let first = match side {
            Client => self.talk.by_client,
            Server => self.talk.by_server,
        };
        let mut again = of.clone();
        again.flags = "";
        again.sequence = first.wrapping_add(1).wrapping_add(at as u32);
        again.bytes = bytes.to_vec();
        if falsely {
            again.bytes.iter_mut().for_each(|byte| *byte ^= 0x55);
        }
        (!bytes.is_empty()).then_some(again)
    }

    /// What is known of one direction by the segments that were captured.
    fn known(&self, side: Side, captured: &[Segment]) -> Known {
        let mut known: Known = vec![None; self.said[usize::from(side == Server)].len()];
        for segment in captured.iter().filter(|segment| self.side(segment) == side) {
            if segment.flags.contains('S') {
                continue;
            }
            let offset = self.offset(segment);
            for (at, byte) in (offset..).zip(&segment.bytes) {
                known[at].get_or_insert(*byte);
            }
        }
        known
    }
}

/// What the events tell of each byte of one direction, and whether they tell its end.
fn rebuilt(events: &[Event], side: Side) -> (Known, bool) {
    let (mut known, mut ended) = (Known::new(), false);
    for event in events {
        assert_eq!(event.conversation, 1, "{event:?}");
        match &event.what {
            What::Bytes { from, bytes } if *from == side => {
                assert!(!ended && !bytes.is_empty());
                known.extend(bytes.iter().copied().map(Some));
            }
            What::Missing {
                from,
                offset,
                count,
                why,
            } if *from == side => {
                assert_eq!(*offset, known.len() as u64);
                assert_eq!(*why, Why::NotCaptured);
                let count = count.unwrap();
                assert!(!ended && count > 0);
                known.extend(std::iter::repeat_n(None, count as usize));
            }
            What::Ended { from } if *from == side => ended = true,
            _ => {}
        }
    }
    (known, ended)
}

/// Moves each segment after the first `fixed` by at most `far` places.
fn shuffle(random: &mut Random, segments: &mut [Segment], fixed: usize, far: usize) {
    for at in fixed..segments.len() {
        let to = (at + random.below(far)).min(segments.len() - 1);
        segments.swap(at, to);
    }
}

fn check(case: &Case, captured: &[Segment], seed: u64) {
    let events = read(&capture(captured));
    let opened = What::Opened {
        client: case.talk.client,
        server: case.talk.server,
        joined: false,
    };
    assert_eq!(events[0].what, opened, "seed {seed}");
    for side in [Client, Server] {
        let (known, ended) = rebuilt(&events, side);
        assert!(known == case.known(side, captured), "seed {seed}, {side}");
        assert!(ended, "seed {seed}, {side}");
    }
}

#[test]
fn what_comes_in_order_is_told() {
    for seed in 0..CASES {
        let case = conversation(&mut Random(seed));
        check(&case, &case.segments, seed);
    }
}

#[test]
fn what_comes_twice_or_overlapping_is_told_once() {
    for seed in 0..CASES {
        let random = &mut Random(seed);
        let case = conversation(random);
        let mut captured = Vec::new();
        for segment in &case.segments {
            captured.push(segment.clone());
            if random.percent(30) {
                captured.push(segment.clone());
            }
            // What was said already, since the rest has not come.
            captured.extend(case.again(random, false).filter(|_| captured.len() > 5));
        }
        check(&case, &captured, seed);
    }
}

#[test]
fn what_comes_out_of_order_is_told_in_order() {
    for seed in 0..CASES {
        let random = &mut Random(seed);
        let case = conversation(random);
        let mut captured = case.segments.clone();
        for _ in 0..random.below(20) {
            let at = 3 + random.below(captured.len() - 3);
            captured.extend(case.again(random, false));
            let last = captured.len() - 1;
            captured.swap(at, last);
        }
        let far = 2 + random.below(30);
        shuffle(random, &mut captured, 3, far);
        shuffle(random, &mut captured[..3], 0, 3);
        check(&case, &captured, seed);
    }
}

#[test]
fn of_two_copies_of_a_byte_the_first_counts() {
    for seed in 0..CASES {
        let random = &mut Random(seed);
        let case = conversation(random);
        let mut captured = case.segments.clone();
        for _ in 0..random.below(20) {
            captured.extend(case.again(random, true));
        }
        shuffle(random, &mut captured, 3, 100);
        check(&case, &captured, seed);
    }
}

#[test]
fn what_was_not_captured_is_missing() {
    for seed in 0..CASES {
        let random = &mut Random(seed);
        let case = conversation(random);
        let mut captured = case.segments.clone();
        let mut at = 0;
        captured.retain(|segment| {
            at += 1;
            at <= 3 || segment.flags.contains('F') || !random.percent(20)
        });
        shuffle(random, &mut captured, 3, 10);
        check(&case, &captured, seed);
    }
}

/// Where little may wait, what stands in front of it counts as missing, and nothing is lost else.
#[test]
fn what_waits_is_bounded_for_each_direction() {
    let mut talk = Talk::new("192.0.2.7:51034", "192.0.2.1:10000", 7, 9);
    let mut segments = talk.opened();
    let lost = talk.client("", b"lost");
    let bytes = vec![0x41; 1000];
    segments.extend((0..50).map(|_| talk.client("", &bytes)));
    segments.push(lost);
    let limits = ReaderLimits::default().with_max_out_of_order(20_000);
    let (events, end) = read_in(&capture(&segments), 1000, limits);
    assert_eq!(end, Ok(()));
    let missing = What::Missing {
        from: Client,
        offset: 0,
        count: Some(4),
        why: Why::Bound,
    };
    let bytes = What::Bytes {
        from: Client,
        bytes: bytes.repeat(50),
    };
    assert_eq!(told(&events, 1)[1..], [missing, bytes]);
}
