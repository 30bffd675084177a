//! `DataInput` and `DataOutput` on plain bytes.

use javawire::data::{parse_utf, push_utf};
use javawire::{Blame, DataInput, DataOutput, Error, ErrorKind, JavaString};

use crate::library::{Pieces, SIZES};

#[test]
fn strings_are_read_in_pieces_of_every_size() {
    let texts = [
        "",
        "hola",
        "ñ€😀\0",
        &"a".repeat(65_535),
        &"€".repeat(21_845),
    ];
    let mut bytes = Vec::new();
    for text in texts {
        bytes.write_utf(text).unwrap();
    }
    for size in SIZES {
        let mut input = Pieces {
            bytes: &bytes,
            size,
        };
        for text in texts {
            assert!(input.read_utf().unwrap() == text, "{size} bytes at a time");
        }
        assert!(is_end(&input.read_utf().unwrap_err()));
    }
}

#[test]
fn a_string_cut_off_ends_unexpectedly() {
    let mut bytes = Vec::new();
    bytes.write_utf("ñ€😀\0").unwrap();
    for cut in 0..bytes.len() {
        let error = (&bytes[..cut]).read_utf().unwrap_err();
        assert!(is_end(&error), "cut at {cut}: {error}");
        assert!(parse_utf(&bytes[..cut]).unwrap().is_none());
    }
    let (text, consumed) = parse_utf(&bytes).unwrap().unwrap();
    assert_eq!(text, "ñ€😀\0");
    assert_eq!(consumed, bytes.len());
}

#[test]
fn a_primitive_cut_off_ends_unexpectedly() {
    type Read = fn(&mut &[u8]) -> Option<Error>;
    let reads: [(usize, Read); 11] = [
        (1, |input| input.read_boolean().err()),
        (1, |input| input.read_byte().err()),
        (1, |input| input.read_unsigned_byte().err()),
        (2, |input| input.read_short().err()),
        (2, |input| input.read_unsigned_short().err()),
        (2, |input| input.read_char().err()),
        (4, |input| input.read_int().err()),
        (4, |input| input.read_float().err()),
        (8, |input| input.read_long().err()),
        (8, |input| input.read_double().err()),
        (5, |input| input.read_fully(&mut [0; 5]).err()),
    ];
    for (width, read) in reads {
        for cut in 0..width {
            let error = read(&mut &[0xFF; 8][..cut]).expect("an end");
            assert!(is_end(&error) && error.blame() == Blame::Peer, "{error}");
        }
        assert!(read(&mut &[0xFF; 8][..width]).is_none());
    }
}

#[test]
fn values_are_those_of_java() {
    let mut input =
        &b"\x02\0\xFF\xFF\xFF\xFE\xFF\xFE\xD8\0\x7F\x80\0\x01\xFF\xF0\0\0\0\0\0\x01"[..];
    assert!(input.read_boolean().unwrap());
    assert!(!input.read_boolean().unwrap());
    assert_eq!(input.read_byte().unwrap(), -1);
    assert_eq!(input.read_unsigned_byte().unwrap(), 255);
    assert_eq!(input.read_short().unwrap(), -2);
    assert_eq!(input.read_unsigned_short().unwrap(), 0xFFFE);
    assert_eq!(input.read_char().unwrap(), 0xD800);
    // A reader keeps what a writer would not have sent.
    assert_eq!(input.read_float().unwrap().to_bits(), 0x7F80_0001);
    assert_eq!(
        input.read_double().unwrap().to_bits(),
        0xFFF0_0000_0000_0001
    );
    assert_eq!(input, b"");
}

#[test]
fn a_string_too_long_is_refused_and_nothing_written() {
    let mut output = b"before".to_vec();
    let too_long = "ñ".repeat(32_767) + "€";
    let error = output.write_utf(&*too_long).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::UtfTooLong { length: 65_537, .. }),
        "{error}"
    );
    assert_eq!(error.blame(), Blame::Caller);
    assert_eq!(
        error.to_string(),
        "encoded string (ññññññññ...ñññññññ€) too long: 65537 bytes"
    );
    assert!(push_utf(&mut output, JavaString::from(too_long).as_java_str()).is_err());
    assert_eq!(output, b"before");
}

#[test]
fn malformed_strings_are_refused_in_the_words_of_java() {
    let cases: [(&[u8], &str, u64); 6] = [
        (b"\0\x01\x80", "malformed input around byte 0", 2),
        (b"\0\x02a\xFF", "malformed input around byte 1", 3),
        (b"\0\x02\xC3\x28", "malformed input around byte 2", 2),
        (b"\0\x03\xE4\x28\xAD", "malformed input around byte 2", 2),
        (
            b"\0\x02a\xC3",
            "malformed input: partial character at end",
            3,
        ),
        (
            b"\0\x03a\xE4\xBD",
            "malformed input: partial character at end",
            3,
        ),
    ];
    for (bytes, message, offset) in cases {
        let mut input = bytes;
        for error in [input.read_utf().unwrap_err(), parse_utf(bytes).unwrap_err()] {
            assert!(matches!(error.kind(), ErrorKind::Utf(_)), "{error}");
            assert!(error.to_string().starts_with(message), "{error}");
            assert_eq!(error.offset(), Some(offset), "{error}");
        }
    }
}

fn is_end(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedEnd { .. })
}
