//! An object that is written in the peer's version of its class.

use std::collections::HashMap;
use std::sync::Arc;

use super::hash::Quick;
use super::object_out::ObjectOut;
use super::output::Out;
use super::peer::Peer;
use super::peer_layout::{PeerLayout, PeerLevel};
use super::spec::{ClassSpec, LevelSpec, Member, MemberKind};
use crate::codes::{SC_BLOCK_DATA, TC_ENDBLOCKDATA, TC_OBJECT};
use crate::error::Result;
use crate::event::{ClassFlags, FieldType};
use crate::wire::items::{put_class_desc, put_field, put_new_string};

/// The peer of an output, and what has been made of what is known of it.
#[derive(Debug)]
pub(super) struct PeerLayouts {
    peer: Peer,
    /// How much the peer was known when these were made.
    changes: u64,
    /// By the address of a table.
    layouts: HashMap<usize, Option<Arc<PeerLayout>>, Quick>,
}

impl PeerLayouts {
    pub(super) fn new(peer: Peer) -> Self {
        PeerLayouts {
            changes: peer.changes(),
            peer,
            layouts: HashMap::default(),
        }
    }

    /// The layout for a table; `None` if it is the table's own.
    pub(super) fn of(&mut self, spec: &'static ClassSpec) -> Result<Option<Arc<PeerLayout>>> {
        let changes = self.peer.changes();
        if changes != self.changes {
            self.layouts.clear();
            self.changes = changes;
        }
        let address = std::ptr::from_ref(spec).addr();
        if let Some(known) = self.layouts.get(&address) {
            return Ok(known.clone());
        }
        let layout = PeerLayout::of(&self.peer, spec)?.map(Arc::new);
        self.layouts.insert(address, layout.clone());
        Ok(layout)
    }
}

/// How far an object is written.
#[derive(Debug)]
pub(super) struct PeerOut {
    layout: Arc<PeerLayout>,
    levels: &'static [LevelSpec],
    /// How many levels of the table have begun, and how many of the peer's have ended.
    begun: usize,
    ended: usize,
    /// Whether the peer has the level of the table that is at work.
    is_there: bool,
    /// How many members of that have come, and how many fields of the peer's are written.
    members: usize,
    fields: usize,
}

impl PeerOut {
    pub(super) fn new(layout: Arc<PeerLayout>, levels: &'static [LevelSpec]) -> Self {
        PeerOut {
            layout,
            levels,
            begun: 0,
            ended: 0,
            is_there: false,
            members: 0,
            fields: 0,
        }
    }

    /// Whether nothing is written, for the peer does not have this level.
    pub(super) fn is_left_out(&self) -> bool {
        !self.is_there
    }

    /// Begins the next level of the table.
    pub(super) fn level(&mut self, out: &mut Out<'_>) -> Option<&'static LevelSpec> {
        let number = self.begun;
        let level = self.levels.get(number)?;
        self.begun = number.saturating_add(1);
        (self.members, self.fields) = (0, 0);
        let layout = Arc::clone(&self.layout);
        let theirs = layout.levels();
        let found = theirs
            .iter()
            .position(|theirs| theirs.ours() == Some(number));
        self.is_there = found.is_some();
        if let Some(found) = found {
            self.blank(out, found);
        }
        Some(level)
    }

    /// Writes zero and null for the levels before this one that only the peer has.
    fn blank(&mut self, out: &mut Out<'_>, until: usize) {
        let layout = Arc::clone(&self.layout);
        let levels = layout.levels().get(self.ended..until);
        for level in levels.unwrap_or_default() {
            fill(out, level.codes(0, level.field_count()));
        }
        self.ended = self.ended.max(until);
    }

    fn current(&self) -> Option<&PeerLevel> {
        self.layout
            .levels()
            .get(self.ended)
            .filter(|_| self.is_there)
    }

    /// Goes to the next member: its place is where the output stands, if the peer has it.
    pub(super) fn next(&mut self, out: &mut Out<'_>) -> Option<&'static Member> {
        let number = self.begun.checked_sub(1)?;
        let member = self.levels.get(number)?.members().get(self.members)?;
        let index = self.members;
        self.members = index.saturating_add(1);
        match member.kind() {
            MemberKind::Field(..) => {
                let at = self.current()?.at(index)?;
                self.fill_to(out, at);
                self.fields = at.saturating_add(1);
                Some(member)
            }
            MemberKind::Data(_) => {
                self.end_fields(out);
                Some(member).filter(|_| self.is_there)
            }
        }
    }

    fn fill_to(&self, out: &mut Out<'_>, at: usize) {
        if let Some(level) = self.current() {
            fill(out, level.codes(self.fields, at));
        }
    }

    /// Writes zero and null for the fields that are left.
    pub(super) fn end_fields(&mut self, out: &mut Out<'_>) {
        let count = self.current().map_or(0, PeerLevel::field_count);
        self.fill_to(out, count);
        self.fields = self.fields.max(count);
    }

    /// After the last of a level has been written.
    pub(super) fn end_level(&mut self) {
        if self.is_there {
            self.ended = self.ended.saturating_add(1);
        }
        self.is_there = false;
    }

    /// Writes what only the peer has below the last level of the table.
    pub(super) fn close(&mut self, out: &mut Out<'_>) {
        let count = self.layout.levels().len();
        self.blank(out, count);
    }
}

fn fill(out: &mut Out<'_>, codes: impl Iterator<Item = FieldType>) {
    for code in codes {
        match code.width() {
            Some(width) => {
                let zeros = [0; 8];
                let zeros = zeros.get(..usize::from(width)).unwrap_or_default();
                out.bytes().extend_from_slice(zeros);
            }
            None => out.null(),
        }
    }
}

impl<'w> Out<'w> {
    /// Goes into an object of the peer's version of a class.
    #[cold]
    pub(super) fn open_as_peer(
        &mut self,
        spec: &'static ClassSpec,
        layout: Arc<PeerLayout>,
    ) -> Result<ObjectOut<'_, 'w>> {
        self.enter(spec.name())?;
        self.bytes().push(TC_OBJECT);
        self.peer_class_desc(&layout);
        self.assign_object();
        Ok(ObjectOut::as_peer(
            self,
            PeerOut::new(layout, spec.levels()),
        ))
    }
    /// `classDesc` of the peer's version.
    pub(super) fn peer_class_desc(&mut self, layout: &PeerLayout) {
        // What tables have described graphs know, and so does this.
        self.tell_graphs();
        let levels = layout.levels();
        let mut counts = Vec::new();
        for level in levels {
            let above = counts.last().copied().unwrap_or(0);
            match self.handles().class_sent(&level.key(above)) {
                Some(count) => counts.push(count),
                None => break,
            }
        }
        let new = levels.get(counts.len()..).unwrap_or_default();
        let mut assigned = Vec::new();
        for level in new.iter().rev() {
            assigned.push(self.peer_class(level));
        }
        match counts.last() {
            Some(count) => self.reference(*count),
            None => self.null(),
        }
        let mut above = counts.last().copied().unwrap_or(0);
        for (level, count) in new.iter().zip(assigned.into_iter().rev()) {
            self.handles().tell_class(level.key(above), count);
            above = count;
        }
    }

    /// `newClassDesc` up to the superclass. Returns its handle.
    fn peer_class(&mut self, level: &PeerLevel) -> u32 {
        let class = level.class();
        let mut flags = class.flags;
        if self.is_protocol_1() {
            flags = ClassFlags(flags.0 & !SC_BLOCK_DATA);
        }
        let fields = u16::try_from(class.fields.len()).unwrap_or(u16::MAX);
        let name = class.name.as_java_str();
        put_class_desc(self.bytes(), name, class.suid, flags, fields);
        let count = self.assign();
        for field in &class.fields {
            put_field(self.bytes(), field.code, field.name.as_java_str());
            let Some(ty) = &field.ty else { continue };
            let text = ty.as_java_str();
            if let Some(known) = self.handles().type_sent(text.as_bytes()) {
                self.reference(known);
            } else {
                put_new_string(self.bytes(), text);
                let count = self.assign();
                self.handles().tell_type(text.as_bytes(), count);
            }
        }
        self.bytes().push(TC_ENDBLOCKDATA);
        count
    }
}
