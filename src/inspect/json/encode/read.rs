//! JSON text, as RFC 8259 has it, read without recursion. serde_json reads what is inside a string
//! or a number.

use super::document::Document;

/// How deep brackets may stand inside each other. Nothing here needs a bound, but what is
/// open takes memory that its text does not pay for.
const MAX_DEPTH: usize = 10_000;

/// Why a text is not one JSON value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Syntax<'t> {
    /// Where, in bytes.
    pub(super) offset: usize,
    pub(super) problem: String,
    /// There is a value, and something comes after it.
    pub(super) is_behind: bool,
    pub(super) text: &'t str,
}

/// Reads a text as one JSON value. What is there is in the document even if that fails.
pub(super) fn read(text: &str) -> (Document<'_>, Result<(), Syntax<'_>>) {
    let mut reader = Reader {
        text,
        at: 0,
        document: Document::new(text),
        open: Vec::new(),
    };
    let read = reader.run().map_err(|problem| Syntax {
        offset: reader.at,
        problem,
        is_behind: false,
        text,
    });
    let read = read.and_then(|()| {
        reader.space();
        match reader.peek() {
            None => Ok(()),
            Some(_) => Err(Syntax {
                offset: reader.at,
                problem: "something stands behind the JSON".to_owned(),
                is_behind: true,
                text,
            }),
        }
    });
    (reader.document, read)
}

/// Whether a string in quotes has an escape of half a surrogate pair, whatever else is wrong.
fn has_lone_surrogate(quoted: &str) -> bool {
    let mut escapes = quoted.split("\\u").skip(1);
    escapes.any(|escape| {
        let unit = escape
            .get(..4)
            .map(|digits| u16::from_str_radix(digits, 16));
        matches!(unit, Some(Ok(0xD800..=0xDFFF)))
    })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    document: Document<'t>,
    open: Vec<Open>,
}

/// An array or object that has not ended.
struct Open {
    is_object: bool,
    at: usize,
    count: usize,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), String> {
        self.space();
        self.value()?;
        while let Some(open) = self.open.last_mut() {
            let is_object = open.is_object;
            let is_first = open.count == 0;
            self.space();
            match self.peek() {
                Some(b'}') if is_object => self.close(),
                Some(b']') if !is_object => self.close(),
                Some(b',') if !is_first => {
                    self.skip();
                    self.space();
                    self.entry(is_object)?;
                }
                _ if is_first => self.entry(is_object)?,
                _ => {
                    let end = if is_object { '}' } else { ']' };
                    return Err(self.expected(&format!(", or {end}")));
                }
            }
        }
        Ok(())
    }

    /// An element, or a key and its value.
    fn entry(&mut self, is_object: bool) -> Result<(), String> {
        if let Some(open) = self.open.last_mut() {
            open.count = open.count.saturating_add(1);
        }
        if is_object {
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key in quotes"));
            }
            self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.expected(":"));
            }
            self.skip();
            self.space();
        }
        self.value()
    }

    /// A value, or the beginning of one that has more inside.
    fn value(&mut self) -> Result<(), String> {
        match self.peek() {
            Some(bracket @ (b'{' | b'[')) => {
                if self.open.len() >= MAX_DEPTH {
                    return Err(format!(
                        "brackets stand more than {MAX_DEPTH} deep; move inner values to \
                         \"more\", as decode does"
                    ));
                }
                self.skip();
                let is_object = bracket == b'{';
                let at = self.document.open(is_object);
                self.open.push(Open {
                    is_object,
                    at,
                    count: 0,
                });
            }
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                let length = if rest.starts_with("null") {
                    self.document.push_null();
                    4
                } else if rest.starts_with("true") {
                    self.document.push_bool(true);
                    4
                } else if rest.starts_with("false") {
                    self.document.push_bool(false);
                    5
                } else {
                    return Err(self.expected("a value"));
                };
                self.at = self.at.saturating_add(length);
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        self.skip();
        if let Some(Open { at, count, .. }) = self.open.pop() {
            self.document.close(at, count);
        }
    }

    fn string(&mut self) -> Result<(), String> {
        let quote = self.at;
        self.skip();
        let start = self.at;
        let mut has_escapes = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
            let Some(length) = rest.iter().position(ends) else {
                self.at = quote;
                return Err("a string that does not end".to_owned());
            };
            self.at = self.at.saturating_add(length);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escapes = true;
                    self.at = self.at.saturating_add(2);
                }
                _ => return Err("a control character in a string, which must be escaped".into()),
            }
        }
        let end = self.at;
        self.skip();
        if !has_escapes {
            self.document.push_text(start, end);
            return Ok(());
        }
        let quoted = self.text.get(quote..self.at).unwrap_or_default();
        match serde_json::from_str::<String>(quoted) {
            Ok(text) => self.document.push_unescaped(&text),
            Err(error) => {
                let column = error.column().saturating_sub(1);
                self.at = quote.saturating_add(column);
                let error = error.to_string();
                let problem = error.split(" at line ").next().unwrap_or_default();
                let is_surrogate = ["surrogate", "hex escape"]
                    .iter()
                    .any(|word| problem.contains(word));
                return Err(if is_surrogate && has_lone_surrogate(quoted) {
                    "half a surrogate pair, which no JSON text holds: give the string as \
                     {\"@mutf8\": hex}, and a char as a number"
                        .to_owned()
                } else {
                    problem.to_owned()
                });
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), String> {
        /// How many digits fit into 61 bits.
        const DIGITS: usize = 18;
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let in_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().take_while(in_number).count();
        let number = rest.get(..length).unwrap_or_default();
        let (is_negative, digits) = match number {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let is_plain = digits.iter().all(u8::is_ascii_digit)
            && digits.len() <= DIGITS
            && (digits == b"0" && !is_negative || !matches!(digits, [] | [b'0', ..]));
        let end = start.saturating_add(length);
        if is_plain {
            let value = digits.iter().fold(0_i64, |value, digit| {
                let digit = i64::from(digit.saturating_sub(b'0'));
                value.saturating_mul(10).saturating_add(digit)
            });
            let value = if is_negative {
                value.saturating_neg()
            } else {
                value
            };
            self.document.push_integer(value);
        } else {
            let text = self.text.get(start..end).unwrap_or_default();
            if let Err(error) = serde_json::from_str::<f64>(text) {
                // Beyond all doubles it is JSON all the same; there may be no number that fits
                // where it stands.
                if !error.to_string().contains("out of range") {
                    return Err("a number that is none".to_owned());
                }
            }
            self.document.push_number(start, end);
        }
        self.at = end;
        Ok(())
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn skip(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.skip();
        }
    }

    fn expected(&self, what: &str) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        match rest.chars().next() {
            Some(found) => format!("expected {what}, found {found:?}"),
            None => format!("expected {what}, but the text ends"),
        }
    }
}
