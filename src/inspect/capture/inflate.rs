//! What is compressed with gzip or zlib, piece by piece, and in bounded memory.

use std::fmt;
use std::io::{self, Write as _};

use flate2::write::{GzDecoder, ZlibDecoder};

use super::decoder::Wrong;

/// How many bytes may come of a few: beyond it, up to [`MOST_GROWTH`] for each.
const FREE: u64 = 256 << 20;

/// A million zeros take a thousand bytes; what people compress grows less than this.
const MOST_GROWTH: u64 = 100;

/// How much goes in at once: what comes of it stays small.
const STEP: usize = 64;

pub(super) struct Inflate {
    inflater: Inflater,
    taken: u64,
    given: u64,
}

enum Inflater {
    /// The member that is being read: there may be others after it.
    Gzip(GzDecoder<Vec<u8>>),
    Zlib(ZlibDecoder<Vec<u8>>),
}

impl fmt::Debug for Inflate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (taken, given) = (self.taken, self.given);
        write!(f, "Inflate {{ taken: {taken}, given: {given} }}")
    }
}

impl Inflate {
    pub(super) fn gzip() -> Self {
        Self::with(Inflater::Gzip(GzDecoder::new(Vec::new())))
    }

    pub(super) fn zlib() -> Self {
        Self::with(Inflater::Zlib(ZlibDecoder::new(Vec::new())))
    }

    fn with(inflater: Inflater) -> Self {
        Inflate {
            inflater,
            taken: 0,
            given: 0,
        }
    }

    /// Takes some of `input`, and adds what comes of it, until about `full` bytes are there. Returns
    /// how much it took.
    pub(super) fn push(
        &mut self,
        input: &[u8],
        full: usize,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong> {
        let mut taken = 0_usize;
        while let Some(step) = input.get(taken..).filter(|rest| !rest.is_empty()) {
            if bytes.len() >= full {
                break;
            }
            let step = step.get(..STEP).unwrap_or(step);
            let count = match &mut self.inflater {
                Inflater::Gzip(gzip) => gzip.write(step),
                Inflater::Zlib(zlib) => zlib.write(step),
            };
            let moved = self.give(bytes);
            let mut count = count.map_err(|error| self.broken(&error))?;
            moved?;
            if count == 0 {
                count = self.behind(step, bytes)?;
            }
            taken = taken.saturating_add(count);
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            self.taken = self.taken.saturating_add(count);
        }
        Ok(taken)
    }

    /// Takes what comes after the end of the data: zeros that fill a block of a tape, or another
    /// member, as gzip itself does.
    fn behind(&mut self, step: &[u8], bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        self.end(bytes)?;
        let Inflater::Gzip(gzip) = &mut self.inflater else {
            return Err(self.followed());
        };
        match step {
            [0, ..] => Ok(step.iter().take_while(|&&byte| byte == 0).count()),
            [0x1F, 0x8B, ..] | [0x1F] => {
                *gzip = GzDecoder::new(Vec::new());
                gzip.write(step).map_err(|error| self.broken(&error))
            }
            _ => Err(self.followed()),
        }
    }

    /// Takes the end. Returns whether there may be more.
    pub(super) fn finish(&mut self, _full: usize, bytes: &mut Vec<u8>) -> Result<bool, Wrong> {
        self.end(bytes).map(|()| false)
    }

    fn end(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let ended = match &mut self.inflater {
            Inflater::Gzip(gzip) => gzip.try_finish(),
            Inflater::Zlib(zlib) => zlib.try_finish(),
        };
        let moved = self.give(bytes);
        ended.map_err(|error| self.broken(&error))?;
        moved
    }

    /// Moves what has come to `bytes`.
    fn give(&mut self, bytes: &mut Vec<u8>) -> Result<(), Wrong> {
        let out = match &mut self.inflater {
            Inflater::Gzip(gzip) => gzip.get_mut(),
            Inflater::Zlib(zlib) => zlib.get_mut(),
        };
        let count = u64::try_from(out.len()).unwrap_or(u64::MAX);
        self.given = self.given.saturating_add(count);
        bytes.append(out);
        let most = self.taken.saturating_mul(MOST_GROWTH).max(FREE);
        if self.given > most {
            return Err(Wrong::Bytes(format!(
                "{} bytes of {} data are more than {most} when decompressed: more than anybody \
                 compresses by accident, so decompress it yourself if it is meant",
                self.taken,
                self.name()
            )));
        }
        Ok(())
    }

    fn broken(&self, error: &io::Error) -> Wrong {
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => "they end too early".to_owned(),
            _ => error.to_string(),
        };
        Wrong::Bytes(format!(
            "the {} data are broken behind byte {}: {why}",
            self.name(),
            self.taken
        ))
    }

    fn followed(&self) -> Wrong {
        Wrong::Bytes(format!(
            "the {} data end at byte {}, and something else follows, which is not read",
            self.name(),
            self.taken
        ))
    }

    fn name(&self) -> &'static str {
        match self.inflater {
            Inflater::Gzip(_) => "gzip",
            Inflater::Zlib(_) => "zlib",
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    /// A kilobyte for each megabyte of zeros, in as many members as one likes.
    #[test]
    fn bombs_end() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
        let member = encoder.finish().unwrap();
        let mut inflate = Inflate::gzip();
        let (mut given, mut refused) = (0, None);
        for _ in 0..300 {
            let mut rest = &member[..];
            while !rest.is_empty() && refused.is_none() {
                let mut bytes = Vec::new();
                match inflate.push(rest, 1 << 16, &mut bytes) {
                    Ok(count) => rest = &rest[count..],
                    Err(wrong) => refused = Some(wrong),
                }
                assert!(bytes.len() < 1 << 19, "{}", bytes.len());
                given += bytes.len();
            }
        }
        assert!((256 << 20..257 << 20).contains(&given), "{given}");
        assert!(matches!(refused, Some(Wrong::Bytes(text)) if text.contains("when decompressed")));
    }
}
