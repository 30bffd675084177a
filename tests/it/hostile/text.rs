//! Bytes that are not modified UTF-8, wherever text stands.

use javawire::codes::*;
use javawire::parser::CHUNK;
use javawire::{Error, ErrorKind, Parsed, Parser};

use super::ordeal::{on_small_stack, refuse, survive};
use super::wire::Wire;

/// Second and third bytes: the ends of the ranges that make a difference.
const EDGES: [u8; 8] = [0x00, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF];

#[test]
fn of_one_two_and_three_bytes() {
    on_small_stack(|| {
        for first in 0..=u8::MAX {
            check(&[first]);
            for second in 0..=u8::MAX {
                check(&[first, second]);
            }
            for second in EDGES {
                for third in EDGES {
                    check(&[first, second, third]);
                    check(&[b'a', first, second, third, b'b']);
                }
            }
        }
    });
}

#[test]
fn of_four_bytes() {
    on_small_stack(|| {
        // The form that UTF-8 has above U+FFFF, and longer ones that nothing has.
        for first in 0xF0..=u8::MAX {
            for second in EDGES {
                check(&[first, second, 0x80, 0x80]);
                check(&[first, second, 0x80, 0x80, 0x80, 0x80]);
            }
        }
        check("\u{1F600}".as_bytes());
        // What looks odd and is legal: U+0000, surrogates, overlong forms.
        for legal in [
            &b"\0"[..],
            b"\xC0\x80",
            b"\xE0\x80\x80",
            b"\xC1\x81",
            b"\xE0\x81\x81",
            b"\xED\xA0\x80",
            b"\xED\xBF\xBF\xED\xA0\x80",
        ] {
            assert_eq!(first_malformed(legal), None);
            check(legal);
        }
    });
}

/// A validator that looks at many bytes at once must find it at each place among them.
#[test]
fn at_every_place_of_a_longer_text() {
    on_small_stack(|| {
        let bad: [&[u8]; 8] = [
            b"\x80",
            b"\xBF",
            b"\xC3",
            b"\xC3\x28",
            b"\xE4\x28\xAD",
            b"\xE4\xB8",
            b"\xF0\x9F\x98\x80",
            b"\xFF",
        ];
        for filler in ["a", "ñ", "漢"] {
            for before in 0..70 {
                for (index, bad) in bad.iter().enumerate() {
                    let mut text = filler.repeat(before).into_bytes();
                    text.extend_from_slice(bad);
                    text.extend_from_slice("añ漢a".repeat(index * 3).as_bytes());
                    check(&text);
                }
            }
        }
    });
}

#[test]
fn in_every_place_where_text_stands() {
    let bad = b"a\xC3\x28";
    let string = |before: Wire| before.code(TC_STRING).utf(bad);
    let class = |before: Wire| before.code(TC_CLASSDESC).utf(bad).long(1);
    let one_field = || Wire::stream().class_desc("a", SC_SERIALIZABLE, 1);
    let of_enum = Wire::stream()
        .code(TC_ENUM)
        .plain_class("a", SC_SERIALIZABLE | SC_ENUM);
    let array = Wire::stream()
        .code(TC_ARRAY)
        .plain_class("[La;", SC_SERIALIZABLE)
        .count(1);
    let streams = [
        string(Wire::stream()),
        string(one_field().field(b'L', "f")),
        string(of_enum),
        string(array),
        class(Wire::stream()),
        class(Wire::stream().code(TC_OBJECT)),
        class(Wire::stream().class_desc("a", 0, 0)),
        class(Wire::stream().class_desc("a", 0, 0).end()),
        one_field().code(b'I').utf(bad),
        Wire::stream().proxy_class_desc(1).utf(bad),
        Wire::stream().code(TC_LONGSTRING).long(3).raw(bad),
    ];
    for stream in streams {
        let stream = stream.bytes();
        let at = stream.windows(bad.len()).position(|part| part == bad);
        // All that may follow is there, so that nothing but the text is wrong.
        let (_, error) = refuse(Wire::part().raw(&stream).times(16, &[0]).bytes());
        assert_malformed(&error, at.unwrap() + 1);
    }
}

/// Long strings come in chunks of 64 KiB, cut where a character ends.
#[test]
fn around_the_end_of_a_chunk() {
    let long = |text: &[u8]| {
        let head = Wire::stream().code(TC_LONGSTRING).count(0);
        head.count(text.len()).raw(text).bytes()
    };
    let head = long(b"").len();
    for filler in ["a", "ñ", "漢"] {
        for near in CHUNK - 5..CHUNK + 4 {
            // Characters of one byte up to here, then some that the end of the chunk cuts.
            let mut text = vec![b'a'; near];
            text.extend(filler.repeat(CHUNK).bytes());
            survive(long(&text));
            for bad in [
                &b"\x80"[..],
                b"\xC3\x28",
                b"\xE4\xB8\x28",
                b"\xF0\x9F\x98\x80",
            ] {
                let mut text = text.clone();
                text.splice(near..near, bad.iter().copied());
                let (_, error) = refuse(long(&text));
                assert_malformed(&error, head + near);
            }
        }
        // Cut off by the end of the string.
        let mut text = filler.repeat(CHUNK).into_bytes();
        let whole = text.len();
        text.extend_from_slice(b"\xE4\xB8");
        let (_, error) = refuse(long(&text));
        assert_malformed(&error, head + whole);
    }
}

/// Parses a string of these bytes, and compares the outcome with the rules.
fn check(text: &[u8]) {
    let stream = Wire::stream().code(TC_STRING).utf(text).bytes();
    let mut parser = Parser::new();
    let Ok(Parsed::Event { consumed, .. }) = parser.parse(&stream, true) else {
        panic!("no header");
    };
    let head = stream.len() - text.len();
    match (
        parser.parse(&stream[consumed..], true),
        first_malformed(text),
    ) {
        (Ok(Parsed::Event { .. }), None) => {}
        (Err(error), Some(at)) => assert_malformed(&error, head + at),
        (found, expected) => panic!("{text:02X?}: {found:?}, not {expected:?}"),
    }
}

/// Where the first character is that is none: `DataInput.readUTF`, rule by rule.
fn first_malformed(text: &[u8]) -> Option<usize> {
    let continues = |index: usize| text.get(index).is_some_and(|byte| byte & 0xC0 == 0x80);
    let mut at = 0;
    while at < text.len() {
        let length = match text[at] >> 4 {
            0x0..=0x7 => 1,
            0xC | 0xD => 2,
            0xE => 3,
            _ => return Some(at),
        };
        if !(1..length).all(|more| continues(at + more)) {
            return Some(at);
        }
        at += length;
    }
    None
}

fn assert_malformed(error: &Error, at: usize) {
    assert!(matches!(error.kind(), ErrorKind::Utf(_)), "{error}");
    assert_eq!(error.offset(), Some(at as u64), "{error}");
}
