//! Whatever may stand at top level, in an array or in a field.

use serde_json::{Map, Value};

use super::fault::Fault;
use super::values::put_hex;
use super::{Encoder, Place, Task};
use crate::codes::{
    MAX_BLOCK_SIZE, MAX_SHORT_STRING, STREAM_HEADER, TC_EXCEPTION, TC_NULL, TC_RESET,
};
use crate::event::{Begin, BlockForm, Handle, StringForm};
use crate::items::{put_block, put_reference, put_string};
use crate::java_string::{JavaStr, JavaString};

/// What tells the kinds of items apart.
const TAGS: [&str; 15] = [
    "@object",
    "@array",
    "@ref",
    "@string",
    "@enum",
    "@data",
    "@mutf8",
    "@class",
    "@more",
    "@block",
    "@reset",
    "@raw",
    "@exception",
    "@desc",
    "@header",
];

impl<'v> Encoder<'v> {
    pub(super) fn item(&mut self, value: &'v Value, place: Place) -> Result<(), Fault<'v>> {
        match value {
            Value::Null => self.out.push(TC_NULL),
            Value::String(_) => {
                self.string(value)?;
            }
            Value::Object(map) => self.tagged(value, map, place)?,
            other => {
                let what = match place {
                    Place::Value => "an object, a string or null",
                    _ => "an object, a string or null (primitive data stand in @data)",
                };
                return Err(Fault::expected(what, other));
            }
        }
        Ok(())
    }

    fn tagged(
        &mut self,
        value: &'v Value,
        map: &'v Map<String, Value>,
        place: Place,
    ) -> Result<(), Fault<'v>> {
        let found = TAGS.iter().find_map(|tag| Some((*tag, map.get(*tag)?)));
        let Some((tag, content)) = found else {
            if let Some(rest) = map.get("@rest") {
                only_keys(value, &["@rest"])?;
                return self.rest(rest);
            }
            let problem = format!("expected one of the keys {}, @rest", TAGS.join(", "));
            return Err(Fault::new(value, problem));
        };
        match tag {
            "@object" => {
                let keys = [
                    "@object",
                    "@id",
                    "fields",
                    "fieldsWritten",
                    "data",
                    "levels",
                    "@rest",
                ];
                only_keys(value, &keys)?;
                self.create(Begin::Object, value, content)?;
            }
            "@array" => {
                only_keys(value, &["@array", "@id", "elements", "length", "@rest"])?;
                self.create(Begin::Array, value, content)?;
            }
            "@enum" => {
                only_keys(value, &["@enum", "@id", "constant", "@rest"])?;
                self.create(Begin::Enum, value, content)?;
            }
            "@class" => {
                only_keys(value, &["@class", "@id", "@rest"])?;
                self.create(Begin::Class, value, content)?;
            }
            "@desc" => {
                only_keys(value, &["@desc"])?;
                self.new_class(content)?;
            }
            "@ref" => {
                only_keys(value, &["@ref"])?;
                let target = self.ids.target(content)?;
                put_reference(&mut self.out, target.handle);
            }
            "@string" | "@mutf8" => {
                self.string(value)?;
            }
            "@more" => {
                let moved = self.moved(value, content)?;
                self.tasks.push(Task::Item(moved, place));
            }
            "@exception" => {
                only_keys(value, &["@exception"])?;
                self.exception(content)?;
            }
            "@data" | "@block" if place == Place::Value => {
                return Err(Fault::new(
                    value,
                    format!("{tag} can not be the value of a field or an element"),
                ));
            }
            "@data" => {
                only_keys(value, &["@data"])?;
                self.primitive_data(content)?;
            }
            "@block" => {
                only_keys(value, &["@block", "form"])?;
                let form = form(map)?;
                let mut bytes = Vec::new();
                put_hex(&mut bytes, content)?;
                let form = match form {
                    Some(StringForm::Long) => BlockForm::Long,
                    _ => BlockForm::Short,
                };
                put_block(&mut self.out, &bytes, form);
            }
            "@raw" if place == Place::Annotation => {
                only_keys(value, &["@raw"])?;
                put_hex(&mut self.out, content)?;
            }
            "@reset" | "@header" if place == Place::TopLevel => {
                only_keys(value, &[tag])?;
                if *content != Value::Bool(true) {
                    return Err(Fault::expected("true", content));
                }
                match tag {
                    "@reset" => self.out.push(TC_RESET),
                    _ => self.out.extend_from_slice(&STREAM_HEADER),
                }
                self.forget();
            }
            _ => return Err(Fault::new(value, format!("{tag} can not stand here"))),
        }
        Ok(())
    }

    /// The entry of `"more"` that `{"@more": number}` stands for.
    pub(super) fn moved(
        &mut self,
        value: &'v Value,
        number: &'v Value,
    ) -> Result<&'v Value, Fault<'v>> {
        only_keys(value, &["@more"])?;
        let root = self.root;
        let entries = root.get("more").and_then(Value::as_object);
        let entry = entries.and_then(|more| more.get_key_value(number.to_string().as_str()));
        let Some((name, entry)) = entry else {
            return Err(Fault::new(
                number,
                format!("\"more\" has no entry \"{number}\""),
            ));
        };
        if !self.moved.insert(name) {
            let problem = format!("the entry \"{number}\" of \"more\" stands elsewhere already");
            return Err(Fault::new(number, problem));
        }
        Ok(entry)
    }

    /// A new string, in the form that is asked for or that its length asks for.
    pub(super) fn string(&mut self, value: &'v Value) -> Result<Handle, Fault<'v>> {
        let (text, form) = string_of(value)?;
        let long = text.as_java_str().as_bytes().len() > MAX_SHORT_STRING;
        let form = match form {
            None if long => StringForm::Long,
            None => StringForm::Short,
            Some(form) => form,
        };
        put_string(&mut self.out, text.as_java_str(), form);
        self.ids.assign(value, None, true)
    }

    /// Primitive data in blocks as the JDK makes them: of 1,024 bytes, and one of the rest.
    fn primitive_data(&mut self, value: &'v Value) -> Result<(), Fault<'v>> {
        let mut bytes = Vec::new();
        put_hex(&mut bytes, value)?;
        for block in bytes.chunks(MAX_BLOCK_SIZE) {
            put_block(&mut self.out, block, BlockForm::Short);
        }
        Ok(())
    }

    fn exception(&mut self, exception: &'v Value) -> Result<(), Fault<'v>> {
        let is_object = ["@object", "@ref", "@more"]
            .iter()
            .any(|tag| exception.get(*tag).is_some());
        if !is_object {
            return Err(Fault::expected("an @object or a @ref", exception));
        }
        self.cut_off()?;
        self.out.push(TC_EXCEPTION);
        self.forget();
        self.tasks.push(Task::EndException);
        self.tasks.push(Task::Item(exception, Place::Value));
        Ok(())
    }

    /// What could not be shown. It is the end.
    pub(super) fn rest(&mut self, rest: &'v Value) -> Result<(), Fault<'v>> {
        let Some(bytes) = rest.get("bytes") else {
            return Err(Fault::expected("an object with \"bytes\"", rest));
        };
        only_keys(rest, &["bytes", "offset", "error"])?;
        put_hex(&mut self.out, bytes)?;
        self.cut_off()?;
        if let Some(Task::Items { items, next, .. }) = self.tasks.pop()
            && let Some(item) = items.get(next)
        {
            return Err(Fault::new(item, "nothing can stand behind @rest"));
        }
        Ok(())
    }
}

/// The text of a new string, and the form that is asked for.
fn string_of(value: &Value) -> Result<(JavaString, Option<StringForm>), Fault<'_>> {
    let map = match value {
        Value::String(text) => return Ok((JavaString::from(text.as_str()), None)),
        Value::Object(map) => map,
        other => return Err(Fault::expected("a string", other)),
    };
    let form = form(map)?;
    let text = match (map.get("@string"), map.get("@mutf8")) {
        (Some(Value::String(text)), None) => {
            only_keys(value, &["@string", "@id", "form"])?;
            JavaString::from(text.as_str())
        }
        (Some(other), None) => return Err(Fault::expected("a string", other)),
        (None, Some(hex)) => {
            only_keys(value, &["@mutf8", "@id", "form"])?;
            modified_utf8(hex)?
        }
        _ => return Err(Fault::expected("a string", value)),
    };
    Ok((text, form))
}

/// `"form": "long"`, where there is one.
fn form(map: &Map<String, Value>) -> Result<Option<StringForm>, Fault<'_>> {
    match map.get("form") {
        None => Ok(None),
        Some(Value::String(form)) if form == "long" => Ok(Some(StringForm::Long)),
        Some(other) => Err(Fault::expected("\"long\"", other)),
    }
}

/// Text given by its modified UTF-8.
fn modified_utf8(hex: &Value) -> Result<JavaString, Fault<'_>> {
    let mut bytes = Vec::new();
    put_hex(&mut bytes, hex)?;
    JavaString::from_modified_utf8(bytes)
        .map_err(|malformed| Fault::new(hex, format!("not modified UTF-8: {malformed}")))
}

/// A name of at most 65,535 bytes, as a text or by its modified UTF-8.
pub(super) fn name(value: &Value) -> Result<JavaString, Fault<'_>> {
    let name = match value {
        Value::String(text) => JavaString::from(text.as_str()),
        Value::Object(map) => match map.get("@mutf8") {
            Some(hex) => {
                only_keys(value, &["@mutf8"])?;
                modified_utf8(hex)?
            }
            None => return Err(Fault::expected("a name", value)),
        },
        other => return Err(Fault::expected("a name", other)),
    };
    let length = name.as_java_str().as_bytes().len();
    if length > MAX_SHORT_STRING {
        let problem = format!("a name of {length} bytes is longer than {MAX_SHORT_STRING}");
        return Err(Fault::new(value, problem));
    }
    Ok(name)
}

/// Whether a text is what a Java string says.
pub(super) fn text_of(string: JavaStr<'_>) -> Option<String> {
    crate::inspect::json::scalars::canonical(string).map(std::borrow::Cow::into_owned)
}

/// Refuses keys that an object has no use for.
pub(super) fn only_keys<'v>(value: &'v Value, known: &[&str]) -> Result<(), Fault<'v>> {
    if let Value::Object(map) = value
        && let Some((key, at)) = map.iter().find(|(key, _)| !known.contains(&key.as_str()))
    {
        let known = known.join(", ");
        return Err(Fault::new(
            at,
            format!("unknown key {key:?}; known here: {known}"),
        ));
    }
    Ok(())
}
