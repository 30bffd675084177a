//! pcap, the older format of captures: a header, then packets.

use core::ops::Range;

use pcap_file::pcap::PcapHeader;
use pcap_file::{Endianness, TsResolution};

use super::error::{Error, Result};
use super::framing::{LARGEST, Packet, Part};
use super::link::Link;
use crate::conversation::Stamp;

const HEADER: usize = 24;
const PACKET: usize = 16;

/// A file of pcap, from its second packet on as from its first.
#[derive(Debug)]
pub(super) struct Pcap {
    link: Link,
    big: bool,
    /// How many nanoseconds the fraction of a second counts.
    unit: u64,
    is_told: bool,
}

impl Pcap {
    /// Seconds and microseconds, or nanoseconds, in both orders.
    pub(super) const MAGIC: [&'static [u8]; 4] = [
        b"\xA1\xB2\xC3\xD4",
        b"\xA1\xB2\x3C\x4D",
        b"\xD4\xC3\xB2\xA1",
        b"\x4D\x3C\xB2\xA1",
    ];

    /// Returns what the header says, and how long it is; `None` if it has not come in whole.
    pub(super) fn begin(bytes: &[u8]) -> Option<(Self, u64)> {
        let (_, header) = PcapHeader::from_slice(bytes.get(..HEADER)?).ok()?;
        // Above the link type stands how long checksums of frames are.
        let link = Link::of(u32::from(header.datalink) & 0xFFFF);
        let pcap = Pcap {
            link,
            big: header.endianness == Endianness::Big,
            unit: match header.ts_resolution {
                TsResolution::MicroSecond => 1000,
                TsResolution::NanoSecond => 1,
            },
            is_told: false,
        };
        Some((pcap, 24))
    }

    /// Returns what the bytes begin with, which stand at `offset` in the file.
    pub(super) fn part(&mut self, bytes: &[u8], offset: u64) -> Result<Part> {
        if let Link::Unknown(number) = self.link
            && !self.is_told
        {
            self.is_told = true;
            return Ok(Part::Remark(0, unknown_link(number)));
        }
        let Some(header) = bytes.first_chunk::<PACKET>() else {
            return Ok(Part::Wanting(Some(16)));
        };
        if is_header(header)
            && let Some((next, length)) = match bytes.len() {
                ..HEADER => return Ok(Part::Wanting(Some(24))),
                _ => Self::begin(bytes),
            }
        {
            *self = next;
            return Ok(Part::Passed(length));
        }
        let [seconds, fraction, captured, original] = self.numbers(header);
        let length = u64::from(captured).saturating_add(16);
        if captured > original && original > 0 && u64::from(captured) > LARGEST {
            // Lengths of packets that cannot be: the file is not what it seems from here on.
            return Err(Error::malformed(
                offset,
                format!("a packet of which {captured} bytes were captured has {original}"),
            ));
        }
        if length > LARGEST {
            return Ok(Part::Remark(length, too_large(captured, offset)));
        }
        let whole = PACKET.saturating_add(usize::try_from(captured).unwrap_or(usize::MAX));
        if bytes.len() < whole {
            return Ok(Part::Wanting(Some(length)));
        }
        let nanos = u64::from(seconds)
            .saturating_mul(1_000_000_000)
            .saturating_add(u64::from(fraction).saturating_mul(self.unit));
        Ok(Part::Packet(Packet {
            at: Some(Stamp::from_nanos(nanos)),
            link: self.link,
            bytes: PACKET..whole,
            original: original.max(captured),
            options: Range::default(),
            big: self.big,
            length: whole,
        }))
    }

    fn numbers(&self, header: &[u8; PACKET]) -> [u32; 4] {
        let mut numbers = [0; 4];
        for (number, bytes) in numbers.iter_mut().zip(header.as_chunks::<4>().0) {
            *number = match self.big {
                true => u32::from_be_bytes(*bytes),
                false => u32::from_le_bytes(*bytes),
            };
        }
        numbers
    }
}

/// Whether another file begins here, which was appended: no packet of no bytes is in one, the less
/// at such a time.
fn is_header(bytes: &[u8; PACKET]) -> bool {
    let [magic @ .., _, _, _, _, _, _, _, _, _, _, _, _] = bytes;
    let version = bytes.get(4..8);
    Pcap::MAGIC.contains(&&magic[..])
        && [&[2, 0, 4, 0][..], &[0, 2, 0, 4]].contains(&version.unwrap_or_default())
        && bytes.ends_with(&[0; 8])
}

pub(super) fn unknown_link(number: u32) -> String {
    format!(
        "packets of link type {number} are passed over: Ethernet, Linux cooked (1 and 2), raw IP, \
         and loopback are read (see https://www.tcpdump.org/linktypes.html)"
    )
}

pub(super) fn too_large(captured: u32, offset: u64) -> String {
    format!(
        "a packet of {captured} bytes at byte {offset} of the file is passed over: no TCP has such"
    )
}
