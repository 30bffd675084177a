//! The rows of `src/parser/differences.md` by which changed streams are read otherwise.

use javawire::ErrorKind;

use super::compare::Ending;
use super::reading::Reading;

/// The row that a difference belongs to: by what is in the stream, and by what each of both said.
pub(super) fn row(
    reading: &Reading,
    ending: &Ending<'_>,
    has_hidden: bool,
) -> Option<&'static str> {
    let facts = &reading.facts;
    let jvm = match ending {
        Ending::Refused(_, message) => Some(*message),
        _ => None,
    };
    let jvm_says = |words: &str| jvm.is_some_and(|message| message.ends_with(words));
    let ours = reading.error.as_ref().map(javawire::Error::kind);
    let class_desc = |words: &str| match ours {
        Some(ErrorKind::ClassDesc { problem, .. }) => problem.contains(words),
        _ => false,
    };
    let rows = [
        (
            "a header behind the first",
            facts.second_header && jvm_says("invalid type code: AC"),
        ),
        (
            "field values that are not where the descriptor says",
            // What the grammar can read is read so: the JVM has read no further.
            facts.no_fields && jvm.is_some(),
        ),
        (
            "an announced length",
            // The JVM is told not to allocate what is announced.
            jvm_says("filter status: REJECTED"),
        ),
        (
            "external contents of protocol version 1",
            matches!(ours, Some(ErrorKind::UndelimitedExternal { .. })),
        ),
        (
            "an Externalizable class whose descriptor has fields",
            facts.external_with_fields,
        ),
        (
            "a class descriptor in its own class annotation",
            jvm_says("Class descriptor should be initialized") && facts.own_class,
        ),
        (
            "the name of an enum constant as a reference",
            jvm_says("invalid type code: 71") && facts.enum_name_reference,
        ),
        (
            "TC_LONGSTRING of negative length",
            matches!(
                ours,
                Some(ErrorKind::NegativeLength {
                    of: "a TC_LONGSTRING",
                    ..
                })
            ),
        ),
        ("the field count of a class descriptor", facts.many_fields),
        (
            "the type string of a field begins with the letter of a primitive type",
            class_desc("its type code says object or array"),
        ),
        (
            "two proxy classes in one chain",
            class_desc("Circular reference.") && facts.proxies > 1,
        ),
        (
            // The JVM has no class of such a name, and hides the object.
            "an object of an enum or array class",
            has_hidden
                && (class_desc("no valid constructor")
                    || class_desc("Serializable incompatible with Externalizable")),
        ),
        (
            // Before Java 21 one that does not have the class does not mind.
            "a negative array length",
            has_hidden && matches!(ours, Some(ErrorKind::NegativeLength { of: "an array", .. })),
        ),
        (
            "an array of a class whose name is no array's",
            class_desc("not an array class"),
        ),
    ];
    rows.iter().find(|(_, holds)| *holds).map(|(row, _)| *row)
}
