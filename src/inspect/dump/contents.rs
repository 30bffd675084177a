//! What has no names in the specification: characters, data, values of fields, elements.

use super::item::{Role, Sink, steps};
use super::listing::{Listing, to_u64};
use super::section::{Grammar, Section};
use super::value::{push_ascii, push_characters, push_string, push_value};
use crate::event::FieldType;
use crate::text::JavaStr;

/// How many bytes of a long string, block or array are shown.
pub(super) const SHORT: usize = 64;

/// How many bytes stand in one line.
pub(super) const ROW: usize = 8;

impl Listing {
    /// The characters of a string that has come whole.
    pub(super) fn characters(&mut self, string: JavaStr<'_>, depth: u32, sink: Sink<'_>) {
        let bytes = string.as_bytes();
        if bytes.is_empty() {
            return;
        }
        if bytes.len() <= SHORT {
            self.page
                .put_with(Role::Text, |text| push_string(text, string));
            self.page.item(sink, depth, bytes);
        } else if self.options.full {
            self.rows_of_characters(bytes, depth, sink);
        } else {
            let left = self.beginning(bytes, depth, sink);
            self.page.put_number(Role::Note, "… ", left, " more bytes");
            self.page.left_out(sink, depth, to_u64(left));
        }
    }

    /// Some of the characters of a long string.
    pub(super) fn string_chunk(&mut self, string: JavaStr<'_>, last: bool, sink: Sink<'_>) {
        let depth = self.depth();
        if let Some(Section {
            rule:
                Grammar::LongString {
                    handle,
                    names_type_in,
                    is_new,
                },
            ..
        }) = self.stack.last_mut()
            && std::mem::take(is_new)
        {
            self.known.begin_string(*handle, string);
            if let Some(class) = *names_type_in {
                self.known.name_type(class, *handle, string);
            }
        }
        if self.options.full {
            self.rows_of_characters(string.as_bytes(), depth, sink);
        } else if self.page.is_silent() {
            self.page.item(sink, depth, string.as_bytes());
        } else {
            let left = self.beginning(string.as_bytes(), depth, sink);
            self.silence();
            self.page.left_out(sink, depth, to_u64(left));
        }
        if last {
            self.close(sink);
        }
    }

    /// The first characters of a long string. Returns how many bytes are left.
    fn beginning(&mut self, bytes: &[u8], depth: u32, sink: Sink<'_>) -> usize {
        let (shown, rest) = split_characters(bytes, SHORT);
        self.page.put_with(Role::Text, |text| {
            text.push('"');
            push_characters(text, JavaStr::new_checked(shown));
            text.push_str("…\"");
        });
        self.page.item(sink, depth, shown);
        rest.len()
    }

    fn rows_of_characters(&mut self, bytes: &[u8], depth: u32, sink: Sink<'_>) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (row, behind) = split_characters(rest, ROW);
            let string = JavaStr::new_checked(row);
            self.page
                .put_with(Role::Text, |text| push_string(text, string));
            self.page.item(sink, depth, row);
            rest = behind;
        }
    }

    /// A block that has come whole, and what stands before its data.
    pub(super) fn block_data(&mut self, data: &[u8], head: &[u8], sink: Sink<'_>) {
        let depth = self.block(to_u64(data.len()), head, sink);
        self.data(data, depth, sink);
    }

    /// The head of a block whose data are still to come.
    pub(super) fn long_block(&mut self, length: u32, head: &[u8], sink: Sink<'_>) {
        let depth = self.block(length.into(), head, sink);
        self.push(depth, Grammar::LongBlock);
    }

    /// The head of `blockdata`. Returns how deep its data stand.
    fn block(&mut self, length: u64, head: &[u8], sink: Sink<'_>) -> u32 {
        let depth = self.depth();
        let name = if head.len() > 2 {
            "TC_BLOCKDATALONG"
        } else {
            "TC_BLOCKDATA"
        };
        self.page.put(Role::Name, name);
        self.page.put_number(Role::Note, " length ", length, "");
        self.page.item(sink, depth, head);
        depth.saturating_add(1)
    }

    /// Data that have come whole.
    pub(super) fn data(&mut self, bytes: &[u8], depth: u32, sink: Sink<'_>) {
        let (shown, rest) = match bytes.split_at_checked(SHORT) {
            Some(cut) if !self.options.full => cut,
            _ => (bytes, &[][..]),
        };
        self.rows_of_data(shown, depth, sink);
        if !rest.is_empty() {
            let left = rest.len();
            self.page.put_number(Role::Note, "… ", left, " more bytes");
            self.page.left_out(sink, depth, to_u64(rest.len()));
        }
    }

    /// Some data of a long block.
    pub(super) fn block_chunk(&mut self, bytes: &[u8], last: bool, sink: Sink<'_>) {
        let depth = self.depth();
        match bytes.split_at_checked(SHORT) {
            Some((shown, rest)) if !self.options.full && !self.page.is_silent() => {
                self.rows_of_data(shown, depth, sink);
                self.silence();
                self.page.left_out(sink, depth, to_u64(rest.len()));
            }
            _ => self.rows_of_data(bytes, depth, sink),
        }
        if last {
            self.close(sink);
        }
    }

    /// Bytes that nothing is known of.
    pub(super) fn rows_of_data(&mut self, bytes: &[u8], depth: u32, sink: Sink<'_>) {
        if self.page.is_silent() {
            self.page.item(sink, depth, bytes);
            return;
        }
        for row in steps(bytes.len(), ROW) {
            let row = bytes.get(row).unwrap_or_default();
            self.page.put(Role::Note, "|");
            self.page
                .put_with(Role::Value, |text| push_ascii(text, row));
            self.page.put(Role::Note, "|");
            self.page.item(sink, depth, row);
        }
    }

    /// Values of fields, or elements of an array.
    pub(super) fn primitives(&mut self, bytes: &[u8], sink: Sink<'_>) {
        self.enter_level(sink);
        match self.stack.last().map(|frame| &frame.rule) {
            Some(Grammar::Array { code, next, .. }) => self.elements(*code, *next, bytes, sink),
            Some(Grammar::Object(_)) => self.fields(bytes, 1, sink),
            // They come late, inside the annotation.
            Some(Grammar::Annotation) => {
                let below = self.stack.len().checked_sub(2);
                let below = below.and_then(|below| self.stack.get_mut(below));
                if let Some(Section {
                    rule: Grammar::Object(levels),
                    ..
                }) = below
                    && self.cut.is_empty()
                    && levels.field >= levels.fields
                {
                    levels.field = 0;
                }
                self.fields(bytes, 2, sink);
            }
            _ => {
                let depth = self.depth();
                self.rows_of_data(bytes, depth, sink);
            }
        }
    }

    fn elements(&mut self, code: FieldType, first: u32, bytes: &[u8], sink: Sink<'_>) {
        let width = usize::from(code.width().unwrap_or(1)).max(1);
        let depth = self.depth();
        let in_row = ROW.checked_div(width).unwrap_or(1);
        let mut next = usize::try_from(first).unwrap_or(usize::MAX);
        for row in steps(bytes.len(), ROW) {
            if next.saturating_mul(width) >= SHORT {
                self.silence();
            }
            if self.page.is_silent() {
                let rest = bytes.get(row.start..).unwrap_or_default();
                self.page.item(sink, depth, rest);
                next = next.saturating_add(rest.len().checked_div(width).unwrap_or(0));
                break;
            }
            let row = bytes.get(row).unwrap_or_default();
            self.page.put_number(Role::Field, "[", next, "]");
            self.page.put(Role::Note, " ");
            for (index, value) in row.chunks(width).enumerate() {
                if index > 0 {
                    self.page.put(Role::Note, ", ");
                }
                self.page
                    .put_with(Role::Value, |text| push_value(text, code, value));
            }
            self.page.item(sink, depth, row);
            next = next.saturating_add(in_row);
        }
        if let Some(Section {
            rule: Grammar::Array { next: counted, .. },
            ..
        }) = self.stack.last_mut()
        {
            *counted = u32::try_from(next).unwrap_or(u32::MAX);
        }
    }

    /// Values of the primitive fields of the object that is `from_top` from the top of the stack.
    fn fields(&mut self, bytes: &[u8], from_top: usize, sink: Sink<'_>) {
        let depth = self.depth();
        let object = self.stack.len().checked_sub(from_top);
        let object = object.and_then(|object| self.stack.get_mut(object));
        let Some(Section {
            rule: Grammar::Object(levels),
            ..
        }) = object
        else {
            return;
        };
        let class = levels.class.and_then(|class| self.known.class(class));
        let page = &mut self.page;
        let mut rest = bytes;
        while !rest.is_empty() {
            let field = class.and_then(|class| class.fields.get(levels.field));
            let Some((field, width)) = field.and_then(|field| Some((field, field.code.width()?)))
            else {
                page.item(sink, depth, rest);
                return;
            };
            page.put_label(&field.label, field.name);
            let missing = usize::from(width).saturating_sub(self.cut.len());
            let (part, behind) = rest.split_at_checked(missing).unwrap_or((rest, &[]));
            rest = behind;
            if part.len() < missing || !self.cut.is_empty() {
                self.cut.extend(part);
            }
            if part.len() < missing {
                page.put(Role::Note, ", in two pieces");
                page.item(sink, depth, part);
                return;
            }
            let value = if self.cut.is_empty() {
                part
            } else {
                &self.cut[..]
            };
            page.put(Role::Note, " = ");
            page.put_with(Role::Value, |text| push_value(text, field.code, value));
            page.item(sink, depth, part);
            self.cut.clear();
            levels.field = levels.field.saturating_add(1);
        }
    }
}

/// Cuts modified UTF-8 after as many whole characters as fit into `most` bytes, but at least one.
fn split_characters(bytes: &[u8], most: usize) -> (&[u8], &[u8]) {
    let is_continuation = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let mut at = most.min(bytes.len());
    while at > 0 && is_continuation(at) {
        at = at.saturating_sub(1);
    }
    // The two halves of a pair stay together.
    let half = |at: usize, from: u8| {
        let half = bytes.get(at..).unwrap_or_default();
        matches!(half, [0xED, second, ..] if *second & 0xF0 == from)
    };
    if at >= 6 && half(at, 0xB0) && half(at.saturating_sub(3), 0xA0) {
        at = at.saturating_sub(3);
    }
    if at == 0 {
        at = bytes.len().min(1);
        while is_continuation(at) {
            at = at.saturating_add(1);
        }
    }
    bytes.split_at_checked(at).unwrap_or((bytes, &[]))
}
