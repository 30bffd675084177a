//! A line of what is said: when, by whom, what, and how much.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use javawire::conversation::{Side, Stamp};
use unicode_width::UnicodeWidthStr;

use crate::cli::packets::time::time_of_day;

/// How wide a text may be where there is no terminal.
pub(super) const WIDE: usize = 200;

/// What a text has at least, and an address at most, on a narrow terminal.
const NARROW: usize = 12;
const ADDRESS: usize = 22;

/// One line, as it is put together.
pub(super) struct Line {
    columns: Option<usize>,
    is_painted: bool,
    left: String,
    mark: &'static str,
    style: Style,
    is_dim: bool,
    right: String,
}

impl Line {
    pub(super) fn new(
        columns: Option<usize>,
        is_painted: bool,
        at: Stamp,
        number: u64,
        client: SocketAddr,
    ) -> Self {
        let mut client = client.to_string();
        if columns.is_some() && client.len() > ADDRESS {
            // The end of it tells one from the other.
            let from = client.len().saturating_sub(ADDRESS).saturating_add(1);
            client = format!("…{}", client.get(from..).unwrap_or_default());
        }
        Line {
            columns,
            is_painted,
            left: format!("{} #{number} {client} ", time_of_day(at)),
            mark: "",
            style: Style::new(),
            is_dim: false,
            right: String::new(),
        }
    }

    /// Has it say who spoke.
    pub(super) fn mark(&mut self, from: Side, is_wrong: bool) {
        (self.mark, self.style) = match (from, is_wrong) {
            (Side::Client, false) => ("> ", AnsiColor::Cyan.on_default()),
            (Side::Server, false) => ("< ", AnsiColor::Green.on_default()),
            (Side::Client, true) => ("> ! ", AnsiColor::Red.on_default()),
            (Side::Server, true) => ("< ! ", AnsiColor::Red.on_default()),
        };
    }

    /// Has it say how large that is, and how long it took to think about it.
    pub(super) fn right(&mut self, thought: Option<Duration>, bytes: u64) {
        let size = format!("{} B", grouped(bytes));
        self.right = match thought {
            Some(thought) => format!("  +{} {size:>7}", time(thought)),
            None => format!(" {size:>7}"),
        };
    }

    /// Has all of it be faint.
    pub(super) fn dim(&mut self) {
        self.is_dim = true;
    }

    /// Returns how wide the text may be.
    pub(super) fn room(&self) -> usize {
        let taken = [&self.left[..], self.mark, &self.right]
            .iter()
            .map(|part| part.width())
            .fold(0, usize::saturating_add);
        self.columns
            .map_or(WIDE, |columns| columns.saturating_sub(taken).max(NARROW))
    }

    /// Appends it, with this text.
    pub(super) fn say(&self, text: &str, out: &mut String) {
        let room = self.room();
        let text = match self.columns {
            Some(_) if self.right.is_empty() => cut(text, room),
            _ => text.to_owned(),
        };
        let gap = match (self.columns, self.right.is_empty()) {
            (Some(_), false) => room.saturating_sub(text.width()),
            _ => 0,
        };
        // Writing to a string does not fail.
        let _ = if self.is_painted {
            let faint = Style::new().dimmed();
            let body = if self.is_dim { faint } else { Style::new() };
            writeln!(
                out,
                "{faint}{}{faint:#}{}{}{}{body}{text}{body:#}{:gap$}{faint}{}{faint:#}",
                self.left,
                self.style,
                self.mark,
                self.style.render_reset(),
                "",
                self.right
            )
        } else {
            writeln!(
                out,
                "{}{}{text}{:gap$}{}",
                self.left, self.mark, "", self.right
            )
        };
    }
}

/// Returns the text cut where the line is full.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if cut.width() >= room {
            cut.pop();
            break;
        }
    }
    cut.push('…');
    cut
}

/// Returns a time as short as it is told: `38 µs`, `0.9 ms`, `1.4 s`, `75 s`.
pub(super) fn time(time: Duration) -> String {
    match time.as_micros() {
        micros @ ..100 => format!("{micros} µs"),
        100..1_000_000 => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        1_000_000..60_000_000 => format!("{:.1} s", time.as_secs_f64()),
        _ => format!("{} s", grouped(time.as_secs())),
    }
}

/// Returns a number in groups of three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_are_short() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1204, "1,204"),
            (1 << 20, "1,048,576"),
        ] {
            assert_eq!(grouped(number), expected);
        }
        for (micros, expected) in [
            (38, "38 µs"),
            (900, "0.9 ms"),
            (1_400_000, "1.4 s"),
            (75_000_000, "75 s"),
            (3_600_000_000, "3,600 s"),
        ] {
            assert_eq!(time(Duration::from_micros(micros)), expected);
        }
    }

    #[test]
    fn a_cut_text_fits() {
        for room in 2..20 {
            for text in ["closed by the client", "日本語日本語日本語日本語", "ab"] {
                assert!(cut(text, room).width() <= room, "{room} {text}");
            }
        }
    }
}
