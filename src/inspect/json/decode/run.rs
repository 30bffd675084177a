//! Values that come in runs, as JSON.
//!
//! Where they go is known from what is open: their places mean nothing here.

use super::steps::{MOST, TakeRuns};
use super::writer::{Open, Writer};
use crate::class::shape::ClassIndex;
use crate::event::{Begin, BlockForm, DescForm, Handle, StringForm};
use crate::parser::{Front, Place, Values};
use crate::text::JavaStr;

const NOWHERE: Place = Place(0);

impl TakeRuns for Writer<'_> {
    #[inline]
    fn begin_run(&mut self, handles: usize) {
        self.handles = handles;
    }
}

impl Values for Writer<'_> {
    fn room(&self) -> u64 {
        MOST
    }

    /// As many as there are bytes: what waits has its place on paper only.
    fn places(&self) -> u64 {
        u64::MAX
    }

    fn header(&mut self) {}

    fn place(&self) -> Place {
        NOWHERE
    }

    #[inline(always)]
    fn null(&mut self, _: &mut Place) {
        self.begin_value();
        self.null_item();
    }

    #[inline(always)]
    fn reference(&mut self, _: &mut Place, index: u32) {
        self.begin_value();
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        if let Some(handle) = Handle::nth(index) {
            self.begin_item();
            self.put_reference(handle);
            self.item_done();
        }
    }

    #[inline(always)]
    fn string(&mut self, _: &mut Place, text: Front<'_>, _: u16) {
        self.begin_value();
        let Some(handle) = self.new_handle() else {
            return;
        };
        self.begin_item();
        let id = self.survey.ids.get(handle);
        let text = JavaStr::new_checked(text.bytes());
        self.put_string(id, text, StringForm::Short, false);
        self.item_done();
    }

    #[inline(always)]
    fn object(&mut self, _: &mut Place, class: ClassIndex, primitives: Front<'_>, _: u32) -> Place {
        self.begin_value();
        if let Some(handle) = self.new_handle() {
            let moved = self.create(Begin::Object, handle, Some(class), DescForm::Reference);
            self.object_of(Some(class), moved);
            if primitives.length > 0 {
                self.primitives(primitives.bytes(), true);
            }
        }
        NOWHERE
    }

    fn level(&mut self, _: &mut Place, primitives: Front<'_>) {
        if primitives.length > 0 {
            self.begin_value();
            self.primitives(primitives.bytes(), true);
        }
    }

    #[inline]
    fn annotation(&mut self) -> Place {
        Writer::annotation(self);
        NOWHERE
    }

    #[inline]
    fn block(&mut self, _: &mut Place, bytes: Front<'_>) {
        Writer::block(self, bytes.bytes(), BlockForm::Short);
    }

    #[inline]
    fn end_annotation(&mut self, _: Place, _: &mut Place) {
        self.begin_value();
        Writer::end_annotation(self);
    }

    #[inline(always)]
    fn array(&mut self, _: &mut Place, class: ClassIndex, length: u32) -> Place {
        self.begin_value();
        if let Some(handle) = self.new_handle() {
            let moved = self.create(Begin::Array, handle, Some(class), DescForm::Reference);
            self.array_of(Some(class), moved, length, &[]);
        }
        NOWHERE
    }

    #[inline(always)]
    fn primitive_array(
        &mut self,
        _: &mut Place,
        class: ClassIndex,
        length: u32,
        elements: Front<'_>,
    ) {
        self.begin_value();
        if let Some(handle) = self.new_handle() {
            let elements = elements.bytes();
            let moved = self.create(Begin::Array, handle, Some(class), DescForm::Reference);
            self.array_of(Some(class), moved, length, elements);
            if !elements.is_empty() {
                self.primitives(elements, true);
            }
            self.end_value();
        }
    }

    fn move_to(&mut self, _: Place) {}

    fn stays_open(&mut self, _: u32, _: Place) {}

    fn annotation_stays_open(&mut self, _: Place) {}

    #[inline]
    fn end(&mut self) {
        self.end_value();
    }
}

impl Writer<'_> {
    /// Ends the string of primitive data that a value cannot be part of.
    #[inline(always)]
    fn begin_value(&mut self) {
        if self.open == Open::Data {
            self.end_data();
        }
    }

    /// `newHandle`
    #[inline(always)]
    fn new_handle(&mut self) -> Option<Handle> {
        let handle = Handle::nth(self.handles)?;
        self.handles = self.handles.saturating_add(1);
        self.assign(handle);
        Some(handle)
    }
}
