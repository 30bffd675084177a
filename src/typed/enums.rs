//! Maps and sets of the constants of an enum.

use std::collections::{self, BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash};

use super::classes::Classes;
use super::codec::Codec;
use super::constants::ConstantsSpec;
use super::fault::{not_a, unfit};
use super::hashed::{Order, hashed, hashed_elements};
use super::input::In;
use super::lists::size;
use super::maps::{MAP, MapClass, map_codec, map_codecs, pairs};
use super::output::Out;
use super::sets::{SET, SetClass, set_codec, set_codecs};
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;

/// `java.util.EnumMap`. Its keys are of an enum by [`constants!`](macro@crate::typed::constants).
#[derive(Debug)]
pub enum EnumMap {}

impl MapClass for EnumMap {
    fn write_entries<'e, K: WriteJava + 'e, V: WriteJava + 'e>(
        out: &mut Out<'_>,
        entries: impl ExactSizeIterator<Item = (&'e K, &'e V)>,
        order: Order,
    ) -> Result<()> {
        static SPEC: ClassSpec = ClassSpec::new(
            "java.util.EnumMap",
            &[LevelSpec::new(
                "java.util.EnumMap",
                458661240069192865,
                Form::FieldsAndData,
                &[Member::field("keyType", "java.lang.Class")],
            )],
        );
        let constants = constants_of::<K>("java.util.EnumMap")?;
        let (_, entries) = hashed(entries, order);
        let count = size("java.util.EnumMap", entries.len())?;
        let mut object = out.open(&SPEC)?;
        object.level();
        object.field::<&ConstantsSpec, ClassOf>(&constants)?;
        object.data(&count.to_be_bytes());
        for (key, value) in entries {
            object.entry(key, value)?;
        }
        object.end_level();
        object.close();
        Ok(())
    }
}

map_codecs!(EnumMap);

/// `java.util.EnumSet`. Its elements are of an enum by [`constants!`](macro@crate::typed::constants).
#[derive(Debug)]
pub enum EnumSet {}

impl SetClass for EnumSet {
    fn write_all<'e, T: WriteJava + 'e>(
        out: &mut Out<'_>,
        all: impl ExactSizeIterator<Item = &'e T>,
        order: Order,
    ) -> Result<()> {
        static SPEC: ClassSpec = ClassSpec::new(
            "java.util.EnumSet$SerializationProxy",
            &[LevelSpec::new(
                "java.util.EnumSet$SerializationProxy",
                362491234563181265,
                Form::Fields,
                &[
                    Member::field("elementType", "java.lang.Class"),
                    Member::field("elements", "java.lang.Enum[]"),
                ],
            )],
        );
        let constants = constants_of::<T>("java.util.EnumSet")?;
        let (_, all) = hashed_elements(all, order, true);
        let mut object = out.open(&SPEC)?;
        object.level();
        object.field::<&ConstantsSpec, ClassOf>(&constants)?;
        object.array_field("java.lang.Enum", &all)?;
        object.end_level();
        object.close();
        Ok(())
    }
}

set_codecs!(EnumSet);

fn constants_of<T: WriteJava>(class: &str) -> Result<&'static ConstantsSpec> {
    T::constants().ok_or_else(|| {
        let rust = std::any::type_name::<T>();
        unfit(
            class,
            format!("a {rust}, which is no enum by typed::constants!"),
        )
    })
}

/// The class of an enum, as an object.
enum ClassOf {}

impl Codec<&'static ConstantsSpec> for ClassOf {
    const JAVA: &'static str = "java.lang.Class";

    fn read(_: &mut In<'_>, _: Raw) -> Result<&'static ConstantsSpec> {
        Err(not_a::<ConstantsSpec>("a class, which is only written"))
    }

    fn write(value: &&'static ConstantsSpec, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        value.write_class(out)
    }
}
