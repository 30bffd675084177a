//! Long texts, arrays and primitive data: shown in pieces, and right where pieces meet.

use std::ops::ControlFlow;

use javawire::inspect::json::Layout;
use javawire::inspect::plain::{self, Live};
use serde_json::{Value, json};

/// No power of two, at which buffers grow.
const LENGTH: usize = 1_900_000;

/// How much is shown at once: a text may become six times as long, and all that is put before the
/// writer looks comes on top.
const PIECE: usize = 256 * 1024;

const HEADER: &[u8] = b"\xAC\xED\0\x05";

/// The stream of an array of this type.
fn array(code: u8, length: usize, bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(length).unwrap().to_be_bytes();
    let class = [b"ur\0\x02[", &[code][..], b"\0\0\0\0\0\0\0\x01\x02\0\0xp"].concat();
    [HEADER, &class, &length, bytes].concat()
}

fn long_string(bytes: &[u8]) -> Vec<u8> {
    let length = u64::try_from(bytes.len()).unwrap().to_be_bytes();
    [HEADER, b"\x7C", &length, bytes].concat()
}

fn long_block(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    [HEADER, b"\x7A", &length, bytes].concat()
}

fn object_array(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    let class = b"ur\0\x13[Ljava.lang.Object;\0\0\0\0\0\0\0\x01\x02\0\0xp";
    [HEADER, class, &length, bytes].concat()
}

fn bit_set(words: &[u8]) -> Vec<u8> {
    let class = b"sr\0\x10java.util.BitSet\0\0\0\0\0\0\0\x01\x03\0\x01[\0\x04bitst\0\x02[Jxp";
    let array = array(b'J', words.len() / 8, words);
    [HEADER, class, &array[HEADER.len()..], b"x"].concat()
}

/// Shows a stream as the program does. The longest piece, and how much memory was in use at once.
fn piece_and_memory(stream: &[u8]) -> (usize, usize) {
    let mut longest = 0;
    let info = allocation_counter::measure(|| {
        let mut live = Live::new(Layout::Compact);
        let mut sink = |piece: &[u8]| {
            longest = longest.max(piece.len());
            ControlFlow::Continue(())
        };
        for piece in stream.chunks(64 << 10) {
            live.push(piece, &mut sink).unwrap();
        }
        let _ = live.finish(&mut sink);
    });
    (longest, usize::try_from(info.bytes_max).unwrap())
}

#[test]
fn take_no_more_memory_than_twice_their_length_and_a_half() {
    let bytes: Vec<u8> = (0..LENGTH).map(|at| (at * 31 % 251) as u8).collect();
    let ones = vec![1; LENGTH];
    let text: Vec<u8> = b"hol\xC3\xA1\xED\xA0\xBD\xED\xB9\x82\x01\"".repeat(LENGTH / 13);
    for (kind, whole) in [
        ("byte[]", array(b'B', LENGTH, &bytes)),
        ("int[]", array(b'I', LENGTH / 4, &bytes)),
        ("long[]", array(b'J', LENGTH / 8, &bytes)),
        ("boolean[]", array(b'Z', LENGTH, &ones)),
        ("char[]", array(b'C', LENGTH / 2, &bytes)),
        ("String", long_string(&text)),
        ("block data", long_block(&bytes)),
    ] {
        for length in [whole.len(), whole.len() - 5] {
            let (piece, memory) = piece_and_memory(&whole[..length]);
            assert!(piece <= PIECE, "{kind}: a piece of {piece} bytes");
            let most = length * 5 / 2;
            assert!(memory <= most, "{kind}, {length} bytes: {memory} bytes");
        }
    }
}

/// Items are made as they are shown: each byte may be one, or each bit.
#[test]
fn many_items_of_few_bytes_take_no_memory_each() {
    const MANY: usize = 100_000;

    for (kind, stream) in [
        ("nulls", object_array(&[b'p'; MANY])),
        ("bits", bit_set(&[0xFF; MANY])),
    ] {
        let (piece, memory) = piece_and_memory(&stream);
        assert!(piece <= PIECE, "{kind}: a piece of {piece} bytes");
        // A reference is four bytes in the graph, and a piece of JSON is made meanwhile.
        let most = 10 * MANY + PIECE;
        assert!(memory <= most, "{kind}: {memory} bytes for {MANY}");
    }
}

/// The value of a stream, and of one that broke with its bytes.
fn values(whole: &[u8], missing: usize) -> (Value, Value) {
    let value = |stream: &[u8]| {
        let (text, _) = plain::decode(stream, Layout::Lines);
        serde_json::from_str(&text).unwrap()
    };
    (value(whole), value(&whole[..whole.len() - missing]))
}

#[test]
fn are_what_they_were_where_pieces_meet() {
    // Pieces end at 16 KiB: each kind of character stands across that at each of its bytes.
    for before in 16_384 - 14..16_384 {
        let text = format!(
            "{}é漢🙂\u{9b}\"🙂\0é{}",
            "a".repeat(before),
            "b🙂".repeat(9_000)
        );
        let java = javawire::JavaString::from(text.as_str());
        let stream = long_string(java.as_java_str().as_bytes());
        assert_eq!(values(&stream, 0).0, json!(text), "{before}");
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let stream = array(b'C', units.len() / 2, &units);
        let (whole, broken) = values(&stream, 4);
        assert_eq!(whole, json!(text), "{before}");
        assert_eq!(broken["@value"], json!(text.strip_suffix('🙂').unwrap()));
        assert!(broken["@rest"]["offset"].is_number(), "{broken}");
    }
    let bytes: Vec<u8> = (0..100_000_u32).flat_map(u32::to_be_bytes).collect();
    let digits = data_encoding::HEXLOWER.encode(&bytes);
    let (whole, broken) = values(&array(b'B', bytes.len(), &bytes), 1);
    assert_eq!(whole, json!(digits));
    assert_eq!(broken["@value"], json!(digits[..digits.len() - 2]));
    let (whole, _) = values(&long_block(&bytes), 1);
    assert_eq!(whole, json!({"@bytes": digits}));
    let (whole, broken) = values(&array(b'I', 100_000, &bytes), 1);
    assert_eq!(whole, json!((0..100_000).collect::<Vec<i32>>()));
    let broken = broken.as_array().unwrap();
    assert_eq!(broken.len(), 100_000);
    assert_eq!(broken[99_998], json!(99_998));
    assert!(broken[99_999]["@rest"].is_object());
}

/// What follows a long text is told apart from it.
#[test]
fn stand_amid_others() {
    let text = "x".repeat(100_000);
    let mut graph = javawire::Graph::new();
    let long = graph.new_string(&*text).unwrap();
    let bytes = graph.array(&[7_i8; 70_000]).unwrap();
    let list = graph.array_list([long, bytes, long]).unwrap();
    let map = graph
        .linked_hash_map([("list", list), ("text", long)])
        .unwrap();
    graph.push(map).unwrap();
    graph.push(long).unwrap();
    graph.push("behind").unwrap();
    for layout in [Layout::Compact, Layout::Lines] {
        let shown = plain::text(&graph, layout);
        let values = serde_json::Deserializer::from_str(&shown).into_iter::<Value>();
        let values: Vec<Value> = values.map(Result::unwrap).collect();
        let digits = "07".repeat(70_000);
        let map = json!({"list": [text, digits, text], "text": text});
        assert_eq!(values, [map, json!(text), json!("behind")]);
    }
    let compact = plain::text(&graph, Layout::Compact);
    assert_eq!(compact.lines().count(), 3);
}
