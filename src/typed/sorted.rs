//! Maps and sets in an order of their keys.

use std::collections::{self, BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash};

use super::any::Any;
use super::classes::Classes;
use super::codec::{Codec, Own};
use super::comparator;
use super::hashed::{Order, naturally};
use super::input::In;
use super::lists::size;
use super::maps::{MAP, MapClass, map_codec, map_codecs, pairs};
use super::output::Out;
use super::sets::{SET, SetClass, set_codec, set_codecs};
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;

/// `java.util.TreeMap` of keys in their natural order, which is that of the entries. One with a
/// comparator is refused: see [`Compared`](super::Compared).
#[derive(Debug)]
pub enum TreeMap {}

impl MapClass for TreeMap {
    fn check<M>(input: &In<'_>, value: Raw) -> Result<()> {
        comparator::refuse::<M>(input, value)
    }

    fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
        out: &mut Out<'_>,
        entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
        order: Order,
    ) -> Result<()> {
        let entries = naturally("java.util.TreeMap", entries, order)?;
        write_map(out, &Any::null(), &entries)
    }
}

map_codecs!(TreeMap);

/// `java.util.TreeSet` of elements in their natural order. One with a comparator is refused: see
/// [`Compared`](super::Compared).
#[derive(Debug)]
pub enum TreeSet {}

impl SetClass for TreeSet {
    fn check<C>(input: &In<'_>, value: Raw) -> Result<()> {
        comparator::refuse::<C>(input, value)
    }

    fn write_all<'e, T: WriteJava + 'e>(
        out: &mut Out<'_>,
        all: impl ExactSizeIterator<Item = &'e T>,
        order: Order,
    ) -> Result<()> {
        let all = all.map(|element| (element, &()));
        let all = naturally("java.util.TreeSet", all, order)?;
        let all: Vec<&T> = all.into_iter().map(|(element, ())| element).collect();
        write_set(out, &Any::null(), &all)
    }
}

set_codecs!(TreeSet);

/// Writes a `TreeMap` with entries in its order.
pub(super) fn write_map<K: WriteJava, V: WriteJava>(
    out: &mut Out<'_>,
    comparator: &Any,
    entries: &[(&K, &V)],
) -> Result<()> {
    static SPEC: ClassSpec = ClassSpec::new(
        "java.util.TreeMap",
        &[LevelSpec::new(
            "java.util.TreeMap",
            919286545866124006,
            Form::FieldsAndData,
            &[Member::field("comparator", "java.util.Comparator")],
        )],
    );
    let count = size("java.util.TreeMap", entries.len())?;
    let mut object = out.open(&SPEC)?;
    object.level();
    object.field::<Any, Own>(comparator)?;
    object.data(&count.to_be_bytes());
    for (key, value) in entries {
        object.entry(*key, *value)?;
    }
    object.end_level();
    object.close();
    Ok(())
}

/// Writes a `TreeSet` with elements in its order.
pub(super) fn write_set<T: WriteJava>(
    out: &mut Out<'_>,
    comparator: &Any,
    all: &[&T],
) -> Result<()> {
    static SPEC: ClassSpec = ClassSpec::new(
        "java.util.TreeSet",
        &[LevelSpec::new(
            "java.util.TreeSet",
            -2479143000061671589,
            Form::FieldsAndData,
            &[],
        )],
    );
    let count = size("java.util.TreeSet", all.len())?;
    let mut object = out.open(&SPEC)?;
    object.level();
    object.elements(std::slice::from_ref(comparator))?;
    object.data(&count.to_be_bytes());
    object.elements(all)?;
    object.end_level();
    object.close();
    Ok(())
}
