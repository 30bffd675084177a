//! Two streams, object by object.
//!
//! - `reframed`: the same objects in other bytes
//! - `bounds`: memory
//! - `noise`: what a JVM writes in one run and the next
//! - `changed`: one byte changed, against plain JSON
//! - `collections`: what maps, sets and lists hold
//! - `rules`: what may differ
//! - `command`: `javawire compare`

mod bounds;
mod changed;
mod collections;
#[cfg(feature = "cli")]
mod command;
mod noise;
mod reframed;
mod rules;

use std::sync::atomic::{AtomicUsize, Ordering};

use javawire::Graph;
use javawire::compare::{Comparison, Rules, Verdict, streams};

use crate::streams_support::committed::{Stream, all};
use crate::streams_support::each::each;

fn name(stream: &Stream) -> &str {
    &stream.name
}

/// The comparison of two streams without rules.
fn compared(old: &[u8], new: &[u8]) -> Comparison {
    streams(old, new, &Rules::new())
}

/// What must be known of a stream to read it.
fn rules_of(stream: &Stream) -> Rules {
    match stream.tags.get("told") {
        Some(class) => Rules::new().with_fields_not_written(class.as_str()),
        None => Rules::new(),
    }
}

/// The differences as they print.
fn told(comparison: &Comparison) -> Vec<String> {
    let differences = comparison.differences().iter();
    differences.map(ToString::to_string).collect()
}

/// The bytes of a graph that `make` makes.
fn written(make: impl FnOnce(&mut Graph) -> javawire::Result<javawire::NodeId>) -> Vec<u8> {
    let mut graph = Graph::new();
    let root = make(&mut graph).unwrap();
    graph.push(root).unwrap();
    graph.write()
}

#[test]
fn streams_are_the_same_as_themselves() {
    each(all(), name, |stream| {
        let comparison = compared(&stream.bytes, &stream.bytes);
        match comparison.verdict() {
            Verdict::SameBytes => Ok(()),
            other => Err(format!("{other:?}")),
        }
    });
}

/// However a stream is written, its objects are the same.
#[test]
fn other_framing_and_other_handles_are_the_same_objects() {
    let checked = AtomicUsize::new(0);
    each(all(), name, |stream| {
        // Fields that were not written can be told from others by the bytes alone, or not at all.
        let other = reframed::reframed(stream)
            .filter(|other| *other != stream.bytes)
            .filter(|other| Graph::read_with(stream.parser(), other).is_ok());
        let Some(other) = other else {
            return Ok(());
        };
        checked.fetch_add(1, Ordering::Relaxed);
        let comparison = streams(&stream.bytes, &other, &rules_of(stream));
        match comparison.verdict() {
            Verdict::SameObjects => Ok(()),
            _ => Err(comparison.to_string()),
        }
    });
    let checked = checked.into_inner();
    assert!(checked > 600, "{checked}");
}

/// A stream that breaks is compared up to there, and the rest as bytes.
#[test]
fn streams_that_break_are_compared_as_far_as_they_go() {
    let whole = b"\xAC\xED\0\x05\x74\0\x03one\x74\0\x03two";
    let cut = &whole[..whole.len() - 1];
    let comparison = compared(whole, cut);
    assert_eq!(comparison.count(), 1, "{comparison}");
    assert_eq!(comparison.messages(), (2, 2));
    let difference = &comparison.differences()[0];
    assert_eq!(difference.messages(), (Some(2), Some(2)));
    assert_eq!(difference.old_value(), Some("\"two\""));
    assert_eq!(compared(cut, cut).verdict(), Verdict::SameBytes);
}

/// One message that is missing is one difference, whatever follows it.
#[test]
fn missing_message_is_one_difference() {
    let texts = |texts: &[&str]| {
        let mut graph = Graph::new();
        for text in texts {
            let node = graph.array_list([*text]).unwrap();
            graph.push(node).unwrap();
        }
        graph.write()
    };
    let old = texts(&["a", "b", "c", "d"]);
    let comparison = compared(&old, &texts(&["a", "c", "d"]));
    assert_eq!(
        comparison.to_string(),
        "differs: 1 difference\n  message 2, $: java.util.ArrayList [\"b\"] is missing"
    );
    let comparison = compared(&old, &texts(&["a", "b", "new", "c", "d"]));
    assert_eq!(
        comparison.to_string(),
        "differs: 1 difference\n  message 3, $: java.util.ArrayList [\"new\"] was added"
    );
}

/// `71 00 7E 00 02` is another object where other handles came before.
#[test]
fn equal_bytes_after_other_handles_are_not_taken_for_equal() {
    let stream = |first: &[&str]| {
        let mut bytes = b"\xAC\xED\0\x05".to_vec();
        for text in first {
            bytes.extend(b"\x74\0");
            bytes.push(text.len().try_into().unwrap());
            bytes.extend(text.as_bytes());
        }
        bytes.extend(b"\x71\0\x7E\0\x01");
        bytes
    };
    let (old, new) = (stream(&["a", "b", "c"]), stream(&["x", "a", "b", "c"]));
    let comparison = compared(&old, &new);
    assert_eq!(
        told(&comparison),
        ["$: \"x\" was added", "$: \"b\" → \"a\""],
        "{comparison}"
    );
}

#[test]
fn strings_of_write_utf_and_mere_bytes_are_compared() {
    let comparison = compared(b"\0\x05HELLO\0\x01a", b"\0\x05HULLO\0\x01a");
    assert_eq!(told(&comparison), ["$: \"HELLO\" → \"HULLO\""]);
    let comparison = compared(b"\x01\x02\x03", b"\x01\x02\x04");
    assert_eq!(
        told(&comparison),
        ["$: 3 bytes: 01 02 03 → 3 bytes: 01 02 04"]
    );
    let comparison = compared(b"\0\x05HELLO", b"\xAC\xED\0\x05\x74\0\x05HELLO");
    assert_eq!(told(&comparison), ["$: writeUTF \"HELLO\" → \"HELLO\""]);
}
