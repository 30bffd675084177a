//! What is compared: a stream, or the conversations of a capture.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use javawire::compare::{self, End};
use javawire::conversation::Side;
use javawire::record::{Event, What};

use crate::cli::input::{Opened, Source};
use crate::cli::packets::{Packets, Step};

/// One side of the comparison.
pub(super) enum Sides {
    Stream(Stream),
    /// In the order in which they began.
    Conversations(Vec<Conversation>),
}

/// A stream, and where it is from.
pub(super) struct Stream {
    pub(super) source: Source,
    pub(super) bytes: Vec<u8>,
}

/// A conversation of a capture.
#[derive(Debug, Default)]
pub(super) struct Conversation {
    /// Its number and its client.
    pub(super) name: String,
    pub(super) said: compare::Conversation,
    /// Whether something of it is not in the capture.
    pub(super) is_cut: bool,
}

/// Reads a file or directory.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn read(path: &Path) -> anyhow::Result<Sides> {
    let source = Source::of_capture(path.to_owned());
    match source.opened()? {
        Opened::Packets(packets) => Ok(Sides::Conversations(conversations(packets)?)),
        Opened::Stream(mut input) => {
            let mut bytes = Vec::new();
            let read = input.read_to_end(&mut bytes);
            read.with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Sides::Stream(Stream { source, bytes }))
        }
    }
}

fn conversations(mut packets: Box<Packets>) -> anyhow::Result<Vec<Conversation>> {
    let mut all: BTreeMap<u64, Conversation> = BTreeMap::new();
    loop {
        match packets.step()? {
            Step::Wait => packets.read()?,
            Step::End => break,
            Step::Event(event) if event.conversation == 0 => {}
            Step::Event(event) => {
                let conversation = all.entry(event.conversation).or_default();
                conversation.take(event);
            }
        }
    }
    packets.end()?;
    Ok(all.into_values().collect())
}

impl Conversation {
    fn take(&mut self, event: Event) {
        let said = &mut self.said;
        match event.what {
            What::Opened { client, .. } => {
                self.name = format!("conversation {} ({client})", event.conversation);
            }
            What::Bytes { from, bytes } => match from {
                Side::Client => said.client.extend(bytes),
                Side::Server => said.server.extend(bytes),
            },
            What::Ended { from } => end(said, from, End::Closed),
            What::Reset { from } => end(said, from, End::Reset),
            What::Missing { .. } => self.is_cut = true,
            _ => {}
        }
    }
}

fn end(said: &mut compare::Conversation, from: Side, end: End) {
    let place = match from {
        Side::Client => &mut said.client_end,
        Side::Server => &mut said.server_end,
    };
    // Whoever closed may break off what still comes.
    place.get_or_insert(end);
}
