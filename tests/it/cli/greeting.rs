//! `client greeting` beside Client, both with the same servers.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use super::{assert_failed, assert_succeeded, run};
use crate::support::java::java_class;
use crate::support::peers::{Peer, listener, with_server};
use crate::support::ports::FixedPort;
use crate::support::program::{Ended, Program};

struct Case {
    name: &'static str,
    sends: Vec<u8>,
    resets: bool,
    /// All that Client prints, be it the greeting or why there is none.
    java: &'static str,
    /// Why ours failed, where Client printed a reason as if it were a greeting.
    ours: Option<&'static str>,
}

impl Case {
    fn serve(&self, mut client: Peer) {
        client.send(&self.sends);
        if self.resets {
            client.reset();
        } else {
            client.end();
            assert_eq!(client.rest(), b"", "{}", self.name);
        }
    }
}

#[test]
fn client_prints_so() {
    let port = FixedPort::take(6666);
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port.number())).unwrap();
    for case in cases() {
        let ended = with_server(&listener, |client| case.serve(client), java_client);
        assert_eq!(ended.status.code(), Some(0), "{}: {ended:?}", case.name);
        let printed = ended.stdout.join("\n");
        if case.resets {
            // Up to Java 12 in other words.
            assert!(printed.starts_with(case.java), "{}: {printed}", case.name);
        } else {
            assert_eq!(printed, case.java, "{}", case.name);
        }
    }
}

#[test]
fn ours_prints_the_greeting_or_says_why_there_is_none() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for case in cases() {
        let ended = with_server(
            &listener,
            |client| case.serve(client),
            || run(&["client", "greeting", "--connect", &address]),
        );
        let Some(ours) = case.ours else {
            assert_succeeded(&ended, &case.java.split('\n').collect::<Vec<_>>());
            continue;
        };
        let reason = assert_failed(&ended, &[]);
        let cause = reason.strip_prefix(&format!("{address}: ")).unwrap();
        if case.resets {
            assert!(cause.starts_with(ours), "{}: {cause}", case.name);
        } else {
            assert_eq!(cause, ours, "{}", case.name);
            // Client's message, if it had any, is part of it.
            assert!(
                case.java == "null" || cause.starts_with(case.java),
                "{}: {cause}",
                case.name
            );
        }
    }
}

#[test]
fn no_server_is_named_with_the_reason() {
    let _port = FixedPort::take(6666);
    let java = java_client();
    assert_eq!(java.status.code(), Some(0), "{java:?}");
    assert!(java.stdout[0].starts_with("Connection refused"), "{java:?}");

    let reason = run(&["client", "greeting"]);
    let reason = assert_failed(&reason, &[]);
    assert!(
        reason.starts_with("cannot connect to localhost:6666 ("),
        "{reason}"
    );
    if cfg!(unix) {
        assert!(reason.contains("): Connection refused"), "{reason}");
    }
}

/// The reason quotes the message, whatever stands in it.
#[test]
fn the_reason_why_a_message_is_too_long_is_one_line() {
    let message = "\n".repeat(4) + &"€".repeat(21_845) + "\n";
    let ended = run(&[
        "server",
        "greeting",
        "--listen",
        "127.0.0.1:0",
        "--message",
        &message,
    ]);
    // As of any option with a wrong value.
    assert_eq!(ended.status.code(), Some(2), "{ended:?}");
    let reason = &ended.stderr[0];
    assert!(
        reason.starts_with("error: --message")
            && reason
                .ends_with("encoded string (\\n\\n\\n\\n€€€€...€€€€€€€\\n) too long: 65540 bytes"),
        "{reason}"
    );
}

fn java_client() -> Ended {
    let command: Command = java_class("Networking.Client");
    Program::start("Client", command).end()
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<Case> {
    let greeting = |name, sends: &[u8], printed| Case {
        name,
        sends: sends.to_vec(),
        resets: false,
        java: printed,
        ours: None,
    };
    let failure = |name, sends: &[u8], java, ours| Case {
        ours: Some(ours),
        ..greeting(name, sends, java)
    };
    vec![
        greeting("good", b"\0\x05HELLO", "HELLO"),
        greeting("empty", b"\0\0", ""),
        greeting("several lines", b"\0\x03a\nb", "a\nb"),
        greeting("two strings", b"\0\x04hola\0\x06adi\xC3\xB3s", "hola"),
        greeting("U+0000", b"\0\x04a\xC0\x80b", "a\0b"),
        greeting("raw zero", b"\0\x03a\0b", "a\0b"),
        greeting("overlong forms", b"\0\x05\xC1\x81\xE0\x81\x82", "AB"),
        greeting("surrogate alone", b"\0\x05a\xED\xA0\x80b", "a?b"),
        greeting("surrogate pair", b"\0\x06\xED\xA0\xBD\xED\xB8\x80", "😀"),
        failure(
            "leaves at once",
            b"",
            "null",
            "the server closed the connection before the greeting, at byte 0; a server that waits \
             for a phrase, as TCPServidor does, is asked by `javawire client phrase`",
        ),
        failure(
            "one byte of length",
            b"\0",
            "null",
            "the peer's data ended inside the greeting, at byte 1",
        ),
        failure(
            "cut string",
            b"\0\x05HEL",
            "null",
            "the peer's data ended inside the greeting, at byte 5",
        ),
        failure(
            "garbage",
            b"HELLO\r\n",
            "null",
            "the peer's data ended inside the greeting, at byte 7; this is a text without the two \
             bytes of its length before it, not a string from DataOutputStream.writeUTF",
        ),
        failure(
            "bad lead byte",
            b"\0\x05HE\x80LO",
            "malformed input around byte 2",
            "malformed input around byte 2 of a string, at byte 4",
        ),
        failure(
            "UTF-8 of four bytes",
            b"\0\x04\xF0\x9F\x98\x80",
            "malformed input around byte 0",
            "malformed input around byte 0 of a string (a character of plain UTF-8, of four bytes, where \
             Java's modified UTF-8 has two of three: what wrote this is not Java), at byte 2",
        ),
        failure(
            "bad second byte",
            b"\0\x03a\xC3\x28",
            "malformed input around byte 3",
            "malformed input around byte 3 of a string, at byte 3",
        ),
        failure(
            "bad third byte",
            b"\0\x03\xE4\xBD\x28",
            "malformed input around byte 2",
            "malformed input around byte 2 of a string, at byte 2",
        ),
        failure(
            "cut character",
            b"\0\x02a\xC3",
            "malformed input: partial character at end",
            "malformed input: partial character at end of a string, at byte 3",
        ),
        Case {
            resets: true,
            ..failure(
                "RST",
                b"",
                "Connection reset",
                "the connection failed, at byte 0: ",
            )
        },
    ]
}
