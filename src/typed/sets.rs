//! Sets.

use std::collections::{self, BTreeSet};
use std::hash::{BuildHasher, Hash};

use super::classes::Classes;
use super::codec::Codec;
use super::comparator;
use super::hashed::{LOAD_FACTOR, Order, hashed_elements};
use super::input::In;
use super::lists::size;
use super::output::Out;
use super::spec::{ClassSpec, Form, LevelSpec};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;

pub(super) const SET: &str = "java.util.Set";

/// Any set or list that is known.
impl<T: ReadJava + Eq + Hash, S: BuildHasher + Default> ReadJava for collections::HashSet<T, S> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        Ok(Vec::<T>::read(input, value)?.into_iter().collect())
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        Vec::<T>::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        Vec::<T>::classes(classes);
    }
}

/// Any set or list that is known, but for those that a comparator puts in order.
impl<T: ReadJava + Ord> ReadJava for BTreeSet<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        comparator::refuse::<Self>(input, value)?;
        Ok(Vec::<T>::read(input, value)?.into_iter().collect())
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        Vec::<T>::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        Vec::<T>::classes(classes);
    }
}

/// As a `java.util.HashSet`, in Java's order.
impl<T: WriteJava + Eq + Hash, S: BuildHasher> WriteJava for collections::HashSet<T, S> {
    const JAVA: &'static str = SET;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        HashSet::write_all(out, self.iter(), Order::Any)
    }
}

/// As a `java.util.TreeSet`.
impl<T: WriteJava + Ord> WriteJava for BTreeSet<T> {
    const JAVA: &'static str = SET;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        super::sorted::TreeSet::write_all(out, self.iter(), Order::OfRust)
    }
}

/// A class of sets that can be written.
pub(super) trait SetClass {
    /// Refuses a set that this class cannot keep as it is.
    fn check<C>(_: &In<'_>, _: Raw) -> Result<()> {
        Ok(())
    }

    /// Writes a set. `order`: in which they come.
    fn write_all<'e, T: WriteJava + 'e>(
        out: &mut Out<'_>,
        all: impl ExactSizeIterator<Item = &'e T>,
        order: Order,
    ) -> Result<()>;
}

/// A class of sets, its codecs, and how it is written.
macro_rules! sets {
    ($(
        $(#[$doc:meta])*
        $Name:ident: |$out:ident, $all:ident, $order:ident| $write:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $Name {}

        impl SetClass for $Name {
            fn write_all<'e, T: WriteJava + 'e>(
                $out: &mut Out<'_>,
                $all: impl ExactSizeIterator<Item = &'e T>,
                $order: Order,
            ) -> Result<()> {
                $write
            }
        }

        set_codecs!($Name);
    )+};
}

/// The codecs of a class of sets.
macro_rules! set_codecs {
    ($Name:ident) => {
        set_codec!($Name, [T: ReadJava + WriteJava + Eq + Hash, S: BuildHasher + Default],
            collections::HashSet<T, S>, Order::Any);
        set_codec!($Name, [T: ReadJava + WriteJava + Ord], BTreeSet<T>, Order::OfRust);
        set_codec!($Name, [T: ReadJava + WriteJava], Vec<T>, Order::Given);
    };
}

/// A class of sets as the codec of a Rust type, and of what may be null of it.
macro_rules! set_codec {
    ($Name:ident, [$($generic:tt)*], $Rust:ty, $order:expr) => {
        impl<$($generic)*> Codec<$Rust> for $Name {
            const JAVA: &'static str = SET;

            fn read(input: &mut In<'_>, value: Raw) -> Result<$Rust> {
                $Name::check::<$Rust>(input, value)?;
                <$Rust>::read(input, value)
            }

            fn write(value: &$Rust, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                $Name::write_all(out, value.iter(), $order)
            }

            fn classes(classes: &mut Classes) {
                <$Rust>::classes(classes);
            }
        }

        impl<$($generic)*> Codec<Option<$Rust>> for $Name {
            const JAVA: &'static str = SET;

            fn read(input: &mut In<'_>, value: Raw) -> Result<Option<$Rust>> {
                $Name::check::<$Rust>(input, value)?;
                Option::read(input, value)
            }

            fn write(value: &Option<$Rust>, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                match value {
                    Some(value) => $Name::write_all(out, value.iter(), $order),
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

sets! {
    /// `java.util.HashSet`, in the order in which Java iterates over it.
    HashSet: |out, all, order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.HashSet", &[HASH_SET]);
        write_hash_set(out, &SPEC, all, order, false)
    };
    /// `java.util.LinkedHashSet`, in the order of the elements.
    LinkedHashSet: |out, all, order| {
        static SPEC: ClassSpec = ClassSpec::new("java.util.LinkedHashSet", &[
            HASH_SET,
            LevelSpec::new("java.util.LinkedHashSet", -2851667679971038690, Form::Fields, &[]),
        ]);
        write_hash_set(out, &SPEC, all, order, true)
    };
}

const HASH_SET: LevelSpec = LevelSpec::new(
    "java.util.HashSet",
    -5024744406713321676,
    Form::FieldsAndData,
    &[],
);

fn write_hash_set<'e, T: WriteJava + 'e>(
    out: &mut Out<'_>,
    spec: &'static ClassSpec,
    all: impl ExactSizeIterator<Item = &'e T>,
    order: Order,
    linked: bool,
) -> Result<()> {
    let (table, all) = hashed_elements(all, order, linked);
    let count = size(spec.name(), all.len())?;
    let mut object = out.open(spec)?;
    object.level();
    object.data(&table.capacity().to_be_bytes());
    object.data(&LOAD_FACTOR.to_be_bytes());
    object.data(&count.to_be_bytes());
    object.elements(&all)?;
    object.end_level();
    if linked {
        object.level();
        object.end_level();
    }
    object.close();
    Ok(())
}

pub(super) use {set_codec, set_codecs};
