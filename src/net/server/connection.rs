//! One conversation over one socket that never blocks.

mod failures;
mod held;

use std::io::{self, Read};
use std::net::{IpAddr, Shutdown, SocketAddr};
use std::task::Waker;
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::clock::Clock;
use super::outgoing::Outgoing;
use super::parting::discard;
use super::{ServerLimits, Service};
use crate::conversation::{Conversation, Progress, State};
use crate::error::{Error, Result};
use crate::net::proxy;
use crate::stream::buffer::InputBuffer;

/// How often one connection is read before others have their turn.
const READS: usize = 16;

/// What a buffer may keep of its size when it is empty.
const KEPT: usize = 64 * 1024;

/// Buffers of a worker, lent to one connection after another.
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
    /// Whether the poller knows it, and reports what comes, but only once.
    pub(super) is_registered: bool,
    /// `None` until the PROXY header has come.
    conversation: Option<C>,
    /// What has come and is not consumed.
    unread: InputBuffer,
    outgoing: Outgoing,
    state: State,
    /// Whether the handler has something to say that has not been asked for yet.
    is_woken: bool,
    /// What the conversation failed with, while its last words are sent.
    failure: Option<Error>,
    offset: u64,
    pub(super) received: u64,
    /// How much is counted as held by this connection.
    held: usize,
    discarded: usize,
    clock: Clock,
}

impl<C: Conversation> Connection<C> {
    pub(super) fn new(stream: TcpStream, peer: SocketAddr, now: Instant) -> Self {
        Connection {
            stream,
            peer: canonical(peer),
            is_registered: false,
            conversation: None,
            unread: InputBuffer::default(),
            outgoing: Outgoing::default(),
            state: State::NeedInput,
            is_woken: false,
            failure: None,
            offset: 0,
            received: 0,
            held: 0,
            discarded: 0,
            clock: Clock::new(now),
        }
    }

    /// Whether its next step may take longer than a moment.
    pub(super) fn may_take_long(&self) -> bool {
        self.received > KEPT as u64
    }

    pub(super) fn has_output(&self) -> bool {
        !self.outgoing.is_empty()
    }

    /// Whether nothing that the client still sends is read.
    fn hears_no_more(&self) -> bool {
        matches!(self.state, State::Finished | State::Ending)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.state == State::Busy
    }

    /// When it is closed if nothing happens. Our own handler is not a client to grow tired of.
    pub(super) fn deadline(&self, limits: &ServerLimits) -> Option<Instant> {
        if self.is_busy() {
            return None;
        }
        self.clock.deadline(limits)
    }

    /// Something has come, or gone.
    pub(super) fn moved(&mut self, now: Instant) {
        self.clock.moved(now);
    }

    /// How many bytes have been sent.
    pub(super) fn sent(&self) -> u64 {
        self.outgoing.in_all()
    }

    /// How long it has taken so far.
    pub(super) fn took(&self) -> Duration {
        self.clock.begun.elapsed()
    }

    /// Takes note of the request that is under way after a turn. It is until its answer is sent.
    pub(super) fn note_request(&mut self) {
        const OTHER: Option<u64> = Some(u64::MAX);

        let request = match &self.conversation {
            // The header of the PROXY protocol.
            None => OTHER.filter(|_| self.received > 0),
            Some(conversation) => {
                let request = conversation.request(self.unread.unread().len());
                let has_output = self.has_output();
                // Many answers in a row each have their own time.
                request.or_else(|| self.clock.request().or(OTHER).filter(|_| has_output))
            }
        };
        self.clock.is_at(request);
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
        if !limits.proxy_protocol() {
            let mut conversation = service.accepted(self.peer);
            conversation.wake_with(waker);
            self.conversation = Some(conversation);
            if let Some(turn) = self.advance(&[], scratch)? {
                return Ok(turn);
            }
        }
        self.turn(service, scratch, waker, false)
    }

    /// Reads, answers and sends what can be without waiting. A connection whose handler has `woken`
    /// it has something to say of its own.
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
            if self.hears_no_more() {
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
            // where it is already registered, only the next read is sure to.
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
        // First of all it is asked what it has to say without any input.
        let behind = std::mem::take(&mut self.unread);
        let turn = self.advance(&[], scratch)?;
        if !self.hears_no_more() {
            self.unread = behind;
        }
        if turn.is_some() || self.unread.unread().is_empty() {
            return Ok(turn);
        }
        self.advance(&[], scratch)
    }

    /// Has the conversation read what is unread, and after it what `came`, and sends what it
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
            (State::Finished | State::Ending, _) => self.unread = InputBuffer::default(),
            (_, true) => self.unread.append(came.get(consumed..).unwrap_or_default()),
            (_, false) => {
                self.unread.consume(consumed);
                self.unread.release_if_empty();
            }
        }
        self.say(output, scratch)?;
        match (self.has_output(), state) {
            (true, State::Finished | State::Ending) => {
                self.discard(scratch);
                Ok(Some(Turn::Wait))
            }
            (false, State::Finished) => self.end().map(Some),
            (true, _) | (_, State::Busy) => Ok(Some(Turn::Wait)),
            (false, State::Sending | State::Ending) => Ok(Some(Turn::Again)),
            (false, State::NeedInput) => Ok(None),
        }
    }

    /// Sends what the conversation says, and keeps what the socket does not take.
    fn say(&mut self, output: Vec<u8>, scratch: &mut Scratch) -> Result<()> {
        let is_last = self.state == State::Finished;
        let sent = self.outgoing.send(&self.stream, output, is_last);
        if let Some(mut output) = sent.map_err(|error| self.failed(error))? {
            output.clear();
            output.shrink_to(KEPT);
            scratch.output = output;
        }
        Ok(())
    }

    /// Sends what is left. Whether nothing is left then.
    fn flush(&mut self, is_last: bool) -> Result<bool> {
        self.outgoing
            .flush(&self.stream, is_last)
            .map_err(|error| self.failed(error))
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
        let _ = discard(&mut self.stream, &mut self.discarded, scratch, |_| {});
    }

    /// The client has ended what it sends, and more was needed.
    fn ended(&mut self) -> Result<Turn> {
        match &mut self.conversation {
            Some(conversation) => conversation.ended(self.unread.unread())?,
            None => return Err(proxy::abandoned(self.unread.unread().len())),
        }
        self.state = State::Finished;
        self.end()
    }
}

/// An IPv4 client that came over an IPv6 socket is named by its IPv4 address.
fn canonical(peer: SocketAddr) -> SocketAddr {
    match peer.ip().to_canonical() {
        IpAddr::V4(address) => SocketAddr::new(address.into(), peer.port()),
        IpAddr::V6(_) => peer,
    }
}
