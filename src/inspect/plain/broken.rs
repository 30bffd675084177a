//! Where a stream broke.

use super::items::Item;
use crate::FieldValue;
use crate::error::Error;
use crate::graph::NodeId;

/// Where a stream broke.
#[derive(Debug)]
pub(super) struct Break {
    /// The innermost object or array that was open.
    pub(super) node: Option<NodeId>,
    offset: u64,
    error: String,
}

impl Break {
    pub(super) fn new(node: Option<NodeId>, error: &Error, cause: Option<&str>) -> Self {
        Break {
            node,
            offset: error.offset().unwrap_or(0),
            error: cause.map_or_else(|| error.to_string(), str::to_owned),
        }
    }

    /// What stands in the place of all that is missing.
    pub(super) fn item<'g>(&self) -> Item<'g> {
        let offset = i64::try_from(self.offset).unwrap_or(i64::MAX);
        Item::Object(vec![
            ("offset".into(), Item::Value(FieldValue::Long(offset))),
            ("error".into(), Item::Text(self.error.clone())),
        ])
    }
}
