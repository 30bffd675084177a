//! The table of a `java.util.HashMap`: in which order it iterates, and how large
//! it has grown, after a number of `put`s into a new one.
//!
//! Follows what `java.util.HashMap` does in JDK 11, 17, 21 and 25 alike. The bins are
//! kept by number, so that a large table that is almost empty costs nothing.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::key::Key;
use super::order::{compare, declares_comparable};
use super::time_bytes::Temporal;
use super::tree_bin::TreeBin;

const DEFAULT_CAPACITY: u32 = 16;
const MAXIMUM_CAPACITY: u32 = 1 << 30;
/// A list that has so many entries becomes a tree with the next one …
const TREEIFY_THRESHOLD: usize = 8;
/// … in a table of so many bins; a smaller table doubles instead.
const MIN_TREEIFY_CAPACITY: u32 = 64;
/// What is left of a tree when the table doubles is a list again up to so many entries.
const UNTREEIFY_THRESHOLD: usize = 6;

#[derive(Debug)]
pub(super) struct HashTable {
    entries: Vec<Entry>,
    known: HashMap<Key, u32>,
    bins: BTreeMap<u32, Bin>,
    /// 0 before the first entry.
    capacity: u32,
    threshold: i32,
    load_factor: f32,
}

#[derive(Debug)]
struct Entry {
    /// The hash code with its upper half mixed into the lower.
    hash: i32,
    key: Key,
}

#[derive(Debug)]
enum Bin {
    List(Vec<u32>),
    Tree(TreeBin),
}

impl HashTable {
    /// Returns the table of `new HashMap()`, or with a capacity that of `new
    /// HashMap(capacity, load_factor)`.
    pub(super) fn new(capacity: Option<u32>, load_factor: f32) -> Self {
        let threshold = capacity.map_or(0, |capacity| {
            capacity.clamp(1, MAXIMUM_CAPACITY).next_power_of_two()
        });
        HashTable {
            entries: Vec::new(),
            known: HashMap::new(),
            bins: BTreeMap::new(),
            capacity: 0,
            threshold: threshold.cast_signed(),
            load_factor,
        }
    }

    /// Adds a key. Returns the number of its entry: a new one, or that of an equal key.
    pub(super) fn put(&mut self, key: Key, hash_code: i32) -> u32 {
        if let Some(&entry) = self.known.get(&key) {
            return entry;
        }
        if self.capacity == 0 {
            self.resize();
        }
        let upper_half = hash_code.cast_unsigned() >> 16;
        let hash = hash_code ^ upper_half.cast_signed();
        let entry = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.known.insert(key.clone(), entry);
        self.entries.push(Entry { hash, key });

        let entries = &self.entries;
        let bin = self
            .bins
            .entry(bin_of(hash, self.capacity))
            .or_insert_with(|| Bin::List(Vec::new()));
        let mut crowded = false;
        match bin {
            Bin::Tree(tree) => tree.insert(entry, &|a, b| direction(entries, a, b)),
            Bin::List(list) => {
                list.push(entry);
                crowded = list.len() > TREEIFY_THRESHOLD;
                if crowded && self.capacity >= MIN_TREEIFY_CAPACITY {
                    let tree = TreeBin::from_list(list, &|a, b| direction(entries, a, b));
                    *bin = Bin::Tree(tree);
                }
            }
        }
        if crowded && self.capacity < MIN_TREEIFY_CAPACITY {
            self.resize();
        }
        if i32::try_from(self.entries.len()).is_ok_and(|size| size > self.threshold) {
            self.resize();
        }
        entry
    }

    /// The numbers of the entries in the order of iteration.
    pub(super) fn order(&self) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.entries.len());
        for bin in self.bins.values() {
            match bin {
                Bin::List(list) => order.extend(list),
                Bin::Tree(tree) => order.extend(tree.order()),
            }
        }
        order
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// `HashMap.capacity()`: what a table that is not there yet will have.
    pub(super) fn capacity(&self) -> i32 {
        match (self.capacity, self.threshold) {
            (0, 0) => DEFAULT_CAPACITY.cast_signed(),
            (0, threshold) => threshold,
            (capacity, _) => capacity.cast_signed(),
        }
    }

    pub(super) fn threshold(&self) -> i32 {
        self.threshold
    }

    fn resize(&mut self) {
        let old = self.capacity;
        if old >= MAXIMUM_CAPACITY {
            self.threshold = i32::MAX;
            return;
        }
        let mut threshold = 0;
        if old > 0 {
            self.capacity = old.saturating_mul(2);
            if self.capacity < MAXIMUM_CAPACITY && old >= DEFAULT_CAPACITY {
                threshold = self.threshold.wrapping_shl(1);
            }
        } else if self.threshold > 0 {
            self.capacity = self.threshold.unsigned_abs();
        } else {
            self.capacity = DEFAULT_CAPACITY;
            threshold = 12;
        }
        if threshold == 0 {
            threshold = self.share_of_capacity();
        }
        self.threshold = threshold;

        for (number, bin) in std::mem::take(&mut self.bins) {
            match bin {
                Bin::List(list) => {
                    for (number, list) in self.split(number, list) {
                        if !list.is_empty() {
                            self.bins.insert(number, Bin::List(list));
                        }
                    }
                }
                Bin::Tree(tree) => self.split_tree(number, tree),
            }
        }
    }

    /// The capacity times the load factor, in the arithmetic of Java.
    fn share_of_capacity(&self) -> i32 {
        let maximum = MAXIMUM_CAPACITY as f32;
        let share = self.capacity as f32 * self.load_factor;
        if self.capacity < MAXIMUM_CAPACITY && share < maximum {
            share as i32
        } else {
            i32::MAX
        }
    }

    /// What of a bin stays, and what goes to the new upper half of the table.
    fn split(&self, number: u32, entries: Vec<u32>) -> [(u32, Vec<u32>); 2] {
        let (stays, goes): (Vec<u32>, Vec<u32>) = entries.into_iter().partition(|entry| {
            let hash = usize::try_from(*entry)
                .ok()
                .and_then(|entry| self.entries.get(entry))
                .map_or(0, |entry| entry.hash);
            bin_of(hash, self.capacity) == number
        });
        let upper = number.saturating_add(self.capacity / 2);
        [(number, stays), (upper, goes)]
    }

    fn split_tree(&mut self, number: u32, tree: TreeBin) {
        let parts = self.split(number, tree.order().collect());
        // A tree that goes to one place stays as it is.
        let whole = parts.iter().any(|(_, part)| part.is_empty());
        let mut tree = Some(tree).filter(|_| whole);
        for (number, part) in parts {
            if part.is_empty() {
                continue;
            }
            let entries = &self.entries;
            let bin = if part.len() <= UNTREEIFY_THRESHOLD {
                Bin::List(part)
            } else {
                Bin::Tree(match tree.take() {
                    Some(tree) => tree,
                    None => TreeBin::from_list(&part, &|a, b| direction(entries, a, b)),
                })
            };
            self.bins.insert(number, bin);
        }
    }
}

fn bin_of(hash: i32, capacity: u32) -> u32 {
    hash.cast_unsigned() & capacity.saturating_sub(1)
}

/// Where an entry goes in a tree, seen from another: by hash, then as the keys
/// compare, then as their classes do. After that the JDK goes by identity,
/// which differs from run to run; here the later entry goes before the earlier.
fn direction(entries: &[Entry], a: u32, b: u32) -> Ordering {
    let entry = |number: u32| usize::try_from(number).ok().and_then(|at| entries.get(at));
    let (Some(a), Some(b)) = (entry(a), entry(b)) else {
        return Ordering::Less;
    };
    a.hash
        .cmp(&b.hash)
        .then_with(|| match declares_comparable(&a.key) {
            true => compare(&a.key, &b.key).unwrap_or(Ordering::Equal),
            false => Ordering::Equal,
        })
        .then_with(|| match (&a.key, &b.key) {
            // The identity of null is 0.
            (Key::Null, _) => Ordering::Less,
            (_, Key::Null) => Ordering::Greater,
            (a, b) => class_name(a).cmp(class_name(b)),
        })
        .then(Ordering::Less)
}

/// The class of a key, as far as it is known.
fn class_name(key: &Key) -> &'static str {
    match key {
        Key::Null | Key::Other(_) => "",
        Key::Boolean(_) => "java.lang.Boolean",
        Key::Byte(_) => "java.lang.Byte",
        Key::Char(_) => "java.lang.Character",
        Key::Short(_) => "java.lang.Short",
        Key::Int(_) => "java.lang.Integer",
        Key::Long(_) => "java.lang.Long",
        Key::Float(_) => "java.lang.Float",
        Key::Double(_) => "java.lang.Double",
        Key::String(_) => "java.lang.String",
        Key::Date(_) => "java.util.Date",
        Key::Uuid { .. } => "java.util.UUID",
        Key::BigInteger(_) => "java.math.BigInteger",
        Key::BigDecimal { .. } => "java.math.BigDecimal",
        Key::Temporal(value) => match value {
            Temporal::Duration(_) => "java.time.Duration",
            Temporal::Instant(_) => "java.time.Instant",
            Temporal::LocalDate(_) => "java.time.LocalDate",
            Temporal::LocalTime(_) => "java.time.LocalTime",
            Temporal::LocalDateTime(_) => "java.time.LocalDateTime",
            Temporal::ZonedDateTime(_) => "java.time.ZonedDateTime",
            Temporal::ZoneRegion(_) => "java.time.ZoneRegion",
            Temporal::ZoneOffset(_) => "java.time.ZoneOffset",
            Temporal::OffsetTime(_) => "java.time.OffsetTime",
            Temporal::OffsetDateTime(_) => "java.time.OffsetDateTime",
            Temporal::Year(_) => "java.time.Year",
            Temporal::YearMonth(_) => "java.time.YearMonth",
            Temporal::MonthDay(_) => "java.time.MonthDay",
            Temporal::Period(_) => "java.time.Period",
        },
    }
}
