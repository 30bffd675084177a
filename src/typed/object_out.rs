//! [`ObjectOut`]: an object that is being written.

use super::WriteJava;
use super::codec::Codec;
use super::fault::{no_such_data, unfit};
use super::output::{OBJECT, Out};
use super::peer_out::PeerOut;
use super::spec::{Data, Form, LevelSpec, Member, MemberKind};
use crate::codes::{MAX_BLOCK_SIZE, TC_ENDBLOCKDATA, TC_NULL};
use crate::error::{Error, Result};
use crate::event::BlockForm;
use crate::wire::items::put_block;

/// An object that is being written, level by level, member by member in the order of its `class!`
/// table.
#[derive(Debug)]
pub struct ObjectOut<'o, 'w> {
    out: &'o mut Out<'w>,
    /// Those that are to come.
    levels: &'static [LevelSpec],
    /// Those of this level that are to come.
    members: &'static [Member],
    form: Form,
    /// The class, if it holds no null.
    refuses_null: Option<&'static str>,
    /// How it is laid out in the peer's version of its class, if that is another.
    peer: Option<Box<PeerOut>>,
}

impl<'o, 'w> ObjectOut<'o, 'w> {
    /// Returns an object of these levels, whose class has been written.
    pub(super) fn new(out: &'o mut Out<'w>, levels: &'static [LevelSpec]) -> Self {
        ObjectOut {
            out,
            levels,
            members: &[],
            form: Form::Fields,
            refuses_null: None,
            peer: None,
        }
    }

    /// The same of an object in the peer's version of its class.
    pub(super) fn as_peer(out: &'o mut Out<'w>, peer: PeerOut) -> Self {
        ObjectOut {
            peer: Some(Box::new(peer)),
            ..Self::new(out, &[])
        }
    }

    /// Begins the next level.
    #[inline]
    pub fn level(&mut self) {
        if let Some((level, below)) = self.levels.split_first() {
            self.levels = below;
            self.members = level.members();
            self.form = level.form();
        } else if let Some(peer) = &mut self.peer
            && let Some(level) = peer.level(self.out)
        {
            self.form = level.form();
        }
    }

    #[inline]
    fn next(&mut self) -> Option<&'static Member> {
        match self.members.split_first() {
            Some((member, behind)) => {
                self.members = behind;
                Some(member)
            }
            None => self.peer.as_mut()?.next(self.out),
        }
    }

    /// Whether data is left out, for the peer lacks the class that writes it.
    #[inline]
    fn is_left_out(&mut self) -> bool {
        match &mut self.peer {
            Some(peer) => {
                peer.end_fields(self.out);
                peer.is_left_out()
            }
            None => false,
        }
    }

    /// Writes the next field.
    ///
    /// # Errors
    ///
    /// Those of the value, with the path to the field.
    #[inline]
    pub fn field<T, C: Codec<T>>(&mut self, value: &T) -> Result<()> {
        let Some(member) = self.next() else {
            return Ok(());
        };
        let MemberKind::Field(code, ty) = member.kind() else {
            return Ok(());
        };
        if self.form == Form::Data {
            return Ok(());
        }
        if C::PRIMITIVE.is_some() && code.width().is_some() {
            C::write_primitive(value, self.out.bytes());
            return Ok(());
        }
        C::write(value, self.out, ty).map_err(|error| in_member(error, member))
    }

    /// Goes past a member that is written otherwise.
    pub(super) fn pass(&mut self) {
        self.next();
    }

    /// Writes zero or null for the next field.
    pub fn skip(&mut self) {
        let Some(member) = self.next() else { return };
        if let MemberKind::Field(code, _) = member.kind()
            && self.form != Form::Data
        {
            match code.width() {
                Some(width) => {
                    let zeros = [0; 8];
                    let zeros = zeros.get(..usize::from(width)).unwrap_or_default();
                    self.out.bytes().extend_from_slice(zeros);
                }
                None => self.out.null(),
            }
        }
    }

    /// Writes the next piece of data, a primitive value.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`](crate::ErrorKind::NotA) if the Rust type is not the one that the table
    /// names, with the path to it.
    pub fn primitive<T, C: Codec<T>>(&mut self, value: &T) -> Result<()> {
        if let Some(member) = self.next()
            && let MemberKind::Data(Data::Primitive(code)) = member.kind()
            && C::PRIMITIVE != Some(code)
        {
            return Err(in_member(no_such_data::<T>(code), member));
        }
        let mut bytes = Vec::new();
        C::write_primitive(value, &mut bytes);
        self.data(&bytes);
        Ok(())
    }

    /// Writes the next piece of data, as `writeUTF` does.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UtfTooLong`](crate::ErrorKind::UtfTooLong) for more than 65,535 bytes, with the
    /// path to it.
    pub fn utf<T, C: Codec<T>>(&mut self, value: &T) -> Result<()> {
        let member = self.next();
        let mut bytes = Vec::new();
        let pushed = C::write_text(value, &mut bytes);
        match (pushed, member) {
            (Ok(()), _) => self.data(&bytes),
            (Err(error), Some(member)) => return Err(in_member(error, member)),
            (Err(error), None) => return Err(error),
        }
        Ok(())
    }

    /// Writes the next piece of data, an object.
    ///
    /// # Errors
    ///
    /// Those of the value, with the path to it.
    pub fn object<T, C: Codec<T>>(&mut self, value: &T) -> Result<()> {
        let member = self.next();
        if self.is_left_out() {
            return Ok(());
        }
        self.end_block();
        let written = C::write(value, self.out, C::JAVA);
        written.map_err(|error| match member {
            Some(member) => in_member(error, member),
            None => error,
        })
    }

    /// Says that what this collection holds is not null: a JVM would take null for its end, or
    /// refuse it.
    pub(super) fn without_null(&mut self, class: &'static str) {
        self.refuses_null = Some(class);
    }

    /// Writes the two nulls that end a map.
    pub(super) fn ending(&mut self) {
        if self.is_left_out() {
            return;
        }
        self.end_block();
        self.out.null();
        self.out.null();
    }

    /// Writes an object that a collection holds.
    fn held<T: WriteJava>(&mut self, value: &T) -> Result<()> {
        let start = self.out.bytes().len();
        value.write(self.out, OBJECT)?;
        let written = self.out.bytes().get(start..);
        match self.refuses_null {
            Some(class) if written == Some(&[TC_NULL]) => {
                Err(unfit(class, "null, which it cannot hold"))
            }
            _ => Ok(()),
        }
    }

    /// Writes objects, one after the other, which are the elements of a collection.
    pub(super) fn elements<T: WriteJava>(&mut self, all: &[T]) -> Result<()> {
        if self.is_left_out() {
            return Ok(());
        }
        self.end_block();
        for (index, value) in all.iter().enumerate() {
            if let Err(error) = self.held(value) {
                return Err(error.within(&format_args!("[{index}]")));
            }
        }
        Ok(())
    }

    /// Writes a key and its value.
    pub(super) fn entry<K: WriteJava, V: WriteJava>(&mut self, key: &K, value: &V) -> Result<()> {
        if self.is_left_out() {
            return Ok(());
        }
        self.end_block();
        let written = self.held(key);
        written.map_err(|error| error.within(&"{key}"))?;
        let written = self.held(value);
        written.map_err(|error| error.within(&"{value}"))
    }

    /// Writes the next field, which is an array.
    pub(super) fn array_field<T: WriteJava>(
        &mut self,
        element: &'static str,
        all: &[T],
    ) -> Result<()> {
        if self.next().is_none() {
            return Ok(());
        }
        super::arrays::write(self.out, element, all)
    }

    /// Writes bytes, as `write` does.
    pub(super) fn data(&mut self, mut bytes: &[u8]) {
        if self.is_left_out() {
            return;
        }
        if self.is_without_blocks() {
            self.out.bytes().extend_from_slice(bytes);
            return;
        }
        while !bytes.is_empty() {
            let room = MAX_BLOCK_SIZE.saturating_sub(self.out.block().len());
            let (now, later) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.out.block().extend_from_slice(now);
            bytes = later;
            if self.out.block().len() >= MAX_BLOCK_SIZE {
                self.end_block();
            }
        }
    }

    /// `writeExternal` of protocol version 1 writes no blocks.
    fn is_without_blocks(&self) -> bool {
        self.form == Form::External && self.out.is_protocol_1()
    }

    pub(super) fn end_block(&mut self) {
        let (bytes, block) = self.out.bytes_and_block();
        if !block.is_empty() {
            let form = match u8::try_from(block.len()) {
                Ok(_) => BlockForm::Short,
                Err(_) => BlockForm::Long,
            };
            put_block(bytes, block, form);
            block.clear();
        }
    }

    /// Ends the level.
    #[inline]
    pub fn end_level(&mut self) {
        if self.is_left_out() {
            return;
        }
        match self.form {
            Form::Fields | Form::Record => {}
            Form::External if self.is_without_blocks() => {}
            Form::FieldsAndData | Form::Data | Form::External => {
                self.end_block();
                self.out.bytes().push(TC_ENDBLOCKDATA);
            }
        }
        if let Some(peer) = &mut self.peer {
            peer.end_level();
        }
    }

    /// Ends the object.
    #[inline]
    pub fn close(self) {
        if let Some(mut peer) = self.peer {
            peer.close(self.out);
        }
        self.out.leave();
    }
}

#[cold]
fn in_member(error: Error, member: &Member) -> Error {
    error.within(&format_args!(".{}", member.name()))
}
