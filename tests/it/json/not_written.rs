//! Classes whose `writeObject` has not written their fields: what says so, and what contradicts it.

use javawire::inspect::json::{self, Decoder, Layout};

use super::refused::refusal;

/// An object of a class with a `writeObject`: its fields and the rest of its entries.
fn written_otherwise(fields: &str, entries: &str) -> String {
    format!(
        r#"{{"@object": {{"name": "a.Own", "suid": 1, "flags": 3, "fields": [{fields}]}}, {entries}}}"#
    )
}

const NUMBER: &str = r#"{"name": "n", "type": "I"}"#;
const TEXT: &str = r#"{"name": "who", "type": "Ljava/lang/String;"}"#;

#[test]
fn fields_that_are_written_and_are_not() {
    let both = format!("{NUMBER}, {TEXT}");
    for (fields, values) in [
        (NUMBER, r#"{"n": 1}"#),
        (TEXT, r#"{"who": null}"#),
        (both.as_str(), r#"{"n": 1, "who": "x"}"#),
        (both.as_str(), r#"[1, "x"]"#),
    ] {
        let entries = format!(r#""fields": {values}, "fieldsWritten": false, "data": []"#);
        assert_eq!(
            refusal(&written_otherwise(fields, &entries)),
            "$.contents[0].fields: the class is said not to have written its fields \
             (\"fieldsWritten\": false), and here are all of them: what it wrote is in \"data\""
        );
    }
}

/// Of such classes, also of those that have no fields, `decode` gives what is not refused.
#[test]
fn fields_that_are_not_written_come_back() {
    let both = format!("{NUMBER}, {TEXT}");
    let two = format!("{TEXT}, {}", TEXT.replace("who", "why"));
    for (fields, values) in [
        ("", ""),
        (NUMBER, ""),
        (TEXT, ""),
        (both.as_str(), ""),
        // The first of two is.
        (two.as_str(), r#""fields": {"who": "x"},"#),
    ] {
        for data in ["", r#"{"@data": "0102"}"#, r#"{"@data": "01"}, "x", null"#] {
            let entries = format!(r#"{values} "fieldsWritten": false, "data": [{data}]"#);
            let object = written_otherwise(fields, &entries);
            let text = format!(r#"{{"javawire": 1, "contents": [{object}, "behind"]}}"#);
            let stream = json::encode(text.as_bytes()).unwrap();
            let is_told = values.is_empty();
            let mut decoder = Decoder::with(&stream, Layout::Compact, || match is_told {
                true => Decoder::parser(&stream).with_fields_not_written("a.Own"),
                false => Decoder::parser(&stream),
            });
            let mut decoded = Vec::new();
            while let Some(piece) = decoder.piece() {
                decoded.extend_from_slice(piece);
            }
            let decoded = String::from_utf8(decoded).unwrap();
            assert!(decoder.error().is_none(), "{decoded}");
            assert!(decoded.contains(r#""behind""#), "{decoded}");
            let says_so = decoded.contains(r#""fieldsWritten":false"#);
            assert!(says_so || fields.is_empty(), "{decoded}");
            assert_eq!(
                json::encode(decoded.as_bytes()).unwrap(),
                stream,
                "{decoded}"
            );
        }
    }
}
