//! Maps that are written, and their codecs.

use std::collections::{self, BTreeMap};
use std::hash::{BuildHasher, Hash};

use super::classes::Classes;
use super::codec::{Codec, Own};
use super::hashed::{LOAD_FACTOR, Order, hashed};
use super::input::In;
use super::lists::size;
use super::object_out::ObjectOut;
use super::output::Out;
use super::properties::{HASHTABLE, hashtable_level};
use super::segment::Segment;
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;
use crate::jdk::HashTable;

/// As a `java.util.HashMap`, in Java's order.
impl<K: WriteJava + Eq + Hash, V: WriteJava, S: BuildHasher> WriteJava
    for collections::HashMap<K, V, S>
{
    const JAVA: &'static str = MAP;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        HashMap::write_entries(out, self.iter(), Order::Any)
    }
}

/// As a `java.util.TreeMap`.
impl<K: WriteJava + Ord, V: WriteJava> WriteJava for BTreeMap<K, V> {
    const JAVA: &'static str = MAP;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        super::sorted::TreeMap::write_entries(out, self.iter(), Order::OfRust)
    }
}

/// As a `java.util.LinkedHashMap`, in the order of the list.
impl<K: WriteJava, V: WriteJava> WriteJava for Vec<(K, V)> {
    const JAVA: &'static str = MAP;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        LinkedHashMap::write_entries(out, pairs(self), Order::Given)
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

    /// Writes a map. `order`: in which they come.
    fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
        out: &mut Out<'_>,
        entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
        order: Order,
    ) -> Result<()>;
}

/// A class of maps, its codecs, and how it is written.
macro_rules! maps {
    ($(
        $(#[$doc:meta])*
        $Name:ident: |$out:ident, $entries:ident, $order:ident| $write:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $Name {}

        impl MapClass for $Name {
            fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
                $out: &mut Out<'_>,
                $entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
                $order: Order,
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
            S: BuildHasher + Default], collections::HashMap<K, V, S>, |map| map.iter(), Order::Any);
        map_codec!($Name, [K: ReadJava + WriteJava + Ord, V: ReadJava + WriteJava],
            BTreeMap<K, V>, |map| map.iter(), Order::OfRust);
        map_codec!($Name, [K: ReadJava + WriteJava, V: ReadJava + WriteJava],
            Vec<(K, V)>, |map| pairs(map), Order::Given);
    };
}

/// A class of maps as the codec of a Rust type, and of what may be null of it.
macro_rules! map_codec {
    ($Name:ident, [$($generic:tt)*], $Rust:ty, |$map:ident| $entries:expr, $order:expr) => {
        impl<$($generic)*> Codec<$Rust> for $Name {
            const JAVA: &'static str = MAP;

            fn read(input: &mut In<'_>, value: Raw) -> Result<$Rust> {
                $Name::check::<$Rust>(input, value)?;
                <$Rust>::read(input, value)
            }

            fn write($map: &$Rust, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                $Name::write_entries(out, $entries, $order)
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
    HashMap: |out, entries, order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.HashMap", &[HASH_MAP]);
        let (table, entries) = hashed(entries, order);
        let iterated = table.order();
        let ordered = iterated.iter().filter_map(|number| {
            entries.get(usize::try_from(*number).ok()?)
        });
        let mut object = out.open(&SPEC)?;
        hash_map_level(&mut object, &table, entries.len(), ordered)?;
        object.close();
        Ok(())
    };
    /// `java.util.LinkedHashMap`, in the order of the entries.
    LinkedHashMap: |out, entries, order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.LinkedHashMap", &[
            HASH_MAP,
            LevelSpec::new(
                "java.util.LinkedHashMap",
                3801124242820219131,
                Form::Fields,
                &[Member::field("accessOrder", "boolean")],
            ),
        ]);
        let (table, entries) = hashed(entries, order);
        let mut object = out.open(&SPEC)?;
        hash_map_level(&mut object, &table, entries.len(), entries.iter())?;
        object.level();
        object.skip();
        object.end_level();
        object.close();
        Ok(())
    };
    /// `java.util.Hashtable`, which holds no null. Java does not need its order to read it.
    Hashtable: |out, entries, order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.Hashtable", &[HASHTABLE]);
        let (_, entries) = hashed(entries, order);
        let mut object = out.open(&SPEC)?;
        hashtable_level(&mut object, &entries)?;
        object.close();
        Ok(())
    };
    /// `java.util.concurrent.ConcurrentHashMap`, which holds no null. Java does not need its order
    /// to read it.
    ConcurrentHashMap: |out, entries, order| {
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
        let (_, entries) = hashed(entries, order);
        let mut object = out.open(&SPEC)?;
        object.level();
        // As the JDK, which has no segments any more, writes sixteen of them.
        object.field::<i32, Own>(&15)?;
        object.field::<i32, Own>(&28)?;
        let segments: [Segment; 16] = std::array::from_fn(|_| Segment::default());
        object.array_field("java.util.concurrent.ConcurrentHashMap$Segment", &segments)?;
        object.without_null(NAME);
        for (key, value) in &entries {
            object.entry(*key, *value)?;
        }
        object.ending();
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
