//! What errors say: the JDK's words, where in the objects of the stream, which
//! accident it was. And what is read here though the JVM's reader does otherwise.

mod verdicts;

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use javawire::conversation::Conversation;
use javawire::parser::ExternalPart;
use javawire::swap::{GreetingClient, PhraseServer};
use javawire::{DataInput as _, Encoder, Error, ErrorKind, Event, Graph, JavaStr, Parsed, Parser};

use crate::streams_support::committed::{Stream, all};
use crate::support::java::{java, java_version};

const OBJECT_ARRAY: &str =
    "75 72 0013 5B4C6A6176612E6C616E672E4F626A6563743B 90CE589F1073296C 02 0000 78 70";
/// A class `a.B` without the count of its fields.
const CLASS: &str = "72 0003 612E42 0000000000000001 02";

/// Each message begins with that of the JVM, where that has one.
#[test]
fn messages_begin_with_those_of_the_jvm() {
    let streams: Vec<String> = [
        // Headers.
        "48454C4C",
        "ACED0006",
        "EFBFBDEF",
        "1F8B0800",
        // Type codes.
        "ACED0005 6F",
        "ACED0005 00",
        "ACED0005 7F",
        "ACED0005 73 74",
        "ACED0005 FF",
        // Handles.
        "ACED0005 71 007E0001",
        "ACED0005 71 00000000",
        "ACED0005 71 FFFFFFFF",
        // Strings.
        "ACED0005 74 0002 C328",
        "ACED0005 74 0001 E4",
        // Ends.
        "",
        "ACED",
        "ACED0005 74",
        "ACED0005 74 0005 6162",
        "ACED0005 7C 00",
        "ACED0005 71 00",
        "ACED0005 77 05 0102",
        "ACED0005 7A 0000",
        "ACED0005 7A 00000005 01",
        "ACED0005 7A FFFFFFFF",
        // Class descriptors.
        "ACED0005 73 72 0003 612E41 0000000000000001 06 0000 78 70",
        "ACED0005 73 72 0003 612E41 0000000000000001 02 0001 58 0001 66 78 70",
        "ACED0005 76 7D 00010000 78 70",
        "ACED0005 76 7D FFFFFFFF 78 70",
        "ACED0005 73 71 007E0000",
        "ACED0005 73 70",
        "ACED0005 73 72 0003 612E41 0000000000000001 02 0000 78 71 007E0000",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(
        // Where an element should be.
        [
            "77 01 00",
            "7A 00000001 00",
            "78",
            "79",
            "6F",
            "AC ED 00 05",
            "71 007E0009",
        ]
        .map(|element| format!("ACED0005 {OBJECT_ARRAY} 00000002 70 {element}")),
    )
    .chain([format!("ACED0005 {OBJECT_ARRAY} FFFFFFFF")])
    .collect();
    let mut silent = 0;
    for (stream, jvm) in streams.iter().zip(messages(&streams)) {
        let error = Graph::read(&bytes(stream)).unwrap_err();
        let (class, message) = jvm.split_once(": ").unwrap();
        match message {
            // What these say is not about the stream.
            _ if class.ends_with("NullPointerException") => silent += 1,
            "null" => silent += 1,
            // Of Java 11 and 17, where later ones say what has the length.
            "-1" => assert!(error.to_string().contains("-1"), "{stream}: {error}"),
            "Class descriptor should be initialized" => {
                assert!(matches!(error.kind(), ErrorKind::HandleType { .. }));
            }
            _ => assert!(
                error.to_string().starts_with(message),
                "{stream}: {error}\nnot as in the JVM: {jvm}"
            ),
        }
    }
    assert!(silent < streams.len() / 2, "the JVM says little: {silent}");
}

#[test]
fn usual_accidents_are_recognised_with_what_to_do() {
    for (stream, words) in [
        (
            &b"\xEF\xBF\xBD\xEF\xBF\xBD\0\x05t\0\x04hola"[..],
            &["converted to text", "Base64"][..],
        ),
        (b"??\0\x05t\0\x04hola", &["converted to text"]),
        (b"\xC2\xAC\xC3\xAD\0\x05t\0\x04hola", &["ISO-8859-1"]),
        (b"rO0ABXQABGhvbGE=", &["Base64", "decode"]),
        (b"aced0005740004", &["hexadecimal", "decode"]),
        (b"\0\x05HELLO", &["writeUTF", "readUTF"]),
        (b"\0\x05\xC2\xA1hol", &["writeUTF"]),
        (b"\x1F\x8B\x08\0\0\0", &["gzip", "decompress"]),
        (b"PK\x03\x04", &["ZIP"]),
        (b"GET / HTTP/1.1\r\n", &["HTTP", "port"]),
        (b"POST /x HTTP/1.1\r\n", &["HTTP"]),
        (b"HTTP/1.1 200 OK\r\n", &["HTTP"]),
        (b"\x16\x03\x01\x02\0\x01", &["TLS"]),
        (b"hola mundo\n", &["as a text does"]),
        ("¡hola!".as_bytes(), &["as a text does"]),
        ("€uro".as_bytes(), &["as a text does"]),
        (b"t\0\x04hola", &["without the stream header"]),
        (b"\xAC\xED\0\x06t", &["version 5"]),
        (b"\0\0\0\x10\xAC\xED", &["a length of four bytes"]),
        (b"\x05\0HELLO", &["low byte first"]),
        // What is lost on the way to text and back.
        (b"\xAC\xED\x05sr\x08shop.Cat", &["zero bytes are missing"]),
        (
            b"\xAC\xED \x05sr \x08shop.Cat",
            &["zero bytes became spaces"],
        ),
        (b"\xFF\xFE\xAC\0\xED\0\0\0\x05\0", &["UTF-16"]),
        (b"\xAC\0\xED\0\0\0\x05\0", &["UTF-16"]),
        // What is no text though its first bytes could be some.
        (b"JRMI\0\x02K", &["RMI"]),
        (b"\xCE\xCE\xCE\xCE\0\0\0\x02", &["JCEKS"]),
        (b"\xCA\xFE\xBA\xBE\0\0", &["class file"]),
        (b"GIF89a", &["a picture"]),
        (b"\x89PNG\r\n", &["a picture"]),
        // Bytes that a text has, but not behind each other.
        (
            b"\xC3\xC3\xC3\xC3",
            &["a Java object stream begins with ACED0005"],
        ),
        (
            b"a\x80b\x80",
            &["a Java object stream begins with ACED0005"],
        ),
    ] {
        let error = Graph::read(stream).unwrap_err();
        assert_eq!(error.offset(), Some(0), "{error}");
        assert_eq!(error.path(), None);
        let text = error.to_string();
        let hex: String = stream[..4]
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        assert!(
            text.starts_with(&format!("invalid stream header: {hex} (")),
            "{text}"
        );
        for word in words {
            assert!(text.contains(word), "{word:?} is not in {text:?}");
        }
    }
}

#[test]
fn accidents_amid_a_stream_are_recognised() {
    for (element, words) in [
        ("ACED0005 74 0000", "two ObjectOutputStreams"),
        ("EFBFBD", "converted to text"),
        ("71 00EFBFBD", "converted to text"),
        ("71 EFBFBD00", "converted to text"),
    ] {
        let stream = format!("ACED0005 {OBJECT_ARRAY} 00000003 70 {element}");
        let error = Graph::read(&bytes(&stream)).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(error.path(), Some("java.lang.Object[][1]"));
    }
}

/// Plain UTF-8 where modified UTF-8 should be: in a short string, and in one that comes in pieces.
#[test]
fn plain_utf_8_is_named() {
    let text = "🦀".as_bytes();
    let short = [b"\xAC\xED\0\x05t\0\x04", text].concat();
    let long = [
        b"\xAC\xED\0\x05\x7C\0\0\0\0\0\x01\0\0",
        &b"a".repeat(65_532)[..],
        text,
    ]
    .concat();
    for stream in [short, long] {
        let error = Graph::read(&stream).unwrap_err();
        assert!(
            error.to_string().contains("plain UTF-8, of four bytes"),
            "{error}"
        );
    }
    // Half a character is another accident.
    let error = Graph::read(b"\xAC\xED\0\x05t\0\x02\xC3(").unwrap_err();
    assert!(!error.to_string().contains("plain UTF-8"), "{error}");
}

/// What `readUTF` meets instead of its strings is named where they end too early.
#[test]
fn accidents_of_strings_with_two_bytes_of_length_are_recognised() {
    for (stream, words) in [
        (&b"hola\n"[..], "a text without the two bytes of its length"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP"),
        (b"GET / HTTP/1.1\r\n", "HTTP"),
        (b"\xAC\xED\0\x05", "an object stream"),
        (b"\xAC\xED\0\x05t\0\x04hola", "an object stream"),
        (b"\x05\0HELLO", "low byte first"),
        (b"\x16\x03\x01\x02\0\x01", "TLS"),
    ] {
        let error = (&mut &stream[..]).read_utf().unwrap_err();
        let text = error.to_string();
        assert!(text.contains(words), "{text}");
        assert!(
            text.starts_with("the peer's data ended inside a string, at byte "),
            "{text}"
        );
        let mut client = GreetingClient::default();
        for end in 1..=stream.len() {
            client.advance(&stream[..end], &mut Vec::new()).unwrap();
        }
        let error = client.abandoned(stream);
        assert!(error.to_string().contains(words), "{error}");
    }
    // A string that was merely cut off.
    let error = (&mut &b"\0\x05HEL"[..]).read_utf().unwrap_err();
    assert!(error.to_string().ends_with("at byte 5"), "{error}");
}

/// A real list of beans in which one byte is wrong.
#[test]
fn path_leads_to_the_field() {
    let stream = committed("object-1000-beans");
    let names: Vec<usize> = strings(stream).collect();
    // The name is the first string of each bean whose class is known already.
    let mut wrong = stream.bytes.clone();
    let at = names[40];
    wrong[at] = 0x6F;
    let error = Graph::read(&wrong).unwrap_err();
    assert_eq!(error.offset(), Some(at as u64));
    let path = error.path().unwrap().to_owned();
    let (list, field) = path.split_once("].").unwrap();
    let index = list.strip_prefix("java.util.ArrayList[").unwrap();
    assert_eq!(index, bean_of(stream, at).to_string(), "{path}");
    assert!(field == "name" || field.starts_with("tags["), "{path}");
    let text = error.to_string();
    assert!(
        text.starts_with("invalid type code: 6F (expected an object)"),
        "{text}"
    );
    assert!(
        text.ends_with(&format!(", at byte {at}, in {path}")),
        "{text}"
    );
}

#[test]
fn path_at_every_kind_of_place() {
    let int = "0001 49 0001 69";
    let object = "0001 4C 0003 6F626A 74 0012 4C6A6176612F6C616E672F4F626A6563743B";
    for (stream, path) in [
        // Top level.
        ("6F".to_owned(), None),
        ("74 0000 6F".to_owned(), None),
        // A field, and one in the object that it holds.
        (format!("73 {CLASS} {object} 78 70 6F"), Some("a.B.obj")),
        (
            format!("73 {CLASS} {object} 78 70 73 71 007E0000 6F"),
            Some("a.B.obj.obj"),
        ),
        // Elements, and elements of elements.
        (
            format!("{OBJECT_ARRAY} 00000002 6F"),
            Some("java.lang.Object[][0]"),
        ),
        (
            format!("{OBJECT_ARRAY} 00000002 70 75 71 007E0000 00000003 70 70 6F"),
            Some("java.lang.Object[][1][2]"),
        ),
        // Primitives are in no field of their own: cut off.
        (format!("73 {CLASS} {int} 78 70 0000"), Some("a.B")),
        (
            "75 72 0002 5B49 0000000000000001 02 0000 78 70 00000002 00".to_owned(),
            Some("int[]"),
        ),
        // A descriptor, its fields, its annotation, its superclass.
        (
            format!("73 {CLASS} 0001 58 0001 66"),
            Some("the descriptor of a.B"),
        ),
        (
            format!("73 {CLASS} 0000 70 6F"),
            Some("the descriptor of a.B[1]"),
        ),
        (
            format!("73 {CLASS} 0000 78 6F"),
            Some("the descriptor of a.B"),
        ),
        (
            format!("{OBJECT_ARRAY} 00000002 70 73 {CLASS} 0001 58 0001 66"),
            Some("java.lang.Object[][1], in the descriptor of a.B"),
        ),
        (
            "76 7D 00000001 0003 612E43 78 6F".to_owned(),
            Some("the descriptor of a proxy class for a.C"),
        ),
        // External contents, an enum, an exception.
        (
            "73 72 0003 612E42 0000000000000001 0C 0000 78 70 77 01 00 70 6F".to_owned(),
            Some("a.B[1]"),
        ),
        (
            "7E 72 0003 612E42 0000000000000000 12 0000 78 70 70".to_owned(),
            Some("a.B"),
        ),
        (format!("7B 73 {CLASS} {object} 78 70 6F"), Some("a.B.obj")),
    ] {
        let error = Graph::read(&bytes(&format!("ACED0005 {stream}"))).unwrap_err();
        assert_eq!(error.path(), path, "{stream}: {error}");
    }
}

#[test]
fn path_and_message_stay_short_and_on_one_line() {
    let stream = committed("deep-fields-10000");
    let cut = &stream.bytes[..stream.bytes.len() - 1];
    let error = Graph::read(cut).unwrap_err();
    let path = error.path().unwrap();
    assert!(path.contains(" … ") && path.len() < 2_000, "{path}");

    // Names of 65,535 bytes, with a line break, colours and a lone surrogate in them.
    let name = [b"a.\n\x1B[31m\xED\xA0\x80".to_vec(), vec![b'x'; 65_524]].concat();
    assert_eq!(name.len(), 65_535);
    let mut stream = bytes("ACED0005 73 72 FFFF");
    stream.extend(&name);
    stream.extend(bytes("0000000000000001 02 0001 4C FFFF"));
    stream.extend(&name);
    stream.extend(bytes("74 0001 4C 78 70 6F"));
    let text = Graph::read(&stream).unwrap_err().to_string();
    assert!(text.len() < 1_000, "{} bytes", text.len());
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(text.contains("a.\\n\\u{1b}[31m"), "{text}");
}

/// A JVM that has the classes reads them; we do once we are told what they write.
#[test]
fn externals_of_protocol_1_are_read_with_their_layout() {
    use ExternalPart::{Bytes, Object, Utf};

    let opaque: Vec<_> = all()
        .iter()
        .filter(|stream| stream.has("opaque", "yes"))
        .collect();
    assert_eq!(opaque.len(), 6);
    for stream in opaque {
        let fixed = [Bytes(4), Utf, Object, Bytes(1)];
        let parser = || {
            Parser::new()
                .with_external("javawire.gen.model.Externs$Nothing", [])
                .with_external("javawire.gen.model.Externs$Fixed", fixed)
                .with_external(
                    "javawire.gen.model.Externs$OverFixed",
                    fixed.into_iter().chain([Bytes(8)]),
                )
        };
        let graph = Graph::read_with(parser(), &stream.bytes)
            .unwrap_or_else(|error| panic!("{}: {error}", stream.name));
        assert_eq!(graph.write(), stream.bytes, "{}", stream.name);
        for size in [1, 3, stream.bytes.len()] {
            let (mut parser, mut encoder) = (parser(), Encoder::without_header());
            let (mut start, mut end) = (0, 0);
            let (mut opened, mut closed) = (0, 0);
            loop {
                let eof = end == stream.bytes.len();
                match parser.parse(&stream.bytes[start..end], eof).unwrap() {
                    Parsed::Event { event, consumed } => {
                        opened += u32::from(begins(&event));
                        closed += u32::from(matches!(event, Event::End | Event::EndBlockData));
                        encoder.event(&event).unwrap();
                        start += consumed;
                    }
                    Parsed::NeedMore { .. } => end = stream.bytes.len().min(end + size),
                    Parsed::End => break,
                }
            }
            assert_eq!(encoder.take(), stream.bytes, "{} by {size}", stream.name);
            assert_eq!(opened, closed, "{} by {size}", stream.name);
        }
        // Another class's layout is no help.
        let other = Parser::new().with_external("a.B", [Object]);
        let error = Graph::read_with(other, &stream.bytes).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::UndelimitedExternal { .. }),
            "{error}"
        );
        assert!(
            error
                .to_string()
                .contains("whose end only that class knows"),
            "{error}"
        );
    }
}

/// The rows of `src/parser/differences.md` where we read what the JVM does not.
#[test]
fn what_the_writer_meant_is_read() {
    // An enum constant's name as a reference to a string.
    let stream = "74 0003 524544 7E 72 0003 612E42 0000000000000000 12 0000 78 70 71 007E0000";
    reads(stream, 1, |jvm| jvm.contains("invalid type code: 71"));

    // More fields than a signed short counts.
    let mut fields = format!("76 {CLASS} FFFF");
    for field in 0..65_535_u32 {
        fields += &format!("42 0005 {}", hex(format!("f{field:04x}").as_bytes()));
    }
    // The JVM takes the count for -1, and so for none.
    reads(&format!("{fields} 78 70"), 1, |jvm| !jvm.contains("EOF"));

    // After an exception both ends start again: the next string is the first of its handles.
    let exception = format!("7B 73 {CLASS} 0000 78 70");
    let stream = format!("74 0001 61 {exception} 74 0001 62 71 007E0000");
    let graph = Graph::read(&bytes(&format!("ACED0005 {stream}"))).unwrap();
    assert_eq!(graph.write(), bytes(&format!("ACED0005 {stream}")));
    let parsed = events(&stream);
    assert!(matches!(parsed.last(), Some((text, _)) if text.contains("Reference(007E0000)")));
    // And before it: no handle from before reaches into it.
    let error = Graph::read(&bytes("ACED0005 74 0001 61 7B 71 007E0000")).unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Handle {
                handle: 0x007E_0000
            }
        ),
        "{error}"
    );

    // Several empty strings stay several.
    assert_eq!(
        Graph::read(&bytes("ACED0005 74 0000 74 0000"))
            .unwrap()
            .contents()
            .count(),
        3
    );

    // In its own class annotation a class is not complete yet, but an array of it can be.
    let array = "72 0005 5B4C613B 00 0000000000000001 02 0000";
    let array = array.replace("5B4C613B 00", "5B4C 61 3B 3B");
    reads_ours(&format!(
        "75 {array} 75 71 007E0000 00000000 78 70 00000000"
    ));
    let own = format!("73 {CLASS} 0000 73 71 007E0000");
    let error = Graph::read(&bytes(&format!("ACED0005 {own}"))).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::HandleType { .. }),
        "{error}"
    );
}

#[test]
fn what_makes_no_sense_is_refused_though_the_jvm_reads_it() {
    let stream = "ACED0005 7C FFFFFFFFFFFFFFFF";
    let error = Graph::read(&bytes(stream)).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NegativeLength { length: -1, .. }),
        "{error}"
    );
    assert_eq!(
        messages(&[stream.to_owned()]),
        ["java.io.EOFException: null"]
    );
}

/// The phrase server names what it is sent instead, whether its filter refuses the class or not.
#[test]
fn phrase_server_names_what_is_no_phrase() {
    let string_array = "5B4C6A6176612E6C616E672E537472696E673B";
    for (stream, found) in [
        (format!("73 {CLASS} 0000 78 70"), "an object of class a.B"),
        (
            format!("73 {CLASS} 0001 4C 0001 66 74 0001 4C 78 70 70"),
            "an object of class a.B",
        ),
        (
            format!("76 {CLASS} 0000 78 70"),
            "a class object of class a.B",
        ),
        (
            format!("{CLASS} 0001 49 0001 66 78 70"),
            "the descriptor of class a.B",
        ),
        (
            "7E 72 0003 612E42 0000000000000000 12 0000 78 70 74 0000".to_owned(),
            "an enum constant of class a.B",
        ),
        (
            format!("75 72 0013 {string_array} 0000000000000001 02 0000 78 70 00000000"),
            "an array of class [Ljava.lang.String;",
        ),
        (
            "73 7D 00000002 0003 612E43 0003 612E44 78 70".to_owned(),
            "an object of a proxy class for a.C",
        ),
        ("71 007E0000".to_owned(), "invalid handle value: 007E0000"),
        ("79 77 01 00".to_owned(), "block data"),
        ("7B 73".to_owned(), "an exception that the writer met"),
        ("70".to_owned(), "null"),
    ] {
        let mut server = PhraseServer::new(1 << 20, |_: Option<JavaStr<'_>>| None);
        let input = bytes(&format!("ACED0005 {stream}"));
        let error = server.advance(&input, &mut Vec::new()).unwrap_err();
        assert!(
            error.to_string().contains(found),
            "{stream}: {error}, not {found}"
        );
        if !stream.starts_with("71") {
            let text = format!("expected a java.lang.String, found {found}, at byte ");
            assert!(error.to_string().starts_with(&text), "{stream}: {error}");
        }
    }
}

/// Whether an event begins something whose end is an event.
fn begins(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Object { .. }
            | Event::Array { .. }
            | Event::Enum { .. }
            | Event::ClassDesc { .. }
            | Event::ProxyClassDesc { .. }
            | Event::Exception
            | Event::Annotation
            | Event::NoFields { .. }
    )
}

/// Reads a stream that the JVM's reader does not.
fn reads(stream: &str, at_least: usize, jvm: impl Fn(&str) -> bool) {
    let stream = format!("ACED0005 {stream}");
    assert!(Graph::read(&bytes(&stream)).unwrap().contents().count() > at_least);
    let message = &messages(std::slice::from_ref(&stream))[0];
    assert!(jvm(message), "the JVM: {message}");
}

fn reads_ours(stream: &str) {
    let bytes = bytes(&format!("ACED0005 {stream}"));
    let graph = Graph::read(&bytes).unwrap_or_else(|error| panic!("{stream}: {error}"));
    assert_eq!(graph.write(), bytes);
}

/// The events of a stream as text, and where each ends.
fn events(stream: &str) -> Vec<(String, usize)> {
    let bytes = bytes(&format!("ACED0005 {stream}"));
    walk(&bytes).unwrap()
}

fn walk(bytes: &[u8]) -> Result<Vec<(String, usize)>, Error> {
    let mut parser = Parser::new();
    let (mut events, mut at) = (Vec::new(), 0);
    while let Parsed::Event { event, consumed } = parser.parse(&bytes[at..], true)? {
        at += consumed;
        events.push((format!("{event:?}"), at));
    }
    Ok(events)
}

fn committed(name: &str) -> &'static Stream {
    all().iter().find(|stream| stream.name == name).unwrap()
}

/// Where the strings of a stream begin that no class descriptor has.
fn strings(stream: &Stream) -> impl Iterator<Item = usize> {
    let events = walk(&stream.bytes).unwrap();
    let starts: Vec<usize> = [0]
        .into_iter()
        .chain(events.iter().map(|(_, end)| *end))
        .collect();
    let strings = events.into_iter().enumerate().skip(40);
    strings
        .filter(|(_, (event, _))| event.starts_with("String"))
        .map(move |(index, _)| starts[index])
}

/// The number of the bean in the list that the byte at `at` belongs to.
fn bean_of(stream: &Stream, at: usize) -> usize {
    let events = walk(&stream.bytes).unwrap();
    let objects = events
        .iter()
        .filter(|(event, end)| event.starts_with("Object") && *end <= at);
    // The first object is the list itself.
    objects.count() - 2
}

/// What reading each of these streams ends with in the JVM.
fn messages(streams: &[String]) -> Vec<String> {
    let version = java_version();
    assert!(
        version >= 11,
        "Java 11 or later runs a class from its source: this is {version}"
    );
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/java/limits/StreamOracle.java");
    // Tests of one process ask at the same time.
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let asked = ASKED.fetch_add(1, Ordering::Relaxed);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("messages-{}-{asked}", std::process::id()));
    let lines: Vec<_> = streams
        .iter()
        .map(|stream| stream.replace(' ', ""))
        .collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let output = java()
        .args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"])
        .arg(source)
        .arg("messages")
        .arg(&file)
        .output();
    std::fs::remove_file(&file).unwrap();
    let output = output.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let messages: Vec<_> = text.lines().map(str::to_owned).collect();
    assert_eq!(messages.len(), streams.len());
    messages
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| *byte != b' ').collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
