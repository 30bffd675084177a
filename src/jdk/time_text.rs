//! `java.time` values and dates, as their `toString` prints them.

use std::fmt::Write as _;

use super::time::{LocalDate, LocalDateTime, LocalTime};
use super::time_bytes::Temporal;
use super::zoned::{Zone, ZoneOffset};

const SECONDS_OF_DAY: i64 = 86_400;

/// A value of `java.time` as a text.
pub(crate) fn text_of(value: &Temporal) -> String {
    let mut text = String::new();
    match value {
        Temporal::Duration(value) => duration(&mut text, value.seconds, value.nano),
        Temporal::Instant(value) => instant(&mut text, value.seconds, value.nano),
        Temporal::LocalDate(value) => date(&mut text, *value),
        Temporal::LocalTime(value) => time(&mut text, *value),
        Temporal::LocalDateTime(value) => date_time(&mut text, *value),
        Temporal::ZonedDateTime(value) => {
            date_time(&mut text, value.local);
            offset(&mut text, value.offset);
            if let Zone::Region(region) = &value.zone {
                let _ = write!(text, "[{region}]");
            }
        }
        Temporal::ZoneRegion(region) => text.push_str(region),
        Temporal::ZoneOffset(value) => offset(&mut text, *value),
        Temporal::OffsetTime(value) => {
            time(&mut text, value.time);
            offset(&mut text, value.offset);
        }
        Temporal::OffsetDateTime(value) => {
            date_time(&mut text, value.local);
            offset(&mut text, value.offset);
        }
        Temporal::Year(value) => {
            let _ = write!(text, "{}", value.0);
        }
        Temporal::YearMonth(value) => {
            year(&mut text, i64::from(value.year));
            let _ = write!(text, "-{:02}", value.month);
        }
        Temporal::MonthDay(value) => {
            let _ = write!(text, "--{:02}-{:02}", value.month, value.day);
        }
        Temporal::Period(value) => {
            text.push('P');
            let parts = [(value.years, 'Y'), (value.months, 'M'), (value.days, 'D')];
            for (count, unit) in parts.into_iter().filter(|(count, _)| *count != 0) {
                let _ = write!(text, "{count}{unit}");
            }
            if text == "P" {
                text.push_str("0D");
            }
        }
    }
    text
}

/// `Instant.toString`
pub(crate) fn instant(text: &mut String, seconds: i64, nano: u32) {
    epoch_day(text, seconds.div_euclid(SECONDS_OF_DAY));
    let second = seconds.rem_euclid(SECONDS_OF_DAY);
    text.push('T');
    padded::<2>(text, second.div_euclid(3600).unsigned_abs());
    text.push(':');
    padded::<2>(text, second.div_euclid(60).rem_euclid(60).unsigned_abs());
    text.push(':');
    padded::<2>(text, second.rem_euclid(60).unsigned_abs());
    fraction(text, nano);
    text.push('Z');
}

/// A time in milliseconds since 1970, at an offset.
pub(crate) fn at_offset(text: &mut String, millis: i64, at: ZoneOffset) {
    let here = millis.saturating_add(i64::from(at.0).saturating_mul(1000));
    instant(text, here.div_euclid(1000), nano_of(here));
    text.pop();
    offset(text, at);
}

/// The nanoseconds of the second at `millis` milliseconds since 1970.
pub(crate) fn nano_of(millis: i64) -> u32 {
    let milli = u32::try_from(millis.rem_euclid(1000)).unwrap_or(0);
    milli.saturating_mul(1_000_000)
}

/// The date of a day counted from 1970-01-01.
pub(crate) fn epoch_day(text: &mut String, day: i64) {
    let (civil_year, month, day) = civil(day);
    if civil_year > 9999 {
        text.push('+');
    }
    year(text, civil_year);
    text.push('-');
    padded::<2>(text, month.unsigned_abs());
    text.push('-');
    padded::<2>(text, day.unsigned_abs());
}

/// The date of a day counted from 1970-01-01, in the calendar of ISO 8601.
fn civil(day: i64) -> (i64, i64, i64) {
    // Years begin in March, so that the leap day is the last; eras have 400 years.
    let day = day.saturating_add(719_468);
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let leaps = |days: i64| {
        days.saturating_sub(of_era.div_euclid(1_460))
            .saturating_add(of_era.div_euclid(36_524))
            .saturating_sub(of_era.div_euclid(146_096))
    };
    let year = leaps(of_era).div_euclid(365);
    let before = year
        .saturating_mul(365)
        .saturating_add(year.div_euclid(4))
        .saturating_sub(year.div_euclid(100));
    let of_year = of_era.saturating_sub(before);
    let month = of_year.saturating_mul(5).saturating_add(2).div_euclid(153);
    let first = month.saturating_mul(153).saturating_add(2).div_euclid(5);
    let day = of_year.saturating_sub(first).saturating_add(1);
    let year = era.saturating_mul(400).saturating_add(year);
    if month < 10 {
        (year, month.saturating_add(3), day)
    } else {
        (year.saturating_add(1), month.saturating_sub(9), day)
    }
}

/// At least four digits.
fn year(text: &mut String, year: i64) {
    if year < 0 {
        text.push('-');
    }
    padded::<4>(text, year.unsigned_abs());
}

/// At least so many digits, with zeros in front.
fn padded<const WIDTH: usize>(text: &mut String, number: u64) {
    let (mut digits, mut rest) = ([b'0'; WIDTH], number);
    for digit in digits.iter_mut().rev() {
        *digit = digit.wrapping_add(rest.wrapping_rem(10) as u8);
        rest = rest.wrapping_div(10);
    }
    match std::str::from_utf8(&digits) {
        Ok(digits) if rest == 0 => text.push_str(digits),
        _ => {
            let _ = write!(text, "{number}");
        }
    }
}

fn date(text: &mut String, date: LocalDate) {
    if date.year > 9999 {
        text.push('+');
    }
    year(text, i64::from(date.year));
    text.push('-');
    padded::<2>(text, date.month.into());
    text.push('-');
    padded::<2>(text, date.day.into());
}

fn time(text: &mut String, time: LocalTime) {
    padded::<2>(text, time.hour.into());
    text.push(':');
    padded::<2>(text, time.minute.into());
    if time.second > 0 || time.nano > 0 {
        text.push(':');
        padded::<2>(text, time.second.into());
        fraction(text, time.nano);
    }
}

fn date_time(text: &mut String, value: LocalDateTime) {
    date(text, value.date);
    text.push('T');
    time(text, value.time);
}

/// Three, six or nine digits, or none.
fn fraction(text: &mut String, nano: u32) {
    if nano == 0 {
        return;
    }
    text.push('.');
    let nano = u64::from(nano);
    if nano.is_multiple_of(1_000_000) {
        padded::<3>(text, nano.wrapping_div(1_000_000));
    } else if nano.is_multiple_of(1000) {
        padded::<6>(text, nano.wrapping_div(1000));
    } else {
        padded::<9>(text, nano);
    }
}

/// `ZoneOffset.getId`, which is its `toString`
pub(crate) fn offset(text: &mut String, offset: ZoneOffset) {
    if offset.0 == 0 {
        text.push('Z');
        return;
    }
    let seconds = offset.0.unsigned_abs();
    let sign = if offset.0 < 0 { '-' } else { '+' };
    let (hours, minutes) = (
        seconds.wrapping_div(3600),
        seconds.wrapping_div(60).wrapping_rem(60),
    );
    let _ = write!(text, "{sign}{hours:02}:{minutes:02}");
    if !seconds.is_multiple_of(60) {
        let _ = write!(text, ":{:02}", seconds.wrapping_rem(60));
    }
}

/// `Duration.toString`
fn duration(text: &mut String, seconds: i64, nano: u32) {
    if seconds == 0 && nano == 0 {
        text.push_str("PT0S");
        return;
    }
    // A negative duration counts its nanoseconds upwards from the second below.
    let whole = if seconds < 0 && nano > 0 {
        seconds.saturating_add(1)
    } else {
        seconds
    };
    let (hours, minutes) = (
        whole.wrapping_div(3600),
        whole.wrapping_rem(3600).wrapping_div(60),
    );
    let rest = whole.wrapping_rem(60);
    text.push_str("PT");
    if hours != 0 {
        let _ = write!(text, "{hours}H");
    }
    if minutes != 0 {
        let _ = write!(text, "{minutes}M");
    }
    if rest == 0 && nano == 0 {
        return;
    }
    let is_negative = seconds < 0;
    if is_negative && nano > 0 && rest == 0 {
        text.push_str("-0");
    } else {
        let _ = write!(text, "{rest}");
    }
    if nano > 0 {
        let nano = if is_negative {
            1_000_000_000_u32.saturating_sub(nano)
        } else {
            nano
        };
        let digits = format!("{nano:09}");
        let _ = write!(text, ".{}", digits.trim_end_matches('0'));
    }
    text.push('S');
}
