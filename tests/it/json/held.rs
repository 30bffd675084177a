//! Collections that keep their elements in an array in a field: what other fields tell of it is
//! mended, marked where it did not fit, or refused.

use javawire::inspect::json::{self, Encoded, Layout};
use serde_json::{Value, json};

use super::comes_back;
use super::edits::Edits;
use crate::support::sample;

/// Of each class its array, and what tells of it.
const VECTOR: (&str, &[&str]) = ("elementData", &["elementCount"]);
pub(super) const RING: (&str, &[&str]) = ("items", &["count", "takeIndex", "putIndex"]);

fn held(name: &str) -> (&'static str, &'static [&'static str]) {
    if name.starts_with("ring") {
        RING
    } else {
        VECTOR
    }
}

pub(super) fn decoded(stream: &[u8]) -> Value {
    let (text, error) = super::decode(stream, Layout::Compact);
    assert_eq!(error, None);
    serde_json::from_str(&text).unwrap()
}

/// The first object, or its topmost level.
pub(super) fn level(value: &mut Value) -> &mut Value {
    let object = &mut value["contents"][0];
    match object.get("levels") {
        Some(_) => &mut object["levels"][0],
        None => object,
    }
}

fn elements<'v>(name: &str, value: &'v mut Value) -> &'v mut Vec<Value> {
    let array = &mut level(value)["fields"][held(name).0];
    array["elements"].as_array_mut().unwrap()
}

pub(super) fn encoded(value: &Value) -> Result<Encoded, String> {
    Encoded::of(value.to_string().as_bytes()).map_err(|error| error.to_string())
}

/// Whether null stands behind the elements of a list, as it told them, and another behind that.
fn nulls_of_list(held: (&str, &[&str]), fields: &Value, array: &[Value]) -> bool {
    let count = match held {
        VECTOR => fields["elementCount"].as_u64().unwrap() as usize,
        _ => return false,
    };
    let Some(last) = array.iter().rposition(|element| !element.is_null()) else {
        return false;
    };
    let before = array[..last].iter().rposition(Value::is_null);
    before.is_some_and(|null| null >= count)
}

/// What a list prints of its elements.
fn printed<'e>(elements: impl IntoIterator<Item = &'e Value>) -> String {
    let elements: Vec<&str> = elements
        .into_iter()
        .map(|element| {
            let text = element.get("@string").unwrap_or(element);
            text.as_str().unwrap_or("null")
        })
        .collect();
    format!("[{}]", elements.join(", "))
}

/// What the JVM reads of a collection.
pub(super) fn read(edits: &mut Edits, name: &str, stream: &[u8]) -> String {
    let read = edits.read_stream(name, stream);
    match read.rsplit_once(' ') {
        Some((list, "true" | "false")) => list.to_owned(),
        _ => read,
    }
}

/// Whatever a JVM writes comes back, whole, cut off and with any byte changed, and is marked only
/// where null at the end is an element.
#[test]
fn what_a_jvm_writes_comes_back() {
    let edits = Edits::of("HeldElements");
    let (mut marked, mut wrapped) = (0, 0);
    for (name, stream) in &edits.streams {
        comes_back(stream, Layout::Lines).unwrap();
        if name.ends_with('7') || name == "nested" {
            for at in sample(0..stream.len(), 5) {
                comes_back(&stream[..at], Layout::Compact).unwrap();
                for byte in [0, 1, b'p', b'q', b'x', stream[at] ^ 1] {
                    let mut changed = stream.clone();
                    changed[at] = byte;
                    let (text, _) = super::decode(&changed, Layout::Compact);
                    assert_eq!(json::encode(text.as_bytes()).unwrap(), changed, "{text}");
                }
            }
        }
        if name == "nested" {
            continue;
        }
        let mut value = decoded(stream);
        let is_marked = level(&mut value).get("mend").is_some();
        let fields = level(&mut value)["fields"].clone();
        let end = match held(name) {
            VECTOR => fields["elementCount"].as_u64().unwrap(),
            _ => 0,
        };
        let elements = elements(name, &mut value);
        let ends_with_null = end
            .checked_sub(1)
            .is_some_and(|last| elements[last as usize].is_null());
        assert_eq!(is_marked, ends_with_null, "{name}: {value}");
        marked += usize::from(is_marked);
        wrapped += usize::from(fields["takeIndex"].as_u64() > fields["putIndex"].as_u64());
    }
    assert!(marked > 10 && wrapped > 5, "{marked}, {wrapped}");
    edits.driver.succeed();
}

/// Whatever is done to the elements: it is refused, or a JVM reads those that stand in the array,
/// in its order.
#[test]
fn a_jvm_reads_the_elements_that_were_edited() {
    let mut edits = Edits::of("HeldElements");
    let (mut mended, mut refused) = (0, 0);
    for (name, stream) in edits.streams.clone() {
        if name == "nested" {
            continue;
        }
        let length = elements(&name, &mut decoded(&stream)).len();
        for at in 0..=length {
            for edit in ["remove", "insert", "null", "set", "empty"] {
                let mut value = decoded(&stream);
                if name.starts_with("own") {
                    // It refers to what an edit may remove.
                    value["contents"][0]["levels"][1]["fields"]["twice"] = Value::Null;
                }
                let array = elements(&name, &mut value);
                match edit {
                    "insert" => array.insert(at, json!("new")),
                    "empty" => array.fill(Value::Null),
                    _ if at == length => continue,
                    "remove" => drop(array.remove(at)),
                    "null" => array[at] = Value::Null,
                    _ => array[at] = json!("new"),
                }
                let array = array.clone();
                let case = format!("{name} {edit} {at}: {value}");
                let encoded = match encoded(&value) {
                    Ok(encoded) => encoded,
                    Err(error) => {
                        assert!(error.contains(".fields.items: "), "{case}\n{error}");
                        refused += 1;
                        continue;
                    }
                };
                let read = read(&mut edits, &name, &encoded.stream);
                let level = level(&mut value);
                let fields = &level["fields"];
                if level.get("mend").is_some() {
                    // As it stands; what a JVM cannot read is told.
                    let count = fields["elementCount"].as_u64().unwrap() as usize;
                    let is_lost = array.iter().skip(count).any(|element| !element.is_null());
                    assert_eq!(encoded.mended, []);
                    assert_eq!(
                        encoded.noted.is_empty(),
                        count <= array.len() && !is_lost,
                        "{case}"
                    );
                    if encoded.noted.is_empty() {
                        assert_eq!(read, printed(&array[..count]), "{case}");
                    }
                    continue;
                }
                let become_elements = nulls_of_list(held(&name), fields, &array);
                assert_eq!(encoded.noted.len(), usize::from(become_elements), "{case}");
                mended += encoded.mended.len();
                let expected = match held(&name) {
                    VECTOR => {
                        let last = array.iter().rposition(|element| !element.is_null());
                        printed(array.iter().take(last.map_or(0, |last| last + 1)))
                    }
                    // A ring that still fits begins where it says.
                    _ => {
                        let start = match encoded.mended.is_empty() {
                            true => fields["takeIndex"].as_u64().unwrap() as usize,
                            false => 0,
                        };
                        let (behind, before) = array.split_at(start);
                        printed(
                            before
                                .iter()
                                .chain(behind)
                                .filter(|element| !element.is_null()),
                        )
                    }
                };
                assert_eq!(read, expected, "{case}");
            }
        }
    }
    assert!(mended > 1000 && refused > 100, "{mended}, {refused}");
    edits.driver.succeed();
}

#[test]
fn what_was_mended_is_told_by_its_field() {
    let mut edits = Edits::start();
    let mut told = |name: &str, change: fn(&mut Vec<Value>)| {
        let mut value = decoded(&edits.streams[name]);
        change(elements(name, &mut value));
        let encoded = encoded(&value).unwrap();
        let mended: Vec<String> = encoded.mended.iter().map(ToString::to_string).collect();
        (mended.join("\n"), read(&mut edits, name, &encoded.stream))
    };
    let push = |array: &mut Vec<Value>| array.push(json!("four"));
    let four = "[one, two, three, four]".to_owned();
    let mended = "$.contents[0]: elementCount changed from 3 to 4".to_owned();
    assert_eq!(told("vector", push), (mended, four.clone()));
    let set = |array: &mut Vec<Value>| array[3] = json!("four");
    let mended = "$.contents[0]: elementCount changed from 3 to 4".to_owned();
    assert_eq!(told("stack", set), (mended, four.clone()));
    let mended = "$.contents[0]: count changed from 3 to 4".to_owned();
    assert_eq!(told("ring", set), (mended, four));
    let behind = |array: &mut Vec<Value>| array[4] = json!("four");
    let mended = "$.contents[0]: elementCount changed from 3 to 5".to_owned();
    let read_so = "[one, two, three, null, four]".to_owned();
    assert_eq!(told("stack", behind), (mended, read_so));
    let remove = |array: &mut Vec<Value>| drop(array.remove(1));
    let mended = "$.contents[0]: count changed from 3 to 2".to_owned();
    assert_eq!(told("ring", remove), (mended, "[one, three]".to_owned()));
    let turn = |array: &mut Vec<Value>| array.rotate_right(1);
    let mended = "$.contents[0]: takeIndex changed from 0 to 1".to_owned();
    assert_eq!(told("ring", turn), (mended, "[one, two, three]".to_owned()));

    // A map of the JDK has keys and values one behind the other.
    let mut map = decoded(&edits.streams["fixedmap"]);
    let data = map["contents"][0]["data"].as_array_mut().unwrap();
    data.extend([json!("third"), json!("3")]);
    assert_eq!(
        encoded(&map).unwrap().mended[0].to_string(),
        "$.contents[0]: the number of objects in \"data\" changed from 2 to 4"
    );
    edits.driver.succeed();
}

#[test]
fn new_ones_need_not_tell() {
    let mut edits = Edits::start();
    let array = json!({"@array": "[Ljava.lang.Object;", "elements": ["a", null, "b"]});
    let fields = json!({"capacityIncrement": 0, "elementData": array});
    for new in [
        json!({"@object": "java.util.Vector", "fields": fields, "data": []}),
        json!({"@object": "java.util.Stack", "fields": fields, "data": []}),
    ] {
        let value = json!({"javawire": 1, "contents": [new]});
        let encoded = encoded(&value).unwrap();
        assert_eq!(
            encoded.mended[0].to_string(),
            "$.contents[0]: elementCount was missing and is 3"
        );
        assert_eq!(read(&mut edits, "new", &encoded.stream), "[a, null, b]");
    }
    let mut ring = decoded(&edits.streams["ring"]);
    let fields = level(&mut ring)["fields"].as_object_mut().unwrap();
    RING.1.iter().for_each(|name| drop(fields.remove(*name)));
    let stream = encoded(&ring).unwrap().stream;
    assert_eq!(stream, edits.streams["ring"]);
    edits.driver.succeed();
}

/// Numbers that no JVM writes, and an array that stands elsewhere: both stay.
#[test]
fn what_did_not_fit_in_the_stream_stays_so() {
    let edits = Edits::start();
    for (name, field, told) in [
        ("vector", "elementCount", 2),
        ("vector", "elementCount", 4),
        ("vector", "elementCount", -1),
        ("stack", "elementCount", 0),
        ("ring", "count", 2),
        ("ring", "takeIndex", 1),
        ("ring", "putIndex", 9),
    ] {
        let mut value = decoded(&edits.streams[name]);
        level(&mut value)["fields"][field] = json!(told);
        level(&mut value)["mend"] = json!(false);
        let odd = encoded(&value).unwrap();
        assert_eq!(odd.mended, []);
        assert_ne!(odd.stream, edits.streams[name]);
        comes_back(&odd.stream, Layout::Compact).unwrap();
        assert_eq!(decoded(&odd.stream), value);
        // A JVM refuses it, or reads less.
        assert_eq!(odd.noted.len(), 1, "{name}");
        let told = odd.noted[0].to_string();
        assert!(
            told.contains("mend: what ") && told.contains(" does not fit "),
            "{told}"
        );
        // Without the mark it is as it was.
        level(&mut value).as_object_mut().unwrap().remove("mend");
        assert_eq!(encoded(&value).unwrap().stream, edits.streams[name]);
    }
    let array = json!({"@array": "[Ljava.lang.Object;", "@id": 1, "elements": ["a", null]});
    let fields = json!({"capacityIncrement": 0, "elementCount": 1, "elementData": {"@ref": 1}});
    let shared = |mend: Value| {
        let mut vector = json!({"@object": "java.util.Vector", "fields": fields, "data": []});
        if !mend.is_null() {
            vector["mend"] = mend;
        }
        json!({"javawire": 1, "contents": [array, vector]})
    };
    let stream = encoded(&shared(json!(false))).unwrap();
    assert_eq!((stream.noted, stream.mended), (vec![], vec![]));
    comes_back(&stream.stream, Layout::Compact).unwrap();
    let again = decoded(&stream.stream);
    assert_eq!(again["contents"][1]["mend"], json!(false));
    let error = encoded(&shared(Value::Null)).unwrap_err();
    assert!(
        error.starts_with("$.contents[1].fields.elementData: the elements of a java.util.Vector"),
        "{error}"
    );
    // What is referred to later is counted where it stands.
    let first = json!({"@object": "java.util.Vector", "fields": {
        "capacityIncrement": 0, "elementCount": 1, "elementData": array}, "data": []});
    let value = json!({"javawire": 1, "contents": [first, {"@ref": 1}]});
    let stream = encoded(&value).unwrap().stream;
    comes_back(&stream, Layout::Compact).unwrap();
    assert_eq!(decoded(&stream)["contents"][0].get("mend"), None);
}

/// Also where the array stands in "more".
#[test]
fn deep_ones_are_mended() {
    let vector = |element: &str| {
        let array =
            format!(r#"{{"@array": "[Ljava.lang.Object;", "elements": [{element}, null]}}"#);
        format!(
            r#"{{"@object": "java.util.Vector", "fields": {{"capacityIncrement": 0,
                "elementCount": 1, "elementData": {array}}}, "data": []}}"#
        )
    };
    let nested = (0..60).fold("\"a\"".to_owned(), |inner, _| vector(&inner));
    let text = format!(r#"{{"javawire": 1, "contents": [{nested}]}}"#);
    let stream = json::encode(text.as_bytes()).unwrap();
    comes_back(&stream, Layout::Compact).unwrap();
    let (text, _) = super::decode(&stream, Layout::Compact);
    assert!(text.contains("\"@more\"") && !text.contains("\"mend\""));
    let edited = text.replace("\"elementCount\":1", "\"elementCount\":2");
    let encoded = Encoded::of(edited.as_bytes()).unwrap();
    assert_eq!(encoded.mended.len() + encoded.more_mended, 60);
    assert_eq!(encoded.stream, stream);
}
