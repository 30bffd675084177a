//! How large a tree typed reading may make of a graph.

use crate::limits::settings;

settings! {
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
    /// use javawire::from_java::TreeLimits;
    ///
    /// // On a thread with 20 MiB of stack:
    /// let limits = TreeLimits::default().with_max_depth(1_000);
    /// assert_eq!(limits.max_items(), 100_000);
    /// ```
    pub struct TreeLimits {
        /// Objects inside each other, or classes with data above each other. Default 100.
        ///
        /// jaded 0.5 needs up to 6.4 KiB of stack for each without optimization and
        /// 1.6 KiB with it; the code that `FromJava` derives needs 1 KiB to 16 KiB, depending on the
        /// size of the struct. So 100 leaves room on a thread of 2 MiB.
        max_depth, with_max_depth: usize = 100;
        /// Memory of the tree, as estimated beforehand. Default 1 GiB.
        max_bytes, with_max_bytes: u64 = 1 << 30;
        /// How many times larger than with each object copied once the tree may be
        /// because objects are shared. Trees up to 16 MiB are always allowed. Default 16.
        max_growth, with_max_growth: u64 = 16;
        /// Objects and blocks of data in one annotation, such as the elements of an
        /// `ArrayList`. Default 100,000, which cost jaded most of a second: the time of its
        /// `AnnotationIter` grows with their square. All annotations of the tree together, those of a
        /// shared object once for each copy, may cost as much: their squares may add up to that of the
        /// limit.
        max_items, with_max_items: usize = 100_000;
    }
}
