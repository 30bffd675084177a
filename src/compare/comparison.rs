//! [`Comparison`]: what came of comparing two streams.

use std::fmt;

use super::difference::{Difference, Found, Kind};
use super::rules::Rules;

/// What two streams are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Their bytes are the same.
    SameBytes,
    /// No reader of the objects sees a difference that the rules do not allow.
    SameObjects,
    /// Something differs.
    Differs,
}

impl Verdict {
    /// Returns its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::SameBytes => "same bytes",
            Verdict::SameObjects => "same objects",
            Verdict::Differs => "differs",
        }
    }
}

/// What came of comparing two streams. It prints as its verdict and its first differences, so that
/// it can stand in the message of an assertion.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub(super) verdict: Verdict,
    pub(super) found: Found,
    /// How often each rule was used.
    pub(super) uses: Vec<u64>,
    pub(super) messages: (usize, usize),
}

impl Comparison {
    /// That of streams whose bytes are the same.
    pub(super) fn same_bytes(rules: &Rules) -> Self {
        Comparison {
            verdict: Verdict::SameBytes,
            found: Found::default(),
            uses: vec![0; rules.len()],
            messages: (0, 0),
        }
    }

    /// Returns that of something that only one side has: a whole conversation, say.
    pub(super) fn of_one(difference: Difference) -> Self {
        let mut found = Found::default();
        found.push(difference);
        Comparison {
            verdict: Verdict::Differs,
            found,
            uses: Vec::new(),
            messages: (0, 0),
        }
    }

    /// Adds what came of comparing what the other end of the same conversation said.
    pub(super) fn join(&mut self, other: &Comparison) {
        self.verdict = self.verdict.max(other.verdict);
        self.found.join(&other.found);
        let count = self.uses.len().max(other.uses.len());
        self.uses.resize(count, 0);
        for (all, uses) in self.uses.iter_mut().zip(&other.uses) {
            *all = all.saturating_add(*uses);
        }
        self.messages = (
            self.messages.0.saturating_add(other.messages.0),
            self.messages.1.saturating_add(other.messages.1),
        );
    }

    /// Returns what the streams are to each other.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Returns whether nothing differs that the rules do not allow.
    pub fn is_same(&self) -> bool {
        self.verdict != Verdict::Differs
    }

    /// Returns the first differences, up to 1,000, in the order of the old stream.
    pub fn differences(&self) -> &[Difference] {
        &self.found.first
    }

    /// Returns how many differences there are.
    pub fn count(&self) -> u64 {
        self.found.count
    }

    /// Returns the differences by kind, those first that are in most messages.
    pub fn kinds(&self) -> Vec<&Kind> {
        self.found.kinds()
    }

    /// Returns how many messages each side has; 0 if they were not looked at, for the bytes are the
    /// same.
    pub fn messages(&self) -> (usize, usize) {
        self.messages
    }

    /// Returns how often each rule was used, in the order in which they were given. One that was
    /// never used may be wrong, or no longer needed.
    pub fn uses(&self) -> &[u64] {
        &self.uses
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 20;

        f.write_str(self.verdict.name())?;
        if self.found.count == 0 {
            return Ok(());
        }
        let things = match self.found.count {
            1 => "difference",
            _ => "differences",
        };
        write!(f, ": {} {things}", self.found.count)?;
        for difference in self.found.first.iter().take(SHOWN) {
            write!(f, "\n  ")?;
            if let Some(from) = difference.from {
                write!(f, "{from}: ")?;
            }
            if let (Some(message), _) | (None, Some(message)) = difference.messages {
                write!(f, "message {message}, ")?;
            }
            write!(f, "{difference}")?;
            if let Some(field) = difference.field() {
                write!(f, " ({field})")?;
            }
        }
        let shown = self.found.first.len().min(SHOWN);
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        match self.found.count.saturating_sub(shown) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}
