//! What is changed in the JSON is what the JVM reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use javawire::inspect::json::{self, Layout};
use serde_json::{Value, json};

use super::support::java::java_class;
use super::support::program::Program;

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

struct Edits {
    driver: Program,
    streams: BTreeMap<String, Vec<u8>>,
}

impl Edits {
    fn start() -> Self {
        let driver = Program::start("Edited", java_class("drivers.Edited"));
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
    fn read(&mut self, name: &str, change: impl FnOnce(&mut Value)) -> String {
        let (text, error) = super::decode(&self.streams[name], Layout::Lines);
        assert_eq!(error, None);
        let mut value: Value = serde_json::from_str(&text).unwrap();
        change(&mut value["contents"][0]);
        let stream = match json::encode(value.to_string().as_bytes()) {
            Ok(stream) => stream,
            Err(error) => panic!("{error}\n{value:#}"),
        };
        self.driver.send(format!("{name}\t{}\n", hex(&stream)));
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
