//! `ArrayList`, `LinkedList` and the empty list.

use super::size;
use crate::error::Result;
use crate::graph::{Contents, FieldValue, Graph, IntoJava, NodeId, Value};

impl Graph {
    /// Returns a new `java.util.ArrayList`.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of an element.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let words = graph.array_list(["a", "b"])?;
    /// let numbers = graph.array_list([Some(1), None, Some(3)])?;
    /// let both = graph.array_list([words, numbers])?;
    /// graph.push(both)?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn array_list<T: IntoJava>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let elements = self.references(elements)?;
        let size = size("java.util.ArrayList", elements.len())?;
        let class = self.jdk_class("java.util.ArrayList")?;
        // The JDK writes the size as the capacity too.
        let contents = Contents::new().int(size).objects(elements);
        let list = self.object(class)?.set_in(class, "size", size)?;
        Ok(list.annotate(class, &contents)?.id())
    }

    /// Returns a new `java.util.LinkedList`.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of an element.
    pub fn linked_list<T: IntoJava>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let elements = self.references(elements)?;
        let size = size("java.util.LinkedList", elements.len())?;
        let class = self.jdk_class("java.util.LinkedList")?;
        let contents = Contents::new().int(size).objects(elements);
        Ok(self.object(class)?.annotate(class, &contents)?.id())
    }

    /// Returns the one list that `Collections.emptyList()` gives.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn empty_list(&mut self) -> Result<NodeId> {
        const CLASS: &str = "java.util.Collections$EmptyList";
        self.kept(CLASS, 0, |graph| {
            let class = graph.jdk_class(CLASS)?;
            Ok(graph.object(class)?.id())
        })
    }

    /// The elements as references, primitives boxed.
    pub(super) fn references<T: IntoJava>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<Vec<Value>> {
        elements
            .into_iter()
            .map(|element| self.value_of(element))
            .collect()
    }
}

/// A `java.util.ArrayList`.
impl<T: IntoJava> IntoJava for Vec<T> {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        graph.array_list(self).map(FieldValue::from)
    }
}
