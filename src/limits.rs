//! How much a peer may ask of the reader.

/// Bounds on what a stream may hold, with the names and meanings of JEP 290
/// where it has them.
///
/// The parser itself needs little memory whatever a stream announces; these
/// bounds are for what is built from its events. Change the fields that matter
/// and take the rest from [`Limits::default`].
///
/// # Examples
///
/// ```
/// use javawire::Limits;
///
/// let mut limits = Limits::default();
/// limits.max_string = 16 << 20;
/// assert_eq!(limits.max_class_chain, 1_000);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// `maxdepth`: objects, arrays and annotations open inside each other. Default 1,000,000.
    pub max_depth: usize,
    /// `maxrefs`: handles alive at once, that is since the last `TC_RESET`. Default 100,000,000.
    pub max_refs: usize,
    /// `maxbytes`: bytes of the whole stream. Default: no bound, as a
    /// conversation may last.
    pub max_bytes: u64,
    /// `maxarray`: elements of one array. Default 2,147,483,647, Java's own bound.
    pub max_array: u32,
    /// Encoded bytes of one string. Default 1 GiB.
    pub max_string: u64,
    /// Classes between a class and the root of its hierarchy. Default 1,000.
    pub max_class_chain: u32,
    /// Fields of one class. Default 65,535, the most the format can say.
    pub max_fields: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_depth: 1_000_000,
            max_refs: 100_000_000,
            max_bytes: u64::MAX,
            max_array: i32::MAX.unsigned_abs(),
            max_string: 1 << 30,
            max_class_chain: 1_000,
            max_fields: u16::MAX,
        }
    }
}
