//! [`Link`]: a reference that may lead back to what it is in.

use std::any::Any;
use std::sync::{Arc, OnceLock, Weak};

use super::classes::Classes;
use super::input::In;
use super::output::Out;
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;

/// A reference to an object that may be one that it is in, as those between the two ends of
/// "has" and "belongs to" are: which of them is the outer one depends on where the stream begins.
///
/// It holds the object, unless the object is one that it is in: then it is as a
/// [`Back`](super::Back), and does not keep the object.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use javawire::typed::{Link, class, from_slice, to_vec};
///
/// struct Dept {
///     staff: Vec<Link<Person>>,
/// }
/// struct Person {
///     dept: Link<Dept>,
/// }
/// class! { Dept { "com.example.Dept" = 1 { staff; } } }
/// class! { Person { "com.example.Person" = 1 { dept: "com.example.Dept"; } } }
///
/// let person = Arc::new(Person { dept: Link::default() });
/// let dept = Arc::new(Dept { staff: vec![Link::new(Arc::clone(&person))] });
/// person.dept.set_back(&dept);
///
/// // The same classes, from either end.
/// let read: Arc<Dept> = from_slice(&to_vec(&dept)?)?;
/// assert!(Arc::ptr_eq(&read.staff[0].get().unwrap().dept.get().unwrap(), &read));
/// let read: Arc<Person> = from_slice(&to_vec(&person)?)?;
/// assert!(Arc::ptr_eq(&read.dept.get().unwrap().staff[0].get().unwrap(), &read));
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct Link<T>(Arc<OnceLock<Target<T>>>);

#[derive(Debug)]
enum Target<T> {
    Held(Arc<T>),
    Around(Weak<T>),
}

impl<T> Default for Link<T> {
    fn default() -> Self {
        Link(Arc::default())
    }
}

impl<T> Clone for Link<T> {
    fn clone(&self) -> Self {
        Link(Arc::clone(&self.0))
    }
}

/// Two are equal where they refer to one object.
impl<T> PartialEq for Link<T> {
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address()
    }
}

impl<T> Eq for Link<T> {}

impl<T> From<Arc<T>> for Link<T> {
    fn from(object: Arc<T>) -> Self {
        Link::new(object)
    }
}

impl<T> Link<T> {
    /// Returns a reference that holds an object.
    pub fn new(object: Arc<T>) -> Self {
        Link(Arc::new(OnceLock::from(Target::Held(object))))
    }

    /// Returns a reference back to an object that it is in, which it does not keep.
    pub fn back(object: &Arc<T>) -> Self {
        let link = Self::default();
        link.set_back(object);
        link
    }

    /// Sets what it leads back to, without keeping it, and returns whether it referred to nothing
    /// before.
    pub fn set_back(&self, object: &Arc<T>) -> bool {
        self.0.set(Target::Around(Arc::downgrade(object))).is_ok()
    }

    /// Returns the object; `None` for null, and where it led back to what nobody holds any more.
    pub fn get(&self) -> Option<Arc<T>> {
        match self.0.get()? {
            Target::Held(object) => Some(Arc::clone(object)),
            Target::Around(object) => object.upgrade(),
        }
    }

    fn address(&self) -> Option<*const T> {
        self.0.get().map(|target| match target {
            Target::Held(object) => Arc::as_ptr(object),
            Target::Around(object) => object.as_ptr(),
        })
    }
}

impl<T: ReadJava + Any + Send + Sync> ReadJava for Link<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        if value.is_null() {
            return Ok(Self::default());
        }
        let node = input.node::<T>(value)?;
        // What is read to its end holds nothing that is not: so no circle is held.
        if !input.is_open(node) {
            return Arc::read(input, value).map(Link::new);
        }
        let link = Self::default();
        let waiting = link.clone();
        input.memo().await_shared(node, move |object| {
            waiting.set_back(object);
        });
        Ok(link)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        value.is_null() || T::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        T::classes(classes);
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// What nobody holds any more is null.
impl<T: WriteJava + Any + Send + Sync> WriteJava for Link<T> {
    const JAVA: &'static str = "java.lang.Object";

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        self.get().write(out, java)
    }
}
