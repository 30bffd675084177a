//! A graph as plain JSON, piece by piece, on a stack of its own.

use std::collections::HashMap;
use std::vec::IntoIter;

use super::classes::{Meaning, Meanings};
use super::fields::{entries, item, name, title};
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::{Array, Graph, Node, NodeId, Object};
use crate::inspect::json::scalars::{
    put_char, put_double, put_float, put_hex, put_integer, put_long, put_quoted_hex, put_text,
};
use crate::inspect::json::{Layout, Out};

/// How much text is handed out at once.
const PIECE: usize = 64 * 1024;

/// How much text there may be before nothing is shown twice.
const ENOUGH: u64 = 16 << 20;

/// The same for each node.
const ENOUGH_FOR_ONE: u64 = 64;

/// How many wrappers may stand inside each other.
const MOST_WRAPPERS: usize = 16;

/// How many steps of a path are shown: all of a short one, the last of a long one.
const LONG_PATH: usize = 32;
const LAST_STEPS: usize = 8;

/// What stands for a node that is not under way.
const SHOWN: usize = usize::MAX;

/// A graph as plain JSON, in pieces.
#[derive(Debug)]
pub struct Plain<'g> {
    graph: &'g Graph,
    out: Out,
    contents: IntoIter<Item<'g>>,
    frames: Vec<Frame<'g>>,
    /// The nodes that have been shown, or under which number they are under way.
    nodes: HashMap<NodeId, usize>,
    meanings: Meanings,
    handed_out: u64,
    enough: u64,
}

/// What was shown of a graph before.
#[derive(Debug, Default)]
pub(super) struct Before {
    nodes: HashMap<NodeId, usize>,
    meanings: Meanings,
    handed_out: u64,
}

/// Something to be shown.
#[derive(Debug)]
pub(super) enum Item<'g> {
    Value(FieldValue),
    Text(String),
    Bytes(&'g [u8]),
    List(Vec<Item<'g>>),
    Pair(FieldValue, FieldValue),
    Exception(Option<NodeId>),
}

/// An array or object of JSON that is under way.
#[derive(Debug)]
struct Frame<'g> {
    node: Option<NodeId>,
    rest: Rest<'g>,
}

#[derive(Debug)]
enum Rest<'g> {
    /// Items, of which so many have come.
    Items(IntoIter<Item<'g>>, usize),
    /// Entries, of which the last had this key.
    Entries(IntoIter<(String, Item<'g>)>, String),
}

impl<'g> Plain<'g> {
    /// Returns the writer of a graph.
    pub fn new(graph: &'g Graph, layout: Layout) -> Self {
        Self::behind(graph, layout, Before::default())
    }

    /// Returns the writer of a graph of which something was shown when it was smaller, and had
    /// other contents.
    pub(super) fn behind(graph: &'g Graph, layout: Layout, before: Before) -> Self {
        let contents: Vec<Item<'g>> = graph.contents().filter_map(item).collect();
        let nodes = u64::try_from(graph.len()).unwrap_or(u64::MAX);
        Plain {
            graph,
            out: Out::new(layout == Layout::Lines),
            contents: contents.into_iter(),
            frames: Vec::new(),
            nodes: before.nodes,
            meanings: before.meanings,
            handed_out: before.handed_out,
            enough: ENOUGH.saturating_add(nodes.saturating_mul(ENOUGH_FOR_ONE)),
        }
    }

    /// Returns the next piece of the JSON: UTF-8, cut between characters. `None` behind the last.
    pub fn piece(&mut self) -> Option<&[u8]> {
        self.handed_out = self.written();
        self.out.text.clear();
        while self.out.text.len() < PIECE && self.step() {}
        (!self.out.text.is_empty()).then_some(&self.out.text)
    }

    /// Returns what has been shown, for the contents that come next.
    pub(super) fn into_before(self) -> Before {
        Before {
            handed_out: self.written(),
            nodes: self.nodes,
            meanings: self.meanings,
        }
    }

    fn written(&self) -> u64 {
        let here = u64::try_from(self.out.text.len()).unwrap_or(u64::MAX);
        self.handed_out.saturating_add(here)
    }

    /// Shows one thing more. Whether there was one.
    fn step(&mut self) -> bool {
        let Some(frame) = self.frames.last_mut() else {
            return self.next_content();
        };
        match &mut frame.rest {
            Rest::Items(items, count) => {
                if let Some(item) = items.next() {
                    *count = count.saturating_add(1);
                    self.out.item();
                    self.show(item);
                } else {
                    self.close(b']');
                }
            }
            Rest::Entries(entries, last) => {
                if let Some((key, item)) = entries.next() {
                    let mut quoted = Vec::new();
                    put_text(&mut quoted, &key);
                    *last = key;
                    self.out.quoted_key(&quoted);
                    self.show(item);
                } else {
                    self.close(b'}');
                }
            }
        }
        true
    }

    fn next_content(&mut self) -> bool {
        let Some(item) = self.contents.next() else {
            return false;
        };
        self.show(item);
        if self.frames.is_empty() {
            self.out.put(b"\n");
        }
        true
    }

    fn close(&mut self, bracket: u8) {
        self.out.close(bracket);
        if let Some(Frame {
            node: Some(node), ..
        }) = self.frames.pop()
        {
            self.nodes.insert(node, SHOWN);
        }
        if self.frames.is_empty() {
            self.out.put(b"\n");
        }
    }

    fn open_list(&mut self, node: Option<NodeId>, items: Vec<Item<'g>>) {
        self.out.open(b'[');
        self.open(node, Rest::Items(items.into_iter(), 0));
    }

    fn open_map(&mut self, node: Option<NodeId>, entries: Vec<(String, Item<'g>)>) {
        self.out.open(b'{');
        self.open(node, Rest::Entries(entries.into_iter(), String::new()));
    }

    fn open(&mut self, node: Option<NodeId>, rest: Rest<'g>) {
        if let Some(node) = node {
            self.nodes.insert(node, self.frames.len());
        }
        self.frames.push(Frame { node, rest });
    }

    fn show(&mut self, item: Item<'g>) {
        match item {
            Item::Value(value) => self.value(value),
            Item::Text(text) => put_text(&mut self.out.text, &text),
            Item::Bytes(bytes) => {
                self.out.put(b"{\"@bytes\": ");
                put_quoted_hex(&mut self.out.text, bytes);
                self.out.put(b"}");
            }
            Item::List(items) => self.open_list(None, items),
            Item::Pair(key, value) => {
                self.open_list(None, vec![Item::Value(key), Item::Value(value)]);
            }
            Item::Exception(value) => {
                let exception = Item::Value(FieldValue::Reference(value));
                self.open_map(None, vec![("@exception".to_owned(), exception)]);
            }
        }
    }

    fn value(&mut self, value: FieldValue) {
        let mut value = value;
        for _ in 0..MOST_WRAPPERS {
            let node = match value {
                FieldValue::Reference(Some(node)) => node,
                primitive => return self.primitive(primitive),
            };
            match self.nodes.get(&node) {
                Some(&SHOWN) if self.written() > self.enough => return self.again(node),
                Some(&frame) if frame != SHOWN => return self.reference(frame),
                _ => {}
            }
            let object = match self.graph.node(node) {
                Some(Node::Object(object)) => object,
                Some(other) => return self.other(node, &other),
                // Of a class that an exception cut off.
                None => return self.out.put(b"null"),
            };
            match self.meanings.of(self.graph, object) {
                Meaning::Inside(inside) => value = inside,
                meaning => return self.object(node, object, meaning),
            }
        }
        // It wraps itself, or might as well.
        if let FieldValue::Reference(Some(node)) = value
            && let Some(Node::Object(object)) = self.graph.node(node)
        {
            self.object(node, object, Meaning::Object);
        }
    }

    fn object(&mut self, node: NodeId, object: Object<'g>, meaning: Meaning) {
        match meaning {
            Meaning::Text(text) => put_text(&mut self.out.text, &text),
            Meaning::Number(digits) => self.out.put(digits.as_bytes()),
            Meaning::Value(value) | Meaning::Inside(value) => self.primitive(value),
            Meaning::List(items) => {
                let items = items.into_iter().map(Item::Value).collect();
                return self.open_list(Some(node), items);
            }
            Meaning::Map(pairs) => return self.map(node, pairs),
            Meaning::Object => return self.open_map(Some(node), entries(object)),
        }
        self.nodes.insert(node, SHOWN);
    }

    /// A map: an object where all keys are strings, and no two alike.
    fn map(&mut self, node: NodeId, pairs: Vec<(FieldValue, FieldValue)>) {
        let key = |key: FieldValue| self.graph.string(key).map(|key| key.to_string_lossy());
        let keys: Option<std::collections::HashSet<_>> =
            pairs.iter().map(|(name, _)| key(*name)).collect();
        if keys.is_some_and(|keys| keys.len() == pairs.len()) {
            let entries = pairs.into_iter().map(|(name, value)| {
                let name = key(name).unwrap_or_default().into_owned();
                (name, Item::Value(value))
            });
            let entries = entries.collect();
            return self.open_map(Some(node), entries);
        }
        let pairs = pairs.into_iter();
        let items = pairs.map(|(key, value)| Item::Pair(key, value)).collect();
        self.open_list(Some(node), items);
    }

    fn other(&mut self, node: NodeId, other: &Node<'g>) {
        match other {
            Node::String(text) => put_text(&mut self.out.text, &text.to_string_lossy()),
            Node::Enum { name: constant, .. } => put_text(&mut self.out.text, &name(*constant)),
            Node::Class(class) | Node::ClassDesc(class) => {
                put_text(&mut self.out.text, &title(*class));
            }
            Node::Array(array) if array.element().width().is_none() => {
                let items = array.elements().map(Item::Value).collect();
                return self.open_list(Some(node), items);
            }
            Node::Array(array) => self.primitives(*array),
            Node::Object(_) => {}
        }
        self.nodes.insert(node, SHOWN);
    }

    fn primitives(&mut self, array: Array<'g>) {
        match array.element() {
            FieldType::Byte => {
                self.out.put(b"\"");
                put_hex(&mut self.out.text, array.bytes());
                self.out.put(b"\"");
            }
            FieldType::Char => {
                let (pairs, _) = array.bytes().as_chunks::<2>();
                let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
                let text: String = char::decode_utf16(units)
                    .map(|character| character.unwrap_or('?'))
                    .collect();
                put_text(&mut self.out.text, &text);
            }
            _ => {
                self.out.open(b'[');
                for element in array.elements() {
                    self.out.number();
                    self.primitive(element);
                }
                self.out.close_numbers();
            }
        }
    }

    fn primitive(&mut self, value: FieldValue) {
        let out = &mut self.out.text;
        match value {
            FieldValue::Byte(value) => put_integer(out, value),
            FieldValue::Short(value) => put_integer(out, value),
            FieldValue::Int(value) => put_integer(out, value),
            FieldValue::Long(value) => put_long(out, value),
            FieldValue::Char(unit) if (0xD800..0xE000).contains(&unit) => put_text(out, "?"),
            FieldValue::Char(unit) => put_char(out, unit),
            FieldValue::Float(value) if value.is_nan() => put_text(out, "NaN"),
            FieldValue::Float(0.0) => out.extend_from_slice(b"0.0"),
            FieldValue::Float(value) => put_float(out, value),
            FieldValue::Double(value) if value.is_nan() => put_text(out, "NaN"),
            FieldValue::Double(0.0) => out.extend_from_slice(b"0.0"),
            FieldValue::Double(value) => put_double(out, value),
            FieldValue::Boolean(is) => {
                let word: &[u8] = if is { b"true" } else { b"false" };
                out.extend_from_slice(word);
            }
            FieldValue::Reference(_) => out.extend_from_slice(b"null"),
        }
    }

    /// Something that is under way: the path from the top to it.
    fn reference(&mut self, target: usize) {
        let mut path = String::from("$");
        let mut steps = self.frames.get(..target).unwrap_or_default();
        if steps.len() > LONG_PATH {
            path.push_str(" … ");
            steps = steps
                .get(steps.len().saturating_sub(LAST_STEPS)..)
                .unwrap_or_default();
        }
        for frame in steps {
            match &frame.rest {
                Rest::Items(_, count) => {
                    path.push_str(&format!("[{}]", count.saturating_sub(1)));
                }
                Rest::Entries(_, key) => {
                    path.push('.');
                    path.push_str(key);
                }
            }
        }
        self.out.put(b"{\"@ref\": ");
        put_text(&mut self.out.text, &path);
        self.out.put(b"}");
    }

    /// Something that was shown too often to be shown again.
    fn again(&mut self, node: NodeId) {
        let class = match self.graph.node(node) {
            Some(Node::Object(object)) => title(object.class()),
            Some(Node::Array(array)) => title(array.class()),
            Some(Node::Enum { class, .. }) => title(class),
            Some(Node::Class(_)) => "java.lang.Class".to_owned(),
            Some(Node::ClassDesc(_)) => "java.io.ObjectStreamClass".to_owned(),
            Some(Node::String(_)) | None => "java.lang.String".to_owned(),
        };
        self.out.put(b"{\"@again\": ");
        put_text(&mut self.out.text, &class);
        self.out.put(b"}");
    }
}
