//! How many elements a collection of the JDK says it has: as many as there are, when an edit has
//! added some or taken some away. What has the number is written where a new object lacks it.

use std::fmt;

use super::Encoder;
use super::classes::Class;
use super::document::{JsonKind, Value};
use super::fault::Fault;
use super::objects::are_elsewhere;
use super::values::{INTS, put_hex, ranged};
use crate::class::shape::ClassIndex;
use crate::codes::MAX_BLOCK_SIZE;
use crate::event::{BlockForm, FieldType};
use crate::inspect::json::counted::{Counted, int_at};
use crate::wire::items::put_block;

/// A collection whose JSON says another number of elements than there are, or other places for
/// them. The stream says what is right.
///
/// `Display` gives the path and what was done.
///
/// # Examples
///
/// ```
/// use javawire::inspect::json::Encoded;
///
/// let json = br#"{"javawire": 1, "contents": [
///     {"@object": "java.util.LinkedList", "data": [{"@data": "00000000"}, "a"]}]}"#;
/// let mended = &Encoded::of(json)?.mended[0];
/// assert_eq!(mended.to_string(), "$.contents[0]: size changed from 0 to 1");
/// # Ok::<(), javawire::inspect::json::EncodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mended {
    /// Where the object stands, as a JSON path.
    pub path: String,
    /// What the number is called: `size`, or as the field that has it.
    pub what: &'static str,
    /// How many elements its JSON says it has; `None` if it does not say that.
    pub told: Option<i32>,
    /// How many there are. For an index, the place in the array.
    pub count: i32,
}

impl fmt::Display for Mended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mended {
            path,
            what,
            told,
            count,
        } = self;
        match told {
            Some(told) => write!(f, "{path}: {what} changed from {told} to {count}"),
            None => write!(f, "{path}: {what} was missing and is {count}"),
        }
    }
}

/// What was made right, and is to be reported.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) what: &'static str,
    pub(super) told: Option<i32>,
    pub(super) count: i32,
}

/// Whether what a level says of its elements may be made right.
pub(super) fn is_mended(level: Value<'_>) -> Result<bool, Fault<'_>> {
    let Some(mend) = level.get("mend") else {
        return Ok(true);
    };
    match mend.kind() {
        JsonKind::Bool(is) => Ok(is),
        _ => Err(Fault::expected("true or false", mend)),
    }
}

/// What a collection is to say instead of what its JSON says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mend {
    /// How many elements there are.
    pub(super) count: i32,
    /// How many its field says.
    told: Option<i32>,
    /// What is to be told: how many its field or its data say.
    was: Option<i32>,
    /// Whether its primitive data are there.
    pub(super) has_block: bool,
}

/// What stands in the data of a collection.
struct Elements {
    objects: usize,
    /// Its primitive data, if they are there.
    block: Option<Vec<u8>>,
}

impl Class<'_> {
    /// The number of the field that says how many elements there are.
    pub(super) fn size_field(&self) -> Option<usize> {
        let number = self.number(self.counted?.field?)?;
        let field = self.fields.get(number)?;
        (field.code == FieldType::Int).then_some(number)
    }
}

impl Mend {
    /// What is to be told of it.
    pub(super) fn change(self, counted: &Counted) -> Change {
        Change {
            what: counted.what,
            told: self.was,
            count: self.count,
        }
    }
}

impl<'v> Encoder<'v> {
    /// Whether what one class of an object says is to be mended, and to what.
    ///
    /// What is not written as the JDK writes it is left alone, and so is what was counted wrong
    /// when it was decoded, as `"mend": false` tells.
    pub(super) fn mend(
        &self,
        level: Value<'v>,
        class: &Class<'v>,
        counted: &'static Counted,
    ) -> Result<Option<Mend>, Fault<'v>> {
        if !is_mended(level)? {
            return Ok(None);
        }
        let Some(data) = level.get("data").filter(|_| !level.has("@rest")) else {
            return Ok(None);
        };
        let Some(Elements { objects, block }) = self.elements(data, counted)? else {
            return Ok(None);
        };
        let told = match counted.field {
            Some(field) => match told(level, class, field)? {
                Some(told) => told,
                None => return Ok(None),
            },
            None => None,
        };
        let Some(elements) = counted.elements(objects) else {
            return Err(Fault::new(data, odd(counted, objects)));
        };
        let count = i32::try_from(elements)
            .map_err(|_| Fault::new(data, "more elements than a collection can have"))?;
        let has_block = block.is_some() || counted.data == 0;
        let in_block = match (counted.count_at, &block) {
            (Some(at), Some(block)) => int_at(block, at),
            _ => None,
        };
        let is_right = has_block
            && (counted.field.is_none() || told == Some(count))
            && (counted.count_at.is_none() || in_block == Some(count));
        // The one of the two that is wrong.
        let was = told.filter(|told| *told != count).or(in_block);
        Ok((!is_right).then_some(Mend {
            count,
            told,
            was,
            has_block,
        }))
    }

    /// What stands in the data of a collection, if that is what the JDK writes or lacks only the
    /// primitive data.
    fn elements(&self, data: Value<'v>, counted: &Counted) -> Result<Option<Elements>, Fault<'v>> {
        let Some(items) = data.items() else {
            return Ok(None);
        };
        let mut block = None;
        let (mut objects, mut nulls) = (0_usize, 0_usize);
        for (number, item) in items.enumerate() {
            if self.is_object(item) {
                objects = objects.saturating_add(1);
                nulls = if item.is_null() {
                    nulls.saturating_add(1)
                } else {
                    0
                };
                continue;
            }
            let mut bytes = Vec::new();
            let is_block = number == counted.lead && counted.data > 0;
            let Some(hex) = item.get("@data") else {
                return Ok(None);
            };
            put_hex(&mut bytes, hex)?;
            if !is_block || bytes.len() != counted.data {
                return Err(Fault::new(item, misplaced(counted)));
            }
            block = Some(bytes);
        }
        if block.is_none() && counted.lead > 0 && !items.clone().next().is_some_and(Value::is_null)
        {
            let problem = format!(
                "the data of a {} are its comparator (null if it has none), {{\"@data\": \
                 \"00000000\"}} and its elements",
                counted.name
            );
            return Err(Fault::new(data, problem));
        }
        // Without its nulls it has no end: none of what there is counts.
        let objects = match objects.checked_sub(counted.lead) {
            Some(objects) if nulls >= counted.nulls => objects,
            _ => 0,
        };
        Ok(Some(Elements { objects, block }))
    }

    /// Whether an item in the data of an object is an object.
    fn is_object(&self, item: Value<'v>) -> bool {
        const OTHERS: [&str; 5] = ["@data", "@block", "@raw", "@exception", "@rest"];
        let item = match item.get("@more").and_then(Value::as_u64) {
            Some(number) => match self.more.find(number) {
                Some(at) => self.document.value(at),
                None => return false,
            },
            None => item,
        };
        match item.kind() {
            JsonKind::Null | JsonKind::Text(_) => true,
            JsonKind::Object(mut entries) => !entries.any(|(key, _)| OTHERS.contains(&key)),
            _ => false,
        }
    }

    /// Primitive data, but for the number of elements in them. They stand in `item`, or nowhere
    /// in `data`.
    pub(super) fn put_count(
        &mut self,
        data: Value<'v>,
        item: Option<Value<'v>>,
        class: ClassIndex,
        mend: Mend,
    ) -> Result<(), Fault<'v>> {
        let Some(counted) = self.classes.get(class, data)?.counted else {
            return Ok(());
        };
        let mut bytes = Vec::new();
        match item.and_then(|item| item.get("@data")) {
            Some(hex) => put_hex(&mut bytes, hex)?,
            None => bytes = counted.new_block(mend.count),
        }
        if let Some(at) = counted.count_at {
            put_int(&mut bytes, at, mend.count);
        }
        if counted.has_capacity
            && let Some(capacity) = int_at(&bytes, 0)
        {
            // It may be larger, but one that is just as large grows and shrinks with them.
            let is_exact = mend.told == Some(capacity);
            let capacity = if is_exact {
                mend.count
            } else {
                capacity.max(mend.count)
            };
            put_int(&mut bytes, 0, capacity);
        }
        for block in bytes.chunks(MAX_BLOCK_SIZE) {
            put_block(&mut self.out, block, BlockForm::Short);
        }
        Ok(())
    }
}

/// How many elements a field says there are, if it does; `None` for what is left alone.
fn told<'v>(
    level: Value<'v>,
    class: &Class<'v>,
    field: &str,
) -> Result<Option<Option<i32>>, Fault<'v>> {
    if class.size_field().is_none() || are_elsewhere(level)? {
        return Ok(None);
    }
    let Some(fields) = level.get("fields") else {
        // It is the only one that may be missing.
        return Ok((class.fields.len() == 1).then_some(None));
    };
    Ok(match fields.get(field) {
        Some(value) => ranged(value, "an int", INTS).ok().map(Some),
        None => fields.entries().map(|_| None),
    })
}

/// What is wrong with primitive data that the JDK does not write, unless they were decoded that
/// way: that would be told by `"mend": false`.
fn misplaced(counted: &Counted) -> String {
    let Counted { name, data, .. } = counted;
    match (data, counted.lead) {
        (0, _) => format!("a {name} has no primitive data"),
        (_, 0) => format!("the primitive data of a {name} are {data} bytes before its elements"),
        _ => format!("the primitive data of a {name} are {data} bytes behind its comparator"),
    }
}

/// What is wrong with this many objects.
fn odd(counted: &Counted, objects: usize) -> String {
    if counted.nulls > 0 {
        let end = if counted.nulls > 1 {
            "two nulls end"
        } else {
            "a null ends"
        };
        format!(
            "{end} the elements of a {}, and nothing may stand behind: put new ones before that",
            counted.name
        )
    } else {
        format!("the elements of a map are a key and a value each, but here are {objects} objects")
    }
}

fn put_int(bytes: &mut [u8], at: usize, int: i32) {
    if let Some(place) = bytes.get_mut(at..at.saturating_add(4)) {
        place.copy_from_slice(&int.to_be_bytes());
    }
}
