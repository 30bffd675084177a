//! Class descriptors, from their JSON.

use std::collections::HashMap;

use serde_json::Value;

use super::fault::Fault;
use super::items::{name, only_keys, text_of};
use super::values::{long, ranged};
use super::{Encoder, Place, Task};
use crate::codes::{SC_SERIALIZABLE, TC_NULL, TC_PROXYCLASSDESC};
use crate::event::{ClassFlags, FieldType, Handle};
use crate::hierarchy::{ClassIndex, Hierarchy, Shape};
use crate::items::{put_class_desc, put_field, put_reference, put_utf};

/// A class descriptor that has been written.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) handle: Handle,
    pub(super) name: Option<String>,
    /// Of the elements, if this is the class of an array.
    pub(super) element: Option<FieldType>,
    /// Its fields, primitives first, as far as their names are texts.
    pub(super) fields: Vec<(FieldType, Option<String>)>,
    pub(super) primitives: usize,
    /// Whether the names tell the fields apart.
    pub(super) by_name: bool,
    pub(super) is_external: bool,
    /// External contents without an end (protocol version 1).
    pub(super) is_undelimited: bool,
    pub(super) has_annotation: bool,
}

/// All since the handles last started again.
#[derive(Debug, Default)]
pub(super) struct Classes {
    classes: Vec<Class>,
    hierarchy: Hierarchy,
    names: HashMap<String, ClassIndex>,
    /// Type strings that stood for the type of a field.
    types: HashMap<String, Handle>,
}

impl Classes {
    pub(super) fn forget(&mut self) {
        self.classes.clear();
        self.hierarchy.clear();
        self.names.clear();
        self.types.clear();
    }

    /// A class, which `value` is of.
    pub(super) fn get<'v>(&self, class: ClassIndex, value: &'v Value) -> Result<&Class, Fault<'v>> {
        let found = self.classes.get(class.get());
        found.ok_or_else(|| Fault::new(value, "its class has been forgotten"))
    }

    /// How many classes have data in an object of this one.
    pub(super) fn levels(&self, leaf: ClassIndex) -> u32 {
        self.hierarchy.levels(leaf)
    }

    pub(super) fn level(&self, leaf: ClassIndex, number: u32) -> Option<ClassIndex> {
        self.hierarchy.level(leaf, number)
    }
}

impl<'v> Encoder<'v> {
    /// A class descriptor: by its name, by its id, or new.
    pub(super) fn class_desc(
        &mut self,
        value: &'v Value,
        must_be_complete: bool,
    ) -> Result<(), Fault<'v>> {
        let class = match value {
            Value::String(name) => match self.classes.names.get(name) {
                Some(class) => *class,
                None => {
                    let problem = format!(
                        "no class {name:?} is described before this: describe it here, as an object"
                    );
                    return Err(Fault::new(value, problem));
                }
            },
            Value::Object(map) => {
                if let Some(rest) = map.get("@rest") {
                    return self.rest(rest);
                }
                if let Some(number) = map.get("@more") {
                    let moved = self.moved(value, number)?;
                    return self.new_class(moved);
                }
                let Some(id) = map.get("@ref") else {
                    return self.new_class(value);
                };
                only_keys(value, &["@ref"])?;
                match self.ids.target(id)?.class {
                    Some(class) => class,
                    None => {
                        let problem = "what has this @id is not a class descriptor";
                        return Err(Fault::new(id, problem));
                    }
                }
            }
            other => {
                let what = "the name of a class that is described before, or its description";
                return Err(Fault::expected(what, other));
            }
        };
        if must_be_complete && !self.classes.hierarchy.is_complete(class) {
            return Err(Fault::new(value, "the class is not complete here"));
        }
        let handle = self.classes.get(class, value)?.handle;
        put_reference(&mut self.out, handle);
        self.class = Some(class);
        Ok(())
    }

    /// A new class descriptor.
    pub(super) fn new_class(&mut self, value: &'v Value) -> Result<(), Fault<'v>> {
        if let Some(number) = value.get("@more") {
            let moved = self.moved(value, number)?;
            return self.new_class(moved);
        }
        let class = if value.get("interfaces").is_some() {
            self.proxy_class(value)?
        } else if value.is_object() {
            self.named_class(value)?
        } else {
            return Err(Fault::expected("the description of a class", value));
        };
        self.tasks.push(Task::Superclass(value, class));
        self.tasks.push(Task::EndBlockData);
        match value.get("annotation") {
            None => {}
            Some(Value::Array(items)) => self.tasks.push(Task::Items {
                items,
                next: 0,
                place: Place::Annotation,
            }),
            Some(other) => return Err(Fault::expected("an array", other)),
        }
        Ok(())
    }

    fn proxy_class(&mut self, value: &'v Value) -> Result<ClassIndex, Fault<'v>> {
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
        let class = self.described(value, None, ClassFlags(SC_SERIALIZABLE))?;
        for interface in interfaces {
            put_utf(&mut self.out, name(interface)?.as_java_str());
        }
        Ok(class)
    }

    fn named_class(&mut self, value: &'v Value) -> Result<ClassIndex, Fault<'v>> {
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
        let class_name = name(key(value, "name")?)?;
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
        let text = text_of(class_name.as_java_str());
        put_class_desc(&mut self.out, class_name.as_java_str(), suid, flags, count);
        let class = self.described(value, text, flags)?;
        if let Some(described) = self.classes.classes.get_mut(class.get()) {
            described.element = FieldType::of_elements(class_name.as_java_str());
        }
        for field in fields {
            self.field(class, field)?;
        }
        self.all_fields(class);
        Ok(class)
    }

    fn described(
        &mut self,
        value: &'v Value,
        name: Option<String>,
        flags: ClassFlags,
    ) -> Result<ClassIndex, Fault<'v>> {
        let Some(class) = self.classes.hierarchy.next() else {
            return Err(Fault::new(value, "more classes than there are handles"));
        };
        let handle = self.ids.assign(value, Some(class), false)?;
        self.classes.hierarchy.push(Shape::new(flags));
        if let Some(name) = &name {
            self.classes.names.insert(name.clone(), class);
        }
        self.classes.classes.push(Class {
            handle,
            name,
            element: None,
            fields: Vec::new(),
            primitives: 0,
            by_name: true,
            is_external: false,
            is_undelimited: false,
            has_annotation: false,
        });
        Ok(class)
    }

    fn field(&mut self, class: ClassIndex, value: &'v Value) -> Result<(), Fault<'v>> {
        only_keys(value, &["name", "type", "code"])?;
        let field_name = name(key(value, "name")?)?;
        let kind = key(value, "type")?;
        let code_at = value.get("code").unwrap_or(kind);
        let code = match code_at {
            Value::String(text) => match (text.as_bytes(), value.get("code")) {
                ([code], _) => FieldType::from_code(*code),
                ([code @ (b'L' | b'['), ..], None) => FieldType::from_code(*code),
                _ => None,
            },
            _ => None,
        };
        let Some(code) = code else {
            let what = "a field's type: one of B C D F I J S Z, L and a class, [ and a type";
            return Err(Fault::expected(what, code_at));
        };
        let is_object = code.width().is_none();
        let text = text_of(field_name.as_java_str());
        put_field(&mut self.out, code, field_name.as_java_str());
        if let Some(shape) = self.classes.hierarchy.shape_mut(class) {
            if !is_object && shape.object_fields > 0 {
                let problem = "a field of a primitive type can not stand behind one of an object";
                return Err(Fault::new(value, problem));
            }
            shape.add_field(code);
        }
        if let Some(described) = self.classes.classes.get_mut(class.get()) {
            described.by_name &= text.is_some();
            described.fields.push((code, text));
            described.primitives = described.primitives.saturating_add(usize::from(!is_object));
        }
        if is_object {
            self.type_string(kind)?;
        }
        Ok(())
    }

    /// The type of a field: a text is a reference to the type string of this text, if there is
    /// one, as the JDK writes it.
    fn type_string(&mut self, value: &'v Value) -> Result<(), Fault<'v>> {
        let text = match value {
            Value::String(text) => {
                if let Some(handle) = self.classes.types.get(text) {
                    put_reference(&mut self.out, *handle);
                    return Ok(());
                }
                Some(text)
            }
            Value::Object(map) => {
                if map.get("@ref").is_some() {
                    return self.string_or_reference(value);
                }
                match map.get("@string") {
                    Some(Value::String(text)) => Some(text),
                    _ => None,
                }
            }
            _ => None,
        };
        let handle = self.string(value)?;
        if let Some(text) = text {
            self.classes.types.insert(text.clone(), handle);
        }
        Ok(())
    }

    fn all_fields(&mut self, class: ClassIndex) {
        let Some(shape) = self.classes.hierarchy.shape(class) else {
            return;
        };
        if let Some(described) = self.classes.classes.get_mut(class.get()) {
            let mut names: Vec<_> = described.fields.iter().map(|(_, name)| name).collect();
            names.sort_unstable();
            let twice = names.windows(2).any(|pair| pair.first() == pair.last());
            described.by_name &= !twice;
            described.is_external = shape.is_external();
            described.is_undelimited = shape.is_external() && !shape.flags.has_block_data();
            described.has_annotation = shape.has_annotation();
        }
    }

    pub(super) fn superclass(
        &mut self,
        desc: &'v Value,
        class: ClassIndex,
    ) -> Result<(), Fault<'v>> {
        match desc.get("super") {
            None | Some(Value::Null) => {
                self.out.push(TC_NULL);
                self.classes.hierarchy.complete(class, None);
                self.class = Some(class);
                Ok(())
            }
            Some(superclass) => {
                self.tasks.push(Task::Complete(superclass, class));
                self.class_desc(superclass, true)
            }
        }
    }

    pub(super) fn complete(
        &mut self,
        superclass: &'v Value,
        class: ClassIndex,
    ) -> Result<(), Fault<'v>> {
        let above = self.class;
        let completed = self.classes.hierarchy.complete(class, above);
        self.class = Some(class);
        if completed.is_none() {
            return Err(Fault::new(superclass, "the class is not complete here"));
        }
        Ok(())
    }
}

fn key<'v>(value: &'v Value, key: &str) -> Result<&'v Value, Fault<'v>> {
    if !value.is_object() {
        return Err(Fault::expected("an object", value));
    }
    let found = value.get(key);
    found.ok_or_else(|| Fault::new(value, format!("{key:?} is missing")))
}

fn array<'v>(value: &'v Value, name: &str) -> Result<&'v [Value], Fault<'v>> {
    match key(value, name)? {
        Value::Array(items) => Ok(items),
        other => Err(Fault::expected("an array", other)),
    }
}
