//! What captures show: what is null, what is shared, and what fields really hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{ClassFlags, FieldType};
use crate::graph::{Class, Content, FieldValue, Graph, Node, NodeId, Object};
use crate::typed::within::within;

/// How deep lists in lists are looked into.
const DEEPEST: usize = 4;

/// How many objects that a class writes besides its fields are told apart.
const WRITTEN: usize = 16;

/// What samples show.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// By the name of the class.
    classes: BTreeMap<String, Seen>,
    /// The classes of the objects at the top, in their order.
    roots: Vec<String>,
    top: Top,
    /// Whether objects of several classes were at the top of one capture.
    is_mixed: bool,
    /// The classes of objects to which more than one reference goes.
    shared: BTreeSet<String>,
}

/// What was at the top of samples.
#[derive(Debug, Clone, Default)]
pub(super) struct Top {
    pub(super) has_null: bool,
    /// Lists, sets and queues.
    pub(super) lists: Held,
    pub(super) maps: Held,
    pub(super) others: Held,
}

/// A class as samples describe it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) suid: i64,
    pub(super) flags: ClassFlags,
    pub(super) superclass: Option<String>,
    /// Name and descriptor, in the order of the stream.
    pub(super) fields: Vec<(String, String)>,
    /// What each field holds.
    pub(super) held: Vec<Held>,
    /// What the first objects are that its `writeObject` or `writeExternal` writes.
    pub(super) written: Vec<Held>,
    /// Of an enum.
    pub(super) constants: BTreeSet<String>,
}

/// What a field, or the elements of a list, hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) count: usize,
    pub(super) nulls: usize,
    /// The classes of what is not null, and how often each comes.
    pub(super) classes: BTreeMap<String, usize>,
    pub(super) is_shared: bool,
    /// Whether it was in the order of a comparator.
    pub(super) is_compared: bool,
    /// How often it was an object that holds this one, and the classes of such objects.
    pub(super) back: usize,
    pub(super) leading_back: BTreeSet<String>,
    /// Elements, or keys.
    pub(super) elements: Option<Box<Held>>,
    pub(super) values: Option<Box<Held>>,
}

impl Held {
    /// Whether it was never null, in so many samples that this is no accident.
    pub(super) fn is_never_null(&self) -> bool {
        self.nulls == 0 && self.count >= 20
    }

    /// Its class, if that was always the same.
    pub(super) fn class(&self) -> Option<&str> {
        let mut names = self.classes.keys();
        names
            .next()
            .filter(|_| self.classes.len() == 1)
            .map(String::as_str)
    }
}

impl Evidence {
    pub(super) fn class(&self, name: &str) -> Option<&Seen> {
        self.classes.get(name)
    }

    pub(super) fn roots(&self) -> &[String] {
        &self.roots
    }

    pub(super) fn top(&self) -> &Top {
        &self.top
    }

    /// Whether objects of several classes come on one stream.
    pub(super) fn is_mixed(&self) -> bool {
        self.is_mixed
    }

    pub(super) fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Whether more than one reference went to one object of this class.
    pub(super) fn is_shared(&self, class: &str) -> bool {
        self.shared.contains(class)
    }

    /// What a field holds, if it was seen.
    pub(super) fn held(&self, class: &str, field: &str) -> Option<&Held> {
        let seen = self.classes.get(class)?;
        let index = seen.fields.iter().position(|(name, _)| name == field)?;
        seen.held.get(index)
    }

    /// Adds what a capture shows.
    pub(super) fn add(&mut self, graph: &Graph) {
        let walk = Walk::of(graph);
        let mut first = None;
        for content in graph.contents() {
            if let Content::Object(value) = content {
                let Some(node) = value else {
                    self.top.has_null = true;
                    continue;
                };
                self.top.add(graph, &walk, node);
                let class = class_of(graph, node);
                self.is_mixed |= *first.get_or_insert_with(|| class.clone()) != class;
                if !self.roots.contains(&class) {
                    self.roots.push(class);
                }
            }
        }
        for index in 0..graph.len() {
            let Some(node) = graph.node_at(index) else {
                continue;
            };
            match graph.node(node) {
                Some(Node::Object(object)) => self.object(graph, &walk, node, object),
                Some(Node::Enum { class, name }) => {
                    let seen = self.described(class);
                    seen.constants.insert(name.to_string());
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, graph: &Graph, walk: &Walk, node: NodeId, object: Object<'_>) {
        let class = object.class();
        let fields = object.levels().flat_map(|level| level.fields());
        let to_itself = FieldValue::Reference(Some(node));
        // An exception without a cause refers to itself.
        let own = fields.filter(|(_, value)| *value == to_itself).count();
        if usize::try_from(walk.count(node)).unwrap_or(usize::MAX) > own.saturating_add(1) {
            self.shared.insert(class.name().to_string());
        }
        self.described(class);
        for level in object.levels() {
            let seen = self.described(level.class());
            let objects = level.annotation().filter_map(|content| match content {
                Content::Object(value) => Some(value),
                _ => None,
            });
            for (index, value) in objects.take(WRITTEN).enumerate() {
                if seen.written.len() <= index {
                    seen.written.push(Held::default());
                }
                if let Some(held) = seen.written.get_mut(index) {
                    held.add(graph, walk, node, value, 0);
                }
            }
            for (index, (_, value)) in level.fields().enumerate() {
                let (FieldValue::Reference(value), Some(held)) = (value, seen.held.get_mut(index))
                else {
                    continue;
                };
                held.add(graph, walk, node, value, 0);
            }
        }
    }

    /// The class of this descriptor, and those above it.
    fn described(&mut self, class: Class<'_>) -> &mut Seen {
        let name = class.name().to_string();
        self.classes.entry(name).or_insert_with(|| {
            let fields: Vec<(String, String)> = class
                .fields()
                .map(|field| {
                    let descriptor = match field.type_name() {
                        Some(name) => name.to_string(),
                        None => char::from(field.code().code()).to_string(),
                    };
                    (field.name().to_string(), descriptor)
                })
                .collect();
            Seen {
                suid: class.suid(),
                flags: class.flags(),
                superclass: class.superclass().map(|class| class.name().to_string()),
                held: vec![Held::default(); fields.len()],
                fields,
                written: Vec::new(),
                constants: BTreeSet::new(),
            }
        })
    }
}

impl Top {
    fn add(&mut self, graph: &Graph, walk: &Walk, node: NodeId) {
        let held = match within(graph, node) {
            Some(within) if within.is_map => &mut self.maps,
            Some(_) => &mut self.lists,
            None => &mut self.others,
        };
        held.add(graph, walk, node, Some(node), 0);
        // Nothing holds it.
        held.back = 0;
        held.leading_back.clear();
    }
}

impl Held {
    /// Adds what an object holds, in a field or in a collection of its own.
    fn add(
        &mut self,
        graph: &Graph,
        walk: &Walk,
        holder: NodeId,
        value: Option<NodeId>,
        depth: usize,
    ) {
        self.count = self.count.saturating_add(1);
        let Some(node) = value else {
            self.nulls = self.nulls.saturating_add(1);
            return;
        };
        let class = class_of(graph, node);
        if walk.is_back(holder, node) {
            self.back = self.back.saturating_add(1);
            self.leading_back.insert(class.clone());
        }
        let count = self.classes.entry(class).or_default();
        *count = count.saturating_add(1);
        self.is_shared |= walk.count(node) > 1;
        if depth >= DEEPEST {
            return;
        }
        let depth = depth.saturating_add(1);
        if let Some(Node::Array(array)) = graph.node(node) {
            if matches!(array.element(), FieldType::Object | FieldType::Array) {
                let elements = self.elements.get_or_insert_default();
                for element in array.elements() {
                    if let FieldValue::Reference(element) = element {
                        elements.add(graph, walk, holder, element, depth);
                    }
                }
            }
        } else if let Some(within) = within(graph, node) {
            self.is_compared |= within.has_comparator;
            let mut items = within.items.into_iter();
            while let Some(item) = items.next() {
                let elements = self.elements.get_or_insert_default();
                elements.add(graph, walk, holder, item, depth);
                if within.is_map {
                    let values = self.values.get_or_insert_default();
                    values.add(graph, walk, holder, items.next().flatten(), depth);
                }
            }
        }
    }
}

/// The name of the class of a node.
fn class_of(graph: &Graph, node: NodeId) -> String {
    match graph.node(node) {
        Some(Node::String(_)) => "java.lang.String".to_owned(),
        Some(Node::Object(object)) => object.class().name().to_string(),
        Some(Node::Array(array)) => array.class().name().to_string(),
        Some(Node::Enum { class, .. }) => class.name().to_string(),
        Some(Node::Class(_)) => "java.lang.Class".to_owned(),
        Some(Node::ClassDesc(_)) | None => "java.io.ObjectStreamClass".to_owned(),
    }
}

/// How often each node is referred to, and which of them hold each other.
struct Walk {
    counts: Vec<u32>,
    /// When a walk from the top came to each node, and when all was seen that it holds.
    spans: Vec<(u32, u32)>,
}

impl Walk {
    fn of(graph: &Graph) -> Self {
        let mut walk = Walk {
            counts: vec![0; graph.len()],
            spans: vec![(0, 0); graph.len()],
        };
        let mut clock = 0_u32;
        let mut open: Vec<(NodeId, std::vec::IntoIter<NodeId>)> = Vec::new();
        for content in graph.contents() {
            let Content::Object(Some(root)) = content else {
                continue;
            };
            let mut next = walk.arrive(graph, root, &mut clock);
            loop {
                if let Some(children) = next.take() {
                    open.push(children);
                }
                let Some((node, children)) = open.last_mut() else {
                    break;
                };
                match children.next() {
                    Some(child) => next = walk.arrive(graph, child, &mut clock),
                    None => {
                        clock = clock.saturating_add(1);
                        if let Some(span) = walk.spans.get_mut(node.index()) {
                            span.1 = clock;
                        }
                        open.pop();
                    }
                }
            }
        }
        walk
    }

    /// Counts a reference to a node. Returns it with what it refers to, the first time.
    fn arrive(
        &mut self,
        graph: &Graph,
        node: NodeId,
        clock: &mut u32,
    ) -> Option<(NodeId, std::vec::IntoIter<NodeId>)> {
        let count = self.counts.get_mut(node.index())?;
        *count = count.saturating_add(1);
        if *count > 1 {
            return None;
        }
        *clock = clock.saturating_add(1);
        self.spans.get_mut(node.index())?.0 = *clock;
        Some((node, children(graph, node).into_iter()))
    }

    fn count(&self, node: NodeId) -> u32 {
        self.counts.get(node.index()).copied().unwrap_or_default()
    }

    /// Whether `holder` refers to an object that it is in.
    fn is_back(&self, holder: NodeId, value: NodeId) -> bool {
        let span = |node: NodeId| self.spans.get(node.index()).copied().unwrap_or_default();
        let (inner, outer) = (span(holder), span(value));
        outer.0 > 0 && outer.0 <= inner.0 && inner.1 <= outer.1
    }
}

/// The nodes that a node refers to, in the order of the stream.
fn children(graph: &Graph, node: NodeId) -> Vec<NodeId> {
    let mut all = Vec::new();
    match graph.node(node) {
        Some(Node::Object(object)) => {
            for level in object.levels() {
                let fields = level.fields().filter_map(|(_, value)| reference(value));
                all.extend(fields);
                all.extend(level.annotation().filter_map(|content| match content {
                    Content::Object(value) => value,
                    _ => None,
                }));
            }
        }
        Some(Node::Array(array)) => {
            if matches!(array.element(), FieldType::Object | FieldType::Array) {
                all.extend(array.elements().filter_map(reference));
            }
        }
        _ => {}
    }
    all
}

fn reference(value: FieldValue) -> Option<NodeId> {
    match value {
        FieldValue::Reference(value) => value,
        _ => None,
    }
}
