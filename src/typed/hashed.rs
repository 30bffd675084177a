//! The order in which Java goes through a hash map or set.

use std::cmp::Ordering;

use super::WriteJava;
use super::key::JavaKey;
use crate::jdk::HashTable;

pub(super) const LOAD_FACTOR: f32 = 0.75;

/// The table that a `HashMap` with these entries has, and the entries in the order in which they
/// were put into it. Where Rust has no such order, one that is the same each time.
pub(super) fn hashed<'e, K: WriteJava + 'e, V: 'e>(
    entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
    in_order: bool,
) -> (HashTable, Vec<(&'e K, &'e V)>) {
    let mut all: Vec<(JavaKey, &K, &V)> = entries
        .enumerate()
        .map(|(number, (key, value))| (JavaKey::of(key, number), key, value))
        .collect();
    if !in_order {
        all.sort_by(|(a, ..), (b, ..)| a.order(b));
    }
    let mut table = HashTable::new(None, LOAD_FACTOR);
    let mut put: Vec<(&K, &V)> = Vec::with_capacity(all.len());
    for (java, key, value) in all {
        let hash = java.hash();
        let number = table.put(java.into_key(), hash);
        match put.get_mut(usize::try_from(number).unwrap_or(usize::MAX)) {
            // An equal key keeps its place, and the key itself too.
            Some((_, old)) => *old = value,
            None => put.push((key, value)),
        }
    }
    (table, put)
}

/// Entries in the order of Java's `compareTo`, which is another than Rust's of some texts and of
/// UUIDs: a tree that has another order finds nothing in itself. Keys of other types stay as they
/// are.
pub(super) fn naturally<'e, K: WriteJava + 'e, V: 'e>(
    entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
) -> Vec<(&'e K, &'e V)> {
    let mut all: Vec<(JavaKey, (&K, &V))> = entries
        .enumerate()
        .map(|(number, (key, value))| (JavaKey::of(key, number), (key, value)))
        .collect();
    // If each is comparable to the next one, all are of one class.
    let orders = all.windows(2).map(|pair| match pair {
        [(a, _), (b, _)] => a.natural(b),
        _ => None,
    });
    let orders: Option<Vec<Ordering>> = orders.collect();
    if orders.is_some_and(|orders| orders.contains(&Ordering::Greater)) {
        all.sort_by(|(a, _), (b, _)| a.natural(b).unwrap_or(Ordering::Equal));
    }
    all.into_iter().map(|(_, entry)| entry).collect()
}

/// The table of a `HashSet`, and its elements in the order in which Java iterates over it, or in
/// that in which they were put into it.
pub(super) fn hashed_elements<'e, T: WriteJava + 'e>(
    elements: impl ExactSizeIterator<Item = &'e T>,
    in_order: bool,
    linked: bool,
) -> (HashTable, Vec<&'e T>) {
    let (table, put) = hashed(elements.map(|element| (element, &())), in_order);
    let put: Vec<&T> = put.into_iter().map(|(element, ())| element).collect();
    if linked {
        return (table, put);
    }
    let order = table.order();
    let at = |number: &u32| put.get(usize::try_from(*number).ok()?).copied();
    let ordered = order.iter().filter_map(at).collect();
    (table, ordered)
}
