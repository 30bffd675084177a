//! Packets that never were: IP and TCP headers around what was said.

use core::net::{IpAddr, Ipv6Addr, SocketAddr};

use etherparse::{IpNumber, Ipv4Header, Ipv6Header, TcpHeader, TcpOptionElement};

use super::block;
use crate::conversation::Stamp;

/// What the interface of a recording names as its snap length: more than any packet has.
pub(super) const SNAP_LENGTH: u32 = 262_144;

/// The longest that a packet may be, by the length that an IP header can name.
const LONGEST: usize = u16::MAX as usize;

const HOPS: u8 = 64;

/// By how many bits a window is shifted: the most there may be (RFC 7323).
const WINDOW_SCALE: u8 = 14;

/// What a packet says besides its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Syn,
    SynAck,
    Ack,
    /// An acknowledgement with another window than that before it, which only carries a note.
    Note {
        window: u16,
    },
    Data,
    Fin,
    Rst,
}

/// One packet without its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packet {
    pub(super) from: SocketAddr,
    pub(super) to: SocketAddr,
    pub(super) sequence: u32,
    pub(super) acknowledged: u32,
    pub(super) kind: Kind,
}

impl Packet {
    /// Appends the block of the packet around `bytes`, which must [fit](longest).
    pub(super) fn append(&self, at: Stamp, bytes: &[u8], notes: &[String], out: &mut Vec<u8>) {
        let mut tcp = self.tcp();
        let length = tcp.header_len().saturating_add(bytes.len());
        if let (IpAddr::V4(from), IpAddr::V4(to)) = (self.from.ip(), self.to.ip()) {
            let length = u16::try_from(length).unwrap_or(u16::MAX);
            let Ok(mut ip) =
                Ipv4Header::new(length, HOPS, IpNumber::TCP, from.octets(), to.octets())
            else {
                return;
            };
            ip.dont_fragment = true;
            ip.header_checksum = ip.calc_header_checksum();
            tcp.checksum = tcp.calc_checksum_ipv4(&ip, bytes).unwrap_or_default();
            block::append(at, [&ip.to_bytes(), &tcp.to_bytes(), bytes], notes, out);
        } else {
            let ip = Ipv6Header {
                payload_length: u16::try_from(length).unwrap_or(u16::MAX),
                next_header: IpNumber::TCP,
                hop_limit: HOPS,
                source: v6(self.from).octets(),
                destination: v6(self.to).octets(),
                ..Default::default()
            };
            tcp.checksum = tcp.calc_checksum_ipv6(&ip, bytes).unwrap_or_default();
            block::append(at, [&ip.to_bytes(), &tcp.to_bytes(), bytes], notes, out);
        }
    }

    fn tcp(&self) -> TcpHeader {
        let window = match self.kind {
            Kind::Note { window } => window,
            _ => u16::MAX,
        };
        let mut tcp = TcpHeader::new(self.from.port(), self.to.port(), self.sequence, window);
        tcp.syn = matches!(self.kind, Kind::Syn | Kind::SynAck);
        tcp.psh = self.kind == Kind::Data;
        tcp.fin = self.kind == Kind::Fin;
        tcp.rst = self.kind == Kind::Rst;
        tcp.ack = self.kind != Kind::Syn;
        if tcp.ack {
            tcp.acknowledgment_number = self.acknowledged;
        }
        if tcp.syn {
            // They fit.
            let longest = u16::try_from(longest(self.from, self.to)).unwrap_or(u16::MAX);
            let _ = tcp.set_options(&[
                TcpOptionElement::MaximumSegmentSize(longest),
                TcpOptionElement::WindowScale(WINDOW_SCALE),
            ]);
        }
        tcp
    }
}

/// Returns how many bytes a packet between the two takes at the most.
pub(super) fn longest(from: SocketAddr, to: SocketAddr) -> usize {
    let ip = match from.is_ipv4() && to.is_ipv4() {
        true => Ipv4Header::MIN_LEN,
        // Its length does not count the header.
        false => 0,
    };
    LONGEST
        .saturating_sub(ip)
        .saturating_sub(TcpHeader::MIN_LEN)
}

fn v6(address: SocketAddr) -> Ipv6Addr {
    match address.ip() {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}
