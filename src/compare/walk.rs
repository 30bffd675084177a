//! The walk through two graphs in lock-step: what stands at one place on both sides is compared,
//! and what is in it comes next. What is still to come is kept on a stack of its own.

use super::classes::ClassPairs;
use super::difference::{Difference, Found, What};
use super::digest::Digests;
use super::pairs::Pairs;
use super::path::{About, At, Paths, Step};
use super::plan::{FieldPlan, Plans};
use super::rules::{Action, Rules};
use super::told;
use crate::FieldValue;
use crate::graph::{Graph, NodeId, Value};

/// Two objects that stand at one place, and have yet to be compared.
#[derive(Debug, Clone, Copy)]
struct Todo {
    from: At,
    step: Step,
    about: About,
    old: NodeId,
    new: NodeId,
}

/// The walk through two graphs.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) old: &'a Graph,
    pub(super) new: &'a Graph,
    pub(super) rules: &'a Rules,
    pub(super) plans: Plans,
    pub(super) classes: ClassPairs,
    pub(super) pairs: Pairs,
    pub(super) paths: Paths,
    pub(super) digests: (Digests<'a>, Digests<'a>),
    pub(super) found: Found,
    /// How often each rule was needed, or looked at something.
    pub(super) uses: Vec<u64>,
    /// The messages that are compared.
    pub(super) messages: (Option<usize>, Option<usize>),
    /// The text, number or date in which a difference has been told.
    told_leaf: Option<(NodeId, NodeId)>,
    todo: Vec<Todo>,
    /// Whether one difference is enough to know.
    is_trial: bool,
}

/// What rules say of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruled {
    Compare { is_unordered: bool },
    Skip,
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: &'a Graph, new: &'a Graph, rules: &'a Rules) -> Self {
        Walk {
            old,
            new,
            rules,
            plans: Plans::default(),
            classes: ClassPairs::default(),
            pairs: Pairs::new(old.len(), new.len()),
            paths: Paths::new(&rules.patterns),
            digests: (Digests::new(old, rules), Digests::new(new, rules)),
            found: Found::default(),
            uses: vec![0; rules.len()],
            messages: (None, None),
            told_leaf: None,
            todo: Vec::new(),
            is_trial: false,
        }
    }

    /// Compares two objects as the values of messages, and all that is in them.
    pub(super) fn objects(&mut self, old: Value, new: Value) {
        self.told_leaf = None;
        self.paths.back_to(At::TOP);
        let (old, new) = (FieldValue::Reference(old), FieldValue::Reference(new));
        self.child(At::TOP, Step::Through, None, old, new);
        self.run();
    }

    /// Whether two objects are the same. If they are not, all that was noted of them is forgotten,
    /// and what differs is not told.
    pub(super) fn are_same(&mut self, old: Value, new: Value) -> bool {
        let uses = self.uses.clone();
        let found = std::mem::take(&mut self.found);
        self.is_trial = true;
        self.pairs.try_out();
        self.objects(old, new);
        self.is_trial = false;
        let are_same = std::mem::replace(&mut self.found, found).count == 0;
        if !are_same {
            self.pairs.forget();
            self.classes.forget();
            self.uses = uses;
        }
        self.pairs.keep();
        are_same
    }

    fn run(&mut self) {
        while let Some(todo) = self.todo.pop() {
            if self.is_trial && self.found.count > 0 {
                self.todo.clear();
                return;
            }
            self.paths.back_to(todo.from);
            let at = self.go(todo.from, todo.step, todo.about);
            let before = self.todo.len();
            self.node(at, todo.old, todo.new);
            if let Some(came) = self.todo.get_mut(before..) {
                came.reverse();
            }
        }
    }

    fn go(&mut self, from: At, step: Step, about: About) -> At {
        let graphs = (self.old, self.new);
        self.paths
            .go(from, step, about, &self.rules.patterns, graphs)
    }

    /// What holds for what a step leads to.
    fn about(&self, from: At, step: Step, field: Option<&FieldPlan>) -> About {
        let mut about = self.paths.about(from);
        if step != Step::Through {
            about.is_unordered = false;
        }
        if let Some(field) = field
            && (step != Step::Through || about.field.is_none())
        {
            about.field = Some(field.told);
        }
        about
    }

    /// Makes room for so many objects that have yet to be compared.
    pub(super) fn expect(&mut self, count: usize) {
        self.todo.reserve_exact(count);
    }

    /// A step, which has no name of its own inside a text, number or date.
    fn named(&self, from: At, step: Step) -> Step {
        match self.paths.about(from).leaf {
            Some(_) => Step::Through,
            None => step,
        }
    }

    /// Compares what a step leads to: primitive values at once, objects when their turn comes.
    pub(super) fn child(
        &mut self,
        from: At,
        step: Step,
        field: Option<&FieldPlan>,
        old: FieldValue,
        new: FieldValue,
    ) {
        let step = self.named(from, step);
        let mut is_unordered = false;
        if !self.rules.is_empty() {
            match self.ruled(from, step, field, old, new) {
                Ruled::Skip => return,
                Ruled::Compare { is_unordered: is } => is_unordered = is,
            }
        }
        match (old, new) {
            (FieldValue::Reference(None), FieldValue::Reference(None)) => {}
            (FieldValue::Reference(Some(old)), FieldValue::Reference(Some(new))) => {
                let mut about = self.about(from, step, field);
                about.is_unordered |= is_unordered;
                self.todo.push(Todo {
                    from,
                    step,
                    about,
                    old,
                    new,
                });
            }
            _ if are_alike(old, new) => {}
            _ => self.differ(from, step, field, old, new),
        }
    }

    /// What the rules for the place say of two values.
    fn ruled(
        &mut self,
        from: At,
        step: Step,
        field: Option<&FieldPlan>,
        old: FieldValue,
        new: FieldValue,
    ) -> Ruled {
        let patterns = &self.rules.patterns;
        let graphs = (self.old, self.new);
        let mut rules: Vec<usize> = match patterns.is_empty() {
            true => Vec::new(),
            false => {
                let marks = self.paths.marks_after(from, step, patterns, graphs);
                patterns.ended(&marks).collect()
            }
        };
        rules.extend(field.into_iter().flat_map(|field| &field.rules));
        self.obey(&rules, old, new)
    }

    /// What these rules say of two values.
    pub(super) fn obey(&mut self, rules: &[usize], old: FieldValue, new: FieldValue) -> Ruled {
        let mut is_unordered = false;
        for &rule in rules {
            let is_needed = match self.rules.action(rule) {
                None => continue,
                Some(Action::Ignore) => true,
                Some(Action::Unordered) => {
                    is_unordered = true;
                    self.use_rule(rule);
                    continue;
                }
                Some(Action::SameClass) => match (old, new) {
                    (FieldValue::Reference(Some(one)), FieldValue::Reference(Some(other))) => {
                        self.old.class_told(one) == self.new.class_told(other)
                    }
                    _ => std::mem::discriminant(&old) == std::mem::discriminant(&new),
                },
                Some(Action::Matches(regex)) => {
                    let matches = |graph: &Graph, value: FieldValue| {
                        told::text(graph, value).is_some_and(|text| regex.is_match(&text))
                    };
                    matches(self.old, old) && matches(self.new, new)
                }
                Some(Action::Within { most, is_time }) => {
                    let number = match is_time {
                        true => told::seconds,
                        false => told::number,
                    };
                    let numbers = number(self.old, old).zip(number(self.new, new));
                    // Numbers that are read from decimal digits are not quite what they say.
                    let most = most * (1.0 + 1e-9);
                    numbers.is_some_and(|(one, other)| (one - other).abs() <= most)
                }
            };
            if is_needed {
                self.use_rule(rule);
                return Ruled::Skip;
            }
        }
        Ruled::Compare { is_unordered }
    }

    fn use_rule(&mut self, rule: usize) {
        if let Some(uses) = self.uses.get_mut(rule) {
            *uses = uses.saturating_add(1);
        }
    }

    /// Tells of two values at the end of a step that they differ.
    pub(super) fn differ(
        &mut self,
        from: At,
        step: Step,
        field: Option<&FieldPlan>,
        old: FieldValue,
        new: FieldValue,
    ) {
        let told = || {
            let (one, other) = (told::value(self.old, old), told::value(self.new, new));
            (Some(one), Some(other))
        };
        let sides = match self.is_trial {
            true => (None, None),
            false => told(),
        };
        self.tell_at(from, step, field, What::Value, sides);
    }

    /// Tells of a difference at the end of a step.
    pub(super) fn tell_at(
        &mut self,
        from: At,
        step: Step,
        field: Option<&FieldPlan>,
        what: What,
        sides: (Option<String>, Option<String>),
    ) {
        let step = self.named(from, step);
        let about = self.about(from, step, field);
        self.paths.back_to(from);
        let at = self.go(from, step, about);
        self.tell(at, what, sides);
        self.paths.back_to(from);
    }

    /// Tells of a difference at a place.
    pub(super) fn tell(&mut self, at: At, what: What, sides: (Option<String>, Option<String>)) {
        let about = self.paths.about(at);
        let mut sides = sides;
        let mut what = what;
        if let Some(leaf) = about.leaf {
            // What is inside has no name: the whole is told, once.
            if self.told_leaf.replace(leaf) == Some(leaf) {
                return;
            }
            if what != What::Sharing {
                what = What::Value;
            }
            let one = told::value(self.old, FieldValue::Reference(Some(leaf.0)));
            let other = told::value(self.new, FieldValue::Reference(Some(leaf.1)));
            sides = (Some(one), Some(other));
        }
        let (path, general) = self.paths.told(at, (self.old, self.new));
        self.found.push(Difference {
            path,
            general,
            place: about.field.map(|name| self.paths.text(name).to_owned()),
            what,
            old: sides.0,
            new: sides.1,
            messages: self.messages,
            from: None,
        });
    }

    /// Tells where the descriptions of a class differ.
    pub(super) fn tell_class(&mut self, class: String, old: String, new: String) {
        self.found.push(Difference {
            general: format!("{class} (class)"),
            path: class,
            place: None,
            what: What::Class,
            old: Some(old),
            new: Some(new),
            messages: self.messages,
            from: None,
        });
    }

    /// What holds for all that is in an object: the numbers in a date have no names, say.
    pub(super) fn within(&mut self, at: At, change: impl FnOnce(&mut About)) {
        self.paths.change(at, change);
    }
}

/// Whether two primitive values are alike to a reader. NaN is: its bits are lost in a JVM.
pub(super) fn are_alike(old: FieldValue, new: FieldValue) -> bool {
    match (old, new) {
        (FieldValue::Double(old), FieldValue::Double(new)) => {
            old.to_bits() == new.to_bits() || old.is_nan() && new.is_nan()
        }
        (FieldValue::Float(old), FieldValue::Float(new)) => {
            old.to_bits() == new.to_bits() || old.is_nan() && new.is_nan()
        }
        _ => old == new,
    }
}
