//! What the owner of a server is told of conversations that failed, with no subscriber set up.

use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use javawire::DataInput;
use javawire::conversation::{DataConversation, Reply};
use javawire::net::handler;
use javawire::net::server::reason;
use javawire::net::{Server, ServerLimits};

use super::library::Running;
use crate::support::PATIENCE;
use crate::support::peers::Peer;

/// A server of one thread that answers numbers with themselves, and can stand no 13.
fn serve(limits: ServerLimits) -> (Running, Receiver<(SocketAddr, String)>) {
    let (failed, failures) = mpsc::channel();
    let numbers = handler::each(|_| {
        DataConversation::new(
            |input| input.read_int(),
            |number| {
                assert_ne!(number, 13, "as this test wants it");
                Ok(Reply::bytes(number.to_be_bytes()))
            },
        )
    });
    let server = Server::default()
        .with_workers(1)
        .with_grace(Duration::ZERO)
        .with_limits(limits)
        .with_failure_hook(move |peer, error| failed.send((peer, reason(error))).unwrap());
    (Running::start(server, numbers), failures)
}

#[track_caller]
fn assert_failed(failures: &Receiver<(SocketAddr, String)>, client: &Peer, expected: &str) {
    let (peer, why) = failures.recv_timeout(PATIENCE).unwrap();
    assert_eq!(peer, client.address());
    assert!(why.contains(expected), "{why}");
}

#[test]
fn the_owner_is_told_which_conversations_failed_and_why() {
    let (server, failures) = serve(ServerLimits::default());
    let mut cut_off = Peer::connect(server.address);
    cut_off.send(b"\0\0");
    cut_off.end();
    assert_failed(&failures, &cut_off, "ended inside a request, at byte 2");

    let mut reset = Peer::connect(server.address);
    reset.send(b"\0\0\0\x01");
    reset.receive(4);
    let peer = reset.address();
    reset.reset();
    let (told, why) = failures.recv_timeout(PATIENCE).unwrap();
    assert_eq!(told, peer);
    assert!(
        why.starts_with("the connection failed, at byte 4: "),
        "{why}"
    );

    let mut good = Peer::connect(server.address);
    good.send(b"\0\0\0\x07");
    assert_eq!(good.receive(4), b"\0\0\0\x07");
    let mut waits = Peer::connect(server.address);
    waits.send(b"\0\0");
    good.end();
    assert_eq!(good.orderly_rest(), b"");
    // Both have been let in before the end: the second stands before this one.
    let mut last = Peer::connect(server.address);
    last.send(b"\0\0\0\x07");
    last.receive(4);
    last.end();
    assert_eq!(last.orderly_rest(), b"");
    assert_eq!(server.stop().cut, 1);
    assert_failed(
        &failures,
        &waits,
        "the server ended before the conversation did",
    );
    assert!(failures.try_recv().is_err());
}

/// It takes with it neither another client's conversation nor what a thread has to read into.
#[test]
fn a_conversation_that_panics_amid_its_input_has_failed_alone() {
    let (server, failures) = serve(ServerLimits::default());
    let mut other = Peer::connect(server.address);
    other.send(b"\0\0");
    let mut bad = Peer::connect(server.address);
    bad.send(b"\0\0\0\x0D");
    assert_failed(&failures, &bad, "the conversation panicked");
    assert_eq!(bad.rest(), b"");
    other.send(b"\0\x07");
    assert_eq!(other.receive(4), b"\0\0\0\x07");
    other.end();
    assert_eq!(other.orderly_rest(), b"");
    server.stop();
}

#[test]
fn a_client_that_takes_too_long_has_failed() {
    let limits = ServerLimits::default().with_idle_timeout(Duration::from_millis(100));
    let (server, failures) = serve(limits);
    let silent = Peer::connect(server.address);
    assert_failed(&failures, &silent, "nothing came from the client for 100ms");
    server.stop();
}
