//! What the workers of one server share.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use mio::{Interest, Registry, Token, Waker};
use tokio::sync::Notify;
use tokio::time;

use super::counters::Counters;
use super::failure::Hook;
use super::{Error, Listener, ServerLimits, Service};

/// The token of the listener at the worker that looks out for clients.
pub(super) const LISTENER: Token = Token(0);
/// The token of a worker's waker.
pub(super) const WAKER: Token = Token(1);
/// The first token of a connection.
pub(super) const CONNECTIONS: usize = 2;

/// The same is not said again sooner than this.
const NEXT_WARNING: Duration = Duration::from_secs(60);

/// How often workers are reminded.
const TICK: Duration = Duration::from_millis(10);

/// Nobody looks out for clients.
const NOBODY: usize = usize::MAX;

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

/// Where others leave word for a worker.
#[derive(Debug)]
pub(super) struct Inbox {
    pub(super) registry: Registry,
    pub(super) waker: Waker,
    /// Connections whose handlers have something to say.
    pub(super) ready: Mutex<Vec<usize>>,
    /// Whether there is a thread that reads this.
    pub(super) is_running: AtomicBool,
    /// Whether the worker waits, or is about to.
    pub(super) sleeps: AtomicBool,
    /// Whether clients have been answered here who may not have closed yet.
    pub(super) has_parting: AtomicBool,
    /// Whether the worker should have looked out for clients, and could not be told of them.
    pub(super) looks_itself: AtomicBool,
    /// Whether another worker needs memory that connections here hold.
    pub(super) is_to_give: AtomicBool,
}

#[derive(Debug)]
pub(super) struct Shared<S> {
    pub(super) listener: Listener,
    pub(super) service: S,
    pub(super) limits: ServerLimits,
    pub(super) counters: Arc<Counters>,
    hook: Hook,
    pub(super) inboxes: Vec<Arc<Inbox>>,
    phase: AtomicU8,
    /// Which worker looks out for clients, as a hint; the truth is in `watched`.
    watching: AtomicUsize,
    watched: Mutex<Watched>,
    /// Whether nobody looks out because there are as many connections as allowed.
    pub(super) is_full: AtomicBool,
    /// Whether the system has refused a client, and has not granted one since.
    pub(super) is_refused: AtomicBool,
    /// When clients were last said to have to wait.
    warned: Mutex<Option<Instant>>,
    /// Whether [`tick`](Self::tick) ticks, and how it is begun again.
    is_ticking: AtomicBool,
    begins_to_tick: Notify,
}

/// The listener as it stands registered with one worker's poller.
#[derive(Debug)]
struct Watched {
    socket: Option<mio::net::TcpListener>,
    by: usize,
}

impl<S: Service> Shared<S> {
    pub(super) fn new(
        listener: Listener,
        watched: Option<mio::net::TcpListener>,
        service: S,
        limits: ServerLimits,
        counters: Arc<Counters>,
        hook: Hook,
        inboxes: Vec<Arc<Inbox>>,
    ) -> Self {
        Shared {
            listener,
            service,
            limits,
            counters,
            hook,
            inboxes,
            phase: AtomicU8::new(Phase::Serving as u8),
            watching: AtomicUsize::new(NOBODY),
            watched: Mutex::new(Watched {
                socket: watched,
                by: NOBODY,
            }),
            is_full: AtomicBool::new(false),
            is_refused: AtomicBool::new(false),
            warned: Mutex::default(),
            is_ticking: AtomicBool::new(false),
            begins_to_tick: Notify::new(),
        }
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
            self.close_watched();
            self.listener.close();
        }
        for inbox in &self.inboxes {
            wake(inbox);
        }
    }

    /// Has this worker, and no other, look out for clients.
    pub(super) fn watch(&self, worker: usize) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let Watched { socket, by } = &mut *watched;
        let Some(socket) = socket else { return };
        if *by == worker {
            return;
        }
        if let Some(inbox) = self.inboxes.get(*by) {
            // It fails only if it is not registered there.
            let _ = inbox.registry.deregister(socket);
        }
        *by = NOBODY;
        if let Some(inbox) = self.inboxes.get(worker) {
            match inbox
                .registry
                .register(socket, LISTENER, Interest::READABLE)
            {
                Ok(()) => *by = worker,
                Err(error) => {
                    self.warn_of_refusal(&error);
                    // It asks again later.
                    inbox.looks_itself.store(true, Ordering::Release);
                    wake(inbox);
                }
            }
        }
        self.watching.store(*by, Ordering::Release);
    }

    /// Has this worker be told again of clients who wait, if it looks out for them. Whether it will be.
    pub(super) fn look_again(&self, worker: usize) -> bool {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let Watched { socket, by } = &mut *watched;
        match (socket, self.inboxes.get(worker)) {
            (Some(socket), Some(inbox)) if *by == worker => inbox
                .registry
                .reregister(socket, LISTENER, Interest::READABLE)
                .is_ok(),
            // Another does, or nobody may.
            _ => true,
        }
    }

    /// Has nobody look out for clients until [`watch`](Self::watch) is called.
    pub(super) fn look_away(&self) {
        self.watch(NOBODY);
    }

    pub(super) fn is_watching(&self, worker: usize) -> bool {
        self.watching.load(Ordering::Acquire) == worker
    }

    /// Has a worker other than this one look out for clients, if this one does: first
    /// of all one that sleeps.
    pub(super) fn hand_over(&self, worker: usize, to_sleeper_only: bool) {
        if !self.is_watching(worker) || self.inboxes.len() < 2 {
            return;
        }
        let count = self.inboxes.len();
        let is = |at: usize, flag: fn(&Inbox) -> &AtomicBool| {
            let inbox = self.inboxes.get(at);
            inbox.is_some_and(|inbox| flag(inbox).load(Ordering::Acquire))
        };
        let others = (worker.saturating_add(1)..count).chain(0..worker);
        let mut others = others.filter(|&at| is(at, |inbox| &inbox.is_running));
        let sleeper = others.clone().find(|&at| is(at, |inbox| &inbox.sleeps));
        let next = if to_sleeper_only {
            sleeper
        } else {
            sleeper.or_else(|| others.next())
        };
        if let Some(next) = next {
            self.watch(next);
        }
    }

    /// Says once that the system has refused a client.
    pub(super) fn warn_of_refusal(&self, error: &std::io::Error) {
        if !self.is_refused.swap(true, Ordering::Relaxed) {
            tracing::warn!("cannot accept clients for now: {error}");
        }
    }

    /// Says that clients have to wait in the queue, but not again and again.
    pub(super) fn warn_of_full(&self) {
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        if warned.is_some_and(|warned| warned.elapsed() < NEXT_WARNING) {
            return;
        }
        *warned = Some(Instant::now());
        tracing::warn!(
            "cannot accept clients for now: {} connections are open, as many as allowed; more clients wait",
            self.limits.max_connections()
        );
    }

    /// Has the worker woken after a moment, to see whether those it has answered have closed.
    pub(super) fn remind(&self, inbox: &Inbox) {
        inbox.has_parting.store(true, Ordering::SeqCst);
        if !self.is_ticking.load(Ordering::SeqCst) && !self.is_ticking.swap(true, Ordering::SeqCst)
        {
            self.begins_to_tick.notify_one();
        }
    }

    /// Wakes the workers that want it, now and then while there are any. If each slept no
    /// longer than it wants to, each sleep would set a timer of the kernel: that costs
    /// more than all the rest of the waiting.
    pub(super) async fn tick(&self) -> Infallible {
        loop {
            self.begins_to_tick.notified().await;
            loop {
                time::sleep(TICK).await;
                let mut any = false;
                for inbox in &self.inboxes {
                    if inbox.has_parting.swap(false, Ordering::SeqCst) {
                        any = true;
                        wake(inbox);
                    }
                }
                if any {
                    continue;
                }
                self.is_ticking.store(false, Ordering::SeqCst);
                // One may have asked before it could see that.
                let asked = |inbox: &Arc<Inbox>| inbox.has_parting.load(Ordering::SeqCst);
                if !self.inboxes.iter().any(asked) || self.is_ticking.swap(true, Ordering::SeqCst) {
                    break;
                }
            }
        }
    }

    fn close_watched(&self) {
        self.look_away();
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.socket = None;
    }
}

/// Ends the sleep of a worker.
pub(super) fn wake(inbox: &Inbox) {
    if let Err(error) = inbox.waker.wake() {
        tracing::error!("cannot wake a thread: {error}");
    }
}
