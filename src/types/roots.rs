//! What stands at the top of a stream.

use super::error::{Result, TypesError};
use super::names;
use super::resolve::{OneOf, Resolver};
use super::rust_type::Rust;
use super::types_of::Place;
use crate::class_file::JavaType;

/// What the enum of all that stands at the top is called.
pub(super) const NAME: &str = "Message";

impl Resolver<'_> {
    /// The Rust type of a class that is wanted.
    ///
    /// # Errors
    ///
    /// If no class of the inputs is one.
    pub(super) fn root(&mut self, name: &str) -> Result<Rust> {
        if self.sources.constants(name).is_some() {
            return Ok(self.constants(name));
        }
        let is_abstract = self.sources.classes.get(name).is_some() && self.is_open(name);
        if !is_abstract {
            return Ok(self.class_named(name));
        }
        let below = self.all_below(name);
        if below.is_empty() {
            return Err(TypesError::new(format!(
                "{name} is abstract or an interface, and no class of the inputs is one that can be \
                 written: add the jar that has such classes, or a capture with such objects"
            )));
        }
        let types: Vec<Rust> = below.iter().map(|class| self.one(class, None)).collect();
        if let [only] = &types[..] {
            return Ok(only.clone());
        }
        let doc = format!("A `{name}`: all classes of the inputs that are one.");
        let rust = names::of_class(&mut self.taken, name);
        Ok(self.either(rust, doc, types))
    }

    /// Adds an enum of all that stands at the top, where that is of several types: a conversation of
    /// several messages receives it.
    pub(super) fn message(&mut self, types: Vec<Rust>) {
        let is_one_stream = self.sources.evidence.is_empty() || self.sources.evidence.is_mixed();
        if types.len() < 2 || !is_one_stream {
            return;
        }
        let rust = names::of_class(&mut self.taken, NAME);
        let with_null = match self.sources.evidence.top().has_null {
            true => format!(", or `receive::<Option<{rust}>>()`, for null was there too"),
            false => String::new(),
        };
        let doc = format!(
            "All that stands at the top of a stream, for a stream that has several of them: \
             `receive::<{rust}>()`{with_null}. It is sent as what it holds."
        );
        self.either(rust, doc, types);
    }

    /// The types of what samples have at the top besides classes of the inputs: texts, lists,
    /// exceptions.
    ///
    /// # Errors
    ///
    /// If a class is known in two ways.
    pub(super) fn of_the_jdk_at_the_top(&mut self) -> Result<Vec<Rust>> {
        let top = self.sources.evidence.top();
        let mut types = Vec::new();
        for class in top.others.classes.keys() {
            if super::is_of_the_jdk(class) || class.starts_with('[') {
                types.push(self.one(class, None));
            }
        }
        for (held, declared) in [(&top.lists, "java.util.List"), (&top.maps, "java.util.Map")] {
            if held.count == 0 {
                continue;
            }
            let place = Place {
                path: "Message.List",
                name: "MessageElement",
                held: Some(held),
            };
            types.push(
                self.java_type(&JavaType::Class(declared.into(), Vec::new()), place)?
                    .rust,
            );
        }
        // What there is no type for comes last.
        types.sort_by_key(|rust| *rust == Rust::Any);
        types.dedup();
        Ok(types)
    }

    /// An enum of these types, one variant for each class.
    fn either(&mut self, rust: String, doc: String, types: Vec<Rust>) -> Rust {
        let mut variants: Vec<(String, Rust)> = Vec::new();
        for one in types {
            // What is an enum of classes already stands here with each of them.
            let several = match &one {
                Rust::OneOf(name) => self.items.one_ofs.iter().find(|it| it.rust == *name),
                _ => None,
            };
            let new = match several {
                Some(one_of) => one_of.variants.clone(),
                None => vec![(self.variant(&one), one)],
            };
            for (variant, rust) in new {
                if !variants.iter().any(|(_, other)| *other == rust) {
                    variants.push((variant, rust));
                }
            }
        }
        self.items.one_ofs.push(OneOf {
            rust: rust.clone(),
            doc,
            variants,
        });
        Rust::OneOf(rust)
    }

    /// The name of the variant for a type.
    fn variant(&self, rust: &Rust) -> String {
        match rust {
            Rust::Struct(java) | Rust::Link(java) | Rust::Constants(java) => {
                self.items.names.get(java).cloned().unwrap_or_default()
            }
            // Of a wrapper, the class: `Integer` of an `i32`.
            Rust::Value(value) if value.rust.starts_with(char::is_lowercase) => {
                value.java.rsplit('.').next().unwrap_or_default().to_owned()
            }
            Rust::Value(value) => names::capital(value.rust),
            Rust::String | Rust::SharedText => "String".to_owned(),
            Rust::Shared(inner) => self.variant(inner),
            Rust::Vec(_) | Rust::Set(..) => "List".to_owned(),
            Rust::Map(..) | Rust::Pairs(_) => "Map".to_owned(),
            Rust::Array(_) => "Array".to_owned(),
            _ => "Other".to_owned(),
        }
    }
}
