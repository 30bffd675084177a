//! `Externalizable` objects of protocol version 1: contents without block data. Only the class
//! knows where they end. The caller may tell us.

use super::cursor::{Cursor, Stop};
use super::rule::Rule;
use super::{Parser, internal};
use crate::class::shape::ClassIndex;
use crate::error::ErrorKind;
use crate::text::JavaStr;

/// A part of what a `writeExternal` writes, for [`Parser::with_external`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExternalPart {
    /// This many bytes: 1 of a `boolean` or `byte`, 2 of a `char` or `short`, 4 of an `int` or
    /// `float`, 8 of a `long` or `double`, and any number of `write(byte[])`.
    Bytes(u32),
    /// What `writeUTF` writes: two bytes of length, then that many bytes.
    Utf,
    /// What `writeObject` writes: one object, string, array, null or reference.
    Object,
}

impl Parser {
    /// The layout that the caller has registered for a class.
    pub(super) fn layout_of(&self, class: JavaStr<'_>) -> Option<u16> {
        let found = self
            .known()
            .externals
            .iter()
            .rposition(|(name, _)| name.as_java_str() == class);
        found.and_then(|index| u16::try_from(index).ok())
    }

    /// Protocol version 1 does not say where external contents end.
    #[cold]
    pub(super) fn undelimited_external(&self, class: ClassIndex) -> Stop {
        let class = self.classes.title(class);
        Stop::fault(0, ErrorKind::UndelimitedExternal { class })
    }

    /// The next part of contents whose layout is known.
    pub(super) fn part(
        &mut self,
        cursor: &mut Cursor<'_>,
        layout: u16,
        part: u32,
    ) -> Result<(), Stop> {
        let bytes = match self.part_at(layout, part).ok_or_else(internal)? {
            ExternalPart::Object => return self.value(cursor),
            ExternalPart::Bytes(count) => count,
            ExternalPart::Utf => match cursor.rest() {
                [high, low, ..] => u32::from(u16::from_be_bytes([*high, *low])).saturating_add(2),
                short => return Err(Stop::NeedMore(2_usize.saturating_sub(short.len()))),
            },
        };
        let part = part.saturating_add(1);
        self.rules.replace(Rule::Parts { layout, part });
        self.rules.push(Rule::FieldBytes { left: bytes });
        self.field_bytes(cursor, bytes)
    }

    /// Whether no part is left.
    pub(super) fn is_last_part(&self, layout: u16, part: u32) -> bool {
        self.part_at(layout, part).is_none()
    }

    /// How many objects there are before `part`.
    pub(super) fn objects_before(&self, layout: u16, part: u32) -> usize {
        let parts = self.parts(layout).iter();
        let before = parts.take(usize::try_from(part).unwrap_or(usize::MAX));
        before.filter(|part| **part == ExternalPart::Object).count()
    }

    fn part_at(&self, layout: u16, part: u32) -> Option<ExternalPart> {
        let index = usize::try_from(part).ok()?;
        self.parts(layout).get(index).copied()
    }

    fn parts(&self, layout: u16) -> &[ExternalPart] {
        let found = self.known().externals.get(usize::from(layout));
        found.map_or(&[], |(_, parts)| parts)
    }
}
