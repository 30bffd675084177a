//! The connections that wait: for their sockets, for their time, or to be let go.

use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

use mio::Token;

use super::ServerLimits;
use super::connection::Connection;
use super::parting::Parting;
use crate::conversation::Conversation;

/// The first token of a connection.
const CONNECTIONS: usize = 2;

/// Tokens are never given twice: an event, or a handler that wakes its connection, can come late.
pub(super) struct Waiting<C> {
    waiters: HashMap<usize, Waiter<C>>,
    /// When each of them is looked at though nothing has come.
    timers: BTreeSet<(Instant, usize)>,
    next: usize,
}

struct Waiter<C> {
    who: Who<C>,
    timer: Option<Instant>,
}

pub(super) enum Who<C> {
    Connected(Box<Connection<C>>),
    Parting(Parting),
}

/// Where somebody waits, or has waited and will again.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    token: usize,
    timer: Option<Instant>,
}

impl Seat {
    pub(super) fn token(&self) -> Token {
        Token(self.token)
    }
}

impl<C: Conversation> Who<C> {
    fn deadline(&self, limits: &ServerLimits) -> Option<Instant> {
        match self {
            Who::Connected(connection) => connection.deadline(limits),
            Who::Parting(parting) => parting.deadline(),
        }
    }
}

impl<C: Conversation> Waiting<C> {
    pub(super) fn new() -> Self {
        Waiting {
            waiters: HashMap::new(),
            timers: BTreeSet::new(),
            next: CONNECTIONS,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiters.is_empty()
    }

    pub(super) fn new_place(&mut self) -> Seat {
        let token = self.next;
        self.next = self.next.wrapping_add(1).max(CONNECTIONS);
        Seat { token, timer: None }
    }

    /// Has somebody wait until the socket is ready, or for as long as the limits say. Somebody
    /// whose deadline has moved on since is only looked at by then.
    pub(super) fn keep(&mut self, place: Seat, who: Who<C>, limits: &ServerLimits) {
        let Seat { token, timer } = place;
        let timer = match (timer, who.deadline(limits)) {
            (timer, None) => timer,
            (Some(timer), Some(deadline)) if timer <= deadline => Some(timer),
            (_, Some(deadline)) => {
                self.give_up(place);
                self.timers.insert((deadline, token));
                Some(deadline)
            }
        };
        self.waiters.insert(token, Waiter { who, timer });
    }

    /// Takes out who waits here.
    pub(super) fn take(&mut self, token: usize) -> Option<(Seat, Who<C>)> {
        let Waiter { who, timer } = self.waiters.remove(&token)?;
        Some((Seat { token, timer }, who))
    }

    /// Gives up the place of somebody who will not wait again.
    pub(super) fn give_up(&mut self, place: Seat) {
        if let Some(at) = place.timer {
            self.timers.remove(&(at, place.token));
        }
    }

    /// When somebody is to be looked at.
    pub(super) fn timer(&self) -> Option<Instant> {
        self.timers.first().map(|(at, _)| *at)
    }

    /// Takes out somebody whose time is over.
    pub(super) fn take_expired(&mut self, now: Instant, limits: &ServerLimits) -> Option<Who<C>> {
        while let Some(&(at, token)) = self.timers.first()
            && at <= now
        {
            self.timers.pop_first();
            let Some(waiter) = self.waiters.get_mut(&token) else {
                continue;
            };
            waiter.timer = waiter.who.deadline(limits);
            match waiter.timer {
                Some(later) if later <= now => {
                    return self.waiters.remove(&token).map(|waiter| waiter.who);
                }
                later => self.timers.extend(later.map(|at| (at, token))),
            }
        }
        None
    }

    /// Takes out the connection that holds most, if that is more than this.
    pub(super) fn take_largest(&mut self, held: usize) -> Option<Box<Connection<C>>> {
        let connected = self
            .waiters
            .iter()
            .filter_map(|(token, waiter)| match &waiter.who {
                Who::Connected(connection) => Some((connection.held(), *token)),
                Who::Parting(_) => None,
            });
        let (_, token) = connected.max().filter(|(most, _)| *most > held)?;
        let (place, who) = self.take(token)?;
        self.give_up(place);
        match who {
            Who::Connected(connection) => Some(connection),
            Who::Parting(_) => None,
        }
    }

    /// Takes out all.
    pub(super) fn take_all(&mut self) -> impl Iterator<Item = Who<C>> + use<C> {
        self.timers.clear();
        std::mem::take(&mut self.waiters)
            .into_values()
            .map(|waiter| waiter.who)
    }
}
