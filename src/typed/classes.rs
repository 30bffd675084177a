//! [`Classes`]: which classes of Java's a type can hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use super::ReadJava;
use super::codec::Codec;
use super::spec::{ClassSpec, Form};
use crate::filter::SerialFilter;
use crate::parser::Parser;

/// The classes that a value of some type can hold, those that it refers to included.
#[derive(Debug, Default)]
pub struct Classes {
    names: BTreeSet<&'static str>,
    /// Those whose `writeObject` does not write the fields.
    fieldless: BTreeSet<&'static str>,
    any: bool,
    /// Types that have been looked at, by the addresses of their tables, or by their names.
    seen: BTreeSet<usize>,
    seen_names: BTreeSet<&'static str>,
}

impl Classes {
    /// Adds a class by its name.
    pub fn add(&mut self, name: &'static str) {
        self.names.insert(name);
    }

    /// Says that it can hold objects of whatever class.
    pub fn any(&mut self) {
        self.any = true;
    }

    /// Takes note of a type that has no table, and returns whether it is new: it may hold itself.
    #[doc(hidden)]
    pub fn visit(&mut self, rust: &'static str) -> bool {
        self.seen_names.insert(rust)
    }

    /// Adds the classes of a table, and returns whether they were new.
    #[doc(hidden)]
    pub fn add_table(&mut self, spec: &'static ClassSpec) -> bool {
        for level in spec.levels() {
            self.add(level.name());
            if level.form() == Form::Data {
                self.fieldless.insert(level.name());
            }
            for (_, _, ty) in level.fields() {
                let element = ty.trim_end_matches("[]");
                if element.len() < ty.len() {
                    self.add(element);
                }
            }
        }
        self.seen.insert(std::ptr::from_ref(spec).addr())
    }
}

/// Adds the classes of a field.
pub fn add_field<S, T, C: Codec<T>>(_: fn(&S) -> &T, classes: &mut Classes) {
    C::classes(classes);
}

/// Adds the classes of what a variant holds.
pub fn add_variant<T: ReadJava, E>(_: fn(T) -> E, classes: &mut Classes) {
    T::classes(classes);
}

/// The names of classes.
type Names = Arc<[&'static str]>;

/// The classes in a `T` that do not write the fields that their descriptors name, so that a parser
/// must be told.
pub(crate) fn fields_not_written_in<T: ReadJava>() -> Names {
    static KNOWN: RwLock<BTreeMap<usize, Names>> = RwLock::new(BTreeMap::new());

    let key = number_of::<T>();
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(names) = known.get(&key) {
        return Arc::clone(names);
    }
    drop(known);
    let mut classes = Classes::default();
    T::classes(&mut classes);
    let names: Names = classes.fieldless.into_iter().collect();
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    // There are no more of them than types in the program.
    Arc::clone(known.entry(key).or_insert(names))
}

/// A number that tells which classes a `T` can hold: two types that have the same code for it can
/// hold the same classes.
pub(crate) fn number_of<T: ReadJava>() -> usize {
    let classes: fn(&mut Classes) = T::classes;
    classes as usize
}

impl SerialFilter {
    /// Returns a filter that allows the classes that a `T` can hold, and rejects all others. Arrays
    /// of primitives pass it too.
    ///
    /// Where a `T` can hold [anything](crate::typed::Any), so does the filter.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::JavaString;
    /// use javawire::filter::{SerialFilter, Status};
    /// use javawire::typed::class;
    ///
    /// struct Point { x: i32, label: Option<String> }
    /// class! { Point { "com.example.Point" = 1 { x; label; } } }
    ///
    /// let filter = SerialFilter::of::<Point>();
    /// let check = |name: &str| filter.check_class(JavaString::from(name).as_java_str());
    /// assert_eq!(check("com.example.Point"), Status::Allowed);
    /// assert_eq!(check("com.example.Gadget"), Status::Rejected);
    /// ```
    pub fn of<T: ReadJava>() -> SerialFilter {
        let mut classes = Classes::default();
        T::classes(&mut classes);
        if classes.any {
            return SerialFilter::default();
        }
        let mut filter = SerialFilter::only(&classes.names);
        filter.leave_primitives();
        filter
    }
}

impl Parser {
    /// Returns the parser with what follows from a type: which classes write no fields, and a
    /// filter, unless it has one of its own.
    #[must_use]
    pub(crate) fn for_type<T: ReadJava>(mut self) -> Self {
        for class in fields_not_written_in::<T>().iter() {
            self.tell_fields_not_written(class);
        }
        if self.has_filter() {
            return self;
        }
        self.with_filter(SerialFilter::of::<T>())
    }
}
