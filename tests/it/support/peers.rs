//! The other end played by the test itself: a plain socket, and bytes by hand.

use std::fmt::Debug;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::support::PATIENCE;

/// `STREAM_MAGIC STREAM_VERSION`
pub const HEADER: &[u8] = b"\xAC\xED\0\x05";

/// One end of a connection. Nothing that it does waits for ever.
pub struct Peer {
    stream: TcpStream,
}

impl Peer {
    pub fn connect(to: impl Into<SocketAddr>) -> Peer {
        let to = to.into();
        Self::try_connect(to).unwrap_or_else(|error| panic!("cannot connect to {to}: {error}"))
    }

    pub fn try_connect(to: impl Into<SocketAddr>) -> io::Result<Peer> {
        TcpStream::connect_timeout(&to.into(), PATIENCE).map(Peer::of)
    }

    /// Returns the next client of `listener`.
    #[track_caller]
    pub fn accept(listener: &TcpListener) -> Peer {
        let (accepted, client) = mpsc::channel();
        let listener = listener.try_clone().unwrap();
        // The thread outlives a wait in vain: nothing else ends an `accept`.
        thread::spawn(move || accepted.send(listener.accept()));
        match client.recv_timeout(PATIENCE) {
            Ok(client) => Peer::of(client.unwrap().0),
            Err(_) => panic!("no client has connected"),
        }
    }

    fn of(stream: TcpStream) -> Peer {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        // Each write is to arrive by itself.
        stream.set_nodelay(true).unwrap();
        Peer { stream }
    }

    /// Returns this end's address, as the other end names it.
    pub fn address(&self) -> SocketAddr {
        self.stream.local_addr().unwrap()
    }

    #[track_caller]
    pub fn send(&mut self, bytes: &[u8]) {
        self.try_send(bytes)
            .unwrap_or_else(|error| panic!("sending {} bytes: {error}", bytes.len()));
    }

    pub fn try_send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Ends what is sent, and can still receive.
    pub fn end(&mut self) {
        // Fails if the other end has reset the connection: then it needs no end.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Returns the next `count` bytes.
    #[track_caller]
    pub fn receive(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.stream
            .read_exact(&mut bytes)
            .unwrap_or_else(|error| panic!("receiving {count} bytes: {error}"));
        bytes
    }

    /// Returns all that still comes until the other end closes, or resets, the connection.
    #[track_caller]
    pub fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.stream.read_to_end(&mut bytes) {
            Err(error) if is_silence(&error) => {
                panic!("the other end does not close; so far: {bytes:02X?}")
            }
            Ok(_) | Err(_) => bytes,
        }
    }

    /// As [`Peer::rest`], of a connection that must end without a reset.
    #[track_caller]
    pub fn orderly_rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let end = self.stream.read_to_end(&mut bytes);
        end.unwrap_or_else(|error| panic!("{error}, after {} bytes", bytes.len()));
        bytes
    }

    /// Returns the socket, for what a peer does not do.
    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// Breaks the connection off with an RST.
    pub fn reset(self) {
        socket2::SockRef::from(&self.stream)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
    }
}

/// Returns a listener on any port of this machine alone.
pub fn listener() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()
}

/// Plays the server for one client, while `client` runs it.
///
/// # Panics
///
/// If `client` ends without having connected; its result is in the message.
#[track_caller]
pub fn with_server<T: Debug>(
    listener: &TcpListener,
    server: impl FnOnce(Peer) + Send,
    client: impl FnOnce() -> T,
) -> T {
    let door = Door {
        listener,
        state: Mutex::default(),
    };
    thread::scope(|scope| {
        let served = scope.spawn(|| door.open().map(server));
        let result = {
            // Also if the client fails: the thread is waited for then too.
            let _closes = Closes(&door);
            client()
        };
        match served.join() {
            Ok(Some(())) => result,
            Ok(None) => panic!("the client ended and had not connected: {result:?}"),
            Err(failure) => {
                let _ = writeln!(io::stderr(), "the client: {result:?}");
                panic::resume_unwind(failure)
            }
        }
    })
}

/// A listener that lets one client in, and does not wait for one that never comes.
struct Door<'a> {
    listener: &'a TcpListener,
    state: Mutex<DoorState>,
}

#[derive(Default)]
struct DoorState {
    has_opened: bool,
    /// The address from which we came ourselves, to wake who waits.
    closed_by: Option<SocketAddr>,
}

impl Door<'_> {
    fn open(&self) -> Option<Peer> {
        let (client, address) = self.listener.accept().unwrap();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.has_opened = true;
        match state.closed_by {
            Some(own) if own == address => return None,
            // The client came just before us, who must not stay in the queue.
            Some(_) => drop(self.listener.accept().unwrap()),
            None => {}
        }
        Some(Peer::of(client))
    }
}

/// Closes the door when it is dropped.
struct Closes<'a>(&'a Door<'a>);

impl Drop for Closes<'_> {
    fn drop(&mut self) {
        let Door { listener, state } = self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.has_opened {
            let port = listener.local_addr().unwrap().port();
            let own = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
            state.closed_by = Some(own.local_addr().unwrap());
        }
    }
}

/// Returns a `TC_STRING` of at most 65,535 bytes, or else a `TC_LONGSTRING`.
pub fn string(text: &str) -> Vec<u8> {
    let length = text.len();
    let mut bytes = match u16::try_from(length) {
        Ok(length) => [&[0x74][..], &length.to_be_bytes()].concat(),
        Err(_) => [&[0x7C][..], &(length as u64).to_be_bytes()].concat(),
    };
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// Has a server of phrases answer this one. How that failed, if it did.
pub fn converse(server: SocketAddr, text: &str) -> Result<(), String> {
    let mut client = Peer::try_connect(server).map_err(|error| format!("connecting: {error}"))?;
    client
        .try_send(&phrase(text))
        .map_err(|error| format!("sending: {error}"))?;
    let answer = client.rest();
    if answer == phrase(&text.to_uppercase()) {
        Ok(())
    } else if answer.is_empty() {
        Err("no answer".to_owned())
    } else {
        Err("another answer".to_owned())
    }
}

/// Tells others to stop when it is dropped, so that a failed test ends.
pub struct Stops<'a>(pub &'a AtomicBool);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Returns a whole stream that holds this one string.
pub fn phrase(text: &str) -> Vec<u8> {
    [HEADER, &string(text)].concat()
}

fn is_silence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// Makes sure that a message names the byte `place`, or else one of the `sent` bytes.
#[track_caller]
pub fn assert_place(message: &str, place: Option<usize>, sent: usize) {
    let (_, named) = message
        .split_once(", at byte ")
        .unwrap_or_else(|| panic!("no place: {message}"));
    // The path to it may follow, or the system's own word for a broken connection.
    let end = named.find(|c: char| !c.is_ascii_digit());
    let named: usize = named[..end.unwrap_or(named.len())].parse().unwrap();
    match place {
        Some(place) => assert_eq!(named, place, "{message}"),
        None => assert!((4..=sent).contains(&named), "{message}, of {sent}"),
    }
}
