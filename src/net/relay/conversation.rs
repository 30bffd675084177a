//! One client from its connection to its end, and the server it is led to.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use mio::event::Event;
use mio::{Registry, Token};

use super::connecting::{Connecting, Reached};
use super::counters::Outcome;
use super::inbox::Inbox;
use super::introduction::{Guest, Introduced, Introduction, says};
use super::line::Line;
use super::observer::{End, Guarded, Observer, Opened, Watcher, unless_panic};
use super::route::Target;
use super::shared::Shared;
use super::way::{Passed, Way};
use crate::conversation::Side;
use crate::inspect::visible;
use crate::net::socks::Reply;

/// What a worker lends its conversations.
pub(super) struct Lent<'a, O> {
    pub(super) shared: &'a Shared<O>,
    pub(super) registry: &'a Registry,
    pub(super) inbox: &'a Arc<Inbox>,
    pub(super) scratch: &'a mut [u8],
    /// The conversation's place with the worker, and the token of its server there.
    pub(super) at: usize,
    pub(super) token: Token,
}

/// What a conversation needs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// That one of its sockets can do more.
    Wait,
    /// Another turn, after the others.
    ATurn,
    Over(Outcome),
}

#[derive(Debug)]
pub(super) struct Conversation<W: Watcher> {
    number: u64,
    peer: SocketAddr,
    client: Line,
    stage: Stage<W>,
}

#[derive(Debug)]
enum Stage<W: Watcher> {
    Introducing(Introduction),
    Resolving(Guest),
    Connecting(Box<Connecting>, Target),
    Open(Talk<W>),
    Over,
}

/// A conversation whose two ends are there.
#[derive(Debug)]
struct Talk<W: Watcher> {
    server: Line,
    there: Way,
    back: Way,
    watcher: Guarded<W>,
}

impl<W: Watcher> Conversation<W> {
    pub(super) fn new(
        number: u64,
        peer: SocketAddr,
        client: Line,
        introduction: Introduction,
    ) -> Self {
        Conversation {
            number,
            peer: canonical(peer),
            client,
            stage: Stage::Introducing(introduction),
        }
    }

    /// Takes note of what the poller says of one side.
    pub(super) fn hear(&mut self, side: Side, event: &Event) {
        let line = match (side, &mut self.stage) {
            (Side::Client, _) => Some(&mut self.client),
            (Side::Server, Stage::Open(talk)) => Some(&mut talk.server),
            (Side::Server, Stage::Connecting(connecting, _)) => connecting.line(),
            (Side::Server, _) => None,
        };
        if let Some(line) = line {
            line.hear(event);
        }
    }

    /// Takes the addresses of the server of the conversation of this number.
    pub(super) fn resolved(&mut self, number: u64, addresses: io::Result<Vec<SocketAddr>>) {
        if number != self.number {
            return;
        }
        self.stage = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Resolving(guest) => {
                let target = guest.target.clone();
                Stage::Connecting(Box::new(Connecting::new(guest, addresses)), target)
            }
            other => other,
        };
    }

    /// Goes on as far as it goes now.
    pub(super) fn advance<O: Observer<Watcher = W>>(&mut self, lent: &mut Lent<'_, O>) -> Next {
        loop {
            let stage = std::mem::replace(&mut self.stage, Stage::Over);
            let (stage, next) = match stage {
                Stage::Introducing(introduction) => self.introduce(introduction, lent),
                // Whoever has given up is not waited for.
                Stage::Resolving(_) | Stage::Connecting(..) if self.client.is_broken() => {
                    (Stage::Over, Some(Next::Over(Outcome::Reset)))
                }
                Stage::Resolving(guest) => (Stage::Resolving(guest), Some(Next::Wait)),
                Stage::Connecting(connecting, target) => self.connect(*connecting, target, lent),
                Stage::Open(mut talk) => {
                    let next = talk.advance(&mut self.client, lent);
                    (Stage::Open(talk), Some(next))
                }
                Stage::Over => (Stage::Over, Some(Next::Over(Outcome::Reset))),
            };
            self.stage = stage;
            if let Some(next) = next {
                return next;
            }
        }
    }

    /// Ends it at once, for the relay ends.
    pub(super) fn cut(&mut self) {
        self.client.reset_on_close();
        if let Stage::Open(talk) = &mut self.stage {
            talk.server.reset_on_close();
            for way in [&talk.there, &talk.back] {
                if !way.has_heard_the_end() {
                    talk.watcher.ended(way.from(), super::now(), End::Cut);
                }
            }
        }
    }

    fn introduce<O: Observer<Watcher = W>>(
        &mut self,
        mut introduction: Introduction,
        lent: &mut Lent<'_, O>,
    ) -> (Stage<W>, Option<Next>) {
        let settings = &lent.shared.settings;
        match introduction.hear(&mut self.client, lent.scratch, settings) {
            Introduced::NotYet => (Stage::Introducing(introduction), Some(Next::Wait)),
            Introduced::Gone => {
                tracing::debug!(peer = %self.peer, "it has gone before it said where to");
                (Stage::Over, Some(Next::Over(Outcome::TurnedAway)))
            }
            Introduced::Wrong(reason) => {
                tracing::warn!(peer = %self.peer, "{reason}; connection closed");
                (Stage::Over, Some(Next::Over(Outcome::TurnedAway)))
            }
            Introduced::Done(guest) => {
                self.peer = guest.client.map_or(self.peer, canonical);
                let target = guest.target.clone();
                let known = lent
                    .shared
                    .resolve(&target, lent.inbox, lent.at, self.number);
                let stage = match known {
                    Some(addresses) => {
                        Stage::Connecting(Box::new(Connecting::new(guest, Ok(addresses))), target)
                    }
                    None => Stage::Resolving(guest),
                };
                (stage, None)
            }
        }
    }

    fn connect<O: Observer<Watcher = W>>(
        &mut self,
        connecting: Connecting,
        target: Target,
        lent: &mut Lent<'_, O>,
    ) -> (Stage<W>, Option<Next>) {
        match connecting.advance(lent.registry, lent.token) {
            Reached::NotYet(connecting) => {
                let stage = Stage::Connecting(Box::new(connecting), target);
                (stage, Some(Next::Wait))
            }
            Reached::Server(guest, at, server) => {
                (Stage::Open(self.open(&guest, at, server, lent)), None)
            }
            Reached::Nobody(guest, at, error) => {
                self.refuse(&guest, at, &error, lent.shared);
                (Stage::Over, Some(Next::Over(Outcome::Refused)))
            }
        }
    }

    /// The server has been reached: from here on all that is said passes.
    fn open<O: Observer<Watcher = W>>(
        &mut self,
        guest: &Guest,
        at: SocketAddr,
        server: Line,
        lent: &Lent<'_, O>,
    ) -> Talk<W> {
        let shared = lent.shared;
        // A connection that is lost already is found out when it is read.
        if let Err(error) = server.prepare() {
            tracing::debug!(peer = %self.peer, "{at}: {error}");
        }
        let opened = self.opened(guest, at);
        shared.counters.reached();
        let mut watcher = Guarded::opened(&shared.observer, &opened);
        let (mut there, mut back) = (Way::new(Side::Client), Way::new(Side::Server));
        if shared.settings.sends_header {
            let own = self.client.local().map_or(at, canonical);
            there.begin_with(header(self.peer, own).as_bytes());
        }
        if !guest.early.is_empty() {
            watcher.bytes(Side::Client, super::now(), &guest.early);
            shared.counters.passed(Side::Client, guest.early.len());
            there.begin_with(&guest.early);
        }
        if guest.awaits_reply() {
            let bound = server.local().unwrap_or(at);
            back.begin_with(&Reply::Succeeded.bytes(bound));
        }
        tracing::info!(peer = %self.peer, "#{} is led to {at}", self.number);
        Talk {
            server,
            there,
            back,
            watcher,
        }
    }

    /// Tells the client, and whoever looks on, that its server cannot be reached.
    fn refuse<O: Observer<Watcher = W>>(
        &mut self,
        guest: &Guest,
        at: Option<SocketAddr>,
        error: &io::Error,
        shared: &Shared<O>,
    ) {
        let target = &guest.target;
        let consequence = if guest.awaits_reply() {
            says(&mut self.client, &reply_to(error).of_failure());
            self.client.end();
            "the client is told so"
        } else {
            self.client.reset_on_close();
            "the client is reset"
        };
        tracing::warn!(
            peer = %self.peer,
            "#{}: cannot reach the server {}: {error}; {consequence}",
            self.number,
            visible(&target.to_string())
        );
        if let Some(at) = at.or_else(|| target.address()) {
            let opened = self.opened(guest, at);
            unless_panic(|| shared.observer.refused(&opened, &error.to_string()));
        }
    }

    fn opened(&self, guest: &Guest, server: SocketAddr) -> Opened {
        Opened {
            number: self.number,
            client: self.peer,
            server: canonical(server),
            asked: guest.asked.clone(),
            at: super::now(),
        }
    }
}

impl<W: Watcher> Talk<W> {
    fn advance<O>(&mut self, client: &mut Line, lent: &mut Lent<'_, O>) -> Next {
        let counters = &lent.shared.counters;
        let Talk {
            server,
            there,
            back,
            watcher,
        } = self;
        let there_passed = there.pass(
            client,
            server,
            lent.scratch,
            watcher,
            counters,
            back.has_ended(),
        );
        let back_passed = back.pass(
            server,
            client,
            lent.scratch,
            watcher,
            counters,
            there.has_ended(),
        );
        let passed = [there_passed, back_passed];
        let lost = passed.into_iter().find_map(|passed| match passed {
            Passed::Lost(side) => Some(side),
            _ => None,
        });
        // Of an end that is not read, for it has said its last or the other one takes nothing, the
        // poller alone tells that it has gone.
        let has_gone = |line: &Line, way: &Way| line.is_broken() && !way.is_reading();
        let lost = lost.or_else(|| {
            if has_gone(client, there) {
                Some(Side::Client)
            } else {
                has_gone(server, back).then_some(Side::Server)
            }
        });
        if there.has_ended() && back.has_ended() {
            return Next::Over(Outcome::Ended);
        }
        if let Some(side) = lost {
            let (way, from, to) = match side {
                Side::Client => (there, client, server),
                Side::Server => (back, server, client),
            };
            // What it said before still came, and goes as far as the other end takes it now.
            while way.pass(from, to, lent.scratch, watcher, counters, false) == Passed::ATurn {}
            watcher.ended(side, super::now(), End::Reset);
            to.reset_on_close();
            return Next::Over(Outcome::Reset);
        }
        if passed.contains(&Passed::ATurn) {
            return Next::ATurn;
        }
        Next::Wait
    }
}

/// Returns the address as one of IPv4, where it is that in the clothes of IPv6.
fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

/// Returns the header of the PROXY protocol, version 1, that names a client.
fn header(client: SocketAddr, own: SocketAddr) -> String {
    let ports = (client.port(), own.port());
    let (kind, from, to) = match (client.ip(), own.ip()) {
        (std::net::IpAddr::V4(from), std::net::IpAddr::V4(to)) => {
            ("TCP4", from.to_string(), to.to_string())
        }
        (from, to) => ("TCP6", as_v6(from), as_v6(to)),
    };
    format!("PROXY {kind} {from} {to} {} {}\r\n", ports.0, ports.1)
}

fn as_v6(address: std::net::IpAddr) -> String {
    match address {
        std::net::IpAddr::V4(address) => address.to_ipv6_mapped().to_string(),
        std::net::IpAddr::V6(address) => address.to_string(),
    }
}

/// Returns what a SOCKS client is told of a server that cannot be reached.
fn reply_to(error: &io::Error) -> Reply {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Reply::ConnectionRefused,
        io::ErrorKind::HostUnreachable | io::ErrorKind::NotFound | io::ErrorKind::TimedOut => {
            Reply::HostUnreachable
        }
        io::ErrorKind::NetworkUnreachable => Reply::NetworkUnreachable,
        _ => Reply::GeneralFailure,
    }
}
