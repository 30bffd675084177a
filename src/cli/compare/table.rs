//! What is printed: a line, a table of what differs by its place, and the first of it in full.

use javawire::compare::{Comparison, Difference, Summary, Verdict, What};
use javawire::inspect::visible;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::Compared;

/// How many lines the table has at most, and how many conversations are shown in full, with how
/// many differences each.
const LINES: usize = 20;
const IN_FULL: usize = 3;
const OF_EACH: usize = 5;

/// How wide columns are.
const PATH: usize = 28;
const SIDE: usize = 17;

/// All that is printed.
pub(super) fn text(compared: &Compared) -> String {
    let summary = &compared.summary;
    let mut text = headline(compared);
    text.push('\n');
    if summary.count() == 0 {
        return text;
    }
    text.push('\n');
    table(&mut text, compared);
    for (name, comparison) in compared.differing.iter().take(IN_FULL) {
        text.push('\n');
        in_full(&mut text, name, comparison);
    }
    let more = compared.differing.len().saturating_sub(IN_FULL);
    if more > 0 {
        text.push_str(&format!(
            "\n{more} more differ; --report FILE.md has them\n"
        ));
    }
    text
}

/// What came of it, in one line.
pub(super) fn headline(compared: &Compared) -> String {
    let summary = &compared.summary;
    if !compared.are_conversations {
        let verdict = summary.verdict().map_or("nothing compared", Verdict::name);
        return match summary.count() {
            0 => verdict.to_owned(),
            count => format!("{verdict}: {}", counted(count, "difference")),
        };
    }
    format!(
        "{}: {} same bytes, {} same objects; {} differ",
        counted(summary.len(), "conversation"),
        grouped(summary.of(Verdict::SameBytes)),
        grouped(summary.of(Verdict::SameObjects)),
        grouped(summary.of(Verdict::Differs)),
    )
}

fn table(text: &mut String, compared: &Compared) {
    let summary = &compared.summary;
    let of = match compared.are_conversations {
        true => "in",
        false => "count",
    };
    row(text, ["path", of, "messages", "old", "new"]);
    let kinds = summary.kinds();
    for kind in kinds.iter().take(LINES) {
        let Some(first) = kind.examples().first() else {
            continue;
        };
        let count = match compared.are_conversations {
            true => format!(
                "{} of {}",
                grouped(kind.conversations()),
                grouped(summary.len())
            ),
            false => grouped(kind.count()),
        };
        let messages = match first.messages() {
            (None, None) => "–".to_owned(),
            _ => grouped(kind.messages()),
        };
        let (old, new) = sides(first);
        row(text, [first.general_path(), &count, &messages, &old, &new]);
    }
    let more = kinds.len().saturating_sub(LINES);
    if more > 0 {
        text.push_str(&format!("{more} more kinds of differences\n"));
    }
}

fn row(text: &mut String, [path, count, messages, old, new]: [&str; 5]) {
    let line = format!(
        "{}  {}  {}  {}  {}",
        padded(path, PATH),
        padded(count, 6),
        padded(messages, 8),
        padded(old, SIDE),
        cut(new, SIDE)
    );
    text.push_str(line.trim_end());
    text.push('\n');
}

/// What each side has, for a column.
pub(super) fn sides(difference: &Difference) -> (String, String) {
    let side = |side: Option<&str>| match (side, difference.what()) {
        (None, What::Missing | What::Added) => "–".to_owned(),
        (side, _) => visible(side.unwrap_or_default()).into_owned(),
    };
    (side(difference.old_value()), side(difference.new_value()))
}

fn in_full(text: &mut String, name: &str, comparison: &Comparison) {
    let mut indent = "";
    if !name.is_empty() {
        text.push_str(&visible(name));
        text.push('\n');
        indent = "  ";
    }
    for difference in comparison.differences().iter().take(OF_EACH) {
        let mut line = String::new();
        if let Some(from) = difference.from() {
            line.push_str(&format!("{from}, "));
        }
        match difference.messages() {
            (Some(message), _) | (None, Some(message)) => {
                line.push_str(&format!("message {message}, "));
            }
            (None, None) => {}
        }
        line.push_str(&visible(difference.path()));
        if let Some(field) = difference.field() {
            line.push_str(&format!(" ({})", visible(field)));
        }
        if difference.what() == What::Bytes {
            line.push_str(": the same objects in other bytes, from this byte on");
        }
        text.push_str(&format!("{indent}{}\n", cut(&line, 78)));
        for (sign, side) in [('-', difference.old_value()), ('+', difference.new_value())] {
            if let Some(side) = side {
                text.push_str(&format!("{indent}  {sign} {}\n", cut(&visible(side), 72)));
            }
        }
    }
    let shown = u64::try_from(OF_EACH).unwrap_or(u64::MAX);
    let more = comparison.count().saturating_sub(shown);
    if more > 0 {
        text.push_str(&format!(
            "{indent}and {}\n",
            counted(more, "more difference")
        ));
    }
}

/// A number and a noun.
fn counted(count: u64, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// A number with commas between its thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text that is no wider than a column.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut line = String::new();
    let mut width = 0_usize;
    for character in text.chars() {
        width = width.saturating_add(character.width().unwrap_or(0));
        if width >= columns {
            break;
        }
        line.push(character);
    }
    line.push('…');
    line
}

fn padded(text: &str, columns: usize) -> String {
    let mut text = cut(text, columns);
    let blanks = columns.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', blanks));
    text
}

/// How many differ, for reports.
pub(super) fn verdict(summary: &Summary) -> &'static str {
    summary.verdict().map_or("nothing compared", Verdict::name)
}
