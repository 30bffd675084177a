//! Values: fields and elements, of objects and arrays inside each other.
//!
//! What most of a graph is made of is written in one loop, without a task for each. Whatever is
//! not plain is left to the tasks.

use super::{GraphWriter, Task, Written};
use crate::class::shape::ClassIndex;
use crate::codes::{BASE_WIRE_HANDLE, TC_ARRAY, TC_OBJECT, TC_REFERENCE, TC_STRING};
use crate::graph::{Graph, NodeId, Slot, Stored};

/// How the objects of a class are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The node of its descriptor.
    desc: NodeId,
    /// Bytes of its primitive fields, and slots in all, if its objects have data of at most
    /// one class and no annotation.
    plain: Option<(u32, u32)>,
    /// If it is the class of an array: bytes of an element, 0 of one that is an object.
    width: Option<u8>,
}

impl Written {
    /// Plans for the classes that came since the last time.
    pub(super) fn learn(&mut self, graph: &Graph) {
        let known = self.plans.len();
        let new = graph.classes.iter().enumerate().skip(known);
        self.plans.extend(new.map(|(index, desc)| Plan {
            desc: desc.key(),
            plain: ClassIndex::new(index).and_then(|class| plain(graph, class)),
            width: desc.element().map(|element| element.width().unwrap_or(0)),
        }));
    }
}

fn plain(graph: &Graph, class: ClassIndex) -> Option<(u32, u32)> {
    let classes = &graph.classes;
    if !classes.is_complete(class) || classes.shape(class)?.is_external() {
        return None;
    }
    match classes.get(class)?.ends() {
        None => Some((0, 0)),
        Some((first, last)) if first == last => {
            let shape = classes.shape(first)?;
            (!shape.has_annotation()).then_some((shape.primitive_bytes, shape.slots()))
        }
        Some(_) => None,
    }
}

/// Values still to be written.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) rest: &'a [Slot],
    pub(super) are: Are,
}

/// What values are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Are {
    /// Those of the stream.
    TopLevel,
    /// Those of a node, or of an annotation.
    Inside,
    /// The same, with block data among them without its frame.
    Bare,
}

impl<'a> GraphWriter<'a> {
    /// Writes values, or those of them that come before the next task.
    pub(super) fn values(&mut self, Values { rest, are }: Values<'a>) {
        // It lies in memory as it came.
        let mut values = Values { rest, are };
        loop {
            let Some((&slot, rest)) = values.rest.split_first() else {
                match self.tasks.last() {
                    Some(&Task::Values(outer)) => {
                        self.tasks.pop();
                        values = outer;
                        continue;
                    }
                    _ => return,
                }
            };
            values.rest = rest;
            let done = match slot.node() {
                Some(node) => self.plain(node, &mut values),
                None => self.constant(slot) || values.are == Are::Bare && self.bare_block(slot),
            };
            if !done {
                // Below whatever the value itself has still to write.
                self.wait(values);
                return self.value(slot);
            }
        }
    }

    /// Writes a node, if it is plain, up to the values in it: those are to be written then.
    #[inline(always)]
    fn plain(&mut self, node: NodeId, values: &mut Values<'a>) -> bool {
        let graph = self.graph;
        if let Some([a, b, c, d]) = self.wire(node) {
            self.out.extend_from_slice(&[TC_REFERENCE, a, b, c, d]);
            return true;
        }
        let Some(stored) = self.nodes.get(node) else {
            return false;
        };
        match stored {
            Stored::String {
                start,
                length,
                long: false,
            } => {
                let Ok(short) = u16::try_from(length) else {
                    return false;
                };
                let [high, low] = short.to_be_bytes();
                self.out.extend_from_slice(&[TC_STRING, high, low]);
                put_few(self.out, &graph.bytes, start, short.into());
                self.assign(node);
                true
            }
            Stored::Object {
                class,
                slots,
                count,
            } => {
                let Some((plan, [a, b, c, d])) = self.plan(class) else {
                    return false;
                };
                let Some((bytes, all)) = plan.plain.filter(|(_, all)| *all == count) else {
                    return false;
                };
                self.out
                    .extend_from_slice(&[TC_OBJECT, TC_REFERENCE, a, b, c, d]);
                self.assign(node);
                let mut first = slots;
                if bytes > 0 {
                    let index = usize::try_from(slots).unwrap_or(usize::MAX);
                    let place = graph.slots.get(index).map_or(u32::MAX, |slot| slot.0);
                    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
                    put_few(self.out, &graph.bytes, place, bytes);
                    first = first.saturating_add(1);
                }
                let count = slots.saturating_add(all).saturating_sub(first);
                self.enter(values, first, count);
                true
            }
            Stored::Array {
                class,
                start,
                length,
            } => {
                let Some((plan, [a, b, c, d])) = self.plan(class) else {
                    return false;
                };
                let Some(width) = plan.width else {
                    return false;
                };
                let [e, f, g, h] = length.to_be_bytes();
                let head = [TC_ARRAY, TC_REFERENCE, a, b, c, d, e, f, g, h];
                self.out.extend_from_slice(&head);
                self.assign(node);
                if width > 0 {
                    let length = usize::try_from(length).unwrap_or(usize::MAX);
                    let bytes = length.saturating_mul(width.into());
                    put_few(self.out, &graph.bytes, start, bytes);
                } else {
                    let count = graph.element_count(node, length);
                    self.enter(values, start, count);
                }
                true
            }
            _ => false,
        }
    }

    /// How objects of this class are written, if its descriptor has been, and the descriptor's handle.
    #[inline(always)]
    fn plan(&self, class: ClassIndex) -> Option<(Plan, [u8; 4])> {
        let plan = *self.written.plans.get(class.get())?;
        Some((plan, self.wire(plan.desc)?))
    }

    /// The handle of a node, if it was given one since the last reset.
    #[inline(always)]
    fn wire(&self, node: NodeId) -> Option<[u8; 4]> {
        let assigned = self.written.assigned(node);
        let handle = BASE_WIRE_HANDLE.wrapping_sub(1);
        let handle = handle.wrapping_add(assigned.wrapping_sub(self.handles.epoch));
        (assigned > self.handles.epoch).then_some(handle.to_be_bytes())
    }

    #[inline(always)]
    fn enter(&mut self, values: &mut Values<'a>, at: u32, count: u32) {
        if count > 0 {
            self.wait(*values);
            *values = Values {
                rest: self.graph.slot_range(at, count),
                are: Are::Inside,
            };
        }
    }

    #[inline(always)]
    fn wait(&mut self, values: Values<'a>) {
        // The stream itself is not over before its last value is.
        if !values.rest.is_empty() {
            self.tasks.push(Task::Values(values));
        }
    }
}

/// Appends bytes of the graph. If they are few, more are copied than are kept, for a fixed number
/// of them needs no call.
#[inline(always)]
fn put_few(out: &mut Vec<u8>, bytes: &[u8], start: u32, length: usize) {
    const FEW: usize = 16;

    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let from = bytes.get(start..).unwrap_or_default();
    match from.first_chunk::<FEW>() {
        Some(chunk) if length <= FEW => {
            let end = out.len().saturating_add(length);
            out.extend_from_slice(chunk);
            out.truncate(end);
        }
        _ => out.extend_from_slice(from.get(..length).unwrap_or_default()),
    }
}
