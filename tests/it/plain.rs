//! Plain JSON: what objects mean, beside what the JVM says of them.

mod broken;
mod foreign;
mod given_up;
mod long;
mod shared;

use javawire::Graph;
use javawire::graph::ClassBuilder;
use javawire::inspect::json::Layout;
use javawire::inspect::plain;
use serde_json::{Value, json};

use crate::streams_support::committed::{self, directory};
use crate::support::java::java_class;
use crate::support::program::Program;

/// The first object of a stream as plain JSON.
fn first(bytes: &[u8]) -> Value {
    let (text, error) = plain::decode(bytes, Layout::Compact);
    assert!(error.is_none(), "{error:?}");
    first_of(&text)
}

fn first_of(text: &str) -> Value {
    let first = text.lines().next().unwrap_or_default();
    serde_json::from_str(first).unwrap_or_else(|error| panic!("{error}: {first}"))
}

/// Whether all is the same; Java prints floats with other digits.
fn same(ours: &Value, theirs: &Value) -> bool {
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
        if !is_same {
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

/// Beside streams there are objects that Java makes for this: the JSON may be told with them.
#[test]
fn further_objects_are_what_java_says() {
    let compared = compare_with_driver(&["own"]);
    assert!(compared > 100, "only {compared} objects compared");
}

/// Trees of collections, views of them and wrappers, maps, numbers and times: the live object says
/// in Java what it holds, in which order.
#[test]
fn random_objects_are_what_java_says() {
    assert_eq!(compare_with_driver(&["random", "1", "2500"]), 2500);
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Compares the streams of a driver with the JSON beside them. How many there were.
#[track_caller]
fn compare_with_driver(arguments: &[&str]) -> usize {
    let mut command = java_class("drivers.Plain");
    command.args(arguments);
    let driver = Program::start("Plain", command);
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in driver.succeed() {
        let (digits, theirs) = line.split_once('\t').unwrap();
        let bytes = data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap();
        let ours = first(&bytes);
        let theirs: Value = serde_json::from_str(theirs).unwrap();
        compared += 1;
        // It writes each of its chains backwards, and keeps no order.
        let is_same = match contains(&bytes, b"java.util.Hashtable") {
            true => same(&sorted(ours.clone()), &sorted(theirs.clone())),
            false => same(&ours, &theirs),
        };
        if !is_same {
            wrong.push(format!("  ours   {ours}\n  Java's {theirs}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    compared
}

#[test]
fn every_stream_is_json_that_most_readers_bear() {
    for stream in committed::all() {
        for layout in [Layout::Compact, Layout::Lines] {
            let (text, _) = plain::decode(&stream.bytes, layout);
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
    let graph = Graph::read_with(stream.parser(), &stream.bytes).unwrap();
    first_of(&plain::text(&graph, Layout::Compact))
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

#[test]
fn deep_nesting_goes_on_in_values_of_their_own() {
    let mut graph = Graph::new();
    let mut array = graph.object_array("java.lang.Object", [1]).unwrap();
    for _ in 0..10_000 {
        array = graph.object_array("java.lang.Object", [array]).unwrap();
    }
    graph.push(array).unwrap();
    graph.push("behind").unwrap();
    let text = plain::text(&graph, Layout::Compact);
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    // One after the other they are the whole again.
    let mut depth = 0;
    let mut at = &lines[0];
    let mut number = 0;
    loop {
        while let Value::Array(items) = at {
            depth += 1;
            at = &items[0];
        }
        let Some(more) = at.get("@more") else { break };
        number += 1;
        assert_eq!(*more, json!(number));
        assert_eq!(lines[number]["@more"], json!(number));
        at = &lines[number]["value"];
    }
    assert_eq!((depth, at), (10_001, &json!(1)));
    assert_eq!(lines.last(), Some(&json!("behind")));
}

/// Each knows the one before, too: that is not shown again for each piece.
#[test]
fn a_long_list_linked_both_ways_is_shown_once() {
    let mut graph = Graph::new();
    let class = ClassBuilder::serializable("a.Node", 1)
        .field("name", "java.lang.String")
        .field("next", "a.Node")
        .field("prev", "a.Node");
    let class = graph.define(class).unwrap();
    let mut nodes = Vec::new();
    for number in 0..2000 {
        let node = graph.object(class).unwrap();
        nodes.push(node.set("name", format!("node {number}")).unwrap().id());
    }
    for pair in nodes.windows(2) {
        graph.edit(pair[0]).unwrap().set("next", pair[1]).unwrap();
        graph.edit(pair[1]).unwrap().set("prev", pair[0]).unwrap();
    }
    graph.push(nodes[0]).unwrap();
    let text = plain::text(&graph, Layout::Compact);
    assert_eq!(text.matches("\"name\":").count(), 2000);
    assert!(
        text.lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
}

#[test]
fn the_interfaces_of_a_proxy_are_data() {
    let proxy = stream("proxy-two");
    assert!(proxy["@class"].as_array().unwrap().len() == 2, "{proxy}");
}

#[test]
fn zeros_keep_their_sign() {
    let mut graph = Graph::new();
    graph.push(-0.0_f64).unwrap();
    graph.push(-0.0_f32).unwrap();
    graph.push(0.0_f64).unwrap();
    assert_eq!(plain::text(&graph, Layout::Compact), "-0.0\n-0.0\n0.0\n");
}

/// A JVM reads whatever number of nanoseconds a stream says. A time has less than a second of them.
#[test]
fn nanoseconds_of_a_whole_second_are_no_time() {
    let mut stream = b"\xAC\xED\0\x05sr\0\x12java.sql.Timestamp&\x18\xD5\xC8\x01S\xBFe".to_vec();
    stream.extend_from_slice(b"\x02\0\x01I\0\x05nanosxr\0\x0Ejava.util.Datehj\x81\x01KYt\x19");
    stream.extend_from_slice(b"\x03\0\0xpw\x08\0\0\0\0\0\0\0\0x");
    for (nanos, shown) in [
        (999_999_999_i32, json!("1970-01-01T00:00:00.999999999Z")),
        (1_000_000_000, json!(1_000_000_000)),
    ] {
        let stream = [&stream[..], &nanos.to_be_bytes()].concat();
        let (text, error) = plain::decode(&stream, Layout::Compact);
        assert!(error.is_none(), "{error:?}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(*value.get("nanos").unwrap_or(&value), shown, "{text}");
    }
}

/// A stream may call two fields, or a field and its class, alike.
#[test]
fn no_key_is_there_twice() {
    let mut stream = b"\xAC\xED\0\x05sr\0\x03a.A\0\0\0\0\0\0\0\x01\x02\0\x04".to_vec();
    for name in ["a", "a", "@class", "a (2)"] {
        stream.push(b'B');
        stream.extend_from_slice(&u16::try_from(name.len()).unwrap().to_be_bytes());
        stream.extend_from_slice(name.as_bytes());
    }
    stream.extend_from_slice(b"xp\x01\x02\x03\x04");
    let (text, _) = plain::decode(&stream, Layout::Compact);
    let value: Value = serde_json::from_str(&text).unwrap();
    let keys = value.as_object().unwrap();
    assert_eq!(keys.len(), 5, "{text}");
    assert_eq!(keys["@class"], json!("a.A"));
}

/// Control characters of all kinds, and what turns or hides text: in texts, keys and names.
#[test]
fn nothing_of_the_peers_reaches_a_terminal_as_itself() {
    const EVIL: &str = "\u{1b}[2J\u{9b}31m\u{7f}\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{e0041}";
    let mut graph = Graph::new();
    let class = ClassBuilder::serializable(format!("a.{EVIL}"), 1).field(EVIL, "java.lang.Object");
    let class = graph.define(class).unwrap();
    let constants = graph.enum_class(&format!("b.{EVIL}")).unwrap();
    let constant = graph.enum_constant(constants, EVIL).unwrap();
    let map = graph.hash_map([(EVIL, EVIL)]).unwrap();
    let proxy = graph.define(ClassBuilder::proxy([EVIL])).unwrap();
    let proxy = graph.class_object(proxy).unwrap();
    let object = graph.object(class).unwrap().set(EVIL, map).unwrap().id();
    let list = [map, constant, proxy, object, object];
    let list = graph.object_array("java.lang.Object", list).unwrap();
    graph.push(list).unwrap();
    let bytes = graph.write();

    let plain = plain::text(&graph, Layout::Lines);
    let (lossless, _) = javawire::inspect::json::decode(&bytes, Layout::Lines);
    for json in [&plain, &lossless] {
        let bad = json
            .chars()
            .find(|it| it.is_control() && *it != '\n' || EVIL[6..].contains(*it) && !it.is_ascii());
        assert_eq!(bad, None, "{json}");
    }
    // The JSON is equal all the same.
    let value: Value = serde_json::from_str(&plain).unwrap();
    assert_eq!(value[0], json!({EVIL: EVIL}));
    assert_eq!(value[1], json!(EVIL));
    assert_eq!(value[2], json!([EVIL]));
    assert_eq!(value[3][EVIL], json!({EVIL: EVIL}));
    let encoded = javawire::inspect::json::encode(lossless.as_bytes()).unwrap();
    assert_eq!(encoded, bytes);
}
