//! JSON as a stream: lengths, block framing and handles are made anew.
//!
//! * `mod.rs`: [`encode`], and what is still to be written
//! * `read.rs`, `document.rs`: JSON as flat words, read without recursion
//! * `items.rs`: whatever may stand at top level, in an array or in a field
//! * `objects.rs`, `fields.rs`, `arrays.rs`: objects and arrays, and their fields
//! * `mend.rs`: how many elements a collection says it has
//! * `held.rs`: collections whose elements and their number are fields
//! * `order.rs`: elements of sorted collections that are out of order
//! * `read_by.rs`: data that are too short for the class that reads them, or that it does not read
//! * `fits.rs`: whether a value can stand in a field of its declared type
//! * `told.rs`: what is worth telling, and at which path
//! * `classes.rs`, `descriptors.rs`: class descriptors
//! * `known.rs`: those that need no description
//! * `ids.rs`: handles, and the ids that stand for them
//! * `values.rs`: primitive values and bytes
//! * `fault.rs`: what is wrong with an edit, and at which path

mod arrays;
mod classes;
mod descriptors;
mod document;
mod fault;
mod fields;
mod fits;
mod held;
mod ids;
mod items;
mod known;
mod mend;
mod objects;
mod order;
mod read;
mod read_by;
mod told;
mod values;

use self::classes::Classes;
use self::document::{Document, Items, JsonKind, Value};
pub use self::fault::EncodeError;
use self::fault::{Fault, cited};
use self::ids::Ids;
pub use self::mend::Mended;
use self::mend::{Change, Mend};
pub use self::told::Noted;
use crate::class::shape::ClassIndex;
use crate::codes::{STREAM_HEADER, TC_ENDBLOCKDATA};
use crate::event::{Begin, Handle};
use crate::wire::items::put_reference;

/// Returns the stream that JSON stands for, which [`Decoder`](super::Decoder) made or somebody
/// wrote: the very bytes that were decoded, if nothing was changed.
///
/// [`Encoded`] says more about it.
///
/// # Errors
///
/// What is wrong with the JSON, at which path.
///
/// # Examples
///
/// ```
/// use javawire::inspect::json;
///
/// let stream = json::encode(br#"{"javawire": 1, "contents": ["hola"]}"#)?;
/// assert_eq!(stream, b"\xAC\xED\0\x05\x74\0\x04hola");
/// # Ok::<(), json::EncodeError>(())
/// ```
pub fn encode(json: &[u8]) -> Result<Vec<u8>, EncodeError> {
    Encoded::of(json).map(|encoded| encoded.stream)
}

/// A stream that was made of JSON, and what is worth telling about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Encoded {
    /// The stream.
    pub stream: Vec<u8>,
    /// The collections whose JSON says another number of elements than there are.
    ///
    /// In the order of the JSON, as far as their paths are no longer than the JSON is.
    pub mended: Vec<Mended>,
    /// How many more were mended.
    pub more_mended: usize,
    /// What a JVM reads otherwise than the JSON says, or refuses: the first of these in the stream.
    pub noted: Vec<Noted>,
    /// How many more there are.
    pub more_noted: usize,
    /// Whether it is a fragment, without a header, that is right only where handles start: as the
    /// first on its connection apart from the header, or after a `TC_RESET`. It refers to its own
    /// objects by handles counted from there. `{"@reset": true}` before its other contents makes it
    /// right everywhere.
    pub needs_reset: bool,
}

impl Encoded {
    /// Returns the stream that JSON stands for. It takes at most ten times the memory of the
    /// JSON, and no more stack for JSON that is deep.
    ///
    /// # Errors
    ///
    /// What is wrong with the JSON, at which path.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::inspect::json::Encoded;
    ///
    /// // Elements were added, and their number not changed.
    /// let json = br#"{"javawire": 1, "header": false, "contents": [
    ///     {"@object": "java.util.ArrayList", "fields": {"size": 1}, "data": [
    ///         {"@data": "00000001"}, "a", "b"]}]}"#;
    /// let encoded = Encoded::of(json)?;
    /// assert_eq!(encoded.mended[0].to_string(), "$.contents[0]: size changed from 1 to 2");
    /// assert!(encoded.stream.ends_with(b"\0\0\0\x02\x77\x04\0\0\0\x02t\0\x01at\0\x01bx"));
    /// assert!(!encoded.needs_reset);
    /// # Ok::<(), javawire::inspect::json::EncodeError>(())
    /// ```
    pub fn of(json: &[u8]) -> Result<Encoded, EncodeError> {
        let text = std::str::from_utf8(json);
        let text = text.map_err(|error| EncodeError::not_text(json, error))?;
        let (document, read) = read::read(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        if let Err(syntax) = read {
            if syntax.is_behind && !is_lossless(document.root()) {
                return Err(EncodeError::of(&document, &plain(document.root())));
            }
            return Err(EncodeError::syntax(&syntax));
        }
        if let Some((key, again)) = document.duplicate() {
            let fault = Fault::new(again, format!("the key {} stands here twice", cited(key)));
            return Err(EncodeError::of(&document, &fault));
        }
        let mut encoder = Encoder::new(&document);
        let run = encoder.run();
        let mended = told::mended(document.root(), &mut encoder.mended, text.len());
        match run {
            Ok(has_header) => Ok(Encoded {
                stream: std::mem::take(&mut encoder.out),
                more_mended: encoder.mended.len().saturating_sub(mended.len()),
                mended,
                noted: encoder.notes.told(document.root()),
                more_noted: encoder.notes.more(),
                needs_reset: !has_header && encoder.ids.refers_to_first(),
            }),
            Err(fault) => Err(EncodeError::of(&document, &fault)),
        }
    }
}

/// Whether JSON has anything of what a decoder makes.
fn is_lossless(root: Value<'_>) -> bool {
    root.has("javawire") || root.has("contents")
}

/// The error of JSON that may be a plain reading.
fn plain(root: Value<'_>) -> Fault<'_> {
    Fault::new(
        root,
        "this is not what `decode` prints, an object with \"javawire\" and \"contents\". What \
         `decode --plain` prints has lost what a stream needs: take the JSON of `decode` without \
         --plain, and edit that",
    )
}

/// The writer of one stream.
struct Encoder<'v> {
    document: &'v Document<'v>,
    out: Vec<u8>,
    /// What is still to be written, in place of the call stack of a recursive writer: the
    /// contents of the stream first, what comes next last.
    tasks: Vec<Task<'v>>,
    /// Where the values of fields that are still to be written stand, with those of what was begun
    /// last at the end.
    places: Vec<usize>,
    ids: Ids,
    classes: Classes<'v>,
    /// The class descriptor that was written last.
    class: Option<ClassIndex>,
    more: items::More,
    /// Collections whose number of elements was mended.
    mended: Vec<(usize, Change)>,
    notes: told::Notes,
}

#[derive(Clone, Copy)]
enum Task<'v> {
    /// The rest of the items of an array.
    Items {
        items: Items<'v>,
        place: ItemPlace,
    },
    /// One item.
    Item(Value<'v>, ItemPlace),
    /// What follows the class of something new.
    Behind(Begin, Value<'v>, ItemPlace),
    /// What an object has of one of its classes, and of those below.
    Level {
        object: Value<'v>,
        leaf: ClassIndex,
        class: ClassIndex,
        /// Its levels from there on; none where it has one, which is itself.
        levels: Option<Items<'v>>,
    },
    /// The object fields of a class from `next` on, whose places stand from `base` on.
    Objects {
        level: Value<'v>,
        class: ClassIndex,
        next: u16,
        base: usize,
    },
    /// What the `writeObject` of a class wrote after its fields.
    Data {
        level: Value<'v>,
        class: ClassIndex,
        mend: Option<Mend>,
    },
    /// Primitive data that say how many elements there are, of some data or to be added to them.
    Count(Value<'v>, Option<Value<'v>>, ClassIndex, Mend),
    /// The end of an array that has fewer elements than its `"length"`.
    TooShort(Value<'v>),
    EndBlockData,
    /// The superclass of a class descriptor.
    Superclass(Value<'v>, ClassIndex),
    /// The end of a class descriptor, whose superclass has been written.
    Complete(Value<'v>, ClassIndex),
    EndException,
}

/// Where an item stands, which tells what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemPlace {
    TopLevel,
    /// The data of an object or the annotation of a class.
    Annotation,
    /// The field of a class that has this number.
    Field(ClassIndex, u16),
    /// In an array of this class.
    Element(ClassIndex),
    /// The object of an exception.
    Exception,
}

impl ItemPlace {
    /// Whether only an object can stand there, and no primitive data.
    fn is_value(self) -> bool {
        matches!(
            self,
            ItemPlace::Field(..) | ItemPlace::Element(_) | ItemPlace::Exception
        )
    }
}

impl<'v> Encoder<'v> {
    fn new(document: &'v Document<'v>) -> Self {
        Encoder {
            document,
            out: Vec::new(),
            tasks: Vec::new(),
            places: Vec::new(),
            ids: Ids::default(),
            classes: Classes::default(),
            class: None,
            more: items::More::of(document.root()),
            mended: Vec::new(),
            notes: told::Notes::default(),
        }
    }

    /// Writes the stream. Whether it has a header.
    fn run(&mut self) -> Result<bool, Fault<'v>> {
        let root = self.document.root();
        if !is_lossless(root) {
            return Err(plain(root));
        }
        items::only_keys(root, &["javawire", "header", "contents", "more", "$schema"])?;
        match root.get("javawire") {
            Some(version) if version.as_u64() == Some(1) => {}
            Some(version) => return Err(Fault::expected("version 1", version)),
            None => return Err(Fault::new(root, "\"javawire\": 1 is missing")),
        }
        let has_header = match root.get("header").map(|header| (header, header.kind())) {
            None | Some((_, JsonKind::Bool(true))) => true,
            Some((_, JsonKind::Bool(false))) => false,
            Some((other, _)) => return Err(Fault::expected("true or false", other)),
        };
        if has_header {
            self.out.extend_from_slice(&STREAM_HEADER);
        }
        let Some(contents) = root.get("contents") else {
            return Err(Fault::new(root, "\"contents\" is missing"));
        };
        let items = contents.items();
        let items = items.ok_or_else(|| Fault::expected("an array", contents))?;
        self.tasks.push(Task::Items {
            items,
            place: ItemPlace::TopLevel,
        });
        while let Some(task) = self.tasks.pop() {
            self.step(task)?;
        }
        Ok(has_header)
    }

    fn step(&mut self, task: Task<'v>) -> Result<(), Fault<'v>> {
        match task {
            Task::Items { mut items, place } => {
                if let Some(item) = items.next() {
                    self.tasks.push(Task::Items { items, place });
                    self.item(item, place)?;
                }
            }
            Task::Item(item, place) => self.item(item, place)?,
            Task::Behind(begin, value, place) => self.behind_class(begin, value, place)?,
            Task::Level {
                object,
                leaf,
                class,
                levels,
            } => self.level(object, leaf, class, levels)?,
            Task::Objects {
                level,
                class,
                next,
                base,
            } => self.object_field(level, class, next, base)?,
            Task::Data { level, class, mend } => self.data(level, class, mend)?,
            Task::Count(data, count, class, mend) => self.put_count(data, count, class, mend)?,
            Task::TooShort(array) => return Err(arrays::too_short(array)),
            Task::EndBlockData => self.out.push(TC_ENDBLOCKDATA),
            Task::Superclass(desc, class) => self.superclass(desc, class)?,
            Task::Complete(desc, class) => self.complete(desc, class)?,
            Task::EndException => self.forget(),
        }
        Ok(())
    }

    /// `TC_REFERENCE`
    fn refer(&mut self, handle: Handle) {
        self.ids.refer();
        put_reference(&mut self.out, handle);
    }

    /// Handles start again.
    fn forget(&mut self) {
        self.ids.forget();
        self.classes.forget();
    }

    /// Drops what is still to be written, down to the contents of the stream: something cuts
    /// it off. Where it was complete apart from that, nothing is lost.
    fn cut_off(&mut self) -> Result<(), Fault<'v>> {
        self.places.clear();
        for task in self.tasks.drain(1.min(self.tasks.len())..) {
            if let Task::Items { mut items, .. } = task
                && let Some(item) = items.next()
            {
                let problem = "nothing can stand here: what is before it cuts this off";
                return Err(Fault::new(item, problem));
            }
        }
        Ok(())
    }
}
