//! From the bytes of a recording or capture to what was said in it.

use super::comments;
use super::error::{Error, Result};
use super::event::{Event, What, Why};
use super::framing::{self, Framing, Next, Packet};
use super::limits::ReaderLimits;
use super::queue::Queue;
use super::segment::{self, Found};
use super::table::Table;
use crate::conversation::Stamp;

/// The least that [`ReaderLimits::max_held`] can be: the largest packet as it comes, and a little.
const LEAST: usize = 4 << 20;

/// For how many bytes of the file there is room whenever more are asked for.
const NEXT: usize = 128 << 10;

/// Reads a recording, or a capture of tcpdump's and its like, as its bytes come: pcapng and pcap.
///
/// It puts conversations over TCP together again: bytes that came out of order, twice, or
/// overlapping are told once and in order, the first copy of each; bytes that the capture lacks are
/// [named](What::Missing). Packets of other protocols are passed over.
///
/// [`push`](Self::push) what there is, then ask for [`next`](Self::next) until there is nothing
/// more, and so on; in the end, [`end`](Self::end) and ask again. Memory is
/// [bounded](ReaderLimits) whatever the file holds.
#[derive(Debug)]
pub struct Reader {
    limits: ReaderLimits,
    framing: Framing,
    table: Table,
    queue: Queue,
    /// The time of the last packet that had one.
    at: Stamp,
    state: State,
    /// What was remarked of once.
    fragments: bool,
    short: bool,
}

#[derive(Debug)]
enum State {
    Reading,
    /// No more bytes come, or none is taken any longer for this reason.
    Ended(Option<Error>),
    /// All that waits is told, then this.
    Closing(Option<Error>),
    Closed,
}

impl Reader {
    /// Returns a reader of a file from its beginning.
    #[must_use]
    pub fn new(limits: ReaderLimits) -> Self {
        Reader {
            limits,
            framing: Framing::default(),
            table: Table::default(),
            queue: Queue::default(),
            at: Stamp::default(),
            state: State::Reading,
            fragments: false,
            short: false,
        }
    }

    /// Returns whether a file that begins so is pcapng or pcap, by its first four bytes; `None` if
    /// more of them are needed to tell.
    ///
    /// ```
    /// use javawire::record::Reader;
    ///
    /// assert_eq!(Reader::is_capture(b"\x0A\x0D\x0D\x0A\x1C\0\0\0"), Some(true));
    /// assert_eq!(Reader::is_capture(b"\xD4\xC3"), None);
    /// assert_eq!(Reader::is_capture(b"\xAC\xED\0\x05"), Some(false));
    /// ```
    #[must_use]
    pub fn is_capture(first: &[u8]) -> Option<bool> {
        framing::is_capture(first)
    }

    /// Takes the next bytes of the file: a piece of at most 128 KiB, as it is held until its packets
    /// have been taken by [`next`](Self::next), which keeps room for so much.
    ///
    /// A larger piece for which there is no memory within the bounds is not taken: `next` says so.
    pub fn push(&mut self, bytes: &[u8]) {
        if !matches!(self.state, State::Reading) {
            return;
        }
        if self.lacks(bytes.len()) {
            let error = Error::limit(self.framing.offset(), self.most());
            self.state = State::Ended(Some(error));
            return;
        }
        self.framing.push(bytes);
    }

    /// Takes note that the file has no more bytes.
    pub fn end(&mut self) {
        if matches!(self.state, State::Reading) {
            self.state = State::Ended(None);
        }
    }

    /// Returns what happened next. `None` means that more bytes are needed, or, after
    /// [`end`](Self::end) or an error, that all is told.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, and at which byte, when all that could be read before it has
    /// been told; once. That it is [cut](Error::is_cut) is such an error.
    #[expect(
        clippy::should_implement_trait,
        reason = "it fails, and goes on after `None`"
    )]
    pub fn next(&mut self) -> Result<Option<Event>> {
        loop {
            if let Some(mut event) = self.queue.take() {
                if self.fragments
                    && let What::Missing { why, .. } = &mut event.what
                    && *why == Why::NotCaptured
                {
                    *why = Why::Fragments;
                }
                return Ok(Some(event));
            }
            match &mut self.state {
                State::Closed => return Ok(None),
                State::Closing(error) => {
                    if self.table.end_one(self.at, &mut self.queue) {
                        continue;
                    }
                    let error = error.take();
                    self.state = State::Closed;
                    return error.map_or(Ok(None), Err);
                }
                State::Reading | State::Ended(_) => match self.framing.look() {
                    Err(error) => self.state = State::Closing(Some(error)),
                    Ok(Next::Remark(text)) => self.queue.put(self.at, 0, What::Note(text)),
                    Ok(Next::Packet(packet)) => self.packet(&packet),
                    Ok(Next::Wanting) => {
                        if let State::Ended(error) = &mut self.state {
                            let error = error.take().or_else(|| self.framing.end());
                            self.state = State::Closing(error);
                        } else if !self.let_go() {
                            return Ok(None);
                        }
                        // What is let go is taken as events before more bytes come.
                    }
                },
            }
        }
    }

    /// Returns how many bytes of memory the reader holds at the most now.
    #[must_use]
    pub fn held(&self) -> usize {
        self.framing
            .held(0)
            .saturating_add(self.table.held())
            .saturating_add(self.queue.held())
    }

    /// Takes the packet that is next, or makes room for it.
    fn packet(&mut self, packet: &Packet) {
        self.at = packet.at.unwrap_or(self.at);
        let bytes = self.framing.bytes(&packet.bytes);
        let found = segment::find(packet.link, bytes, packet.original);
        let options = self.framing.bytes(&packet.options);
        let mut cost = comments::cost(options);
        if let Found::Segment(segment) = &found {
            cost = cost.saturating_add(self.table.cost(segment));
        }
        let held = self.framing.held(0).saturating_add(self.table.held());
        if held.saturating_add(cost) > self.most()
            && self.table.let_one_go(self.at, &mut self.queue)
        {
            return;
        }
        let mut conversation = 0;
        if let Found::Segment(segment) = &found {
            let most = self.limits.max_out_of_order().min(self.most() / 4);
            let taken = self.table.take(segment, most, self.at, &mut self.queue);
            conversation = taken.unwrap_or(0);
        }
        for text in comments::of(options, packet.big) {
            self.queue.put(self.at, conversation, What::Note(text));
        }
        match found {
            Found::Fragment => self.remark(true),
            Found::Short => self.remark(false),
            Found::Segment(_) | Found::Other => {}
        }
        self.framing
            .pass(u64::try_from(packet.length).unwrap_or(u64::MAX));
    }

    /// Remarks, once each, on packets that cannot be used: fragments, and what was cut too short.
    fn remark(&mut self, is_fragment: bool) {
        let said = match is_fragment {
            true => &mut self.fragments,
            false => &mut self.short,
        };
        if std::mem::replace(said, true) {
            return;
        }
        let offset = self.framing.offset();
        let text = match is_fragment {
            true => format!(
                "the packet at byte {offset} of the file is a fragment of an IP packet with TCP in \
                 it: fragments are not put together, and what is in them counts as missing"
            ),
            false => format!(
                "of the packet at byte {offset} of the file not even the headers were captured: use \
                 tcpdump -s 0"
            ),
        };
        self.queue.put(self.at, 0, What::Note(text));
    }

    /// Lets a conversation go if there is no room for the next bytes. Returns whether it did.
    fn let_go(&mut self) -> bool {
        self.lacks(NEXT) && self.table.let_one_go(self.at, &mut self.queue)
    }

    /// Whether there is no room for `more` bytes of the file.
    fn lacks(&self, more: usize) -> bool {
        self.framing
            .held(more)
            .saturating_add(self.table.held())
            .saturating_add(self.queue.held())
            > self.most()
    }

    fn most(&self) -> usize {
        self.limits.max_held().max(LEAST)
    }
}
