//! Which classes an object may be of, where its type leaves that open.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::error::Result;
use super::evidence::Held;
use super::mapping;
use super::names;
use super::resolve::{OneOf, Resolver};
use super::rust_type::Rust;
use super::types_of::{Place, Typed};
use crate::class::suid::Modifiers;
use crate::class_file::Form;

/// How many classes may stand in one place, so that an enum of them is made.
const MOST_VARIANTS: usize = 12;

impl Resolver<'_> {
    /// Whether objects of a class are always of another one.
    pub(super) fn is_open(&self, name: &str) -> bool {
        self.sources.classes.get(name).is_none_or(|class| {
            class.form() == Form::Interface || class.modifiers().contains(Modifiers::ABSTRACT)
        })
    }

    /// The classes of which an object of an abstract class or an interface is one, if there are no more
    /// of them than an enum can hold.
    pub(super) fn closed(&self, name: &str) -> Rc<[String]> {
        if self.sources.classes.get(name).is_none() || !self.is_open(name) {
            return Rc::default();
        }
        let below = self.all_below(name);
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
    pub(super) fn one(&mut self, class: &str, held: Option<&Held>) -> Rust {
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
        if self.sources.is_exception(class) {
            return Rust::Value(mapping::THROWABLE);
        }
        match self.is_structure(class) {
            true => self.class_named(class),
            false => Rust::Any,
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
            && !self.sources.is_exception(name)
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

pub(super) fn shortened(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    match names.len() > shown.len() {
        true => format!("{} …", shown.join("`, `")),
        false => shown.join("`, `"),
    }
}
