//! What the forms of the known classes give.

use super::items::{Item, Items};
use super::known::{Form, Meaning};
use super::scala::is_module;
use super::source::Source;
use crate::FieldValue;
use crate::graph::{Content, Graph, Node};

/// What an object means if its class `class`, or one below it, has this form.
pub(super) fn meaning<'g>(
    form: Form,
    class: &str,
    source: &mut Source<'_, 'g>,
) -> Option<Meaning<'g>> {
    Some(match form {
        Form::Like => return None,
        Form::Boxed(field) => match source.field(field)? {
            FieldValue::Reference(_) => return None,
            value => Meaning::Value(value),
        },
        Form::Inside(field) => Meaning::Inside(source.field(field)?),
        Form::WroteInside(place) => Meaning::Inside(*source.objects(class)?.get(place)?),
        Form::Elements(first) => list(source.each_object(class)?.skip(first)),
        Form::ElementsToNull => list(up_to_null(source.each_object(class)?)),
        Form::ElementsTo(end) => {
            let graph = source.graph;
            let objects = source.each_object(class)?;
            list(objects.take_while(move |value| !is_module(graph, *value, end)))
        }
        Form::Entries => map(source.each_object(class)?),
        Form::EntriesToNull => map(up_to_null(source.each_object(class)?)),
        Form::Multimap(first) => multimap(&tokens(class, first, source)?)?,
        Form::Multiset(first) => multiset(&tokens(class, first, source)?)?,
        Form::KeysAndValues(keys, values) => {
            let keys: Vec<FieldValue> = source.array(keys)?.elements().collect();
            let mut values = source.array(values)?.elements();
            let value = |value: Option<FieldValue>| value.map_or(Item::Missing, Item::Value);
            let entries = keys.into_iter().map(|key| (key, value(values.next())));
            let entries = entries.collect();
            values.next().is_none().then_some(Meaning::Map(entries))?
        }
        Form::Beginning(array, count) => {
            let count = source.size(count)?;
            list(source.array(array)?.elements().take(count))
        }
        Form::Fields(fields) => {
            let values: Option<Vec<FieldValue>> =
                fields.iter().map(|field| source.field(field)).collect();
            list(values?)
        }
        Form::FieldEntries(fields) => {
            let entries: Option<_> = fields
                .iter()
                .map(|(key, value)| Some((source.field(key)?, Item::Value(source.field(value)?))))
                .collect();
            Meaning::Map(entries?)
        }
        Form::EmptyList => list([]),
        Form::EmptyMap => Meaning::Map(Vec::new()),
        Form::Null => Meaning::Value(FieldValue::Reference(None)),
        Form::Leaf(find) | Form::Part(find) | Form::Other(find) => find(source)?,
    })
}

/// A list of these values.
pub(super) fn list<'g, I>(values: I) -> Meaning<'g>
where
    I: IntoIterator<Item = FieldValue>,
    I::IntoIter: Send + Sync + 'g,
{
    Meaning::List(Items::new(values.into_iter().map(Item::Value)))
}

/// A map of keys and values in turn. A last key without a value has come whole too.
fn map<'g>(mut items: impl Iterator<Item = FieldValue>) -> Meaning<'g> {
    let mut entries = Vec::new();
    while let Some(key) = items.next() {
        entries.push((key, items.next().map_or(Item::Missing, Item::Value)));
    }
    Meaning::Map(entries)
}

fn up_to_null(objects: impl Iterator<Item = FieldValue>) -> impl Iterator<Item = FieldValue> {
    objects.take_while(|item| *item != FieldValue::Reference(None))
}

/// Whether a value is an object of this class.
pub(super) fn is_a(graph: &Graph, value: FieldValue, class: &str) -> bool {
    let FieldValue::Reference(Some(node)) = value else {
        return false;
    };
    match graph.node(node) {
        Some(Node::Object(object)) => object.class().name() == class,
        _ => false,
    }
}

/// What a class wrote: objects, and numbers between them.
enum Token {
    Int(i32),
    Object(FieldValue),
}

/// What a class wrote after `skip` objects and the number that follows them, which is that
/// of the keys.
fn tokens(class: &str, skip: usize, source: &Source<'_, '_>) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for content in source.written(class)? {
        match content {
            Content::Object(value) => tokens.push(Token::Object(FieldValue::Reference(value))),
            Content::Block { bytes, .. } => {
                let (numbers, rest) = bytes.as_chunks::<4>();
                if !rest.is_empty() {
                    return None;
                }
                tokens.extend(numbers.iter().map(|it| Token::Int(i32::from_be_bytes(*it))));
            }
            _ => return None,
        }
    }
    let is_object = |token: &Token| matches!(token, Token::Object(_));
    let mut tokens = tokens.into_iter().skip(skip).peekable();
    // There may be another number before it: how many values a key has on average.
    while tokens.next_if(|token| !is_object(token)).is_some() {}
    Some(tokens.collect())
}

fn multimap<'g>(tokens: &[Token]) -> Option<Meaning<'g>> {
    let mut entries: Vec<(FieldValue, Item<'g>)> = Vec::new();
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        let Token::Object(key) = token else {
            return None;
        };
        let count = match tokens.next() {
            Some(Token::Int(count)) => usize::try_from(*count).ok()?,
            Some(Token::Object(_)) => return None,
            None => 0,
        };
        let mut values = Vec::new();
        for value in tokens.by_ref().take(count) {
            match value {
                Token::Object(value) => values.push(Item::Value(*value)),
                Token::Int(_) => return None,
            }
        }
        entries.push((*key, Item::List(values.into())));
    }
    Some(Meaning::Map(entries))
}

fn multiset<'g>(tokens: &[Token]) -> Option<Meaning<'g>> {
    let mut entries = Vec::new();
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        let Token::Object(element) = token else {
            return None;
        };
        let count = match tokens.next() {
            Some(Token::Int(count)) => Item::Value(FieldValue::Int(*count)),
            Some(Token::Object(_)) => return None,
            None => Item::Missing,
        };
        entries.push((*element, count));
    }
    Some(Meaning::Map(entries))
}
