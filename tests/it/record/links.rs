//! What TCP comes on: each link type, tags, tunnels, and what is none of it.

use javawire::conversation::Side::{Client, Server};
use javawire::record::{What, Why};

use super::packets::{Order, RAW, Segment, Talk, pcap};
use super::support::{read, said, told};

fn packets(v6: bool) -> Vec<Vec<u8>> {
    let (client, server) = match v6 {
        true => ("[2001:db8::7]:51034", "[2001:db8::1]:10000"),
        false => ("192.0.2.7:51034", "192.0.2.1:10000"),
    };
    let mut talk = Talk::new(client, server, 7, 9);
    let mut segments = talk.opened();
    segments.push(talk.client("", b"hola"));
    segments.push(talk.server("", b"HOLA, as they say here"));
    segments.push(talk.client("F", b""));
    segments.push(talk.server("F", b""));
    segments.iter().map(Segment::ip).collect()
}

fn kind(v6: bool) -> [u8; 2] {
    if v6 { [0x86, 0xDD] } else { [8, 0] }
}

/// Ethernet around a packet, with tags and what fills it up to its least length.
fn ethernet(packet: &[u8], v6: bool, tags: &[u16]) -> Vec<u8> {
    let mut frame = vec![2; 12];
    for tag in tags {
        frame.extend(tag.to_be_bytes());
        frame.extend([0x20, 5]);
    }
    frame.extend(kind(v6));
    frame.extend(packet);
    frame.resize(frame.len().max(60), 0);
    frame
}

/// UDP of IPv4 to this port.
fn udp(port: u16, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(28 + payload.len()).unwrap().to_be_bytes();
    let mut packet = vec![0x45, 0, length[0], length[1], 0, 0, 0, 0, 60, 17, 0, 0];
    packet.extend([198, 51, 100, 1, 198, 51, 100, 2]);
    packet.extend(49_152_u16.to_be_bytes());
    packet.extend(port.to_be_bytes());
    packet.extend(u16::try_from(8 + payload.len()).unwrap().to_be_bytes());
    packet.extend([0, 0]);
    packet.extend(payload);
    packet
}

fn vxlan(frame: &[u8]) -> Vec<u8> {
    udp(4789, &[&[8, 0, 0, 0, 0, 0, 42, 0][..], frame].concat())
}

#[test]
fn every_link_type_is_read() {
    type Wrap = fn(&[u8], bool) -> Vec<u8>;
    let links: &[(u32, &str, Wrap)] = &[
        (1, "Ethernet", |packet, v6| ethernet(packet, v6, &[])),
        (1, "VLAN", |packet, v6| ethernet(packet, v6, &[0x8100])),
        (1, "QinQ", |packet, v6| {
            ethernet(packet, v6, &[0x88A8, 0x8100])
        }),
        (1, "old QinQ", |packet, v6| {
            ethernet(packet, v6, &[0x9100, 0x8100])
        }),
        (
            0x4000_0001,
            "Ethernet, with the length of its checksum",
            |packet, v6| ethernet(packet, v6, &[]),
        ),
        (101, "RAW", |packet, _| packet.to_vec()),
        (12, "RAW of others", |packet, _| packet.to_vec()),
        (14, "RAW of OpenBSD", |packet, _| packet.to_vec()),
        (228, "IPV4", |packet, _| packet.to_vec()),
        (229, "IPV6", |packet, _| packet.to_vec()),
        (113, "LINUX_SLL", |packet, v6| {
            [
                &[0, 4, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
                &kind(v6),
                packet,
            ]
            .concat()
        }),
        (113, "LINUX_SLL, VLAN", |packet, v6| {
            let head = [0, 4, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0x81, 0, 0, 5];
            [&head[..], &kind(v6), packet].concat()
        }),
        (276, "LINUX_SLL2", |packet, v6| {
            let rest = [0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0];
            [&kind(v6)[..], &rest, packet].concat()
        }),
        (0, "NULL of this machine", |packet, v6| {
            let family: u32 = if v6 { 30 } else { 2 };
            [&family.to_le_bytes()[..], packet].concat()
        }),
        (0, "NULL of another", |packet, v6| {
            let family: u32 = if v6 { 24 } else { 2 };
            [&family.to_be_bytes()[..], packet].concat()
        }),
        (108, "LOOP", |packet, v6| {
            let family: u32 = if v6 { 28 } else { 2 };
            [&family.to_be_bytes()[..], packet].concat()
        }),
        (1, "VXLAN", |packet, v6| {
            ethernet(&vxlan(&ethernet(packet, v6, &[])), false, &[])
        }),
        (101, "VXLAN of VLAN in raw IP", |packet, v6| {
            vxlan(&ethernet(packet, v6, &[0x8100]))
        }),
    ];
    for (link, name, wrap) in links {
        for v6 in [false, true] {
            let packets: Vec<Vec<u8>> = packets(v6).iter().map(|packet| wrap(packet, v6)).collect();
            let events = read(&pcap(Order::Little, true, *link, 262_144, &packets));
            assert_eq!(said(&events, 1, Client), b"hola", "{name}");
            assert_eq!(
                said(&events, 1, Server),
                b"HOLA, as they say here",
                "{name}"
            );
            assert_eq!(events.len(), 5, "{name}: {events:?}");
        }
    }
}

/// AH, hop-by-hop options and the like stand between IP and TCP.
#[test]
fn extension_headers_are_passed_over() {
    let packets: Vec<Vec<u8>> = packets(true)
        .iter()
        .map(|packet| {
            let mut packet = packet.clone();
            let length = u16::from_be_bytes([packet[4], packet[5]]) + 16;
            packet[4..6].copy_from_slice(&length.to_be_bytes());
            packet[6] = 0;
            let options = [60, 0, 1, 4, 0, 0, 0, 0, 6, 0, 1, 4, 0, 0, 0, 0];
            packet.splice(40..40, options);
            packet
        })
        .collect();
    let events = read(&pcap(Order::Little, true, RAW, 262_144, &packets));
    assert_eq!(said(&events, 1, Client), b"hola");
}

/// Where the network card is to fill in the length of a large segment, it is 0.
#[test]
fn lengths_that_are_left_to_the_card_are_those_of_the_packet() {
    for v6 in [false, true] {
        let packets: Vec<Vec<u8>> = packets(v6)
            .iter()
            .map(|packet| {
                let mut packet = packet.clone();
                let at = if v6 { 4 } else { 2 };
                packet[at..at + 2].fill(0);
                packet
            })
            .collect();
        let events = read(&pcap(Order::Little, true, RAW, 262_144, &packets));
        assert_eq!(said(&events, 1, Server), b"HOLA, as they say here");
        let cut = if v6 { 64 } else { 44 };
        let events = read(&pcap(Order::Little, true, RAW, cut, &packets));
        assert_eq!(said(&events, 1, Server), b"HOLA");
        assert!(told(&events, 1).contains(&missing(4, 18)), "{events:?}");
    }
}

fn missing(offset: u64, count: u64) -> What {
    What::Missing {
        from: Server,
        offset,
        count: Some(count),
        why: Why::SnapLength,
    }
}

/// What the snap length left out is named, and the rest is told.
#[test]
fn snap_lengths_are_named() {
    for (link, head) in [(RAW, 0), (1, 14)] {
        let packets: Vec<Vec<u8>> = packets(false)
            .iter()
            .map(|packet| match head {
                0 => packet.clone(),
                _ => ethernet(packet, false, &[]),
            })
            .collect();
        for kept in 1..20 {
            let most = head + 40 + kept;
            let events = read(&pcap(Order::Little, true, link, most, &packets));
            let hola = &b"hola"[..kept.min(4)];
            assert_eq!(said(&events, 1, Client), hola);
            let answer = &b"HOLA, as they say here"[..kept];
            assert_eq!(said(&events, 1, Server), answer);
            let missing = missing(kept as u64, 22 - kept as u64);
            assert!(told(&events, 1).contains(&missing), "{events:?}");
            assert!(told(&events, 1).contains(&What::Ended { from: Server }));
        }
    }
}

#[test]
fn packets_without_whole_headers_are_named_once() {
    for most in [21, 39] {
        let events = read(&pcap(Order::Little, true, RAW, most, &packets(false)));
        let [event] = &events[..] else {
            panic!("{events:?}");
        };
        let What::Note(text) = &event.what else {
            panic!("{event:?}");
        };
        let expected = "of the packet at byte 24 of the file not even the headers were captured: \
            use tcpdump -s 0";
        assert_eq!((event.conversation, text.as_str()), (0, expected));
    }
}

#[test]
fn fragments_are_named_once_and_what_is_in_them_is_missing() {
    let mut talk = Talk::new("192.0.2.7:51034", "192.0.2.1:10000", 7, 9);
    let mut segments = talk.opened();
    segments.push(talk.client("", b"in a fragment"));
    segments.push(talk.client("", b"hola"));
    let mut packets: Vec<Vec<u8>> = segments.iter().map(Segment::ip).collect();
    let mut rest = packets[3].clone();
    packets[3][6] = 0x20;
    rest[6..8].copy_from_slice(&[0, 2]);
    packets.insert(4, rest);
    let events = read(&pcap(Order::Little, true, RAW, 262_144, &packets));
    let notes = told(&events, 0);
    let [What::Note(note)] = &notes[..] else {
        panic!("{events:?}");
    };
    assert!(note.contains("a fragment of an IP packet"), "{note}");
    let missing = What::Missing {
        from: Client,
        offset: 0,
        count: Some(13),
        why: Why::Fragments,
    };
    let bytes = What::Bytes {
        from: Client,
        bytes: b"hola".to_vec(),
    };
    assert_eq!(told(&events, 1)[1..], [missing, bytes]);
}

#[test]
fn other_protocols_are_passed_over() {
    let mut packets = packets(false);
    let arp = [&[2; 12][..], &[8, 6], &[0; 28]].concat();
    packets = packets
        .iter()
        .map(|packet| ethernet(packet, false, &[]))
        .collect();
    packets.insert(1, arp);
    packets.insert(2, ethernet(&udp(53, b"who is there?"), false, &[]));
    packets.insert(3, ethernet(&udp(4789, b"no VXLAN"), false, &[]));
    packets.insert(4, ethernet(&vxlan(&vxlan(&packets[0].clone())), false, &[]));
    packets.insert(5, vec![]);
    packets.insert(6, vec![8; 13]);
    let icmp = [&[0x45, 0, 0, 28, 0, 0, 0, 0, 9, 1][..], &[0; 18]].concat();
    packets.insert(7, ethernet(&icmp, false, &[]));
    let events = read(&pcap(Order::Little, true, 1, 262_144, &packets));
    assert_eq!(said(&events, 1, Client), b"hola");
    assert_eq!(events.len(), 5, "{events:?}");
}

#[test]
fn unknown_links_are_named() {
    let events = read(&pcap(Order::Little, true, 127, 262_144, &packets(false)));
    let notes = told(&events, 0);
    let [What::Note(note)] = &notes[..] else {
        panic!("{events:?}");
    };
    assert!(
        note.starts_with("packets of link type 127 are passed over"),
        "{note}"
    );
    assert_eq!(events.len(), 1);
}
