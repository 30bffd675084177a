//! Two objects that stand at one place.

use super::classes::class_name;
use super::difference::What;
use super::held::{Held, Kind, Place, tagged};
use super::pairs::Met;
use super::path::{At, Step};
use super::plan::{LevelPlan, Plan};
use super::told;
use super::walk::{Ruled, Walk};
use super::written::{gather, up_to_null};
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::{Annotation, Array, Class, Graph, Level, Node, NodeId, Object, Value};
use crate::text::JavaStr;

/// Texts up to this length are compared each time that they stand somewhere.
const SHORT: usize = 64;

impl<'a> Walk<'a> {
    /// Compares two objects: what they are at once, what is in them when its turn comes.
    pub(super) fn node(&mut self, at: At, old: NodeId, new: NodeId) {
        match (self.old.node(old), self.new.node(new)) {
            (Some(Node::String(one)), Some(Node::String(other))) => {
                self.strings(at, (old, one), (new, other));
            }
            (Some(Node::Object(one)), Some(Node::Object(other))) => {
                self.two_objects(at, (old, one), (new, other));
            }
            (Some(Node::Array(one)), Some(Node::Array(other))) => {
                if one.class().name() != other.class().name() {
                    return self.values_differ(at, old, new);
                }
                self.two_classes(one.class(), other.class());
                if self.meet(at, old, new) {
                    self.arrays(at, (old, one), (new, other));
                }
            }
            (
                Some(Node::Enum { class, name }),
                Some(Node::Enum {
                    class: other,
                    name: other_name,
                }),
            ) => {
                if class.name() != other.name() || name != other_name {
                    return self.values_differ(at, old, new);
                }
                self.two_classes(class, other);
            }
            (Some(Node::Class(one)), Some(Node::Class(other)))
            | (Some(Node::ClassDesc(one)), Some(Node::ClassDesc(other))) => {
                if !have_one_name(one, other) {
                    return self.values_differ(at, old, new);
                }
                self.two_classes(one, other);
            }
            (None, None) => {}
            _ => self.values_differ(at, old, new),
        }
    }

    fn values_differ(&mut self, at: At, old: NodeId, new: NodeId) {
        let old = told::value(self.old, FieldValue::Reference(Some(old)));
        let new = told::value(self.new, FieldValue::Reference(Some(new)));
        self.tell(at, What::Value, (Some(old), Some(new)));
    }

    fn strings(&mut self, at: At, old: (NodeId, JavaStr<'_>), new: (NodeId, JavaStr<'_>)) {
        let is_long = old.1.as_bytes().len() > SHORT;
        if is_long && self.pairs.are_same(old.0, new.0) {
            return;
        }
        if old.1 != new.1 {
            return self.values_differ(at, old.0, new.0);
        }
        if is_long {
            self.pairs.note(old.0, new.0);
        }
    }

    fn two_classes(&mut self, old: Class<'_>, new: Class<'_>) {
        if self.classes.is_new(old, new) {
            for it in self.classes.compare(old, new) {
                self.tell_class(it.class, it.old, it.new);
            }
        }
    }

    /// Whether two objects are to be compared: it is the first time that they are met.
    fn meet(&mut self, at: At, old: NodeId, new: NodeId) -> bool {
        let met = self.pairs.meet(old, new);
        let is_copy = self.paths.about(at).is_copy;
        if matches!(met, Met::Copy | Met::Others) && !is_copy {
            let one = told::value(self.old, FieldValue::Reference(Some(old)));
            let other = told::value(self.new, FieldValue::Reference(Some(new)));
            let (one, other) = match met {
                Met::Copy if self.pairs.has_other(old, new) => {
                    (format!("shared {one}"), format!("copy {other}"))
                }
                Met::Copy => (format!("copy {one}"), format!("shared {other}")),
                _ => (format!("{one} there"), format!("another object: {other}")),
            };
            self.tell(at, What::Sharing, (Some(one), Some(other)));
        }
        if met == Met::Copy {
            self.within(at, |about| about.is_copy = true);
        }
        matches!(met, Met::New | Met::Copy)
    }

    fn two_objects(&mut self, at: At, old: (NodeId, Object<'a>), new: (NodeId, Object<'a>)) {
        let (one, other) = (old.1, new.1);
        if !have_one_name(one.class(), other.class()) {
            return self.values_differ(at, old.0, new.0);
        }
        self.two_classes(one.class(), other.class());
        let classes = (one.class(), other.class());
        let plan = self.plans.of(classes, self.rules, &mut self.paths);
        if !plan.rules.is_empty() {
            let values = (told::reference(Some(old.0)), told::reference(Some(new.0)));
            match self.obey(&plan.rules, values.0, values.1) {
                Ruled::Skip => return,
                Ruled::Compare { is_unordered } => {
                    self.within(at, |about| about.is_unordered |= is_unordered);
                }
            }
        }
        if !plan.is_boxed && !self.meet(at, old.0, new.0) {
            return;
        }
        if plan.is_leaf && self.paths.about(at).leaf.is_none() {
            self.within(at, |about| about.leaf = Some((old.0, new.0)));
        }
        if one.is_regular() && other.is_regular() {
            self.regular(at, one, other, &plan);
        } else {
            self.irregular(at, one, other, &plan);
        }
    }

    fn regular(&mut self, at: At, old: Object<'a>, new: Object<'a>, plan: &Plan) {
        for level in &plan.levels {
            for field in level.fields.iter().filter(|field| !field.is_hidden) {
                let values = (old.value_at(field.places.0), new.value_at(field.places.1));
                if let (Some(one), Some(other)) = values {
                    let step = field.step.map_or(Step::Through, Step::Field);
                    self.child(at, step, Some(field), one, other);
                }
            }
            if let (Some(one), Some(other)) = level.data {
                let (one, other) = (old.annotation_at(one), new.annotation_at(other));
                self.written(at, level, (old, one), (new, other));
            } else if let Some(held) = level.held {
                self.in_fields(at, held, old, new);
            }
        }
    }

    /// Objects that an exception cut off, or whose class did not write its fields where it says.
    fn irregular(&mut self, at: At, old: Object<'a>, new: Object<'a>, plan: &Plan) {
        let olds: Vec<Level<'a>> = old.levels().collect();
        let news: Vec<Level<'a>> = new.levels().collect();
        for level in &plan.levels {
            let of = |levels: &[Level<'a>]| {
                let mut levels = levels.iter();
                levels.find(|it| it.class().name() == *level.class).copied()
            };
            let (one, other) = match (of(&olds), of(&news)) {
                (Some(one), Some(other)) => (one, other),
                (None, None) => continue,
                (one, other) => {
                    let told = |level: Option<Level<'_>>| {
                        level.map(|level| format!("what {} wrote", class_name(level.class())))
                    };
                    let step = Step::Field(level.data_name);
                    let what = if one.is_some() {
                        What::Missing
                    } else {
                        What::Added
                    };
                    self.tell_at(at, step, None, what, (told(one), told(other)));
                    continue;
                }
            };
            for field in level.fields.iter().filter(|field| !field.is_hidden) {
                let step = field.step.map_or(Step::Through, Step::Field);
                match (one.field(&field.name), other.field(&field.name)) {
                    (Some(one), Some(other)) => self.child(at, step, Some(field), one, other),
                    (None, None) => {}
                    (Some(one), None) => {
                        let one = told::value(self.old, one);
                        self.tell_at(at, step, Some(field), What::Missing, (Some(one), None));
                    }
                    (None, Some(other)) => {
                        let other = told::value(self.new, other);
                        self.tell_at(at, step, Some(field), What::Added, (None, Some(other)));
                    }
                }
            }
            let exceptions = (one.exception(), other.exception());
            if exceptions.0.is_some() || exceptions.1.is_some() {
                self.data(at, level, one.annotation(), other.annotation());
            } else {
                let data = (one.annotation(), other.annotation());
                self.written(at, level, (old, data.0), (new, data.1));
            }
        }
    }

    /// What a class wrote after its fields.
    fn written(
        &mut self,
        at: At,
        level: &LevelPlan,
        old: (Object<'a>, Annotation<'a>),
        new: (Object<'a>, Annotation<'a>),
    ) {
        match level.held {
            Some(Held {
                place: Place::Beginning(..),
                ..
            }) => {
                if let Some(held) = level.held {
                    self.in_fields(at, held, old.0, new.0);
                }
            }
            Some(held) => {
                let (kind, is_hash) = match held.kind {
                    Kind::Tagged => tagged(match old.0.field("tag") {
                        Some(FieldValue::Int(tag)) => tag,
                        _ => 0,
                    }),
                    kind => (kind, held.is_hash),
                };
                let is_hash = is_hash && !self.rules.is_strict();
                let (skip, is_ended) = match held.place {
                    Place::Written(skip) => (skip, false),
                    _ => (0, true),
                };
                let gather = |annotation: Annotation<'a>| {
                    let (first, all) = gather(annotation, skip);
                    let all = match is_ended {
                        true => up_to_null(all, kind),
                        false => all,
                    };
                    (first, all)
                };
                let ((first, olds), (other_first, news)) = (gather(old.1), gather(new.1));
                for (one, other) in first.into_iter().zip(other_first) {
                    let (one, other) = (told::reference(one), told::reference(other));
                    self.child(at, Step::Field(level.data_name), None, one, other);
                }
                self.held(at, kind, is_hash, &olds, &news);
            }
            None => self.data(at, level, old.1, new.1),
        }
    }

    fn held(&mut self, at: At, kind: Kind, is_hash: bool, olds: &[Value], news: &[Value]) {
        match kind {
            Kind::Entries => self.entries(at, is_hash, olds, news),
            Kind::Identities => self.identities(at, is_hash, olds, news),
            _ => self.elements(at, is_hash, olds, news),
        }
    }

    /// What a collection holds in an array that is larger than it.
    fn in_fields(&mut self, at: At, held: Held, old: Object<'a>, new: Object<'a>) {
        let Place::Beginning(array, count) = held.place else {
            return;
        };
        let held = |graph: &'a Graph, object: Object<'a>| -> Option<Vec<Value>> {
            let FieldValue::Reference(Some(node)) = object.field(array)? else {
                return None;
            };
            let (Node::Array(array), FieldValue::Int(count)) =
                (graph.node(node)?, object.field(count)?)
            else {
                return None;
            };
            let count = usize::try_from(count).ok()?;
            Some(references(array).take(count).collect())
        };
        let olds = held(self.old, old).unwrap_or_default();
        let news = held(self.new, new).unwrap_or_default();
        self.elements(at, false, &olds, &news);
    }

    fn arrays(&mut self, at: At, old: (NodeId, Array<'a>), new: (NodeId, Array<'a>)) {
        let (one, other) = (old.1, new.1);
        if one.element().width().is_none() {
            let olds: Vec<Value> = references(one).collect();
            let news: Vec<Value> = references(other).collect();
            self.elements(at, false, &olds, &news);
            if one.exception().is_some() || other.exception().is_some() {
                let ends = (one.exception().flatten(), other.exception().flatten());
                let ends = (told::reference(ends.0), told::reference(ends.1));
                self.child(at, Step::Through, None, ends.0, ends.1);
            }
            return;
        }
        if one.bytes() == other.bytes() {
            return;
        }
        let is_whole = matches!(one.element(), FieldType::Byte | FieldType::Char);
        if is_whole || one.len() != other.len() {
            return self.values_differ(at, old.0, new.0);
        }
        for (index, (one, other)) in one.elements().zip(other.elements()).enumerate() {
            if !super::walk::are_alike(one, other) {
                let step = Step::Index(u32::try_from(index).unwrap_or(u32::MAX));
                self.child(at, step, None, one, other);
            }
        }
    }
}

/// Whether two classes go by one name, or two proxies have the same interfaces.
fn have_one_name(old: Class<'_>, new: Class<'_>) -> bool {
    match (old.interfaces(), new.interfaces()) {
        (None, None) => old.name() == new.name(),
        (Some(old), Some(new)) => old.eq(new),
        _ => false,
    }
}

fn references(array: Array<'_>) -> impl Iterator<Item = Value> {
    array.elements().map(|element| match element {
        FieldValue::Reference(value) => value,
        _ => None,
    })
}
