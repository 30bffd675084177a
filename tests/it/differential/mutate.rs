//! Streams of the JVM, changed.

use crate::streams_support::committed;

/// Longer streams give as many cases, but fewer of interest.
const LONGEST: usize = 1_000;
/// So many cases in a row are made of one stream.
pub(super) const OF_ONE: u64 = 25;

/// Bytes that mean something somewhere: type codes, flags, letters of types, counts.
const TELLING: [u8; 44] = [
    0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F,
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x08, 0x09, 0x0C, 0x10, 0x12, 0x1A, 0xFF, 0xFE, 0x80, 0xC0,
    0xED, 0xAC, b'B', b'I', b'J', b'L', b'Z', b'C', b'[', b'V', b';', b'F',
];

/// Numbers that look random and are the same each time: SplitMix64.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64, case: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ case);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// The streams that cases are made of.
#[derive(Debug)]
pub(super) struct Seeds(Vec<&'static [u8]>);

impl Seeds {
    pub(super) fn new() -> Self {
        let all = committed::all().iter().map(|stream| &stream.bytes[..]);
        Seeds(all.filter(|bytes| bytes.len() <= LONGEST).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The stream of a case: the first of all are those of the JVM as they are.
    pub(super) fn case(&self, seed: u64, case: u64) -> Vec<u8> {
        if let Some(stream) = self.0.get(case as usize) {
            return stream.to_vec();
        }
        let mut of_run = Random::new(seed, case / OF_ONE);
        let mut stream = self.0[of_run.below(self.0.len())].to_vec();
        let mut random = Random::new(!seed, case);
        let changes = [1, 1, 1, 2, 3][random.below(5)];
        for _ in 0..changes {
            self.change(&mut stream, &mut random);
        }
        stream
    }

    fn change(&self, stream: &mut Vec<u8>, random: &mut Random) {
        // Seldom in the header.
        let first = if random.below(100) == 0 { 0 } else { 4 };
        let at = (first + random.below(stream.len().saturating_sub(first))).min(stream.len());
        let length = (1 + random.below(12)).min(stream.len() - at);
        let byte = match random.below(4) {
            0 => random.next() as u8,
            _ => TELLING[random.below(TELLING.len())],
        };
        match random.below(11) {
            0..=3 if length > 0 => stream[at] = byte,
            4 if length > 0 => stream[at] ^= 1 << random.below(8),
            5 if length > 0 => {
                let by = [1, 0xFF, 2, 0xFE][random.below(4)];
                stream[at] = stream[at].wrapping_add(by);
            }
            6 => stream.insert(at, byte),
            7 => drop(stream.drain(at..at + length)),
            8 => {
                let again = stream[at..at + length].to_vec();
                let to = 4.min(stream.len()) + random.below(stream.len().saturating_sub(4));
                stream.splice(to..to, again);
            }
            9 => stream.truncate(at),
            _ => {
                let other = self.0[random.below(self.0.len())];
                let from = random.below(other.len());
                let until = (from + 1 + random.below(40)).min(other.len());
                stream.splice(at..at + length, other[from..until].iter().copied());
            }
        }
    }
}
