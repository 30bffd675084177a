//! A pass-through between two programs that keeps the bytes.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use super::PATIENCE;
use super::lines::shortened_bytes;
use super::program::no_program_starting;

/// Passes connections on to a target, each direction until its own end.
pub struct Recorder {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
    /// Ends with one receiver per connection, in the order they came.
    accepting: Option<JoinHandle<Vec<Receiver<Recording>>>>,
}

/// What went through one connection.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Recording {
    pub to_server: Vec<u8>,
    pub to_client: Vec<u8>,
    /// What ended a direction other than its orderly end.
    pub broken: Vec<String>,
}

impl Recorder {
    /// Listens on `address` and passes each connection on to `target`.
    pub fn start(address: impl Into<SocketAddr>, target: impl Into<SocketAddr>) -> Recorder {
        let (address, target) = (address.into(), target.into());
        let listener = TcpListener::bind(address)
            .unwrap_or_else(|error| panic!("recorder: cannot listen on {address}: {error}"));
        let address = listener.local_addr().unwrap();
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopping);
        let accepting = thread::spawn(move || {
            let mut connections = Vec::new();
            loop {
                let (client, _) = listener.accept().unwrap();
                if stop.load(Ordering::SeqCst) {
                    return connections;
                }
                let (done, recording) = mpsc::channel();
                connections.push(recording);
                thread::spawn(move || record(&client, target, &done));
            }
        });
        Recorder {
            address,
            stopping,
            accepting: Some(accepting),
        }
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections, waits until those it has end on both sides,
    /// and returns what went through each, in the order they came.
    pub fn finish(mut self) -> Vec<Recording> {
        let connections = self.stop_accepting();
        let count = connections.len();
        let recordings = connections.into_iter().enumerate().map(|(at, connection)| {
            connection.recv_timeout(PATIENCE).unwrap_or_else(|error| {
                let at = at + 1;
                panic!("recorder: connection {at} of {count} does not end on both sides: {error}")
            })
        });
        recordings.collect()
    }

    fn stop_accepting(&mut self) -> Vec<Receiver<Recording>> {
        let Some(accepting) = self.accepting.take() else {
            return Vec::new();
        };
        self.stopping.store(true, Ordering::SeqCst);
        // Whoever came before this connection has been accepted before it.
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        TcpStream::connect((ip, self.address.port())).unwrap();
        let connections = accepting.join().unwrap();
        // Only then is the port free again.
        drop(no_program_starting());
        connections
    }
}

/// So that the port is free after a test that failed half-way, too.
impl Drop for Recorder {
    fn drop(&mut self) {
        self.stop_accepting();
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

fn record(client: &TcpStream, target: SocketAddr, done: &Sender<Recording>) {
    let mut recording = Recording::default();
    match TcpStream::connect(target) {
        Ok(server) => {
            // The programs' small writes are not to wait for one another.
            client.set_nodelay(true).unwrap();
            server.set_nodelay(true).unwrap();
            thread::scope(|scope| {
                let to_client = scope.spawn(|| pass(&server, client));
                let (bytes, end) = pass(client, &server);
                recording.to_server = bytes;
                recording
                    .broken
                    .extend(end.err().map(|error| format!("to server: {error}")));
                let (bytes, end) = to_client.join().unwrap();
                recording.to_client = bytes;
                recording
                    .broken
                    .extend(end.err().map(|error| format!("to client: {error}")));
            });
        }
        Err(error) => recording
            .broken
            .push(format!("cannot connect to {target}: {error}")),
    }
    // Nobody listens after a test that failed half-way.
    let _ = done.send(recording);
}

/// Copies one direction to its end, and ends it on the other side too.
fn pass(mut from: &TcpStream, mut to: &TcpStream) -> (Vec<u8>, io::Result<()>) {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let result = from.read(&mut buffer).and_then(|length| {
            bytes.extend_from_slice(&buffer[..length]);
            to.write_all(&buffer[..length]).map(|()| length)
        });
        match result {
            Ok(1..) => {}
            Ok(0) => {
                // Fails if the other side has gone altogether: then it needs no end.
                let _ = to.shutdown(Shutdown::Write);
                return (bytes, Ok(()));
            }
            Err(error) => {
                // What one side broke off cannot go on for the other.
                let _ = to.shutdown(Shutdown::Both);
                let _ = from.shutdown(Shutdown::Both);
                return (bytes, Err(error));
            }
        }
    }
}
