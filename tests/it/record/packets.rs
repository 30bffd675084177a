//! Packets and files of packets, made by hand.

use std::net::{IpAddr, SocketAddr};

use etherparse::{IpNumber, Ipv4Header, Ipv6Header, TcpHeader};

/// One TCP segment.
#[derive(Debug, Clone)]
pub struct Segment {
    pub from: SocketAddr,
    pub to: SocketAddr,
    pub sequence: u32,
    pub acknowledged: Option<u32>,
    /// Of `S`, `F` and `R`, those that are set.
    pub flags: &'static str,
    pub bytes: Vec<u8>,
}

impl Segment {
    /// Returns it as an IP packet.
    pub fn ip(&self) -> Vec<u8> {
        let (source, destination) = (self.from.port(), self.to.port());
        let mut tcp = TcpHeader::new(source, destination, self.sequence, 60_000);
        tcp.ack = self.acknowledged.is_some();
        tcp.acknowledgment_number = self.acknowledged.unwrap_or(0);
        tcp.syn = self.flags.contains('S');
        tcp.fin = self.flags.contains('F');
        tcp.rst = self.flags.contains('R');
        let length = u16::try_from(tcp.header_len() + self.bytes.len()).unwrap();
        match (self.from.ip(), self.to.ip()) {
            (IpAddr::V4(from), IpAddr::V4(to)) => {
                let (from, to) = (from.octets(), to.octets());
                let mut ip = Ipv4Header::new(length, 60, IpNumber::TCP, from, to).unwrap();
                ip.header_checksum = ip.calc_header_checksum();
                tcp.checksum = tcp.calc_checksum_ipv4(&ip, &self.bytes).unwrap();
                [&ip.to_bytes()[..], &tcp.to_bytes(), &self.bytes].concat()
            }
            (IpAddr::V6(from), IpAddr::V6(to)) => {
                let ip = Ipv6Header {
                    payload_length: length,
                    next_header: IpNumber::TCP,
                    hop_limit: 60,
                    source: from.octets(),
                    destination: to.octets(),
                    ..Default::default()
                };
                tcp.checksum = tcp.calc_checksum_ipv6(&ip, &self.bytes).unwrap();
                [&ip.to_bytes()[..], &tcp.to_bytes(), &self.bytes].concat()
            }
            mixed => panic!("{mixed:?}"),
        }
    }
}

/// Two ends, and what they say as segments with numbers that add up.
#[derive(Debug, Clone)]
pub struct Talk {
    pub client: SocketAddr,
    pub server: SocketAddr,
    /// The numbers of the next bytes.
    pub by_client: u32,
    pub by_server: u32,
}

impl Talk {
    pub fn new(client: &str, server: &str, by_client: u32, by_server: u32) -> Talk {
        Talk {
            client: client.parse().unwrap(),
            server: server.parse().unwrap(),
            by_client,
            by_server,
        }
    }

    /// What the client sends next.
    pub fn client(&mut self, flags: &'static str, bytes: &[u8]) -> Segment {
        let first = flags.contains('S');
        let segment = Segment {
            from: self.client,
            to: self.server,
            sequence: self.by_client,
            acknowledged: (!first).then_some(self.by_server),
            flags,
            bytes: bytes.to_vec(),
        };
        self.by_client = self.by_client.wrapping_add(takes(flags, bytes));
        segment
    }

    /// What the server sends next.
    pub fn server(&mut self, flags: &'static str, bytes: &[u8]) -> Segment {
        let segment = Segment {
            from: self.server,
            to: self.client,
            sequence: self.by_server,
            acknowledged: Some(self.by_client),
            flags,
            bytes: bytes.to_vec(),
        };
        self.by_server = self.by_server.wrapping_add(takes(flags, bytes));
        segment
    }

    /// SYN, SYN/ACK, ACK.
    pub fn opened(&mut self) -> Vec<Segment> {
        vec![
            self.client("S", b""),
            self.server("S", b""),
            self.client("", b""),
        ]
    }
}

fn takes(flags: &str, bytes: &[u8]) -> u32 {
    u32::try_from(flags.matches(['S', 'F']).count() + bytes.len()).unwrap()
}

/// How the numbers of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

impl Order {
    pub fn u16(self, number: u16) -> [u8; 2] {
        match self {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        }
    }

    pub fn u32(self, number: u32) -> [u8; 4] {
        match self {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        }
    }

    pub fn u64(self, number: u64) -> [u8; 8] {
        match self {
            Order::Little => number.to_le_bytes(),
            Order::Big => number.to_be_bytes(),
        }
    }
}

pub const RAW: u32 = 101;

/// The nanoseconds at which the packet of this index is captured.
pub fn time(index: usize) -> u64 {
    1_795_694_671_000_000_000 + index as u64 * 1_000_000
}

/// A pcap file of a link type, in nanoseconds or microseconds, of which each packet is cut.
pub fn pcap(order: Order, nanos: bool, link: u32, most: usize, packets: &[Vec<u8>]) -> Vec<u8> {
    let magic = if nanos { 0xA1B2_3C4D } else { 0xA1B2_C3D4 };
    let mut file = order.u32(magic).to_vec();
    file.extend([order.u16(2), order.u16(4)].concat());
    let most = u32::try_from(most).unwrap();
    file.extend([0, 0, most, link].map(|number| order.u32(number)).concat());
    for (index, packet) in packets.iter().enumerate() {
        let (seconds, fraction) = (time(index) / 1_000_000_000, time(index) % 1_000_000_000);
        let fraction = if nanos { fraction } else { fraction / 1000 };
        let captured = packet.len().min(most as usize);
        let numbers = [seconds, fraction, captured as u64, packet.len() as u64];
        let numbers = numbers.map(|number| order.u32(u32::try_from(number).unwrap()));
        file.extend(numbers.concat());
        file.extend(&packet[..captured]);
    }
    file
}

/// A pcap file of raw IP.
pub fn raw(packets: &[Vec<u8>]) -> Vec<u8> {
    pcap(Order::Little, true, RAW, 262_144, packets)
}

/// A pcap file of these segments.
pub fn capture(segments: &[Segment]) -> Vec<u8> {
    let packets: Vec<Vec<u8>> = segments.iter().map(Segment::ip).collect();
    raw(&packets)
}

/// A block of pcapng.
pub fn block(order: Order, kind: u32, body: &[u8]) -> Vec<u8> {
    let padding = body.len().wrapping_neg() % 4;
    let length = order.u32(u32::try_from(12 + body.len() + padding).unwrap());
    [
        &order.u32(kind)[..],
        &length,
        body,
        &[0; 3][..padding],
        &length,
    ]
    .concat()
}

/// The header of a section.
pub fn section(order: Order) -> Vec<u8> {
    let mut body = order.u32(0x1A2B_3C4D).to_vec();
    body.extend([order.u16(1), order.u16(0)].concat());
    body.extend([0xFF; 8]);
    block(order, 0x0A0D_0D0A, &body)
}

/// An option.
pub fn option(order: Order, code: u16, value: &[u8]) -> Vec<u8> {
    let padding = value.len().wrapping_neg() % 4;
    let length = order.u16(u16::try_from(value.len()).unwrap());
    [&order.u16(code)[..], &length, value, &[0; 3][..padding]].concat()
}

/// The description of an interface.
pub fn interface(order: Order, link: u16, most: u32, options: &[u8]) -> Vec<u8> {
    let body = [&order.u16(link)[..], &[0; 2], &order.u32(most), options].concat();
    block(order, 1, &body)
}

/// An enhanced packet block.
pub fn enhanced(order: Order, interface: u32, time: u64, packet: &[u8], options: &[u8]) -> Vec<u8> {
    let length = u32::try_from(packet.len()).unwrap();
    let (high, low) = ((time >> 32) as u32, time as u32);
    let numbers = [interface, high, low, length, length].map(|number| order.u32(number));
    let padding = packet.len().wrapping_neg() % 4;
    let body = [&numbers.concat()[..], packet, &[0; 3][..padding], options].concat();
    block(order, 6, &body)
}
