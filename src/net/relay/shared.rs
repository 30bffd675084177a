//! What the workers of one relay share.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::Settings;
use super::counters::{Counters, Outcome};
use super::inbox::{Inbox, Word};
use super::resolver::Resolver;
use super::route::Target;
use crate::net::server::{Listener, lock};

/// How far the relay has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Serving,
    /// The queue is emptied and closed, and conversations end.
    Draining,
    /// Whatever still runs is cut.
    Stopped,
}

/// The same is not said again sooner than this.
const NEXT_WARNING: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(super) struct Shared<O> {
    pub(super) observer: O,
    pub(super) settings: Settings,
    pub(super) counters: Arc<Counters>,
    listener: Listener,
    resolver: Arc<Resolver>,
    inboxes: Vec<Arc<Inbox>>,
    phase: AtomicU8,
    /// Whether clients wait for a place.
    is_full: AtomicBool,
    /// Whether the last client has been let in.
    is_closed: AtomicBool,
    warned: Mutex<Option<Instant>>,
}

impl<O> Shared<O> {
    pub(super) fn new(
        observer: O,
        settings: Settings,
        counters: Arc<Counters>,
        listener: Listener,
        inboxes: Vec<Arc<Inbox>>,
    ) -> Self {
        Shared {
            observer,
            settings,
            counters,
            listener,
            resolver: Arc::default(),
            inboxes,
            phase: AtomicU8::new(Phase::Serving as u8),
            is_full: AtomicBool::new(false),
            is_closed: AtomicBool::new(false),
            warned: Mutex::default(),
        }
    }

    pub(super) fn listener(&self) -> &Listener {
        &self.listener
    }

    pub(super) fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Acquire) {
            0 => Phase::Serving,
            1 => Phase::Draining,
            _ => Phase::Stopped,
        }
    }

    /// Goes on to a later phase, and tells all workers.
    pub(super) fn enter(&self, phase: Phase) {
        self.phase.fetch_max(phase as u8, Ordering::AcqRel);
        if phase == Phase::Stopped {
            self.listener.cut();
        }
        self.wake_all();
    }

    /// Lets nobody in any longer: the port is free.
    pub(super) fn close(&self) {
        self.listener.close();
        self.is_closed.store(true, Ordering::Release);
        self.wake_all();
    }

    /// Whether nobody is let in any longer.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }

    fn wake_all(&self) {
        self.inboxes.iter().for_each(|inbox| inbox.wake());
    }

    /// Has a client take a place. Whether there was one; if not, the first worker is told of the
    /// next that is free. In the end all who wait have one.
    pub(super) fn take_place(&self) -> bool {
        let most = match self.phase() {
            Phase::Serving => self.settings.max_connections,
            Phase::Draining | Phase::Stopped => usize::MAX,
        };
        if self.counters.take_place(most) {
            return true;
        }
        self.is_full.store(true, Ordering::SeqCst);
        // One may have left before it could see that.
        if self.counters.take_place(most) {
            self.is_full.store(false, Ordering::SeqCst);
            return true;
        }
        self.warn(|| format!("{most} connections are open, as many as allowed; more clients wait"));
        false
    }

    pub(super) fn give_place_back(&self) {
        self.counters.give_place_back();
        if self.is_full.load(Ordering::SeqCst)
            && self.is_full.swap(false, Ordering::SeqCst)
            && let Some(first) = self.inboxes.first()
        {
            first.wake();
        }
    }

    /// Counts how it went on with a client whose place is free now.
    pub(super) fn over(&self, outcome: Outcome) {
        self.counters.over(outcome);
        self.give_place_back();
    }

    /// Says that the system refuses clients, but not again and again.
    pub(super) fn warn_of_refusal(&self, error: &io::Error) {
        self.warn(|| error.to_string());
    }

    fn warn(&self, why: impl FnOnce() -> String) {
        let mut warned = lock(&self.warned);
        if warned.is_some_and(|warned| warned.elapsed() < NEXT_WARNING) {
            return;
        }
        *warned = Some(Instant::now());
        tracing::warn!("cannot accept clients for now: {}", why());
    }

    /// Returns the worker that is to serve the next client: the first, who takes them in, unless
    /// it has more to do than another.
    pub(super) fn idlest(&self) -> Option<&Arc<Inbox>> {
        let own = self.inboxes.first()?.clients();
        let others = self.inboxes.iter().skip(1);
        let idlest = others.min_by_key(|inbox| inbox.clients())?;
        // To wake another thread costs more than to have one client more.
        (idlest.clients().saturating_add(1) < own).then_some(idlest)
    }

    /// Returns the addresses of a server, if they are known now. Else the worker `worker` is told
    /// of them later, for the conversation of this place and number.
    pub(super) fn resolve(
        &self,
        target: &Target,
        worker: &Arc<Inbox>,
        at: usize,
        number: u64,
    ) -> Option<Vec<std::net::SocketAddr>> {
        let worker = Arc::clone(worker);
        self.resolver.ask(target, move |addresses| {
            worker.post(Word::Resolved {
                at,
                number,
                addresses,
            });
        })
    }
}
