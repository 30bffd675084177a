//! Values of the JDK.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use super::by_table::{by_table, read_table, shown_as_text};
use super::classes::Classes;
use super::fault::{not_a, unfit};
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{NaturalOrder, ReadJava, WriteJava, class};
use crate::error::Result;
use crate::graph::Raw;
use crate::jdk::{Instant, Key, Temporal};

/// A `java.util.Date`: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    millis: i64,
}

impl Date {
    /// Returns the date that is so many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Date { millis }
    }

    /// Returns how many milliseconds after 1970-01-01T00:00:00Z it is.
    pub const fn millis(self) -> i64 {
        self.millis
    }
}

/// What is less than a millisecond is left out.
impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        let clamped = |millis: u128| i64::try_from(millis).unwrap_or(i64::MAX);
        Date::from_millis(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => clamped(after.as_millis()),
            Err(before) => clamped(before.duration().as_millis()).saturating_neg(),
        })
    }
}

/// Fails where the system cannot hold the time.
impl TryFrom<Date> for SystemTime {
    type Error = crate::Error;

    fn try_from(date: Date) -> Result<SystemTime> {
        let distance = std::time::Duration::from_millis(date.millis.unsigned_abs());
        let time = match date.millis >= 0 {
            true => UNIX_EPOCH.checked_add(distance),
            false => UNIX_EPOCH.checked_sub(distance),
        };
        time.ok_or_else(|| unfit("java.util.Date", "a time that this system cannot hold"))
    }
}

shown_as_text! { Uuid }

struct DateTable {
    millis: i64,
}
class! { DateTable { "java.util.Date" = 7523967970034938905 { + writeObject { millis: long; } } } }
by_table!(
    Date = "java.util.Date" as DateTable,
    |table| Ok(Date::from_millis(table.millis)),
    |date| Ok(DateTable {
        millis: date.millis
    }),
    |date| Key::Date(date.millis)
);

/// A `java.sql.Timestamp`: seconds since 1970-01-01T00:00:00Z, and nanoseconds of those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Whole seconds.
    pub seconds: i64,
    /// Nanoseconds, 0 to 999,999,999.
    pub nanos: i32,
}

/// What `Timestamp.setNanos` takes.
const NANOS: std::ops::RangeInclusive<i32> = 0..=999_999_999;

struct TimestampTable {
    millis: i64,
    nanos: i32,
}
class! { TimestampTable {
    "java.util.Date" = 7523967970034938905 { + writeObject { millis: long; } }
    "java.sql.Timestamp" = 2745179027874758501 { nanos; }
} }
by_table!(
    Timestamp = "java.sql.Timestamp" as TimestampTable,
    |table| {
        if !NANOS.contains(&table.nanos) {
            return Err(not_a::<Timestamp>(format!("{} nanoseconds", table.nanos)));
        }
        Ok(Timestamp {
            seconds: table.millis.div_euclid(1000),
            nanos: table.nanos,
        })
    },
    |time| {
        let refused = |problem: &str| unfit("java.sql.Timestamp", problem);
        if !NANOS.contains(&time.nanos) {
            return Err(refused("nanos that are not 0 to 999,999,999"));
        }
        let millis = time.seconds.checked_mul(1000);
        let millis = millis.ok_or_else(|| refused("more milliseconds than 64 bits hold"))?;
        Ok(TimestampTable {
            millis,
            nanos: time.nanos,
        })
    },
    |time| Key::Temporal(Temporal::Instant(Instant {
        // Not as Java hashes it, but two that differ are two keys.
        seconds: time.seconds,
        nano: time.nanos.cast_unsigned(),
    }))
);

/// A `java.util.UUID`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(
    /// Its 128 bits.
    pub u128,
);

struct UuidTable {
    least_sig_bits: i64,
    most_sig_bits: i64,
}
class! { UuidTable {
    "java.util.UUID" = -4856846361193249489 { least_sig_bits; most_sig_bits; }
} }
by_table!(
    Uuid = "java.util.UUID" as UuidTable,
    |table| {
        let most = u128::from(table.most_sig_bits.cast_unsigned());
        Ok(Uuid(
            most << 64 | u128::from(table.least_sig_bits.cast_unsigned()),
        ))
    },
    |uuid| Ok(UuidTable {
        least_sig_bits: uuid.low(),
        most_sig_bits: uuid.high()
    }),
    |uuid| Key::Uuid {
        most: uuid.high(),
        least: uuid.low()
    }
);

impl Uuid {
    fn low(self) -> i64 {
        let [.., a, b, c, d, e, f, g, h] = self.0.to_be_bytes();
        i64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    fn high(self) -> i64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0.to_be_bytes();
        i64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

/// As `UUID.toString`.
impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032x}", self.0);
        let mut rest = digits.as_str();
        for (part, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
            let (now, later) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let dash = if part > 0 { "-" } else { "" };
            write!(f, "{dash}{now}")?;
            rest = later;
        }
        Ok(())
    }
}

/// A `java.net.URI`, as a text that is not looked into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(
    /// The text.
    pub String,
);

/// A value that is one text, which is not looked into as a key.
macro_rules! by_text {
    ($Rust:ident = $java:literal as $Table:ident.$field:ident, $order:ident) => {
        impl ReadJava for $Rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                let table: $Table = read_table::<Self, _>(input, value)?;
                Ok($Rust(table.$field))
            }

            fn accepts(input: &In<'_>, value: Raw) -> bool {
                $Table::accepts(input, value)
            }

            fn is_element(class: &str) -> Option<bool> {
                $Table::is_element(class)
            }

            fn classes(classes: &mut Classes) {
                $Table::classes(classes);
            }
        }

        impl WriteJava for $Rust {
            const JAVA: &'static str = $java;
            const ORDER: NaturalOrder = NaturalOrder::$order;

            fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
                let table = $Table {
                    $field: self.0.clone(),
                };
                table.write(out, java)
            }
        }

        impl From<&str> for $Rust {
            fn from(text: &str) -> Self {
                $Rust(text.to_owned())
            }
        }

        impl fmt::Display for $Rust {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

struct UriTable {
    string: String,
}
class! { UriTable { "java.net.URI" = -6052424284110960213 { string; + writeObject {} } } }
by_text!(Uri = "java.net.URI" as UriTable.string, Unknown);

/// A `java.util.Currency`, as its code: `EUR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(
    /// The code.
    pub String,
);

struct CurrencyTable {
    currency_code: String,
}
class! { CurrencyTable { "java.util.Currency" = -158308464356906721 { currency_code; } } }
by_text!(Currency = "java.util.Currency" as CurrencyTable.currency_code, None);

/// A `java.util.Locale`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Locale {
    /// `es`
    pub language: String,
    /// `Latn`
    pub script: String,
    /// `MX`
    pub country: String,
    /// As `new Locale(…, variant)`.
    pub variant: String,
    /// In the form of a language tag: `u-ca-buddhist`.
    pub extensions: String,
}

/// A part of a locale. A JVM has one object of each text that is one.
struct Part(String);

impl ReadJava for Part {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        String::read(input, value).map(Part)
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        String::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        String::classes(classes);
    }
}

impl WriteJava for Part {
    const JAVA: &'static str = String::JAVA;

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        out.interned(&self.0);
        Ok(())
    }
}

struct LocaleTable {
    hashcode: i32,
    country: Part,
    extensions: Part,
    language: Part,
    script: Part,
    variant: Part,
}
class! { LocaleTable { "java.util.Locale" = 9149081749638150636 {
    hashcode; country; extensions; language; script; variant;
    + writeObject {}
} } }

impl ReadJava for Locale {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let table: LocaleTable = read_table::<Self, _>(input, value)?;
        let _ = table.hashcode;
        Ok(Locale {
            language: table.language.0,
            script: table.script.0,
            country: table.country.0,
            variant: table.variant.0,
            extensions: table.extensions.0,
        })
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        LocaleTable::accepts(input, value)
    }

    fn is_element(class: &str) -> Option<bool> {
        LocaleTable::is_element(class)
    }

    fn classes(classes: &mut Classes) {
        LocaleTable::classes(classes);
    }
}

/// As `Locale.toString`.
impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Locale {
            language,
            script,
            country,
            variant,
            extensions,
        } = self;
        let is_bare = language.is_empty() && country.is_empty();
        let has_more = [script, variant, extensions]
            .iter()
            .any(|part| !part.is_empty());
        f.write_str(language)?;
        if !country.is_empty() || !is_bare && has_more {
            write!(f, "_{country}")?;
        }
        if is_bare {
            return Ok(());
        }
        if !variant.is_empty() {
            write!(f, "_{variant}")?;
        }
        if !script.is_empty() {
            write!(f, "_#{script}")?;
        }
        match (extensions.is_empty(), script.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => write!(f, "_#{extensions}"),
            (false, false) => write!(f, "_{extensions}"),
        }
    }
}

impl WriteJava for Locale {
    const JAVA: &'static str = "java.util.Locale";
    const ORDER: NaturalOrder = NaturalOrder::None;

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        let table = LocaleTable {
            // Not computed, as a JVM writes it.
            hashcode: -1,
            country: Part(self.country.clone()),
            extensions: Part(self.extensions.clone()),
            language: Part(self.language.clone()),
            script: Part(self.script.clone()),
            variant: Part(self.variant.clone()),
        };
        table.write(out, java)
    }
}
