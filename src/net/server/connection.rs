//! One conversation over one socket that never blocks.

use std::io::{self, Read};
use std::net::{IpAddr, Shutdown, SocketAddr};
use std::task::Waker;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use socket2::SockRef;

use super::counters::Counters;
use super::parting::discard;
use super::{ServerLimits, Service};
use crate::buffer::InputBuffer;
use crate::error::{Error, ErrorKind, Result};
use crate::net::proxy;
use crate::swap::{Conversation, Progress, State};

/// How often one connection is read before others have their turn.
const READS: usize = 16;

/// What a buffer may keep of its size when it is empty.
const KEPT: usize = 64 * 1024;

/// Buffers of a worker, lent to one connection after the other.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) input: Box<[u8]>,
    output: Vec<u8>,
}

impl Scratch {
    pub(super) fn new() -> Self {
        Scratch {
            input: vec![0; KEPT].into_boxed_slice(),
            output: Vec::new(),
        }
    }
}

/// What a connection needs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// That the socket is ready, or the handler.
    Wait,
    /// Another turn, after the others.
    Again,
    /// Nothing: all is said, and sent.
    Over,
}

#[derive(Debug)]
pub(super) struct Connection<C> {
    pub(super) stream: TcpStream,
    pub(super) peer: SocketAddr,
    /// Whether the poller knows it, and tells of what comes, but only once.
    pub(super) is_registered: bool,
    /// `None` until the PROXY header has come.
    conversation: Option<C>,
    /// What has come and is not consumed.
    unread: InputBuffer,
    /// What is not sent, behind the first `sent` bytes.
    output: Vec<u8>,
    sent: usize,
    state: State,
    /// Whether the handler has something to say that has not been asked for yet.
    is_woken: bool,
    /// What the conversation failed with, while its last words are sent.
    failure: Option<Error>,
    offset: u64,
    pub(super) received: u64,
    pub(super) sent_in_all: u64,
    /// How much is counted as held by this connection.
    held: usize,
    discarded: usize,
    pub(super) begun: Instant,
    /// When something last came or went.
    pub(super) last: Instant,
}

impl<C: Conversation> Connection<C> {
    pub(super) fn new(stream: TcpStream, peer: SocketAddr, now: Instant) -> Self {
        Connection {
            stream,
            peer: canonical(peer),
            is_registered: false,
            conversation: None,
            unread: InputBuffer::default(),
            output: Vec::new(),
            sent: 0,
            state: State::NeedInput,
            is_woken: false,
            failure: None,
            offset: 0,
            received: 0,
            sent_in_all: 0,
            held: 0,
            discarded: 0,
            begun: now,
            last: now,
        }
    }

    /// Whether its next step may take longer than a moment.
    pub(super) fn may_take_long(&self) -> bool {
        self.received > KEPT as u64
    }

    pub(super) fn has_output(&self) -> bool {
        self.sent < self.output.len()
    }

    pub(super) fn is_busy(&self) -> bool {
        self.state == State::Busy
    }

    /// When it is closed if nothing happens. Our own handler is no client to be tired of.
    pub(super) fn deadline(&self, limits: &ServerLimits) -> Option<Instant> {
        if self.is_busy() {
            return None;
        }
        self.last.checked_add(limits.idle_timeout)
    }

    /// Begins the conversation, unless it has to wait for the PROXY header.
    pub(super) fn begin<S>(
        &mut self,
        service: &S,
        limits: &ServerLimits,
        scratch: &mut Scratch,
        waker: &dyn Fn() -> Waker,
    ) -> Result<Turn>
    where
        S: Service<Conversation = C>,
    {
        if !limits.proxy_protocol {
            let mut conversation = service.accepted(self.peer);
            conversation.wake_with(waker);
            self.conversation = Some(conversation);
            if let Some(turn) = self.advance(&[], scratch)? {
                return Ok(turn);
            }
        }
        self.turn(service, scratch, waker, false)
    }

    /// Reads, answers and sends what can be without waiting. A connection whose handler has
    /// `woken` it has something to say by itself.
    pub(super) fn turn<S>(
        &mut self,
        service: &S,
        scratch: &mut Scratch,
        waker: &dyn Fn() -> Waker,
        woken: bool,
    ) -> Result<Turn>
    where
        S: Service<Conversation = C>,
    {
        self.is_woken |= woken;
        let had_output = self.has_output();
        if !self.flush(self.state == State::Finished)? {
            if self.state == State::Finished {
                self.discard(scratch);
            }
            return Ok(Turn::Wait);
        }
        if self.state == State::Finished {
            return self.end();
        }
        if self.is_busy() && !self.is_woken {
            return Ok(Turn::Wait);
        }
        // What came while there was something to send waits for its turn here.
        let waits = had_output && !self.unread.unread().is_empty();
        if (waits || self.state != State::NeedInput)
            && let Some(turn) = self.advance(&[], scratch)?
        {
            return Ok(turn);
        }
        for _ in 0..READS {
            let count = match self.stream.read(&mut scratch.input) {
                Ok(0) => return self.ended(),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Turn::Wait),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.failed(error)),
            };
            self.received = self.received.saturating_add(count as u64);
            // Taken out so that it can be lent beside the rest of the buffers.
            let input = std::mem::take(&mut scratch.input);
            let came = input.get(..count).unwrap_or_default();
            let progress = self.take_in(came, service, scratch, waker);
            let is_short = count < input.len();
            scratch.input = input;
            if let Some(turn) = progress? {
                return Ok(turn);
            }
            // Before much more is held it is counted.
            if self.holds() > self.held.saturating_add(KEPT) {
                return Ok(Turn::Again);
            }
            // There was no more. Registering it now tells of all that comes after;
            // where it stands registered already, only the next read is sure to.
            if is_short && !self.is_registered {
                return Ok(Turn::Wait);
            }
        }
        Ok(Turn::Again)
    }

    /// Deals with bytes that have come. `None`: it needs more.
    fn take_in<S>(
        &mut self,
        came: &[u8],
        service: &S,
        scratch: &mut Scratch,
        waker: &dyn Fn() -> Waker,
    ) -> Result<Option<Turn>>
    where
        S: Service<Conversation = C>,
    {
        if self.conversation.is_some() {
            return self.advance(came, scratch);
        }
        self.unread.append(came);
        let Some((client, length)) = proxy::parse(self.unread.unread())? else {
            return Ok(None);
        };
        self.unread.consume(length);
        self.peer = canonical(client.unwrap_or(self.peer));
        let mut conversation = service.accepted(self.peer);
        conversation.wake_with(waker);
        self.conversation = Some(conversation);
        // First of all it is asked what it says to no input.
        let behind = std::mem::take(&mut self.unread);
        let turn = self.advance(&[], scratch)?;
        if self.state != State::Finished {
            self.unread = behind;
        }
        if turn.is_some() || self.unread.unread().is_empty() {
            return Ok(turn);
        }
        self.advance(&[], scratch)
    }

    /// Has the conversation read what is unread, and behind it what `came`, and sends what it
    /// says. `None`: it needs more.
    fn advance(&mut self, came: &[u8], scratch: &mut Scratch) -> Result<Option<Turn>> {
        let Some(conversation) = &mut self.conversation else {
            return Ok(None);
        };
        self.is_woken = false;
        let mut output = std::mem::take(&mut scratch.output);
        let is_direct = self.unread.unread().is_empty();
        let input = if is_direct {
            came
        } else {
            self.unread.append(came);
            self.unread.unread()
        };
        let progress = conversation.advance(input, &mut output);
        let (consumed, state) = match progress {
            Ok(Progress { consumed, state }) => (consumed, state),
            Err(error) if output.is_empty() => {
                scratch.output = output;
                return Err(error);
            }
            Err(error) => {
                self.failure = Some(error);
                (input.len(), State::Finished)
            }
        };
        self.state = state;
        self.offset = self.offset.saturating_add(consumed as u64);
        match (state, is_direct) {
            (State::Finished, _) => self.unread = InputBuffer::default(),
            (_, true) => self.unread.append(came.get(consumed..).unwrap_or_default()),
            (_, false) => {
                self.unread.consume(consumed);
                self.unread.release_if_empty();
            }
        }
        self.say(output, scratch)?;
        match (self.has_output(), state) {
            (true, State::Finished) => {
                self.discard(scratch);
                Ok(Some(Turn::Wait))
            }
            (false, State::Finished) => self.end().map(Some),
            (true, _) | (_, State::Busy) => Ok(Some(Turn::Wait)),
            (false, State::Sending) => Ok(Some(Turn::Again)),
            (false, State::NeedInput) => Ok(None),
        }
    }

    /// Sends what the conversation says, and keeps what the socket does not take.
    fn say(&mut self, mut output: Vec<u8>, scratch: &mut Scratch) -> Result<()> {
        let sent = self
            .send(&output, self.state == State::Finished)
            .map_err(|error| self.failed(error))?;
        let unsent = output.get(sent..).unwrap_or_default();
        if unsent.len() > output.capacity() / 2 {
            (self.output, self.sent) = (output, sent);
            return Ok(());
        }
        (self.output, self.sent) = (unsent.to_vec(), 0);
        output.clear();
        output.shrink_to(KEPT);
        scratch.output = output;
        Ok(())
    }

    /// Sends what is left. Whether nothing is any longer.
    fn flush(&mut self, is_last: bool) -> Result<bool> {
        if !self.has_output() {
            return Ok(true);
        }
        let output = std::mem::take(&mut self.output);
        let left = output.get(self.sent..).unwrap_or_default();
        let sent = self
            .send(left, is_last)
            .map_err(|error| self.failed(error))?;
        self.sent = self.sent.saturating_add(sent);
        if self.sent >= output.len() {
            self.sent = 0;
            return Ok(true);
        }
        self.output = output;
        Ok(false)
    }

    /// Sends as much as the socket takes. The last of it goes out with the end of the connection.
    fn send(&mut self, bytes: &[u8], is_last: bool) -> io::Result<usize> {
        let mut sent = 0_usize;
        while let Some(left) = bytes.get(sent..).filter(|left| !left.is_empty()) {
            let flags = if is_last { LAST } else { NOT_LAST };
            match SockRef::from(&self.stream).send_with_flags(left, flags) {
                Ok(count) => sent = sent.saturating_add(count),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.sent_in_all = self.sent_in_all.saturating_add(sent as u64);
        Ok(sent)
    }

    /// Ends what is sent.
    fn end(&mut self) -> Result<Turn> {
        self.stream
            .shutdown(Shutdown::Write)
            .map_err(|error| self.failed(error))?;
        match self.failure.take() {
            Some(failure) => Err(failure),
            None => Ok(Turn::Over),
        }
    }

    /// Takes what the client still sends, while it does not read its answer: it may
    /// do so only when it has sent everything.
    fn discard(&mut self, scratch: &mut Scratch) {
        let _ = discard(&mut self.stream, &mut self.discarded, scratch);
    }

    /// How much memory is held for the client.
    fn holds(&self) -> usize {
        let conversation = self.conversation.as_ref();
        self.unread
            .capacity()
            .saturating_add(self.output.capacity())
            .saturating_add(conversation.map_or(0, Conversation::held))
    }

    /// Counts what is held, and fails if all connections together hold too much.
    pub(super) fn account(&mut self, counters: &Counters, limits: &ServerLimits) -> Result<()> {
        let held = self.holds();
        if held == self.held {
            return Ok(());
        }
        let all = counters.holds(self.held, held);
        let grows = held > self.held;
        self.held = held;
        if grows && all > limits.max_memory {
            let kind = ErrorKind::Limit {
                limit: "max_memory",
                allowed: limits.max_memory as u64,
                found: all as u64,
            };
            return Err(Error::new(self.offset, kind));
        }
        Ok(())
    }

    /// Counts nothing as held any longer.
    pub(super) fn release(&mut self, counters: &Counters) {
        if self.held > 0 {
            counters.holds(self.held, 0);
            self.held = 0;
        }
    }

    /// The error of a client from whom nothing has come, or to whom nothing went, for too long.
    pub(super) fn timed_out(&self, after: Duration) -> Error {
        let what = if self.has_output() {
            format!("the client did not take its answer for {after:?}")
        } else {
            format!("nothing came from the client for {after:?}")
        };
        self.failed(io::Error::new(io::ErrorKind::TimedOut, what))
    }

    /// The client has ended what it sends, and more was needed.
    fn ended(&mut self) -> Result<Turn> {
        match &mut self.conversation {
            Some(conversation) => conversation.ended(self.unread.unread().len())?,
            None => return Err(proxy::abandoned(self.unread.unread().len())),
        }
        self.state = State::Finished;
        self.end()
    }

    fn failed(&self, error: io::Error) -> Error {
        let unread = u64::try_from(self.unread.unread().len()).unwrap_or(u64::MAX);
        let offset = self.offset.saturating_add(unread);
        Error::new(offset, ErrorKind::Io(error))
    }
}

/// No signal if the peer is gone; and for the last piece, none of it alone: it and
/// the end of the connection make one packet, and wake the client once.
#[cfg(any(target_os = "linux", target_os = "android"))]
const LAST: i32 = NOT_LAST | 0x8000;
#[cfg(any(target_os = "linux", target_os = "android"))]
const NOT_LAST: i32 = 0x4000;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const LAST: i32 = 0;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const NOT_LAST: i32 = 0;

/// An IPv4 client that came over an IPv6 socket is named by its IPv4 address.
fn canonical(peer: SocketAddr) -> SocketAddr {
    match peer.ip().to_canonical() {
        IpAddr::V4(address) => SocketAddr::new(address.into(), peer.port()),
        IpAddr::V6(_) => peer,
    }
}
