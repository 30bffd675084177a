//! Values that come in runs, as items. Their bytes are known from what they are.

use super::item::Sink;
use super::listing::Listing;
use crate::class::shape::ClassIndex;
use crate::codes::{
    STREAM_HEADER, TC_ARRAY, TC_BLOCKDATA, TC_ENDBLOCKDATA, TC_NULL, TC_OBJECT, TC_REFERENCE,
    TC_STRING,
};
use crate::event::{DescForm, Handle};
use crate::parser::{Front, Place, Values};
use crate::text::JavaStr;

/// Takes the values of a run.
pub(super) struct Run<'a, 'b> {
    listing: &'a mut Listing,
    sink: Sink<'b>,
    /// How many handles have been assigned since the last reset.
    handles: usize,
}

const NOWHERE: Place = Place(0);

impl<'a, 'b> Run<'a, 'b> {
    /// Takes those that come when so many handles have been assigned.
    pub(super) fn new(listing: &'a mut Listing, sink: Sink<'b>, handles: usize) -> Self {
        Run {
            listing,
            sink,
            handles,
        }
    }

    /// `newHandle` of an instance, and that of its class.
    fn instance(&mut self, class: ClassIndex) -> Option<(Handle, Handle)> {
        let class = self.listing.known.classes.get(class)?.key();
        Some((self.new_handle()?, class))
    }

    fn new_handle(&mut self) -> Option<Handle> {
        let handle = Handle::nth(self.handles)?;
        self.handles = self.handles.saturating_add(1);
        Some(handle)
    }

    fn new_array(&mut self, class: ClassIndex, length: u32) {
        if let Some((handle, class)) = self.instance(class) {
            let [a, b, c, d] = class.wire().to_be_bytes();
            let [e, f, g, h] = length.to_be_bytes();
            let bytes = [TC_ARRAY, TC_REFERENCE, a, b, c, d, e, f, g, h];
            let desc = DescForm::Reference;
            self.listing
                .new_array(handle, class, desc, length, &bytes, self.sink);
        }
    }

    fn primitives(&mut self, bytes: Front<'_>) {
        if bytes.length > 0 {
            self.listing.primitives(bytes.bytes(), self.sink);
        }
    }
}

impl Values for Run<'_, '_> {
    fn room(&self) -> u64 {
        u64::MAX
    }

    /// As many as there are bytes: none are made.
    fn places(&self) -> u64 {
        u64::MAX
    }

    fn header(&mut self) {
        self.listing.header(&STREAM_HEADER, self.sink);
    }

    fn place(&self) -> Place {
        NOWHERE
    }

    fn null(&mut self, _: &mut Place) {
        self.listing.null(&[TC_NULL], self.sink);
    }

    fn reference(&mut self, _: &mut Place, index: u32) {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        if let Some(handle) = Handle::nth(index) {
            let [a, b, c, d] = handle.wire().to_be_bytes();
            let bytes = [TC_REFERENCE, a, b, c, d];
            self.listing.reference(handle, &bytes, self.sink);
        }
    }

    fn string(&mut self, _: &mut Place, text: Front<'_>, length: u16) {
        if let Some(handle) = self.new_handle() {
            let [high, low] = length.to_be_bytes();
            let value = JavaStr::new_checked(text.bytes());
            self.listing
                .string(handle, value, &[TC_STRING, high, low], self.sink);
        }
    }

    fn object(&mut self, _: &mut Place, class: ClassIndex, primitives: Front<'_>, _: u32) -> Place {
        if let Some((handle, class)) = self.instance(class) {
            let [a, b, c, d] = class.wire().to_be_bytes();
            let bytes = [TC_OBJECT, TC_REFERENCE, a, b, c, d];
            let desc = DescForm::Reference;
            self.listing
                .new_object(handle, class, desc, &bytes, self.sink);
            self.primitives(primitives);
        }
        NOWHERE
    }

    fn level(&mut self, _: &mut Place, primitives: Front<'_>) {
        self.primitives(primitives);
    }

    fn annotation(&mut self) -> Place {
        self.listing.annotation(self.sink);
        NOWHERE
    }

    fn block(&mut self, _: &mut Place, bytes: Front<'_>) {
        // The length of a TC_BLOCKDATA is a byte.
        let head = [TC_BLOCKDATA, u8::try_from(bytes.length).unwrap_or(u8::MAX)];
        self.listing.block_data(bytes.bytes(), &head, self.sink);
    }

    fn end_annotation(&mut self, _: Place, _: &mut Place) {
        self.listing.end_block_data(&[TC_ENDBLOCKDATA], self.sink);
    }

    fn array(&mut self, _: &mut Place, class: ClassIndex, length: u32) -> Place {
        self.new_array(class, length);
        NOWHERE
    }

    fn primitive_array(
        &mut self,
        _: &mut Place,
        class: ClassIndex,
        length: u32,
        elements: Front<'_>,
    ) {
        self.new_array(class, length);
        self.primitives(elements);
        self.end();
    }

    fn move_to(&mut self, _: Place) {}

    fn stays_open(&mut self, _: u32, _: Place) {}

    fn annotation_stays_open(&mut self, _: Place) {}

    fn end(&mut self) {
        self.listing.close(self.sink);
    }
}
