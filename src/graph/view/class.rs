//! Class descriptors as a program reads them.

use super::{Annotation, Node};
use crate::class::shape::ClassIndex;
use crate::event::{ClassFlags, FieldType};
use crate::graph::{ClassId, FieldDesc, Graph};
use crate::text::JavaStr;

/// A class descriptor.
#[derive(Clone, Copy)]
pub struct Class<'a> {
    pub(super) graph: &'a Graph,
    pub(super) index: ClassIndex,
}

impl std::fmt::Debug for Class<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Class").field(&self.name()).finish()
    }
}

impl<'a> Class<'a> {
    /// Returns its id in the graph.
    pub fn id(self) -> ClassId {
        ClassId(self.index)
    }

    /// Returns its name, as `Class.getName()` spells it; empty for a proxy class.
    pub fn name(self) -> JavaStr<'a> {
        let name = self
            .graph
            .class_desc(self.index)
            .map(|desc| desc.name.as_java_str());
        name.unwrap_or(JavaStr::new_checked(b""))
    }

    /// Returns its `serialVersionUID`.
    pub fn suid(self) -> i64 {
        self.graph
            .class_desc(self.index)
            .map_or(0, |desc| desc.suid)
    }

    /// Returns its `classDescFlags`.
    pub fn flags(self) -> ClassFlags {
        self.graph
            .class_desc(self.index)
            .map_or(ClassFlags(0), |desc| desc.shape().flags)
    }

    /// Returns its fields, in the order of the stream.
    pub fn fields(self) -> impl Iterator<Item = Field<'a>> {
        let fields = self
            .graph
            .class_desc(self.index)
            .map(|desc| desc.fields.as_slice());
        let graph = self.graph;
        fields
            .unwrap_or_default()
            .iter()
            .map(move |desc| Field { graph, desc })
    }

    /// Returns the descriptor of its superclass, if it is serializable.
    pub fn superclass(self) -> Option<Class<'a>> {
        let superclass = self.graph.class_desc(self.index)?.superclass()?;
        Some(self.graph.class_view(superclass))
    }

    /// Returns the interfaces of a proxy class; `None` for any other class.
    pub fn interfaces(self) -> Option<impl Iterator<Item = JavaStr<'a>>> {
        let interfaces = self.graph.class_desc(self.index)?.interfaces.as_ref()?;
        Some(interfaces.iter().map(|name| name.as_java_str()))
    }

    /// Returns what the writer's `annotateClass` wrote.
    pub fn annotation(self) -> Annotation<'a> {
        self.graph.annotation(
            self.graph
                .class_desc(self.index)
                .map(|desc| &desc.annotation),
        )
    }
}

/// A field of a class descriptor.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    pub(super) graph: &'a Graph,
    pub(super) desc: &'a FieldDesc,
}

impl<'a> Field<'a> {
    /// Returns its name.
    pub fn name(self) -> JavaStr<'a> {
        self.desc.name.as_java_str()
    }

    /// Returns its type.
    pub fn code(self) -> FieldType {
        self.desc.code
    }

    /// Returns the name of its class in the JVM's notation, `Ljava/lang/String;`,
    /// if it holds objects or arrays.
    pub fn type_name(self) -> Option<JavaStr<'a>> {
        match self.graph.node(self.desc.type_name.node()?)? {
            Node::String(name) => Some(name),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field")
            .field("code", &self.code())
            .field("name", &self.name())
            .finish()
    }
}
