//! From classes to the items of a Rust file: which there are, and what their fields are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::describe::{Custom, Described, FieldOf, Kind, Level, Sources};
use super::error::Result;
use super::evidence::Held;
use super::names;
use super::rust_type::Rust;
use super::settings::Settings;
use super::types_of::{Place, Typed};
use crate::class_file::{Fields, JavaType, Kind as Datum};

/// A struct, and the class that it stands for.
#[derive(Debug)]
pub(super) struct Struct {
    pub(super) java: String,
    pub(super) form: Kind,
    pub(super) notes: Vec<String>,
    pub(super) fields: Vec<StructField>,
    pub(super) levels: Vec<Table>,
}

#[derive(Debug)]
pub(super) struct StructField {
    pub(super) name: String,
    pub(super) rust: Rust,
    pub(super) notes: Vec<String>,
}

/// A level of a `class!` table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) java: String,
    pub(super) suid: i64,
    pub(super) lines: Vec<Line>,
    pub(super) without_fields: bool,
    /// What a `writeObject` or `writeExternal` writes: a field, and its kind.
    pub(super) data: Option<Vec<(String, &'static str)>>,
}

/// A field in a table.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) rust: String,
    pub(super) java: String,
    pub(super) erased: JavaType,
    pub(super) codec: Option<String>,
}

/// An enum of one of several classes.
#[derive(Debug)]
pub(super) struct OneOf {
    pub(super) rust: String,
    pub(super) doc: String,
    pub(super) variants: Vec<(String, Rust)>,
}

/// All that a file has.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// In the order in which they were come to.
    pub(super) structs: Vec<Struct>,
    pub(super) constants: Vec<(String, Vec<Arc<str>>)>,
    pub(super) one_ofs: Vec<OneOf>,
    /// The Rust names of structs and enums of constants.
    pub(super) names: BTreeMap<String, String>,
}

pub(super) struct Resolver<'s> {
    pub(super) sources: &'s Sources,
    pub(super) settings: &'s Settings,
    pub(super) items: Items,
    pub(super) taken: BTreeSet<String>,
    /// Classes that are still to be described.
    to_do: Vec<String>,
    /// The classes of the inputs that extend each class or implement each interface.
    pub(super) below: BTreeMap<&'s str, Vec<&'s str>>,
    /// Which classes become a struct, as far as that was asked.
    pub(super) structures: RefCell<BTreeMap<String, bool>>,
    /// The classes of which objects of each are, as far as that was asked.
    pub(super) found_below: RefCell<BTreeMap<String, Rc<[String]>>>,
}

impl<'s> Resolver<'s> {
    pub(super) fn new(sources: &'s Sources, settings: &'s Settings) -> Self {
        let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for class in sources.classes.iter() {
            let above = class.interfaces().iter().map(|name| &**name);
            for name in above.chain(class.superclass()) {
                if name != "java.lang.Object" {
                    below.entry(name).or_default().push(class.name());
                }
            }
        }
        Resolver {
            sources,
            settings,
            items: Items::default(),
            taken: BTreeSet::new(),
            to_do: Vec::new(),
            below,
            structures: RefCell::default(),
            found_below: RefCell::default(),
        }
    }

    /// Returns the items for these classes and all that they refer to.
    pub(super) fn resolve(mut self, roots: &[String]) -> Result<Items> {
        for root in roots {
            if self.sources.constants(root).is_some() {
                self.constants(root);
            } else {
                self.class_named(root);
            }
        }
        self.to_do.reverse();
        while let Some(java) = self.to_do.pop() {
            let before = self.to_do.len();
            let described = self.sources.describe(&java)?;
            let made = self.structure(&java, described)?;
            self.items.structs.push(made);
            // What a class refers to comes behind it, in the order of its fields.
            if let Some(new) = self.to_do.get_mut(before..) {
                new.reverse();
            }
        }
        Ok(self.items)
    }

    /// The Rust type of a class that becomes a struct.
    pub(super) fn class_named(&mut self, java: &str) -> Rust {
        if !self.items.names.contains_key(java) {
            let rust = names::of_class(&mut self.taken, java);
            self.items.names.insert(java.to_owned(), rust);
            self.to_do.push(java.to_owned());
        }
        Rust::Struct(java.to_owned())
    }

    pub(super) fn constants(&mut self, java: &str) -> Rust {
        if !self.items.names.contains_key(java) {
            let rust = names::of_class(&mut self.taken, java);
            self.items.names.insert(java.to_owned(), rust);
            let constants = self.sources.constants(java).unwrap_or_default();
            self.items.constants.push((java.to_owned(), constants));
        }
        Rust::Constants(java.to_owned())
    }

    fn structure(&mut self, java: &str, described: Described) -> Result<Struct> {
        let mut made = Struct {
            java: java.to_owned(),
            form: described.form,
            notes: described.notes,
            fields: Vec::new(),
            levels: Vec::new(),
        };
        let mut taken = BTreeSet::new();
        for level in described.levels {
            let table = self.level(&mut made, &mut taken, level)?;
            made.levels.push(table);
        }
        Ok(made)
    }

    fn level(
        &mut self,
        made: &mut Struct,
        taken: &mut BTreeSet<String>,
        level: Level,
    ) -> Result<Table> {
        let simple = level.name.rsplit(['.', '$']).next().unwrap_or_default();
        let without_fields = level.written.as_ref().is_some_and(|it| it.without_fields);
        let mut lines = Vec::new();
        let owner = self
            .items
            .names
            .get(&made.java)
            .cloned()
            .unwrap_or_default();
        for field in &level.fields {
            let plain = names::of_field(&field.name);
            let long = format!(
                "{}_{}",
                names::of_field(simple),
                plain.trim_start_matches("r#")
            );
            let rust = names::unique(taken, &[plain, long]);
            let name = format!("{owner}{}", camel(&rust));
            let mut typed = self.field(&level.name, field, &name)?;
            // What never comes is what Java makes of it.
            if without_fields && !matches!(typed.rust, Rust::Primitive(_)) {
                typed.rust = typed.rust.or_null();
            }
            made.fields.push(StructField {
                name: rust.clone(),
                rust: typed.rust,
                notes: typed.notes,
            });
            lines.push(Line {
                rust,
                java: field.name.clone(),
                erased: field.erased.clone(),
                codec: typed.codec,
            });
        }
        let written = level.written.as_ref();
        let data = written.map(|custom| self.data(made, taken, &level.name, custom));
        Ok(Table {
            java: level.name,
            suid: level.suid,
            lines,
            without_fields,
            data,
        })
    }

    /// The type of a field, which may be null or not.
    fn field(&mut self, class: &str, field: &FieldOf, name: &str) -> Result<Typed> {
        let sources = self.sources;
        let held = sources.evidence.held(class, &field.name);
        let path = format!("{class}.{}", field.name);
        let place = Place {
            path: &path,
            name,
            held,
        };
        let mut typed = self.java_type(&field.declared, place)?;
        // A type parameter for which there is an array: where the stream says `Object`, a list.
        if matches!(field.declared, JavaType::Array(_))
            && !matches!(field.erased, JavaType::Array(_))
            && !typed.rust.is_bytes()
        {
            typed.rust = Rust::Any;
        }
        if matches!(typed.rust, Rust::Primitive(_)) {
            return Ok(typed);
        }
        let is_never_null = held.is_some_and(Held::is_never_null);
        let is_required = match () {
            () if self.settings.optional.contains(&path) => false,
            () if self.settings.required.contains(&path) || field.is_not_null => true,
            () if is_never_null => true,
            () => typed.is_collection && held.is_none_or(|held| held.nulls == 0),
        };
        if is_required && is_never_null && !typed.is_collection && !typed.rust.holds_null() {
            let count = held.map_or(0, |held| held.count);
            typed.notes.push(format!("Never null in {count} samples."));
        }
        if !is_required {
            typed.rust = typed.rust.or_null();
        }
        Ok(typed)
    }

    /// What a `writeObject` or `writeExternal` writes, as fields of the struct.
    fn data(
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
                    self.written_object(datum.declared.as_ref(), place)
                }
                kind => primitive_of(kind),
            };
            made.fields.push(StructField {
                name: name.clone(),
                rust,
                notes: vec![format!("Written by the `{method}` of `{level}`.")],
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

fn camel(rust: &str) -> String {
    rust.trim_start_matches("r#")
        .split('_')
        .map(names::capital)
        .collect()
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
