//! What a reader holds, whatever a capture asks of it.

use allocation_counter::measure;
use javawire::conversation::Side::Client;
use javawire::record::{Reader, ReaderLimits, What, Why};

use super::packets::{Order, RAW, Segment, Talk, block, enhanced, option, pcap, raw, section};
use super::support::{read_in, told};
use crate::support::tries_all;

const MOST: usize = 8 << 20;

/// The bytes of a file that is longer than this machine would like to hold: packets by number.
fn read_many(packets: u32, limits: &ReaderLimits, packet: impl Fn(u32) -> Segment) -> Told {
    let mut told = Told::default();
    let allocated = measure(|| {
        let mut reader = Reader::new(limits.clone());
        reader.push(&raw(&[]));
        for number in 0..packets {
            reader.push(&raw(&[packet(number).ip()])[24..]);
            told.take(&mut reader);
            assert!(reader.held() <= limits.max_held());
        }
        reader.end();
        told.take(&mut reader);
    });
    told.most = usize::try_from(allocated.bytes_max).unwrap();
    told
}

/// How many events of each kind there were, and the most bytes that were allocated at once.
#[derive(Debug, Default)]
struct Told {
    opened: u32,
    let_go: u32,
    bytes: usize,
    missing: u64,
    most: usize,
}

impl Told {
    fn take(&mut self, reader: &mut Reader) {
        while let Some(event) = reader.next().unwrap() {
            match event.what {
                What::Opened { .. } => self.opened += 1,
                What::LetGo => self.let_go += 1,
                What::Bytes { bytes, .. } => self.bytes += bytes.len(),
                What::Missing { count, .. } => self.missing += count.unwrap(),
                What::Ended { .. } | What::Reset { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

/// A conversation of its own for each number.
fn talk(number: u32) -> Talk {
    let [a, b, c, d] = number.to_be_bytes();
    Talk::new(
        &format!("10.{a}.{b}.{c}:{}", 40_000 + u32::from(d)),
        "192.0.2.1:10000",
        number,
        9,
    )
}

/// The oldest are let go, and it is said of each.
#[test]
fn many_conversations_are_let_go() {
    let count = if tries_all() { 1_000_000 } else { 100_000 };
    let limits = ReaderLimits::default().with_max_held(MOST);
    let told = read_many(count, &limits, |number| talk(number).client("S", b""));
    assert_eq!(told.opened, count);
    // As many are under way in the end as memory allows, and that is not few.
    let held = count - told.let_go;
    assert!((5_000..10_000).contains(&held), "{told:?}");
    assert!(told.most <= MOST, "{told:?}");
}

/// Nor does it end the reading that each of many lacks its first bytes: those that are let go have
/// told what came after them.
#[test]
fn many_that_lack_their_first_bytes_are_read_to_the_end() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let (conversations, pieces, length) = (40, 250, 1400);
    let mut file = Vec::new();
    for number in 0..conversations {
        let mut talk = talk(number);
        file.push(talk.client("S", b"").ip());
        talk.by_client = talk.by_client.wrapping_add(length);
        for _ in 0..pieces {
            file.push(talk.client("", &vec![b'o'; length as usize]).ip());
        }
    }
    let file = raw(&file);
    let mut told = Told::default();
    let mut reader = Reader::new(limits);
    for piece in file.chunks(64 << 10) {
        reader.push(piece);
        told.take(&mut reader);
        assert!(reader.held() <= MOST);
    }
    reader.end();
    told.take(&mut reader);
    assert_eq!(told.opened, conversations);
    assert_eq!(told.bytes, (conversations * pieces * length) as usize);
    assert_eq!(told.missing, u64::from(conversations * length));
    assert!((10..30).contains(&told.let_go), "{told:?}");
}

/// That of others does not let one go that is heard.
#[test]
fn those_that_speak_are_not_let_go() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let segment = |number: u32| match number % 2 {
        0 => talk(number).client("S", b""),
        _ => {
            let mut talk = talk(0);
            talk.opened();
            talk.by_client = talk.by_client.wrapping_add(number / 2);
            talk.client("", b"!")
        }
    };
    let told = read_many(40_000, &limits, segment);
    assert_eq!(told.opened, 20_000);
    assert_eq!(told.bytes, 20_000);
    assert_eq!(told.missing, 0);
    assert!(told.most <= MOST, "{told:?}");
}

/// Nor do those that are over stay longer than memory allows, of which nothing is said.
#[test]
fn those_that_are_over_go_first() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let segment = |number: u32| {
        let mut talk = talk(number / 2 * 2);
        let first = talk.client("S", b"");
        match number % 2 {
            0 => first,
            _ => talk.server("F", b"refused, say"),
        }
    };
    // An end of one side alone leaves them under way.
    let told = read_many(40_000, &limits, segment);
    assert!(told.let_go > 10_000, "{told:?}");
    let segment = |number: u32| {
        let mut segment = segment(number);
        if segment.flags == "F" {
            (segment.flags, segment.bytes) = ("R", Vec::new());
        }
        segment
    };
    let told = read_many(40_000, &limits, segment);
    assert_eq!((told.opened, told.let_go), (20_000, 0));
    assert!(told.most <= MOST, "{told:?}");
}

/// Each waits for a byte that never comes.
#[test]
fn what_waits_in_many_conversations_is_bounded() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let segment = |number: u32| {
        let mut talk = talk(number % 1000);
        talk.opened();
        let first = talk.by_client.wrapping_add(1);
        talk.by_client = first.wrapping_add(number / 1000 * 2000);
        talk.client("", &[0x41; 1000])
    };
    let opened = |number: u32| talk(number).client("S", b"");
    let mix = |number: u32| match number {
        0..1000 => opened(number),
        _ => segment(number - 1000),
    };
    let told = read_many(60_000, &limits, mix);
    assert_eq!(told.bytes, 59_000 * 1000, "{told:?}");
    assert!(told.most <= MOST, "{told:?}");
}

/// Small pieces cost more than their bytes.
#[test]
fn single_bytes_that_wait_are_bounded() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let segment = |number: u32| {
        let mut talk = talk(0);
        match number {
            0 => talk.client("S", b""),
            _ => {
                talk.opened();
                talk.by_client = talk.by_client.wrapping_add(number * 2);
                talk.client("", b"!")
            }
        }
    };
    let told = read_many(100_000, &limits, segment);
    assert_eq!(told.bytes, 99_999, "{told:?}");
    assert_eq!((told.missing, told.let_go), (100_000, 0), "{told:?}");
    assert!(told.most <= MOST, "{told:?}");
}

/// When all of them are told at once, with what lacks between them, while others are under way.
#[test]
fn gaps_that_are_told_are_bounded() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let segment = |number: u32| {
        let mut first = talk(0);
        match number {
            0 | 20_000 => {
                first.by_client = first.by_client.wrapping_add(number * 1000);
                first.client("S", b"")
            }
            1..10_000 => talk(number).client("S", b""),
            _ => {
                first.opened();
                first.by_client = first.by_client.wrapping_add((number - 9_999) * 2);
                first.client("", b"!")
            }
        }
    };
    let told = read_many(20_001, &limits, segment);
    assert_eq!(told.bytes, 10_000, "{told:?}");
    assert!(told.let_go > 1000, "{told:?}");
    assert!(told.most <= MOST, "{told:?}");
}

/// No memory is taken by a length that was only announced.
#[test]
fn announced_lengths_take_no_memory() {
    let order = Order::Little;
    let mut large = pcap(order, true, RAW, 262_144, &[]);
    large.extend(
        [0, 0, 0xFFFF_FFF0, 0xFFFF_FFF0]
            .map(|number| order.u32(number))
            .concat(),
    );
    let mut blocks = section(order);
    blocks.extend(block(order, 1, &[101, 0, 0, 0, 0, 0, 0, 0]));
    blocks.extend([order.u32(6), order.u32(0xFFFF_FFF0)].concat());
    let mut unknown = section(order);
    unknown.extend([order.u32(77), order.u32(0xFFFF_FFF0)].concat());
    for file in [large, blocks, unknown] {
        let mut end = Ok(());
        let limits = ReaderLimits::default().with_max_held(MOST);
        let allocated = measure(|| {
            let mut reader = Reader::new(limits);
            reader.push(&file);
            let zeros = [0; 64 << 10];
            for _ in 0..1000 {
                reader.push(&zeros);
                while let Some(event) = reader.next().unwrap() {
                    assert!(matches!(event.what, What::Note(_)));
                }
            }
            reader.end();
            end = loop {
                match reader.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            };
        });
        assert!(allocated.bytes_max < 1 << 20, "{allocated:?}");
        assert!(end.unwrap_err().is_cut());
    }
}

/// Many comments on one packet are as many notes only up to a bound.
#[test]
fn comments_take_no_more_memory_than_they_may() {
    let order = Order::Little;
    let mut begin = section(order);
    begin.extend(block(order, 1, &[101, 0, 0, 0, 0, 0, 0, 0]));
    let options = option(order, 1, b"!").repeat(100_000);
    let packet = enhanced(order, 0, 0, &talk(1).client("S", b"").ip(), &options);
    let limits = ReaderLimits::default().with_max_held(MOST);
    let (mut notes, mut bytes) = (0, 0);
    let allocated = measure(|| {
        let mut reader = Reader::new(limits.clone());
        reader.push(&begin);
        for piece in packet.chunks(10_000) {
            reader.push(piece);
            while let Some(event) = reader.next().unwrap() {
                assert!(reader.held() <= limits.max_held());
                if let What::Note(text) = event.what {
                    notes += 1;
                    bytes += text.len();
                }
            }
        }
    });
    assert_eq!((notes, bytes), (64, 100_000 + (100_000 - 64)));
    assert!(allocated.bytes_max < MOST as u64, "{allocated:?}");
}

/// A large block that has nothing to say is passed over, and what follows it is read.
#[test]
fn large_blocks_are_passed_over() {
    let order = Order::Big;
    let mut segments = talk(1).opened();
    segments.truncate(1);
    let mut file = section(order);
    file.extend(block(order, 1, &[0, 101, 0, 0, 0, 0, 0, 0]));
    file.extend(block(order, 0x4000, &vec![1; 3 << 20]));
    file.extend(block(order, 6, &vec![0; 2 << 20]));
    file.extend(enhanced(order, 0, 0, &segments[0].ip(), &[]));
    let (events, end) = read_in(&file, 1000, ReaderLimits::default());
    assert_eq!(end, Ok(()));
    assert_eq!(events.len(), 2);
    let What::Note(note) = &events[0].what else {
        panic!("{events:?}");
    };
    assert!(
        note.starts_with("a packet of 2097164 bytes at byte 3145788 of the file"),
        "{note}"
    );
}

/// Who hands over more at once than may be held is told so.
#[test]
fn pieces_larger_than_the_bound_are_not_taken() {
    let limits = ReaderLimits::default().with_max_held(MOST);
    let file = raw(&vec![talk(1).client("S", b"").ip(); 200_000]);
    let mut reader = Reader::new(limits);
    reader.push(&file[..1000]);
    reader.push(&file[1000..]);
    assert!(reader.next().unwrap().is_some());
    let error = reader.next().unwrap_err();
    assert_eq!(
        error.to_string(),
        "more than 8388608 bytes of memory would be needed to read on, at byte 0"
    );
    assert_eq!(reader.next(), Ok(None));
}

/// What is let go tells what waited in it.
#[test]
fn what_waits_is_told_when_it_is_let_go() {
    let mut file = Vec::new();
    let mut first = talk(0);
    file.extend(first.opened());
    first.client("", b"lost");
    file.push(first.client("", b"hola"));
    file.extend((1..20_000).map(|number| talk(number).client("S", b"")));
    let packets: Vec<Vec<u8>> = file.iter().map(Segment::ip).collect();
    let limits = ReaderLimits::default().with_max_held(MOST);
    let (events, end) = read_in(&raw(&packets), 10_000, limits);
    assert_eq!(end, Ok(()));
    let told = told(&events, 1);
    let missing = What::Missing {
        from: Client,
        offset: 0,
        count: Some(4),
        why: Why::NotCaptured,
    };
    assert_eq!(told[1], missing);
    assert!(matches!(&told[2], What::Bytes { bytes, .. } if bytes == b"hola"));
    assert_eq!(told[3], What::LetGo);
    assert_eq!(told.len(), 4);
}
