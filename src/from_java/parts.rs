//! What a node of the graph is to be for jaded: text in plain UTF-8, fields
//! where they belong, nothing that it cannot hold.

use std::borrow::Cow;

use super::refusal::{Fault, Problem, TreeStep};
use crate::codes::MAX_SHORT_STRING;
use crate::event::FieldType;
use crate::graph::{Array, Class, Content, Field, FieldValue, Graph, Level, Node, NodeId, Value};
use crate::text::JavaStr;

/// Fields that hold their own object where Java's API says there is nothing:
/// `Throwable.getCause` gives null, and a mutex is only ever locked.
const SELF_FOR_NONE: [(&str, &str); 3] = [
    ("java.lang.Throwable", "cause"),
    ("java.util.Collections$SynchronizedCollection", "mutex"),
    ("java.util.Collections$SynchronizedMap", "mutex"),
];

/// jaded gives a proxy the name of its superclass, which is always this one.
pub(super) const PROXY: &str = "java.lang.reflect.Proxy";

pub(super) enum Parts<'a> {
    Text(Cow<'a, str>),
    Object(ObjectParts<'a>),
    Primitives {
        element: FieldType,
        bytes: &'a [u8],
    },
    Elements(Vec<Value>),
    Enum {
        class: Class<'a>,
        name: Cow<'a, str>,
    },
    Class(Cow<'a, str>),
}

pub(super) struct ObjectParts<'a> {
    pub(super) class: Class<'a>,
    /// From the topmost class down.
    pub(super) levels: Vec<LevelParts<'a>>,
}

pub(super) struct LevelParts<'a> {
    pub(super) class: Class<'a>,
    /// All that the class declares, or none if they are not in the stream.
    pub(super) fields: Vec<(Field<'a>, FieldValue)>,
    pub(super) annotation: Option<Vec<Item<'a>>>,
}

/// A content of an annotation.
pub(super) enum Item<'a> {
    Object(Value),
    /// Data up to the next object. jaded does not read an `int` over the end of
    /// a block, as Java does, so blocks are joined.
    Data(Cow<'a, [u8]>),
}

impl<'a> Parts<'a> {
    pub(super) fn of(graph: &'a Graph, node: NodeId) -> Result<Self, Fault<'a>> {
        Ok(match graph.node(node) {
            Some(Node::String(string)) => Parts::Text(text(string, "string")?),
            Some(Node::Object(object)) => Parts::Object(ObjectParts {
                class: object.class(),
                levels: object
                    .levels()
                    .map(|level| level_parts(level, node))
                    .collect::<Result<_, _>>()?,
            }),
            Some(Node::Array(array)) => array_parts(array)?,
            Some(Node::Enum { class, name }) => Parts::Enum {
                class,
                name: text(name, "constant")?,
            },
            Some(Node::Class(class)) if class.interfaces().is_some() => {
                return Err(Problem::ProxyClass.into());
            }
            Some(Node::Class(class)) => Parts::Class(name(class.name(), "class name")?),
            Some(Node::ClassDesc(_)) => return Err(Problem::Descriptor.into()),
            None => return Err(Problem::CutOff.into()),
        })
    }

    /// The squares of the lengths of its annotations, added up.
    pub(super) fn item_squares(&self) -> u64 {
        let Parts::Object(object) = self else {
            return 0;
        };
        let lengths = object.levels.iter().map(|level| {
            let items = level.annotation.as_ref().map_or(0, Vec::len);
            u64::try_from(items).unwrap_or(u64::MAX)
        });
        lengths.fold(0, |sum, length| {
            sum.saturating_add(length.saturating_mul(length))
        })
    }

    /// The nodes it holds, in the order of the stream.
    pub(super) fn held(&self) -> Vec<(TreeStep<'a>, NodeId)> {
        let mut held = Vec::new();
        match self {
            Parts::Object(object) => {
                for level in &object.levels {
                    level.held(&mut held);
                }
            }
            Parts::Elements(elements) => held.extend(
                elements
                    .iter()
                    .enumerate()
                    .filter_map(|(index, element)| Some((TreeStep::Index(index), (*element)?))),
            ),
            _ => {}
        }
        held
    }
}

impl<'a> LevelParts<'a> {
    fn held(&self, held: &mut Vec<(TreeStep<'a>, NodeId)>) {
        for (field, value) in &self.fields {
            if let FieldValue::Reference(Some(node)) = *value {
                held.push((TreeStep::Field(*field), node));
            }
        }
        let items = self.annotation.as_deref().unwrap_or_default();
        let objects = items.iter().filter_map(|item| match item {
            Item::Object(value) => Some(*value),
            Item::Data(_) => None,
        });
        held.extend(
            objects
                .enumerate()
                .filter_map(|(index, value)| Some((TreeStep::Index(index), value?))),
        );
    }
}

/// The name jaded is to show for the class of an object.
pub(super) fn class_name<'a>(class: Class<'a>) -> Result<Cow<'a, str>, Fault<'a>> {
    if class.interfaces().is_some() {
        return Ok(Cow::Borrowed(PROXY));
    }
    name(class.name(), "class name")
}

/// A name that fits two bytes of length, which one that came as such does.
pub(super) fn name<'a>(string: JavaStr<'a>, of: &'static str) -> Result<Cow<'a, str>, Fault<'a>> {
    let name = text(string, of)?;
    if name.len() > MAX_SHORT_STRING {
        return Err(Problem::LongName(of).into());
    }
    Ok(name)
}

fn text<'a>(string: JavaStr<'a>, of: &'static str) -> Result<Cow<'a, str>, Fault<'a>> {
    string
        .to_str()
        .map_err(|lone| Problem::LoneSurrogate { of, lone }.into())
}

fn array_parts(array: Array<'_>) -> Result<Parts<'_>, Fault<'_>> {
    let element = array.element();
    if element.width().is_none() {
        let elements: Vec<Value> = array.elements().map(referred).collect();
        if elements.len() < array.len() {
            return Err(Problem::CutOff.into());
        }
        return Ok(Parts::Elements(elements));
    }
    if element == FieldType::Char {
        for (index, value) in array.elements().enumerate() {
            check_char(value, TreeStep::Index(index))?;
        }
    }
    Ok(Parts::Primitives {
        element,
        bytes: array.bytes(),
    })
}

fn referred(value: FieldValue) -> Value {
    match value {
        FieldValue::Reference(value) => value,
        _ => None,
    }
}

fn check_char<'a>(value: FieldValue, step: TreeStep<'a>) -> Result<(), Fault<'a>> {
    match value {
        FieldValue::Char(unit @ 0xD800..=0xDFFF) => Err(Fault {
            step: Some(step),
            problem: Problem::LoneChar(unit),
        }),
        _ => Ok(()),
    }
}

fn level_parts<'a>(level: Level<'a>, owner: NodeId) -> Result<LevelParts<'a>, Fault<'a>> {
    let class = level.class();
    let mut items = Vec::new();
    let mut late = None;
    for content in level.annotation() {
        match content {
            Content::Object(value) => items.push(Item::Object(value)),
            Content::Block { bytes, .. } => items.push(Item::Data(Cow::Borrowed(bytes))),
            Content::Fields(bytes) => late = Some((items.len(), bytes)),
            Content::Exception(_) => return Err(Problem::CutOff.into()),
            Content::Reset | Content::StreamHeader => {}
        }
    }
    let mut fields: Vec<_> = level.fields().collect();
    // Objects without a field in the stream may be many, and their class large.
    let missing = if fields.is_empty() {
        class.fields().next().is_some()
    } else {
        fields.len() < class.fields().count()
    };
    if missing {
        match late {
            Some((at, bytes)) => fields = late_fields(class, bytes, at, &mut items),
            None if fields.is_empty() && !items.is_empty() => {}
            None => return Err(Problem::CutOff.into()),
        }
    }
    for (field, value) in &mut fields {
        check_char(*value, TreeStep::Field(*field))?;
        let none =
            |(in_class, name): (&str, &str)| class.name() == in_class && field.name() == name;
        if *value == FieldValue::Reference(Some(owner)) && SELF_FOR_NONE.into_iter().any(none) {
            *value = FieldValue::Reference(None);
        }
    }
    Ok(LevelParts {
        class,
        fields,
        annotation: is_annotated(class).then(|| joined(items)),
    })
}

fn joined(items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    let mut joined: Vec<Item<'_>> = Vec::with_capacity(items.len());
    for item in items {
        match (joined.last_mut(), item) {
            (_, Item::Data(data)) if data.is_empty() => {}
            (Some(Item::Data(before)), Item::Data(data)) => {
                before.to_mut().extend_from_slice(&data);
            }
            (_, item) => joined.push(item),
        }
    }
    joined
}

/// "objectAnnotation", or the contents of an `Externalizable`. A record is never external; what
/// shows it is that it has fields.
fn is_annotated(class: Class<'_>) -> bool {
    let flags = class.flags();
    let external = flags.is_externalizable() && class.fields().next().is_none();
    external || flags.has_write_method()
}

/// The fields that a `writeObject` wrote late, taken out of its annotation: the
/// primitive values are `bytes`, the objects follow as items from `at` on.
fn late_fields<'a>(
    class: Class<'a>,
    bytes: &'a [u8],
    at: usize,
    items: &mut Vec<Item<'a>>,
) -> Vec<(Field<'a>, FieldValue)> {
    let mut rest = bytes;
    let mut objects = items.get(at..).unwrap_or_default().iter();
    let mut fields = Vec::new();
    for field in class.fields() {
        let value = match field.code().width() {
            Some(width) => rest
                .split_at_checked(usize::from(width))
                .and_then(|(value, later)| {
                    rest = later;
                    FieldValue::from_be_bytes(field.code(), value)
                }),
            None => match objects.next() {
                Some(Item::Object(value)) => Some(FieldValue::Reference(*value)),
                _ => None,
            },
        };
        match value {
            Some(value) => fields.push((field, value)),
            // Not the fields after all: they stay content.
            None => {
                items.insert(at, Item::Data(Cow::Borrowed(bytes)));
                return Vec::new();
            }
        }
    }
    let taken = fields
        .iter()
        .filter(|(field, _)| field.code().width().is_none());
    let end = at.saturating_add(taken.count());
    items.drain(at..end);
    fields
}
