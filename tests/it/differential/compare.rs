//! One stream, as both have read it.

use javawire::ErrorKind;

use super::digest::{Digest, hex};
use super::reading::{Item, Reading};
use super::rows::row;

/// How both have read a stream.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Alike: read to its end, or refused at the same item.
    Same(&'static str),
    /// Not alike, for this row of `differences.md`.
    Row(&'static str),
    /// Not alike, and nothing says why.
    Unlisted(String),
}

/// How the JVM's reading ended.
#[derive(Debug)]
pub(super) enum Ending<'a> {
    End,
    /// After so many bytes, with this exception.
    Refused(u64, &'a str),
    /// Behind a `TC_EXCEPTION`.
    Exception,
}

pub(super) fn compare(stream: &[u8], jvm: &str) -> Outcome {
    let reading = Reading::of(stream);
    let mut lines: Vec<&str> = jvm.split('\n').collect();
    let last = lines.pop().unwrap();
    let ending = match last.split_once(' ') {
        Some(("refused", rest)) => {
            let (at, message) = rest.split_once(' ').unwrap();
            Ending::Refused(at.parse().unwrap(), message)
        }
        None if last == "end" => Ending::End,
        _ => Ending::Exception,
    };
    let has_hidden = lines.iter().any(|line| line.starts_with('?'));
    let Some(difference) = difference(&reading, &lines, &ending) else {
        return Outcome::Same(match ending {
            // Its values were read, and their end is the same.
            _ if has_hidden => "read or refused, values hidden",
            Ending::End => "read",
            Ending::Refused(..) => "refused",
            Ending::Exception => "exception",
        });
    };
    row(&reading, &ending, has_hidden).map_or_else(
        || {
            let error = reading.error.as_ref().map(ToString::to_string);
            let error = error.as_deref().unwrap_or("end");
            Outcome::Unlisted(format!(
                "{difference}\n  jvm: {last}\n  we: {error}\n  {}",
                hex(stream)
            ))
        },
        Outcome::Row,
    )
}

/// The first thing in which they are not alike.
fn difference(reading: &Reading, lines: &[&str], ending: &Ending<'_>) -> Option<String> {
    let mut digest = Digest::default();
    let ours = reading.error.is_some();
    let (mut items, mut lines) = (&reading.items[..], lines);
    // Of a block that is not whole the JVM hands out what there is.
    if let (Some((Item::Data(_), before)), true) = (items.split_last(), ours) {
        items = before;
    }
    if let (Some((last, before)), Ending::Refused(..)) = (lines.split_last(), ending)
        && last.starts_with('B')
    {
        lines = before;
    }
    for (number, line) in lines.iter().enumerate() {
        let Some(item) = items.get(number) else {
            return Some(format!("item {number}: jvm: {line}"));
        };
        // What the JVM could not show has an end all the same.
        let line_of_item = match item {
            Item::Object(end, _) if line.starts_with('?') => format!("? {end}"),
            Item::Object(end, value) => format!("O {end} {}", digest.of(&reading.graph, *value)),
            Item::Data(data) => format!("B {}", hex(data)),
            Item::Exception(end) => format!("X {end}"),
        };
        if line_of_item != *line {
            return Some(format!(
                "item {number}\n    jvm: {line}\n    we:  {line_of_item}"
            ));
        }
    }
    if items.len() > lines.len() {
        return Some(format!(
            "item {}: we: {:?}",
            lines.len(),
            items[lines.len()]
        ));
    }
    match ending {
        Ending::End if ours => Some("verdict".to_owned()),
        Ending::Refused(..) if !ours => Some("verdict".to_owned()),
        Ending::Refused(at, _) => match &reading.error {
            // We read an item whole, and may miss its end before its fault is looked at.
            Some(error) if !matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }) => {
                // Neither can have seen the fault before its bytes were read.
                let offset = error.offset().unwrap_or(0);
                (offset > *at).then(|| format!("at {at}, here {offset}"))
            }
            _ => None,
        },
        _ => None,
    }
}
