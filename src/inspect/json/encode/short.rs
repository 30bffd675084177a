//! Classes of the JDK that read so many bytes of primitive data, and cannot be read with fewer.

use super::Encoder;
use super::document::Value;
use crate::class::hierarchy::ClassIndex;

/// How many bytes a class reads at the beginning of its data, as far as that is known.
pub(super) fn least_of(name: &str) -> usize {
    match name {
        // A long.
        "java.util.Date" => 8,
        _ => 0,
    }
}

impl<'v> Encoder<'v> {
    /// Notes data that are too short for what reads them.
    pub(super) fn note_short(&mut self, level: Value<'v>, class: ClassIndex, least: usize) {
        let data = level.get("data").filter(|_| !level.has("@rest"));
        let Some((data, items)) = data.and_then(|data| Some((data, data.items()?))) else {
            return;
        };
        let mut digits = 0_usize;
        for item in items {
            let Some(hex) = item.get("@data").or_else(|| item.get("@block")) else {
                if item.has("@exception") || item.has("@raw") {
                    return;
                }
                break;
            };
            digits = digits.saturating_add(hex.text().map_or(0, str::len));
        }
        let bytes = digits / 2;
        if bytes < least {
            let name = self.classes.name(class).unwrap_or_default();
            self.notes.add(data, || {
                format!(
                    "a {name} reads {least} bytes of primitive data here, and there are {bytes}: a \
                     JVM refuses it"
                )
            });
        }
    }
}
