//! Strings, references, primitive data, and what cannot be shown.

use super::bracket::{Bracket, DescPart, Inside, Part};
use super::writer::{Open, Writer};
use crate::codes::{MAX_BLOCK_SIZE, MAX_SHORT_STRING};
use crate::error::ErrorKind;
use crate::event::{BlockForm, Handle, StringForm};
use crate::inspect::json::scalars::{canonical, put_hex, put_integer, put_quoted_hex, put_text};
use crate::text::JavaStr;

impl Writer<'_> {
    pub(super) fn string(&mut self, handle: Handle, value: JavaStr<'_>, form: StringForm) {
        if let Some(Bracket {
            inside:
                Inside::Desc {
                    part: DescPart::Type(code),
                    ..
                },
            ..
        }) = self.brackets.last()
        {
            let code = *code;
            self.new_type(code, handle, value, form);
            return;
        }
        self.begin_item();
        let id = self.survey.ids.get(handle);
        self.put_string(id, value, form, false);
    }

    /// A new string: its text alone if that says all.
    pub(super) fn put_string(
        &mut self,
        id: Option<u32>,
        value: JavaStr<'_>,
        form: StringForm,
        tagged: bool,
    ) {
        let out = &mut self.out.text;
        let is_usual = has_usual_form(value, form);
        let text = canonical(value);
        if let (Some(text), None, true, false) = (&text, id, is_usual, tagged) {
            put_text(out, text);
            return;
        }
        match text {
            Some(text) => {
                out.extend_from_slice(b"{\"@string\": ");
                put_text(out, &text);
            }
            None => {
                out.extend_from_slice(b"{\"@mutf8\": ");
                put_quoted_hex(out, value.as_bytes());
            }
        }
        if !is_usual {
            out.extend_from_slice(b", \"form\": \"long\"");
        }
        if let Some(id) = id {
            out.extend_from_slice(b", \"@id\": ");
            put_integer(out, id);
        }
        out.push(b'}');
    }

    pub(super) fn reference(&mut self, handle: Handle) {
        if let Some(Bracket {
            inside:
                Inside::Desc {
                    part: DescPart::Type(code),
                    ..
                },
            ..
        }) = self.brackets.last()
        {
            let code = *code;
            self.known_type(code, handle);
            return;
        }
        self.begin_item();
        self.put_reference(handle);
    }

    pub(super) fn put_reference(&mut self, handle: Handle) {
        let id = self.survey.ids.get(handle).unwrap_or(0);
        self.out.put(b"{\"@ref\": ");
        put_integer(&mut self.out.text, id);
        self.out.text.push(b'}');
    }

    /// Primitive data: blocks as the JDK frames them are joined to one item.
    pub(super) fn block(&mut self, bytes: &[u8], form: BlockForm) {
        let is_short = bytes.len() <= usize::from(u8::MAX);
        let is_usual = !bytes.is_empty()
            && bytes.len() <= MAX_BLOCK_SIZE
            && is_short == (form == BlockForm::Short);
        self.count_data(is_usual.then_some(bytes));
        if self.open == Open::Data && !is_usual {
            self.end_data();
        }
        if self.open == Open::Nothing {
            self.begin_item();
            let start: &[u8] = if is_usual {
                b"{\"@data\": \""
            } else {
                b"{\"@block\": \""
            };
            self.out.put(start);
        }
        put_hex(&mut self.out.text, bytes);
        if is_usual {
            self.open = Open::Data;
            if bytes.len() < MAX_BLOCK_SIZE {
                self.end_data();
            }
        } else {
            self.out.put(b"\"");
            if is_short && form == BlockForm::Long {
                self.out.put(b", \"form\": \"long\"");
            }
            self.out.put(b"}");
        }
    }

    /// Bytes among an annotation that no block frames.
    pub(super) fn raw(&mut self, bytes: &[u8], last: bool) {
        if self.open == Open::Nothing {
            self.count_data(None);
            self.begin_item();
            self.out.put(b"{\"@raw\": \"");
            self.open = Open::Bytes;
        }
        put_hex(&mut self.out.text, bytes);
        if last {
            self.end_data();
        }
    }

    /// Ends the string that may go on.
    pub(super) fn end_data(&mut self) {
        if std::mem::replace(&mut self.open, Open::Nothing) != Open::Nothing {
            self.out.put(b"\"}");
        }
    }

    /// What cannot be shown, as bytes, where the stream is cut off.
    pub(super) fn rest(&mut self) {
        match self.brackets.last().map(|bracket| bracket.inside) {
            Some(Inside::Begin) => self.out.key("@rest"),
            Some(Inside::Object(object)) if object.part != Part::Data => {
                self.end_fields(object);
                self.out.key("@rest");
            }
            Some(Inside::Primitives { form, .. }) => {
                self.end_primitives(form);
                self.out.key("@rest");
            }
            _ => {
                self.begin_item();
                self.out.put(b"{\"@rest\": ");
                self.put_rest();
                self.out.put(b"}");
                return;
            }
        }
        self.put_rest();
    }

    fn put_rest(&mut self) {
        let rest = self.bytes.get(self.survey.end..).unwrap_or_default();
        let out = &mut self.out.text;
        out.extend_from_slice(b"{\"bytes\": ");
        put_quoted_hex(out, rest);
        if let Some(error) = &self.survey.error {
            out.extend_from_slice(b", \"offset\": ");
            put_integer(
                out,
                i64::try_from(error.offset().unwrap_or(0)).unwrap_or(i64::MAX),
            );
            out.extend_from_slice(b", \"error\": ");
            let is_cut = matches!(error.kind(), ErrorKind::UnexpectedEnd { .. });
            match self.survey.cause.as_deref().filter(|_| is_cut) {
                Some(cause) => put_text(out, cause),
                None => put_text(out, &error.to_string()),
            }
        }
        out.push(b'}');
    }
}

/// Whether a string has the form that its length asks for.
pub(super) fn has_usual_form(value: JavaStr<'_>, form: StringForm) -> bool {
    (value.as_bytes().len() > MAX_SHORT_STRING) == (form == StringForm::Long)
}
