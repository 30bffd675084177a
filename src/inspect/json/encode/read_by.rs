//! What classes of the JDK read of their data: a number of bytes at least, or nothing at all.

use super::Encoder;
use super::document::Value;
use super::values::{INTS, ranged};
use crate::class::shape::ClassIndex;

/// What a class reads of its data, as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Reads {
    #[default]
    Unknown,
    /// This many bytes of primitive data at their beginning: with fewer it cannot be read.
    Bytes(usize),
    /// Nothing: it has fields, and `writeObject` for other reasons.
    Nothing,
    /// How many characters of an array are its text: in its data, or in its fields.
    Text { in_fields: bool },
}

/// Sorted by name.
const NOTHING: [&str; 7] = [
    "java.math.BigDecimal",
    "java.math.BigInteger",
    "java.util.BitSet",
    "java.util.Collections$SynchronizedCollection",
    "java.util.Collections$SynchronizedMap",
    "java.util.Vector",
    "java.util.concurrent.PriorityBlockingQueue",
];

/// What a class reads of its data.
pub(super) fn of_class(name: &str) -> Reads {
    match name {
        // A long.
        "java.util.Date" => Reads::Bytes(8),
        "java.lang.StringBuilder" => Reads::Text { in_fields: false },
        "java.lang.StringBuffer" => Reads::Text { in_fields: true },
        _ if !name.starts_with("java.") => Reads::Unknown,
        _ if NOTHING.binary_search(&name).is_ok() => Reads::Nothing,
        _ => Reads::Unknown,
    }
}

impl<'v> Encoder<'v> {
    /// Notes data that are too short for what reads them, or that nothing reads.
    pub(super) fn note_data(&mut self, level: Value<'v>, class: ClassIndex, reads: Reads) {
        let data = level.get("data").filter(|_| !level.has("@rest"));
        let Some((data, items)) = data.and_then(|data| Some((data, data.items()?))) else {
            return;
        };
        let name = self.classes.name(class).unwrap_or_default();
        match reads {
            Reads::Unknown => {}
            Reads::Text { in_fields } => {
                let fields = level.get("fields").filter(|_| in_fields);
                if let Some(problem) = text_problem(name, fields, items) {
                    self.notes.add(level, || problem);
                }
            }
            Reads::Nothing => {
                let is_odd = |item: &Value<'v>| item.has("@exception") || item.has("@raw");
                if items.len() > 0 && !items.clone().any(|item| is_odd(&item)) {
                    self.notes.add(data, || {
                        format!(
                            "a {name} reads nothing of its \"data\", and a JVM passes over what \
                             stands there: all it has is in its fields"
                        )
                    });
                }
            }
            Reads::Bytes(least) => {
                let Some(bytes) = bytes_at_the_front(items) else {
                    return;
                };
                if bytes < least {
                    self.notes.add(data, || {
                        format!(
                            "a {name} reads {least} bytes of primitive data here, and there are \
                             {bytes}: a JVM refuses it"
                        )
                    });
                }
            }
        }
    }
}

/// What is wrong with the count of characters that a builder of strings has.
fn text_problem<'v>(
    name: &str,
    fields: Option<Value<'v>>,
    mut items: impl Iterator<Item = Value<'v>>,
) -> Option<String> {
    let (count, array) = match fields {
        Some(fields) => {
            let count: i32 = ranged(fields.get("count")?, "an int", INTS).ok()?;
            (count, fields.get("value")?)
        }
        None => {
            let first = items.next()?;
            let Some(hex) = first.get("@data") else {
                let data = "{\"@data\": \"00000000\"} and its array";
                return Some(format!(
                    "the data of a {name} are the number of its characters, as {data}: a JVM refuses it"
                ));
            };
            let count = u32::from_str_radix(hex.text()?, 16).ok()?.cast_signed();
            (count, items.next()?)
        }
    };
    let units: Vec<u16> = array.get("elements")?.text()?.encode_utf16().collect();
    let length = units.len();
    let behind = usize::try_from(count)
        .ok()
        .and_then(|count| units.get(count..));
    match behind {
        None => Some(format!(
            "a {name} of {count} characters, of which there are {length}: a JVM refuses it"
        )),
        Some(behind) if behind.iter().any(|unit| *unit != 0) => Some(format!(
            "a {name} of {count} characters, though there are {length}: a JVM reads no more of them"
        )),
        Some(_) => None,
    }
}

/// How many bytes of primitive data stand before the first object; `None` if they break off.
fn bytes_at_the_front<'v>(items: impl Iterator<Item = Value<'v>>) -> Option<usize> {
    let mut digits = 0_usize;
    for item in items {
        let Some(hex) = item.get("@data").or_else(|| item.get("@block")) else {
            if item.has("@exception") || item.has("@raw") {
                return None;
            }
            break;
        };
        digits = digits.saturating_add(hex.text().map_or(0, str::len));
    }
    Some(digits / 2)
}
