//! Collections whose number of elements is not what they say: their JSON says so too, for
//! `encode` would make it right.

use super::bracket::{Bracket, Inside, Object, Part};
use super::writer::Writer;
use crate::inspect::json::counted::{Counted, int_at};

/// A class that counts its elements.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    pub(super) counted: &'static Counted,
    /// Where the number stands among the bytes of its primitive fields.
    pub(super) size_at: Option<usize>,
}

/// What has been seen of the elements of one object.
#[derive(Debug)]
pub(super) struct Counting {
    count: Count,
    objects: usize,
    /// How many of them, up to the last, are null.
    nulls: usize,
    /// The objects that came up to the last null.
    null_at: usize,
    /// What its field says, and its data.
    size: Option<i32>,
    told: Option<i32>,
    blocks: usize,
    /// It is not written as the JDK writes it.
    is_odd: bool,
}

impl Counting {
    fn new(count: Count) -> Self {
        Counting {
            count,
            objects: 0,
            nulls: 0,
            null_at: 0,
            size: None,
            told: None,
            blocks: 0,
            is_odd: false,
        }
    }

    fn is_right(&self) -> bool {
        let counted = self.count.counted;
        let right = |told: Option<i32>, elements: usize| {
            told.is_some_and(|told| usize::try_from(told) == Ok(elements))
        };
        let nulls = if self.null_at == self.objects {
            self.nulls
        } else {
            0
        };
        let objects = self.objects.checked_sub(counted.lead);
        let Some(elements) = objects.and_then(|objects| counted.elements(objects)) else {
            return false;
        };
        !self.is_odd
            && nulls >= counted.nulls
            && self.blocks == usize::from(counted.data > 0)
            && (counted.field.is_none() || right(self.size, elements))
            && (counted.count_at.is_none() || right(self.told, elements))
    }
}

impl Writer<'_> {
    /// Begins to count, where a class of an object does.
    pub(super) fn begin_count(&mut self, count: Count) {
        self.counts.push(Counting::new(count));
    }

    /// The primitive fields of a class that counts.
    #[cold]
    pub(super) fn count_fields(&mut self, bytes: &[u8]) {
        if let Some(counting) = self.counts.last_mut() {
            counting.size = counting.count.size_at.and_then(|at| int_at(bytes, at));
        }
    }

    /// Primitive data; `None` for what the JDK frames differently.
    pub(super) fn count_data(&mut self, bytes: Option<&[u8]>) {
        if !self.is_counting() {
            return;
        }
        let Some(counting) = self.counts.last_mut() else {
            return;
        };
        let counted = counting.count.counted;
        counting.blocks = counting.blocks.saturating_add(1);
        match bytes.filter(|bytes| bytes.len() == counted.data) {
            Some(bytes) if counting.objects == counted.lead => {
                counting.told = counted.count_at.and_then(|at| int_at(bytes, at));
            }
            _ => counting.is_odd = true,
        }
    }

    /// A null comes.
    pub(super) fn count_null(&mut self) {
        if !self.is_counting() {
            return;
        }
        if let Some(counting) = self.counts.last_mut() {
            let goes_on = counting.null_at == counting.objects;
            let before = if goes_on { counting.nulls } else { 0 };
            counting.nulls = before.saturating_add(1);
            counting.null_at = counting.objects.saturating_add(1);
        }
    }

    fn is_counting(&self) -> bool {
        matches!(
            self.brackets.last(),
            Some(Bracket {
                inside: Inside::Object(Object {
                    is_counted: true,
                    part: Part::Data,
                    ..
                }),
                ..
            })
        )
    }

    /// Ends the data of a class that counts. Whether it has counted right.
    pub(super) fn end_count(&mut self) -> bool {
        self.counts.pop().is_some_and(|counts| counts.is_right())
    }
}

/// Counts an object that is whole.
#[inline]
pub(super) fn count_object(counts: &mut [Counting]) {
    if let Some(counting) = counts.last_mut() {
        counting.objects = counting.objects.saturating_add(1);
    }
}
