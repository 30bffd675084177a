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
    let text = plain::text(&graph, Layout::Compact);
    let first = text.lines().next().unwrap_or_default();
    serde_json::from_str(first).unwrap_or_else(|error| panic!("{error}: {first}"))
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
        let same = if any_order {
            sorted(ours.clone()) == sorted(theirs.clone())
        } else {
            ours == theirs
        };
        if !same {
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
