//! How large a tree typed reading may make of a graph.

/// Bounds on the tree that jaded makes of a graph.
///
/// jaded walks its tree by recursion, copies an object once for each reference
/// to it and takes the contents of an annotation one by one from the front of a
/// list. So what is cheap in a graph can cost it any amount of stack, memory or
/// time. These bounds are checked before it sees a byte.
///
/// # Examples
///
/// ```
/// use javawire::typed::TreeLimits;
///
/// let mut limits = TreeLimits::default();
/// limits.max_depth = 1_000; // on a thread with 20 MiB of stack
/// assert_eq!(limits.max_items, 100_000);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TreeLimits {
    /// Objects inside each other, or classes with data above each other. Default 100.
    ///
    /// jaded 0.5 needs up to 6.4 KiB of stack for each without optimization and
    /// 1.6 KiB with it; the code that `FromJava` derives needs 1 KiB to 16 KiB, depending on the
    /// size of the struct. So 100 leaves room on a thread of 2 MiB.
    pub max_depth: usize,
    /// Memory of the tree, as estimated beforehand. Default 1 GiB.
    pub max_bytes: u64,
    /// How many times larger than with each object copied once the tree may be
    /// because objects are shared. Trees up to 16 MiB are always allowed. Default 16.
    pub max_growth: u64,
    /// Objects and blocks of data in one annotation, such as the elements of an
    /// `ArrayList`. Default 100,000, which cost jaded most of a second: the time of its
    /// `AnnotationIter` grows with their square. All annotations of the tree together, those of a
    /// shared object once for each copy, may cost as much: their squares may add up to that of the
    /// limit.
    pub max_items: usize,
}

impl Default for TreeLimits {
    fn default() -> Self {
        TreeLimits {
            max_depth: 100,
            max_bytes: 1 << 30,
            max_growth: 16,
            max_items: 100_000,
        }
    }
}
