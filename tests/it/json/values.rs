//! Numbers and names, as they stand in JSON: what Java has of them.

use javawire::inspect::json::{self, Layout};

use super::refused::{BEAN, changed, refusal};

/// As jq 1.6, Python and JavaScript print 9007199254740993, 2^53 and the greatest long once
/// they have been doubles.
#[test]
fn integers_that_a_tool_has_rounded() {
    let long = BEAN.replace(r#""type": "I""#, r#""type": "J""#);
    for number in [
        "9007199254740992",
        "-9007199254740992",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854776000",
        "9223372036854775808",
        "9.223372036854776e+18",
        "1e19",
    ] {
        let error = refusal(&long.replace(r#""n": 1"#, &format!(r#""n": {number}"#)));
        let problem = format!("$.contents[0].fields.n: {number} reaches 2^53");
        assert!(error.starts_with(&problem), "{error}");
        assert!(
            changed(r#""suid": 1,"#, &format!(r#""suid": {number},"#)).contains("reaches 2^53")
        );
        let array = format!(
            r#"{{"@array": {{"name": "[J", "suid": 1, "flags": 2, "fields": []}}, "elements": [{number}]}}"#
        );
        assert!(refusal(&array).contains("elements[0]: "));
    }
    for number in [
        r#""9007199254740993""#,
        "9007199254740991",
        "1e3",
        "-0",
        "5.0",
    ] {
        let text = long.replace(r#""n": 1"#, &format!(r#""n": {number}"#));
        let text = format!(r#"{{"javawire": 1, "contents": [{text}]}}"#);
        assert!(json::encode(text.as_bytes()).is_ok(), "{number}");
    }
}

/// They are JSON, and no number that Java has.
#[test]
fn numbers_that_are_too_large() {
    let far = ["1e400", "-1e400", "1e39", "9223372036854775808"];
    let of_type = |code: &str, number: &str| {
        let bean = BEAN.replace(r#""type": "I""#, &format!(r#""type": "{code}""#));
        let text = bean.replace(r#""n": 1"#, &format!(r#""n": {number}"#));
        let text = format!(r#"{{"javawire": 1, "contents": [{text}]}}"#);
        json::encode(text.as_bytes()).map_err(|error| error.to_string())
    };
    for (code, name, too_large) in [("D", "double", &far[..2]), ("F", "float", &far[..3])] {
        for number in far {
            match of_type(code, number) {
                Ok(_) => assert!(!too_large.contains(&number), "{code} {number}"),
                Err(error) => {
                    assert!(too_large.contains(&number), "{code} {number}: {error}");
                    let problem = format!(
                        "$.contents[0].fields.n: {number} is more than a {name} can hold; \
                         \"Infinity\" and \"-Infinity\" are strings"
                    );
                    assert_eq!(error, problem);
                }
            }
        }
    }
    for number in far {
        for (code, problem) in [
            (
                "I",
                format!("expected an int (-2147483648 to 2147483647), found {number}"),
            ),
            (
                "B",
                format!("expected a byte (-128 to 127), found {number}"),
            ),
            (
                "Z",
                format!("expected true, false or a number (0 to 255), found {number}"),
            ),
            ("J", format!("{number} reaches 2^53")),
        ] {
            let error = of_type(code, number).unwrap_err();
            let problem = format!("$.contents[0].fields.n: {problem}");
            assert!(error.starts_with(&problem), "{code}: {error}");
        }
    }
    assert_eq!(
        refusal("1e400"),
        "$.contents[0]: expected an object, a string or null (primitive data stand in @data), \
         found 1e400"
    );
    let error = json::encode(br#"{"javawire": 1e400, "contents": []}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.javawire: expected version 1, found 1e400"
    );
}

/// A decimal number just below the middle of two floats, which is the middle as a double, and
/// an integer just above one.
#[test]
fn floats_are_rounded_once() {
    for (number, bits) in [
        ("1.00000017881393432617187499", 0x3F80_0001_u32),
        ("18014399583223809", 0x5A80_0001),
        ("-18014399583223809", 0xDA80_0001),
        ("16777217", 0x4B80_0000),
        ("1e-60", 0),
        ("3.4028235e38", 0x7F7F_FFFF),
    ] {
        let text = format!(
            r#"{{"javawire": 1.0, "contents": [{{"@array": "[F", "elements": [{number}]}}]}}"#
        );
        let stream = json::encode(text.as_bytes()).unwrap();
        assert!(
            stream.ends_with(&bits.to_be_bytes()),
            "{number}: {stream:02X?}"
        );
    }
}

/// Names that are no text: half a surrogate pair, another form of a character.
#[test]
fn names_by_their_bytes_come_back() {
    let text = r#"{"javawire": 1, "contents": [
        {"@object": {"name": {"@mutf8": "61eda080"}, "suid": 1, "flags": 2, "fields": [
            {"name": {"@mutf8": "c1a1"}, "type": "I"}]}, "fields": [7]},
        {"@class": {"interfaces": [{"@mutf8": "c1a1"}]}}]}"#;
    let stream = json::encode(text.as_bytes()).unwrap();
    for name in [
        &b"r\0\x04a\xED\xA0\x80"[..],
        b"I\0\x02\xC1\xA1",
        b"\0\0\0\x01\0\x02\xC1\xA1",
    ] {
        assert!(
            stream.windows(name.len()).any(|bytes| bytes == name),
            "{name:02X?}"
        );
    }
    let (again, error) = super::decode(&stream, Layout::Lines);
    assert_eq!((error, again.matches("@mutf8").count()), (None, 3));
    assert_eq!(json::encode(again.as_bytes()).unwrap(), stream);
}
