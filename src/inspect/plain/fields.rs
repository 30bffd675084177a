//! Objects that are shown by their fields, and what else they wrote.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::items::{Entry, Item};
use super::jdk::KEPT;
use super::known::{PerClass, row};
use super::leaves::put_primitive;
use crate::FieldValue;
use crate::graph::{Class, Content, Field, NodeId, Object, PlacedLevel, ValuePlace};
use crate::inspect::json::Out;
use crate::inspect::json::scalars::put_text;
use crate::text::JavaStr;

/// Longer names are cut short, as they may stand at each of many objects.
const LONGEST: usize = 256;

/// How many interfaces of a proxy class are named.
const INTERFACES: usize = 64;

/// A name, not too long.
pub(super) fn name(name: JavaStr<'_>) -> Cow<'_, str> {
    let text = name.to_string_lossy();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text,
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
    keys: Vec<Key>,
    data: Quoted,
    /// The slot of its data in a regular object.
    annotation: Option<usize>,
}

#[derive(Debug)]
struct Key {
    name: Quoted,
    /// Where its value stands in a regular object.
    place: ValuePlace,
    /// Whether it is shown, if not null, though the meaning is.
    is_kept: bool,
    /// Whether it is the cause of an exception, which is itself where there is none.
    is_cause: bool,
}

/// A key, and the same as a JSON string.
#[derive(Debug)]
struct Quoted {
    text: Box<str>,
    json: Box<[u8]>,
}

impl From<String> for Quoted {
    fn from(text: String) -> Self {
        let mut json = Vec::new();
        put_text(&mut json, &text);
        Quoted {
            text: text.into(),
            json: json.into(),
        }
    }
}

/// The names of the classes of a graph, made once for each.
#[derive(Debug, Default)]
pub(super) struct AllNames {
    of_classes: PerClass<Arc<str>>,
    of_objects: PerClass<Arc<Names>>,
    /// How much memory the names take.
    named: usize,
}

impl AllNames {
    /// How much memory it holds.
    pub(super) fn memory(&self) -> usize {
        self.of_classes
            .memory()
            .saturating_add(self.of_objects.memory())
            .saturating_add(self.named)
    }

    /// The class as JSON.
    pub(super) fn class(&mut self, class: Class<'_>) -> Arc<str> {
        let named = &mut self.named;
        self.of_classes.of(class.id(), || {
            let title = title(class);
            *named = named.saturating_add(title.len());
            title
        })
    }

    pub(super) fn of(&mut self, class: Class<'_>) -> Arc<Names> {
        let title = self.class(class);
        let named = &mut self.named;
        self.of_objects.of(class.id(), || {
            let names = Names {
                class: title,
                levels: levels(class),
            };
            *named = named.saturating_add(names.memory());
            Arc::new(names)
        })
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
fn levels(class: Class<'_>) -> Vec<Level> {
    let levels: Vec<_> = class.placed().collect();
    let mut below = HashSet::new();
    let mut hidden = HashSet::new();
    for level in levels.iter().rev() {
        for field in level.class.fields() {
            if !below.insert(name(field.name())) {
                hidden.insert((level.class.id(), name(field.name())));
            }
        }
    }
    // How many want each key.
    let mut taken = HashMap::from(
        [("@class", 1_u32), ("@exception", 1)].map(|(key, count)| (key.to_owned(), count)),
    );
    let mut unique = |key: String| -> Quoted {
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
    let is_other = levels.iter().any(|level| row(level.class).is_none());
    let mut is_first = true;
    let one = |level: &PlacedLevel<'_>| {
        let class = level.class;
        let class_name = name(class.name());
        let key = |(field, place): (Field<'_>, ValuePlace)| {
            let key = name(field.name());
            let is_kept = KEPT.contains(&(&class_name, &key));
            let name = match hidden.contains(&(class.id(), key.clone())) {
                true => unique(format!("{class_name}.{key}")),
                false => unique(key.into_owned()),
            };
            Key {
                is_cause: class_name == "java.lang.Throwable" && &*name.text == "cause",
                name,
                place,
                is_kept,
            }
        };
        let keys = level.places().map(key).collect();
        let has_data = class.flags().has_write_method() || class.flags().is_externalizable();
        let is_known = row(class).is_some();
        let data = match has_data {
            true if is_first && !(is_known && is_other) => {
                is_first = false;
                unique("@data".to_owned())
            }
            true => unique(format!("@data of {class_name}")),
            false => String::new().into(),
        };
        Level {
            is_known,
            keys,
            data,
            annotation: level.annotation,
        }
    };
    levels.iter().map(one).collect()
}

impl Key {
    /// What is shown of its value in an object.
    fn shown(&self, value: FieldValue, node: NodeId) -> FieldValue {
        match self.is_cause && value == FieldValue::Reference(Some(node)) {
            true => FieldValue::Reference(None),
            false => value,
        }
    }
}

impl Names {
    fn memory(&self) -> usize {
        let quoted = |quoted: &Quoted| quoted.text.len().saturating_add(quoted.json.len());
        let level = |level: &Level| {
            let keys = level.keys.iter().map(|key| quoted(&key.name));
            let keys = keys.fold(quoted(&level.data), usize::saturating_add);
            keys.saturating_add(level.keys.capacity().saturating_mul(size_of::<Key>()))
                .saturating_add(size_of::<Level>())
        };
        self.levels
            .iter()
            .map(level)
            .fold(size_of::<Self>(), usize::saturating_add)
    }

    /// The entries of an object: its class, its fields from the topmost class down, its data.
    /// Its meaning is joined only by those that the meaning leaves out.
    pub(super) fn entries<'g>(
        &self,
        node: NodeId,
        object: Object<'g>,
        has_meaning: bool,
    ) -> Vec<Entry<'g>> {
        let owned = |key: &Quoted| Cow::Owned(key.text.to_string());
        let mut entries = vec![("@class".into(), Item::Json(Arc::clone(&self.class)))];
        for (names, level) in self.levels.iter().zip(object.levels()) {
            let is_in_meaning = has_meaning && names.is_known;
            for (key, (_, value)) in names.keys.iter().zip(level.fields()) {
                let is_null = value == FieldValue::Reference(None);
                if is_in_meaning && (is_null || !key.is_kept) {
                    continue;
                }
                entries.push((owned(&key.name), Item::Value(key.shown(value, node))));
            }
            if is_in_meaning {
                continue;
            }
            let data: Vec<Item<'_>> = level.annotation().filter_map(item).collect();
            if !data.is_empty() {
                entries.push((owned(&names.data), Item::List(data.into())));
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

/// The [entries](Names::entries) of a [regular](Object::is_regular) object, one after the other.
#[derive(Debug)]
pub(super) struct Fields<'g> {
    names: Arc<Names>,
    node: NodeId,
    object: Object<'g>,
    is_new: bool,
    /// The level that is shown, and the key that comes next.
    level: usize,
    next: usize,
}

impl<'g> Fields<'g> {
    pub(super) fn new(names: Arc<Names>, node: NodeId, object: Object<'g>) -> Self {
        Fields {
            names,
            node,
            object,
            is_new: true,
            level: 0,
            next: 0,
        }
    }

    /// Puts keys and primitive values up to the next key that has something else.
    pub(super) fn next(&mut self, out: &mut Out) -> Option<Item<'g>> {
        if std::mem::take(&mut self.is_new) {
            out.key("@class");
            out.put(self.names.class.as_bytes());
        }
        loop {
            let level = self.names.levels.get(self.level)?;
            if let Some(key) = level.keys.get(self.next) {
                self.next = self.next.saturating_add(1);
                let value = self.object.value_at(key.place)?;
                out.quoted_key(&key.name.json);
                match key.shown(value, self.node) {
                    value @ FieldValue::Reference(Some(_)) => return Some(Item::Value(value)),
                    value => put_primitive(&mut out.text, value),
                }
                continue;
            }
            self.level = self.level.saturating_add(1);
            self.next = 0;
            let Some(slot) = level.annotation else {
                continue;
            };
            let data: Vec<Item<'g>> = self.object.annotation_at(slot).filter_map(item).collect();
            if !data.is_empty() {
                out.quoted_key(&level.data.json);
                return Some(Item::List(data.into()));
            }
        }
    }

    /// The key of what is shown.
    pub(super) fn key(&self) -> &str {
        let level = |level: usize| self.names.levels.get(level);
        let name = match self.next.checked_sub(1) {
            Some(key) => level(self.level)
                .and_then(|level| level.keys.get(key))
                .map(|key| &key.name),
            None => level(self.level.saturating_sub(1)).map(|level| &level.data),
        };
        name.map_or("", |name| &name.text)
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
