//! What the limits allow. Only two numbers of each item are compared. And what is held.

use super::cursor::Stop;
use super::handles::HandleKind;
use super::{Parser, internal, to_u64};
use crate::error::ErrorKind;
use crate::event::Handle;
use crate::limits::Limit;

impl Parser {
    /// Returns how many bytes of memory the parser holds for what it has read: names of classes
    /// and interfaces, handles, and what is open.
    ///
    /// What the caller told it beforehand does not count. It is for bounds over many parsers, and
    /// takes no time worth mentioning.
    pub fn memory(&self) -> usize {
        self.rules
            .memory()
            .saturating_add(self.runs.memory())
            .saturating_add(self.handles.memory())
            .saturating_add(self.classes.memory())
            .saturating_add(self.shown.as_ref().map_or(0, |shown| shown.memory()))
    }

    /// Whether one more item may come at this depth.
    #[inline]
    pub(super) fn allow_item(&self) -> Result<(), Stop> {
        if self.refs >= self.limits.max_refs() || self.rules.depth() >= self.limits.max_depth() {
            return Err(self.one_item_too_many());
        }
        Ok(())
    }

    #[cold]
    fn one_item_too_many(&self) -> Stop {
        let (limit, allowed) = if self.refs >= self.limits.max_refs() {
            (Limit::MaxRefs, self.limits.max_refs())
        } else {
            (Limit::MaxDepth, self.limits.max_depth())
        };
        one_too_many(limit, allowed)
    }

    /// `newHandle`
    #[inline]
    pub(super) fn assign(&mut self, kind: HandleKind) -> Result<Handle, Stop> {
        if self.handles.len() >= self.limits.max_handles() {
            return Err(one_too_many(
                Limit::MaxHandles,
                to_u64(self.limits.max_handles()),
            ));
        }
        self.handles.assign(kind).ok_or_else(internal)
    }
}

#[inline]
pub(super) fn check_limit(at: usize, limit: Limit, allowed: u64, found: u64) -> Result<(), Stop> {
    if found > allowed {
        return Err(over_limit(at, limit, allowed, found));
    }
    Ok(())
}

#[cold]
fn over_limit(at: usize, limit: Limit, allowed: u64, found: u64) -> Stop {
    Stop::fault(
        at,
        ErrorKind::Limit {
            limit,
            allowed,
            found,
        },
    )
}

/// The error of something that is counted.
#[cold]
pub(super) fn one_too_many(limit: Limit, allowed: u64) -> Stop {
    over_limit(0, limit, allowed, allowed.saturating_add(1))
}
