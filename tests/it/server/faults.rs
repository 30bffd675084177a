//! Each thing that kills TCPServidor. The real one shows that it does, and what
//! it prints and sends before; ours prints and sends the same, says why in one
//! line, and serves the next client.

use std::net::SocketAddr;
use std::sync::OnceLock;

use super::{CONVERSED, converse, server};
use crate::support::PATIENCE;
use crate::support::ends::tcp_servidor;
use crate::support::lines::assert_lines;
use crate::support::peers::{HEADER, Peer, assert_place, phrase};
use crate::support::ports::FixedPort;
use crate::support::streams::java_streams;

struct Fault {
    name: &'static str,
    sends: Vec<u8>,
    /// With an RST in place of an orderly end.
    resets: bool,
    /// What TCPServidor dies of.
    java: &'static str,
    /// How the cause in our warning begins, and the byte that it names.
    ours: (&'static str, Option<usize>),
    prints: &'static [&'static str],
    answers: &'static [u8],
}

impl Fault {
    /// Plays the fault, and makes sure of what comes back.
    #[track_caller]
    fn commit(&self, server: SocketAddr) -> SocketAddr {
        let mut client = Peer::connect(server);
        let address = client.address();
        client.send(&self.sends);
        if self.resets {
            client.reset();
        } else {
            client.end();
            assert_eq!(client.rest(), self.answers, "{}", self.name);
        }
        address
    }
}

#[test]
fn tcp_servidor_dies_of_each() {
    let port = FixedPort::take(10_000);
    for fault in faults() {
        let mut server = tcp_servidor(&port);
        fault.commit(server.address());
        let status = server.program.wait_exit(PATIENCE);
        let (stdout, stderr) = (server.program.stdout(), server.program.stderr());
        assert_eq!(status.code(), Some(1), "{}: {stderr:#?}", fault.name);
        assert_lines(fault.name, &stdout[1..], &lines(fault.prints));
        let exception = stderr.first().cloned().unwrap_or_default();
        assert!(
            exception.contains(fault.java),
            "{}: {exception}",
            fault.name
        );
    }
}

#[test]
fn ours_survives_each_with_one_warning() {
    let server = server(&[]);
    let mut printed = 1;
    for fault in faults() {
        let client = fault.commit(server.address());
        let warning = server
            .program
            .wait_for_error(&format!(" {client}: "), PATIENCE);
        let (_, cause) = warning.split_once(&format!(" WARN {client}: ")).unwrap();
        let (cause, advice) = cause.split_once("; connection closed").unwrap();
        let is_silent = fault.sends.is_empty() && !fault.resets;
        assert_eq!(
            advice.contains("`javawire server greeting`"),
            is_silent,
            "{warning}"
        );
        assert_eq!(
            advice.contains("it sent only its stream header"),
            fault.sends == HEADER,
            "{warning}"
        );
        let (expected, place) = fault.ours;
        assert!(cause.starts_with(expected), "{}: {cause}", fault.name);
        assert_place(cause, place, fault.sends.len());

        converse(server.address());
        let lines = lines(&[fault.prints, &CONVERSED].concat());
        server
            .program
            .wait_for_lines(printed + lines.len(), PATIENCE);
        assert_lines(fault.name, &server.program.stdout()[printed..], &lines);
        printed += lines.len();
    }
    let warnings = server.program.stop().stderr;
    assert_eq!(warnings.len(), faults().len(), "{warnings:#?}");
}

#[test]
fn quiet_keeps_the_warnings_back() {
    let server = server(&["-q"]);
    for fault in faults() {
        fault.commit(server.address());
    }
    converse(server.address());
    assert_lines("stderr", &server.program.stop().stderr, &[]);
}

/// As soon as the class is named: what the object would hold never comes, and
/// the client does not end what it sends.
#[test]
fn another_class_is_refused_by_its_name_alone() {
    let server = server(&[]);
    for name in ["[I", "a.A", "java.util.HashMap"] {
        let code = if name.starts_with('[') { 0x75 } else { 0x73 };
        let length = u8::try_from(name.len()).unwrap();
        let mut client = Peer::connect(server.address());
        client.send(HEADER);
        client.send(&[code, 0x72, 0, length]);
        client.send(name.as_bytes());
        // serialVersionUID, flags and no fields: its description, but for its superclass.
        client.send(&[0, 0, 0, 0, 0, 0, 0, 1, 0x02, 0, 0]);
        assert_eq!(client.rest(), b"", "{name}");
        let warning = server
            .program
            .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
        assert!(
            warning.contains(&format!(" of class {name}, ")),
            "{warning}"
        );
    }
    converse(server.address());
}

/// What a client calls its class is no way to write other lines than its own.
#[test]
fn a_class_name_of_several_lines_makes_one_warning() {
    let server = server(&[]);
    let name = b"a\r\n2038-01-19 ERROR: all is lost\x1B[31m\x07\xC2\x85\xE2\x80\xA8b";
    let mut client = Peer::connect(server.address());
    client.send(HEADER);
    client.send(&[0x73, 0x72, 0, u8::try_from(name.len()).unwrap()]);
    client.send(name);
    client.send(&[0, 0, 0, 0, 0, 0, 0, 1, 0x02, 0, 0]);
    client.rest();
    converse(server.address());
    // A thread of its own writes them.
    server
        .program
        .wait_for_error("an object of class a", PATIENCE);
    let warnings = server.program.stop().stderr;
    let [warning] = &warnings[..] else {
        panic!("one line: {warnings:#?}")
    };
    assert!(warning.contains("an object of class a"), "{warning}");
    assert!(!warning.contains(char::is_control), "{warning:?}");
    assert!(!warning.contains('\u{2028}'), "{warning:?}");
}

/// What `--max-phrase` does not set is not said to be set by it.
#[test]
fn a_limit_of_interfaces_is_not_that_of_phrases() {
    let server = server(&[]);
    let mut client = Peer::connect(server.address());
    client.send(&[HEADER, b"\x73\x7D\0\x0F\xFF\xFF"].concat());
    client.rest();
    let of_client = format!(" {}: ", client.address());
    let warning = server.program.wait_for_error(&of_client, PATIENCE);
    assert!(warning.contains("interface limit exceeded"), "{warning}");
    assert!(!warning.contains("--max-phrase"), "{warning}");
}

#[test]
fn max_phrase_is_the_longest_that_is_answered() {
    let server = server(&["--max-phrase", "10"]);
    // In bytes of the encoding, in either form of a string.
    let fits = ["0123456789", "ñññññ", "€€€a"];
    for text in fits {
        let mut client = Peer::connect(server.address());
        client.send(&phrase(text));
        assert_eq!(client.rest(), phrase(&text.to_uppercase()));
    }
    let long_form = |length: u8| [HEADER, &[0x7C, 0, 0, 0, 0, 0, 0, 0, length]].concat();
    let mut client = Peer::connect(server.address());
    client.send(&[&long_form(10)[..], b"0123456789"].concat());
    assert_eq!(client.rest(), phrase("0123456789"));

    // Only the length comes: it is refused for that.
    for over in [[HEADER, b"\x74\0\x0B"].concat(), long_form(11)] {
        let mut client = Peer::connect(server.address());
        client.send(&over);
        assert_eq!(client.rest(), b"");
        let warning = server
            .program
            .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
        let [_, cause] = warning
            .split_once(": 11 is over")
            .map(<[_; 2]>::from)
            .unwrap();
        assert!(
            cause.contains("=10, at byte 5") && cause.contains("--max-phrase"),
            "{warning}"
        );
    }
    converse(server.address());
}

#[test]
fn max_phrase_holds_for_long_strings_too() {
    let server = server(&["--max-phrase", "70000"]);
    let (longest, too_long) = ("a".repeat(70_000), "a".repeat(70_001));
    let mut client = Peer::connect(server.address());
    client.send(&phrase(&longest));
    assert!(client.rest() == phrase(&longest.to_uppercase()));

    let mut client = Peer::connect(server.address());
    // The server closes before it has all.
    let _ = client.try_send(&phrase(&too_long));
    client.rest();
    let warning = server
        .program
        .wait_for_error(&format!(" {}: ", client.address()), PATIENCE);
    assert!(warning.contains("--max-phrase"), "{warning}");
}

fn faults() -> &'static [Fault] {
    static FAULTS: OnceLock<Vec<Fault>> = OnceLock::new();
    FAULTS.get_or_init(|| {
        let all = broken_streams().into_iter().chain(other_contents());
        all.collect()
    })
}

/// Streams that end or go wrong.
#[expect(clippy::too_many_lines, reason = "a table")]
fn broken_streams() -> Vec<Fault> {
    let fault = |name, sends: &[&[u8]], java, ours| Fault {
        name,
        sends: sends.concat(),
        resets: false,
        java,
        ours,
        prints: &[],
        answers: &[],
    };
    vec![
        fault(
            "leaves at once",
            &[],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(0)),
        ),
        Fault {
            resets: true,
            ..fault(
                "RST",
                &[],
                "java.net.SocketException",
                ("the connection failed", Some(0)),
            )
        },
        fault(
            "half a header",
            &[&HEADER[..2]],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(2)),
        ),
        fault(
            "garbage",
            &[b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"],
            "java.io.StreamCorruptedException: invalid stream header: 47455420",
            ("invalid stream header: 47455420", Some(0)),
        ),
        fault(
            "a later version",
            &[b"\xAC\xED\0\x06\x74\0\x04hola"],
            "java.io.StreamCorruptedException: invalid stream header: ACED0006",
            ("invalid stream header: ACED0006", Some(0)),
        ),
        fault(
            "header alone",
            &[HEADER],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(4)),
        ),
        fault(
            "header and TC_RESET alone",
            &[HEADER, b"\x79"],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(5)),
        ),
        fault(
            "cut string",
            &[HEADER, b"\x74\0\x04ho"],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(9)),
        ),
        fault(
            "cut long string",
            &[HEADER, b"\x7C\0\0\0\0\0\x01\0\0ho"],
            "java.io.EOFException",
            ("the peer's data ended inside ", Some(15)),
        ),
        fault(
            "no type code",
            &[HEADER, b"\x6F"],
            "java.io.StreamCorruptedException: invalid type code: 6F",
            (
                "invalid type code: 6F (expected an object, block data or TC_RESET)",
                Some(4),
            ),
        ),
        fault(
            "a handle of nothing",
            &[HEADER, b"\x71\0\x7E\0\x01"],
            "java.io.StreamCorruptedException: invalid handle value: 007E0001",
            ("invalid handle value: 007E0001 (never assigned)", Some(5)),
        ),
        fault(
            "bad modified UTF-8",
            &[HEADER, b"\x74\0\x03a\xC3\x28"],
            "java.io.UTFDataFormatException",
            ("malformed input around byte 3 of a string", Some(8)),
        ),
        fault(
            "UTF-8 of four bytes",
            &[HEADER, b"\x74\0\x04\xF0\x9F\x98\x80"],
            "java.io.UTFDataFormatException",
            ("malformed input around byte 0 of a string", Some(7)),
        ),
    ]
}

/// Streams without fault that hold no `String`.
#[expect(clippy::too_many_lines, reason = "a table")]
fn other_contents() -> Vec<Fault> {
    let [
        null,
        int,
        ints,
        strings,
        constant,
        class,
        proxy,
        exception,
        block,
    ] = java_streams([
        "null",
        "Integer",
        "int[]",
        "String[]",
        "enum",
        "Class",
        "proxy",
        "exception",
        "blocks 4",
    ]);
    let fault = |name, sends, java, ours| Fault {
        name,
        sends,
        resets: false,
        java,
        ours,
        prints: &[],
        answers: &[],
    };
    vec![
        Fault {
            prints: &["La frase recibida es: null"],
            answers: HEADER,
            ..fault(
                "null",
                null,
                "java.lang.NullPointerException",
                ("expected a java.lang.String, found null", Some(5)),
            )
        },
        fault(
            "Integer",
            int,
            "java.lang.ClassCastException",
            (
                "expected a java.lang.String, found an object of class java.lang.Integer",
                None,
            ),
        ),
        fault(
            "int[]",
            ints,
            "java.lang.ClassCastException",
            (
                "expected a java.lang.String, found an array of class [I",
                None,
            ),
        ),
        fault(
            "String[]",
            strings,
            "java.lang.ClassCastException",
            (
                "expected a java.lang.String, found an array of class [Ljava.lang.String;",
                None,
            ),
        ),
        fault(
            "enum",
            constant,
            "java.lang.ClassCastException",
            (
                "expected a java.lang.String, found an enum constant of class java.util.concurrent.TimeUnit",
                None,
            ),
        ),
        fault(
            "Class",
            class,
            "java.lang.ClassCastException",
            (
                "expected a java.lang.String, found a class object of class java.lang.Integer",
                None,
            ),
        ),
        fault(
            "proxy",
            proxy,
            "java.lang.ClassCastException",
            (
                "expected a java.lang.String, found an object of a proxy class for java.lang.Runnable",
                None,
            ),
        ),
        fault(
            "unknown class",
            [
                HEADER,
                b"\x73\x72\0\x03a.A\0\0\0\0\0\0\0\x01\x02\0\0\x78\x70",
            ]
            .concat(),
            "java.lang.ClassNotFoundException: a.A",
            (
                "expected a java.lang.String, found an object of class a.A",
                None,
            ),
        ),
        fault(
            "block data",
            block,
            "java.io.OptionalDataException",
            ("expected a java.lang.String, found block data", None),
        ),
        fault(
            "TC_EXCEPTION",
            exception,
            "java.io.WriteAbortedException",
            (
                "expected a java.lang.String, found an exception that the writer met",
                None,
            ),
        ),
    ]
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().copied().map(str::to_owned).collect()
}
