//! What is to be shown, and what of it is under way.

use std::sync::Arc;
use std::vec::IntoIter;

use crate::FieldValue;
use crate::graph::NodeId;

/// Something to be shown.
#[derive(Debug)]
pub(super) enum Item<'g> {
    Value(FieldValue),
    Text(String),
    /// JSON as it is.
    Json(Arc<str>),
    Bytes(&'g [u8]),
    List(Vec<Item<'g>>),
    Map(Vec<(FieldValue, Item<'g>)>),
    Object(Vec<(Arc<str>, Item<'g>)>),
    Exception(Option<NodeId>),
    /// The value of a key that was the last thing to come.
    Missing,
}

/// An array or object of JSON that is under way.
#[derive(Debug)]
pub(super) struct Frame<'g> {
    pub(super) node: Option<NodeId>,
    pub(super) rest: Rest<'g>,
    /// Whether something in it is shown later.
    pub(super) is_around: bool,
}

#[derive(Debug)]
pub(super) enum Rest<'g> {
    /// Items, of which so many have come.
    Items(IntoIter<Item<'g>>, usize),
    /// Entries, of which the last had this key.
    Entries(IntoIter<(Arc<str>, Item<'g>)>, Arc<str>),
}

/// What was too deep, by its number.
#[derive(Debug)]
pub(super) struct Later<'g> {
    pub(super) number: u64,
    pub(super) node: Option<NodeId>,
    pub(super) rest: Rest<'g>,
}

impl Rest<'_> {
    pub(super) fn bracket(&self) -> u8 {
        match self {
            Rest::Items(..) => b'[',
            Rest::Entries(..) => b'{',
        }
    }
}
