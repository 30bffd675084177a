//! The listings of `inspect::dump`: every byte once, the same however the stream
//! is cut, and ten of them as they are printed, in `tests/dump/listings`.
//!
//! `JAVAWIRE_WRITE_LISTINGS=1 cargo test --test dump` writes those anew; `git diff` shows what changed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anstyle::AnsiColor;
use javawire::inspect::dump::{Dump, Kind, Layout, Options, Paint};
use javawire::{JavaString, ObjectOutputStream};

use unicode_width::UnicodeWidthStr as _;

use crate::streams_support::committed::{Stream, all};
use crate::streams_support::each::each;
use crate::support::sample;

/// One stream of each kind that the listing has something of its own for.
const LISTINGS: [&str; 10] = [
    "array-byte-70000",
    "annotation-proxy-object",
    "custom-object-before-fields",
    "cycle-with-list-inside",
    "deep-fields-100",
    "enum-in-field",
    "exception-in-list",
    "object-chain-3",
    "odd-exception-string",
    "protocol1-extern-then-more",
];

/// What a listing says, and how it ends.
#[derive(Debug, PartialEq, Eq)]
struct Listed {
    lines: String,
    /// The bytes of all items.
    bytes: Vec<u8>,
    error: Option<String>,
}

/// Lists a stream that comes so many bytes at a time.
fn listed(stream: &[u8], piece: usize, full: bool, kind: Kind) -> Listed {
    let options = Options::default().with_full(full).with_kind(kind);
    listed_by(Dump::new(options), stream, piece, full)
}

/// The same by a listing of one's own.
fn listed_by(mut dump: Dump, stream: &[u8], piece: usize, full: bool) -> Listed {
    let layout = Layout::default();
    let (mut lines, mut bytes, mut end) = (Vec::new(), Vec::new(), 0);
    let mut add = |item: &javawire::inspect::dump::Item<'_>| {
        assert_eq!(item.offset, end, "a gap before {}", item.text());
        end += item.length;
        bytes.extend(item.bytes);
        assert!(!item.text().contains(char::is_control), "{:?}", item.text());
        let pieces: String = item.pieces().map(|(_, piece)| piece).collect();
        assert_eq!(pieces, item.text());
        layout.push(&mut lines, item);
    };
    let mut error = None;
    for piece in stream.chunks(piece) {
        error = error.or(dump.push(piece, &mut add).err());
    }
    error = error.or(dump.finish(&mut add).err());
    let lines = String::from_utf8(lines).unwrap();
    if full || error.is_none() {
        assert_eq!(end, stream.len() as u64, "{lines}");
    }
    for line in lines.lines() {
        let width: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 0 }).sum();
        assert!(width <= 80, "{line}");
    }
    let error = error.map(|error| error.to_string());
    Listed {
        lines,
        bytes,
        error,
    }
}

fn named(name: &str) -> &'static Stream {
    let found = all().iter().find(|stream| stream.name == name);
    found.unwrap_or_else(|| panic!("no stream {name}"))
}

#[test]
fn ten_listings_are_as_committed() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dump/listings");
    let mut wrong = String::new();
    for name in LISTINGS {
        let found = listed(&named(name).bytes, usize::MAX, false, Kind::Auto).lines;
        let file = directory.join(format!("{name}.txt"));
        if std::env::var_os("JAVAWIRE_WRITE_LISTINGS").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file)
            .unwrap_or_default()
            .replace('\r', "");
        if expected != found {
            let _ = writeln!(
                wrong,
                "{}:\n{}",
                file.display(),
                difference(&expected, &found)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The lines around the first one that differs.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let at = expected
        .iter()
        .zip(&found)
        .take_while(|(a, b)| a == b)
        .count();
    let mut text = String::new();
    for line in &expected[at.saturating_sub(3).min(expected.len())..at] {
        let _ = writeln!(text, "  {line}");
    }
    for (sign, lines) in [('-', expected), ('+', found)] {
        for line in lines.iter().skip(at).take(5) {
            let _ = writeln!(text, "{sign} {line}");
        }
    }
    text
}

/// Of streams that cannot be read to their end, too.
#[test]
fn every_byte_of_every_stream_is_listed_once() {
    each(
        all(),
        |stream| &stream.name,
        |stream| {
            let options = Options::default().with_full(true);
            let dump = match stream.tags.get("told") {
                Some(_) => Dump::with_parser(options, stream.parser()),
                None => Dump::new(options),
            };
            let whole = listed_by(dump, &stream.bytes, usize::MAX, true);
            if whole.bytes != stream.bytes {
                return Err("other bytes".to_owned());
            }
            let refused = stream.refusal().is_some() && !stream.has("opaque", "yes");
            match (whole.error, refused) {
                (Some(error), false) => Err(error),
                (None, true) => Err("it is listed without an error".to_owned()),
                _ => Ok(()),
            }
        },
    );
}

#[test]
fn listings_do_not_depend_on_how_streams_are_cut() {
    each(
        all(),
        |stream| &stream.name,
        |stream| {
            let sizes: &[usize] = if stream.bytes.len() < 4096 {
                &[1, 7, 1000]
            } else {
                &[997]
            };
            for full in [false, true] {
                let whole = listed(&stream.bytes, usize::MAX, full, Kind::Auto);
                for &size in sizes {
                    let cut = listed(&stream.bytes, size, full, Kind::Auto);
                    if cut != whole {
                        let difference = difference(&whole.lines, &cut.lines);
                        return Err(format!(
                            "{size} bytes at a time, full {full}:\n{difference}"
                        ));
                    }
                }
            }
            Ok(())
        },
    );
}

#[test]
fn of_a_stream_cut_anywhere_all_that_came_is_listed() {
    for name in [
        "cycle-with-list-inside",
        "annotation-proxy-object",
        "custom-object-before-fields",
    ] {
        let stream = &named(name).bytes;
        let whole = listed(stream, usize::MAX, true, Kind::Auto).lines;
        // With its header alone a stream is whole.
        for length in (1..stream.len()).filter(|length| *length != 4) {
            let cut = listed(&stream[..length], 5, true, Kind::Auto);
            assert_eq!(cut.bytes, stream[..length], "{name} cut at {length}");
            let Some(error) = cut.error else {
                panic!("{name} cut at {length} is no error:\n{}", cut.lines)
            };
            assert!(error.contains(&format!("at byte {length}")), "{error}");
            let (good, _) = cut.lines.split_once("error: ").unwrap();
            let good = good.trim_end();
            assert!(whole.starts_with(good), "{name} cut at {length}:\n{good}");
        }
    }
}

/// Whatever byte is changed, the listing holds all of them.
#[test]
fn of_a_damaged_stream_every_byte_is_listed() {
    for name in [
        "annotation-proxy-object",
        "jdk-hash-map",
        "enum-set",
        "block-around-objects",
    ] {
        let mut stream = named(name).bytes.clone();
        for at in 0..stream.len() {
            let kept = stream[at];
            for damage in [0x00, 0x70, 0x71, 0x78, 0xFF] {
                stream[at] = damage;
                let whole = listed(&stream, usize::MAX, true, Kind::Objects);
                assert_eq!(whole.bytes, stream, "{name} with {damage:02X} at {at}");
                let short = listed(&stream, usize::MAX, false, Kind::Objects);
                assert_eq!(
                    short,
                    listed(&stream, 3, false, Kind::Objects),
                    "{name}, {damage:02X} at {at}"
                );
            }
            stream[at] = kept;
        }
    }
}

#[test]
fn strings_of_write_utf_are_seen_by_themselves() {
    let mut stream = Vec::new();
    for text in ["HELLO", "", "straße 🙂 \0"] {
        javawire::data::push_utf(&mut stream, JavaString::from(text).as_java_str()).unwrap();
    }
    for (piece, kind) in [(1, Kind::Auto), (usize::MAX, Kind::Auto), (3, Kind::Utf)] {
        let found = listed(&stream, piece, false, kind);
        assert_eq!(found.error, None);
        assert_eq!(
            found.lines,
            "00000000  00 05                    writeUTF length 5\n\
             00000002  48 45 4C 4C 4F             \"HELLO\"\n\
             00000007  00 00                    writeUTF length 0\n\
             00000009  00 11                    writeUTF length 17\n\
             0000000B  73 74 72 61 C3 9F 65 20    \"straße 🙂 \\u0000\"\n          \
                       ED A0 BD ED B9 82 20 C0\n          \
                       80\n"
        );
    }
    let cut = listed(&stream[..12], 1, false, Kind::Auto);
    assert!(
        cut.error
            .unwrap()
            .starts_with("the peer's data ended inside a string, at byte 12")
    );
    let malformed = listed(b"\0\x02ok\0\x02a\xFF", 1, false, Kind::Auto);
    assert_eq!(
        malformed.error.unwrap(),
        "malformed input around byte 1 of a string, at byte 7"
    );
}

/// What is no object stream is not taken for strings if it may be anything else.
#[test]
fn other_bytes_are_not_taken_for_strings() {
    for bytes in [
        &b"GET / HTTP/1.1\r\n"[..],
        b"\0\0\0\x05",
        b"\0\x03\x01\x02\x03",
        b"\x1F\x8B\x08\0",
        b"\0\x09cut",
        b"\0",
    ] {
        let found = listed(bytes, 1, false, Kind::Auto);
        assert!(
            found.error.is_some() && !found.lines.contains("writeUTF length"),
            "{}",
            found.lines
        );
    }
}

/// A terminal goes to a new line by itself for one blank too many.
#[test]
fn coloured_lines_keep_to_the_columns_there_are() {
    let colours: Paint = |_| AnsiColor::Cyan.on_default();
    each(
        all(),
        |stream| &stream.name,
        |stream| {
            for width in sample([80, 60, 120], 3) {
                let plain = Layout::default().with_width(width);
                let painted = plain.clone().with_paint(colours);
                let (mut lines, mut coloured) = (Vec::new(), Vec::new());
                let mut dump = Dump::new(Options::default());
                let mut add = |item: &javawire::inspect::dump::Item<'_>| {
                    plain.push(&mut lines, item);
                    painted.push(&mut coloured, item);
                };
                let _ = dump.push(&stream.bytes, &mut add);
                let _ = dump.finish(&mut add);
                let lines = String::from_utf8(lines).unwrap();
                let coloured = String::from_utf8(coloured).unwrap();
                let visible = coloured.replace("\x1B[36m", "").replace("\x1B[0m", "");
                let long = visible.lines().find(|line| line.width() > width);
                if let Some(line) = long {
                    return Err(format!("more than {width} columns: {line:?}"));
                }
                if visible != lines {
                    return Err(format!("not the same without colours: {visible}"));
                }
            }
            Ok(())
        },
    );
}

#[test]
fn deep_nesting_stays_within_eighty_columns() {
    let depth = 100_000;
    let mut stream = named("deep-arrays-10000").bytes.clone();
    // One more level is what all but the first have.
    let level = b"uq\0~\0\0\0\0\0\x01";
    let at = stream
        .windows(level.len())
        .position(|bytes| bytes == level)
        .unwrap();
    stream.splice(at..at, level.repeat(depth));
    let found = listed(&stream, 4096, false, Kind::Auto);
    assert_eq!(found.error, None);
    assert!(found.lines.len() < 500 * depth, "{}", found.lines.len());
}

/// A name may be long, and be referred to often.
#[test]
fn long_names_stand_whole_only_once() {
    let name = "n".repeat(60_000);
    let mut stream = b"\xAC\xED\0\x05r".to_vec();
    javawire::data::push_utf(&mut stream, JavaString::from(name).as_java_str()).unwrap();
    stream.extend(b"\0\0\0\0\0\0\0\x01\x02\0\0xp");
    let once = listed(&stream, usize::MAX, true, Kind::Auto).lines.len();
    stream.extend(b"sq\0~\0\0".repeat(1_000));
    let found = listed(&stream, usize::MAX, true, Kind::Auto);
    assert_eq!(found.error, None);
    assert!(
        found.lines.len() < once + 1_000_000,
        "{}",
        found.lines.len()
    );
}

/// What is too far back is said to be, and class descriptors never are.
#[test]
fn handles_far_back_are_forgotten_and_said_to_be() {
    let known = javawire::inspect::dump::KNOWN_HANDLES;
    let mut out = ObjectOutputStream::new(Vec::new()).unwrap();
    out.write_string("first").unwrap();
    let mut stream = out.into_inner().unwrap();
    stream.extend(b"\x72\0\x03a.B\0\0\0\0\0\0\0\x01\x02\0\0xp");
    stream.extend(b"t\0\x01x".repeat(known));
    stream.extend(b"q\0~\0\0q\0~\0\x01q\0~\0\x02");
    let mut last = Vec::new();
    let mut dump = Dump::new(Options::default());
    let mut add = |item: &javawire::inspect::dump::Item<'_>| {
        if item.text().starts_with("TC_REFERENCE") {
            last.push(item.text().to_owned());
        }
    };
    dump.push(&stream, &mut add).unwrap();
    dump.finish(&mut add).unwrap();
    assert_eq!(
        last,
        [
            &format!("TC_REFERENCE 0x7E0000 (further back than the {known} things remembered)"),
            "TC_REFERENCE 0x7E0001 class a.B",
            "TC_REFERENCE 0x7E0002 \"x\"",
        ]
    );
}

#[test]
fn long_things_are_shortened_unless_all_is_asked_for() {
    let long = "x".repeat(70_000);
    let mut out = ObjectOutputStream::new(Vec::new()).unwrap();
    out.write_string(long.as_str()).unwrap();
    let stream = out.into_inner().unwrap();
    let short = listed(&stream, 1000, false, Kind::Auto);
    assert_eq!(
        short.lines.lines().count(),
        2 + 2 + 8 + 1,
        "{}",
        short.lines
    );
    assert!(
        short.lines.contains("… 69936 more bytes"),
        "{}",
        short.lines
    );
    let full = listed(&stream, 1000, true, Kind::Auto);
    assert_eq!(full.bytes, stream);
    assert_eq!(full.lines.lines().count(), 2 + 2 + 70_000 / 8);
    // A stream that breaks amid what is left out says so where it breaks.
    let cut = listed(&stream[..68_000], 1000, false, Kind::Auto);
    assert!(cut.lines.contains("… 65472 more bytes"), "{}", cut.lines);
}
