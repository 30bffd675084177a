//! A message on one line of a terminal.

use super::message::{Kind, Message};
use crate::inspect::dump::fitting;
use crate::inspect::dump::value::{push_beginning, push_string};
use crate::inspect::plain::Line;
use crate::inspect::visible;
use crate::text::JavaStr;

impl Message<'_> {
    /// Returns what it says, on one line of at most `columns` columns of a terminal: shortened where
    /// it must be, and with nothing in it that a terminal would obey.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::inspect::watch::{Watch, WatchSettings};
    ///
    /// let mut watch = Watch::new(WatchSettings::default());
    /// watch.push(b"\xAC\xED\0\x05\x74\0\x04hola");
    /// assert_eq!(watch.next().unwrap().line(80), "stream header");
    /// assert_eq!(watch.next().unwrap().line(80), "String \"hola\"");
    /// watch.push(b"\x74\0\x04hola");
    /// assert_eq!(watch.next().unwrap().line(11), "String \"ho…");
    /// ```
    pub fn line(&mut self, columns: usize) -> String {
        let bytes = self.bytes();
        let (kind, before) = self.parts();
        let text = match kind {
            Kind::Header => "stream header".to_owned(),
            Kind::Reset => "reset".to_owned(),
            Kind::Object { graph, value } => match before {
                Some(before) => Line::new(graph, before, columns, bytes).object(*value),
                None => String::new(),
            },
            Kind::Exception { graph, value } => {
                let object = match before {
                    Some(before) => Line::new(graph, before, columns, bytes).object(*value),
                    None => String::new(),
                };
                format!("the writer gave up: {object}")
            }
            Kind::Data(bytes) => of_bytes("data", bytes, columns),
            Kind::Bytes(bytes) => of_bytes("bytes", bytes, columns),
            Kind::Text(text) => of_text(*text, columns),
            Kind::Forgotten { class } => {
                let class = class.as_deref().unwrap_or("an object");
                let class = class.strip_prefix("java.lang.").unwrap_or(class);
                format!(
                    "{}, not shown: there is no room for more objects before the next reset",
                    visible(class)
                )
            }
            Kind::Unreadable { at, why } => format!("{why}, from byte {at} on"),
        };
        match self.refusal() {
            None => cut(text, columns),
            Some(refusal) => {
                let refusal = visible(refusal);
                cut(format!("a JVM refuses this ({refusal}): {text}"), columns)
            }
        }
    }
}

fn of_text(text: JavaStr<'_>, columns: usize) -> String {
    let mut line = "writeUTF ".to_owned();
    push_beginning(&mut line, text, columns);
    line
}

/// Bytes as a text where they are one, else in hexadecimal digits.
fn of_bytes(name: &str, bytes: &[u8], columns: usize) -> String {
    let beginning = bytes.get(..columns).unwrap_or(bytes);
    let is_text = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let mut line = name.to_owned();
    if bytes.len() > 1 && beginning.iter().all(is_text) {
        line.push(' ');
        push_string(&mut line, JavaStr::new_checked(beginning));
    } else {
        for byte in beginning {
            line.push_str(&format!(" {byte:02X}"));
        }
    }
    if beginning.len() < bytes.len() {
        line.push('…');
    }
    line
}

/// Cuts a text where the line is full, and says so.
fn cut(text: String, columns: usize) -> String {
    if fitting(&text, columns) == text.len() {
        return text;
    }
    let end = fitting(&text, columns.saturating_sub(1));
    let mut line = text.get(..end).unwrap_or_default().to_owned();
    line.push('…');
    line
}
