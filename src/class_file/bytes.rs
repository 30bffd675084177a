//! A place in a class file, from which numbers are taken.

use super::error::{ClassFileError, Result};

/// The bytes of a class file, or of a part of it, and how many have been taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a> {
    left: &'a [u8],
    /// Where in the class file what is left begins.
    offset: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Bytes {
            left: bytes,
            offset: 0,
        }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Takes this many bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let Some((taken, left)) = self.left.split_at_checked(count) else {
            let missing = count.saturating_sub(self.left.len());
            let end = self.offset.saturating_add(self.left.len());
            return Err(ClassFileError::at(
                end,
                format!("it is cut off: {missing} more bytes were announced"),
            ));
        };
        self.left = left;
        self.offset = self.offset.saturating_add(count);
        Ok(taken)
    }

    /// Takes this many bytes, as a part of their own.
    pub(super) fn part(&mut self, count: usize) -> Result<Bytes<'a>> {
        let offset = self.offset;
        let left = self.take(count)?;
        Ok(Bytes { left, offset })
    }

    /// Takes a part whose length, of four bytes, stands before it: what an attribute holds.
    pub(super) fn counted(&mut self) -> Result<Bytes<'a>> {
        let length = self.u4()?;
        self.part(usize::try_from(length).unwrap_or(usize::MAX))
    }

    pub(super) fn u1(&mut self) -> Result<u8> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    pub(super) fn u2(&mut self) -> Result<u16> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    pub(super) fn u4(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub(super) fn u8(&mut self) -> Result<u64> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let taken = self.take(N)?;
        // There are as many as were taken.
        Ok(<[u8; N]>::try_from(taken).unwrap_or([0; N]))
    }
}
