//! Collections of the JDK whose elements stand in something else, or in another form.

use std::cmp::Ordering;

use super::forms::list;
use super::items::Item;
use super::known::{Form, Meaning, row};
use super::source::Source;
use super::{forms, jdk};
use crate::FieldValue;
use crate::graph::Value;

/// More copies of one thing are only said to be so many.
const MOST_COPIES: usize = 1024;

/// `List.of`, `Set.of` and `Map.of`.
pub(super) fn coll_ser<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    const IMM_MAP: i32 = 3;

    let is_map = source.int("tag")? & 0xFF == IMM_MAP;
    let form = if is_map {
        Form::Entries
    } else {
        Form::Elements(0)
    };
    forms::meaning(form, "java.util.CollSer", source)
}

pub(super) fn array_blocking_queue<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let (first, count) = (source.size("takeIndex")?, source.size("count")?);
    let items: Vec<FieldValue> = source.array("items")?.elements().collect();
    let in_order = items.iter().cycle().skip(first.min(items.len()));
    Some(list(
        in_order.take(count.min(items.len())).copied().collect(),
    ))
}

/// The numbers of the bits that are set.
pub(super) fn bits<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let mut set = Vec::new();
    for (index, word) in source.array("bits")?.elements().enumerate() {
        let FieldValue::Long(word) = word else {
            return None;
        };
        let first = i32::try_from(index.checked_mul(64)?).ok()?;
        let bits = (0..64).filter(|bit| word >> bit & 1 == 1);
        set.extend(bits.map(|bit| FieldValue::Int(first.saturating_add(bit))));
    }
    Some(list(set))
}

/// `Collections.nCopies`
pub(super) fn copies<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let count = source.size("n").filter(|count| *count <= MOST_COPIES)?;
    let weight = u64::try_from(count).unwrap_or(u64::MAX);
    source.shown.afford(weight).then_some(())?;
    let element = source.field("element")?;
    Some(list(vec![element; count]))
}

pub(super) fn keys_of_m<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    keys_of("m", source)
}

pub(super) fn keys_of_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    keys_of("map", source)
}

fn keys_of<'g>(field: &str, source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let entries = entries_of(field, source)?.into_iter();
    Some(list(entries.map(|(key, _)| key).collect()))
}

/// The entries of the map that a field holds. It must be a map itself: nothing here goes deeper.
fn entries_of<'g>(field: &str, source: &mut Source<'_, 'g>) -> Option<Vec<(FieldValue, Item<'g>)>> {
    let mut inside = source.object(field)?;
    let mut class = Some(inside.object.class());
    while let Some(here) = class {
        if let Some((name, form @ (Form::Entries | Form::EntriesToNull))) = row(here)
            && jdk::CLASSES.iter().any(|(known, _)| *known == name)
        {
            return match forms::meaning(form, name, &mut inside)? {
                Meaning::Map(entries) => Some(entries),
                _ => None,
            };
        }
        class = here.superclass();
    }
    None
}

/// What `TreeMap.subMap`, `headMap` and `tailMap` give.
pub(super) fn sub_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let low = bound("lo", "loInclusive", !source.boolean("fromStart")?, source)?;
    let high = bound("hi", "hiInclusive", !source.boolean("toEnd")?, source)?;
    between(low, high, source)
}

/// And `descendingMap`.
pub(super) fn descending_sub_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    reversed(sub_map(source)?)
}

/// The same of a `ConcurrentSkipListMap`.
pub(super) fn skip_list_sub_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
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

/// The entries of the map in `m` between two bounds. `None` if its order is not the natural one
/// of values of the JDK.
fn between<'g>(low: Bound, high: Bound, source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let entries = entries_of("m", source)?;
    let is_natural = source
        .object("m")?
        .field("comparator")
        .is_none_or(|comparator| comparator == FieldValue::Reference(None));
    if !is_natural && (low.is_some() || high.is_some()) {
        return None;
    }
    let graph = source.graph;
    // How many entries stand before a bound. They are in order.
    let before = |bound: Value, counts_equal: bool| {
        let (mut from, mut to) = (0, entries.len());
        while from < to {
            let middle = from.midpoint(to);
            let FieldValue::Reference(key) = entries.get(middle)?.0 else {
                return None;
            };
            let order = graph.compare(key, bound)?;
            if order == Ordering::Less || counts_equal && order == Ordering::Equal {
                from = middle.saturating_add(1);
            } else {
                to = middle;
            }
        }
        Some(from)
    };
    let first = match low {
        Some((key, is_inclusive)) => before(key, !is_inclusive)?,
        None => 0,
    };
    let end = match high {
        Some((key, is_inclusive)) => before(key, is_inclusive)?,
        None => entries.len(),
    };
    let count = end.saturating_sub(first);
    Some(Meaning::Map(
        entries.into_iter().skip(first).take(count).collect(),
    ))
}
