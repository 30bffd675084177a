//! Maps that are read.

use std::collections::{self, BTreeMap};
use std::hash::{BuildHasher, Hash};

use super::ReadJava;
use super::classes::Classes;
use super::comparator;
use super::fault::not_a_node;
use super::held::{self, Kind};
use super::input::In;
use super::items::Items;
use crate::error::Result;
use crate::graph::{NodeId, Raw};

/// Gives each entry of any map that is known to `put`.
fn read_each<K: ReadJava, V: ReadJava>(
    input: &mut In<'_>,
    value: Raw,
    put: impl FnMut(K, V),
) -> Result<()> {
    let node = input.node::<(K, V)>(value)?;
    let Some(items) = input.items(node, Kind::Map)? else {
        return Err(unknown::<K, V>(input, node));
    };
    input.enter::<(K, V)>(node)?;
    let read = read_entries(input, items, put);
    input.leave();
    read
}

fn read_entries<K: ReadJava, V: ReadJava>(
    input: &mut In<'_>,
    mut items: Items<'_>,
    mut put: impl FnMut(K, V),
) -> Result<()> {
    input.spend(items.at_most().saturating_mul(size_of::<(K, V)>()))?;
    let mut number = 0_usize;
    while let Some(entry) = items.entry() {
        let (key, value) = entry?;
        let key = K::read(input, key);
        let key = key.map_err(|error| error.within(&format_args!("[{number}].key")))?;
        let value = V::read(input, value);
        let value = value.map_err(|error| error.within(&format_args!("[{number}].value")))?;
        put(key, value);
        number = number.saturating_add(1);
    }
    Ok(())
}

#[cold]
fn unknown<K, V>(input: &In<'_>, node: NodeId) -> crate::Error {
    let error = not_a_node::<collections::HashMap<K, V>>(input.graph(), Some(node));
    error.noting(Some("it is no map that is known; a Codec can read it"))
}

fn is_map(input: &In<'_>, value: Raw) -> bool {
    let node = value.node();
    node.is_some_and(|node| input.is_collection(node, Kind::Map))
}

/// Any map that is known.
impl<K: ReadJava + Eq + Hash, V: ReadJava, S: BuildHasher + Default> ReadJava
    for collections::HashMap<K, V, S>
{
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let mut map = Self::default();
        read_each(input, value, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_map(input, value)
    }

    fn classes(classes: &mut Classes) {
        held::add_classes(classes);
        K::classes(classes);
        V::classes(classes);
    }
}

/// Any map that is known, but for those that a comparator puts in order.
impl<K: ReadJava + Ord, V: ReadJava> ReadJava for BTreeMap<K, V> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        comparator::refuse::<Self>(input, value)?;
        let mut map = Self::new();
        read_each(input, value, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_map(input, value)
    }

    fn classes(classes: &mut Classes) {
        held::add_classes(classes);
        K::classes(classes);
        V::classes(classes);
    }
}

/// In the order of the stream.
impl<K: ReadJava, V: ReadJava> ReadJava for Vec<(K, V)> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let mut all = Vec::new();
        read_each(input, value, |key, value| all.push((key, value)))?;
        Ok(all)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_map(input, value)
    }

    fn classes(classes: &mut Classes) {
        held::add_classes(classes);
        K::classes(classes);
        V::classes(classes);
    }
}
