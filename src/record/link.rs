//! From what was captured on a link to the IP packet in it: the link types that TCP comes on.

use etherparse::{UdpHeader, ether_type, ip_number};

/// A link type, by its number at <https://www.tcpdump.org/linktypes.html>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// 1: two addresses and an `EtherType`.
    Ethernet,
    /// 113: what `tcpdump -i any` wrote.
    LinuxCooked,
    /// 276: what it writes now.
    LinuxCooked2,
    /// 0 and 108: four bytes, then IP. Which of them they are depends on the system that wrote them:
    /// the first half byte of IP tells it as well.
    Loopback,
    /// 101, 228, 229, and what 101 is called on some systems: IP.
    Raw,
    Unknown(u32),
}

/// How many VLAN tags may stand inside each other.
const TAGS: usize = 8;

const ETHERNET: usize = 14;
const COOKED: usize = 16;
const COOKED2: usize = 20;
const LOOPBACK: usize = 4;
const VXLAN: usize = 8;

/// The port of VXLAN (RFC 7348), which is how clouds mirror traffic.
const VXLAN_PORT: u16 = 4789;

impl Link {
    pub(super) fn of(number: u32) -> Self {
        match number {
            0 | 108 => Link::Loopback,
            1 => Link::Ethernet,
            12 | 14 | 101 | 228 | 229 => Link::Raw,
            113 => Link::LinuxCooked,
            276 => Link::LinuxCooked2,
            number => Link::Unknown(number),
        }
    }

    /// Returns the IP packet in what was captured, if there is one.
    pub(super) fn ip(self, packet: &[u8]) -> Option<&[u8]> {
        let (kind, rest) = match self {
            Link::Ethernet => (number(packet, 12)?, packet.get(ETHERNET..)?),
            Link::LinuxCooked => (number(packet, 14)?, packet.get(COOKED..)?),
            Link::LinuxCooked2 => (number(packet, 0)?, packet.get(COOKED2..)?),
            Link::Loopback => return packet.get(LOOPBACK..),
            Link::Raw => return Some(packet),
            Link::Unknown(_) => return None,
        };
        tagged(kind, rest)
    }
}

/// Returns what stands under VLAN tags, if it is IP.
fn tagged(mut kind: u16, mut rest: &[u8]) -> Option<&[u8]> {
    for _ in 0..=TAGS {
        match etherparse::EtherType(kind) {
            ether_type::IPV4 | ether_type::IPV6 => return Some(rest),
            ether_type::VLAN_TAGGED_FRAME
            | ether_type::PROVIDER_BRIDGING
            | ether_type::VLAN_DOUBLE_TAGGED_FRAME => {
                kind = number(rest, 2)?;
                rest = rest.get(4..)?;
            }
            _ => return None,
        }
    }
    None
}

/// Returns the IP packet that VXLAN carries, if `payload` of the IP protocol `protocol` is such.
pub(super) fn vxlan(protocol: etherparse::IpNumber, payload: &[u8]) -> Option<&[u8]> {
    if protocol != ip_number::UDP || number(payload, 2)? != VXLAN_PORT {
        return None;
    }
    Link::Ethernet.ip(payload.get(UdpHeader::LEN.checked_add(VXLAN)?..)?)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_be_bytes(*bytes))
}
