//! What kind of stream a direction is taken for.

use javawire::inspect::watch::{Watch, WatchSettings};

use super::seen::Seen;

fn watch() -> Watch {
    Watch::new(WatchSettings::default())
}

/// The lines of what is said in several turns.
fn turns(turns: &[&[u8]]) -> Vec<String> {
    let (mut watch, mut seen) = (watch(), Seen(Vec::new()));
    for said in turns {
        watch.push(said);
        seen.take(&mut watch);
        watch.turn();
        seen.take(&mut watch);
    }
    watch.end();
    seen.take(&mut watch);
    let length: usize = turns.iter().map(|said| said.len()).sum();
    seen.covers(length).unwrap();
    seen.lines().into_iter().map(str::to_owned).collect()
}

/// The same of one turn, however it is cut.
fn said(bytes: &[u8]) -> Vec<String> {
    let whole = Seen::of(bytes, bytes.len());
    for size in 1..=bytes.len().min(12) {
        whole.equals(&Seen::of(bytes, size)).unwrap();
    }
    whole.covers(bytes.len()).unwrap();
    whole.lines().into_iter().map(str::to_owned).collect()
}

#[test]
fn strings_of_write_utf_come_one_by_one() {
    assert_eq!(said(b"\0\x05HELLO"), ["writeUTF \"HELLO\""]);
    assert_eq!(
        said(b"\0\x02ab\0\0\0\x03\xC3\xA9c"),
        ["writeUTF \"ab\"", "writeUTF \"\"", "writeUTF \"éc\""]
    );
    let mut watch = watch();
    watch.push(b"\0\x05HELLO\0");
    assert_eq!(watch.next().unwrap().line(80), "writeUTF \"HELLO\"");
    assert!(watch.next().is_none());
}

#[test]
fn objects_may_follow_strings() {
    assert_eq!(
        said(b"\0\x02hi\xAC\xED\0\x05\x74\0\x01a"),
        ["writeUTF \"hi\"", "stream header", "String \"a\""]
    );
}

#[test]
fn what_is_neither_is_mere_bytes() {
    assert_eq!(
        said(b"GET / HTTP/1.1\r\n"),
        [
            "no Java stream, from byte 0 on",
            "bytes \"GET / HTTP/1.1\\r\\n\""
        ]
    );
    assert_eq!(
        said(b"\0\0\0\x05hello"),
        [
            "no Java stream, from byte 0 on",
            "bytes 00 00 00 05 68 65 6C 6C 6F"
        ]
    );
    assert_eq!(
        said(b"\0\x03a\x01b"),
        ["no Java stream, from byte 0 on", "bytes 00 03 61 01 62"]
    );
    assert_eq!(
        said(b"\0\x02ab\xFF\xFFx"),
        [
            "writeUTF \"ab\"",
            "it ended inside a string of writeUTF, from byte 4 on",
            "bytes FF FF 78"
        ]
    );
    assert_eq!(said(b""), [""; 0]);
}

#[test]
fn a_turn_ends_what_nothing_else_ends() {
    assert_eq!(
        turns(&[b"USER anna\n", b"PASS x\n"]),
        [
            "no Java stream, from byte 0 on",
            "bytes \"USER anna\\n\"",
            "bytes \"PASS x\\n\"",
        ]
    );
    assert_eq!(
        turns(&[b"\xAC\xED\0\x05\x77\x01\x07", b"\x77\x01\x08", b"p"]),
        ["stream header", "data 07", "data 08", "null"]
    );
    // What is not whole waits.
    assert_eq!(
        turns(&[b"\xAC\xED", b"\0\x05\x74\0", b"\x01a"]),
        ["stream header", "String \"a\""]
    );
}

/// A first string whose length is two letters is one only if it ends with the turn.
#[test]
fn a_long_first_string_ends_its_turn() {
    let mut string = vec![0x20, 0];
    string.extend([b'a'; 0x2000]);
    assert!(turns(&[&string])[0].starts_with("writeUTF \"aaa"));
    assert!(said(&string)[0].starts_with("writeUTF \"aaa"));
    string.extend(b"\0\x01a");
    assert_eq!(turns(&[&string])[0], "no Java stream, from byte 0 on");
}

#[test]
fn tls_is_named() {
    let lines = said(b"\x16\x03\x01\x02\0\x01\0\x01\xFC\x03\x03");
    assert!(
        lines[0].starts_with("TLS, which only its two ends can read"),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 2);
}

#[test]
fn another_version_of_the_protocol_is_named() {
    let lines = said(b"\xAC\xED\0\x06\x74\0\x01a");
    assert!(lines[0].contains("ACED0006"), "{lines:?}");
    assert_eq!(lines.len(), 2);
}

/// A conversation that was joined may lack its header.
#[test]
fn a_joined_stream_may_lack_its_header() {
    let settings = WatchSettings::default().with_joined(true);
    let seen = Seen::with(Watch::new(settings), b"\x74\0\x01a\x77\x01\x07", 1);
    assert_eq!(seen.lines(), ["String \"a\"", "data 07"]);
}

/// What follows a gap cannot be told apart, and what is lost is counted.
#[test]
fn what_is_lost_is_named() {
    let mut watch = watch();
    let mut seen = Seen(Vec::new());
    watch.push(b"\xAC\xED\0\x05\x74\0\x05ho");
    seen.take(&mut watch);
    watch.lose(3, "the capture lacks 3 bytes");
    seen.take(&mut watch);
    watch.push(b"\x74\0\x01a");
    watch.end();
    seen.take(&mut watch);
    assert_eq!(
        seen.lines(),
        [
            "stream header",
            "it ended inside a string, from byte 4 on",
            "bytes 74 00 05 68 6F",
            "the capture lacks 3 bytes, from byte 9 on",
            "bytes 74 00 01 61",
        ]
    );
    seen.covers(16).unwrap();
}

/// What a JVM refuses is shown, and that it does is said once.
#[test]
fn what_a_jvm_refuses_is_said() {
    let class = b"r\0\x01A\0\0\0\0\0\0\0\x01\x02\0\0x";
    let stream = [&b"\xAC\xED\0\x05s"[..], class, class, b"pt\0\x01a"].concat();
    let seen = Seen::of(&stream, 3);
    let lines = seen.lines();
    assert!(
        lines[1].starts_with("a JVM refuses this (Circular reference."),
        "{lines:?}"
    );
    assert!(lines[1].contains("): A {}"), "{lines:?}");
    assert!(
        seen.0[1]
            .json
            .contains(",\"refused\":\"Circular reference.")
    );
    assert_eq!(lines[2], "String \"a\"");
}
