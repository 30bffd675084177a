//! A pass-through between two programs that keeps the bytes: the library's, with an observer.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use javawire::conversation::{Side, Stamp};
use javawire::net::relay::{End, Observer, Opened, Relay, Watcher};
use javawire::net::{Listener, Stopped};
use tokio::sync::oneshot;

use super::PATIENCE;
use super::lines::shortened_bytes;
use super::program::no_program_starting;

/// Passes connections on to a target, each direction until its own end.
pub struct Recorder {
    address: SocketAddr,
    kept: Kept,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<Stopped>>,
}

/// What went through one connection.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Recording {
    pub to_server: Vec<u8>,
    pub to_client: Vec<u8>,
    /// What ended a direction other than its orderly end.
    pub broken: Vec<String>,
}

/// What went through all of them, by their numbers.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<BTreeMap<u64, Recording>>>);

/// One of them.
struct Keeps {
    number: u64,
    kept: Kept,
}

impl Recorder {
    /// Listens on `address` and passes each connection on to `target`.
    pub fn start(address: impl Into<SocketAddr>, target: impl Into<SocketAddr>) -> Recorder {
        let (address, target) = (address.into(), target.into());
        let listener = TcpListener::bind(address)
            .unwrap_or_else(|error| panic!("recorder: cannot listen on {address}: {error}"));
        let address = listener.local_addr().unwrap();
        let kept = Kept::default();
        let observer = kept.clone();
        let (stop, stopping) = oneshot::channel();
        let running = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let relay = Relay::to(target.ip().to_string(), target.port())
                .with_workers(1)
                .with_grace(PATIENCE);
            // Whoever has said something has been let in: nobody is left in the queue.
            let listener = Listener::from(listener).with_socket_shared();
            runtime.block_on(relay.run(listener, observer, async {
                let _ = stopping.await;
            }))
        });
        Recorder {
            address,
            kept,
            stop: Some(stop),
            running: Some(running),
        }
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections, waits until those it has end on both sides,
    /// and returns what went through each, in the order they came.
    pub fn finish(mut self) -> Vec<Recording> {
        let stopped = self.stop().unwrap();
        assert_eq!(
            stopped.cut, 0,
            "recorder: connections do not end on both sides"
        );
        let recordings = std::mem::take(&mut *self.kept.lock());
        recordings.into_values().collect()
    }

    fn stop(&mut self) -> Option<Stopped> {
        // It has ended already if nobody hears this.
        let _ = self.stop.take()?.send(());
        let stopped = self.running.take()?.join();
        // Only then is the port free again.
        drop(no_program_starting());
        Some(stopped.unwrap())
    }
}

/// So that the port is free after a test that failed half-way, too.
impl Drop for Recorder {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Kept {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Recording>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with(&self, number: u64, keep: impl FnOnce(&mut Recording)) {
        keep(self.lock().entry(number).or_default());
    }
}

impl Observer for Kept {
    type Watcher = Keeps;

    fn opened(&self, conversation: &Opened) -> Keeps {
        let number = conversation.number;
        self.with(number, |_| {});
        Keeps {
            number,
            kept: self.clone(),
        }
    }

    fn refused(&self, conversation: &Opened, reason: &str) {
        let said = format!("cannot connect to {}: {reason}", conversation.server);
        self.with(conversation.number, |one| one.broken.push(said));
    }
}

impl Watcher for Keeps {
    fn bytes(&mut self, from: Side, _at: Stamp, bytes: &[u8]) {
        self.kept.with(self.number, |one| match from {
            Side::Client => one.to_server.extend_from_slice(bytes),
            Side::Server => one.to_client.extend_from_slice(bytes),
        });
    }

    fn ended(&mut self, from: Side, _at: Stamp, how: End) {
        if how != End::Orderly {
            let said = format!("from the {from}: {how:?}");
            self.kept.with(self.number, |one| one.broken.push(said));
        }
    }
}

/// Long contents would bury the message of a failed comparison.
impl std::fmt::Debug for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recording")
            .field("to_server", &shortened_bytes(&self.to_server))
            .field("to_client", &shortened_bytes(&self.to_client))
            .field("broken", &self.broken)
            .finish()
    }
}
