//! The clients of one worker, and their turns.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::time::Instant;

use mio::net::TcpStream;

use super::connection::{Connection, Turn};
use super::counters::Outcome;
use super::inbox::Inbox;
use super::parting::Parting;
use super::scratch::Scratch;
use super::shared::Shared;
use super::waiting::{Seat, Waiting, Who};
use super::{Error, Service};

pub(super) struct Clients<S: Service> {
    shared: Arc<Shared<S>>,
    inbox: Arc<Inbox>,
    scratch: Scratch,
    waiting: Waiting<S::Conversation>,
    /// Those that have more to do.
    again: VecDeque<usize>,
    /// Those who have just been answered, oldest first.
    parting: VecDeque<Parting>,
}

impl<S: Service> Clients<S> {
    pub(super) fn new(shared: Arc<Shared<S>>, inbox: Arc<Inbox>) -> Self {
        Clients {
            shared,
            inbox,
            scratch: Scratch::new(),
            waiting: Waiting::new(),
            again: VecDeque::new(),
            parting: VecDeque::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.again.is_empty() && self.parting.is_empty()
    }

    /// Whether some have more to do.
    pub(super) fn is_busy(&self) -> bool {
        !self.again.is_empty()
    }

    /// Whether some may close soon of whom the poller tells nothing.
    pub(super) fn has_parting(&self) -> bool {
        !self.parting.is_empty()
    }

    /// When one is to be looked at.
    pub(super) fn timer(&self) -> Option<Instant> {
        self.waiting.timer()
    }

    /// Begins a conversation with a client, who has a place.
    pub(super) fn admit(&mut self, stream: TcpStream, peer: SocketAddr) {
        let connection = Connection::new(stream, peer, Instant::now());
        self.shared.counters().accepted();
        let place = self.waiting.new_place();
        self.step(place, connection, |connection, place, clients| {
            let waker = || clients.inbox.nudge(place.token().0);
            let (service, limits) = (clients.shared.service(), clients.shared.limits());
            connection.begin(service, limits, &mut clients.scratch, &waker)
        });
        self.shared.service().waiting();
    }

    /// Goes on with those that have more to do.
    pub(super) fn go_on(&mut self) {
        for _ in 0..self.again.len() {
            if let Some(token) = self.again.pop_front() {
                self.resume(token, false);
            }
        }
    }

    /// Goes on with those whose handlers have something to say.
    pub(super) fn take_word(&mut self) {
        for token in self.inbox.take_ready() {
            self.resume(token, true);
        }
    }

    /// Goes on with a conversation for which something has come.
    pub(super) fn resume(&mut self, token: usize, woken: bool) {
        let Some((place, who)) = self.waiting.take(token) else {
            return;
        };
        match who {
            Who::Connected(connection) => {
                let before = connection.traffic();
                self.step(place, *connection, |connection, place, clients| {
                    let waker = || clients.inbox.nudge(place.token().0);
                    let service = clients.shared.service();
                    let turn = connection.turn(service, &mut clients.scratch, &waker, woken);
                    if woken || before != connection.traffic() {
                        // The turn itself may have taken its time.
                        connection.moved(Instant::now());
                    }
                    turn
                });
            }
            Who::Parting(parting) => self.wait_for_end(place, parting),
        }
    }

    /// Runs one turn of a connection, and does with it what it then needs.
    fn step(
        &mut self,
        place: Seat,
        mut connection: Connection<S::Conversation>,
        turn: impl FnOnce(&mut Connection<S::Conversation>, &Seat, &mut Self) -> Result<Turn, Error>,
    ) {
        if !self.shared.service().is_brief() || connection.may_take_long() {
            self.shared.lookout().hand_over(self.inbox.at(), false);
        }
        // A conversation that panics takes no other with it.
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            let turn = turn(&mut connection, &place, self)?;
            if turn != Turn::Over {
                self.account(&mut connection)?;
                connection.note_request();
            }
            Ok(turn)
        }));
        match outcome {
            Ok(Ok(Turn::Wait)) => self.keep(place, connection),
            Ok(Ok(Turn::Again)) => {
                self.again.push_back(place.token().0);
                self.keep(place, connection);
            }
            Ok(Ok(Turn::Over)) => {
                connection.count(self.shared.counters(), Outcome::Answered);
                let peer = connection.peer();
                self.shared.tell(|service| service.answered(peer));
                self.part(place, connection.part());
            }
            Ok(Err(error)) => {
                self.tell_of_failure(&mut connection, Outcome::Failed, &error);
                let (_, sent) = connection.traffic();
                if sent > 0 {
                    self.part(place, connection.part());
                } else {
                    drop(connection);
                    self.leave(place);
                }
            }
            Err(_) => {
                let error = connection.panicked();
                self.tell_of_failure(&mut connection, Outcome::Failed, &error);
                // Neither what it was lent nor what it held may be sound any more.
                self.scratch = Scratch::new();
                let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(connection)));
                self.leave(place);
            }
        }
    }

    /// Has the connection wait until its socket is ready.
    fn keep(&mut self, place: Seat, mut connection: Connection<S::Conversation>) {
        if let Err(error) = connection.register(self.inbox.registry(), place.token()) {
            let error = connection.cannot_wait(&error);
            self.tell_of_failure(&mut connection, Outcome::Failed, &error);
            drop(connection);
            return self.leave(place);
        }
        let who = Who::Connected(Box::new(connection));
        self.waiting.keep(place, who, self.shared.limits());
    }

    /// Gives a client that has been answered time to close.
    fn part(&mut self, place: Seat, parting: Parting) {
        if parting.is_registered() {
            // Then it has come to know of it.
            self.wait_for_end(place, parting);
        } else {
            self.waiting.give_up(place);
            self.parting.push_back(parting);
        }
    }

    /// Lets a client go, or has it wait until the poller tells that it may.
    fn wait_for_end(&mut self, place: Seat, mut parting: Parting) {
        if parting.has_gone(&mut self.scratch, &self.shared) {
            drop(parting);
            self.leave(place);
        } else {
            let who = Who::Parting(parting);
            self.waiting.keep(place, who, self.shared.limits());
        }
    }

    /// Closes the connections of those who have left since they were answered.
    pub(super) fn let_go(&mut self, now: Instant) {
        while let Some(parting) = self.parting.front_mut() {
            if !parting.was_before(now) {
                return;
            }
            let has_gone = parting.has_gone(&mut self.scratch, &self.shared);
            if !has_gone && parting.is_recent(now) {
                return;
            }
            let Some(mut parting) = self.parting.pop_front() else {
                return;
            };
            let place = self.waiting.new_place();
            if has_gone
                || parting
                    .register(self.inbox.registry(), place.token())
                    .is_err()
            {
                drop(parting);
                self.leave(place);
            } else {
                let who = Who::Parting(parting);
                self.waiting.keep(place, who, self.shared.limits());
            }
        }
    }

    /// Looks at those whose time is over, and closes the connections of those for whom it is over.
    pub(super) fn expire(&mut self, now: Instant) {
        while let Some(who) = self.waiting.take_expired(now, self.shared.limits()) {
            if let Who::Connected(mut connection) = who {
                let error = connection.timed_out(self.shared.limits());
                self.tell_of_failure(&mut connection, Outcome::TimedOut, &error);
            }
            self.give_place_back();
        }
    }

    /// Counts what the connection holds now. If all together then hold too much, those
    /// who hold more than this one are closed.
    ///
    /// # Errors
    ///
    /// That this one itself holds more than its share, and nobody here holds more than it.
    fn account(&mut self, connection: &mut Connection<S::Conversation>) -> Result<(), Error> {
        let all = connection.account(self.shared.counters());
        if all.is_none_or(|all| !self.shared.memory().is_too_much(all)) {
            return Ok(());
        }
        self.close_those_above(connection.held());
        let memory = self.shared.memory();
        let Some(all) = memory.held_too_much() else {
            return Ok(());
        };
        if connection.held() > memory.share() || memory.is_exhausted(all) {
            return Err(connection.holds_too_much(all, self.shared.limits()));
        }
        memory.ask_others(self.inbox.at());
        Ok(())
    }

    /// Closes whoever holds more than a share, if another worker has asked for it.
    pub(super) fn give_memory(&mut self) {
        if self.inbox.is_to_give() {
            self.close_those_above(self.shared.memory().share());
        }
    }

    /// While all hold too much, closes the connection that holds most, if that is more than this.
    fn close_those_above(&mut self, held: usize) {
        while let Some(all) = self.shared.memory().held_too_much()
            && let Some(mut connection) = self.waiting.take_largest(held)
        {
            let error = connection.holds_too_much(all, self.shared.limits());
            self.tell_of_failure(&mut connection, Outcome::Failed, &error);
            drop(connection);
            self.give_place_back();
        }
    }

    /// Counts a conversation that failed, and tells who wants to know.
    fn tell_of_failure(
        &self,
        connection: &mut Connection<S::Conversation>,
        outcome: Outcome,
        error: &Error,
    ) {
        connection.count(self.shared.counters(), outcome);
        self.shared.failed(connection.peer(), error);
    }

    /// A connection is closed, and gives its place back.
    fn leave(&mut self, place: Seat) {
        self.waiting.give_up(place);
        self.give_place_back();
    }

    fn give_place_back(&self) {
        self.shared.give_place_back(self.inbox.at());
    }

    /// Drops all connections. Returns how many conversations had not ended.
    pub(super) fn cut(&mut self) -> usize {
        let mut cut = 0_usize;
        for who in self.waiting.take_all() {
            if let Who::Connected(mut connection) = who {
                connection.count(self.shared.counters(), Outcome::Cut);
                self.shared.tell_owner(connection.peer(), &connection.cut());
                cut = cut.saturating_add(1);
            }
            self.give_place_back();
        }
        for parting in std::mem::take(&mut self.parting) {
            drop(parting);
            self.give_place_back();
        }
        cut
    }
}
