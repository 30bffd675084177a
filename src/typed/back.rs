//! [`Back`]: a reference back to what an object is in.

use std::any::Any;
use std::sync::{Arc, OnceLock, Weak};

use super::classes::Classes;
use super::input::In;
use super::output::Out;
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;

/// A reference to an object that another holds as an `Arc`: to the parent of a child, say. It does
/// not keep the object.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use javawire::typed::{Back, class, from_slice, to_vec};
///
/// struct Parent {
///     children: Vec<Arc<Child>>,
/// }
/// struct Child {
///     parent: Back<Parent>,
/// }
/// class! { Parent { "com.example.Parent" = 1 { children; } } }
/// class! { Child { "com.example.Child" = 1 { parent: "com.example.Parent"; } } }
///
/// let child = Arc::new(Child { parent: Back::default() });
/// let parent = Arc::new(Parent { children: vec![Arc::clone(&child)] });
/// child.parent.set(&parent);
///
/// let read: Arc<Parent> = from_slice(&to_vec(&parent)?)?;
/// assert!(Arc::ptr_eq(&read.children[0].parent.get().unwrap(), &read));
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug)]
pub struct Back<T>(Arc<OnceLock<Weak<T>>>);

impl<T> Default for Back<T> {
    fn default() -> Self {
        Back(Arc::default())
    }
}

impl<T> Clone for Back<T> {
    fn clone(&self) -> Self {
        Back(Arc::clone(&self.0))
    }
}

/// Two are equal where they refer to one object.
impl<T> PartialEq for Back<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self.0.get(), other.0.get()) {
            (Some(one), Some(other)) => Weak::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

impl<T> Back<T> {
    /// Returns a reference to an object.
    pub fn new(object: &Arc<T>) -> Self {
        let back = Self::default();
        back.set(object);
        back
    }

    /// Sets what it refers to, and returns whether it referred to nothing before.
    pub fn set(&self, object: &Arc<T>) -> bool {
        self.0.set(Arc::downgrade(object)).is_ok()
    }

    /// Returns the object; `None` for null, and where nobody holds it any more.
    pub fn get(&self) -> Option<Arc<T>> {
        self.0.get()?.upgrade()
    }
}

impl<T: ReadJava + Any + Send + Sync> ReadJava for Back<T> {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let back = Self::default();
        if value.is_null() {
            return Ok(back);
        }
        let node = input.node::<T>(value)?;
        match input.memo().shared(node) {
            Some((object, _)) => {
                back.set(&object);
            }
            None => {
                let waiting = back.clone();
                input.memo().await_shared(node, move |object| {
                    waiting.set(object);
                });
            }
        }
        Ok(back)
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
impl<T: WriteJava + Any + Send + Sync> WriteJava for Back<T> {
    const JAVA: &'static str = "java.lang.Object";

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        self.get().write(out, java)
    }
}
