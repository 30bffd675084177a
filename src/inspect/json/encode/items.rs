//! Whatever may stand at top level, in an array or in a field.

use std::borrow::Cow;

use super::document::{JsonKind, Value};
use super::fault::{Fault, cited, found};
use super::ids::TargetKind;
use super::values::put_hex;
use super::{Encoder, ItemPlace, Task};
use crate::codes::{
    MAX_BLOCK_SIZE, MAX_SHORT_STRING, STREAM_HEADER, TC_EXCEPTION, TC_NULL, TC_RESET,
};
use crate::event::{Begin, BlockForm, Handle, StringForm};
use crate::inspect::json::scalars::canonical;
use crate::text::mutf8;
use crate::text::{JavaStr, JavaString};
use crate::wire::items::{put_block, put_string};

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

const OBJECT_KEYS: [&str; 8] = [
    "@object",
    "@id",
    "fields",
    "fieldsWritten",
    "data",
    "levels",
    "mend",
    "@rest",
];

impl<'v> Encoder<'v> {
    pub(super) fn item(&mut self, value: Value<'v>, place: ItemPlace) -> Result<(), Fault<'v>> {
        match value.kind() {
            JsonKind::Null => self.out.push(TC_NULL),
            JsonKind::Text(_) => {
                self.note_unfit(value, place, TargetKind::String);
                self.string(value)?;
            }
            JsonKind::Object(_) => self.tagged(value, place)?,
            _ => {
                let what = match place {
                    _ if place.is_value() => "an object, a string or null",
                    _ => "an object, a string or null (primitive data stand in @data)",
                };
                return Err(Fault::expected(what, value));
            }
        }
        Ok(())
    }

    fn tagged(&mut self, value: Value<'v>, place: ItemPlace) -> Result<(), Fault<'v>> {
        let found = TAGS.iter().find_map(|tag| Some((*tag, value.get(tag)?)));
        let Some((tag, content)) = found else {
            if let Some(rest) = value.get("@rest") {
                only_keys(value, &["@rest"])?;
                return self.rest(rest);
            }
            let problem = format!("expected one of the keys {}, @rest", TAGS.join(", "));
            return Err(Fault::new(value, problem));
        };
        match tag {
            "@object" => {
                only_keys(value, &OBJECT_KEYS)?;
                self.create(Begin::Object, value, content, place)?;
            }
            "@array" => {
                only_keys(value, &["@array", "@id", "elements", "length", "@rest"])?;
                self.create(Begin::Array, value, content, place)?;
            }
            "@enum" => {
                only_keys(value, &["@enum", "@id", "constant", "@rest"])?;
                self.create(Begin::Enum, value, content, place)?;
            }
            "@class" => {
                only_keys(value, &["@class", "@id", "@rest"])?;
                self.create(Begin::Class, value, content, place)?;
            }
            "@desc" => {
                only_keys(value, &["@desc"])?;
                if let Some(class) = self.classes.table.next() {
                    self.note_unfit(value, place, TargetKind::Class(class));
                }
                self.new_class(content)?;
            }
            "@ref" => {
                only_keys(value, &["@ref"])?;
                let target = self.ids.target(content)?;
                self.note_unfit(value, place, target.kind);
                self.refer(target.handle);
            }
            "@string" | "@mutf8" => {
                self.note_unfit(value, place, TargetKind::String);
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
            "@data" | "@block" if place.is_value() => {
                return Err(Fault::new(
                    value,
                    format!("{tag} can not be the value of a field or an element"),
                ));
            }
            "@data" => {
                only_keys(value, &["@data"])?;
                self.primitive_data(content)?;
            }
            "@block" => self.block(value, content)?,
            "@raw" if place == ItemPlace::Annotation => {
                only_keys(value, &["@raw"])?;
                put_hex(&mut self.out, content)?;
            }
            "@reset" | "@header" if place == ItemPlace::TopLevel => {
                only_keys(value, &[tag])?;
                if !matches!(content.kind(), JsonKind::Bool(true)) {
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

    /// One block of primitive data, as it is.
    fn block(&mut self, value: Value<'v>, hex: Value<'v>) -> Result<(), Fault<'v>> {
        only_keys(value, &["@block", "form"])?;
        let form = match form(value)? {
            Some(StringForm::Long) => BlockForm::Long,
            _ => BlockForm::Short,
        };
        let mut bytes = Vec::new();
        put_hex(&mut bytes, hex)?;
        put_block(&mut self.out, &bytes, form);
        Ok(())
    }

    /// The entry of `"more"` that `{"@more": number}` stands for.
    pub(super) fn moved(
        &mut self,
        value: Value<'v>,
        number: Value<'v>,
    ) -> Result<Value<'v>, Fault<'v>> {
        only_keys(value, &["@more"])?;
        let name = number.as_u64();
        match name.and_then(|name| self.more.take(name)) {
            Some(Ok(at)) => Ok(self.document.value(at)),
            Some(Err(Taken)) => {
                let problem = format!(
                    "the entry \"{}\" of \"more\" stands elsewhere already",
                    found(number)
                );
                Err(Fault::new(number, problem))
            }
            None => {
                let problem = format!("\"more\" has no entry \"{}\"", found(number));
                Err(Fault::new(number, problem))
            }
        }
    }

    /// A new string, in the form that is asked for or that its length asks for.
    pub(super) fn string(&mut self, value: Value<'v>) -> Result<Handle, Fault<'v>> {
        let (text, form) = string_of(value)?;
        let text = JavaStr::new_checked(&text);
        let form = match form {
            None if text.as_bytes().len() > MAX_SHORT_STRING => StringForm::Long,
            None => StringForm::Short,
            Some(form) => form,
        };
        put_string(&mut self.out, text, form);
        self.ids.assign(value, TargetKind::String)
    }

    /// Primitive data in blocks as the JDK makes them: of 1,024 bytes, and one of the rest.
    fn primitive_data(&mut self, value: Value<'v>) -> Result<(), Fault<'v>> {
        let mut bytes = Vec::new();
        put_hex(&mut bytes, value)?;
        for block in bytes.chunks(MAX_BLOCK_SIZE) {
            put_block(&mut self.out, block, BlockForm::Short);
        }
        Ok(())
    }

    fn exception(&mut self, exception: Value<'v>) -> Result<(), Fault<'v>> {
        let is_object = ["@object", "@ref", "@more"]
            .iter()
            .any(|tag| exception.has(tag));
        if !is_object {
            return Err(Fault::expected("an @object or a @ref", exception));
        }
        self.cut_off()?;
        self.out.push(TC_EXCEPTION);
        self.forget();
        self.tasks.push(Task::EndException);
        self.tasks.push(Task::Item(exception, ItemPlace::Exception));
        Ok(())
    }

    /// What could not be shown. It is the end.
    pub(super) fn rest(&mut self, rest: Value<'v>) -> Result<(), Fault<'v>> {
        let Some(bytes) = rest.get("bytes") else {
            return Err(Fault::expected("an object with \"bytes\"", rest));
        };
        only_keys(rest, &["bytes", "offset", "error"])?;
        put_hex(&mut self.out, bytes)?;
        self.cut_off()?;
        if let Some(Task::Items { mut items, .. }) = self.tasks.pop()
            && let Some(item) = items.next()
        {
            return Err(Fault::new(item, "nothing can stand behind @rest"));
        }
        Ok(())
    }
}

/// The entries of `"more"`, by their numbers.
#[derive(Debug, Default)]
pub(super) struct More {
    /// In ascending order.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    at: usize,
    is_taken: bool,
}

/// An entry stands in one place only.
pub(super) struct Taken;

impl More {
    pub(super) fn of(root: Value<'_>) -> Self {
        let named = root.get("more").and_then(Value::entries);
        let mut entries: Vec<Entry> = named
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| {
                let number: u64 = name.parse().ok()?;
                (!name.starts_with(['0', '+'])).then_some(Entry {
                    number,
                    at: value.at(),
                    is_taken: false,
                })
            })
            .collect();
        entries.sort_unstable_by_key(|entry| entry.number);
        More { entries }
    }

    fn index(&self, number: u64) -> Option<usize> {
        let found = self
            .entries
            .binary_search_by_key(&number, |entry| entry.number);
        found.ok()
    }

    /// Where the entry that has this number stands.
    pub(super) fn find(&self, number: u64) -> Option<usize> {
        Some(self.entries.get(self.index(number)?)?.at)
    }

    /// The same, the first time.
    fn take(&mut self, number: u64) -> Option<Result<usize, Taken>> {
        let index = self.index(number)?;
        let entry = self.entries.get_mut(index)?;
        if std::mem::replace(&mut entry.is_taken, true) {
            return Some(Err(Taken));
        }
        Some(Ok(entry.at))
    }
}

/// The modified UTF-8 of a new string, and the form that is asked for.
fn string_of(value: Value<'_>) -> Result<(Cow<'_, [u8]>, Option<StringForm>), Fault<'_>> {
    if let Some(text) = value.text() {
        return Ok((mutf8::encode(text), None));
    }
    if value.entries().is_none() {
        return Err(Fault::expected("a string", value));
    }
    let form = form(value)?;
    let text = match (value.get("@string"), value.get("@mutf8")) {
        (Some(at), None) => {
            only_keys(value, &["@string", "@id", "form"])?;
            let text = at.text().ok_or_else(|| Fault::expected("a string", at))?;
            mutf8::encode(text)
        }
        (None, Some(hex)) => {
            only_keys(value, &["@mutf8", "@id", "form"])?;
            Cow::Owned(modified_utf8(hex)?)
        }
        _ => return Err(Fault::expected("a string", value)),
    };
    Ok((text, form))
}

/// `"form": "long"`, where there is one.
fn form(value: Value<'_>) -> Result<Option<StringForm>, Fault<'_>> {
    match value.get("form") {
        None => Ok(None),
        Some(form) if form.text() == Some("long") => Ok(Some(StringForm::Long)),
        Some(other) => Err(Fault::expected("\"long\"", other)),
    }
}

/// Text given by its modified UTF-8.
fn modified_utf8(hex: Value<'_>) -> Result<Vec<u8>, Fault<'_>> {
    let mut bytes = Vec::new();
    put_hex(&mut bytes, hex)?;
    match mutf8::check(&bytes) {
        Ok(()) => Ok(bytes),
        Err(malformed) => Err(Fault::new(hex, format!("not modified UTF-8: {malformed}"))),
    }
}

/// A name of at most 65,535 bytes, as a text or by its modified UTF-8.
pub(super) fn name(value: Value<'_>) -> Result<JavaString, Fault<'_>> {
    let name = match value.kind() {
        JsonKind::Text(text) => JavaString::from(text),
        JsonKind::Object(_) => match value.get("@mutf8") {
            Some(hex) => {
                only_keys(value, &["@mutf8"])?;
                let name = JavaString::from_modified_utf8(modified_utf8(hex)?);
                name.map_err(|malformed| Fault::new(hex, malformed.to_string()))?
            }
            None => return Err(Fault::expected("a name", value)),
        },
        _ => return Err(Fault::expected("a name", value)),
    };
    let length = name.as_java_str().as_bytes().len();
    if length > MAX_SHORT_STRING {
        let problem = format!("a name of {length} bytes is longer than {MAX_SHORT_STRING}");
        return Err(Fault::new(value, problem));
    }
    Ok(name)
}

/// Whether a text is what the Java string that stands in a value says.
pub(super) fn text_of<'v>(value: Value<'v>, string: JavaStr<'_>) -> Option<Cow<'v, str>> {
    match value.text() {
        Some(text) => Some(Cow::Borrowed(text)),
        None => canonical(string).map(|text| Cow::Owned(text.into_owned())),
    }
}

/// Refuses keys that an object has no use for.
pub(super) fn only_keys<'v>(value: Value<'v>, known: &[&str]) -> Result<(), Fault<'v>> {
    if let Some(mut entries) = value.entries()
        && let Some((key, at)) = entries.find(|(key, _)| !known.contains(key))
    {
        let known = known.join(", ");
        return Err(Fault::new(
            at,
            format!("unknown key {}; known here: {known}", cited(key)),
        ));
    }
    Ok(())
}
