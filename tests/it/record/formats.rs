//! pcap and pcapng in all their forms, cut, in pieces, and broken.

use javawire::conversation::Side::{Client, Server};
use javawire::record::{Event, Reader, ReaderLimits, What};

use super::packets::{
    Order, RAW, Segment, Talk, block, capture, enhanced, interface, option, pcap, raw, section,
    time,
};
use super::random::Random;
use super::support::{Does, address, read, read_in, recording, said, told};
use crate::support::tries_all;

/// A conversation as packets of raw IP.
fn packets() -> Vec<Vec<u8>> {
    segments().iter().map(Segment::ip).collect()
}

fn segments() -> Vec<Segment> {
    let mut talk = Talk::new("192.0.2.7:51034", "192.0.2.1:10000", 7, 9);
    let mut segments = talk.opened();
    segments.push(talk.client("", b"hola"));
    segments.push(talk.server("", b"HOLA"));
    segments.push(talk.client("F", b""));
    segments.push(talk.server("F", b""));
    segments
}

/// pcapng with the packets at their times in nanoseconds.
fn pcapng(order: Order) -> Vec<u8> {
    let resolution = option(order, 9, &[9]);
    let mut file = section(order);
    file.extend(interface(order, 101, 0, &resolution));
    for (index, packet) in packets().iter().enumerate() {
        file.extend(enhanced(order, 0, time(index), packet, &[]));
    }
    file
}

fn check(events: &[Event], what: &str) {
    assert_eq!(said(events, 1, Client), b"hola", "{what}");
    assert_eq!(said(events, 1, Server), b"HOLA", "{what}");
    assert!(
        events.iter().all(|event| event.conversation == 1),
        "{what}: {events:?}"
    );
    assert_eq!(events.len(), 5, "{what}: {events:?}");
}

fn times(events: &[Event]) -> Vec<u64> {
    events.iter().map(|event| event.at.nanos()).collect()
}

#[test]
fn pcap_is_read_in_both_orders_and_resolutions() {
    for order in [Order::Little, Order::Big] {
        for nanos in [false, true] {
            let file = pcap(order, nanos, RAW, 262_144, &packets());
            assert_eq!(Reader::is_capture(&file[..4]), Some(true));
            let events = read(&file);
            check(&events, &format!("{order:?}, {nanos}"));
            assert_eq!(
                times(&events),
                [time(0), time(3), time(4), time(5), time(6)]
            );
        }
    }
}

#[test]
fn pcapng_is_read_in_both_orders() {
    for order in [Order::Little, Order::Big] {
        let file = pcapng(order);
        assert_eq!(Reader::is_capture(&file[..4]), Some(true));
        let events = read(&file);
        check(&events, &format!("{order:?}"));
        assert_eq!(
            times(&events),
            [time(0), time(3), time(4), time(5), time(6)]
        );
    }
}

/// Resolutions are powers of ten or of two, and may be counted from another beginning.
#[test]
fn times_of_interfaces_are_read() {
    let order = Order::Little;
    let microseconds = 1_795_694_671_000_000_u64;
    for (options, units, nanos) in [
        (vec![], microseconds, time(0)),
        (option(order, 9, &[6]), microseconds, time(0)),
        (option(order, 9, &[0]), 1_795_694_671, time(0)),
        (
            option(order, 9, &[12]),
            1_795_694_671_000_000,
            1_795_694_671_000,
        ),
        (option(order, 9, &[0x80 | 10]), 1_795_694_671 << 10, time(0)),
        (option(order, 9, &[0x80 | 1]), 3, 1_500_000_000),
        (option(order, 14, &order.u64(1_795_694_671)), 0, time(0)),
        (
            option(order, 14, &order.u64((-1_i64) as u64)),
            1_000_001,
            1_000,
        ),
        // They are no reason to refuse a file.
        (option(order, 9, &[99]), 1_000_000, 0),
        (option(order, 9, &[6, 6]), microseconds, time(0)),
        (option(order, 10, &[0, 0, 0, 0]), microseconds, time(0)),
        (option(order, 2, b"\xFF\xFE"), microseconds, time(0)),
        (vec![9, 0, 200, 0, 9], microseconds, time(0)),
        (vec![9, 0], microseconds, time(0)),
    ] {
        let mut file = section(order);
        file.extend(interface(order, 101, 0, &options));
        file.extend(enhanced(order, 0, units, &packets()[0], &[]));
        let events = read(&file);
        assert_eq!(times(&events), [nanos], "{options:?}");
    }
}

/// Sections with other orders, interfaces with other links and times, unknown blocks, simple packets
/// and the obsolete ones: all in one file.
#[test]
fn pcapng_of_many_kinds_is_read() {
    let (little, big) = (Order::Little, Order::Big);
    let packets = packets();
    let ethernet = [&[0; 12][..], &[8, 0], &packets[1]].concat();
    let obsolete = |packet: &[u8]| {
        let length = u32::try_from(packet.len()).unwrap();
        let micros = time(3) / 1000;
        let numbers = [(micros >> 32) as u32, micros as u32, length, length];
        let numbers = numbers.map(|number| big.u32(number)).concat();
        block(
            big,
            2,
            &[&big.u16(1)[..], &big.u16(0xFFFF), &numbers, packet].concat(),
        )
    };
    let simple = |packet: &[u8]| {
        let length = big.u32(u32::try_from(packet.len()).unwrap());
        block(big, 3, &[&length[..], packet].concat())
    };
    let file = [
        section(little),
        interface(little, 101, 0, &[]),
        block(little, 0x0BAD, &[1; 77]),
        interface(little, 1, 96, &option(little, 9, &[9])),
        enhanced(little, 0, time(0) / 1000, &packets[0], &[]),
        // Statistics, and names.
        block(little, 5, &[0; 12]),
        enhanced(little, 1, time(1), &ethernet, &[1, 0]),
        block(little, 4, &[0; 4]),
        section(big),
        interface(big, 101, 0, &[]),
        interface(big, 228, 0, &[]),
        simple(&packets[2]),
        obsolete(&packets[3]),
        simple(&packets[4]),
        block(big, 0x8000_0001, &[0; 4]),
        section(little),
        interface(little, 101, 0, &[]),
        enhanced(little, 0, time(5) / 1000, &packets[5], &[]),
        enhanced(little, 0, time(6) / 1000, &packets[6], &[]),
    ];
    let events = read(&file.concat());
    check(&events, "many kinds");
    assert_eq!(
        times(&events),
        [time(0), time(3), time(3), time(5), time(6)]
    );
}

/// What others have written to a packet is told with its conversation.
#[test]
fn comments_are_told() {
    let order = Order::Big;
    let mut file = section(order);
    file.extend(interface(order, 101, 0, &[]));
    let notes = [
        &b"mine"[..],
        b"javawire: ours",
        "\u{1F980}".as_bytes(),
        b"\xFFwrong",
    ];
    let mut options: Vec<u8> = notes
        .iter()
        .flat_map(|note| option(order, 1, note))
        .collect();
    options.extend([0; 4]);
    options.extend(option(order, 1, b"after the end"));
    file.extend(enhanced(order, 0, 0, &packets()[0], &options));
    let udp = [&[0x45, 0, 0, 28, 0, 0, 0, 0, 9, 17][..], &[0; 18]].concat();
    file.extend(enhanced(
        order,
        0,
        0,
        &udp,
        &option(order, 1, b"of something else"),
    ));
    let events = read(&file);
    let notes: Vec<(u64, &str)> = events
        .iter()
        .filter_map(|event| match &event.what {
            What::Note(text) => Some((event.conversation, text.as_str())),
            _ => None,
        })
        .collect();
    let expected = [
        (1, "mine"),
        (1, "ours"),
        (1, "\u{1F980}"),
        (1, "\u{FFFD}wrong"),
        (0, "of something else"),
    ];
    assert_eq!(notes, expected);
}

/// Files in which every kind of event occurs.
fn files() -> Vec<Vec<u8>> {
    let script = [
        Does::Notes("before".to_owned()),
        Does::Opens,
        Does::Says(Client, b"hola".to_vec()),
        Does::Says(Server, b"HOLA".repeat(100)),
        Does::Notes("amid".to_owned()),
        Does::Ends(Client),
        Does::Resets(Server),
    ];
    let mut swapped = segments();
    swapped.swap(3, 5);
    swapped.remove(4);
    vec![
        recording(
            address("[2001:db8::1]:5000"),
            address("192.0.2.1:10000"),
            &script,
        ),
        pcapng(Order::Big),
        [pcapng(Order::Little), pcapng(Order::Big)].concat(),
        raw(&packets()),
        pcap(Order::Big, false, RAW, 42, &packets()),
        capture(&swapped),
    ]
}

#[test]
fn pieces_of_any_size_tell_the_same() {
    for file in files() {
        let whole = read_in(&file, file.len(), ReaderLimits::default());
        assert_eq!(whole.1, Ok(()));
        assert!(whole.0.len() > 2, "{whole:?}");
        for piece in 1..=70 {
            let pieces = read_in(&file, piece, ReaderLimits::default());
            assert_eq!(pieces, whole, "in pieces of {piece}");
        }
    }
}

/// A file that is cut anywhere tells what stands before the cut; then that it is cut, and where.
#[test]
fn cut_files_tell_what_stands_before() {
    for file in files() {
        let whole = told(&read(&file), 1);
        for cut in 0..file.len() {
            let (events, end) = read_in(&file[..cut], 100, ReaderLimits::default());
            let before = told(&events, 1);
            let known: Vec<&What> = before
                .iter()
                .filter(|what| !matches!(what, What::Missing { .. }))
                .collect();
            for (at, what) in known.iter().enumerate() {
                match (what, whole.get(at)) {
                    (What::Bytes { bytes, .. }, Some(What::Bytes { bytes: all, .. })) => {
                        assert!(all.starts_with(bytes), "cut at {cut}");
                    }
                    // What waited when the file was cut is told as it is.
                    (_, at) => assert!(whole.contains(what), "cut at {cut}: {what:?}, {at:?}"),
                }
            }
            match end {
                Ok(()) => {}
                Err(error) if cut == 0 => {
                    assert_eq!(
                        error.to_string(),
                        "neither pcapng nor pcap: the file is empty, at byte 0"
                    );
                }
                Err(error) => {
                    assert!(error.is_cut(), "cut at {cut}: {error}");
                    assert!(error.offset() < cut as u64, "cut at {cut}: {error}");
                }
            }
        }
    }
}

#[test]
fn a_cut_is_told_with_its_place() {
    let file = raw(&packets());
    let (_, end) = read_in(&file[..24 + 16 + 3], 7, ReaderLimits::default());
    assert_eq!(
        end.unwrap_err().to_string(),
        "the file is cut: of the 56 bytes of the packet or block at byte 24 it has 19; \
         all before them was read"
    );
    let (_, end) = read_in(&file[..24 + 3], 7, ReaderLimits::default());
    assert_eq!(
        end.unwrap_err().to_string(),
        "the file is cut: of the 16 bytes of the packet or block at byte 24 it has 3; \
         all before them was read"
    );
}

/// Whatever a file holds, the reader ends, holds no more than it may, and says it the same in pieces.
#[test]
fn changed_files_are_read_to_an_end() {
    let cases = if tries_all() { 1_000_000 } else { 20_000 };
    let files = files();
    for seed in 0..cases {
        let random = &mut Random(seed);
        let mut file = files[random.below(files.len())].clone();
        for _ in 0..=random.below(6) {
            change(random, &mut file);
        }
        let limits = ReaderLimits::default().with_max_held(4 << 20);
        let whole = read_in(&file, file.len(), limits.clone());
        if seed % 8 == 0 {
            let piece = 1 + random.below(90);
            assert_eq!(read_in(&file, piece, limits), whole, "seed {seed}");
        }
        for event in &whole.0 {
            let never_empty = !matches!(&event.what, What::Bytes { bytes, .. } if bytes.is_empty());
            assert!(never_empty, "seed {seed}");
        }
    }
}

fn change(random: &mut Random, file: &mut Vec<u8>) {
    if file.is_empty() {
        return;
    }
    let at = random.below(file.len());
    match random.below(6) {
        0 => file[at] = random.next() as u8,
        1 => file[at] ^= 1 << random.below(8),
        2 => file.truncate(at.max(1)),
        3 => {
            let to = (at + 1 + random.below(40)).min(file.len());
            file.drain(at..to);
        }
        4 => {
            let to = (at + 1 + random.below(80)).min(file.len());
            let copy = file[at..to].to_vec();
            file.splice(at..at, copy);
        }
        _ => {
            let extreme = [0, 1, 4, 0x7F, 0x80, 0xFF][random.below(6)];
            let to = (at + 1 + random.below(4)).min(file.len());
            file[at..to].fill(extreme);
        }
    }
}

/// What is wrong is told with its place, when all before it has been told.
#[test]
fn faults_are_told_with_their_place() {
    let order = Order::Little;
    let begin = [section(order), interface(order, 101, 0, &[])].concat();
    let begin = [begin, enhanced(order, 0, 0, &packets()[0], &[])].concat();
    let at = begin.len();
    let mut trailer = block(order, 6, &[0; 40]);
    let last = trailer.len() - 4;
    trailer[last] = 99;
    let mut version = section(order);
    version[12] = 2;
    let mut byte_order = section(order);
    byte_order[8..12].copy_from_slice(&[1, 2, 3, 4]);
    for (fault, said) in [
        (
            vec![6, 0, 0, 0, 8, 0, 0, 0],
            "a block of pcapng is 8 bytes long; the least is 12",
        ),
        (
            trailer,
            "a block of pcapng is 52 bytes long at its begin and 99 at its end",
        ),
        (
            version,
            "a section of version 2 of pcapng; version 1 is read",
        ),
        (
            byte_order,
            "a section of pcapng has the byte order 01020304",
        ),
        (
            block(order, 6, &[0; 16]),
            "a packet is shorter than its header",
        ),
        (
            enhanced(order, 3, 0, &[], &[]),
            "a packet of interface 3, which is not described before it",
        ),
        (
            block(order, 6, &[[0; 12], [0xFF; 12]].concat()),
            "a packet of 4294967295 bytes is larger than the block around it",
        ),
        (
            block(order, 1, &[0; 4]),
            "an interface of less than 20 bytes",
        ),
    ] {
        let (events, end) = read_in(&[&begin[..], &fault].concat(), 11, ReaderLimits::default());
        assert_eq!(
            end.unwrap_err().to_string(),
            format!("{said}, at byte {at}")
        );
        assert_eq!(events.len(), 1, "{said}");
    }
    let (_, end) = read_in(b"PK\x03\x04 and more", 3, ReaderLimits::default());
    let expected = "neither pcapng nor pcap, at byte 0";
    assert_eq!(end.unwrap_err().to_string(), expected);
}
