//! What the caller says about the types.

use std::collections::{BTreeMap, BTreeSet};

/// What the caller says about the types.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    /// By the class in Java: the Rust type, and its codec.
    pub(super) mapped: BTreeMap<String, (String, Option<String>)>,
    /// Classes that were mapped to two types.
    pub(super) mapped_twice: Vec<String>,
    /// Fields and elements that are never null: `com.shop.Order.note`, `com.shop.Order.items[]`.
    pub(super) required: BTreeSet<String>,
    /// Those that may be.
    pub(super) optional: BTreeSet<String>,
}
