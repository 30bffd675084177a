//! What classes of the JDK mean: which are lists, maps, values of their own.

use std::collections::HashMap;

use crate::FieldValue;
use crate::graph::java::Temporal;
use crate::graph::{Class, ClassId, Content, Graph, Node, NodeId, Object};

use super::{numbers, time};

/// How an object is shown.
pub(super) enum Meaning {
    /// A text, or digits that are a number.
    Text(String),
    Number(String),
    Value(FieldValue),
    /// What it wraps is shown in its place.
    Inside(FieldValue),
    List(Vec<FieldValue>),
    Map(Vec<(FieldValue, FieldValue)>),
    /// Its fields.
    Object,
}

/// How the elements of a collection stand in what its class wrote.
#[derive(Clone, Copy)]
enum Written {
    /// Each object is one.
    Elements,
    /// So many objects come before the first.
    Behind(usize),
    /// Keys and values in turn.
    Entries,
    /// The same, with null behind the last.
    EntriesToNull,
    ElementsToNull,
}

/// Which class of an object's hierarchy wrote its elements, and how.
const COLLECTIONS: [(&str, Written); 20] = [
    ("java.util.ArrayList", Written::Elements),
    ("java.util.LinkedList", Written::Elements),
    ("java.util.ArrayDeque", Written::Elements),
    ("java.util.HashSet", Written::Elements),
    ("java.util.TreeSet", Written::Behind(1)),
    ("java.util.PriorityQueue", Written::Elements),
    (
        "java.util.concurrent.CopyOnWriteArrayList",
        Written::Elements,
    ),
    (
        "java.util.concurrent.ConcurrentLinkedQueue",
        Written::ElementsToNull,
    ),
    (
        "java.util.concurrent.ConcurrentLinkedDeque",
        Written::ElementsToNull,
    ),
    (
        "java.util.concurrent.LinkedBlockingQueue",
        Written::ElementsToNull,
    ),
    (
        "java.util.concurrent.LinkedBlockingDeque",
        Written::ElementsToNull,
    ),
    ("java.util.HashMap", Written::Entries),
    ("java.util.TreeMap", Written::Entries),
    ("java.util.Hashtable", Written::Entries),
    ("java.util.IdentityHashMap", Written::Entries),
    ("java.util.WeakHashMap", Written::Entries),
    ("java.util.EnumMap", Written::Entries),
    (
        "java.util.concurrent.ConcurrentHashMap",
        Written::EntriesToNull,
    ),
    (
        "java.util.concurrent.ConcurrentSkipListMap",
        Written::EntriesToNull,
    ),
    ("java.util.CollSer", Written::Elements),
];

/// Classes that only wrap what one of their fields holds.
const WRAPPERS: [(&str, &str); 23] = [
    ("java.util.Collections$AsLIFOQueue", "q"),
    ("java.util.Arrays$ArrayList", "a"),
    ("java.util.Collections$UnmodifiableCollection", "c"),
    ("java.util.Collections$UnmodifiableMap", "m"),
    ("java.util.Collections$SynchronizedCollection", "c"),
    ("java.util.Collections$SynchronizedMap", "m"),
    ("java.util.Collections$CheckedCollection", "c"),
    ("java.util.Collections$CheckedMap", "m"),
    ("java.util.EnumSet$SerializationProxy", "elements"),
    ("java.util.concurrent.CopyOnWriteArraySet", "al"),
    ("java.util.concurrent.PriorityBlockingQueue", "q"),
    ("java.util.concurrent.atomic.AtomicReference", "value"),
    ("java.lang.Integer", "value"),
    ("java.lang.Long", "value"),
    ("java.lang.Short", "value"),
    ("java.lang.Byte", "value"),
    ("java.lang.Boolean", "value"),
    ("java.lang.Character", "value"),
    ("java.lang.Float", "value"),
    ("java.lang.Double", "value"),
    ("java.util.concurrent.atomic.AtomicInteger", "value"),
    ("java.util.concurrent.atomic.AtomicLong", "value"),
    ("java.net.URI", "string"),
];

/// Classes that have a meaning of another kind.
const OTHERS: [&str; 15] = [
    "java.math.BigInteger",
    "java.math.BigDecimal",
    "java.util.Date",
    "java.util.UUID",
    "java.time.Ser",
    "java.util.concurrent.atomic.AtomicBoolean",
    "java.util.Vector",
    "java.util.concurrent.ArrayBlockingQueue",
    "java.util.Collections$EmptyList",
    "java.util.Collections$EmptySet",
    "java.util.Collections$EmptyMap",
    "java.util.Collections$SingletonList",
    "java.util.Collections$SingletonSet",
    "java.util.Collections$SingletonMap",
    "java.util.Collections$SetFromMap",
];

/// The same, by what a field named `m` or `map` holds.
const KEY_SETS: [&str; 2] = [
    "java.util.concurrent.ConcurrentSkipListSet",
    "java.util.concurrent.ConcurrentHashMap$KeySetView",
];

/// Which class of a hierarchy tells what an object means, looked up once for each class.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    nearest: HashMap<ClassId, Option<&'static str>>,
}

impl Meanings {
    /// How an object is shown, by the nearest of its classes that has a meaning.
    pub(super) fn of(&mut self, graph: &Graph, object: Object<'_>) -> Meaning {
        let nearest = *self
            .nearest
            .entry(object.class().id())
            .or_insert_with(|| nearest(object.class()));
        nearest
            .and_then(|name| known(graph, object, name))
            .unwrap_or(Meaning::Object)
    }
}

fn nearest(class: Class<'_>) -> Option<&'static str> {
    let mut class = Some(class);
    while let Some(here) = class {
        if let Ok(name) = here.name().to_str()
            && let Some(name) = known_name(&name)
        {
            return Some(name);
        }
        class = here.superclass();
    }
    None
}

fn known_name(name: &str) -> Option<&'static str> {
    let collections = COLLECTIONS.iter().map(|(class, _)| *class);
    let wrappers = WRAPPERS.iter().map(|(class, _)| *class);
    let others = OTHERS.iter().chain(&KEY_SETS).copied();
    collections
        .chain(wrappers)
        .chain(others)
        .find(|class| *class == name)
}

fn known(graph: &Graph, object: Object<'_>, name: &str) -> Option<Meaning> {
    if let Some((_, field)) = WRAPPERS.iter().find(|(class, _)| *class == name) {
        return object.field(field).map(Meaning::Inside);
    }
    if let Some((class, written)) = COLLECTIONS.iter().find(|(class, _)| *class == name) {
        return Some(collection(object, class, *written));
    }
    let field = |name: &str| object.field(name);
    Some(match name {
        "java.math.BigInteger" => number(big_integer(graph, object)?),
        "java.math.BigDecimal" => {
            let FieldValue::Int(scale) = field("scale")? else {
                return None;
            };
            let unscaled = object_of(graph, field("intVal")?)?;
            number(numbers::decimal(&big_integer(graph, unscaled)?, scale))
        }
        "java.util.Date" => {
            let millis = i64::from_be_bytes(bytes(object, name)?.try_into().ok()?);
            let nano = match field("nanos") {
                Some(FieldValue::Int(nanos)) => u32::try_from(nanos).ok()?,
                _ => u32::try_from(millis.rem_euclid(1000))
                    .ok()?
                    .saturating_mul(1_000_000),
            };
            let mut text = String::new();
            time::instant(&mut text, millis.div_euclid(1000), nano);
            Meaning::Text(text)
        }
        "java.util.UUID" => {
            let (FieldValue::Long(most), FieldValue::Long(least)) =
                (field("mostSigBits")?, field("leastSigBits")?)
            else {
                return None;
            };
            let bits = (u128::from(most.cast_unsigned()) << 64) | u128::from(least.cast_unsigned());
            let digits = format!("{bits:032x}");
            let part = |from, to| digits.get(from..to).unwrap_or_default();
            Meaning::Text(format!(
                "{}-{}-{}-{}-{}",
                part(0, 8),
                part(8, 12),
                part(12, 16),
                part(16, 20),
                part(20, 32)
            ))
        }
        "java.time.Ser" => match Temporal::from_bytes(&bytes(object, name)?)? {
            Temporal::Year(year) => Meaning::Value(FieldValue::Int(year.0)),
            value => Meaning::Text(time::text_of(&value)),
        },
        "java.util.concurrent.atomic.AtomicBoolean" => match field("value")? {
            FieldValue::Int(is) => Meaning::Value(FieldValue::Boolean(is != 0)),
            _ => return None,
        },
        "java.util.Vector" => {
            let FieldValue::Int(count) = field("elementCount")? else {
                return None;
            };
            let Node::Array(array) = graph.node(node_of(field("elementData")?)?)? else {
                return None;
            };
            let count = usize::try_from(count).unwrap_or(0);
            Meaning::List(array.elements().take(count).collect())
        }
        "java.util.concurrent.ArrayBlockingQueue" => {
            let int = |name| match object.field(name) {
                Some(FieldValue::Int(int)) => usize::try_from(int).ok(),
                _ => None,
            };
            let Node::Array(items) = graph.node(node_of(field("items")?)?)? else {
                return None;
            };
            let (first, count) = (int("takeIndex")?, int("count")?);
            let items: Vec<FieldValue> = items.elements().collect();
            let in_order = items.iter().cycle().skip(first.min(items.len()));
            Meaning::List(in_order.take(count.min(items.len())).copied().collect())
        }
        "java.util.Collections$EmptyList" | "java.util.Collections$EmptySet" => {
            Meaning::List(Vec::new())
        }
        "java.util.Collections$EmptyMap" => Meaning::Map(Vec::new()),
        "java.util.Collections$SingletonList" | "java.util.Collections$SingletonSet" => {
            Meaning::List(vec![field("element")?])
        }
        "java.util.Collections$SingletonMap" => Meaning::Map(vec![(field("k")?, field("v")?)]),
        "java.util.Collections$SetFromMap"
        | "java.util.concurrent.ConcurrentSkipListSet"
        | "java.util.concurrent.ConcurrentHashMap$KeySetView" => {
            let inside = object_of(graph, field("m").or_else(|| field("map"))?)?;
            let class = nearest(inside.class())?;
            // What it holds must be a map itself: nothing here goes deeper than that.
            if !COLLECTIONS.iter().any(|(map, _)| *map == class) {
                return None;
            }
            match known(graph, inside, class)? {
                Meaning::Map(entries) => {
                    Meaning::List(entries.into_iter().map(|(key, _)| key).collect())
                }
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn number(digits: String) -> Meaning {
    if numbers::is_safe(&digits) {
        Meaning::Number(digits)
    } else {
        Meaning::Text(digits)
    }
}

fn collection(object: Object<'_>, class: &str, written: Written) -> Meaning {
    let contents = object.annotation(class).into_iter().flatten();
    let objects = contents.filter_map(|content| match content {
        Content::Object(value) => Some(FieldValue::Reference(value)),
        _ => None,
    });
    let mut items: Vec<FieldValue> = objects.collect();
    let is_null = |item: &FieldValue| *item == FieldValue::Reference(None);
    let tag = object.field("tag");
    match written {
        Written::Elements if class == "java.util.CollSer" && tag == Some(FieldValue::Int(3)) => {
            Meaning::Map(entries(&items))
        }
        Written::Elements => Meaning::List(items),
        Written::Behind(count) => Meaning::List(items.split_off(count.min(items.len()))),
        Written::ElementsToNull => {
            let end = items.iter().position(is_null).unwrap_or(items.len());
            items.truncate(end);
            Meaning::List(items)
        }
        Written::Entries => Meaning::Map(entries(&items)),
        Written::EntriesToNull => {
            let end = items.iter().position(is_null).unwrap_or(items.len());
            items.truncate(end);
            Meaning::Map(entries(&items))
        }
    }
}

fn entries(items: &[FieldValue]) -> Vec<(FieldValue, FieldValue)> {
    let (pairs, _) = items.as_chunks::<2>();
    pairs.iter().map(|[key, value]| (*key, *value)).collect()
}

fn big_integer(graph: &Graph, object: Object<'_>) -> Option<String> {
    let FieldValue::Int(signum) = object.field("signum")? else {
        return None;
    };
    let Node::Array(magnitude) = graph.node(node_of(object.field("magnitude")?)?)? else {
        return None;
    };
    Some(numbers::integer(signum, magnitude.bytes()))
}

/// All the primitive data that a class wrote.
fn bytes(object: Object<'_>, class: &str) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    for content in object.annotation(class)? {
        if let Content::Block { bytes, .. } = content {
            all.extend_from_slice(bytes);
        }
    }
    Some(all)
}

fn node_of(value: FieldValue) -> Option<NodeId> {
    match value {
        FieldValue::Reference(node) => node,
        _ => None,
    }
}

fn object_of(graph: &Graph, value: FieldValue) -> Option<Object<'_>> {
    match graph.node(node_of(value)?)? {
        Node::Object(object) => Some(object),
        _ => None,
    }
}
