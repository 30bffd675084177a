//! What captures and the JDK say of a class.

use super::{Custom, FieldOf, Level};
use crate::class::jdk::JdkClass;
use crate::class_file::JavaType;
use crate::types::error::{Result, TypesError};
use crate::types::evidence::Seen;

pub(super) fn of_capture(name: &str, seen: &Seen) -> Result<Level> {
    let fields = seen.fields.iter().map(|(field, descriptor)| {
        let erased = JavaType::of_descriptor(descriptor)
            .ok_or_else(|| TypesError::new(format!("{name}.{field}: {descriptor} is no type")))?;
        Ok(FieldOf {
            name: field.clone(),
            declared: erased.clone(),
            erased,
            is_not_null: false,
        })
    });
    Ok(Level {
        name: name.to_owned(),
        suid: seen.suid,
        fields: fields.collect::<Result<_>>()?,
        written: seen.flags.has_write_method().then_some(Custom {
            without_fields: false,
            written: None,
        }),
    })
}

pub(super) fn of_the_jdk(name: &str) -> Result<Level> {
    let Some(class) = JdkClass::named(name) else {
        return Err(TypesError::new(format!(
            "the class {name} is not among the inputs"
        )));
    };
    let fields = class.fields().filter_map(|(field, descriptor)| {
        let erased = JavaType::of_descriptor(descriptor)?;
        Some(FieldOf {
            name: field.to_owned(),
            declared: erased.clone(),
            erased,
            is_not_null: false,
        })
    });
    Ok(Level {
        name: name.to_owned(),
        suid: class.suid,
        fields: fields.collect(),
        written: class.flags.has_write_method().then_some(Custom {
            without_fields: false,
            written: None,
        }),
    })
}

/// # Errors
///
/// If captures have another class of this name.
pub(super) fn agree(level: &Level, seen: &Seen) -> Result<()> {
    let name = &level.name;
    if level.suid != seen.suid {
        return Err(TypesError::new(format!(
            "{name} has the serialVersionUID {} in the classes, and {} in the captures: they are \
             of different versions",
            level.suid, seen.suid
        )));
    }
    let ours: Vec<String> = level
        .fields
        .iter()
        .map(|field| format!("{}: {}", field.name, field.erased))
        .collect();
    let theirs: Vec<String> = seen
        .fields
        .iter()
        .map(
            |(field, descriptor)| match JavaType::of_descriptor(descriptor) {
                Some(known) => format!("{field}: {known}"),
                None => format!("{field}: {descriptor}"),
            },
        )
        .collect();
    if ours == theirs {
        return Ok(());
    }
    let only = |one: &[String], other: &[String]| {
        let only: Vec<&str> = one
            .iter()
            .filter(|field| !other.contains(field))
            .map(String::as_str)
            .collect();
        match only.is_empty() {
            true => "no others".to_owned(),
            false => only.join(", "),
        }
    };
    Err(TypesError::new(format!(
        "{name} has other fields in the classes than in the captures: {} in the classes, {} in the \
         captures",
        only(&ours, &theirs),
        only(&theirs, &ours)
    )))
}
