//! Constants of enums, and objects of one of several classes, as variants.

use std::borrow::Cow;

use serde_core::de::value::BorrowedStrDeserializer;
use serde_core::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess, Visitor,
};

use super::leaf::Leaf;
use super::value::{ValueIn, class_of};
use crate::Error;
use crate::error::{ErrorKind, Result};
use crate::graph::NodeId;
use crate::typed::input::In;

/// A constant: a variant with nothing in it.
pub(super) struct Constant<'g>(Cow<'g, str>);

impl<'g> Constant<'g> {
    pub(super) fn of(input: &mut In<'_>, name: &'g [u8]) -> Result<Self> {
        match Leaf::text(name, input)? {
            Leaf::Text(name) => Ok(Constant(name)),
            _ => Err(ErrorKind::Caller("a text that is none").into()),
        }
    }

    pub(super) fn named(name: Cow<'g, str>) -> Self {
        Constant(name)
    }
}

impl<'g> EnumAccess<'g> for Constant<'g> {
    type Error = Error;
    type Variant = Bare;

    fn variant_seed<V: DeserializeSeed<'g>>(self, seed: V) -> Result<(V::Value, Bare)> {
        let variant = match self.0 {
            Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::<Error>::new(name)),
            Cow::Owned(name) => {
                seed.deserialize(IntoDeserializer::<Error>::into_deserializer(name))
            }
        };
        Ok((variant?, Bare))
    }
}

/// What a constant holds.
pub(super) struct Bare;

impl Bare {
    fn refuse<T>() -> Result<T> {
        let problem = "a constant of an enum, which holds nothing".to_owned();
        Err(ErrorKind::Unwanted { problem }.into())
    }
}

impl<'g> VariantAccess<'g> for Bare {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'g>>(self, _: T) -> Result<T::Value> {
        Bare::refuse()
    }

    fn tuple_variant<V: Visitor<'g>>(self, _: usize, _: V) -> Result<V::Value> {
        Bare::refuse()
    }

    fn struct_variant<V: Visitor<'g>>(self, _: &'static [&'static str], _: V) -> Result<V::Value> {
        Bare::refuse()
    }
}

/// An object, as the variant that has the name of its class.
pub(super) struct OneOf<'r, 'g> {
    value: ValueIn<'r, 'g>,
    variant: &'static str,
}

impl<'r, 'g> OneOf<'r, 'g> {
    pub(super) fn new(
        value: ValueIn<'r, 'g>,
        node: NodeId,
        variants: &'static [&'static str],
    ) -> Result<Self> {
        let class = class_of(value.input.graph(), node);
        let name = class
            .map(|class| class.name().to_string())
            .unwrap_or_default();
        match variants.iter().find(|variant| **variant == name) {
            Some(variant) => Ok(OneOf { value, variant }),
            None => Err(de::Error::unknown_variant(&name, variants)),
        }
    }
}

impl<'r, 'g> EnumAccess<'g> for OneOf<'r, 'g> {
    type Error = Error;
    type Variant = Inside<'r, 'g>;

    fn variant_seed<V: DeserializeSeed<'g>>(self, seed: V) -> Result<(V::Value, Inside<'r, 'g>)> {
        let variant = seed.deserialize(BorrowedStrDeserializer::<Error>::new(self.variant))?;
        Ok((variant, Inside(self.value)))
    }
}

/// The object that a variant holds.
pub(super) struct Inside<'r, 'g>(ValueIn<'r, 'g>);

impl<'g> VariantAccess<'g> for Inside<'_, 'g> {
    type Error = Error;

    /// Its fields are not asked for.
    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'g>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'g>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.0.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'g>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.0.deserialize_map(visitor)
    }
}
