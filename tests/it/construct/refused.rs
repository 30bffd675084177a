//! What cannot be built, and what is said then.

use javawire::event::ClassFlags;
use javawire::graph::{ClassBuilder, Contents, Value};
use javawire::jdk::{
    Duration, HashOptions, Instant, LocalDate, LocalTime, MonthDay, Year, YearMonth, Zone,
    ZoneOffset, ZonedDateTime,
};
use javawire::{Blame, Error, ErrorKind, FieldValue, Graph};

use super::objects::bean_class;
use super::time::{date, time};

/// What the error of a caller says.
#[track_caller]
pub fn said<T>(result: Result<T, Error>) -> String {
    let Err(error) = result else {
        panic!("was not refused");
    };
    assert_eq!(error.blame(), Blame::Caller);
    error.to_string()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn a_value_that_does_not_fit_its_field_is_named_with_it() {
    let mut graph = Graph::new();
    let class = bean_class(&mut graph).unwrap();
    let bean = graph.object(class).unwrap().id();
    let ints = graph.array(&[1]).unwrap();
    let strings = graph.object_array("java.lang.String", [""; 0]).unwrap();
    let long = graph.long(1).unwrap();
    let int = FieldValue::Int;
    let node = FieldValue::from;
    let null = FieldValue::Reference(None);
    for (field, value, problem) in [
        ("b", int(128), "expected byte, found the int 128"),
        ("b", int(-129), "expected byte, found the int -129"),
        ("s", int(32768), "expected short, found the int 32768"),
        (
            "i",
            FieldValue::Long(1 << 31),
            "expected int, found the long 2147483648",
        ),
        ("c", int(65), "expected char, found the int 65"),
        ("z", int(1), "expected boolean, found the int 1"),
        ("f", 0.5.into(), "expected float, found the double 0.5"),
        ("d", int(1), "expected double, found the int 1"),
        (
            "i",
            FieldValue::Char(65),
            "expected int, found the char U+0041",
        ),
        ("i", null, "expected int, found null"),
        ("i", node(ints), "expected int, found int[]"),
        ("text", int(1), "expected java.lang.String, found the int 1"),
        (
            "text",
            node(bean),
            "expected java.lang.String, found drivers.ConstructModel$Bean",
        ),
        (
            "ints",
            node(strings),
            "expected int[], found java.lang.String[]",
        ),
        (
            "texts",
            node(ints),
            "expected java.lang.String[], found int[]",
        ),
        ("rows", node(ints), "expected int[][], found int[]"),
        (
            "ints",
            true.into(),
            "expected int[], found the boolean true",
        ),
        (
            "boxed",
            node(long),
            "expected java.lang.Integer, found java.lang.Long",
        ),
        (
            "boxed",
            FieldValue::Long(1 << 40),
            "expected java.lang.Integer, found the long 1099511627776",
        ),
        (
            "boxed",
            1.5.into(),
            "expected java.lang.Integer, found the double 1.5",
        ),
        ("absent", int(1), "there is no such field"),
    ] {
        let before = graph.write();
        let edited = graph.edit(bean).unwrap().set(field, value);
        let expected = format!("drivers.ConstructModel$Bean.{field}: {problem}");
        assert_eq!(said(edited), expected);
        assert_eq!(graph.write(), before);
    }
    // Whole numbers fit wherever they are in range.
    for value in [
        FieldValue::Byte(1),
        FieldValue::Short(1),
        int(1),
        FieldValue::Long(1),
    ] {
        for field in ["b", "s", "i", "j", "boxed"] {
            graph.edit(bean).unwrap().set(field, value).unwrap();
        }
    }
    graph.edit(bean).unwrap().set("d", 1.5_f32).unwrap();
}

#[test]
fn fields_and_annotations_are_those_of_the_class() {
    let mut graph = Graph::new();
    let class = bean_class(&mut graph).unwrap();
    let other = graph.jdk_class("java.util.Date").unwrap();
    let bean = graph.object(class).unwrap().id();
    let set = graph.edit(bean).unwrap().set_in(other, "i", 1);
    assert_eq!(said(set), "java.util.Date.i: there is no such field");
    let problem = "the class of the object has no such class that writes an annotation";
    for class in [class, other] {
        let name = graph.class(class).unwrap().name().to_string();
        let annotated = graph.edit(bean).unwrap().annotate(class, &Contents::new());
        assert_eq!(said(annotated), format!("{name}: {problem}"));
    }
}

#[test]
fn only_classes_of_objects_have_objects() {
    let mut graph = Graph::new();
    let color = graph.enum_class("a.Color").unwrap();
    let ints = graph.array_class("int").unwrap();
    let object = graph.jdk_class("java.lang.Object").unwrap();
    let date = graph.jdk_class("java.util.Date").unwrap();
    for (class, problem) in [
        (color, "a.Color: is an enum: it has constants, not objects"),
        (ints, "[I: is the class of arrays, not of objects"),
        (
            object,
            "java.lang.Object: is neither Serializable nor Externalizable",
        ),
    ] {
        assert_eq!(said(graph.object(class)), problem);
    }
    let problem = "java.util.Date: is no class of arrays of objects";
    assert_eq!(said(graph.array_of(date, [0; 0])), problem);
    let problem = "[I: is no class of arrays of objects";
    assert_eq!(said(graph.array_of(ints, [0; 0])), problem);
    assert_eq!(
        said(graph.enum_constant(date, "A")),
        "java.util.Date: is no enum"
    );
    let problem = "a.Unknown: is no class of the JDK that can be described here";
    assert_eq!(said(graph.jdk_class("a.Unknown")), problem);
}

#[test]
fn a_class_that_contradicts_itself_is_refused() {
    let class = || ClassBuilder::serializable("a.A", 1);
    let many = (0..65_536).fold(class(), |class, i| class.field(format!("f{i}"), "int"));
    for (builder, problem) in [
        (
            class().field("x", "int").field("x", "long"),
            "a.A.x: there are two fields of this name",
        ),
        (
            class().field("x", "int["),
            "a.A.x: int[ is no name of a type",
        ),
        (class().field("x", ""), "a.A.x:  is no name of a type"),
        (
            class().flags(ClassFlags(6)),
            "a.A: serializable and externalizable flags conflict",
        ),
        (
            ClassBuilder::enumeration("a.A").suid(1),
            "a.A: an enum has the serialVersionUID 0",
        ),
        (
            ClassBuilder::enumeration("a.A").field("x", "int"),
            "a.A: an enum has no fields on the wire",
        ),
        (
            ClassBuilder::serializable("", 1),
            ": a class without a name",
        ),
        (
            ClassBuilder::proxy(["a.I"]).field("x", "int"),
            ": a proxy class has no fields of its own",
        ),
        (many, "a.A: more than 65,535 fields"),
    ] {
        assert_eq!(said(Graph::new().define(builder)), problem);
    }
    let long = "x".repeat(65_536);
    for builder in [
        ClassBuilder::serializable(long.as_str(), 1),
        class().field(long.as_str(), "int"),
        ClassBuilder::proxy([long.as_str()]),
    ] {
        assert!(said(Graph::new().define(builder)).ends_with(": a name of more than 65,535 bytes"));
    }
    let mut other = Graph::new();
    for _ in 0..2 {
        other.define(class()).unwrap();
    }
    let last = other.define(class()).unwrap();
    let subclass = class().superclass(last);
    let problem = "a.A: its superclass is not in this graph";
    assert_eq!(said(Graph::new().define(subclass)), problem);
    assert_eq!(
        said(ClassBuilder::array("void")),
        "void: is no name of a type: int, java.lang.String, byte[][] …"
    );
}

#[test]
fn elements_are_those_of_the_array() {
    let mut graph = Graph::new();
    let array = graph.object_array("java.lang.String", [Some("a"), None]);
    let array = array.unwrap();
    let ints = graph.array(&[1, 2]).unwrap();
    let problem = "[Ljava.lang.String;: element 1: expected java.lang.String, found the int 1";
    assert_eq!(said(graph.set_element(array, 1, 1)), problem);
    let problem = "[Ljava.lang.String;: element 2: there is none: the array has 2";
    assert_eq!(said(graph.set_element(array, 2, "a")), problem);
    let problem = "[I: element 0: expected int, found java.lang.String";
    assert_eq!(said(graph.set_element(ints, 0, "a")), problem);
    let problem =
        "[Ljava.lang.Integer;: element 1: expected java.lang.Integer, found java.lang.String";
    let a = graph.new_string("a").unwrap();
    let elements = [FieldValue::Int(1), a.into()];
    assert_eq!(
        said(graph.object_array("java.lang.Integer", elements)),
        problem
    );
    let problem = "[I: is no class of arrays of objects";
    assert_eq!(said(graph.object_array("int", [1])), problem);
    assert!(said(graph.set_element(a, 0, 1)).contains("no array"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_java_refuses_is_refused() {
    let mut graph = Graph::new();
    let offset = ZoneOffset(64_801);
    let seconds = 0;
    let refused: [(Result<Value, Error>, &str); 17] = [
        (graph.value_of('😀'), "char: '😀' takes two of them"),
        (
            graph.value_of(date(2023, 2, 29)),
            "java.time.LocalDate: 2023-02 has no day 29",
        ),
        (
            graph.value_of(date(1900, 2, 29)),
            "java.time.LocalDate: 1900-02 has no day 29",
        ),
        (
            graph.value_of(date(2023, 13, 1)),
            "java.time.LocalDate: there is no month 13",
        ),
        (
            graph.value_of(date(2023, 1, 0)),
            "java.time.LocalDate: 2023-01 has no day 0",
        ),
        (
            graph.value_of(date(1_000_000_000, 1, 1)),
            "java.time.LocalDate: year 1000000000 is out of range",
        ),
        (
            graph.value_of(time(24, 0, 0, 0)),
            "java.time.LocalTime: there is no hour 24",
        ),
        (
            graph.value_of(time(0, 0, 60, 0)),
            "java.time.LocalTime: there is no second 60",
        ),
        (
            graph.value_of(Duration {
                seconds,
                nano: 1_000_000_000,
            }),
            "java.time.Duration: 1000000000 nanoseconds are a second or more",
        ),
        (
            graph.value_of(Instant {
                seconds: i64::MAX,
                nano: 0,
            }),
            "java.time.Instant: second 9223372036854775807 is out of range",
        ),
        (
            graph.value_of(offset),
            "java.time.ZoneOffset: 64801 seconds are more than 18 hours",
        ),
        (
            graph.value_of(Zone::Region("Z".to_owned())),
            "java.time.ZoneRegion: \"Z\" is no id of a region",
        ),
        (
            graph.value_of(Zone::Region("a b".to_owned())),
            "java.time.ZoneRegion: \"a b\" is no id of a region",
        ),
        (
            graph.value_of(Zone::Region("UTC+25".to_owned())),
            "java.time.ZoneRegion: \"UTC+25\" is no id of a region",
        ),
        (
            graph.value_of(MonthDay { month: 4, day: 31 }),
            "java.time.MonthDay: month 4 has no day 31",
        ),
        (
            graph.value_of(Year(i32::MIN)),
            "java.time.Year: year -2147483648 is out of range",
        ),
        (
            graph.value_of(YearMonth { year: 1, month: 0 }),
            "java.time.YearMonth: there is no month 0",
        ),
    ];
    for (result, problem) in refused {
        assert_eq!(said(result), problem);
    }
    let zoned = ZonedDateTime {
        local: javawire::jdk::LocalDateTime {
            date: LocalDate {
                year: 1,
                month: 1,
                day: 1,
            },
            time: LocalTime {
                hour: 0,
                minute: 0,
                second: 0,
                nano: 0,
            },
        },
        offset: ZoneOffset(0),
        zone: Zone::Offset(ZoneOffset(1)),
    };
    let problem = "java.time.ZonedDateTime: its zone is another offset than its own";
    assert_eq!(said(graph.value_of(zoned)), problem);
    let problem = "java.math.BigInteger: a number of no bytes";
    assert_eq!(said(graph.big_integer_bytes(&[])), problem);
    let problem = "java.util.HashMap: illegal load factor: NaN";
    let options = HashOptions::default()
        .with_capacity(1)
        .with_load_factor(f32::NAN);
    assert_eq!(said(graph.hash_map_with(options, [(0, 0)])), problem);
    let problem = "java.util.TreeMap: keys of one class whose order is known are needed";
    assert_eq!(said(graph.tree_map([(None, 1), (Some(1), 2)])), problem);
    let mixed = [FieldValue::Int(1), FieldValue::Long(1)];
    assert_eq!(said(graph.tree_map(mixed.map(|key| (key, 1)))), problem);
    let too_long = Contents::new().utf("x".repeat(65_536)).map(|_| ());
    assert!(matches!(
        too_long.unwrap_err().kind(),
        ErrorKind::UtfTooLong { .. }
    ));
    assert_eq!(graph.contents().count(), 1);
}
