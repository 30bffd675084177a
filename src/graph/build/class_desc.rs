//! `classDesc` of the grammar, from its events.

use super::{GraphBuilder, Kind, Open, Role};
use crate::class::hierarchy::{ClassIndex, Shape};
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
        let class = self.graph.hierarchy.next().ok_or_else(full)?;
        let node = self.put_node(Stored::Desc { class })?;
        let role = match (self.begun.take(), self.open.last().map(|open| open.kind)) {
            (Some(begin), _) => Role::Class(begin),
            (None, Some(Kind::Desc { .. })) => Role::Superclass,
            _ => Role::Value,
        };
        if matches!(role, Role::Value) {
            self.put(Slot::of(node)?);
        }
        let element = FieldType::of_elements(name.as_java_str());
        self.described = self.described.saturating_add(named(name.as_java_str(), 0));
        self.graph.classes.push(ClassDesc {
            node,
            name,
            suid,
            flags,
            fields: Vec::new(),
            interfaces,
            annotation: Slot::NULL,
            superclass: None,
            element,
        });
        self.graph.hierarchy.push(Shape::new(flags));
        self.open(Kind::Desc { class, role });
        Ok(())
    }

    pub(super) fn put_field(
        &mut self,
        code: FieldType,
        name: JavaStr<'_>,
    ) -> Result<(), ErrorKind> {
        const MOST: u64 = u16::MAX as u64;

        utf_length(name)?;
        let Some(Open {
            kind: Kind::Desc { class, .. },
            ..
        }) = self.open.last()
        else {
            return Ok(());
        };
        if let Some(desc) = self.graph.classes.get_mut(class.get()) {
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
        if let Some(shape) = self.graph.hierarchy.shape_mut(*class) {
            shape.add_field(code);
        }
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
    ) -> Result<(), ErrorKind> {
        let mut values = self.pending.get(base..).unwrap_or_default().iter().copied();
        let mut superclass = None;
        if let Some(desc) = self.graph.classes.get_mut(class.get()) {
            for field in &mut desc.fields {
                if field.code.width().is_none() {
                    field.type_name = values.next().unwrap_or(Slot::NULL);
                }
            }
            desc.annotation = values.next().unwrap_or(Slot::NULL);
            superclass = desc.superclass;
        }
        self.pending.truncate(base);
        // A superclass that an exception cut off stays incomplete, and so does its subclass.
        let _ = self.graph.hierarchy.complete(class, superclass);
        if matches!(role, Role::Superclass)
            && let Some(subclass) = self.open_class()
        {
            subclass.superclass = Some(class);
        }
        Ok(())
    }

    pub(super) fn open_class(&mut self) -> Option<&mut ClassDesc> {
        match self.open.last()?.kind {
            Kind::Desc { class, .. } => self.graph.classes.get_mut(class.get()),
            _ => None,
        }
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
