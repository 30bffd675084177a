//! Every end arrives as what it is: each scene is played without a tap and through one, and both
//! ends must see the same.

use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use javawire::conversation::Side::{self, Client, Server};
use socket2::SockRef;

use self::Act::{Closes, Ends, Resets, Says};
use crate::support::PATIENCE;
use crate::support::peers::{Peer, listener};
use crate::support::tap::Tap;

/// What one end does. The other has seen it before the next act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Says(&'static str),
    Ends,
    Resets,
    /// Closes its socket: that is an end too, or a reset if there is something it has not read.
    Closes,
}

/// What one end has seen of the other.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    text: String,
    ended: bool,
    reset: bool,
}

/// One end, and what it has seen.
struct End {
    stream: Option<TcpStream>,
    seen: Seen,
}

/// Every order of the ends, server and client first.
const SCENES: &[&[(Side, Act)]] = &[
    &[
        (Client, Says("a")),
        (Client, Ends),
        (Server, Says("b")),
        (Server, Ends),
    ],
    &[
        (Client, Ends),
        (Server, Says("b")),
        (Server, Says("c")),
        (Server, Ends),
    ],
    &[
        (Server, Says("b")),
        (Client, Says("a")),
        (Server, Ends),
        (Client, Says("c")),
        (Client, Ends),
    ],
    &[(Server, Says("b")), (Server, Ends), (Client, Ends)],
    &[(Client, Ends), (Server, Ends)],
    &[(Client, Says("a")), (Client, Closes), (Server, Closes)],
    &[(Server, Says("b")), (Server, Closes), (Client, Closes)],
    &[(Client, Closes), (Server, Closes)],
    &[(Server, Closes), (Client, Closes)],
    &[(Client, Says("a")), (Client, Resets)],
    &[(Server, Says("b")), (Server, Resets)],
    &[(Client, Says("a")), (Server, Says("b")), (Client, Resets)],
    &[(Client, Says("a")), (Server, Says("b")), (Server, Resets)],
    &[(Client, Resets)],
    &[(Server, Resets)],
    &[(Client, Ends), (Server, Says("b")), (Server, Resets)],
    &[(Server, Ends), (Client, Says("a")), (Client, Resets)],
    &[(Client, Ends), (Server, Resets)],
    &[(Server, Ends), (Client, Resets)],
    &[(Client, Says("a")), (Client, Ends), (Client, Resets)],
    &[(Server, Says("b")), (Server, Ends), (Server, Resets)],
];

#[test]
fn every_end_arrives_as_what_it_is() {
    let server = listener();
    let own = server.local_addr().unwrap();
    let tap = Tap::start(own, &[]);
    for scene in SCENES {
        let without = play(&server, own, scene);
        let through = play(&server, tap.address(), scene);
        assert_eq!(through, without, "{scene:?}");
    }
    let ended = tap.end();
    assert_eq!(ended.stderr.len(), 2, "{ended:?}");
}

/// A server that answers and closes, and has not read all: the answer still comes.
#[test]
fn what_came_before_a_reset_arrives() {
    let server = listener();
    let own = server.local_addr().unwrap();
    let tap = Tap::start(own, &[]);
    for address in [own, tap.address()] {
        let mut client = Peer::connect(address);
        let mut one = Peer::accept(&server);
        client.send(b"more than is read");
        one.receive(4);
        one.send(b"answer");
        drop(one);
        assert_eq!(client.receive(6), b"answer");
        let mut client = End::of(client.into_stream());
        client.see(|seen| seen.reset);
    }
}

/// A reset is passed on though the other end does not read what came before it.
#[test]
fn a_reset_arrives_where_nobody_reads() {
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &[]);
    let client = Peer::connect(tap.address()).into_stream();
    let one = Peer::accept(&server).into_stream();
    client.set_nonblocking(true).unwrap();
    // Until it is full all the way.
    let (mut sent, bytes) = (0, [7; 65_536]);
    let mut is_full_since = None;
    while is_full_since.is_none_or(|since: Instant| since.elapsed() < Duration::from_millis(200)) {
        match std::io::Write::write(&mut &client, &bytes) {
            Ok(count) => (sent, is_full_since) = (sent + count, None),
            Err(error) => {
                assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock, "after {sent}");
                is_full_since.get_or_insert_with(Instant::now);
                thread::yield_now();
            }
        }
    }
    SockRef::from(&client)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
    drop(client);
    let deadline = Instant::now() + PATIENCE;
    while one.take_error().unwrap().is_none() {
        assert!(Instant::now() < deadline, "no reset has come");
        thread::yield_now();
    }
}

#[test]
fn a_client_of_a_server_that_is_not_there_is_reset() {
    let server = listener();
    let own = server.local_addr().unwrap();
    drop(server);
    let tap = Tap::start(own, &[]);
    // The reset may come before the client knows that it is connected.
    if let Ok(client) = TcpStream::connect(tap.address()) {
        let mut client = End::of(client);
        client.see(|seen| seen.reset);
        assert_eq!(client.seen.text, "");
    }
    let line = tap.program.wait_for_error("cannot reach", PATIENCE);
    let said = format!(": #1: cannot reach the server {own}: ");
    assert!(line.contains(&said), "{line}");
    assert!(line.ends_with("; the client is reset"), "{line}");
    // The next one is led on, once somebody listens there.
    let server = TcpListener::bind(own).unwrap();
    let mut client = Peer::connect(tap.address());
    let mut one = Peer::accept(&server);
    one.send(b"first");
    assert_eq!(client.receive(5), b"first");
    let ended = tap.end();
    assert!(
        ended
            .stderr
            .iter()
            .any(|line| line.contains("1 conversation,")),
        "{ended:?}"
    );
}

/// Returns what the server and the client have seen in the end.
#[track_caller]
fn play(server: &TcpListener, address: SocketAddr, scene: &[(Side, Act)]) -> [Seen; 2] {
    let client = TcpStream::connect(address).unwrap();
    let one = Peer::accept(server).into_stream();
    let (mut client, mut server) = (End::of(client), End::of(one));
    for (side, act) in scene {
        let (actor, other) = match side {
            Client => (&mut client, &mut server),
            Server => (&mut server, &mut client),
        };
        actor.act(*act);
        let before = other.seen.text.len();
        match act {
            Says(text) => other.see(|seen| seen.text.len() == before + text.len()),
            Ends | Closes => other.see(|seen| seen.ended),
            Resets => other.see(|seen| seen.reset),
        }
    }
    [server.seen, client.seen]
}

impl End {
    fn of(stream: TcpStream) -> End {
        stream.set_nonblocking(true).unwrap();
        End {
            stream: Some(stream),
            seen: Seen::default(),
        }
    }

    fn act(&mut self, act: Act) {
        use std::io::Write as _;
        use std::net::Shutdown;

        let mut stream = self.stream.as_ref().unwrap();
        match act {
            Says(text) => stream.write_all(text.as_bytes()).unwrap(),
            Ends => stream.shutdown(Shutdown::Write).unwrap(),
            Resets => {
                SockRef::from(stream)
                    .set_linger(Some(Duration::ZERO))
                    .unwrap();
                self.stream = None;
            }
            Closes => self.stream = None,
        }
    }

    /// Looks until it has seen enough.
    #[track_caller]
    fn see(&mut self, is_enough: impl Fn(&Seen) -> bool) {
        let Some(mut stream) = self.stream.as_ref() else {
            // It has closed: it looks no longer.
            return;
        };
        let deadline = Instant::now() + PATIENCE;
        while !is_enough(&self.seen) {
            assert!(Instant::now() < deadline, "so far: {:?}", self.seen);
            let mut bytes = [0; 1024];
            match stream.read(&mut bytes) {
                Ok(0) => {
                    self.seen.ended = true;
                    // After an end only this tells of a reset.
                    self.seen.reset |= stream.take_error().unwrap().is_some();
                }
                Ok(count) => {
                    let text = std::str::from_utf8(&bytes[..count]).unwrap();
                    self.seen.text += text;
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => self.seen.reset = true,
            }
            thread::yield_now();
        }
    }
}

/// The byte of Java's `sendUrgentData` is not passed on; what was said before and after it is, at once.
#[test]
fn what_follows_an_urgent_byte_is_passed_on() {
    let server = listener();
    let tap = Tap::start(server.local_addr().unwrap(), &[]);
    // Whether a read of the tap ends there is a matter of when it comes.
    for _ in 0..40 {
        let client = TcpStream::connect(tap.address()).unwrap();
        let mut accepted = Peer::accept(&server);
        let socket = SockRef::from(&client);
        socket.send(b"hello").unwrap();
        socket.send_out_of_band(b"!").unwrap();
        socket.send(b"world").unwrap();
        assert_eq!(accepted.receive(10), b"helloworld");
    }
}
