//! What is one object in a JVM, by name: classes, interned strings, enum
//! constants, `Class` objects, and the values the JDK keeps ready.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{ClassId, ClassIndex, Graph, NodeId, Stored};
use crate::error::Result;
use crate::parser::writes_no_fields;
use crate::text::{JavaStr, JavaString};

/// What a graph has already.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    /// How many of the classes and of the nodes are in these tables.
    indexed: (usize, usize),
    classes: HashMap<Vec<u8>, ClassIndex>,
    strings: HashMap<Vec<u8>, NodeId>,
    constants: HashMap<(ClassIndex, Vec<u8>), NodeId>,
    class_objects: HashMap<ClassIndex, NodeId>,
    /// By the name of the class, and the value.
    kept: HashMap<(&'static str, i64), NodeId>,
    /// Arrays that an exception cut off: how many elements they have.
    pub(super) cut_arrays: BTreeMap<NodeId, u32>,
    /// What an exception cut off, and which of the specials that is.
    pub(super) cut: BTreeMap<NodeId, usize>,
    /// The hash codes of objects whose class computes them in a way of its own.
    hash_codes: HashMap<NodeId, i32>,
    /// The names of classes whose `writeObject` does not write the fields.
    fields_not_written: HashSet<JavaString>,
}

impl Graph {
    /// The tables, which a graph that is only read never needs.
    pub(super) fn tables(&mut self) -> &mut Tables {
        self.tables.get_or_insert_default()
    }

    /// The class of this name, if there is one: the first that is complete.
    pub(super) fn class_named(&mut self, name: JavaStr<'_>) -> Option<ClassId> {
        self.index()
            .classes
            .get(name.as_bytes())
            .copied()
            .map(ClassId)
    }

    /// Notes that the `writeObject` of this class does not write its fields.
    pub(super) fn keep_fields_not_written(&mut self, class: JavaString) {
        self.tables().fields_not_written.insert(class);
    }

    /// An empty graph that knows the same of classes; this one no longer does.
    pub(super) fn emptied(&mut self) -> Graph {
        let mut graph = Graph::default();
        if let Some(tables) = &mut self.tables
            && !tables.fields_not_written.is_empty()
        {
            graph.tables().fields_not_written = std::mem::take(&mut tables.fields_not_written);
        }
        graph
    }

    /// Whether an object of this class, or of one below it, has its fields where the descriptor says.
    pub(super) fn are_fields_written(&self, class: ClassIndex) -> bool {
        let Some(class) = self
            .class_desc(class)
            .filter(|class| class.shape().flags.has_write_method())
        else {
            return true;
        };
        let tables = self.tables.as_ref();
        let is_told = tables.is_some_and(|tables| tables.fields_not_written.contains(&class.name));
        !is_told && !writes_no_fields(class.name.as_java_str())
    }

    pub(super) fn interned(&mut self, text: JavaStr<'_>) -> Option<NodeId> {
        self.index().strings.get(text.as_bytes()).copied()
    }

    pub(super) fn keep_string(&mut self, text: JavaStr<'_>, node: NodeId) {
        self.tables().strings.insert(text.as_bytes().to_vec(), node);
    }

    pub(super) fn constant(&mut self, class: ClassIndex, name: JavaStr<'_>) -> Option<NodeId> {
        self.index()
            .constants
            .get(&(class, name.as_bytes().to_vec()))
            .copied()
    }

    pub(super) fn kept_class_object(&mut self, class: ClassIndex) -> Option<NodeId> {
        self.index().class_objects.get(&class).copied()
    }

    /// Returns the one object of a class and a value, which `make` makes the first time: for what a
    /// JVM keeps one object of, as `Integer.valueOf` and constants do. It is written once, and
    /// referred to from then on.
    ///
    /// # Errors
    ///
    /// Those of `make`.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let first = graph.kept("com.example.Zero", 0, |graph| graph.new_string("0"))?;
    /// let again = graph.kept("com.example.Zero", 0, |graph| graph.new_string("0"))?;
    /// assert_eq!(first, again);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn kept(
        &mut self,
        class: &'static str,
        value: i64,
        make: impl FnOnce(&mut Graph) -> Result<NodeId>,
    ) -> Result<NodeId> {
        if let Some(&node) = self.tables().kept.get(&(class, value)) {
            return Ok(node);
        }
        let node = make(self)?;
        self.tables().kept.insert((class, value), node);
        Ok(node)
    }

    /// Sets what `hashCode()` of an object gives, for a class whose own method computes
    /// it. Hash maps and sets made from now on go by it. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    pub fn set_hash_code(&mut self, object: NodeId, hash_code: i32) {
        self.tables().hash_codes.insert(object, hash_code);
    }

    /// Returns what [`set_hash_code`](Self::set_hash_code) told of an object.
    pub fn told_hash_code(&self, object: NodeId) -> Option<i32> {
        let tables = self.tables.as_ref()?;
        tables.hash_codes.get(&object).copied()
    }

    /// Enters what has come since the last time: made by hand or read from a stream.
    fn index(&mut self) -> &mut Tables {
        let mut tables = self.tables.take().unwrap_or_default();
        let (classes, nodes) = tables.indexed;
        for (index, desc) in self.classes.iter().enumerate().skip(classes) {
            // A class that an exception cut off can have no objects.
            let Some(class) = ClassIndex::new(index).filter(|at| self.classes.is_complete(*at))
            else {
                continue;
            };
            let name = desc.name.as_java_str().as_bytes();
            tables.classes.entry(name.to_vec()).or_insert(class);
            for field in &desc.fields {
                let Some(node) = field.type_name.node() else {
                    continue;
                };
                if let Some(text) = self.text(node) {
                    let text = text.as_bytes().to_vec();
                    tables.strings.entry(text).or_insert(node);
                }
            }
        }
        for (node, stored) in self.nodes.from(nodes) {
            match stored {
                Stored::Enum { class, name, .. } => {
                    if let Some(name) = name.node().and_then(|name| self.text(name)) {
                        let name = name.as_bytes().to_vec();
                        tables.constants.entry((class, name)).or_insert(node);
                    }
                }
                Stored::Class { class } => {
                    tables.class_objects.entry(class).or_insert(node);
                }
                _ => {}
            }
        }
        tables.indexed = (self.classes.len(), self.nodes.len());
        self.tables.insert(tables)
    }
}
