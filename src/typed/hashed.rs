//! The order in which Java goes through a hash map or set.

use std::cmp::Ordering;

use super::fault::unfit;
use super::key::JavaKey;
use super::{NaturalOrder, WriteJava};
use crate::error::Result;
use crate::jdk::HashTable;

pub(super) const LOAD_FACTOR: f32 = 0.75;

/// The order in which a Rust collection gives what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Another each time.
    Any,
    /// That of the Rust type.
    OfRust,
    /// That of whoever made it.
    Given,
}

/// The table that a `HashMap` with these entries has, and the entries in the order in which they
/// were put into it. Where Rust has no such order, one that is the same each time.
pub(super) fn hashed<'e, K: WriteJava + 'e, V: 'e>(
    entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
    order: Order,
) -> (HashTable, Vec<(&'e K, &'e V)>) {
    let mut all: Vec<(JavaKey, &K, &V)> = entries
        .enumerate()
        .map(|(number, (key, value))| (JavaKey::of(key, number), key, value))
        .collect();
    if order == Order::Any {
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

/// Entries in the order of Java's `compareTo`, each key once. It is another than Rust's of some
/// texts and of UUIDs: a tree that has another order finds nothing in itself. Keys of the program's
/// own types, whose order nobody else knows, stay as they are.
///
/// # Errors
///
/// [`ErrorKind::Unfit`](crate::ErrorKind::Unfit) for keys that no tree of Java's holds, and where a
/// Rust tree had them in an order that is not Java's.
pub(super) fn naturally<'e, K: WriteJava + 'e, V: 'e>(
    class: &str,
    entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
    order: Order,
) -> Result<Vec<(&'e K, &'e V)>> {
    let is_known = match K::ORDER {
        NaturalOrder::Own => true,
        NaturalOrder::Unknown => order == Order::Given,
        NaturalOrder::None => false,
    };
    // One key is in order.
    if !is_known && entries.len() > 1 {
        let problem = format!(
            "keys that are a {}: {}",
            K::JAVA,
            match K::ORDER {
                NaturalOrder::None => "Java does not compare them; a hash table holds them",
                _ =>
                    "Java's order of them is another than Rust's; a Vec holds them in Java's order",
            }
        );
        return Err(unfit(class, problem));
    }
    let mut all: Vec<(JavaKey, (&K, &V))> = entries
        .enumerate()
        .map(|(number, (key, value))| (JavaKey::of(key, number), (key, value)))
        .collect();
    if all.iter().any(|(key, _)| key.is_null()) {
        return Err(unfit(
            class,
            "a null key, which a tree in natural order refuses",
        ));
    }
    // If each is comparable to the next one, all are of one class.
    let orders = all.windows(2).map(|pair| match pair {
        [(a, _), (b, _)] => a.natural(b),
        _ => None,
    });
    let orders: Option<Vec<Ordering>> = orders.collect();
    match orders {
        Some(orders) if orders.iter().any(|order| order.is_ge()) => {
            all.sort_by(|(a, _), (b, _)| a.natural(b).unwrap_or(Ordering::Equal));
            // An equal key keeps its place, and takes the new value.
            all.dedup_by(|(key, (_, value)), (before, (_, old))| {
                let is_same = before.natural(key) == Some(Ordering::Equal);
                if is_same {
                    *old = *value;
                }
                is_same
            });
        }
        None if all.iter().all(|(key, _)| key.is_known()) => {
            let problem = "keys that Java does not compare with each other";
            return Err(unfit(class, problem));
        }
        _ => {}
    }
    Ok(all.into_iter().map(|(_, entry)| entry).collect())
}

/// The table of a `HashSet`, and its elements in the order in which Java iterates over it, or in
/// that in which they were put into it.
pub(super) fn hashed_elements<'e, T: WriteJava + 'e>(
    elements: impl ExactSizeIterator<Item = &'e T>,
    order: Order,
    linked: bool,
) -> (HashTable, Vec<&'e T>) {
    let (table, put) = hashed(elements.map(|element| (element, &())), order);
    let put: Vec<&T> = put.into_iter().map(|(element, ())| element).collect();
    if linked {
        return (table, put);
    }
    let iterated = table.order();
    let at = |number: &u32| put.get(usize::try_from(*number).ok()?).copied();
    let ordered = iterated.iter().filter_map(at).collect();
    (table, ordered)
}
