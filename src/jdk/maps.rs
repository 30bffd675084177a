//! `HashMap`, `LinkedHashMap`, `HashSet` and `LinkedHashSet`.

use super::hash_table::HashTable;
use super::key::Key;
use super::{refused, size};
use crate::error::{ErrorKind, Result};
use crate::graph::{Contents, Graph, IntoJava, NodeId, Value};

/// How a hash map or hash set is made: as `new HashMap()`, or with what `new
/// HashMap(capacity, loadFactor)` takes.
///
/// `new HashMap(otherMap)` and `new HashSet(collection)` choose a capacity by the size, each
/// JDK in a way of its own: up to 17 it is that of `with_capacity(size / 0.75 + 1)`.
#[derive(Debug, Clone, Copy)]
pub struct HashOptions {
    capacity: Option<u32>,
    load_factor: f32,
}

impl Default for HashOptions {
    fn default() -> Self {
        HashOptions {
            capacity: None,
            load_factor: 0.75,
        }
    }
}

impl HashOptions {
    /// Returns the capacity, if there is one.
    pub const fn capacity(&self) -> Option<u32> {
        self.capacity
    }

    /// Returns the options of `new HashMap(capacity)`.
    #[must_use]
    pub const fn with_capacity(mut self, capacity: u32) -> Self {
        self.capacity = Some(capacity);
        self
    }

    /// Returns the load factor. Default 0.75, as in Java.
    pub const fn load_factor(&self) -> f32 {
        self.load_factor
    }

    /// Returns these options with a load factor. It can be other than 0.75 only with a capacity,
    /// which is 16 if it was not set.
    #[must_use]
    pub fn with_load_factor(mut self, load_factor: f32) -> Self {
        self.load_factor = load_factor;
        self.capacity = self.capacity.or(Some(16));
        self
    }

    fn table(self, class: &str) -> Result<HashTable, ErrorKind> {
        if self.load_factor > 0.0 {
            return Ok(HashTable::new(self.capacity, self.load_factor));
        }
        let problem = format!("illegal load factor: {:?}", self.load_factor);
        Err(refused(class, problem))
    }
}

/// Keys with their values, in the order in which they came.
struct Entries {
    table: HashTable,
    entries: Vec<(Value, Value)>,
}

impl Graph {
    /// Returns a `java.util.HashMap` that was empty and into which these entries were put, in
    /// this order.
    ///
    /// It is written in the order in which Java iterates over it. That depends on
    /// [`hash_code`](Self::hash_code), and is that of one run of a JVM where the class of a key
    /// takes its hash code from `Object`, as enums do. Java does not need the order to read it.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of a key or value.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let ages = graph.hash_map([("Ada", 36), ("Charles", 79)])?;
    /// let both = graph.hash_map([("ages", Some(ages)), ("names", None)])?;
    /// graph.push(both)?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn hash_map<K: IntoJava, V: IntoJava>(
        &mut self,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<NodeId> {
        self.hash_map_with(HashOptions::default(), entries)
    }

    /// Returns a `java.util.HashMap` as [`hash_map`](Self::hash_map) does, but made with these options.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of a key or value; [`ErrorKind::Unfit`] for options that Java refuses.
    pub fn hash_map_with<K: IntoJava, V: IntoJava>(
        &mut self,
        options: HashOptions,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<NodeId> {
        let entries = self.entries(options.table("java.util.HashMap")?, entries)?;
        let order = entries.table.order();
        self.new_hash_map("java.util.HashMap", options, &entries, &order)
    }

    /// Returns a `java.util.LinkedHashMap` that was empty and into which these entries
    /// were put, in this order.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of a key or value.
    pub fn linked_hash_map<K: IntoJava, V: IntoJava>(
        &mut self,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<NodeId> {
        self.linked_hash_map_with(HashOptions::default(), entries)
    }

    /// Returns a `java.util.LinkedHashMap` as [`linked_hash_map`](Self::linked_hash_map)
    /// does, but made with these options.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of a key or value; [`ErrorKind::Unfit`] for options that Java refuses.
    pub fn linked_hash_map_with<K: IntoJava, V: IntoJava>(
        &mut self,
        options: HashOptions,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<NodeId> {
        let entries = self.entries(options.table("java.util.LinkedHashMap")?, entries)?;
        let order = in_order_of_insertion(&entries.table);
        self.new_hash_map("java.util.LinkedHashMap", options, &entries, &order)
    }

    /// Returns a `java.util.HashSet` that was empty and to which these elements were added, in
    /// this order. It is written in the order in which Java iterates over it: see
    /// [`hash_map`](Self::hash_map).
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
    /// let primes = graph.hash_set([2, 3, 5, 7])?;
    /// graph.push(primes)?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn hash_set<T: IntoJava>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        self.hash_set_with(HashOptions::default(), elements)
    }

    /// Returns a `java.util.HashSet` as [`hash_set`](Self::hash_set) does, but made with these options.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of an element; [`ErrorKind::Unfit`] for options that Java refuses.
    pub fn hash_set_with<T: IntoJava>(
        &mut self,
        options: HashOptions,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let elements = elements
            .into_iter()
            .map(|element| (element, None::<NodeId>));
        let entries = self.entries(options.table("java.util.HashSet")?, elements)?;
        let order = entries.table.order();
        self.new_hash_set("java.util.HashSet", options, &entries, &order)
    }

    /// Returns a `java.util.LinkedHashSet` that was empty and to which these elements
    /// were added, in this order.
    ///
    /// # Errors
    ///
    /// What [`IntoJava`] says of an element.
    pub fn linked_hash_set<T: IntoJava>(
        &mut self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<NodeId> {
        let options = HashOptions::default();
        let elements = elements
            .into_iter()
            .map(|element| (element, None::<NodeId>));
        let entries = self.entries(options.table("java.util.LinkedHashSet")?, elements)?;
        let order = in_order_of_insertion(&entries.table);
        self.new_hash_set("java.util.LinkedHashSet", options, &entries, &order)
    }

    fn entries<K: IntoJava, V: IntoJava>(
        &mut self,
        mut table: HashTable,
        given: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Entries> {
        let mut entries: Vec<(Value, Value)> = Vec::new();
        for (key, value) in given {
            let key = self.value_of(key)?;
            let value = self.value_of(value)?;
            let as_key = Key::of(self, key);
            let hash = self.key_hash(&as_key);
            let number = table.put(as_key, hash);
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            match entries.get_mut(place) {
                // An equal key keeps its place, and the key itself too.
                Some((_, old)) => *old = value,
                None => entries.push((key, value)),
            }
        }
        Ok(Entries { table, entries })
    }

    fn new_hash_map(
        &mut self,
        name: &str,
        options: HashOptions,
        Entries { table, entries }: &Entries,
        order: &[u32],
    ) -> Result<NodeId> {
        let mut contents = Contents::new()
            .int(table.capacity())
            .int(size(name, table.len())?);
        for (key, value) in in_order(entries, order) {
            contents = contents.object(*key).object(*value);
        }
        let class = self.jdk_class(name)?;
        let hash_map = self.jdk_class("java.util.HashMap")?;
        Ok(self
            .object(class)?
            .set_in(hash_map, "loadFactor", options.load_factor)?
            .set_in(hash_map, "threshold", table.threshold())?
            .annotate(hash_map, &contents)?
            .id())
    }

    fn new_hash_set(
        &mut self,
        name: &str,
        options: HashOptions,
        Entries { table, entries }: &Entries,
        order: &[u32],
    ) -> Result<NodeId> {
        let contents = Contents::new()
            .int(table.capacity())
            .float(options.load_factor)
            .int(size(name, table.len())?)
            .objects(in_order(entries, order).map(|(element, _)| *element));
        let class = self.jdk_class(name)?;
        let hash_set = self.jdk_class("java.util.HashSet")?;
        Ok(self.object(class)?.annotate(hash_set, &contents)?.id())
    }
}

fn in_order_of_insertion(table: &HashTable) -> Vec<u32> {
    (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).collect()
}

fn in_order<'a>(
    entries: &'a [(Value, Value)],
    order: &'a [u32],
) -> impl Iterator<Item = &'a (Value, Value)> {
    order
        .iter()
        .filter_map(|number| entries.get(usize::try_from(*number).ok()?))
}
