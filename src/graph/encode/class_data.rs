//! `classdata[]` of an object: fields and annotations, class by class from the root.

use super::{Are, GraphWriter, Task};
use crate::class::table::ClassIndex;
use crate::graph::{Slot, Special};

impl GraphWriter<'_> {
    /// `classdata` of one class, and a task for those below it.
    pub(super) fn class_data(&mut self, leaf: ClassIndex, level: u32, at: u32, end: u32) {
        let graph = self.graph;
        let Some(leaf_shape) = graph.classes.shape(leaf) else {
            return;
        };
        if leaf_shape.is_external() {
            // "nowrclass" of protocol version 1: contents as they are, and no end.
            let bare = self.handles.protocol_1 || !leaf_shape.flags.has_block_data();
            if !bare {
                self.tasks.push(Task::EndBlockData);
            }
            let are = if bare { Are::Bare } else { Are::Inside };
            return self.push_list(at, end, are);
        }
        let Some(class) = graph.classes.level(leaf, level) else {
            return;
        };
        let Some(shape) = graph.classes.shape(class) else {
            return;
        };
        let first = graph.slot_range(at, 1).first().copied();
        let (fields, annotation) = if first == Some(Slot::NO_FIELDS) {
            (at..at, Some(at.saturating_add(1)))
        } else {
            let mut start = at;
            if let (Some(place), true) = (first, shape.primitive_bytes > 0) {
                let length = usize::try_from(shape.primitive_bytes).unwrap_or(usize::MAX);
                self.out
                    .extend_from_slice(graph.byte_range(place.0, length));
                start = start.saturating_add(1);
            }
            let fields_end = start.saturating_add(shape.object_fields).min(end);
            (
                start..fields_end,
                shape.has_annotation().then_some(fields_end),
            )
        };
        let next = annotation.map_or(fields.end, |at| at.saturating_add(1));
        if next < end {
            self.tasks.push(Task::ClassData {
                leaf,
                level: level.saturating_add(1),
                at: next,
                end,
            });
        }
        if let Some(annotation) = annotation.filter(|at| *at < end) {
            self.tasks.push(Task::EndBlockData);
            self.push_list(annotation, end, Are::Inside);
        }
        if !fields.is_empty() {
            let count = fields.end.saturating_sub(fields.start);
            self.push_values(fields.start, count, Are::Inside);
        }
    }

    /// The contents of the annotation that the slot at `at` holds.
    fn push_list(&mut self, at: u32, end: u32, are: Are) {
        let count = u32::from(at < end);
        if let Some(&slot) = self.graph.slot_range(at, count).first() {
            match self.graph.special(slot) {
                Some(Special::List { start, count }) => self.push_values(start, count, are),
                // An exception right where the annotation would have begun.
                Some(_) => self.push_values(at, 1, are),
                None => {}
            }
        }
    }
}
