//! Tables that can be read as they are and are Markdown, too.

use std::fmt;

/// A table; the first column stands left, the others right.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns a table with this head and no rows.
    pub(crate) fn new(head: Vec<String>) -> Self {
        Table { rows: vec![head] }
    }

    /// Adds a row, as long as the head.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        for (number, row) in self.rows.iter().enumerate() {
            write!(f, "|")?;
            for (column, cell) in row.iter().enumerate() {
                let width = width(column);
                match column {
                    0 => write!(f, " {cell:<width$} |")?,
                    _ => write!(f, " {cell:>width$} |")?,
                }
            }
            writeln!(f)?;
            if number == 0 {
                write!(f, "|")?;
                for column in 0..row.len() {
                    let line = "-".repeat(width(column));
                    let right = if column == 0 { '-' } else { ':' };
                    write!(f, "-{line}{right}|")?;
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

/// Returns a number with about three digits that count, and commas.
pub(crate) fn number(value: f64) -> String {
    if value < 9.95 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns `3.2×`, or a dash.
pub(crate) fn times(ratio: Option<f64>) -> String {
    match ratio {
        None => NOTHING.to_owned(),
        Some(ratio) if ratio < 0.995 => format!("{ratio:.2}×"),
        Some(ratio) => format!("{}×", number(ratio)),
    }
}

/// What stands where there is nothing to tell.
pub(crate) const NOTHING: &str = "–";
