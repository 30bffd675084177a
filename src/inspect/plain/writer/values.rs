//! What one value is shown as.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{PIECE, Plain};
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::{Node, NodeId, Object};
use crate::inspect::json::scalars::{put_plain, put_text};
use crate::inspect::plain::MOST_WRAPPERS;
use crate::inspect::plain::fields::{Fields, name};
use crate::inspect::plain::items::{Item, Items, Rest};
use crate::inspect::plain::known::{Known, Meaning};
use crate::inspect::plain::leaves::put_primitive;
use crate::inspect::plain::long::Long;
use crate::inspect::plain::shown::State;
use crate::inspect::plain::texts::readable;
use crate::text::JavaStr;

impl<'g> Plain<'g> {
    pub(super) fn value(&mut self, value: FieldValue) {
        let mut value = value;
        for _ in 0..MOST_WRAPPERS {
            let node = match value {
                FieldValue::Reference(Some(node)) => node,
                primitive => return put_primitive(&mut self.out.text, primitive),
            };
            match self.before.shown.state(node) {
                State::UnderWay(frame) => return self.reference(frame),
                State::Later(number) => return self.put_more(number),
                State::Around => return self.again(node),
                State::Done => {}
            }
            let object = match self.graph.node(node) {
                Some(Node::Object(object)) => object,
                Some(other) => return self.other(node, &other),
                // Of a class that an exception cut off.
                None => return self.out.put(b"null"),
            };
            let known = self.before.classes.known(object.class());
            let is_leaf = known.is_some_and(|known| known.is_leaf);
            let taken = Node::Object(object);
            if !self.before.shown.take(node, &taken, is_leaf) {
                return self.again(node);
            }
            match self.meaning(node, object, known) {
                Some(Meaning::Inside(inside)) if known.is_some_and(|known| known.is_exact) => {
                    value = inside;
                }
                meaning => return self.object(node, object, known, meaning),
            }
        }
        // It wraps itself, or might as well.
        if let FieldValue::Reference(Some(node)) = value
            && let Some(Node::Object(object)) = self.graph.node(node)
        {
            self.object(node, object, None, None);
        }
    }

    /// What an object means. Where it broke, only a list or map has the place to say so.
    fn meaning(
        &mut self,
        node: NodeId,
        object: Object<'g>,
        known: Option<Known>,
    ) -> Option<Meaning<'g>> {
        let meaning = known?.meaning(self.graph, object, &mut self.before.shown)?;
        let has_place = matches!(meaning, Meaning::List(_) | Meaning::Map(_));
        (has_place || !self.is_broken(node)).then_some(meaning)
    }

    fn object(
        &mut self,
        node: NodeId,
        object: Object<'g>,
        known: Option<Known>,
        meaning: Option<Meaning<'g>>,
    ) {
        let Some(meaning) = meaning else {
            let names = self.before.names.of(object.class());
            if self.broken.is_none() && object.is_regular() {
                let fields = Fields::new(names, node, object);
                return self.open_or_defer(Some(node), Rest::Fields(fields));
            }
            let entries = names.entries(node, object, false);
            return self.open_entries(Some(node), entries);
        };
        // Most classes are exact, and have nothing more.
        if known.is_some_and(|known| known.is_exact && !known.has_kept) {
            return self.exact(node, meaning);
        }
        let names = self.before.names.of(object.class());
        if known.is_some_and(|known| known.is_exact) && !names.has_more(object) {
            return self.exact(node, meaning);
        }
        let mut entries = names.entries(node, object, true);
        let (key, item) = match meaning {
            Meaning::Text(text) => ("@value", Item::Text(text)),
            Meaning::Number(digits) => ("@value", Item::Json(digits.into())),
            Meaning::Value(value) | Meaning::Inside(value) => ("@value", Item::Value(value)),
            Meaning::List(items) => ("@elements", Item::List(items)),
            Meaning::Map(pairs) => ("@entries", Item::Map(pairs)),
        };
        entries.push((key.into(), item));
        self.open_entries(Some(node), entries);
    }

    fn exact(&mut self, node: NodeId, meaning: Meaning<'g>) {
        match meaning {
            Meaning::Text(text) => self.text(text),
            Meaning::Number(digits) => self.out.put(digits.as_bytes()),
            Meaning::Value(value) | Meaning::Inside(value) => {
                put_primitive(&mut self.out.text, value);
            }
            Meaning::List(items) => self.open_list(Some(node), items),
            Meaning::Map(pairs) => self.map(Some(node), pairs),
        }
    }

    /// A map: an object where all keys are strings or enum constants, and no two alike.
    pub(super) fn map(&mut self, node: Option<NodeId>, pairs: Vec<(FieldValue, Item<'g>)>) {
        let mut names = Vec::with_capacity(pairs.len());
        for (key, _) in &pairs {
            match self.key(*key) {
                Some(key) => names.push(key),
                None => break,
            }
        }
        let are_names = names.len() == pairs.len() && are_different(&names);
        if are_names && self.exception(node).is_none() {
            let items = pairs.into_iter().map(|(_, item)| item);
            let entries = names.into_iter().zip(items).collect();
            return self.open_entries(node, entries);
        }
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(key, item)| Item::List(vec![Item::Value(key), item].into()));
        self.open_list(node, Items::new(pairs));
    }

    /// A key as a name, which is counted as shown.
    fn key(&mut self, key: FieldValue) -> Option<Cow<'g, str>> {
        let FieldValue::Reference(Some(id)) = key else {
            return None;
        };
        let node = self.graph.node(id)?;
        match node {
            Node::String(text) if self.before.shown.take(id, &node, true) => {
                Some(self.readable(text))
            }
            Node::Enum { name: constant, .. } => Some(name(constant)),
            _ => None,
        }
    }

    fn readable(&mut self, text: JavaStr<'g>) -> Cow<'g, str> {
        let (text, says_less) = readable(text);
        self.before.says_less |= says_less;
        text
    }

    fn other(&mut self, node: NodeId, other: &Node<'g>) {
        if !self.before.shown.take(node, other, false) {
            return self.again(node);
        }
        match other {
            Node::String(text) if text.as_bytes().len() <= PIECE => {
                if !put_plain(&mut self.out.text, text.as_bytes()) {
                    let text = self.readable(*text);
                    put_text(&mut self.out.text, &text);
                }
            }
            Node::String(text) => {
                let text = Long::text(&mut self.out, *text);
                self.go_on(text);
            }
            Node::Enum { name: constant, .. } => put_text(&mut self.out.text, &name(*constant)),
            Node::Class(class) | Node::ClassDesc(class) => {
                let class = self.before.names.class(*class);
                self.out.put(class.as_bytes());
            }
            Node::Array(array) => match array.element() {
                FieldType::Byte | FieldType::Char if self.is_broken(node) => {
                    let entries = vec![("@value".into(), Item::Primitives(*array))];
                    self.open_entries(Some(node), entries);
                }
                element if element.width().is_none() || self.is_broken(node) => {
                    let items = array.elements().map(Item::Value);
                    self.open_list(Some(node), Items::new(items));
                }
                _ => self.show(Item::Primitives(*array)),
            },
            Node::Object(_) => {}
        }
    }
}

/// Whether no two names are alike.
fn are_different(names: &[Cow<'_, str>]) -> bool {
    const FEW: usize = 8;

    if names.len() > FEW {
        let different: HashSet<&str> = names.iter().map(|name| &**name).collect();
        return different.len() == names.len();
    }
    let mut rest = names;
    while let [name, others @ ..] = rest {
        if others.contains(name) {
            return false;
        }
        rest = others;
    }
    true
}
