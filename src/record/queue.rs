//! Events that wait to be taken, and what they hold.

use std::collections::VecDeque;

use super::event::{Event, What};
use crate::conversation::Stamp;

/// What an event, or a piece that waits and will be one, costs at the most besides its bytes: the
/// piece among others, its allocation, and the event in a queue that is growing.
pub(super) const PIECE: usize = 512;

/// Events in order.
#[derive(Debug, Default)]
pub(super) struct Queue {
    events: VecDeque<Event>,
    held: usize,
}

impl Queue {
    pub(super) fn put(&mut self, at: Stamp, conversation: u64, what: What) {
        self.held = self.held.saturating_add(cost(&what));
        self.events.push_back(Event {
            at,
            conversation,
            what,
        });
    }

    pub(super) fn take(&mut self) -> Option<Event> {
        let event = self.events.pop_front()?;
        self.held = self.held.saturating_sub(cost(&event.what));
        if self.events.is_empty() && self.events.capacity() > 64 {
            self.events = VecDeque::new();
        }
        Some(event)
    }

    /// Returns how many bytes of memory the events hold.
    pub(super) fn held(&self) -> usize {
        self.held
    }
}

fn cost(what: &What) -> usize {
    let more = match what {
        What::Bytes { bytes, .. } => bytes.capacity(),
        What::Note(text) => text.capacity(),
        _ => 0,
    };
    more.saturating_add(PIECE)
}
