//! The rules that are under way: how they begin, and end with what ends.

use super::Parser;
use super::cursor::Stop;
use super::rule::Rule;

/// The rules that are under way, in place of the call stack of a recursive reader.
#[derive(Debug, Default)]
pub(super) struct Rules {
    stack: Vec<Rule>,
    /// How deep they stand inside each other, as JEP 290 counts.
    depth: u64,
    /// How many things have ended that no event has told of.
    ends: u32,
}

impl Rules {
    /// The rule that says what comes next.
    #[inline]
    pub(super) fn top(&self) -> Option<&Rule> {
        self.stack.last()
    }

    #[inline]
    pub(super) fn top_mut(&mut self) -> Option<&mut Rule> {
        self.stack.last_mut()
    }

    #[inline]
    pub(super) fn replace(&mut self, rule: Rule) {
        if let Some(top) = self.stack.last_mut() {
            *top = rule;
        }
    }

    #[inline]
    pub(super) fn push(&mut self, rule: Rule) {
        self.stack.push(rule);
    }

    /// Adds a rule whose items stand one deeper.
    #[inline]
    pub(super) fn push_deeper(&mut self, rule: Rule) {
        self.deepen();
        self.stack.push(rule);
    }

    /// The items of the rule on top stand one deeper.
    #[inline]
    pub(super) fn deepen(&mut self) {
        self.depth = self.depth.saturating_add(1);
    }

    /// Removes the rule on top, which has no end of its own.
    #[inline]
    pub(super) fn pop(&mut self) {
        self.stack.pop();
    }

    /// Removes the rule on top, the last of something that an event began.
    #[inline]
    pub(super) fn close(&mut self) {
        self.stack.pop();
        self.end_at_once();
    }

    /// As [`close`](Self::close), where items stood one deeper.
    #[inline]
    pub(super) fn close_deeper(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.close();
    }

    /// Something ends for which there was no rule.
    #[inline]
    pub(super) fn end_at_once(&mut self) {
        self.ends = self.ends.saturating_add(1);
    }

    /// Whether something has ended that no event has told of. One now does.
    #[inline]
    pub(super) fn take_end(&mut self) -> bool {
        let ends = self.ends;
        self.ends = ends.saturating_sub(1);
        ends > 0
    }

    /// Whether an event is still to tell of something that has ended.
    #[inline]
    pub(super) fn has_end(&self) -> bool {
        self.ends > 0
    }

    /// Whether nothing is under way: the stream stands at top level.
    #[inline]
    pub(super) fn are_done(&self) -> bool {
        self.stack.is_empty() && self.ends == 0
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    #[inline]
    pub(super) fn depth(&self) -> u64 {
        self.depth
    }

    #[inline]
    pub(super) fn height(&self) -> usize {
        self.stack.len()
    }

    /// The rule that was on top when there were `height` of them.
    #[inline]
    pub(super) fn at_height(&mut self, height: usize) -> Option<&mut Rule> {
        self.stack.get_mut(height.saturating_sub(1))
    }

    /// Those from the first on.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Rule> {
        self.stack.iter()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Rule> {
        self.stack.get(index)
    }

    /// Forgets all of them, as nobody will end what is open. Items stand as deep as before.
    pub(super) fn abandon(&mut self) {
        self.stack.clear();
    }

    /// Items stand at top level again.
    fn surface(&mut self) {
        self.depth = 0;
    }

    /// How much memory they hold.
    pub(super) fn memory(&self) -> usize {
        self.stack.capacity().saturating_mul(size_of::<Rule>())
    }
}

impl Parser {
    /// `reset`: handles start again.
    pub(super) fn forget(&mut self) {
        self.handles.clear();
        self.classes.clear();
        self.runs.forget(self.offset);
    }

    /// Removes finished rules from the stack, until the one on top needs bytes.
    #[inline(always)]
    pub(super) fn settle(&mut self) -> Result<(), Stop> {
        // Most items end nothing.
        match self.rules.top() {
            None
            | Some(
                Rule::Annotation { .. }
                | Rule::ObjectFields { left: 1.., .. }
                | Rule::Elements { left: 1.., .. },
            ) => Ok(()),
            Some(_) => self.leave_finished(),
        }
    }

    fn leave_finished(&mut self) -> Result<(), Stop> {
        while let Some(rule) = self.rules.top() {
            match *rule {
                Rule::ObjectFields { left: 1.., .. }
                | Rule::UnsureFields { left: 1.., .. }
                | Rule::Elements { left: 1.., .. }
                | Rule::Annotation { .. } => return Ok(()),
                Rule::ObjectFields {
                    leaf,
                    level,
                    left: 0,
                }
                | Rule::UnsureFields {
                    leaf,
                    level,
                    left: 0,
                } => self.leave_level(leaf, level)?,
                Rule::Elements { left: 0, .. } | Rule::External { .. } => self.rules.close_deeper(),
                Rule::FieldBytes { left: 0 } | Rule::FieldTypeName { begun: true, .. } => {
                    self.rules.pop();
                }
                Rule::ClassData { leaf, level } => self.next_level(leaf, level)?,
                Rule::ElementBytes { left: 0, .. } | Rule::EnumConstantName { begun: true, .. } => {
                    self.rules.close();
                }
                Rule::Exception { begun: true } => {
                    self.rules.close();
                    self.rules.surface();
                    self.forget();
                }
                Rule::Fields { class, left: 0 } | Rule::ProxyInterfaces { class, left: 0 } => {
                    self.described(class)?;
                    return Ok(());
                }
                Rule::Parts { layout, part } if self.is_last_part(layout, part) => {
                    self.rules.close();
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }
}
