//! pcapng: sections of blocks, as <https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/> has
//! them.

use super::error::{Error, Result};
use super::framing::{LARGEST, Packet, Part};
use super::link::Link;
use super::options::{Options, padding};
use super::pcap::{too_large, unknown_link};
use crate::conversation::Stamp;

const SECTION: u32 = 0x0A0D_0D0A;
const INTERFACE: u32 = 1;
const OBSOLETE_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

/// What tells the order of bytes in a section.
const ORDER: u32 = 0x1A2B_3C4D;

const RESOLUTION: u16 = 9;
const OFFSET: u16 = 14;

/// What stands around the body of a block, and its least length with it.
const FRAME: usize = 12;

/// More interfaces in one section than any machine has.
const INTERFACES: usize = 65_536;

/// A section as far as it has come.
#[derive(Debug, Default)]
pub(super) struct Pcapng {
    big: bool,
    interfaces: Vec<Interface>,
}

#[derive(Debug, Clone)]
struct Interface {
    link: Link,
    snap_length: u32,
    /// A power of ten, or with the highest bit of two, of which one is a second.
    resolution: u8,
    /// How many seconds are to be added.
    offset: i64,
}

/// What a block is, before its body has come.
#[derive(Debug, Clone, Copy)]
struct Head {
    kind: u32,
    length: u32,
    big: bool,
}

impl Pcapng {
    pub(super) const MAGIC: [&'static [u8]; 1] = [b"\x0A\x0D\x0D\x0A"];

    pub(super) fn is(bytes: &[u8]) -> bool {
        Self::MAGIC.iter().any(|magic| bytes.starts_with(magic))
    }

    /// Returns how many bytes of memory the interfaces hold at the most.
    pub(super) fn held(&self) -> usize {
        let each = size_of::<Interface>().saturating_mul(3);
        self.interfaces.len().saturating_add(4).saturating_mul(each)
    }

    /// Returns what the bytes begin with, which stand at `offset` in the file.
    pub(super) fn part(&mut self, bytes: &[u8], offset: u64) -> Result<Part> {
        let Some(head) = self.head(bytes, offset)? else {
            return Ok(Part::Wanting(None));
        };
        // Lengths are multiples of 4; those who wrote others filled up to one.
        let length = u64::from(head.length).next_multiple_of(4);
        if head.length < 12 {
            let length = head.length;
            return Err(Error::malformed(
                offset,
                format!("a block of pcapng is {length} bytes long; the least is 12"),
            ));
        }
        if !matches!(
            head.kind,
            SECTION | INTERFACE | OBSOLETE_PACKET | SIMPLE_PACKET | ENHANCED_PACKET
        ) {
            return Ok(Part::Passed(length));
        }
        if length > LARGEST {
            return match head.kind {
                SECTION | INTERFACE => Err(Error::malformed(
                    offset,
                    format!("a section header or interface of {length} bytes"),
                )),
                _ => Ok(Part::Remark(length, too_large(head.length, offset))),
            };
        }
        let whole = usize::try_from(length).unwrap_or(usize::MAX);
        let Some(block) = bytes.get(..whole) else {
            return Ok(Part::Wanting(Some(length)));
        };
        let (front, last) = block.split_last_chunk::<4>().unwrap_or((block, &[0; 4]));
        let trailer = number(*last, head.big);
        if trailer != head.length {
            let length = head.length;
            return Err(Error::malformed(
                offset,
                format!(
                    "a block of pcapng is {length} bytes long at its begin and {trailer} at its end"
                ),
            ));
        }
        let body = front.get(8..).unwrap_or_default();
        match head.kind {
            SECTION => self.section(head, body, offset),
            INTERFACE => self.interface(head, body, offset),
            _ => self.packet(head, body, offset),
        }
    }

    fn head(&self, bytes: &[u8], offset: u64) -> Result<Option<Head>> {
        let mut numbers = bytes.as_chunks::<4>().0.iter().copied();
        let (Some(kind), Some(length)) = (numbers.next(), numbers.next()) else {
            return Ok(None);
        };
        let mut big = self.big;
        // It reads the same both ways.
        if number(kind, big) == SECTION {
            let Some(order) = numbers.next() else {
                return Ok(None);
            };
            big = match (u32::from_be_bytes(order), u32::from_le_bytes(order)) {
                (ORDER, _) => true,
                (_, ORDER) => false,
                (found, _) => {
                    return Err(Error::malformed(
                        offset,
                        format!("a section of pcapng has the byte order {found:08X}"),
                    ));
                }
            };
        }
        Ok(Some(Head {
            kind: number(kind, big),
            length: number(length, big),
            big,
        }))
    }

    fn section(&mut self, head: Head, body: &[u8], offset: u64) -> Result<Part> {
        let version = body.get(4..6).and_then(<[u8]>::first_chunk);
        let major = version.map_or(0, |bytes| short(*bytes, head.big));
        if body.len() < 16 || major != 1 {
            return Err(Error::malformed(
                offset,
                format!("a section of version {major} of pcapng; version 1 is read"),
            ));
        }
        self.big = head.big;
        self.interfaces.clear();
        Ok(Part::Passed(u64::from(head.length).next_multiple_of(4)))
    }

    fn interface(&mut self, head: Head, body: &[u8], offset: u64) -> Result<Part> {
        let (Some(link), Some(snap)) = (
            body.first_chunk(),
            body.get(4..8).and_then(<[u8]>::first_chunk),
        ) else {
            return Err(Error::malformed(
                offset,
                "an interface of less than 20 bytes",
            ));
        };
        if self.interfaces.len() >= INTERFACES {
            return Err(Error::malformed(
                offset,
                "a section has more than 65,536 interfaces",
            ));
        }
        let mut interface = Interface {
            link: Link::of(u32::from(short(*link, head.big))),
            snap_length: number(*snap, head.big),
            resolution: 6,
            offset: 0,
        };
        for (code, value) in Options::new(body.get(8..).unwrap_or_default(), head.big) {
            match (code, value) {
                (RESOLUTION, [resolution]) => interface.resolution = *resolution,
                (OFFSET, value) => {
                    if let Ok(value) = <[u8; 8]>::try_from(value) {
                        interface.offset = match head.big {
                            true => i64::from_be_bytes(value),
                            false => i64::from_le_bytes(value),
                        };
                    }
                }
                _ => {}
            }
        }
        let link = interface.link;
        self.interfaces.push(interface);
        let length = u64::from(head.length).next_multiple_of(4);
        Ok(match link {
            Link::Unknown(number) => Part::Remark(length, unknown_link(number)),
            _ => Part::Passed(length),
        })
    }

    fn packet(&self, head: Head, body: &[u8], offset: u64) -> Result<Part> {
        let mut numbers = [0; 5];
        let there = numbers.iter_mut().zip(body.as_chunks::<4>().0);
        let there = there.map(|(place, bytes)| *place = number(*bytes, head.big));
        let there = there.count();
        let numbers = numbers.get(..there).unwrap_or_default();
        // Simple ones have no time, and are of the first interface.
        let (interface, time, captured, original, start) = match (head.kind, numbers) {
            (SIMPLE_PACKET, [original, ..]) => {
                let most = body.len().saturating_sub(4);
                let most = u32::try_from(most).unwrap_or(u32::MAX).min(*original);
                let captured = match self.interfaces.first().map_or(0, |first| first.snap_length) {
                    0 => most,
                    snap_length => most.min(snap_length),
                };
                (0, None, captured, *original, 4)
            }
            (ENHANCED_PACKET, [interface, high, low, captured, original]) => (
                *interface,
                Some((*high, *low)),
                *captured,
                *original,
                20_usize,
            ),
            (_, [_, high, low, captured, original]) => {
                // It shares its number with a count of drops.
                let id = body.first_chunk().map_or(0, |id| short(*id, head.big));
                (u32::from(id), Some((*high, *low)), *captured, *original, 20)
            }
            _ => {
                return Err(Error::malformed(
                    offset,
                    "a packet is shorter than its header",
                ));
            }
        };
        let interface = usize::try_from(interface).unwrap_or(usize::MAX);
        let Some(interface) = self.interfaces.get(interface) else {
            return Err(Error::malformed(
                offset,
                format!("a packet of interface {interface}, which is not described before it"),
            ));
        };
        let length = usize::try_from(captured).unwrap_or(usize::MAX);
        let end = start.saturating_add(length);
        if end > body.len() {
            return Err(Error::malformed(
                offset,
                format!("a packet of {captured} bytes is larger than the block around it"),
            ));
        }
        let options = end.saturating_add(padding(length)).min(body.len());
        let has_options = head.kind != SIMPLE_PACKET;
        let options = match has_options {
            true => options.saturating_add(8)..body.len().saturating_add(8),
            false => 0..0,
        };
        Ok(Part::Packet(Packet {
            at: time.map(|(high, low)| interface.stamp(high, low)),
            link: interface.link,
            bytes: start.saturating_add(8)..end.saturating_add(8),
            original: original.max(captured),
            options,
            big: head.big,
            length: body.len().saturating_add(FRAME),
        }))
    }
}

impl Interface {
    /// Returns the moment that a time of this interface's means.
    fn stamp(&self, high: u32, low: u32) -> Stamp {
        const SECOND: u128 = 1_000_000_000;
        let units = u128::from(high) << 32 | u128::from(low);
        let exponent = u32::from(self.resolution & 0x7F);
        let nanos = match self.resolution & 0x80 {
            0 => 10_u128.checked_pow(exponent).map_or(0, |second| {
                units
                    .saturating_mul(SECOND)
                    .checked_div(second)
                    .unwrap_or(0)
            }),
            _ => units
                .saturating_mul(SECOND)
                .checked_shr(exponent)
                .unwrap_or(0),
        };
        let nanos = i128::try_from(nanos).unwrap_or(i128::MAX);
        let offset = i128::from(self.offset).saturating_mul(1_000_000_000);
        let nanos = nanos.saturating_add(offset).max(0);
        Stamp::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

fn number(bytes: [u8; 4], big: bool) -> u32 {
    match big {
        true => u32::from_be_bytes(bytes),
        false => u32::from_le_bytes(bytes),
    }
}

fn short(bytes: [u8; 2], big: bool) -> u16 {
    match big {
        true => u16::from_be_bytes(bytes),
        false => u16::from_le_bytes(bytes),
    }
}
