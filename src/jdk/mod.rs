//! Ready-made objects of the JDK's classes, each written in the very bytes that a JVM writes, on
//! JDK 11, 17, 21 and 25 alike.
//!
//! They are methods of [`Graph`]:
//!
//! * `lists.rs`: `ArrayList`, `LinkedList`
//! * `maps.rs`: `HashMap`, `LinkedHashMap`, `HashSet`, `LinkedHashSet`, in the order of the
//!   JVM's own tables (`hash_table.rs`, `tree_bin.rs`)
//! * `sorted.rs`: `TreeMap`, `TreeSet`
//! * `numbers.rs`: `BigInteger`, `BigDecimal`
//! * `values.rs`: `Date`, `UUID`
//! * `throwable.rs`: exceptions
//! * `time.rs`, `zoned.rs`: `java.time`, as values of their own
//!
//! and besides
//!
//! * `key.rs`, `hash_code.rs`, `order.rs`: values as keys of maps
//! * `time_bytes.rs`, `time_read.rs`: the bytes of `java.time` values; `time_text.rs`: their texts
//!
//! [`Graph`]: crate::Graph

mod hash_code;
mod hash_table;
mod key;
mod lists;
mod maps;
mod numbers;
mod order;
mod sorted;
mod throwable;
mod time;
mod time_bytes;
mod time_read;
pub(crate) mod time_text;
mod tree_bin;
mod values;
mod zoned;

pub(crate) use self::hash_code::hash_code;
pub(crate) use self::hash_table::HashTable;
pub(crate) use self::key::Key;
pub use self::maps::HashOptions;
pub(crate) use self::numbers::{Integer as Number, decimal_text, integer_text};
pub(crate) use self::order::compare;
pub use self::throwable::{StackTraceElement, Throwable};
pub use self::time::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, Period, Year, YearMonth,
};
pub(crate) use self::time_bytes::Temporal;
pub use self::zoned::{OffsetDateTime, OffsetTime, Zone, ZoneOffset, ZonedDateTime};
use crate::error::ErrorKind;
use crate::text::JavaString;

/// The size of a collection as Java counts it.
fn size(class: &str, length: usize) -> Result<i32, ErrorKind> {
    i32::try_from(length).map_err(|_| refused(class, "more than 2^31 − 1 elements"))
}

/// What a class of the JDK does not take.
fn refused(class: &str, problem: impl Into<String>) -> ErrorKind {
    ErrorKind::Unfit {
        class: JavaString::from(class),
        field: None,
        problem: problem.into(),
    }
}
