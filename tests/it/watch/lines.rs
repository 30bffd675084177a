//! What is shown of a message on one line.

use javawire::inspect::watch::{Watch, WatchSettings};
use javawire::{Graph, NodeId};

use super::seen::Seen;

/// The line of an object that `make` makes.
fn line(columns: usize, make: impl FnOnce(&mut Graph) -> javawire::Result<NodeId>) -> String {
    let mut graph = Graph::new();
    let object = make(&mut graph).unwrap();
    graph.push(object).unwrap();
    let mut watch = Watch::new(WatchSettings::default());
    watch.push(&graph.write());
    assert_eq!(watch.next().unwrap().line(80), "stream header");
    watch.next().unwrap().line(columns)
}

fn of_stream(name: &str) -> String {
    let all = crate::streams_support::committed::all();
    let stream = all.iter().find(|stream| stream.name == name).unwrap();
    let seen = Seen::of(&stream.bytes, 100);
    seen.lines()[1].to_owned()
}

#[test]
fn values_stand_with_their_class() {
    assert_eq!(
        line(80, |graph| graph.new_string("hola, ¿qué tal?")),
        "String \"hola, ¿qué tal?\""
    );
    assert_eq!(line(80, |graph| graph.integer(42)), "Integer 42");
    assert_eq!(
        line(80, |graph| graph.character(u16::from(b'a'))),
        "Character 'a'"
    );
    assert_eq!(line(80, |graph| graph.boolean(true)), "Boolean true");
    assert_eq!(
        line(80, |graph| graph.array_list(["a", "b"])),
        "java.util.ArrayList [\"a\", \"b\"]"
    );
    assert_eq!(
        line(80, |graph| graph.hash_map([("a", 1), ("b", 2)])),
        "java.util.HashMap {\"a\": 1, \"b\": 2}"
    );
    assert_eq!(
        of_stream("enum-class-and-constant"),
        "class javawire.gen.model.Colour"
    );
}

#[test]
fn a_list_of_objects_in_an_object_is_counted() {
    let text = line(80, |graph| {
        let inner = ["x", "y", "z"].map(|text| graph.array_list([text]).unwrap());
        let outer = graph.array_list(inner)?;
        graph.hash_map([("lists", outer)])
    });
    assert_eq!(
        text,
        "java.util.HashMap {\"lists\": [3 × java.util.ArrayList]}"
    );
}

/// A line is cut by columns, not by bytes or characters.
#[test]
fn a_line_is_cut_where_it_is_full() {
    let text = |columns| line(columns, |graph| graph.new_string("漢字漢字漢字"));
    assert_eq!(text(80), "String \"漢字漢字漢字\"");
    assert_eq!(text(21), "String \"漢字漢字漢字\"");
    assert_eq!(text(20), "String \"漢字漢字漢…");
    assert_eq!(text(13), "String \"漢字…");
    assert_eq!(text(12), "String \"漢…");
    assert_eq!(text(1), "…");
    let long = line(40, |graph| graph.new_string("a".repeat(1_000_000)));
    assert_eq!(long.chars().count(), 40);
}

#[test]
fn what_a_terminal_would_obey_is_escaped() {
    let text = line(80, |graph| graph.new_string("a\u{1b}[31m\u{202e}\n\"b\""));
    assert_eq!(text, "String \"a\\u001b[31m\\u202e\\n\\\"b\\\"\"");
}

/// A reference of five bytes to something large does not cost its size again and again.
#[test]
fn references_to_what_is_large_are_short() {
    let mut graph = Graph::new();
    let numbers: Vec<i32> = (0..100_000).collect();
    let map = graph
        .hash_map(numbers.iter().map(|number| (*number, *number)))
        .unwrap();
    for _ in 0..10_000 {
        graph.push(map).unwrap();
    }
    let stream = graph.write();
    let settings = WatchSettings::default().with_max_memory(256 << 20);
    let mut watch = Watch::new(settings);
    let mut lines = 0;
    let mut json = 0;
    for piece in stream.chunks(64 << 10) {
        watch.push(piece);
        while let Some(mut message) = watch.next() {
            lines += usize::from(message.line(80).starts_with("java.util.HashMap"));
            json += message.json().len();
        }
    }
    assert_eq!(lines, 10_000);
    assert!(json < 64 << 20, "{json}");
}
