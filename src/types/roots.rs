//! What stands at the top of a stream.

use super::error::{Result, TypesError};
use super::names;
use super::resolve::{OneOf, Resolver};
use super::rust_type::Rust;

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
    pub(super) fn message(&mut self, mut types: Vec<Rust>) {
        types.dedup();
        let is_one_stream = self.sources.evidence.is_empty() || self.sources.evidence.is_mixed();
        if types.len() < 2 || !is_one_stream {
            return;
        }
        let doc = "All that stands at the top of a stream, for a stream that has several of them: \
                   `receive::<Message>()`. It is sent as what it holds.";
        let rust = names::of_class(&mut self.taken, NAME);
        self.either(rust, doc.to_owned(), types);
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
            Rust::Value(value) => names::capital(value.rust),
            _ => "Other".to_owned(),
        }
    }
}
