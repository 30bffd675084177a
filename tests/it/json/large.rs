//! Deep nesting, long strings and blocks, and streams made to blow up.

use javawire::inspect::json::{self, Layout};
use javawire::{Encoder, Graph, JavaString};

use super::{comes_back, decode};

/// `Object[1]` in `Object[1]`, so many deep.
fn nested(depth: usize) -> Vec<u8> {
    let mut stream = b"\xAC\xED\0\x05".to_vec();
    stream.extend_from_slice(
        b"ur\0\x13[Ljava.lang.Object;\x90\xCE\x58\x9F\x10\x73\x29\x6C\x02\0\0xp\0\0\0\x01",
    );
    for _ in 1..depth {
        stream.extend_from_slice(b"uq\0\x7E\0\0\0\0\0\x01");
    }
    stream.push(b'p');
    stream
}

/// How deep brackets stand inside each other.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    deepest
}

#[test]
fn nesting_of_a_hundred_thousand() {
    let stream = nested(100_000);
    let (text, error) = decode(&stream, Layout::Compact);
    assert_eq!(error, None);
    assert!(depth(&text) <= 64, "{}", depth(&text));
    assert!(text.len() < 10 * stream.len(), "{}", text.len());
    comes_back(&stream, Layout::Lines).unwrap();
    comes_back(&stream[..stream.len() / 2], Layout::Lines).unwrap();
}

/// Each class is the superclass of the one before, and each has an annotation.
#[test]
fn chains_of_classes() {
    let mut stream = b"\xAC\xED\0\x05s".to_vec();
    for number in 0..900_u32 {
        stream.extend_from_slice(b"r\0\x04");
        stream.extend_from_slice(format!("{number:04}").as_bytes());
        stream.extend_from_slice(b"\0\0\0\0\0\0\0\x01\x03\0\0x");
    }
    stream.push(b'p');
    stream.extend(std::iter::repeat_n(b'x', 900));
    let (text, error) = decode(&stream, Layout::Lines);
    assert_eq!(error, None);
    assert!(depth(&text) <= 64, "{}", depth(&text));
    comes_back(&stream, Layout::Lines).unwrap();
}

#[test]
fn long_strings_and_blocks() {
    let mut encoder = Encoder::new();
    let long = "año 😀\0".repeat(30_000);
    encoder.string(JavaString::from(long.as_str()).as_java_str());
    for length in [1, 255, 256, 1023, 1024, 1025, 5000] {
        encoder.block_data(&vec![7; length]);
        encoder.flush();
    }
    let mut stream = encoder.take();
    stream.extend_from_slice(b"z\0\x01\x86\xA0");
    stream.extend_from_slice(&[9; 100_000]);
    comes_back(&stream, Layout::Compact).unwrap();
    // Cut in the middle of the last block.
    comes_back(&stream[..stream.len() - 10], Layout::Compact).unwrap();
    comes_back(&stream[..100_000], Layout::Compact).unwrap();
}

/// Names of 65,535 bytes are written once and not with every object.
#[test]
fn long_names_do_not_multiply() {
    let name = "n".repeat(65_535);
    let mut stream = b"\xAC\xED\0\x05sr\xFF\xFF".to_vec();
    stream.extend_from_slice(name.as_bytes());
    stream.extend_from_slice(b"\0\0\0\0\0\0\0\x01\x02\0\x01Z\xFF\xFF");
    stream.extend_from_slice(name.as_bytes());
    stream.extend_from_slice(b"xp\x01");
    for _ in 0..1000 {
        stream.extend_from_slice(b"sq\0\x7E\0\0\0");
    }
    let (text, error) = decode(&stream, Layout::Lines);
    assert_eq!(error, None);
    assert!(text.len() < 3 * stream.len(), "{}", text.len());
    comes_back(&stream, Layout::Lines).unwrap();
}

/// Two classes of one name, two fields of one name, types that are no type strings.
#[test]
fn names_that_stand_for_two() {
    let class = b"r\0\x01A\0\0\0\0\0\0\0\x01\x02\0\x02L\0\x01f";
    let mut stream = b"\xAC\xED\0\x05t\0\x02LBs".to_vec();
    stream.extend_from_slice(class);
    stream.extend_from_slice(b"q\0\x7E\0\0L\0\x01ft\0\x02LBxp");
    stream.extend_from_slice(b"ppsq\0\x7E\0\x01pp");
    stream.push(b's');
    stream.extend_from_slice(class);
    stream.extend_from_slice(b"q\0\x7E\0\x02L\0\x01gt\0\x02LBxppp");
    stream.extend_from_slice(b"sq\0\x7E\0\x01ppsq\0\x7E\0\x05ppq\0\x7E\0\x01");
    let (text, error) = decode(&stream, Layout::Lines);
    assert_eq!(error, None, "{text}");
    comes_back(&stream, Layout::Lines).unwrap();
}

/// Every float and double of interest, in a form that any tool keeps.
#[test]
fn numbers_keep_their_bits() {
    let mut graph = Graph::new();
    let doubles: Vec<f64> = (0..64)
        .flat_map(|bit| {
            let bits = 1_u64 << bit;
            [
                bits,
                !bits,
                bits - 1,
                0x7FF0_0000_0000_0000 | bits,
                0x3FF0_0000_0000_0000 ^ bits,
            ]
        })
        .map(f64::from_bits)
        .collect();
    let floats: Vec<f32> = (0..32)
        .flat_map(|bit| {
            let bits = 1_u32 << bit;
            [
                bits,
                !bits,
                bits - 1,
                0x7F80_0000 | bits,
                0x3F80_0000 ^ bits,
                0x3DCC_CCCD ^ bits,
            ]
        })
        .map(f32::from_bits)
        .collect();
    let longs: Vec<i64> = (0..64)
        .flat_map(|bit| {
            let bits = 1_i64 << bit;
            [bits, !bits, bits.wrapping_sub(1), bits.wrapping_neg()]
        })
        .collect();
    let roots = [
        graph.array(&doubles).unwrap(),
        graph.array(&floats).unwrap(),
        graph.array(&longs).unwrap(),
    ];
    for root in roots {
        graph.push(root).unwrap();
    }
    let stream = graph.write();
    comes_back(&stream, Layout::Compact).unwrap();
    // A tool that has only doubles.
    let (text, _) = decode(&stream, Layout::Compact);
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    only_doubles(&mut value);
    assert_eq!(json::encode(value.to_string().as_bytes()).unwrap(), stream);
}

/// Makes doubles of all numbers.
fn only_doubles(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::Number(number) => {
            let double = number.as_f64().unwrap();
            if double.abs() > 1e15 || double.fract() != 0.0 {
                *value = Value::from(double);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(only_doubles),
        Value::Object(map) => map.values_mut().for_each(only_doubles),
        _ => {}
    }
}

/// Nothing takes stack by how deep JSON is.
#[test]
fn json_is_read_and_written_without_recursion() {
    let run = || {
        let levels = 4_900;
        let array = r#"{"@array": "[Ljava.lang.Object;", "elements": ["#;
        let text = format!(
            r#"{{"javawire": 1, "contents": [{}null{}]}}"#,
            array.repeat(levels),
            "]}".repeat(levels)
        );
        let stream = json::encode(text.as_bytes()).unwrap();
        assert!(stream.ends_with(b"uq\0\x7E\0\0\0\0\0\x01p"));
        let refused = json::encode(text.replace("null", "7").as_bytes()).unwrap_err();
        assert!(refused.path().ends_with(".elements[0].elements[0]"));

        // A description that has been moved, and moved, and moved.
        let moves = 100_000;
        let mut text =
            r#"{"javawire": 1, "contents": [{"@desc": {"@more": 1}}], "more": {"#.to_owned();
        for number in 1..moves {
            text.push_str(&format!(r#""{number}": {{"@more": {}}},"#, number + 1));
        }
        text.push_str(&format!(
            r#""{moves}": {{"name": "A", "suid": 1, "flags": 2, "fields": []}}}}}}"#
        ));
        assert_eq!(json::encode(text.as_bytes()).unwrap().len(), 21);
    };
    let thread = std::thread::Builder::new().stack_size(512 << 10);
    thread.spawn(run).unwrap().join().unwrap();
}

/// Much of what is short in JSON: all that is held is at most ten times the JSON, itself included.
#[test]
fn json_takes_at_most_ten_times_its_length() {
    let many = |item: &str| vec![item; 100_000].join(",");
    let numbered = |item: &dyn Fn(usize) -> String| {
        let items: Vec<String> = (0..100_000).map(item).collect();
        items.join(",")
    };
    let doubles = r#"{"@array": "[D", "elements": ["#;
    let objects = r#"{"@array": "[Ljava.lang.Object;", "elements": ["#;
    let list = r#"{"@object": "java.util.LinkedList", "data": [{"@data": "00000000"},"#;
    let bean = r#"{"@object": {"name": "a.B", "suid": 1, "flags": 2, "fields": [
        {"name": "id", "type": "J"}, {"name": "name", "type": "Ljava/lang/String;"}]},
        "fields": {"id": 1, "name": "x"}},"#;
    let contents = [
        ("integers", format!("{doubles}{}]}}", many("1"))),
        ("numbers", format!("{doubles}{}]}}", many("1.5"))),
        ("empty strings", format!("{objects}{}]}}", many(r#""""#))),
        ("escapes", format!("{objects}{}]}}", many(r#""\n\n""#))),
        ("nulls", format!("{list}{}]}}", many("null"))),
        (
            "beans",
            bean.to_owned()
                + &numbered(&|number| {
                    format!(
                        r#"{{"@object":"a.B","fields":{{"id":{number},"name":"bean {number}"}}}}"#
                    )
                }),
        ),
        (
            "ids",
            numbered(&|number| format!(r#"{{"@string":"","@id":{number}}}"#)),
        ),
        (
            "descriptors",
            many(r#"{"@desc":{"name":"","suid":0,"flags":2,"fields":[]}}"#),
        ),
        (
            "fields",
            format!(
                r#"{{"@desc":{{"name":"","suid":0,"flags":2,"fields":[{}]}}}}"#,
                vec![r#"{"name":"","type":"I"}"#; 65_000].join(",")
            ),
        ),
        ("resets", many(r#"{"@reset":true}"#)),
        ("what is refused", many("[]")),
        ("one of many", format!("{},7", many("null"))),
        (
            "keys",
            format!("{{{}}}", numbered(&|number| format!(r#""{number}":0"#))),
        ),
    ];
    let mut most = Vec::new();
    for (name, contents) in contents {
        let text = format!(r#"{{"javawire": 1, "contents": [{contents}]}}"#);
        let info = allocation_counter::measure(|| {
            let _ = std::hint::black_box(json::encode(text.as_bytes()));
        });
        let held = info.bytes_max as f64 / text.len() as f64 + 1.0;
        most.push((name, (held * 10.0).round() / 10.0));
    }
    assert!(most.iter().all(|(_, held)| *held <= 10.0), "{most:?}");
    // Deep, in "more".
    let (text, _) = decode(&nested(100_000), Layout::Compact);
    let info = allocation_counter::measure(|| {
        let _ = std::hint::black_box(json::encode(text.as_bytes()));
    });
    assert!(info.bytes_max < 9 * text.len() as u64, "{}", info.bytes_max);
}

/// A collection that says another number of elements than it has stays so.
#[test]
fn what_was_counted_wrong_stays_wrong() {
    let list = |size: u8, elements: &[u8]| {
        let mut stream = b"\xAC\xED\0\x05sr\0\x13java.util.ArrayList\x78\x81\xD2\x1D\x99\xC7\x61\x9D\x03\0\x01I\0\x04sizexp\0\0\0".to_vec();
        stream.extend_from_slice(&[size, b'w', 4, 0, 0, 0, 10]);
        stream.extend_from_slice(elements);
        stream.push(b'x');
        stream
    };
    for (stream, is_marked) in [
        (list(2, b"pp"), false),
        (list(0, b""), false),
        (list(3, b"pp"), true),
        (list(1, b"pp"), true),
        (list(2, b"pw\x01\0p"), true),
    ] {
        let (text, _) = decode(&stream, Layout::Compact);
        assert_eq!(text.contains(r#""mend":false"#), is_marked, "{text}");
        comes_back(&stream, Layout::Lines).unwrap();
        if is_marked && !text.contains(r#""@data": "00"}"#) {
            let mended = text.replace(r#","mend":false"#, "");
            assert_eq!(json::encode(mended.as_bytes()).unwrap(), list(2, b"pp"));
        }
    }
}
