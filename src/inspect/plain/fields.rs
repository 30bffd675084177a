//! Objects that are shown by their fields, and what else they wrote.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::items::Item;
use super::jdk::KEPT;
use super::known::row;
use crate::FieldValue;
use crate::graph::{Class, ClassId, Content, NodeId, Object};
use crate::inspect::json::scalars::put_text;
use crate::text::JavaStr;

/// Longer names are cut short, as they may stand at each of many objects.
const LONGEST: usize = 256;

/// How many interfaces of a proxy class are named.
const INTERFACES: usize = 64;

/// A name, not too long.
pub(super) fn name(name: JavaStr<'_>) -> String {
    let text = name.to_string_lossy();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// How objects of a class are shown by their fields.
#[derive(Debug)]
pub(super) struct Names {
    /// The class as JSON: its name, or the names of a proxy's interfaces.
    pub(super) class: Arc<str>,
    levels: Vec<Level>,
}

/// What one class of the hierarchy adds.
#[derive(Debug)]
struct Level {
    /// Whether what it holds is in the meaning of the object, where that is shown.
    is_known: bool,
    /// Whether it is the one that every exception has.
    is_throwable: bool,
    keys: Vec<Key>,
    data: Arc<str>,
}

#[derive(Debug)]
struct Key {
    text: Arc<str>,
    /// Whether it is shown, if not null, though the meaning is.
    is_kept: bool,
}

/// The names of the classes of a graph, made once for each.
#[derive(Debug, Default)]
pub(super) struct AllNames {
    of_classes: HashMap<ClassId, Arc<str>>,
    of_objects: HashMap<ClassId, Arc<Names>>,
}

impl AllNames {
    /// The class as JSON.
    pub(super) fn class(&mut self, class: Class<'_>) -> Arc<str> {
        let made = self.of_classes.entry(class.id());
        made.or_insert_with(|| title(class)).clone()
    }

    pub(super) fn of(&mut self, object: Object<'_>) -> Arc<Names> {
        let id = object.class().id();
        if let Some(names) = self.of_objects.get(&id) {
            return Arc::clone(names);
        }
        let names = Names {
            class: self.class(object.class()),
            levels: levels(object),
        };
        let names = Arc::new(names);
        self.of_objects.insert(id, Arc::clone(&names));
        names
    }
}

fn title(class: Class<'_>) -> Arc<str> {
    let mut json = Vec::new();
    match class.interfaces() {
        None => put_text(&mut json, &name(class.name())),
        Some(interfaces) => {
            json.push(b'[');
            for (count, interface) in interfaces.enumerate() {
                if count > 0 {
                    json.push(b',');
                }
                if count == INTERFACES {
                    put_text(&mut json, "…");
                    break;
                }
                put_text(&mut json, &name(interface));
            }
            json.push(b']');
        }
    }
    String::from_utf8_lossy(&json).into()
}

/// A field that a class below also has goes by the name of its class as well. No two keys are
/// alike.
fn levels(object: Object<'_>) -> Vec<Level> {
    let levels: Vec<_> = object.levels().collect();
    let mut below = HashSet::new();
    let mut hidden = HashSet::new();
    for level in levels.iter().rev() {
        for field in level.class().fields() {
            if !below.insert(name(field.name())) {
                hidden.insert((level.class().id(), name(field.name())));
            }
        }
    }
    // How many want each key.
    let mut taken = HashMap::from(
        [("@class", 1_u32), ("@exception", 1)].map(|(key, count)| (key.to_owned(), count)),
    );
    let mut unique = |key: String| -> Arc<str> {
        let mut unique = key.clone();
        loop {
            let count = taken.entry(unique.clone()).or_default();
            *count = count.saturating_add(1);
            if *count == 1 {
                return unique.into();
            }
            let count = taken.get(&key).copied().unwrap_or(0);
            unique = format!("{key} ({count})");
        }
    };
    // What other classes wrote is told apart from what the one wrote that is not in a meaning.
    let is_other = levels.iter().any(|level| row(level.class()).is_none());
    let mut is_first = true;
    let one = |level: &crate::graph::Level<'_>| {
        let class = level.class();
        let class_name = name(class.name());
        let key = |field: JavaStr<'_>| {
            let key = name(field);
            let is_kept = KEPT.contains(&(&class_name, &key));
            let text = match hidden.contains(&(class.id(), key.clone())) {
                true => unique(format!("{class_name}.{key}")),
                false => unique(key),
            };
            Key { text, is_kept }
        };
        let keys = class.fields().map(|field| field.name()).map(key).collect();
        let has_data = class.flags().has_write_method() || class.flags().is_externalizable();
        let is_known = row(class).is_some();
        let data = match has_data {
            true if is_first && !(is_known && is_other) => {
                is_first = false;
                unique("@data".to_owned())
            }
            true => unique(format!("@data of {class_name}")),
            false => "".into(),
        };
        Level {
            is_known,
            is_throwable: class_name == "java.lang.Throwable",
            keys,
            data,
        }
    };
    levels.iter().map(one).collect()
}

impl Names {
    /// The entries of an object: its class, its fields from the topmost class down, its data.
    /// Its meaning is joined only by those that the meaning leaves out.
    pub(super) fn entries<'g>(
        &self,
        node: NodeId,
        object: Object<'g>,
        has_meaning: bool,
    ) -> Vec<(Arc<str>, Item<'g>)> {
        let mut entries = vec![("@class".into(), Item::Json(Arc::clone(&self.class)))];
        for (names, level) in self.levels.iter().zip(object.levels()) {
            let is_in_meaning = has_meaning && names.is_known;
            for (key, (_, value)) in names.keys.iter().zip(level.fields()) {
                let is_null = value == FieldValue::Reference(None);
                if is_in_meaning && (is_null || !key.is_kept) {
                    continue;
                }
                // An exception without a cause is its own.
                let is_itself = value == FieldValue::Reference(Some(node));
                let value = match names.is_throwable && is_itself && &*key.text == "cause" {
                    true => FieldValue::Reference(None),
                    false => value,
                };
                entries.push((Arc::clone(&key.text), Item::Value(value)));
            }
            if is_in_meaning {
                continue;
            }
            let data: Vec<Item<'_>> = level.annotation().filter_map(item).collect();
            if !data.is_empty() {
                entries.push((Arc::clone(&names.data), Item::List(data.into())));
            } else if let Some(exception) = level.exception() {
                let exception = Item::Value(FieldValue::Reference(exception));
                entries.push(("@exception".into(), exception));
            }
        }
        entries
    }

    /// Whether an object has more to say than its meaning does, though its class is known.
    pub(super) fn has_more(&self, object: Object<'_>) -> bool {
        let kept = self
            .levels
            .iter()
            .any(|level| level.keys.iter().any(|key| key.is_kept));
        kept && self
            .levels
            .iter()
            .zip(object.levels())
            .any(|(names, level)| {
                let fields = names.keys.iter().zip(level.fields());
                fields
                    .filter(|(key, _)| key.is_kept)
                    .any(|(_, (_, value))| value != FieldValue::Reference(None))
            })
    }
}

/// What stands at top level or in the data of an object, if it is to be shown.
pub(super) fn item(content: Content<'_>) -> Option<Item<'_>> {
    Some(match content {
        Content::Object(value) => Item::Value(FieldValue::Reference(value)),
        Content::Block { bytes, .. } | Content::Fields(bytes) => Item::Bytes(bytes),
        Content::Exception(value) => Item::Exception(value),
        Content::Reset | Content::StreamHeader => return None,
    })
}
