//! Streams that break: all that was whole is shown, also of the last object.

use javawire::Graph;
use javawire::graph::ClassBuilder;
use javawire::inspect::json::Layout;
use javawire::inspect::plain;
use serde_json::{Value, json};

use crate::streams_support::committed;

/// The values of the beginning of a stream.
fn beginning(stream: &[u8], length: usize) -> Vec<Value> {
    let (text, error) = plain::decode(&stream[..length], Layout::Compact);
    assert!(error.is_some());
    let lines = text.lines().map(serde_json::from_str);
    lines.map(Result::unwrap).collect()
}

/// The same without what says where it broke, and how often that was said.
fn without_rest(value: &Value, rests: &mut usize) -> Value {
    match value {
        Value::Array(items) => {
            let mut kept = Vec::new();
            for item in items {
                if item.get("@rest").is_some() && item.as_object().unwrap().len() == 1 {
                    *rests += 1;
                } else {
                    kept.push(without_rest(item, rests));
                }
            }
            Value::Array(kept)
        }
        Value::Object(entries) => {
            let mut kept = serde_json::Map::new();
            for (key, item) in entries {
                if key == "@rest" {
                    *rests += 1;
                } else {
                    kept.insert(key.clone(), without_rest(item, rests));
                }
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn one(value: &Value) -> Value {
    let mut rests = 0;
    let value = without_rest(value, &mut rests);
    assert_eq!(rests, 1, "{value}");
    value
}

/// Where the last of these bytes begins.
fn place(stream: &[u8], bytes: &[u8]) -> usize {
    let mut windows = stream.windows(bytes.len());
    windows.rposition(|window| window == bytes).unwrap()
}

#[test]
fn at_top_level() {
    let stream = b"\xAC\xED\0\x05\x74\0\x04hola\x77\x01\x2A\x74\0\x04ho";
    let (text, error) = plain::decode(stream, Layout::Compact);
    assert_eq!(text, "\"hola\"\n{\"@bytes\": \"2a\"}\n");
    let error = error.unwrap().to_string();
    assert!(error.contains("ended inside a string"), "{error}");
}

#[test]
fn lists_maps_arrays_and_objects() {
    let mut graph = Graph::new();
    let bean = ClassBuilder::serializable("a.Bean", 1)
        .field("id", "int")
        .field("name", "java.lang.String")
        .field("tags", "java.lang.Object");
    let bean = graph.define(bean).unwrap();
    let tags = graph.array_list(["first", "second", "third"]).unwrap();
    let numbers = graph.array(&[1_i32, 2, 3, 4]).unwrap();
    let bytes = graph.array(&[1_i8, 2, 3, 4]).unwrap();
    let object = graph.object(bean).unwrap().set("id", 7).unwrap();
    let object = object.set("name", "the name").unwrap();
    let object = object.set("tags", tags).unwrap().id();
    let map = graph.linked_hash_map([("one", object)]).unwrap();
    graph.push(map).unwrap();
    let rows = graph
        .object_array("java.lang.Object", [numbers, bytes])
        .unwrap();
    graph.push(rows).unwrap();
    let stream = graph.write();

    let in_map = beginning(&stream, place(&stream, b"third") + 2);
    assert_eq!(
        one(&in_map[0]),
        json!({"one": {"@class": "a.Bean", "id": 7, "name": "the name", "tags": ["first", "second"]}})
    );
    let in_bean = beginning(&stream, place(&stream, b"the name") + 2);
    assert_eq!(
        one(&in_bean[0]),
        json!({"one": {"@class": "a.Bean", "id": 7}})
    );
    let in_key = beginning(&stream, place(&stream, b"a.Bean") + 2);
    assert_eq!(one(&in_key[0]), json!({"one": {"@missing": true}}));
    let in_numbers = beginning(&stream, place(&stream, b"\0\0\0\x03\0\0\0\x04") + 5);
    assert_eq!(one(&in_numbers[1]), json!([[1, 2, 3]]));
    let in_bytes = beginning(&stream, stream.len() - 2);
    assert_eq!(one(&in_bytes[1]), json!([[1, 2, 3, 4], {"@value": "0102"}]));
    let mut halves = Graph::new();
    let class = ClassBuilder::serializable("a.Half", 1)
        .field("a", "int")
        .field("b", "long");
    let class = halves.define(class).unwrap();
    let object = halves.object(class).unwrap().set("a", 5).unwrap().id();
    halves.push(object).unwrap();
    let stream_of_halves = halves.write();
    let half = beginning(&stream_of_halves, stream_of_halves.len() - 1);
    assert_eq!(one(&half[0]), json!({"@class": "a.Half", "a": 5}));
    // Where it broke is said there, too.
    let rest = &in_bytes[1][1]["@rest"];
    assert!(rest["offset"].is_number(), "{rest}");
    assert!(rest["error"].as_str().unwrap().contains("ended"), "{rest}");
}

/// Wherever a stream of the collection breaks, its beginning is what it was: no value is made up.
#[test]
fn anywhere() {
    for name in [
        "object-bean",
        "jdk-hash-map",
        "array-int-2d",
        "jdk-linked-hash-map",
        "jdk-tree-map",
    ] {
        let stream = committed::all().iter().find(|stream| stream.name == name);
        let bytes = &stream.unwrap().bytes;
        let whole = plain::text(&Graph::read(bytes).unwrap(), Layout::Compact);
        for length in 4..bytes.len() {
            let (text, _) = plain::decode(&bytes[..length], Layout::Compact);
            for line in text.lines() {
                let value: Value = serde_json::from_str(line).unwrap();
                let mut rests = 0;
                for text in texts(&without_rest(&value, &mut rests)) {
                    assert!(whole.contains(&text), "{name} at {length}: {text}");
                }
                assert!(rests <= 1, "{name} at {length}: {line}");
            }
        }
    }
}

/// All strings and numbers in a value.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(key, _)| *key != "@class");
            entries.flat_map(|(_, value)| texts(value)).collect()
        }
        Value::Bool(true) => Vec::new(),
        Value::String(digits) if digits.bytes().all(|it| it.is_ascii_hexdigit()) => Vec::new(),
        other => vec![other.to_string()],
    }
}
