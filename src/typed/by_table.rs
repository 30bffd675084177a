//! Values that are written as objects of a `class!` table.

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

/// A value that is an object of a `class!` table, made of it and turned into it.
macro_rules! by_table {
    ($(#[$doc:meta])* $Rust:ident = $java:literal as $Table:ident,
     |$table:ident| $read:expr, |$this:ident| $write:expr, |$keyed:ident| $key:expr) => {
        key_of!($Rust, |$keyed| $key);

        $(#[$doc])*
        impl ReadJava for $Rust {
            fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
                let $table = match $Table::read(input, value) {
                    Err(_) if !$Table::accepts(input, value) => {
                        let node = input.node::<Self>(value)?;
                        return Err(crate::typed::fault::not_a_node::<Self>(
                            input.graph(),
                            Some(node),
                        ));
                    }
                    read => read?,
                };
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

            fn java_key(&self) -> Option<JavaKey> {
                Some(self.key())
            }
        }
    };
}

pub(super) use {by_table, key_of, shown_as_text};
