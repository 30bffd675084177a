//! What is changed in the JSON is what the JVM reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use javawire::inspect::json::{self, Layout};
use serde_json::{Value, json};

use crate::support::java::java_class;
use crate::support::program::Program;

/// `String.hashCode`
fn java_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digits).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

pub(super) struct Edits {
    pub(super) driver: Program,
    pub(super) streams: BTreeMap<String, Vec<u8>>,
}

impl Edits {
    pub(super) fn start() -> Self {
        Edits::of("Edited")
    }

    /// The streams of a driver that reads what was made of them, as `Edited` does.
    pub(super) fn of(driver: &str) -> Self {
        let driver = Program::start(driver, java_class(&format!("drivers.{driver}")));
        let mut edits = Edits {
            driver,
            streams: BTreeMap::new(),
        };
        loop {
            let line = edits.driver.next_line();
            match line.split_once('\t') {
                Some((name, hex)) => edits.streams.insert(name.to_owned(), bytes(hex)),
                None => break assert_eq!(line, "end"),
            };
        }
        edits
    }

    /// What the JVM reads when the first object of a stream has been changed.
    #[track_caller]
    pub(super) fn read(&mut self, name: &str, change: impl FnOnce(&mut Value)) -> String {
        let (text, error) = super::decode(&self.streams[name], Layout::Lines);
        assert_eq!(error, None);
        let mut value: Value = serde_json::from_str(&text).unwrap();
        change(&mut value["contents"][0]);
        self.read_json(name, &value)
    }

    /// What the JVM reads of the stream that JSON stands for.
    #[track_caller]
    pub(super) fn read_json(&mut self, name: &str, value: &Value) -> String {
        match json::encode(value.to_string().as_bytes()) {
            Ok(stream) => self.read_stream(name, &stream),
            Err(error) => panic!("{error}\n{value:#}"),
        }
    }

    pub(super) fn read_stream(&mut self, name: &str, stream: &[u8]) -> String {
        self.driver.send(format!("{name}\t{}\n", hex(stream)));
        let line = self.driver.next_line();
        let (read, text) = line.split_once('\t').unwrap();
        assert_eq!(read, name);
        text.to_owned()
    }
}

#[test]
fn the_jvm_reads_what_was_edited() {
    let mut edits = Edits::start();

    let bean = |name: &str, rest: &str| format!("{name} true {rest}");
    let unchanged = "7 9007199254740993 0.1 x [1, 2, 3]";
    assert_eq!(edits.read("bean", |_| {}), bean("short", unchanged));

    // Beyond 65,535 bytes it is a TC_LONGSTRING, and what refers to it still does.
    let long = "é😀".repeat(20_000);
    let read = edits.read("bean", |bean| {
        assert_eq!(bean["fields"]["name"]["@string"], "short");
        bean["fields"]["name"]["@string"] = json!(long);
    });
    let hash = format!("60000#{}", java_hash(&long));
    assert_eq!(read, bean(&hash, unchanged));

    let read = edits.read("bean", |bean| {
        let fields = &mut bean["fields"];
        assert_eq!(fields["total"], "9007199254740993");
        fields["count"] = json!(-8);
        fields["total"] = json!("-9223372036854775808");
        fields["ratio"] = json!("-Infinity");
        fields["letter"] = json!("é");
        fields["bytes"]["elements"] = json!("7f80ff00");
    });
    let changed = "-8 -9223372036854775808 -Infinity é [127, -128, -1, 0]";
    assert_eq!(read, bean("short", changed));

    let read = edits.read("list", |list| {
        list["fields"]["size"] = json!(4);
        list["data"].as_array_mut().unwrap().push(json!("four"));
    });
    assert_eq!(read, "[one, two, three, four] false");
    let read = edits.read("list", |list| list["data"][2] = Value::Null);
    assert_eq!(read, "[one, null, three] false");

    let read = edits.read("map", |map| {
        let data = map["data"].as_array_mut().unwrap();
        let at = data.iter().position(|item| item == "second").unwrap();
        data[at] = json!("zweite");
        data[at + 1]["fields"]["value"] = json!(22);
    });
    assert_eq!(read, "{first=1, zweite=22}");

    // All handles behind the new element are others.
    let read = edits.read("shared", |list| {
        list["fields"]["size"] = json!(5);
        let data = list["data"].as_array_mut().unwrap();
        data.insert(2, json!("new"));
        data.insert(
            3,
            json!({"@array": {
            "name": "[I", "suid": "5600894804908749477", "flags": 2, "fields": [],
        }, "elements": [1, 2]}),
        );
        data[3]["@id"] = json!(77);
    });
    let (list, same) = read.rsplit_once(' ').unwrap();
    assert!(list.contains(", new, [I@"), "{list}");
    assert_eq!(same, "true");

    edits.driver.succeed();
}

/// The data of the first class of an object that has any.
fn data(object: &mut Value) -> &mut Vec<Value> {
    let data = if object.get("levels").is_some() {
        &mut object["levels"][0]["data"]
    } else {
        &mut object["data"]
    };
    data.as_array_mut().unwrap()
}

#[test]
fn collections_have_as_many_elements_as_they_say() {
    let mut edits = Edits::start();
    let more = |object: &mut Value| data(object).push(json!("zzz"));
    let fewer = |object: &mut Value| drop(data(object).pop());
    for (name, with_more, with_fewer) in [
        ("list", "[one, two, three, zzz] false", "[one, two]"),
        ("linked", "[one, two, three, zzz] false", "[one, two]"),
        ("copied", "[one, two, three, zzz] false", "[one, two]"),
        ("fixed", "[one, two, three, zzz] false", "[one, two]"),
        ("deque", "[one, two, three, zzz]", "[one, two]"),
        ("queue", "[one, two, three, zzz]", "[one, two]"),
        ("ordered", "[one, two, three, zzz]", "[one, two]"),
        ("sorted", "[one, three, two, zzz]", "[one, three]"),
    ] {
        assert_eq!(edits.read(name, more), with_more, "{name}");
        assert_eq!(edits.read(name, fewer), with_fewer, "{name}");
        let emptied = edits.read(name, |object| {
            data(object).retain(|item| item.is_null() || item.is_object());
        });
        assert_eq!(emptied, "[]", "{name}");
    }
    assert_eq!(edits.read("set", more), "[one, three, two, zzz]");
    // In front of the null that ends it.
    for name in [
        "blocking",
        "linkedqueue",
        "linkeddeque",
        "blockingdeque",
        "transfer",
    ] {
        let read = edits.read(name, |queue| data(queue).insert(0, json!("zero")));
        assert_eq!(read, "[zero, one, two, three]", "{name}");
        let read = edits.read(name, |queue| drop(data(queue).remove(0)));
        assert_eq!(read, "[two, three]", "{name}");
    }

    for name in [
        "map",
        "table",
        "tree",
        "identity",
        "access",
        "fixedmap",
        "concurrent",
        "properties",
        "skip",
    ] {
        let ends = match name {
            "concurrent" => 2,
            "skip" => 1,
            _ => 0,
        };
        let read = edits.read(name, |map| {
            let data = data(map);
            let at = data.len() - ends;
            data.splice(at..at, [json!("third"), json!("3")]);
        });
        let before = if name == "fixedmap" { "" } else { ", second=2" };
        assert_eq!(read, format!("{{first=1{before}, third=3}}"), "{name}");
        let read = edits.read(name, |map| {
            let data = data(map);
            let end = data.len() - ends;
            data.drain(end - 2..end);
        });
        assert!(
            ["{}", "{first=1}", "{second=2}"].contains(&read.as_str()),
            "{name}: {read}"
        );
    }
    let read = edits.read("units", |map| {
        let data = data(map);
        let minutes = json!({"@enum": data[1]["@enum"], "constant": "MINUTES"});
        data.extend([minutes, json!("2")]);
    });
    assert_eq!(read, "{SECONDS=1, MINUTES=2}");
    let read = edits.read("units", |map| data(map).truncate(1));
    assert_eq!(read, "{}");
    edits.driver.succeed();
}

/// What the JDK's classes write of their size is written where a new object lacks it.
#[test]
fn new_collections_need_no_size() {
    let mut edits = Edits::start();
    let letters = ["a", "b", "c"];
    let many: Vec<String> = (0..100).map(|number| format!("k{number:02}")).collect();
    let listed = format!("[{}]", many.join(", "));
    for (class, ends) in [
        ("ArrayDeque", &[][..]),
        ("ArrayList", &[]),
        ("LinkedList", &[]),
        ("PriorityQueue", &[]),
        ("HashSet", &[]),
        ("TreeSet", &[]),
        ("concurrent.CopyOnWriteArrayList", &[]),
        ("concurrent.ConcurrentLinkedQueue", &[json!(null)]),
    ] {
        let mut read = |elements: Value| {
            let mut data = elements.as_array().unwrap().clone();
            data.extend_from_slice(ends);
            if class == "TreeSet" {
                data.insert(0, json!(null));
            }
            let mut new = json!({"@object": format!("java.util.{class}"), "data": data});
            if class == "PriorityQueue" {
                new["fields"] = json!({"comparator": null});
            }
            let read = edits.read_json(class, &json!({"javawire": 1, "contents": [new]}));
            read.trim_end_matches(" false").to_owned()
        };
        assert_eq!(read(json!([])), "[]", "{class}");
        assert_eq!(read(json!(letters)), "[a, b, c]", "{class}");
        assert_eq!(read(json!(many)), listed, "{class}");
    }

    let entries: Vec<&str> = many.iter().flat_map(|key| [key.as_str(), "v"]).collect();
    let listed: Vec<String> = many.iter().map(|key| format!("{key}=v")).collect();
    let table = json!({"loadFactor": 0.75, "threshold": 12});
    for (class, fields) in [
        ("HashMap", table.clone()),
        ("Hashtable", table.clone()),
        ("TreeMap", json!({"comparator": null})),
        ("IdentityHashMap", json!({})),
    ] {
        for count in [0, 1, 100] {
            let data = &entries[..2 * count];
            let new =
                json!({"@object": format!("java.util.{class}"), "fields": fields, "data": data});
            let read = edits.read_json(class, &json!({"javawire": 1, "contents": [new]}));
            assert_eq!(
                read,
                format!("{{{}}}", listed[..count].join(", ")),
                "{class}"
            );
        }
    }
    let levels = json!([{"fields": table, "data": ["k", "v"]}, {"fields": {"accessOrder": false}}]);
    for (class, key, value, expected) in [
        ("LinkedHashMap", "levels", levels, "{k=v}"),
        ("LinkedHashSet", "data", json!(letters), "[a, b, c]"),
    ] {
        let new = json!({"@object": format!("java.util.{class}"), key: value});
        let read = edits.read_json(class, &json!({"javawire": 1, "contents": [new]}));
        assert_eq!(read, expected, "{class}");
    }
    let fixed = json!({"@object": "java.util.CollSer", "fields": {"tag": 1}, "data": letters});
    let read = edits.read_json("fixed", &json!({"javawire": 1, "contents": [fixed]}));
    assert_eq!(read, "[a, b, c] false");
    edits.driver.succeed();
}

#[test]
fn classes_of_the_jdk_need_no_description() {
    let mut edits = Edits::start();
    let list = json!({"javawire": 1, "contents": [{
        "@object": "java.util.ArrayList", "fields": {"size": 0}, "data": [
            {"@data": "00000000"},
            {"@object": "java.lang.Integer", "fields": {"value": 7}},
            {"@object": "java.lang.Long", "fields": {"value": "9007199254740993"}},
            {"@object": "java.lang.Integer", "fields": {"value": 8}},
            {"@enum": "java.util.concurrent.TimeUnit", "constant": "SECONDS"},
            {"@enum": "java.time.DayOfWeek", "constant": "MONDAY"},
            {"@class": "[Ljava.lang.String;"},
            {"@object": "java.util.LinkedHashMap", "levels": [
                {"fields": {"loadFactor": 0.75, "threshold": 12},
                 "data": [{"@data": "0000001000000000"}, "k", {"@array": "[[I", "elements": []}]},
                {"fields": {"accessOrder": false}}]},
            {"@object": "java.util.UUID", "fields": {"mostSigBits": 1, "leastSigBits": 2}},
            {"@object": "java.util.Date", "data": [{"@data": "0000000002932e00"}]},
        ],
    }]});
    let read = edits.read_json("list", &list);
    let (start, rest) = read.split_once("{k=[[I@").unwrap();
    assert_eq!(
        start,
        "[7, 9007199254740993, 8, SECONDS, MONDAY, class [Ljava.lang.String;, "
    );
    let uuid = "00000000-0000-0001-0000-000000000002";
    assert!(rest.contains(uuid) && rest.contains(" 1970"), "{rest}");

    // The JVM describes all of them as we do.
    let table = include_str!("../../../src/class/jdk_classes.txt");
    let names = table.lines().filter(|line| !line.starts_with('#'));
    let mut classes: Vec<Value> = names
        .map(|line| json!({"@class": line.split(' ').next().unwrap()}))
        .collect();
    assert!(classes.len() > 400);
    let arrays = ["[I", "[[J", "[Ljava.lang.Object;", "[Ljava.util.Date;"];
    classes.extend(arrays.map(|name| json!({"@class": name})));
    let all = json!({"javawire": 1, "contents": classes});
    let stream = json::encode(all.to_string().as_bytes()).unwrap();
    let again = edits.read_stream("again", &stream);
    assert!(again == hex(&stream), "the JVM describes one otherwise");
    edits.driver.succeed();
}
