//! What is to be shown, and which of it is under way.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::vec::IntoIter;

use super::fields::Fields;
use crate::FieldValue;
use crate::graph::{Array, NodeId};

/// Something to be shown.
#[derive(Debug)]
pub(super) enum Item<'g> {
    Value(FieldValue),
    Text(String),
    /// JSON as it is.
    Json(Arc<str>),
    Bytes(&'g [u8]),
    Primitives(Array<'g>),
    List(Items<'g>),
    Map(Vec<(FieldValue, Item<'g>)>),
    Object(Vec<Entry<'g>>),
    Exception(Option<NodeId>),
    /// The value of a key that was the last thing to come.
    Missing,
}

/// An entry of an object of JSON.
pub(super) type Entry<'g> = (Cow<'g, str>, Item<'g>);

/// Items, each made when it is shown: a stream has more of them than bytes.
pub(super) struct Items<'g>(Box<dyn Iterator<Item = Item<'g>> + Send + Sync + 'g>);

impl<'g> Items<'g> {
    pub(super) fn new(items: impl Iterator<Item = Item<'g>> + Send + Sync + 'g) -> Self {
        Items(Box::new(items))
    }

    /// The same, and after them one more.
    pub(super) fn and(self, last: Item<'g>) -> Self {
        Items::new(self.0.chain(std::iter::once(last)))
    }
}

impl<'g> From<Vec<Item<'g>>> for Items<'g> {
    fn from(items: Vec<Item<'g>>) -> Self {
        Items::new(items.into_iter())
    }
}

impl<'g> Iterator for Items<'g> {
    type Item = Item<'g>;

    fn next(&mut self) -> Option<Item<'g>> {
        self.0.next()
    }
}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items")
    }
}

/// An array or object of JSON that is under way.
#[derive(Debug)]
pub(super) struct Pending<'g> {
    pub(super) node: Option<NodeId>,
    pub(super) rest: Rest<'g>,
    /// Whether something in it will be shown later.
    pub(super) is_around: bool,
}

#[derive(Debug)]
pub(super) enum Rest<'g> {
    /// Items, of which this many have come.
    Items(Items<'g>, usize),
    /// Entries, the last of which had this key.
    Entries(IntoIter<Entry<'g>>, Cow<'g, str>),
    /// The entries of an object that is shown by its fields.
    Fields(Fields<'g>),
}

/// What was too deep, by its number.
#[derive(Debug)]
pub(super) struct Later<'g> {
    pub(super) number: u32,
    pub(super) node: Option<NodeId>,
    pub(super) rest: Rest<'g>,
}

impl Rest<'_> {
    pub(super) fn bracket(&self) -> u8 {
        match self {
            Rest::Items(..) => b'[',
            Rest::Entries(..) | Rest::Fields(_) => b'{',
        }
    }
}
