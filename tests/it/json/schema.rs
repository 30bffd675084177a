//! What decode prints is what the schema says.

use boon::{Compiler, SchemaIndex, Schemas};
use javawire::inspect::json::{Layout, SCHEMA};
use serde_json::{Value, json};

use super::decode;
use crate::streams_support::committed;
use crate::streams_support::each::each;

/// The schema, compiled; it must be one itself.
struct Validator(Schemas, SchemaIndex);

impl Validator {
    fn new() -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let schema = serde_json::from_str(SCHEMA).unwrap();
        compiler.add_resource("schema.json", schema).unwrap();
        let index = compiler.compile("schema.json", &mut schemas);
        let index = index.unwrap_or_else(|error| panic!("{error}"));
        Validator(schemas, index)
    }

    fn validate(&self, value: &Value) -> Result<(), String> {
        let valid = self.0.validate(value, self.1);
        valid.map_err(|error| error.to_string())
    }
}

#[test]
fn every_stream_is_as_the_schema_says() {
    let validator = Validator::new();
    each(
        committed::all(),
        |stream| &stream.name,
        |stream| {
            // Whole, and broken off.
            for end in [stream.bytes.len(), stream.bytes.len() / 2] {
                let (text, _) = decode(&stream.bytes[..end], Layout::Compact);
                let value: Value = serde_json::from_str(&text).unwrap();
                validator.validate(&value)?;
            }
            Ok(())
        },
    );
}

#[test]
fn the_schema_refuses_what_encode_refuses() {
    let validator = Validator::new();
    for item in [
        json!(7),
        json!({"@data": "0"}),
        json!({"@string": 1}),
        json!({"@object": "a.B", "field": {}}),
        json!({"@object": "a.B", "fields": {}, "mend": 1}),
        json!({"@array": "[I", "elements": 7}),
        json!({"@reset": false}),
        json!({"fields": {}}),
        json!({"@object": {"name": "a.B", "suid": 1, "flags": 256, "fields": []}}),
        json!({"@class": {"name": "a.B", "suid": 1_u64 << 53, "flags": 2, "fields": []}}),
    ] {
        let whole = json!({"javawire": 1, "contents": [item]});
        assert!(validator.validate(&whole).is_err(), "{whole}");
    }
    assert!(validator.validate(&json!({"contents": []})).is_err());
}
