//! Plain JSON: what objects mean, beside what the JVM says of them.

#![cfg(feature = "cli")]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod streams_support;
mod support;

use javawire::Graph;
use javawire::inspect::json::Layout;
use javawire::inspect::plain;
use serde_json::{Value, json};

use streams_support::committed::{self, directory};
use support::java::java_class;
use support::program::Program;

/// The first object of a stream as plain JSON.
fn first(bytes: &[u8]) -> Value {
    let (graph, error) = plain::read(bytes);
    assert!(error.is_none(), "{error:?}");
    first_of(&graph)
}

fn first_of(graph: &Graph) -> Value {
    let text = plain::text(graph, Layout::Compact);
    let first = text.lines().next().unwrap_or_default();
    serde_json::from_str(first).unwrap_or_else(|error| panic!("{error}: {first}"))
}

/// A view of a map, and a list that only says how often: here, objects with fields.
const SHOWN_AS_OBJECTS: [&str; 2] = ["jdk-n-copies", "jdk-tree-map-views"];

/// Whether all is the same; Java prints floats with other digits.
fn same(ours: &Value, theirs: &Value) -> bool {
    #[allow(clippy::cast_possible_truncation)]
    let float = |number: &serde_json::Number| number.as_f64().unwrap() as f32;
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            a == b || float(a) == float(b)
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// The order of a hash table is that of its keys' hash codes, which may differ from run to run.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(sorted).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(map) => map
            .into_iter()
            .map(|(key, item)| (key, sorted(item)))
            .collect(),
        other => other,
    }
}

#[test]
fn values_of_the_jdk_are_what_the_jvm_says() {
    let mut driver = Program::start("Plain", java_class("drivers.Plain"));
    let streams: Vec<_> = committed::readable()
        .into_iter()
        .filter(|stream| stream.sequence().starts_with('O') && stream.has("jvm-reads", "yes"))
        .collect();
    let (mut compared, mut wrong) = (0, Vec::new());
    for stream in streams {
        let path = directory().join(format!("{}.ser", stream.name));
        driver.send(format!("{}\n", path.display()));
        let theirs = driver.next_line();
        if theirs.starts_with("other ") {
            continue;
        }
        compared += 1;
        let theirs: Value = serde_json::from_str(&theirs).unwrap();
        let ours = first(&stream.bytes);
        let any_order = stream.name.contains("hash") || stream.name.contains("-set");
        let is_same = if any_order {
            same(&sorted(ours.clone()), &sorted(theirs.clone()))
        } else {
            same(&ours, &theirs)
        };
        if !is_same && !SHOWN_AS_OBJECTS.contains(&stream.name.as_str()) {
            wrong.push(format!(
                "{}\n  ours   {ours}\n  Java's {theirs}",
                stream.name
            ));
        }
    }
    driver.succeed();
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(compared > 200, "only {compared} streams compared");
}

#[test]
fn every_stream_is_json() {
    for stream in committed::all() {
        let (graph, _) = plain::read(&stream.bytes);
        for layout in [Layout::Compact, Layout::Lines] {
            let text = plain::text(&graph, layout);
            // serde_json reads no deeper.
            if stream.name.contains("deep") || stream.name.contains("dimensions") {
                continue;
            }
            let deserializer = serde_json::Deserializer::from_str(&text);
            let values = deserializer.into_iter::<Value>();
            for value in values {
                value.unwrap_or_else(|error| panic!("{}: {error}\n{text}", stream.name));
            }
        }
    }
}

/// The first object of the stream of this name.
fn stream(name: &str) -> Value {
    let stream = committed::all().iter().find(|stream| stream.name == name);
    let stream = stream.unwrap();
    first_of(&Graph::read_with(stream.parser(), &stream.bytes).unwrap())
}

#[test]
fn other_objects_are_their_fields() {
    let levels = stream("custom-levels");
    assert_eq!(
        levels,
        json!({
            "@class": "javawire.gen.model.Levels$Top",
            "bottom": 1,
            "second": "second",
            "@data": [{"@bytes": "0000000000000002"}],
            "@data of javawire.gen.model.Levels$Third": [
                {"@bytes": "00057468697264"},
                {"@ref": "$"},
            ],
            "top": 5.0,
        })
    );
}

#[test]
fn cycles_name_the_path_to_what_they_lead_to() {
    let mut graph = Graph::new();
    let inner = graph
        .object_array("java.lang.Object", [None::<i32>, None])
        .unwrap();
    let list = graph.array_list([inner]).unwrap();
    let map = graph.hash_map([("list", list)]).unwrap();
    graph.set_element(inner, 0, list).unwrap();
    graph.set_element(inner, 1, map).unwrap();
    graph.push(map).unwrap();
    assert_eq!(
        plain::text(&graph, Layout::Compact),
        "{\"list\":[[{\"@ref\": \"$.list\"},{\"@ref\": \"$\"}]]}\n"
    );
}

/// Each array holds the one before twice: 2^40 ways to the first.
#[test]
fn what_is_shared_does_not_blow_up() {
    let mut graph = Graph::new();
    let mut array = graph
        .object_array("java.lang.Object", ["end", "end"])
        .unwrap();
    for _ in 0..40 {
        array = graph
            .object_array("java.lang.Object", [array, array])
            .unwrap();
    }
    graph.push(array).unwrap();
    let mut length = 0;
    let mut plain = plain::Plain::new(&graph, Layout::Compact);
    let mut again = false;
    while let Some(piece) = plain.piece() {
        length += piece.len();
        again |= std::str::from_utf8(piece)
            .unwrap()
            .contains("{\"@again\": ");
    }
    assert!(again && length < 20 << 20, "{length}");
}

#[test]
fn deep_nesting() {
    let mut graph = Graph::new();
    let mut array = graph.object_array("java.lang.Object", [1]).unwrap();
    for _ in 0..100_000 {
        array = graph.object_array("java.lang.Object", [array]).unwrap();
    }
    graph.push(array).unwrap();
    let text = plain::text(&graph, Layout::Compact);
    assert_eq!(text.trim_end().len(), 2 * 100_001 + 1);
    assert!(plain::text(&graph, Layout::Lines).len() < 40 << 20);
}

#[test]
fn of_a_broken_stream_what_is_whole_is_shown() {
    let stream = b"\xAC\xED\0\x05\x74\0\x04hola\x77\x01\x2A\x74\0\x04ho";
    let (graph, error) = plain::read(stream);
    assert_eq!(
        plain::text(&graph, Layout::Compact),
        "\"hola\"\n{\"@bytes\": \"2a\"}\n"
    );
    assert!(error.unwrap().to_string().contains("ended inside a string"));
}
