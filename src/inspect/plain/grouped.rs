//! Collections of libraries that are written in groups: entries by their keys, elements in blocks.

use std::collections::HashMap;

use super::forms::list;
use super::items::Item;
use super::known::Meaning;
use super::source::Source;
use crate::FieldValue;
use crate::graph::{Content, NodeId};

/// Guava's: the keys, and then all entries.
pub(super) fn linked_hash_multimap<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    const CLASS: &str = "com.google.common.collect.LinkedHashMultimap";

    // The last block before the first key has their number.
    let mut keys = None;
    for content in source.written(CLASS)? {
        match content {
            Content::Block { bytes, .. } => {
                let count = i32::from_be_bytes(*bytes.last_chunk()?);
                keys = Some(usize::try_from(count).ok()?);
            }
            _ => break,
        }
    }
    let mut objects = source.objects(CLASS)?;
    let entries = objects.split_off(keys?.min(objects.len()));
    Some(by_key(&entries))
}

/// Guava's: all entries.
pub(super) fn linked_list_multimap<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let entries = source.objects("com.google.common.collect.LinkedListMultimap")?;
    Some(by_key(&entries))
}

/// A map of lists. Keys that are equal, but not the same object, stay apart.
fn by_key<'g>(entries: &[FieldValue]) -> Meaning<'g> {
    let mut groups: Vec<(FieldValue, Vec<Item<'g>>)> = Vec::new();
    let mut places: HashMap<Option<NodeId>, usize> = HashMap::new();
    let (pairs, _) = entries.as_chunks::<2>();
    for [key, value] in pairs {
        let FieldValue::Reference(node) = *key else {
            continue;
        };
        let place = *places.entry(node).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, values)) => values.push(Item::Value(*value)),
            None => groups.push((*key, vec![Item::Value(*value)])),
        }
    }
    let entries = groups.into_iter();
    Meaning::Map(
        entries
            .map(|(key, values)| (key, Item::List(values.into())))
            .collect(),
    )
}

/// Scala's up to version 2.12: a tree of arrays with 32 places each. The way to the block with
/// the index `focus` is in the fields, and the blocks there may be newer than those in the tree.
pub(super) fn scala_vector<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    const DISPLAYS: [&str; 6] = [
        "display0", "display1", "display2", "display3", "display4", "display5",
    ];

    let (first, end) = (source.size("startIndex")?, source.size("endIndex")?);
    let focus = source.size("focus")?;
    let depth = source.size("depth")?.min(DISPLAYS.len());
    let place = |index: usize, level: usize| index >> level.saturating_mul(5) & 31;
    let mut elements = Vec::new();
    let mut block = Vec::new();
    for index in first..end {
        if index % 32 == 0 || index == first {
            let mut level = depth.checked_sub(1)?;
            let mut array = source.array(DISPLAYS.get(level)?)?;
            let mut is_on_way = true;
            while level > 0 {
                is_on_way &= place(index, level) == place(focus, level);
                array = if is_on_way {
                    source.array(DISPLAYS.get(level.saturating_sub(1))?)?
                } else {
                    let next = array.elements().nth(place(index, level))?;
                    source.array_of(next)?
                };
                level = level.saturating_sub(1);
            }
            block = array.elements().collect();
        }
        elements.push(*block.get(place(index, 0))?);
    }
    Some(list(elements))
}
