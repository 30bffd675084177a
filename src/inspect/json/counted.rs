//! Collections of the JDK whose JSON tells how many elements follow, or where they end.

/// How a class writes its elements: what else stands among its fields and data.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) name: &'static str,
    /// What their number is called.
    pub(super) what: &'static str,
    /// The field that has their number, if one has.
    pub(super) field: Option<&'static str>,
    /// How many objects come before the primitive data.
    pub(super) lead: usize,
    /// How many bytes of primitive data there are.
    pub(super) data: usize,
    /// Where in them their number is, if it is there.
    pub(super) count_at: Option<usize>,
    /// Whether they begin with a capacity that is at least this number.
    pub(super) has_capacity: bool,
    /// How many objects each element is: a key and a value are two.
    pub(super) each: usize,
    /// How many nulls end them, where nothing tells their number.
    pub(super) nulls: usize,
}

/// A class that tells the number of its elements in its data.
const fn counted(name: &'static str, data: usize, count_at: Option<usize>, each: usize) -> Counted {
    Counted {
        name,
        what: "size",
        field: None,
        lead: 0,
        data,
        count_at,
        has_capacity: false,
        each,
        nulls: 0,
    }
}

/// A class that ends its elements with nulls.
const fn ended(name: &'static str, each: usize, nulls: usize) -> Counted {
    Counted {
        nulls,
        ..counted(name, 0, None, each)
    }
}

/// Sorted by name.
static COUNTED: [Counted; 20] = [
    counted("java.util.ArrayDeque", 4, Some(0), 1),
    Counted {
        field: Some("size"),
        has_capacity: true,
        ..counted("java.util.ArrayList", 4, None, 1)
    },
    // This is also that of Set.of and Map.of: a map counts its keys and values there.
    Counted {
        what: "the number of objects in \"data\"",
        ..counted("java.util.CollSer", 4, Some(0), 1)
    },
    counted("java.util.EnumMap", 4, Some(0), 2),
    counted("java.util.HashMap", 8, Some(4), 2),
    counted("java.util.HashSet", 12, Some(8), 1),
    counted("java.util.Hashtable", 8, Some(4), 2),
    Counted {
        field: Some("size"),
        ..counted("java.util.IdentityHashMap", 4, Some(0), 2)
    },
    counted("java.util.LinkedList", 4, Some(0), 1),
    Counted {
        field: Some("size"),
        has_capacity: true,
        ..counted("java.util.PriorityQueue", 4, None, 1)
    },
    counted("java.util.TreeMap", 4, Some(0), 2),
    // Its comparator comes first.
    Counted {
        lead: 1,
        ..counted("java.util.TreeSet", 4, Some(0), 1)
    },
    ended("java.util.concurrent.ConcurrentHashMap", 2, 2),
    ended("java.util.concurrent.ConcurrentLinkedDeque", 1, 1),
    ended("java.util.concurrent.ConcurrentLinkedQueue", 1, 1),
    ended("java.util.concurrent.ConcurrentSkipListMap", 2, 1),
    counted("java.util.concurrent.CopyOnWriteArrayList", 4, Some(0), 1),
    ended("java.util.concurrent.LinkedBlockingDeque", 1, 1),
    ended("java.util.concurrent.LinkedBlockingQueue", 1, 1),
    ended("java.util.concurrent.LinkedTransferQueue", 1, 1),
];

/// How a class counts its elements, if it does.
pub(super) fn of_class(name: &str) -> Option<&'static Counted> {
    if !name.starts_with("java.util.") {
        return None;
    }
    let index = COUNTED.binary_search_by_key(&name, |counted| counted.name);
    COUNTED.get(index.ok()?)
}

impl Counted {
    /// The primitive data of a new collection of `count` elements.
    pub(super) fn new_block(&self, count: i32) -> Vec<u8> {
        /// What the JDK begins with, and how full its tables get.
        const CAPACITY: i32 = 16;
        const LOAD_FACTOR: f32 = 0.75;
        let put = |block: &mut Vec<u8>, at: usize, bytes: [u8; 4]| {
            if let Some(place) = block.get_mut(at..at.saturating_add(4)) {
                place.copy_from_slice(&bytes);
            }
        };
        let mut block = vec![0; self.data];
        if let Some(at) = self.count_at {
            put(&mut block, at, count.to_be_bytes());
            if at > 0 {
                let capacity = count.saturating_mul(2).max(CAPACITY);
                put(&mut block, 0, capacity.to_be_bytes());
            }
            if at > 4 {
                put(&mut block, 4, LOAD_FACTOR.to_be_bytes());
            }
        }
        if self.has_capacity {
            put(&mut block, 0, count.to_be_bytes());
        }
        block
    }

    /// How many elements this many objects are.
    pub(super) fn elements(&self, objects: usize) -> Option<usize> {
        let objects = objects.checked_sub(self.nulls)?;
        let rest = objects.checked_rem(self.each)?;
        (rest == 0).then_some(objects.checked_div(self.each)?)
    }
}

/// The number that stands in primitive data.
pub(super) fn int_at(bytes: &[u8], at: usize) -> Option<i32> {
    let int = bytes.get(at..at.saturating_add(4))?;
    Some(i32::from_be_bytes(int.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_found() {
        for counted in &COUNTED {
            assert_eq!(of_class(counted.name), Some(counted));
        }
        assert_eq!(of_class("java.util.Date"), None);
    }
}
