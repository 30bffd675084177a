//! How what is said in a capture is listed: each line after the mark of who said it.

use javawire::JavaString;
use javawire::conversation::Side;
use javawire::inspect::dump::{Dump, Item, Kind, Layout, Options};

/// How a capture is listed.
pub(in crate::cli) struct Look {
    pub(in crate::cli) options: Options,
    pub(in crate::cli) layout: Layout,
    /// Classes that write no fields.
    pub(in crate::cli) told: Vec<JavaString>,
}

impl Look {
    /// Returns the listing of one direction, which may have been caught amid a conversation.
    pub(super) fn dump(&self, joined: bool) -> Box<Dump> {
        let told = self.told.iter().cloned();
        let options = self.options.clone().with_kind(Kind::Said { joined });
        let dump = Dump::new(options);
        Box::new(told.fold(dump, Dump::with_fields_not_written))
    }
}

/// Who said it.
pub(super) fn mark(from: Side) -> char {
    match from {
        Side::Client => '>',
        Side::Server => '<',
    }
}

/// Lists an item, each line after the mark of who said it. `own` is room for it.
pub(super) fn marked(
    lines: &mut Vec<u8>,
    own: &mut Vec<u8>,
    mark: char,
    layout: &Layout,
    item: &Item<'_>,
) {
    own.clear();
    layout.push(own, item);
    for line in own.split_inclusive(|byte| *byte == b'\n') {
        lines.extend_from_slice(&[mark as u8, b' ']);
        lines.extend_from_slice(line);
    }
}
