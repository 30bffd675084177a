//! Sorted collections of the JDK: elements out of their order are written as they stand, and a JVM
//! that searches for one does not find it.

use std::cmp::Ordering;

use super::Encoder;
use super::document::Value;
use crate::inspect::json::counted::Counted;

/// Where the comparator of a sorted collection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparator {
    Field,
    /// Before the elements.
    Data,
}

fn comparator_of(name: &str) -> Option<Comparator> {
    match name {
        "java.util.TreeMap" | "java.util.concurrent.ConcurrentSkipListMap" => {
            Some(Comparator::Field)
        }
        "java.util.TreeSet" => Some(Comparator::Data),
        _ => None,
    }
}

impl<'v> Encoder<'v> {
    /// Notes the first string that stands after a greater one, or after itself, where strings have
    /// their own order.
    pub(super) fn note_order(&mut self, level: Value<'v>, counted: &Counted) {
        let Some(comparator) = comparator_of(counted.name) else {
            return;
        };
        let Some(items) = level.get("data").and_then(Value::items) else {
            return;
        };
        let mut objects = items.filter(|item| !item.has("@data") && !item.has("@block"));
        let comparator = match comparator {
            Comparator::Field => level.get("fields").and_then(|it| it.get("comparator")),
            Comparator::Data => objects.next(),
        };
        if !comparator.is_some_and(Value::is_null) {
            return;
        }
        let mut before: Option<&str> = None;
        for key in objects.step_by(counted.each) {
            let text = key.text();
            if let (Some(before), Some(text)) = (before, text)
                && compare(before, text) != Ordering::Less
            {
                let name = counted.name;
                self.notes.add(key, || {
                    format!(
                        "a {name} has its elements in order, each once, and this one stands behind \
                         one that is not less: a JVM reads it so, and may not find it"
                    )
                });
                return;
            }
            before = text;
        }
    }
}

/// As `String.compareTo`: by UTF-16.
fn compare(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}
