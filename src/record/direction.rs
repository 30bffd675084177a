//! What one end said, put together from segments.

use super::event::{What, Why};
use super::pieces::{Piece, Pieces};
use super::queue::Queue;
use super::segment::Segment;
use crate::conversation::{Side, Stamp};

/// How far ahead of the bytes in front a segment may be: the largest window there is (RFC 7323).
/// What is farther off belongs to something else.
const WINDOW: i64 = 1 << 30;

/// How far from all that was seen the number of a reset may be, and how far before a first segment
/// what was acknowledged: for what was not captured.
const UNSEEN: i64 = 1 << 20;

/// For how many seconds bytes may be captured late that the other end has received: longer than
/// any capture turns packets around.
pub(super) const LATE: u64 = 2;

/// One direction of a conversation. Bytes are counted from 0, without SYN and FIN.
#[derive(Debug, Default)]
pub(super) struct Direction {
    /// The number of its SYN, if that was seen.
    syn: Option<u32>,
    /// The number of the next byte to be told, if that is known.
    next: Option<u32>,
    /// How many bytes stand before it.
    told: u64,
    /// How many bytes were seen at least, with gaps.
    seen: u64,
    /// The number up to which the other end has acknowledged.
    acknowledged: Option<u32>,
    waiting: Pieces,
    /// Since when bytes are lacking that the other end has acknowledged, and after how many.
    lacking: Option<(u64, Stamp)>,
    end: Option<(u64, End)>,
    over: bool,
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
    /// Sets the number of the first byte, if that is not known.
    pub(super) fn begin(&mut self, number: u32) {
        self.next.get_or_insert(number);
    }

    /// Takes note of a SYN.
    pub(super) fn open(&mut self, syn: u32) {
        if self.syn.is_some_and(|known| known != syn) && self.is_silent() {
            // Said anew by who had said nothing else.
            self.next = None;
        }
        self.syn = Some(syn);
        self.begin(syn.wrapping_add(1));
    }

    /// Returns the number of its SYN, if that was seen.
    pub(super) fn syn(&self) -> Option<u32> {
        self.syn
    }

    /// Returns whether this is the number of its first byte; `None` if that is not known.
    pub(super) fn begins_with(&self, number: u32) -> Option<bool> {
        Some(self.next?.wrapping_sub(numbers(self.told)) == number)
    }

    /// Returns whether nothing was said.
    pub(super) fn is_silent(&self) -> bool {
        self.seen == 0
    }

    /// Returns how many bytes it said at least.
    pub(super) fn seen(&self) -> u64 {
        self.seen
    }

    /// Takes note that the other end has acknowledged all before `number`. Of what it has received
    /// for long, what was not captured is missing.
    pub(super) fn acknowledge(&mut self, number: u32, teller: &mut Teller<'_>) {
        let is_later = |known| distance(known, number) > 0;
        if self.acknowledged.is_none_or(is_later) {
            self.acknowledged = Some(number);
        }
        if !self.is_lacking() {
            self.lacking = None;
            return;
        }
        match self.lacking {
            Some((told, since)) if told == self.told => {
                if teller.at.since(since).as_secs() >= LATE {
                    self.skip(Why::NotCaptured, teller);
                }
            }
            _ => self.lacking = Some((self.told, teller.at)),
        }
    }

    /// Whether something waits for bytes that the other end has received.
    pub(super) fn is_lacking(&self) -> bool {
        self.is_waiting() && self.received() > self.told
    }

    /// Takes it that what the other end has received and what was not captured does not come.
    pub(super) fn settle(&mut self, teller: &mut Teller<'_>) {
        while self.is_lacking() {
            self.skip(Why::NotCaptured, teller);
        }
    }

    /// Returns how many bytes the other end has received, of which one may be a FIN.
    fn received(&self) -> u64 {
        let received = self.acknowledged.and_then(|number| self.offset(number));
        u64::try_from(received.unwrap_or(0)).unwrap_or(0)
    }

    /// Whether there is something to be told when what lacks has come.
    fn is_waiting(&self) -> bool {
        !self.waiting.is_empty() || (self.end.is_some() && !self.over)
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
        self.waiting.held()
    }

    /// Returns how many bytes of memory [`take`](Self::take) may need for this.
    pub(super) fn cost(&self, segment: &Segment<'_>) -> usize {
        let at = self.offset(first_byte(segment)).unwrap_or(0);
        let at = u64::try_from(at).unwrap_or(0);
        self.waiting.cost(at, segment.bytes.len())
    }

    /// Takes what a segment says. Of more than `most` bytes of memory that would wait, those in
    /// front count as missing.
    pub(super) fn take(&mut self, segment: &Segment<'_>, most: usize, teller: &mut Teller<'_>) {
        if segment.rst {
            self.break_off(segment.sequence, teller);
            return;
        }
        if segment.bytes.is_empty() && segment.cut == 0 && !segment.fin {
            return;
        }
        let first = first_byte(segment);
        if self.next.is_none() {
            // What the other end has acknowledged was said before.
            let is_near = |known: &u32| (0..UNSEEN).contains(&distance(*known, first));
            self.next = Some(self.acknowledged.filter(is_near).unwrap_or(first));
        }
        // Asked once, as it takes its time with many small pieces.
        let cost = self.cost(segment);
        while !self.waiting.is_empty() && self.held().saturating_add(cost) > most {
            self.skip(Why::Bound, teller);
        }
        let told = i64::try_from(self.told).unwrap_or(i64::MAX);
        let Some(offset) = self.offset(first) else {
            return;
        };
        if self.over || offset.saturating_sub(told) > WINDOW {
            return;
        }
        let captured = i64::try_from(segment.bytes.len()).unwrap_or(i64::MAX);
        let captured = offset.saturating_add(captured);
        let end = captured.saturating_add(i64::from(segment.cut));
        self.seen = self.seen.max(u64::try_from(end).unwrap_or(0));
        let new = told.saturating_sub(offset).max(0);
        let new = usize::try_from(new).unwrap_or(usize::MAX);
        let bytes = segment.bytes.get(new..).unwrap_or_default();
        if self.waiting.is_empty() && offset <= told && segment.cut == 0 {
            // As most are.
            self.say(bytes.to_vec(), teller);
        } else {
            let place = |offset: i64| u64::try_from(offset.max(told)).unwrap_or(0);
            self.waiting.put(place(offset), bytes);
            self.waiting.put_cut(place(captured), place(end));
        }
        // One that stands before what was said since is of another conversation.
        if segment.fin
            && self.end.is_none()
            && let Ok(end) = u64::try_from(end)
            && end >= self.told
        {
            self.end = Some((end, End::Fin));
        }
        self.deliver(teller);
    }

    /// Tells what has become of use.
    fn deliver(&mut self, teller: &mut Teller<'_>) {
        while let Some(piece) = self.waiting.take(self.told) {
            match piece {
                Piece::Bytes(bytes) => self.say(bytes, teller),
                Piece::Cut(end) => self.miss(end, Why::SnapLength, teller),
            }
        }
        let from = teller.from;
        if let Some((at, end)) = self.end
            && at <= self.told
            && !self.over
        {
            self.over = true;
            // What is told to come after the end is not of this conversation.
            self.waiting = Pieces::default();
            teller.tell(match end {
                End::Fin => What::Ended { from },
                End::Rst => What::Reset { from },
            });
        }
    }

    /// Tells the next bytes.
    fn say(&mut self, bytes: Vec<u8>, teller: &mut Teller<'_>) {
        if !bytes.is_empty() {
            let from = teller.from;
            self.pass(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            teller.tell(What::Bytes { from, bytes });
        }
    }

    /// Tells that the bytes up to `end` are missing, if they are not told yet.
    fn miss(&mut self, end: u64, why: Why, teller: &mut Teller<'_>) {
        let count = end.saturating_sub(self.told);
        if count > 0 {
            teller.tell(What::Missing {
                from: teller.from,
                offset: self.told,
                count: Some(count),
                why,
            });
            self.pass(count);
        }
    }

    /// Takes note that the end broke off, if the number is one that it can have come to.
    fn break_off(&mut self, number: u32, teller: &mut Teller<'_>) {
        let told = i64::try_from(self.told).unwrap_or(i64::MAX);
        let seen = i64::try_from(self.seen).unwrap_or(i64::MAX);
        let offset = self.offset(number).unwrap_or(told);
        // Its number is that of the acknowledgement that it answers, which may be an old one.
        let least = self.acknowledged.and_then(|number| self.offset(number));
        let least = least.unwrap_or(told).min(told).saturating_sub(UNSEEN);
        if offset < least || offset > seen.saturating_add(UNSEEN) {
            return;
        }
        let at = u64::try_from(offset.max(told)).unwrap_or(0);
        self.end = match self.end {
            Some((_, End::Rst)) => return,
            // It may have ended in order, and breaks off nevertheless.
            Some((at, End::Fin)) => Some((at, End::Rst)),
            None => Some((at, End::Rst)),
        };
        self.over = false;
        self.deliver(teller);
    }

    /// Tells what stands in front as missing, and what has become of use with it.
    fn skip(&mut self, why: Why, teller: &mut Teller<'_>) {
        let end = self.end.map(|(at, _)| at);
        if let Some(next) = self.waiting.first().or(end) {
            self.miss(next, why, teller);
            self.deliver(teller);
        }
    }

    /// Tells all that waits: no more comes.
    pub(super) fn flush(&mut self, teller: &mut Teller<'_>) {
        while self.is_waiting() {
            self.skip(Why::NotCaptured, teller);
        }
        // One more than was told may be a FIN.
        let lacks = self.received().saturating_sub(self.told);
        if !self.over && (2..=WINDOW.unsigned_abs()).contains(&lacks) {
            teller.tell(What::Missing {
                from: teller.from,
                offset: self.told,
                count: None,
                why: Why::NotCaptured,
            });
        }
    }

    fn pass(&mut self, count: u64) {
        self.told = self.told.saturating_add(count);
        self.next = self.next.map(|next| next.wrapping_add(numbers(count)));
    }

    /// Returns the offset of a number, as the nearest to that of the bytes in front.
    fn offset(&self, number: u32) -> Option<i64> {
        let told = i64::try_from(self.told).ok()?;
        Some(told.saturating_add(distance(self.next?, number)))
    }
}

/// Returns the number of the first byte of a segment: a SYN stands before it.
fn first_byte(segment: &Segment<'_>) -> u32 {
    segment.sequence.wrapping_add(u32::from(segment.syn))
}

/// Returns a count of bytes as a sequence number, which wraps.
#[expect(clippy::cast_possible_truncation, reason = "numbers wrap at 32 bits")]
fn numbers(count: u64) -> u32 {
    count as u32
}

/// Returns how far one sequence number is after another, as they wrap.
fn distance(from: u32, to: u32) -> i64 {
    i64::from(to.wrapping_sub(from).cast_signed())
}
