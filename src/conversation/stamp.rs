//! When something was said. No clock is read here.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment: nanoseconds since the beginning of 1970 in UTC, up to the year 2554.
///
/// ```
/// use std::time::SystemTime;
/// use javawire::conversation::Stamp;
///
/// let sent = Stamp::from_nanos(1_795_694_671_207_000_000);
/// let answered = Stamp::from_nanos(1_795_694_671_208_500_000);
/// assert_eq!(answered.since(sent).as_micros(), 1_500);
/// assert_eq!(Stamp::from(SystemTime::from(sent)), sent);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u64);

impl Stamp {
    /// Returns the moment `nanos` nanoseconds after the beginning of 1970.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Returns the nanoseconds since the beginning of 1970.
    #[must_use]
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// Returns the time from `earlier` to this moment; nothing, if that is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// The nearest moment that a stamp can hold.
impl From<SystemTime> for Stamp {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }
}

/// Where the system's clock counts in coarser steps, the step before.
impl From<Stamp> for SystemTime {
    fn from(stamp: Stamp) -> Self {
        let since = Duration::from_nanos(stamp.0);
        UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH)
    }
}
