//! The values of Joda-Time, as their `toString` prints them.
//!
//! The offset that a zone had is not in the stream: a time in a region is shown at Greenwich,
//! with the region after it.

use std::fmt::Write as _;

use super::known::Meaning;
use super::source::Source;
use crate::FieldValue;
use crate::data::parse_utf;
use crate::jdk::{ZoneOffset, time_text as time};

const ISO: &str = "org.joda.time.chrono.ISOChronology$Stub";
const ZONE: &str = "org.joda.time.DateTimeZone$Stub";
const DAY: i64 = 86_400_000;

/// `DateTime`, `MutableDateTime`
pub(super) fn date_time<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let millis = source.long("iMillis")?;
    let zone = zone_of(source)?;
    let mut text = String::new();
    put_date_time(&mut text, millis, &zone);
    Some(Meaning::Text(text))
}

/// `Interval`, `MutableInterval`
pub(super) fn interval<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let (start, end) = (source.long("iStartMillis")?, source.long("iEndMillis")?);
    let zone = zone_of(source)?;
    let mut text = String::new();
    put_date_time(&mut text, start, &zone);
    text.push('/');
    put_date_time(&mut text, end, &zone);
    Some(Meaning::Text(text))
}

fn put_date_time(text: &mut String, millis: i64, zone: &str) {
    let offset = offset_of(zone);
    let local = millis.saturating_add(offset.map_or(0, |it| i64::from(it.0).saturating_mul(1000)));
    put_date(text, local);
    text.push('T');
    put_time(text, local);
    match offset {
        Some(offset) => time::offset(text, offset),
        None => {
            let _ = write!(text, "Z[{zone}]");
        }
    }
}

fn put_date(text: &mut String, millis: i64) {
    time::epoch_day(text, millis.div_euclid(DAY));
}

/// Always with milliseconds.
fn put_time(text: &mut String, millis: i64) {
    let of_day = millis.rem_euclid(DAY);
    let (second, milli) = (of_day / 1000, of_day % 1000);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let _ = write!(text, "{hour:02}:{minute:02}:{second:02}.{milli:03}");
}

/// The zone of a value of the calendar of ISO 8601.
fn zone_of(source: &mut Source<'_, '_>) -> Option<String> {
    let mut chronology = source.object("iChronology")?;
    if !chronology.is(ISO) {
        return None;
    }
    let zone = *chronology.objects(ISO)?.first()?;
    zone_id(&mut chronology.object_of(zone)?)
}

fn zone_id(zone: &mut Source<'_, '_>) -> Option<String> {
    let bytes = zone.bytes(ZONE)?;
    let (id, _) = parse_utf(&bytes).ok()??;
    id.to_str().ok().map(|id| id.into_owned())
}

/// `UTC`, `+01:00`; other zones have no offset of their own.
fn offset_of(zone: &str) -> Option<ZoneOffset> {
    if zone == "UTC" {
        return Some(ZoneOffset(0));
    }
    let (sign, rest) = match zone.as_bytes() {
        [b'+', ..] => (1, zone.get(1..)?),
        [b'-', ..] => (-1, zone.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let minutes: i32 = minutes.parse().ok()?;
    let hours: i32 = hours.parse().ok()?;
    let all = hours
        .checked_mul(3600)?
        .checked_add(minutes.checked_mul(60)?)?;
    all.checked_mul(sign).map(ZoneOffset)
}

pub(super) fn zone<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    zone_id(source).map(Meaning::Text)
}

pub(super) fn instant<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let mut text = String::new();
    put_date_time(&mut text, source.long("iMillis")?, "UTC");
    Some(Meaning::Text(text))
}

/// Values without a zone have that of Greenwich.
fn local_millis(source: &mut Source<'_, '_>) -> Option<i64> {
    (zone_of(source)? == "UTC").then_some(())?;
    source.long("iLocalMillis")
}

pub(super) fn local_date<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let mut text = String::new();
    put_date(&mut text, local_millis(source)?);
    Some(Meaning::Text(text))
}

pub(super) fn local_time<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let mut text = String::new();
    put_time(&mut text, local_millis(source)?);
    Some(Meaning::Text(text))
}

pub(super) fn local_date_time<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let millis = local_millis(source)?;
    let mut text = String::new();
    put_date(&mut text, millis);
    text.push('T');
    put_time(&mut text, millis);
    Some(Meaning::Text(text))
}

pub(super) fn year_month<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let [year, month] = two_values(source)?;
    Some(Meaning::Text(format!("{year:04}-{month:02}")))
}

pub(super) fn month_day<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let [month, day] = two_values(source)?;
    Some(Meaning::Text(format!("--{month:02}-{day:02}")))
}

fn two_values(source: &mut Source<'_, '_>) -> Option<[i32; 2]> {
    zone_of(source)?;
    ints("iValues", source)?.try_into().ok()
}

fn ints(field: &str, source: &mut Source<'_, '_>) -> Option<Vec<i32>> {
    let elements = source.array(field)?.elements();
    let ints = elements.map(|element| match element {
        FieldValue::Int(int) => Some(int),
        _ => None,
    });
    ints.collect()
}

/// Seconds alone.
pub(super) fn duration<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let millis = source.long("iMillis")?;
    let sign = if millis < 0 { "-" } else { "" };
    let (seconds, milli) = (millis.unsigned_abs() / 1000, millis.unsigned_abs() % 1000);
    let part = match milli {
        0 => String::new(),
        _ => format!(".{milli:03}"),
    };
    Some(Meaning::Text(format!("PT{sign}{seconds}{part}S")))
}

/// `P1Y2M3W4DT5H6M7.008S`, without what is zero.
pub(super) fn period<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    /// Where seconds and milliseconds stand among the indices of a type.
    const SECONDS: usize = 6;
    const MILLIS: usize = 7;

    let values = ints("iValues", source)?;
    let indices = ints("iIndices", &mut source.object("iType")?)?;
    let value = |unit: usize| {
        let index = indices.get(unit).copied().unwrap_or(-1);
        let value = usize::try_from(index).ok().and_then(|at| values.get(at));
        i64::from(value.copied().unwrap_or(0))
    };
    let mut text = String::from("P");
    for (unit, letter) in ["Y", "M", "W", "D", "H", "M"].into_iter().enumerate() {
        if unit == 4 && (4..=MILLIS).any(|unit| value(unit) != 0) {
            text.push('T');
        }
        if value(unit) != 0 {
            let _ = write!(text, "{}{letter}", value(unit));
        }
    }
    let millis = value(SECONDS)
        .saturating_mul(1000)
        .saturating_add(value(MILLIS));
    if millis != 0 {
        let sign = if millis < 0 { "-" } else { "" };
        let (seconds, milli) = (millis.unsigned_abs() / 1000, millis.unsigned_abs() % 1000);
        let part = match milli {
            0 => String::new(),
            _ => format!(".{milli:03}"),
        };
        let _ = write!(text, "{sign}{seconds}{part}S");
    }
    if text == "P" {
        text.push_str("T0S");
    }
    Some(Meaning::Text(text))
}
