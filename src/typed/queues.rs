//! Queues that are no lists.

use super::ReadJava;
use super::WriteJava;
use super::classes::Classes;
use super::codec::{Codec, Own};
use super::comparator;
use super::input::In;
use super::lists::{ListClass, list_codec, size};
use super::output::Out;
use super::spec::{ClassSpec, Form, LevelSpec, Member};
use crate::error::Result;
use crate::graph::Raw;

/// `java.util.PriorityQueue` of elements in their natural order, which Java sets up again when it
/// reads them. One with a comparator is refused.
#[derive(Debug)]
pub enum PriorityQueue {}

impl ListClass for PriorityQueue {
    const DECLARED: &'static str = "java.util.Queue";

    fn check<T>(input: &In<'_>, value: Raw) -> Result<()> {
        comparator::refuse::<T>(input, value)
    }

    fn write<T: WriteJava>(out: &mut Out<'_>, all: &[T]) -> Result<()> {
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
        object.without_null("java.util.PriorityQueue");
        object.elements(all)?;
        object.end_level();
        object.close();
        Ok(())
    }
}

list_codec!(PriorityQueue);
