//! What the events of a stream are as JSON: the text so far, and all that is open in it.

use super::bracket::Bracket;
use super::classes::Classes;
use super::counts::Counting;
use super::held::Holding;
use super::names::Names;
use super::out::Out;
use super::survey::Survey;
use crate::event::{Event, Handle, StringForm};
use crate::inspect::json::scalars::{put_hex, put_name};
use crate::text::JavaStr;

/// Takes the events one by one, or the values that come in runs.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) survey: Survey,
    pub(super) out: Out,
    pub(super) brackets: Vec<Bracket>,
    pub(super) classes: Classes,
    pub(super) types: Names,
    /// Where the next event begins.
    pub(super) offset: usize,
    /// The primitives so far of an object that has very many.
    pub(super) primitives: Vec<u8>,
    /// The collections that are open, the innermost last.
    pub(super) counts: Vec<Counting>,
    /// Those of them that keep their elements in a field.
    pub(super) held: Vec<Holding>,
    pub(super) open: Open,
    /// How many handles have been assigned since the last reset, before the next value of a run.
    pub(super) handles: usize,
}

/// A string of JSON that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    /// Primitive data framed as the JDK does.
    Data,
    /// A block of its own, or primitives among an annotation.
    Bytes,
}

impl<'a> Writer<'a> {
    pub(super) fn new(bytes: &'a [u8], survey: Survey, out: Out) -> Self {
        Writer {
            bytes,
            survey,
            out,
            brackets: Vec::new(),
            classes: Classes::default(),
            types: Names::default(),
            offset: 0,
            primitives: Vec::new(),
            counts: Vec::new(),
            held: Vec::new(),
            open: Open::Nothing,
            handles: 0,
        }
    }

    #[inline]
    pub(super) fn event(&mut self, event: &Event<'a>) {
        if self.open == Open::Data && !matches!(event, Event::BlockData { .. }) {
            self.end_data();
        }
        match *event {
            Event::Primitives { bytes, last } => self.primitives(bytes, last),
            Event::String {
                handle,
                value,
                form,
            } => {
                self.assign(handle);
                self.string(handle, value, form);
                self.item_done();
            }
            Event::Null => self.null_item(),
            Event::Reference(handle) => {
                self.reference(handle);
                self.item_done();
            }
            Event::Object {
                handle,
                class,
                desc,
            } => self.object(handle, class, desc),
            Event::Array {
                handle,
                class,
                desc,
                length,
            } => self.array(handle, class, desc, length),
            Event::Enum {
                handle,
                class,
                desc,
            } => self.constant(handle, class, desc),
            Event::Class {
                handle,
                class,
                desc,
            } => self.class_object(handle, class, desc),
            Event::Begin(begin) => self.begin(begin),
            Event::Annotation => self.annotation(),
            Event::NoFields { .. } => self.no_fields(),
            Event::EndBlockData => self.end_annotation(),
            Event::End => self.end_value(),
            Event::BlockData { bytes, form } => self.block(bytes, form),
            Event::LongBlockData { .. } => {
                self.count_data(None);
                self.begin_item();
                self.out.put(b"{\"@block\": \"");
            }
            Event::BlockChunk { bytes, last } => {
                put_hex(&mut self.out.text, bytes);
                if last {
                    self.out.put(b"\"}");
                }
            }
            Event::LongString { handle, length } => self.long_string(handle, length),
            Event::StringChunk { last: true, .. } => self.item_done(),
            Event::StringChunk { last: false, .. } => {}
            Event::ClassDesc {
                handle,
                name,
                suid,
                flags,
                ..
            } => self.class_desc(handle, name, suid, flags),
            Event::ProxyClassDesc { handle, .. } => self.proxy_class_desc(handle),
            Event::Field { code, name } => self.field(code, name),
            Event::ProxyInterface(name) => {
                self.out.item();
                put_name(&mut self.out.text, name);
            }
            Event::Superclass(class) => self.superclass(class),
            Event::StreamHeader => self.mark(b"{\"@header\": true}"),
            Event::Reset => self.mark(b"{\"@reset\": true}"),
            Event::Exception => self.exception(),
        }
    }

    /// A string that comes in chunks.
    fn long_string(&mut self, handle: Handle, length: u64) {
        self.assign(handle);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let end = self.offset.saturating_add(length);
        let text = self.bytes.get(self.offset..end).unwrap_or_default();
        // The survey has read it whole.
        self.string(handle, JavaStr::new_checked(text), StringForm::Long);
    }

    #[inline]
    pub(super) fn null_item(&mut self) {
        self.count_null();
        self.held_null();
        self.begin_item();
        self.out.put(b"null");
        self.item_done();
    }

    fn mark(&mut self, item: &[u8]) {
        self.begin_item();
        self.out.put(item);
    }

    /// Takes note of `newHandle`.
    #[inline]
    pub(super) fn assign(&mut self, handle: Handle) {
        if self.survey.ids.assign(handle) {
            self.classes.clear();
            self.types.clear();
        }
    }
}
