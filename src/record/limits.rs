//! How much memory a capture may ask of its reader.

use crate::limits::settings;

settings! {
    /// Bounds on what a [`Reader`](super::Reader) holds.
    ///
    /// ```
    /// use javawire::record::ReaderLimits;
    ///
    /// let limits = ReaderLimits::default().with_max_held(64 << 20);
    /// assert_eq!(limits.max_out_of_order(), 16 << 20);
    /// ```
    pub struct ReaderLimits {
        /// How many bytes of memory it holds in all. Default 256 MiB.
        ///
        /// Where they do not suffice, the conversation that was silent for longest is
        /// [let go](super::What::LetGo): what comes of it later counts as another one, joined in the
        /// middle. Less than 4 MiB are taken as 4 MiB.
        max_held, with_max_held: usize = 256 << 20;
        /// How many bytes of memory it holds in one direction of a conversation of what came before
        /// the bytes in front of it. Default 16 MiB, and never more than a quarter of
        /// [`max_held`](Self::max_held).
        ///
        /// Beyond them, the bytes in front count as missing.
        max_out_of_order, with_max_out_of_order: usize = 16 << 20;
    }
}
