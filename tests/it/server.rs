//! The servers on real sockets: many clients, odd clients, bad clients, and how they stop.
//!
//! - `clients`: several at once, and what TCPServidor would not survive but may be asked
//! - `requests`: how long one request may take
//! - `faults`: each thing that kills TCPServidor, beside a real TCPServidor
//! - `reply`: the answer arrives whatever else the client sends
//! - `flood`: memory and endurance
//! - `endurance`: clients that take their time, or more than their share
//! - `takeover`: one instance follows another while clients converse
//! - `shutdown`: signals, and what a client then sees
//! - `addresses`: where it listens, and how it spells its clients
//! - `handlers`: conversations of other kinds, with handlers that take their time
//! - `pending`: conversations that have much to say before they listen
//! - `held`: what connections hold is counted, and bounded
//! - `metrics`: what it counts, and says of itself
//! - `proxy`: clients behind a load balancer
//! - `failures`: who is told of conversations that failed
//! - `stderr`: lines that nobody reads
//! - `library`: the same server without the program

mod addresses;
mod clients;
mod endurance;
mod failures;
mod faults;
mod flood;
mod handlers;
mod held;
pub(crate) mod library;
mod metrics;
mod pending;
mod proxy;
mod reply;
mod requests;
mod shutdown;
#[cfg(unix)]
mod stderr;

#[cfg(target_os = "linux")]
mod takeover;

use std::net::SocketAddr;

use crate::support::ends::{Server, rust_phrase_server};
use crate::support::peers::{HEADER, Peer, phrase};

/// A phrase server on any port, with these options.
fn server(options: &[&str]) -> Server {
    rust_phrase_server(&[&["--listen", "127.0.0.1:0"], options].concat())
}

/// A whole conversation, from a client with nothing odd about it.
#[track_caller]
fn converse(server: SocketAddr) {
    let mut client = Peer::connect(server);
    client.send(&phrase("hola"));
    assert_eq!(client.receive(11), phrase("HOLA"));
    assert_eq!(client.rest(), b"");
}

/// The lines that such a conversation leaves on stdout.
const CONVERSED: [&str; 3] = [
    "La frase recibida es: hola",
    "El servidor devuelve la frase: HOLA",
    "Server esperando una nueva conexión...",
];

/// A client that has said half of what it has to say, and keeps the connection.
fn half_a_client(server: SocketAddr) -> Peer {
    let mut client = Peer::connect(server);
    client.send(HEADER);
    client.send(b"\x74\0\x04ho");
    client
}
