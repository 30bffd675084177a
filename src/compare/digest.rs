//! Digests of objects, by which those are found that may belong together.
//!
//! A digest looks so many steps into an object. What is equal has the same digest, whatever came
//! before and in whatever order hash collections hold what is in them; what has the same digest is
//! compared all the same. There is no recursion: all objects that are looked into get a digest of
//! what they are, and then, once for each step, one of that and the digests of what is in them.

use std::hash::{DefaultHasher, Hasher as _};

use super::hash::{Part, at, joined, mixed, of_primitive, of_string, of_text};
use super::held::{Held, Kind, Place, tagged};
use super::looked::LookedAt;
use super::matching::Parts;
use super::rules::{LeavesOut, Rules};
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::{Annotation, Content, Graph, Node, NodeId, Object, Value};

/// Texts up to this length get their digest wherever they stand.
const SHORT: usize = 256;

/// Digests of the objects of a graph.
#[derive(Debug)]
pub(super) struct Digests<'a> {
    graph: &'a Graph,
    leaves_out: LeavesOut<'a>,
    is_strict: bool,
    /// Whether each field is a part, for how much objects have in common.
    is_detailed: bool,
    looked: LookedAt,
    /// The place of each node among those that are looked into, and one, or 0.
    places: Vec<u32>,
    nodes: Vec<NodeId>,
    /// What each is, apart from what is in it.
    kinds: Vec<u64>,
    parts: Vec<Part>,
    /// Where the parts of each end.
    ends: Vec<usize>,
}

impl<'a> Digests<'a> {
    pub(super) fn new(graph: &'a Graph, rules: &'a Rules) -> Self {
        Digests {
            graph,
            leaves_out: rules.leaves_out(),
            is_strict: rules.is_strict(),
            is_detailed: false,
            looked: LookedAt::default(),
            places: Vec::new(),
            nodes: Vec::new(),
            kinds: Vec::new(),
            parts: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// The digests of values, each of what is up to `depth` steps from it.
    pub(super) fn of(&mut self, values: &[Value], depth: u32) -> Vec<u64> {
        let roots: Vec<Part> = values.iter().map(|value| self.part(*value)).collect();
        self.look_into(depth);
        let digests = self.rounds(depth);
        let digest = |root: &Part| match root {
            Part::Known(digest) => *digest,
            Part::Inner(place) => at(&digests, *place),
            _ => 0,
        };
        let all = roots.iter().map(digest).collect();
        self.clear();
        all
    }

    /// What values are, and the digests of what is in them.
    pub(super) fn parts(&mut self, values: &[Value], depth: u32) -> Vec<Parts> {
        self.is_detailed = true;
        let roots: Vec<Part> = values.iter().map(|value| self.part(*value)).collect();
        self.look_into(depth);
        self.is_detailed = false;
        let digests = self.rounds(depth.saturating_sub(1));
        let mut all = Vec::new();
        for root in roots {
            let Part::Inner(place) = root else {
                all.push((0, Vec::new()));
                continue;
            };
            let digest = |part: &Part| match part {
                Part::Known(digest) => *digest,
                Part::Inner(place) => at(&digests, *place),
                _ => 0,
            };
            let parts = self.parts_of(place).iter().map(digest);
            all.push((at(&self.kinds, place), parts.collect()));
        }
        self.clear();
        all
    }

    fn clear(&mut self) {
        for node in self.nodes.drain(..) {
            if let Some(place) = self.places.get_mut(node.index()) {
                *place = 0;
            }
        }
        // What follows needs the memory.
        self.kinds = Vec::new();
        self.parts = Vec::new();
        self.ends = Vec::new();
        self.nodes = Vec::new();
    }

    /// A value: its digest if that is known at once, or its place among what is looked into.
    fn part(&mut self, value: Value) -> Part {
        let Some(node) = value else {
            return Part::Known(1);
        };
        match self.graph.node(node) {
            Some(Node::String(text)) if text.as_bytes().len() <= SHORT => {
                return Part::Known(of_string(text));
            }
            Some(Node::Enum { name, .. }) => return Part::Known(mixed(3, of_string(name))),
            _ => {}
        }
        if self.places.is_empty() {
            self.places = vec![0; self.graph.len()];
        }
        let Some(place) = self.places.get_mut(node.index()) else {
            return Part::Known(0);
        };
        if *place == 0 {
            self.nodes.push(node);
            *place = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        }
        Part::Inner(place.saturating_sub(1))
    }

    /// Finds the parts of all objects that are less than `depth` steps away.
    fn look_into(&mut self, depth: u32) {
        let mut next = 0;
        for _ in 0..depth {
            let end = self.nodes.len();
            while next < end {
                if let Some(node) = self.nodes.get(next).copied() {
                    self.node(node);
                }
                self.ends.push(self.parts.len());
                next = next.saturating_add(1);
            }
        }
        // What is furthest away is what it is, without what is in it.
        self.kinds = self.nodes.iter().map(|node| self.kind(*node)).collect();
    }

    fn parts_of(&self, place: u32) -> &[Part] {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let start = place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = start.copied().unwrap_or(0);
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.parts.get(start..end).unwrap_or_default()
    }

    fn rounds(&self, depth: u32) -> Vec<u64> {
        let mut digests = self.kinds.clone();
        for _ in 0..depth {
            let kinds = self.kinds.iter().zip(0..);
            digests = kinds
                .map(|(kind, place)| mixed(*kind, joined(self.parts_of(place), &digests)))
                .collect();
        }
        digests
    }

    /// What an object is, apart from what is in it; all of a string.
    fn kind(&self, node: NodeId) -> u64 {
        match self.graph.node(node) {
            Some(Node::String(text)) => of_string(text),
            Some(Node::Object(object)) => of_text(object.class().name().as_bytes()),
            _ => of_text(self.graph.class_told(node).as_bytes()),
        }
    }

    fn node(&mut self, node: NodeId) {
        match self.graph.node(node) {
            Some(Node::Object(object)) => self.object(object),
            Some(Node::Array(array)) => {
                if self.leaves_out.all_inner {
                    return;
                }
                if array.element().width().is_some() {
                    let length = u64::try_from(array.len()).unwrap_or(u64::MAX);
                    self.parts.push(Part::Known(length));
                    self.primitives(array.bytes(), array.element());
                    return;
                }
                let elements: Vec<Value> = array.elements().map(value_of).collect();
                self.row(&elements, false);
            }
            Some(Node::Class(class) | Node::ClassDesc(class)) => {
                let name = of_text(class.name().as_bytes());
                self.parts.push(Part::Known(name));
            }
            _ => {}
        }
    }

    fn primitives(&mut self, bytes: &[u8], element: FieldType) {
        let digest = match element {
            FieldType::Float | FieldType::Double => {
                let width = usize::from(element.width().unwrap_or(1)).max(1);
                let all = bytes.chunks_exact(width);
                let all = all.filter_map(|it| FieldValue::from_be_bytes(element, it));
                all.fold(0, |digest, value| mixed(digest, of_primitive(value)))
            }
            _ => of_text(bytes),
        };
        self.parts.push(Part::Known(digest));
    }

    fn row(&mut self, values: &[Value], is_hash: bool) {
        let is_bag = is_hash || self.leaves_out.orders;
        self.parts.push(if is_bag { Part::Bag } else { Part::Row });
        for value in values {
            let part = self.part(*value);
            self.parts.push(part);
        }
        self.parts.push(Part::Row);
    }

    /// Keys and values. In whatever order they come, their keys tell them apart.
    fn entries(&mut self, values: &[Value]) {
        self.parts.push(Part::Entries);
        for entry in values.chunks(2) {
            let key = entry.first().copied().flatten();
            let value = entry.get(1).copied().flatten();
            let is_left_out = self.leaves_out.all_inner || self.is_key_left_out(key);
            let key = self.part(key);
            let value = match is_left_out {
                true => Part::Known(0),
                false => self.part(value),
            };
            self.parts.extend([key, value]);
        }
        self.parts.push(Part::Row);
    }

    fn is_key_left_out(&self, key: Value) -> bool {
        if self.leaves_out.names.is_empty() {
            return false;
        }
        let key = super::told::key(self.graph, key, usize::MAX);
        self.leaves_out.names.iter().any(|name| *name == key)
    }

    fn object(&mut self, object: Object<'a>) {
        let plan = self
            .looked
            .of(object.class(), &self.leaves_out, self.is_strict);
        if plan.is_left_out || !object.is_regular() {
            return;
        }
        for level in &plan.levels {
            // What is known at once is one digest for all fields.
            let mut known = 0;
            for (name, place) in &level.fields {
                let part = match object.value_at(*place) {
                    Some(FieldValue::Reference(value)) => self.part(value),
                    Some(primitive) => Part::Known(of_primitive(primitive)),
                    None => Part::Known(0),
                };
                match part {
                    Part::Known(digest) if !self.is_detailed => {
                        known = mixed(known, mixed(*name, digest));
                    }
                    part => self.parts.push(part),
                }
            }
            if known != 0 {
                self.parts.push(Part::Known(known));
            }
            let annotation = level.annotation.map(|slot| object.annotation_at(slot));
            match (level.held, annotation) {
                (Some(held), annotation) => self.held(object, held, annotation),
                (None, Some(annotation)) => self.written(annotation),
                (None, None) => {}
            }
        }
    }

    fn held(&mut self, object: Object<'a>, held: Held, annotation: Option<Annotation<'a>>) {
        let (kind, is_hash) = match held.kind {
            Kind::Tagged => tagged(match object.field("tag") {
                Some(FieldValue::Int(tag)) => tag,
                _ => 0,
            }),
            kind => (kind, held.is_hash),
        };
        let is_hash = is_hash && !self.is_strict;
        let mut values: Vec<Value> = match (held.place, annotation) {
            (Place::Beginning(array, count), _) => {
                let (array, count) = (object.field(array), object.field(count));
                self.beginning(array, count)
            }
            (_, Some(annotation)) => annotation.filter_map(object_of).collect(),
            (_, None) => Vec::new(),
        };
        if held.place == Place::ToNull {
            let step = if kind == Kind::Entries { 2 } else { 1 };
            let end = values.iter().step_by(step).position(Option::is_none);
            values.truncate(end.map_or(values.len(), |end| end.saturating_mul(step)));
        }
        match kind {
            Kind::Entries | Kind::Identities => self.entries(&values),
            _ if self.leaves_out.all_inner => {}
            _ => self.row(&values, is_hash),
        }
    }

    fn beginning(&self, array: Option<FieldValue>, count: Option<FieldValue>) -> Vec<Value> {
        let (Some(FieldValue::Reference(Some(node))), Some(FieldValue::Int(count))) =
            (array, count)
        else {
            return Vec::new();
        };
        let Some(Node::Array(array)) = self.graph.node(node) else {
            return Vec::new();
        };
        let count = usize::try_from(count).unwrap_or(0);
        array.elements().take(count).map(value_of).collect()
    }

    /// What a class wrote by itself, however its primitive data are cut.
    fn written(&mut self, annotation: Annotation<'a>) {
        let mut data = DefaultHasher::new();
        let mut has_data = false;
        for content in annotation {
            match content {
                Content::Block { bytes, .. } | Content::Fields(bytes) => {
                    data.write(bytes);
                    has_data = true;
                }
                Content::Object(value) => {
                    let part = self.part(value);
                    self.parts.push(part);
                }
                _ => {}
            }
        }
        if has_data {
            self.parts.push(Part::Known(data.finish()));
        }
    }
}

fn value_of(value: FieldValue) -> Value {
    match value {
        FieldValue::Reference(value) => value,
        _ => None,
    }
}

fn object_of(content: Content<'_>) -> Option<Value> {
    match content {
        Content::Object(value) => Some(value),
        _ => None,
    }
}
