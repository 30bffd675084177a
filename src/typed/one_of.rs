//! What holds an object of one of several classes.

use super::ReadJava;
use super::fault::not_a_node;
use super::input::In;
use crate::graph::Raw;

/// Returns whether a reference refers to what this variant holds.
pub fn accepts<T: ReadJava, E>(_: fn(T) -> E, input: &In<'_>, value: Raw) -> bool {
    T::accepts(input, value)
}

/// Returns whether an array of elements of this class holds what this variant holds.
pub fn is_element<T: ReadJava, E>(_: fn(T) -> E, class: &str) -> bool {
    T::is_element(class) == Some(true)
}

/// Returns the error of an object that no variant holds.
pub fn none_of<T>(input: &In<'_>, value: Raw, variants: &'static str) -> crate::Error {
    not_a_node::<T>(input.graph(), value.node()).noting(Some(variants))
}

/// Says that each variant of an enum holds objects of another class, and implements
/// [`ReadJava`](crate::typed::ReadJava) and [`WriteJava`](crate::typed::WriteJava) for it.
///
/// The first variant that accepts the class of an object gets it: one that holds an
/// [`Any`](crate::typed::Any) stands last.
///
/// # Examples
///
/// ```
/// use javawire::typed::{from_slice, one_of, to_vec};
///
/// #[derive(Debug, PartialEq)]
/// enum Extra { Text(String), Number(i64) }
/// one_of! { Extra { Text, Number } }
///
/// let extra = Extra::Number(5);
/// assert_eq!(from_slice::<Extra>(&to_vec(&extra)?)?, extra);
/// # Ok::<(), javawire::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of {
    ($Rust:ident { $( $Variant:ident ),+ $(,)? }) => {
        const _: () = {
            use $crate::typed::private as __private;

            impl $crate::typed::ReadJava for $Rust {
                fn read(
                    input: &mut $crate::typed::In<'_>,
                    value: $crate::typed::Raw,
                ) -> __private::Result<Self> {
                    $(
                        if __private::accepts($Rust::$Variant, input, value) {
                            return $crate::typed::ReadJava::read(input, value).map($Rust::$Variant);
                        }
                    )+
                    Err(__private::none_of::<Self>(
                        input,
                        value,
                        concat!("it is none of", $( " ", stringify!($Variant), )+),
                    ))
                }

                fn accepts(
                    input: &$crate::typed::In<'_>,
                    value: $crate::typed::Raw,
                ) -> bool {
                    $( __private::accepts($Rust::$Variant, input, value) )||+
                }

                /// Of what the variants have in common an array may be too.
                fn is_element(class: &str) -> Option<bool> {
                    let is_variant = $( __private::is_element($Rust::$Variant, class) )||+;
                    is_variant.then_some(true)
                }

                fn classes(classes: &mut $crate::typed::Classes) {
                    if classes.visit(concat!(module_path!(), "::", stringify!($Rust))) {
                        $( __private::add_variant($Rust::$Variant, classes); )+
                    }
                }
            }

            impl $crate::typed::WriteJava for $Rust {
                const JAVA: &'static str = "java.lang.Object";

                fn write(
                    &self,
                    out: &mut $crate::typed::Out<'_>,
                    java: &'static str,
                ) -> __private::Result<()> {
                    match self {
                        $( $Rust::$Variant(value) => $crate::typed::WriteJava::write(value, out, java), )+
                    }
                }
            }
        };
    };
}
