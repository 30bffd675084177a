//! Queues that are no lists.

use super::classes::Classes;
use super::codec::{Codec, Own};
use super::comparator;
use super::input::In;
use super::lists::size;
use super::output::Out;
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::Raw;

/// `java.util.PriorityQueue` of elements in their natural order, which Java sets up again when it
/// reads them. One with a comparator is refused.
#[derive(Debug)]
pub enum PriorityQueue {}

impl<T: ReadJava + WriteJava> Codec<Vec<T>> for PriorityQueue {
    const JAVA: &'static str = "java.util.Queue";

    fn read(input: &mut In<'_>, value: Raw) -> Result<Vec<T>> {
        comparator::refuse::<Vec<T>>(input, value)?;
        Vec::read(input, value)
    }

    fn write(all: &Vec<T>, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        static SPEC: ClassSpec = ClassSpec::new(
            "java.util.PriorityQueue",
            &[LevelSpec::new(
                "java.util.PriorityQueue",
                -7720805057305804111,
                Form::FieldsAndData,
                &[
                    Member::field("size", "int"),
                    Member::field("comparator", "java.util.Comparator"),
                ],
            )],
        );
        let size = size("java.util.PriorityQueue", all.len())?;
        let mut object = out.open(&SPEC)?;
        object.level();
        object.field::<i32, Own>(&size)?;
        object.skip();
        object.data(&size.saturating_add(1).max(2).to_be_bytes());
        object.elements(all)?;
        object.end_level();
        object.close();
        Ok(())
    }

    fn classes(classes: &mut Classes) {
        Vec::<T>::classes(classes);
    }
}

impl<T: ReadJava + WriteJava> Codec<Option<Vec<T>>> for PriorityQueue {
    const JAVA: &'static str = "java.util.Queue";

    fn read(input: &mut In<'_>, value: Raw) -> Result<Option<Vec<T>>> {
        match value.is_null() {
            true => Ok(None),
            false => <PriorityQueue as Codec<Vec<T>>>::read(input, value).map(Some),
        }
    }

    fn write(value: &Option<Vec<T>>, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        match value {
            Some(all) => <PriorityQueue as Codec<Vec<T>>>::write(all, out, java),
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
