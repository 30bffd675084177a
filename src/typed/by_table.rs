//! Values that are written as objects of a `class!` table.

use super::ReadJava;
use super::fault::not_a_node;
use super::input::In;
use crate::error::Result;
use crate::graph::Raw;

/// Reads an object by the table of a type. An object of another class is no `T`: of the table nobody
/// outside knows.
pub(super) fn read_table<T, Table: ReadJava>(input: &mut In<'_>, value: Raw) -> Result<Table> {
    match Table::read(input, value) {
        Err(_) if !Table::accepts(input, value) => {
            let node = input.node::<T>(value)?;
            Err(not_a_node::<T>(input.graph(), Some(node)))
        }
        read => read,
    }
}

/// A value that is shown by its text.
macro_rules! shown_as_text {
    ($($Rust:ident)+) => {$(
        impl fmt::Debug for $Rust {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($Rust))
            }
        }
    )+};
}

/// A value that is an object of a `class!` table, made of it and turned into it, and the key of a map
/// that it is, if it can be one.
macro_rules! by_table {
    ($(#[$doc:meta])* $Rust:ident = $java:literal as $Table:ident,
     |$table:ident| $read:expr, |$this:ident| $write:expr $(, |$keyed:ident| $key:expr)?) => {
        $(#[$doc])*
        impl ReadJava for $Rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                let $table: $Table = read_table::<Self, _>(input, value)?;
                $read
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

            fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
                let $this = self;
                let table: Result<$Table> = $write;
                table?.write(out, java)
            }

            $(
                fn java_key(&self) -> Option<JavaKey> {
                    let $keyed = self;
                    Some(JavaKey::new($key))
                }
            )?
        }
    };
}

pub(super) use {by_table, shown_as_text};
