//! `newHandle`: the numbers by which a stream refers to what it has said.

use crate::codes::BASE_WIRE_HANDLE;

/// A handle as it stands on the wire, from `baseWireHandle` upwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(u32);

impl Handle {
    /// Returns the handle with this wire value.
    pub const fn from_wire(wire: u32) -> Self {
        Handle(wire)
    }

    /// Returns the wire value: `0x7E0000` for the first.
    pub const fn wire(self) -> u32 {
        self.0
    }

    /// How many handles there are.
    pub(crate) const COUNT: u64 = u32::MAX as u64 + 1 - BASE_WIRE_HANDLE as u64;

    /// The handle assigned after `index` others.
    pub(crate) fn nth(index: usize) -> Option<Self> {
        u32::try_from(index)
            .ok()?
            .checked_add(BASE_WIRE_HANDLE)
            .map(Handle)
    }

    /// How many handles were assigned before this one; `None` below `baseWireHandle`.
    pub(crate) fn index(self) -> Option<usize> {
        usize::try_from(self.0.checked_sub(BASE_WIRE_HANDLE)?).ok()
    }
}

impl From<Handle> for u32 {
    /// Returns the handle as it stands on the wire.
    fn from(handle: Handle) -> u32 {
        handle.wire()
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}
