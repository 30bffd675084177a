//! What bytes prove of fields that may not be where the descriptor says.
//!
//! The grammar's reading of a level is impossible where
//!
//! * an object must stand, and block data or the end of the annotation does, or an
//!   object that the field's declared type cannot hold;
//! * what follows the primitive values begins nothing that may follow;
//! * a `boolean` is neither 0 nor 1, which no writer makes it.
//!
//! It is the only one possible where the bytes do not begin an annotation. Then all objects of the
//! class are read so; and where both readings are possible, this one is.

use super::cursor::Stop;
use super::handles::HandleKind;
use super::{CHUNK, Parser};
use crate::class::shape::ClassIndex;
use crate::codes::{
    TC_ARRAY, TC_BLOCKDATA, TC_BLOCKDATALONG, TC_CLASS, TC_CLASSDESC, TC_ENDBLOCKDATA, TC_ENUM,
    TC_EXCEPTION, TC_NULL, TC_OBJECT, TC_PROXYCLASSDESC, TC_REFERENCE, TC_RESET,
};
use crate::event::Handle;

/// What the first bytes of a level show of its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// Its values stand where the descriptor says.
    Written,
    /// They do not.
    NotWritten,
    /// Either may be.
    None,
}

/// Whether bytes can begin an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    Yes,
    No,
    /// This many bytes of it would show.
    Needs(usize),
}

impl Parser {
    /// What `bytes` prove of a class that has primitive fields.
    pub(super) fn proof(&self, bytes: &[u8], index: ClassIndex) -> Result<Proof, Stop> {
        let first = *bytes.first().ok_or(Stop::NeedMore(1))?;
        if !begins_content(first) {
            return Ok(Proof::Written);
        }
        let shape = self.class(index)?.shape();
        let primitives = usize::try_from(shape.primitive_bytes).unwrap_or(usize::MAX);
        // They are not all in hand at once.
        if primitives >= CHUNK {
            return Ok(Proof::None);
        }
        let enough = primitives.saturating_add(1);
        let Some(seen) = bytes.get(..enough) else {
            return Err(Stop::NeedMore(enough.saturating_sub(bytes.len())));
        };
        if self.begins(seen) == Begins::No {
            return Ok(Proof::Written);
        }
        let booleans = self.classes.field_types.booleans(index);
        let mut booleans = booleans.iter().filter_map(|offset| {
            let offset = usize::try_from(*offset).ok()?;
            seen.get(offset)
        });
        if booleans.any(|value| *value > 1) {
            return Ok(Proof::NotWritten);
        }
        let behind = bytes.get(primitives..).unwrap_or_default();
        let impossible = if shape.object_fields > 0 {
            self.is_no_value(behind, index, 0)?
        } else {
            self.is_no_item(behind)?
        };
        Ok(if impossible {
            Proof::NotWritten
        } else {
            Proof::None
        })
    }

    /// Whether `bytes` cannot begin the value of this object field of a class.
    pub(super) fn is_no_value(
        &self,
        bytes: &[u8],
        class: ClassIndex,
        field: u32,
    ) -> Result<bool, Stop> {
        let code = *bytes.first().ok_or(Stop::NeedMore(1))?;
        if begins_no_object(code) || self.is_no_item(bytes)? {
            return Ok(true);
        }
        let declared = self.classes.field_types.declared(class, field);
        let fits = match bytes {
            [TC_REFERENCE, handle @ ..] => self
                .kind_at(handle)
                .is_some_and(|kind| declared.may_refer_to(kind)),
            _ => declared.may_hold(code),
        };
        Ok(!fits)
    }

    /// Whether `bytes` cannot begin content of an annotation, or end it.
    fn is_no_item(&self, bytes: &[u8]) -> Result<bool, Stop> {
        match self.begins(bytes) {
            Begins::Yes => Ok(false),
            Begins::No => Ok(true),
            Begins::Needs(count) => {
                let more = count.saturating_sub(bytes.len());
                Err(Stop::NeedMore(more.max(1)))
            }
        }
    }

    /// Whether content of an annotation, or its end, can begin so.
    fn begins(&self, bytes: &[u8]) -> Begins {
        let Some((&code, behind)) = bytes.split_first() else {
            return Begins::Needs(1);
        };
        let descriptor = match code {
            TC_REFERENCE if behind.len() < 4 => return Begins::Needs(5),
            TC_REFERENCE => return yes(self.kind_at(behind).is_some()),
            TC_OBJECT | TC_ARRAY | TC_CLASS | TC_ENUM => behind,
            TC_EXCEPTION => {
                return match behind.first() {
                    None => Begins::Needs(2),
                    Some(code) => yes(matches!(*code, TC_OBJECT | TC_REFERENCE)),
                };
            }
            code => return yes(begins_content(code)),
        };
        match descriptor.split_first() {
            None => Begins::Needs(2),
            Some((&(TC_CLASSDESC | TC_PROXYCLASSDESC), _)) => Begins::Yes,
            Some((&TC_REFERENCE, handle)) if handle.len() < 4 => Begins::Needs(6),
            Some((&TC_REFERENCE, handle)) => yes(self.kind_at(handle) == Some(HandleKind::Class)),
            Some(_) => Begins::No,
        }
    }

    /// What kind of thing the handle that `bytes` begin with stands for.
    fn kind_at(&self, bytes: &[u8]) -> Option<HandleKind> {
        let wire = u32::from_be_bytes(*bytes.first_chunk()?);
        self.handles.get(Handle::from_wire(wire))
    }
}

fn yes(possible: bool) -> Begins {
    if possible { Begins::Yes } else { Begins::No }
}

/// Whether `code` may begin an annotation's content, or end it.
pub(super) fn begins_content(code: u8) -> bool {
    (TC_NULL..=TC_ENUM).contains(&code) && code != TC_RESET
}

/// Whether `code` may stand in an annotation, but not as a field's value.
fn begins_no_object(code: u8) -> bool {
    matches!(code, TC_BLOCKDATA | TC_BLOCKDATALONG | TC_ENDBLOCKDATA)
}
