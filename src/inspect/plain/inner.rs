//! What is one value to a reader, though its class writes it in parts: for who compares objects.

use super::Line;
use super::known::{Classes, Form, Meaning, row};
use super::leaves::put_primitive;
use super::shown::Shown;
use super::writer::Before;
use crate::FieldValue;
use crate::graph::{Class, Graph, Node, NodeId, Value};

/// The longest leaf that is put into words.
const LONGEST: u64 = 64 << 10;

/// How a reader sees the objects of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inner {
    /// As a text, a number or a date: its parts have no names of their own.
    Leaf,
    /// As what it wraps in this field.
    Field(&'static str),
    /// By its fields.
    Fields,
}

/// Returns how a reader sees the objects of `class`.
pub(crate) fn inner(class: Class<'_>) -> Inner {
    let mut class = Some(class);
    while let Some(here) = class {
        match row(here) {
            Some((_, Form::Like)) => class = here.superclass(),
            Some((_, Form::Leaf(_))) => return Inner::Leaf,
            Some((_, Form::Boxed(field) | Form::Inside(field))) => return Inner::Field(field),
            _ => return Inner::Fields,
        }
    }
    Inner::Fields
}

/// Returns the text of a string, an enum constant, or an object that is [one value](Inner::Leaf);
/// `None` for any other, and for one that is very long.
pub(crate) fn leaf_text(graph: &Graph, node: NodeId) -> Option<String> {
    let mut shown = Shown::of_budget(LONGEST);
    let object = match graph.node(node)? {
        Node::String(text) => return Some(text.to_string_lossy().into_owned()),
        Node::Enum { name, .. } => return Some(name.to_string_lossy().into_owned()),
        Node::Object(object) => object,
        _ => return None,
    };
    let known = Classes::default().known(object.class())?;
    if !known.is_exact || !shown.afford(Node::Object(object).weight()) {
        return None;
    }
    match known.meaning(graph, object, &mut shown)? {
        Meaning::Text(text) | Meaning::Number(text) => Some(text),
        Meaning::Value(value) => primitive_text(value),
        Meaning::Inside(FieldValue::Reference(Some(inside))) => match graph.node(inside)? {
            Node::String(text) => Some(text.to_string_lossy().into_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// A primitive value as JSON has it, without quotes; `None` for a reference.
pub(crate) fn primitive_text(value: FieldValue) -> Option<String> {
    if matches!(value, FieldValue::Reference(_)) {
        return None;
    }
    let mut text = Vec::new();
    put_primitive(&mut text, value);
    let text = String::from_utf8_lossy(&text).into_owned();
    let bare = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    Some(bare.map_or(text.clone(), str::to_owned))
}

/// Returns an object on a line of about this many columns.
pub(crate) fn one_line(graph: &Graph, object: Value, columns: usize) -> String {
    let mut before = Before::default();
    let line = Line::new(graph, &mut before, columns, 0).object(object);
    match line.strip_prefix("String ") {
        Some(text) if text.starts_with('"') => text.to_owned(),
        _ => line,
    }
}
