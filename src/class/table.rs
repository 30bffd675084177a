//! [`Table`]: the class descriptors of a stream or graph, and the walk from a class to its
//! superclasses.

use std::ops::{Deref, DerefMut};

use super::shape::{ClassIndex, Shape};
use crate::event::{ClassFlags, FieldType};

/// There are never this many classes.
const NONE: ClassIndex = ClassIndex::of_number(u32::MAX);

/// Where a class stands below its superclasses. Its size counts: there may be as many as bytes.
#[derive(Debug, Clone, Copy)]
struct Chain {
    /// Classes from here to the root, this one included; 0 as long as not all have come.
    length: u32,
    /// How many classes with data there are from here upwards.
    levels: u32,
    /// The topmost of those, and the nearest; nothing where there are none.
    first: ClassIndex,
    nearest: ClassIndex,
    /// Slots of all those together.
    slots: u32,
    /// The next class with data above the nearest; itself where there is none.
    parent: ClassIndex,
    /// One further up, so that any ancestor is found in logarithmic time with
    /// two links per class (a skew-binary list).
    jump: ClassIndex,
}

impl Chain {
    const UNKNOWN: Chain = Chain {
        length: 0,
        levels: 0,
        first: NONE,
        nearest: NONE,
        slots: 0,
        parent: NONE,
        jump: NONE,
    };
}

/// A class descriptor: what every owner of a [`Table`] asks of it by methods, and what this owner
/// has added.
#[derive(Debug, Clone)]
pub(crate) struct Row<K, T> {
    key: K,
    shape: Shape,
    superclass: ClassIndex,
    chain: Chain,
    own: T,
}

impl<K: Copy, T> Row<K, T> {
    /// What it is referred to by.
    #[inline]
    pub(crate) fn key(&self) -> K {
        self.key
    }

    #[inline]
    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    /// The type of the elements, if this is the class of an array.
    #[inline]
    pub(crate) fn element(&self) -> Option<FieldType> {
        self.shape.element
    }

    pub(crate) fn superclass(&self) -> Option<ClassIndex> {
        (self.superclass != NONE).then_some(self.superclass)
    }

    /// Whether it and all its superclasses have come whole.
    #[inline]
    pub(crate) fn is_complete(&self) -> bool {
        self.chain.length > 0
    }

    /// How many classes of the chain have data in each object.
    #[inline]
    pub(crate) fn levels(&self) -> u32 {
        self.chain.levels
    }

    /// The first and the last of those.
    #[inline]
    pub(crate) fn ends(&self) -> Option<(ClassIndex, ClassIndex)> {
        (self.chain.levels > 0).then_some((self.chain.first, self.chain.nearest))
    }

    /// How many slots an object of this class takes, superclasses included.
    pub(crate) fn slots(&self) -> u32 {
        self.chain.slots
    }
}

impl<K, T> Deref for Row<K, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.own
    }
}

impl<K, T> DerefMut for Row<K, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.own
    }
}

/// All class descriptors of a stream or graph, in their order: each has a larger key, by which it
/// is referred to, than those before it, and what its owner adds.
#[derive(Debug, Clone)]
pub(crate) struct Table<K, T> {
    classes: Vec<Row<K, T>>,
    /// Those that were looked for last, each in the place that its key gives; none before the
    /// first.
    recent: Vec<Option<(K, ClassIndex)>>,
}

/// How many of the classes that were looked for last are found at once.
const RECENT: usize = 16;

impl<K, T> Default for Table<K, T> {
    fn default() -> Self {
        Table {
            classes: Vec::new(),
            recent: Vec::new(),
        }
    }
}

impl<K: Copy + Ord + Into<u32>, T> Table<K, T> {
    pub(crate) fn clear(&mut self) {
        self.classes.clear();
        self.recent.clear();
    }

    /// How much memory it holds, without what its owner holds elsewhere.
    pub(crate) fn memory(&self) -> usize {
        let recent = size_of::<Option<(K, ClassIndex)>>().saturating_mul(self.recent.capacity());
        let row = size_of::<Row<K, T>>();
        let rows = self.classes.capacity().saturating_mul(row);
        rows.saturating_add(recent)
    }

    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Row<K, T>> {
        self.classes.iter()
    }

    /// The index the next class will have.
    pub(crate) fn next(&self) -> Option<ClassIndex> {
        ClassIndex::new(self.classes.len())
    }

    /// Adds a class whose fields are not known yet, with the type of its elements if it is one of
    /// arrays. `None` if there are too many.
    pub(crate) fn push(
        &mut self,
        key: K,
        flags: ClassFlags,
        element: Option<FieldType>,
        own: T,
    ) -> Option<ClassIndex> {
        let class = self.next()?;
        self.classes.push(Row {
            key,
            shape: Shape::new(flags, element),
            superclass: NONE,
            chain: Chain::UNKNOWN,
            own,
        });
        Some(class)
    }

    #[inline]
    pub(crate) fn get(&self, class: ClassIndex) -> Option<&Row<K, T>> {
        self.classes.get(class.get())
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, class: ClassIndex) -> Option<&mut Row<K, T>> {
        self.classes.get_mut(class.get())
    }

    #[inline]
    pub(crate) fn shape(&self, class: ClassIndex) -> Option<Shape> {
        self.get(class).map(Row::shape)
    }

    pub(crate) fn add_field(&mut self, class: ClassIndex, field: FieldType) {
        if let Some(class) = self.get_mut(class) {
            class.shape.add_field(field);
        }
    }

    /// The class with this key.
    pub(crate) fn find(&self, key: K) -> Option<ClassIndex> {
        let found = self.classes.binary_search_by_key(&key, |class| class.key);
        ClassIndex::new(found.ok()?)
    }

    /// The same, quickly if it is asked for again.
    #[inline]
    pub(crate) fn find_again(&mut self, key: K) -> Option<ClassIndex> {
        let place = usize::try_from(key.into()).unwrap_or(0) % RECENT;
        match self.recent.get(place) {
            Some(Some((recent, class))) if *recent == key => Some(*class),
            _ => {
                let class = self.find(key)?;
                self.recent.resize(RECENT, None);
                if let Some(recent) = self.recent.get_mut(place) {
                    *recent = Some((key, class));
                }
                Some(class)
            }
        }
    }

    pub(crate) fn set_superclass(&mut self, class: ClassIndex, superclass: Option<ClassIndex>) {
        if let Some(class) = self.get_mut(class) {
            class.superclass = superclass.unwrap_or(NONE);
        }
    }

    pub(crate) fn is_complete(&self, class: ClassIndex) -> bool {
        self.get(class).is_some_and(Row::is_complete)
    }

    /// Completes a class, whose superclass must be complete. Returns the length of the chain.
    pub(crate) fn complete(&mut self, class: ClassIndex) -> Option<u32> {
        let row = self.get(class)?;
        let shape = row.shape;
        let above = match row.superclass() {
            Some(superclass) => *self.chain(superclass)?,
            None => Chain {
                parent: class,
                jump: class,
                ..Chain::UNKNOWN
            },
        };
        let length = above.length.saturating_add(1);
        let chain = if shape.has_data() {
            let top = (above.levels > 0).then_some(above.nearest);
            let parent = top.unwrap_or(class);
            Chain {
                length,
                levels: above.levels.saturating_add(1),
                first: top.map_or(class, |_| above.first),
                nearest: class,
                slots: above.slots.saturating_add(shape.slots()),
                parent,
                jump: top.and_then(|top| self.jump_from(top)).unwrap_or(parent),
            }
        } else {
            Chain { length, ..above }
        };
        self.get_mut(class)?.chain = chain;
        Some(length)
    }

    /// How many classes of the chain have data in each object.
    pub(crate) fn levels(&self, leaf: ClassIndex) -> u32 {
        self.get(leaf).map_or(0, Row::levels)
    }

    /// The topmost class of the chain that has data in each object; `None` if none has.
    #[inline]
    pub(crate) fn topmost(&self, leaf: ClassIndex) -> Option<ClassIndex> {
        let (first, _) = self.get(leaf)?.ends()?;
        Some(first)
    }

    /// The class of the chain that has data below `level`; `None` if that is the last.
    #[inline]
    pub(crate) fn below(&self, leaf: ClassIndex, level: ClassIndex) -> Option<ClassIndex> {
        let (_, last) = self.get(leaf)?.ends()?;
        if last == level {
            return None;
        }
        let number = self.get(level)?.levels().checked_add(1)?;
        self.level(leaf, number)
    }

    /// The classes of the chain that have data in each object, the topmost first.
    pub(crate) fn with_data(&self, leaf: ClassIndex) -> impl Iterator<Item = ClassIndex> {
        std::iter::successors(self.topmost(leaf), move |level| self.below(leaf, *level))
    }

    /// The class at `level` of the chain; 1 is the topmost that has data.
    fn level(&self, leaf: ClassIndex, level: u32) -> Option<ClassIndex> {
        let (_, mut at) = self.get(leaf)?.ends()?;
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

    #[inline]
    fn chain(&self, class: ClassIndex) -> Option<&Chain> {
        let row = self.get(class)?;
        row.is_complete().then_some(&row.chain)
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
            let mut table = Table::default();
            let mut superclass = None;
            let mut with_data = Vec::new();
            for number in 0..200_u32 {
                let flags = SC_SERIALIZABLE
                    | if number % every == 0 {
                        SC_WRITE_METHOD
                    } else {
                        0
                    };
                let class = table.push(number, ClassFlags(flags), None, ()).unwrap();
                table.set_superclass(class, superclass);
                assert_eq!(table.complete(class), Some(number + 1));
                if number % every == 0 {
                    with_data.push(class);
                }
                superclass = Some(class);
                assert_eq!(table.levels(class) as usize, with_data.len());
                assert_eq!(table.get(class).unwrap().slots() as usize, with_data.len());
                for (index, &expected) in with_data.iter().enumerate() {
                    assert_eq!(table.level(class, index as u32 + 1), Some(expected));
                }
            }
        }
    }
}
