//! Values of the JDK.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::classes::Classes;
use super::fault::{not_a, not_a_node, unfit};
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{ReadJava, WriteJava, class};
use crate::error::Result;
use crate::graph::Raw;
pub use crate::jdk::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, OffsetDateTime, OffsetTime,
    Period, Year, YearMonth, Zone, ZoneOffset, ZonedDateTime,
};
use crate::jdk::{Key, Number, Temporal, decimal_text, integer_text};

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

/// The key of a map that a value of the JDK is.
macro_rules! key_of {
    ($Rust:ident, |$this:ident| $key:expr) => {
        impl $Rust {
            fn key(&self) -> JavaKey {
                let $this = self;
                JavaKey::new($key)
            }
        }
    };
}

/// A value that is an object of a `class!` table, made of it and turned into it.
macro_rules! by_table {
    ($(#[$doc:meta])* $Rust:ident = $java:literal as $Table:ident,
     |$table:ident| $read:expr, |$this:ident| $write:expr, |$keyed:ident| $key:expr) => {
        key_of!($Rust, |$keyed| $key);

        $(#[$doc])*
        impl ReadJava for $Rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                let $table = $Table::read(input, value)?;
                $read
            }

            fn accepts(input: &In<'_>, value: Raw) -> bool {
                $Table::accepts(input, value)
            }

            fn classes(classes: &mut Classes) {
                $Table::classes(classes);
            }
        }

        impl WriteJava for $Rust {
            const JAVA: &'static str = $java;

            fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
                let $this = self;
                let table: $Table = $write;
                table.write(out, java)
            }

            fn java_key(&self) -> Option<JavaKey> {
                Some(self.key())
            }
        }
    };
}

struct DateTable {
    millis: i64,
}
class! { DateTable { "java.util.Date" = 7523967970034938905 { + writeObject { millis: long; } } } }
by_table!(
    Date = "java.util.Date" as DateTable,
    |table| Ok(Date::from_millis(table.millis)),
    |date| DateTable {
        millis: date.millis
    },
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
    |table| Ok(Timestamp {
        seconds: table.millis.div_euclid(1000),
        nanos: table.nanos
    }),
    |time| TimestampTable {
        millis: time.seconds.saturating_mul(1000),
        nanos: time.nanos
    },
    |time| Key::Date(time.seconds.saturating_mul(1000))
);

/// A `java.util.UUID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    |uuid| UuidTable {
        least_sig_bits: uuid.low(),
        most_sig_bits: uuid.high()
    },
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

/// A `java.math.BigInteger`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Integer(Number);

impl From<i128> for Integer {
    fn from(value: i128) -> Self {
        Integer(Number::from(value))
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Integer::from(i128::from(value))
    }
}

/// Fails where the number has more than 128 bits.
impl TryFrom<&Integer> for i128 {
    type Error = crate::Error;

    fn try_from(integer: &Integer) -> Result<i128> {
        let text = integer.to_string();
        text.parse()
            .map_err(|_| unfit("java.math.BigInteger", "more than 128 bits"))
    }
}

/// As `BigInteger.toString`.
impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&integer_text(self.0.signum(), self.0.magnitude()))
    }
}

/// As `new BigInteger(text)`.
impl FromStr for Integer {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = Number::from_digits(text);
        number
            .map(Integer)
            .ok_or_else(|| unfit("java.math.BigInteger", format!("no number: {text}")))
    }
}

struct IntegerTable {
    bit_count: i32,
    bit_length: i32,
    first_nonzero_byte_num: i32,
    lowest_set_bit: i32,
    signum: i32,
    magnitude: Vec<u8>,
}
class! { IntegerTable {
    "java.lang.Number" = -8742448824652078965 {}
    "java.math.BigInteger" = -8287574255936472291 {
        bit_count; bit_length; first_nonzero_byte_num; lowest_set_bit; signum; magnitude;
        + writeObject {}
    }
} }
by_table!(
    Integer = "java.math.BigInteger" as IntegerTable,
    |table| Ok(Integer(Number::new(table.signum < 0, &table.magnitude))),
    |integer| IntegerTable {
        // What BigInteger caches besides is written as not computed yet.
        bit_count: -1,
        bit_length: -1,
        first_nonzero_byte_num: -2,
        lowest_set_bit: -2,
        signum: integer.0.signum(),
        magnitude: integer.0.magnitude().to_vec(),
    },
    |integer| Key::BigInteger(integer.0.clone())
);

/// A `java.math.BigDecimal`: an integer, and how many of its digits stand behind the point.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    unscaled: Integer,
    scale: i32,
}

impl Decimal {
    /// Returns `new BigDecimal(unscaled, scale)`.
    pub fn new(unscaled: impl Into<Integer>, scale: i32) -> Self {
        Decimal {
            unscaled: unscaled.into(),
            scale,
        }
    }

    /// Returns all its digits, as `unscaledValue()`.
    pub fn unscaled(&self) -> &Integer {
        &self.unscaled
    }

    /// Returns how many of them stand behind the point.
    pub const fn scale(&self) -> i32 {
        self.scale
    }
}

/// As `BigDecimal.toString`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal_text(&self.unscaled.to_string(), self.scale))
    }
}

/// As `new BigDecimal(text)`.
impl FromStr for Decimal {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = || unfit("java.math.BigDecimal", format!("no number: {text}"));
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().map_err(|_| refused())?),
            None => (text, 0),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        if part.starts_with(['+', '-']) {
            return Err(refused());
        }
        let unscaled = Number::from_digits(&[whole, part].concat()).ok_or_else(refused)?;
        let places = i32::try_from(part.len()).map_err(|_| refused())?;
        Ok(Decimal {
            unscaled: Integer(unscaled),
            scale: places.checked_sub(exponent).ok_or_else(refused)?,
        })
    }
}

struct DecimalTable {
    scale: i32,
    int_val: Integer,
}
class! { DecimalTable {
    "java.lang.Number" = -8742448824652078965 {}
    "java.math.BigDecimal" = 6108874887143696463 { scale; int_val; + writeObject {} }
} }
by_table!(
    Decimal = "java.math.BigDecimal" as DecimalTable,
    |table| Ok(Decimal {
        unscaled: table.int_val,
        scale: table.scale
    }),
    |decimal| DecimalTable {
        scale: decimal.scale,
        int_val: decimal.unscaled.clone()
    },
    |decimal| Key::BigDecimal {
        unscaled: decimal.unscaled.0.clone(),
        scale: decimal.scale
    }
);

/// A `java.net.URI`, as a text that is not looked into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(
    /// The text.
    pub String,
);

/// A value that is one text, which is not looked into as a key.
macro_rules! by_text {
    ($Rust:ident = $java:literal as $Table:ident.$field:ident) => {
        impl ReadJava for $Rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                Ok($Rust($Table::read(input, value)?.$field))
            }

            fn accepts(input: &In<'_>, value: Raw) -> bool {
                $Table::accepts(input, value)
            }

            fn classes(classes: &mut Classes) {
                $Table::classes(classes);
            }
        }

        impl WriteJava for $Rust {
            const JAVA: &'static str = $java;

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
by_text!(Uri = "java.net.URI" as UriTable.string);

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
by_text!(Currency = "java.util.Currency" as CurrencyTable.currency_code);

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

struct LocaleTable {
    hashcode: i32,
    country: Arc<str>,
    extensions: Arc<str>,
    language: Arc<str>,
    script: Arc<str>,
    variant: Arc<str>,
}
class! { LocaleTable { "java.util.Locale" = 9149081749638150636 {
    hashcode; country; extensions; language; script; variant;
    + writeObject {}
} } }

impl ReadJava for Locale {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let table = LocaleTable::read(input, value)?;
        let _ = table.hashcode;
        Ok(Locale {
            language: table.language.as_ref().to_owned(),
            script: table.script.as_ref().to_owned(),
            country: table.country.as_ref().to_owned(),
            variant: table.variant.as_ref().to_owned(),
            extensions: table.extensions.as_ref().to_owned(),
        })
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        LocaleTable::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        LocaleTable::classes(classes);
    }
}

impl WriteJava for Locale {
    const JAVA: &'static str = "java.util.Locale";

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        // A JVM has one empty text for all parts that are not there.
        let empty: Arc<str> = Arc::from("");
        let part = |text: &String| match text.is_empty() {
            true => Arc::clone(&empty),
            false => Arc::from(text.as_str()),
        };
        let table = LocaleTable {
            // Not computed, as a JVM writes it.
            hashcode: -1,
            country: part(&self.country),
            extensions: part(&self.extensions),
            language: part(&self.language),
            script: part(&self.script),
            variant: part(&self.variant),
        };
        table.write(out, java)
    }
}

/// What `java.time.Ser` writes: a byte that says what follows, and that.
struct SerTable {
    rest: super::any::Written,
}
class! { SerTable { "java.time.Ser" = -7683839454370182990 external { rest: rest; } } }

fn read_temporal<T>(input: &mut In<'_>, value: Raw) -> Result<Temporal> {
    let bytes = SerTable::read(input, value)?.rest;
    let temporal = match bytes.pieces() {
        [super::any::Piece::Data(bytes)] => Temporal::from_bytes(bytes),
        _ => None,
    };
    temporal.ok_or_else(|| not_a::<T>("a java.time.Ser with other contents"))
}

fn write_temporal(value: &Temporal, out: &mut Out<'_>) -> Result<()> {
    value.check()?;
    let bytes = value.to_bytes()?;
    let rest = super::any::Written::new(vec![super::any::Piece::Data(bytes)]);
    let table = SerTable { rest };
    match value.kept() {
        Some((class, number)) => {
            out.one_of_a_kind(class, number, |out| table.write(out, "java.time.Ser"))
        }
        None => table.write(out, "java.time.Ser"),
    }
}

/// The values of `java.time`.
macro_rules! temporals {
    ($($Rust:ident)+) => {$(
        impl ReadJava for $Rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                match read_temporal::<Self>(input, value)? {
                    Temporal::$Rust(value) => Ok(value),
                    _ => Err(not_a_node::<Self>(input.graph(), value.node())),
                }
            }

            fn accepts(input: &In<'_>, value: Raw) -> bool {
                SerTable::accepts(input, value)
            }

            fn classes(classes: &mut Classes) {
                classes.add("java.time.Ser");
            }
        }

        impl WriteJava for $Rust {
            const JAVA: &'static str = concat!("java.time.", stringify!($Rust));

            fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                write_temporal(&Temporal::$Rust(self.clone()), out)
            }

            fn java_key(&self) -> Option<JavaKey> {
                Some(JavaKey::new(Key::Temporal(Temporal::$Rust(self.clone()))))
            }
        }
    )+};
}

temporals! {
    Duration Instant LocalDate LocalDateTime LocalTime MonthDay OffsetDateTime OffsetTime Period
    Year YearMonth ZoneOffset ZonedDateTime
}
