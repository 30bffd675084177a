//! How long clients wait, and servers that are others than their clients think.

use std::time::{Duration, Instant};

use super::{SENDING, assert_failed, start};
use crate::support::PATIENCE;
use crate::support::ends::{rust_greeting_server, rust_phrase_server};
use crate::support::peers::{Peer, listener, phrase, with_server};

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
        let (half, endless) = match printed {
            [] => (&b"\0\x05HEL"[..], &b"\x7F\xFF"[..]),
            _ => (
                &b"\xAC\xED\0\x05t\0\x04ho"[..],
                &b"\xAC\xED\0\x05t\x7F\xFF"[..],
            ),
        };
        let late = format!("{missing} has not come within 500ms; --timeout sets how long");
        let options = ["--connect", &address, "--timeout", "0.5"];
        let arguments = [&["client"], arguments, &options].concat();
        for comes in [&b""[..], half] {
            let serve = |mut client: Peer| {
                client.send(comes);
                client.rest();
            };
            let begun = Instant::now();
            let ended = with_server(&listener, serve, || start(&arguments).end());
            assert!(begun.elapsed() >= Duration::from_millis(500));
            let reason = assert_failed(&ended, printed);
            let at = format!("{late}, at byte {}", comes.len());
            assert!(reason.contains(&at), "{reason}");
        }
        let serve = |mut client: Peer| {
            client.send(endless);
            while client.try_send(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(100));
            }
        };
        let begun = Instant::now();
        let ended = with_server(&listener, serve, || start(&arguments).end());
        assert!(begun.elapsed() < Duration::from_secs(8), "{ended:?}");
        let reason = assert_failed(&ended, printed);
        assert!(reason.contains(&late), "{reason}");
    }
}

#[test]
fn a_phrase_of_several_words_is_to_be_quoted() {
    let ended = start(&["client", "phrase", "hola", "mundo"]).end();
    assert_eq!(ended.status.code(), Some(2), "{ended:?}");
    assert!(ended.stdout.is_empty(), "{ended:?}");
    let advice = "error: a phrase of several words needs quotes: 'hola mundo'";
    assert_eq!(ended.stderr[0], advice);
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
