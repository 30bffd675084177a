//! `client phrase` beside TCPClient, both with the same servers that misbehave.

use std::net::{Ipv4Addr, TcpListener};

use super::{PROMPT, SENDING, assert_failed, assert_succeeded, start};
use crate::support::ends::start_tcp_client;
use crate::support::lines::assert_lines;
use crate::support::peers::{HEADER, Peer, assert_place, listener, phrase, string, with_server};
use crate::support::ports::FixedPort;
use crate::support::program::Program;
use crate::support::streams::java_streams;

struct Case {
    name: &'static str,
    answer: Vec<u8>,
    when: When,
    end: End,
    result: Result<String, Failure>,
}

/// When the server answers.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Asked,
    AskedByteByByte,
    /// Before it has read anything.
    Connected,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Orderly,
    Reset,
}

/// What TCPClient dies of; how the reason begins that ours gives, and the byte it names.
struct Failure {
    java: &'static str,
    ours: (&'static str, Option<usize>),
}

impl Case {
    fn serve(&self, mut client: Peer) {
        if self.when == When::Connected {
            client.send(&self.answer);
        }
        assert_eq!(client.receive(11), phrase("hola"), "{}", self.name);
        match self.when {
            When::Asked => client.send(&self.answer),
            When::AskedByteByByte => self.answer.chunks(1).for_each(|byte| client.send(byte)),
            When::Connected => {}
        }
        match self.end {
            End::Reset => client.reset(),
            End::Orderly => {
                client.end();
                assert_eq!(client.rest(), b"", "{}", self.name);
            }
        }
    }

    /// All that a client must print, the Java one and ours.
    fn prints(&self) -> Vec<&str> {
        let answer = self.result.as_ref().ok();
        let lines = [PROMPT, SENDING].into_iter();
        lines.chain(answer.map(String::as_str)).collect()
    }
}

#[test]
fn tcp_client_prints_and_dies_so() {
    let port = FixedPort::take(10_000);
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port.number())).unwrap();
    for case in cases() {
        let ended = with_server(
            &listener,
            |client| case.serve(client),
            || type_hola(start_tcp_client()),
        );
        assert_eq!(ended.stdout, case.prints(), "{}: {ended:?}", case.name);
        let exception = ended.stderr.first().cloned().unwrap_or_default();
        match &case.result {
            Ok(_) => assert_eq!(ended.status.code(), Some(0), "{}: {ended:?}", case.name),
            Err(failure) => {
                assert_eq!(ended.status.code(), Some(1), "{}: {ended:?}", case.name);
                assert!(
                    exception.contains(failure.java),
                    "{}: {exception}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn ours_prints_the_same_and_says_why_in_one_line() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for case in cases() {
        let ended = with_server(
            &listener,
            |client| case.serve(client),
            || type_hola(start(&["client", "phrase", "--connect", &address])),
        );
        match &case.result {
            Ok(_) => assert_succeeded(&ended, &case.prints()),
            Err(failure) => {
                let reason = assert_failed(&ended, &case.prints());
                let cause = reason.strip_prefix(&format!("{address}: ")).unwrap();
                let (expected, place) = failure.ours;
                assert!(cause.starts_with(expected), "{}: {cause}", case.name);
                assert_place(cause, place, case.answer.len());
            }
        }
    }
}

/// How far the client comes depends on how fast it is; that it fails does not.
#[test]
fn a_server_that_breaks_off_at_once_is_named_with_the_reason() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let breaks: [fn(Peer); 2] = [drop, Peer::reset];
    for break_off in breaks {
        for phrase in [&[][..], &["hola"]] {
            let arguments = ["client", "phrase", "--connect", &address];
            let ended = with_server(&listener, break_off, || {
                type_hola(start(&[&arguments[..], phrase].concat()))
            });
            let printed = ended.stdout.len();
            let longest = if phrase.is_empty() {
                vec![PROMPT, SENDING]
            } else {
                vec![SENDING]
            };
            assert!(printed <= longest.len(), "{ended:?}");
            let reason = assert_failed(&ended, &longest[..printed]);
            assert!(reason.starts_with(&address), "{reason}");
            // Other systems have more words for a socket that was reset.
            if cfg!(target_os = "linux") {
                let closed = reason.contains("the server closed the connection before the answer");
                let broken = reason.ends_with("; the server broke off before the answer");
                assert!(closed || broken, "{reason}");
            }
        }
    }
}

#[test]
fn what_the_server_calls_its_class_is_kept_to_one_line() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    let serve = |mut client: Peer| {
        client.receive(11);
        client.send(HEADER);
        client.send(b"\x73\x72\0\x07a\nb\x1B[1m\0\0\0\0\0\0\0\x01\x02\0\0");
        client.end();
        client.rest();
    };
    let ended = with_server(&listener, serve, || {
        type_hola(start(&["client", "phrase", "--connect", &address]))
    });
    let reason = assert_failed(&ended, &[PROMPT, SENDING]);
    assert!(
        reason.contains("found an object of class a\\nb"),
        "{reason}"
    );
}

#[test]
fn a_phrase_on_the_command_line_is_sent_without_a_prompt() {
    let listener = listener();
    let address = listener.local_addr().unwrap().to_string();
    for (arguments, text) in [
        (&["hola"][..], "hola"),
        (&["una frase larga"], "una frase larga"),
        (&[""], ""),
        (&["--", "-q"], "-q"),
        (&["-v", "-v", "hola\nadiós"], "hola\nadiós"),
    ] {
        let serve = |mut client: Peer| {
            let asked = phrase(text);
            assert_eq!(client.receive(asked.len()), asked);
            client.send(&phrase("HOLA"));
        };
        let ended = with_server(&listener, serve, || {
            // Its input stays open: it must not wait for that.
            let arguments = [&["client", "phrase", "--connect", &address], arguments].concat();
            let mut program = start(&arguments);
            program.wait_exit(crate::support::PATIENCE);
            program.end()
        });
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        let expected = format!("Se envia la frase {text}\nLa frase recibida es: HOLA");
        assert_eq!(ended.stdout.join("\n"), expected);
    }
}

/// It is sent as it is, for it may be one: only a word is said of it.
#[test]
fn a_phrase_that_looks_like_a_server_is_spoken_of() {
    let port = FixedPort::take(10_000);
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port.number())).unwrap();
    let elsewhere = format!("127.0.0.1:{}", port.number());
    for (arguments, is_spoken_of) in [
        (&["localhost:1"][..], true),
        (&["127.0.0.1:22010"], true),
        (&["[::1]:22010"], true),
        (&["my-server.example:22010"], true),
        (&["localhost:1", "--connect", &elsewhere], false),
        (&["12:30"], false),
        (&["nota: 5"], false),
        (&["la hora:5"], false),
        (&["localhost:65536"], false),
    ] {
        let text = arguments[0];
        let serve = |mut client: Peer| {
            let asked = phrase(text);
            assert_eq!(client.receive(asked.len()), asked);
            client.send(&phrase("HOLA"));
        };
        let ended = with_server(&listener, serve, || {
            super::run(&[&["client", "phrase"], arguments].concat())
        });
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(ended.stderr.len(), usize::from(is_spoken_of), "{ended:?}");
        if is_spoken_of {
            let advice = format!("a server is named with --connect {text}");
            assert!(ended.stderr[0].ends_with(&advice), "{ended:?}");
        }
    }
}

#[test]
fn no_server_is_named_with_the_reason() {
    let port = FixedPort::take(10_000);
    let java = type_hola(start_tcp_client());
    assert_eq!(java.status.code(), Some(1), "{java:?}");
    assert_lines("stdout", &java.stdout, &[]);
    assert!(
        java.stderr[0].contains("java.net.ConnectException: Connection refused"),
        "{java:?}"
    );

    let ours = type_hola(start(&["client", "phrase"]));
    let reason = assert_failed(&ours, &[]);
    assert!(
        reason.starts_with("cannot connect to ")
            && reason.contains(&format!(":{} (", port.number())),
        "{reason}"
    );
    if cfg!(unix) {
        assert!(reason.contains("): Connection refused"), "{reason}");
    }
}

#[test]
fn an_unknown_host_is_named_with_the_reason() {
    // RFC 2606: nobody's.
    for conversation in ["phrase", "greeting"] {
        let ended = super::run(&["client", conversation, "--connect", "nowhere.invalid:10000"]);
        let reason = assert_failed(&ended, &[]);
        let known = "cannot find the host of nowhere.invalid:10000: ";
        assert!(
            reason
                .strip_prefix(known)
                .is_some_and(|why| !why.is_empty()),
            "{reason}"
        );
    }
}

fn type_hola(program: Program) -> crate::support::program::Ended {
    program.send("hola\n");
    program.end()
}

fn cases() -> Vec<Case> {
    let mut cases = answers();
    cases.extend(failures());
    cases
}

fn answers() -> Vec<Case> {
    let case = |name, answer: &[&[u8]], printed: &str| Case {
        name,
        answer: answer.concat(),
        when: When::Asked,
        end: End::Orderly,
        result: Ok(format!("La frase recibida es: {printed}")),
    };
    let hola = phrase("HOLA");
    let longer = "A".repeat(70_000);
    vec![
        case("null", &[HEADER, b"\x70"], "null"),
        case(
            "TC_LONGSTRING of 4 bytes",
            &[HEADER, b"\x7C\0\0\0\0\0\0\0\x04HOLA"],
            "HOLA",
        ),
        case("TC_LONGSTRING", &[&phrase(&longer)], &longer),
        case(
            "TC_RESET before the object",
            &[HEADER, b"\x79\x79", &string("HOLA")],
            "HOLA",
        ),
        case("two strings", &[&hola, &string("ADIÓS")], "HOLA"),
        case("garbage behind the string", &[&hola, &[0xFF; 100]], "HOLA"),
        Case {
            when: When::AskedByteByByte,
            ..case("byte by byte", &[&hola], "HOLA")
        },
        Case {
            when: When::Connected,
            ..case("answer before the question", &[&hola], "HOLA")
        },
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn failures() -> Vec<Case> {
    let [int, block] = java_streams(["Integer", "blocks 4"]);
    let case = |name, answer: &[&[u8]], java, ours| Case {
        name,
        answer: answer.concat(),
        when: When::Asked,
        end: End::Orderly,
        result: Err(Failure { java, ours }),
    };
    vec![
        case(
            "reads the phrase and leaves",
            &[],
            "java.io.EOFException",
            (
                "the server closed the connection before the answer",
                Some(0),
            ),
        ),
        Case {
            end: End::Reset,
            ..case(
                "RST",
                &[],
                "java.net.SocketException: Connection reset",
                ("the connection failed", Some(0)),
            )
        },
        case(
            "garbage",
            &[b"HELLO\r\n"],
            "java.io.StreamCorruptedException: invalid stream header: 48454C4C",
            ("invalid stream header: 48454C4C", Some(0)),
        ),
        case(
            "half a header",
            &[&HEADER[..2]],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(2)),
        ),
        case(
            "header alone",
            &[HEADER],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(4)),
        ),
        case(
            "cut string",
            &[HEADER, b"\x74\0\x04HO"],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(9)),
        ),
        case(
            "Integer",
            &[&int],
            "java.lang.ClassCastException: ",
            (
                "expected a java.lang.String, found an object of class java.lang.Integer",
                None,
            ),
        ),
        case(
            "unknown class",
            &[
                HEADER,
                b"\x73\x72\0\x03a.A\0\0\0\0\0\0\0\x01\x02\0\0\x78\x70",
            ],
            "java.lang.ClassNotFoundException: a.A",
            (
                "expected a java.lang.String, found an object of class a.A",
                None,
            ),
        ),
        case(
            "block data",
            &[&block],
            "java.io.OptionalDataException",
            ("expected a java.lang.String, found block data", None),
        ),
        case(
            "bad modified UTF-8",
            &[HEADER, b"\x74\0\x02\xC3\x28"],
            "java.io.UTFDataFormatException",
            ("malformed input around byte 2 of a string", Some(7)),
        ),
        case(
            "no type code",
            &[HEADER, b"\x6F"],
            "java.io.StreamCorruptedException: invalid type code: 6F",
            (
                "invalid type code: 6F (expected an object, block data or TC_RESET)",
                Some(4),
            ),
        ),
    ]
}
