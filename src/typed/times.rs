//! The values of `java.time`.

use super::any::{Piece, Written};
use super::by_table::read_table;
use super::classes::Classes;
use super::fault::{not_a, not_a_node};
use super::input::In;
use super::key::JavaKey;
use super::output::Out;
use super::{ReadJava, WriteJava, class};
use crate::error::Result;
use crate::graph::{Raw, RawContent, RawNode};
pub use crate::jdk::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, OffsetDateTime, OffsetTime,
    Period, Year, YearMonth, Zone, ZoneOffset, ZonedDateTime,
};
use crate::jdk::{Key, Temporal};

/// What `java.time.Ser` writes: a byte that says what follows, and that.
struct SerTable {
    rest: Written,
}
class! { SerTable { "java.time.Ser" = -7683839454370182990 external { rest: rest; } } }

pub(super) fn read_temporal<T>(input: &mut In<'_>, value: Raw) -> Result<Temporal> {
    let table: SerTable = read_table::<T, _>(input, value)?;
    let bytes = table.rest;
    let temporal = match bytes.pieces() {
        [Piece::Data(bytes)] => Temporal::from_bytes(bytes),
        _ => None,
    };
    temporal.ok_or_else(|| not_a::<T>("a java.time.Ser with other contents"))
}

/// The value of a `java.time.Ser`, which has the class of none.
fn peek(input: &In<'_>, value: Raw) -> Option<Temporal> {
    if !SerTable::accepts(input, value) {
        return None;
    }
    let graph = input.graph();
    let RawNode::Object { slots, .. } = graph.raw(value.node()?)? else {
        return None;
    };
    // What `writeExternal` wrote is all that the object has.
    let contents = graph.raw_contents(slots, 0);
    let mut bytes = Vec::new();
    for raw in contents.each_raw() {
        match graph.raw_content(raw)? {
            RawContent::Data(block) if bytes.len() <= usize::from(u16::MAX) => {
                bytes.extend_from_slice(block);
            }
            _ => return None,
        }
    }
    Temporal::from_bytes(&bytes)
}

fn write_temporal(value: &Temporal, out: &mut Out<'_>) -> Result<()> {
    value.check()?;
    let bytes = value.to_bytes()?;
    let rest = Written::new(vec![Piece::Data(bytes)]);
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
                matches!(peek(input, value), Some(Temporal::$Rust(_)))
            }

            fn is_element(class: &str) -> Option<bool> {
                Some(class == <Self as WriteJava>::JAVA)
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
