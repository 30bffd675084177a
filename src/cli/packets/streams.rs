//! All streams of a capture, whole: what samples of types are made of.

use std::collections::BTreeMap;

use javawire::conversation::Side;
use javawire::record::What;

use super::{Packets, Step};

/// What one end said in one conversation.
#[derive(Debug, Default)]
pub(in crate::cli) struct Said {
    /// Its place in the capture, in words.
    pub(in crate::cli) name: String,
    pub(in crate::cli) bytes: Vec<u8>,
    /// Whether something of it is not in the capture: then its bytes are those before that.
    pub(in crate::cli) is_cut: bool,
}

/// Returns what was said in a capture, by conversations.
///
/// # Errors
///
/// If it cannot be read.
pub(in crate::cli) fn streams(mut packets: Box<Packets>) -> anyhow::Result<Vec<Said>> {
    let mut all: BTreeMap<(u64, Side), Said> = BTreeMap::new();
    loop {
        let event = match packets.step()? {
            Step::Event(event) => event,
            Step::Wait => {
                packets.read()?;
                continue;
            }
            Step::End => break,
        };
        let number = event.conversation;
        let (What::Bytes { from, .. } | What::Missing { from, .. }) = event.what else {
            continue;
        };
        let said = all.entry((number, from)).or_insert_with(|| Said {
            name: format!("{}, {from} in conversation {number}", packets.name()),
            ..Said::default()
        });
        match event.what {
            What::Bytes { bytes, .. } if !said.is_cut => said.bytes.extend(bytes),
            What::Missing { .. } => said.is_cut = true,
            _ => {}
        }
    }
    packets.end()?;
    Ok(all.into_values().collect())
}
