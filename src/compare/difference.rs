//! [`Difference`]: one thing that is not alike, and how all of them add up.

use std::collections::BTreeMap;
use std::fmt;

use crate::conversation::Side;

/// How many differences are kept in full.
const KEPT: usize = 1000;

/// How many kinds of differences are told apart.
const KINDS: usize = 10_000;

/// How many examples of a kind are kept.
const EXAMPLES: usize = 3;

/// In what way two things differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum What {
    /// The values.
    Value,
    /// Only the old side has it.
    Missing,
    /// Only the new side has it.
    Added,
    /// The descriptions of a class.
    Class,
    /// One object stands there again on one side, and another one on the other.
    Sharing,
    /// The order.
    Order,
    /// The key of an entry.
    Key,
    /// The bytes, though the objects are the same: only by [strict](super::Rules::strict) rules.
    Bytes,
    /// How a stream or a conversation ends.
    End,
}

impl What {
    /// Returns its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            What::Value => "value",
            What::Missing => "missing",
            What::Added => "added",
            What::Class => "class",
            What::Sharing => "sharing",
            What::Order => "order",
            What::Key => "key",
            What::Bytes => "bytes",
            What::End => "end",
        }
    }
}

/// One thing that is not alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub(super) path: String,
    pub(super) general: String,
    pub(super) place: Option<String>,
    pub(super) what: What,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) messages: (Option<usize>, Option<usize>),
    pub(super) from: Option<Side>,
}

impl Difference {
    /// Returns where it is, as a path in the message (RFC 9535): `$.lines[3].price`. For a
    /// difference of classes it is the name of the class.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the same path for all elements and keys alike: `$.lines[*].price`.
    pub fn general_path(&self) -> &str {
        &self.general
    }

    /// Returns the class and field that hold it, `shop.Order#lines`; `None` where there is none.
    pub fn field(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// Returns in what way the two sides differ.
    pub fn what(&self) -> What {
        self.what
    }

    /// Returns what the old side has, on one line of a terminal, shortened; `None` if nothing.
    pub fn old_value(&self) -> Option<&str> {
        self.old.as_deref()
    }

    /// Returns what the new side has, in the same way.
    pub fn new_value(&self) -> Option<&str> {
        self.new.as_deref()
    }

    /// Returns which end of the conversation says it; `None` if it concerns both, or if single streams
    /// were compared.
    pub fn from(&self) -> Option<Side> {
        self.from
    }

    /// Returns in which message of each side it is, counted from 1; `None` where there is none.
    pub fn messages(&self) -> (Option<usize>, Option<usize>) {
        self.messages
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NOTHING: &str = "nothing";

        let (old, new) = (self.old_value(), self.new_value());
        let (old, new) = (old.unwrap_or(NOTHING), new.unwrap_or(NOTHING));
        write!(f, "{}: ", self.path)?;
        match self.what {
            What::Value | What::Class | What::End => write!(f, "{old} → {new}"),
            What::Missing => write!(f, "{old} is missing"),
            What::Added => write!(f, "{new} was added"),
            What::Sharing => write!(f, "{old} → {new}"),
            What::Order => write!(f, "the order is another: {old} → {new}"),
            What::Key => write!(f, "the key {old} → {new}"),
            What::Bytes => write!(f, "the same objects in other bytes, from byte {old} on"),
        }
    }
}

/// Differences of one kind: at the same place in whatever element.
#[derive(Debug, Clone)]
pub struct Kind {
    pub(super) count: u64,
    pub(super) messages: u64,
    pub(super) conversations: u64,
    pub(super) examples: Vec<Difference>,
    /// In which messages it was found last.
    last: Option<(Option<usize>, Option<usize>)>,
}

impl Kind {
    /// Returns how many differences there are of the kind.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Returns in how many messages there is one.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// Returns in how many conversations, or pairs of streams, there is one.
    pub fn conversations(&self) -> u64 {
        self.conversations
    }

    /// Returns the first of them, up to three.
    pub fn examples(&self) -> &[Difference] {
        &self.examples
    }
}

type Key = (String, What);

/// All differences: how many, and the first.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) count: u64,
    pub(super) first: Vec<Difference>,
    kinds: BTreeMap<Key, Kind>,
}

impl Found {
    pub(super) fn push(&mut self, difference: Difference) {
        self.count = self.count.saturating_add(1);
        let mut key = (difference.general.clone(), difference.what);
        if self.kinds.len() >= KINDS && !self.kinds.contains_key(&key) {
            key = ("(elsewhere)".to_owned(), difference.what);
        }
        let messages = difference.messages;
        let kind = self.kinds.entry(key).or_insert(Kind {
            count: 0,
            messages: 0,
            conversations: 1,
            examples: Vec::new(),
            last: None,
        });
        let is_in_other = kind.last.replace(messages) != Some(messages);
        kind.count = kind.count.saturating_add(1);
        kind.messages = kind.messages.saturating_add(u64::from(is_in_other));
        if kind.examples.len() < EXAMPLES {
            kind.examples.push(difference.clone());
        }
        if self.first.len() < KEPT {
            self.first.push(difference);
        }
    }

    /// The kinds, those with most differences first.
    pub(super) fn kinds(&self) -> Vec<&Kind> {
        let mut kinds: Vec<&Kind> = self.kinds.values().collect();
        kinds
            .sort_by_key(|kind| std::cmp::Reverse((kind.conversations, kind.messages, kind.count)));
        kinds
    }

    /// Says which end of a conversation said all of it.
    pub(super) fn set_from(&mut self, from: Side) {
        let examples = self.kinds.values_mut().flat_map(|kind| &mut kind.examples);
        for difference in self.first.iter_mut().chain(examples) {
            difference.from = Some(from);
        }
    }

    /// Adds those of the other end of the same conversation.
    pub(super) fn join(&mut self, other: &Found) {
        let both: Vec<Key> = self.kinds.keys().cloned().collect();
        self.add(other);
        for key in both {
            if let Some(kind) = self.kinds.get_mut(&key) {
                kind.conversations = 1;
            }
        }
    }

    /// Adds those of another conversation.
    pub(super) fn add(&mut self, other: &Found) {
        self.count = self.count.saturating_add(other.count);
        let room = KEPT.saturating_sub(self.first.len());
        self.first.extend(other.first.iter().take(room).cloned());
        for (key, kind) in &other.kinds {
            let has_room = self.kinds.len() < KINDS;
            match self.kinds.get_mut(key) {
                None if has_room => {
                    self.kinds.insert(key.clone(), kind.clone());
                }
                None => {}
                Some(mine) => {
                    mine.count = mine.count.saturating_add(kind.count);
                    mine.messages = mine.messages.saturating_add(kind.messages);
                    mine.conversations = mine.conversations.saturating_add(kind.conversations);
                    let room = EXAMPLES.saturating_sub(mine.examples.len());
                    let more = kind.examples.iter().take(room).cloned();
                    mine.examples.extend(more);
                }
            }
        }
    }
}
