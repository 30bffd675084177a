//! `java.util.Properties`, and the `Hashtable` that it is.

use std::collections::{self, BTreeMap};
use std::hash::{BuildHasher, Hash};

use super::classes::Classes;
use super::codec::{Codec, Own};
use super::fault::not_a;
use super::hashed::{LOAD_FACTOR, Order, hashed};
use super::input::In;
use super::lists::size;
use super::maps::{MAP, MapClass, map_codec, map_codecs, pairs};
use super::object_out::ObjectOut;
use super::output::Out;
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{FieldValue, Node, Raw};

/// `java.util.Properties`. Those with defaults are refused.
#[derive(Debug)]
pub enum Properties {}

impl MapClass for Properties {
    fn check<M>(input: &In<'_>, value: Raw) -> Result<()> {
        let node = value.node().and_then(|node| input.graph().node(node));
        let defaults = match node {
            Some(Node::Object(object)) => object.field("defaults"),
            _ => None,
        };
        match defaults {
            Some(FieldValue::Reference(Some(_))) => {
                let error = not_a::<M>("java.util.Properties with defaults");
                Err(error.noting(Some("a typed::Any keeps the defaults")))
            }
            _ => Ok(()),
        }
    }

    fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
        out: &mut Out<'_>,
        entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
        order: Order,
    ) -> Result<()> {
        static SPEC: ClassSpec = ClassSpec::new(
            "java.util.Properties",
            &[
                HASHTABLE,
                LevelSpec::new(
                    "java.util.Properties",
                    4112578634029874840,
                    Form::FieldsAndData,
                    &[Member::field("defaults", "java.util.Properties")],
                ),
            ],
        );
        let (_, entries) = hashed(entries, order);
        let mut object = out.open(&SPEC)?;
        hashtable_level(&mut object, &entries)?;
        object.level();
        object.skip();
        object.end_level();
        object.close();
        Ok(())
    }
}

map_codecs!(Properties);

/// The level of a `Hashtable`.
pub(super) const HASHTABLE: LevelSpec = LevelSpec::new(
    "java.util.Hashtable",
    1421746759512286392,
    Form::FieldsAndData,
    &[
        Member::field("loadFactor", "float"),
        Member::field("threshold", "int"),
    ],
);

/// Writes what this level holds.
pub(super) fn hashtable_level<K: WriteJava, V: WriteJava>(
    object: &mut ObjectOut<'_, '_>,
    entries: &[(&K, &V)],
) -> Result<()> {
    let count = size("java.util.Hashtable", entries.len())?;
    // new Hashtable() has eleven places, and grows to twice as many and one.
    let mut capacity = 11_i32;
    while threshold_of(capacity) < count {
        capacity = capacity.saturating_mul(2).saturating_add(1);
    }
    object.level();
    object.field::<f32, Own>(&LOAD_FACTOR)?;
    object.field::<i32, Own>(&threshold_of(capacity))?;
    object.data(&capacity.to_be_bytes());
    object.data(&count.to_be_bytes());
    object.without_null("java.util.Hashtable");
    for (key, value) in entries {
        object.entry(*key, *value)?;
    }
    object.end_level();
    Ok(())
}

fn threshold_of(capacity: i32) -> i32 {
    capacity
        .saturating_sub(capacity / 4)
        .saturating_sub(i32::from(capacity % 4 != 0))
}
