//! `classDescFlags`

use crate::codes::{SC_BLOCK_DATA, SC_ENUM, SC_EXTERNALIZABLE, SC_SERIALIZABLE, SC_WRITE_METHOD};

/// `classDescFlags`, kept as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClassFlags(pub u8);

impl ClassFlags {
    /// Returns whether `SC_WRITE_METHOD` is set.
    pub const fn has_write_method(self) -> bool {
        self.0 & SC_WRITE_METHOD != 0
    }

    /// Returns whether `SC_SERIALIZABLE` is set.
    pub const fn is_serializable(self) -> bool {
        self.0 & SC_SERIALIZABLE != 0
    }

    /// Returns whether `SC_EXTERNALIZABLE` is set.
    pub const fn is_externalizable(self) -> bool {
        self.0 & SC_EXTERNALIZABLE != 0
    }

    /// Returns whether `SC_BLOCK_DATA` is set.
    pub const fn has_block_data(self) -> bool {
        self.0 & SC_BLOCK_DATA != 0
    }

    /// Returns whether `SC_ENUM` is set.
    pub const fn is_enum(self) -> bool {
        self.0 & SC_ENUM != 0
    }
}
