//! The messages of two streams, one beside the other.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::difference::What;
use super::hash::mixed;
use super::lists::{Run, align};
use super::path::At;
use super::stream::{Message, Stream};
use super::told;
use super::walk::Walk;
use crate::FieldValue;
use crate::graph::{Graph, Value};

/// How deep messages are looked into to find out which belong together.
const DEPTH: u32 = 6;

impl<'a> Walk<'a> {
    /// Compares all messages. Those that are alike from the beginning on belong together; those
    /// after the first difference by what they say, so that one that is missing is one difference.
    pub(super) fn messages(&mut self, old: &'a Stream, new: &'a Stream) {
        let pairs = old.messages.iter().zip(&new.messages);
        let mut alike = 0_usize;
        for (one, other) in pairs {
            if !self.is_same_message(one, other) {
                break;
            }
            alike = alike.saturating_add(1);
        }
        let olds = old.messages.get(alike..).unwrap_or_default();
        let news = new.messages.get(alike..).unwrap_or_default();
        if olds.is_empty() && news.is_empty() {
            return;
        }
        let (one, other) = match (olds, news) {
            // There is nothing to choose from.
            ([_], [_]) => (vec![0], vec![0]),
            _ => (self.digests_of(olds, false), self.digests_of(news, true)),
        };
        for run in align(&one, &other) {
            self.run_of(run, (alike, olds), (alike, news));
        }
    }

    fn run_of(&mut self, run: Run, old: (usize, &[Message]), new: (usize, &[Message])) {
        let (olds, news) = run;
        let one = old.1.get(olds.clone()).unwrap_or_default();
        let other = new.1.get(news.clone()).unwrap_or_default();
        let from = (
            old.0.saturating_add(olds.start),
            new.0.saturating_add(news.start),
        );
        if one.len() == other.len() {
            return self.in_turn((from.0, one), (from.1, other));
        }
        let kinds = (kinds_of(self.old, one), kinds_of(self.new, other));
        for (olds, news) in align(&kinds.0, &kinds.1) {
            let one = one.get(olds.clone()).unwrap_or_default();
            let other = other.get(news.clone()).unwrap_or_default();
            let first = from.0.saturating_add(olds.start);
            let other_first = from.1.saturating_add(news.start);
            self.in_turn((first, one), (other_first, other));
        }
    }

    /// Compares messages in turn. What one side has more is missing or was added.
    fn in_turn(&mut self, old: (usize, &[Message]), new: (usize, &[Message])) {
        let count = old.1.len().max(new.1.len());
        for index in 0..count {
            let number = |from: usize| from.saturating_add(index).saturating_add(1);
            match (old.1.get(index), new.1.get(index)) {
                (Some(one), Some(other)) => {
                    self.messages = (Some(number(old.0)), Some(number(new.0)));
                    self.message(one, other);
                }
                (Some(one), None) => {
                    self.messages = (Some(number(old.0)), None);
                    let one = told_message(self.old, one);
                    self.tell_at_top(What::Missing, (Some(one), None));
                }
                (None, Some(other)) => {
                    self.messages = (None, Some(number(new.0)));
                    let other = told_message(self.new, other);
                    self.tell_at_top(What::Added, (None, Some(other)));
                }
                (None, None) => {}
            }
        }
    }

    fn tell_at_top(&mut self, what: What, sides: (Option<String>, Option<String>)) {
        self.paths.back_to(At::TOP);
        self.tell(At::TOP, what, sides);
    }

    fn is_same_message(&mut self, old: &Message, new: &Message) -> bool {
        match values_of(old, new) {
            Some((one, other)) => self.are_same(one, other),
            None => old == new && !matches!(old, Message::Object(_)),
        }
    }

    fn message(&mut self, old: &Message, new: &Message) {
        if let Some((one, other)) = values_of(old, new) {
            return self.objects(one, other);
        }
        let is_same = old == new && !matches!(old, Message::Object(_));
        if !is_same {
            let sides = (told_message(self.old, old), told_message(self.new, new));
            self.tell_at_top(What::Value, (Some(sides.0), Some(sides.1)));
        }
    }

    fn digests_of(&mut self, messages: &[Message], is_new: bool) -> Vec<u64> {
        let values: Vec<Value> = messages.iter().map(value_of).collect();
        let digests = match is_new {
            false => self.digests.0.of(&values, DEPTH),
            true => self.digests.1.of(&values, DEPTH),
        };
        let all = messages.iter().zip(digests);
        all.map(|(message, digest)| mixed(of_rest(message), digest))
            .collect()
    }
}

/// The objects of two messages of one kind that have them.
fn values_of(old: &Message, new: &Message) -> Option<(Value, Value)> {
    match (old, new) {
        (Message::Object(one), Message::Object(other))
        | (Message::Text(one), Message::Text(other))
        | (Message::Exception(one), Message::Exception(other)) => Some((*one, *other)),
        _ => None,
    }
}

fn value_of(message: &Message) -> Value {
    match message {
        Message::Object(value) | Message::Text(value) | Message::Exception(value) => *value,
        _ => None,
    }
}

/// A digest of a message apart from its object.
fn of_rest(message: &Message) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::mem::discriminant(message).hash(&mut hasher);
    match message {
        Message::Data(bytes) | Message::Bytes(bytes) | Message::Broken { bytes, .. } => {
            bytes.hash(&mut hasher);
        }
        _ => {}
    }
    hasher.finish()
}

/// What messages are, apart from what they say.
fn kinds_of(graph: &Graph, messages: &[Message]) -> Vec<u64> {
    let kind = |message: &Message| {
        let mut hasher = DefaultHasher::new();
        std::mem::discriminant(message).hash(&mut hasher);
        let class = value_of(message).map(|node| graph.class_told(node));
        class.hash(&mut hasher);
        hasher.finish()
    };
    messages.iter().map(kind).collect()
}

/// A message on one line of a terminal, shortened.
pub(super) fn told_message(graph: &Graph, message: &Message) -> String {
    let object = |value: &Value| told::value(graph, FieldValue::Reference(*value));
    match message {
        Message::Object(value) => object(value),
        Message::Text(value) => format!("writeUTF {}", object(value)),
        Message::Exception(value) => format!("the writer gave up: {}", object(value)),
        Message::Data(bytes) => format!("data, {}", told::bytes(bytes)),
        Message::Bytes(bytes) => told::bytes(bytes),
        Message::Broken { why, .. } => told::cut(why, told::COLUMNS),
    }
}
