//! What may differ: rules for places, found by path, by class and field, or by class.

use std::collections::HashMap;
use std::fmt;

use regex_lite::Regex;

use super::pattern::{Pattern, Patterns};
use crate::text::JavaString;

/// What may differ between two streams that count as the same.
///
/// A rule is for a place: a path in the syntax of RFC 9535 with names, `[3]`, `[*]`, `.*` and `..`
/// (`$.lines[*].price`), a field of a class wherever it stands (`shop.Order#created`, or
/// `shop.Order#*` for all its fields), or each object of a class (`java.util.Date`).
///
/// # Examples
///
/// ```
/// use javawire::compare::Rules;
///
/// let rules = Rules::new()
///     .ignore("shop.Order#created")?
///     .unordered("$.lines")?
///     .matching("$..requestId", "[0-9a-f]{32}")?;
/// assert_eq!(rules.len(), 3);
/// # Ok::<(), javawire::compare::RuleError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    pub(super) patterns: Patterns,
    /// By class, and field where it is for one.
    fields: HashMap<String, Vec<(Option<String>, usize)>>,
    classes: HashMap<String, Vec<usize>>,
    is_strict: bool,
    told: Vec<JavaString>,
}

#[derive(Debug, Clone)]
struct Rule {
    action: Action,
    text: String,
    pattern: Pattern,
}

/// What a rule does at its places.
#[derive(Debug, Clone)]
pub(super) enum Action {
    Ignore,
    Unordered,
    SameClass,
    /// Both sides must match.
    Matches(Regex),
    /// Numbers, or times in seconds, may be so far apart.
    Within {
        most: f64,
        is_time: bool,
    },
}

impl Action {
    fn name(&self) -> &'static str {
        match self {
            Action::Ignore => "ignore",
            Action::Unordered => "unordered",
            Action::SameClass => "type",
            Action::Matches(_) | Action::Within { .. } => "accept",
        }
    }
}

/// A rule that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    rule: String,
    why: String,
}

impl RuleError {
    pub(super) fn pattern(pattern: &str, rest: &str, why: &str) -> Self {
        let why = match rest.is_empty() || rest == pattern {
            true => why.to_owned(),
            false => format!("{why}, before {rest}"),
        };
        RuleError {
            rule: pattern.to_owned(),
            why,
        }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.why)
    }
}

impl std::error::Error for RuleError {}

impl Rules {
    /// Returns no rules: nothing may differ but what no reader of the objects can see.
    pub fn new() -> Self {
        Rules::default()
    }

    /// Returns the same rules, by which everything must be alike: stack traces of exceptions, the
    /// order and the capacity of hash maps. Streams are the same by them if their bytes are.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Returns the same rules, and the knowledge that a class [writes no
    /// fields](crate::Parser::with_fields_not_written) where its descriptor says.
    #[must_use]
    pub fn with_fields_not_written(mut self, class: impl Into<JavaString>) -> Self {
        self.told.push(class.into());
        self
    }

    pub(super) fn told_classes(&self) -> &[JavaString] {
        &self.told
    }

    pub(super) fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// Returns the same rules, and one by which what is at these places is not looked at.
    ///
    /// # Errors
    ///
    /// If the pattern is none.
    pub fn ignore(self, pattern: &str) -> Result<Self, RuleError> {
        self.with(pattern, Action::Ignore)
    }

    /// Returns the same rules, and one by which the order of the elements of lists and arrays at
    /// these places does not count.
    ///
    /// # Errors
    ///
    /// If the pattern is none.
    pub fn unordered(self, pattern: &str) -> Result<Self, RuleError> {
        self.with(pattern, Action::Unordered)
    }

    /// Returns the same rules, and one by which what is at these places must be of one class, with
    /// any value.
    ///
    /// # Errors
    ///
    /// If the pattern is none.
    pub fn same_class(self, pattern: &str) -> Result<Self, RuleError> {
        self.with(pattern, Action::SameClass)
    }

    /// Returns the same rules, and one by which texts and numbers at these places are equal if both
    /// match `regex` from end to end.
    ///
    /// # Errors
    ///
    /// If the pattern or the regular expression is none.
    pub fn matching(self, pattern: &str, regex: &str) -> Result<Self, RuleError> {
        let whole = Regex::new(&format!("^(?:{regex})$"));
        let whole = whole.map_err(|error| RuleError {
            rule: pattern.to_owned(),
            why: format!("the regular expression {regex}: {error}"),
        })?;
        self.with(pattern, Action::Matches(whole))
    }

    /// Returns the same rules, and one by which numbers at these places are equal if they are no
    /// further apart than `most`.
    ///
    /// # Errors
    ///
    /// If the pattern is none, or `most` is no number from 0 on.
    pub fn within(self, pattern: &str, most: f64) -> Result<Self, RuleError> {
        self.with_bound(pattern, most, false)
    }

    /// Returns the same rules, and one by which times at these places are equal if they are no
    /// further apart than so many seconds: a `Date`, an `Instant`, or a `long` of milliseconds.
    ///
    /// # Errors
    ///
    /// If the pattern is none, or `seconds` is no number from 0 on.
    pub fn within_seconds(self, pattern: &str, seconds: f64) -> Result<Self, RuleError> {
        self.with_bound(pattern, seconds, true)
    }

    fn with_bound(self, pattern: &str, most: f64, is_time: bool) -> Result<Self, RuleError> {
        if !(most >= 0.0 && most.is_finite()) {
            let why = "how far apart they may be is a number from 0 on";
            return Err(RuleError::pattern(pattern, pattern, why));
        }
        self.with(pattern, Action::Within { most, is_time })
    }

    fn with(mut self, text: &str, action: Action) -> Result<Self, RuleError> {
        let pattern = Pattern::parse(text)?;
        let rule = self.rules.len();
        match &pattern {
            Pattern::Path(steps) => self.patterns.push(rule, steps.clone()),
            Pattern::Field(class, field) => {
                let fields = self.fields.entry(class.clone()).or_default();
                fields.push((field.clone(), rule));
            }
            Pattern::Class(class) => self.classes.entry(class.clone()).or_default().push(rule),
        }
        self.rules.push(Rule {
            action,
            text: text.to_owned(),
            pattern,
        });
        Ok(self)
    }

    /// Returns how many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Returns whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Returns the rule of this number in words: `ignore shop.Order#created`.
    pub fn told(&self, rule: usize) -> Option<String> {
        let rule = self.rules.get(rule)?;
        Some(format!("{} {}", rule.action.name(), rule.text))
    }

    pub(super) fn action(&self, rule: usize) -> Option<&Action> {
        self.rules.get(rule).map(|rule| &rule.action)
    }

    /// The rules for a field of a class.
    pub(super) fn of_field(&self, class: &str, field: &str) -> impl Iterator<Item = usize> {
        let rules = self.fields.get(class).map(Vec::as_slice);
        let rules = rules.unwrap_or_default().iter();
        rules.filter_map(move |(name, rule)| {
            let is_it = name.as_deref().is_none_or(|name| name == field);
            is_it.then_some(*rule)
        })
    }

    /// The rules for objects of a class.
    pub(super) fn of_class(&self, class: &str) -> &[usize] {
        self.classes.get(class).map_or(&[], Vec::as_slice)
    }

    /// What digests leave out: a difference there may be none.
    pub(super) fn leaves_out(&self) -> LeavesOut<'_> {
        let mut out = LeavesOut::default();
        for rule in &self.rules {
            if matches!(rule.action, Action::Unordered) {
                out.orders = true;
                continue;
            }
            match (&rule.pattern, rule.pattern.last_name()) {
                (Pattern::Class(class), _) => out.classes.push(class),
                (_, Some(name)) => out.names.push(name),
                (Pattern::Field(class, _), None) => out.fields_of.push(class),
                (Pattern::Path(_), None) => out.all_inner = true,
            }
        }
        out
    }
}

/// What digests leave out. It may be more than the rules are for: then fewer things are told apart
/// by their digests, and more by being walked.
#[derive(Debug, Default)]
pub(super) struct LeavesOut<'r> {
    pub(super) names: Vec<&'r str>,
    pub(super) classes: Vec<&'r str>,
    pub(super) fields_of: Vec<&'r str>,
    /// The order of lists.
    pub(super) orders: bool,
    /// All that is in anything.
    pub(super) all_inner: bool,
}
