//! Captures of every form, read in pieces of several sizes.

use std::io::{self, Read};

use super::form::From;
use super::layers::{self, Ahead};
use super::said::Said;

/// Gives its bytes this many at a time.
struct Pieces(Vec<u8>, usize);

impl Read for Pieces {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(space.len()).min(self.0.len());
        space[..count].copy_from_slice(&self.0[..count]);
        self.0.drain(..count);
        Ok(count)
    }
}

fn read(text: &[u8], form: From) -> (Vec<u8>, Option<String>) {
    let mut outcomes = [1, 3, usize::MAX].map(|size| {
        let mut bytes = Vec::new();
        let failure = layers::decoded(
            Box::new(Pieces(text.to_vec(), size)),
            form,
            Said::default(),
            &Ahead::default(),
        )
        .and_then(|(mut reader, _)| reader.read_to_end(&mut bytes))
        .err();
        (bytes, failure.map(|error| error.to_string()))
    });
    let [one, three, whole] = &outcomes;
    assert!(one == three && three == whole, "{outcomes:?}");
    std::mem::take(&mut outcomes[0])
}

const HOLA: &[u8] = b"\xAC\xED\0\x05t\0\x04hola\xAC\xED\0\x05pppp\x01";

#[track_caller]
fn stands_for_hola(text: &str) {
    for form in [From::Auto, From::Hex] {
        assert_eq!(read(text.as_bytes(), form), (HOLA.to_vec(), None), "{text}");
    }
}

#[test]
fn hexadecimal_digits_are_seen_by_themselves() {
    stands_for_hola("aced0005740004686f6c61aced00057070707001");
    stands_for_hola("aced0005740004686f6c\n61aced00057070707001\n");
    stands_for_hola("\u{FEFF}  AC ED 00 05 74 00 04 68 6F 6C 61\r\nAC ED 00 05 70 70 70 70 01\r\n");
    stands_for_hola("AC:ED:00:05:74:00:04:68:6F:6C:61:AC:ED:00:05:70:70:70:70:01");
    stands_for_hola(
        "0xac, 0xed, 0x00, 0x05, 0x74, 0, 4, 0x68, 0x6f, 0x6c, 0x61, \
                     0xac,0xed,0x00,0x05,0x70,0x70,0x70,0x70,0x01"
            .replace(" 0,", " 00,")
            .replace(" 4,", " 04,")
            .as_str(),
    );
}

#[test]
fn listings_of_the_usual_programs_are_seen_by_themselves() {
    // xxd
    stands_for_hola(
        "00000000: aced 0005 7400 0468 6f6c 61ac ed00 0570  ....t..hola....p\n\
         00000010: 7070 7001                                pp p.\n",
    );
    // xxd -c 8: eight bytes, then text that could be digits
    stands_for_hola(
        "00000000: aced 0005 7400 0468  ....t..h\n00000008: 6f6c 61ac ed00 0570  61 ....p\n\
         00000010: 7070 7001            70 70 ..\n",
    );
    // hexdump -C
    stands_for_hola(
        "00000000  ac ed 00 05 74 00 04 68  6f 6c 61 ac ed 00 05 70  |....t..hola....p|\n\
         00000010  70 70 70 01                                       |ppp.|\n00000014\n",
    );
    // od -A x -t x1, od -t x1, Wireshark
    stands_for_hola(
        "000000 ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70\n000010 70 70 70 01\n000014\n",
    );
    stands_for_hola(
        "0000000 ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70\n0000020 70 70 70 01\n0000024\n",
    );
    stands_for_hola(
        "0000   ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70   ....t..hola....p\n\
         0010   70 70 70 01                                       ppp.",
    );
}

/// Lines may end in the middle of a byte where nothing else stands between digits.
#[test]
fn digits_are_read_however_their_lines_are_cut() {
    let digits = "aced0005740004686f6c61aced00057070707001";
    for width in [2, 3, 5, 7, 15, 16, 31] {
        for end in ["\n", "\r\n"] {
            let lines = digits.as_bytes().chunks(width);
            let lines = lines.map(|line| std::str::from_utf8(line).unwrap());
            stands_for_hola(&lines.collect::<Vec<_>>().join(end));
        }
    }
    // These are bytes without their zeros, or pairs that were cut: nobody can tell.
    for text in [
        "ac\ned\n0\n5",
        "ac ed 000\n5",
        "a\nc\ne\nd",
        "aced00057\n 0",
    ] {
        let (_, failure) = read(text.as_bytes(), From::Hex);
        assert!(failure.unwrap().contains("half a byte"), "{text}");
    }
}

#[test]
fn offsets_may_be_decimal() {
    // xxd -d
    stands_for_hola(
        "00000000: aced 0005 7400 0468 6f6c 61ac ed00 0570  ....t..hola....p\n\
         00000016: 7070 7001                                pp p.\n",
    );
    // od -A d -t x1
    stands_for_hola(
        "0000000 ac ed 00 05 74 00 04 68 6f 6c 61 ac ed 00 05 70\n0000016 70 70 70 01\n0000020\n",
    );
    // The second line has told what the offset after a star means.
    let row = "0000 0000 0000 0000 0000 0000 0000 0000";
    for (second, last, length) in [
        ("00000016", "00001024", 1025),
        ("00000010", "00001000", 4097),
    ] {
        let text = format!(
            "00000000: aced 0005 7a00 0000 0000 0000 0000 0000\n{second}: {row}\n*\n{last}: 01\n"
        );
        let (bytes, failure) = read(text.as_bytes(), From::Auto);
        assert_eq!((bytes.len(), failure), (length, None));
    }
}

/// od -An -t x1
#[test]
fn a_star_without_offsets_is_said_to_be_none() {
    let text = " ac ed 00 05 77 00 00 00 00 00 00 00 00 00 00 00\n*\n 01\n";
    let (bytes, failure) = read(text.as_bytes(), From::Auto);
    assert_eq!(bytes.len(), 16);
    let failure = failure.unwrap();
    assert!(
        failure.starts_with("line 2, column 1: '*' stands for lines") && failure.contains("od -v"),
        "{failure}"
    );
}

#[test]
fn a_star_repeats_the_line_before() {
    let text = "00000000  ac ed 00 05 77 00 00 00  00 00 00 00 00 00 00 00  |....w...|\n\
                00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |........|\n\
                *\n00020000  01  |.|\n00020001\n";
    let (bytes, failure) = read(text.as_bytes(), From::Auto);
    assert_eq!((bytes.len(), failure), (0x20001, None));
    assert!(bytes[16..0x20000].iter().all(|&byte| byte == 0) && bytes[0x20000] == 1);
}

#[test]
fn base64_is_seen_by_itself() {
    let text = "rO0ABXQABGhvbGGs7QAFcHBwcAE=".to_owned();
    let (head, tail) = text.split_at(9);
    for text in [
        text.clone(),
        format!("{head}\r\n{tail}\n"),
        text.replace('=', ""),
    ] {
        for form in [From::Auto, From::Base64] {
            assert_eq!(read(text.as_bytes(), form), (HOLA.to_vec(), None), "{text}");
        }
    }
    assert_eq!(read(b"-__-", From::Base64).0, b"\xFB\xFF\xFE");
}

#[test]
fn bytes_are_bytes() {
    for bytes in [
        HOLA,
        b"",
        b"\0\x05HELLO",
        b"acef",
        b"ac",
        b"rO0",
        b"hello",
        b" \n",
        b"00",
    ] {
        assert_eq!(read(bytes, From::Auto), (bytes.to_vec(), None));
    }
    let text = b"aced0005";
    assert_eq!(read(text, From::Binary), (text.to_vec(), None));
}

/// What was good comes first.
#[test]
fn what_is_no_such_text_is_named_with_its_place() {
    let cases: [(&str, From, &[u8], &str); 9] = [
        (
            "aced 00\n05 7x",
            From::Auto,
            b"\xAC\xED\0\x05",
            "line 2, column 5: 'x' is no hexadecimal digit: give the digits of one stream, and nothing else",
        ),
        (
            "aced00057",
            From::Auto,
            b"\xAC\xED\0\x05",
            "line 1, column 9: half a byte: each has two digits, the first of which may be 0",
        ),
        (
            "a ced",
            From::Hex,
            b"",
            "line 1, column 1: half a byte: each has two digits, the first of which may be 0",
        ),
        (
            "00000000: aced\n00000004: 0005",
            From::Hex,
            b"\xAC\xED",
            "line 2: it begins at 00000004, behind 2 bytes: a line is missing, or is too much",
        ),
        (
            "0000000 edac 0500\n",
            From::Auto,
            b"",
            "line 1: it lists words whose bytes may be swapped: list single bytes, as xxd, hexdump -C and od -t x1 do",
        ),
        (
            "00000000: aced\nwhat",
            From::Hex,
            b"\xAC\xED",
            "line 2: it is no line of a listing of bytes",
        ),
        (
            "rO0ABXQABGhvbG?",
            From::Auto,
            b"\xAC\xED\0\x05t\0\x04ho",
            "line 1, column 15: '?' is no Base64",
        ),
        (
            "rO0ABXR",
            From::Auto,
            b"\xAC\xED\0",
            "line 1, column 7: the last character says more than fits: some are missing",
        ),
        (
            "rO0ABXQA=",
            From::Auto,
            b"\xAC\xED\0\x05t\0",
            "line 1, column 9: '=' where the text may not end",
        ),
    ];
    for (text, form, good, message) in cases {
        let (bytes, failure) = read(text.as_bytes(), form);
        assert_eq!(bytes, good, "{text}");
        assert_eq!(failure.unwrap_or_default(), message, "{text}");
    }
}
