//! Where each value goes: to the places of what was opened last, or after the others that wait.

use super::{GraphBuilder, Open, OpenKind};
use crate::codes::MAX_SHORT_STRING;
use crate::error::ErrorKind;
use crate::event::{BlockForm, StringForm};
use crate::graph::{NodeId, Slot, Special, Stored, full};
use crate::text::JavaStr;

impl GraphBuilder {
    pub(super) fn put_string(
        &mut self,
        value: JavaStr<'_>,
        form: StringForm,
    ) -> Result<(), ErrorKind> {
        let bytes = value.as_bytes();
        let long = form == StringForm::Long && bytes.len() <= MAX_SHORT_STRING;
        let start = self.put_bytes(bytes)?;
        let length = u32::try_from(bytes.len()).map_err(|_| full())?;
        self.put_value(Stored::String {
            start,
            length,
            long,
        })?;
        Ok(())
    }

    pub(super) fn put_block(&mut self, bytes: &[u8], form: BlockForm) -> Result<(), ErrorKind> {
        let start = self.put_bytes(bytes)?;
        let length = u32::try_from(bytes.len()).map_err(|_| full())?;
        self.put_special(Special::Block {
            start,
            length,
            form,
        })
    }

    pub(super) fn put_primitives(&mut self, bytes: &[u8], last: bool) -> Result<(), ErrorKind> {
        let start = self.put_bytes(bytes)?;
        let continued = std::mem::replace(&mut self.in_primitives, !last);
        let length = u32::try_from(bytes.len()).map_err(|_| full())?;
        match self.open.last().map(|open| open.kind) {
            Some(OpenKind::Object { .. } | OpenKind::Placed { .. }) if !continued => {
                self.put(Slot(start));
            }
            Some(OpenKind::Primitives { node }) if !continued => self.place_array(node, start),
            Some(OpenKind::Annotation) if !continued => {
                self.put_special(Special::Bytes { start, length })?;
            }
            Some(OpenKind::Annotation) => {
                if let Some(Special::Bytes { length: all, .. }) = self.graph.specials.last_mut() {
                    *all = all.saturating_add(length);
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn extend_string(&mut self, text: &[u8]) -> Result<(), ErrorKind> {
        let place = self.put_bytes(text)?;
        let last = self.graph.nodes.len().checked_sub(1);
        let Some(node) = last.and_then(|last| u32::try_from(last).ok().map(NodeId)) else {
            return Ok(());
        };
        if let Some(Stored::String {
            start,
            length,
            long,
        }) = self.graph.stored(node)
        {
            let more = u32::try_from(text.len()).map_err(|_| full())?;
            let string = Stored::String {
                start: if length == 0 { place } else { start },
                length: length.saturating_add(more),
                long,
            };
            self.graph.nodes.set(node, string);
        }
        Ok(())
    }

    pub(super) fn extend_block(&mut self, bytes: &[u8]) -> Result<(), ErrorKind> {
        let place = self.put_bytes(bytes)?;
        if let Some(Special::Block { start, length, .. }) = self.graph.specials.last_mut() {
            if *length == 0 {
                *start = place;
            }
            *length = length.saturating_add(u32::try_from(bytes.len()).map_err(|_| full())?);
        }
        Ok(())
    }

    /// A value of what was opened last.
    #[inline]
    pub(super) fn put(&mut self, value: Slot) {
        match self.open.last_mut() {
            Some(Open {
                kind: OpenKind::Placed { next, .. },
                ..
            }) => {
                // The parser lets no more values come than were announced.
                let _ = self.graph.put_at(next, value);
            }
            _ => self.pending.push(value),
        }
    }

    pub(super) fn put_value(&mut self, stored: Stored) -> Result<NodeId, ErrorKind> {
        let node = self.put_node(stored)?;
        self.put(Slot::of(node)?);
        Ok(node)
    }

    pub(super) fn put_node(&mut self, stored: Stored) -> Result<NodeId, ErrorKind> {
        self.graph.add_node(stored)
    }

    pub(super) fn put_special(&mut self, special: Special) -> Result<(), ErrorKind> {
        let slot = self.graph.add_special(special)?;
        self.put(slot);
        Ok(())
    }

    /// Where these bytes of the input are in the graph from now on.
    pub(super) fn put_bytes(&mut self, bytes: &[u8]) -> Result<u32, ErrorKind> {
        self.graph.add_bytes(bytes)
    }

    /// The elements of an array are from here on.
    pub(super) fn place_array(&mut self, node: NodeId, start: u32) {
        if let Some(Stored::Array { class, length, .. }) = self.graph.stored(node) {
            let array = Stored::Array {
                class,
                start,
                length,
            };
            self.graph.nodes.set(node, array);
        }
    }
}
