//! Classes of Scala whose form differs from one version to the next.

use super::forms::{self, list};
use super::items::Item;
use super::known::{Form, Meaning, form_of};
use super::source::Source;
use crate::FieldValue;
use crate::graph::{Graph, Node, Object};

/// What 2.13 writes in the place of every `object`: the class whose only object it is.
const MODULE: &str = "scala.runtime.ModuleSerializationProxy";

/// A field that has another name since 2.12, or one with its class before it.
fn either(first: &str, second: &str, source: &Source<'_, '_>) -> Option<FieldValue> {
    source.field(first).or_else(|| source.field(second))
}

pub(super) fn some<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    either("x", "value", source).map(Meaning::Inside)
}

/// 2.13 has what fits in a `long` there.
pub(super) fn big_int<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    match either("bigInteger", "_bigInteger", source)? {
        FieldValue::Reference(None) => source.field("_long").map(Meaning::Value),
        value => Some(Meaning::Inside(value)),
    }
}

/// `Map1` to `Map4`.
pub(super) fn small_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let class = source.object.class().name().to_string_lossy();
    let prefix = class.replace('.', "$");
    let field = |name: &str| either(name, &format!("{prefix}$${name}"), source);
    let mut entries = Vec::new();
    for number in 1..=4 {
        let Some(key) = field(&format!("key{number}")) else {
            break;
        };
        let value = field(&format!("value{number}"))?;
        entries.push((key, Item::Value(value)));
    }
    (!entries.is_empty()).then_some(Meaning::Map(entries))
}

/// An `object` that is always the same, if it is a known one.
pub(super) fn module<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let name = module_name(source.graph, source.object)?;
    match form_of(&name)? {
        (name, form @ (Form::EmptyList | Form::EmptyMap | Form::Null)) => {
            forms::meaning(form, name, source)
        }
        _ => None,
    }
}

fn module_name(graph: &Graph, object: Object<'_>) -> Option<String> {
    let FieldValue::Reference(Some(class)) = object.field("moduleClass")? else {
        return None;
    };
    match graph.node(class)? {
        Node::Class(class) => Some(class.name().to_string_lossy().into_owned()),
        _ => None,
    }
}

/// Whether a value is the only object of this class.
pub(super) fn is_module(graph: &Graph, value: FieldValue, class: &str) -> bool {
    let FieldValue::Reference(Some(node)) = value else {
        return false;
    };
    let Some(Node::Object(object)) = graph.node(node) else {
        return false;
    };
    object.class().name() == class
        || object.class().name() == MODULE
            && module_name(graph, object).is_some_and(|name| name == class)
}

/// What 2.13 writes of most collections: what makes another, and the elements, which are tuples if
/// that makes a map.
pub(super) fn proxy<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    const CLASS: &str = "scala.collection.generic.DefaultSerializationProxy";
    const END: &str = "scala.collection.generic.SerializeEnd$";

    let graph = source.graph;
    let elements = source.each_object(CLASS)?;
    let elements = elements.take_while(move |value| !is_module(graph, *value, END));
    let factory = source.object("factory")?;
    let class = factory.object.class().name().to_string_lossy();
    let makes_map = class.contains("MapFactory$") || class.ends_with("Map$DeserializationFactory");
    if !makes_map {
        return Some(list(elements));
    }
    let mut entries = Vec::new();
    for element in elements {
        let tuple = source.object_of(element)?;
        if !tuple.is("scala.Tuple2") {
            return None;
        }
        entries.push((tuple.field("_1")?, Item::Value(tuple.field("_2")?)));
    }
    Some(Meaning::Map(entries))
}
