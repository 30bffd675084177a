//! Elements of lists, arrays and sets, one side beside the other.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::difference::What;
use super::matching::{Matched, match_up, most_alike};
use super::path::{At, Step};
use super::plan::is_box;
use super::told;
use super::walk::Walk;
use crate::FieldValue;
use crate::graph::{Graph, Node, Value};

/// How deep elements are looked into to find out which belong together.
const DEPTH: u32 = 3;

/// Lists that differ in so many pairs of elements are compared one by one: to align them would
/// take too long.
const MOST_PAIRS: usize = 1 << 24;

impl<'a> Walk<'a> {
    /// Compares the elements of two collections. `is_hash`: their order does not count.
    pub(super) fn elements(&mut self, at: At, is_hash: bool, olds: &[Value], news: &[Value]) {
        let is_unordered = is_hash || self.paths.about(at).is_unordered;
        if !is_unordered {
            return self.in_order(at, olds, news);
        }
        // Most sets come in the same order.
        let is_alike = olds.len() == news.len()
            && olds
                .iter()
                .zip(news)
                .all(|(one, other)| self.are_equal_at_sight(*one, *other));
        if is_alike {
            return self.in_order(at, olds, news);
        }
        let matched = self.match_values(olds, news);
        let leftover = self.leftover_pairs(&matched, olds, news);
        if matched.pairs.len() > MANY {
            self.expect(matched.pairs.len());
        }
        for (one, other) in matched.pairs.into_iter().chain(leftover.pairs) {
            self.element(at, (one, olds), (other, news));
        }
        self.one_sided(at, (&leftover.olds, olds), (&leftover.news, news));
    }

    fn element(&mut self, at: At, old: (usize, &[Value]), new: (usize, &[Value])) {
        let of = |(index, values): (usize, &[Value])| values.get(index).copied().flatten();
        let values = (told::reference(of(old)), told::reference(of(new)));
        self.child(at, index_step(old.0), None, values.0, values.1);
    }

    /// What only one side has.
    fn one_sided(&mut self, at: At, old: (&[usize], &[Value]), new: (&[usize], &[Value])) {
        let of = |values: &[Value], index: usize| {
            let value = values.get(index).copied().flatten();
            FieldValue::Reference(value)
        };
        for &index in old.0 {
            let value = told::value(self.old, of(old.1, index));
            self.tell_at(
                at,
                index_step(index),
                None,
                What::Missing,
                (Some(value), None),
            );
        }
        for &index in new.0 {
            let value = told::value(self.new, of(new.1, index));
            self.tell_at(
                at,
                index_step(index),
                None,
                What::Added,
                (None, Some(value)),
            );
        }
    }

    fn in_order(&mut self, at: At, olds: &[Value], news: &[Value]) {
        if olds.len() == news.len() {
            if olds.len() > MANY {
                self.expect(olds.len());
            }
            for index in 0..olds.len() {
                self.element(at, (index, olds), (index, news));
            }
            return;
        }
        for (old, new) in self.aligned(olds, news) {
            let (mut missing, mut added) = (old.clone(), new.clone());
            for (one, other) in missing.by_ref().zip(added.by_ref()).collect::<Vec<_>>() {
                self.element(at, (one, olds), (other, news));
            }
            let common = old.len().min(new.len());
            let missing: Vec<usize> = old.skip(common).collect();
            let added: Vec<usize> = new.skip(common).collect();
            self.one_sided(at, (&missing, olds), (&added, news));
        }
    }

    fn aligned(&mut self, olds: &[Value], news: &[Value]) -> Vec<Run> {
        let one = self.digests.0.of(olds, DEPTH);
        let other = self.digests.1.of(news, DEPTH);
        align(&one, &other)
    }

    /// Which values of both sides belong together, by their digests.
    pub(super) fn match_values(&mut self, olds: &[Value], news: &[Value]) -> Matched {
        match_up(olds.len(), news.len(), |indices, depth| {
            let (one, other) = (picked(indices.0, olds), picked(indices.1, news));
            (
                self.digests.0.of(&one, depth),
                self.digests.1.of(&other, depth),
            )
        })
    }

    /// Whether both are the same text, constant, number or null. Others may be the same too.
    pub(super) fn are_equal_at_sight(&self, old: Value, new: Value) -> bool {
        let (one, other) = match (old, new) {
            (None, None) => return true,
            (Some(one), Some(other)) => (self.old.node(one), self.new.node(other)),
            _ => return false,
        };
        match (one, other) {
            (Some(Node::String(one)), Some(Node::String(other))) => one == other,
            (Some(Node::Enum { name: one, .. }), Some(Node::Enum { name: other, .. })) => {
                one == other
            }
            (Some(Node::Object(one)), Some(Node::Object(other))) => {
                let class = one.class().name();
                class == other.class().name()
                    && is_box(&class.to_string_lossy())
                    && one.field("value") == other.field("value")
            }
            _ => false,
        }
    }

    /// Pairs of what is left over on both sides: those that are most alike.
    fn leftover_pairs(&mut self, matched: &Matched, olds: &[Value], news: &[Value]) -> Matched {
        let one = self.digests.0.parts(&picked(&matched.olds, olds), DEPTH);
        let other = self.digests.1.parts(&picked(&matched.news, news), DEPTH);
        most_alike((&matched.olds, &one), (&matched.news, &other))
    }
}

fn index_step(index: usize) -> Step {
    Step::Index(u32::try_from(index).unwrap_or(u32::MAX))
}

/// For lists that are longer, all memory that is needed is taken at once.
const MANY: usize = 4096;

/// A part of both rows, one beside the other.
pub(super) type Run = (Range<usize>, Range<usize>);

/// How one row becomes the other, by digests, part by part.
pub(super) fn align(olds: &[u64], news: &[u64]) -> Vec<Run> {
    let common = |pairs: &mut dyn Iterator<Item = (&u64, &u64)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let front = common(&mut olds.iter().zip(news));
    let shorter = olds.len().min(news.len());
    let back = common(&mut olds.iter().rev().zip(news.iter().rev()));
    let back = back.min(shorter.saturating_sub(front));
    let ends = (
        olds.len().saturating_sub(back),
        news.len().saturating_sub(back),
    );
    let middle = (ends.0.saturating_sub(front), ends.1.saturating_sub(front));
    let mut runs = vec![(0..front, 0..front)];
    let rows = (olds.get(front..ends.0), news.get(front..ends.1));
    match rows {
        (Some(one), Some(other)) if middle.0.saturating_mul(middle.1) <= MOST_PAIRS => {
            let ops = capture_diff_slices(Algorithm::Patience, one, other);
            let further =
                |it: Range<usize>| it.start.saturating_add(front)..it.end.saturating_add(front);
            let ops = ops.iter().map(DiffOp::as_tag_tuple);
            runs.extend(ops.map(|(_, one, other)| (further(one), further(other))));
        }
        _ => runs.push((front..ends.0, front..ends.1)),
    }
    runs.push((ends.0..olds.len(), ends.1..news.len()));
    runs
}

/// Whether a value is a text or null: no more than what it says.
pub(super) fn is_text(graph: &Graph, value: Value) -> bool {
    value.is_none_or(|node| matches!(graph.node(node), Some(Node::String(_))))
}

/// The values at these places.
pub(super) fn picked(indices: &[usize], all: &[Value]) -> Vec<Value> {
    let value = |index: &usize| all.get(*index).copied().flatten();
    indices.iter().map(value).collect()
}
