//! The values of `java.time` that know a zone or an offset.

use super::refused;
use super::time::{LocalDateTime, LocalTime};
use super::time_bytes::Temporal;
use super::time_text;
use crate::error::{ErrorKind, Result};
use crate::graph::{FieldValue, Graph, IntoJava};

/// A `java.time.ZoneOffset`: this many seconds east of Greenwich, up to 18 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ZoneOffset(
    /// −64,800 to 64,800.
    pub i32,
);

/// A `java.time.ZoneId`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A region with rules of its own, or an offset with a prefix: `Europe/Madrid`, `UTC+01:00`.
    Region(String),
    /// A fixed offset.
    Offset(ZoneOffset),
}

/// A `java.time.OffsetTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OffsetTime {
    /// The time.
    pub time: LocalTime,
    /// Its offset.
    pub offset: ZoneOffset,
}

/// A `java.time.OffsetDateTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OffsetDateTime {
    /// Date and time.
    pub local: LocalDateTime,
    /// Their offset.
    pub offset: ZoneOffset,
}

/// A `java.time.ZonedDateTime`.
///
/// The rules of the zones are not known here: the offset is taken as it is, as Java does when it
/// reads one.
///
/// # Examples
///
/// ```
/// use javawire::graph::Graph;
/// use javawire::jdk::{
///     LocalDate, LocalDateTime, LocalTime, Zone, ZoneOffset, ZonedDateTime,
/// };
///
/// let mut graph = Graph::new();
/// graph.push(ZonedDateTime {
///     local: LocalDateTime {
///         date: LocalDate { year: 2024, month: 7, day: 1 },
///         time: LocalTime { hour: 12, minute: 30, second: 0, nano: 0 },
///     },
///     offset: ZoneOffset(7200),
///     zone: Zone::Region("Europe/Madrid".to_owned()),
/// })?;
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ZonedDateTime {
    /// Date and time.
    pub local: LocalDateTime,
    /// Their offset.
    pub offset: ZoneOffset,
    /// The zone.
    pub zone: Zone,
}

impl ZoneOffset {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        if self.0.unsigned_abs() <= 64_800 {
            return Ok(());
        }
        let problem = format!("{} seconds are more than 18 hours", self.0);
        Err(refused("java.time.ZoneOffset", problem))
    }

    /// `getId()`: `Z`, `+01:00`, `-00:00:30`.
    pub(super) fn id(self) -> String {
        let mut id = String::new();
        time_text::offset(&mut id, self);
        id
    }
}

impl Zone {
    pub(super) fn check(&self) -> Result<(), ErrorKind> {
        let id = match self {
            Zone::Offset(offset) => return offset.check(),
            Zone::Region(id) => id,
        };
        if is_region(id) {
            return Ok(());
        }
        Err(refused(
            "java.time.ZoneRegion",
            format!("{id:?} is no id of a region"),
        ))
    }

    /// `getId()`
    pub(super) fn id(&self) -> String {
        match self {
            Zone::Region(id) => id.clone(),
            Zone::Offset(offset) => offset.id(),
        }
    }
}

/// Whether `ZoneId.of` takes an id as that of a region: after `UTC`, `GMT` or `UT` a sign
/// begins an offset.
fn is_region(id: &str) -> bool {
    let prefix = ["UTC", "GMT", "UT"]
        .into_iter()
        .find(|it| id.starts_with(it));
    let behind = prefix.and_then(|prefix| id.strip_prefix(prefix));
    if let Some(offset) = behind.filter(|rest| rest.starts_with(['+', '-'])) {
        return is_offset(offset);
    }
    // What ZoneRegion.ofId accepts.
    let (first, rest) = id.as_bytes().split_first().unwrap_or((&0, &[]));
    let more = |byte: &u8| byte.is_ascii_alphanumeric() || b"~/._+-".contains(byte);
    first.is_ascii_alphabetic() && (1..0xFFFF).contains(&rest.len()) && rest.iter().all(more)
}

/// Whether `ZoneOffset.of` takes a text: `+1`, `+01`, `+0100`, `+01:00`, `+010000`, `+01:00:00`.
fn is_offset(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let parts = match digits.as_bytes() {
        [h] => [b'0', *h, b'0', b'0', b'0', b'0'],
        [h, i] => [*h, *i, b'0', b'0', b'0', b'0'],
        [h, i, m, n] | [h, i, b':', m, n] => [*h, *i, *m, *n, b'0', b'0'],
        [h, i, m, n, s, t] | [h, i, b':', m, n, b':', s, t] => [*h, *i, *m, *n, *s, *t],
        _ => return false,
    };
    let has_one_sign = digits.len().saturating_add(1) == text.len();
    let number = std::str::from_utf8(&parts).ok();
    let number = number.filter(|_| parts.iter().all(u8::is_ascii_digit));
    // Two digits for each of hours, minutes and seconds.
    let is_in_range =
        |number: u32| number <= 180_000 && number / 100 % 100 < 60 && number % 100 < 60;
    let number = number.and_then(|text| text.parse().ok());
    has_one_sign && number.is_some_and(is_in_range)
}

impl OffsetTime {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        self.time.check()?;
        self.offset.check()
    }

    /// Nanoseconds since midnight at Greenwich.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a day and 32 bits of seconds"
    )]
    pub(super) fn epoch_nano(self) -> i64 {
        self.time.nano_of_day() - i64::from(self.offset.0) * 1_000_000_000
    }
}

impl OffsetDateTime {
    pub(super) fn check(self) -> Result<(), ErrorKind> {
        self.local.check()?;
        self.offset.check()
    }
}

impl ZonedDateTime {
    pub(super) fn check(&self) -> Result<(), ErrorKind> {
        self.local.check()?;
        self.offset.check()?;
        self.zone.check()?;
        match self.zone {
            // Java throws when it reads such a one.
            Zone::Offset(offset) if offset != self.offset => Err(refused(
                "java.time.ZonedDateTime",
                "its zone is another offset than its own",
            )),
            _ => Ok(()),
        }
    }
}

/// Seconds since 1970 at Greenwich.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "years and seconds have 32 bits"
)]
pub(super) fn epoch_second(local: LocalDateTime, offset: ZoneOffset) -> i64 {
    local.date.epoch_day() * 86_400 + local.time.second_of_day() - i64::from(offset.0)
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

into_java!(ZoneOffset, OffsetTime, OffsetDateTime, ZonedDateTime);

impl IntoJava for Zone {
    fn into_java(self, graph: &mut Graph) -> Result<FieldValue> {
        let temporal = match self {
            Zone::Region(id) => Temporal::ZoneRegion(id),
            Zone::Offset(offset) => Temporal::ZoneOffset(offset),
        };
        graph.temporal(&temporal).map(FieldValue::from)
    }
}
