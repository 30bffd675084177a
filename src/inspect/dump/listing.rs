//! From the events of a stream to the items of its listing: each event is cut
//! into the parts that the specification names.

use std::fmt::Display;

use super::Options;
use super::contents::SHORT;
use super::item::{Cuts, Page, Role, Sink};
use super::known::Known;
use super::objects::FEW;
use super::section::{Grammar, Section};
use crate::event::Event;

/// A listing under way.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) options: Options,
    pub(super) page: Page,
    pub(super) known: Known,
    pub(super) stack: Vec<Section>,
    /// How high the stack was when its top began to be passed over in silence.
    pub(super) silent_from: Option<usize>,
    /// The bytes of a value that is cut between two events.
    pub(super) cut: Vec<u8>,
    /// How many bytes of those that nothing delimits have been shown.
    pub(super) shown: usize,
}

impl Listing {
    pub(super) fn new(options: Options) -> Self {
        Listing {
            options,
            page: Page::default(),
            known: Known::default(),
            stack: Vec::new(),
            silent_from: None,
            cut: Vec::new(),
            shown: 0,
        }
    }

    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        let stack = self.stack.capacity().saturating_mul(size_of::<Section>());
        self.known
            .memory()
            .saturating_add(stack)
            .saturating_add(self.cut.capacity())
    }

    /// Says what is wrong here.
    pub(super) fn error(&mut self, what: &dyn Display, sink: Sink<'_>) {
        self.page
            .put_all(Role::Error, format_args!("error: {what}"));
        self.page.item(sink, 0, &[]);
    }

    /// Lists an event, which was read from `bytes`.
    pub(super) fn event(&mut self, event: Event<'_>, bytes: &[u8], sink: Sink<'_>) {
        match event {
            Event::StreamHeader => self.header(bytes, sink),
            Event::Null => self.null(bytes, sink),
            Event::Reference(handle) => self.reference(handle, bytes, sink),
            Event::String { handle, value, .. } => {
                let head = in_front_of(value.as_bytes(), bytes);
                self.string(handle, value, head, sink);
            }
            Event::LongString { handle, length } => self.long_string(handle, length, bytes, sink),
            Event::StringChunk { text, last } => self.string_chunk(text, last, sink),
            Event::Begin(begin) => self.begin(begin, bytes, sink),
            Event::Object {
                handle,
                class,
                desc,
            } => self.new_object(handle, class, desc, bytes, sink),
            Event::Array {
                handle,
                class,
                desc,
                length,
            } => self.new_array(handle, class, desc, length, bytes, sink),
            Event::Enum {
                handle,
                class,
                desc,
            } => self.new_enum(handle, class, desc, bytes, sink),
            Event::Class {
                handle,
                class,
                desc,
            } => self.new_class(handle, class, desc, bytes, sink),
            Event::ClassDesc {
                handle,
                name,
                suid,
                flags,
                fields,
            } => self.class_desc(handle, name, suid, flags, fields, bytes, sink),
            Event::ProxyClassDesc { handle, interfaces } => {
                self.proxy_class_desc(handle, interfaces, bytes, sink);
            }
            Event::Field { code, name } => self.field(code, name, bytes, sink),
            Event::ProxyInterface(name) => self.interface(name, bytes, sink),
            Event::Superclass(superclass) => self.superclass(superclass, bytes, sink),
            Event::Primitives { bytes: values, .. } => self.primitives(values, sink),
            Event::BlockData { bytes: data, .. } => {
                self.block_data(data, in_front_of(data, bytes), sink);
            }
            Event::LongBlockData { length } => self.long_block(length, bytes, sink),
            Event::BlockChunk { bytes: data, last } => self.block_chunk(data, last, sink),
            Event::Annotation => self.annotation(sink),
            Event::NoFields { values } => self.no_fields(values, sink),
            Event::EndBlockData => self.end_block_data(bytes, sink),
            Event::End => self.close(sink),
            Event::Reset => self.reset(bytes, sink),
            Event::Exception => self.exception(bytes, sink),
        }
    }

    pub(super) fn header(&mut self, bytes: &[u8], sink: Sink<'_>) {
        let mut cuts = Cuts::new(bytes);
        self.known.clear();
        self.name("STREAM_MAGIC", 0, cuts.take(2), sink);
        self.page.put(Role::Name, "STREAM_VERSION");
        self.page.put(Role::Value, " 5");
        self.page.item(sink, 0, cuts.rest());
    }

    fn reset(&mut self, bytes: &[u8], sink: Sink<'_>) {
        self.known.clear();
        self.page.put(Role::Name, "TC_RESET");
        self.page.put(Role::Note, ", handles start again");
        self.page.item(sink, 0, bytes);
    }

    fn exception(&mut self, bytes: &[u8], sink: Sink<'_>) {
        self.abandon(sink);
        self.known.clear();
        self.page.put(Role::Name, "TC_EXCEPTION");
        let note = ", the writer gave up; handles start again";
        self.page.put(Role::Note, note);
        self.page.item(sink, 0, bytes);
        self.push(1, Grammar::Exception);
    }

    /// Ends everything that is open.
    pub(super) fn abandon(&mut self, sink: Sink<'_>) {
        if let Some(height) = self.silent_from {
            self.stack.truncate(height);
            self.listen(sink);
        }
        self.stack.clear();
        self.cut.clear();
    }

    /// An item that is nothing but a name.
    pub(super) fn name(&mut self, name: &str, depth: u32, bytes: &[u8], sink: Sink<'_>) {
        self.page.put(Role::Name, name);
        self.page.item(sink, depth, bytes);
    }

    pub(super) fn depth(&self) -> u32 {
        self.stack.last().map_or(0, |frame| frame.depth)
    }

    pub(super) fn push(&mut self, depth: u32, rule: Grammar) {
        self.stack.push(Section { depth, rule });
    }

    /// Passes over what is left of the top of the stack, unless all is to be shown.
    pub(super) fn silence(&mut self) {
        if !self.options.full && !self.page.is_silent() {
            self.silent_from = Some(self.stack.len());
            self.page.silence();
        }
    }

    /// Tells how much was passed over of the top of the stack.
    fn listen(&mut self, sink: Sink<'_>) {
        self.silent_from = None;
        let passed = self.page.listen();
        let depth = self.depth();
        if passed == 0 {
            return;
        }
        self.page.put(Role::Note, "… ");
        match self.stack.last().map(|frame| &frame.rule) {
            Some(Grammar::Array { length, code, .. }) => {
                let shown = match code.width() {
                    Some(width) => SHORT.checked_div(usize::from(width)),
                    None => usize::try_from(FEW).ok(),
                };
                let shown = u32::try_from(shown.unwrap_or(0)).unwrap_or(u32::MAX);
                let more = length.saturating_sub(shown);
                self.page.put_all(
                    Role::Note,
                    format_args!("{more} more elements, {passed} bytes"),
                );
            }
            _ => self.page.put_number(Role::Note, "", passed, " more bytes"),
        }
        self.page.left_out(sink, depth, passed);
    }

    /// The top of the stack has ended.
    pub(super) fn close(&mut self, sink: Sink<'_>) {
        if self.silent_from == Some(self.stack.len()) {
            self.listen(sink);
        }
        let Some(Section { rule, .. }) = self.stack.pop() else {
            return;
        };
        match rule {
            Grammar::ClassDesc { class, .. } => {
                self.known.classes.complete(class);
                self.set_superclass(Some(class));
            }
            Grammar::Exception => self.known.clear(),
            _ => {}
        }
    }
}

/// The bytes of an event that ends with `contents`, without those.
fn in_front_of<'a>(contents: &[u8], bytes: &'a [u8]) -> &'a [u8] {
    let head = bytes.len().saturating_sub(contents.len());
    bytes.get(..head).unwrap_or_default()
}

pub(super) fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
