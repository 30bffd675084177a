//! Which class descriptors and type strings are named by their text, and which
//! by an id. Both passes of the decoder ask here, and so agree.

use std::collections::HashMap;

use crate::event::Handle;
use crate::inspect::json::scalars::short_name;
use crate::text::JavaStr;

/// What was described since the handles last started again, by its name.
///
/// A name stands for what was described last under it.
#[derive(Debug, Default)]
pub(super) struct Names {
    handles: HashMap<Box<[u8]>, Handle>,
    names: HashMap<Handle, Box<[u8]>>,
}

/// What [`Names::define`] did.
pub(super) enum Defined {
    /// Its name stands for it from now on, and for nothing before.
    First,
    /// The same, but it stood for something else before.
    Again(Handle),
    /// It has no name that could stand for it.
    Unnamed,
}

impl Names {
    /// Takes note of something that is described.
    pub(super) fn define(&mut self, name: JavaStr<'_>, handle: Handle) -> Defined {
        let Some(quoted) = short_name(name) else {
            return Defined::Unnamed;
        };
        let quoted = quoted.into_boxed_slice();
        self.names.insert(handle, quoted.clone());
        match self.handles.insert(quoted, handle) {
            None => Defined::First,
            Some(before) => {
                self.names.remove(&before);
                Defined::Again(before)
            }
        }
    }

    /// The JSON string that stands for `handle`.
    pub(super) fn name(&self, handle: Handle) -> Option<&[u8]> {
        self.names.get(&handle).map(|name| &**name)
    }

    /// Whether the name of `string` stands for something.
    pub(super) fn is_taken(&self, string: JavaStr<'_>) -> bool {
        short_name(string).is_some_and(|name| self.handles.contains_key(&*name))
    }

    /// Forgets all, as handles start again.
    pub(super) fn clear(&mut self) {
        self.handles.clear();
        self.names.clear();
    }
}
