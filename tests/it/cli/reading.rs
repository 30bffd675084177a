//! What `dump`, `decode` and `encode` read where no file is named, and when they say so.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::thread;

use super::{assert_failed, assert_succeeded, run, start};
use crate::support::process::{memory, spawn};
use crate::support::{PATIENCE, javawire};

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola";
const HEADER: &[u8] = b"\xAC\xED\0\x05";
const JSON: &str = r#"{"javawire":1,"contents":["hola"]}"#;

#[test]
fn stdin_is_read_where_no_file_is_named() {
    let given = |arguments: &[&str], input: &[u8]| {
        let program = start(arguments);
        program.send(input);
        program.end()
    };
    assert_succeeded(&given(&["decode", "--compact"], HOLA), &[JSON]);
    assert_eq!(given(&["dump"], HOLA).stdout.len(), 4);
    // The bytes themselves are no lines of text.
    let refused = given(&["encode"], &JSON.as_bytes()[1..]);
    assert!(assert_failed(&refused, &[]).starts_with("stdin: "));
    for command in ["dump", "decode", "encode"] {
        let ended = run(&[command, "no-such-file"]);
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert!(ended.stderr[0].contains("no-such-file"), "{ended:?}");
    }
}

/// Of half a surrogate pair JSON for people can hold nothing, and jq reads no escape of one.
#[test]
fn what_plain_json_cannot_hold_is_noted() {
    let class = b"sr\0\x03a.B\0\0\0\0\0\0\0\x01\x02\0\x01L\0\x01st\0\x12Ljava/lang/String;xp";
    let half = b"t\0\x05a\xED\xA0\x80b";
    let long = [b"t\x80\0", &[b'x'; 0x7FFD][..], b"\xED\xB0\x80"].concat();
    let array = b"ur\0\x02[C\xB0\x26\x66\xB0\xE2\x5D\x84\xAC\x02\0\0xp\0\0\0\x01\xDC\0";
    let whole = b"t\0\x06\xED\xA0\xBD\xED\xB8\x80";
    let question = b"t\0\x01?";
    let cases: [(&[&[u8]], bool); 7] = [
        (&[half], true),
        (&[&long], true),
        (&[array], true),
        (&[class, half], true),
        (&[half, b"y", whole], true),
        (&[whole], false),
        (&[question], false),
    ];
    for (parts, is_noted) in cases {
        let stream = [HEADER, &parts.concat()].concat();
        for (options, noted) in [
            (&["--plain"][..], is_noted),
            (&["--plain", "-q"], false),
            (&[], false),
        ] {
            let program = start(&[&["decode"], options].concat());
            program.send(&*stream);
            let ended = program.end();
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
            let notes = ended
                .stderr
                .iter()
                .filter(|line| line.contains("surrogate"));
            assert_eq!(notes.count(), usize::from(noted), "{parts:?}: {ended:?}");
        }
    }
    // What is whole of a stream that breaks, too.
    let program = start(&["decode", "--plain"]);
    program.send([HEADER, class, half, b"\xFF"].concat());
    assert!(program.end().stderr[0].contains("surrogate"));
}

/// Who forgets the file does not wait for a program that waits for them.
#[test]
#[cfg(target_os = "linux")]
fn a_keyboard_is_read_only_where_that_is_said() {
    for command in ["dump", "decode", "encode"] {
        let program = format!("{} {command}", javawire());
        let mut script = Command::new("script");
        script.args(["-qec", &program, "/dev/null"]);
        let Ok(output) = script.stdin(Stdio::null()).output() else {
            return crate::support::process::say(
                "there is no `script` here, which makes a terminal",
            );
        };
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(
            said.contains("no FILE to read") && said.contains("Usage"),
            "{said}"
        );
    }
}

/// Each object is waited for before the next byte is sent.
#[test]
fn plain_objects_are_printed_as_they_complete() {
    for option in [&["-"][..], &[]] {
        let mut program = start(&[&["decode", "--plain", "--compact"], option].concat());
        let pieces: [(&[u8], &str); 5] = [
            (HOLA, "\"hola\""),
            (b"p", "null"),
            (b"q\0\x7E\0\0", "\"hola\""),
            (b"w\x01\x07t\0\x05", "{\"@bytes\": \"07\"}"),
            (b"adios", "\"adios\""),
        ];
        for (piece, line) in pieces {
            program.send(piece);
            assert_eq!(program.next_line(), line);
        }
        // What is wrong does not wait for the end of the input.
        program.send(&b"\xFFmore"[..]);
        assert_eq!(program.wait_exit(PATIENCE).code(), Some(1));
        let ended = program.end();
        assert!(ended.stderr[0].starts_with("javawire: stdin: invalid type code: FF"));
    }
}

/// Objects before a reset are forgotten.
#[test]
#[cfg(target_os = "linux")]
fn memory_of_plain_objects_does_not_grow_with_resets() {
    const MOST: u64 = 32 << 20;

    let mut command = Command::new(javawire());
    command.args(["decode", "--plain", "--compact"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = spawn(&mut command);
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let counting = thread::spawn(move || stdout.lines().count());
    let message = [b"t\x0F\xFF", &[b'a'; 0xFFF][..], b"y"].concat();
    stdin.write_all(&HOLA[..4]).unwrap();
    for _ in 0..50 {
        stdin.write_all(&message.repeat(256)).unwrap();
    }
    let most = memory(child.id(), "VmHWM");
    drop(stdin);
    assert_eq!(counting.join().unwrap(), 50 * 256);
    assert!(child.wait().unwrap().success());
    assert!(most.is_none_or(|most| most <= MOST), "{most:?} bytes");
}
