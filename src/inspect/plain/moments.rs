//! Dates of `java.util` and values of `java.time`.

use super::known::Meaning;
use super::source::Source;
use crate::FieldValue;
use crate::jdk::{Temporal, time_text as time};

/// The most nanoseconds that a `Timestamp` takes from its caller; a stream may say more.
const MAX_NANOS: u32 = 999_999_999;

/// A `Date` as an `Instant`; a `Timestamp` knows its nanoseconds.
pub(super) fn date<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let millis = i64::from_be_bytes(source.bytes("java.util.Date")?.as_ref().try_into().ok()?);
    let nano = match source.int("nanos").filter(|_| is_timestamp(source)) {
        Some(nanos) => u32::try_from(nanos)
            .ok()
            .filter(|nanos| *nanos <= MAX_NANOS)?,
        None => time::nano_of(millis),
    };
    let mut text = String::with_capacity(32);
    time::instant(&mut text, millis.div_euclid(1000), nano);
    Some(Meaning::Text(text))
}

fn is_timestamp(source: &Source<'_, '_>) -> bool {
    let mut levels = source.object.levels();
    levels.any(|level| level.class().name() == "java.sql.Timestamp")
}

pub(super) fn java_time<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    Some(
        match Temporal::from_bytes(&source.bytes("java.time.Ser")?)? {
            Temporal::Year(year) => Meaning::Value(FieldValue::Int(year.0)),
            value => Meaning::Text(time::text_of(&value)),
        },
    )
}
