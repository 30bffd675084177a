//! A bad edit is refused, with its path and what was expected.

use javawire::inspect::json;

pub(super) const BEAN: &str = r#"{"@object": {"name": "a.Bean", "suid": 1, "flags": 2, "fields": [
    {"name": "n", "type": "I"}, {"name": "who", "type": "Ljava/lang/String;"}]},
    "fields": {"n": 1, "who": null}}"#;

/// The message for contents that are no stream.
pub(super) fn refusal(contents: &str) -> String {
    let text = format!(r#"{{"javawire": 1, "contents": [{contents}]}}"#);
    match json::encode(text.as_bytes()) {
        Ok(stream) => panic!("{contents} became {stream:02X?}"),
        Err(error) => error.to_string(),
    }
}

pub(super) fn changed(from: &str, to: &str) -> String {
    assert!(BEAN.contains(from), "{from}");
    refusal(&BEAN.replace(from, to))
}

#[test]
fn values_that_do_not_fit_their_field() {
    assert_eq!(
        changed(r#""n": 1"#, r#""n": 2147483648"#),
        "$.contents[0].fields.n: expected an int (-2147483648 to 2147483647), found 2147483648"
    );
    assert_eq!(
        changed(r#""n": 1"#, r#""n": "seven""#),
        "$.contents[0].fields.n: expected an int (-2147483648 to 2147483647), found \"seven\""
    );
    assert_eq!(
        changed(r#""who": null"#, r#""who": 7"#),
        "$.contents[0].fields.who: expected an object, a string or null, found 7"
    );
    assert_eq!(
        changed(r#""who": null"#, r#""who": {"@data": "00"}"#),
        "$.contents[0].fields.who: @data can not be the value of a field or an element"
    );
    let array = r#"{"@array": {"name": "[D", "suid": 1, "flags": 2, "fields": []}, "elements": "#;
    assert_eq!(
        refusal(&format!(r#"{array}[1, "many"]}}"#)),
        "$.contents[0].elements[1]: expected a double: a number, \"NaN\", \"Infinity\", \
         \"-Infinity\", \"-0.0\" or \"0x\" and 16 digits, found \"many\""
    );
    assert_eq!(
        refusal(&format!(r#"{array}[1, 2], "length": 5}}"#)),
        "$.contents[0].length: there are 2 elements; leave out \"length\""
    );
    for (hex, found) in [
        ("0x12", "\"x\" behind 1 digits"),
        ("zz", "\"z\" behind 0 digits"),
        ("00é", "\"é\" behind 2 digits"),
        ("123", "3 digits"),
    ] {
        assert_eq!(
            refusal(&format!(r#"{{"@data": "{hex}"}}"#)),
            format!(
                "$.contents[0].@data: expected bytes as hexadecimal digits, two a byte, found {found}"
            )
        );
    }
    assert!(refusal(r#"{"@mutf8": "ff"}"#).contains("not modified UTF-8"));
}

#[test]
fn keys_that_are_missing_or_unknown() {
    assert_eq!(
        changed(r#""n": 1, "#, ""),
        "$.contents[0].fields: the value of the field \"n\" is missing"
    );
    assert_eq!(
        changed(r#""n": 1, "#, r#""m": 1, "#),
        "$.contents[0].fields.m: a.Bean has no field \"m\", but n, who"
    );
    assert_eq!(
        changed(r#""who": null"#, r#""who": null, "why": null"#),
        "$.contents[0].fields.why: a.Bean has no field \"why\", but n, who"
    );
    assert_eq!(
        changed(r#""fields": {"n": 1, "who": null}"#, r#""field": {}"#),
        "$.contents[0].field: unknown key \"field\"; known here: @object, @id, fields, \
         fieldsWritten, data, levels, mend, @rest"
    );
    assert_eq!(
        changed(r#""who": null}}"#, r#""who": null}, "data": []}"#),
        "$.contents[0].data: its class has no writeObject: SC_WRITE_METHOD is not set in its flags"
    );
    assert_eq!(
        changed(r#""flags": 2"#, r#""flags": 3"#),
        "$.contents[0]: \"data\" is missing, though its class writes it; [] if nothing"
    );
    assert_eq!(
        changed(r#""type": "I""#, r#""type": "Q""#),
        "$.contents[0].@object.fields[0].type: expected a field's type: one of B C D F I J S Z, \
         L and a class, [ and a type, found \"Q\""
    );
    assert_eq!(
        changed(r#""suid": 1, "#, ""),
        "$.contents[0].@object: \"suid\" is missing"
    );
    assert!(
        refusal(r#"{"object": "a.Bean"}"#).starts_with("$.contents[0]: expected one of the keys")
    );
    assert!(refusal("[1]").starts_with("$.contents[0]: expected an object, a string or null"));
}

#[test]
fn references_to_what_is_not_there() {
    assert_eq!(
        refusal(r#"{"@ref": 3}"#),
        "$.contents[0].@ref: nothing before this has the @id 3: where an edit removed what had it, \
         put that back, or write the value here instead of the @ref"
    );
    assert_eq!(
        refusal(r#"{"@string": "a", "@id": 1}, {"@reset": true}, {"@ref": 1}"#),
        "$.contents[2].@ref: what has the @id 1 is forgotten here: there is a @reset, a @header \
         or an @exception between"
    );
    assert_eq!(
        refusal(r#"{"@string": "a", "@id": 1}, {"@string": "b", "@id": 1}"#),
        "$.contents[1].@id: something before this has the @id 1 already"
    );
    assert_eq!(
        refusal(r#"{"@object": "a.Bean"}"#),
        "$.contents[0].@object: no class \"a.Bean\" is described before this: describe it here, \
         as an object. Its description stands where the class was first used: where an edit \
         removed that, copy it from there"
    );
    assert_eq!(
        refusal(r#"{"@string": "a", "@id": 1}, {"@object": {"@ref": 1}}"#),
        "$.contents[1].@object.@ref: what has this @id is not a class descriptor"
    );
    assert_eq!(
        refusal(r#"{"@more": 1}"#),
        "$.contents[0].@more: \"more\" has no entry \"1\""
    );
}

#[test]
fn what_cannot_stand_where_it_stands() {
    assert_eq!(
        changed(r#""who": null"#, r#""who": {"@reset": true}"#),
        "$.contents[0].fields.who: @reset can not stand here"
    );
    assert_eq!(
        refusal(r#"{"@rest": {"bytes": "00"}}, "behind""#),
        "$.contents[1]: nothing can stand behind @rest"
    );
    let inside = r#"{"@array": {"name": "[La.B;", "suid": 1, "flags": 2, "fields": []},
        "elements": [{"@rest": {"bytes": ""}}, null], "length": 3}"#;
    assert_eq!(
        refusal(inside),
        "$.contents[0].elements[1]: nothing can stand here: what is before it cuts this off"
    );
}

#[test]
fn entries_of_more_stand_once() {
    let text = r#"{"javawire": 1, "contents": [{"@more": 1}], "more": {"1": {"@more": 1}}}"#;
    let error = json::encode(text.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.more[\"1\"].@more: the entry \"1\" of \"more\" stands elsewhere already"
    );
}

#[test]
fn the_whole_is_no_stream() {
    let refusal = |text: &str| json::encode(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        refusal(r#"{"contents": []}"#),
        "$: \"javawire\": 1 is missing"
    );
    assert_eq!(
        refusal(r#"{"javawire": 2}"#),
        "$.javawire: expected version 1, found 2"
    );
    let whole = r#"{"javawire": 1, "contents": []}"#;
    assert_eq!(
        refusal(&format!("{whole}\n  {whole}")),
        "$: not JSON: something stands behind the JSON (line 2, column 3)"
    );
    let utf_16: Vec<u8> = "\u{FEFF}{}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let error = json::encode(&utf_16).unwrap_err();
    assert_eq!(error.problem(), "not JSON: UTF-16 text; JSON is UTF-8");
    let error = json::encode(b"\xAC\xED\0\x05p").unwrap_err();
    assert!(
        error
            .problem()
            .starts_with("not JSON, but a stream of Java")
    );
    // A mark that some editors put first is no harm.
    assert!(json::encode(format!("\u{FEFF}{whole}").as_bytes()).is_ok());
}

/// What `decode --plain` prints, of one object or of many.
#[test]
fn a_plain_reading_is_refused_as_that() {
    for text in [
        "[]",
        "7",
        "\"hola\"\n",
        "[1, 2]\n[3]\n",
        r#"{"@class": "a.Bean", "id": 1}"#,
        "{\"a\": 1}\n{\"b\": 2}\n",
    ] {
        let error = json::encode(text.as_bytes()).unwrap_err();
        assert_eq!(error.path(), "$", "{text}");
        assert!(
            error.problem().contains("`decode --plain`"),
            "{text}: {error}"
        );
    }
}

/// Where it stops being JSON, and why.
#[test]
fn text_that_is_no_json() {
    let deep = "[".repeat(100_000);
    for (text, problem) in [
        ("", "expected a value, but the text ends (line 1, column 1)"),
        (
            "{",
            "expected a key in quotes, but the text ends (line 1, column 2)",
        ),
        ("{\n \"a\" 1}", "expected :, found '1' (line 2, column 6)"),
        (
            "{\"a\": 1,}",
            "expected a key in quotes, found '}' (line 1, column 9)",
        ),
        (
            "{\"a\": 1 2}",
            "expected , or }, found '2' (line 1, column 9)",
        ),
        ("[1,]", "expected a value, found ']' (line 1, column 4)"),
        ("[1}", "expected , or ], found '}' (line 1, column 3)"),
        ("[nul]", "expected a value, found 'n' (line 1, column 2)"),
        ("[01]", "a number that is none (line 1, column 2)"),
        ("[1.]", "a number that is none (line 1, column 2)"),
        ("[-]", "a number that is none (line 1, column 2)"),
        ("[\"a]", "a string that does not end (line 1, column 2)"),
        (
            "[\"é\t\"]",
            "a control character in a string, which must be escaped (line 1, column 4)",
        ),
        ("[\"\\x\"]", "invalid escape (line 1, column 4)"),
        (
            &deep,
            "brackets stand more than 10000 deep; move inner values to \"more\", as decode \
                 does (line 1, column 10001)",
        ),
    ] {
        let error = json::encode(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), format!("$: not JSON: {problem}"));
    }
    for half in ["\\ud800", "\\udc00", "\\ud800\\u0041"] {
        let error = json::encode(format!("[\"{half}\"]").as_bytes()).unwrap_err();
        assert!(
            error.to_string().contains("half a surrogate pair"),
            "{half}: {error}"
        );
    }
}

#[test]
fn keys_that_stand_twice() {
    assert_eq!(
        changed(r#""n": 1"#, r#""n": 1, "n": 2"#),
        "$.contents[0].fields.n: the key \"n\" stands here twice"
    );
    assert_eq!(
        changed(r#""n": 1"#, r#""n": 1, "\u006e": 2"#),
        "$.contents[0].fields.n: the key \"n\" stands here twice"
    );
    let many: Vec<String> = (0..100)
        .map(|number| format!("\"k{}\": 0", number % 99))
        .collect();
    let error = refusal(&format!("{{{}}}", many.join(", ")));
    assert_eq!(error, "$.contents[0].k0: the key \"k0\" stands here twice");
    let error = json::encode(br#"{"javawire": 1, "contents": [], "contents": ["x"]}"#).unwrap_err();
    assert_eq!(error.path(), "$.contents");
}

/// A reader refuses them at the class.
#[test]
fn constants_of_what_is_no_enum() {
    for flags in [0, 2] {
        let class = format!(
            r#"{{"@enum": {{"name": "a.Colour", "suid": 0, "flags": {flags}, "fields": []}}, "constant": "RED"}}"#
        );
        assert_eq!(
            refusal(&class),
            "$.contents[0].@enum: its class is no enum: SC_ENUM (16) is not set in its flags"
        );
    }
    assert!(
        refusal(r#"{"@class": "[I"}, {"@enum": "[I", "constant": "RED"}"#)
            .starts_with("$.contents[1].@enum: its class is no enum")
    );
    // As it was decoded: nothing of the constant has come.
    let stream = b"\xAC\xED\0\x05~r\0\x01a\0\0\0\0\0\0\0\0\0\0\0xpt\0\x03RED";
    let (text, _) = json::decode(stream, json::Layout::Compact);
    assert_eq!(json::encode(text.as_bytes()).unwrap(), stream);
}

/// A message is a line that a person reads, whatever stands in the JSON.
#[test]
fn what_is_long_is_cut() {
    let long = "k".repeat(1 << 20);
    let digits = "9".repeat(1 << 20);
    for error in [
        refusal(&format!(r#"{{"@object": "{long}"}}"#)),
        refusal(&format!(r#"{{"@string": "a", "{long}": 1}}"#)),
        changed(r#""n": 1"#, &format!(r#""{long}": 1"#)),
        changed(r#""n": 1"#, &format!(r#""n": 1, "{long}": 1, "{long}": 2"#)),
        changed(r#""n": 1"#, &format!(r#""n": {digits}"#)),
        refusal(&format!(r#"{{"@ref": "{long}"}}"#)),
        refusal(&format!(r#"{{"{long}": 1}}"#)),
    ] {
        assert!(error.len() < 1_000, "{} bytes", error.len());
    }
}

#[test]
fn collections_whose_data_are_none() {
    assert_eq!(
        refusal(r#"{"@object": "java.util.LinkedList", "data": ["a", {"@data": "00000001"}]}"#),
        "$.contents[0].data[1]: the primitive data of a java.util.LinkedList are 4 bytes before \
         its elements"
    );
    let set = r#"{"@object": "java.util.TreeSet", "data": ["a", "b"]}"#;
    assert_eq!(
        refusal(set),
        "$.contents[0].data: the data of a java.util.TreeSet are its comparator (null if it has \
         none), {\"@data\": \"00000000\"} and its elements"
    );
}

#[test]
fn elements_that_no_collection_can_have() {
    let map = r#"{"@object": "java.util.HashMap", "fields": {"loadFactor": 0.75, "threshold": 12},
        "data": [{"@data": "0000001000000001"}, "k", "v", "k2"]}"#;
    assert_eq!(
        refusal(map),
        "$.contents[0].data: the elements of a map are a key and a value each, but here are 3 objects"
    );
    let queue =
        r#"{"@object": "java.util.concurrent.ConcurrentLinkedQueue", "data": ["a", null, "b"]}"#;
    assert_eq!(
        refusal(queue),
        "$.contents[0].data: a null ends the elements of a \
         java.util.concurrent.ConcurrentLinkedQueue, and nothing may stand behind: put new ones \
         before that"
    );
}
