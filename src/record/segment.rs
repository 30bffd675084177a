//! From an IP packet to the TCP segment in it.

use core::net::SocketAddr;

use etherparse::{IpNumber, Ipv6Header, LaxIpSlice, TcpSlice, ip_number};

use super::link::{self, Link};

/// One TCP segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment<'a> {
    pub(super) from: SocketAddr,
    pub(super) to: SocketAddr,
    pub(super) sequence: u32,
    pub(super) acknowledged: Option<u32>,
    pub(super) syn: bool,
    pub(super) fin: bool,
    pub(super) rst: bool,
    pub(super) bytes: &'a [u8],
    /// How many bytes more it had than were captured.
    pub(super) cut: u32,
}

/// What a packet is found to be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found<'a> {
    Segment(Segment<'a>),
    /// Something else than TCP over IP.
    Other,
    /// A part of an IP packet with TCP in it.
    Fragment,
    /// So little was captured of it that its headers are not whole.
    Short,
}

/// Returns what a packet is that had `original` bytes, of which these were captured.
pub(super) fn find(link: Link, packet: &[u8], original: u32) -> Found<'_> {
    let cut = usize::try_from(original)
        .unwrap_or(usize::MAX)
        .saturating_sub(packet.len());
    let Some(ip) = link.ip(packet) else {
        return Found::Other;
    };
    match in_ip(ip, cut) {
        Inner::Other(protocol, payload) => match link::vxlan(protocol, payload) {
            Some(ip) => match in_ip(ip, cut) {
                Inner::Found(found) => found,
                Inner::Other(..) => Found::Other,
            },
            None => Found::Other,
        },
        Inner::Found(found) => found,
    }
}

enum Inner<'a> {
    Found(Found<'a>),
    Other(IpNumber, &'a [u8]),
}

fn in_ip(packet: &[u8], cut: usize) -> Inner<'_> {
    let Ok((ip, _)) = LaxIpSlice::from_slice(packet) else {
        return Inner::Found(match cut {
            0 => Found::Other,
            _ => Found::Short,
        });
    };
    let payload = ip.payload();
    if payload.ip_number != ip_number::TCP {
        return Inner::Other(payload.ip_number, payload.payload);
    }
    if payload.fragmented {
        return Inner::Found(Found::Fragment);
    }
    let Ok(tcp) = TcpSlice::from_slice(payload.payload) else {
        return Inner::Found(match payload.incomplete || cut > 0 {
            true => Found::Short,
            false => Found::Other,
        });
    };
    // Where offloading leaves it to the network card to fill the length in, it is 0.
    let announced = match &ip {
        LaxIpSlice::Ipv4(ip) => usize::from(ip.header().total_len()),
        LaxIpSlice::Ipv6(ip) => match usize::from(ip.header().payload_length()) {
            0 => 0,
            length => length.saturating_add(Ipv6Header::LEN),
        },
    };
    let missing = match payload.incomplete {
        true => announced.saturating_sub(packet.len()),
        false if announced == 0 => cut,
        false => 0,
    };
    let address = |ip: core::net::IpAddr, port| SocketAddr::new(ip.to_canonical(), port);
    Inner::Found(Found::Segment(Segment {
        from: address(ip.source_addr(), tcp.source_port()),
        to: address(ip.destination_addr(), tcp.destination_port()),
        sequence: tcp.sequence_number(),
        acknowledged: tcp.ack().then(|| tcp.acknowledgment_number()),
        syn: tcp.syn(),
        fin: tcp.fin(),
        rst: tcp.rst(),
        bytes: tcp.payload(),
        cut: u32::try_from(missing).unwrap_or(u32::MAX),
    }))
}
