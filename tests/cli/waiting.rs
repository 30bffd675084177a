//! How long clients wait, and servers that are others than their clients think.

use std::time::{Duration, Instant};

use super::{SENDING, assert_failed, start};
use crate::peers::{HEADER, Peer, listener, phrase, with_server};
use crate::support::PATIENCE;
use crate::support::ends::{rust_greeting_server, rust_phrase_server};

#[test]
#[cfg(target_os = "linux")]
fn connecting_takes_no_longer_than_the_timeout() {
    use std::net::TcpStream;

    // Once its queue is full, the kernel answers no more.
    let full = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    let any = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    full.bind(&any.into()).unwrap();
    full.listen(0).unwrap();
    let address = full.local_addr().unwrap().as_socket().unwrap();
    let mut queue = Vec::new();
    while let Ok(client) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        queue.push(client);
    }
    for conversation in ["phrase", "greeting"] {
        let to = address.to_string();
        let ended = start(&["client", conversation, "--connect", &to, "--timeout", "0.3"]).end();
        let reason = assert_failed(&ended, &[]);
        let expected = format!(
            "cannot connect to {to} ({to}): no answer within 300ms; --timeout sets how long"
        );
        assert_eq!(reason, expected);
    }
}

/// A byte now and then makes it no longer.
#[test]
fn answers_take_no_longer_than_the_timeout() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for (arguments, printed, missing) in [
        (&["phrase", "hola"][..], &[SENDING][..], "the answer"),
        (&["greeting"], &[], "the greeting"),
    ] {
        for comes in [&b""[..], &[0; 100]] {
            let options = ["--connect", &address, "--timeout", "0.5"];
            let arguments = [&["client"], arguments, &options].concat();
            let header = if arguments.contains(&"phrase") {
                HEADER
            } else {
                b"\x7F\xFF"
            };
            let serve = |mut client: Peer| {
                let comes = if comes.is_empty() {
                    vec![]
                } else {
                    [header, comes].concat()
                };
                for byte in comes.chunks(1) {
                    if client.try_send(byte).is_err() {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(100));
                }
                client.rest();
            };
            let begun = Instant::now();
            let ended = with_server(&listener, serve, || start(&arguments).end());
            assert!(begun.elapsed() >= Duration::from_millis(500));
            if comes.is_empty() {
                let reason = assert_failed(&ended, printed);
                let expected =
                    format!("{missing} has not come within 500ms; --timeout sets how long");
                assert!(reason.contains(&expected), "{reason}");
            } else {
                assert!(begun.elapsed() < Duration::from_secs(8), "{ended:?}");
                assert_eq!(ended.status.code(), Some(1), "{ended:?}");
            }
        }
    }
}

#[test]
fn a_header_that_never_comes_is_spoken_of_to_whoever_wants_to_know() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let program = start(&["client", "phrase", "hola", "--connect", &address, "-v"]);
    let mut client = Peer::accept(&listener);
    assert_eq!(client.receive(11), phrase("hola"));
    let line = program.wait_for_error("nothing has come for 2s", PATIENCE);
    assert!(line.contains(" INFO "), "{line}");
    assert!(
        line.contains("header of its stream (AC ED 00 05)"),
        "{line}"
    );
    client.send(&phrase("HOLA"));
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(ended.stdout, [SENDING, "La frase recibida es: HOLA"]);
}

#[test]
fn a_greeting_client_of_a_phrase_server_is_told_so_as_its_server_is() {
    let server = rust_phrase_server(&["--listen", "127.0.0.1:0"]);
    let address = server.address().to_string();
    let arguments = [
        "client",
        "greeting",
        "--connect",
        &address,
        "--timeout",
        "0.5",
    ];
    let ended = start(&arguments).end();
    let reason = assert_failed(&ended, &[]);
    assert!(reason.contains("`javawire client phrase`"), "{reason}");
    let warning = server.program.wait_for_error(" WARN ", PATIENCE);
    assert!(warning.contains("`javawire server greeting`"), "{warning}");
}

#[test]
fn a_phrase_client_of_a_greeting_server_is_told_so_as_its_server_is() {
    let server = rust_greeting_server(&["--listen", "127.0.0.1:0"]);
    let address = server.address().to_string();
    let ended = start(&["client", "phrase", "hola", "--connect", &address]).end();
    let reason = assert_failed(&ended, &[SENDING]);
    assert!(reason.contains("`javawire client greeting`"), "{reason}");
    let warning = server.program.wait_for_error(" WARN ", PATIENCE);
    assert!(warning.contains("`javawire server phrase`"), "{warning}");
}

/// Wherever they stand.
#[test]
fn quiet_and_verbose_stand_before_and_behind_the_command() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for at in 0..3 {
        for (option, lines) in [("-v", 1), ("--verbose", 1), ("-q", 0)] {
            let mut arguments = vec!["client", "greeting", "--connect", &address];
            arguments.insert(at, option);
            let serve = |mut client: Peer| client.send(b"\0\x05HELLO");
            let ended = with_server(&listener, serve, || start(&arguments).end());
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
            assert_eq!(ended.stdout, ["HELLO"]);
            assert_eq!(ended.stderr.len(), lines, "{arguments:?}: {ended:?}");
        }
    }
}
