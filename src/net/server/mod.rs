//! Many conversations at once: [`Server`] owns the sockets, a [`Service`] the conversations.
//!
//! * `service.rs`: what a program brings along; `limits.rs`: what it allows
//! * `failure.rs`: who is told of conversations that failed
//! * `listener.rs`: where clients come from, and how it is left
//! * `shared.rs`: what the workers share: `inbox.rs`, where they leave word for each other;
//!   `lookout.rs`, who looks out for clients; `places.rs` and `memory.rs`, what there is for all;
//!   `ticker.rs`, who wakes them for clients that may have closed; `counters.rs`, what they count
//! * `running.rs`: how its threads end; `worker.rs`: the loop of one; `accept.rs`: how it takes clients in; `clients.rs`: their
//!   turns; `waiting.rs`: the connections that wait; `scratch.rs`: the buffers that they are lent
//! * `connection.rs`: one conversation; `talk.rs`: its bytes, without a socket; `line.rs`: the
//!   socket; `outgoing.rs`: what it sends; `clock.rs`: its time; `failures.rs`: how it fails;
//!   `parting.rs`: its last seconds
//!
//! Each worker is a thread that keeps its own connections. A client's bytes have
//! mostly arrived when it is accepted: then it is read, answered and let go without
//! ever being registered with the poller.

mod accept;
mod clients;
mod clock;
mod connection;
mod counters;
mod failure;
mod failures;
mod inbox;
mod limits;
mod line;
mod listener;
mod lookout;
mod memory;
mod outgoing;
mod parting;
mod places;
mod running;
mod scratch;
mod service;
mod shared;
mod talk;
mod ticker;
mod waiting;
mod worker;

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time;

pub(in crate::net) use accept::is_of_one_client;
pub use counters::{BOUNDS, Counters, Snapshot};
pub use failure::{reason, warn_of_failure};
pub use limits::ServerLimits;
pub use listener::Listener;
pub(in crate::net) use running::Running;
pub use service::Service;

use crate::error::Error;
use failure::Hook;
use listener::Sockets;
use shared::{Phase, Shared};
use worker::{Poller, Worker};

/// The pauses after the system has refused something.
const SHORTEST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How long a port goes on being served when nobody is let into its queue any longer: a client may
/// take this long for the last step of connecting.
pub(in crate::net) const LAST_STEPS: Duration = Duration::from_millis(200);

/// How long threads may take to see that all is over.
const LAST_CALL: Duration = Duration::from_millis(500);

/// A server for any number of clients at once, none of whom can delay another.
///
/// # Examples
///
/// The listener and the end are the caller's, so that a test can use port 0:
///
/// ```
/// use javawire::net::{Server, Service};
/// use javawire::swap::GreetingServer;
///
/// struct Hello(GreetingServer);
///
/// impl Service for Hello {
///     type Conversation = GreetingServer;
///
///     fn accepted(&self, _peer: std::net::SocketAddr) -> GreetingServer {
///         self.0.clone()
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let greeting = GreetingServer::new(javawire::JavaString::from("HELLO").as_java_str())?;
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// let shutdown = std::future::ready(());
/// let stopped = Server::default().run(listener, Hello(greeting), shutdown).await;
/// assert_eq!(stopped.cut, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Server {
    grace: Duration,
    limits: ServerLimits,
    workers: usize,
    counters: Arc<Counters>,
    hook: Hook,
}

impl Default for Server {
    fn default() -> Self {
        Server {
            grace: Duration::from_secs(5),
            limits: ServerLimits::default(),
            workers: thread::available_parallelism().map_or(1, usize::from),
            counters: Arc::default(),
            hook: Hook::default(),
        }
    }
}

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Conversations that had not ended when the grace was over.
    pub cut: usize,
}

impl Server {
    /// Returns how long conversations may take to end after the shutdown has begun. Default 5
    /// seconds.
    pub const fn grace(&self) -> Duration {
        self.grace
    }

    /// Returns the server with another [`grace`](Self::grace).
    #[must_use]
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Returns what the server allows its clients.
    pub const fn limits(&self) -> &ServerLimits {
        &self.limits
    }

    /// Returns the server with other [`limits`](Self::limits).
    #[must_use]
    pub fn with_limits(mut self, limits: ServerLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Returns how many threads serve. Default: as many as the machine has cores.
    pub const fn workers(&self) -> usize {
        self.workers
    }

    /// Returns the server with another number of [`workers`](Self::workers), but at least one.
    #[must_use]
    pub fn with_workers(mut self, workers: usize) -> Self {
        self.workers = workers.max(1);
        self
    }

    /// Returns the server with what is to be called when a conversation fails, with the client
    /// and the [reason](reason()): what the client did wrong, or that it took too long, or
    /// that the server ended first.
    ///
    /// It is called on a thread of the server, before [`Service::failed`], and must not wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::net::Server;
    /// use javawire::net::server::reason;
    ///
    /// let server = Server::default()
    ///     .with_failure_hook(|peer, error| eprintln!("{peer}: {}", reason(error)));
    /// ```
    #[must_use]
    pub fn with_failure_hook(
        mut self,
        hook: impl Fn(SocketAddr, &Error) + Send + Sync + 'static,
    ) -> Self {
        self.hook = Hook::new(hook);
        self
    }

    /// Returns what the server counts: now, while it runs, and afterwards.
    #[must_use]
    pub fn counters(&self) -> Arc<Counters> {
        Arc::clone(&self.counters)
    }

    /// Serves the clients of `listener` until `shutdown` is complete, then lets
    /// running conversations end.
    ///
    /// Nothing that a client does ends it. What the system refuses for want of
    /// memory or files is tried again until it succeeds; one warning tells of it.
    pub async fn run<S: Service>(
        self,
        listener: impl Into<Listener>,
        service: S,
        shutdown: impl Future<Output = ()>,
    ) -> Stopped {
        let listener = listener.into();
        let mut shutdown = pin!(shutdown);
        let (sockets, pollers) = tokio::select! {
            biased;
            granted = self.ask_for_all(&listener) => granted,
            // Asked to end while it could not even begin.
            () = &mut shutdown => return Stopped { cut: 0 },
        };
        let (shared, workers) = self.crew(sockets, pollers, listener, service);
        let _stops = StopsAll(&shared);
        shared.service().waiting();
        tokio::select! {
            stopped = self.serve(&shared, workers, shutdown) => stopped,
            never = shared.tick() => match never {},
        }
    }

    async fn serve<S: Service>(
        &self,
        shared: &Shared<S>,
        workers: Vec<Worker<S>>,
        mut shutdown: Pin<&mut impl Future<Output = ()>>,
    ) -> Stopped {
        let (ended, ends) = mpsc::unbounded_channel();
        let running = tokio::select! {
            biased;
            running = start(workers, &ended) => running,
            () = &mut shutdown => return Stopped { cut: 0 },
        };
        shutdown.await;
        // Whoever has connected would be reset if the queue closed with them in it.
        if shared.listener().owns_queue() && !self.grace.is_zero() {
            shared.listener().turn_away();
            shared.enter(Phase::Leaving);
            time::sleep(LAST_STEPS).await;
        }
        let running = Running::new(running, ends);
        let (drain, stop) = (Phase::Draining, Phase::Stopped);
        // Threads may be stuck in a handler, or in stdout that nobody reads.
        let open = || self.counters.snapshot().open;
        let enter = |phase| move || shared.enter(phase);
        running
            .end(self.grace, enter(drain), enter(stop), open)
            .await
    }

    /// Returns what a server needs of the system, once that grants it.
    async fn ask_for_all(&self, listener: &Listener) -> (Option<Sockets>, Vec<Poller>) {
        let sockets = as_many_as_granted(1, |_| listener.sockets()).await.pop();
        let pollers = as_many_as_granted(self.workers, Poller::new).await;
        (sockets.flatten(), pollers)
    }

    fn crew<S: Service>(
        &self,
        sockets: Option<Sockets>,
        pollers: Vec<Poller>,
        listener: Listener,
        service: S,
    ) -> (Arc<Shared<S>>, Vec<Worker<S>>) {
        let (accepting, watched) = sockets
            .map(|sockets| (sockets.accepting, sockets.watched))
            .unzip();
        let inboxes = pollers.iter().map(Poller::inbox).collect();
        let shared = Arc::new(Shared::new(
            listener,
            watched,
            service,
            self.limits.clone(),
            Arc::clone(&self.counters),
            self.hook.clone(),
            inboxes,
        ));
        let workers = pollers.into_iter();
        let workers =
            workers.map(|poller| Worker::new(poller, accepting.clone(), Arc::clone(&shared)));
        let workers = workers.collect();
        shared.lookout().watch(0);
        (shared, workers)
    }
}

/// Starts a thread for each worker, or for as many as the system grants: at least one.
/// Returns how many.
async fn start<S: Service>(workers: Vec<Worker<S>>, ended: &mpsc::UnboundedSender<usize>) -> usize {
    let count = workers.len();
    // The first stands at the front: it looks out for clients.
    let workers = Arc::new(Mutex::new(VecDeque::from(workers)));
    let threads = as_many_as_granted(count, |_| {
        let (workers, ended) = (Arc::clone(&workers), ended.clone());
        let handle = tokio::runtime::Handle::current();
        thread::Builder::new()
            .name("javawire".to_owned())
            .spawn(move || {
                let worker = lock(&workers).pop_front();
                // For handlers that use the timers and sockets of the caller's runtime.
                let _runtime = handle.enter();
                // Nobody waits for it if the server's future has been dropped.
                let _ = ended.send(worker.map_or(0, Worker::run));
            })
    });
    threads.await.len()
}

/// Returns `count` of what `ask` gets from the system, or as many as it grants: at least one,
/// for which it waits. It is asked for each by its number.
pub(in crate::net) async fn as_many_as_granted<T>(
    count: usize,
    ask: impl Fn(usize) -> io::Result<T>,
) -> Vec<T> {
    let mut granted = Vec::new();
    let mut pause = Duration::ZERO;
    while granted.len() < count {
        match ask(granted.len()) {
            Ok(one) => granted.push(one),
            Err(error) if granted.is_empty() => {
                if pause.is_zero() {
                    tracing::warn!("cannot begin for now: {error}");
                }
                pause = longer(pause);
                time::sleep(pause).await;
            }
            Err(error) => {
                tracing::warn!("fewer threads than there are cores: {error}");
                break;
            }
        }
    }
    granted
}

/// Returns the next pause after one that did not help.
pub(in crate::net) fn longer(pause: Duration) -> Duration {
    pause.saturating_mul(2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
}

/// Locks what nobody leaves half changed, even by a panic.
pub(in crate::net) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the workers if the server's future is dropped.
struct StopsAll<'a, S: Service>(&'a Arc<Shared<S>>);

impl<S: Service> Drop for StopsAll<'_, S> {
    fn drop(&mut self) {
        self.0.enter(Phase::Stopped);
    }
}
