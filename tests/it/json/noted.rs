//! What a JVM reads otherwise than the JSON says, or refuses, is told; the bytes are those of the JSON.

use std::time::{Duration, Instant};

use javawire::inspect::json::{self, Encoded, Layout};
use serde_json::{Value, json};

use super::edits::Edits;

fn encoded(contents: &str) -> Encoded {
    let text = format!(r#"{{"javawire": 1, "contents": [{contents}]}}"#);
    match Encoded::of(text.as_bytes()) {
        Ok(encoded) => encoded,
        Err(error) => panic!("{error}\n{contents}"),
    }
}

/// What is said of one value in a field of a declared type.
#[track_caller]
fn note(declared: &str, value: &str) -> Option<String> {
    let encoded = encoded(&format!(
        r#"{{"@string": "s", "@id": 1}}, {{"@array": "[I", "@id": 2, "elements": []}},
        {{"@class": {{"@id": 3, "name": "a.Colour", "suid": 0, "flags": 18, "fields": [],
            "super": "java.lang.Enum"}}}},
        {{"@object": {{"name": "a.Bean", "suid": 1, "flags": 2, "fields": [
            {{"name": "it", "type": "{declared}"}}]}}, "fields": {{"it": {value}}}}}"#
    ));
    // Decoded as it is, and made again.
    let (text, error) = super::decode(&encoded.stream, Layout::Compact);
    assert_eq!(error, None);
    assert_eq!(json::encode(text.as_bytes()).unwrap(), encoded.stream);
    assert!(encoded.noted.len() <= 1 && encoded.more_noted == 0);
    let noted = encoded.noted.first()?;
    assert_eq!(noted.path, "$.contents[3].fields.it");
    Some(noted.problem.clone())
}

const INTEGER: &str = r#"{"@object": "java.lang.Integer", "fields": {"value": 7}}"#;
const LIST: &str = r#"{"@object": "java.util.ArrayList", "data": []}"#;
const RED: &str = r#"{"@enum": "a.Colour", "constant": "RED"}"#;

#[test]
fn what_a_field_cannot_hold_is_noted() {
    assert_eq!(
        note("Ljava/time/LocalDate;", r#""2020-02-20""#).unwrap(),
        "a string, but the field is declared java.time.LocalDate: a JVM refuses it, unless the \
         class reads this field by itself"
    );
    let ints = r#"{"@array": "[I", "elements": [1]}"#;
    let strings = r#"{"@array": "[Ljava.lang.String;", "elements": ["a"]}"#;
    let classes = r#"{"@class": "[I"}"#;
    let descriptor = r#"{"@desc": {"name": "a.D", "suid": 1, "flags": 2, "fields": []}}"#;
    for (declared, value) in [
        ("La/Own;", r#""text""#),
        ("La/Colour;", r#""RED""#),
        ("[Ljava/lang/String;", r#""text""#),
        ("Ljava/lang/Integer;", r#"{"@ref": 1}"#),
        ("Ljava/util/Date;", r#"{"@mutf8": "c080"}"#),
        ("Ljava/util/Date;", r#"{"@string": "a", "form": "long"}"#),
        ("Ljava/lang/String;", ints),
        ("Ljava/util/List;", strings),
        ("[J", ints),
        ("[[I", ints),
        ("[Ljava/lang/Object;", r#"{"@ref": 2}"#),
        ("[Ljava/lang/Integer;", strings),
        ("[Ljava/util/Date;", strings),
        ("Ljava/lang/String;", RED),
        ("Ljava/util/Date;", RED),
        ("[La/Colour;", RED),
        ("Ljava/lang/String;", INTEGER),
        ("Ljava/lang/Long;", INTEGER),
        ("La/Own;", INTEGER),
        ("Ljava/lang/String;", classes),
        ("Ljava/lang/String;", descriptor),
        ("Ljava/lang/Class;", descriptor),
    ] {
        assert!(note(declared, value).is_some(), "{declared}: {value}");
    }
}

/// Also where only the class itself tells: an interface of somebody's own, an object that
/// becomes another when it is read.
#[test]
fn what_a_field_may_hold_is_not_noted() {
    let ints = r#"{"@array": "[I", "elements": [1]}"#;
    let nested = r#"{"@array": "[[I", "elements": []}"#;
    let strings = r#"{"@array": "[Ljava.lang.String;", "elements": ["a"]}"#;
    let own = r#"{"@array": "[La.Own;", "elements": []}"#;
    let of_lists = r#"{"@array": "[[Ljava.util.ArrayList;", "elements": []}"#;
    for (declared, value) in [
        ("Ljava/lang/String;", r#""text""#),
        ("Ljava/lang/Object;", r#""text""#),
        ("Ljava/lang/CharSequence;", r#""text""#),
        ("Ljava/lang/Comparable;", r#"{"@ref": 1}"#),
        ("Ljava/io/Serializable;", r#""text""#),
        ("Ljava/lang/constant/Constable;", r#""text""#),
        ("Ljava/lang/constant/ConstantDesc;", r#""text""#),
        ("La/Own;", "null"),
        ("[I", ints),
        ("Ljava/lang/Cloneable;", ints),
        ("Ljava/io/Serializable;", r#"{"@ref": 2}"#),
        ("Ljava/lang/Object;", ints),
        ("[Ljava/lang/Object;", nested),
        ("[Ljava/lang/Cloneable;", nested),
        ("[Ljava/lang/CharSequence;", strings),
        ("[Ljava/lang/Object;", strings),
        ("[La/Other;", own),
        ("[Ljava/lang/Object;", of_lists),
        ("[[Ljava/util/List;", of_lists),
        ("La/Colour;", RED),
        ("Ljava/lang/Enum;", RED),
        ("Ljava/lang/Comparable;", RED),
        ("La/Interface;", RED),
        ("Ljava/lang/Integer;", INTEGER),
        ("Ljava/lang/Number;", INTEGER),
        ("Ljava/lang/Comparable;", INTEGER),
        ("La/Own;", LIST),
        ("Ljava/lang/String;", LIST),
        ("Ljava/lang/Class;", r#"{"@class": "[I"}"#),
        ("Ljava/lang/reflect/Type;", r#"{"@class": "[I"}"#),
        ("Ljava/io/ObjectStreamClass;", r#"{"@ref": 3}"#),
    ] {
        assert_eq!(note(declared, value), None, "{declared}: {value}");
    }
}

#[test]
fn what_an_array_cannot_hold_is_noted() {
    let noted = encoded(
        r#"{"@array": "[Ljava.lang.Integer;", "elements": [null, "a"]},
           {"@array": "[Ljava.lang.Object;", "elements": [null, "a"]}"#,
    )
    .noted;
    let noted: Vec<String> = noted.iter().map(ToString::to_string).collect();
    assert_eq!(
        noted,
        [
            "$.contents[0].elements[1]: a string, but the elements of this array are \
             java.lang.Integer: a JVM refuses it"
        ]
    );
}

/// Each note takes memory that its value does not pay for.
#[test]
fn of_many_notes_the_first_are_kept() {
    let many = vec![r#""a""#; 1000].join(", ");
    let encoded = encoded(&format!(
        r#"{{"@array": "[Ljava.lang.Integer;", "elements": [{many}]}}"#
    ));
    assert!((1..100).contains(&encoded.noted.len()));
    assert_eq!(encoded.noted.len() + encoded.more_noted, 1000);
}

const LINKED: &str = r#"{"@object": "java.util.LinkedList", "data": [{"@data": "00000000"}, "#;

/// The path of each was looked for from the start: minutes for so many.
#[test]
fn paths_of_many_mended_take_linear_time() {
    let begun = Instant::now();
    let many = vec![format!("{LINKED}\"a\"]}}"); 100_000].join(", ");
    let encoded = encoded(&many);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(encoded.mended.len(), 100_000);
    assert_eq!(encoded.more_mended, 0);
    for at in [0, 1, 9_999, 99_999] {
        let path = format!("$.contents[{at}]");
        assert_eq!(encoded.mended[at].path, path);
    }
}

/// Paths of nested lists are together as long as the square of their depth.
#[test]
fn paths_are_together_no_longer_than_the_json() {
    let depth = 2_000;
    let nested = format!("{}\"a\"{}", LINKED.repeat(depth), "]}".repeat(depth));
    let encoded = encoded(&nested);
    let paths: usize = encoded.mended.iter().map(|mended| mended.path.len()).sum();
    assert!(paths <= nested.len() + 100, "{paths} of {}", nested.len());
    assert_eq!(encoded.mended.len() + encoded.more_mended, depth);
    assert_eq!(encoded.mended[0].path, "$.contents[0]");
    assert_eq!(encoded.mended[2].path, "$.contents[0].data[1].data[1]");
}

/// Fewer bytes than a date reads: more are passed over.
#[test]
fn data_that_are_too_short_for_a_date_are_noted() {
    let mut edits = Edits::start();
    for (data, bytes) in [
        (r#"{"@data": "0001"}"#, Some(2)),
        ("", Some(0)),
        (r#""2020-02-20", {"@data": "0000000000000000"}"#, Some(0)),
        (r#"{"@data": "00000000"}, {"@data": "02932e00"}"#, None),
        (r#"{"@data": "0000000002932e000102"}, "more""#, None),
    ] {
        let date = format!(r#"{{"@object": "java.util.Date", "data": [{data}]}}"#);
        let encoded = encoded(&date);
        let noted: Vec<String> = encoded.noted.iter().map(ToString::to_string).collect();
        let told = bytes.map(|bytes| format!(
            "$.contents[0].data: a java.util.Date reads 8 bytes of primitive data here, and there \
             are {bytes}: a JVM refuses it"
        ));
        assert_eq!(noted, Vec::from_iter(told), "{data}");
        let read = edits.read_stream("date", &encoded.stream);
        assert_eq!(
            read.contains("Exception"),
            bytes.is_some(),
            "{data}: {read}"
        );
    }
    edits.driver.succeed();
}

/// Behind fields that are all there is.
#[test]
fn data_that_no_jvm_reads_are_noted() {
    let mut edits = Edits::start();
    for (name, class) in [
        ("vector", "java.util.Vector"),
        ("stack", "java.util.Vector"),
        ("bits", "java.util.BitSet"),
        ("integer", "java.math.BigInteger"),
        ("decimal", "java.math.BigInteger"),
        ("guarded", "java.util.Collections$SynchronizedCollection"),
        ("guardedmap", "java.util.Collections$SynchronizedMap"),
        ("priority", "java.util.concurrent.PriorityBlockingQueue"),
    ] {
        let stream = edits.streams[name].clone();
        let (text, _) = super::decode(&stream, Layout::Compact);
        assert_eq!(Encoded::of(text.as_bytes()).unwrap().noted, []);
        let edited = text.replacen(r#""data":[]"#, r#""data":["more"]"#, 1);
        assert_ne!(edited, text);
        let encoded = Encoded::of(edited.as_bytes()).unwrap();
        let [noted] = &encoded.noted[..] else {
            panic!("{name}: {:?}", encoded.noted)
        };
        let words = format!("a {class} reads nothing of its \"data\"");
        assert!(noted.problem.starts_with(&words), "{noted}");
        let [read, unread] = [&stream, &encoded.stream].map(|it| edits.read_stream(name, it));
        assert_eq!(read, unread, "{name}");
    }
    edits.driver.succeed();
}

#[test]
fn counts_of_characters_that_do_not_fit_are_noted() {
    let mut edits = Edits::start();
    for name in ["builder", "buffer"] {
        let (text, _) = super::decode(&edits.streams[name].clone(), Layout::Compact);
        for (count, read) in [(4, "hola"), (2, "ho"), (0, ""), (40, ""), (-1, "")] {
            let mut value: Value = serde_json::from_str(&text).unwrap();
            let object = &mut value["contents"][0];
            let level = match object.get("levels") {
                Some(_) => &mut object["levels"][0],
                None => object,
            };
            match name {
                "buffer" => level["fields"]["count"] = json!(count),
                _ => level["data"][0]["@data"] = json!(format!("{count:08x}")),
            }
            let encoded = Encoded::of(value.to_string().as_bytes()).unwrap();
            let told = edits.read_stream(name, &encoded.stream);
            let is_right = told == "hola";
            assert_eq!(encoded.noted.is_empty(), is_right, "{count}: {told}");
            if let [noted] = &encoded.noted[..] {
                let refuses = noted.problem.ends_with("a JVM refuses it");
                assert_eq!(refuses, told.contains("Exception"), "{noted}: {told}");
            }
            assert!(
                told.contains("Exception") || told == read,
                "{count}: {told}"
            );
        }
    }
    edits.driver.succeed();
}

#[test]
fn elements_that_are_out_of_order_are_noted() {
    let mut edits = Edits::start();
    for (class, fields, lead, each) in [
        (
            "java.util.TreeMap",
            r#""fields": {"comparator": null},"#,
            "",
            r#", "1""#,
        ),
        ("java.util.TreeSet", "", "null, ", ""),
        (
            "java.util.concurrent.ConcurrentSkipListMap",
            r#""fields": {"comparator": null},"#,
            "",
            r#", "1""#,
        ),
    ] {
        let end = if class.contains("Skip") { ", null" } else { "" };
        for (keys, is_noted) in [
            (&["a", "b", "c"][..], false),
            (&["b", "a"], true),
            (&["a", "c", "b"], true),
            (&["a", "a"], true),
            (&["\u{FFFF}", "\u{10000}"], true),
            (&["\u{10000}", "\u{FFFF}"], false),
            (&["A", "a"], false),
        ] {
            let twice = keys == ["a", "a"];
            let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\"{each}")).collect();
            let keys = keys.join(", ");
            let map = format!(r#"{{"@object": "{class}", {fields} "data": [{lead}{keys}{end}]}}"#);
            let encoded = encoded(&map);
            let noted = encoded.noted;
            assert_eq!(noted.len(), usize::from(is_noted), "{map}: {noted:?}");
            // What is there twice is found, and a list with jumps may find what a tree does not.
            let is_lost = edits.read_stream("sorted", &encoded.stream) == "lost";
            assert!(is_noted || !is_lost, "{map}");
            let is_tree = !class.contains("Skip");
            assert!(is_lost || twice || !is_tree || !is_noted, "{map}");
        }
    }
    edits.driver.succeed();
}

/// What is noted of a value's type is what a JVM refuses.
#[test]
fn the_jvm_refuses_what_is_noted() {
    let mut edits = Edits::start();
    for (field, unfit) in [
        ("name", json!({"@array": "[I", "elements": []})),
        (
            "name",
            json!({"@object": "java.lang.Integer", "fields": {"value": 7}}),
        ),
        (
            "name",
            json!({"@enum": "java.util.concurrent.TimeUnit", "constant": "DAYS"}),
        ),
        ("name", json!({"@class": "[I"})),
        ("bytes", json!("010203")),
        ("bytes", json!({"@array": "[I", "elements": []})),
    ] {
        let (text, _) = super::decode(&edits.streams["bean"], Layout::Lines);
        let mut value: Value = serde_json::from_str(&text).unwrap();
        let fields = &mut value["contents"][0]["fields"];
        fields[field] = unfit.clone();
        fields["same"] = unfit;
        // The name was what the other field refers to, and the class of an array may be new.
        let encoded = Encoded::of(value.to_string().as_bytes()).unwrap();
        let paths: Vec<&str> = encoded
            .noted
            .iter()
            .map(|noted| noted.path.as_str())
            .collect();
        assert_eq!(paths, [format!("$.contents[0].fields.{field}")]);
        let read = edits.read_stream("bean", &encoded.stream);
        assert!(read.starts_with("java.lang.ClassCastException"), "{read}");
    }
    edits.driver.succeed();
}
