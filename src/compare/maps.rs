//! Entries of maps, one side beside the other: by their keys.

use std::collections::HashSet;

use super::difference::What;
use super::digest::Digests;
use super::hash::mixed;
use super::lists::{is_text, picked};
use super::matching::{Matched, match_up};
use super::path::{At, Step};
use super::told;
use super::walk::Walk;
use crate::FieldValue;
use crate::graph::Value;

/// How deep the values of entries are looked into where their keys are not found.
const DEPTH: u32 = 8;

/// How deep keys are looked into to find out whether they are equal.
const KEY_DEPTH: u32 = 3;

impl<'a> Walk<'a> {
    /// Compares the entries of two maps, keys and values in turn. `is_hash`: their order does not
    /// count.
    pub(super) fn entries(&mut self, at: At, is_hash: bool, olds: &[Value], news: &[Value]) {
        let is_unordered = is_hash || self.paths.about(at).is_unordered;
        let (old, new) = (entries_of(olds), entries_of(news));
        // Most maps have the same keys in the same order, and most keys are texts.
        let is_alike = old.0.len() == new.0.len()
            && old
                .0
                .iter()
                .zip(&new.0)
                .all(|(one, other)| self.are_equal_at_sight(*one, *other));
        if is_alike {
            for index in 0..old.0.len() {
                self.entry(at, (index, &old), (index, &new));
            }
            return;
        }
        self.found_by_keys(at, is_unordered, &old, &new);
    }

    /// The same of maps whose keys may be equal: those of entries that are equal belong together.
    pub(super) fn identities(&mut self, at: At, is_hash: bool, olds: &[Value], news: &[Value]) {
        let is_unordered = is_hash || self.paths.about(at).is_unordered;
        self.found_by_keys(at, is_unordered, &entries_of(olds), &entries_of(news));
    }

    fn found_by_keys(&mut self, at: At, is_unordered: bool, old: &Entries, new: &Entries) {
        let matched = self.match_entries(old, new);
        let mut last = None;
        let mut is_in_order = true;
        for &(one, other) in &matched.pairs {
            is_in_order &= last.is_none_or(|last| last < other);
            last = Some(other);
            self.entry(at, (one, old), (other, new));
        }
        if !is_unordered && !is_in_order {
            let told = |graph, keys: &[Value]| {
                let keys: Vec<String> = keys
                    .iter()
                    .take(8)
                    .map(|key| told::key(graph, *key, 16))
                    .collect();
                told::cut(&keys.join(", "), told::COLUMNS)
            };
            let sides = (told(self.old, &old.0), told(self.new, &new.0));
            self.tell(at, What::Order, (Some(sides.0), Some(sides.1)));
        }
        self.leftover(at, &matched, old, new);
    }

    /// Compares two entries: what is in their keys, and their values.
    fn entry(&mut self, at: At, old: (usize, &Entries), new: (usize, &Entries)) {
        let key = |(index, entries): (usize, &Entries)| entries.0.get(index).copied().flatten();
        let value = |(index, entries): (usize, &Entries)| entries.1.get(index).copied().flatten();
        let (one, other) = (key(old), key(new));
        let step = Step::Key {
            key: one,
            is_new: false,
        };
        if !is_text(self.old, one) {
            self.child(at, step, None, told::reference(one), told::reference(other));
        }
        let (one, other) = (told::reference(value(old)), told::reference(value(new)));
        self.child(at, step, None, one, other);
    }

    /// Which entries belong together: those that are equal, and then those whose keys are.
    fn match_entries(&mut self, old: &Entries, new: &Entries) -> Matched {
        if !self.has_alike(&old.0, &new.0) {
            return self.match_values(&old.0, &new.0);
        }
        let (digests_old, digests_new) = (&mut self.digests.0, &mut self.digests.1);
        let mut matched = match_up(old.0.len(), new.0.len(), |indices, depth| {
            let of = |digests: &mut Digests<'_>, indices: &[usize], entries: &Entries| {
                let keys = digests.of(&picked(indices, &entries.0), depth);
                let values = digests.of(&picked(indices, &entries.1), depth);
                let both = keys.iter().zip(&values);
                both.map(|(key, value)| mixed(*key, *value)).collect()
            };
            (
                of(digests_old, indices.0, old),
                of(digests_new, indices.1, new),
            )
        });
        let (olds, news) = (picked(&matched.olds, &old.0), picked(&matched.news, &new.0));
        let rest = self.match_values(&olds, &news);
        let back = |all: &[usize], at: usize| all.get(at).copied().unwrap_or_default();
        let pairs = rest.pairs.into_iter();
        let pairs =
            pairs.map(|(one, other)| (back(&matched.olds, one), back(&matched.news, other)));
        matched.pairs.extend(pairs);
        matched.pairs.sort_unstable();
        matched.olds = rest
            .olds
            .into_iter()
            .map(|at| back(&matched.olds, at))
            .collect();
        matched.news = rest
            .news
            .into_iter()
            .map(|at| back(&matched.news, at))
            .collect();
        matched
    }

    /// Whether keys of one side may be equal to each other, as those of an `IdentityHashMap` may.
    fn has_alike(&mut self, olds: &[Value], news: &[Value]) -> bool {
        let has = |digests: Vec<u64>| {
            let mut seen = HashSet::new();
            !digests.into_iter().all(|digest| seen.insert(digest))
        };
        has(self.digests.0.of(olds, KEY_DEPTH)) || has(self.digests.1.of(news, KEY_DEPTH))
    }

    /// What only one side has. An entry that has another key with the same value is one difference.
    fn leftover(&mut self, at: At, matched: &Matched, old: &Entries, new: &Entries) {
        let (olds, news) = (picked(&matched.olds, &old.1), picked(&matched.news, &new.1));
        let (one, other) = (
            self.digests.0.of(&olds, DEPTH),
            self.digests.1.of(&news, DEPTH),
        );
        let renamed = match_up(olds.len(), news.len(), |indices, _| {
            let of = |indices: &[usize], all: &[u64]| -> Vec<u64> {
                let digest = |index: &usize| all.get(*index).copied();
                indices.iter().filter_map(digest).collect()
            };
            (of(indices.0, &one), of(indices.1, &other))
        });
        let key_of = |place: usize, indices: &[usize], keys: &[Value]| -> Value {
            let index = indices.get(place).copied();
            index.and_then(|index| keys.get(index).copied()).flatten()
        };
        for (one, other) in renamed.pairs {
            let one = key_of(one, &matched.olds, &old.0);
            let other = key_of(other, &matched.news, &new.0);
            let told = (
                told::value(self.old, FieldValue::Reference(one)),
                told::value(self.new, FieldValue::Reference(other)),
            );
            let step = Step::Key {
                key: one,
                is_new: false,
            };
            self.tell_at(at, step, None, What::Key, (Some(told.0), Some(told.1)));
        }
        for place in renamed.olds {
            let key = key_of(place, &matched.olds, &old.0);
            let value = olds.get(place).copied().flatten();
            let told = told::value(self.old, FieldValue::Reference(value));
            let step = Step::Key { key, is_new: false };
            self.tell_at(at, step, None, What::Missing, (Some(told), None));
        }
        for place in renamed.news {
            let key = key_of(place, &matched.news, &new.0);
            let value = news.get(place).copied().flatten();
            let told = told::value(self.new, FieldValue::Reference(value));
            let step = Step::Key { key, is_new: true };
            self.tell_at(at, step, None, What::Added, (None, Some(told)));
        }
    }
}

/// Keys and values.
type Entries = (Vec<Value>, Vec<Value>);

/// Keys and values, which come in turn.
fn entries_of(all: &[Value]) -> Entries {
    (
        all.iter().step_by(2).copied().collect(),
        all.iter().skip(1).step_by(2).copied().collect(),
    )
}
