//! Inflating an entry of an archive, up to a limit.

use flate2::{Decompress, FlushDecompress, Status};

use super::error::{ClassFileError, Result};

/// How much room is made at once, at least.
const PIECE: usize = 8 << 10;

/// Returns what `deflated` becomes, if that is no more than `most` bytes.
pub(super) fn inflate(deflated: &[u8], most: usize) -> Result<Vec<u8>> {
    let mut inflater = Decompress::new(false);
    // Class files become about twice as long.
    let mut inflated = Vec::with_capacity(deflated.len().saturating_mul(3).min(most));
    loop {
        if inflated.len() == inflated.capacity() {
            if inflated.len() > most {
                return Err(too_long(most));
            }
            let more = inflated.len().min(most.saturating_sub(inflated.len()));
            inflated.reserve_exact(more.max(PIECE));
        }
        let (read, written) = (inflater.total_in(), inflated.len());
        let left = usize::try_from(read).ok();
        let left = left.and_then(|read| deflated.get(read..));
        let status = inflater
            .decompress_vec(
                left.unwrap_or_default(),
                &mut inflated,
                FlushDecompress::None,
            )
            .map_err(|_| ClassFileError::new("it does not inflate: the archive is damaged"))?;
        let is_stuck = inflater.total_in() == read && inflated.len() == written;
        match status {
            Status::StreamEnd if inflated.len() <= most => return Ok(inflated),
            Status::StreamEnd => return Err(too_long(most)),
            Status::Ok | Status::BufError if is_stuck && written < inflated.capacity() => {
                let problem = "what it inflates to is cut off: the archive is damaged";
                return Err(ClassFileError::new(problem));
            }
            Status::Ok | Status::BufError => {}
        }
    }
}

fn too_long(most: usize) -> ClassFileError {
    ClassFileError::new(format!("it inflates to more than {most} bytes"))
}
