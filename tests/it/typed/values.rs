//! Values of the JDK: read as what a JVM says that they are, and written in its bytes.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::process::Stdio;

use javawire::DataInput;
use javawire::typed::codec::{self, Codec};
use javawire::typed::{
    Currency, Date, Decimal, Duration, Instant, Integer, LocalDate, LocalTime, Locale, Period,
    ReadJava, Uri, Uuid, WriteJava, ZonedDateTime, constants, from_slice, to_vec,
};

use super::verdicts::By;
use crate::support::java::java_class;

/// A value as a JVM wrote it.
pub struct Value {
    pub name: String,
    pub stream: Vec<u8>,
    /// What it says of itself.
    pub told: String,
}

/// All values that the driver writes.
pub fn values() -> Vec<Value> {
    let output = java_class("Collected").arg("write").output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut rest = output.stdout.as_slice();
    let mut all = Vec::new();
    while !rest.is_empty() {
        let name = rest.read_utf().unwrap().to_string();
        let length = usize::try_from(rest.read_int().unwrap()).unwrap();
        let (stream, behind) = rest.split_at(length);
        rest = behind;
        let told = rest.read_utf().unwrap().to_string();
        all.push(Value {
            name,
            stream: stream.to_vec(),
            told,
        });
    }
    all
}

/// A list in Java's words.
fn list(elements: &[String]) -> String {
    format!("[{}]", elements.join(", "))
}

fn map(entries: &[(String, i32)]) -> String {
    entries
        .iter()
        .map(|(key, value)| format!("{key}={value} "))
        .collect()
}

fn by<T, C: Codec<T>>(value: &T) -> Vec<u8> {
    to_vec(&By::<T, C>(value, std::marker::PhantomData)).unwrap()
}

#[test]
fn collections_are_read_and_written_as_a_jvm_has_them() {
    let mut count = 0;
    for Value { name, stream, told } in values() {
        let (kind, class) = name.split_once(' ').unwrap_or((&name, ""));
        let class = class.split(' ').next().unwrap_or_default();
        match kind {
            "list" => {
                let read: Vec<String> = from_slice(&stream).unwrap();
                assert_eq!(list(&read), told, "{name}");
                let written = match class {
                    "ArrayList" => to_vec(&read).unwrap(),
                    "LinkedList" => by::<_, codec::LinkedList>(&read),
                    "Vector" => by::<_, codec::Vector>(&read),
                    "Stack" => by::<_, codec::Stack>(&read),
                    "ArrayDeque" => by::<_, codec::ArrayDeque>(&read),
                    "CopyOnWriteArrayList" => by::<_, codec::CopyOnWriteArrayList>(&read),
                    _ => continue,
                };
                assert_eq!(written, stream, "{name}");
            }
            "set" => {
                let read: Vec<String> = from_slice(&stream).unwrap();
                if class != "newSetFromMap" {
                    assert_eq!(list(&read), told, "{name}");
                }
                let written = match class {
                    // A HashSet of Rust's would not know the order within a bin.
                    "HashSet" => by::<_, codec::HashSet>(&read),
                    "LinkedHashSet" => by::<_, codec::LinkedHashSet>(&read),
                    "TreeSet" if !name.contains("reversed") => {
                        let set: std::collections::BTreeSet<String> = from_slice(&stream).unwrap();
                        to_vec(&set).unwrap()
                    }
                    _ => continue,
                };
                assert_eq!(written, stream, "{name}");
            }
            "map" => {
                let read: Vec<(String, i32)> = from_slice(&stream).unwrap();
                if class != "Hashtable" && class != "IdentityHashMap" {
                    assert_eq!(map(&read), told, "{name}");
                }
                let hashed: HashMap<String, i32> = from_slice(&stream).unwrap();
                assert_eq!(hashed.len(), read.len());
                let written = match class {
                    "HashMap" => by::<_, codec::HashMap>(&read),
                    "LinkedHashMap" => to_vec(&read).unwrap(),
                    "TreeMap" => {
                        let sorted: BTreeMap<String, i32> = from_slice(&stream).unwrap();
                        to_vec(&sorted).unwrap()
                    }
                    _ => continue,
                };
                assert_eq!(written, stream, "{name}");
            }
            _ => continue,
        }
        count += 1;
    }
    assert_eq!(count, 36);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Colour {
    Red,
    Green,
    Blue,
}
constants! { Colour = "Collected$Colour" { Red, Green, Blue } }

#[test]
fn values_are_read_and_written_as_a_jvm_has_them() {
    fn same<T: ReadJava + WriteJava>(value: &Value, told: impl Fn(&T) -> String) {
        let read: T =
            from_slice(&value.stream).unwrap_or_else(|error| panic!("{}: {error}", value.name));
        assert_eq!(told(&read), value.told, "{}", value.name);
        assert_eq!(to_vec(&read).unwrap(), value.stream, "{}", value.name);
    }
    let mut count = 0;
    for value in values() {
        match value.name.split(' ').next().unwrap() {
            "colours" => {
                let read: Vec<Colour> = from_slice(&value.stream).unwrap();
                assert_eq!(read, [Colour::Red, Colour::Blue]);
            }
            "counts" => {
                let read: Vec<(Colour, i32)> = from_slice(&value.stream).unwrap();
                assert_eq!(read, [(Colour::Red, 1), (Colour::Green, 2)]);
            }
            "int" => same::<i32>(&value, ToString::to_string),
            "long" => same::<i64>(&value, ToString::to_string),
            "date" => same::<Date>(&value, |_| value.told.clone()),
            "uuid" => same::<Uuid>(&value, ToString::to_string),
            "decimal" => {
                same::<Decimal>(&value, ToString::to_string);
                let read: Decimal = from_slice(&value.stream).unwrap();
                assert_eq!(value.told.parse::<Decimal>().unwrap(), read);
            }
            "integer" => {
                same::<Integer>(&value, ToString::to_string);
                let read: Integer = from_slice(&value.stream).unwrap();
                assert_eq!(value.told.parse::<Integer>().unwrap(), read);
            }
            "uri" => same::<Uri>(&value, ToString::to_string),
            "currency" => same::<Currency>(&value, ToString::to_string),
            "locale" => same::<Locale>(&value, |it| format!("{}_{}", it.language, it.country)),
            // Each part that is not there is one text in all of them, and so is a part in several.
            "locales" => same::<Vec<Locale>>(&value, |_| value.told.clone()),
            "instant" => same::<Instant>(&value, |_| value.told.clone()),
            "localdate" => same::<LocalDate>(&value, |_| value.told.clone()),
            "localtime" => same::<LocalTime>(&value, |_| value.told.clone()),
            "zoned" => same::<ZonedDateTime>(&value, |_| value.told.clone()),
            "duration" => same::<Duration>(&value, |_| value.told.clone()),
            "period" => same::<Period>(&value, |_| value.told.clone()),
            _ => continue,
        }
        count += 1;
    }
    assert_eq!(count, 40);
}

/// What Rust writes, a JVM reads.
#[test]
fn a_jvm_reads_every_class_of_collections() {
    let texts = |count: usize| -> Vec<String> {
        (0..count)
            .map(|number| format!("number {number}"))
            .collect()
    };
    let mut streams = Vec::new();
    let mut lines = Vec::new();
    for count in [0, 1, 12, 13, 200] {
        let all = texts(count);
        let told = list(&all);
        let lists = [
            ("java.util.LinkedList", by::<_, codec::LinkedList>(&all)),
            ("java.util.Vector", by::<_, codec::Vector>(&all)),
            ("java.util.Stack", by::<_, codec::Stack>(&all)),
            ("java.util.ArrayDeque", by::<_, codec::ArrayDeque>(&all)),
            (
                "java.util.concurrent.CopyOnWriteArrayList",
                by::<_, codec::CopyOnWriteArrayList>(&all),
            ),
            (
                "java.util.LinkedHashSet",
                by::<_, codec::LinkedHashSet>(&all),
            ),
        ];
        for (class, stream) in lists {
            streams.push(stream);
            lines.push(format!("{class} {told}"));
        }
        let entries: Vec<(String, i32)> = all.iter().map(|text| (text.clone(), 7)).collect();
        let sorted: BTreeMap<String, i32> = entries.iter().cloned().collect();
        let in_order: Vec<(String, i32)> = sorted.clone().into_iter().collect();
        streams.push(to_vec(&sorted).unwrap());
        lines.push(format!("java.util.TreeMap {}", map(&in_order)));
        streams.push(to_vec(&entries).unwrap());
        lines.push(format!("java.util.LinkedHashMap {}", map(&entries)));
        for (class, stream) in [
            ("java.util.Hashtable", by::<_, codec::Hashtable>(&entries)),
            (
                "java.util.concurrent.ConcurrentHashMap",
                by::<_, codec::ConcurrentHashMap>(&entries),
            ),
            ("java.util.HashMap", by::<_, codec::HashMap>(&entries)),
        ] {
            streams.push(stream);
            lines.push(class.to_owned());
        }
    }
    let mut child = java_class("Collected")
        .arg("read")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let count = u32::try_from(streams.len()).unwrap();
    input.write_all(&count.to_be_bytes()).unwrap();
    for stream in &streams {
        input.write_all(stream).unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap();
    let printed: Vec<&str> = printed.lines().collect();
    assert_eq!(printed.len(), lines.len());
    for (printed, expected) in printed.iter().zip(&lines) {
        match expected.contains(' ') {
            true => assert_eq!(printed, expected),
            // Its order is Java's own.
            false => assert!(printed.starts_with(&format!("{expected} ")), "{printed}"),
        }
    }
}
