//! Keys of every kind.

use javawire::graph::Value;
use javawire::jdk::{
    Duration, Instant, LocalDate, LocalDateTime, MonthDay, OffsetDateTime, OffsetTime, Period,
    Year, YearMonth, Zone, ZoneOffset, ZonedDateTime,
};
use javawire::{FieldValue, Graph, JavaString, Result};

use super::time::{date, region, time};

/// By the names that `drivers.ConstructMaps` has for them.
pub const KINDS: [&str; 29] = [
    "string",
    "string-chance",
    "integer",
    "integer-chance",
    "long",
    "short",
    "byte",
    "char",
    "boolean",
    "float",
    "double",
    "date",
    "uuid",
    "big-integer",
    "big-decimal",
    "instant",
    "duration",
    "period",
    "local-date",
    "local-time",
    "local-date-time",
    "offset-time",
    "offset-date-time",
    "zoned-date-time",
    "zone-offset",
    "zone-region",
    "year",
    "year-month",
    "month-day",
];

/// Numbers that look like chance, and are the same everywhere.
pub fn chance(i: i32) -> i32 {
    let mut x = i.wrapping_mul(1_103_515_245).wrapping_add(12345);
    x ^= (x as u32 >> 13) as i32;
    x = x.wrapping_mul(1_597_334_677);
    x ^ (x as u32 >> 16) as i32
}

/// The key number `i` of this kind.
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn key(graph: &mut Graph, kind: &str, i: i32) -> Result<Value> {
    let x = chance(i);
    let nano = i as u32 % 3;
    let second = (x & 0xFFFF) % 86_400;
    let (hour, minute) = ((second / 3600) as u8, (second / 60 % 60) as u8);
    let date = days_after_1970(x % 1_000_000);
    let time = time(hour, minute, (second % 60) as u8, nano);
    let local = LocalDateTime { date, time };
    let offset = ZoneOffset(x % 64_801);
    let month = (1 + i % 12) as u8;
    let big = |power: i32| i128::from(x).pow(power as u32);
    let wide = i64::from(x);
    let bytes = |value: i128| value.to_be_bytes();
    let value = match kind {
        "string" => return graph.value_of(format!("key{i}")),
        "string-chance" => {
            let mut units: Vec<u16> = x.to_string().encode_utf16().collect();
            units.push((x & 0x7FFF) as u16);
            return graph.value_of(JavaString::from_utf16(&units));
        }
        "integer" => FieldValue::Int(i * 7 - 500),
        "integer-chance" => FieldValue::Int(x),
        "long" => FieldValue::Long(wide * wide),
        "short" => FieldValue::Short(x as i16),
        "byte" => FieldValue::Byte(x as i8),
        "char" => FieldValue::Char(x as u16),
        "boolean" => FieldValue::Boolean(i % 2 == 0),
        "float" => FieldValue::Float(x as f32 / 1000.0),
        "double" => FieldValue::Double(f64::from(x) / 1000.0),
        "date" => graph.date(wide * 100_003)?.into(),
        "uuid" => {
            let (most, least) = (wide * wide, wide * i64::from(i));
            let value = u128::from(most as u64) << 64 | u128::from(least as u64);
            graph.uuid(value)?.into()
        }
        "big-integer" => graph.big_integer_bytes(&bytes(big(1 + i % 3)))?.into(),
        "big-decimal" => graph
            .big_decimal_bytes(&bytes(big(1 + i % 3)), i % 20)?
            .into(),
        "instant" => {
            let (seconds, nano) = (wide * 1000, i as u32);
            return graph.value_of(Instant { seconds, nano });
        }
        "duration" => {
            let (seconds, nano) = (wide, i as u32);
            return graph.value_of(Duration { seconds, nano });
        }
        "period" => {
            let (years, months, days) = (x, i, -i);
            return graph.value_of(Period {
                years,
                months,
                days,
            });
        }
        "local-date" => return graph.value_of(date),
        "local-time" => return graph.value_of(time),
        "local-date-time" => return graph.value_of(local),
        "offset-time" => return graph.value_of(OffsetTime { time, offset }),
        "offset-date-time" => return graph.value_of(OffsetDateTime { local, offset }),
        "zoned-date-time" => {
            let (offset, zone) = match i % 2 {
                0 => (ZoneOffset(0), region(1)),
                _ => (offset, Zone::Offset(offset)),
            };
            return graph.value_of(ZonedDateTime {
                local,
                offset,
                zone,
            });
        }
        "zone-offset" => return graph.value_of(offset),
        "zone-region" => return graph.value_of(region(i as usize % 3)),
        "year" => return graph.value_of(Year(x % 1_000_000)),
        "year-month" => {
            let year = x % 10_000;
            return graph.value_of(YearMonth { year, month });
        }
        "month-day" => {
            let day = (1 + i % 29) as u8;
            return graph.value_of(MonthDay { month, day });
        }
        other => panic!("{other}"),
    };
    graph.value_of(value)
}

/// Counted day by day in years of 400, to owe nothing to what is tested.
fn days_after_1970(days: i32) -> LocalDate {
    let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut year = 1970 + days.div_euclid(146_097) * 400;
    let mut rest = days.rem_euclid(146_097);
    while rest >= 365 + i32::from(leap(year)) {
        rest -= 365 + i32::from(leap(year));
        year += 1;
    }
    let february = 28 + i32::from(leap(year));
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while rest >= lengths[month] {
        rest -= lengths[month];
        month += 1;
    }
    date(year, month as u8 + 1, rest as u8 + 1)
}

pub fn keys(graph: &mut Graph, kind: &str, count: i32) -> Result<Vec<Value>> {
    (0..count).map(|i| key(graph, kind, i)).collect()
}
