//! The class descriptors that jaded is given in place of the stream's own.
//!
//! jaded shows an object's class name, its fields in one map and its annotations by number; it
//! shows nothing of superclasses. So each class gets a chain of descriptors of its own, one for
//! each level with data, in which no two fields have the same name.

use std::collections::HashSet;

use jaded::Value;

use super::parts::{ObjectParts, class_name, name};
use super::refusal::{Fault, Problem, shown};
use crate::codes::MAX_SHORT_STRING;
use crate::event::FieldType;

/// What the allocator adds to each piece of memory, roughly.
pub(super) const ALLOCATION: u64 = 16;

pub(super) struct Layout {
    pub(super) class_name: String,
    pub(super) levels: Vec<LayoutLevel>,
    /// Memory of an object in jaded's tree without what it refers to.
    pub(super) bytes: u64,
}

pub(super) struct LayoutLevel {
    pub(super) fields: Vec<(FieldType, String)>,
    pub(super) annotated: bool,
}

impl Layout {
    pub(super) fn of<'a>(object: &ObjectParts<'a>) -> Result<Self, Fault<'a>> {
        let class_name = class_name(object.class)?.into_owned();
        let mut taken = HashSet::new();
        let mut levels = Vec::new();
        // A field hides those of the same name in superclasses.
        for level in object.levels.iter().rev() {
            let mut own = HashSet::new();
            let mut fields = Vec::new();
            for (field, _) in &level.fields {
                let mut field_name = name(field.name(), "field name")?.into_owned();
                let mut unique = own.insert(field_name.clone());
                if taken.contains(&field_name) {
                    let class = name(level.class.name(), "class name")?;
                    field_name = format!("{class}.{field_name}");
                    unique &= !taken.contains(&field_name);
                }
                if !unique || field_name.len() > MAX_SHORT_STRING {
                    return Err(Problem::FieldTwice {
                        class: shown(level.class.name()),
                        field: shown(field.name()),
                    }
                    .into());
                }
                fields.push((field.code(), field_name));
            }
            if fields.len() > usize::from(u16::MAX) {
                return Err(Problem::TooManyFields.into());
            }
            taken.extend(fields.iter().map(|(_, name)| name.clone()));
            levels.push(LayoutLevel {
                fields,
                annotated: level.annotation.is_some(),
            });
        }
        levels.reverse();
        let names = taken.iter().map(|name| heap(name.len()));
        let bytes = names
            .fold(map_bytes(taken.len()), u64::saturating_add)
            .saturating_add(heap(class_name.len()));
        Ok(Layout {
            class_name,
            levels,
            bytes,
        })
    }
}

/// Memory of this many bytes of text.
pub(super) fn heap(length: usize) -> u64 {
    sized(length, 1).saturating_add(ALLOCATION)
}

/// Memory of `count` values of `size` bytes.
pub(super) fn sized(count: usize, size: usize) -> u64 {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    count.saturating_mul(u64::try_from(size).unwrap_or(u64::MAX))
}

/// Memory of a map of this many fields: a power of two of places, an eighth of them free.
fn map_bytes(fields: usize) -> u64 {
    let places = match fields {
        0 => return 0,
        1..=3 => 4,
        4..=7 => 8,
        _ => (fields / 7)
            .saturating_mul(8)
            .saturating_add(8)
            .next_power_of_two(),
    };
    sized(places, size_of::<(String, Value)>().saturating_add(1)).saturating_add(ALLOCATION)
}
