//! What classes of the JDK read of their data: so many bytes at least, or nothing at all.

use super::Encoder;
use super::document::Value;
use crate::class::hierarchy::ClassIndex;

/// What a class reads of its data, as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Reads {
    #[default]
    Unknown,
    /// So many bytes of primitive data at their beginning: with fewer it cannot be read.
    Bytes(usize),
    /// Nothing: it has fields, and `writeObject` for other reasons.
    Nothing,
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
