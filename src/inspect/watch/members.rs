//! A message as JSON.

use super::message::{Kind, Message};
use crate::inspect::json::Layout;
use crate::inspect::json::scalars::{put_long, put_quoted_hex, put_text};
use crate::inspect::plain::Plain;

impl Message<'_> {
    /// Returns it as JSON on one line: [`members`](Self::members) in braces.
    pub fn json(&mut self) -> String {
        format!("{{{}}}", self.members())
    }

    /// Returns the members of an object of JSON that says it all, without braces, so that others may
    /// stand in front of them: `"offset"`, `"bytes"`, `"kind"`, and what the kind has.
    ///
    /// | kind | further members |
    /// |---|---|
    /// | `header`, `reset` | |
    /// | `object` | `class`, unless it is null, and `value` as in [plain JSON](crate::inspect::plain) |
    /// | `exception` | `class` of the exception, and as `value` what was whole of the object |
    /// | `data`, `bytes` | `value`: hexadecimal digits |
    /// | `text` | `value`: the text |
    /// | `forgotten` | `class`, if it is known |
    /// | `unreadable` | `byte`, at which that was seen, and `why` |
    ///
    /// What a JVM refuses, though it can be shown, has a member `refused` that says why.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::inspect::watch::{Watch, WatchSettings};
    ///
    /// let mut watch = Watch::new(WatchSettings::default());
    /// watch.push(b"\xAC\xED\0\x05\x74\0\x04hola");
    /// assert_eq!(watch.next().unwrap().json(), r#"{"offset":0,"bytes":4,"kind":"header"}"#);
    /// assert_eq!(
    ///     watch.next().unwrap().json(),
    ///     r#"{"offset":4,"bytes":7,"kind":"object","class":"java.lang.String","value":"hola"}"#
    /// );
    /// ```
    pub fn members(&mut self) -> String {
        let (offset, bytes) = (self.offset(), self.bytes());
        let (kind, before) = self.parts();
        let mut out = Vec::new();
        put_number(&mut out, "\"offset\":", offset);
        put_number(&mut out, ",\"bytes\":", bytes);
        out.extend_from_slice(b",\"kind\":");
        put_text(&mut out, name(kind));
        match kind {
            Kind::Header | Kind::Reset => {}
            Kind::Object { graph, value } | Kind::Exception { graph, value } => {
                if let Some(node) = value {
                    put_member(&mut out, "class", &graph.class_told(*node));
                }
                if let Some(before) = before {
                    let mut plain = Plain::behind(graph, Layout::Compact, std::mem::take(before));
                    let mut value = Vec::new();
                    while let Some(piece) = plain.piece() {
                        value.extend_from_slice(piece);
                    }
                    *before = plain.into_before();
                    put_value(&mut out, &value);
                }
            }
            Kind::Data(bytes) | Kind::Bytes(bytes) => {
                out.extend_from_slice(b",\"value\":");
                put_quoted_hex(&mut out, bytes);
            }
            Kind::Text(text) => put_member(&mut out, "value", &text.to_string_lossy()),
            Kind::Forgotten { class } => {
                if let Some(class) = class {
                    put_member(&mut out, "class", class);
                }
            }
            Kind::Unreadable { at, why } => {
                put_number(&mut out, ",\"byte\":", *at);
                put_member(&mut out, "why", why);
            }
        }
        if let Some(refusal) = self.refusal() {
            put_member(&mut out, "refused", refusal);
        }
        // It is UTF-8: nothing is lost.
        String::from_utf8_lossy(&out).into_owned()
    }
}

/// The value of an object. What is too deep in it follows on lines of its own.
fn put_value(out: &mut Vec<u8>, lines: &[u8]) {
    let mut lines = lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    let Some(value) = lines.next() else { return };
    out.extend_from_slice(b",\"value\":");
    out.extend_from_slice(value);
    let mut separator: &[u8] = b",\"more\":[";
    for line in lines {
        out.extend_from_slice(separator);
        out.extend_from_slice(line);
        separator = b",";
    }
    if separator == b"," {
        out.push(b']');
    }
}

fn put_number(out: &mut Vec<u8>, key: &str, number: u64) {
    out.extend_from_slice(key.as_bytes());
    put_long(out, i64::try_from(number).unwrap_or(i64::MAX));
}

fn put_member(out: &mut Vec<u8>, key: &str, text: &str) {
    out.push(b',');
    put_text(out, key);
    out.push(b':');
    put_text(out, text);
}

fn name(kind: &Kind<'_>) -> &'static str {
    match kind {
        Kind::Header => "header",
        Kind::Object { .. } => "object",
        Kind::Data(_) => "data",
        Kind::Reset => "reset",
        Kind::Exception { .. } => "exception",
        Kind::Forgotten { .. } => "forgotten",
        Kind::Text(_) => "text",
        Kind::Bytes(_) => "bytes",
        Kind::Unreadable { .. } => "unreadable",
    }
}
