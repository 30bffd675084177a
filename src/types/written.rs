//! What a `writeObject` or `writeExternal` writes, as fields.

use std::collections::BTreeSet;

use super::describe::{Custom, Kind};
use super::links;
use super::names;
use super::resolve::{Resolver, Struct, StructField, camel};
use super::rust_type::Rust;
use super::types_of::{Place, Typed};
use crate::class_file::{Fields, JavaType, Kind as Datum};

impl Resolver<'_> {
    /// What a `writeObject` or `writeExternal` writes, as fields of the struct.
    pub(super) fn data(
        &mut self,
        made: &mut Struct,
        taken: &mut BTreeSet<String>,
        level: &str,
        custom: &Custom,
    ) -> Vec<(String, &'static str)> {
        let mut data = Vec::new();
        let method = match made.form {
            Kind::External => "writeExternal",
            _ => "writeObject",
        };
        let Some(written) = &custom.written else {
            made.notes.push(format!(
                "What the `{method}` of `{level}` writes is not known: it is kept as it is."
            ));
            data.push((self.rest(made, taken), "rest"));
            return data;
        };
        if written.throws() {
            made.notes
                .push(format!("The `{method}` of `{level}` throws an exception."));
        }
        if made.form != Kind::External && matches!(written.fields(), Fields::Late | Fields::Unknown)
        {
            made.notes.push(format!(
                "The `{method}` of `{level}` may write its fields late or not at all: if it does \
                 not write them, put `- fields;` before what it writes."
            ));
        }
        let sources = self.sources;
        let mut objects = 0_usize;
        for datum in written.data() {
            let kind = datum.kind.word();
            let wanted = datum.name.as_deref().unwrap_or(kind);
            let plain = names::of_field(of_getter(wanted));
            let long = format!("{}_{kind}", plain.trim_start_matches("r#"));
            let name = names::unique(taken, &[plain, long]);
            let mut is_seen = true;
            let rust = match datum.kind {
                Datum::Object => {
                    let path = format!("{level}.{wanted}");
                    let owner = self.items.names.get(&made.java).cloned();
                    let enum_name = format!("{}{}", owner.unwrap_or_default(), camel(&name));
                    let seen = sources.evidence.class(level);
                    let place = Place {
                        path: &path,
                        name: &enum_name,
                        held: seen.and_then(|seen| seen.written.get(objects)),
                    };
                    objects = objects.saturating_add(1);
                    let rust = self.written_object(datum.declared.as_ref(), place);
                    is_seen = links::is_seen(&rust, place.held);
                    rust
                }
                kind => primitive_of(kind),
            };
            made.fields.push(StructField {
                name: name.clone(),
                rust,
                notes: vec![format!("Written by the `{method}` of `{level}`.")],
                is_seen,
            });
            data.push((name, kind));
        }
        if !written.is_whole() && !written.throws() {
            let calls = written.calls().join("`, `");
            let calls = match calls.is_empty() {
                true => String::new(),
                false => format!(": it calls `{calls}`"),
            };
            made.notes.push(format!(
                "What the `{method}` of `{level}` writes further on depends on the object{calls}."
            ));
            data.push((self.rest(made, taken), "rest"));
        }
        data
    }

    /// The type of an object that a `writeObject` writes.
    fn written_object(&mut self, declared: Option<&JavaType>, place: Place<'_>) -> Rust {
        let object = JavaType::Class("java.lang.Object".into(), Vec::new());
        let declared = declared.unwrap_or(&object);
        match self.java_type(declared, place) {
            Ok(typed) if is_written_alone(declared, &typed) => typed.rust.or_null(),
            _ => Rust::Any,
        }
    }

    fn rest(&self, made: &mut Struct, taken: &mut BTreeSet<String>) -> String {
        let name = names::unique(taken, &["rest".to_owned()]);
        made.fields.push(StructField {
            name: name.clone(),
            rust: Rust::Written,
            notes: vec!["All that comes behind.".to_owned()],
            is_seen: true,
        });
        name
    }
}

/// Whether an object that a `writeObject` writes is what it is without a codec.
fn is_written_alone(declared: &JavaType, typed: &Typed) -> bool {
    match declared {
        JavaType::Array(element) => matches!(**element, JavaType::Primitive(_)),
        // What holds numbers alone is taken for an array of them.
        _ if matches!(&typed.rust, Rust::Vec(element) if matches!(**element, Rust::Value(_))) => {
            false
        }
        _ => typed.codec.is_none(),
    }
}

/// The field that a method such as `getName` returns.
fn of_getter(method: &str) -> &str {
    method
        .strip_prefix("get")
        .filter(|name| name.starts_with(char::is_uppercase))
        .unwrap_or(method)
}

fn primitive_of(kind: Datum) -> Rust {
    match kind {
        Datum::Utf => Rust::String,
        Datum::Object => Rust::Any,
        Datum::Boolean => Rust::Primitive("bool"),
        Datum::Byte => Rust::Primitive("i8"),
        Datum::Char => Rust::Primitive("u16"),
        Datum::Short => Rust::Primitive("i16"),
        Datum::Int => Rust::Primitive("i32"),
        Datum::Long => Rust::Primitive("i64"),
        Datum::Float => Rust::Primitive("f32"),
        Datum::Double => Rust::Primitive("f64"),
    }
}
