//! `classdata[]` of an object: fields and annotations, class by class from the root.

use super::{Are, GraphWriter, Task};
use crate::class::shape::ClassIndex;
use crate::graph::Special;

impl GraphWriter<'_> {
    /// `classdata[]` of an object whose slots are `at..end`.
    pub(super) fn object_data(&mut self, leaf: ClassIndex, at: u32, end: u32) {
        let graph = self.graph;
        let Some(shape) = graph.classes.shape(leaf) else {
            return;
        };
        if shape.is_external() {
            // "nowrclass" of protocol version 1: contents as they are, and no end.
            let bare = self.handles.protocol_1 || !shape.flags.has_block_data();
            if !bare {
                self.tasks.push(Task::EndBlockData);
            }
            let are = if bare { Are::Bare } else { Are::Inside };
            self.push_list(at, end, are);
        } else if let Some(level) = graph.classes.topmost(leaf) {
            self.class_data(leaf, level, at, end);
        }
    }

    /// `classdata` of one class, and a task for those below it.
    pub(super) fn class_data(&mut self, leaf: ClassIndex, level: ClassIndex, at: u32, end: u32) {
        let graph = self.graph;
        let Some(slots) = graph.level_slots(level, at, end) else {
            return;
        };
        if let Some(primitives) = slots.primitives
            && let (Some(place), Some(shape)) = (
                graph.slot_range(primitives, 1).first(),
                graph.classes.shape(level),
            )
        {
            let length = usize::try_from(shape.primitive_bytes).unwrap_or(usize::MAX);
            self.out
                .extend_from_slice(graph.byte_range(place.0, length));
        }
        if slots.end < end
            && let Some(level) = graph.classes.below(leaf, level)
        {
            self.tasks.push(Task::ClassData {
                leaf,
                level,
                at: slots.end,
                end,
            });
        }
        if let Some(annotation) = slots.annotation {
            self.tasks.push(Task::EndBlockData);
            self.push_list(annotation, end, Are::Inside);
        }
        let count = slots.objects.end.saturating_sub(slots.objects.start);
        self.push_values(slots.objects.start, count, Are::Inside);
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
