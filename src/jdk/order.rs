//! `compareTo` of the JDK's own values.

use std::cmp::Ordering;

use super::key::Key;
use super::numbers::Integer;
use super::time_bytes::Temporal;
use super::zoned::epoch_second;
use crate::graph::{Graph, Value};

impl Graph {
    /// What `a.compareTo(b)` gives, for values of the JDK; `None` for any other.
    pub(crate) fn compare(&self, a: Value, b: Value) -> Option<Ordering> {
        compare(&Key::of(self, a), &Key::of(self, b))
    }
}

/// What `a.compareTo(b)` gives; `None` if their class is not `Comparable`, if
/// they are of two classes, or of one whose methods are not known here.
pub(crate) fn compare(a: &Key, b: &Key) -> Option<Ordering> {
    Some(match (a, b) {
        (Key::Boolean(a), Key::Boolean(b)) => a.cmp(b),
        (Key::Byte(a), Key::Byte(b)) => a.cmp(b),
        (Key::Char(a), Key::Char(b)) => a.cmp(b),
        (Key::Short(a), Key::Short(b)) => a.cmp(b),
        (Key::Int(a), Key::Int(b)) => a.cmp(b),
        (Key::Long(a), Key::Long(b)) | (Key::Date(a), Key::Date(b)) => a.cmp(b),
        // As the JDK: −0.0 before 0.0, and NaN last.
        (Key::Float(a), Key::Float(b)) => f32::from_bits(*a).total_cmp(&f32::from_bits(*b)),
        (Key::Double(a), Key::Double(b)) => f64::from_bits(*a).total_cmp(&f64::from_bits(*b)),
        (Key::String(a), Key::String(b)) => a.cmp(b),
        (
            Key::Uuid { most, least },
            Key::Uuid {
                most: other_most,
                least: other_least,
            },
        ) => (most, least).cmp(&(other_most, other_least)),
        (Key::BigInteger(a), Key::BigInteger(b)) => compare_integers(a, b),
        (
            Key::BigDecimal { unscaled, scale },
            Key::BigDecimal {
                unscaled: other,
                scale: other_scale,
            },
        ) => compare_decimals((unscaled, *scale), (other, *other_scale)),
        (Key::Temporal(a), Key::Temporal(b)) => return compare_temporals(a, b),
        _ => return None,
    })
}

/// Whether the class of a key is `Comparable` to itself by its own declaration.
/// Only then does a `HashMap` compare keys whose hash codes are equal.
pub(super) fn declares_comparable(key: &Key) -> bool {
    match key {
        Key::Null | Key::Other(_) => false,
        Key::Temporal(value) => !matches!(
            value,
            // Comparable to every `ChronoLocalDate` and so on, or not at all.
            Temporal::LocalDate(_)
                | Temporal::LocalDateTime(_)
                | Temporal::ZonedDateTime(_)
                | Temporal::ZoneRegion(_)
                | Temporal::Period(_)
        ),
        _ => true,
    }
}

fn compare_integers(a: &Integer, b: &Integer) -> Ordering {
    let by_magnitude = |a: &Integer, b: &Integer| {
        (a.magnitude.len(), &a.magnitude).cmp(&(b.magnitude.len(), &b.magnitude))
    };
    a.signum().cmp(&b.signum()).then_with(|| match a.negative {
        true => by_magnitude(b, a),
        false => by_magnitude(a, b),
    })
}

fn compare_decimals(a: (&Integer, i32), b: (&Integer, i32)) -> Ordering {
    let by_magnitude = |a: (&Integer, i32), b: (&Integer, i32)| {
        let (mut a_digits, mut b_digits) = (a.0.digits(), b.0.digits());
        let magnitude = |digits: &[u8], scale: i32| {
            i64::try_from(digits.len())
                .unwrap_or(i64::MAX)
                .saturating_sub(scale.into())
        };
        magnitude(&a_digits, a.1)
            .cmp(&magnitude(&b_digits, b.1))
            .then_with(|| {
                let length = a_digits.len().max(b_digits.len());
                a_digits.resize(length, 0);
                b_digits.resize(length, 0);
                a_digits.cmp(&b_digits)
            })
    };
    a.0.signum()
        .cmp(&b.0.signum())
        .then_with(|| match a.0.signum() {
            0 => Ordering::Equal,
            1.. => by_magnitude(a, b),
            _ => by_magnitude(b, a),
        })
}

fn compare_temporals(a: &Temporal, b: &Temporal) -> Option<Ordering> {
    Some(match (a, b) {
        (Temporal::Duration(a), Temporal::Duration(b)) => a.cmp(b),
        (Temporal::Instant(a), Temporal::Instant(b)) => a.cmp(b),
        (Temporal::LocalDate(a), Temporal::LocalDate(b)) => a.cmp(b),
        (Temporal::LocalTime(a), Temporal::LocalTime(b)) => a.cmp(b),
        (Temporal::LocalDateTime(a), Temporal::LocalDateTime(b)) => a.cmp(b),
        (Temporal::Year(a), Temporal::Year(b)) => a.cmp(b),
        (Temporal::YearMonth(a), Temporal::YearMonth(b)) => a.cmp(b),
        (Temporal::MonthDay(a), Temporal::MonthDay(b)) => a.cmp(b),
        // From east to west.
        (Temporal::ZoneOffset(a), Temporal::ZoneOffset(b)) => b.0.cmp(&a.0),
        (Temporal::OffsetTime(a), Temporal::OffsetTime(b)) => {
            (a.epoch_nano(), a.time).cmp(&(b.epoch_nano(), b.time))
        }
        (Temporal::OffsetDateTime(a), Temporal::OffsetDateTime(b)) => {
            let instant = |value: &super::zoned::OffsetDateTime| {
                let second = epoch_second(value.local, value.offset);
                (second, value.local.time.nano, value.local)
            };
            instant(a).cmp(&instant(b))
        }
        (Temporal::ZonedDateTime(a), Temporal::ZonedDateTime(b)) => {
            let instant = |value: &super::zoned::ZonedDateTime| {
                let second = epoch_second(value.local, value.offset);
                (second, value.local.time.nano, value.local, value.zone.id())
            };
            instant(a).cmp(&instant(b))
        }
        _ => return None,
    })
}
