//! The conversations that are under way, as many as memory allows.

use std::collections::{BTreeMap, HashMap};

use super::conversation::{Conversation, Key, key};
use super::direction::LATE;
use super::event::What;
use super::queue::{PIECE, Queue};
use super::segment::Segment;
use crate::conversation::Stamp;

/// What a conversation costs at the most besides what waits in it: itself, and its places in a map
/// that is growing and in the order of ages.
const FIXED: usize = 1024;

const _: () = assert!(
    size_of::<Place>() + size_of::<Key>() * 10 <= FIXED,
    "a conversation costs more than is counted for it"
);

/// For how long packets of a conversation may come when it is over, in nanoseconds: two minutes, as
/// long as TCP itself keeps them apart from those of another one.
const LINGER: u64 = 120_000_000_000;

/// Conversations by their ends.
#[derive(Debug, Default)]
pub(super) struct Table {
    places: HashMap<Key, Box<Place>>,
    /// Those under way and those that are over, by their last packet.
    ages: BTreeMap<u64, Key>,
    past: BTreeMap<u64, Key>,
    /// Those that wait for what was received and not captured.
    lacking: BTreeMap<u64, Key>,
    packets: u64,
    begun: u64,
    held: usize,
}

#[derive(Debug)]
struct Place {
    conversation: Conversation,
    /// The number of its last packet, and when that was.
    age: u64,
    at: Stamp,
    is_past: bool,
}

impl Table {
    /// Returns how many bytes of memory the conversations hold.
    pub(super) fn held(&self) -> usize {
        self.held
    }

    /// Returns how many bytes of memory [`take`](Self::take) may need at the most for this.
    pub(super) fn cost(&self, segment: &Segment<'_>) -> usize {
        let known = match self.places.get(&key(segment)) {
            Some(place) => place.conversation.cost(segment),
            None => segment.bytes.len(),
        };
        known
            .saturating_add(FIXED)
            .saturating_add(PIECE.saturating_mul(4))
    }

    /// Takes what a segment says, and returns the number of its conversation.
    ///
    /// What neither opens a conversation nor says anything belongs to none: it may be the rest of
    /// one that is over.
    pub(super) fn take(
        &mut self,
        segment: &Segment<'_>,
        most: usize,
        at: Stamp,
        queue: &mut Queue,
    ) -> Option<u64> {
        self.packets = self.packets.saturating_add(1);
        self.forget(at, queue);
        self.settle(at, queue);
        let key = key(segment);
        let known = self.places.get(&key);
        if known.is_some_and(|place| place.conversation.is_other(segment)) {
            self.end(key, at, queue);
        }
        if !self.places.contains_key(&key) {
            let says = !segment.bytes.is_empty() || segment.cut > 0;
            if segment.rst || !(segment.syn || says) {
                return None;
            }
            self.begin(key, segment, at, queue);
        }
        let age = self.packets;
        let place = self.places.get_mut(&key)?;
        let conversation = &mut place.conversation;
        let before = conversation.held();
        conversation.take(segment, most, at, queue);
        self.held = self
            .held
            .saturating_sub(before)
            .saturating_add(conversation.held());
        let number = conversation.number();
        self.lacking.remove(&place.age);
        if conversation.is_lacking() {
            self.lacking.insert(age, key);
        }
        let ages = match place.is_past {
            true => &mut self.past,
            false => &mut self.ages,
        };
        ages.remove(&place.age);
        (place.age, place.at, place.is_past) = (age, at, conversation.is_over());
        let ages = match place.is_past {
            true => &mut self.past,
            false => &mut self.ages,
        };
        ages.insert(age, key);
        Some(number)
    }

    fn begin(&mut self, key: Key, segment: &Segment<'_>, at: Stamp, queue: &mut Queue) {
        self.begun = self.begun.saturating_add(1);
        self.held = self.held.saturating_add(FIXED);
        let place = Place {
            conversation: Conversation::begin(self.begun, segment, at, queue),
            age: self.packets,
            at,
            is_past: false,
        };
        self.places.insert(key, Box::new(place));
        self.ages.insert(self.packets, key);
    }

    /// Forgets conversations that have been over for long.
    fn forget(&mut self, now: Stamp, queue: &mut Queue) {
        while let Some((_, &key)) = self.past.first_key_value() {
            let at = self.places.get(&key).map_or(now, |place| place.at);
            if now.nanos().saturating_sub(at.nanos()) < LINGER {
                return;
            }
            self.end(key, now, queue);
        }
    }

    /// Takes it that bytes do not come that were received long ago, in conversations that nothing
    /// is heard of: who looks at a capture that goes on would wait for ever.
    fn settle(&mut self, now: Stamp, queue: &mut Queue) {
        while let Some((age, key)) = self.lacking.pop_first() {
            let Some(place) = self.places.get_mut(&key) else {
                continue;
            };
            if now.since(place.at).as_secs() < LATE {
                self.lacking.insert(age, key);
                return;
            }
            let conversation = &mut place.conversation;
            let before = conversation.held();
            conversation.settle(now, queue);
            self.held = self
                .held
                .saturating_sub(before)
                .saturating_add(conversation.held());
            if conversation.is_over() && !place.is_past {
                place.is_past = true;
                self.ages.remove(&age);
                self.past.insert(age, key);
            }
        }
    }

    /// Lets that conversation go whose packets ended longest ago, those that are over first; tells
    /// it of one that was under way. Returns whether there was one.
    pub(super) fn let_one_go(&mut self, at: Stamp, queue: &mut Queue) -> bool {
        if let Some((_, &key)) = self.past.first_key_value() {
            self.end(key, at, queue);
            return true;
        }
        let Some((_, &key)) = self.ages.first_key_value() else {
            return false;
        };
        if let Some(mut place) = self.remove(key) {
            place.conversation.flush(at, queue);
            queue.put(at, place.conversation.number(), What::LetGo);
        }
        true
    }

    /// Ends one conversation, the one whose packets ended longest ago, as no more packets come.
    /// Returns whether there was one.
    pub(super) fn end_one(&mut self, at: Stamp, queue: &mut Queue) -> bool {
        let mut oldest = self.ages.first_key_value();
        if let Some(past) = self.past.first_key_value() {
            oldest = oldest.filter(|oldest| oldest.0 < past.0).or(Some(past));
        }
        let key = oldest.map(|(_, &key)| key);
        if let Some(key) = key {
            self.end(key, at, queue);
        }
        key.is_some()
    }

    fn end(&mut self, key: Key, at: Stamp, queue: &mut Queue) {
        if let Some(mut place) = self.remove(key) {
            place.conversation.flush(at, queue);
        }
    }

    fn remove(&mut self, key: Key) -> Option<Box<Place>> {
        let place = self.places.remove(&key)?;
        let ages = match place.is_past {
            true => &mut self.past,
            false => &mut self.ages,
        };
        ages.remove(&place.age);
        self.lacking.remove(&place.age);
        let cost = place.conversation.held().saturating_add(FIXED);
        self.held = self.held.saturating_sub(cost);
        Some(place)
    }
}
