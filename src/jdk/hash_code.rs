//! `hashCode()` of the JDK's own values.

use super::key::Key;
use super::numbers::Integer;
use super::time::{Duration, Instant, LocalDate, LocalDateTime, LocalTime, Period, Year};
use super::time_bytes::Temporal;
use super::zoned::{Zone, ZonedDateTime};
use crate::graph::{Graph, Value};
use crate::text::JavaStr;

impl Graph {
    /// Returns what `Objects.hashCode` gives for an object, or for null: for
    /// strings, wrappers of primitives, `Date`, `UUID`, `BigInteger`,
    /// `BigDecimal`, the values of `java.time`, and objects for which
    /// [`set_hash_code`](Self::set_hash_code) told it.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let hola = graph.new_string("hola")?;
    /// assert_eq!(graph.hash_code(Some(hola)), Some(3_208_380));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn hash_code(&self, value: Value) -> Option<i32> {
        let told = value.and_then(|node| self.told_hash_code(node));
        told.or_else(|| hash_code(&Key::of(self, value)))
    }

    /// The hash code of a key: for objects whose own is not known, one that tells them
    /// apart, as `System.identityHashCode` does.
    pub(super) fn key_hash(&self, key: &Key) -> i32 {
        match key {
            Key::Other(node) => self
                .told_hash_code(*node)
                .unwrap_or_else(|| node.number().cast_signed()),
            _ => hash_code(key).unwrap_or(0),
        }
    }
}

/// `hashCode()` of a key; `None` where that is not known.
pub(crate) fn hash_code(key: &Key) -> Option<i32> {
    Some(match key {
        Key::Null => 0,
        Key::Boolean(true) => 1231,
        Key::Boolean(false) => 1237,
        Key::Byte(value) => i32::from(*value),
        Key::Char(value) => i32::from(*value),
        Key::Short(value) => i32::from(*value),
        Key::Int(value) => *value,
        Key::Long(value) | Key::Date(value) => fold(*value),
        Key::Float(bits) => bits.cast_signed(),
        Key::Double(bits) => fold(bits.cast_signed()),
        Key::String(text) => of_string(text.as_java_str()),
        Key::Uuid { most, least } => fold(most ^ least),
        Key::BigInteger(value) => of_integer(value),
        Key::BigDecimal { unscaled, scale } => {
            of_integer(unscaled).wrapping_mul(31).wrapping_add(*scale)
        }
        Key::Temporal(value) => of_temporal(value),
        Key::Other(_) | Key::Numbered(_) => return None,
    })
}

/// `Long.hashCode`: both halves together.
fn fold(value: i64) -> i32 {
    let bits = value.cast_unsigned();
    let low = (bits ^ (bits >> 32)) & u64::from(u32::MAX);
    u32::try_from(low).unwrap_or(0).cast_signed()
}

/// `String.hashCode`
fn of_string(text: JavaStr<'_>) -> i32 {
    text.code_units().fold(0_i32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

/// `BigInteger.hashCode`, by 32 bits of the magnitude at a time.
fn of_integer(value: &Integer) -> i32 {
    let words = value.magnitude.rchunks(4).rev();
    let hash = words.fold(0_i32, |hash, word| {
        let word = word
            .iter()
            .fold(0_u32, |all, byte| (all << 8) | u32::from(*byte));
        hash.wrapping_mul(31).wrapping_add(word.cast_signed())
    });
    hash.wrapping_mul(value.signum())
}

fn of_temporal(value: &Temporal) -> i32 {
    match value {
        Temporal::Duration(Duration { seconds, nano })
        | Temporal::Instant(Instant { seconds, nano }) => {
            fold(*seconds).wrapping_add(nano.cast_signed().wrapping_mul(51))
        }
        Temporal::LocalDate(date) => of_date(*date),
        Temporal::LocalTime(time) => of_time(*time),
        Temporal::LocalDateTime(local) => of_local(*local),
        Temporal::ZonedDateTime(ZonedDateTime {
            local,
            offset,
            zone,
        }) => {
            let zone = match zone {
                Zone::Region(id) => of_region(id),
                Zone::Offset(offset) => offset.0,
            };
            of_local(*local) ^ offset.0 ^ zone.rotate_left(3)
        }
        Temporal::ZoneRegion(id) => of_region(id),
        Temporal::ZoneOffset(offset) => offset.0,
        Temporal::OffsetTime(value) => of_time(value.time) ^ value.offset.0,
        Temporal::OffsetDateTime(value) => of_local(value.local) ^ value.offset.0,
        Temporal::Year(Year(year)) => *year,
        Temporal::YearMonth(value) => value.year ^ (i32::from(value.month) << 27),
        Temporal::MonthDay(value) => (i32::from(value.month) << 6).wrapping_add(value.day.into()),
        Temporal::Period(Period {
            years,
            months,
            days,
        }) => years
            .wrapping_add(months.rotate_left(8))
            .wrapping_add(days.rotate_left(16)),
    }
}

fn of_date(date: LocalDate) -> i32 {
    let all = (date.year << 11)
        .wrapping_add(i32::from(date.month) << 6)
        .wrapping_add(date.day.into());
    (date.year & !0x7FF) ^ all
}

fn of_time(time: LocalTime) -> i32 {
    fold(time.nano_of_day())
}

fn of_local(local: LocalDateTime) -> i32 {
    of_date(local.date) ^ of_time(local.time)
}

fn of_region(id: &str) -> i32 {
    id.encode_utf16().fold(0_i32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}
