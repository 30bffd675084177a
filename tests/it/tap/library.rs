//! The relay without the program: observers of one's own.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use javawire::conversation::{Side, Stamp};
use javawire::net::Stopped;
use javawire::net::relay::{Aside, Counters, End, Observer, Opened, Relay, Watcher};
use tokio::sync::oneshot;

use crate::support::ends::rust_phrase_server;
use crate::support::peers::{Peer, converse, listener};

/// A relay on a thread of its own.
struct Running {
    address: SocketAddr,
    counters: Arc<Counters>,
    stop: oneshot::Sender<()>,
    thread: thread::JoinHandle<Stopped>,
}

impl Running {
    fn start(server: SocketAddr, observer: impl Observer) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let relay = Relay::to(server.ip().to_string(), server.port());
        let counters = relay.counters();
        let (stop, stopping) = oneshot::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(relay.run(listener, observer, async {
                let _ = stopping.await;
            }))
        });
        Running {
            address,
            counters,
            stop,
            thread,
        }
    }

    fn end(self) -> Arc<Counters> {
        self.stop.send(()).unwrap();
        assert_eq!(self.thread.join().unwrap().cut, 0);
        self.counters
    }
}

/// Keeps all that is told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    fn push(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }
}

impl Observer for Told {
    type Watcher = Of;

    fn opened(&self, conversation: &Opened) -> Of {
        self.push(format!("{} opened", conversation.number));
        Of(self.clone(), conversation.number)
    }

    fn refused(&self, conversation: &Opened, _reason: &str) {
        self.push(format!("{} refused", conversation.number));
    }
}

/// The same, of one conversation.
struct Of(Told, u64);

impl Watcher for Of {
    fn bytes(&mut self, from: Side, _at: Stamp, bytes: &[u8]) {
        self.0.push(format!("{} {from} {}", self.1, bytes.len()));
    }

    fn ended(&mut self, from: Side, _at: Stamp, how: End) {
        self.0.push(format!("{} {from} {how:?}", self.1));
    }
}

#[test]
fn observers_are_told_before_bytes_go_on() {
    let server = listener();
    let told = Told::default();
    let counted = Arc::new(AtomicUsize::new(0));
    let observers = (told.clone(), Counts(Arc::clone(&counted)));
    let relay = Running::start(server.local_addr().unwrap(), observers);
    let has = |text: &str| told.0.lock().unwrap().iter().any(|line| line == text);
    let mut client = Peer::connect(relay.address);
    client.send(b"abc");
    let mut one = Peer::accept(&server);
    assert_eq!(one.receive(3), b"abc");
    assert!(has("1 client 3"));
    one.send(b"de");
    assert_eq!(client.receive(2), b"de");
    assert!(has("1 server 2"));
    client.end();
    assert_eq!(one.rest(), b"");
    assert!(has("1 client Orderly"));
    drop(one);
    assert_eq!(client.rest(), b"");
    assert!(has("1 server Orderly"));
    drop(client);
    let counters = relay.end().snapshot();
    assert_eq!(counted.load(Ordering::Relaxed), 5);
    assert_eq!((counters.to_server, counters.to_client), (3, 2));
    assert_eq!((counters.open, counters.ended), (0, 1));
}

/// Counts all bytes.
struct Counts(Arc<AtomicUsize>);

impl Observer for Counts {
    type Watcher = Counts;

    fn opened(&self, _conversation: &Opened) -> Counts {
        Counts(Arc::clone(&self.0))
    }
}

impl Watcher for Counts {
    fn bytes(&mut self, _from: Side, _at: Stamp, bytes: &[u8]) {
        self.0.fetch_add(bytes.len(), Ordering::Relaxed);
    }
}

/// Panics where it can.
struct Panics(&'static str);

impl Observer for Panics {
    type Watcher = Panics;

    fn opened(&self, _conversation: &Opened) -> Panics {
        assert_ne!(self.0, "opened");
        Panics(self.0)
    }
}

impl Watcher for Panics {
    fn bytes(&mut self, _from: Side, _at: Stamp, _bytes: &[u8]) {
        assert_ne!(self.0, "bytes");
    }

    fn ended(&mut self, _from: Side, _at: Stamp, _how: End) {
        assert_ne!(self.0, "ended");
    }
}

#[test]
fn an_observer_that_panics_costs_nobody_anything() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    for place in ["opened", "bytes", "ended"] {
        let relay = Running::start(server.address(), Panics(place));
        for _ in 0..3 {
            converse(relay.address, "hola").unwrap();
        }
        assert_eq!(relay.end().snapshot().ended, 3);
        let aside = Aside::new(Panics(place), 1 << 20).unwrap();
        let tally = aside.tally();
        let relay = Running::start(server.address(), aside);
        for _ in 0..3 {
            converse(relay.address, "hola").unwrap();
        }
        assert_eq!(relay.end().snapshot().ended, 3);
        assert!(tally.has_failed(), "{place}");
    }
}

/// Waits at the first bytes until it may go on.
struct Waits {
    may_go_on: Arc<Mutex<mpsc::Receiver<()>>>,
    was_given_up: Arc<AtomicBool>,
}

impl Observer for Waits {
    type Watcher = Waits;

    fn opened(&self, _conversation: &Opened) -> Waits {
        Waits {
            may_go_on: Arc::clone(&self.may_go_on),
            was_given_up: Arc::clone(&self.was_given_up),
        }
    }
}

impl Watcher for Waits {
    fn bytes(&mut self, _from: Side, _at: Stamp, _bytes: &[u8]) {
        // Whoever would let it go on may have gone.
        let _ = self.may_go_on.lock().unwrap().recv();
    }

    fn given_up(&mut self, _at: Stamp) {
        self.was_given_up.store(true, Ordering::SeqCst);
    }
}

/// An observer that stands still is given up, and told so when it goes on.
#[test]
fn an_observer_that_stands_still_is_given_up() {
    const ROOM: usize = 1 << 20;

    let server = listener();
    let (go_on, may_go_on) = mpsc::channel();
    let was_given_up = Arc::new(AtomicBool::new(false));
    let waits = Waits {
        may_go_on: Arc::new(Mutex::new(may_go_on)),
        was_given_up: Arc::clone(&was_given_up),
    };
    let aside = Aside::new(waits, ROOM).unwrap();
    let tally = aside.tally();
    let relay = Running::start(server.local_addr().unwrap(), aside);
    let mut client = Peer::connect(relay.address);
    let mut one = Peer::accept(&server);
    for _ in 0..4 * ROOM / 65_536 {
        client.send(&[7; 65_536]);
        assert_eq!(one.receive(65_536).len(), 65_536);
    }
    assert_eq!(tally.conversations(), 1);
    drop(go_on);
    client.end();
    assert_eq!(one.rest(), b"");
    drop((one, client));
    relay.end();
    assert!(was_given_up.load(Ordering::SeqCst));
    assert!(!tally.has_failed());
}

#[test]
fn a_relay_without_clients_ends_at_once() {
    let relay = Running::start(([127, 0, 0, 1], 1).into(), Told::default());
    let counters = relay.end().snapshot();
    assert_eq!(counters.accepted, 0);
    // And one whose server is not there goes on.
    let told = Told::default();
    let gone = listener().local_addr().unwrap();
    let relay = Running::start(gone, told.clone());
    for _ in 0..2 {
        // The reset may come before the client knows that it is connected.
        let client = Peer::try_connect(relay.address);
        assert!(client.map_or(true, |mut client| client.rest().is_empty()));
    }
    // Both have been let in by now, and been refused.
    let counters = Arc::clone(&relay.counters);
    while counters.snapshot().refused < 2 {
        thread::yield_now();
    }
    relay.end();
    let mut told = told.0.lock().unwrap().clone();
    told.sort();
    assert_eq!(told, ["1 refused", "2 refused"]);
}
