//! Values that come in runs: what most of a stream of objects is made of, read
//! without going through a rule and an event for each.
//!
//! Nothing is decided here. Whatever is not plain, not whole, beyond a limit or wrong is
//! left unread: [`Parser::parse`] reads it, or says what is wrong with it.

use super::handles::HandleTable;
use super::rule::Rule;
use super::run::Run;
use super::{Parser, to_u64};
use crate::class::shape::ClassIndex;
use crate::codes::STREAM_HEADER;
use crate::error::Result;

/// How many may be open in one run: what a run keeps of them is memory besides that of the rules,
/// which the next run finds there.
const DEEPEST: usize = 256;

/// Takes values, each in the words of its [`Event`](crate::Event).
///
/// Each goes to a place, that of what is open. Classes are numbered in the order of their
/// descriptors since the last reset.
pub(crate) trait Values {
    /// How many of them it can still take.
    fn room(&self) -> u64;
    /// For how many values that are only announced it can make places.
    fn places(&self) -> u64;
    /// The header at the beginning of the stream.
    fn header(&mut self);
    /// The place of the values of what was opened last.
    fn place(&self) -> Place;
    fn null(&mut self, at: &mut Place);
    /// An object that was given its handle after `index` others since the last reset.
    fn reference(&mut self, at: &mut Place, index: u32);
    /// A `TC_STRING`, whose text has this length.
    fn string(&mut self, at: &mut Place, text: Front<'_>, length: u16);
    /// An object, with the primitives of its first class that has data, and how many other values
    /// it has in all: its object fields, and one for each annotation and the primitives of each
    /// further class. The place of the first of those.
    fn object(
        &mut self,
        at: &mut Place,
        class: ClassIndex,
        primitives: Front<'_>,
        others: u32,
    ) -> Place;
    /// The next class that has data of the object opened last, and its primitives.
    fn level(&mut self, at: &mut Place, primitives: Front<'_>);
    /// The annotation of the object opened last begins. The place of what it holds.
    fn annotation(&mut self) -> Place;
    /// A `TC_BLOCKDATA` in an annotation.
    fn block(&mut self, at: &mut Place, bytes: Front<'_>);
    /// The annotation that has its values at `own` ends. Its object goes on `at` its place.
    fn end_annotation(&mut self, own: Place, at: &mut Place);
    /// An array of `length` objects. Their place.
    fn array(&mut self, at: &mut Place, class: ClassIndex, length: u32) -> Place;
    /// A whole array of primitives.
    fn primitive_array(
        &mut self,
        at: &mut Place,
        class: ClassIndex,
        length: u32,
        elements: Front<'_>,
    );
    /// The place of the values of what was opened last is now this one.
    fn move_to(&mut self, place: Place);
    /// The object or array whose handle came after `index` others is still open, and this is the
    /// place of its next value.
    fn stays_open(&mut self, index: u32, place: Place);
    /// The same of the annotation of the object that was last said to stay open.
    fn annotation_stays_open(&mut self, place: Place);
    /// The end of an object or array of this run. Of those that were open before it, an
    /// [`Event::End`](crate::Event::End) tells.
    fn end(&mut self);
}

/// The first bytes of an input, as many as `length`, all of which are there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Front<'a> {
    pub(crate) input: &'a [u8],
    pub(crate) length: usize,
}

impl<'a> Front<'a> {
    /// The bytes, and the input after them, if they are there.
    #[inline(always)]
    pub(super) fn split(input: &'a [u8], length: usize) -> Option<(Self, &'a [u8])> {
        let behind = input.get(length..)?;
        Some((Front { input, length }, behind))
    }

    #[inline(always)]
    pub(crate) fn bytes(self) -> &'a [u8] {
        self.input.get(..self.length).unwrap_or_default()
    }
}

/// Where the next value goes. Only whoever takes the values knows what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place(pub(crate) u32);

impl Parser {
    /// Reads values from the front of `input` as long as they are plain, and gives them to
    /// `values`, with `at_top_level` those of the stream itself too. How many bytes they were read
    /// from: 0 where something else comes next.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    #[inline(never)]
    pub(crate) fn values(
        &mut self,
        input: &[u8],
        values: &mut impl Values,
        at_top_level: bool,
    ) -> Result<usize> {
        let has_header = at_top_level && self.header_due && self.rules.is_empty();
        if self.rules.has_end() || !has_header && self.left_on_top(at_top_level) == 0 {
            return Ok(0);
        }
        let allowed = self.limits.max_bytes().saturating_sub(self.offset);
        let input = match usize::try_from(allowed) {
            Ok(allowed) if allowed < input.len() => input.get(..allowed).unwrap_or_default(),
            _ => input,
        };
        let mut rest = input;
        if has_header && let Some(behind) = input.strip_prefix(&STREAM_HEADER) {
            self.header_due = false;
            values.header();
            rest = behind;
        }
        let left = self.left_on_top(at_top_level);
        if left == 0 {
            return Ok(0);
        }
        let room = values.room().min(self.items_left());
        let end = self.offset.saturating_add(to_u64(rest.len()));
        let places = self.runs.places(end).min(values.places());
        let deeper = self.limits.max_depth().saturating_sub(self.rules.depth());
        let mut run = Run {
            rest,
            left,
            place: values.place(),
            items: room,
            places,
            blocks: room,
            deepest: usize::try_from(deeper)
                .unwrap_or(usize::MAX)
                .saturating_sub(1)
                .min(DEEPEST),
            parser: self,
            values,
        };
        loop {
            while run.items > 0 && run.value().is_some() {
                run.items = run.items.wrapping_sub(1);
                if run.left == 0 && !run.leave() {
                    break;
                }
            }
            // Kept apart, for most values need none of it.
            if run.further().is_none() {
                break;
            }
        }
        let consumed = input.len().saturating_sub(run.rest.len());
        let items = room.saturating_sub(run.items);
        let placed = places.saturating_sub(run.places);
        run.end();
        self.runs.placed(placed);
        self.offset = self.offset.saturating_add(to_u64(consumed));
        self.refs = self.refs.saturating_add(items);
        if let Err(stop) = self.settle() {
            self.stopped(stop, &[], false)?;
        }
        Ok(consumed)
    }

    /// How many more items the limits allow at this depth.
    fn items_left(&self) -> u64 {
        if self.rules.depth() >= self.limits.max_depth() {
            return 0;
        }
        let handles = HandleTable::MOST.min(to_u64(self.limits.max_handles()));
        let handles = handles.saturating_sub(to_u64(self.handles.len()));
        let refs = self.limits.max_refs().saturating_sub(self.refs);
        refs.min(handles)
    }

    /// How many values may come before the rule on top ends; 0 if it is not one of values.
    #[inline(always)]
    fn left_on_top(&self, at_top_level: bool) -> u32 {
        match self.rules.top() {
            Some(Rule::ObjectFields { left, .. } | Rule::Elements { left, .. }) => *left,
            Some(Rule::Annotation { objects }) => u32::MAX.saturating_sub(*objects),
            Some(_) => 0,
            None if at_top_level && !self.header_due => u32::MAX,
            None => 0,
        }
    }

    #[inline(always)]
    pub(super) fn put_left(&mut self, count: u32) {
        match self.rules.top_mut() {
            Some(Rule::ObjectFields { left, .. } | Rule::Elements { left, .. }) => *left = count,
            Some(Rule::Annotation { objects }) => *objects = u32::MAX.saturating_sub(count),
            _ => {}
        }
    }
}
