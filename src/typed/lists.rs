//! Lists and queues.

use super::classes::Classes;
use super::codec::{Codec, Own};
use super::fault::{not_a_node, unfit};
use super::held::Kind;
use super::input::In;
use super::items::Items;
use super::output::Out;
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{NodeId, Raw};

/// Reads the elements of any collection that is known.
pub(super) fn read<T: ReadJava>(input: &mut In<'_>, node: NodeId) -> Result<Vec<T>> {
    let Some(items) = input.items(node, Kind::Elements)? else {
        return Err(unknown::<T>(input, node));
    };
    input.enter::<Vec<T>>(node)?;
    let read = elements(input, items);
    input.leave();
    read
}

fn elements<T: ReadJava>(input: &mut In<'_>, items: Items<'_>) -> Result<Vec<T>> {
    input.spend(items.at_most().saturating_mul(size_of::<T>()))?;
    let mut all = Vec::with_capacity(items.at_most());
    for (index, value) in items.enumerate() {
        match value.and_then(|value| T::read(input, value)) {
            Ok(value) => all.push(value),
            Err(error) => return Err(error.within(&format_args!("[{index}]"))),
        }
    }
    Ok(all)
}

#[cold]
fn unknown<T>(input: &In<'_>, node: NodeId) -> crate::Error {
    let error = not_a_node::<Vec<T>>(input.graph(), Some(node));
    error.noting(Some(
        "it is no list or set that is known; a Codec can read it",
    ))
}

/// A class of lists that can be written.
pub(super) trait ListClass {
    /// The type of a field that holds one, where a table does not say it.
    const DECLARED: &'static str = "java.util.List";

    /// Refuses a list that this class cannot keep as it is.
    fn check<T>(_: &In<'_>, _: Raw) -> Result<()> {
        Ok(())
    }

    fn write<T: WriteJava>(out: &mut Out<'_>, all: &[T]) -> Result<()>;
}

/// Writes a list of this class.
pub(super) fn write<C: ListClass, T: WriteJava>(out: &mut Out<'_>, all: &[T]) -> Result<()> {
    C::write(out, all)
}

/// How many elements there are, as Java counts them.
pub(super) fn size(class: &str, count: usize) -> Result<i32> {
    i32::try_from(count).map_err(|_| unfit(class, "more than 2^31 − 1 elements"))
}

/// A list whose class writes how many elements it has, and these.
macro_rules! counted_lists {
    ($(
        $(#[$doc:meta])*
        $Name:ident: $java:literal = $suid:literal { $($member:expr),* } $(, $without_null:ident)?;
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $Name {}

        impl ListClass for $Name {
            fn write<T: WriteJava>(out: &mut Out<'_>, all: &[T]) -> Result<()> {
                static SPEC: ClassSpec = ClassSpec::new($java, &[LevelSpec::new(
                    $java, $suid, Form::FieldsAndData, &[$($member),*],
                )]);
                let size = size($java, all.len())?;
                let mut object = out.open(&SPEC)?;
                object.level();
                object.field::<i32, Own>(&size)?;
                object.data(&size.to_be_bytes());
                $(object.$without_null($java);)?
                object.elements(all)?;
                object.end_level();
                object.close();
                Ok(())
            }
        }

        list_codec!($Name);
    )+};
}

/// The codecs of a class of lists.
macro_rules! list_codec {
    ($Name:ident) => {
        impl<T: ReadJava + WriteJava> Codec<Vec<T>> for $Name {
            const JAVA: &'static str = <$Name as ListClass>::DECLARED;

            fn read(input: &mut In<'_>, value: Raw) -> Result<Vec<T>> {
                <$Name as ListClass>::check::<Vec<T>>(input, value)?;
                Vec::read(input, value)
            }

            fn write(value: &Vec<T>, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                <$Name as ListClass>::write(out, value)
            }

            fn classes(classes: &mut Classes) {
                Vec::<T>::classes(classes);
            }
        }

        impl<T: ReadJava + WriteJava> Codec<Option<Vec<T>>> for $Name {
            const JAVA: &'static str = <$Name as ListClass>::DECLARED;

            fn read(input: &mut In<'_>, value: Raw) -> Result<Option<Vec<T>>> {
                <$Name as ListClass>::check::<Vec<T>>(input, value)?;
                Option::read(input, value)
            }

            fn write(value: &Option<Vec<T>>, out: &mut Out<'_>, _: &'static str) -> Result<()> {
                match value {
                    Some(value) => <$Name as ListClass>::write(out, value),
                    None => {
                        out.null();
                        Ok(())
                    }
                }
            }

            fn absent() -> Option<Option<Vec<T>>> {
                Some(None)
            }

            fn classes(classes: &mut Classes) {
                Vec::<T>::classes(classes);
            }
        }
    };
}

pub(super) use list_codec;

counted_lists! {
    /// `java.util.ArrayList`
    ArrayList: "java.util.ArrayList" = 8683452581122892189 { Member::field("size", "int") };
    /// `java.util.LinkedList`
    LinkedList: "java.util.LinkedList" = 876323262645176354 {};
    /// `java.util.ArrayDeque`, which holds no null.
    ArrayDeque: "java.util.ArrayDeque" = 2340985798034038923 {}, without_null;
    /// `java.util.concurrent.CopyOnWriteArrayList`
    CopyOnWriteArrayList:
        "java.util.concurrent.CopyOnWriteArrayList" = 8673264195747942595 {};
}

const VECTOR: LevelSpec = LevelSpec::new(
    "java.util.Vector",
    -2767605614048989439,
    Form::FieldsAndData,
    &[
        Member::field("capacityIncrement", "int"),
        Member::field("elementCount", "int"),
        Member::field("elementData", "java.lang.Object[]"),
    ],
);

fn write_vector<T: WriteJava>(
    out: &mut Out<'_>,
    all: &[T],
    spec: &'static ClassSpec,
    levels: usize,
) -> Result<()> {
    let size = size("java.util.Vector", all.len())?;
    let mut object = out.open(spec)?;
    object.level();
    object.skip();
    object.field::<i32, Own>(&size)?;
    // new Vector() has room for ten, and doubles.
    let mut capacity = 10_usize;
    while capacity < all.len() {
        capacity = capacity.saturating_mul(2);
    }
    let padded: Vec<Option<&T>> = all.iter().map(Some).collect();
    let nulls = std::iter::repeat_n(None, capacity.saturating_sub(all.len()));
    let padded: Vec<Option<&T>> = padded.into_iter().chain(nulls).collect();
    object.array_field("java.lang.Object", &padded)?;
    object.end_level();
    for _ in 1..levels {
        object.level();
        object.end_level();
    }
    object.close();
    Ok(())
}

/// `java.util.Vector`
#[derive(Debug)]
pub enum Vector {}

impl ListClass for Vector {
    fn write<T: WriteJava>(out: &mut Out<'_>, all: &[T]) -> Result<()> {
        static SPEC: ClassSpec = ClassSpec::new("java.util.Vector", &[VECTOR]);
        write_vector(out, all, &SPEC, 1)
    }
}

list_codec!(Vector);

/// `java.util.Stack`
#[derive(Debug)]
pub enum Stack {}

impl ListClass for Stack {
    fn write<T: WriteJava>(out: &mut Out<'_>, all: &[T]) -> Result<()> {
        static SPEC: ClassSpec = ClassSpec::new(
            "java.util.Stack",
            &[
                VECTOR,
                LevelSpec::new("java.util.Stack", 1224463164541339165, Form::Fields, &[]),
            ],
        );
        write_vector(out, all, &SPEC, 2)
    }
}

list_codec!(Stack);
