//! One file: whole blocks alone, whatever becomes of the disk.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Where the length of a block stands in it, after its type.
const LENGTH_AT: usize = 4;

/// How much is gathered before it is written: large pieces cost less.
const GATHERED: usize = 256 * 1024;

#[derive(Debug)]
pub(super) struct Kept {
    path: PathBuf,
    file: File,
    /// Blocks that are not written yet.
    blocks: Vec<u8>,
    /// How many bytes of whole blocks stand in the file.
    length: u64,
    has_failed: bool,
    failures: u64,
}

impl Kept {
    pub(super) fn new(path: PathBuf, file: File) -> Self {
        Kept {
            path,
            file,
            blocks: Vec::new(),
            length: 0,
            has_failed: false,
            failures: 0,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the next blocks go.
    pub(super) fn blocks(&mut self) -> &mut Vec<u8> {
        &mut self.blocks
    }

    /// Returns how large the file is when all is written.
    pub(super) fn size(&self) -> u64 {
        let blocks = u64::try_from(self.blocks.len()).unwrap_or(u64::MAX);
        self.length.saturating_add(blocks)
    }

    /// Whether the file ended before what was to stand in it.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Whether more may be written after a failure, since what stands there is whole.
    pub(super) fn try_again(&mut self) -> bool {
        // What a pipe has not taken whole is torn for ever.
        let is_whole = self.file.metadata().is_ok_and(|file| file.is_file());
        self.has_failed = !is_whole;
        is_whole
    }

    /// Returns how often it has failed: what stood in it before is cut since.
    pub(super) fn failures(&self) -> u64 {
        self.failures
    }

    /// Whether it is time to write.
    pub(super) fn is_much(&self) -> bool {
        self.blocks.len() >= GATHERED
    }

    /// Writes all blocks. Returns how many bytes stand in the file that did not before.
    ///
    /// # Errors
    ///
    /// Why they cannot be written. The file ends with the last whole block then, and nothing more
    /// is written to it.
    pub(super) fn write(&mut self) -> io::Result<u64> {
        let before = self.length;
        let mut written = 0;
        let outcome = loop {
            match self.blocks.get(written..) {
                None | Some([]) => break Ok(()),
                Some(rest) => match self.file.write(rest) {
                    Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                    Ok(count) => written = written.saturating_add(count),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => break Err(error),
                },
            }
        };
        let whole = match outcome {
            Ok(()) => written,
            Err(_) => whole_blocks(&self.blocks, written),
        };
        let whole = u64::try_from(whole).unwrap_or(u64::MAX);
        self.length = self.length.saturating_add(whole);
        if outcome.is_err() {
            self.has_failed = true;
            self.failures = self.failures.saturating_add(1);
            self.cut_back();
        }
        self.blocks.clear();
        self.blocks.shrink_to(GATHERED.saturating_mul(2));
        outcome.map(|()| self.length.saturating_sub(before))
    }

    /// Lets the file end with the last whole block.
    fn cut_back(&mut self) {
        // A pipe has no end that could be set: its reader has noticed already.
        if let Err(error) = self.file.set_len(self.length)
            && self.file.metadata().is_ok_and(|file| file.is_file())
        {
            tracing::warn!(
                "{}: it may end with a part of a block: {error}",
                self.path.display()
            );
        }
        let _ = self.file.seek(SeekFrom::Start(self.length));
    }
}

/// Returns how many of the first `written` bytes are whole blocks.
fn whole_blocks(blocks: &[u8], written: usize) -> usize {
    let mut whole = 0_usize;
    loop {
        let block = blocks.get(whole..).unwrap_or_default();
        let length = block.get(LENGTH_AT..).and_then(<[u8]>::first_chunk::<4>);
        let length = length.map_or(0, |length| u32::from_le_bytes(*length));
        let end = whole.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        if length == 0 || end > written {
            return whole;
        }
        whole = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Writer;

    #[test]
    fn a_part_of_a_block_is_none() {
        let mut blocks = Vec::new();
        Writer::new("tap").header(&mut blocks);
        let first = blocks.first_chunk::<8>().unwrap()[LENGTH_AT];
        let first = usize::from(first);
        assert!(first > 0 && first < blocks.len());
        for written in 0..=blocks.len() {
            let whole = match written {
                _ if written == blocks.len() => written,
                _ if written >= first => first,
                _ => 0,
            };
            assert_eq!(whole_blocks(&blocks, written), whole, "{written}");
        }
    }
}
