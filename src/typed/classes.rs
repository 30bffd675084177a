//! [`Classes`]: which classes of Java's a type can hold.

use std::collections::BTreeSet;

use super::ReadJava;
use super::codec::Codec;
use super::spec::ClassSpec;
use crate::filter::SerialFilter;
use crate::parser::Parser;

/// The classes that a value of some type can hold, those that it refers to included.
#[derive(Debug, Default)]
pub struct Classes {
    names: BTreeSet<&'static str>,
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
    /// Returns the parser with the filter that follows from a type, unless it has one of its own.
    #[must_use]
    pub(crate) fn for_type<T: ReadJava>(self) -> Self {
        if self.has_filter() {
            return self;
        }
        self.with_filter(SerialFilter::of::<T>())
    }
}
