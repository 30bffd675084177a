//! One conversation over one socket that never blocks.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::task::Waker;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::clock::Clock;
use super::counters::{Counters, Outcome};
use super::line::Line;
use super::memory::Held;
use super::outgoing::Outgoing;
use super::parting::Parting;
use super::scratch::{KEPT, Scratch};
use super::talk::Talk;
use super::{ServerLimits, Service};
use crate::conversation::{Conversation, State};
use crate::error::{Error, ErrorKind, Result};

/// How often one connection is read before others have their turn.
const READS: usize = 16;

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
    line: Line,
    peer: SocketAddr,
    talk: Talk<C>,
    outgoing: Outgoing,
    received: u64,
    discarded: usize,
    held: Held,
    clock: Clock,
}

impl<C: Conversation> Connection<C> {
    pub(super) fn new(stream: TcpStream, peer: SocketAddr, now: Instant) -> Self {
        Connection {
            line: Line::new(stream),
            peer: canonical(peer),
            talk: Talk::new(),
            outgoing: Outgoing::default(),
            received: 0,
            discarded: 0,
            held: Held::default(),
            clock: Clock::new(now),
        }
    }

    pub(super) fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// How many bytes the conversation has read.
    pub(super) fn offset(&self) -> u64 {
        self.talk.offset()
    }

    /// Whether its next step may take longer than a moment.
    pub(super) fn may_take_long(&self) -> bool {
        self.received > KEPT as u64
    }

    pub(super) fn has_output(&self) -> bool {
        !self.outgoing.is_empty()
    }

    /// When it is closed if nothing happens. Our own handler is not a client to grow tired of, but
    /// one that does not take what was said already is.
    pub(super) fn deadline(&self, limits: &ServerLimits) -> Option<Instant> {
        if self.talk.is_busy() && !self.has_output() {
            return None;
        }
        self.clock.deadline(limits)
    }

    /// How long the request took for which the client was too slow; `None` if it was silent.
    pub(super) fn slow_request(&self, limits: &ServerLimits) -> Option<Duration> {
        self.clock.slow_request(limits)
    }

    /// How many bytes have come, and how many have gone.
    pub(super) fn traffic(&self) -> (u64, u64) {
        (self.received, self.outgoing.in_all())
    }

    /// Something has come, or gone.
    pub(super) fn moved(&mut self, now: Instant) {
        self.clock.moved(now);
    }

    /// Takes note of the request that is under way after a turn. It is until its answer is sent.
    pub(super) fn note_request(&mut self) {
        self.clock.handler_works(self.talk.is_busy());
        let before = self.clock.request();
        self.clock
            .is_at(self.talk.request(before, self.has_output()));
    }

    /// Has the poller report when the socket is ready for what is to be done next.
    pub(super) fn register(&mut self, registry: &Registry, token: Token) -> io::Result<()> {
        let mut interest = Interest::READABLE;
        if self.has_output() {
            interest |= Interest::WRITABLE;
        }
        self.line.register(registry, token, interest)
    }

    /// Gives the client time to close.
    pub(super) fn part(self) -> Parting {
        Parting::new(self.line, self.peer, Instant::now())
    }

    /// How much memory is held for the client.
    fn holds(&self) -> usize {
        self.talk.holds().saturating_add(self.outgoing.capacity())
    }

    /// How much is counted as held by this connection.
    pub(super) fn held(&self) -> usize {
        self.held.counted()
    }

    /// Counts what is held. Returns what all connections hold together, if this one holds more
    /// than before.
    pub(super) fn account(&mut self, counters: &Counters) -> Option<usize> {
        self.held.count(self.holds(), counters)
    }

    /// Counts how it ended, and nothing as held any longer.
    pub(super) fn count(&mut self, counters: &Counters, outcome: Outcome) {
        self.held.count(0, counters);
        let took = self.clock.took();
        let (received, sent) = self.traffic();
        counters.ended(outcome, took, received, sent);
        tracing::debug!(
            peer = %self.peer,
            "{outcome} after {took:?}: {received} bytes received, {sent} sent"
        );
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
            self.talk.begin(service, self.peer, waker);
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
        if woken {
            self.talk.wake();
        }
        let had_output = self.has_output();
        let state = self.talk.state();
        if !self.flush(state == State::Finished)? {
            if self.talk.hears_no_more() {
                self.discard(scratch);
            }
            return Ok(Turn::Wait);
        }
        if state == State::Finished {
            return self.end();
        }
        if self.talk.waits_for_handler() {
            return Ok(Turn::Wait);
        }
        // What came while there was something to send waits for its turn here.
        let waits = had_output && self.talk.has_unread();
        if (waits || state != State::NeedInput)
            && let Some(turn) = self.advance(&[], scratch)?
        {
            return Ok(turn);
        }
        for _ in 0..READS {
            let count = match self.line.read(scratch.input()) {
                Ok(0) => return self.ended(),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Turn::Wait),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.failed(error)),
            };
            self.received = self.received.saturating_add(count as u64);
            let input = scratch.take_input();
            let came = input.get(..count).unwrap_or_default();
            let progress = self.take_in(came, service, scratch, waker);
            let is_short = count < input.len();
            scratch.put_input(input);
            if let Some(turn) = progress? {
                return Ok(turn);
            }
            // Before much more is held it is counted.
            if self.holds() > self.held().saturating_add(KEPT) {
                return Ok(Turn::Again);
            }
            // There was no more. Registering it now tells of all that comes after;
            // where it is already registered, only the next read is sure to.
            if is_short && !self.line.is_registered() {
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
        if self.talk.has_begun() {
            return self.advance(came, scratch);
        }
        let Some(client) = self.talk.header(came)? else {
            return Ok(None);
        };
        self.peer = canonical(client.unwrap_or(self.peer));
        self.talk.begin(service, self.peer, waker);
        // First of all it is asked what it has to say without any input.
        let behind = self.talk.set_aside();
        let turn = self.advance(&[], scratch)?;
        self.talk.take_up(behind);
        if turn.is_some() || !self.talk.has_unread() {
            return Ok(turn);
        }
        self.advance(&[], scratch)
    }

    /// Has the conversation read what is unread, and after it what `came`, and sends what it
    /// says. `None`: it needs more.
    fn advance(&mut self, came: &[u8], scratch: &mut Scratch) -> Result<Option<Turn>> {
        if !self.talk.has_begun() {
            return Ok(None);
        }
        let mut output = scratch.take_output();
        let begun = Instant::now();
        let advanced = self.talk.advance(came, &mut output);
        self.clock.handler_took(begun.elapsed());
        if let Err(error) = advanced {
            scratch.put_output(output);
            return Err(error);
        }
        let state = self.talk.state();
        let sent = self
            .outgoing
            .send(self.line.stream(), output, state == State::Finished);
        if let Some(output) = sent.map_err(|error| self.failed(error))? {
            scratch.put_output(output);
        }
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

    /// Sends what is left. Whether nothing is left then.
    fn flush(&mut self, is_last: bool) -> Result<bool> {
        self.outgoing
            .flush(self.line.stream(), is_last)
            .map_err(|error| self.failed(error))
    }

    /// Ends what is sent.
    fn end(&mut self) -> Result<Turn> {
        self.line.end().map_err(|error| self.failed(error))?;
        self.talk.ended()?;
        Ok(Turn::Over)
    }

    /// Takes what the client still sends, while it does not read its answer: it may
    /// do so only when it has sent everything.
    fn discard(&mut self, scratch: &mut Scratch) {
        let _ = self.line.discard(&mut self.discarded, scratch, |_| {});
    }

    /// The client has ended what it sends, and more was needed.
    fn ended(&mut self) -> Result<Turn> {
        self.talk.cut_off()?;
        self.end()
    }

    /// The error of a connection that the system has ended.
    pub(super) fn failed(&self, error: io::Error) -> Error {
        Error::new(self.talk.end(), ErrorKind::Io(error))
    }
}

/// An IPv4 client that came over an IPv6 socket is named by its IPv4 address.
fn canonical(peer: SocketAddr) -> SocketAddr {
    match peer.ip().to_canonical() {
        IpAddr::V4(address) => SocketAddr::new(address.into(), peer.port()),
        IpAddr::V6(_) => peer,
    }
}
