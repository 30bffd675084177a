//! The table of a `java.util.HashMap`: the order in which it iterates, and how large it has grown,
//! after a number of `put`s into a new one.
//!
//! Follows what `java.util.HashMap` does in JDK 11, 17, 21 and 25 alike. Only bins that
//! have entries are kept, so that a large table that is almost empty costs nothing.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::key::Key;
use super::order::{compare, declares_comparable};
use super::time_bytes::Temporal;
use super::tree_bin::TreeBin;

const DEFAULT_CAPACITY: u32 = 16;
const MAXIMUM_CAPACITY: u32 = 1 << 30;
/// A list of this many entries becomes a tree with the next one …
const TREEIFY_THRESHOLD: usize = 8;
/// … in a table of this many bins; a smaller table doubles instead.
const MIN_TREEIFY_CAPACITY: u32 = 64;
/// What is left of a tree when the table doubles becomes a list again if it has no more entries
/// than this.
const UNTREEIFY_THRESHOLD: usize = 6;

#[derive(Debug)]
pub(crate) struct HashTable {
    entries: Vec<Entry>,
    known: HashMap<Key, u32>,
    /// By number.
    bins: HashMap<u32, Bin>,
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
    /// The one after it in a list.
    next: Option<u32>,
}

#[derive(Debug)]
enum Bin {
    List(List),
    /// Boxed, because almost every bin is a list.
    Tree(Box<TreeBin>),
}

/// A bin that is a list: its first and last entry, and how many there are.
#[derive(Debug, Clone, Copy)]
struct List {
    first: u32,
    last: u32,
    length: usize,
}

impl HashTable {
    /// Returns the table of `new HashMap()`, or with a capacity that of `new
    /// HashMap(capacity, load_factor)`.
    pub(crate) fn new(capacity: Option<u32>, load_factor: f32) -> Self {
        let threshold = capacity.map_or(0, |capacity| {
            capacity.clamp(1, MAXIMUM_CAPACITY).next_power_of_two()
        });
        HashTable {
            entries: Vec::new(),
            known: HashMap::new(),
            bins: HashMap::new(),
            capacity: 0,
            threshold: threshold.cast_signed(),
            load_factor,
        }
    }

    /// Adds a key. Returns the number of its entry: a new one, or that of an equal key.
    pub(crate) fn put(&mut self, key: Key, hash_code: i32) -> u32 {
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
        self.entries.push(Entry {
            hash,
            key,
            next: None,
        });

        let number = bin_of(hash, self.capacity);
        let mut crowded = false;
        match self.bins.get_mut(&number) {
            Some(Bin::Tree(tree)) => {
                let entries = &self.entries;
                tree.insert(entry, &|a, b| direction(entries, a, b));
            }
            Some(Bin::List(list)) => {
                append(&mut self.entries, list, entry);
                let list = *list;
                crowded = list.length > TREEIFY_THRESHOLD;
                if crowded && self.capacity >= MIN_TREEIFY_CAPACITY {
                    let all: Vec<u32> = self.listed(list).collect();
                    self.bins.insert(number, Bin::Tree(self.tree(&all)));
                }
            }
            None => {
                self.bins.insert(number, Bin::List(List::of(entry)));
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
    pub(crate) fn order(&self) -> Vec<u32> {
        let mut bins: Vec<(&u32, &Bin)> = self.bins.iter().collect();
        bins.sort_unstable_by_key(|(number, _)| **number);
        let mut order = Vec::with_capacity(self.entries.len());
        for (_, bin) in bins {
            match bin {
                Bin::List(list) => order.extend(self.listed(*list)),
                Bin::Tree(tree) => order.extend(tree.order()),
            }
        }
        order
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// `HashMap.capacity()`: what a table that is not there yet will have.
    pub(crate) fn capacity(&self) -> i32 {
        match (self.capacity, self.threshold) {
            (0, 0) => DEFAULT_CAPACITY.cast_signed(),
            (0, threshold) => threshold,
            (capacity, _) => capacity.cast_signed(),
        }
    }

    pub(crate) fn threshold(&self) -> i32 {
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
                Bin::List(list) => self.split_list(number, list),
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

    /// Splits a list into what stays and what goes to the new upper half of the table.
    fn split_list(&mut self, number: u32, list: List) {
        let mut parts: [Option<List>; 2] = [None; 2];
        let mut next = Some(list.first);
        while let Some(entry) = next {
            let [stays, goes] = &mut parts;
            let part = if self.bin_number(entry) == number {
                stays
            } else {
                goes
            };
            next = self.unlink(entry);
            match part {
                Some(list) => append(&mut self.entries, list, entry),
                None => *part = Some(List::of(entry)),
            }
        }
        for (number, part) in self.halves(number).into_iter().zip(parts) {
            if let Some(list) = part {
                self.bins.insert(number, Bin::List(list));
            }
        }
    }

    /// The same of a tree. One that goes to one place whole stays as it is.
    fn split_tree(&mut self, number: u32, tree: Box<TreeBin>) {
        let (stays, goes): (Vec<u32>, Vec<u32>) = tree
            .order()
            .partition(|entry| self.bin_number(*entry) == number);
        let mut whole = Some(tree).filter(|_| stays.is_empty() || goes.is_empty());
        for (number, part) in self.halves(number).into_iter().zip([stays, goes]) {
            let Some((first, rest)) = part.split_first() else {
                continue;
            };
            let bin = if part.len() <= UNTREEIFY_THRESHOLD {
                self.unlink(*first);
                let mut list = List::of(*first);
                for entry in rest {
                    self.unlink(*entry);
                    append(&mut self.entries, &mut list, *entry);
                }
                Bin::List(list)
            } else {
                Bin::Tree(whole.take().unwrap_or_else(|| self.tree(&part)))
            };
            self.bins.insert(number, bin);
        }
    }

    /// Where the entries of a bin go when the table has just doubled.
    fn halves(&self, number: u32) -> [u32; 2] {
        [number, number.saturating_add(self.capacity / 2)]
    }

    fn tree(&self, entries: &[u32]) -> Box<TreeBin> {
        let compare = |a, b| direction(&self.entries, a, b);
        Box::new(TreeBin::from_list(entries, &compare))
    }

    /// The entries of a list, in order.
    fn listed(&self, list: List) -> impl Iterator<Item = u32> {
        let mut next = Some(list.first);
        std::iter::from_fn(move || {
            let entry = next?;
            next = entry_at(&self.entries, entry).and_then(|entry| entry.next);
            Some(entry)
        })
    }

    fn bin_number(&self, entry: u32) -> u32 {
        let hash = entry_at(&self.entries, entry).map_or(0, |entry| entry.hash);
        bin_of(hash, self.capacity)
    }

    /// Makes an entry the last of its list. The one that was after it.
    fn unlink(&mut self, entry: u32) -> Option<u32> {
        let place = usize::try_from(entry).ok()?;
        self.entries.get_mut(place)?.next.take()
    }
}

impl List {
    fn of(entry: u32) -> Self {
        List {
            first: entry,
            last: entry,
            length: 1,
        }
    }
}

fn append(entries: &mut [Entry], list: &mut List, entry: u32) {
    let last = usize::try_from(list.last).ok();
    if let Some(last) = last.and_then(|last| entries.get_mut(last)) {
        last.next = Some(entry);
    }
    list.last = entry;
    list.length = list.length.saturating_add(1);
}

fn entry_at(entries: &[Entry], entry: u32) -> Option<&Entry> {
    entries.get(usize::try_from(entry).ok()?)
}

fn bin_of(hash: i32, capacity: u32) -> u32 {
    hash.cast_unsigned() & capacity.saturating_sub(1)
}

/// Where an entry goes in a tree, seen from another: by hash, then as the keys
/// compare, then as their classes do. After that the JDK goes by identity,
/// which differs from run to run; here the later entry goes before the earlier.
fn direction(entries: &[Entry], a: u32, b: u32) -> Ordering {
    let (Some(a), Some(b)) = (entry_at(entries, a), entry_at(entries, b)) else {
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
        Key::Null | Key::Other(_) | Key::Numbered(_) => "",
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
