//! The class descriptors of a stream: what they say about the shape of their
//! objects, and the walk from a class to its superclasses.

use crate::event::{ClassFlags, FieldType, Handle};
use crate::java_string::JavaString;

/// The index of a class descriptor among those of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClassId(u32);

impl ClassId {
    pub(super) fn from_index(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(ClassId)
    }
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) handle: Handle,
    pub(super) name: JavaString,
    pub(super) flags: ClassFlags,
    /// Bytes of all primitive fields together.
    pub(super) primitive_bytes: u32,
    /// Number of fields that hold objects or arrays.
    pub(super) object_fields: u32,
    /// `None` until the superclass is known.
    chain: Option<Chain>,
}

/// Where a class stands below its superclasses.
#[derive(Debug, Clone, Copy)]
struct Chain {
    /// Classes from here to the root, this one included.
    length: u32,
    /// The nearest class from here upwards whose objects have bytes of that class on the wire.
    data: Option<ClassId>,
    /// How many such classes there are from here upwards.
    levels: u32,
    /// The next such class above `data`; itself where there is none.
    parent: ClassId,
    /// A class further up, so that any ancestor is found in logarithmic time
    /// with two links per class (a skew-binary list).
    jump: ClassId,
}

impl Class {
    pub(super) fn new(handle: Handle, name: JavaString, flags: ClassFlags) -> Self {
        Class {
            handle,
            name,
            flags,
            primitive_bytes: 0,
            object_fields: 0,
            chain: None,
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.chain.is_some()
    }

    /// Counts a field. `false` if it may not stand here: the JDK writes
    /// primitive fields before all others.
    #[must_use]
    pub(super) fn add_field(&mut self, field: FieldType) -> bool {
        match field.width() {
            Some(width) => {
                self.primitive_bytes = self.primitive_bytes.saturating_add(u32::from(width));
                self.object_fields == 0
            }
            None => {
                self.object_fields = self.object_fields.saturating_add(1);
                true
            }
        }
    }

    /// The type of the elements, if this is the class of an array.
    pub(super) fn element(&self) -> Option<FieldType> {
        match self.name.as_java_str().as_bytes() {
            [b'[', code, ..] => FieldType::from_code(*code),
            _ => None,
        }
    }

    /// Whether the class writes itself by `writeExternal`. A record never does,
    /// even if it is `Externalizable`; it shows by having fields all the same.
    pub(super) fn is_external(&self) -> bool {
        self.flags.is_externalizable() && !self.has_fields()
    }

    fn has_fields(&self) -> bool {
        self.primitive_bytes > 0 || self.object_fields > 0
    }

    fn has_data(&self) -> bool {
        self.has_fields() || self.flags.is_serializable() && self.flags.has_write_method()
    }
}

#[derive(Debug, Default)]
pub(super) struct ClassTable {
    classes: Vec<Class>,
}

impl ClassTable {
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn push(&mut self, class: Class) {
        self.classes.push(class);
    }

    pub(super) fn get(&self, id: ClassId) -> Option<&Class> {
        self.classes.get(usize::try_from(id.0).ok()?)
    }

    pub(super) fn get_mut(&mut self, id: ClassId) -> Option<&mut Class> {
        self.classes.get_mut(usize::try_from(id.0).ok()?)
    }

    pub(super) fn clear(&mut self) {
        self.classes.clear();
    }

    /// Completes a class with its superclass, which must be complete. Returns
    /// the length of the chain.
    pub(super) fn complete(&mut self, id: ClassId, superclass: Option<ClassId>) -> Option<u32> {
        let above = match superclass {
            Some(superclass) => Some(self.chain(superclass)?),
            None => None,
        };
        let length = above.map_or(0, |above| above.length).saturating_add(1);
        let top = above.and_then(|above| above.data);
        let levels = above.map_or(0, |above| above.levels);
        let chain = if self.get(id)?.has_data() {
            let parent = top.unwrap_or(id);
            Chain {
                length,
                data: Some(id),
                levels: levels.saturating_add(1),
                parent,
                jump: top.and_then(|top| self.jump_from(top)).unwrap_or(parent),
            }
        } else {
            let (parent, jump) = above.map_or((id, id), |above| (above.parent, above.jump));
            Chain {
                length,
                data: top,
                levels,
                parent,
                jump,
            }
        };
        self.get_mut(id)?.chain = Some(chain);
        Some(length)
    }

    /// How many classes of the chain have bytes of their own in each object.
    pub(super) fn levels(&self, leaf: ClassId) -> u32 {
        self.chain(leaf).map_or(0, |chain| chain.levels)
    }

    /// The class at `level` of the chain; 1 is the topmost that has data.
    pub(super) fn level(&self, leaf: ClassId, level: u32) -> Option<ClassId> {
        let mut at = self.chain(leaf)?.data?;
        loop {
            let chain = self.chain(at)?;
            if chain.levels <= level {
                return Some(at);
            }
            let jump = self.chain(chain.jump)?;
            at = if jump.levels >= level {
                chain.jump
            } else {
                chain.parent
            };
        }
    }

    fn chain(&self, id: ClassId) -> Option<Chain> {
        self.get(id)?.chain
    }

    /// Where a new class right below `top` jumps to.
    fn jump_from(&self, top: ClassId) -> Option<ClassId> {
        let top_chain = self.chain(top)?;
        let first = self.chain(top_chain.jump)?;
        let second = self.chain(first.jump)?;
        let equal_jumps = top_chain.levels.checked_sub(first.levels)?
            == first.levels.checked_sub(second.levels)?;
        Some(if equal_jumps { first.jump } else { top })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{SC_SERIALIZABLE, SC_WRITE_METHOD};

    /// Chains of up to 200 classes, some of which have no data: every level is
    /// the class that a plain walk finds.
    #[test]
    fn level_finds_what_a_walk_finds() {
        for every in [1, 2, 3] {
            let mut table = ClassTable::default();
            let mut superclass = None;
            let mut with_data = Vec::new();
            for number in 0..200_u32 {
                let flags = SC_SERIALIZABLE
                    | if number % every == 0 {
                        SC_WRITE_METHOD
                    } else {
                        0
                    };
                let handle = Handle::from_wire(number);
                let class = Class::new(handle, JavaString::default(), ClassFlags(flags));
                let id = ClassId::from_index(table.len()).unwrap();
                table.push(class);
                assert_eq!(table.complete(id, superclass), Some(number + 1));
                if number % every == 0 {
                    with_data.push(id);
                }
                superclass = Some(id);
                assert_eq!(table.levels(id) as usize, with_data.len());
                for (index, &expected) in with_data.iter().enumerate() {
                    assert_eq!(table.level(id, index as u32 + 1), Some(expected));
                }
            }
        }
    }
}
