//! Values in words, and as what rules look at.

use crate::FieldValue;
use crate::graph::{Graph, Node, NodeId, Value};
use crate::inspect::dump::fitting;
use crate::inspect::plain::{leaf_text, one_line, primitive_text};
use crate::inspect::visible;

/// How many columns a value takes at most.
pub(super) const COLUMNS: usize = 60;

/// A value on one line of a terminal, shortened.
pub(super) fn value(graph: &Graph, value: FieldValue) -> String {
    match value {
        FieldValue::Reference(value) => cut(&one_line(graph, value, COLUMNS), COLUMNS),
        FieldValue::Char(_) => format!("'{}'", visible(&text(graph, value).unwrap_or_default())),
        primitive => text(graph, primitive).unwrap_or_default(),
    }
}

/// Bytes in hexadecimal digits, shortened.
pub(super) fn bytes(bytes: &[u8]) -> String {
    const MOST: usize = 16;

    let mut text = format!("{} bytes", bytes.len());
    for (at, byte) in bytes.iter().take(MOST).enumerate() {
        text.push_str(if at == 0 { ": " } else { " " });
        text.push_str(&format!("{byte:02X}"));
    }
    if bytes.len() > MOST {
        text.push('…');
    }
    text
}

/// Cuts a text where the line is full, and says so.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if fitting(text, columns) == text.len() {
        return text.to_owned();
    }
    let end = fitting(text, columns.saturating_sub(1));
    let mut line = text.get(..end).unwrap_or_default().to_owned();
    line.push('…');
    line
}

/// The key of a map, for paths: its text, if it has one.
pub(super) fn key(graph: &Graph, key: Option<NodeId>, most: usize) -> String {
    let text = match key {
        None => "null".to_owned(),
        Some(node) => {
            leaf_text(graph, node).unwrap_or_else(|| one_line(graph, Some(node), COLUMNS))
        }
    };
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The whole text of a string, an enum constant, a number or a date; `None` for anything else.
pub(super) fn text(graph: &Graph, value: FieldValue) -> Option<String> {
    match value {
        FieldValue::Reference(value) => leaf_text(graph, value?),
        primitive => primitive_text(primitive),
    }
}

/// A number; `None` for what is none.
pub(super) fn number(graph: &Graph, value: FieldValue) -> Option<f64> {
    if let FieldValue::Reference(Some(node)) = value
        && let Some(Node::String(_) | Node::Enum { .. }) = graph.node(node)
    {
        return None;
    }
    text(graph, value)?.parse().ok()
}

/// A time in seconds: a `long` of milliseconds, a `Date`, an `Instant`.
pub(super) fn seconds(graph: &Graph, value: FieldValue) -> Option<f64> {
    const MILLIS: f64 = 1000.0;

    let node = match value {
        FieldValue::Long(millis) => return Some(millis as f64 / MILLIS),
        FieldValue::Reference(node) => node?,
        _ => return None,
    };
    let Node::Object(object) = graph.node(node)? else {
        return None;
    };
    if let Some(FieldValue::Long(millis)) = object.field("value") {
        return Some(millis as f64 / MILLIS);
    }
    let data = |class| data_of(object.annotation(class)?);
    if let Some(data) = data("java.util.Date") {
        let millis = i64::from_be_bytes(*data.first_chunk()?);
        return Some(millis as f64 / MILLIS);
    }
    let data = data("java.time.Ser")?;
    let (2, rest) = data.split_first().map(|(kind, rest)| (*kind, rest))? else {
        return None;
    };
    let (seconds, rest) = rest.split_first_chunk()?;
    let nanos = u32::from_be_bytes(*rest.first_chunk()?);
    Some(i64::from_be_bytes(*seconds) as f64 + f64::from(nanos) / 1e9)
}

fn data_of(annotation: crate::graph::Annotation<'_>) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    for content in annotation {
        let crate::graph::Content::Block { bytes, .. } = content else {
            break;
        };
        all.extend_from_slice(bytes);
    }
    Some(all).filter(|all| !all.is_empty())
}

/// A reference that may be null, as a value.
pub(super) fn reference(value: Value) -> FieldValue {
    FieldValue::Reference(value)
}
