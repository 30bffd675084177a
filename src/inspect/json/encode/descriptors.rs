//! Class descriptors, from their JSON.

use std::borrow::Cow;

use super::document::{Items, JsonKind, Value};
use super::fault::Fault;
use super::ids::TargetKind;
use super::items::{name, only_keys, text_of};
use super::values::{long, ranged};
use super::{Encoder, ItemPlace, Task};
use crate::class::shape::ClassIndex;
use crate::codes::{SC_SERIALIZABLE, TC_NULL, TC_PROXYCLASSDESC};
use crate::event::{Begin, ClassFlags, FieldType};
use crate::wire::items::{put_class_desc, put_field, put_utf};

impl<'v> Encoder<'v> {
    /// A class descriptor, of what begins here or of a superclass: by its name, by its id, or new.
    pub(super) fn class_desc(
        &mut self,
        value: Value<'v>,
        of: Option<Begin>,
    ) -> Result<(), Fault<'v>> {
        let class = match value.kind() {
            JsonKind::Text(name) => match self.classes.named(name) {
                Some(class) => class,
                None => return self.known_class(value, name, of),
            },
            JsonKind::Object(_) => {
                if let Some(rest) = value.get("@rest") {
                    return self.rest(rest);
                }
                let Some(id) = value.get("@ref") else {
                    return self.new_class(value);
                };
                only_keys(value, &["@ref"])?;
                match self.ids.target(id)?.kind {
                    TargetKind::Class(class) => class,
                    _ => {
                        let problem = "what has this @id is not a class descriptor";
                        return Err(Fault::new(id, problem));
                    }
                }
            }
            _ => {
                let what = "the name of a class that is described before, or its description";
                return Err(Fault::expected(what, value));
            }
        };
        let must_be_complete = matches!(of, None | Some(Begin::Object));
        if must_be_complete && !self.classes.table.is_complete(class) {
            return Err(Fault::new(value, "the class is not complete here"));
        }
        let handle = self.classes.get(class, value)?.key();
        self.refer(handle);
        self.class = Some(class);
        Ok(())
    }

    /// A new class descriptor.
    pub(super) fn new_class(&mut self, value: Value<'v>) -> Result<(), Fault<'v>> {
        let mut value = value;
        while let Some(number) = value.get("@more") {
            value = self.moved(value, number)?;
        }
        let class = if value.has("interfaces") {
            self.proxy_class(value)?
        } else if value.entries().is_some() {
            self.named_class(value)?
        } else {
            return Err(Fault::expected("the description of a class", value));
        };
        self.tasks.push(Task::Superclass(value, class));
        self.tasks.push(Task::EndBlockData);
        if let Some(annotation) = value.get("annotation") {
            let items = annotation.items();
            let items = items.ok_or_else(|| Fault::expected("an array", annotation))?;
            self.tasks.push(Task::Items {
                items,
                place: ItemPlace::Annotation,
            });
        }
        Ok(())
    }

    fn proxy_class(&mut self, value: Value<'v>) -> Result<ClassIndex, Fault<'v>> {
        only_keys(value, &["@id", "interfaces", "annotation", "super"])?;
        let interfaces = array(value, "interfaces")?;
        let count = i32::try_from(interfaces.len())
            .ok()
            .filter(|count| *count <= 65_535);
        let Some(count) = count else {
            return Err(Fault::new(value, "more than 65535 interfaces"));
        };
        self.out.push(TC_PROXYCLASSDESC);
        self.out.extend_from_slice(&count.to_be_bytes());
        let class = self.described(value, None, ClassFlags(SC_SERIALIZABLE), None)?;
        for interface in interfaces {
            put_utf(&mut self.out, name(interface)?.as_java_str());
        }
        Ok(class)
    }

    fn named_class(&mut self, value: Value<'v>) -> Result<ClassIndex, Fault<'v>> {
        let known = [
            "@id",
            "name",
            "suid",
            "flags",
            "fields",
            "annotation",
            "super",
        ];
        only_keys(value, &known)?;
        let name_at = key(value, "name")?;
        let class_name = name(name_at)?;
        let suid = long(key(value, "suid")?)?;
        let flags_at = key(value, "flags")?;
        let flags = ClassFlags(ranged(flags_at, "flags", 0..=255)?);
        if flags.is_serializable() && flags.is_externalizable() {
            let problem = "a class is SC_SERIALIZABLE or SC_EXTERNALIZABLE, not both";
            return Err(Fault::new(flags_at, problem));
        }
        let fields = array(value, "fields")?;
        let Ok(count) = u16::try_from(fields.len()) else {
            return Err(Fault::new(value, "more than 65535 fields"));
        };
        let text = text_of(name_at, class_name.as_java_str());
        put_class_desc(&mut self.out, class_name.as_java_str(), suid, flags, count);
        let element = FieldType::of_elements(class_name.as_java_str());
        let class = self.described(value, text, flags, element)?;
        for field in fields {
            self.field(class, field)?;
        }
        self.classes.end_fields(class);
        Ok(class)
    }

    fn described(
        &mut self,
        value: Value<'v>,
        name: Option<Cow<'v, str>>,
        flags: ClassFlags,
        element: Option<FieldType>,
    ) -> Result<ClassIndex, Fault<'v>> {
        let Some(class) = self.classes.table.next() else {
            return Err(Fault::new(value, "more classes than there are handles"));
        };
        let handle = self.ids.assign(value, TargetKind::Class(class))?;
        self.classes.push(handle, name, flags, element);
        Ok(class)
    }

    fn field(&mut self, class: ClassIndex, value: Value<'v>) -> Result<(), Fault<'v>> {
        only_keys(value, &["name", "type", "code"])?;
        let name_at = key(value, "name")?;
        let field_name = name(name_at)?;
        let kind = key(value, "type")?;
        let code_at = value.get("code").unwrap_or(kind);
        let code = match (code_at.text().map(str::as_bytes), value.get("code")) {
            (Some([code]), _) => FieldType::from_code(*code),
            (Some([code @ (b'L' | b'['), ..]), None) => FieldType::from_code(*code),
            _ => None,
        };
        let Some(code) = code else {
            let what = "a field's type: one of B C D F I J S Z, L and a class, [ and a type";
            return Err(Fault::expected(what, code_at));
        };
        put_field(&mut self.out, code, field_name.as_java_str());
        let text = text_of(name_at, field_name.as_java_str());
        if !self.classes.push_field(class, code, text) {
            let problem = "a field of a primitive type can not stand behind one of an object";
            return Err(Fault::new(value, problem));
        }
        if code.width().is_none() {
            self.type_string(kind)?;
            let text = kind.text();
            let text = text.or_else(|| kind.get("@string").and_then(Value::text));
            if let Some(text) = text {
                self.classes.set_declared(class, text);
            }
        }
        Ok(())
    }

    /// The type of a field: a text is a reference to the type string of this text, if there is
    /// one, as the JDK writes it.
    fn type_string(&mut self, value: Value<'v>) -> Result<(), Fault<'v>> {
        let text = match value.kind() {
            JsonKind::Text(text) => {
                if let Some(handle) = self.classes.type_string(text) {
                    self.refer(handle);
                    return Ok(());
                }
                Some(text)
            }
            JsonKind::Object(_) if value.has("@ref") => return self.string_or_reference(value),
            _ => value.get("@string").and_then(Value::text),
        };
        let handle = self.string(value)?;
        if let Some(text) = text {
            self.classes.set_type_string(text, handle);
        }
        Ok(())
    }

    pub(super) fn superclass(
        &mut self,
        desc: Value<'v>,
        class: ClassIndex,
    ) -> Result<(), Fault<'v>> {
        match desc.get("super").filter(|value| !value.is_null()) {
            None => {
                self.out.push(TC_NULL);
                self.classes.table.complete(class);
                self.class = Some(class);
                Ok(())
            }
            Some(superclass) => {
                self.tasks.push(Task::Complete(superclass, class));
                self.class_desc(superclass, None)
            }
        }
    }

    pub(super) fn complete(
        &mut self,
        superclass: Value<'v>,
        class: ClassIndex,
    ) -> Result<(), Fault<'v>> {
        let above = self.class;
        self.classes.table.set_superclass(class, above);
        let completed = self.classes.table.complete(class);
        self.class = Some(class);
        if completed.is_none() {
            return Err(Fault::new(superclass, "the class is not complete here"));
        }
        Ok(())
    }
}

fn key<'v>(value: Value<'v>, key: &str) -> Result<Value<'v>, Fault<'v>> {
    if value.entries().is_none() {
        return Err(Fault::expected("an object", value));
    }
    let found = value.get(key);
    found.ok_or_else(|| Fault::new(value, format!("{key:?} is missing")))
}

fn array<'v>(value: Value<'v>, name: &str) -> Result<Items<'v>, Fault<'v>> {
    let at = key(value, name)?;
    at.items().ok_or_else(|| Fault::expected("an array", at))
}
