//! What one end said, put together from segments.

use std::collections::BTreeMap;

use super::event::{What, Why};
use super::queue::{PIECE, Queue};
use super::segment::Segment;
use crate::conversation::{Side, Stamp};

/// How far ahead of the bytes in front a segment may be: the largest window there is (RFC 7323).
/// What is farther off belongs to something else.
const WINDOW: u64 = 1 << 30;

/// How far behind all that was seen the number of a reset may be, for what was not captured.
const UNSEEN: u64 = 1 << 20;

/// One direction of a conversation. Bytes are counted from 0, without SYN and FIN.
#[derive(Debug, Default)]
pub(super) struct Direction {
    /// The number of its SYN, if that was seen.
    pub(super) syn: Option<u32>,
    /// The number of the next byte to be told, if that is known.
    next: Option<u32>,
    /// How many bytes stand before it.
    told: u64,
    /// How many bytes were seen at least, with gaps.
    seen: u64,
    /// The number up to which the other end has acknowledged.
    acknowledged: Option<u32>,
    /// What came before the bytes in front of it, by offset. None of them overlap.
    waiting: BTreeMap<u64, Piece>,
    held: usize,
    end: Option<(u64, End)>,
    over: bool,
}

#[derive(Debug)]
enum Piece {
    Bytes(Vec<u8>),
    /// Bytes that were sent and not captured.
    Cut(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Fin,
    Rst,
}

/// To whom a direction tells its events.
pub(super) struct Teller<'a> {
    pub(super) at: Stamp,
    pub(super) conversation: u64,
    pub(super) from: Side,
    pub(super) queue: &'a mut Queue,
}

impl Teller<'_> {
    fn tell(&mut self, what: What) {
        self.queue.put(self.at, self.conversation, what);
    }
}

impl Direction {
    /// Sets where the direction begins, if that is not known.
    pub(super) fn begin(&mut self, number: u32) {
        self.next.get_or_insert(number);
    }

    /// Takes note of a SYN.
    pub(super) fn open(&mut self, syn: u32) {
        self.syn = Some(syn);
        self.begin(syn.wrapping_add(1));
    }

    /// Returns whether it begins with the byte of this number; `None` if it has not begun.
    pub(super) fn begins_with(&self, number: u32) -> Option<bool> {
        #[expect(clippy::cast_possible_truncation, reason = "numbers wrap at 32 bits")]
        let told = self.told as u32;
        Some(self.next?.wrapping_sub(told) == number)
    }

    /// Returns whether anything was said.
    pub(super) fn is_silent(&self) -> bool {
        self.seen == 0
    }

    /// Returns how many bytes it said at least.
    pub(super) fn seen(&self) -> u64 {
        self.seen
    }

    /// Begins anew with another SYN; nothing was said.
    pub(super) fn reopen(&mut self, syn: u32) {
        self.next = None;
        self.open(syn);
    }

    /// Takes note that the other end has acknowledged all before `number`.
    pub(super) fn acknowledge(&mut self, number: u32) {
        let later = |known| is_before(known, number);
        if self.acknowledged.is_none_or(later) {
            self.acknowledged = Some(number);
        }
    }

    /// Returns whether nothing more is expected.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Returns whether it broke off.
    pub(super) fn is_broken(&self) -> bool {
        self.over && matches!(self.end, Some((_, End::Rst)))
    }

    /// Returns how many bytes of memory wait.
    pub(super) fn held(&self) -> usize {
        self.held
    }

    /// Returns how many bytes of memory [`take`](Self::take) may need for this.
    pub(super) fn cost(&self, segment: &Segment<'_>) -> usize {
        let ways = self.waiting.len().min(segment.bytes.len());
        let pieces = match self.waiting.is_empty() {
            true => 4,
            false => self.overlapping(segment).min(ways).saturating_add(4),
        };
        pieces
            .saturating_mul(PIECE)
            .saturating_add(segment.bytes.len())
    }

    fn overlapping(&self, segment: &Segment<'_>) -> usize {
        let Some(offset) = self.offset(first_byte(segment)) else {
            return 0;
        };
        let start = u64::try_from(offset).unwrap_or(0);
        let end = start.saturating_add(length(segment));
        self.waiting.range(start..end).count().saturating_add(1)
    }

    /// Takes what a segment says. Of more than `most` bytes of memory that would wait, those in
    /// front count as missing.
    pub(super) fn take(&mut self, segment: &Segment<'_>, most: usize, teller: &mut Teller<'_>) {
        let first = first_byte(segment);
        if segment.rst {
            self.break_off(segment.sequence, teller);
            return;
        }
        if segment.bytes.is_empty() && segment.cut == 0 && !segment.fin {
            return;
        }
        if self.next.is_none() {
            // What the other end has acknowledged was said before.
            let near = |known: &u32| u64::from(first.wrapping_sub(*known)) < UNSEEN;
            self.next = Some(self.acknowledged.filter(near).unwrap_or(first));
        }
        while !self.waiting.is_empty() && self.held.saturating_add(self.cost(segment)) > most {
            self.skip(Why::Bound, teller);
        }
        let Some(offset) = self.offset(first) else {
            return;
        };
        let end = offset.saturating_add(i64::try_from(length(segment)).unwrap_or(i64::MAX));
        let Ok(end) = u64::try_from(end) else {
            return;
        };
        if end.saturating_sub(self.told) > WINDOW || self.over {
            return;
        }
        if self.waiting.is_empty() && self.is_next(offset, segment) {
            self.pass(size(segment.bytes));
            self.seen = self.seen.max(self.told);
            teller.tell(What::Bytes {
                from: teller.from,
                bytes: segment.bytes.to_vec(),
            });
        } else {
            self.put(offset, segment);
        }
        if segment.fin && self.end.is_none() {
            self.end = Some((end.max(self.told), End::Fin));
        }
        self.deliver(teller);
    }

    /// Whether a segment is nothing but the next bytes, as most are.
    fn is_next(&self, offset: i64, segment: &Segment<'_>) -> bool {
        u64::try_from(offset) == Ok(self.told)
            && segment.cut == 0
            && !segment.bytes.is_empty()
            && self.end.is_none()
    }

    /// Puts what is new of a segment among what waits: the first copy of a byte counts.
    fn put(&mut self, offset: i64, segment: &Segment<'_>) {
        let known = i64::try_from(self.told).unwrap_or(i64::MAX);
        let old = usize::try_from(known.saturating_sub(offset)).unwrap_or(0);
        let mut bytes = segment.bytes.get(old..).unwrap_or_default();
        let mut at = u64::try_from(offset.max(known)).unwrap_or(0);
        while !bytes.is_empty() {
            let (known, room) = self.gap(at);
            if known > 0 {
                bytes = bytes.get(index(known)..).unwrap_or_default();
                at = at.saturating_add(known);
                continue;
            }
            let (new, rest) = bytes.split_at(bytes.len().min(index(room)));
            self.hold(at, Piece::Bytes(new.to_vec()));
            at = at.saturating_add(size(new));
            bytes = rest;
        }
        // What was cut off of it stands after it, if nothing else tells those bytes.
        let begin = offset.saturating_add(i64::try_from(segment.bytes.len()).unwrap_or(i64::MAX));
        let end = begin.saturating_add(i64::from(segment.cut));
        let (begin, end) = (begin.max(known), end.max(known));
        let at = u64::try_from(begin).unwrap_or(0);
        let count = u64::try_from(end).unwrap_or(0).saturating_sub(at);
        if segment.cut > 0 && count > 0 {
            let (known, room) = self.gap(at);
            if known == 0 {
                self.hold(at, Piece::Cut(count.min(room)));
            }
        }
    }

    /// Returns how many bytes from `at` on are known, or how many are not, up to the next that are.
    fn gap(&self, at: u64) -> (u64, u64) {
        if let Some((start, piece)) = self.waiting.range(..=at).next_back() {
            let end = start.saturating_add(piece.length());
            if end > at {
                return (end.saturating_sub(at), 0);
            }
        }
        let end = self.end.map_or(u64::MAX, |(end, _)| end);
        if at >= end {
            return (u64::MAX, 0);
        }
        let next = self.waiting.range(at..).next().map_or(end, |(at, _)| *at);
        (0, next.min(end).saturating_sub(at))
    }

    fn hold(&mut self, at: u64, piece: Piece) {
        self.held = self.held.saturating_add(piece.cost());
        self.seen = self.seen.max(at.saturating_add(piece.length()));
        self.waiting.insert(at, piece);
    }

    /// Tells what has become of use.
    fn deliver(&mut self, teller: &mut Teller<'_>) {
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() > self.told {
                break;
            }
            let piece = entry.remove();
            self.held = self.held.saturating_sub(piece.cost());
            let (offset, count, from) = (self.told, piece.length(), teller.from);
            self.pass(count);
            teller.tell(match piece {
                Piece::Bytes(bytes) => What::Bytes { from, bytes },
                Piece::Cut(count) => What::Missing {
                    from,
                    offset,
                    count: Some(count),
                    why: Why::SnapLength,
                },
            });
        }
        if let Some((at, end)) = self.end
            && at <= self.told
            && !self.over
        {
            self.over = true;
            let from = teller.from;
            teller.tell(match end {
                End::Fin => What::Ended { from },
                End::Rst => What::Reset { from },
            });
        }
    }

    /// Takes note that the end broke off, if the number is one that it can have come to.
    fn break_off(&mut self, number: u32, teller: &mut Teller<'_>) {
        let offset = match self.next {
            None => 0,
            Some(_) => {
                let Some(offset) = self.offset(number) else {
                    return;
                };
                // Nobody goes back behind what was acknowledged; SYN and FIN count one each.
                let least = self.acknowledged.and_then(|number| self.offset(number));
                let least = least
                    .unwrap_or(0)
                    .min(i64::try_from(self.told).unwrap_or(0));
                let most = self.seen.max(self.told).saturating_add(UNSEEN);
                if offset < least.saturating_sub(1) || offset > i64::try_from(most).unwrap_or(0) {
                    return;
                }
                u64::try_from(offset).unwrap_or(0)
            }
        };
        match (self.over, self.end) {
            // It had ended in order, and breaks off nevertheless.
            (true, Some((_, End::Fin))) => {
                self.end = Some((self.told, End::Rst));
                self.over = false;
            }
            (true, _) => return,
            (false, Some((at, End::Fin))) => self.end = Some((at, End::Rst)),
            (false, _) => self.end = Some((offset.max(self.told), End::Rst)),
        }
        self.deliver(teller);
    }

    /// Tells what stands in front as missing, and what has become of use with it.
    fn skip(&mut self, why: Why, teller: &mut Teller<'_>) {
        let next = self.waiting.keys().next().copied();
        let Some(next) = next.or(self.end.map(|(at, _)| at)) else {
            return;
        };
        let count = next.saturating_sub(self.told);
        if count > 0 {
            teller.tell(What::Missing {
                from: teller.from,
                offset: self.told,
                count: Some(count),
                why,
            });
            self.pass(count);
        }
        self.deliver(teller);
    }

    /// Tells all that waits: no more comes.
    pub(super) fn flush(&mut self, teller: &mut Teller<'_>) {
        while !self.waiting.is_empty() || (self.end.is_some() && !self.over) {
            self.skip(Why::NotCaptured, teller);
        }
    }

    fn pass(&mut self, count: u64) {
        #[expect(clippy::cast_possible_truncation, reason = "numbers wrap at 32 bits")]
        let numbers = count as u32;
        self.told = self.told.saturating_add(count);
        self.next = self.next.map(|next| next.wrapping_add(numbers));
    }

    /// Returns the offset of a number, as the nearest to that of the bytes in front.
    fn offset(&self, number: u32) -> Option<i64> {
        let distance = number.wrapping_sub(self.next?).cast_signed();
        Some(
            i64::try_from(self.told)
                .ok()?
                .saturating_add(i64::from(distance)),
        )
    }
}

impl Piece {
    fn length(&self) -> u64 {
        match self {
            Piece::Bytes(bytes) => size(bytes),
            Piece::Cut(count) => *count,
        }
    }

    fn cost(&self) -> usize {
        match self {
            Piece::Bytes(bytes) => bytes.capacity().saturating_add(PIECE),
            Piece::Cut(_) => PIECE,
        }
    }
}

/// Returns the number of the first byte of a segment: a SYN stands before it.
fn first_byte(segment: &Segment<'_>) -> u32 {
    segment.sequence.wrapping_add(u32::from(segment.syn))
}

/// Returns how many bytes a segment had.
fn length(segment: &Segment<'_>) -> u64 {
    size(segment.bytes).saturating_add(u64::from(segment.cut))
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn index(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Whether one number comes before another, as they wrap.
fn is_before(one: u32, other: u32) -> bool {
    other.wrapping_sub(one).cast_signed() > 0
}
