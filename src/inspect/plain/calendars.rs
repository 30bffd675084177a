//! `Calendar` and `TimeZone`, and the dates of calendars other than that of ISO 8601.

use std::fmt::Write as _;

use super::forms;
use super::known::Meaning;
use super::source::Source;
use crate::FieldValue;
use crate::data::parse_utf;
use crate::jdk::{Temporal, ZoneOffset, time_text as time};

/// The places of `Calendar.ZONE_OFFSET` and `DST_OFFSET` among its fields.
const ZONE_OFFSET: usize = 15;
const DST_OFFSET: usize = 16;

/// The calendars that count years in another way, by the names of Unicode.
const OTHER_CALENDARS: [(&str, &str); 2] = [
    ("java.util.JapaneseImperialCalendar", "japanese"),
    ("sun.util.BuddhistCalendar", "buddhist"),
];

/// The time of the zone with its offset, and the zone: as a `ZonedDateTime`. Where the offset was
/// not computed, the time at Greenwich.
pub(super) fn calendar<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let millis = source.long("time")?;
    let zone = source.object("zone")?.text("ID")?;
    let is_known = source.boolean("isTimeSet")?;
    if !is_known {
        return None;
    }
    let mut text = String::new();
    match offset(source) {
        Some(offset) => {
            time::at_offset(&mut text, millis, offset);
        }
        None => time::instant(&mut text, millis.div_euclid(1000), time::nano_of(millis)),
    }
    let _ = write!(text, "[{zone}]");
    let other = OTHER_CALENDARS.iter().find(|(class, _)| {
        let mut class_here = Some(source.object.class());
        while let Some(here) = class_here {
            if here.name() == *class {
                return true;
            }
            class_here = here.superclass();
        }
        false
    });
    if let Some((_, name)) = other {
        let _ = write!(text, "[u-ca={name}]");
    }
    Some(Meaning::Text(text))
}

fn offset(source: &mut Source<'_, '_>) -> Option<ZoneOffset> {
    source.boolean("areFieldsSet")?.then_some(())?;
    let fields: Vec<FieldValue> = source.array("fields")?.elements().collect();
    let millis = |field: usize| match fields.get(field) {
        Some(FieldValue::Int(millis)) => Some(*millis),
        _ => None,
    };
    let all = millis(ZONE_OFFSET)?.checked_add(millis(DST_OFFSET)?)?;
    (all % 1000 == 0).then_some(ZoneOffset(all / 1000))
}

/// A zone with an offset of its own and no summer time is its name, if that says the offset.
pub(super) fn simple_time_zone<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    if source.boolean("useDaylight")? || source.int("rawOffset")? % 1000 != 0 {
        return None;
    }
    let id = source.text("ID")?;
    let mut name = String::from("GMT");
    let offset = ZoneOffset(source.int("rawOffset")? / 1000);
    if offset.0 != 0 {
        time::offset(&mut name, offset);
    }
    let is_zero = offset.0 == 0 && ["GMT", "UTC"].contains(&&*id);
    (is_zero || *id == name).then(|| Meaning::Text(id.into_owned()))
}

/// `java.time.chrono.Ser`: what stands for each class of the package.
pub(super) fn chrono<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    text_of(source).map(Meaning::Text)
}

fn text_of(source: &mut Source<'_, '_>) -> Option<String> {
    const CLASS: &str = "java.time.chrono.Ser";
    const CHRONO: u8 = 1;
    const CHRONO_LOCAL_DATE_TIME: u8 = 2;
    const CHRONO_ZONED_DATE_TIME: u8 = 3;
    const JAPANESE_DATE: u8 = 4;
    const JAPANESE_ERA: u8 = 5;
    const HIJRAH_DATE: u8 = 6;
    const MINGUO_DATE: u8 = 7;
    const THAI_BUDDHIST_DATE: u8 = 8;

    let bytes = source.bytes(CLASS)?;
    let (kind, rest) = bytes.split_first()?;
    let objects = source.objects(CLASS)?;
    Some(match (*kind, rest) {
        (CHRONO, utf) => parse_utf(utf).ok()??.0.to_str().ok()?.into_owned(),
        (CHRONO_LOCAL_DATE_TIME, []) => {
            let [date, time] = objects.as_slice() else {
                return None;
            };
            format!("{}T{}", part(*date, source)?, part(*time, source)?)
        }
        (CHRONO_ZONED_DATE_TIME, []) => {
            let [local, offset, zone] = objects.as_slice() else {
                return None;
            };
            let (offset, zone) = (part(*offset, source)?, part(*zone, source)?);
            let zone = match zone == offset {
                true => String::new(),
                false => format!("[{zone}]"),
            };
            format!("{}{offset}{zone}", part(*local, source)?)
        }
        (JAPANESE_DATE, _) => japanese(Date::of(rest)?),
        (JAPANESE_ERA, [era]) => era_name(era.cast_signed())?.to_owned(),
        (HIJRAH_DATE, _) => {
            let chronology = part(*objects.first()?, source)?;
            date(&chronology, "AH", Date::of(rest)?)
        }
        (MINGUO_DATE, _) => in_eras("Minguo", ["BEFORE_ROC", "ROC"], Date::of(rest)?),
        (THAI_BUDDHIST_DATE, _) => in_eras("ThaiBuddhist", ["BEFORE_BE", "BE"], Date::of(rest)?),
        _ => return None,
    })
}

/// A part of one of these values is one of them itself, or one of `java.time`. A date in a time in
/// a zoned time: nothing is deeper than that.
fn part(value: FieldValue, source: &mut Source<'_, '_>) -> Option<String> {
    if forms::is_a(source.graph, value, "java.time.Ser") {
        let bytes = source.object_of(value)?.bytes("java.time.Ser")?;
        return Temporal::from_bytes(&bytes).map(|value| time::text_of(&value));
    }
    let kind = *source
        .object_of(value)?
        .bytes("java.time.chrono.Ser")?
        .first()?;
    let own = *source.bytes("java.time.chrono.Ser")?.first()?;
    // What has parts is numbered from the one with most parts down to the one with none.
    let parts = |kind: u8| match kind {
        3 => 3,
        2 => 2,
        6 => 1,
        _ => 0,
    };
    if parts(kind) >= parts(own) {
        return None;
    }
    text_of(&mut source.object_of(value)?)
}

/// A year, a month and a day.
#[derive(Clone, Copy)]
struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (year, rest) = bytes.split_first_chunk()?;
        let &[month, day] = rest else {
            return None;
        };
        let year = i32::from_be_bytes(*year);
        Some(Date { year, month, day })
    }
}

fn date(chronology: &str, era: &str, Date { year, month, day }: Date) -> String {
    format!("{chronology} {era} {year}-{month:02}-{day:02}")
}

/// A date of a calendar that counts its years from one both ways.
fn in_eras(chronology: &str, [before, since]: [&str; 2], value: Date) -> String {
    if value.year >= 1 {
        return date(chronology, since, value);
    }
    let year = 1_i32.saturating_sub(value.year);
    date(chronology, before, Date { year, ..value })
}

/// The eras of Japan: the first year, month and day, and the number that Java gives them.
const ERAS: [((i32, u8, u8), i8, &str); 5] = [
    ((2019, 5, 1), 3, "Reiwa"),
    ((1989, 1, 8), 2, "Heisei"),
    ((1926, 12, 25), 1, "Showa"),
    ((1912, 7, 30), 0, "Taisho"),
    ((1868, 1, 1), -1, "Meiji"),
];

fn era_name(number: i8) -> Option<&'static str> {
    let mut eras = ERAS.iter();
    eras.find(|era| era.1 == number).map(|era| era.2)
}

/// The year is that of ISO 8601.
fn japanese(value: Date) -> String {
    let of_day = (value.year, value.month, value.day);
    let era = ERAS.iter().find(|era| era.0 <= of_day);
    let ((first, ..), _, name) = era.copied().unwrap_or(((1, 1, 1), 0, "ISO"));
    let year = value.year.saturating_sub(first).saturating_add(1);
    date("Japanese", name, Date { year, ..value })
}
