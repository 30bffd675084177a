//! `java.time.Ser`: the bytes of the `java.time` values.

use super::time::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, Period, Year, YearMonth,
};
use super::zoned::{OffsetDateTime, OffsetTime, Zone, ZoneOffset, ZonedDateTime};
use crate::data::push_utf;
use crate::error::{ErrorKind, Result};
use crate::graph::{Contents, Graph, NodeId};
use crate::text::JavaString;

pub(super) const DURATION: u8 = 1;
pub(super) const INSTANT: u8 = 2;
pub(super) const LOCAL_DATE: u8 = 3;
pub(super) const LOCAL_TIME: u8 = 4;
pub(super) const LOCAL_DATE_TIME: u8 = 5;
pub(super) const ZONED_DATE_TIME: u8 = 6;
pub(super) const ZONE_REGION: u8 = 7;
pub(super) const ZONE_OFFSET: u8 = 8;
pub(super) const OFFSET_TIME: u8 = 9;
pub(super) const OFFSET_DATE_TIME: u8 = 10;
pub(super) const YEAR: u8 = 11;
pub(super) const YEAR_MONTH: u8 = 12;
pub(super) const MONTH_DAY: u8 = 13;
pub(super) const PERIOD: u8 = 14;

/// A value that `java.time.Ser` writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Temporal {
    Duration(Duration),
    Instant(Instant),
    LocalDate(LocalDate),
    LocalTime(LocalTime),
    LocalDateTime(LocalDateTime),
    ZonedDateTime(ZonedDateTime),
    ZoneRegion(String),
    ZoneOffset(ZoneOffset),
    OffsetTime(OffsetTime),
    OffsetDateTime(OffsetDateTime),
    Year(Year),
    YearMonth(YearMonth),
    MonthDay(MonthDay),
    Period(Period),
}

impl Graph {
    pub(super) fn temporal(&mut self, value: &Temporal) -> Result<NodeId> {
        value.check()?;
        let bytes = value.to_bytes()?;
        let make = |graph: &mut Graph| {
            let class = graph.jdk_class("java.time.Ser")?;
            let contents = Contents::new().bytes(&bytes);
            Ok(graph.object(class)?.annotate(class, &contents)?.id())
        };
        match value.kept() {
            Some((class, value)) => self.kept(class, value, make),
            None => make(self),
        }
    }
}

impl Temporal {
    pub(crate) fn check(&self) -> Result<(), ErrorKind> {
        match self {
            Temporal::Duration(value) => value.check(),
            Temporal::Instant(value) => value.check(),
            Temporal::LocalDate(value) => value.check(),
            Temporal::LocalTime(value) => value.check(),
            Temporal::LocalDateTime(value) => value.check(),
            Temporal::ZonedDateTime(value) => value.check(),
            Temporal::ZoneRegion(id) => Zone::Region(id.clone()).check(),
            Temporal::ZoneOffset(value) => value.check(),
            Temporal::OffsetTime(value) => value.check(),
            Temporal::OffsetDateTime(value) => value.check(),
            Temporal::Year(value) => value.check(),
            Temporal::YearMonth(value) => value.check(),
            Temporal::MonthDay(value) => value.check(),
            Temporal::Period(_) => Ok(()),
        }
    }

    /// Whether the JDK has one object for all equal values.
    pub(crate) fn kept(&self) -> Option<(&'static str, i64)> {
        let no_time = |seconds, nano| seconds == 0 && nano == 0;
        match *self {
            Temporal::Duration(Duration { seconds, nano }) if no_time(seconds, nano) => {
                Some(("java.time.Duration", 0))
            }
            Temporal::Instant(Instant { seconds, nano }) if no_time(seconds, nano) => {
                Some(("java.time.Instant", 0))
            }
            Temporal::Period(Period {
                years: 0,
                months: 0,
                days: 0,
            }) => Some(("java.time.Period", 0)),
            Temporal::LocalTime(LocalTime {
                hour,
                minute: 0,
                second: 0,
                nano: 0,
            }) => Some(("java.time.LocalTime", hour.into())),
            Temporal::ZoneOffset(ZoneOffset(seconds)) if seconds % 900 == 0 => {
                Some(("java.time.ZoneOffset", seconds.into()))
            }
            _ => None,
        }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match self {
            Temporal::Duration(value) => {
                out.push(DURATION);
                push_seconds(&mut out, value.seconds, value.nano);
            }
            Temporal::Instant(value) => {
                out.push(INSTANT);
                push_seconds(&mut out, value.seconds, value.nano);
            }
            Temporal::LocalDate(date) => {
                out.push(LOCAL_DATE);
                push_date(&mut out, *date);
            }
            Temporal::LocalTime(time) => {
                out.push(LOCAL_TIME);
                push_time(&mut out, *time);
            }
            Temporal::LocalDateTime(local) => {
                out.push(LOCAL_DATE_TIME);
                push_date_time(&mut out, *local);
            }
            Temporal::ZonedDateTime(value) => {
                out.push(ZONED_DATE_TIME);
                push_date_time(&mut out, value.local);
                push_offset(&mut out, value.offset);
                match &value.zone {
                    Zone::Region(id) => push_region(&mut out, id)?,
                    Zone::Offset(offset) => {
                        out.push(ZONE_OFFSET);
                        push_offset(&mut out, *offset);
                    }
                }
            }
            Temporal::ZoneRegion(id) => push_region(&mut out, id)?,
            Temporal::ZoneOffset(offset) => {
                out.push(ZONE_OFFSET);
                push_offset(&mut out, *offset);
            }
            Temporal::OffsetTime(value) => {
                out.push(OFFSET_TIME);
                push_time(&mut out, value.time);
                push_offset(&mut out, value.offset);
            }
            Temporal::OffsetDateTime(value) => {
                out.push(OFFSET_DATE_TIME);
                push_date_time(&mut out, value.local);
                push_offset(&mut out, value.offset);
            }
            Temporal::Year(Year(year)) => {
                out.push(YEAR);
                push_int(&mut out, *year);
            }
            Temporal::YearMonth(value) => {
                out.push(YEAR_MONTH);
                push_int(&mut out, value.year);
                out.push(value.month);
            }
            Temporal::MonthDay(value) => out.extend([MONTH_DAY, value.month, value.day]),
            Temporal::Period(value) => {
                out.push(PERIOD);
                push_int(&mut out, value.years);
                push_int(&mut out, value.months);
                push_int(&mut out, value.days);
            }
        }
        Ok(out)
    }
}

fn push_int(out: &mut Vec<u8>, value: i32) {
    out.extend_from_slice(&value.to_be_bytes());
}

fn push_seconds(out: &mut Vec<u8>, seconds: i64, nano: u32) {
    out.extend_from_slice(&seconds.to_be_bytes());
    out.extend_from_slice(&nano.to_be_bytes());
}

fn push_date(out: &mut Vec<u8>, date: LocalDate) {
    push_int(out, date.year);
    out.extend([date.month, date.day]);
}

/// What is zero at the end is left out, and the last part that is not comes inverted.
fn push_time(out: &mut Vec<u8>, time: LocalTime) {
    let LocalTime {
        hour,
        minute,
        second,
        nano,
    } = time;
    match (minute, second, nano) {
        (0, 0, 0) => out.push(!hour),
        (_, 0, 0) => out.extend([hour, !minute]),
        (_, _, 0) => out.extend([hour, minute, !second]),
        _ => {
            out.extend([hour, minute, second]);
            out.extend_from_slice(&nano.to_be_bytes());
        }
    }
}

fn push_date_time(out: &mut Vec<u8>, local: LocalDateTime) {
    push_date(out, local.date);
    push_time(out, local.time);
}

/// In quarters of an hour if it is a whole number of them, or else 127 and the seconds.
fn push_offset(out: &mut Vec<u8>, offset: ZoneOffset) {
    match (offset.0 % 900, i8::try_from(offset.0 / 900)) {
        (0, Ok(quarters)) => out.extend(quarters.to_be_bytes()),
        _ => {
            out.push(127);
            push_int(out, offset.0);
        }
    }
}

fn push_region(out: &mut Vec<u8>, id: &str) -> Result<()> {
    out.push(ZONE_REGION);
    push_utf(out, JavaString::from(id).as_java_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let date = LocalDate {
            year: -5,
            month: 12,
            day: 31,
        };
        let times = [
            (0, 0, 0, 0),
            (23, 0, 0, 0),
            (1, 59, 0, 0),
            (1, 0, 59, 0),
            (1, 0, 0, 7),
        ];
        for (hour, minute, second, nano) in times {
            let time = LocalTime {
                hour,
                minute,
                second,
                nano,
            };
            let local = LocalDateTime { date, time };
            for offset in [0, 900, -64_800, 64_800, 1, -1].map(ZoneOffset) {
                for zone in [Zone::Offset(offset), Zone::Region("Asia/Kabul".to_owned())] {
                    let zoned = ZonedDateTime {
                        local,
                        offset,
                        zone,
                    };
                    for value in [
                        Temporal::ZonedDateTime(zoned),
                        Temporal::OffsetTime(OffsetTime { time, offset }),
                        Temporal::OffsetDateTime(OffsetDateTime { local, offset }),
                        Temporal::ZoneOffset(offset),
                    ] {
                        let bytes = value.to_bytes().unwrap();
                        assert_eq!(Temporal::from_bytes(&bytes), Some(value));
                        for cut in 0..bytes.len() {
                            assert_eq!(Temporal::from_bytes(&bytes[..cut]), None);
                        }
                    }
                }
            }
        }
    }
}
