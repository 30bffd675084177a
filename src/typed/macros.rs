//! The macros by which a Rust type says which Java class it is.

/// Says which Java class a struct is, and implements [`ReadJava`](crate::typed::ReadJava) and
/// [`WriteJava`](crate::typed::WriteJava) for it.
///
/// ```text
/// class! { Rust {
///     "com.example.Document" = 20040217 {          the topmost class with a serialVersionUID
///         id = "id": long;                         field = "its name in Java": type
///         author: "java.lang.String";              the name follows: created_at is createdAt
///         note;                                    and so does the type
///         items: "java.util.List" as codec::LinkedList;
///         _ = "cache": "java.lang.Object";         in the stream alone: null or 0 when written
///     }
///     "com.example.Order" = -7 {
///         + writeObject { currency: utf; owner: object; }      after the fields
///     }
///     ..Default::default()                         fields that the stream does not have
/// } }
/// ```
///
/// Types are spelled as in Java: a primitive by its keyword, all others as texts, such as
/// `"java.lang.String[]"`. Fields stand as the stream has them, primitives first, each group by
/// name: another order does not compile.
///
/// What a `writeObject` writes is `boolean`, `byte`, `char`, `short`, `int`, `long`, `float`,
/// `double`, `utf` (by `writeUTF`) or `object`. A class whose `writeObject` never writes the fields
/// says `- fields;` before it. `rest` is last and is all that comes then, as [`Written`](crate::typed::Written)
/// keeps it. An `Externalizable` says `external` before its brace, which holds
/// what `writeExternal` writes; a record says `record`.
///
/// # Examples
///
/// ```
/// use javawire::typed::{class, from_slice, to_vec};
///
/// #[derive(Debug, PartialEq)]
/// struct Money {
///     cents: i64,
///     currency: String,
/// }
/// class! { Money {
///     "com.example.Money" = 7 {
///         cents;
///         + writeObject { currency: utf; }
///     }
/// } }
///
/// let money = Money { cents: 1250, currency: "EUR".to_owned() };
/// assert_eq!(from_slice::<Money>(&to_vec(&money)?)?, money);
/// # Ok::<(), javawire::Error>(())
/// ```
///
/// A field out of order:
///
/// ```compile_fail
/// use javawire::typed::class;
///
/// struct Point { y: i32, x: i32 }
/// class! { Point { "Point" = 1 { y; x; } } }
/// javawire::typed::to_vec(&Point { y: 1, x: 2 });
/// ```
///
/// A class that is external and extends others: a JVM writes nothing of those, which no table can
/// say.
///
/// ```compile_fail
/// use javawire::typed::class;
///
/// struct Both { x: i32, y: i32 }
/// class! { Both { "Base" = 1 { x; } "Both" = 1 external { y: int; } } }
/// javawire::typed::to_vec(&Both { x: 1, y: 2 });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __class {
    ($Rust:ident {$(
        $java:literal = $suid:literal $($form:ident)? {
            $( $(_)? $($field:ident)? $(= $name:literal)? $(: $ty:tt)? $(as $codec:ty)? ; )*
            $( - $without:ident ; )?
            $( + $writer:ident { $( $datum:ident : $kind:ident $(as $datum_codec:ty)? ; )* } )?
        }
    )+ $( .. $rest:expr )? }) => {
        const _: () = {
            use $crate::typed::private as __private;

            static SPEC: __private::ClassSpec = __private::ClassSpec::new(
                concat!(module_path!(), "::", stringify!($Rust)),
                &[$(__private::LevelSpec::new(
                    $java,
                    $suid,
                    $crate::__class_form!([$($form)?] [$($without)?] [$($writer)?]),
                    $crate::__class_members!(
                        $Rust [$($form)?]
                        [$( ([$($field)?] [$($name)?] [$($ty)?] [$($codec)?]) )*]
                        [$($( ($datum $kind) )*)?]
                    ),
                )),+],
            );

            impl $crate::typed::ReadJava for $Rust {
                fn read(
                    input: &mut $crate::typed::In<'_>,
                    value: $crate::typed::Raw,
                ) -> __private::Result<Self> {
                    #[allow(unused_mut)]
                    let mut object = input.open::<Self>(&SPEC, value)?;
                    $(
                        $crate::__class_read!(
                            object [$($form)?]
                            $( ([$($field)?] [$($ty)?] [$($codec)?]) )*
                        );
                        $($( $crate::__class_read_datum!(object $datum $kind [$($datum_codec)?]); )*)?
                    )+
                    object.close();
                    Ok($Rust { $( $($($field,)?)* $($($datum,)*)? )+ $(..$rest)? })
                }

                fn accepts(
                    input: &$crate::typed::In<'_>,
                    value: $crate::typed::Raw,
                ) -> bool {
                    input.is_a(&SPEC, value)
                }

                fn is_element(class: &str) -> Option<bool> {
                    Some(class == SPEC.name())
                }

                fn classes(classes: &mut $crate::typed::Classes) {
                    if classes.add_table(&SPEC) {
                        $(
                            $(
                                $crate::__class_classes!(
                                    $Rust classes [$($field)?] [$($ty)?] [$($codec)?]
                                );
                            )*
                            $($(
                                $crate::__class_classes!(
                                    $Rust classes [$datum] [$kind] [$($datum_codec)?]
                                );
                            )*)?
                        )+
                    }
                }
            }

            impl $crate::typed::WriteJava for $Rust {
                const JAVA: &'static str = SPEC_NAME;

                fn write(
                    &self,
                    out: &mut $crate::typed::Out<'_>,
                    _: &'static str,
                ) -> __private::Result<()> {
                    let mut object = out.open(&SPEC)?;
                    $(
                        object.level();
                        $crate::__class_write!(
                            self object [$($form)?]
                            $( ([$($field)?] [$($ty)?] [$($codec)?]) )*
                        );
                        $($(
                            $crate::__class_write_datum!(self object $datum $kind [$($datum_codec)?]);
                        )*)?
                        object.end_level();
                    )+
                    object.close();
                    Ok(())
                }
            }

            const SPEC_NAME: &str = {
                let names = [$($java),+];
                let [.., last] = names;
                last
            };
        };
    };
}

/// How a level writes its objects.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_form {
    ([] [] []) => {
        __private::Form::Fields
    };
    ([record] [] []) => {
        __private::Form::Record
    };
    ([external] [] []) => {
        __private::Form::External
    };
    ([] [] [writeObject]) => {
        __private::Form::FieldsAndData
    };
    ([] [fields] [writeObject]) => {
        __private::Form::Data
    };
}

/// The members of a level.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_members {
    ($Rust:ident [external] [$( ([$field:ident] [] [$kind:ident] [$($codec:ty)?]) )*] []) => {
        &[$( __private::Member::data(
            stringify!($field),
            __private::Data::of(stringify!($kind)),
        ) ),*]
    };
    ($Rust:ident [$($form:ident)?] [$( ($($entry:tt)*) )*] [$( ($datum:ident $kind:ident) )*]) => {
        &[
            $( $crate::__class_member!($Rust $($entry)*), )*
            $( __private::Member::data(
                stringify!($datum),
                __private::Data::of(stringify!($kind)),
            ), )*
        ]
    };
}

/// A field of a level.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_member {
    ($Rust:ident [] [$name:literal] [$ty:tt] []) => {
        __private::Member::field($name, $crate::__class_type!($ty))
    };
    ($Rust:ident [$field:ident] [$($name:literal)?] [$($ty:tt)?] [$($codec:ty)?]) => {
        __private::Member::field(
            $crate::__class_name!($field $($name)?),
            __private::java_of::<_, _, $crate::__class_codec!($($codec)?)>(
                |this: &$Rust| &this.$field,
                $crate::__class_type!($($ty)?),
            ),
        )
    };
}

/// The name of a field in Java.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_name {
    ($field:ident $name:literal) => {
        $name
    };
    ($field:ident) => {{
        const RUST: &str = stringify!($field);
        const BYTES: [u8; __private::camel_length(RUST)] = __private::camel(RUST);
        __private::text(&BYTES)
    }};
}

/// The spelling of a type; empty where it follows from the Rust type.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_type {
    () => {
        ""
    };
    ($name:literal) => {
        $name
    };
    ($keyword:ident) => {
        stringify!($keyword)
    };
}

/// The codec of a member.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_codec {
    () => {
        __private::Own
    };
    ($codec:ty) => {
        $codec
    };
}

/// Adds the classes of a member.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_classes {
    ($Rust:ident $classes:ident [] [$($ty:tt)?] []) => {};
    ($Rust:ident $classes:ident [$field:ident] [rest] []) => {
        $classes.any();
    };
    ($Rust:ident $classes:ident [$field:ident] [$($ty:tt)?] [$($codec:ty)?]) => {
        __private::add_field::<_, _, $crate::__class_codec!($($codec)?)>(
            |this: &$Rust| &this.$field,
            $classes,
        );
    };
}

/// Reads the fields of a level.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_read {
    ($object:ident [external] $( ([$field:ident] [$kind:ident] [$($codec:ty)?]) )*) => {
        $( $crate::__class_read_datum!($object $field $kind [$($codec)?]); )*
    };
    ($object:ident [$($form:ident)?] $( ([$($field:ident)?] [$($ty:tt)?] [$($codec:ty)?]) )*) => {
        $( $crate::__class_read_field!($object [$($field)?] [$($codec)?]); )*
    };
}

/// Reads a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_read_field {
    ($object:ident [] []) => {
        $object.skip();
    };
    ($object:ident [$field:ident] [$($codec:ty)?]) => {
        let $field = $object.field::<_, $crate::__class_codec!($($codec)?)>()?;
    };
}

/// Reads a piece of data.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_read_datum {
    ($object:ident $field:ident utf [$($codec:ty)?]) => {
        let $field = $object.utf::<_, $crate::__class_codec!($($codec)?)>()?;
    };
    ($object:ident $field:ident object [$($codec:ty)?]) => {
        let $field = $object.object::<_, $crate::__class_codec!($($codec)?)>()?;
    };
    ($object:ident $field:ident rest []) => {
        let $field = $object.rest()?;
    };
    ($object:ident $field:ident $primitive:ident [$($codec:ty)?]) => {
        let $field = $object.primitive::<_, $crate::__class_codec!($($codec)?)>()?;
    };
}

/// Writes the fields of a level.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_write {
    ($this:ident $object:ident [external] $( ([$field:ident] [$kind:ident] [$($codec:ty)?]) )*) => {
        $( $crate::__class_write_datum!($this $object $field $kind [$($codec)?]); )*
    };
    ($this:ident $object:ident [$($form:ident)?]
     $( ([$($field:ident)?] [$($ty:tt)?] [$($codec:ty)?]) )*) => {
        $( $crate::__class_write_field!($this $object [$($field)?] [$($codec)?]); )*
    };
}

/// Writes a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_write_field {
    ($this:ident $object:ident [] []) => {
        $object.skip();
    };
    ($this:ident $object:ident [$field:ident] [$($codec:ty)?]) => {
        $object.field::<_, $crate::__class_codec!($($codec)?)>(&$this.$field)?;
    };
}

/// Writes a piece of data.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_write_datum {
    ($this:ident $object:ident $field:ident utf [$($codec:ty)?]) => {
        $object.utf::<_, $crate::__class_codec!($($codec)?)>(&$this.$field)?;
    };
    ($this:ident $object:ident $field:ident object [$($codec:ty)?]) => {
        $object.object::<_, $crate::__class_codec!($($codec)?)>(&$this.$field)?;
    };
    ($this:ident $object:ident $field:ident rest []) => {
        $object.rest(&$this.$field)?;
    };
    ($this:ident $object:ident $field:ident $primitive:ident [$($codec:ty)?]) => {
        $object.primitive::<_, $crate::__class_codec!($($codec)?)>(&$this.$field)?;
    };
}
