//! What the user says that the bytes are is tried first: a legal stream may look like any form.

use std::io::Write as _;

use flate2::write::{GzEncoder, ZlibEncoder};

use super::start;
use crate::support::PATIENCE;
use crate::support::program::Ended;

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola";

fn read(arguments: &[&str], input: &[u8]) -> Ended {
    let program = start(arguments);
    program.send(input);
    program.end()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Texts and compressed data that stand for a stream of one null.
fn forms() -> Vec<Vec<u8>> {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut zlib = ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    zlib.write_all(b"\xAC\xED\0\x05p").unwrap();
    vec![
        b"rO0ABXA=".to_vec(),
        b"aced000570".to_vec(),
        b"AC ED 00 05 70\n".to_vec(),
        b"00000000: aced 0005 70  ....p\n".to_vec(),
        b"[-84, -19, 0, 5, 112]".to_vec(),
        br#""\xac\xed\x00\x05p""#.to_vec(),
        b"'rO0ABXA='".to_vec(),
        b"%AC%ED%00%05p".to_vec(),
        utf16("rO0ABXA="),
        utf16("\u{FEFF}aced000570"),
        gzip(b"\xAC\xED\0\x05p"),
        zlib.finish().unwrap(),
    ]
}

/// Where among them UTF-16 stands.
const UTF_16: usize = 8;

/// Whether these may stand in a string of Java's, and so a string begin like this.
fn may_stand_in_a_string(text: &[u8]) -> bool {
    text.is_ascii()
}

/// Their first two bytes are the length of a string as well.
#[test]
fn strings_that_begin_as_any_form_does_are_strings() {
    let mut tried = 0;
    for text in forms() {
        let alone = read(&["decode", "--plain", "-"], &text);
        assert_eq!(alone.stdout, ["null"], "{alone:?}");
        let [high, low, inner @ ..] = &text[..] else {
            panic!("{text:?}")
        };
        if !may_stand_in_a_string(inner) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let mut string = text.clone();
        string.resize(length + 2, b' ');
        // Another behind it, that is cut, leaves it what it is.
        for more in [&b""[..], b"\0\x01a"] {
            let strings = [&string[..], more].concat();
            let listed = read(&["dump", "--raw", "writeutf", "-"], &strings);
            assert_eq!(listed.status.code(), Some(0), "{listed:?}");
            let first = format!("writeUTF length {length}");
            assert!(listed.stdout[0].ends_with(&first), "{listed:?}");
        }
        tried += 1;
    }
    assert!(tried >= 9, "{tried}");
}

/// A string of 8,075 characters, of which the first two are U+0008.
#[test]
fn a_string_as_long_as_gzip_data_begin_is_a_string() {
    for front in [&b"\x1F\x8B\x08\x08"[..], b"\x1F\x8B\x08\0aaaaaaK"] {
        let mut string = front.to_vec();
        string.resize(2 + 0x1F8B, b'a');
        let listed = read(&["dump", "--raw", "writeutf", "-"], &string);
        assert_eq!(listed.status.code(), Some(0), "{listed:?}");
        assert!(
            listed.stdout[0].ends_with("writeUTF length 8075"),
            "{listed:?}"
        );
    }
    // Nothing said, it is no gzip either where nothing comes of it.
    let mut string = b"\x1F\x8B\x08\x08".to_vec();
    string.resize(2 + 0x1F8B, b'a');
    let ended = read(&["decode", "-"], &string);
    assert!(
        ended.stderr[0].contains("nothing comes of them"),
        "{ended:?}"
    );
}

#[test]
fn objects_that_begin_as_base64_or_utf_16_do_are_objects() {
    // A class whose name has 0x4F30 characters, and begins with AB.
    let mut class = b"rO0AB".to_vec();
    class.resize(3 + 0x4F30, b'C');
    class.extend(b"\0\0\0\0\0\0\0\x01\x02\0\0xp");
    // One whose name has 79: a letter and a zero each.
    let mut utf16 = forms().swap_remove(UTF_16);
    assert!(utf16.starts_with(b"r\0O\0"), "{utf16:?}");
    utf16.resize(3 + 0x4F, b' ');
    utf16.extend(b"\0\0\0\0\0\0\0\x01\x02\0\0xp");
    let line = "TC_CLASSDESC newHandle 0x7E0000";
    for stream in [class, utf16] {
        for more in [&b""[..], b"p", b"t\0\x04hola"] {
            let stream = [&stream[..], more].concat();
            let listed = read(&["dump", "--no-header", "-"], &stream);
            assert_eq!(listed.status.code(), Some(0), "{listed:?}");
            assert!(listed.stdout[0].ends_with(line), "{listed:?}");
            for command in [&["decode"][..], &["decode", "--plain"]] {
                let shown = read(&[command, &["--no-header", "-"]].concat(), &stream);
                assert_eq!(shown.status.code(), Some(0), "{shown:?}");
                assert!(shown.stderr.is_empty(), "{shown:?}");
            }
        }
        // What is cut cannot be read as the text either.
        let cut = &stream[..stream.len() - 1];
        let listed = read(&["dump", "--no-header", "-"], cut);
        assert!(listed.stdout[0].ends_with(line), "{listed:?}");
    }
}

/// Only what they cannot be leaves room for a text.
#[test]
fn what_was_said_may_stand_in_a_text_as_well() {
    for objects in [
        &b"740004686f6c61"[..],
        &gzip(b"t\0\x04hola"),
        &gzip(b"74 00 04 68 6f 6c 61"),
    ] {
        let shown = read(&["decode", "--plain", "--no-header", "-"], objects);
        assert_eq!(shown.stdout, ["\"hola\""], "{shown:?}");
    }
    for strings in [
        &b"0005 4845 4C4C 4F"[..],
        b"00000000: 0005 4845 4c4c 4f  ..HELLO\n",
        &gzip(b"\0\x05HELLO"),
    ] {
        let listed = read(&["dump", "--raw", "writeutf", "-"], strings);
        assert_eq!(listed.status.code(), Some(0), "{listed:?}");
        assert!(
            listed.stdout[0].ends_with("writeUTF length 5"),
            "{listed:?}"
        );
    }
    let text = read(
        &["decode", "--no-header", "-"],
        b"private int[] x = {116, 0, 4, 104, 111};",
    );
    assert!(text.stderr[0].starts_with("javawire: "), "{text:?}");
}

/// Where the bytes are the stream that was said to stand there, no text before it matters.
#[test]
fn a_stream_behind_skipped_bytes_is_read_whatever_they_look_like() {
    for before in forms() {
        let all = [&before[..], HOLA].concat();
        let skip = before.len().to_string();
        for command in ["decode", "dump"] {
            let shown = read(&[command, "--skip", &skip, "-"], &all);
            assert_eq!(shown.status.code(), Some(0), "{before:?}: {shown:?}");
            assert!(
                shown.stdout.iter().any(|line| line.contains("\"hola\"")),
                "{shown:?}"
            );
        }
        let text = [&before[..], b" rO0ABXQABGhvbGE="].concat();
        let shown = read(&["decode", "--plain", "--skip", &skip, "-"], &text);
        assert_eq!(shown.stdout, ["\"hola\""], "{before:?}: {shown:?}");
    }
    // Bytes are skipped of what a text stands for where the stream stands there.
    for (all, skip) in [
        (gzip(&[b"JRMI", HOLA].concat()), "4"),
        (b"aced000570 aced0005740004686f6c61".to_vec(), "5"),
        (gzip(&[HOLA, b"\xAC\xED\0\x05t\0\x04hola"].concat()), "11"),
    ] {
        let shown = read(&["decode", "--plain", "--skip", skip, "-"], &all);
        assert_eq!(shown.stdout, ["\"hola\""], "{shown:?}");
    }
    let strings = read(
        &["dump", "--raw", "writeutf", "--skip", "8", "-"],
        b"rO0ABXA=\0\x05HELLO",
    );
    assert!(
        strings.stdout[0].ends_with("writeUTF length 5"),
        "{strings:?}"
    );
    let objects = read(
        &["decode", "--plain", "--no-header", "--skip", "8", "-"],
        b"rO0ABXA=t\0\x04hola",
    );
    assert_eq!(objects.stdout, ["\"hola\""], "{objects:?}");
}

/// A stream that begins as an object does needs no option, behind skipped bytes either.
#[test]
fn objects_behind_skipped_texts_are_read() {
    let zipped = gzip(HOLA);
    let skip = zipped.len().to_string();
    for (before, skip, after) in [
        (&b"aced000570\n"[..], "11", &b"t\0\x04hola"[..]),
        (b"rO0ABXA=", "8", b"t\0\x04hola"),
        (&zipped, &skip, b"t\0\x04hola"),
        (&zipped, &skip, b"yt\0\x04hola"),
    ] {
        let all = [before, after].concat();
        for option in [&[][..], &["--no-header"]] {
            let command = [&["decode", "--plain", "--skip", skip, "-"], option].concat();
            let shown = read(&command, &all);
            assert_eq!(shown.stdout, ["\"hola\""], "{shown:?}");
        }
    }
}

/// A name, a comment and 64 KiB of other things may stand before them.
#[test]
fn gzip_data_may_have_long_headers() {
    for (name, extra) in [(5_000, 0), (10, 0xFFFF), (60_000, 0xFFFF)] {
        let encoder = flate2::GzBuilder::new()
            .filename(vec![b'n'; name])
            .extra(vec![b'e'; extra]);
        let mut encoder = encoder.write(Vec::new(), flate2::Compression::best());
        encoder.write_all(HOLA).unwrap();
        let shown = read(&["decode", "--plain", "-"], &encoder.finish().unwrap());
        assert_eq!(shown.stdout, ["\"hola\""], "{name}, {extra}: {shown:?}");
    }
}

/// It ends though more may come: what begins so is no stream, however it goes on.
#[test]
fn what_is_no_stream_is_told_at_its_beginning() {
    let zeros = vec![0; 1 << 20];
    for (command, words) in [
        (&["decode", "-"][..], "invalid stream header: 00000000"),
        (&["decode", "--no-header", "-"], "invalid type code: 00"),
        (
            &["decode", "--plain", "-"],
            "invalid stream header: 00000000",
        ),
        (&["dump", "-"], "invalid stream header: 00000000"),
        (&["encode", "-"], "not JSON"),
    ] {
        let mut program = start(command);
        program.send(&zeros[..]);
        let status = program.wait_exit(PATIENCE);
        assert_eq!(status.code(), Some(1), "{command:?}");
        assert!(program.stdout().is_empty(), "{:?}", program.stdout());
        let [line] = &program.stderr()[..] else {
            panic!("one line: {:?}", program.stderr())
        };
        assert!(line.contains(words), "{line}");
    }
}

/// The peer has sent all of it.
#[test]
fn a_text_that_is_broken_is_told_where_the_stream_breaks_off() {
    let text = b"aced0005737200016100000000000000010200014900017878700000\n00 0g";
    for command in [
        &["decode", "--compact", "-"][..],
        &["decode", "--plain", "-"],
    ] {
        let ended = read(command, text);
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        let shown = ended.stdout.join("");
        assert!(shown.contains("@rest"), "{ended:?}");
        let cause = "line 2, column 5: 'g' is no hexadecimal digit";
        assert!(
            shown.contains(cause) && !shown.contains("ended"),
            "{ended:?}"
        );
        assert!(ended.stderr[0].contains(cause), "{ended:?}");
    }
}
