//! How many elements a collection of the JDK says it has: as many as there are, when an edit has
//! added some or taken some away.

use super::classes::Class;
use super::document::{Kind, Value};
use super::fault::Fault;
use super::values::{put_hex, ranged};
use super::{Encoder, Place};
use crate::codes::MAX_BLOCK_SIZE;
use crate::event::{BlockForm, FieldType};
use crate::hierarchy::ClassIndex;
use crate::inspect::json::counted::{Counted, int_at};
use crate::items::put_block;

/// What a collection is to say instead of what its JSON says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mend {
    /// How many elements there are.
    pub(super) count: i32,
    /// How many its field says.
    told: Option<i32>,
}

impl Class<'_> {
    /// The number of the field that says how many elements there are.
    pub(super) fn size_field(&self) -> Option<usize> {
        let number = self.number(self.counted?.field?)?;
        let field = self.fields.get(number)?;
        (field.code == FieldType::Int).then_some(number)
    }
}

impl<'v> Encoder<'v> {
    /// Whether what one class of an object says is to be mended, and to what.
    ///
    /// What is not written as the JDK writes it is left alone, and so is what was counted wrong
    /// when it was decoded, of which `"mend": false` tells.
    pub(super) fn mend(
        &self,
        level: Value<'v>,
        counted: &Counted,
    ) -> Result<Option<Mend>, Fault<'v>> {
        if let Some(mend) = level.get("mend") {
            match mend.kind() {
                Kind::Bool(true) => {}
                Kind::Bool(false) => return Ok(None),
                _ => return Err(Fault::expected("true or false", mend)),
            }
        }
        let Some(data) = level.get("data") else {
            return Ok(None);
        };
        let Some((objects, bytes)) = self.elements(data, counted) else {
            return Ok(None);
        };
        let told = match counted.field {
            Some(field) => {
                let value = level.get("fields").and_then(|fields| fields.get(field));
                match value.map(|value| ranged(value, "an int", INTS)) {
                    Some(Ok(told)) => Some(told),
                    _ => return Ok(None),
                }
            }
            None => None,
        };
        let counted_at = counted.count_at.map(|at| int_at(&bytes, at));
        let Some(elements) = counted.elements(objects) else {
            return Err(Fault::new(data, odd(counted, objects)));
        };
        let count = i32::try_from(elements)
            .map_err(|_| Fault::new(data, "more elements than a collection can have"))?;
        let is_right = told.is_none_or(|told| told == count)
            && counted_at.is_none_or(|told| told == Some(count));
        Ok((!is_right).then_some(Mend { count, told }))
    }

    /// How many objects stand in the data of a collection, and its primitive data.
    fn elements(&self, data: Value<'v>, counted: &Counted) -> Option<(usize, Vec<u8>)> {
        let mut items = data.items()?;
        let blocks = usize::from(counted.data > 0);
        let objects = items.len().checked_sub(blocks)?.checked_sub(counted.lead)?;
        for _ in 0..counted.lead {
            items.next().filter(|item| self.is_object(*item))?;
        }
        let mut bytes = Vec::new();
        if blocks > 0 {
            put_hex(&mut bytes, items.next()?.get("@data")?).ok()?;
        }
        let mut nulls = 0_usize;
        let are_objects = items.all(|item| {
            nulls = if item.is_null() {
                nulls.saturating_add(1)
            } else {
                0
            };
            self.is_object(item)
        });
        // Without its nulls it has no end: none of what there is counts.
        let objects = if nulls < counted.nulls { 0 } else { objects };
        (are_objects && bytes.len() == counted.data).then_some((objects, bytes))
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
            Kind::Null | Kind::Text(_) => true,
            Kind::Object(mut entries) => !entries.any(|(key, _)| OTHERS.contains(&key)),
            _ => false,
        }
    }

    /// Primitive data, but for the number of elements in them.
    pub(super) fn put_count(
        &mut self,
        item: Value<'v>,
        class: ClassIndex,
        mend: Mend,
    ) -> Result<(), Fault<'v>> {
        let counted = self.classes.get(class, item)?.counted;
        let (Some(counted), Some(hex)) = (counted, item.get("@data")) else {
            return self.item(item, Place::Annotation);
        };
        let mut bytes = Vec::new();
        put_hex(&mut bytes, hex)?;
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

const INTS: std::ops::RangeInclusive<i64> = -0x8000_0000..=0x7FFF_FFFF;

/// What is wrong with so many objects.
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
