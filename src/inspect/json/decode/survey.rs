//! The first pass over a stream: what is referred to, and so needs an id, and
//! how far the stream can be shown.

use super::names::{Defined, Names};
use super::steps::{MOST, Steps, TakeRuns};
use crate::class::shape::ClassIndex;
use crate::error::Error;
use crate::event::{DescForm, Event, FieldType, Handle};
use crate::parser::{Front, Parsed, Place, Values};
use crate::text::JavaStr;

/// What the first pass found.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) ids: Ids,
    /// How many steps can be shown.
    pub(super) steps: u64,
    /// How many bytes those were read from.
    pub(super) end: usize,
    /// What is wrong after them.
    pub(super) error: Option<Error>,
    /// Why the stream goes no further, for those who know more than that it ends.
    pub(super) cause: Option<String>,
    /// What a JVM refuses before that.
    pub(super) refusal: Option<Error>,
}

/// Reads the whole stream.
pub(super) fn survey(mut stream: Steps<'_>) -> Survey {
    let mut surveyor = Surveyor::default();
    let mut count = 0_u64;
    let (mut steps, mut end) = (0, 0);
    let error = loop {
        let can_end = match stream.run(&mut surveyor) {
            Ok(true) => {
                surveyor.in_array = false;
                true
            }
            Ok(false) => match stream.event() {
                Ok(Parsed::Event { event, .. }) => surveyor.note(&event),
                Ok(Parsed::End | Parsed::NeedMore { .. }) => break None,
                Err(error) => break Some(error),
            },
            Err(error) => break Some(error),
        };
        count = count.saturating_add(1);
        if can_end {
            (steps, end) = (count, stream.offset());
        }
    };
    surveyor.ids.number();
    Survey {
        ids: surveyor.ids,
        steps,
        end,
        error,
        cause: None,
        refusal: stream.take_refusal(),
    }
}

#[derive(Debug, Default)]
struct Surveyor {
    ids: Ids,
    classes: Names,
    types: Names,
    /// Inside a class descriptor, before its annotation.
    in_header: bool,
    /// An enum constant whose name has not come.
    in_constant: bool,
    /// The primitives to come are elements of an array.
    in_array: bool,
    /// The type of a field comes next.
    in_type: bool,
    /// The classes that were asked for last: most objects are of a few classes.
    lately: [Option<Handle>; 4],
    /// The class descriptors since handles last started again.
    described: Vec<Handle>,
    /// Before the next value of a run: how many handles have been assigned since then.
    handles: usize,
}

impl TakeRuns for Surveyor {
    #[inline]
    fn begin_run(&mut self, handles: usize) {
        self.handles = handles;
    }
}

impl Values for Surveyor {
    fn room(&self) -> u64 {
        MOST
    }

    fn places(&self) -> u64 {
        u64::MAX
    }

    fn header(&mut self) {}

    fn place(&self) -> Place {
        Place(0)
    }

    #[inline(always)]
    fn null(&mut self, _: &mut Place) {}

    #[inline(always)]
    fn reference(&mut self, _: &mut Place, index: u32) {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        if let Some(handle) = Handle::nth(index) {
            self.ids.refer(handle);
        }
    }

    #[inline(always)]
    fn string(&mut self, _: &mut Place, _: Front<'_>, _: u16) {
        self.new_handle();
    }

    #[inline(always)]
    fn object(&mut self, at: &mut Place, class: ClassIndex, _: Front<'_>, _: u32) -> Place {
        self.new_instance(class);
        *at
    }

    fn level(&mut self, _: &mut Place, _: Front<'_>) {}

    fn annotation(&mut self) -> Place {
        Place(0)
    }

    fn block(&mut self, _: &mut Place, _: Front<'_>) {}

    fn end_annotation(&mut self, _: Place, _: &mut Place) {}

    #[inline(always)]
    fn array(&mut self, at: &mut Place, class: ClassIndex, _: u32) -> Place {
        self.new_instance(class);
        *at
    }

    #[inline(always)]
    fn primitive_array(&mut self, _: &mut Place, class: ClassIndex, _: u32, _: Front<'_>) {
        self.new_instance(class);
    }

    fn move_to(&mut self, _: Place) {}

    fn stays_open(&mut self, _: u32, _: Place) {}

    fn annotation_stays_open(&mut self, _: Place) {}

    fn end(&mut self) {}
}

impl Surveyor {
    #[inline(always)]
    fn new_handle(&mut self) {
        if let Some(handle) = Handle::nth(self.handles) {
            self.assign(handle);
        }
        self.handles = self.handles.saturating_add(1);
    }

    /// An object or array in a run.
    #[inline(always)]
    fn new_instance(&mut self, class: ClassIndex) {
        self.new_handle();
        if let Some(class) = self.described.get(class.get()) {
            self.class(*class);
        }
    }

    /// Takes note of an event. Whether the stream can be cut off after it.
    #[inline]
    fn note(&mut self, event: &Event<'_>) -> bool {
        match *event {
            Event::Reference(handle) => {
                if !(self.in_type && self.types.name(handle).is_some()) {
                    self.ids.refer(handle);
                }
                self.in_type = false;
                self.in_constant = false;
            }
            Event::String { handle, value, .. } => {
                self.assign(handle);
                self.string(handle, Some(value));
            }
            Event::LongString { handle, .. } => {
                self.assign(handle);
                self.string(handle, None);
                return false;
            }
            Event::StringChunk { last, .. } => {
                if !last {
                    return false;
                }
                self.in_constant = false;
            }
            Event::Object {
                handle,
                class,
                desc,
            }
            | Event::Class {
                handle,
                class,
                desc,
            }
            | Event::Array {
                handle,
                class,
                desc,
                ..
            } => self.instance(handle, class, desc),
            Event::Enum {
                handle,
                class,
                desc,
            } => {
                self.instance(handle, class, desc);
                self.in_constant = true;
            }
            Event::ClassDesc { handle, name, .. } => {
                self.assign(handle);
                self.described.push(handle);
                self.in_header = true;
                match self.classes.define(name, handle) {
                    Defined::First => {}
                    Defined::Again(before) => self.ids.refer(before),
                    Defined::Unnamed => self.ids.refer(handle),
                }
            }
            Event::ProxyClassDesc { handle, .. } => {
                self.assign(handle);
                self.described.push(handle);
                self.in_header = true;
                self.ids.refer(handle);
            }
            Event::Field { code, .. } => {
                self.in_type = matches!(code, FieldType::Object | FieldType::Array);
            }
            Event::Superclass(Some(class)) => self.class(class),
            Event::Annotation => self.in_header = false,
            Event::Primitives { last, .. } => return last || self.in_array,
            Event::Begin(_)
            | Event::Exception
            | Event::LongBlockData { .. }
            | Event::BlockChunk { last: false, .. } => return false,
            _ => {}
        }
        self.in_array = matches!(event, Event::Array { .. });
        !self.in_header && !self.in_constant
    }

    fn instance(&mut self, handle: Handle, class: Handle, desc: DescForm) {
        self.assign(handle);
        if desc == DescForm::Reference {
            self.class(class);
        }
    }

    /// A reference to a class descriptor, which its name may do.
    #[inline]
    fn class(&mut self, class: Handle) {
        if self.lately.contains(&Some(class)) {
            return;
        }
        if self.classes.name(class).is_none() {
            self.ids.refer(class);
        }
        self.lately.rotate_right(1);
        self.lately[0] = Some(class);
    }

    /// `None` for one that is too long to be looked at here.
    fn string(&mut self, handle: Handle, text: Option<JavaStr<'_>>) {
        if std::mem::take(&mut self.in_type) {
            match text.map(|text| self.types.define(text, handle)) {
                Some(Defined::First) => {}
                Some(Defined::Again(before)) => self.ids.refer(before),
                Some(Defined::Unnamed) | None => self.ids.refer(handle),
            }
        }
        self.in_constant = false;
    }

    #[inline]
    fn assign(&mut self, handle: Handle) {
        if self.ids.assign(handle) {
            self.classes.clear();
            self.types.clear();
            self.described.clear();
            self.lately = [None; 4];
        }
    }
}

/// Which things have an id: those that something refers to by one, numbered from 1 in
/// the order in which they are defined.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// One bit for each handle of the stream.
    referred: Vec<u64>,
    /// How many bits are set before each word.
    before: Vec<u32>,
    /// How many handles there were before they last started again.
    base: usize,
    /// How many there have been since.
    count: usize,
}

impl Ids {
    /// Takes note of `newHandle`. Whether handles have started again.
    #[inline]
    pub(super) fn assign(&mut self, handle: Handle) -> bool {
        let index = handle.index().unwrap_or(0);
        let again = index == 0 && self.count > 0;
        if again {
            self.base = self.base.saturating_add(self.count);
        }
        self.count = index.saturating_add(1);
        again
    }

    /// Takes note of a reference to what has this handle now.
    fn refer(&mut self, handle: Handle) {
        let (word, bit) = self.place(handle);
        if word >= self.referred.len() {
            self.referred.resize(word.saturating_add(1), 0);
        }
        if let Some(word) = self.referred.get_mut(word) {
            *word |= bit;
        }
    }

    /// Counts them, and goes back to the beginning of the stream.
    fn number(&mut self) {
        let mut before = 0_u32;
        self.before = self
            .referred
            .iter()
            .map(|word| {
                let here = before;
                before = before.saturating_add(word.count_ones());
                here
            })
            .collect();
        self.base = 0;
        self.count = 0;
    }

    /// The id of what has this handle now, if it needs one.
    #[inline]
    pub(super) fn get(&self, handle: Handle) -> Option<u32> {
        let (word, bit) = self.place(handle);
        let bits = self.referred.get(word)?;
        if bits & bit == 0 {
            return None;
        }
        let below = bits & bit.saturating_sub(1);
        let before = self.before.get(word)?;
        before.checked_add(below.count_ones())?.checked_add(1)
    }

    #[inline]
    fn place(&self, handle: Handle) -> (usize, u64) {
        let index = handle.index().unwrap_or(0).saturating_add(self.base);
        (index / 64, 1_u64 << (index % 64))
    }
}
