//! [`Out`]: what values are written to.

mod single;

use std::any::Any;
use std::sync::Arc;

use super::WriteJava;
use super::fault::unfit;
use super::object_out::ObjectOut;
use super::registry::{Part, RegisteredLevel};
use super::sent::{Kept, Sent, address};
use super::spec::ClassSpec;
use crate::codes::{MAX_SHORT_STRING, TC_ARRAY, TC_ENDBLOCKDATA, TC_NULL, TC_OBJECT};
use crate::error::{Error, Result};
use crate::event::FieldType;
use crate::graph::{Graph, NodeId, WireHandles};
use crate::text::mutf8;
use crate::wire::items::{put_long_string, put_new_string_start, put_short_string};

/// What elements of collections are declared as.
pub(super) const OBJECT: &str = "java.lang.Object";

/// How many objects may lie in each other.
pub(super) const DEEPEST: usize = 1_000;

/// What values are written to: the bytes of a stream, and what the stream has already.
///
/// A [`WriteJava::write`] gets it, and hands it on to the values inside.
#[derive(Debug)]
pub struct Out<'o> {
    bytes: &'o mut Vec<u8>,
    handles: &'o mut WireHandles,
    sent: &'o mut Sent,
    depth: usize,
    /// What the next object is known by, once it has its handle.
    naming: Naming,
    /// Whether the next object is written anew, and nothing refers to it.
    unshared: bool,
}

/// What an object is known by.
#[derive(Debug)]
enum Naming {
    Nobody,
    /// Its address.
    Object(Kept),
    /// Its class, and a number.
    Kept(&'static str, i64),
}

/// Appends a value to a stream as one object; nothing is appended if it cannot be written.
pub(crate) fn send<T: WriteJava + ?Sized>(
    bytes: &mut Vec<u8>,
    handles: &mut WireHandles,
    sent: &mut Sent,
    value: &T,
    unshared: bool,
) -> Result<()> {
    let (start, count) = (bytes.len(), handles.count_assigned());
    let mut out = Out {
        bytes,
        handles,
        sent,
        depth: 0,
        naming: Naming::Nobody,
        unshared,
    };
    let result = value.write(&mut out, T::JAVA);
    result.inspect_err(|_| {
        bytes.truncate(start);
        sent.forget_after(count);
        handles.forget_after(count);
    })
}

impl<'w> Out<'w> {
    /// Writes null.
    #[inline]
    pub fn null(&mut self) {
        self.bytes.push(TC_NULL);
    }

    /// Appends the bytes of a primitive value.
    #[inline]
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        self.bytes
    }

    /// The block of data that is being filled.
    pub(super) fn block(&mut self) -> &mut Vec<u8> {
        &mut self.sent.block
    }

    pub(super) fn bytes_and_block(&mut self) -> (&mut Vec<u8>, &mut Vec<u8>) {
        (self.bytes, &mut self.sent.block)
    }

    /// Whether external contents are written without blocks.
    pub(super) fn is_protocol_1(&self) -> bool {
        self.handles.is_protocol_1()
    }

    pub(super) fn handles(&mut self) -> &mut WireHandles {
        self.handles
    }

    /// Tells graphs of the descriptors that the stream has.
    pub(super) fn tell_graphs(&mut self) {
        self.sent.tell(self.handles);
    }

    /// `newHandle`
    #[inline]
    pub(super) fn assign(&mut self) -> u32 {
        self.handles.assign_count()
    }

    /// The same, of what may be known by more than its place.
    #[inline]
    pub(super) fn assign_object(&mut self) -> u32 {
        let count = self.assign();
        self.unshared = false;
        if !matches!(self.naming, Naming::Nobody) {
            self.name(count);
        }
        count
    }

    #[inline(never)]
    fn name(&mut self, count: u32) {
        match std::mem::replace(&mut self.naming, Naming::Nobody) {
            Naming::Nobody => {}
            Naming::Object(kept) => self.sent.keep(kept, count),
            Naming::Kept(class, value) => self.sent.set_kept(class, value, count),
        }
    }

    #[inline]
    pub(super) fn reference(&mut self, count: u32) {
        self.handles.put_reference(self.bytes, count);
    }

    /// Writes a reference to what was begun last.
    pub(super) fn reference_to_last(&mut self) {
        let count = self.handles.count_assigned();
        self.reference(count);
    }

    /// Writes a new string.
    #[inline(always)]
    pub fn text(&mut self, text: &str) {
        self.put_text(text);
        self.assign_object();
    }

    #[inline(always)]
    fn put_text(&mut self, text: &str) {
        match mutf8::short(text.as_bytes()) {
            Some(short) => put_short_string(self.bytes, short, text.len()),
            None => self.put_long_text(text),
        }
    }

    #[inline(never)]
    fn put_long_text(&mut self, text: &str) {
        self.bytes.reserve(text.len().saturating_add(9));
        if text.len() > MAX_SHORT_STRING {
            put_long_string(self.bytes, text.len(), |bytes| {
                mutf8::encode_to(text, bytes);
            });
        } else if mutf8::is_plain(text.as_bytes()) {
            put_new_string_start(self.bytes, text.len());
            self.bytes.extend_from_slice(text.as_bytes());
        } else {
            put_new_string_start(self.bytes, mutf8::encoded_length(text));
            mutf8::encode_to(text, self.bytes);
        }
    }

    /// The same of a text in modified UTF-8.
    #[inline]
    pub(super) fn encoded_text(&mut self, text: &[u8]) {
        put_new_string_start(self.bytes, text.len());
        self.bytes.extend_from_slice(text);
        self.assign_object();
    }

    /// Writes a text that is one object as long as it is one `Arc`.
    #[inline]
    pub(super) fn shared_text(&mut self, text: &Arc<str>) {
        if self.unshared {
            self.text(text);
            return;
        }
        match self.sent.object(address(text)) {
            Some(count) => self.reference(count),
            None => {
                self.put_text(text);
                let count = self.assign_object();
                self.sent.set_text(text, count);
            }
        }
    }

    /// Writes a text of which a JVM has one object, as `String.intern` gives it.
    pub(super) fn interned(&mut self, text: &str) {
        if let Some(count) = self.sent.interned(text) {
            self.reference(count);
            return;
        }
        self.text(text);
        let count = self.handles.count_assigned();
        self.sent.set_interned(text, count);
    }

    /// Writes an object that is one as long as it is one `Arc`.
    pub(super) fn shared<T: Any + Send + Sync>(
        &mut self,
        object: &Arc<T>,
        write: impl FnOnce(&T, &mut Self) -> Result<()>,
    ) -> Result<()> {
        if self.unshared {
            return write(object, self);
        }
        if let Some(count) = self.sent.object(address(object)) {
            self.reference(count);
            return Ok(());
        }
        self.naming = Naming::Object(Kept::object(object));
        write(object, self)?;
        // It may have been null, or a number of which there is one.
        self.naming = Naming::Nobody;
        Ok(())
    }

    /// Writes a node of a graph.
    pub fn node(&mut self, graph: &Graph, node: Option<NodeId>) {
        self.naming = Naming::Nobody;
        self.tell_graphs();
        let unshared = std::mem::take(&mut self.unshared);
        self.handles.write(self.bytes, graph, node, unshared);
    }

    /// Begins an array. Its elements, whose type this returns, are to follow.
    #[inline]
    pub(super) fn array(&mut self, element: &'static str, length: usize) -> Result<FieldType> {
        let (class, code) = self.sent.array_class(element)?;
        let Ok(count) = i32::try_from(length) else {
            return Err(too_long(class));
        };
        match self.sent.class(class) {
            // Mostly the stream has the class: its reference and the length go in one piece.
            Some(known) => {
                self.handles.put_array_start(self.bytes, known, count);
                self.assign_object();
            }
            None => {
                self.begin(TC_ARRAY, std::slice::from_ref(class))?;
                self.assign_object();
                self.bytes.extend_from_slice(&count.to_be_bytes());
            }
        }
        Ok(code)
    }

    /// Goes into an object that holds others.
    #[inline]
    pub(super) fn enter(&mut self, class: &str) -> Result<()> {
        if self.depth >= DEEPEST {
            return Err(too_deep(class));
        }
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// A type code, and `classDesc` of a hierarchy, the topmost class first.
    #[inline]
    fn begin(&mut self, code: u8, levels: &'static [RegisteredLevel]) -> Result<()> {
        match levels.last().and_then(|leaf| self.sent.class(leaf)) {
            Some(count) => {
                self.handles.put_code_and_reference(self.bytes, code, count);
                Ok(())
            }
            None => {
                self.bytes.push(code);
                self.new_class_desc(levels)
            }
        }
    }

    /// `newClassDesc` of a hierarchy, up to the first class that the stream has.
    fn new_class_desc(&mut self, levels: &'static [RegisteredLevel]) -> Result<()> {
        self.recall(levels);
        let protocol_1 = self.handles.is_protocol_1();
        let mut below: Option<(&'static RegisteredLevel, u32)> = None;
        for level in levels.iter().rev() {
            if let Some(count) = self.sent.class(level) {
                self.sent.untold_below(below, count);
                self.reference(count);
                return Ok(());
            }
            let count = self.assign();
            self.sent.describe(level, count)?;
            self.sent.untold_below(below, count);
            below = Some((level, count));
            level.put_front(self.bytes, protocol_1);
            for part in level.parts() {
                self.type_name(part);
                self.bytes.extend_from_slice(&part.behind);
            }
            self.bytes.push(TC_ENDBLOCKDATA);
        }
        self.sent.untold_below(below, 0);
        self.null();
        Ok(())
    }

    /// `className1` of a field: one string for all descriptors of the stream.
    fn type_name(&mut self, part: &'static Part) {
        let text = part.text.as_java_str().as_bytes();
        let known = self.sent.type_name(part);
        if let Some(count) = known.or_else(|| self.handles.type_sent(text)) {
            self.reference(count);
        } else {
            self.bytes.extend_from_slice(&part.string);
            let count = self.assign();
            self.sent.set_type_name(part, count);
        }
    }

    /// Takes note of the classes that graphs have described.
    fn recall(&mut self, levels: &'static [RegisteredLevel]) {
        if !self.handles.has_descriptors() {
            return;
        }
        let mut above = 0;
        for level in levels {
            let known = self.sent.class(level);
            let known = known.or_else(|| {
                let key = level.key(above);
                self.handles.class_sent(&key)
            });
            let Some(count) = known else { return };
            self.sent.set_class(level, count);
            above = count;
        }
    }

    /// Goes into an object of a class. Its members are written in the order of the table, level by
    /// level; then it is [closed](ObjectOut::close).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`](crate::ErrorKind::Unfit) if the stream has another description of the
    /// class, or if too many objects lie in each other.
    #[inline]
    pub fn open(&mut self, spec: &'static ClassSpec) -> Result<ObjectOut<'_, 'w>> {
        if self.sent.has_peer()
            && let Some(layout) = self.sent.peer_layout(spec)?
        {
            return self.open_as_peer(spec, layout);
        }
        let registered = spec.registered()?;
        self.enter(spec.name())?;
        self.begin(TC_OBJECT, registered.levels())?;
        self.assign_object();
        Ok(ObjectOut::new(self, spec.levels()))
    }
}

#[cold]
fn too_deep(class: &str) -> Error {
    unfit(class, format!("more than {DEEPEST} objects in each other"))
}

#[cold]
fn too_long(class: &RegisteredLevel) -> Error {
    let class = class.name().to_string();
    unfit(&class, "an array of 2^31 elements or more")
}
