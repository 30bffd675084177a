//! A graph as plain JSON, piece by piece, on a stack of its own.

mod values;

use std::collections::VecDeque;
use std::vec::IntoIter;

use super::broken::Break;
use super::fields::{AllNames, item};
use super::items::{Entry, Item, Items, Later, Pending, Rest};
use super::known::Classes;
use super::long::Long;
use super::path;
use super::shown::{Shown, State};
use crate::FieldValue;
use crate::graph::{Graph, Level, Node, NodeId, Value};
use crate::inspect::json::scalars::{put_integer, put_text};
use crate::inspect::json::{Layout, Out};

/// How much text is handed out at once.
const PIECE: usize = 64 * 1024;

/// How deep arrays and objects stand inside each other before what is deeper is shown by itself.
/// Small values go some levels further. Readers of JSON bear 128 (serde_json) or 256 (jq 1.6).
const DEEPEST: usize = 120;

/// A graph as plain JSON, in pieces.
#[derive(Debug)]
pub struct Plain<'g> {
    graph: &'g Graph,
    out: Out,
    contents: IntoIter<Item<'g>>,
    frames: Vec<Pending<'g>>,
    /// What is being put before anything else goes on.
    long: Option<Long<'g>>,
    before: Before,
    /// What was too deep, the next to be shown first.
    later: VecDeque<Later<'g>>,
    /// The nodes that are [`State::Around`].
    around: Vec<NodeId>,
    broken: Option<Break>,
}

/// What was shown of a graph before, and what is known of its classes.
#[derive(Debug, Default)]
pub(in crate::inspect) struct Before {
    shown: Shown,
    pub(super) classes: Classes,
    pub(super) names: AllNames,
    /// How many things were too deep.
    deferred: u32,
    /// Whether half a surrogate pair was shown as `?`.
    pub(super) says_less: bool,
}

impl Before {
    /// How much memory it holds.
    pub(in crate::inspect) fn memory(&self) -> usize {
        self.shown
            .memory()
            .saturating_add(self.classes.memory())
            .saturating_add(self.names.memory())
    }
}

impl<'g> Plain<'g> {
    /// Returns the writer of a graph.
    pub fn new(graph: &'g Graph, layout: Layout) -> Self {
        Self::behind(graph, layout, Before::default())
    }

    /// Returns the writer of a graph of which something was shown when it was smaller, and had
    /// other contents.
    pub(in crate::inspect) fn behind(graph: &'g Graph, layout: Layout, before: Before) -> Self {
        let contents: Vec<Item<'g>> = graph.contents().filter_map(item).collect();
        Plain {
            graph,
            out: Out::new(layout == Layout::Lines),
            contents: contents.into_iter(),
            frames: Vec::new(),
            long: None,
            before,
            later: VecDeque::new(),
            around: Vec::new(),
            broken: None,
        }
    }

    /// The same of a stream that broke.
    pub(super) fn broken(mut self, broken: Break) -> Self {
        self.broken = Some(broken);
        self
    }

    /// Returns what has been shown, for the contents that come next.
    pub(in crate::inspect) fn into_before(self) -> Before {
        self.before
    }

    /// Returns the next piece of the JSON: UTF-8, cut between characters. `None` after the last.
    pub fn piece(&mut self) -> Option<&[u8]> {
        self.out.text.clear();
        while self.out.text.len() < PIECE && self.step() {}
        (!self.out.text.is_empty()).then_some(&self.out.text)
    }

    /// Shows one more thing. Whether there was one.
    fn step(&mut self) -> bool {
        if let Some(long) = self.long.take() {
            self.go_on(long);
            self.end_content();
            return true;
        }
        let Some(frame) = self.frames.last_mut() else {
            return self.next_later() || self.next_content();
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
                    self.out.text_key(&key);
                    *last = key;
                    self.show(item);
                } else {
                    self.close(b'}');
                }
            }
            Rest::Fields(fields) => {
                if let Some(item) = fields.next(&mut self.out) {
                    self.show(item);
                } else {
                    self.close(b'}');
                }
            }
        }
        true
    }

    fn next_content(&mut self) -> bool {
        for node in self.around.drain(..) {
            self.before.shown.set(node, State::Done);
        }
        let Some(item) = self.contents.next() else {
            return false;
        };
        self.show(item);
        self.end_content();
        true
    }

    /// Ends the line of what stands at top level, if all of that has been put.
    fn end_content(&mut self) {
        if self.frames.is_empty() && self.long.is_none() {
            self.out.put(b"\n");
        }
    }

    /// Puts a piece of something that may be long. What is left comes with the next steps.
    fn go_on(&mut self, mut long: Long<'g>) {
        let more = long.put(&mut self.out);
        self.before.says_less |= long.says_less;
        self.long = more.then_some(long);
    }

    /// What was too deep in the last content stands on its own after it.
    fn next_later(&mut self) -> bool {
        let Some(Later { number, node, rest }) = self.later.pop_front() else {
            return false;
        };
        self.out.open(b'{');
        self.out.key("@more");
        put_integer(&mut self.out.text, number);
        self.out.key("value");
        let nothing = Rest::Entries(Vec::new().into_iter(), "value".into());
        self.open(None, nothing);
        self.out.open(rest.bracket());
        self.open(node, rest);
        true
    }

    fn close(&mut self, bracket: u8) {
        self.out.close(bracket);
        if let Some(Pending {
            node: Some(node),
            is_around,
            ..
        }) = self.frames.pop()
        {
            if is_around {
                self.around.push(node);
                self.before.shown.set(node, State::Around);
            } else {
                self.before.shown.set(node, State::Done);
            }
        }
        self.end_content();
    }

    fn open_list(&mut self, node: Option<NodeId>, items: Items<'g>) {
        let items = match (self.rest_of(node), self.exception(node)) {
            (Some(rest), _) => items.and(Item::Object(vec![("@rest".into(), rest)])),
            (None, Some(exception)) => items.and(Item::Exception(exception)),
            (None, None) => items,
        };
        self.open_or_defer(node, Rest::Items(items, 0));
    }

    fn open_entries(&mut self, node: Option<NodeId>, mut entries: Vec<Entry<'g>>) {
        if let Some(rest) = self.rest_of(node) {
            entries.push(("@rest".into(), rest));
        }
        self.open_or_defer(node, Rest::Entries(entries.into_iter(), "".into()));
    }

    /// What stands at the end of the innermost thing in which a stream broke.
    fn rest_of(&self, node: Option<NodeId>) -> Option<Item<'g>> {
        let broken = self.broken.as_ref()?;
        self.is_broken(node?).then(|| broken.item())
    }

    /// The exception by which the writer gave up in the middle of a list or map, or of the elements
    /// of an array.
    fn exception(&self, node: Option<NodeId>) -> Option<Value> {
        match self.graph.node(node?)? {
            Node::Object(object) => object.levels().find_map(Level::exception),
            Node::Array(array) => array.exception(),
            _ => None,
        }
    }

    fn is_broken(&self, node: NodeId) -> bool {
        self.broken
            .as_ref()
            .is_some_and(|broken| broken.node == Some(node))
    }

    fn open_or_defer(&mut self, node: Option<NodeId>, rest: Rest<'g>) {
        if self.frames.len() < DEEPEST {
            self.out.open(rest.bracket());
            return self.open(node, rest);
        }
        self.before.deferred = self.before.deferred.saturating_add(1);
        let number = self.before.deferred;
        self.put_more(number);
        if let Some(node) = node {
            self.before.shown.set(node, State::Later(number));
        }
        for frame in self.frames.iter_mut().rev() {
            if std::mem::replace(&mut frame.is_around, true) {
                break;
            }
        }
        self.later.push_back(Later { number, node, rest });
    }

    fn open(&mut self, node: Option<NodeId>, rest: Rest<'g>) {
        if let Some(node) = node {
            // There are a few more than DEEPEST at most.
            let frame = u8::try_from(self.frames.len()).unwrap_or(u8::MAX);
            self.before.shown.set(node, State::UnderWay(frame));
        }
        let is_around = false;
        self.frames.push(Pending {
            node,
            rest,
            is_around,
        });
    }

    fn show(&mut self, item: Item<'g>) {
        match item {
            Item::Value(value) => self.value(value),
            Item::Text(text) => self.text(text),
            Item::Json(json) => self.out.put(json.as_bytes()),
            Item::Bytes(bytes) => {
                let data = Long::data(&mut self.out, bytes);
                self.go_on(data);
            }
            Item::Primitives(array) => {
                let array = Long::array(&mut self.out, array);
                self.go_on(array);
            }
            Item::List(items) => self.open_list(None, items),
            Item::Map(pairs) => self.map(None, pairs),
            Item::Object(entries) => self.open_entries(None, entries),
            Item::Exception(value) => {
                let exception = Item::Value(FieldValue::Reference(value));
                self.open_entries(None, vec![("@exception".into(), exception)]);
            }
            Item::Missing => self.out.put(b"{\"@missing\": true}"),
        }
    }

    /// A text that was made: a short one at once.
    fn text(&mut self, text: String) {
        if text.len() <= PIECE {
            return put_text(&mut self.out.text, &text);
        }
        let text = Long::made(&mut self.out, text);
        self.go_on(text);
    }

    /// Something that is under way: the path from the top to it.
    fn reference(&mut self, target: u8) {
        let target = usize::from(target);
        let path = path::to(self.frames.get(..target).unwrap_or_default());
        self.out.put(b"{\"@ref\": ");
        put_text(&mut self.out.text, &path);
        self.out.put(b"}");
    }

    fn put_more(&mut self, number: u32) {
        self.out.put(b"{\"@more\": ");
        put_integer(&mut self.out.text, number);
        self.out.put(b"}");
    }

    /// Something that was shown too often to be shown again.
    fn again(&mut self, node: NodeId) {
        let class = match self.graph.node(node) {
            Some(Node::Object(object)) => self.before.names.class(object.class()),
            Some(Node::Array(array)) => self.before.names.class(array.class()),
            Some(Node::Enum { class, .. }) => self.before.names.class(class),
            Some(Node::Class(_)) => "\"java.lang.Class\"".into(),
            Some(Node::ClassDesc(_)) => "\"java.io.ObjectStreamClass\"".into(),
            Some(Node::String(_)) | None => "\"java.lang.String\"".into(),
        };
        self.out.put(b"{\"@again\": ");
        self.out.put(class.as_bytes());
        self.out.put(b"}");
    }
}
