//! JSON as a stream: lengths, block framing and handles are made anew.
//!
//! * `mod.rs`: [`encode`], and what is still to be written
//! * `items.rs`: whatever may stand at top level, in an array or in a field
//! * `objects.rs`, `fields.rs`: objects and arrays, and their fields
//! * `classes.rs`: class descriptors
//! * `ids.rs`: handles, and the ids that stand for them
//! * `values.rs`: primitive values and bytes
//! * `fault.rs`: what is wrong with an edit, and at which path

mod classes;
mod fault;
mod fields;
mod ids;
mod items;
mod objects;
mod values;

use serde_json::Value;

use self::classes::Classes;
pub use self::fault::EncodeError;
use self::fault::Fault;
use self::ids::Ids;
use crate::codes::{STREAM_HEADER, TC_ENDBLOCKDATA};
use crate::event::Begin;
use crate::hierarchy::ClassIndex;

/// Returns the stream that JSON stands for, which [`Decoder`](super::Decoder) made or somebody
/// wrote: the very bytes that were decoded, if nothing was changed.
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
    let root: Value = serde_json::from_slice(json).map_err(|error| EncodeError::syntax(&error))?;
    encode_value(&root)
}

/// [`encode`] of JSON that has been read already.
///
/// # Errors
///
/// What is wrong with the JSON, at which path.
pub fn encode_value(root: &Value) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new(root);
    match encoder.run() {
        Ok(()) => Ok(encoder.out),
        Err(fault) => Err(EncodeError::of(root, &fault)),
    }
}

/// The writer of one stream.
struct Encoder<'v> {
    root: &'v Value,
    out: Vec<u8>,
    /// What is still to be written, in place of the call stack of a recursive writer: the
    /// contents of the stream first, what comes next last.
    tasks: Vec<Task<'v>>,
    ids: Ids,
    classes: Classes,
    /// The class descriptor that was written last.
    class: Option<ClassIndex>,
    /// Which entries of `"more"` have been written.
    moved: std::collections::HashSet<&'v str>,
}

#[derive(Debug, Clone, Copy)]
enum Task<'v> {
    /// The items of an array from `next` on.
    Items {
        items: &'v [Value],
        next: usize,
        place: Place,
    },
    /// One item.
    Item(&'v Value, Place),
    /// What follows the class of something new.
    Behind(Begin, &'v Value),
    /// The class of an object that has this number, from 1 at the top.
    Level {
        object: &'v Value,
        leaf: ClassIndex,
        number: u32,
    },
    /// The object fields of a class from `next` on.
    Objects {
        level: &'v Value,
        class: ClassIndex,
        next: usize,
    },
    /// What the `writeObject` of a class wrote behind its fields.
    Data {
        level: &'v Value,
        class: ClassIndex,
    },
    /// The end of an array that has fewer elements than its `"length"`.
    TooShort(&'v Value),
    EndBlockData,
    /// The superclass of a class descriptor.
    Superclass(&'v Value, ClassIndex),
    /// The end of a class descriptor, whose superclass has been written.
    Complete(&'v Value, ClassIndex),
    EndException,
}

/// Where an item stands, which tells what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    TopLevel,
    /// The data of an object or the annotation of a class.
    Annotation,
    /// A field, an element.
    Value,
}

impl<'v> Encoder<'v> {
    fn new(root: &'v Value) -> Self {
        Encoder {
            root,
            out: Vec::new(),
            tasks: Vec::new(),
            ids: Ids::default(),
            classes: Classes::default(),
            class: None,
            moved: std::collections::HashSet::new(),
        }
    }

    fn run(&mut self) -> Result<(), Fault<'v>> {
        let root = self.root;
        let Value::Object(map) = root else {
            return Err(Fault::expected("an object with \"contents\"", root));
        };
        items::only_keys(root, &["javawire", "header", "contents", "more", "$schema"])?;
        match map.get("javawire") {
            Some(version) if version.as_u64() == Some(1) => {}
            Some(version) => return Err(Fault::expected("version 1", version)),
            None => return Err(Fault::new(root, "\"javawire\": 1 is missing")),
        }
        match map.get("header") {
            None | Some(Value::Bool(true)) => self.out.extend_from_slice(&STREAM_HEADER),
            Some(Value::Bool(false)) => {}
            Some(other) => return Err(Fault::expected("true or false", other)),
        }
        let items = match map.get("contents") {
            Some(Value::Array(items)) => items,
            Some(other) => return Err(Fault::expected("an array", other)),
            None => return Err(Fault::new(root, "\"contents\" is missing")),
        };
        self.tasks.push(Task::Items {
            items,
            next: 0,
            place: Place::TopLevel,
        });
        while let Some(task) = self.tasks.pop() {
            self.step(task)?;
        }
        Ok(())
    }

    fn step(&mut self, task: Task<'v>) -> Result<(), Fault<'v>> {
        match task {
            Task::Items { items, next, place } => {
                if let Some(item) = items.get(next) {
                    let next = next.saturating_add(1);
                    self.tasks.push(Task::Items { items, next, place });
                    self.item(item, place)?;
                }
            }
            Task::Item(item, place) => self.item(item, place)?,
            Task::Behind(begin, value) => self.behind_class(begin, value)?,
            Task::Level {
                object,
                leaf,
                number,
            } => self.level(object, leaf, number)?,
            Task::Objects { level, class, next } => self.object_field(level, class, next)?,
            Task::Data { level, class } => self.data(level, class)?,
            Task::TooShort(array) => return Err(objects::too_short(array)),
            Task::EndBlockData => self.out.push(TC_ENDBLOCKDATA),
            Task::Superclass(desc, class) => self.superclass(desc, class)?,
            Task::Complete(desc, class) => self.complete(desc, class)?,
            Task::EndException => self.forget(),
        }
        Ok(())
    }

    /// Handles start again.
    fn forget(&mut self) {
        self.ids.forget();
        self.classes.forget();
    }

    /// Drops what is still to be written, down to the contents of the stream: something cuts
    /// it off. Where it was complete but for that, nothing is lost.
    fn cut_off(&mut self) -> Result<(), Fault<'v>> {
        for task in self.tasks.drain(1.min(self.tasks.len())..) {
            if let Task::Items { items, next, .. } = task
                && let Some(item) = items.get(next)
            {
                let problem = "nothing can stand here: what is before it cuts this off";
                return Err(Fault::new(item, problem));
            }
        }
        Ok(())
    }
}
