//! Collections of the JDK that keep their elements in an array, and their number in a field.

use super::Encoder;
use super::document::Value;
use super::values::{INTS, ranged};

/// Which fields those are.
#[derive(Debug)]
pub(super) struct Held {
    name: &'static str,
    count: &'static str,
    elements: &'static str,
    /// Whether null may be an element, and only those at the end are room to grow.
    has_nulls: bool,
    /// What else tells where the elements are.
    also: &'static str,
}

static HELD: [Held; 2] = [
    // A Stack is one, too.
    Held {
        name: "java.util.Vector",
        count: "elementCount",
        elements: "elementData",
        has_nulls: true,
        also: "",
    },
    Held {
        name: "java.util.concurrent.ArrayBlockingQueue",
        count: "count",
        elements: "items",
        has_nulls: false,
        also: ", and in takeIndex and putIndex where they begin and end",
    },
];

/// How a class keeps its elements, if it is one of these.
pub(super) fn of_class(name: &str) -> Option<&'static Held> {
    HELD.iter().find(|held| held.name == name)
}

impl<'v> Encoder<'v> {
    /// Notes a number that is not that of the elements. It stays: whether somebody has changed
    /// them, or whether they were decoded so, nothing tells.
    pub(super) fn note_held(&mut self, level: Value<'v>, held: &Held) {
        let Some(fields) = level.get("fields") else {
            return;
        };
        let Some(told_at) = fields.get(held.count) else {
            return;
        };
        let Ok(told) = ranged::<i64>(told_at, "an int", INTS) else {
            return;
        };
        let array = fields.get(held.elements);
        let array = array.map(|array| match array.get("@more").and_then(Value::as_u64) {
            Some(number) => match self.more.find(number) {
                Some(at) => self.document.value(at),
                None => array,
            },
            None => array,
        });
        // One that is cut off, or shorter than its length, is not what anybody has edited.
        let array = array.filter(|array| !array.has("@rest") && !array.has("length"));
        let Some(items) = array.and_then(|array| array.get("elements")?.items()) else {
            return;
        };
        let room = items.len();
        let mut filled = 0_usize;
        for (number, item) in items.enumerate() {
            if !item.is_null() {
                filled = if held.has_nulls {
                    number.saturating_add(1)
                } else {
                    filled.saturating_add(1)
                };
            }
        }
        let most = if held.has_nulls { room } else { filled };
        let is_right = usize::try_from(told).is_ok_and(|told| (filled..=most).contains(&told));
        if !is_right {
            self.notes.add(told_at, || {
                format!(
                    "says {told} elements, but {} has {filled}: a JVM goes by this, so write \
                     {filled} here{}",
                    held.elements, held.also
                )
            });
        }
    }
}
