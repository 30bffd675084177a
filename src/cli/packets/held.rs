//! What is held of many conversations, which a capture may have more of than there is memory.

use std::collections::{BTreeMap, HashMap, HashSet};

/// How many bytes of memory all conversations hold together, unless it is said.
const MOST: usize = 256 << 20;

/// What a conversation takes besides its entry and what it holds itself: its places in two maps.
const PLACES: usize = 256;

/// Conversations by their numbers. Where they hold too much, the one that was silent for longest
/// is given up.
#[derive(Debug)]
pub(in crate::cli) struct Held<T> {
    most: usize,
    /// Each in a box: a map that grows is there twice for a moment.
    open: HashMap<u64, Box<Entry<T>>>,
    /// Their numbers, by when something happened in them.
    order: BTreeMap<u64, u64>,
    time: u64,
    held: usize,
    /// Those that were given up.
    given_up: HashSet<u64>,
}

#[derive(Debug)]
struct Entry<T> {
    conversation: T,
    time: u64,
    held: usize,
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Held {
            most: MOST,
            open: HashMap::new(),
            order: BTreeMap::new(),
            time: 0,
            held: 0,
            given_up: HashSet::new(),
        }
    }
}

impl<T> Held<T> {
    const EACH: usize = size_of::<Entry<T>>() + PLACES;

    /// Returns the same for conversations that hold so much together.
    pub(in crate::cli) fn with_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Adds a conversation, in place of any of this number.
    pub(in crate::cli) fn add(&mut self, number: u64, conversation: T) {
        self.remove(number);
        self.time = self.time.saturating_add(1);
        self.order.insert(self.time, number);
        let entry = Entry {
            conversation,
            time: self.time,
            held: Self::EACH,
        };
        self.open.insert(number, Box::new(entry));
        self.held = self.held.saturating_add(Self::EACH);
        self.give_up();
    }

    /// Returns a conversation, in which something happens.
    pub(in crate::cli) fn get(&mut self, number: u64) -> Option<&mut T> {
        let entry = self.open.get_mut(&number)?;
        self.time = self.time.saturating_add(1);
        self.order.remove(&entry.time);
        self.order.insert(self.time, number);
        entry.time = self.time;
        Some(&mut entry.conversation)
    }

    /// Takes note of how much memory a conversation holds.
    pub(in crate::cli) fn set_held(&mut self, number: u64, held: usize) {
        if let Some(entry) = self.open.get_mut(&number) {
            let held = held.saturating_add(Self::EACH);
            let before = std::mem::replace(&mut entry.held, held);
            self.held = self.held.saturating_sub(before).saturating_add(held);
        }
        self.give_up();
    }

    /// Takes a conversation out.
    pub(in crate::cli) fn remove(&mut self, number: u64) -> Option<T> {
        let entry = self.open.remove(&number)?;
        self.order.remove(&entry.time);
        self.held = self.held.saturating_sub(entry.held);
        Some(entry.conversation)
    }

    /// Takes out the one in which something happened first.
    pub(super) fn remove_any(&mut self) -> Option<(u64, T)> {
        let number = *self.order.first_key_value()?.1;
        Some((number, self.remove(number)?))
    }

    /// Returns whether a conversation of which something comes was given up; once.
    pub(in crate::cli) fn was_given_up(&mut self, number: u64) -> bool {
        self.given_up.remove(&number)
    }

    /// Gives up as many as it takes to have room for the others.
    fn give_up(&mut self) {
        while self.held > self.most
            && let Some((number, _)) = self.remove_any()
        {
            self.given_up.insert(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_was_silent_for_longest_goes() {
        let mut held = Held::default();
        for number in 1..=3 {
            held.add(number, number * 10);
            held.set_held(number, MOST / 3 - 1000);
        }
        assert_eq!(held.get(1), Some(&mut 10));
        held.add(4, 40);
        held.set_held(4, MOST / 4);
        assert_eq!(held.get(2), None);
        assert!(held.was_given_up(2));
        assert!(!held.was_given_up(2));
        assert_eq!(held.get(1), Some(&mut 10));
        assert_eq!(held.remove(3), Some(30));
        held.set_held(1, MOST);
        assert_eq!(held.get(1), None);
        assert_eq!(held.get(4), None);
        assert_eq!(held.held, 0);
        assert!(held.order.is_empty());
    }
}
