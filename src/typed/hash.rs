//! A hasher for numbers that nobody else chooses: nodes, and addresses of objects of ours.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes [`QuickHasher`]s.
pub(super) type Quick = BuildHasherDefault<QuickHasher>;

/// One multiplication for each number.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct QuickHasher(u64);

impl QuickHasher {
    #[inline]
    fn add(&mut self, number: u64) {
        // 2^64 divided by the golden ratio: neighbours come to lie far apart.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

        let mixed = (self.0 ^ number).wrapping_mul(SPREAD);
        self.0 = mixed ^ mixed >> 32;
    }
}

impl Hasher for QuickHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.add(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.add(u64::try_from(number).unwrap_or(u64::MAX));
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}
