//! `classDesc` of the grammar, of a class of the graph.

use super::{Are, GraphWriter, Handles, Task};
use crate::class::shape::ClassIndex;
use crate::codes::{SC_BLOCK_DATA, TC_NULL, TC_PROXYCLASSDESC};
use crate::event::Handle;
use crate::graph::Special;
use crate::wire::items::{put_class_desc, put_field, put_reference, put_utf};

impl GraphWriter<'_> {
    /// `prevObject` where the stream has the descriptor, and otherwise the descriptor.
    pub(super) fn known_or_new_desc(&mut self, class: ClassIndex) {
        match self.class_handle(class) {
            Some(handle) => put_reference(self.out, handle),
            None => self.class_desc(class, Handles::Shared),
        }
    }

    /// The handle of a descriptor that the stream has.
    pub(super) fn class_handle(&mut self, class: ClassIndex) -> Option<Handle> {
        let node = self.graph.class_desc(class)?.key();
        match self.handle(node) {
            None if self.recall(class) => self.handle(node),
            known => known,
        }
    }

    pub(super) fn class_desc(&mut self, class: ClassIndex, handles: Handles) {
        let graph = self.graph;
        let Some(desc) = graph.class_desc(class) else {
            return;
        };
        match &desc.interfaces {
            None => {
                let fields = u16::try_from(desc.fields.len()).unwrap_or(u16::MAX);
                let mut flags = desc.shape().flags;
                if self.handles.protocol_1 && flags.is_externalizable() {
                    flags.0 &= !SC_BLOCK_DATA;
                }
                put_class_desc(self.out, desc.name.as_java_str(), desc.suid, flags, fields);
                self.new_handle(desc.key(), handles);
            }
            Some(interfaces) => {
                self.new_handle(desc.key(), handles);
                self.out.push(TC_PROXYCLASSDESC);
                let count = u32::try_from(interfaces.len()).unwrap_or(u32::MAX);
                self.out.extend_from_slice(&count.to_be_bytes());
                for interface in interfaces {
                    put_utf(self.out, interface.as_java_str());
                }
            }
        }
        for field in &desc.fields {
            put_field(self.out, field.code, field.name.as_java_str());
            if field.code.width().is_none() {
                self.type_name(field.type_name);
            }
        }
        if let (Some(stream), Handles::Shared) = (&mut self.stream, handles) {
            stream.new.push(class);
        }
        self.tasks.push(Task::Superclass { class });
        self.tasks.push(Task::EndBlockData);
        if let Some(Special::List { start, count }) = graph.special(desc.annotation) {
            self.push_values(start, count, Are::Inside);
        }
    }

    pub(super) fn superclass(&mut self, class: ClassIndex) {
        match self
            .graph
            .class_desc(class)
            .and_then(|desc| desc.superclass())
        {
            None => self.out.push(TC_NULL),
            Some(superclass) => self.known_or_new_desc(superclass),
        }
    }
}
