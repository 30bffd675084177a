//! The values of `java.time` that know no zone.
//!
//! Each is an [`IntoJava`], so that it can be the value of a field, an element or
//! a key. What Java refuses is refused then, and not before.

use std::time::SystemTime;

use super::refused;
use super::time_bytes::Temporal;
use crate::error::{ErrorKind, Result};
use crate::graph::{FieldValue, Graph, IntoJava};

/// A `java.time.Duration`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Whole seconds, rounded down.
    pub seconds: i64,
    /// The rest: 0 to 999,999,999.
    pub nano: u32,
}

/// A `java.time.Instant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub seconds: i64,
    /// The rest: 0 to 999,999,999.
    pub nano: u32,
}

/// A `java.time.Period`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Years.
    pub years: i32,
    /// Months.
    pub months: i32,
    /// Days.
    pub days: i32,
}

/// A `java.time.LocalDate`.
///
/// # Examples
///
/// ```
/// use javawire::graph::Graph;
/// use javawire::jdk::LocalDate;
///
/// let mut graph = Graph::new();
/// graph.push(LocalDate { year: 2024, month: 2, day: 29 })?;
/// let error = graph.push(LocalDate { year: 2023, month: 2, day: 29 }).unwrap_err();
/// assert_eq!(error.to_string(), "java.time.LocalDate: 2023-02 has no day 29");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDate {
    /// −999,999,999 to 999,999,999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to the length of the month.
    pub day: u8,
}

/// A `java.time.LocalTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 to 999,999,999.
    pub nano: u32,
}

/// A `java.time.LocalDateTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    /// The date.
    pub date: LocalDate,
    /// The time.
    pub time: LocalTime,
}

/// A `java.time.Year`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(
    /// −999,999,999 to 999,999,999.
    pub i32,
);

/// A `java.time.YearMonth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    /// −999,999,999 to 999,999,999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

/// A `java.time.MonthDay`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u8,
    /// 1 to the length of the month, 29 in February.
    pub day: u8,
}

impl Duration {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        check_nano("java.time.Duration", self.nano)
    }
}

impl Instant {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        // Instant.MIN and MAX
        if !(-31_557_014_167_219_200..=31_556_889_864_403_199).contains(&self.seconds) {
            return Err(refused(
                "java.time.Instant",
                format!("second {} is out of range", self.seconds),
            ));
        }
        check_nano("java.time.Instant", self.nano)
    }
}

impl LocalDate {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        const CLASS: &str = "java.time.LocalDate";
        let LocalDate { year, month, day } = self;
        check_year(CLASS, year)?;
        check_month(CLASS, month)?;
        let last = if month == 2 && !is_leap(year) {
            28
        } else {
            longest(month)
        };
        if day == 0 || day > last {
            let problem = format!("{year:04}-{month:02} has no day {day}");
            return Err(refused(CLASS, problem));
        }
        Ok(())
    }

    /// Days since 1970-01-01.
    #[expect(clippy::arithmetic_side_effects, reason = "years have 32 bits")]
    pub(super) fn epoch_day(self) -> i64 {
        // Counted from March on, so that the leap day is the last of its year.
        let (year, month) = match self.month {
            1 | 2 => (
                i64::from(self.year).saturating_sub(1),
                self.month.saturating_add(9),
            ),
            _ => (i64::from(self.year), self.month.saturating_sub(3)),
        };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let months = (i64::from(month) * 153 + 2) / 5;
        year * 365 + leaps + months + i64::from(self.day) - 1 - 719_468
    }
}

impl LocalTime {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        const CLASS: &str = "java.time.LocalTime";
        let LocalTime {
            hour,
            minute,
            second,
            nano,
        } = self;
        for (name, value, last) in [
            ("hour", hour, 23),
            ("minute", minute, 59),
            ("second", second, 59),
        ] {
            if value > last {
                return Err(refused(CLASS, format!("there is no {name} {value}")));
            }
        }
        check_nano(CLASS, nano)
    }

    #[expect(clippy::arithmetic_side_effects, reason = "the parts have 8 bits")]
    pub(super) fn second_of_day(self) -> i64 {
        (i64::from(self.hour) * 60 + i64::from(self.minute)) * 60 + i64::from(self.second)
    }

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the parts have 8 and 32 bits"
    )]
    pub(super) fn nano_of_day(self) -> i64 {
        self.second_of_day() * 1_000_000_000 + i64::from(self.nano)
    }
}

impl LocalDateTime {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        self.date.check()?;
        self.time.check()
    }
}

impl Year {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        check_year("java.time.Year", self.0)
    }
}

impl YearMonth {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        check_year("java.time.YearMonth", self.year)?;
        check_month("java.time.YearMonth", self.month)
    }
}

impl MonthDay {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        const CLASS: &str = "java.time.MonthDay";
        check_month(CLASS, self.month)?;
        if self.day == 0 || self.day > longest(self.month) {
            let problem = format!("month {} has no day {}", self.month, self.day);
            return Err(refused(CLASS, problem));
        }
        Ok(())
    }
}

fn check_year(class: &str, year: i32) -> Result<(), ErrorKind> {
    if (-999_999_999..=999_999_999).contains(&year) {
        Ok(())
    } else {
        Err(refused(class, format!("year {year} is out of range")))
    }
}

fn check_month(class: &str, month: u8) -> Result<(), ErrorKind> {
    if (1..=12).contains(&month) {
        Ok(())
    } else {
        Err(refused(class, format!("there is no month {month}")))
    }
}

fn check_nano(class: &str, nano: u32) -> Result<(), ErrorKind> {
    if nano < 1_000_000_000 {
        Ok(())
    } else {
        Err(refused(
            class,
            format!("{nano} nanoseconds are a second or more"),
        ))
    }
}

/// The days of a month in a leap year.
const fn longest(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

macro_rules! into_java {
    ($($name:ident),+) => {$(
        impl IntoJava for $name {
            fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
                graph.temporal(&Temporal::$name(self)).map(FieldValue::from)
            }
        }
    )+};
}

into_java!(
    Duration,
    Instant,
    Period,
    LocalDate,
    LocalTime,
    LocalDateTime,
    Year,
    YearMonth,
    MonthDay
);

/// A `java.time.Duration`.
impl IntoJava for std::time::Duration {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        let seconds = i64::try_from(self.as_secs())
            .map_err(|_| refused("java.time.Duration", "2^63 seconds or more"))?;
        let nano = self.subsec_nanos();
        Duration { seconds, nano }.into_java(graph)
    }
}

/// A `java.time.Instant`.
impl IntoJava for SystemTime {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        let far = || refused("java.time.Instant", "2^63 seconds or more");
        let instant = match self.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => Instant {
                seconds: i64::try_from(since.as_secs()).map_err(|_| far())?,
                nano: since.subsec_nanos(),
            },
            Err(error) => {
                let before = error.duration();
                let seconds = i64::try_from(before.as_secs()).map_err(|_| far())?;
                match before.subsec_nanos() {
                    0 => Instant {
                        seconds: seconds.saturating_neg(),
                        nano: 0,
                    },
                    nanos => Instant {
                        seconds: seconds.saturating_neg().saturating_sub(1),
                        nano: 1_000_000_000_u32.saturating_sub(nanos),
                    },
                }
            }
        };
        instant.into_java(graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epoch_days_count_from_1970() {
        for (year, month, day, expected) in [
            (1970, 1, 1, 0),
            (1969, 12, 31, -1),
            (2000, 2, 29, 11_016),
            (2000, 3, 1, 11_017),
            (-1, 3, 1, -719_834),
            (999_999_999, 12, 31, 365_241_780_471),
            (-999_999_999, 1, 1, -365_243_219_162),
        ] {
            assert_eq!(LocalDate { year, month, day }.epoch_day(), expected);
        }
    }

    #[test]
    fn system_times_before_the_epoch_round_down() {
        let mut graph = Graph::new();
        let early = SystemTime::UNIX_EPOCH - std::time::Duration::from_nanos(1);
        graph.push(early).unwrap();
        let mut same = Graph::new();
        let (seconds, nano) = (-1, 999_999_999);
        same.push(Instant { seconds, nano }).unwrap();
        assert_eq!(graph.write(), same.write());
    }
}
