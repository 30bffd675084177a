//! Where in a message the walk is: the steps from its top down to what is compared.

use std::fmt::Write as _;

use super::pattern::{Marks, Patterns, Seen};
use super::told;
use crate::graph::{Graph, NodeId};

/// How many steps of a path are shown: all of a short one, the last of a long one.
const LONG_PATH: u32 = 32;
const LAST_STEPS: u32 = 8;

/// Longer keys are cut short.
const LONG_KEY: usize = 64;

/// A name that stands in steps, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Name(pub(super) u32);

/// The way from an object to something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To what it wraps, which goes by the same path.
    Through,
    Field(Name),
    Index(u32),
    /// To one of the things that a class wrote by itself: two steps.
    Item(Name, u32),
    /// To the value of this key, a node of the old graph or of the new one.
    Key {
        key: Option<NodeId>,
        is_new: bool,
    },
}

/// Which of its places a path has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(u32);

impl At {
    /// The top of the message.
    pub(super) const TOP: At = At(0);
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    parent: u32,
    depth: u32,
    step: Step,
    about: About,
}

/// What holds for all that a path leads to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    /// The text, number or date in whose inner parts the walk is: they have no names for a reader.
    pub(super) leaf: Option<(NodeId, NodeId)>,
    /// Whether the order of what is held there does not count.
    pub(super) is_unordered: bool,
    /// Whether it stands in a copy, whose parts are copies too.
    pub(super) is_copy: bool,
    /// The class and field that led there, by its number.
    pub(super) field: Option<Name>,
}

/// The steps to what is compared, as a stack: a place is forgotten when the walk has left it.
#[derive(Debug)]
pub(super) struct Paths {
    entries: Vec<Entry>,
    marks: Vec<Marks>,
    names: Vec<Box<str>>,
}

impl Paths {
    pub(super) fn new(patterns: &Patterns) -> Self {
        Paths {
            entries: vec![Entry {
                parent: 0,
                depth: 0,
                step: Step::Through,
                about: About::default(),
            }],
            marks: patterns.begin().into_iter().collect(),
            names: Vec::new(),
        }
    }

    /// The number of a name, which is a new one each time.
    pub(super) fn name(&mut self, name: &str) -> Name {
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.into());
        Name(number)
    }

    pub(super) fn text(&self, name: Name) -> &str {
        let index = usize::try_from(name.0).unwrap_or(usize::MAX);
        self.names.get(index).map_or("", |name| name)
    }

    pub(super) fn about(&self, at: At) -> About {
        self.entry(at.0)
            .map_or(About::default(), |entry| entry.about)
    }

    /// Changes what holds for all that a place leads to.
    pub(super) fn change(&mut self, at: At, change: impl FnOnce(&mut About)) {
        let entry = usize::try_from(at.0).ok();
        if let Some(entry) = entry.and_then(|at| self.entries.get_mut(at)) {
            change(&mut entry.about);
        }
    }

    fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(at).ok()?)
    }

    /// Forgets all that came after `at`: the walk is there again.
    pub(super) fn back_to(&mut self, at: At) {
        let count = usize::try_from(at.0)
            .unwrap_or(usize::MAX)
            .saturating_add(1);
        self.entries.truncate(count);
        if !self.marks.is_empty() {
            self.marks.truncate(count);
        }
    }

    /// Goes a step further from a place that is not forgotten.
    pub(super) fn go(
        &mut self,
        from: At,
        step: Step,
        about: About,
        patterns: &Patterns,
        graphs: (&Graph, &Graph),
    ) -> At {
        if !self.marks.is_empty() {
            let marks = self.marks_after(from, step, patterns, graphs);
            self.marks.push(marks);
        }
        let depth = self.entry(from.0).map_or(0, |entry| entry.depth);
        let further = u32::from(step != Step::Through);
        let at = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry {
            parent: from.0,
            depth: depth.saturating_add(further),
            step,
            about,
        });
        At(at)
    }

    /// How far the patterns have come with this step.
    pub(super) fn marks_after(
        &self,
        from: At,
        step: Step,
        patterns: &Patterns,
        graphs: (&Graph, &Graph),
    ) -> Marks {
        let index = usize::try_from(from.0).unwrap_or(usize::MAX);
        let Some(before) = self.marks.get(index) else {
            return Marks::default();
        };
        match step {
            Step::Through => before.clone(),
            Step::Field(name) => patterns.after(before, Seen::Name(self.text(name))),
            Step::Index(index) => patterns.after(before, Seen::Index(index)),
            Step::Item(name, index) => {
                let named = patterns.after(before, Seen::Name(self.text(name)));
                patterns.after(&named, Seen::Index(index))
            }
            Step::Key { key, is_new } => {
                let graph = if is_new { graphs.1 } else { graphs.0 };
                let key = told::key(graph, key, usize::MAX);
                patterns.after(before, Seen::Name(&key))
            }
        }
    }

    /// The path in words: `$.lines[3].price`, and the same for all elements and keys alike:
    /// `$.lines[*].price`.
    pub(super) fn told(&self, at: At, graphs: (&Graph, &Graph)) -> (String, String) {
        let mut steps = Vec::new();
        let mut entry = self.entry(at.0);
        let is_long = entry.is_some_and(|entry| entry.depth > LONG_PATH);
        let most = if is_long { LAST_STEPS } else { LONG_PATH };
        let mut index = at.0;
        while let Some(here) = entry {
            if here.step != Step::Through {
                steps.push(here.step);
            }
            if index == 0 || steps.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
                break;
            }
            index = here.parent;
            entry = self.entry(index);
        }
        let mut path = "$".to_owned();
        if is_long {
            path.push_str(" … ");
        }
        let mut general = path.clone();
        for step in steps.into_iter().rev() {
            match step {
                Step::Through => {}
                Step::Field(name) => {
                    let name = self.text(name);
                    push_name(&mut path, name);
                    push_name(&mut general, name);
                }
                Step::Item(name, index) => {
                    let name = self.text(name);
                    push_name(&mut path, name);
                    push_name(&mut general, name);
                    let _ = write!(path, "[{index}]");
                    general.push_str("[*]");
                }
                Step::Index(index) => {
                    let _ = write!(path, "[{index}]");
                    general.push_str("[*]");
                }
                Step::Key { key, is_new } => {
                    let graph = if is_new { graphs.1 } else { graphs.0 };
                    push_name(&mut path, &told::key(graph, key, LONG_KEY));
                    general.push_str("[*]");
                }
            }
        }
        (path, general)
    }
}

/// Appends `.name`, or `['a name']` where that is needed (RFC 9535, section 2.5.1).
pub(super) fn push_name(path: &mut String, name: &str) {
    if is_word(name) {
        path.push('.');
        path.push_str(name);
    } else {
        push_quoted(path, name);
    }
}

fn push_quoted(path: &mut String, name: &str) {
    path.push_str("['");
    for character in name.chars() {
        match character {
            '\'' | '\\' => {
                path.push('\\');
                path.push(character);
            }
            '\n' => path.push_str("\\n"),
            '\r' => path.push_str("\\r"),
            '\t' => path.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(path, "\\u{:04x}", u32::from(control));
            }
            other => path.push(other),
        }
    }
    path.push_str("']");
}

fn is_word(name: &str) -> bool {
    let is_first = |it: char| it.is_ascii_alphabetic() || it == '_' || !it.is_ascii();
    name.starts_with(is_first) && name.chars().all(|it| is_first(it) || it.is_ascii_digit())
}
