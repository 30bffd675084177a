//! Objects that have no meaning of their own: their fields, and what else they wrote.

use std::collections::HashSet;

use super::writer::Item;
use crate::graph::{Class, Content, Object};
use crate::java_string::JavaStr;

/// Longer names are cut short, as they may stand at each of many objects.
const LONGEST: usize = 256;

/// A name, not too long.
pub(super) fn name(name: JavaStr<'_>) -> String {
    let text = name.to_string_lossy();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The class, in one text.
pub(super) fn title(class: Class<'_>) -> String {
    match class.interfaces() {
        None => name(class.name()),
        Some(interfaces) => {
            let names: Vec<String> = interfaces.take(8).map(name).collect();
            format!("a proxy class for {}", names.join(", "))
        }
    }
}

/// The entries of an object: its class, its fields from the topmost class down, its data.
///
/// A field that a class below has too goes by the name of its class as well.
pub(super) fn entries(object: Object<'_>) -> Vec<(String, Item<'_>)> {
    let mut entries = vec![("@class".to_owned(), Item::Text(title(object.class())))];
    let levels: Vec<_> = object.levels().collect();
    let mut below = HashSet::new();
    let mut hidden = HashSet::new();
    for level in levels.iter().rev() {
        for (field, _) in level.fields() {
            if !below.insert(name(field.name())) {
                hidden.insert((level.class().id(), name(field.name())));
            }
        }
    }
    for level in levels {
        let class = level.class();
        for (field, value) in level.fields() {
            let mut key = name(field.name());
            if hidden.contains(&(class.id(), key.clone())) {
                key = format!("{}.{key}", title(class));
            }
            entries.push((key, Item::Value(value)));
        }
        let data: Vec<Item<'_>> = level.annotation().filter_map(item).collect();
        if !data.is_empty() {
            let is_first = !entries.iter().any(|(key, _)| key == "@data");
            let key = if is_first {
                "@data".to_owned()
            } else {
                format!("@data of {}", title(class))
            };
            entries.push((key, Item::List(data)));
        }
    }
    entries
}

/// What stands at top level or in the data of an object, if it is to be shown.
pub(super) fn item(content: Content<'_>) -> Option<Item<'_>> {
    Some(match content {
        Content::Object(value) => Item::Value(crate::FieldValue::Reference(value)),
        Content::Block { bytes, .. } | Content::Fields(bytes) => Item::Bytes(bytes),
        Content::Exception(value) => Item::Exception(value),
        Content::Reset | Content::StreamHeader => return None,
    })
}
