//! Fields that are not where the descriptor says: what proves it, and what does not.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use javawire::graph::{Content, Graph, Node, NodeId};
use javawire::inspect::dump::{Dump, Kind, Options};
use javawire::inspect::json::Layout;
use javawire::inspect::plain::Live;
use javawire::{Event, ObjectInputStream, ObjectOutputStream, Parsed, Parser};

use crate::library::fields::{Single, unhex};
use crate::streams_support::committed;
use crate::support::java::java_class;

/// A class with a `writeObject` and these fields, and the object's data behind its class: each field is a
/// letter for its type, or the descriptor of an object's.
fn object(name: &str, fields: &[&str], data: &[u8]) -> Vec<u8> {
    let mut bytes = b"sr".to_vec();
    let utf = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
        bytes.extend(text.as_bytes());
    };
    utf(&mut bytes, name);
    bytes.extend(1_i64.to_be_bytes());
    bytes.push(3);
    bytes.extend(u16::try_from(fields.len()).unwrap().to_be_bytes());
    for (index, field) in fields.iter().enumerate() {
        bytes.push(field.as_bytes()[0]);
        utf(&mut bytes, &format!("f{index}"));
        if field.len() > 1 {
            bytes.push(b't');
            utf(&mut bytes, field);
        }
    }
    bytes.extend(b"xp");
    bytes.extend(data);
    bytes
}

/// Whether each object at top level has its fields where the descriptor says: of whole streams, and
/// byte by byte.
fn written(contents: &[&[u8]]) -> Result<Vec<bool>, javawire::Error> {
    written_to(Parser::new, contents)
}

fn written_to(
    parser: impl Fn() -> Parser,
    contents: &[&[u8]],
) -> Result<Vec<bool>, javawire::Error> {
    let stream = [&[&b"\xAC\xED\0\x05"[..]], contents].concat().concat();
    let mut input = ObjectInputStream::with_parser(Single(&stream), parser()).unwrap();
    let graph = Graph::read_with(parser(), &stream)?;
    assert_eq!(graph.write(), stream);
    let is_written = |graph: &Graph, node: Option<NodeId>| match graph.node(node?)? {
        Node::Object(object) => Some(object.levels().next()?.fields().count() > 0),
        _ => None,
    };
    let mut found = Vec::new();
    for content in graph.contents() {
        if let Content::Object(node) = content {
            found.extend(is_written(&graph, node));
            let node = input.read_object().unwrap();
            assert_eq!(is_written(input.graph(), node).as_ref(), found.last());
        }
    }
    Ok(found)
}

#[track_caller]
fn is_written(fields: &[&str], data: &[u8], expected: bool) {
    let found = written(&[&object("a.B", fields, data)]);
    assert_eq!(found.unwrap(), [expected], "{fields:?} {data:02X?}");
}

const STRING: &str = "Ljava/lang/String;";

#[test]
fn where_both_readings_are_possible_the_descriptors_is_right() {
    is_written(&["B"], b"xx", true);
    is_written(&["C"], b"\x78\x01x", true);
    is_written(&["I"], b"w\x02xxx", true);
    is_written(&["I", STRING], b"w\x02xxpx", true);
    // A boolean made by hand, where no annotation can begin.
    is_written(&["Z"], b"\x02x", true);
    is_written(&["Z", "Z"], b"s\x02x", true);
    // An object of another class may stand for one that its class replaced.
    is_written(&["Ljava/time/LocalDate;"], b"t\0\x01ax", true);
    is_written(
        &["Ljava/lang/Object;"],
        &[&object("c.D", &[], b"")[1..], b"x"].concat(),
        true,
    );
}

#[test]
fn where_the_descriptors_reading_is_impossible_the_other_is_right() {
    // Block data or the end of the annotation where an object must stand.
    is_written(&[STRING], b"x", false);
    is_written(&[STRING, STRING], b"t\0\x01aw\x01ax", false);
    is_written(&["B", STRING], b"w\x01ax", false);
    // What follows the primitive values begins nothing that may follow.
    is_written(&["I"], b"w\x03\0\x01ax", false);
    is_written(&["B"], b"q\0\x7E\0\0x", false);
    is_written(&["S", STRING], b"t\0\x01ax", false);
    // A boolean that is none.
    is_written(&["Z", "Z"], b"w\x02\x01\x01x", false);
    is_written(&["Z"], b"t\0\x01ax", false);
    // What a field of that type cannot hold.
    is_written(
        &[STRING],
        &[&object("c.D", &[], b"x")[..], b"x"].concat(),
        false,
    );
    is_written(
        &[STRING],
        &[&object("c.D", &[], b"")[1..], b"x"].concat(),
        false,
    );
    is_written(
        &["Ljava/util/List;"],
        &[&object("c.D", &[], b"")[1..], b"x"].concat(),
        false,
    );
    is_written(&["Ljava/lang/Integer;"], b"t\0\x01ax", false);
    is_written(&["[I"], b"t\0\x01ax", false);
    is_written(&["[I", STRING], b"pq\0\x7E\0\0x", false);
}

#[test]
fn what_a_stream_has_shown_of_a_class_holds_for_its_later_objects() {
    let first = |data: &[u8]| object("a.B", &["I"], data);
    let reset = |data: &[u8]| [b"y", &first(data)[..]].concat();
    let again = |data: &[u8]| [b"sq\0\x7E\0\0", data].concat();
    let shown = |contents: &[&[u8]]| written(contents).unwrap();
    // No int, which the stream shows, and later no int that could be one.
    let (none, doubtful) = (b"w\x03\0\x01ax", b"w\x03xxxx");
    assert_eq!(shown(&[&first(none), &again(doubtful)]), [false, false]);
    assert_eq!(shown(&[&first(none), &reset(doubtful)]), [false, false]);
    // An int, and later one that is followed by what cannot be.
    let int = b"\0\0\0\x01x";
    assert_eq!(shown(&[&first(int), &again(b"xxxxx")]), [true, true]);
    for later in [again(none), reset(none)] {
        let error = written(&[&first(int), &later]).unwrap_err();
        assert!(
            error.to_string().contains("invalid type code: 61"),
            "{error}"
        );
    }
    // Another version of the class is another class.
    let other = [b"y", &object("a.B", &["I", "B"], b"w\x04\x02\x03\0x")[..]].concat();
    assert_eq!(shown(&[&first(none), &other]), [false, true]);
}

#[test]
fn of_known_classes_the_bytes_prove_nothing() {
    let read = |name: &str, data: &[u8]| written(&[&object(name, &["Z", STRING], data)]);
    let data = b"w\x01ax";
    for outside in [
        "a.B",
        "javax.faces.application.FacesMessage",
        "javax.xml.bind.C",
        "javaX",
    ] {
        assert_eq!(read(outside, data).unwrap(), [false], "{outside}");
    }
    for of_the_jdk in [
        "java.util.Vector",
        "javax.swing.JTable",
        "javax.swing.text.html.HTML$Tag",
    ] {
        assert!(read(of_the_jdk, data).is_err(), "{of_the_jdk}");
    }
    for without in ["com.sun.jndi.dns.DnsName", "sun.security.x509.X509Key"] {
        assert_eq!(read(without, b"x").unwrap(), [false], "{without}");
    }
    let told = || Parser::new().with_fields_not_written("a.B");
    let object = object("a.B", &["I"], b"w\x03xxxx");
    assert_eq!(written_to(told, &[&object]).unwrap(), [false]);
}

/// The end of the input proves nothing: what is cut off is no object without fields.
#[test]
fn an_object_that_is_cut_off_is_not_whole() {
    let whole = object("a.B", &["J"], b"xxxxxxxxx");
    for length in 0..whole.len() {
        let stream = [b"\xAC\xED\0\x05", &whole[..length]].concat();
        let error = ObjectInputStream::new(&stream[..]).unwrap().read_object();
        let kind = error.unwrap_err().to_string();
        assert!(kind.contains("ended"), "{length}: {kind}");
    }
}

/// What the parser was told the graph knows too, also behind a reset: what is made of it is what
/// such a class writes.
#[test]
fn a_stream_tells_its_graph_what_its_parser_was_told() {
    let first = object("a.B", &["I"], b"\x78");
    let stream = [b"\xAC\xED\0\x05", &first[..], b"\x79", &first].concat();
    let parser = Parser::new().with_fields_not_written("a.B");
    let mut input = ObjectInputStream::with_parser(&stream[..], parser).unwrap();
    for _ in 0..2 {
        let node = input.read_object().unwrap().unwrap();
        let mut graph = input.graph().clone();
        let class = match graph.node(node) {
            Some(Node::Object(object)) => object.class().id(),
            other => panic!("{other:?}"),
        };
        let made = graph.object(class).unwrap().id();
        let mut out = ObjectOutputStream::new(Vec::new()).unwrap();
        out.write_object(&graph, Some(made)).unwrap();
        let written = out.into_inner().unwrap();
        assert_eq!(written, [b"\xAC\xED\0\x05", &first[..]].concat());
    }
}

/// What a `writeObject` puts into a field that cannot hold it is taken for content of the
/// annotation: the JVM gives it to who asks by `GetField`. Nothing of it is lost.
#[test]
fn a_value_that_its_field_cannot_hold_is_content() {
    let mut command = java_class("drivers.ForeignFields");
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), 6);
    for line in lines.lines() {
        let (what, stream) = line.split_once(' ').unwrap();
        let stream = unhex(stream);
        let graph = Graph::read(&stream).unwrap();
        assert_eq!(graph.write(), stream, "{what}");
        let Some(Node::Object(object)) = graph.node(graph.root().unwrap()) else {
            panic!("no object: {what}");
        };
        let level = object.levels().last().unwrap();
        let contents = level.annotation().count();
        // A text may stand for a list that was replaced.
        let expected = if what == "object" { (1, 0) } else { (0, 1) };
        assert_eq!((level.fields().count(), contents), expected, "{what}");
    }
}

/// Those who find such classes are asked where one comes that may be such, and once.
#[test]
fn classes_are_looked_for_only_where_one_may_need_it() {
    let mut asked = 0;
    for stream in committed::readable() {
        let mut parser = stream.parser();
        let (mut rest, mut expected) = (&stream.bytes[..], 0);
        while let Parsed::Event { event, consumed } = parser.parse(rest, true).unwrap() {
            if let Event::ClassDesc {
                name,
                flags,
                fields,
                ..
            } = event
                && flags.has_write_method()
                && fields > 0
                && !name.to_string().starts_with("java.")
            {
                expected = 1;
            }
            rest = &rest[consumed..];
        }
        let count = Arc::new(AtomicUsize::new(0));
        let find = || {
            let count = Arc::clone(&count);
            move || {
                count.fetch_add(1, Ordering::Relaxed);
                Vec::new()
            }
        };
        let dump = Dump::with_parser(Options::default().with_kind(Kind::Objects), stream.parser());
        let mut dump = dump.with_fields_not_written_as_found(find());
        dump.push(&stream.bytes, &mut |_| ()).unwrap();
        assert_eq!(
            count.swap(0, Ordering::Relaxed),
            expected,
            "{}",
            stream.name
        );
        let live = Live::with_parser(Layout::Compact, stream.parser());
        let mut live = live.with_fields_not_written_as_found(find());
        let mut sink = |_: &[u8]| ControlFlow::Continue(());
        live.push(&stream.bytes, &mut sink).unwrap();
        assert_eq!(count.load(Ordering::Relaxed), expected, "{}", stream.name);
        asked += expected;
    }
    assert!(asked > 20, "only {asked} streams");
}
