//! What is wrong with JSON, and where.

use std::fmt;

use super::document::{Document, JsonKind, Number, Value};
use super::read::Syntax;

/// JSON that does not stand for a stream.
///
/// `Display` gives the path and the problem: `$.contents[0].fields.n: expected …`.
///
/// # Examples
///
/// ```
/// use javawire::inspect::json;
///
/// let error = json::encode(br#"{"javawire": 1, "contents": ["a", 7]}"#).unwrap_err();
/// assert_eq!(error.path(), "$.contents[1]");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    path: String,
    problem: String,
}

impl EncodeError {
    /// Returns where the problem is, as a JSON path: `$` is the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns what was expected there, and what was found.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// Of bytes that are not text.
    pub(super) fn not_text(json: &[u8], error: std::str::Utf8Error) -> Self {
        let problem = if json.starts_with(b"\xFF\xFE") || json.starts_with(b"\xFE\xFF") {
            "not JSON: UTF-16 text; JSON is UTF-8".to_owned()
        } else if json.starts_with(b"\xAC\xED") {
            "not JSON, but a stream of Java: decode makes JSON of it".to_owned()
        } else {
            format!("not JSON: not UTF-8 at byte {}", error.valid_up_to())
        };
        EncodeError {
            path: "$".to_owned(),
            problem,
        }
    }

    /// Of text that is not JSON.
    pub(super) fn syntax(syntax: &Syntax<'_>) -> Self {
        let before = syntax.text.as_bytes().get(..syntax.offset);
        let before = before.unwrap_or(syntax.text.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count();
        let begin = before.iter().rposition(|byte| *byte == b'\n');
        let begin = begin.map_or(0, |at| at.saturating_add(1));
        let column = syntax.text.get(begin..syntax.offset).unwrap_or_default();
        let column = column.chars().count().saturating_add(1);
        let line = line.saturating_add(1);
        EncodeError {
            path: "$".to_owned(),
            problem: format!(
                "not JSON: {} (line {line}, column {column})",
                syntax.problem
            ),
        }
    }

    pub(super) fn of(document: &Document<'_>, fault: &Fault<'_>) -> Self {
        EncodeError {
            path: path(document.root(), fault.at),
            problem: fault.problem.clone(),
        }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.problem)
    }
}

impl std::error::Error for EncodeError {}

/// What is wrong with a value. Its path is looked up only when it is told.
#[derive(Debug)]
pub(super) struct Fault<'v> {
    at: Value<'v>,
    problem: String,
}

impl<'v> Fault<'v> {
    #[cold]
    pub(super) fn new(at: Value<'v>, problem: impl Into<String>) -> Self {
        Fault {
            at,
            problem: problem.into(),
        }
    }

    #[cold]
    pub(super) fn expected(what: &str, at: Value<'v>) -> Self {
        Fault::new(at, format!("expected {what}, found {}", found(at)))
    }
}

/// A value in a few words.
pub(super) fn found(value: Value<'_>) -> String {
    match value.kind() {
        JsonKind::Array(items) => format!("an array of {}", items.len()),
        JsonKind::Object(entries) if entries.len() == 0 => "an empty object".to_owned(),
        JsonKind::Object(entries) => {
            let keys: Vec<String> = entries.take(4).map(|(key, _)| shortened(key)).collect();
            format!("an object with {}", keys.join(", "))
        }
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(Number::Integer(value)) => value.to_string(),
        JsonKind::Number(Number::Other(text)) => shortened(text),
        JsonKind::Text(text) => cited(text),
    }
}

/// A key, name or text in quotes, as much of it as a person reads.
pub(super) fn cited(text: &str) -> String {
    // Each character may become an escape, so what is quoted is short before that too.
    shortened(&quoted(&shortened(text)))
}

/// The beginning of a text.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = Vec::new();
    crate::inspect::json::scalars::put_text(&mut quoted, text);
    String::from_utf8_lossy(&quoted).into_owned()
}

/// The way from `from` to `to`, which stands in it.
pub(super) fn path(from: Value<'_>, to: Value<'_>) -> String {
    let mut path = String::from("$");
    let mut here = from;
    while here.at() != to.at() {
        let next = match here.kind() {
            JsonKind::Array(items) => {
                let mut numbered = items.enumerate();
                numbered.find(|item| item.1.contains(to)).map(|item| {
                    put_index(&mut path, item.0);
                    item.1
                })
            }
            JsonKind::Object(mut entries) => {
                entries.find(|entry| entry.1.contains(to)).map(|entry| {
                    put_key(&mut path, entry.0);
                    entry.1
                })
            }
            _ => None,
        };
        match next {
            Some(next) => here = next,
            None => break,
        }
    }
    path
}

pub(super) fn put_index(path: &mut String, number: usize) {
    path.push_str(&format!("[{number}]"));
}

pub(super) fn put_key(path: &mut String, key: &str) {
    let key = &shortened(key);
    let is_word = key
        .chars()
        .all(|c| c.is_alphanumeric() || "@_$".contains(c));
    if is_word && !key.is_empty() && !key.starts_with(char::is_numeric) {
        path.push('.');
        path.push_str(key);
    } else {
        path.push_str(&format!("[{}]", quoted(key)));
    }
}
