//! Which classes an object may be of, where its type leaves that open.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::error::Result;
use super::evidence::Held;
use super::mapping;
use super::names;
use super::render::primitive;
use super::resolve::{OneOf, Resolver};
use super::rust_type::Rust;
use super::types_of::{Place, Typed, called};
use crate::class::suid::Modifiers;
use crate::class_file::Form;
use crate::event::FieldType;

/// How many classes may stand in one place, so that an enum of them is made.
const MOST_VARIANTS: usize = 12;

impl Resolver<'_> {
    /// Whether objects of a class are always of another one.
    pub(super) fn is_open(&self, name: &str) -> bool {
        self.sources.classes.get(name).is_none_or(|class| {
            class.form() == Form::Interface || class.modifiers().contains(Modifiers::ABSTRACT)
        })
    }

    /// The classes of the inputs of which an object that is declared as this class is one, if there are
    /// several or the class is abstract, and no more of them than an enum can hold.
    pub(super) fn closed(&self, name: &str) -> Rc<[String]> {
        if self.sources.classes.get(name).is_none() {
            return Rc::default();
        }
        let mut below = self.all_below(name);
        if !self.is_open(name) {
            if below.is_empty() || !self.is_structure(name) {
                return Rc::default();
            }
            let own = std::iter::once(name.to_owned());
            below = own.chain(below.iter().cloned()).collect();
        }
        match below.len() <= MOST_VARIANTS {
            true => below,
            false => Rc::default(),
        }
    }

    /// One of these classes, or the only one.
    pub(super) fn one_of(
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
                typed
                    .notes
                    .push(format!("A `{}` in the samples.", called(class)));
            } else if class != declared {
                typed.notes.push(format!(
                    "A `{declared}`, in the samples `{}`.",
                    called(class)
                ));
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
                None => simple(class),
            };
            // All exceptions are one type.
            if variants.iter().any(|(_, other)| *other == rust) {
                continue;
            }
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
            None => {
                let name = self.enum_name(declared);
                names::of_class(&mut self.taken, &name)
            }
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

    /// What an enum of the classes below one is named after: the class, if that has no struct.
    fn enum_name(&self, declared: &str) -> String {
        if self.is_open(declared) {
            return declared.to_owned();
        }
        let at = declared
            .rfind(['.', '$'])
            .map_or(0, |at| at.saturating_add(1));
        let (package, simple) = declared.split_at_checked(at).unwrap_or(("", declared));
        format!("{package}Any{simple}")
    }

    /// The type of an object of this very class.
    pub(super) fn one(&mut self, class: &str, held: Option<&Held>) -> Rust {
        if class == "java.lang.String" {
            return match held.is_some_and(|held| held.is_shared) {
                true => Rust::SharedText,
                false => Rust::String,
            };
        }
        if let Some((rust, None)) = self.mapped(class) {
            return Rust::Given(rust);
        }
        if let Some(array) = array(class) {
            return array;
        }
        if let Some(value) = mapping::value(class) {
            return Rust::Value(value);
        }
        if self.sources.constants(class).is_some() {
            return self.constants(class);
        }
        if self.sources.is_exception(class) && !self.is_structure(class) {
            return Rust::Value(mapping::THROWABLE);
        }
        if !self.is_structure(class) {
            return Rust::Any;
        }
        let object = self.class_named(class);
        match held.is_some_and(|held| held.leading_back.contains(class)) {
            true => Rust::Link(class.to_owned()),
            false => object,
        }
    }

    /// Whether a class becomes a struct.
    pub(super) fn is_structure(&self, name: &str) -> bool {
        if let Some(known) = self.structures.borrow().get(name) {
            return *known;
        }
        let is_one = !super::is_of_the_jdk(name)
            && !name.starts_with('[')
            && self.sources.knows(name)
            && (!self.sources.is_exception(name) || self.sources.describe(name).is_ok())
            && self.sources.is_plain(name);
        self.structures.borrow_mut().insert(name.to_owned(), is_one);
        is_one
    }

    /// All classes of the inputs that can be written and are of this one, which is none of them.
    pub(super) fn all_below(&self, name: &str) -> Rc<[String]> {
        if let Some(known) = self.found_below.borrow().get(name) {
            return Rc::clone(known);
        }
        let mut found = BTreeSet::new();
        let mut to_do = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(name) = to_do.pop() {
            for &below in self.below.get(name).into_iter().flatten() {
                if !seen.insert(below) {
                    continue;
                }
                to_do.push(below);
                let is_one = self.is_structure(below) || self.sources.constants(below).is_some();
                if !self.is_open(below) && is_one {
                    found.insert(below.to_owned());
                }
            }
        }
        let found: Rc<[String]> = found.into_iter().collect();
        let mut all = self.found_below.borrow_mut();
        all.insert(name.to_owned(), Rc::clone(&found));
        found
    }
}

/// The simple name of a class; of an array, that of its elements and `Array`.
fn simple(class: &str) -> String {
    let code = class.strip_prefix('[').and_then(|code| code.bytes().next());
    match code.and_then(FieldType::from_code) {
        Some(code) if code.width().is_some() => {
            format!(
                "{}Array",
                names::capital(code.keyword().unwrap_or_default())
            )
        }
        Some(_) => "StringArray".to_owned(),
        None => names::capital(class.rsplit(['.', '$']).next().unwrap_or_default()),
    }
}

/// The Rust type of an array of primitives or of texts where an object of any class may stand.
fn array(class: &str) -> Option<Rust> {
    let element = class.strip_prefix('[')?;
    if element == "Ljava.lang.String;" {
        return Some(Rust::Array(Box::new(Rust::Option(Box::new(Rust::String)))));
    }
    let &[code] = element.as_bytes() else {
        return None;
    };
    let code = FieldType::from_code(code).filter(|code| code.width().is_some())?;
    Some(match code {
        FieldType::Byte => Rust::Vec(Box::new(Rust::Primitive("u8"))),
        code => Rust::Array(Box::new(Rust::Primitive(primitive(code)))),
    })
}

pub(super) fn shortened(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    match names.len() > shown.len() {
        true => format!("{} …", shown.join("`, `")),
        false => shown.join("`, `"),
    }
}
