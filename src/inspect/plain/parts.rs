//! Parts of sorted maps: what `subMap`, `headMap`, `tailMap` and `descendingMap` give.
//!
//! The whole map is written, and the bounds. Which entries lie between them depends on the order
//! of the keys, which is that of a comparator.

use std::cmp::Ordering;

use super::MOST_WRAPPERS;
use super::items::Item;
use super::known::Meaning;
use super::source::Source;
use super::views::own_entries_of;
use crate::FieldValue;
use crate::graph::{Graph, Node, Value};

/// A part of a `TreeMap`.
pub(super) fn tree_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let low = bound("lo", "loInclusive", !source.boolean("fromStart")?, source)?;
    let high = bound("hi", "hiInclusive", !source.boolean("toEnd")?, source)?;
    between(low, high, source)
}

/// The same backwards.
pub(super) fn descending_tree_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    reversed(tree_map(source)?)
}

/// A part of a `ConcurrentSkipListMap`.
pub(super) fn skip_list_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let has = |bound| source.field(bound) != Some(FieldValue::Reference(None));
    let (has_low, has_high) = (has("lo"), has("hi"));
    let low = bound("lo", "loInclusive", has_low, source)?;
    let high = bound("hi", "hiInclusive", has_high, source)?;
    let map = between(low, high, source)?;
    if source.boolean("isDescending")? {
        reversed(map)
    } else {
        Some(map)
    }
}

fn reversed(map: Meaning<'_>) -> Option<Meaning<'_>> {
    match map {
        Meaning::Map(entries) => Some(Meaning::Map(entries.into_iter().rev().collect())),
        _ => None,
    }
}

/// Where a part of a map begins or ends: at a key, which belongs to it or not.
type Bound = Option<(Value, bool)>;

fn bound(key: &str, inclusive: &str, is_there: bool, source: &Source<'_, '_>) -> Option<Bound> {
    if !is_there {
        return Some(None);
    }
    match source.field(key)? {
        FieldValue::Reference(key) => Some(Some((key, source.boolean(inclusive)?))),
        _ => None,
    }
}

/// The entries of the map in `m` between two bounds. `None` if it is not known where a bound is.
fn between<'g>(low: Bound, high: Bound, source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let entries = own_entries_of("m", source)?;
    let comparator = source.object("m")?.field("comparator");
    let order = Order::of(comparator, source);
    let graph = source.graph;
    let first = match low {
        Some((key, is_inclusive)) => before(graph, &entries, key, !is_inclusive, order)?,
        None => 0,
    };
    let end = match high {
        Some((key, is_inclusive)) => before(graph, &entries, key, is_inclusive, order)?,
        None => entries.len(),
    };
    let count = end.saturating_sub(first);
    Some(Meaning::Map(
        entries.into_iter().skip(first).take(count).collect(),
    ))
}

/// How many entries stand before a bound, which counts itself where it is equal.
fn before(
    graph: &Graph,
    entries: &[(FieldValue, Item<'_>)],
    bound: Value,
    counts_equal: bool,
    order: Option<Order>,
) -> Option<usize> {
    // Whatever the order, a key is equal to itself.
    let bound_key = FieldValue::Reference(bound);
    if let Some(place) = entries.iter().position(|(key, _)| *key == bound_key) {
        return place.checked_add(usize::from(counts_equal));
    }
    let order = order?;
    let (mut from, mut to) = (0, entries.len());
    while from < to {
        let middle = from.midpoint(to);
        let FieldValue::Reference(key) = entries.get(middle)?.0 else {
            return None;
        };
        let order = order.compare(graph, key, bound)?;
        if order == Ordering::Less || counts_equal && order == Ordering::Equal {
            from = middle.saturating_add(1);
        } else {
            to = middle;
        }
    }
    Some(from)
}

/// What a comparator of the JDK gives.
#[derive(Debug, Clone, Copy)]
struct Order {
    ignores_case: bool,
    is_reversed: bool,
}

impl Order {
    /// The order of a comparator; null is the natural one. `None` for one that is not known.
    fn of(comparator: Option<FieldValue>, source: &mut Source<'_, '_>) -> Option<Order> {
        let mut order = Order {
            ignores_case: false,
            is_reversed: false,
        };
        let mut comparator = comparator;
        for _ in 0..MOST_WRAPPERS {
            let value = match comparator {
                None | Some(FieldValue::Reference(None)) => return Some(order),
                Some(value) => value,
            };
            if let FieldValue::Reference(Some(node)) = value
                && let Some(Node::Enum { class, .. }) = source.graph.node(node)
            {
                let is_natural = class.name() == "java.util.Comparators$NaturalOrderComparator";
                return is_natural.then_some(order);
            }
            let inside = source.object_of(value)?;
            if inside.is("java.lang.String$CaseInsensitiveComparator") {
                order.ignores_case = true;
                return Some(order);
            }
            order.is_reversed = !order.is_reversed;
            if inside.is("java.util.Collections$ReverseComparator") {
                return Some(order);
            }
            if !inside.is("java.util.Collections$ReverseComparator2") {
                return None;
            }
            comparator = Some(inside.field("cmp")?);
        }
        None
    }

    fn compare(self, graph: &Graph, a: Value, b: Value) -> Option<Ordering> {
        let order = match self.ignores_case {
            true => compare_ignoring_case(graph, a, b)?,
            false => graph.compare(a, b)?,
        };
        Some(if self.is_reversed {
            order.reverse()
        } else {
            order
        })
    }
}

/// Only for ASCII: the case of other letters depends on the version of Java.
fn compare_ignoring_case(graph: &Graph, a: Value, b: Value) -> Option<Ordering> {
    let text = |value| {
        let text = graph.string(FieldValue::Reference(value))?.as_bytes();
        text.is_ascii().then_some(text)
    };
    let (a, b) = (text(a)?.iter(), text(b)?.iter());
    Some(
        a.map(u8::to_ascii_lowercase)
            .cmp(b.map(u8::to_ascii_lowercase)),
    )
}
