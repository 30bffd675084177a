//! `TreeMap` and `TreeSet`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::key::Key;
use super::order::compare;
use super::{refused, size};
use crate::error::{ErrorKind, Result};
use crate::graph::{Contents, FieldValue, Graph, IntoJava, NodeId, Value};

impl Graph {
    /// Returns a `java.util.TreeMap` of these entries, in the natural order of the keys.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of a key or value; [`ErrorKind::Unfit`] if two
    /// keys are not of one class whose order is known: strings, wrappers of primitives, `Date`,
    /// `UUID`, `BigInteger`, `BigDecimal` and the values of `java.time`.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let map = graph.tree_map([("b", 2), ("a", 1)])?;
    /// graph.push(map)?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn tree_map<K: IntoJava, V: IntoJava>(
        &mut self,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<NodeId> {
        let mut all = Vec::new();
        for (key, value) in entries {
            all.push((self.value_of(key)?, self.value_of(value)?));
        }
        let sorted = self.sorted("java.util.TreeMap", all)?;
        self.tree_map_in_order(None::<NodeId>, sorted)
    }

    /// Returns a `java.util.TreeMap` with this comparator, or without one, of entries
    /// that are in order.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of a key or value.
    pub fn tree_map_in_order<K: IntoJava, V: IntoJava>(
        &mut self,
        comparator: impl IntoJava,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<NodeId> {
        let mut all = Vec::new();
        for (key, value) in entries {
            all.push(self.value_of(key)?);
            all.push(self.value_of(value)?);
        }
        let contents = Contents::new()
            .int(size("java.util.TreeMap", all.len() / 2)?)
            .objects(all);
        let class = self.jdk_class("java.util.TreeMap")?;
        Ok(self
            .object(class)?
            .set_in(class, "comparator", comparator)?
            .annotate(class, &contents)?
            .id())
    }

    /// Returns a `java.util.TreeSet` of these elements, in their natural order.
    ///
    /// # Errors
    ///
    /// As [`tree_map`](Self::tree_map).
    pub fn tree_set<T: IntoJava>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let elements = self.references(elements)?;
        let elements = elements
            .into_iter()
            .map(|element| (element, None))
            .collect();
        let sorted = self.sorted("java.util.TreeSet", elements)?;
        let sorted = sorted.into_iter().map(|(element, _)| element);
        self.tree_set_in_order(None::<NodeId>, sorted)
    }

    /// Returns a `java.util.TreeSet` with this comparator, or without one, of elements
    /// that are in order.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of an element.
    pub fn tree_set_in_order<T: IntoJava>(
        &mut self,
        comparator: impl IntoJava,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let comparator = self.value_of(comparator)?;
        let elements = self.references(elements)?;
        let contents = Contents::new()
            .object(comparator)
            .int(size("java.util.TreeSet", elements.len())?)
            .objects(elements);
        let class = self.jdk_class("java.util.TreeSet")?;
        Ok(self.object(class)?.annotate(class, &contents)?.id())
    }

    /// The entries by key; the first of equal keys, with the value of the last.
    fn sorted(
        &self,
        class: &str,
        entries: Vec<(Value, Value)>,
    ) -> Result<Vec<(Value, Value)>, ErrorKind> {
        let mut keys = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            keys.push((Key::of(self, key), key, value));
        }
        if let Some((first, ..)) = keys.first() {
            // Keys of one class are comparable to each other if they are to one of them.
            if keys.iter().any(|(key, ..)| compare(first, key).is_none()) {
                return Err(refused(
                    class,
                    "keys of one class whose order is known are needed",
                ));
            }
        }
        keys.sort_by(|(a, ..), (b, ..)| compare(a, b).unwrap_or(Ordering::Equal));
        let mut sorted: Vec<(Key, Value, Value)> = Vec::with_capacity(keys.len());
        for (key, object, value) in keys {
            match sorted.last_mut() {
                Some((last, _, old)) if compare(last, &key) == Some(Ordering::Equal) => {
                    *old = value;
                }
                _ => sorted.push((key, object, value)),
            }
        }
        let entries = sorted.into_iter();
        Ok(entries.map(|(_, key, value)| (key, value)).collect())
    }
}

/// A `java.util.TreeMap`.
impl<K: IntoJava, V: IntoJava> IntoJava for BTreeMap<K, V> {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        graph.tree_map(self).map(FieldValue::from)
    }
}

/// A `java.util.TreeSet`.
impl<T: IntoJava> IntoJava for BTreeSet<T> {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        graph.tree_set(self).map(FieldValue::from)
    }
}
