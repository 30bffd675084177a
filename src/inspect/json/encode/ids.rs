//! Handles, as they are assigned, and the ids that stand for them in JSON.

use std::collections::HashMap;

use super::document::Value;
use super::fault::Fault;
use crate::class::shape::ClassIndex;
use crate::event::{Begin, Handle};

#[derive(Debug, Default)]
pub(super) struct Ids {
    /// How many handles have been assigned since they last started again.
    handles: usize,
    /// How often they have started again.
    epoch: u32,
    targets: HashMap<u64, Target>,
    /// Something refers to a handle that was assigned before handles ever started again.
    refers_to_first: bool,
}

/// What an id stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) handle: Handle,
    epoch: u32,
    pub(super) kind: TargetKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetKind {
    Class(ClassIndex),
    String,
    /// An object, array, enum constant or class object, and its class.
    Of(Begin, ClassIndex),
}

impl Ids {
    /// `newHandle` of what `value` says, which may have an `"@id"`.
    pub(super) fn assign<'v>(
        &mut self,
        value: Value<'v>,
        kind: TargetKind,
    ) -> Result<Handle, Fault<'v>> {
        let handle = self.assign_unnamed(value)?;
        if let Some(id) = value.get("@id") {
            let number = number(id)?;
            let target = Target {
                handle,
                epoch: self.epoch,
                kind,
            };
            if self.targets.insert(number, target).is_some() {
                let problem = format!("something before this has the @id {number} already");
                return Err(Fault::new(id, problem));
            }
        }
        Ok(handle)
    }

    /// `newHandle` of what nothing can refer to by an id, for `value`.
    pub(super) fn assign_unnamed<'v>(&mut self, value: Value<'v>) -> Result<Handle, Fault<'v>> {
        let Some(handle) = Handle::nth(self.handles) else {
            return Err(Fault::new(value, "more handles than there are"));
        };
        self.handles = self.handles.saturating_add(1);
        Ok(handle)
    }

    /// What the id of a reference stands for.
    pub(super) fn target<'v>(&self, reference: Value<'v>) -> Result<Target, Fault<'v>> {
        let number = number(reference)?;
        match self.targets.get(&number) {
            Some(target) if target.epoch == self.epoch => Ok(*target),
            Some(_) => {
                let problem = format!(
                    "what has the @id {number} is forgotten here: there is a @reset, a @header \
                     or an @exception between"
                );
                Err(Fault::new(reference, problem))
            }
            None => {
                let problem = format!(
                    "nothing before this has the @id {number}: where an edit removed what had it, \
                     put that back, or write the value here instead of the @ref"
                );
                Err(Fault::new(reference, problem))
            }
        }
    }

    /// A reference is written.
    pub(super) fn refer(&mut self) {
        self.refers_to_first |= self.epoch == 0;
    }

    pub(super) fn refers_to_first(&self) -> bool {
        self.refers_to_first
    }

    /// Handles start again.
    pub(super) fn forget(&mut self) {
        self.handles = 0;
        self.epoch = self.epoch.saturating_add(1);
    }
}

fn number(id: Value<'_>) -> Result<u64, Fault<'_>> {
    id.as_u64()
        .ok_or_else(|| Fault::expected("an id, a number from 0", id))
}
