//! `dump`: as bytes arrive, in every form, with and without colours, into closed pipes, and
//! in bounded memory.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::thread;

use super::{run, start};
use crate::support::process::{Unheard, memory, spawn};
use crate::support::{PATIENCE, javawire, tries_all};

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola";
const LISTING: [&str; 4] = [
    "00000000  AC ED                    STREAM_MAGIC",
    "00000002  00 05                    STREAM_VERSION 5",
    "00000004  74 00 04                 TC_STRING length 4, newHandle 0x7E0000",
    "00000007  68 6F 6C 61                \"hola\"",
];

fn dumped(arguments: &[&str], input: &[u8]) -> crate::support::program::Ended {
    let program = start(&[&["dump", "-"], arguments].concat());
    program.send(input);
    program.end()
}

/// Each item is waited for before the next byte is sent.
#[test]
fn items_are_printed_as_they_complete() {
    let mut program = start(&["dump", "-"]);
    let pieces: [(&[u8], &[&str]); 4] = [
        (b"\xAC\xED\0\x05", &LISTING[..2]),
        (b"t\0\x04hola", &LISTING[2..]),
        (b"p", &["0000000B  70                       TC_NULL"]),
        (b"w\x01", &[]),
    ];
    for (piece, lines) in pieces {
        program.send(piece);
        for line in lines {
            assert_eq!(program.next_line(), *line);
        }
    }
    program.send(&b"\x07"[..]);
    assert_eq!(
        program.next_line(),
        "0000000C  77 01                    TC_BLOCKDATA length 1"
    );
    let ended = program.end();
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
}

/// The error does not wait for the end of the input.
#[test]
fn a_broken_stream_is_listed_up_to_where_it_breaks() {
    let mut program = start(&["dump", "-"]);
    program.send([HOLA, b"\xFFmore"].concat());
    assert_eq!(program.wait_exit(PATIENCE).code(), Some(1));
    let ended = program.end();
    assert_eq!(ended.stdout[..4], LISTING);
    // Why is said once, on stderr.
    assert_eq!(ended.stdout[4].trim(), "error: the stream breaks here");
    assert_eq!(
        ended.stdout.last().unwrap(),
        "0000000B  FF                       |.|"
    );
    let [line] = &ended.stderr[..] else {
        panic!("one line: {ended:?}")
    };
    assert!(
        line.starts_with("javawire: stdin: invalid type code: FF"),
        "{line}"
    );
    assert!(line.ends_with(", at byte 11"), "{line}");

    let cut = dumped(&[], &HOLA[..9]);
    assert_eq!(cut.status.code(), Some(1), "{cut:?}");
    assert_eq!(cut.stdout[..2], LISTING[..2]);
    assert!(cut.stderr[0].ends_with(", at byte 9"), "{cut:?}");
}

/// Its error is all there is to say, unless all is to be shown.
#[test]
fn what_is_no_stream_is_not_listed() {
    for input in [&b""[..], b"hello world\n", b"\x89PNG\r\n\x1A\n"] {
        let ended = dumped(&[], input);
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert!(
            ended.stdout.is_empty() && ended.stderr.len() == 1,
            "{ended:?}"
        );
    }
    let ended = dumped(&["--full"], b"hello world\n");
    assert!(ended.stdout[1].contains("|hello wo|"), "{ended:?}");
}

#[test]
fn text_captures_are_read_as_what_they_stand_for() {
    let captures: [(&[&str], &str); 5] = [
        (&[], "aced0005740004686f6c61\n"),
        (&[], "AC ED 00 05 74 00 04\n68 6F 6C 61"),
        (
            &[],
            "00000000: aced 0005 7400 0468 6f6c 61              ....t..hola\n",
        ),
        (&[], "rO0ABXQABGhvbGE=\n"),
        (&["--from", "hex"], "aced0005740004686f6c61"),
    ];
    for (arguments, text) in captures {
        let ended = dumped(arguments, text.as_bytes());
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(ended.stdout, LISTING, "{text}");
    }
    let wrong = dumped(&[], b"aced0005740004686f6c6x");
    assert_eq!(wrong.status.code(), Some(1), "{wrong:?}");
    let reason = "javawire: cannot read stdin: line 1, column 22: 'x' is no hexadecimal digit: give the digits of one stream, and nothing else";
    assert_eq!(wrong.stderr, [reason]);
    let binary = dumped(&["--from", "binary"], b"aced0005");
    assert_eq!(binary.status.code(), Some(1), "{binary:?}");
}

#[test]
fn strings_of_write_utf_are_listed_when_asked_for_and_unasked() {
    for arguments in [&[][..], &["--raw", "writeutf"]] {
        let ended = dumped(arguments, b"\0\x05HELLO");
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert_eq!(
            ended.stdout,
            [
                "00000000  00 05                    writeUTF length 5",
                "00000002  48 45 4C 4C 4F             \"HELLO\"",
            ]
        );
    }
}

#[test]
fn an_external_object_of_protocol_version_1_is_no_error() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/streams/protocol1-extern-then-more.ser"
    );
    let ended = run(&["dump", file]);
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
    assert_eq!(
        ended.stdout.last().unwrap(),
        "00000045  00 05 61 66 74 65 72     |..after|"
    );
}

#[test]
fn colours_are_where_they_are_wanted() {
    let colours = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(javawire());
        command.args(["dump", "-"]).args(arguments);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.envs(variables.iter().copied());
        let program = crate::support::program::Program::start("dump", command);
        program.send(HOLA);
        let lines = program.succeed().join("\n");
        let plain = lines
            .split('\x1B')
            .map(|piece| match piece.split_once('m') {
                Some((codes, rest)) if codes.starts_with('[') => rest,
                _ => piece,
            });
        assert_eq!(plain.collect::<String>(), LISTING.join("\n"));
        lines.contains('\x1B')
    };
    assert!(!colours(&[], &[]), "no terminal, no colours");
    assert!(colours(&["--color", "always"], &[]));
    assert!(colours(&["--color=always"], &[("NO_COLOR", "1")]));
    assert!(!colours(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(colours(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

/// A pipe has 80, whatever the terminal behind it.
#[test]
#[cfg(target_os = "linux")]
fn a_listing_has_the_columns_of_its_terminal() {
    let capture = format!("aced0005740040{}", "61".repeat(64));
    let longest = |columns: u32, behind: &str| {
        let listing = format!("{} dump --color always {behind}", javawire());
        let program = format!("stty rows 24 cols {columns} && echo {capture} | {listing}");
        let mut command = Command::new("script");
        command
            .args(["-qec", &program, "/dev/null"])
            .stdin(Stdio::null());
        let output = command.output().ok()?;
        assert!(output.status.success(), "{output:?}");
        let text = anstream::adapter::strip_bytes(&output.stdout).into_vec();
        let text = String::from_utf8(text).unwrap();
        text.lines().map(str::len).max()
    };
    let Some(wide) = longest(120, "") else {
        return crate::support::process::say("there is no `script` here, which makes a terminal");
    };
    assert_eq!(wide, "00000007  ".len() + 27 + 64 + 2);
    assert_eq!(longest(80, ""), Some(80));
    assert_eq!(longest(120, "| cat"), Some(80));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/streams/object-1000-beans.ser"
    );
    let mut command = Command::new(javawire());
    command.args(["dump", "--full", file]);
    let (mut unheard, lines) = Unheard::start(command, 2);
    assert_eq!(lines, LISTING[..2]);
    let mut said = String::new();
    let stderr = unheard.child.stderr.as_mut().unwrap();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    assert_eq!(unheard.child.wait().unwrap().code(), Some(0));
}

/// What a terminal sees of a file over 64 MB, whose listing goes elsewhere.
#[test]
#[cfg(target_os = "linux")]
fn a_long_file_has_a_progress_bar_on_a_terminal() {
    let path = std::env::temp_dir().join(format!("javawire-{}.ser", std::process::id()));
    let on_terminal = |length: u32, redirection: &str| {
        // A file with a hole: one block of so many zeros.
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(&[HEADER, b"\x7A", &length.to_be_bytes()].concat())
            .unwrap();
        file.set_len(u64::from(length) + 9).unwrap();
        let program = format!("{} dump {} {redirection}", javawire(), path.display());
        let mut command = Command::new("script");
        command
            .args(["-qec", &program, "/dev/null"])
            .stdin(Stdio::null());
        command.env("TERM", "xterm");
        command.output()
    };
    let Ok(long) = on_terminal(70 << 20, "> /dev/null") else {
        return crate::support::process::say("there is no `script` here, which makes a terminal");
    };
    let short = on_terminal(60 << 20, "> /dev/null").unwrap();
    let shown = on_terminal(70 << 20, "").unwrap();
    std::fs::remove_file(&path).unwrap();
    let seen = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(seen(&long).contains("of 70.00 MiB"), "{}", seen(&long));
    assert_eq!(seen(&short), "");
    // Amid the listing there is none.
    assert!(seen(&shown).contains("STREAM_MAGIC") && !seen(&shown).contains("MiB"));
}

#[test]
fn the_listing_in_the_readme_is_what_is_printed() {
    let readme = include_str!("../../../README.md");
    let (_, example) = readme.split_once("$ echo ").unwrap();
    let (capture, rest) = example.split_once(" | javawire dump -\n").unwrap();
    let (listing, _) = rest.split_once("```").unwrap();
    let ended = dumped(&[], capture.as_bytes());
    assert_eq!(ended.stdout, listing.lines().collect::<Vec<_>>());
}

/// Megabytes of objects, and of one array, neither of which is at its end then.
#[test]
fn memory_does_not_grow_with_the_stream() {
    const MOST: u64 = 64 << 20;

    let desc = b"r\0\x03a.B\0\0\0\0\0\0\0\x01\x02\0\x01I\0\x01ixp\0\0\0\x01";
    let object = b"sq\0~\0\0\0\0\0\x02t\0\x0Fsome short text";
    let objects = [HEADER, b"s", desc].concat();
    let array =
        b"\xAC\xED\0\x05ur\0\x02[B\xAC\xF3\x17\xF8\x06\x08\x54\xE0\x02\0\0xp\x7F\xFF\xFF\xFF";
    for (beginning, again, megabytes) in [
        (&objects[..], &object[..], if tries_all() { 50 } else { 15 }),
        (
            &array[..],
            &b"abcdefgh"[..],
            if tries_all() { 200 } else { 80 },
        ),
    ] {
        let mut command = Command::new(javawire());
        command.args(["dump", "-"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = spawn(&mut command);
        let mut stdin = child.stdin.take().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let counting = thread::spawn(move || stdout.split(b'\n').count());
        let piece = again.repeat((1 << 20) / again.len());
        stdin.write_all(beginning).unwrap();
        for _ in 0..megabytes {
            stdin.write_all(&piece).unwrap();
        }
        let most = memory(child.id(), "VmHWM");
        drop(stdin);
        let lines = counting.join().unwrap();
        child.wait().unwrap();
        assert!(lines > 20, "{lines}");
        if let Some(most) = most {
            assert!(most <= MOST, "{most} bytes");
        }
    }
}

const HEADER: &[u8] = b"\xAC\xED\0\x05";
