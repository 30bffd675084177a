//! One byte changed at a time: what differs is what differs in plain JSON, where that is made by
//! other code.

use javawire::Graph;
use javawire::compare::{What, streams};
use javawire::inspect::json::Layout;
use javawire::inspect::plain;
use serde_json::Value;

use super::{name, rules_of};
use crate::streams_support::committed::{Stream, all};
use crate::streams_support::each::each;
use crate::support::sample;

/// Streams whose objects plain JSON shows in another way than by their paths.
const OTHERWISE: [&str; 14] = [
    // By its interfaces, which are no elements of it.
    "proxy",
    // One element, shown as often as the list has it.
    "jdk-n-copies",
    // By the keys of the map inside, which are all there is of it.
    "jdk-concurrent-key-set",
    // As one text.
    "jdk-pattern",
    // With a number behind the second name.
    "odd-field-twice",
    // As entries, where a key is no text.
    "record-in-collections",
    // Of three like messages one is taken as new, and one as gone.
    "replace-read-resolve",
    "shared-then-unshared",
    // By what is in them: they have fields that say how.
    "jdk-array-blocking-queue",
    "jdk-simple-entry",
    "jdk-singleton",
    "jdk-tree-map-views",
    // With the stack trace.
    "jdk-exception-trace",
    // Objects that hold themselves, up to a depth.
    "tangle",
];

/// Streams up to this length are changed.
const LONGEST: usize = 20_000;

/// One byte in so many, and so many times fewer but for `make test-all`.
const STEP: usize = 7;

#[test]
fn changed_leaf_is_one_difference_with_its_path() {
    let counts = std::sync::Mutex::new([0_usize; 2]);
    let subjects = all();
    each(subjects, name, |stream| {
        let is_otherwise = OTHERWISE.iter().any(|it| stream.name.contains(it));
        if is_otherwise || stream.bytes.len() > LONGEST {
            return Ok(());
        }
        let Some(old) = plain_of(stream, &stream.bytes) else {
            return Ok(());
        };
        let mut here = [0; 2];
        for at in sample((4..stream.bytes.len()).step_by(STEP), STEP) {
            let mut changed = stream.bytes.clone();
            changed[at] ^= 1;
            here[0] += 1;
            let Some(new) = plain_of(stream, &changed) else {
                continue;
            };
            let mut leaves = Vec::new();
            if !differing(&old, &new, &mut String::from("$"), &mut leaves) || leaves.is_empty() {
                continue;
            }
            here[1] += 1;
            let comparison = streams(&stream.bytes, &changed, &rules_of(stream));
            if comparison.differences().iter().any(|it| {
                matches!(
                    it.what(),
                    What::Class | What::Sharing | What::Key | What::Order
                )
            }) {
                continue;
            }
            let mut paths: Vec<&str> = comparison
                .differences()
                .iter()
                .map(|it| it.path())
                .collect();
            paths.sort_unstable();
            paths.dedup();
            leaves.sort_unstable();
            leaves.dedup();
            // Of what is one value plain JSON does not show what else its class wrote.
            paths.retain(|path| !path.contains("@data") || leaves.iter().any(|leaf| leaf == path));
            // What is shared is one difference, and shown in several places.
            let is_among = |path: &&str| leaves.iter().any(|leaf| leaf == path);
            if paths.is_empty() || !paths.iter().all(is_among) {
                return Err(format!("byte {at}: {paths:?} in place of {leaves:?}"));
            }
        }
        let mut all = counts.lock().unwrap();
        all[0] += here[0];
        all[1] += here[1];
        Ok(())
    });
    let [tried, compared] = counts.into_inner().unwrap();
    assert!(compared > tried / 20, "{compared} of {tried}");
}

/// What the messages of a stream are in plain JSON, if all of it can be read.
fn plain_of(stream: &Stream, bytes: &[u8]) -> Option<Vec<Value>> {
    let graph = Graph::read_with(stream.parser(), bytes).ok()?;
    let text = plain::text(&graph, Layout::Compact);
    text.lines()
        .map(|line| serde_json::from_str(line).ok())
        .collect()
}

/// Collects the paths to the leaves that differ. Returns whether all else is alike.
fn differing(old: &[Value], new: &[Value], path: &mut String, leaves: &mut Vec<String>) -> bool {
    old.len() == new.len()
        && old
            .iter()
            .zip(new)
            .all(|(old, new)| within(old, new, path, leaves))
}

fn within(old: &Value, new: &Value, path: &mut String, leaves: &mut Vec<String>) -> bool {
    let length = path.len();
    let is_alike = match (old, new) {
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len()
                && old.iter().zip(new).enumerate().all(|(index, (old, new))| {
                    path.push_str(&format!("[{index}]"));
                    let is_alike = within(old, new, path, leaves);
                    path.truncate(length);
                    is_alike
                })
        }
        (Value::Object(old), Value::Object(new)) => {
            let is_special =
                |key: &String| key.starts_with('@') && key != "@class" && key != "@data";
            old.len() == new.len()
                && !old.keys().any(is_special)
                && old.iter().zip(new).all(|((key, old), (other, new))| {
                    let is_word = key
                        .chars()
                        .all(|it| it.is_ascii_alphanumeric() || it == '_' || !it.is_ascii())
                        && !key.starts_with(|it: char| it.is_ascii_digit())
                        && !key.is_empty();
                    match is_word {
                        true => path.push_str(&format!(".{key}")),
                        false => path.push_str(&format!("['{key}']")),
                    }
                    let is_alike = key == other
                        && (key != "@class" || old == new)
                        && within(old, new, path, leaves);
                    path.truncate(length);
                    is_alike
                })
        }
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => false,
        (old, new) => {
            if old != new {
                leaves.push(path.clone());
            }
            true
        }
    };
    path.truncate(length);
    is_alike
}
