//! Handles that were never assigned, or that stand for something else than what is needed.

use javawire::codes::*;
use javawire::{Error, ErrorKind};

use super::ordeal::{refuse, survive};
use super::wire::Wire;

/// What is wrong with a handle.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wrong {
    NeverAssigned,
    Type,
}

const WRITE: u8 = SC_SERIALIZABLE | SC_WRITE_METHOD;

/// A place for a reference: the stream before it, in which so many handles were assigned.
struct Place {
    name: &'static str,
    before: Wire,
    assigned: u32,
}

fn place(name: &'static str, assigned: u32, before: Wire) -> Place {
    Place {
        name,
        before,
        assigned,
    }
}

/// Where any object may be referred to.
fn places_of_objects() -> Vec<Place> {
    let object = |flags| Wire::stream().code(TC_OBJECT).plain_class("a", flags);
    let field = Wire::stream()
        .code(TC_OBJECT)
        .class_desc("a", SC_SERIALIZABLE, 1)
        .field(b'L', "f")
        .string("La;")
        .no_more();
    let array = Wire::stream()
        .code(TC_ARRAY)
        .plain_class("[La;", SC_SERIALIZABLE)
        .count(1);
    let external = object(SC_EXTERNALIZABLE | SC_BLOCK_DATA);
    vec![
        place("top level", 0, Wire::stream()),
        place("behind a string", 1, Wire::stream().string("a")),
        place("field", 3, field),
        place("element", 2, array),
        place("annotation", 2, object(WRITE)),
        place("external contents", 2, external),
        place("class annotation", 1, Wire::stream().class_desc("a", 0, 0)),
        place("exception", 0, Wire::stream().code(TC_EXCEPTION)),
    ]
}

/// Where a class descriptor must be referred to.
fn places_of_classes() -> Vec<Place> {
    let after_string = || Wire::stream().string("a");
    let subclass = after_string().class_desc("a", SC_SERIALIZABLE, 0).end();
    vec![
        place("class of an object", 1, after_string().code(TC_OBJECT)),
        place("class of an array", 1, after_string().code(TC_ARRAY)),
        place("class of an enum", 1, after_string().code(TC_ENUM)),
        place("class of a class", 1, after_string().code(TC_CLASS)),
        place("superclass", 2, subclass),
    ]
}

/// Where a string must be referred to. The first handle is that of a class.
fn places_of_strings() -> Vec<Place> {
    let of_enum = Wire::stream()
        .code(TC_ENUM)
        .plain_class("a", SC_SERIALIZABLE | SC_ENUM);
    let field = |code| {
        Wire::stream()
            .class_desc("a", SC_SERIALIZABLE, 1)
            .field(code, "f")
    };
    vec![
        place("type of a field", 1, field(b'L')),
        place("type of an array field", 1, field(b'[')),
        place("name of an enum constant", 2, of_enum),
    ]
}

#[test]
fn never_assigned() {
    let places = [
        places_of_objects(),
        places_of_classes(),
        places_of_strings(),
    ];
    for place in places.into_iter().flatten() {
        let next = BASE_WIRE_HANDLE + place.assigned;
        let below = [0, 1, BASE_WIRE_HANDLE - 1];
        let above = [next, next + 1, 0x7FFF_FFFF, 0x8000_0000, u32::MAX];
        for handle in below.into_iter().chain(above) {
            assert_wrong(&place, handle, Wrong::NeverAssigned);
        }
    }
}

#[test]
fn forgotten() {
    let before = Wire::stream().string("a");
    let exception = Wire::part()
        .raw(&[TC_EXCEPTION, TC_OBJECT])
        .plain_class("a", SC_SERIALIZABLE);
    let forgetting = [
        ("reset", Wire::part().code(TC_RESET)),
        ("header", Wire::stream()),
        ("exception", exception),
        ("inside an exception", Wire::part().code(TC_EXCEPTION)),
    ];
    for (name, forget) in forgetting {
        let before = before.clone().raw(&forget.bytes());
        assert_wrong(
            &place(name, 0, before),
            BASE_WIRE_HANDLE,
            Wrong::NeverAssigned,
        );
    }
}

#[test]
fn of_another_type() {
    for place in places_of_classes() {
        // The string in front.
        assert_wrong(&place, BASE_WIRE_HANDLE, Wrong::Type);
    }
    for place in places_of_strings() {
        for index in 0..place.assigned {
            assert_wrong(&place, BASE_WIRE_HANDLE + index, Wrong::Type);
        }
    }
}

#[test]
fn superclass_cycles() {
    let class = |name| Wire::part().class_desc(name, SC_SERIALIZABLE, 0);
    let own = Wire::stream().raw(&class("a").end().bytes());
    assert_wrong(
        &place("its own superclass", 1, own.clone()),
        BASE_WIRE_HANDLE,
        Wrong::Type,
    );

    // Each class is the new superclass of the one before; the last one's is one of those.
    let mut cycle = own;
    for length in 2..6 {
        cycle = cycle.raw(&class("a").end().bytes());
        for index in 0..length {
            let handle = BASE_WIRE_HANDLE + index;
            assert_wrong(
                &place("a cycle", length, cycle.clone()),
                handle,
                Wrong::Type,
            );
        }
    }
    // The class in the annotation has the class that is annotated as its superclass.
    let annotated = Wire::stream()
        .raw(&class("a").bytes())
        .raw(&class("b").end().bytes());
    assert_wrong(
        &place("by annotation", 2, annotated),
        BASE_WIRE_HANDLE,
        Wrong::Type,
    );
    let proxy = Wire::stream().proxy_class_desc(0).end();
    assert_wrong(&place("proxy", 1, proxy), BASE_WIRE_HANDLE, Wrong::Type);
}

#[test]
fn an_object_of_a_class_that_is_not_complete() {
    let class = Wire::stream().class_desc("a", SC_SERIALIZABLE, 0);
    let annotation = class.clone().code(TC_OBJECT);
    assert_wrong(
        &place("annotation", 1, annotation),
        BASE_WIRE_HANDLE,
        Wrong::Type,
    );
    let proxy = Wire::stream().proxy_class_desc(0).code(TC_OBJECT);
    assert_wrong(&place("proxy", 1, proxy), BASE_WIRE_HANDLE, Wrong::Type);
    let superclass = class
        .end()
        .class_desc("b", SC_SERIALIZABLE, 0)
        .code(TC_OBJECT);
    assert_wrong(
        &place("superclass", 2, superclass),
        BASE_WIRE_HANDLE,
        Wrong::Type,
    );
}

/// What needs no complete class may come before it is.
#[test]
fn legal_uses_of_a_class_that_is_not_complete() {
    let array = Wire::stream()
        .class_desc("[La;", SC_SERIALIZABLE, 0)
        .raw(&[TC_ARRAY])
        .reference(0)
        .count(1)
        .reference(1);
    let class = Wire::stream()
        .class_desc("a", 0, 0)
        .code(TC_CLASS)
        .reference(0)
        .reference(0);
    let of_enum = Wire::stream()
        .class_desc("a", SC_SERIALIZABLE | SC_ENUM, 0)
        .code(TC_ENUM)
        .reference(0)
        .string("A");
    for stream in [array, class, of_enum] {
        survive(stream.no_more().bytes());
    }
}

#[test]
fn objects_that_hold_themselves() {
    let node = Wire::stream()
        .code(TC_OBJECT)
        .class_desc("a", SC_SERIALIZABLE, 1)
        .field(b'L', "f")
        .string("La;")
        .no_more()
        .reference(2);
    let array = Wire::stream()
        .code(TC_ARRAY)
        .plain_class("[La;", SC_SERIALIZABLE)
        .count(2)
        .reference(1)
        .reference(1);
    let annotated = Wire::stream()
        .code(TC_OBJECT)
        .plain_class("a", WRITE)
        .reference(1)
        .end();
    for stream in [node, array, annotated] {
        survive(stream.bytes());
    }
}

#[test]
fn classes_that_contradict_what_they_are_for() {
    let of = |code, class: &str, flags| Wire::stream().code(code).plain_class(class, flags).bytes();
    let fields = |flags, first: &[u8], second: &[u8]| {
        Wire::stream()
            .class_desc("a", flags, 2)
            .raw(first)
            .raw(second)
            .no_more()
            .bytes()
    };
    let object = Wire::part().field(b'L', "f").string("La;").bytes();
    let int = Wire::part().field(b'I', "g").bytes();
    let both = SC_SERIALIZABLE | SC_EXTERNALIZABLE;
    let streams = [
        of(TC_ARRAY, "a", SC_SERIALIZABLE),
        of(TC_ARRAY, "", SC_SERIALIZABLE),
        of(TC_ARRAY, "[", SC_SERIALIZABLE),
        of(TC_ARRAY, "[V", SC_SERIALIZABLE),
        of(TC_ENUM, "a", SC_SERIALIZABLE),
        of(TC_CLASS, "a", both),
        fields(SC_SERIALIZABLE, &object, &int),
        fields(SC_SERIALIZABLE, &int, b"V\0\0"),
        fields(both, &int, &object),
    ];
    for stream in streams {
        // An array's length is read before its class is looked at.
        let stream = Wire::part().raw(&stream).count(0).bytes();
        let (_, error) = refuse(stream);
        assert!(
            matches!(error.kind(), ErrorKind::ClassDesc { .. }),
            "{error}"
        );
    }
}

fn assert_wrong(place: &Place, handle: u32, expected: Wrong) {
    let before = place.before.clone().code(TC_REFERENCE);
    let at = before.clone().bytes().len() as u64;
    // Whatever may come next would do.
    let stream = before.raw(&handle.to_be_bytes()).times(8, &[0]);
    let (_, error) = refuse(stream.bytes());
    let name = place.name;
    assert_eq!(wrong(&error), Some((expected, handle)), "{name}: {error}");
    assert_eq!(error.offset(), Some(at), "{name}: {error}");
}

fn wrong(error: &Error) -> Option<(Wrong, u32)> {
    match error.kind() {
        ErrorKind::Handle { handle } => Some((Wrong::NeverAssigned, *handle)),
        ErrorKind::HandleType { handle, .. } => Some((Wrong::Type, *handle)),
        _ => None,
    }
}
