//! Classes of another graph.

use super::{Import, unknown_object};
use crate::class::shape::ClassIndex;
use crate::error::{ErrorKind, Result};
use crate::graph::construct::unknown_class;
use crate::graph::{ClassDesc, FieldDesc, Graph, NodeId, Slot, Special, Stored, full};
use crate::text::JavaString;

impl Import<'_> {
    /// The class that is described as this one is, new if there is none.
    pub(super) fn class(&mut self, leaf: ClassIndex) -> Result<ClassIndex, ErrorKind> {
        let mut chain = Vec::new();
        let mut next = Some(leaf);
        while let Some(class) = next
            && !self.classes.contains_key(&class)
        {
            chain.push(class);
            next = self
                .from
                .class_desc(class)
                .and_then(|desc| desc.superclass());
        }
        // A superclass has its copy before what is below it.
        while let Some(class) = chain.pop() {
            let copy = match self.alike(class) {
                Some(known) => known,
                None => self.new_class(class)?,
            };
            self.classes.insert(class, copy);
        }
        self.classes.get(&leaf).copied().ok_or_else(unknown_class)
    }

    fn alike(&mut self, class: ClassIndex) -> Option<ClassIndex> {
        let from = self.from;
        let theirs = from.class_desc(class)?;
        let known = self.to.class_named(theirs.name.as_java_str())?.0;
        let ours = self.to.class_desc(known)?;
        let superclass = match theirs.superclass() {
            Some(superclass) => Some(*self.classes.get(&superclass)?),
            None => None,
        };
        let is_alike = theirs.is_complete()
            && ours.superclass() == superclass
            && ours.shape().flags == theirs.shape().flags
            && is_same(self.to, ours, from, theirs);
        is_alike.then_some(known)
    }

    fn new_class(&mut self, class: ClassIndex) -> Result<ClassIndex, ErrorKind> {
        let from = self.from;
        let theirs = from.class_desc(class).ok_or_else(unknown_class)?;
        let mut fields = Vec::new();
        for field in &theirs.fields {
            let type_name = match field.type_name.node() {
                // As no JVM writes it: no other is the same.
                Some(name) if self.is_long(name) => Slot::of(self.node(name)?)?,
                Some(name) => {
                    let text = from.text(name).ok_or_else(unknown_object)?;
                    let interned = self.to.intern_text(text)?;
                    self.nodes.entry(name).or_insert(interned);
                    Slot::of(interned)?
                }
                None => Slot::NULL,
            };
            fields.push(FieldDesc {
                code: field.code,
                name: field.name.clone(),
                type_name,
            });
        }
        let annotation = self.slot(theirs.annotation)?;
        if !from.are_fields_written(class) {
            self.to.keep_fields_not_written(theirs.name.clone());
        }
        let codes: Vec<_> = fields.iter().map(|field| field.code).collect();
        let copy = self.to.classes.next().ok_or_else(full)?;
        let key = self.to.add_node(Stored::Desc { class: copy })?;
        let desc = ClassDesc {
            name: theirs.name.clone(),
            suid: theirs.suid,
            fields,
            interfaces: theirs.interfaces.clone(),
            annotation,
        };
        let (flags, element) = (theirs.shape().flags, theirs.element());
        let classes = &mut self.to.classes;
        classes.push(key, flags, element, desc);
        for code in codes {
            classes.add_field(copy, code);
        }
        let superclass = theirs.superclass();
        let superclass = superclass.and_then(|above| self.classes.get(&above).copied());
        classes.set_superclass(copy, superclass);
        if theirs.is_complete() {
            // So is its superclass.
            let _ = classes.complete(copy);
        }
        Ok(copy)
    }

    fn is_long(&self, string: NodeId) -> bool {
        let stored = self.from.stored(string);
        matches!(stored, Some(Stored::String { long: true, .. }))
    }
}

/// Whether two descriptors say the same of everything but flags and superclass. Of annotations that
/// hold something, nobody can say it.
fn is_same(graph: &Graph, ours: &ClassDesc, other: &Graph, theirs: &ClassDesc) -> bool {
    let is_bare = |graph: &Graph, slot| {
        let list = graph.special(slot);
        slot == Slot::NULL || matches!(list, Some(Special::List { count: 0, .. }))
    };
    let type_name = |graph: &Graph, field: &FieldDesc| {
        let text = graph.text(field.type_name.node()?)?;
        Some(JavaString::from(text))
    };
    let mut fields = ours.fields.iter().zip(&theirs.fields);
    ours.suid == theirs.suid
        && ours.interfaces == theirs.interfaces
        && ours.fields.len() == theirs.fields.len()
        && fields.all(|(ours, theirs)| {
            ours.code == theirs.code
                && ours.name == theirs.name
                && type_name(graph, ours) == type_name(other, theirs)
        })
        && is_bare(graph, ours.annotation)
        && is_bare(other, theirs.annotation)
}
