//! The Rust types of Java's types.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::error::Result;
use super::evidence::Held;
use super::mapping::{self, Collection};
use super::names;
use super::render::primitive;
use super::resolve::{OneOf, Resolver};
use super::rust_type::Rust;
use crate::class::suid::Modifiers;
use crate::class_file::{Form, JavaType};
use crate::event::FieldType;

/// How many classes may stand in one place, so that an enum of them is made.
const MOST_VARIANTS: usize = 12;

/// The type of a field.
pub(super) struct Typed {
    pub(super) rust: Rust,
    pub(super) codec: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) is_collection: bool,
}

impl Typed {
    fn plain(rust: Rust) -> Self {
        Typed {
            rust,
            codec: None,
            notes: Vec::new(),
            is_collection: false,
        }
    }

    fn any(note: String) -> Self {
        Typed {
            notes: vec![note],
            ..Typed::plain(Rust::Any)
        }
    }
}

/// Where a type stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// The class that has the field, and the field: `com.shop.Order.items`.
    pub(super) path: &'p str,
    /// The Rust name of an enum that is made for it.
    pub(super) name: &'p str,
    pub(super) held: Option<&'p Held>,
}

impl Resolver<'_> {
    /// The Rust type of a type of Java's, without null.
    pub(super) fn java_type(&mut self, java: &JavaType, place: Place<'_>) -> Result<Typed> {
        Ok(match java {
            JavaType::Primitive(code) => Typed::plain(Rust::Primitive(primitive(*code))),
            JavaType::Array(element) => {
                let rust = match &**element {
                    JavaType::Primitive(FieldType::Byte) => Rust::Primitive("u8"),
                    element => {
                        self.element(element, place, "[]", |held| held.elements.as_deref())?
                    }
                };
                Typed::plain(Rust::Vec(Box::new(rust)))
            }
            JavaType::Class(name, arguments) => self.class(name, arguments, place)?,
            JavaType::Variable(_) | JavaType::Unknown => self.object("java.lang.Object", place)?,
        })
    }

    /// The type of the elements of a list, which may be null where samples show that.
    fn element(
        &mut self,
        java: &JavaType,
        place: Place<'_>,
        step: &str,
        held: impl Fn(&Held) -> Option<&Held>,
    ) -> Result<Rust> {
        let path = format!("{}{step}", place.path);
        let inner = Place {
            path: &path,
            name: place.name,
            held: place.held.and_then(held),
        };
        let rust = self.java_type(java, inner)?.rust;
        let is_null = inner.held.is_some_and(|held| held.nulls > 0);
        let is_required = self.settings.required.contains(&path);
        let is_optional = self.settings.optional.contains(&path);
        Ok(match (is_null && !is_required) || is_optional {
            true if !matches!(rust, Rust::Primitive(_)) => rust.or_null(),
            _ => rust,
        })
    }

    /// The type of a class or interface.
    fn class(
        &mut self,
        name: &Arc<str>,
        arguments: &[JavaType],
        place: Place<'_>,
    ) -> Result<Typed> {
        if let Some((rust, codec)) = self.settings.mapped.get(&**name) {
            return Ok(Typed {
                codec: codec.clone(),
                ..Typed::plain(Rust::Given(rust.clone()))
            });
        }
        if &**name == "java.lang.String" {
            let is_shared = place.held.is_some_and(|held| held.is_shared);
            return Ok(Typed::plain(match is_shared {
                true => Rust::SharedText,
                false => Rust::String,
            }));
        }
        if let Some(value) = mapping::value(name) {
            return Ok(Typed::plain(Rust::Value(value)));
        }
        // A class of the inputs that is a collection too is one of those all the same.
        if let Some(declared) = mapping::collection(name) {
            return self.collection(name, declared, arguments, place);
        }
        self.object(name, place)
    }

    fn collection(
        &mut self,
        name: &str,
        declared: (Collection, &'static str),
        arguments: &[JavaType],
        place: Place<'_>,
    ) -> Result<Typed> {
        let mut notes = Vec::new();
        let (mut kind, mut codec) = declared;
        if let Some(held) = place.held.filter(|held| !held.classes.is_empty()) {
            let seen = held.class().and_then(mapping::collection);
            match seen {
                Some(found) => (kind, codec) = found,
                None => {
                    let names: Vec<&str> = held.classes.keys().map(String::as_str).collect();
                    notes.push(format!(
                        "In the samples `{}`; written as a `{codec}`.",
                        names.join("`, `")
                    ));
                }
            }
        }
        let object = JavaType::Class("java.lang.Object".into(), Vec::new());
        let argument = |index: usize| arguments.get(index).cloned().unwrap_or(object.clone());
        let is_map = matches!(
            kind,
            Collection::HashedMap | Collection::LinkedMap | Collection::SortedMap
        );
        let first = self.element(
            &argument(0),
            place,
            if is_map { "[].key" } else { "[]" },
            |held| held.elements.as_deref(),
        )?;
        let rust = if is_map {
            let value = self.element(&argument(1), place, "[]", |held| held.values.as_deref())?;
            let both = Box::new((first, value));
            match kind {
                Collection::HashedMap if both.0.is_hash() => Rust::Map("HashMap", both),
                Collection::SortedMap if both.0.is_ord() => Rust::Map("BTreeMap", both),
                _ => Rust::Pairs(both),
            }
        } else {
            let element = Box::new(first);
            match kind {
                Collection::Hashed if element.is_hash() => Rust::Set("HashSet", element),
                Collection::Sorted if element.is_ord() => Rust::Set("BTreeSet", element),
                _ => Rust::Vec(element),
            }
        };
        let is_default = match &rust {
            Rust::Vec(_) => codec == "ArrayList" && name.ends_with("List"),
            Rust::Set(set, _) => {
                (*set == "HashSet") == (codec == "HashSet") && codec != "LinkedHashSet"
            }
            Rust::Map(map, _) => {
                (*map, codec) == ("HashMap", "HashMap") || (*map, codec) == ("BTreeMap", "TreeMap")
            }
            _ => codec == "LinkedHashMap",
        };
        Ok(Typed {
            rust,
            codec: (!is_default).then(|| format!("codec::{codec}")),
            notes,
            is_collection: true,
        })
    }

    /// The type of an object that may be of several classes.
    fn object(&mut self, name: &str, place: Place<'_>) -> Result<Typed> {
        let held = place.held.filter(|held| !held.classes.is_empty());
        if let Some(held) = held {
            let is_back = held.back > 0 && held.back == held.count.saturating_sub(held.nulls);
            if is_back && let Some(class) = held.class().filter(|class| self.is_structure(class)) {
                self.class_named(class);
                return Ok(Typed {
                    notes: vec!["The object that it is in, in all samples.".to_owned()],
                    ..Typed::plain(Rust::Back(class.to_owned()))
                });
            }
            let classes: Vec<String> = held.classes.keys().cloned().collect();
            let total: usize = held.classes.values().sum();
            let doc = format!("What `{}` holds, a `{name}`: {total} samples.", place.path);
            return self.one_of(&classes, place, doc, name);
        }
        if self.sources.constants(name).is_some() {
            return Ok(Typed::plain(self.constants(name)));
        }
        let class = self.sources.classes.get(name);
        let is_open = class.is_none_or(|class| {
            class.form() == Form::Interface || class.modifiers().contains(Modifiers::ABSTRACT)
        });
        if !is_open && self.is_structure(name) {
            let below = self.all_below(name);
            let mut typed = Typed::plain(self.class_named(name));
            if !below.is_empty() {
                typed.notes.push(format!(
                    "Of subclasses, `{}`, nothing comes through: an enum by `one_of!` can hold them.",
                    shortened(&below)
                ));
            }
            return Ok(typed);
        }
        if class.is_some() {
            let below = self.all_below(name);
            if (1..=MOST_VARIANTS).contains(&below.len()) {
                let doc = format!("A `{name}`: all classes of the inputs that are one.");
                return self.one_of(&below, place, doc, name);
            }
        }
        Ok(Typed::any(self.why_any(name)))
    }

    /// Why nothing better is known.
    fn why_any(&self, name: &str) -> String {
        if name == "java.lang.Object" {
            return "Any object: a capture, by `--samples`, shows which.".to_owned();
        }
        if super::is_of_the_jdk(name) {
            return format!("A `{name}`, for which there is no Rust type.");
        }
        match self.sources.classes.get(name) {
            None => format!("A `{name}`, of which the inputs say nothing."),
            Some(_) if self.sources.is_exception(name) => format!("A `{name}`, an exception."),
            Some(class) if class.form() == Form::Interface => {
                format!("A `{name}`, an interface: a capture, by `--samples`, shows which classes.")
            }
            Some(_) if !self.sources.is_plain(name) => format!(
                "A `{name}`: no table can say what it writes, or what it extends is not among the \
                 inputs."
            ),
            Some(_) => format!("A `{name}`: a capture, by `--samples`, shows which classes."),
        }
    }

    /// One of these classes, or the only one.
    fn one_of(
        &mut self,
        classes: &[String],
        place: Place<'_>,
        doc: String,
        declared: &str,
    ) -> Result<Typed> {
        if classes.len() > MOST_VARIANTS {
            return Ok(Typed::any(format!(
                "A `{declared}`: {} classes.",
                classes.len()
            )));
        }
        let types: Vec<Rust> = classes
            .iter()
            .map(|class| self.one(class, place.held))
            .collect();
        if let [only] = &types[..] {
            let mut typed = Typed::plain(only.clone());
            let class = classes.first().map_or("", String::as_str);
            if *only == Rust::Any {
                typed.notes.push(format!("A `{class}` in the samples."));
            } else if class != declared {
                typed
                    .notes
                    .push(format!("A `{declared}`, which is a `{class}` each time."));
            }
            return Ok(typed);
        }
        let mut variants = Vec::new();
        let mut taken = BTreeSet::new();
        let mut has_others = false;
        for (class, rust) in classes.iter().zip(types) {
            if rust == Rust::Any {
                has_others = true;
                continue;
            }
            let wanted = match self.items.names.get(class) {
                Some(name) => name.clone(),
                None => names::capital(class.rsplit(['.', '$']).next().unwrap_or_default()),
            };
            variants.push((names::unique(&mut taken, &[wanted]), rust));
        }
        if variants.is_empty() {
            return Ok(Typed::any(format!(
                "A `{declared}`: {}.",
                shortened(classes)
            )));
        }
        if has_others {
            variants.push((names::unique(&mut taken, &["Other".to_owned()]), Rust::Any));
        }
        // The same classes in the same place of a class that others extend are one enum.
        if let Some(found) = self.items.one_ofs.iter().find(|it| it.doc == doc) {
            return Ok(Typed::plain(Rust::OneOf(found.rust.clone())));
        }
        let wanted = match place.held {
            Some(_) => place.name.to_owned(),
            None => names::of_class(&mut self.taken, declared),
        };
        let rust = match place.held {
            Some(_) => names::of_class(&mut self.taken, &wanted),
            None => wanted,
        };
        self.items.one_ofs.push(OneOf {
            rust: rust.clone(),
            doc,
            variants,
        });
        Ok(Typed::plain(Rust::OneOf(rust)))
    }

    /// The type of an object of this very class.
    fn one(&mut self, class: &str, held: Option<&Held>) -> Rust {
        if class == "java.lang.String" {
            return match held.is_some_and(|held| held.is_shared) {
                true => Rust::SharedText,
                false => Rust::String,
            };
        }
        if let Some((rust, None)) = self.settings.mapped.get(class) {
            return Rust::Given(rust.clone());
        }
        if let Some(value) = mapping::value(class) {
            return Rust::Value(value);
        }
        if self.sources.constants(class).is_some() {
            return self.constants(class);
        }
        match self.is_structure(class) {
            true => self.class_named(class),
            false => Rust::Any,
        }
    }

    /// Whether a class becomes a struct.
    fn is_structure(&self, name: &str) -> bool {
        if let Some(known) = self.structures.borrow().get(name) {
            return *known;
        }
        let is_one = !super::is_of_the_jdk(name)
            && !name.starts_with('[')
            && self.sources.knows(name)
            && !self.sources.is_exception(name)
            && self.sources.is_plain(name);
        self.structures.borrow_mut().insert(name.to_owned(), is_one);
        is_one
    }

    /// All classes of the inputs that can be written and are of this one, which is none of them.
    fn all_below(&self, name: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        let mut to_do = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(name) = to_do.pop() {
            for &below in self.below.get(name).into_iter().flatten() {
                if !seen.insert(below) {
                    continue;
                }
                to_do.push(below);
                let class = self.sources.classes.get(below);
                let is_written = class.is_some_and(|class| {
                    class.form() != Form::Interface
                        && !class.modifiers().contains(Modifiers::ABSTRACT)
                });
                if is_written
                    && (self.is_structure(below) || self.sources.constants(below).is_some())
                {
                    found.insert(below.to_owned());
                }
            }
        }
        found.into_iter().collect()
    }
}

fn shortened(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    match names.len() > shown.len() {
        true => format!("{} …", shown.join("`, `")),
        false => shown.join("`, `"),
    }
}
