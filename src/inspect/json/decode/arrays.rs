//! Arrays as JSON.

use super::bracket::{Bracket, Form, Inside};
use super::writer::Writer;
use crate::class::shape::ClassIndex;
use crate::event::{Begin, DescForm, FieldType, Handle};
use crate::inspect::json::scalars::{put_hex, put_integer, put_primitive, put_text};

impl Writer<'_> {
    pub(super) fn array(&mut self, handle: Handle, class: Handle, desc: DescForm, length: u32) {
        let class = self.assign_to(handle, class);
        let moved = self.create(Begin::Array, handle, class, desc);
        let come = self.bytes.get(self.offset..self.survey.end);
        self.array_of(class, moved, length, come.unwrap_or_default());
    }

    /// An array, after what tells its class. Its elements, if all have come, are at the front
    /// of `come`.
    #[inline]
    pub(super) fn array_of(
        &mut self,
        class: Option<ClassIndex>,
        moved: bool,
        length: u32,
        come: &[u8],
    ) {
        let class = class.and_then(|class| self.classes.get(class));
        let element = class.and_then(|class| class.element());
        self.out.key("elements");
        let Some(element) = element.filter(|element| element.width().is_some()) else {
            self.out.open(b'[');
            let is_held = self.is_held_array();
            let left = length;
            self.brackets.push(Bracket {
                inside: Inside::Elements {
                    length,
                    left,
                    is_held,
                },
                moved,
            });
            return;
        };
        let form = match element {
            FieldType::Byte => {
                self.out.put(b"\"");
                Form::Hex
            }
            FieldType::Char if self.put_chars(length, come) => Form::Text,
            _ => {
                self.out.open(b'[');
                Form::Numbers
            }
        };
        let left = length;
        self.brackets.push(Bracket {
            inside: Inside::Primitives {
                element,
                form,
                length,
                left,
            },
            moved,
        });
    }

    /// Writes an array of chars as a text without its last quote, if it is one and not cut off.
    fn put_chars(&mut self, length: u32, come: &[u8]) -> bool {
        let length = usize::try_from(length)
            .unwrap_or(usize::MAX)
            .saturating_mul(2);
        let Some(bytes) = come.get(..length) else {
            return false;
        };
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
        let Ok(text) = char::decode_utf16(units).collect::<Result<String, _>>() else {
            return false;
        };
        put_text(&mut self.out.text, &text);
        self.out.text.pop();
        true
    }

    pub(super) fn elements(&mut self, element: FieldType, form: Form, bytes: &[u8]) {
        let width = usize::from(element.width().unwrap_or(1));
        let count = bytes.len().checked_div(width).unwrap_or_default();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if let Some(Bracket {
            inside: Inside::Primitives { left, .. },
            ..
        }) = self.brackets.last_mut()
        {
            *left = left.saturating_sub(count);
        }
        match form {
            Form::Text => {}
            Form::Hex => put_hex(&mut self.out.text, bytes),
            Form::Numbers => {
                let mut rest = bytes;
                for _ in 0..count {
                    self.out.number();
                    put_primitive(&mut self.out.text, element, &mut rest);
                }
            }
        }
    }

    /// Ends the elements of an array of primitives.
    pub(super) fn end_primitives(&mut self, form: Form) {
        if form == Form::Numbers {
            self.out.close_numbers();
        } else {
            self.out.put(b"\"");
        }
        if let Some(Bracket {
            inside: Inside::Primitives { length, left, .. },
            ..
        }) = self.brackets.last_mut()
            && std::mem::take(left) > 0
        {
            let length = *length;
            self.put_length(length);
        }
    }

    /// The length of an array that has not all its elements.
    pub(super) fn put_length(&mut self, length: u32) {
        self.out.key("length");
        put_integer(&mut self.out.text, length);
    }
}
