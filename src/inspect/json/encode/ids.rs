//! Handles, as they are assigned, and the ids that stand for them in JSON.

use std::collections::HashMap;

use serde_json::Value;

use super::fault::Fault;
use crate::event::Handle;
use crate::hierarchy::ClassIndex;

#[derive(Debug, Default)]
pub(super) struct Ids {
    /// How many handles have been assigned since they last started again.
    handles: usize,
    /// How often they have started again.
    epoch: usize,
    targets: HashMap<u64, Target>,
}

/// What an id stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) handle: Handle,
    /// Which class descriptor it is, if it is one.
    pub(super) class: Option<ClassIndex>,
    pub(super) is_string: bool,
    epoch: usize,
}

impl Ids {
    /// `newHandle` of what `value` says, which may have an `"@id"`.
    pub(super) fn assign<'v>(
        &mut self,
        value: &'v Value,
        class: Option<ClassIndex>,
        is_string: bool,
    ) -> Result<Handle, Fault<'v>> {
        let Some(handle) = Handle::nth(self.handles) else {
            return Err(Fault::new(value, "more handles than there are"));
        };
        self.handles = self.handles.saturating_add(1);
        if let Some(id) = value.get("@id") {
            let number = number(id)?;
            let target = Target {
                handle,
                class,
                is_string,
                epoch: self.epoch,
            };
            if self.targets.insert(number, target).is_some() {
                let problem = format!("something before this has the @id {number} already");
                return Err(Fault::new(id, problem));
            }
        }
        Ok(handle)
    }

    /// What the id of a reference stands for.
    pub(super) fn target<'v>(&self, reference: &'v Value) -> Result<Target, Fault<'v>> {
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
                let problem = format!("nothing before this has the @id {number}");
                Err(Fault::new(reference, problem))
            }
        }
    }

    /// Handles start again.
    pub(super) fn forget(&mut self) {
        self.handles = 0;
        self.epoch = self.epoch.saturating_add(1);
    }
}

fn number(id: &Value) -> Result<u64, Fault<'_>> {
    id.as_u64()
        .ok_or_else(|| Fault::expected("an id, a number from 0", id))
}
