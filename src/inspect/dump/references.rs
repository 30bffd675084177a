//! Strings, and references: what a handle stands for.

use super::hex::push_hex;
use super::item::{Role, Sink};
use super::known::{Described, HandleOf, KNOWN_HANDLES};
use super::listing::{Listing, to_u64};
use super::section::{DescPart, Grammar};
use crate::class::shape::ClassIndex;
use crate::event::Handle;
use crate::text::JavaStr;

impl Listing {
    /// `prevObject`, where a value, a constant's name or the name of a type stands.
    pub(super) fn reference(&mut self, handle: Handle, bytes: &[u8], sink: Sink<'_>) {
        let depth = self.label(sink);
        match self.stack.last_mut().map(|frame| &mut frame.rule) {
            Some(Grammar::Enum(constant)) => self.known.name_constant(*constant, handle),
            Some(Grammar::ClassDesc { class, part, .. }) => {
                self.known.refer_to_type(*class, handle);
                *part = DescPart::Member;
            }
            _ => {}
        }
        self.page.put(Role::Name, "TC_REFERENCE ");
        self.describe(handle);
        self.page.item(sink, depth, bytes);
    }

    pub(super) fn null(&mut self, bytes: &[u8], sink: Sink<'_>) {
        let depth = self.label(sink);
        self.name("TC_NULL", depth, bytes, sink);
    }

    /// `newString`, which has come whole, and what stands before its characters.
    pub(super) fn string(
        &mut self,
        handle: Handle,
        value: JavaStr<'_>,
        head: &[u8],
        sink: Sink<'_>,
    ) {
        let length = value.as_bytes().len();
        self.known.add_string(value);
        self.head_of_string(handle, Some(value), to_u64(length), head, sink);
        let depth = self.depth().saturating_add(1);
        self.characters(value, depth, sink);
    }

    /// The head of a string whose characters are still to come.
    pub(super) fn long_string(&mut self, handle: Handle, length: u64, head: &[u8], sink: Sink<'_>) {
        self.known.add_long_string();
        let names_type_in = self.head_of_string(handle, None, length, head, sink);
        let depth = self.depth().saturating_add(1);
        let rule = Grammar::LongString {
            handle,
            names_type_in,
            is_new: true,
        };
        self.push(depth, rule);
    }

    /// The head of `newString`. Returns the class, one of whose fields it names the type of.
    fn head_of_string(
        &mut self,
        handle: Handle,
        value: Option<JavaStr<'_>>,
        length: u64,
        head: &[u8],
        sink: Sink<'_>,
    ) -> Option<ClassIndex> {
        let depth = self.label(sink);
        let mut names_type_in = None;
        match self.stack.last_mut().map(|frame| &mut frame.rule) {
            Some(Grammar::Enum(constant)) => self.known.name_constant(*constant, handle),
            Some(Grammar::ClassDesc { class, part, .. }) => {
                names_type_in = Some(*class);
                *part = DescPart::Member;
                if let Some(value) = value {
                    self.known.name_type(*class, handle, value);
                }
            }
            _ => {}
        }
        let name = if head.len() > 3 {
            "TC_LONGSTRING"
        } else {
            "TC_STRING"
        };
        self.page.put(Role::Name, name);
        self.page.put_number(Role::Note, " length ", length, ", ");
        self.page.put(Role::Name, "newHandle ");
        self.handle(handle);
        self.page.item(sink, depth, head);
        names_type_in
    }

    pub(super) fn handle(&mut self, handle: Handle) {
        self.page
            .put_with(Role::Handle, |text| push_hex(text, handle.wire()));
    }

    /// A handle, and what it stands for.
    pub(super) fn describe(&mut self, handle: Handle) {
        self.handle(handle);
        if self.page.is_silent() {
            return;
        }
        let page = &mut self.page;
        page.put(Role::Note, " ");
        match self.known.describe(handle) {
            Described::String(Some(text)) => page.put(Role::Text, text),
            Described::String(None) => page.put(Role::Note, "(a string)"),
            Described::Constant(class, name) => {
                page.put(Role::Class, class);
                page.put(Role::Note, ".");
                page.put(Role::Value, name.map_or("?", |name| name.trim_matches('"')));
            }
            Described::Of(HandleOf::Array, class, length) => {
                // The length stands in the outermost brackets.
                let element = class.find("[]").and_then(|at| class.split_at_checked(at));
                let (element, brackets) = element.unwrap_or((class, ""));
                page.put(Role::Class, element);
                page.put_number(Role::Value, "[", length, "]");
                page.put(Role::Class, brackets.get(2..).unwrap_or_default());
            }
            Described::Of(HandleOf::Descriptor, class, _) => {
                page.put(Role::Note, "class ");
                page.put(Role::Class, class);
            }
            Described::Of(HandleOf::Class, class, _) => {
                page.put(Role::Class, class);
                page.put(Role::Note, ".class");
            }
            Described::Of(_, class, _) => {
                page.put(Role::Note, "object of ");
                page.put(Role::Class, class);
            }
            Described::Forgotten => page.put_number(
                Role::Note,
                "(further back than the ",
                KNOWN_HANDLES,
                " things remembered)",
            ),
        }
    }
}
