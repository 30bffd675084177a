//! Objects, arrays, enum constants and class objects, from their JSON.

use serde_json::Value;

use super::fault::Fault;
use super::items::only_keys;
use super::values::{put_hex, put_primitive, ranged};
use super::{Encoder, Place, Task};
use crate::event::{Begin, FieldType};
use crate::hierarchy::ClassIndex;
use crate::items::{put_reference, type_code};

impl<'v> Encoder<'v> {
    /// Something new, up to its class.
    pub(super) fn create(
        &mut self,
        begin: Begin,
        value: &'v Value,
        class: &'v Value,
    ) -> Result<(), Fault<'v>> {
        self.out.push(type_code(begin));
        self.tasks.push(Task::Behind(begin, value));
        self.class_desc(class, begin == Begin::Object)
    }

    pub(super) fn behind_class(&mut self, begin: Begin, value: &'v Value) -> Result<(), Fault<'v>> {
        let Some(leaf) = self.class else {
            return Err(Fault::new(value, "its class is not complete"));
        };
        if let Some(rest) = value.get("@rest") {
            let goes_on = ["fields", "levels", "data", "elements", "constant"];
            if !goes_on.iter().any(|key| value.get(*key).is_some()) && begin != Begin::Object {
                return self.rest(rest);
            }
        }
        match begin {
            Begin::Object => self.object(value, leaf)?,
            Begin::Array => self.array(value, leaf)?,
            Begin::Enum => {
                self.ids.assign(value, None, false)?;
                let Some(constant) = value.get("constant") else {
                    return Err(Fault::new(value, "\"constant\" is missing"));
                };
                self.string_or_reference(constant)?;
            }
            Begin::Class => {
                self.ids.assign(value, None, false)?;
            }
        }
        Ok(())
    }

    /// A string, new or by its id: where nothing else may stand.
    pub(super) fn string_or_reference(&mut self, value: &'v Value) -> Result<(), Fault<'v>> {
        if let Some(id) = value.get("@ref") {
            only_keys(value, &["@ref"])?;
            let target = self.ids.target(id)?;
            if !target.is_string {
                return Err(Fault::new(id, "what has this @id is not a string"));
            }
            put_reference(&mut self.out, target.handle);
            return Ok(());
        }
        self.string(value).map(|_| ())
    }

    fn object(&mut self, value: &'v Value, leaf: ClassIndex) -> Result<(), Fault<'v>> {
        self.ids.assign(value, None, false)?;
        let class = self.classes.get(leaf, value)?;
        let levels = self.classes.levels(leaf);
        if class.is_external {
            if let Some(unfit) = value.get("fields").or_else(|| value.get("levels")) {
                let problem = "an Externalizable object has only \"data\"";
                return Err(Fault::new(unfit, problem));
            }
            return self.data(value, leaf);
        }
        match levels {
            0 => {
                let unfit = ["fields", "levels", "data"]
                    .iter()
                    .find_map(|key| value.get(*key));
                match (unfit, value.get("@rest")) {
                    (Some(unfit), _) => {
                        return Err(Fault::new(unfit, "the class has no fields and no data"));
                    }
                    (None, Some(rest)) => return self.rest(rest),
                    (None, None) => {}
                }
            }
            1 => self.tasks.push(Task::Level {
                object: value,
                leaf,
                number: 1,
            }),
            _ => {
                let count = match value.get("levels") {
                    Some(Value::Array(items)) => items.len(),
                    Some(other) => return Err(Fault::expected("an array", other)),
                    None => match value.get("@rest") {
                        Some(rest) => return self.rest(rest),
                        None => {
                            let problem = format!(
                                "\"levels\" is missing: {levels} classes have data in this object"
                            );
                            return Err(Fault::new(value, problem));
                        }
                    },
                };
                if usize::try_from(levels).is_ok_and(|levels| count > levels) {
                    let problem =
                        format!("{count} levels, but {levels} classes have data in this object");
                    return Err(Fault::new(value, problem));
                }
                if let Some(unfit) = value.get("fields").or_else(|| value.get("data")) {
                    return Err(Fault::new(unfit, "this object has \"levels\" instead"));
                }
                self.tasks.push(Task::Level {
                    object: value,
                    leaf,
                    number: 1,
                });
            }
        }
        Ok(())
    }

    /// What an object has of one of its classes, and then of those below.
    pub(super) fn level(
        &mut self,
        object: &'v Value,
        leaf: ClassIndex,
        number: u32,
    ) -> Result<(), Fault<'v>> {
        let levels = self.classes.levels(leaf);
        let Some(class) = self
            .classes
            .level(leaf, number)
            .filter(|_| number <= levels)
        else {
            return Ok(());
        };
        let index = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
        let level = if levels <= 1 {
            object
        } else {
            self.tasks.push(Task::Level {
                object,
                leaf,
                number: number.saturating_add(1),
            });
            let level = object.get("levels").and_then(|levels| levels.get(index));
            let Some(level) = level else {
                let problem = format!("expected {levels} levels");
                let at = object.get("levels").unwrap_or(object);
                return Err(Fault::new(at, problem));
            };
            only_keys(
                level,
                &["class", "fields", "fieldsWritten", "data", "@rest"],
            )?;
            if !level.is_object() {
                return Err(Fault::expected("an object", level));
            }
            let described = self.classes.get(class, level)?;
            if let (Some(label), Some(name)) = (level.get("class"), &described.name)
                && label.as_str() != Some(name)
            {
                return Err(Fault::expected(&format!("the class {name:?}"), label));
            }
            level
        };
        let described = self.classes.get(class, level)?;
        if described.has_annotation {
            self.tasks.push(Task::Data { level, class });
        } else if let Some(data) = level.get("data") {
            let problem = "its class has no writeObject: SC_WRITE_METHOD is not set in its flags";
            return Err(Fault::new(data, problem));
        }
        if !described.fields.is_empty() {
            self.fields(level, class)?;
        } else if let Some(fields) = level.get("fields") {
            let is_empty = fields.as_object().is_some_and(serde_json::Map::is_empty);
            if !is_empty {
                return Err(Fault::new(fields, "the class has no fields"));
            }
        }
        Ok(())
    }

    /// The values of one class: the primitive ones now, the others later.
    fn fields(&mut self, level: &'v Value, class: ClassIndex) -> Result<(), Fault<'v>> {
        let described = self.classes.get(class, level)?;
        let Some(fields) = level.get("fields") else {
            if are_elsewhere(level)? {
                return Ok(());
            }
            return match level.get("@rest") {
                Some(rest) => self.rest(rest),
                None => Err(Fault::new(level, "\"fields\" is missing")),
            };
        };
        described.check(fields)?;
        for (number, (code, _)) in described.fields.iter().enumerate() {
            if code.width().is_none() {
                break;
            }
            match described.value(fields, number) {
                Some(value) => put_primitive(&mut self.out, *code, value)?,
                None => return Err(described.missing(fields, number)),
            }
        }
        self.tasks.push(Task::Objects {
            level,
            class,
            next: described.primitives,
        });
        Ok(())
    }

    pub(super) fn object_field(
        &mut self,
        level: &'v Value,
        class: ClassIndex,
        next: usize,
    ) -> Result<(), Fault<'v>> {
        let described = self.classes.get(class, level)?;
        if next >= described.fields.len() {
            return Ok(());
        }
        let Some(fields) = level.get("fields") else {
            return Ok(());
        };
        if let Some(value) = described.value(fields, next) {
            let next = next.saturating_add(1);
            self.tasks.push(Task::Objects { level, class, next });
            return self.item(value, Place::Value);
        }
        let may_miss = are_elsewhere(level)? || level.get("@rest").is_some();
        if !may_miss || count(fields) != next {
            return Err(described.missing(fields, next));
        }
        match level.get("@rest") {
            Some(rest) => self.rest(rest),
            None => Ok(()),
        }
    }

    /// What `writeObject` or `writeExternal` wrote.
    pub(super) fn data(&mut self, level: &'v Value, class: ClassIndex) -> Result<(), Fault<'v>> {
        let described = self.classes.get(class, level)?;
        match level.get("data") {
            Some(Value::Array(items)) => {
                if !described.is_undelimited {
                    self.tasks.push(Task::EndBlockData);
                }
                self.tasks.push(Task::Items {
                    items,
                    next: 0,
                    place: Place::Annotation,
                });
                Ok(())
            }
            Some(other) => Err(Fault::expected("an array", other)),
            None => match level.get("@rest") {
                Some(rest) => self.rest(rest),
                None => {
                    let problem = "\"data\" is missing, though its class writes it; [] if nothing";
                    Err(Fault::new(level, problem))
                }
            },
        }
    }

    fn array(&mut self, value: &'v Value, leaf: ClassIndex) -> Result<(), Fault<'v>> {
        let Some(element) = self.classes.get(leaf, value)?.element else {
            let at = value.get("@array").unwrap_or(value);
            return Err(Fault::new(at, "not the class of an array"));
        };
        let Some(elements) = value.get("elements") else {
            return Err(Fault::new(value, "\"elements\" is missing"));
        };
        let length_at = self.out.len();
        self.out.extend_from_slice(&[0; 4]);
        self.ids.assign(value, None, false)?;
        let count = if element.width().is_some() {
            self.primitives(element, elements)?
        } else {
            let Value::Array(items) = elements else {
                return Err(Fault::expected("an array", elements));
            };
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
        if let Value::Array(items) = elements
            && element.width().is_none()
        {
            // The last may be what cuts the array off, and not an element.
            let is_cut = items.last().is_some_and(|last| {
                last.get("@rest").is_some() || last.get("@exception").is_some()
            });
            if missing > 0 || (is_cut && told.is_some()) {
                self.tasks.push(Task::TooShort(value));
            }
            self.tasks.push(Task::Items {
                items,
                next: 0,
                place: Place::Value,
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
    fn primitives(&mut self, element: FieldType, elements: &'v Value) -> Result<usize, Fault<'v>> {
        let before = self.out.len();
        match (elements, element) {
            (Value::String(_), FieldType::Byte) => put_hex(&mut self.out, elements)?,
            (Value::String(text), FieldType::Char) => {
                for unit in text.encode_utf16() {
                    self.out.extend_from_slice(&unit.to_be_bytes());
                }
            }
            (Value::Array(items), _) => {
                for item in items {
                    put_primitive(&mut self.out, element, item)?;
                }
            }
            (other, FieldType::Byte) => {
                return Err(Fault::expected("hexadecimal digits or an array", other));
            }
            (other, FieldType::Char) => return Err(Fault::expected("a text or an array", other)),
            (other, _) => return Err(Fault::expected("an array", other)),
        }
        let written = self.out.len().saturating_sub(before);
        let width = usize::from(element.width().unwrap_or(1));
        Ok(written.checked_div(width).unwrap_or_default())
    }
}

/// Whether the class has not written its fields where they should stand.
fn are_elsewhere(level: &Value) -> Result<bool, Fault<'_>> {
    match level.get("fieldsWritten") {
        None | Some(Value::Bool(true)) => Ok(false),
        Some(Value::Bool(false)) => Ok(true),
        Some(other) => Err(Fault::expected("true or false", other)),
    }
}

fn count(fields: &Value) -> usize {
    match fields {
        Value::Object(map) => map.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    }
}

/// An array that has fewer elements than it tells.
pub(super) fn too_short(array: &Value) -> Fault<'_> {
    let count = array.get("elements").map_or(0, count);
    let at = array.get("length").unwrap_or(array);
    Fault::new(
        at,
        format!("there are {count} elements; leave out \"length\""),
    )
}
