//! Arrays, from their JSON.

use super::document::{JsonKind, Value};
use super::fault::Fault;
use super::ids::TargetKind;
use super::values::{put_hex, put_primitive, ranged};
use super::{Encoder, ItemPlace, Task};
use crate::class::shape::ClassIndex;
use crate::event::{Begin, FieldType};

impl<'v> Encoder<'v> {
    pub(super) fn array(&mut self, value: Value<'v>, leaf: ClassIndex) -> Result<(), Fault<'v>> {
        let Some(element) = self.classes.get(leaf, value)?.element() else {
            let at = value.get("@array").unwrap_or(value);
            return Err(Fault::new(at, "not the class of an array"));
        };
        let Some(elements) = value.get("elements") else {
            return Err(Fault::new(value, "\"elements\" is missing"));
        };
        let length_at = self.out.len();
        self.out.extend_from_slice(&[0; 4]);
        self.ids.assign(value, TargetKind::Of(Begin::Array, leaf))?;
        let count = if element.width().is_some() {
            self.primitives(element, elements)?
        } else {
            let items = elements.items();
            let items = items.ok_or_else(|| Fault::expected("an array", elements))?;
            items.len()
        };
        let told = value.get("length");
        let length: i32 = match told {
            Some(told) => ranged(told, "a length", 0..=i64::from(i32::MAX))?,
            None => i32::try_from(count)
                .map_err(|_| Fault::new(elements, "more elements than an array can have"))?,
        };
        let missing = usize::try_from(length).unwrap_or(0).checked_sub(count);
        let Some(missing) = missing else {
            let at = told.unwrap_or(value);
            let problem = format!("there are {count} elements; leave out \"length\"");
            return Err(Fault::new(at, problem));
        };
        if let Some(place) = self.out.get_mut(length_at..length_at.saturating_add(4)) {
            place.copy_from_slice(&length.to_be_bytes());
        }
        if let Some(items) = elements.items()
            && element.width().is_none()
        {
            // The last may be what cuts the array off, and not an element. To find it means passing
            // over all of them, so it is done only where a length is told.
            let is_cut = told.is_some()
                && items
                    .last()
                    .is_some_and(|last| last.has("@rest") || last.has("@exception"));
            if missing > 0 || is_cut {
                self.tasks.push(Task::TooShort(value));
            }
            self.tasks.push(Task::Items {
                items,
                place: ItemPlace::Element(leaf),
            });
            return Ok(());
        }
        match value.get("@rest") {
            Some(rest) => self.rest(rest),
            None if missing > 0 => Err(too_short(value)),
            None => Ok(()),
        }
    }

    /// The elements of an array of primitives. How many there are.
    fn primitives(&mut self, element: FieldType, elements: Value<'v>) -> Result<usize, Fault<'v>> {
        let before = self.out.len();
        match (elements.kind(), element) {
            (JsonKind::Text(_), FieldType::Byte) => put_hex(&mut self.out, elements)?,
            (JsonKind::Text(text), FieldType::Char) => {
                for unit in text.encode_utf16() {
                    self.out.extend_from_slice(&unit.to_be_bytes());
                }
            }
            (JsonKind::Array(items), _) => {
                let width = usize::from(element.width().unwrap_or(1));
                self.out.reserve(items.len().saturating_mul(width));
                for item in items {
                    put_primitive(&mut self.out, element, item)?;
                }
            }
            (_, FieldType::Byte) => {
                return Err(Fault::expected("hexadecimal digits or an array", elements));
            }
            (_, FieldType::Char) => return Err(Fault::expected("a text or an array", elements)),
            (_, _) => return Err(Fault::expected("an array", elements)),
        }
        let written = self.out.len().saturating_sub(before);
        let width = usize::from(element.width().unwrap_or(1));
        Ok(written.checked_div(width).unwrap_or_default())
    }
}

/// An array that has fewer elements than it tells.
pub(super) fn too_short(array: Value<'_>) -> Fault<'_> {
    let elements = array.get("elements").and_then(Value::items);
    let count = elements.map_or(0, |elements| elements.len());
    let at = array.get("length").unwrap_or(array);
    Fault::new(
        at,
        format!("there are {count} elements; leave out \"length\""),
    )
}
