//! Values that come in runs: what most of a stream of objects is made of, read
//! without going through a rule and an event for each.
//!
//! Nothing is decided here. Whatever is not plain, not whole, beyond a limit or wrong is
//! left unread: [`Parser::parse`] reads it, or says what is wrong with it.

use super::frame::Frame;
use super::handles::Referent;
use super::{CHUNK, Parser, to_u64};
use crate::codes::{STREAM_HEADER, TC_ARRAY, TC_NULL, TC_OBJECT, TC_REFERENCE, TC_STRING};
use crate::error::{ErrorKind, Result};
use crate::event::Handle;
use crate::hierarchy::ClassIndex;
use crate::java_string::JavaStr;
use crate::mutf8;

/// Takes values, each in the words of its [`Event`](crate::Event).
///
/// Classes are numbered in the order of their descriptors since the last reset.
pub(crate) trait Values<'a> {
    /// How many of them it can still take.
    fn room(&self) -> u64;
    /// The header at the beginning of the stream.
    fn header(&mut self);
    fn null(&mut self);
    fn reference(&mut self, handle: Handle);
    /// A `TC_STRING`.
    fn string(&mut self, text: JavaStr<'a>);
    /// An object with one class that has data, and no annotation: `primitives`, and so many object
    /// fields. It ends at once if it has none of those.
    fn object(&mut self, class: ClassIndex, primitives: &'a [u8], object_fields: u32);
    /// An array of so many objects. It ends at once if it has none.
    fn array(&mut self, class: ClassIndex, length: u32);
    /// A whole array of primitives.
    fn primitive_array(&mut self, class: ClassIndex, length: u32, elements: &'a [u8]);
    /// The end of the object or array that was begun last.
    fn end(&mut self);
    /// The end of what was begun last, whatever it is.
    fn close(&mut self) -> Result<(), ErrorKind>;
}

impl Parser {
    /// Reads values from the front of `input` as long as they are plain, and gives them to
    /// `values`, with `at_top_level` those of the stream itself too. How many bytes they were read
    /// from: 0 where something else comes next.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub(crate) fn values<'a>(
        &mut self,
        input: &'a [u8],
        values: &mut impl Values<'a>,
        at_top_level: bool,
    ) -> Result<usize> {
        let allowed = self.limits.max_bytes.saturating_sub(self.offset);
        let input = match usize::try_from(allowed) {
            Ok(allowed) if allowed < input.len() => input.get(..allowed).unwrap_or_default(),
            _ => input,
        };
        let mut rest = input;
        if at_top_level
            && self.header_due
            && self.stack.is_empty()
            && let Some(behind) = input.strip_prefix(&STREAM_HEADER)
        {
            self.header_due = false;
            values.header();
            rest = behind;
        }
        let mut left = self.left_on_top(at_top_level);
        if left == 0 {
            return Ok(0);
        }
        // By what has come. It would double otherwise, again and again.
        self.handles.expect(input.len() / 8);
        let room = values.room().min(self.items_left());
        let mut items = room;
        while items > 0
            && let Some(behind) = self.value_of_run(rest, values, &mut left)
        {
            rest = behind;
            items = items.saturating_sub(1);
            if left == 0 {
                left = self.leave_plain(values, at_top_level);
                if left == 0 {
                    break;
                }
            }
        }
        self.put_left(left);
        let consumed = input.len().saturating_sub(rest.len());
        self.offset = self.offset.saturating_add(to_u64(consumed));
        self.refs = self.refs.saturating_add(room.saturating_sub(items));
        if left == 0 {
            self.closes = 0;
            if let Err(stop) = self.settle() {
                return self.stopped(stop, &[]);
            }
            for _ in 0..self.closes {
                values
                    .close()
                    .map_err(|kind| self.error_at(self.offset, kind))?;
            }
        }
        Ok(consumed)
    }

    /// Reads one value. What is behind it, if it is plain and whole.
    #[inline(always)]
    fn value_of_run<'a>(
        &mut self,
        input: &'a [u8],
        values: &mut impl Values<'a>,
        left: &mut u32,
    ) -> Option<&'a [u8]> {
        match *input {
            [TC_STRING, high, low, ref behind @ ..] => {
                let length = usize::from(u16::from_be_bytes([high, low]));
                let (text, behind) = behind.split_at_checked(length)?;
                if to_u64(length) > self.limits.max_string || mutf8::check(text).is_err() {
                    return None;
                }
                self.handles.assign(Referent::String)?;
                values.string(JavaStr::new_checked(text));
                *left = left.wrapping_sub(1);
                Some(behind)
            }
            [TC_NULL, ref behind @ ..] => {
                values.null();
                *left = left.wrapping_sub(1);
                Some(behind)
            }
            [TC_REFERENCE, a, b, c, d, ref behind @ ..] => {
                let handle = Handle::from_wire(u32::from_be_bytes([a, b, c, d]));
                self.handles.get(handle)?;
                values.reference(handle);
                *left = left.wrapping_sub(1);
                Some(behind)
            }
            [TC_OBJECT, TC_REFERENCE, a, b, c, d, ref behind @ ..] => {
                let leaf = self.known_class([a, b, c, d])?;
                let plain = self.classes.get(leaf)?.plain?;
                let bytes = usize::try_from(plain.primitive_bytes).ok()?;
                let (primitives, behind) = behind.split_at_checked(bytes)?;
                let fields = plain.object_fields;
                if fields > 0 && !self.may_go_deeper() {
                    return None;
                }
                self.handles.assign(Referent::Other)?;
                values.object(leaf, primitives, fields);
                *left = left.wrapping_sub(1);
                if fields > 0 {
                    let level = plain.level;
                    self.enter(
                        left,
                        fields,
                        Frame::ObjectFields {
                            leaf,
                            level,
                            left: fields,
                        },
                    );
                }
                Some(behind)
            }
            [TC_ARRAY, TC_REFERENCE, a, b, c, d, ref behind @ ..] => {
                let class = self.known_class([a, b, c, d])?;
                let width = self.classes.get(class)?.element?.width();
                let (length, behind) = behind.split_first_chunk()?;
                let length = u32::from_be_bytes(*length);
                if length > self.limits.max_array.min(i32::MAX.unsigned_abs()) {
                    return None;
                }
                let behind = match width {
                    Some(width) => {
                        let bytes = usize::try_from(length).ok()?.checked_mul(width.into())?;
                        if bytes > CHUNK {
                            return None;
                        }
                        let (elements, behind) = behind.split_at_checked(bytes)?;
                        self.handles.assign(Referent::Other)?;
                        values.primitive_array(class, length, elements);
                        *left = left.wrapping_sub(1);
                        behind
                    }
                    None => {
                        if !self.may_go_deeper() {
                            return None;
                        }
                        self.handles.assign(Referent::Other)?;
                        values.array(class, length);
                        *left = left.wrapping_sub(1);
                        if length > 0 {
                            self.enter(
                                left,
                                length,
                                Frame::Elements {
                                    class,
                                    length,
                                    left: length,
                                },
                            );
                        }
                        behind
                    }
                };
                Some(behind)
            }
            _ => None,
        }
    }

    /// The class descriptor that a handle of four bytes names.
    #[inline(always)]
    fn known_class(&self, handle: [u8; 4]) -> Option<ClassIndex> {
        match self
            .handles
            .get(Handle::from_wire(u32::from_be_bytes(handle)))?
        {
            Referent::Class(class) => Some(class),
            _ => None,
        }
    }

    /// How many items more the limits allow at this depth.
    fn items_left(&self) -> u64 {
        if self.depth >= self.limits.max_depth {
            return 0;
        }
        let handles = self.limits.max_handles.saturating_sub(self.handles.len());
        let refs = self.limits.max_refs.saturating_sub(self.refs);
        refs.min(to_u64(handles))
    }

    /// Whether the limits allow an item one deeper.
    #[inline(always)]
    fn may_go_deeper(&self) -> bool {
        self.depth.saturating_add(1) < self.limits.max_depth
    }

    /// Goes into something that holds values, of which so many are `left` where it stands.
    #[inline(always)]
    fn enter(&mut self, left: &mut u32, count: u32, frame: Frame) {
        self.put_left(*left);
        self.push_deeper(frame);
        *left = count;
    }

    /// Ends what has no values left, and what that ends. How many values are left where that stands:
    /// 0 if something else than values comes next.
    #[inline(always)]
    fn leave_plain<'a>(&mut self, values: &mut impl Values<'a>, at_top_level: bool) -> u32 {
        loop {
            match self.stack.last() {
                Some(Frame::Elements { .. }) => {}
                Some(&Frame::ObjectFields { leaf, .. })
                    if self
                        .classes
                        .get(leaf)
                        .is_some_and(|class| class.plain.is_some()) => {}
                _ => return 0,
            }
            self.stack.pop();
            self.depth = self.depth.saturating_sub(1);
            values.end();
            match self.left_on_top(at_top_level) {
                0 => {}
                left => return left,
            }
        }
    }

    /// How many values may come before the rule on top ends; 0 if it is not one of values.
    #[inline(always)]
    fn left_on_top(&self, at_top_level: bool) -> u32 {
        match self.stack.last() {
            Some(Frame::ObjectFields { left, .. } | Frame::Elements { left, .. }) => *left,
            Some(Frame::Annotation { objects }) => u32::MAX.saturating_sub(*objects),
            Some(_) => 0,
            None if at_top_level && !self.header_due => u32::MAX,
            None => 0,
        }
    }

    #[inline(always)]
    fn put_left(&mut self, count: u32) {
        match self.stack.last_mut() {
            Some(Frame::ObjectFields { left, .. } | Frame::Elements { left, .. }) => *left = count,
            Some(Frame::Annotation { objects }) => *objects = u32::MAX.saturating_sub(count),
            _ => {}
        }
    }
}
