//! Text forms: for any bytes, and for each form in which people have a stream.

use std::fmt::Write as _;
use std::io::Write as _;

use data_encoding::{BASE64, BASE64_MIME, BASE64URL_NOPAD, HEXLOWER};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::codes::STREAM_HEADER;
use crate::inspect::capture::{self, CaptureError, Decoder, Form, Found, detect};

/// No more than this is looked at of what a few bytes stand for.
const MOST: usize = 1 << 20;

/// Any bytes are taken for bytes, or for a capture that is read alike in any pieces; none are
/// taken for one that begin with a stream header; and a stream comes back from one form, which the
/// last byte chooses.
pub fn text_forms(bytes: &[u8]) {
    let mut layer = bytes.to_vec();
    for _ in 0..3 {
        let Some(found) = detect(&layer, true) else {
            panic!("what has ended is decided");
        };
        assert_eq!(found, detect(&layer, true).unwrap_or_default());
        let (whole, error) = in_pieces(found, &layer, usize::MAX);
        for piece in [1, 3, 64] {
            assert_eq!(
                in_pieces(found, &layer, piece),
                (whole.clone(), error.clone())
            );
        }
        if found.form() == Form::Binary {
            assert_eq!(whole, layer.get(..MOST).unwrap_or(&layer));
            break;
        }
        assert!(
            !layer.starts_with(&STREAM_HEADER),
            "a stream taken for {found:?}"
        );
        layer = whole;
    }
    for form in FORMS {
        let _ = in_pieces(Found::whole(form), bytes, 7);
        let _ = Found::named(form, bytes, true);
    }
    let _ = capture::likely(bytes);

    let all = written(&headed(bytes));
    let chosen = bytes.last().map_or(0, |&byte| usize::from(byte));
    if let Some(form) = all.get(chosen.checked_rem(all.len()).unwrap_or(0)) {
        comes_back(form, &headed(bytes));
    }
}

/// A stream comes back from each form in which people have it.
pub fn every_text_form(bytes: &[u8]) {
    let stream = headed(bytes);
    for form in written(&stream) {
        comes_back(&form, &stream);
    }
}

/// These bytes after a stream header.
fn headed(bytes: &[u8]) -> Vec<u8> {
    let mut stream = STREAM_HEADER.to_vec();
    stream.extend(bytes.strip_prefix(&STREAM_HEADER).unwrap_or(bytes));
    stream
}

fn comes_back((name, text): &(&str, Vec<u8>), stream: &[u8]) {
    match capture::decode(text) {
        Ok(again) => assert_eq!(again, stream, "as {name}"),
        Err(error) => panic!("as {name}: {error}"),
    }
}

const FORMS: [Form; 12] = [
    Form::Binary,
    Form::Hex,
    Form::Listing,
    Form::Numbers,
    Form::Base64,
    Form::Escaped,
    Form::Quoted,
    Form::Percent,
    Form::Utf16Le,
    Form::Utf16Be,
    Form::Gzip,
    Form::Zlib,
];

/// What a capture that comes in pieces stands for, and what is wrong with it.
fn in_pieces(found: Found, capture: &[u8], piece: usize) -> (Vec<u8>, Option<CaptureError>) {
    let (mut decoder, mut bytes) = (Decoder::new(found), Vec::new());
    for piece in capture.chunks(piece) {
        let mut rest = piece;
        while !rest.is_empty() && bytes.len() < MOST {
            match decoder.push(rest, &mut bytes) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) => {
                    bytes.truncate(MOST);
                    return (bytes, Some(error));
                }
            }
        }
    }
    let error = loop {
        if bytes.len() >= MOST {
            break None;
        }
        match decoder.finish(&mut bytes) {
            Ok(true) => {}
            Ok(false) => break None,
            Err(error) => break Some(error),
        }
    };
    bytes.truncate(MOST);
    (bytes, error)
}

/// A stream in each form in which people have it.
#[expect(clippy::too_many_lines, reason = "a table")]
fn written(stream: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let hex = HEXLOWER.encode(stream);
    let base64 = BASE64.encode(stream);
    let pairs = |separator: &str, form: &dyn Fn(u8) -> String| {
        let pairs: Vec<_> = stream.iter().map(|byte| form(*byte)).collect();
        pairs.join(separator)
    };
    let signed = pairs(", ", &|byte| byte.cast_signed().to_string());
    let unsigned = pairs(",", &|byte| byte.to_string());
    let of_c = pairs(", ", &|byte| format!("0x{byte:02x}"));
    let python = escaped(stream, &|byte| format!("\\x{byte:02x}"));
    let octal = escaped(stream, &|byte| format!("\\{byte:03o}"));
    let json = escaped(stream, &|byte| format!("\\u{byte:04x}"));
    let percent = pairs("", &|byte| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    let texts = [
        ("digits", hex.clone()),
        ("digits of PostgreSQL", format!("\\x{hex}\n")),
        ("digits of SQL", format!("X'{}'", hex.to_uppercase())),
        ("digits of SQL Server", format!("0x{hex}")),
        (
            "an insertion in SQL",
            format!("INSERT INTO t VALUES (1, X'{hex}');\n"),
        ),
        ("pairs of digits", pairs(" ", &|byte| format!("{byte:02X}"))),
        (
            "a Buffer of Node",
            format!("<Buffer {}>", pairs(" ", &|byte| format!("{byte:02x}"))),
        ),
        ("a listing of xxd", listing(stream, 8, ": ", 2)),
        ("a listing of hexdump", listing(stream, 8, "  ", 1)),
        (
            "a listing of Format-Hex",
            format!("\n\n   Path: C:\\s.ser\n\n{}", listing(stream, 8, "   ", 1)),
        ),
        (
            "a listing of tcpdump",
            format!(
                "12:00:00.1 IP a > b\n\t0x{}",
                listing(stream, 4, ":  ", 2)
                    .replace('\n', "\n\t0x")
                    .trim_end_matches("\n\t0x")
            ),
        ),
        ("Base64", base64.clone()),
        ("Base64 in lines", BASE64_MIME.encode(stream)),
        ("Base64 for URLs", BASE64URL_NOPAD.encode(stream)),
        ("Base64 in quotes", format!("\"{base64}\"")),
        (
            "Base64 of Gson",
            format!("\"{}\"", base64.replace('=', "\\u003d")),
        ),
        (
            "Base64 in JSON",
            format!("{{\"id\": 1, \"state\": \"{base64}\"}}"),
        ),
        (
            "Base64 in a data URL",
            format!("data:application/octet-stream;base64,{base64}"),
        ),
        (
            "Base64 in a URL",
            base64
                .replace('+', "%2B")
                .replace('/', "%2F")
                .replace('=', "%3D"),
        ),
        (
            "Base64 of certutil",
            format!(
                "-----BEGIN CERTIFICATE-----\r\n{}-----END CERTIFICATE-----\r\n",
                BASE64_MIME.encode(stream)
            ),
        ),
        ("signed numbers", format!("[{signed}]")),
        (
            "an array of Java",
            format!("byte[] b = new byte[] {{ {signed} }};\n"),
        ),
        ("bare numbers", unsigned.clone()),
        (
            "numbers of Node",
            format!("{{\"type\":\"Buffer\",\"data\":[{unsigned}]}}"),
        ),
        (
            "an array of C",
            format!(
                "unsigned char s[] = {{\n  {of_c}\n}};\nunsigned int s_len = {};\n",
                stream.len()
            ),
        ),
        ("a string of Python", format!("b\"{python}\"")),
        ("a string of redis-cli", format!("1) \"{python}\"")),
        ("a bare string", python),
        ("a string of C", format!("\"{octal}\"")),
        ("escaped bytea", octal.clone()),
        (
            "escaped bytea in SQL",
            format!("E'{}'", octal.replace('\\', "\\\\")),
        ),
        ("a string of JSON", format!("\"{json}\"")),
        ("percent-encoded", percent),
    ];
    let mut all: Vec<_> = texts
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    all.push(("gzip", gzip(stream)));
    all.push(("zlib", zlib(stream)));
    all.push((
        "zlib in digits",
        HEXLOWER.encode(&zlib(stream)).into_bytes(),
    ));
    all.push(("gzip in Base64", BASE64.encode(&gzip(stream)).into_bytes()));
    all.push(("Base64 in gzip", gzip(base64.as_bytes())));
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(hex.encode_utf16().flat_map(u16::to_le_bytes));
    all.push(("digits in UTF-16", utf16));
    all
}

/// The printable characters as they are, but for digits, which would go on with an escape.
fn escaped(stream: &[u8], escape: &dyn Fn(u8) -> String) -> String {
    let character = |&byte: &u8| match byte {
        b' ' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        byte => escape(byte),
    };
    stream.iter().map(character).collect()
}

/// Lines of sixteen bytes after their offset, in groups.
fn listing(stream: &[u8], digits: usize, separator: &str, group: usize) -> String {
    let mut text = String::new();
    for (index, row) in stream.chunks(16).enumerate() {
        let offset = index.saturating_mul(16);
        let _ = write!(text, "{offset:0digits$x}{separator}");
        let groups: Vec<_> = row
            .chunks(group)
            .map(|group| HEXLOWER.encode(group))
            .collect();
        let _ = write!(text, "{}", groups.join(" "));
        let shown = row.iter().map(|&byte| match byte {
            b'!'..=b'~' => char::from(byte),
            _ => '.',
        });
        let _ = writeln!(text, "  {}", shown.collect::<String>());
    }
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
