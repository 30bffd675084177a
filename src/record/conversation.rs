//! One TCP connection: who its ends are, and what each said.

use core::net::SocketAddr;

use super::direction::{Direction, Teller};
use super::event::What;
use super::queue::Queue;
use super::segment::Segment;
use crate::conversation::{Side, Stamp};

/// The two ends of a connection, the lesser address first, so that both directions have one key.
pub(super) type Key = (SocketAddr, SocketAddr);

pub(super) fn key(segment: &Segment<'_>) -> Key {
    let (from, to) = (segment.from, segment.to);
    (from.min(to), from.max(to))
}

/// One TCP connection.
#[derive(Debug)]
pub(super) struct Conversation {
    number: u64,
    client: SocketAddr,
    by_client: Direction,
    by_server: Direction,
}

impl Conversation {
    /// Returns the conversation that begins with this segment, told.
    pub(super) fn begin(number: u64, segment: &Segment<'_>, at: Stamp, queue: &mut Queue) -> Self {
        let is_client = match (segment.syn, segment.acknowledged) {
            (true, acknowledged) => acknowledged.is_none(),
            // Ports of clients are the ephemeral ones, above those of servers.
            (false, _) => segment.from.port() >= segment.to.port(),
        };
        let (client, server) = match is_client {
            true => (segment.from, segment.to),
            false => (segment.to, segment.from),
        };
        let opened = What::Opened {
            client,
            server,
            joined: !segment.syn,
        };
        queue.put(at, number, opened);
        let mut by_client = Direction::default();
        if segment.syn
            && !is_client
            && let Some(acknowledged) = segment.acknowledged
        {
            by_client.begin(acknowledged);
        }
        Conversation {
            number,
            client,
            by_client,
            by_server: Direction::default(),
        }
    }

    /// Returns the number of the conversation.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Returns whether a segment between the same ends begins another conversation.
    pub(super) fn is_other(&self, segment: &Segment<'_>) -> bool {
        if !segment.syn || segment.rst {
            return false;
        }
        let side = self.side(segment);
        let (own, other) = (self.direction(side), self.direction(side.other()));
        let first = segment.sequence.wrapping_add(1);
        if let Some(syn) = own.syn() {
            // Sent again, or by a server that gave an answer anew and has said nothing yet.
            let again = segment.acknowledged.is_some() && own.is_silent();
            return syn != segment.sequence && !(again && answers(other, segment));
        }
        match own.begins_with(first) {
            // Bytes came before the SYN that they follow, if it answers that of the other end.
            Some(false) if segment.acknowledged.is_some() && other.syn().is_some() => {
                !answers(other, segment)
            }
            Some(begins) => !begins,
            // The other end's was seen, or it has said nothing: both may open at once.
            None => !answers(other, segment),
        }
    }

    /// Takes what a segment says.
    pub(super) fn take(
        &mut self,
        segment: &Segment<'_>,
        most: usize,
        at: Stamp,
        queue: &mut Queue,
    ) {
        let side = self.side(segment);
        let conversation = self.number;
        let mut teller = Teller {
            at,
            conversation,
            from: side,
            queue,
        };
        let own = self.direction_mut(side);
        if segment.syn && !segment.rst {
            own.open(segment.sequence);
        }
        own.take(segment, most, &mut teller);
        if let Some(number) = segment.acknowledged
            && !segment.rst
        {
            teller.from = side.other();
            self.direction_mut(side.other())
                .acknowledge(number, &mut teller);
        }
    }

    /// Returns whether both ends have ended, or one has broken off.
    pub(super) fn is_over(&self) -> bool {
        let (one, other) = (&self.by_client, &self.by_server);
        (one.is_over() && other.is_over()) || one.is_broken() || other.is_broken()
    }

    /// Returns how many bytes of memory wait in it.
    pub(super) fn held(&self) -> usize {
        self.by_client.held().saturating_add(self.by_server.held())
    }

    /// Returns how many bytes of memory a segment may need.
    pub(super) fn cost(&self, segment: &Segment<'_>) -> usize {
        self.direction(self.side(segment)).cost(segment)
    }

    /// Whether something waits for bytes that were received and not captured.
    pub(super) fn is_lacking(&self) -> bool {
        self.by_client.is_lacking() || self.by_server.is_lacking()
    }

    /// Takes it that such bytes do not come.
    pub(super) fn settle(&mut self, at: Stamp, queue: &mut Queue) {
        self.both(at, queue, Direction::settle);
    }

    /// Tells all that waits: no more comes.
    pub(super) fn flush(&mut self, at: Stamp, queue: &mut Queue) {
        self.both(at, queue, Direction::flush);
    }

    fn both(&mut self, at: Stamp, queue: &mut Queue, tell: fn(&mut Direction, &mut Teller<'_>)) {
        let conversation = self.number;
        for from in [Side::Client, Side::Server] {
            let mut teller = Teller {
                at,
                conversation,
                from,
                queue,
            };
            tell(self.direction_mut(from), &mut teller);
        }
    }

    fn side(&self, segment: &Segment<'_>) -> Side {
        match segment.from == self.client {
            true => Side::Client,
            false => Side::Server,
        }
    }

    fn direction(&self, side: Side) -> &Direction {
        match side {
            Side::Client => &self.by_client,
            Side::Server => &self.by_server,
        }
    }

    fn direction_mut(&mut self, side: Side) -> &mut Direction {
        match side {
            Side::Client => &mut self.by_client,
            Side::Server => &mut self.by_server,
        }
    }
}

/// Whether a SYN can answer what the other end has said: its SYN, with or without bytes in it, or
/// nothing that was seen.
fn answers(other: &Direction, segment: &Segment<'_>) -> bool {
    match (other.syn(), segment.acknowledged) {
        (Some(syn), Some(acknowledged)) => {
            let said = acknowledged.wrapping_sub(syn.wrapping_add(1));
            u64::from(said) <= other.seen()
        }
        // Both open at once.
        (Some(_), None) | (None, _) => other.is_silent(),
    }
}
