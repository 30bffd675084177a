//! `classDesc` of the grammar, from its events.

use super::{GraphBuilder, Open, OpenKind, Role};
use crate::class::shape::ClassIndex;
use crate::data::utf_length;
use crate::error::ErrorKind;
use crate::event::{ClassFlags, FieldType};
use crate::graph::{ClassDesc, FieldDesc, Slot, Stored, full};
use crate::limits::Limit;
use crate::text::{JavaStr, JavaString};

impl GraphBuilder {
    pub(super) fn open_desc(
        &mut self,
        name: JavaString,
        suid: i64,
        flags: ClassFlags,
        interfaces: Option<Vec<JavaString>>,
    ) -> Result<(), ErrorKind> {
        let class = self.graph.classes.next().ok_or_else(full)?;
        let node = self.put_node(Stored::Desc { class })?;
        let role = match (self.begun.take(), self.open.last().map(|open| open.kind)) {
            (Some(begin), _) => Role::Class(begin),
            (None, Some(OpenKind::Desc { .. })) => Role::Superclass,
            _ => Role::Value,
        };
        if matches!(role, Role::Value) {
            self.put(Slot::of(node)?);
        }
        self.described = self.described.saturating_add(named(name.as_java_str(), 0));
        let element = FieldType::of_elements(name.as_java_str());
        let desc = ClassDesc {
            name,
            suid,
            fields: Vec::new(),
            interfaces,
            annotation: Slot::NULL,
        };
        self.graph.classes.push(node, flags, element, desc);
        self.open(OpenKind::Desc { class, role });
        Ok(())
    }

    pub(super) fn put_field(
        &mut self,
        code: FieldType,
        name: JavaStr<'_>,
    ) -> Result<(), ErrorKind> {
        const MOST: u64 = u16::MAX as u64;

        utf_length(name)?;
        let Some(&Open {
            kind: OpenKind::Desc { class, .. },
            ..
        }) = self.open.last()
        else {
            return Ok(());
        };
        if let Some(desc) = self.graph.classes.get_mut(class) {
            if desc.fields.len() as u64 >= MOST {
                return Err(ErrorKind::Limit {
                    limit: Limit::MaxFields,
                    allowed: MOST,
                    found: MOST.saturating_add(1),
                });
            }
            desc.fields.push(FieldDesc {
                code,
                name: name.into(),
                type_name: Slot::NULL,
            });
        }
        self.graph.classes.add_field(class, code);
        self.described = self
            .described
            .saturating_add(named(name, size_of::<FieldDesc>()));
        Ok(())
    }

    /// The pending values of a descriptor are the names of its fields' types,
    /// then its annotation.
    pub(super) fn close_desc(
        &mut self,
        class: ClassIndex,
        role: Role,
        base: usize,
        is_whole: bool,
    ) {
        let mut values = self.pending.get(base..).unwrap_or_default().iter().copied();
        if let Some(desc) = self.graph.classes.get_mut(class) {
            for field in &mut desc.fields {
                if field.code.width().is_none() {
                    field.type_name = values.next().unwrap_or(Slot::NULL);
                }
            }
            desc.annotation = values.next().unwrap_or(Slot::NULL);
        }
        self.pending.truncate(base);
        if is_whole {
            // Its superclass, which came before, is complete.
            let _ = self.graph.classes.complete(class);
        }
        if matches!(role, Role::Superclass) {
            self.set_superclass(Some(class));
        }
    }

    /// Takes note of the superclass of the descriptor that is open.
    pub(super) fn set_superclass(&mut self, superclass: Option<ClassIndex>) {
        if let Some(class) = self.open_class() {
            self.graph.classes.set_superclass(class, superclass);
        }
    }

    fn open_class(&self) -> Option<ClassIndex> {
        match self.open.last()?.kind {
            OpenKind::Desc { class, .. } => Some(class),
            _ => None,
        }
    }

    pub(super) fn put_interface(&mut self, name: JavaStr<'_>) -> Result<(), ErrorKind> {
        utf_length(name)?;
        let named = named(name, size_of::<JavaString>());
        self.described = self.described.saturating_add(named);
        let class = self.open_class();
        if let Some(desc) = class.and_then(|class| self.graph.classes.get_mut(class))
            && let Some(interfaces) = &mut desc.interfaces
        {
            interfaces.push(name.into());
        }
        Ok(())
    }
}

/// How much memory a name takes, and the entry of a list that it stands in: such a list has
/// room for twice as many at the most.
pub(super) fn named(name: JavaStr<'_>, entry: usize) -> usize {
    /// What the allocator adds, and rounds up to.
    const PIECE: usize = 32;

    let entries = entry.saturating_mul(2);
    name.as_bytes()
        .len()
        .saturating_add(entries)
        .saturating_add(PIECE)
}
