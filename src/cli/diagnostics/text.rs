//! Lines for people: who it is about stands before what is said.

use std::fmt::{self, Write as _};

use tracing::field::{Field, Visit};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::Writer;

/// Writes `peer: message`, and other fields after that.
pub(super) struct PeerFirst;

impl<'w> FormatFields<'w> for PeerFirst {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'w>, fields: R) -> fmt::Result {
        let mut parts = Parts::default();
        fields.record(&mut parts);
        if !parts.peer.is_empty() {
            write!(writer, "{}: ", parts.peer)?;
        }
        write!(writer, "{}{}", parts.message, parts.others)
    }
}

#[derive(Default)]
struct Parts {
    peer: String,
    message: String,
    others: String,
}

impl Visit for Parts {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _ = match field.name() {
            "peer" => write!(self.peer, "{value:?}"),
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.others, " {name}={value:?}"),
        };
    }
}
