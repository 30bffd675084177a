//! [`ObjectMut`]: the values of an object, to be set.

use super::contents::Contents;
use super::levels::LevelSlots;
use super::{ClassId, ClassIndex, FieldValue, Graph, IntoJava, NodeId, Slot, Stored, Value};
use crate::error::{ErrorKind, Result};
use crate::text::{JavaStr, JavaString};

/// An object of a graph whose values can be set.
///
/// [`Graph::object`] makes one, [`Graph::edit`] takes one that is there: made by
/// hand or read from a stream.
///
/// # Examples
///
/// Two objects that refer to each other:
///
/// ```
/// use javawire::graph::{ClassBuilder, Graph};
///
/// let mut graph = Graph::new();
/// let person = graph.define(
///     ClassBuilder::serializable("com.example.Person", 1)
///         .field("name", "java.lang.String")
///         .field("age", "int")
///         .field("friend", "com.example.Person"),
/// )?;
/// let ada = graph.object(person)?.set("name", "Ada")?.set("age", 36)?.id();
/// let charles = graph.object(person)?.set("name", "Charles")?.set("friend", ada)?.id();
/// graph.edit(ada)?.set("friend", charles)?;
/// graph.push(ada)?;
///
/// let error = graph.edit(ada)?.set("age", "thirty-six").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "com.example.Person.age: expected int, found java.lang.String"
/// );
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct ObjectMut<'g> {
    graph: &'g mut Graph,
    node: NodeId,
}

impl ObjectMut<'_> {
    /// Returns the object's id.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.node
    }

    /// Sets the field `name` of the class nearest to the object's own that has it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if no class has such a field, or if it cannot hold the value.
    pub fn set(self, name: &str, value: impl IntoJava) -> Result<Self> {
        self.set_at(None, name, value)
    }

    /// Sets the field `name` of the object's class or superclass `class`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if the class has no such field, if it is not a class of
    /// the object, or if the field cannot hold the value.
    pub fn set_in(self, class: ClassId, name: &str, value: impl IntoJava) -> Result<Self> {
        self.set_at(Some(class.0), name, value)
    }

    /// Sets what the `writeObject` of the object's class or superclass `class`
    /// writes after the fields, or what its `writeExternal` writes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if that class has no such method.
    pub fn annotate(self, class: ClassId, contents: &Contents) -> Result<Self> {
        let place = self.graph.annotation_place(self.node, class.0)?;
        let list = self.graph.add_contents(contents)?;
        self.graph.set_slot(place, list);
        Ok(self)
    }

    fn set_at(self, class: Option<ClassIndex>, name: &str, value: impl IntoJava) -> Result<Self> {
        let value = value.into_java(self.graph)?;
        let FieldPlace { class, field, at } = self.graph.field_place(self.node, class, name)?;
        self.graph.store(class, field, at, value)?;
        Ok(self)
    }
}

/// Where the value of a field is.
struct FieldPlace {
    class: ClassIndex,
    field: usize,
    /// Among the bytes or the slots, as the field's type says.
    at: u32,
}

impl Graph {
    /// Returns an object that is there, to set its values. A node of another graph is
    /// [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if no object of this graph has the number of `node`.
    pub fn edit(&mut self, node: NodeId) -> Result<ObjectMut<'_>> {
        match self.stored(node) {
            Some(Stored::Object { .. }) => Ok(ObjectMut { graph: self, node }),
            _ => Err(ErrorKind::Caller("what is to be edited is no object of this graph").into()),
        }
    }

    fn field_place(
        &self,
        node: NodeId,
        class: Option<ClassIndex>,
        name: &str,
    ) -> Result<FieldPlace, ErrorKind> {
        let levels = self.levels_of(node).filter_map(|values| {
            let wanted = class.is_none_or(|class| class == values.class);
            let field = self.field_index(values.class, name).filter(|_| wanted)?;
            Some((values, field))
        });
        let problem = match levels.last() {
            None => "there is no such field",
            Some((values, field)) => match self.place(&values, field) {
                Some(place) if values.has_fields => return Ok(place),
                _ => "its writeObject did not write the fields where its descriptor says",
            },
        };
        Err(self.unfit(
            class.or_else(|| self.class_index_of(node)),
            Some(name.into()),
            problem.to_owned(),
        ))
    }

    fn annotation_place(&self, node: NodeId, class: ClassIndex) -> Result<u32, ErrorKind> {
        self.levels_of(node)
            .find(|values| values.class == class)
            .and_then(|values| values.annotation)
            .ok_or_else(|| {
                let problem = "the class of the object has no such class that writes an annotation";
                self.unfit(Some(class), None, problem.to_owned())
            })
    }

    fn field_index(&self, class: ClassIndex, name: &str) -> Option<usize> {
        let fields = &self.class_desc(class)?.fields;
        fields.iter().position(|field| field.name == name)
    }

    /// Where a field is, whose class has its fields where its descriptor says.
    fn place(&self, values: &LevelSlots, index: usize) -> Option<FieldPlace> {
        let fields = &self.class_desc(values.class)?.fields;
        let field = fields.get(index)?;
        let before = fields.get(..index)?.iter().map(|field| field.code.width());
        let at = match field.code.width() {
            Some(_) => {
                let bytes = self.slot_range(values.primitives?, 1).first()?.0;
                let offset: u32 = before.flatten().map(u32::from).sum();
                bytes.checked_add(offset)?
            }
            None => {
                let references = before.filter(Option::is_none).count();
                let references = u32::try_from(references).ok()?;
                values.objects.start.checked_add(references)?
            }
        };
        Some(FieldPlace {
            class: values.class,
            field: index,
            at,
        })
    }

    fn store(&mut self, class: ClassIndex, field: usize, at: u32, value: FieldValue) -> Result<()> {
        let Some(desc) = self
            .class_desc(class)
            .and_then(|desc| desc.fields.get(field))
        else {
            return Ok(());
        };
        let misfit = |graph: &Graph, name: &JavaString, problem| {
            graph.unfit(Some(class), Some(name.clone()), problem)
        };
        if desc.code.width().is_some() {
            let (bytes, width) = self
                .fit_primitive(desc.code, value)
                .map_err(|problem| misfit(self, &desc.name, problem))?
                .bytes();
            self.set_bytes(at, bytes.get(..width).unwrap_or_default());
            return Ok(());
        }
        let type_name = self.type_name(desc.type_name);
        let fitting = self
            .fit_reference(type_name, value)
            .map_err(|problem| misfit(self, &desc.name, problem))?;
        let value = self.boxed(fitting)?;
        let slot = self.slot(value)?;
        self.set_slot(at, slot);
        Ok(())
    }

    /// The text of the string a field's type is named by.
    fn type_name(&self, slot: Slot) -> JavaStr<'_> {
        match slot.node().and_then(|node| self.stored(node)) {
            Some(Stored::String { start, length, .. }) => {
                JavaStr::new_checked(self.byte_range(start, usize::try_from(length).unwrap_or(0)))
            }
            _ => JavaStr::new_checked(b""),
        }
    }

    pub(super) fn set_bytes(&mut self, at: u32, bytes: &[u8]) {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        if let Some(place) = self.bytes.get_mut(start..start.saturating_add(bytes.len())) {
            place.copy_from_slice(bytes);
        }
    }

    pub(super) fn set_slot(&mut self, at: u32, slot: Slot) {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
    }

    /// The slot of a value, if it is one of this graph.
    pub(super) fn slot(&self, value: Value) -> Result<Slot, ErrorKind> {
        match value {
            None => Ok(Slot::NULL),
            Some(node) if self.stored(node).is_some() => Slot::of(node),
            Some(_) => Err(ErrorKind::Caller("an object that is not in this graph")),
        }
    }

    /// The array element that is not of this type.
    pub(super) fn misplaced(&self, class: ClassIndex, index: usize, problem: &str) -> ErrorKind {
        self.unfit(Some(class), None, format!("element {index}: {problem}"))
    }

    pub(super) fn unfit(
        &self,
        class: Option<ClassIndex>,
        field: Option<JavaString>,
        problem: String,
    ) -> ErrorKind {
        let class = class.and_then(|class| self.class_desc(class));
        ErrorKind::Unfit {
            class: class.map(|class| class.name.clone()).unwrap_or_default(),
            field,
            problem,
        }
    }

    fn class_index_of(&self, node: NodeId) -> Option<ClassIndex> {
        match self.stored(node)? {
            Stored::Object { class, .. } => Some(class),
            _ => None,
        }
    }

    /// The slots of a new object: zero and null everywhere.
    pub(super) fn blank_slots(&mut self, leaf: ClassIndex) -> Result<Vec<Slot>, ErrorKind> {
        const ZEROS: [u8; 256] = [0; 256];

        if self.is_external(leaf) {
            return Ok(vec![Slot::NULL]);
        }
        let count = self.class_desc(leaf).map_or(0, |class| class.slots());
        let mut slots = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        let levels: Vec<_> = self.classes.with_data(leaf).collect();
        for class in levels {
            let Some(shape) = self.classes.shape(class) else {
                break;
            };
            if !self.are_fields_written(class) {
                slots.extend([Slot::NO_FIELDS, Slot::NULL]);
                continue;
            }
            let mut count = usize::try_from(shape.slots()).unwrap_or(usize::MAX);
            if shape.primitive_bytes > 0 {
                let mut rest = usize::try_from(shape.primitive_bytes).unwrap_or(usize::MAX);
                let place = self.add_bytes(&[])?;
                while rest > 0 {
                    let zeros = ZEROS.get(..rest).unwrap_or(&ZEROS);
                    self.add_bytes(zeros)?;
                    rest = rest.saturating_sub(zeros.len());
                }
                slots.push(Slot(place));
                count = count.saturating_sub(1);
            }
            slots.resize(slots.len().saturating_add(count), Slot::NULL);
        }
        Ok(slots)
    }

    pub(super) fn object_mut(&mut self, node: NodeId) -> ObjectMut<'_> {
        ObjectMut { graph: self, node }
    }
}
