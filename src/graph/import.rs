//! Objects of another graph, copied.

mod class;

use std::collections::HashMap;

use super::construct::unknown_class;
use super::{ClassIndex, Graph, NodeId, Slot, Special, Stored, full};
use crate::error::{ErrorKind, Result};
use crate::event::FieldType;

impl Graph {
    /// Returns a copy of an object of another graph, with all that it refers to. What it shares
    /// within itself is shared in the copy; two calls share nothing, but for what a JVM has one of:
    /// a class that this graph describes alike, a constant of an enum, a `Class`.
    ///
    /// Nothing comes to the contents of this graph: they [take](Self::push) the copy where it is
    /// wanted.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if the object is not in the other graph; [`ErrorKind::Limit`] if this
    /// graph is full: then it has some of the objects, to which nothing refers.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let request = Graph::read(b"\xAC\xED\0\x05\x74\0\x04hola")?;
    /// let mut answer = Graph::new();
    /// let echo = answer.import(&request, request.root().unwrap())?;
    /// answer.push(echo)?;
    /// assert_eq!(answer.write(), request.write());
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn import(&mut self, other: &Graph, node: NodeId) -> Result<NodeId> {
        let mut import = Import {
            from: other,
            to: self,
            nodes: HashMap::new(),
            classes: HashMap::new(),
            awaited: Vec::new(),
            exceptions: HashMap::new(),
        };
        let copy = import.node(node)?;
        while let Some(values) = import.awaited.pop() {
            import.values(values)?;
        }
        import.hash_codes();
        import.cuts();
        Ok(copy)
    }
}

/// A copy that is being made. What it comes to waits on a list: nothing here is recursive.
struct Import<'g> {
    from: &'g Graph,
    to: &'g mut Graph,
    nodes: HashMap<NodeId, NodeId>,
    classes: HashMap<ClassIndex, ClassIndex>,
    awaited: Vec<Values>,
    /// Exceptions by which the writer failed, by their numbers among the specials.
    exceptions: HashMap<usize, usize>,
}

/// Values to be copied, and the places for them.
#[derive(Clone, Copy)]
struct Values {
    from: u32,
    to: u32,
    count: u32,
}

impl Import<'_> {
    /// The copy of a node.
    fn node(&mut self, node: NodeId) -> Result<NodeId, ErrorKind> {
        if let Some(copy) = self.nodes.get(&node) {
            return Ok(*copy);
        }
        let stored = self.from.stored(node).ok_or_else(unknown_object)?;
        let copy = match stored {
            Stored::String {
                start,
                length,
                long,
            } => {
                let start = self.bytes(start, length)?;
                self.to.add_node(Stored::String {
                    start,
                    length,
                    long,
                })?
            }
            Stored::Object {
                class,
                slots,
                count,
            } => self.object(class, slots, count)?,
            Stored::Array {
                class,
                start,
                length,
            } => self.array(node, class, start, length)?,
            Stored::Enum {
                class,
                name,
                fresh_name,
            } => self.constant(class, name, fresh_name)?,
            Stored::Class { class } => {
                let class = self.class(class)?;
                match self.to.kept_class_object(class) {
                    Some(known) => known,
                    None => self.to.add_node(Stored::Class { class })?,
                }
            }
            Stored::Desc { class } => {
                let class = self.class(class)?;
                self.to.class_desc(class).ok_or_else(unknown_class)?.key()
            }
        };
        self.nodes.insert(node, copy);
        Ok(copy)
    }

    fn object(&mut self, class: ClassIndex, from: u32, count: u32) -> Result<NodeId, ErrorKind> {
        let to = self.places(count)?;
        let end = from.saturating_add(count);
        let mut at = from;
        // What no level has room for are values, whatever an exception left of them.
        let is_external = self.from.is_external(class);
        let levels = self.from.classes.with_data(class);
        for level in levels.take_while(|_| !is_external) {
            let Some(slots) = self.from.level_slots(level, at, end) else {
                break;
            };
            if let Some(place) = slots.primitives {
                let width = self
                    .from
                    .classes
                    .shape(level)
                    .map_or(0, |s| s.primitive_bytes);
                let primitives = self.from.slot_range(place, 1).first();
                let copy = self.bytes(primitives.map_or(0, |slot| slot.0), width)?;
                let mut to = to.saturating_add(place.saturating_sub(from));
                self.to.put_at(&mut to, Slot(copy)).ok_or_else(full)?;
                at = place.saturating_add(1);
            }
            self.wait(at, to.saturating_add(at.saturating_sub(from)), slots.end);
            at = slots.end;
        }
        self.wait(at, to.saturating_add(at.saturating_sub(from)), end);
        let class = self.class(class)?;
        self.to.add_node(Stored::Object {
            class,
            slots: to,
            count,
        })
    }

    fn array(
        &mut self,
        node: NodeId,
        class: ClassIndex,
        from: u32,
        length: u32,
    ) -> Result<NodeId, ErrorKind> {
        let element = self.from.class_desc(class).and_then(|desc| desc.element());
        let count = self.from.element_count(node, length);
        let start = match element.and_then(FieldType::width) {
            Some(width) => self.bytes(from, length.saturating_mul(u32::from(width)))?,
            None => {
                let to = self.places(count)?;
                self.wait(from, to, from.saturating_add(count));
                to
            }
        };
        let class = self.class(class)?;
        let copy = self.to.add_node(Stored::Array {
            class,
            start,
            length,
        })?;
        if count < length {
            self.to.tables().cut_arrays.insert(copy, count);
        }
        Ok(copy)
    }

    fn constant(
        &mut self,
        class: ClassIndex,
        name: Slot,
        fresh_name: bool,
    ) -> Result<NodeId, ErrorKind> {
        let class = self.class(class)?;
        let text = name.node().and_then(|name| self.from.text(name));
        if let Some(known) = text.and_then(|text| self.to.constant(class, text)) {
            return Ok(known);
        }
        let name = match name.node() {
            Some(name) => Slot::of(self.node(name)?)?,
            None => Slot::NULL,
        };
        self.to.add_node(Stored::Enum {
            class,
            name,
            fresh_name,
        })
    }

    fn values(&mut self, values: Values) -> Result<(), ErrorKind> {
        let from = self.from;
        let mut to = values.to;
        for &slot in from.slot_range(values.from, values.count) {
            let slot = self.slot(slot)?;
            self.to.put_at(&mut to, slot).ok_or_else(full)?;
        }
        Ok(())
    }

    fn slot(&mut self, slot: Slot) -> Result<Slot, ErrorKind> {
        if let Some(node) = slot.node() {
            return Slot::of(self.node(node)?);
        }
        let copy = match self.from.special(slot) {
            // Null, and what is no value.
            None => return Ok(slot),
            Some(Special::Block {
                start,
                length,
                form,
            }) => Special::Block {
                start: self.bytes(start, length)?,
                length,
                form,
            },
            Some(Special::Bytes { start, length }) => Special::Bytes {
                start: self.bytes(start, length)?,
                length,
            },
            Some(Special::List { start, count }) => {
                let to = self.places(count)?;
                self.wait(start, to, start.saturating_add(count));
                Special::List { start: to, count }
            }
            Some(Special::Exception { value }) => {
                let value = match value.node() {
                    Some(node) => Slot::of(self.node(node)?)?,
                    None => Slot::NULL,
                };
                Special::Exception { value }
            }
            Some(Special::Begun { begin, class }) => Special::Begun {
                begin,
                class: self.class(class)?,
            },
        };
        let to = self.to.add_special(copy)?;
        if let (Special::Exception { .. }, Some(from), Some(number)) =
            (copy, slot.special_number(), to.special_number())
        {
            self.exceptions.insert(from, number);
        }
        Ok(to)
    }

    fn bytes(&mut self, start: u32, length: u32) -> Result<u32, ErrorKind> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.to.add_bytes(self.from.byte_range(start, length))
    }

    /// Makes places for values that are to come. Where they are.
    fn places(&mut self, count: u32) -> Result<u32, ErrorKind> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let end = self.to.slots.len().saturating_add(count);
        u32::try_from(end).map_err(|_| full())?;
        self.to.add_slots(&vec![Slot::NULL; count])
    }

    /// Puts the values from one place up to another on the list.
    fn wait(&mut self, from: u32, to: u32, end: u32) {
        let count = end.saturating_sub(from);
        if count > 0 {
            self.awaited.push(Values { from, to, count });
        }
    }

    fn hash_codes(&mut self) {
        for (node, copy) in &self.nodes {
            if let Some(code) = self.from.told_hash_code(*node) {
                self.to.set_hash_code(*copy, code);
            }
        }
    }
}

impl Import<'_> {
    /// What an exception cut off is cut off in the copy.
    fn cuts(&mut self) {
        let cut = self.from.tables.as_ref().map(|tables| &tables.cut);
        for (node, exception) in cut.into_iter().flatten() {
            if let Some(copy) = self.nodes.get(node)
                && let Some(exception) = self.exceptions.get(exception)
            {
                self.to.keep_cut(*copy, *exception);
            }
        }
    }
}

fn unknown_object() -> ErrorKind {
    ErrorKind::Caller("an object that is not in the graph it is to be copied from")
}
