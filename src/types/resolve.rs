//! From classes to the items of a Rust file: which there are, and what their fields are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::describe::{Described, FieldOf, Kind, Level, Sources};
use super::error::Result;
use super::evidence::Held;
use super::exceptions;
use super::links;
use super::names;
use super::rust_type::Rust;
use super::settings::Settings;
use super::types_of::{Place, Typed};
use crate::class_file::JavaType;

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
    /// Whether samples show an object in it.
    pub(super) is_seen: bool,
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
    /// The arguments of a generic type, as they are declared.
    pub(super) arguments: Option<String>,
    pub(super) codec: Option<String>,
}

/// An enum of one of several classes.
#[derive(Debug)]
pub(super) struct OneOf {
    pub(super) rust: String,
    pub(super) doc: String,
    pub(super) variants: Vec<(String, Rust)>,
}

/// An enum of constants.
#[derive(Debug)]
pub(super) struct Constants {
    pub(super) java: String,
    pub(super) constants: Vec<Arc<str>>,
    /// Whether more is known than those that samples show.
    pub(super) is_whole: bool,
}

/// All that a file has.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// In the order in which they were come to.
    pub(super) structs: Vec<Struct>,
    pub(super) constants: Vec<Constants>,
    pub(super) one_ofs: Vec<OneOf>,
    /// The Rust names of structs and enums of constants.
    pub(super) names: BTreeMap<String, String>,
}

pub(super) struct Resolver<'s> {
    pub(super) sources: &'s Sources,
    pub(super) settings: &'s Settings,
    pub(super) items: Items,
    pub(super) taken: BTreeSet<String>,
    /// The fields and classes of which the caller could have said something.
    pub(super) met: BTreeSet<String>,
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
            met: BTreeSet::new(),
            to_do: Vec::new(),
            below,
            structures: RefCell::default(),
            found_below: RefCell::default(),
        }
    }

    /// Returns the items for these classes and all that they refer to.
    pub(super) fn resolve(mut self, roots: &[String]) -> Result<Items> {
        let mut at_top = Vec::new();
        for root in roots {
            at_top.push(self.root(root)?);
        }
        at_top.dedup();
        at_top.extend(self.of_the_jdk_at_the_top()?);
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
        self.check_said()?;
        self.message(at_top);
        links::put(&mut self.items);
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
            self.items.constants.push(Constants {
                java: java.to_owned(),
                constants,
                is_whole: self.sources.has_all_constants(java),
            });
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
            let own = (level.name == exceptions::LEVEL)
                .then(|| exceptions::field(&field.name))
                .flatten();
            let plain = match &own {
                Some((name, _)) => (*name).to_owned(),
                None => names::of_field(&field.name),
            };
            let long = format!(
                "{}_{}",
                names::of_field(simple),
                plain.trim_start_matches("r#")
            );
            let rust = names::unique(taken, &[plain, long]);
            let name = format!("{owner}{}", camel(&rust));
            let mut typed = match own {
                Some((_, typed)) => typed,
                None => self.field(&level.name, field, &name)?,
            };
            // What never comes is what Java makes of it.
            if without_fields && !matches!(typed.rust, Rust::Primitive(_)) {
                typed.rust = typed.rust.or_null();
            }
            let held = self.sources.evidence.held(&level.name, &field.name);
            made.fields.push(StructField {
                name: rust.clone(),
                is_seen: links::is_seen(&typed.rust, held),
                rust: typed.rust,
                notes: typed.notes,
            });
            lines.push(Line {
                rust,
                java: field.name.clone(),
                erased: field.erased.clone(),
                arguments: field.arguments(),
                codec: typed.codec,
            });
        }
        let written = level.written.as_ref();
        let data = match level.name == exceptions::LEVEL {
            true => Some(Vec::new()),
            false => written.map(|custom| self.data(made, taken, &level.name, custom)),
        };
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
            () if self.is_optional(&path) => false,
            () if self.is_required(&path) || field.is_not_null => true,
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
}

pub(super) fn camel(rust: &str) -> String {
    rust.trim_start_matches("r#")
        .split('_')
        .map(names::capital)
        .collect()
}
