//! Lengths and counts that announce what never comes, or that are none.

use javawire::codes::*;
use javawire::parser::CHUNK;
use javawire::{ErrorKind, Limits};

use super::ordeal::{Costs, Ordeal, is_end, refuse, survive};
use super::wire::Wire;

/// What a short stream may take, whatever it announces: nothing is set aside for it.
const LITTLE: u64 = 16 * 1024;

const MOST: i32 = i32::MAX;

#[test]
fn array_lengths() {
    for class in [
        "[Z", "[B", "[C", "[S", "[I", "[F", "[J", "[D", "[[J", "[La;",
    ] {
        let array = |length: i32| {
            Wire::part()
                .code(TC_ARRAY)
                .plain_class(class, SC_SERIALIZABLE)
                .int(length)
                .times(3, &[TC_NULL])
        };
        everywhere(&array(MOST), is_end);
        for length in [-1, -2, -256, i32::MIN] {
            everywhere(&array(length), |error| is_negative(error, length.into()));
        }
    }
}

#[test]
fn string_lengths() {
    let string = |length: i64| Wire::part().code(TC_LONGSTRING).long(length).raw(b"abc");
    for length in [65_535, 65_536, i64::from(MOST), 1 << 32, i64::MAX] {
        everywhere(&string(length), is_end);
    }
    for length in [-1, -65_536, i64::from(i32::MIN), i64::MIN] {
        everywhere(&string(length), |error| is_negative(error, length));
    }
    let short = Wire::part().raw(&[TC_STRING, 0xFF, 0xFF]).raw(b"abc");
    everywhere(&short, is_end);
}

#[test]
fn default_limit_of_a_string() {
    let string = Wire::stream().code(TC_LONGSTRING).long((1 << 30) + 1);
    let ordeal = Ordeal::of(string.bytes()).limits(Limits::default());
    let (_, error) = ordeal.refuse();
    assert!(matches!(
        error.kind(),
        ErrorKind::Limit {
            limit: javawire::limits::Limit::MaxString,
            ..
        }
    ));
}

#[test]
fn block_lengths() {
    let block = |length: i32| Wire::part().code(TC_BLOCKDATALONG).int(length).raw(b"abc");
    let in_places = |block: &Wire, expected: &dyn Fn(&javawire::Error) -> bool| {
        let object = Wire::stream().code(TC_OBJECT);
        let written = object
            .clone()
            .plain_class("a", SC_SERIALIZABLE | SC_WRITE_METHOD);
        let external = object
            .clone()
            .plain_class("a", SC_EXTERNALIZABLE | SC_BLOCK_DATA);
        let annotated = object.class_desc("a", SC_SERIALIZABLE, 0);
        for head in [Wire::stream(), written, external, annotated] {
            costs_little(head.raw(&block.clone().bytes()), expected);
        }
    };
    in_places(&block(MOST), &is_end);
    for length in [-1, i32::MIN] {
        in_places(&block(length), &|error| is_negative(error, length.into()));
    }
}

/// Such a block comes in chunks, wherever it stands.
#[test]
fn blocks_longer_than_a_chunk() {
    for length in [CHUNK, CHUNK + 1, 2 * CHUNK + 1] {
        let block = Wire::part()
            .code(TC_BLOCKDATALONG)
            .count(length)
            .times(length, &[7])
            .bytes();
        let object = |flags| Wire::stream().code(TC_OBJECT).plain_class("a", flags);
        for head in [
            object(SC_SERIALIZABLE | SC_WRITE_METHOD),
            object(SC_EXTERNALIZABLE | SC_BLOCK_DATA),
        ] {
            survive(head.raw(&block).end().string("behind").bytes());
        }
        let class = Wire::stream().class_desc("a", 0, 0).raw(&block).no_more();
        survive(class.string("behind").bytes());
        survive(Wire::stream().raw(&block).string("behind").bytes());
    }
}

#[test]
fn interface_counts() {
    let proxy = |count: i32| Wire::part().code(TC_PROXYCLASSDESC).int(count).utf(b"a");
    everywhere(&proxy(65_535), is_end);
    for count in [65_536, MOST] {
        everywhere(&proxy(count), |error| {
            matches!(
                error.kind(),
                ErrorKind::Limit {
                    limit: javawire::limits::Limit::Interfaces,
                    ..
                }
            )
        });
    }
    for count in [-1, i32::MIN] {
        everywhere(&proxy(count), |error| is_negative(error, count.into()));
    }
}

#[test]
fn field_counts() {
    let class = Wire::part().class_desc("a", SC_SERIALIZABLE, u16::MAX);
    everywhere(&class, is_end);
    everywhere(&class.field(b'J', "a"), is_end);
}

/// Each of many arrays inside each other announces as many elements as there can be.
#[test]
fn nested_arrays_that_announce_all_there_can_be() {
    let array = Wire::part().code(TC_ARRAY).reference(0).int(MOST);
    let stream = Wire::stream()
        .plain_class("[La;", SC_SERIALIZABLE)
        .times(100_000, &array.bytes());
    let (_, error) = refuse(stream.bytes());
    assert!(is_end(&error), "{error}");
}

/// 2^63−1 bytes are announced, and a million come.
#[test]
fn a_string_that_is_cut_off_costs_what_came_of_it() {
    let stream = Wire::stream()
        .code(TC_LONGSTRING)
        .long(i64::MAX)
        .times(1_000_000, b"a");
    let (_, error) = refuse(stream.bytes());
    assert!(is_end(&error), "{error}");
}

/// Tries an object at top level, as an element, a field's value and in an annotation.
fn everywhere(object: &Wire, expected: impl Fn(&javawire::Error) -> bool) {
    let element = Wire::stream()
        .code(TC_ARRAY)
        .plain_class("[La;", SC_SERIALIZABLE)
        .count(2);
    let field = Wire::stream()
        .code(TC_OBJECT)
        .class_desc("a", SC_SERIALIZABLE, 1)
        .field(b'L', "f")
        .string("La;")
        .no_more();
    let annotation = Wire::stream()
        .code(TC_OBJECT)
        .plain_class("a", SC_SERIALIZABLE | SC_WRITE_METHOD);
    let class_annotation = Wire::stream().class_desc("a", 0, 0);
    for head in [Wire::stream(), element, field, annotation, class_annotation] {
        costs_little(head.raw(&object.clone().bytes()), &expected);
    }
}

fn costs_little(stream: Wire, expected: &dyn Fn(&javawire::Error) -> bool) {
    let stream = stream.bytes();
    let (costs, error) = refuse(stream.clone());
    assert!(expected(&error), "{error}: {stream:02X?}");
    let Costs {
        parse,
        read,
        objects,
        graph,
        ..
    } = costs;
    for taken in [parse, read, objects, graph] {
        assert!(taken.bytes_total < LITTLE, "{costs:?}: {stream:02X?}");
    }
}

fn is_negative(error: &javawire::Error, expected: i64) -> bool {
    matches!(error.kind(), ErrorKind::NegativeLength { length, .. } if *length == expected)
}
