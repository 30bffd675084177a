//! How long one request may take, however its client takes its time.

use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use javawire::conversation::{DataConversation, ObjectConversation, Reply};
use javawire::net::handler;
use javawire::net::server::reason;
use javawire::net::{Server, ServerLimits, Service};
use javawire::{DataInput, Parser};

use super::library::Running;
use super::pending;
use super::{converse, half_a_client, server};
use crate::support::PATIENCE;
use crate::support::peers::{HEADER, Peer, phrase, string};

/// Between two bytes of a client that takes its time.
const NOW_AND_THEN: Duration = Duration::from_millis(40);

/// Starts a server whose requests may take so long, and returns why its conversations fail.
fn serve(service: impl Service, request: Duration) -> (Running, Receiver<(SocketAddr, String)>) {
    let (failed, failures) = mpsc::channel();
    let limits = ServerLimits::default().with_request_timeout(Some(request));
    let server = Server::default()
        .with_limits(limits)
        .with_failure_hook(move |peer, error| failed.send((peer, reason(error))).unwrap());
    (Running::start(server, service), failures)
}

#[test]
fn a_byte_now_and_then_holds_no_place_for_ever() {
    let server = server(&["--idle-timeout", "600", "--request-timeout", "0.5"]);
    let begun = Instant::now();
    let mut client = Peer::connect(server.address());
    client.send(HEADER);
    for byte in string(&"a".repeat(1000)).chunks(1) {
        if client.try_send(byte).is_err() {
            break;
        }
        // The time it takes is what this is about.
        thread::sleep(NOW_AND_THEN);
    }
    assert_eq!(client.rest(), b"");
    assert!(begun.elapsed() < 1000 * NOW_AND_THEN);
    let warning = server
        .program
        .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
    assert!(
        warning.contains("the client's request was not complete after 500ms"),
        "{warning}"
    );
    converse(server.address());
}

/// Java's `ObjectInputStream` waits for the header of the other end, which `TCPServidor` sends only
/// with its answer: who makes one before it has written waits for ever there.
#[test]
fn a_client_that_waits_for_the_header_is_told_apart() {
    let only_header = "it sent only its stream header";
    let nothing = "makes its ObjectInputStream first";
    let neither = "";
    for options in [&[][..], &["--request-timeout", "0.1"]] {
        let server = server(&[&["--idle-timeout", "0.2"], options].concat());
        for (sends, expected) in [
            (HEADER, only_header),
            (b"", nothing),
            (&HEADER[..2], neither),
            (b"\xAC\xED\0\x05\x79", neither),
            (b"\xAC\xED\0\x05\x74\0\x04ho", neither),
        ] {
            let mut client = Peer::connect(server.address());
            client.send(sends);
            assert_eq!(client.rest(), b"");
            let of_client = format!(" WARN {}: ", client.address());
            let warning = server.program.wait_for_error(&of_client, PATIENCE);
            for hint in [only_header, nothing] {
                assert_eq!(warning.contains(hint), hint == expected, "{warning}");
            }
        }
    }
}

/// A person may be typing: the header of the stream has come, and no request yet.
#[test]
fn a_client_with_nothing_to_ask_yet_may_wait() {
    let server = server(&["--idle-timeout", "600", "--request-timeout", "0.2"]);
    let mut client = Peer::connect(server.address());
    client.send(HEADER);
    thread::sleep(Duration::from_millis(500));
    client.send(&string("hola"));
    assert_eq!(client.orderly_rest(), phrase("HOLA"));
}

#[test]
fn an_idle_timeout_of_nothing_is_none() {
    let server = server(&["--idle-timeout", "0"]);
    let mut clients = [
        half_a_client(server.address()),
        Peer::connect(server.address()),
    ];
    thread::sleep(Duration::from_millis(300));
    clients[0].send(b"la");
    clients[1].send(&phrase("hola"));
    for mut client in clients {
        assert_eq!(client.orderly_rest(), phrase("HOLA"));
    }
}

/// A handler that thinks for longer than a request may take, and has more to say than the sockets
/// hold.
#[test]
fn the_time_of_the_handler_does_not_count() {
    const REQUEST: Duration = Duration::from_millis(500);
    const ANSWER: usize = 16 << 20;

    let service = handler::each(|_| {
        DataConversation::new(
            |input| Ok((input.read_int()?, input.read_int()?)),
            |_| {
                thread::sleep(2 * REQUEST);
                Ok(Reply::bytes(vec![7; ANSWER]).last())
            },
        )
    });
    let (server, failures) = serve(service, REQUEST);
    let mut client = Peer::connect(server.address);
    client.send(&[0; 4]);
    thread::sleep(NOW_AND_THEN);
    client.send(&[0; 4]);
    // So that there is something left to be sent when the handler has answered.
    assert_eq!(client.receive(1), [7]);
    thread::sleep(NOW_AND_THEN);
    assert_eq!(client.orderly_rest().len(), ANSWER - 1);
    server.stop();
    assert_eq!(failures.try_iter().count(), 0);
}

/// A handler that is busy does not keep the place of a client that takes nothing.
#[test]
fn who_takes_nothing_is_silent_whatever_the_handler_does() {
    let (failed, failures) = mpsc::channel();
    let limits = ServerLimits::default().with_idle_timeout(Duration::from_millis(300));
    let server = Server::default()
        .with_limits(limits)
        .with_failure_hook(move |_, error| failed.send(reason(error)).unwrap());
    let (service, wakers) = pending::speakers(true);
    let server = Running::start(server, service);
    let _client = Peer::connect(server.address);
    let _never_woken = wakers.recv_timeout(PATIENCE).unwrap();
    let why = failures.recv_timeout(PATIENCE).unwrap();
    assert!(why.contains("did not take its answer for 300ms"), "{why}");
    server.stop();
}

#[test]
fn an_answer_that_is_taken_bit_by_bit_holds_no_place_for_ever() {
    let (service, _wakers) = pending::speakers(false);
    let (server, failures) = serve(service, Duration::from_millis(500));
    let mut client = Peer::connect(server.address);
    let why = loop {
        client.receive(1024);
        if let Ok((peer, why)) = failures.recv_timeout(NOW_AND_THEN) {
            assert_eq!(peer, client.address());
            break why;
        }
    };
    assert!(
        why.contains("the client had not taken all of its answer 500ms after its request began"),
        "{why}"
    );
    server.stop();
}

/// Each request has its own time, and between two of them none runs.
#[test]
fn the_time_between_two_requests_is_none_of_theirs() {
    const REQUEST: Duration = Duration::from_millis(300);

    let data = handler::each(|_| {
        DataConversation::new(
            |input| input.read_int(),
            |number| Ok(Reply::bytes(number.to_be_bytes())),
        )
    });
    let objects = handler::each(|_| {
        ObjectConversation::new(Parser::new(), |request| {
            Ok(Reply::string(request.string()?.unwrap_or_default()))
        })
    });
    take_time(serve(data, REQUEST), b"", b"\0\0\0\x07", REQUEST);
    take_time(serve(objects, REQUEST), HEADER, &string("hola"), REQUEST);
}

/// Asks a server that answers with what it is sent, with long times between, and then asks half.
fn take_time(
    (server, failures): (Running, Receiver<(SocketAddr, String)>),
    header: &[u8],
    request: &[u8],
    time: Duration,
) {
    let mut client = Peer::connect(server.address);
    client.send(header);
    assert_eq!(client.receive(header.len()), header);
    for _ in 0..3 {
        thread::sleep(2 * time);
        client.send(request);
        assert_eq!(client.receive(request.len()), request);
    }
    client.send(&request[..1]);
    let (peer, why) = failures.recv_timeout(PATIENCE).unwrap();
    assert_eq!(peer, client.address());
    assert!(why.contains("request was not complete after"), "{why}");
    server.stop();
}
