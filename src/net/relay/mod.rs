//! The man in the middle: a [`Relay`] passes conversations on, untouched, and tells observers.
//!
//! * `observer.rs`: who looks on; `counters.rs`: what is counted
//! * `aside.rs`: looking on from another thread; `heap.rs`, `batch.rs`: what waits for it
//! * `recorder/`: conversations kept as pcapng (feature `record`)
//! * `route.rs`: where clients are led; `resolver.rs`: the addresses of names
//! * `shared.rs`: what the workers share; `inbox.rs`: where they leave word for each other
//! * `worker.rs`: the loop of one thread; `entrance.rs`: how clients come in
//! * `conversation.rs`: one client and its server; `introduction.rs`: what it says before;
//!   `connecting.rs`: how its server is reached; `way.rs`: one direction; `line.rs`: one socket
//!
//! Bytes go on as they come, in the order in which they came, and so does how each direction ends:
//! a FIN as a FIN, a reset as a reset. No time limit is added, and no end is given that no end gave.

mod aside;
mod batch;
mod connecting;
mod conversation;
mod counters;
mod entrance;
mod heap;
mod inbox;
mod introduction;
mod line;
mod observer;
#[cfg(feature = "record")]
mod recorder;
mod resolver;
mod route;
mod shared;
mod way;
mod worker;

use std::future::Future;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use mio::Poll;
use tokio::sync::mpsc;
use tokio::time;

pub use aside::{Aside, AsideWatcher, Tally};
pub use counters::{Counters, Snapshot};
pub use observer::{End, Observer, Opened, Watcher};
#[cfg(feature = "record")]
pub use recorder::{Recorder, Recording, Report};

use super::server::{LAST_STEPS, Listener, Running, Stopped, as_many_as_granted, lock};
use crate::conversation::Stamp;
use entrance::Entrance;
use inbox::Inbox;
use route::{Mapping, Route, Target};
use shared::{Phase, Shared};
use worker::Worker;

/// Passes conversations between clients and servers on, and tells observers what is said.
///
/// # Examples
///
/// The listener and the end are the caller's, so that a test can use port 0:
///
/// ```
/// use javawire::net::relay::Relay;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// let shutdown = std::future::ready(());
/// let stopped = Relay::to("db.example", 10_000).run(listener, (), shutdown).await;
/// assert_eq!(stopped.cut, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Relay {
    settings: Settings,
    grace: Duration,
    workers: usize,
    counters: Arc<Counters>,
}

/// What all conversations have in common.
#[derive(Debug, Clone)]
struct Settings {
    route: Route,
    max_connections: usize,
    expects_header: bool,
    sends_header: bool,
}

impl Settings {
    /// Returns why a client is not let in, if so.
    fn refuses(&self, peer: SocketAddr) -> Option<&'static str> {
        match self.route {
            Route::Asked { is_open: false, .. } if !peer.ip().to_canonical().is_loopback() => {
                Some("it comes from another machine, and only clients of this one are led on")
            }
            _ => None,
        }
    }
}

impl Relay {
    /// Returns a relay that leads each client to this server. A name is asked for anew every half
    /// minute, and each of its addresses is tried.
    pub fn to(host: impl Into<String>, port: u16) -> Self {
        let host = host.into();
        Self::along(Route::To(Target { host, port }))
    }

    /// Returns a relay that leads each client where it says, in the words of SOCKS 5 (RFC 1928:
    /// CONNECT, without authentication), as a JVM does with `-DsocksProxyHost`.
    ///
    /// Only clients of the same machine are let in, unless it is
    /// [open to others](Self::with_remote_clients).
    pub fn as_asked() -> Self {
        Self::along(Route::Asked {
            mappings: Vec::new(),
            is_open: false,
        })
    }

    fn along(route: Route) -> Self {
        Relay {
            settings: Settings {
                route,
                max_connections: usize::MAX,
                expects_header: false,
                sends_header: false,
            },
            grace: Duration::from_secs(5),
            workers: thread::available_parallelism().map_or(1, usize::from),
            counters: Arc::default(),
        }
    }

    /// Returns the relay with one more exception: whoever asks for `host` and `port`, or for the
    /// port on any host if that is `None`, is led to the server `to`. The first that fits holds.
    ///
    /// The resolver is asked for the addresses of `host`, since a JVM names those; this may take
    /// its time. A relay [to one server](Self::to) has no exceptions.
    #[must_use]
    pub fn with_mapping(mut self, host: Option<&str>, port: u16, to: (&str, u16)) -> Self {
        if let Route::Asked { mappings, .. } = &mut self.settings.route {
            let (host_to, port_to) = to;
            let to = Target {
                host: host_to.to_owned(),
                port: port_to,
            };
            mappings.push(Mapping::new(host, port, to));
        }
        self
    }

    /// Returns the relay open to clients of other machines, if they may say where to: whoever
    /// reaches it reaches all that this machine does.
    #[must_use]
    pub fn with_remote_clients(mut self, are_let_in: bool) -> Self {
        if let Route::Asked { is_open, .. } = &mut self.settings.route {
            *is_open = are_let_in;
        }
        self
    }

    /// Returns the relay with at most so many clients at once; more wait. Default: no limit.
    #[must_use]
    pub fn with_max_connections(mut self, most: usize) -> Self {
        self.settings.max_connections = most.max(1);
        self
    }

    /// Returns the relay as one of a load balancer, which names each client with a header of the
    /// PROXY protocol (version 1 or 2). The header does not go on.
    #[must_use]
    pub fn with_proxy_protocol(mut self, is_expected: bool) -> Self {
        self.settings.expects_header = is_expected;
        self
    }

    /// Returns the relay as one that names each client to its server, with a header of the PROXY
    /// protocol (version 1). Observers are not told of it.
    #[must_use]
    pub fn with_header_sent(mut self, is_sent: bool) -> Self {
        self.settings.sends_header = is_sent;
        self
    }

    /// Returns the relay with another time that conversations may take to end after the shutdown
    /// has begun. Default 5 seconds.
    #[must_use]
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Returns the relay with another number of threads, but at least one. Default: as many as
    /// the machine has cores.
    #[must_use]
    pub fn with_workers(mut self, workers: usize) -> Self {
        self.workers = workers.max(1);
        self
    }

    /// Returns what the relay counts: now, while it runs, and afterwards.
    #[must_use]
    pub fn counters(&self) -> Arc<Counters> {
        Arc::clone(&self.counters)
    }

    /// Passes on what the clients of `listener` and their servers say until `shutdown` is
    /// complete, then lets running conversations end. Those that have not when the
    /// [grace](Self::with_grace) is over are reset.
    ///
    /// Nothing that a client or a server does ends it. What the system refuses for want of memory
    /// or files is tried again until it succeeds; one warning tells of it.
    pub async fn run<O: Observer>(
        self,
        listener: impl Into<Listener>,
        observer: O,
        shutdown: impl Future<Output = ()>,
    ) -> Stopped {
        let listener = listener.into();
        let mut shutdown = pin!(shutdown);
        let polls = tokio::select! {
            biased;
            granted = self.ask_for_all(&listener) => granted,
            // Asked to end while it could not even begin.
            () = &mut shutdown => return Stopped { cut: 0 },
        };
        let inboxes = polls.pollers.iter().map(|(_, inbox)| Arc::clone(inbox));
        let shared = Arc::new(Shared::new(
            observer,
            self.settings.clone(),
            Arc::clone(&self.counters),
            listener,
            inboxes.collect(),
        ));
        if polls.entrance.is_none() {
            // The listener has been closed: nobody will come.
            shared.close();
        }
        let _stops = StopsAll(&shared);
        self.serve(&shared, polls, shutdown).await
    }

    async fn serve<O: Observer>(
        &self,
        shared: &Arc<Shared<O>>,
        granted: Granted,
        shutdown: Pin<&mut impl Future<Output = ()>>,
    ) -> Stopped {
        let (ended, ends) = mpsc::unbounded_channel();
        let mut entrance = granted.entrance;
        let workers = granted
            .pollers
            .into_iter()
            .map(|(poll, inbox)| Worker::new(poll, inbox, Arc::clone(shared), entrance.take()));
        let workers: Vec<_> = workers.collect();
        let running = start(workers, &ended).await;
        shutdown.await;
        // Whoever has connected would be reset if the queue closed with them in it.
        if shared.listener().owns_queue() && !self.grace.is_zero() {
            shared.listener().turn_away();
            time::sleep(LAST_STEPS).await;
        }
        let running = Running::new(running, ends);
        let (drain, stop) = (Phase::Draining, Phase::Stopped);
        // Threads may be stuck in an observer.
        let open = || self.counters.snapshot().open;
        let enter = |phase| move || shared.enter(phase);
        running
            .end(self.grace, enter(drain), enter(stop), open)
            .await
    }

    /// Returns what a relay needs of the system, once that grants it.
    async fn ask_for_all(&self, listener: &Listener) -> Granted {
        let pollers = as_many_as_granted(self.workers, |_| {
            let poll = Poll::new()?;
            let inbox = Arc::new(Inbox::new(&poll)?);
            Ok((poll, inbox))
        })
        .await;
        let entrance = as_many_as_granted(1, |_| {
            let (Some(sockets), Some((poll, _))) = (listener.sockets()?, pollers.first()) else {
                return Ok(None);
            };
            Entrance::new(sockets.watched, poll.registry()).map(Some)
        })
        .await;
        Granted {
            pollers,
            entrance: entrance.into_iter().flatten().next(),
        }
    }
}

/// What the system has granted.
struct Granted {
    pollers: Vec<(Poll, Arc<Inbox>)>,
    entrance: Option<Entrance>,
}

/// Starts a thread for each worker. Returns how many.
async fn start<O: Observer>(
    workers: Vec<Worker<O>>,
    ended: &mpsc::UnboundedSender<usize>,
) -> usize {
    let mut running = 0_usize;
    for worker in workers {
        // The system may refuse the thread, and take the worker along: it is asked until it grants it.
        let worker = Arc::new(Mutex::new(Some(worker)));
        let started = as_many_as_granted(1, |_| {
            let (worker, ended) = (Arc::clone(&worker), ended.clone());
            thread::Builder::new()
                .name("javawire".to_owned())
                .spawn(move || {
                    let worker = lock(&worker).take();
                    // Nobody waits for it if the relay's future has been dropped.
                    let _ = ended.send(worker.map_or(0, Worker::run));
                })
        });
        running = running.saturating_add(started.await.len());
    }
    running
}

/// Returns this moment.
fn now() -> Stamp {
    Stamp::from(SystemTime::now())
}

/// Ends the workers if the relay's future is dropped.
struct StopsAll<'a, O: Observer>(&'a Arc<Shared<O>>);

impl<O: Observer> Drop for StopsAll<'_, O> {
    fn drop(&mut self) {
        self.0.enter(Phase::Stopped);
    }
}
