//! What a class wrote by itself, after its fields or in their place.

use std::borrow::Cow;

use super::difference::What;
use super::held::Kind;
use super::path::{At, Step};
use super::plan::LevelPlan;
use super::told;
use super::walk::Walk;
use crate::FieldValue;
use crate::graph::{Annotation, Content, Graph, Value};

impl<'a> Walk<'a> {
    /// What a class wrote by itself, item by item; neighbouring primitive data are one.
    pub(super) fn data(
        &mut self,
        at: At,
        level: &LevelPlan,
        old: Annotation<'a>,
        new: Annotation<'a>,
    ) {
        let (olds, news) = (items(old), items(new));
        if olds.is_empty() && news.is_empty() {
            return;
        }
        if olds.len() != news.len() {
            let told = |count: usize| Some(format!("{count} items"));
            let sides = (told(olds.len()), told(news.len()));
            self.tell_at(at, Step::Field(level.data_name), None, What::Value, sides);
        }
        for (index, (one, other)) in olds.iter().zip(&news).enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let step = Step::Item(level.data_name, index);
            match (one, other) {
                (Item::Bytes(one), Item::Bytes(other)) => {
                    if one != other {
                        let sides = (Some(told::bytes(one)), Some(told::bytes(other)));
                        self.tell_at(at, step, None, What::Value, sides);
                    }
                }
                (Item::Object(one), Item::Object(other))
                | (Item::Exception(one), Item::Exception(other)) => {
                    let (one, other) = (told::reference(*one), told::reference(*other));
                    self.child(at, step, None, one, other);
                }
                _ => {
                    let sides = (Some(one.told(self.old)), Some(other.told(self.new)));
                    self.tell_at(at, step, None, What::Value, sides);
                }
            }
        }
    }
}

/// The objects among what a class wrote: the first `skip`, and the rest.
pub(super) fn gather(annotation: Annotation<'_>, skip: usize) -> (Vec<Value>, Vec<Value>) {
    let mut objects = annotation.filter_map(|content| match content {
        Content::Object(value) => Some(value),
        _ => None,
    });
    let first = objects.by_ref().take(skip).collect();
    (first, objects.collect())
}

/// What comes before the null that ends a collection.
pub(super) fn up_to_null(mut all: Vec<Value>, kind: Kind) -> Vec<Value> {
    let step = if kind == Kind::Entries { 2 } else { 1 };
    let end = all.iter().step_by(step).position(Option::is_none);
    if let Some(end) = end {
        all.truncate(end.saturating_mul(step));
    }
    all
}

/// Something that a class wrote by itself.
#[derive(Debug)]
enum Item<'g> {
    Bytes(Cow<'g, [u8]>),
    Object(Value),
    Exception(Value),
}

impl Item<'_> {
    fn told(&self, graph: &Graph) -> String {
        match self {
            Item::Bytes(bytes) => told::bytes(bytes),
            Item::Object(value) => told::value(graph, FieldValue::Reference(*value)),
            Item::Exception(value) => {
                let exception = told::value(graph, FieldValue::Reference(*value));
                format!("the writer gave up: {exception}")
            }
        }
    }
}

fn items(annotation: Annotation<'_>) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = Vec::new();
    for content in annotation {
        match content {
            Content::Block { bytes, .. } | Content::Fields(bytes) => match items.last_mut() {
                Some(Item::Bytes(before)) => before.to_mut().extend_from_slice(bytes),
                _ => items.push(Item::Bytes(Cow::Borrowed(bytes))),
            },
            Content::Object(value) => items.push(Item::Object(value)),
            Content::Exception(value) => items.push(Item::Exception(value)),
            Content::Reset | Content::StreamHeader => {}
        }
    }
    items
}
