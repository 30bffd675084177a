//! A run of values: one loop, which keeps what it opens to itself until it ends.

use super::classes::RunClass;
use super::handles::HandleKind;
use super::open::{Form, Open};
use super::values::{Front, Place, Values};
use super::{CHUNK, Parser, to_u64};
use crate::codes::{
    BASE_WIRE_HANDLE, TC_ARRAY, TC_BLOCKDATA, TC_ENDBLOCKDATA, TC_NULL, TC_OBJECT, TC_REFERENCE,
    TC_STRING,
};
use crate::event::Handle;
use crate::text::mutf8;

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
    /// How many more blocks are allowed.
    pub(super) blocks: u64,
    /// How many things may be open at once, with the annotations that are: those are no deeper.
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
        let places = plain.places;
        self.claim(places, behind)?;
        let index = self.parser.handles.assign_next(HandleKind::Other);
        let values = &mut self.values;
        let own = values.object(&mut self.place, class.class, primitives, places);
        self.rest = behind;
        self.left = self.left.wrapping_sub(1);
        if places > 0 {
            let open = Open::object(index, class.class, plain.form);
            self.enter(open, plain.object_fields, own);
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
            self.enter(Open::array(index, class.class, length), length, own);
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
        if count > to_u64(behind.len()) || self.parser.runs.height() >= self.deepest {
            return None;
        }
        self.places = self.places.checked_sub(count)?;
        Some(())
    }

    /// Goes into what was read last: so many values come next, and this is their place.
    #[inline(always)]
    fn enter(&mut self, open: Open, left: u32, place: Place) {
        self.parser.runs.enter(self.left, self.place, open);
        self.left = left;
        self.place = place;
    }

    /// Leaves what has no values left. Whether it did: of an object more may follow, and what was
    /// open before the run is left by others.
    #[inline(always)]
    pub(super) fn leave(&mut self) -> bool {
        while self.left == 0 {
            match self.parser.runs.last() {
                Some(open) if !open.is_followed() => {
                    self.values.end();
                    (self.left, self.place) = self.parser.runs.leave();
                }
                _ => return false,
            }
        }
        true
    }

    /// Reads on where no value comes: a part of an annotation, or what follows the fields of an
    /// object.
    #[inline(always)]
    pub(super) fn further(&mut self) -> Option<()> {
        if self.left > 0 {
            self.annotated()?;
        }
        while !self.leave() {
            self.follow()?;
        }
        Some(())
    }

    /// Goes on in an object where the values of one level have come.
    #[inline(always)]
    fn follow(&mut self) -> Option<()> {
        let open = self.parser.runs.last_mut()?;
        if !open.take_annotation() {
            return self.next_level();
        }
        let annotation = open.annotation();
        let own = self.values.annotation();
        self.left = Open::BEHIND;
        self.enter(annotation, u32::MAX, own);
        self.deepest = self.deepest.saturating_add(1);
        Some(())
    }

    /// `None` if the primitive values of the level are not whole: it is left to others.
    #[inline(always)]
    fn next_level(&mut self) -> Option<()> {
        let open = self.parser.runs.last_mut()?;
        let (leaf, level) = open.classes();
        self.left = Open::BEHIND;
        let classes = &self.parser.classes;
        let level = classes.below(leaf, level)?;
        let shape = classes.get(level)?.shape();
        let has_more = classes.below(leaf, level).is_some();
        let form = Form::of_level(level, shape.has_annotation(), has_more)?;
        let bytes = usize::try_from(shape.primitive_bytes).ok()?;
        let (primitives, behind) = Front::split(self.rest, bytes)?;
        self.values.level(&mut self.place, primitives);
        self.rest = behind;
        self.left = shape.object_fields;
        open.go_to(form);
        Some(())
    }

    /// A block in an annotation that was opened in this run, or the end of it.
    #[inline(always)]
    fn annotated(&mut self) -> Option<()> {
        self.parser
            .runs
            .last()
            .filter(|open| open.is_annotation())?;
        let (&code, behind) = self.rest.split_first()?;
        match code {
            TC_BLOCKDATA => {
                let (&length, behind) = behind.split_first()?;
                let (bytes, behind) = Front::split(behind, length.into())?;
                self.blocks = self.blocks.checked_sub(1)?;
                self.values.block(&mut self.place, bytes);
                self.rest = behind;
            }
            TC_ENDBLOCKDATA => {
                let own = self.place;
                (_, self.place) = self.parser.runs.leave();
                self.left = 0;
                self.deepest = self.deepest.saturating_sub(1);
                self.values.end_annotation(own, &mut self.place);
                self.rest = behind;
            }
            _ => return None,
        }
        Some(())
    }

    /// Puts what is still open on the stack.
    pub(super) fn end(self) {
        let Run {
            left,
            place,
            parser,
            values,
            ..
        } = self;
        // Most runs end in what was open before them.
        let Some(open) = parser.runs.last_mut() else {
            parser.put_left(left);
            values.move_to(place);
            return;
        };
        open.keep(left, place);
        let (left_before, place_before) = parser.runs.before();
        parser.put_left(left_before);
        values.move_to(place_before);
        // They stay where they are: to move the list would stall the processor.
        let mut opened = 0;
        while let Some(open) = parser.runs.get(opened) {
            let (index, place) = open.place();
            if open.is_annotation() {
                parser.rules.push(open.rule());
                values.annotation_stays_open(place);
            } else {
                parser.rules.push_deeper(open.rule());
                values.stays_open(index, place);
            }
            opened = opened.wrapping_add(1);
        }
        parser.runs.clear();
    }
}
