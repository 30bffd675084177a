//! Values as keys of Java's maps.

use std::cmp::Ordering;

use super::WriteJava;
use crate::jdk::{self, Key};

/// A value as the key of a map.
#[derive(Debug)]
#[doc(hidden)]
pub struct JavaKey(Key);

/// What is known of Java's order of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[doc(hidden)]
pub enum NaturalOrder {
    /// That of the key, or that of the Rust type.
    Own,
    /// Java has one, which is not that of the Rust type.
    Unknown,
    /// Java has none.
    None,
}

impl JavaKey {
    pub(super) fn new(key: Key) -> Self {
        JavaKey(key)
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.0, Key::Null)
    }

    /// Whether Java's methods of it are known.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self.0, Key::Numbered(_))
    }

    /// The key that a value is; one that equals no other, if Java's methods of it are not known.
    pub(super) fn of<T: WriteJava + ?Sized>(value: &T, number: usize) -> Self {
        value.java_key().unwrap_or_else(|| {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            JavaKey(Key::Numbered(number))
        })
    }

    /// Its hash code; for a key whose own is not known, one that tells it from others.
    pub(super) fn hash(&self) -> i32 {
        match self.0 {
            Key::Numbered(number) => number.cast_signed(),
            _ => jdk::hash_code(&self.0).unwrap_or(0),
        }
    }

    /// An order that is the same each time.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let text = |key: &Self| format!("{:?}", key.0);
        let hashes = self.hash().cmp(&other.hash());
        hashes.then_with(|| text(self).cmp(&text(other)))
    }

    /// What Java's `compareTo` gives, where that is known.
    pub(super) fn natural(&self, other: &Self) -> Option<Ordering> {
        jdk::compare(&self.0, &other.0)
    }

    pub(super) fn into_key(self) -> Key {
        self.0
    }
}
