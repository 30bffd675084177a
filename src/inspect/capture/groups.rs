//! Characters that stand apart on a line: as groups of one text, or as columns of several.

use super::decoder::Wrong;

/// The groups of one line.
#[derive(Debug)]
pub(super) struct Groups {
    /// Whether groups of any length may stand beside a first of this one: what is long and stands
    /// beside something shorter may have another column beside it.
    is_group: fn(usize) -> bool,
    /// How long the first of them is, and whether another was as long.
    first: usize,
    is_regular: bool,
    /// How many characters of this one have come.
    length: usize,
}

impl Groups {
    pub(super) fn new(is_group: fn(usize) -> bool) -> Self {
        Groups {
            is_group,
            first: 0,
            is_regular: false,
            length: 0,
        }
    }

    /// A character of a group.
    pub(super) fn push(&mut self) {
        self.length = self.length.saturating_add(1);
    }

    /// A group ends, inside the line or with it.
    pub(super) fn end(&mut self) -> Result<(), Wrong> {
        let length = std::mem::take(&mut self.length);
        if length == 0 {
            return Ok(());
        }
        if self.first == 0 {
            self.first = length;
            return Ok(());
        }
        self.is_regular |= length == self.first;
        match self.is_regular || (self.is_group)(self.first) {
            true => Ok(()),
            false => Err(Wrong::Line(format!(
                "{length} characters stand apart from the {first} before them, as another column \
                 does: give the text of one stream, and nothing else",
                first = self.first
            ))),
        }
    }

    /// The line ends, and its last group.
    pub(super) fn end_line(&mut self) -> Result<(), Wrong> {
        self.end()?;
        *self = Groups::new(self.is_group);
        Ok(())
    }
}
