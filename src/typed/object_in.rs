//! [`ObjectIn`]: an object that is being read.

use smallvec::SmallVec;

use super::ReadJava;
use super::any::Any;
use super::codec::Codec;
use super::fault::{ended, lost, no_such_data, not_a};
use super::input::In;
use super::plan::At;
use super::spec::{ClassSpec, Data, Member, MemberKind};
use crate::error::{Error, Result};
use crate::event::FieldType;
use crate::graph::{Raw, RawContent, Raws};

/// An object that is being read, member by member in the order of its `class!` table.
#[derive(Debug)]
pub struct ObjectIn<'i, 'g> {
    input: &'i mut In<'g>,
    spec: &'static ClassSpec,
    slots: Raws<'g>,
    plan: usize,
    /// The next member.
    next: usize,
    data: DataIn<'g>,
}

/// How far the data of a class has been read.
#[derive(Debug, Default)]
struct DataIn<'g> {
    /// The slot of the contents.
    slot: Option<u32>,
    /// What of them has not been begun.
    rest: Option<Raws<'g>>,
    next: u32,
    /// What of a block has not been read.
    block: &'g [u8],
}

impl<'i, 'g> ObjectIn<'i, 'g> {
    /// Returns an object of this table, whose members stand where a plan says.
    pub(super) fn new(
        input: &'i mut In<'g>,
        spec: &'static ClassSpec,
        slots: Raws<'g>,
        plan: usize,
    ) -> Self {
        ObjectIn {
            input,
            spec,
            slots,
            plan,
            next: 0,
            data: DataIn::default(),
        }
    }

    /// Returns the value of the next field.
    ///
    /// # Errors
    ///
    /// Those of the value, with the path to the field; [`ErrorKind::NotA`](crate::ErrorKind::NotA) if the stream's class
    /// lacks the field and there is no default for it.
    #[inline]
    pub fn field<T, C: Codec<T>>(&mut self) -> Result<T> {
        let member = self.next;
        self.next = self.next.saturating_add(1);
        let read = match self.input.memo().plans.at(self.plan, member) {
            Some(At::Reference { slot }) => match self.slots.raw_at(slot) {
                Some(value) => C::read(self.input, value),
                None => Err(lost()),
            },
            Some(At::Primitive { slot, behind }) => match C::PRIMITIVE {
                Some(_) => {
                    let bytes = self.input.graph().raw_primitive(self.slots, slot, behind);
                    C::read_primitive(bytes.unwrap_or_default()).ok_or_else(lost)
                }
                None => Err(not_a::<T>("a primitive value")),
            },
            Some(At::Absent) => C::absent().ok_or_else(absent::<T>),
            Some(At::Data { .. } | At::NotWritten) | None => Err(not_a::<T>("data, not a field")),
        };
        match read {
            Ok(read) => Ok(read),
            Err(error) => Err(self.in_member(error, member)),
        }
    }

    /// Passes over a field.
    pub fn skip(&mut self) {
        self.next = self.next.saturating_add(1);
    }

    /// Returns the next piece of data, a primitive value.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedEnd`](crate::ErrorKind::UnexpectedEnd) if there is none, with the path to it.
    pub fn primitive<T, C: Codec<T>>(&mut self) -> Result<T> {
        let member = self.spec.members().nth(self.next);
        self.datum(C::absent, |object| {
            if let Some(MemberKind::Data(Data::Primitive(code))) = member.map(Member::kind)
                && C::PRIMITIVE != Some(code)
            {
                return Err(no_such_data::<T>(code));
            }
            let width = C::PRIMITIVE.and_then(FieldType::width);
            let mut bytes = [0; 8];
            let width = usize::from(width.unwrap_or(0));
            let place = bytes.get_mut(..width).unwrap_or_default();
            if !object.take(place) {
                return Err(ended("a primitive value that writeObject wrote"));
            }
            C::read_primitive(place).ok_or_else(|| not_a::<T>("a primitive value"))
        })
    }

    /// Returns the next piece of data, a text that `writeUTF` wrote.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnexpectedEnd`](crate::ErrorKind::UnexpectedEnd) if there is none, with the path to it.
    pub fn utf<T, C: Codec<T>>(&mut self) -> Result<T> {
        self.datum(C::absent, |object| {
            let mut length = [0; 2];
            let mut text = SmallVec::<[u8; 64]>::new();
            if object.take(&mut length) {
                let length = usize::from(u16::from_be_bytes(length));
                object.input.spend(length)?;
                text.resize(length, 0);
                if object.take(&mut text) {
                    return C::read_text(&text);
                }
            }
            Err(ended("a text that writeUTF wrote"))
        })
    }

    /// Returns the next piece of data, an object.
    ///
    /// # Errors
    ///
    /// Those of the value, with the path to it.
    pub fn object<T, C: Codec<T>>(&mut self) -> Result<T> {
        self.datum(C::absent, |object| match object.next_content() {
            Some(Content::Object(value)) => C::read(object.input, value),
            Some(Content::Data) => Err(not_a::<T>("primitive data")),
            None => Err(ended("an object that writeObject wrote")),
        })
    }

    /// Ends the object.
    #[inline]
    pub fn close(self) {
        drop(self);
    }

    /// Reads a piece of data, if the stream has any at this level. Where the peer's class has no such
    /// level it is what `absent` returns: a JVM calls no `readObject` there.
    pub(super) fn datum<T>(
        &mut self,
        absent_value: fn() -> Option<T>,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let member = self.next;
        self.next = self.next.saturating_add(1);
        let result = match self.input.memo().plans.at(self.plan, member) {
            Some(At::Data { slot }) => {
                self.go_to(slot);
                read(self)
            }
            Some(At::Absent) => absent_value().ok_or_else(absent::<T>),
            _ => Err(ended(
                "what writeObject writes, which the peer's class does not",
            )),
        };
        result.map_err(|error| self.in_member(error, member))
    }

    fn go_to(&mut self, slot: u32) {
        if self.data.slot != Some(slot) {
            self.data = DataIn {
                slot: Some(slot),
                rest: Some(self.input.graph().raw_contents(self.slots, slot)),
                next: 0,
                block: &[],
            };
        }
    }

    /// Takes bytes from the blocks, if there are as many before the next object.
    fn take(&mut self, mut place: &mut [u8]) -> bool {
        while !place.is_empty() {
            if self.data.block.is_empty() {
                match self.next_content() {
                    Some(Content::Data) => continue,
                    _ => return false,
                }
            }
            let count = place.len().min(self.data.block.len());
            let (now, later) = self.data.block.split_at_checked(count).unwrap_or_default();
            let (filled, behind) = place.split_at_mut_checked(count).unwrap_or_default();
            filled.copy_from_slice(now);
            place = behind;
            self.data.block = later;
        }
        true
    }

    fn next_content(&mut self) -> Option<Content> {
        if !self.data.block.is_empty() {
            return Some(Content::Data);
        }
        let raw = self.data.rest?.raw_at(self.data.next)?;
        self.data.next = self.data.next.saturating_add(1);
        match self.input.graph().raw_content(raw)? {
            RawContent::Data(block) => {
                self.data.block = block;
                Some(Content::Data)
            }
            RawContent::Object(raw) => Some(Content::Object(raw)),
            RawContent::Exception => None,
        }
    }

    /// What has not been read of the block that is next.
    pub(super) fn block(&mut self) -> Option<&'g [u8]> {
        if self.data.block.is_empty() {
            return None;
        }
        Some(std::mem::take(&mut self.data.block))
    }

    /// The next object among the data; `None` at its end. Blocks before it are made ready.
    pub(super) fn content(&mut self) -> Result<Option<Step>> {
        Ok(match self.next_content() {
            Some(Content::Data) => Some(Step::Block),
            Some(Content::Object(value)) => Some(Step::Object(Any::read(self.input, value)?)),
            None => None,
        })
    }

    pub(super) fn spend(&mut self, bytes: usize) -> Result<()> {
        self.input.spend(bytes)
    }

    #[cold]
    fn in_member(&self, error: Error, member: usize) -> Error {
        match self.spec.members().nth(member) {
            Some(member) => error.within(&format_args!(".{}", member.name())),
            None => error,
        }
    }
}

/// The object is left also where reading it fails: another type may be tried then.
impl Drop for ObjectIn<'_, '_> {
    #[inline]
    fn drop(&mut self) {
        self.input.leave();
    }
}

/// What stands next among the data.
enum Content {
    /// Some of a block.
    Data,
    Object(Raw),
}

/// What came next among the data.
pub(super) enum Step {
    Block,
    Object(Any),
}

#[cold]
fn absent<T>() -> Error {
    not_a::<T>("a class without this field").noting(Some(
        "where the peer's class may lack a field, the type is an Option",
    ))
}
