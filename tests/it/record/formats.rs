//! pcap and pcapng in all their forms, whole and in pieces.

use javawire::conversation::Side::{Client, Server};
use javawire::record::{Event, Reader, ReaderLimits, What};

use super::packets::{
    Order, RAW, Segment, Talk, block, capture, enhanced, interface, option, pcap, raw, section,
    time,
};
use super::support::{Does, address, read, read_in, recording, said};

/// A conversation as packets of raw IP.
pub fn packets() -> Vec<Vec<u8>> {
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

/// As the members of a gzip file stand one after the other.
#[test]
fn files_of_pcap_that_were_appended_are_read_on() {
    let segments = |port: &str| {
        let mut talk = Talk::new(port, "192.0.2.1:10000", 7, 9);
        let mut segments = talk.opened();
        segments.push(talk.client("", b"hola"));
        let packets: Vec<Vec<u8>> = segments.iter().map(Segment::ip).collect();
        packets
    };
    for (order, nanos) in [(Order::Little, true), (Order::Big, false)] {
        let mut file = raw(&segments("192.0.2.7:51034"));
        file.extend(pcap(
            order,
            nanos,
            RAW,
            262_144,
            &segments("192.0.2.7:51035"),
        ));
        for piece in [1, 7, 64 << 10] {
            let (events, end) = read_in(&file, piece, ReaderLimits::default());
            assert_eq!(end, Ok(()));
            assert_eq!(said(&events, 1, Client), b"hola");
            assert_eq!(said(&events, 2, Client), b"hola");
            assert_eq!(events.len(), 4, "{events:?}");
        }
    }
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
pub fn files() -> Vec<Vec<u8>> {
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
