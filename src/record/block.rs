//! Enhanced packet blocks, as a recording has them: section 4.3 of pcapng.

use super::options;
use crate::conversation::Stamp;

const ENHANCED_PACKET: u32 = 6;

/// What stands around the packet and the options.
const FRAME: usize = 32;

/// What comments of this program begin with, so that a reader knows whose they are.
pub(super) const OURS: &str = "javawire: ";

/// Appends one whole block: a packet of the given parts, in nanoseconds, in little endian.
pub(super) fn append(at: Stamp, packet: [&[u8]; 3], notes: &[String], out: &mut Vec<u8>) {
    let length: usize = packet.iter().map(|part| part.len()).sum();
    let notes = notes.iter().map(|note| options::fitting(note, OURS.len()));
    let mut whole = length
        .saturating_add(options::padding(length))
        .saturating_add(FRAME);
    for note in notes.clone() {
        whole = whole.saturating_add(options::whole(note.len().saturating_add(OURS.len())));
    }
    if notes.len() > 0 {
        whole = whole.saturating_add(4);
    }
    let whole = u32::try_from(whole).unwrap_or(u32::MAX).to_le_bytes();
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let nanos = at.nanos();
    #[expect(clippy::cast_possible_truncation, reason = "its lower half")]
    let low = nanos as u32;
    let high = u32::try_from(nanos >> 32).unwrap_or(u32::MAX);

    out.extend(ENHANCED_PACKET.to_le_bytes());
    out.extend(whole);
    // The only interface.
    out.extend(0_u32.to_le_bytes());
    for number in [high, low, length, length] {
        out.extend(number.to_le_bytes());
    }
    let mut written = 0_usize;
    for part in packet {
        out.extend_from_slice(part);
        written = written.saturating_add(part.len());
    }
    out.resize(out.len().saturating_add(options::padding(written)), 0);
    if notes.len() > 0 {
        for note in notes {
            options::append(options::COMMENT, &[OURS, note], out);
        }
        options::end(out);
    }
    out.extend(whole);
}
