//! Maps.

use std::collections::{self, BTreeMap};
use std::hash::{BuildHasher, Hash};

use super::classes::Classes;
use super::codec::{Codec, Own};
use super::comparator;
use super::fault::{not_a, not_a_node};
use super::groups;
use super::hashed::{LOAD_FACTOR, hashed};
use super::held::{self, Kind};
use super::input::In;
use super::lists::size;
use super::object_out::ObjectOut;
use super::output::Out;
use super::properties::{HASHTABLE, hashtable_level};
use super::segment::Segment;
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{NodeId, Raw};
use crate::jdk::HashTable;

/// Gives each entry of any map that is known to `put`.
fn read_each<K: ReadJava, V: ReadJava>(
    input: &mut In<'_>,
    value: Raw,
    mut put: impl FnMut(K, V),
) -> Result<()> {
    let node = input.node::<collections::HashMap<K, V>>(value)?;
    let graph = input.graph();
    let items = groups::items(&mut input.memo().groups, graph, node);
    let Some(mut items) = items.filter(|items| items.kind == Kind::Map) else {
        return Err(unknown::<K, V>(input, node));
    };
    input.enter::<collections::HashMap<K, V>>(node)?;
    input.spend(items.at_most().saturating_mul(size_of::<(K, V)>()))?;
    let mut number = 0_usize;
    while let Some(key) = items.next() {
        let Some(value) = items.next() else {
            let error = not_a::<V>("a key without a value");
            return Err(error.within(&format_args!("[{number}]")));
        };
        let key = K::read(input, key);
        let key = key.map_err(|error| error.within(&format_args!("[{number}].key")))?;
        let value = V::read(input, value);
        let value = value.map_err(|error| error.within(&format_args!("[{number}].value")))?;
        put(key, value);
        number = number.saturating_add(1);
    }
    input.leave();
    Ok(())
}

#[cold]
fn unknown<K, V>(input: &In<'_>, node: NodeId) -> crate::Error {
    let error = not_a_node::<collections::HashMap<K, V>>(input.graph(), Some(node));
    error.noting(Some("it is no map that is known; a Codec can read it"))
}

fn is_map(input: &In<'_>, value: Raw) -> bool {
    let mut groups = groups::Groups::default();
    let node = value.node();
    let items = node.and_then(|node| groups::items(&mut groups, input.graph(), node));
    items.is_some_and(|items| items.kind == Kind::Map)
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

/// As a `java.util.HashMap`, in Java's order.
impl<K: WriteJava + Eq + Hash, V: WriteJava, S: BuildHasher> WriteJava
    for collections::HashMap<K, V, S>
{
    const JAVA: &'static str = MAP;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        HashMap::write_entries(out, self.iter(), false)
    }
}

/// As a `java.util.TreeMap`.
impl<K: WriteJava + Ord, V: WriteJava> WriteJava for BTreeMap<K, V> {
    const JAVA: &'static str = MAP;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        super::sorted::TreeMap::write_entries(out, self.iter(), true)
    }
}

/// As a `java.util.LinkedHashMap`, in the order of the list.
impl<K: WriteJava, V: WriteJava> WriteJava for Vec<(K, V)> {
    const JAVA: &'static str = MAP;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        LinkedHashMap::write_entries(out, pairs(self), true)
    }
}

pub(super) const MAP: &str = "java.util.Map";

pub(super) fn pairs<K, V>(all: &[(K, V)]) -> impl ExactSizeIterator<Item = (&K, &V)> {
    all.iter().map(|(key, value)| (key, value))
}

/// A class of maps that can be written.
pub(super) trait MapClass {
    /// Refuses a map that this class cannot keep as it is.
    fn check<M>(_: &In<'_>, _: Raw) -> Result<()> {
        Ok(())
    }

    /// Writes a map. `in_order`: into which the entries were put in this order.
    fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
        out: &mut Out<'_>,
        entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
        in_order: bool,
    ) -> Result<()>;
}

/// A class of maps, its codecs, and how it is written.
macro_rules! maps {
    ($(
        $(#[$doc:meta])*
        $Name:ident: |$out:ident, $entries:ident, $in_order:ident| $write:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $Name {}

        impl MapClass for $Name {
            fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
                $out: &mut Out<'_>,
                $entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
                $in_order: bool,
            ) -> Result<()> {
                $write
            }
        }

        map_codecs!($Name);
    )+};
}

/// The codecs of a class of maps.
macro_rules! map_codecs {
    ($Name:ident) => {
        map_codec!($Name, [K: ReadJava + WriteJava + Eq + Hash, V: ReadJava + WriteJava,
            S: BuildHasher + Default], collections::HashMap<K, V, S>, |map| map.iter(), false);
        map_codec!($Name, [K: ReadJava + WriteJava + Ord, V: ReadJava + WriteJava],
            BTreeMap<K, V>, |map| map.iter(), true);
        map_codec!($Name, [K: ReadJava + WriteJava, V: ReadJava + WriteJava],
            Vec<(K, V)>, |map| pairs(map), true);
    };
}

/// A class of maps as the codec of a Rust type, and of what may be null of it.
macro_rules! map_codec {
    ($Name:ident, [$($generic:tt)*], $Rust:ty, |$map:ident| $entries:expr, $in_order:expr) => {
        impl<$($generic)*> Codec<$Rust> for $Name {
            const JAVA: &'static str = MAP;

            fn read(input: &mut In<'_>, value: Raw) -> Result<$Rust> {
                $Name::check::<$Rust>(input, value)?;
                <$Rust>::read(input, value)
            }

            fn write($map: &$Rust, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                $Name::write_entries(out, $entries, $in_order)
            }

            fn classes(classes: &mut Classes) {
                <$Rust>::classes(classes);
            }
        }

        impl<$($generic)*> Codec<Option<$Rust>> for $Name {
            const JAVA: &'static str = MAP;

            fn read(input: &mut In<'_>, value: Raw) -> Result<Option<$Rust>> {
                $Name::check::<$Rust>(input, value)?;
                Option::read(input, value)
            }

            fn write(value: &Option<$Rust>, out: &mut Out<'_>, java: &'static str) -> Result<()> {
                match value {
                    Some(value) => <$Name as Codec<$Rust>>::write(value, out, java),
                    None => {
                        out.null();
                        Ok(())
                    }
                }
            }

            fn absent() -> Option<Option<$Rust>> {
                Some(None)
            }

            fn classes(classes: &mut Classes) {
                <$Rust>::classes(classes);
            }
        }
    };
}

maps! {
    /// `java.util.HashMap`, in the order in which Java iterates over it.
    HashMap: |out, entries, in_order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.HashMap", &[HASH_MAP]);
        let (table, entries) = hashed(entries, in_order);
        let order = table.order();
        let ordered = order.iter().filter_map(|number| {
            entries.get(usize::try_from(*number).ok()?)
        });
        let mut object = out.open(&SPEC)?;
        hash_map_level(&mut object, &table, entries.len(), ordered)?;
        object.close();
        Ok(())
    };
    /// `java.util.LinkedHashMap`, in the order of the entries.
    LinkedHashMap: |out, entries, in_order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.LinkedHashMap", &[
            HASH_MAP,
            LevelSpec::new(
                "java.util.LinkedHashMap",
                3801124242820219131,
                Form::Fields,
                &[Member::field("accessOrder", "boolean")],
            ),
        ]);
        let (table, entries) = hashed(entries, in_order);
        let mut object = out.open(&SPEC)?;
        hash_map_level(&mut object, &table, entries.len(), entries.iter())?;
        object.level();
        object.skip();
        object.end_level();
        object.close();
        Ok(())
    };
    /// `java.util.Hashtable`, which holds no null. Java does not need its order to read it.
    Hashtable: |out, entries, in_order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.Hashtable", &[HASHTABLE]);
        let (_, entries) = hashed(entries, in_order);
        let mut object = out.open(&SPEC)?;
        hashtable_level(&mut object, &entries)?;
        object.close();
        Ok(())
    };
    /// `java.util.concurrent.ConcurrentHashMap`, which holds no null. Java does not need its order
    /// to read it.
    ConcurrentHashMap: |out, entries, in_order| {
        const NAME: &str = "java.util.concurrent.ConcurrentHashMap";
        static SPEC: ClassSpec = ClassSpec::new(NAME, &[LevelSpec::new(
            NAME,
            7249069246763182397,
            Form::FieldsAndData,
            &[
                Member::field("segmentMask", "int"),
                Member::field("segmentShift", "int"),
                Member::field("segments", "java.util.concurrent.ConcurrentHashMap$Segment[]"),
            ],
        )]);
        let (_, entries) = hashed(entries, in_order);
        let mut object = out.open(&SPEC)?;
        object.level();
        // As the JDK, which has no segments any more, writes sixteen of them.
        object.field::<i32, Own>(&15)?;
        object.field::<i32, Own>(&28)?;
        let segments: [Segment; 16] = std::array::from_fn(|_| Segment::default());
        object.array_field("java.util.concurrent.ConcurrentHashMap$Segment", &segments)?;
        for (key, value) in &entries {
            object.entry(*key, *value)?;
        }
        object.entry(&None::<String>, &None::<String>)?;
        object.end_level();
        object.close();
        Ok(())
    };
}

const HASH_MAP: LevelSpec = LevelSpec::new(
    "java.util.HashMap",
    362498820763181265,
    Form::FieldsAndData,
    &[
        Member::field("loadFactor", "float"),
        Member::field("threshold", "int"),
    ],
);

fn hash_map_level<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
    object: &mut ObjectOut<'_, '_>,
    table: &HashTable,
    count: usize,
    entries: impl Iterator<Item = &'e (&'e K, &'e V)>,
) -> Result<()> {
    let count = size("java.util.HashMap", count)?;
    object.level();
    object.field::<f32, Own>(&LOAD_FACTOR)?;
    object.field::<i32, Own>(&table.threshold())?;
    object.data(&table.capacity().to_be_bytes());
    object.data(&count.to_be_bytes());
    for (key, value) in entries {
        object.entry(*key, *value)?;
    }
    object.end_level();
    Ok(())
}

pub(super) use {map_codec, map_codecs};
