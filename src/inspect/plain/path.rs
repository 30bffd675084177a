//! The path to what is under way.

use std::fmt::{self, Write as _};

use super::items::{Pending, Rest};

/// How many steps of a path are shown: all of a short one, the last of a long one.
const LONG_PATH: usize = 32;
const LAST_STEPS: usize = 8;

/// Longer keys are cut short.
const LONG_KEY: usize = 64;

/// The path from the top through these: `$.list[0]["a key"]`.
pub(super) fn to(frames: &[Pending<'_>]) -> String {
    let mut path = String::from("$");
    let mut steps = frames;
    if steps.len() > LONG_PATH {
        path.push_str(" … ");
        let first = steps.len().saturating_sub(LAST_STEPS);
        steps = steps.get(first..).unwrap_or_default();
    }
    for frame in steps {
        let _ = match &frame.rest {
            Rest::Items(_, count) => write!(path, "[{}]", count.saturating_sub(1)),
            Rest::Entries(_, key) => step(&mut path, key),
            Rest::Fields(fields) => step(&mut path, fields.key()),
        };
    }
    path
}

fn step(path: &mut String, key: &str) -> fmt::Result {
    if is_word(key) {
        return write!(path, ".{key}");
    }
    match key.char_indices().nth(LONG_KEY) {
        Some((end, _)) => write!(path, "[\"{}…\"]", key.get(..end).unwrap_or_default()),
        None => write!(path, "[\"{key}\"]"),
    }
}

fn is_word(key: &str) -> bool {
    key.len() <= LONG_KEY
        && key.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && key
            .chars()
            .all(|character| character.is_alphanumeric() || character == '_')
}
