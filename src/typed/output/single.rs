//! What a JVM has one object of: small numbers, constants of enums, classes.

use super::{Naming, Out};
use crate::codes::{TC_CLASS, TC_ENUM};
use crate::error::Result;
use crate::text::mutf8;
use crate::typed::registry::RegisteredLevel;
use crate::wire::items::put_new_string_start;

impl Out<'_> {
    /// Writes a value of which a JVM has one object.
    pub(in crate::typed) fn one_of_a_kind(
        &mut self,
        class: &'static str,
        value: i64,
        write: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        if !self.unshared {
            if let Some(known) = self.sent.kept(class, value) {
                self.reference(known);
                return Ok(());
            }
            self.naming = Naming::Kept(class, value);
        }
        write(self)
    }

    /// Writes a constant of an enum.
    pub(in crate::typed) fn constant(
        &mut self,
        classes: &'static [RegisteredLevel; 2],
        name: &'static str,
    ) -> Result<()> {
        let [_, class] = classes;
        let unshared = self.unshared;
        if let Some(known) = self.sent.constant(class, name)
            && !unshared
        {
            self.reference(known);
            return Ok(());
        }
        self.begin(TC_ENUM, classes)?;
        let count = self.assign_object();
        // A JVM takes no reference here, though another enum may have a constant of that name.
        let encoded = mutf8::encode(name);
        put_new_string_start(self.bytes, encoded.len());
        self.bytes.extend_from_slice(&encoded);
        self.assign();
        if !unshared {
            self.sent.set_constant(class, name, count);
        }
        Ok(())
    }

    /// Writes a class as an object.
    pub(in crate::typed) fn class(&mut self, classes: &'static [RegisteredLevel; 2]) -> Result<()> {
        self.begin(TC_CLASS, classes)?;
        self.assign_object();
        Ok(())
    }
}
