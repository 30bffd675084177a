//! [`Summary`]: several comparisons, one a conversation, added up.

use super::comparison::{Comparison, Verdict};
use super::difference::{Difference, Found, Kind};
use super::rules::Rules;

/// Several comparisons, added up.
///
/// # Examples
///
/// ```
/// use javawire::compare::{self, Rules, Summary, Verdict};
///
/// let rules = Rules::new();
/// let mut summary = Summary::default();
/// summary.add(&compare::streams(b"\0\x01a", b"\0\x01a", &rules));
/// summary.add(&compare::streams(b"\0\x01a", b"\0\x01b", &rules));
/// assert_eq!(summary.of(Verdict::SameBytes), 1);
/// assert_eq!(summary.verdict(), Some(Verdict::Differs));
/// assert_eq!(summary.kinds()[0].conversations(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Summary {
    verdicts: [u64; 3],
    found: Found,
    uses: Vec<u64>,
}

impl Summary {
    /// Adds a comparison.
    pub fn add(&mut self, comparison: &Comparison) {
        if let Some(count) = self.verdicts.get_mut(comparison.verdict as usize) {
            *count = count.saturating_add(1);
        }
        self.found.add(&comparison.found);
        let missing = comparison.uses.len().max(self.uses.len());
        self.uses.resize(missing, 0);
        for (all, uses) in self.uses.iter_mut().zip(&comparison.uses) {
            *all = all.saturating_add(*uses);
        }
    }

    /// Returns how many comparisons had this verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        self.verdicts.get(verdict as usize).copied().unwrap_or(0)
    }

    /// Returns how many comparisons there were.
    pub fn len(&self) -> u64 {
        self.verdicts
            .iter()
            .fold(0, |sum, it| sum.saturating_add(*it))
    }

    /// Returns whether nothing was compared.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the worst verdict; `None` if nothing was compared.
    pub fn verdict(&self) -> Option<Verdict> {
        [Verdict::Differs, Verdict::SameObjects, Verdict::SameBytes]
            .into_iter()
            .find(|verdict| self.of(*verdict) > 0)
    }

    /// Returns how many differences there are.
    pub fn count(&self) -> u64 {
        self.found.count
    }

    /// Returns the first differences, up to 1,000.
    pub fn differences(&self) -> &[Difference] {
        &self.found.first
    }

    /// Returns the differences by kind, those first that are in most conversations.
    pub fn kinds(&self) -> Vec<&Kind> {
        self.found.kinds()
    }

    /// Returns the rules that were never used, in words: they may be wrong, or no longer needed.
    pub fn unused(&self, rules: &Rules) -> Vec<String> {
        let used = |rule: &usize| self.uses.get(*rule).is_some_and(|uses| *uses > 0);
        let unused = (0..rules.len()).filter(|rule| !used(rule));
        unused.filter_map(|rule| rules.told(rule)).collect()
    }

    /// Returns how often each rule was used.
    pub fn uses(&self) -> &[u64] {
        &self.uses
    }
}
