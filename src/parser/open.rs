//! What a run of values has opened, as long as it goes on.

use super::rule::Rule;
use super::values::Place;
use crate::class::shape::ClassIndex;

/// What runs need from one to the next.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// What a run has opened; nothing between two runs.
    open: Vec<Open>,
    /// How many values what was open before the run still has, and their place.
    before: (u32, Place),
    /// How many places were made for values that were only announced, since `forgotten`.
    placed: u64,
    /// Where handles last started again.
    forgotten: u64,
}

impl Runs {
    /// Handles start again, after `offset` bytes.
    pub(super) fn forget(&mut self, offset: u64) {
        self.placed = 0;
        self.forgotten = offset;
    }

    /// How many places may still be made for values that are only announced, when the stream
    /// has come as far as `end`.
    pub(super) fn places(&self, end: u64) -> u64 {
        end.saturating_sub(self.forgotten)
            .saturating_sub(self.placed)
    }

    /// Takes note that so many were made.
    pub(super) fn placed(&mut self, count: u64) {
        self.placed = self.placed.saturating_add(count);
    }

    /// How much memory they hold.
    pub(super) fn memory(&self) -> usize {
        self.open.capacity().saturating_mul(size_of::<Open>())
    }

    /// How many things are open, annotations among them.
    #[inline(always)]
    pub(super) fn height(&self) -> usize {
        self.open.len()
    }

    /// What was opened last.
    #[inline(always)]
    pub(super) fn last(&self) -> Option<&Open> {
        self.open.last()
    }

    #[inline(always)]
    pub(super) fn last_mut(&mut self) -> Option<&mut Open> {
        self.open.last_mut()
    }

    /// What was opened after `height` others.
    pub(super) fn get(&self, height: usize) -> Option<Open> {
        self.open.get(height).copied()
    }

    /// Opens something: what was opened last still has so many values, and this is their place.
    #[inline(always)]
    pub(super) fn enter(&mut self, left: u32, place: Place, open: Open) {
        match self.open.last_mut() {
            Some(outer) => (outer.left, outer.place) = (left, place),
            None => self.before = (left, place),
        }
        self.open.push(open);
    }

    /// Forgets what was opened last. How many values what is around it still has, and their place.
    #[inline(always)]
    pub(super) fn leave(&mut self) -> (u32, Place) {
        self.open.pop();
        match self.open.last() {
            Some(outer) => (outer.left, outer.place),
            None => self.before,
        }
    }

    /// How many values what was open before the run still has, and their place.
    #[inline(always)]
    pub(super) fn before(&self) -> (u32, Place) {
        self.before
    }

    /// The run has ended.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }
}

/// What holds values, when a run has opened it: another in it is read, or its values are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    /// How many values it still had, and their place, when the other was opened.
    left: u32,
    place: Place,
    /// After how many others it was given its handle.
    index: u32,
    class: ClassIndex,
    form: Form,
}

/// What is open, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form(u32);

impl Form {
    /// An array. Its length follows: none is this long.
    const ARRAY: u32 = 1 << 31;
    /// An object at a level whose annotation is still to come. The class of the level follows.
    const ANNOTATED: u32 = 1 << 30;
    /// Of its hierarchy, a class below has data as well.
    const MORE: u32 = 1 << 29;
    /// An annotation.
    const ANNOTATION: Form = Form(!Self::ARRAY);

    /// An object at a level. `None` of a class that has too many before it.
    pub(super) fn of_level(level: ClassIndex, is_annotated: bool, has_more: bool) -> Option<Form> {
        let number = level.number();
        let annotated = if is_annotated { Self::ANNOTATED } else { 0 };
        let more = if has_more { Self::MORE } else { 0 };
        (number < Self::MORE - 1).then_some(Form(number | annotated | more))
    }
}

impl Open {
    /// In place of how many fields an object still has, once its annotation has begun at this level
    /// or the next level could not be read: no class has as many.
    pub(super) const BEHIND: u32 = u32::MAX;

    #[inline(always)]
    pub(super) fn object(index: u32, class: ClassIndex, form: Form) -> Open {
        Open {
            left: 0,
            place: Place(0),
            index,
            class,
            form,
        }
    }

    #[inline(always)]
    pub(super) fn array(index: u32, class: ClassIndex, length: u32) -> Open {
        Self::object(index, class, Form(Form::ARRAY | length))
    }

    /// The annotation of this object.
    pub(super) fn annotation(self) -> Open {
        Open {
            form: Form::ANNOTATION,
            ..self
        }
    }

    pub(super) fn is_annotation(&self) -> bool {
        self.form == Form::ANNOTATION
    }

    /// Whether it is an object of which more follows when the values of its level have come.
    #[inline(always)]
    pub(super) fn is_followed(&self) -> bool {
        const FOLLOWED: u32 = Form::ANNOTATED | Form::MORE;

        self.form.0 < Form::ARRAY && self.form.0 & FOLLOWED != 0
    }

    /// Whether that is an annotation. If so, it comes now.
    pub(super) fn take_annotation(&mut self) -> bool {
        let is_annotated = self.form.0 & Form::ANNOTATED != 0;
        self.form.0 &= !Form::ANNOTATED;
        is_annotated
    }

    /// The class of the object, and that of its level.
    pub(super) fn classes(&self) -> (ClassIndex, ClassIndex) {
        let level = self.form.0 & !(Form::ARRAY | Form::ANNOTATED | Form::MORE);
        (self.class, ClassIndex::of_number(level))
    }

    /// Goes on to another level.
    pub(super) fn go_to(&mut self, form: Form) {
        self.form = form;
    }

    /// Takes note of how many values it still has, and of their place.
    pub(super) fn keep(&mut self, left: u32, place: Place) {
        (self.left, self.place) = (left, place);
    }

    /// After how many others it was given its handle, and the place of its next value.
    pub(super) fn place(&self) -> (u32, Place) {
        (self.index, self.place)
    }

    /// How it goes on without a run.
    pub(super) fn rule(self) -> Rule {
        let Open { class, left, .. } = self;
        if self.is_annotation() {
            let objects = u32::MAX.saturating_sub(left);
            return Rule::Annotation { objects };
        }
        if let Some(length) = self.form.0.checked_sub(Form::ARRAY) {
            return Rule::Elements {
                class,
                length,
                left,
            };
        }
        let (leaf, level) = self.classes();
        match left {
            Self::BEHIND => Rule::ClassData { leaf, level },
            left => Rule::ObjectFields { leaf, level, left },
        }
    }
}
