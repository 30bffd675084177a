//! [`Compared`]: a sorted map or set with its comparator.

use super::any::Any;
use super::comparator::comparator;
use super::fault::not_a_node;
use super::input::In;
use super::output::Out;
use super::sorted::{write_map, write_set};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{Graph, Node, Raw};

/// What a `java.util.TreeMap` or `TreeSet` holds, in its order, and the comparator that makes this
/// order: a `Compared<Vec<(K, V)>>` or a `Compared<Vec<T>>`.
///
/// Only Java can call the comparator. What is added must stand where the comparator would put it.
///
/// # Examples
///
/// ```
/// use javawire::typed::{Any, Compared, from_slice, to_vec};
///
/// let map = Compared::new(Any::null(), vec![("a".to_owned(), 1), ("b".to_owned(), 2)]);
/// let read: Compared<Vec<(String, i32)>> = from_slice(&to_vec(&map)?)?;
/// assert_eq!(read.get()[1].0, "b");
/// assert_eq!(read, map);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Compared<C> {
    comparator: Any,
    all: C,
}

impl<C> Compared<C> {
    /// Returns these entries or elements with their comparator; null stands for their natural
    /// order.
    pub fn new(comparator: Any, all: C) -> Self {
        Compared { comparator, all }
    }

    /// Returns the comparator.
    pub fn comparator(&self) -> &Any {
        &self.comparator
    }

    /// Returns the entries or elements.
    pub fn get(&self) -> &C {
        &self.all
    }

    /// Returns the entries or elements, to be changed.
    pub fn get_mut(&mut self) -> &mut C {
        &mut self.all
    }

    /// Returns the entries or elements alone.
    pub fn into_inner(self) -> C {
        self.all
    }
}

/// Reads what is of this class, with its comparator.
fn read<C: ReadJava>(input: &mut In<'_>, value: Raw, class: &str) -> Result<Compared<C>> {
    let node = input.node::<Compared<C>>(value)?;
    if !is_a(input.graph(), value, class) {
        return Err(not_a_node::<Compared<C>>(input.graph(), Some(node)));
    }
    let comparator = match Raw::of(comparator(input.graph(), node)) {
        Some(comparator) => Any::read(input, comparator)?,
        None => Any::null(),
    };
    let all = C::read(input, value)?;
    Ok(Compared { comparator, all })
}

fn is_a(graph: &Graph, value: Raw, class: &str) -> bool {
    match value.node().and_then(|node| graph.node(node)) {
        Some(Node::Object(object)) => object.class().name() == class,
        _ => false,
    }
}

/// Any `java.util.TreeSet`.
impl<T: ReadJava> ReadJava for Compared<Vec<T>> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        read(input, value, "java.util.TreeSet")
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_a(input.graph(), value, "java.util.TreeSet")
    }
}

/// Any `java.util.TreeMap`.
impl<K: ReadJava, V: ReadJava> ReadJava for Compared<Vec<(K, V)>> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        read(input, value, "java.util.TreeMap")
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        is_a(input.graph(), value, "java.util.TreeMap")
    }
}

/// As a `java.util.TreeSet`.
impl<T: WriteJava> WriteJava for Compared<Vec<T>> {
    const JAVA: &'static str = "java.util.SortedSet";

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        let all: Vec<&T> = self.all.iter().collect();
        write_set(out, &self.comparator, &all)
    }
}

/// As a `java.util.TreeMap`.
impl<K: WriteJava, V: WriteJava> WriteJava for Compared<Vec<(K, V)>> {
    const JAVA: &'static str = "java.util.SortedMap";

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        let all: Vec<(&K, &V)> = self.all.iter().map(|(key, value)| (key, value)).collect();
        write_map(out, &self.comparator, &all)
    }
}
