//! What is wrong with JSON, and where.

use std::fmt;

use serde_json::Value;

/// JSON that stands for no stream.
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

    /// Of text that is no JSON.
    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        let mut problem = format!("not JSON: {error}");
        if problem.contains("recursion limit") {
            problem.push_str("; move inner values to \"more\", as decode does");
        }
        EncodeError {
            path: "$".to_owned(),
            problem,
        }
    }

    pub(super) fn of(root: &Value, fault: &Fault<'_>) -> Self {
        let mut path = String::from("$");
        find(root, fault.at, &mut path);
        EncodeError {
            path,
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
    at: &'v Value,
    problem: String,
}

impl<'v> Fault<'v> {
    #[cold]
    pub(super) fn new(at: &'v Value, problem: impl Into<String>) -> Self {
        Fault {
            at,
            problem: problem.into(),
        }
    }

    #[cold]
    pub(super) fn expected(what: &str, at: &'v Value) -> Self {
        Fault::new(at, format!("expected {what}, found {}", found(at)))
    }
}

/// A value in a few words.
pub(super) fn found(value: &Value) -> String {
    const MOST: usize = 40;
    match value {
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::Object(map) if map.is_empty() => "an empty object".to_owned(),
        Value::Object(map) => {
            let keys: Vec<&str> = map.keys().take(4).map(String::as_str).collect();
            format!("an object with {}", keys.join(", "))
        }
        other => {
            let text = other.to_string();
            match text.char_indices().nth(MOST) {
                Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
                None => text,
            }
        }
    }
}

/// Adds the way from `from` to `to`, the very same value. serde_json bounds how deep values
/// stand inside each other, and so this.
fn find(from: &Value, to: &Value, path: &mut String) -> bool {
    if std::ptr::eq(from, to) {
        return true;
    }
    let here = path.len();
    match from {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                if find(item, to, path) {
                    return true;
                }
                path.truncate(here);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                let is_word = key
                    .chars()
                    .all(|c| c.is_alphanumeric() || "@_$".contains(c));
                if is_word && !key.is_empty() && !key.starts_with(char::is_numeric) {
                    path.push('.');
                    path.push_str(key);
                } else {
                    path.push_str(&format!("[{}]", Value::from(key.as_str())));
                }
                if find(item, to, path) {
                    return true;
                }
                path.truncate(here);
            }
        }
        _ => {}
    }
    false
}
