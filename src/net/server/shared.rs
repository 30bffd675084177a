//! What the workers of one server share.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::counters::Counters;
use super::failure::Hook;
use super::inbox::{Inbox, Inboxes};
use super::lookout::Lookout;
use super::memory::Memory;
use super::places::Places;
use super::ticker::Ticker;
use super::{Error, Listener, ServerLimits, Service};

/// How far the server has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Serving,
    /// The last clients are on their way into the queue.
    Leaving,
    /// The queue is emptied and closed, and conversations end.
    Draining,
    /// Whatever still runs is cut.
    Stopped,
}

#[derive(Debug)]
pub(super) struct Shared<S> {
    listener: Listener,
    service: S,
    limits: ServerLimits,
    counters: Arc<Counters>,
    hook: Hook,
    inboxes: Inboxes,
    lookout: Lookout,
    places: Places,
    memory: Memory,
    ticker: Ticker,
    phase: AtomicU8,
}

impl<S: Service> Shared<S> {
    pub(super) fn new(
        listener: Listener,
        watched: Option<mio::net::TcpListener>,
        service: S,
        limits: ServerLimits,
        counters: Arc<Counters>,
        hook: Hook,
        inboxes: Inboxes,
    ) -> Self {
        Shared {
            listener,
            service,
            hook,
            lookout: Lookout::new(watched, Arc::clone(&inboxes)),
            places: Places::new(limits.max_connections(), Arc::clone(&counters)),
            memory: Memory::new(
                limits.max_memory(),
                Arc::clone(&counters),
                Arc::clone(&inboxes),
            ),
            ticker: Ticker::default(),
            limits,
            counters,
            inboxes,
            phase: AtomicU8::new(Phase::Serving as u8),
        }
    }

    pub(super) fn listener(&self) -> &Listener {
        &self.listener
    }

    pub(super) fn service(&self) -> &S {
        &self.service
    }

    pub(super) fn limits(&self) -> &ServerLimits {
        &self.limits
    }

    pub(super) fn counters(&self) -> &Counters {
        &self.counters
    }

    pub(super) fn lookout(&self) -> &Lookout {
        &self.lookout
    }

    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Tells the service something. If it panics, the panic hook has told of that.
    pub(super) fn tell(&self, what: impl FnOnce(&S)) {
        let _ = panic::catch_unwind(AssertUnwindSafe(|| what(&self.service)));
    }

    /// Tells the owner of the server, and then the service, of a conversation that failed.
    pub(super) fn failed(&self, peer: SocketAddr, error: &Error) {
        self.tell_owner(peer, error);
        self.tell(|service| service.failed(peer, error));
    }

    /// Tells the owner of the server alone.
    pub(super) fn tell_owner(&self, peer: SocketAddr, error: &Error) {
        let _ = panic::catch_unwind(AssertUnwindSafe(|| self.hook.call(peer, error)));
    }

    pub(super) fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Acquire) {
            0 => Phase::Serving,
            1 => Phase::Leaving,
            2 => Phase::Draining,
            _ => Phase::Stopped,
        }
    }

    /// Goes on to a later phase, and tells all workers.
    pub(super) fn enter(&self, phase: Phase) {
        self.phase.fetch_max(phase as u8, Ordering::AcqRel);
        if phase == Phase::Stopped {
            self.listener.cut();
        }
        if phase >= Phase::Draining {
            self.lookout.close();
            self.listener.close();
        }
        self.inboxes.iter().for_each(|inbox| inbox.wake());
    }

    /// Has a worker take a place for a connection. Whether there was one.
    pub(super) fn take_place(&self, is_bounded: bool, worker: usize) -> bool {
        self.places.take(is_bounded, &self.lookout, worker)
    }

    /// Has a worker give the place of a connection back.
    pub(super) fn give_place_back(&self, worker: usize) {
        self.places.give_back(&self.lookout, worker);
    }

    /// Has the worker woken after a moment.
    pub(super) fn remind(&self, inbox: &Inbox) {
        self.ticker.remind(inbox);
    }

    /// Wakes the workers that are to be reminded.
    pub(super) async fn tick(&self) -> Infallible {
        self.ticker.tick(&self.inboxes).await
    }
}
