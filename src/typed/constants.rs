//! Enums.

use std::sync::OnceLock;

use super::fault::{invalid_class, not_a_node};
use super::input::In;
use super::output::Out;
use super::registry::{RegisteredLevel, enum_classes};
use crate::error::Result;
use crate::graph::{Raw, RawNode};
use crate::text::JavaStr;

/// An enum of Java's.
#[derive(Debug)]
pub struct ConstantsSpec {
    name: &'static str,
    classes: OnceLock<[RegisteredLevel; 2]>,
}

impl ConstantsSpec {
    /// Returns the enum of this name.
    pub const fn new(name: &'static str) -> Self {
        ConstantsSpec {
            name,
            classes: OnceLock::new(),
        }
    }

    /// Returns the name of the constant that a reference refers to, if the enum is this one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotA`](crate::ErrorKind::NotA) if it is something else.
    pub fn read<'g, T>(&self, input: &In<'g>, value: Raw) -> Result<JavaStr<'g>> {
        let node = input.node::<T>(value)?;
        match input.graph().raw(node) {
            Some(RawNode::Enum { class, name })
                if input.graph().class_view(class).name() == self.name =>
            {
                Ok(JavaStr::new_checked(name))
            }
            _ => Err(not_a_node::<T>(input.graph(), Some(node))),
        }
    }

    /// Returns whether a reference refers to a constant of this enum.
    pub fn accepts(&self, input: &In<'_>, value: Raw) -> bool {
        self.read::<()>(input, value).is_ok()
    }

    /// Returns the error of a constant that the Rust enum does not have.
    pub fn unknown(&self, name: JavaStr<'_>) -> crate::Error {
        invalid_class(
            self.name,
            format!("enum constant {name} does not exist in class"),
        )
    }

    /// Writes the class of the enum.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn write_class(&'static self, out: &mut Out<'_>) -> Result<()> {
        let classes = self.classes.get_or_init(|| enum_classes(self.name));
        out.class(classes)
    }

    /// Writes a constant.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`](crate::ErrorKind::Unfit) if the stream has another description of the
    /// class.
    pub fn write(&'static self, out: &mut Out<'_>, name: &'static str) -> Result<()> {
        let classes = self.classes.get_or_init(|| enum_classes(self.name));
        out.constant(classes, name)
    }
}

/// Says which Java enum a Rust enum is, and implements [`ReadJava`](crate::typed::ReadJava) and
/// [`WriteJava`](crate::typed::WriteJava) for it.
///
/// # Examples
///
/// ```
/// use javawire::typed::{constants, from_slice, to_vec};
///
/// #[derive(Debug, PartialEq)]
/// enum Status { New, PaidInFull, Lost }
/// constants! { Status = "com.example.Status" { New, PaidInFull, Lost = "GONE" } }
///
/// let bytes = to_vec(&Status::PaidInFull)?;
/// assert!(bytes.ends_with(b"PAID_IN_FULL"));
/// assert_eq!(from_slice::<Status>(&bytes)?, Status::PaidInFull);
/// # Ok::<(), javawire::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __constants {
    ($Rust:ident = $java:literal { $( $Variant:ident $(= $name:literal)? ),* $(,)? }) => {
        const _: () = {
            use $crate::typed::private as __private;

            static SPEC: __private::ConstantsSpec = __private::ConstantsSpec::new($java);

            impl $crate::typed::ReadJava for $Rust {
                fn read(
                    input: &mut $crate::typed::In<'_>,
                    value: $crate::typed::Raw,
                ) -> __private::Result<Self> {
                    let name = SPEC.read::<Self>(input, value)?;
                    $(
                        if name == $crate::__constant_name!($Variant $($name)?) {
                            return Ok($Rust::$Variant);
                        }
                    )*
                    Err(SPEC.unknown(name))
                }

                fn accepts(
                    input: &$crate::typed::In<'_>,
                    value: $crate::typed::Raw,
                ) -> bool {
                    SPEC.accepts(input, value)
                }

                fn is_element(class: &str) -> Option<bool> {
                    Some(class == $java)
                }

                fn classes(classes: &mut $crate::typed::Classes) {
                    classes.add($java);
                    classes.add("java.lang.Enum");
                }
            }

            impl $crate::typed::WriteJava for $Rust {
                const JAVA: &'static str = $java;

                fn constants() -> Option<&'static __private::ConstantsSpec> {
                    Some(&SPEC)
                }

                fn write(
                    &self,
                    out: &mut $crate::typed::Out<'_>,
                    _: &'static str,
                ) -> __private::Result<()> {
                    SPEC.write(out, match self {
                        $( $Rust::$Variant => $crate::__constant_name!($Variant $($name)?), )*
                    })
                }
            }
        };
    };
}

/// The name of a constant: `PaidInFull` is `PAID_IN_FULL`.
#[doc(hidden)]
#[macro_export]
macro_rules! __constant_name {
    ($Variant:ident $name:literal) => {
        $name
    };
    ($Variant:ident) => {{
        const RUST: &str = stringify!($Variant);
        const BYTES: [u8; __private::screaming_length(RUST)] = __private::screaming(RUST);
        const NAME: &str = __private::text(&BYTES);
        NAME
    }};
}
