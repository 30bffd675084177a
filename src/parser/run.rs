//! A run of values: one loop, which keeps what it opens to itself until it ends.

use super::classes::RunClass;
use super::handles::HandleKind;
use super::rule::Rule;
use super::values::{Front, Place, Values};
use super::{CHUNK, Parser, to_u64};
use crate::class::shape::ClassIndex;
use crate::codes::{BASE_WIRE_HANDLE, TC_ARRAY, TC_NULL, TC_OBJECT, TC_REFERENCE, TC_STRING};
use crate::event::Handle;
use crate::text::mutf8;

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
}

/// A run under way.
pub(super) struct Run<'r, 'a, V> {
    /// What is not read yet.
    pub(super) rest: &'a [u8],
    /// How many values what is open still has, and where they go.
    pub(super) left: u32,
    pub(super) place: Place,
    /// How many more items are allowed.
    pub(super) items: u64,
    /// How many more places may be given to what is only announced.
    pub(super) places: u64,
    /// How many may be open at once.
    pub(super) deepest: usize,
    pub(super) parser: &'r mut Parser,
    pub(super) values: &'r mut V,
}

impl<'a, V: Values> Run<'_, 'a, V> {
    /// Reads one value, if it is plain and whole.
    #[inline(always)]
    pub(super) fn value(&mut self) -> Option<()> {
        let (&code, behind) = self.rest.split_first()?;
        match code {
            TC_REFERENCE => self.reference(behind)?,
            TC_STRING => self.string(behind)?,
            TC_NULL => {
                self.values.null(&mut self.place);
                self.rest = behind;
            }
            TC_OBJECT => return self.object(behind),
            TC_ARRAY => return self.array(behind),
            _ => return None,
        }
        self.left = self.left.wrapping_sub(1);
        Some(())
    }

    #[inline(always)]
    fn reference(&mut self, input: &'a [u8]) -> Option<()> {
        let (handle, behind) = input.split_first_chunk()?;
        let index = u32::from_be_bytes(*handle).wrapping_sub(BASE_WIRE_HANDLE);
        if u64::from(index) >= to_u64(self.parser.handles.len()) {
            return None;
        }
        self.values.reference(&mut self.place, index);
        self.rest = behind;
        Some(())
    }

    #[inline(always)]
    fn string(&mut self, input: &'a [u8]) -> Option<()> {
        let (length, behind) = input.split_first_chunk()?;
        let length = u16::from_be_bytes(*length);
        let (text, behind) = behind.split_at_checked(length.into())?;
        if u64::from(length) > self.parser.limits.max_string() || mutf8::check(text).is_err() {
            return None;
        }
        self.parser.handles.assign_next(HandleKind::of_string(text));
        let text = Front {
            input: input.get(2..)?,
            length: length.into(),
        };
        self.values.string(&mut self.place, text, length);
        self.rest = behind;
        Some(())
    }

    #[inline(always)]
    fn object(&mut self, input: &'a [u8]) -> Option<()> {
        let (class, behind) = self.class(input)?;
        let plain = class.plain?;
        let bytes = usize::try_from(plain.primitive_bytes).ok()?;
        let (primitives, behind) = Front::split(behind, bytes)?;
        let fields = plain.object_fields;
        self.claim(fields, behind)?;
        let index = self.parser.handles.assign_next(HandleKind::Other);
        let values = &mut self.values;
        let own = values.object(&mut self.place, class.class, primitives, fields);
        self.rest = behind;
        self.left = self.left.wrapping_sub(1);
        if fields > 0 {
            self.enter(Open {
                left: fields,
                place: own,
                index,
                class: class.class,
                form: plain.level.number(),
            });
        } else {
            self.values.end();
        }
        Some(())
    }

    #[inline(always)]
    fn array(&mut self, input: &'a [u8]) -> Option<()> {
        let (class, behind) = self.class(input)?;
        let width = class.element?;
        let (length, behind) = behind.split_first_chunk()?;
        let length = u32::from_be_bytes(*length);
        if length > self.parser.limits.max_array().min(i32::MAX.unsigned_abs()) {
            return None;
        }
        if width > 0 {
            let bytes = usize::try_from(length).ok()?.checked_mul(width.into())?;
            if bytes > CHUNK {
                return None;
            }
            let (elements, behind) = Front::split(behind, bytes)?;
            self.parser.handles.assign_next(HandleKind::Other);
            let values = &mut self.values;
            values.primitive_array(&mut self.place, class.class, length, elements);
            self.rest = behind;
            self.left = self.left.wrapping_sub(1);
            return Some(());
        }
        self.claim(length, behind)?;
        let index = self.parser.handles.assign_next(HandleKind::Other);
        let own = self.values.array(&mut self.place, class.class, length);
        self.rest = behind;
        self.left = self.left.wrapping_sub(1);
        if length > 0 {
            self.enter(Open {
                left: length,
                place: own,
                index,
                class: class.class,
                form: Open::ARRAY | length,
            });
        } else {
            self.values.end();
        }
        Some(())
    }

    /// A reference to a class descriptor.
    #[inline(always)]
    fn class(&mut self, input: &'a [u8]) -> Option<(RunClass, &'a [u8])> {
        let ([TC_REFERENCE, handle @ ..], behind) = input.split_first_chunk::<5>()? else {
            return None;
        };
        let handle = Handle::from_wire(u32::from_be_bytes(*handle));
        if let Some(class) = self.parser.classes.recent(handle) {
            return Some((class, behind));
        }
        Some((self.parser.classes.run_class(handle)?, behind))
    }

    /// Whether the places of `count` values, which have yet to be read from `behind`, may be made
    /// now. Whoever announces them may not keep the promise: so there are never more of all those
    /// than bytes that have come.
    #[inline(always)]
    fn claim(&mut self, count: u32, behind: &[u8]) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        let count = u64::from(count);
        if count > to_u64(behind.len()) || self.parser.runs.open.len() >= self.deepest {
            return None;
        }
        self.places = self.places.checked_sub(count)?;
        Some(())
    }

    /// Goes into what was read last.
    #[inline(always)]
    fn enter(&mut self, open: Open) {
        match self.parser.runs.open.last_mut() {
            Some(outer) => (outer.left, outer.place) = (self.left, self.place),
            None => self.parser.runs.before = (self.left, self.place),
        }
        self.left = open.left;
        self.place = open.place;
        self.parser.runs.open.push(open);
    }

    /// Leaves what has no values left. Whether it did: what was open before the run is left by others.
    #[inline(always)]
    pub(super) fn leave(&mut self) -> bool {
        while self.left == 0 {
            if self.parser.runs.open.pop().is_none() {
                return false;
            }
            self.values.end();
            (self.left, self.place) = match self.parser.runs.open.last() {
                Some(outer) => (outer.left, outer.place),
                None => self.parser.runs.before,
            };
        }
        true
    }

    /// Puts what is still open on the stack. How many values what is on top still has.
    pub(super) fn end(self) -> u32 {
        let Run {
            left,
            place,
            parser,
            values,
            ..
        } = self;
        // Most runs end in what was open before them.
        let Some(open) = parser.runs.open.last_mut() else {
            parser.put_left(left);
            values.move_to(place);
            return left;
        };
        (open.left, open.place) = (left, place);
        let (left_before, place_before) = parser.runs.before;
        parser.put_left(left_before);
        values.move_to(place_before);
        // They stay where they are: to move the list would stall the processor.
        let mut opened = 0;
        while let Some(&open) = parser.runs.open.get(opened) {
            parser.rules.push_deeper(open.rule());
            values.stays_open(open.index, open.place);
            opened = opened.wrapping_add(1);
        }
        parser.runs.open.clear();
        left
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
    /// Of an array, [`ARRAY`](Self::ARRAY) and its length; of an object, the class that has the data.
    form: u32,
}

impl Open {
    /// No array is this long, and there are never this many classes.
    const ARRAY: u32 = 1 << 31;

    fn rule(self) -> Rule {
        let Open { class, left, .. } = self;
        match self.form.checked_sub(Self::ARRAY) {
            Some(length) => Rule::Elements {
                class,
                length,
                left,
            },
            None => Rule::ObjectFields {
                leaf: class,
                level: ClassIndex::of_number(self.form),
                left,
            },
        }
    }
}
