//! `classDesc` of the grammar, of a class of the graph.

use super::{Are, GraphWriter, Task};
use crate::codes::{SC_BLOCK_DATA, TC_NULL, TC_PROXYCLASSDESC};
use crate::graph::Special;
use crate::hierarchy::ClassIndex;
use crate::items::{put_class_desc, put_field, put_reference, put_utf};

impl GraphWriter<'_> {
    pub(super) fn class_desc(&mut self, class: ClassIndex) {
        let graph = self.graph;
        let Some(desc) = graph.class_desc(class) else {
            return;
        };
        match &desc.interfaces {
            None => {
                let fields = u16::try_from(desc.fields.len()).unwrap_or(u16::MAX);
                let mut flags = desc.flags;
                if self.handles.protocol_1 && flags.is_externalizable() {
                    flags.0 &= !SC_BLOCK_DATA;
                }
                put_class_desc(self.out, desc.name.as_java_str(), desc.suid, flags, fields);
                self.assign(desc.node);
            }
            Some(interfaces) => {
                self.assign(desc.node);
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
                self.value(field.type_name);
            }
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
            .and_then(|desc| desc.superclass)
        {
            None => self.out.push(TC_NULL),
            Some(superclass) => match self.class_handle(superclass) {
                Some(handle) => put_reference(self.out, handle),
                None => self.class_desc(superclass),
            },
        }
    }
}
