//! A bad edit is refused, with its path and what was expected.

use javawire::inspect::json;

const BEAN: &str = r#"{"@object": {"name": "a.Bean", "suid": 1, "flags": 2, "fields": [
    {"name": "n", "type": "I"}, {"name": "who", "type": "Ljava/lang/String;"}]},
    "fields": {"n": 1, "who": null}}"#;

/// The message for contents that are no stream.
fn refusal(contents: &str) -> String {
    let text = format!(r#"{{"javawire": 1, "contents": [{contents}]}}"#);
    match json::encode(text.as_bytes()) {
        Ok(stream) => panic!("{contents} became {stream:02X?}"),
        Err(error) => error.to_string(),
    }
}

fn changed(from: &str, to: &str) -> String {
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
    assert!(refusal(r#"{"@data": "0x12"}"#).starts_with("$.contents[0].@data: expected bytes"));
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
         fieldsWritten, data, levels, @rest"
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
        "$.contents[0].@ref: nothing before this has the @id 3"
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
         as an object"
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
        refusal("[]"),
        "$: expected an object with \"contents\", found an array of 0"
    );
    assert_eq!(
        refusal(r#"{"contents": []}"#),
        "$: \"javawire\": 1 is missing"
    );
    assert_eq!(
        refusal(r#"{"javawire": 2}"#),
        "$.javawire: expected version 1, found 2"
    );
    assert!(refusal("{").starts_with("$: not JSON: "));
    assert!(refusal(&"[".repeat(100_000)).contains("move inner values to \"more\""));
}
