//! The values of `java.time` from the bytes that `java.time.Ser` writes.

use super::time::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, Period, Year, YearMonth,
};
use super::time_bytes::{
    DURATION, INSTANT, LOCAL_DATE, LOCAL_DATE_TIME, LOCAL_TIME, MONTH_DAY, OFFSET_DATE_TIME,
    OFFSET_TIME, PERIOD, Temporal, YEAR, YEAR_MONTH, ZONE_OFFSET, ZONE_REGION, ZONED_DATE_TIME,
};
use super::zoned::{OffsetDateTime, OffsetTime, Zone, ZoneOffset, ZonedDateTime};
use crate::data::parse_utf;

impl Temporal {
    /// Returns the value that a `java.time.Ser` with these contents stands for.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        let value = match input.byte()? {
            DURATION => Temporal::Duration(Duration {
                seconds: input.long()?,
                nano: input.nano()?,
            }),
            INSTANT => Temporal::Instant(Instant {
                seconds: input.long()?,
                nano: input.nano()?,
            }),
            LOCAL_DATE => Temporal::LocalDate(input.date()?),
            LOCAL_TIME => Temporal::LocalTime(input.time()?),
            LOCAL_DATE_TIME => Temporal::LocalDateTime(input.date_time()?),
            ZONED_DATE_TIME => Temporal::ZonedDateTime(ZonedDateTime {
                local: input.date_time()?,
                offset: input.offset()?,
                zone: match input.byte()? {
                    ZONE_REGION => Zone::Region(input.utf()?),
                    ZONE_OFFSET => Zone::Offset(input.offset()?),
                    _ => return None,
                },
            }),
            ZONE_REGION => Temporal::ZoneRegion(input.utf()?),
            ZONE_OFFSET => Temporal::ZoneOffset(input.offset()?),
            OFFSET_TIME => Temporal::OffsetTime(OffsetTime {
                time: input.time()?,
                offset: input.offset()?,
            }),
            OFFSET_DATE_TIME => Temporal::OffsetDateTime(OffsetDateTime {
                local: input.date_time()?,
                offset: input.offset()?,
            }),
            YEAR => Temporal::Year(Year(input.int()?)),
            YEAR_MONTH => Temporal::YearMonth(YearMonth {
                year: input.int()?,
                month: input.byte()?,
            }),
            MONTH_DAY => Temporal::MonthDay(MonthDay {
                month: input.byte()?,
                day: input.byte()?,
            }),
            PERIOD => Temporal::Period(Period {
                years: input.int()?,
                months: input.int()?,
                days: input.int()?,
            }),
            _ => return None,
        };
        value.check().ok().map(|()| value)
    }
}

/// The bytes not read yet.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take().map(u8::from_be_bytes)
    }

    fn int(&mut self) -> Option<i32> {
        self.take().map(i32::from_be_bytes)
    }

    fn nano(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    fn long(&mut self) -> Option<i64> {
        self.take().map(i64::from_be_bytes)
    }

    fn date(&mut self) -> Option<LocalDate> {
        Some(LocalDate {
            year: self.int()?,
            month: self.byte()?,
            day: self.byte()?,
        })
    }

    fn time(&mut self) -> Option<LocalTime> {
        let mut time = LocalTime {
            hour: self.byte()?,
            minute: 0,
            second: 0,
            nano: 0,
        };
        // An inverted part is a negative byte.
        if !time.hour < 128 {
            time.hour = !time.hour;
            return Some(time);
        }
        time.minute = self.byte()?;
        if !time.minute < 128 {
            time.minute = !time.minute;
            return Some(time);
        }
        time.second = self.byte()?;
        if !time.second < 128 {
            time.second = !time.second;
            return Some(time);
        }
        time.nano = self.nano()?;
        Some(time)
    }

    fn date_time(&mut self) -> Option<LocalDateTime> {
        Some(LocalDateTime {
            date: self.date()?,
            time: self.time()?,
        })
    }

    fn offset(&mut self) -> Option<ZoneOffset> {
        match i8::from_be_bytes(self.take()?) {
            127 => self.int().map(ZoneOffset),
            quarters => Some(ZoneOffset(i32::from(quarters).checked_mul(900)?)),
        }
    }

    fn utf(&mut self) -> Option<String> {
        let (id, consumed) = parse_utf(self.0).ok()??;
        let id = id.to_str().ok()?.into_owned();
        self.0 = self.0.get(consumed..)?;
        Some(id)
    }
}
