//! A lone string, which is all that many conversations ever say.

use crate::codes::MAX_SHORT_STRING;
use crate::graph::{Graph, Slot, Stored};
use crate::text::JavaStr;

impl Graph {
    /// The text of a stream of one string in the short form, with its header.
    pub(super) fn phrase(&self) -> Option<JavaStr<'_>> {
        let [Slot::HEADER, only] = *self.contents.as_slice() else {
            return None;
        };
        match self.stored(only.node()?)? {
            Stored::String {
                start,
                length,
                long: false,
            } if usize::try_from(length).is_ok_and(|length| length <= MAX_SHORT_STRING) => {
                let text = self.byte_range(start, length as usize);
                Some(JavaStr::new_checked(text))
            }
            _ => None,
        }
    }
}
