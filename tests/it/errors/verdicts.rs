//! Descriptors that a JVM refuses though their bytes can be told apart, and what it reads by their
//! flags. The parser gives its verdict; what shows and rewrites streams goes on to their end.

use std::ops::ControlFlow;

use javawire::inspect::json::{self, Layout};
use javawire::inspect::{dump, plain};
use javawire::{ErrorKind, Graph, Parsed, Parser};

use super::{CLASS, bytes, messages};

/// A class `A` with SC_SERIALIZABLE, without its superclass.
const A: &str = "72 0001 41 0000000000000001 02 0000 78";

/// Each stream is whole, and what the JVM says of it. None names a class that it has.
fn refused() -> Vec<(String, &'static str)> {
    let field = |string: &str| format!("73 {CLASS} 0001 4C 0001 66 {string} 78 70 70");
    let proxy = "7D 00000001 0003 612E43 78";
    [
        // An enum descriptor, as that of a constant, of its class, and alone; above another.
        (
            "7E 72 0001 45 0000000000000005 12 0000 78 70 74 0001 61",
            "enum descriptor has non-zero serialVersionUID: 5",
        ),
        (
            "76 72 0001 45 FFFFFFFFFFFFFFFF 10 0000 78 70",
            "enum descriptor has non-zero serialVersionUID: -1",
        ),
        (
            "72 0001 45 0000000000000000 12 0001 42 0001 66 78 70",
            "enum descriptor has non-zero field count: 1",
        ),
        (
            "7E 72 0001 45 0000000000000000 12 0000 78 \
             72 0001 46 0000000000000001 12 0000 78 70 74 0001 61",
            "enum descriptor has non-zero serialVersionUID: 1",
        ),
    ]
    .map(|(stream, words)| (stream.to_owned(), words))
    .into_iter()
    // A class twice in a chain, not only next to itself, and a superclass of such a class.
    .chain(
        [
            format!("73 {A} {A} 70"),
            format!("73 {A} 72 0001 42 0000000000000001 00 0000 78 {A} 70"),
            format!("73 72 0001 42 0000000000000001 02 0000 78 {A} {A} 70"),
            format!("{A} {A} 70 73 71 007E0000"),
            format!("73 {proxy} {proxy} 70"),
            format!("73 {proxy} {A} 7D 00000001 0003 612E44 78 70"),
        ]
        .map(|stream| (stream, "Circular reference.")),
    )
    // The type of a field.
    .chain(
        [
            "74 0001 56",
            "74 0001 51",
            "74 0000",
            "7C 0000000000000001 61",
        ]
        .map(|string| (field(string), "invalid descriptor for field f")),
    )
    .chain([(
        format!("74 0002 6142 {}", field("71 007E0000")),
        "invalid descriptor for field f",
    )])
    // What is no object.
    .chain([(
        "73 72 0010 6A6176612E6C616E672E537472696E67 A0F0A4387A3BB342 02 0000 78 70".to_owned(),
        "invalid class descriptor",
    )])
    .map(|(stream, words)| (format!("ACED0005 {stream}"), words))
    .collect()
}

#[test]
fn the_parser_gives_the_verdict_of_the_jvm() {
    let streams = refused();
    let all: Vec<_> = streams.iter().map(|(stream, _)| stream.clone()).collect();
    for ((stream, words), jvm) in streams.iter().zip(messages(&all)) {
        let error = Graph::read(&bytes(stream)).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::ClassDesc { .. }),
            "{stream}: {error}"
        );
        let (_, message) = jvm.split_once(": ").unwrap();
        assert!(message.contains(words), "{stream}: {jvm}");
        assert!(
            error.to_string().starts_with(message),
            "{stream}: {error}\n{jvm}"
        );
    }
}

/// Classes of which the JVM makes no object once it has them. It would not have an `E` here.
#[test]
fn no_object_is_of_an_enum_or_an_array_class() {
    for (stream, words) in [
        (
            "73 72 0001 45 0000000000000000 12 0000 78 70",
            "E; enum type",
        ),
        (
            "73 72 0002 5B49 4DBA602676EAB2A5 02 0000 78 70",
            "[I; no valid constructor",
        ),
    ] {
        let error = Graph::read(&bytes(&format!("ACED0005 {stream}"))).unwrap_err();
        assert!(error.to_string().starts_with(words), "{error}");
    }
    let array = "72 0002 5B49 4DBA602676EAB2A5";
    let streams = [
        format!("ACED0005 73 {array} 02 0000 78 70"),
        format!("ACED0005 75 {array} 04 0000 78 70 00000000"),
    ];
    for (stream, jvm) in streams.iter().zip(messages(&streams)) {
        let error = Graph::read(&bytes(stream)).unwrap_err();
        let message = jvm.split_once(": ").unwrap().1;
        assert!(error.to_string().starts_with(message), "{error}: {jvm}");
    }
}

/// At the place that is wrong, with where that is.
#[test]
fn a_verdict_has_its_place() {
    let at = |stream: &str| {
        let error = Graph::read(&bytes(&format!("ACED0005 {stream}"))).unwrap_err();
        (error.offset().unwrap(), error.path().map(str::to_owned))
    };
    let outer = "73 72 0003 612E42 0000000000000001 02 0001 4C 0001 66 74 0001 4C 78 70";
    let class = |path: &str| Some(path.to_owned());
    let number = "7E 72 0001 45 0000000000000005 12 0000";
    assert_eq!(at(&format!("{number} 78 70")), (9, None));
    assert_eq!(at(&format!("{outer} {number}")), (37, class("a.B.f")));
    let fields = "7E 72 0001 45 0000000000000000 12 0001";
    assert_eq!(at(fields), (18, None));
    let circle = format!("{A} {A} 70");
    assert_eq!(at(&format!("76 {circle} 73 71 007E0000")), (38, None));
    assert_eq!(at(&format!("{outer} 73 {circle}")), (66, class("a.B.f")));
    let string = format!("73 {CLASS} 0001 4C 0001 66 74 0001 51");
    assert_eq!(at(&string), (26, class("the descriptor of a.B")));
}

/// To their end, with the same verdict, and back to the same bytes.
#[test]
fn what_is_refused_is_shown_and_rewritten() {
    for (stream, _) in refused() {
        let mut stream = bytes(&stream);
        let verdict = Graph::read(&stream).unwrap_err().to_string();
        // All of it: what follows, too.
        stream.extend(b"t\0\x04hola");

        let (text, error) = json::decode(&stream, Layout::Compact);
        assert_eq!(error.unwrap().to_string(), verdict);
        assert!(text.ends_with("\"hola\"]}\n"), "{text}");
        assert_eq!(json::encode(text.as_bytes()).unwrap(), stream, "{text}");

        let parser = Parser::new().with_refusals_noted();
        let graph = Graph::read_with(parser, &stream).unwrap();
        assert_eq!(graph.write(), stream);

        let (mut live, mut json) = (plain::Live::new(Layout::Compact), Vec::new());
        let mut sink = |piece: &[u8]| {
            json.extend_from_slice(piece);
            ControlFlow::Continue(())
        };
        live.push(&stream, &mut sink).unwrap();
        assert_eq!(live.finish(&mut sink).unwrap_err().to_string(), verdict);
        assert!(json.ends_with(b"\n\"hola\"\n"));

        let (mut items, mut errors) = (0, Vec::new());
        let mut count = |item: &dump::Item<'_>| {
            items += item.bytes.len();
            errors.extend(item.text().strip_prefix("error: ").map(str::to_owned));
        };
        let mut dump = dump::Dump::new(dump::Options::default());
        dump.push(&stream, &mut count).unwrap();
        assert_eq!(dump.finish(&mut count).unwrap_err().to_string(), verdict);
        // The place is marked, and the reason given once.
        let marks = vec!["a JVM refuses this".to_owned()];
        assert_eq!((items, errors), (stream.len(), marks));
    }
}

/// Whatever the flags of a class are: whether objects of it have an annotation, and fields, as the
/// class of an object and above another. The JVM has none of the classes, and skips the object.
#[test]
fn all_flags_mean_what_they_mean_to_the_jvm() {
    // An object inside the annotation of a known class, an array of which follows.
    let skipped = |object: &str| {
        format!("ACED0005 75 72 0002 5B49 4DBA602676EAB2A5 02 0000 {object} 78 70 00000000 6F")
    };
    let mut streams = Vec::new();
    for flags in 0..=255 {
        let class = format!("72 0001 46 0000000000000000 {flags:02X}");
        for (fields, values) in [("0000", ""), ("0001 42 0001 66", "05")] {
            for end in ["", "78"] {
                streams.push(skipped(&format!(
                    "73 {class} {fields} 78 70 {values} {end}"
                )));
                streams.push(skipped(&format!(
                    "73 {A} {class} {fields} 78 70 {values} {end}"
                )));
            }
        }
    }
    let mut read = 0;
    for (stream, jvm) in streams.iter().zip(messages(&streams)) {
        let stream = bytes(stream);
        let mut parser = Parser::new().with_refusals_noted();
        let mut rest = &stream[..];
        let error = loop {
            match parser.parse(rest, false) {
                Ok(Parsed::Event { consumed, .. }) => rest = &rest[consumed..],
                Ok(_) => panic!("{stream:02X?}: more is needed"),
                Err(error) => break error,
            }
        };
        let message = jvm.split_once(": ").unwrap().1;
        let refusal = parser.refusal().map(ToString::to_string);
        match error.kind() {
            // Only the class knows how it goes on.
            ErrorKind::UndelimitedExternal { .. } => continue,
            // A record, if it has fields: that the JVM knows from its own class.
            _ if stream[34] & 0x04 != 0 && stream[36] > 0 => continue,
            // The JVM goes on too where it does not have the class.
            _ if refusal
                .as_ref()
                .is_none_or(|words| words.contains("enum type")) =>
            {
                assert!(
                    error.to_string().starts_with(message),
                    "{stream:02X?}: {error}\n{jvm}"
                );
            }
            _ => assert!(
                refusal.unwrap().starts_with(message),
                "{stream:02X?}: {jvm}"
            ),
        }
        read += usize::from(message == "invalid type code: 6F");
    }
    assert!(read > 500, "{read} streams were read");
}
