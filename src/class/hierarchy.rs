//! What a class descriptor says about the bytes of its objects, and the walk
//! from a class to its superclasses. The parser and the graph share it.

use crate::event::{ClassFlags, FieldType};

/// The index of a class descriptor in its [`Hierarchy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ClassIndex(u32);

impl ClassIndex {
    pub(crate) fn new(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(ClassIndex)
    }

    /// The index that is this one in a hierarchy where this many classes come before it.
    #[inline]
    pub(crate) fn behind(self, classes: u32) -> ClassIndex {
        ClassIndex(self.0.saturating_add(classes))
    }

    /// The index that [`number`](Self::number) gave.
    #[inline]
    pub(crate) const fn of_number(number: u32) -> Self {
        ClassIndex(number)
    }

    #[inline]
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    #[inline]
    pub(crate) fn get(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What the objects of one class hold at that class's level, apart from superclasses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) flags: ClassFlags,
    /// Bytes of all primitive fields together.
    pub(crate) primitive_bytes: u32,
    /// Number of fields that hold objects or arrays.
    pub(crate) object_fields: u32,
}

impl Shape {
    pub(crate) fn new(flags: ClassFlags) -> Self {
        Shape {
            flags,
            primitive_bytes: 0,
            object_fields: 0,
        }
    }

    pub(crate) fn add_field(&mut self, field: FieldType) {
        match field.width() {
            Some(width) => {
                self.primitive_bytes = self.primitive_bytes.saturating_add(u32::from(width));
            }
            None => self.object_fields = self.object_fields.saturating_add(1),
        }
    }

    /// Whether the class writes itself by `writeExternal`. A record never does, even if it is
    /// `Externalizable`; what shows it is that it has fields all the same.
    pub(crate) fn is_external(self) -> bool {
        self.flags.is_externalizable() && self.primitive_bytes == 0 && self.object_fields == 0
    }

    /// Whether "objectAnnotation" follows the values (`SC_WRITE_METHOD`). The grammar has it for
    /// classes with `SC_SERIALIZABLE` alone; a JVM reads it for all whose objects are not external.
    pub(crate) fn has_annotation(self) -> bool {
        self.flags.has_write_method()
    }

    /// Whether an object has bytes of this class on the wire.
    fn has_data(self) -> bool {
        self.primitive_bytes > 0 || self.object_fields > 0 || self.has_annotation()
    }

    /// How many slots of the graph these values take: one for all the
    /// primitives, one for each object, one for the annotation.
    pub(crate) fn slots(self) -> u32 {
        self.object_fields
            .saturating_add(u32::from(self.primitive_bytes > 0))
            .saturating_add(u32::from(self.has_annotation()))
    }
}

/// Where a class stands below its superclasses.
#[derive(Debug, Clone, Copy)]
struct Chain {
    /// Classes from here to the root, this one included.
    length: u32,
    /// The nearest class from here upwards that has data.
    data: Option<ClassIndex>,
    /// How many classes with data there are from here upwards.
    levels: u32,
    /// Slots of all those together.
    slots: u32,
    /// The next class with data above `data`; itself where there is none.
    parent: ClassIndex,
    /// One further up, so that any ancestor is found in logarithmic time with
    /// two links per class (a skew-binary list).
    jump: ClassIndex,
}

/// All class descriptors of a stream or graph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hierarchy {
    classes: Vec<(Shape, Option<Chain>)>,
}

impl Hierarchy {
    pub(crate) fn clear(&mut self) {
        self.classes.clear();
    }

    /// How much memory it holds.
    pub(crate) fn memory(&self) -> usize {
        let class = size_of::<(Shape, Option<Chain>)>();
        self.classes.capacity().saturating_mul(class)
    }

    /// The index the next class will have.
    pub(crate) fn next(&self) -> Option<ClassIndex> {
        ClassIndex::new(self.classes.len())
    }

    pub(crate) fn push(&mut self, shape: Shape) {
        self.classes.push((shape, None));
    }

    pub(crate) fn shape(&self, class: ClassIndex) -> Option<Shape> {
        self.classes.get(class.get()).map(|(shape, _)| *shape)
    }

    pub(crate) fn shape_mut(&mut self, class: ClassIndex) -> Option<&mut Shape> {
        self.classes.get_mut(class.get()).map(|(shape, _)| shape)
    }

    pub(crate) fn is_complete(&self, class: ClassIndex) -> bool {
        self.chain(class).is_some()
    }

    /// Completes a class with its superclass, which must be complete. Returns
    /// the length of the chain.
    pub(crate) fn complete(
        &mut self,
        class: ClassIndex,
        superclass: Option<ClassIndex>,
    ) -> Option<u32> {
        let above = match superclass {
            Some(superclass) => Some(self.chain(superclass)?),
            None => None,
        };
        let shape = self.shape(class)?;
        let length = above.map_or(0, |above| above.length).saturating_add(1);
        let top = above.and_then(|above| above.data);
        let levels = above.map_or(0, |above| above.levels);
        let slots = above.map_or(0, |above| above.slots);
        let chain = if shape.has_data() {
            let parent = top.unwrap_or(class);
            Chain {
                length,
                data: Some(class),
                levels: levels.saturating_add(1),
                slots: slots.saturating_add(shape.slots()),
                parent,
                jump: top.and_then(|top| self.jump_from(top)).unwrap_or(parent),
            }
        } else {
            let (parent, jump) = above.map_or((class, class), |above| (above.parent, above.jump));
            Chain {
                length,
                data: top,
                levels,
                slots,
                parent,
                jump,
            }
        };
        self.classes.get_mut(class.get())?.1 = Some(chain);
        Some(length)
    }

    /// How many classes of the chain have data in each object.
    pub(crate) fn levels(&self, leaf: ClassIndex) -> u32 {
        self.chain(leaf).map_or(0, |chain| chain.levels)
    }

    /// How many slots an object of this class takes, superclasses included.
    pub(crate) fn slots(&self, leaf: ClassIndex) -> u32 {
        self.chain(leaf).map_or(0, |chain| chain.slots)
    }

    /// The class at `level` of the chain; 1 is the topmost that has data.
    pub(crate) fn level(&self, leaf: ClassIndex, level: u32) -> Option<ClassIndex> {
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

    fn chain(&self, class: ClassIndex) -> Option<&Chain> {
        self.classes.get(class.get())?.1.as_ref()
    }

    /// Where a new class right below `top` jumps to.
    fn jump_from(&self, top: ClassIndex) -> Option<ClassIndex> {
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
            let mut hierarchy = Hierarchy::default();
            let mut superclass = None;
            let mut with_data = Vec::new();
            for number in 0..200_u32 {
                let flags = SC_SERIALIZABLE
                    | if number % every == 0 {
                        SC_WRITE_METHOD
                    } else {
                        0
                    };
                let class = hierarchy.next().unwrap();
                hierarchy.push(Shape::new(ClassFlags(flags)));
                assert_eq!(hierarchy.complete(class, superclass), Some(number + 1));
                if number % every == 0 {
                    with_data.push(class);
                }
                superclass = Some(class);
                assert_eq!(hierarchy.levels(class) as usize, with_data.len());
                assert_eq!(hierarchy.slots(class) as usize, with_data.len());
                for (index, &expected) in with_data.iter().enumerate() {
                    assert_eq!(hierarchy.level(class, index as u32 + 1), Some(expected));
                }
            }
        }
    }
}
