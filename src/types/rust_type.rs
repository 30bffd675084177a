//! The types of generated fields, before it is known what is shared.

use std::collections::BTreeSet;

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rust {
    /// `i32`, `bool` …
    Primitive(&'static str),
    String,
    /// `Arc<str>`: a text that is one object in several places.
    SharedText,
    /// A value of `javawire::typed`, or a wrapper.
    Value(&'static super::mapping::Value),
    /// As it was mapped by hand.
    Given(String),
    Any,
    /// The `rest` of what a `writeObject` wrote.
    Written,
    /// A generated struct, by the name of its class.
    Struct(String),
    /// A generated enum of constants.
    Constants(String),
    /// A generated enum of one of several classes, by its Rust name.
    OneOf(String),
    /// A reference back to an object of this class.
    Back(String),
    Vec(Box<Rust>),
    /// `HashSet`, `BTreeSet`
    Set(&'static str, Box<Rust>),
    /// `HashMap`, `BTreeMap`
    Map(&'static str, Box<(Rust, Rust)>),
    /// `Vec<(K, V)>`
    Pairs(Box<(Rust, Rust)>),
    Option(Box<Rust>),
}

impl Rust {
    /// Whether it can be a key of a `HashMap`.
    pub(super) fn is_hash(&self) -> bool {
        match self {
            Rust::String | Rust::SharedText | Rust::Constants(_) => true,
            Rust::Value(value) => value.is_hash,
            Rust::Option(inner) => inner.is_hash(),
            _ => false,
        }
    }

    /// Whether it can be a key of a `BTreeMap`, whose order is Java's.
    pub(super) fn is_ord(&self) -> bool {
        match self {
            Rust::String | Rust::SharedText | Rust::Constants(_) => true,
            Rust::Value(value) => value.is_ord,
            _ => false,
        }
    }

    /// Whether it is a `byte[]` wherever it stands.
    pub(super) fn is_bytes(&self) -> bool {
        matches!(self, Rust::Vec(element) if **element == Rust::Primitive("u8"))
    }

    /// Whether null is among its values, without an `Option`.
    pub(super) fn holds_null(&self) -> bool {
        matches!(
            self,
            Rust::Any | Rust::Back(_) | Rust::Option(_) | Rust::Given(_) | Rust::Written
        )
    }

    /// Returns what is this or null.
    pub(super) fn or_null(self) -> Rust {
        match self.holds_null() {
            true => self,
            false => Rust::Option(Box::new(self)),
        }
    }

    /// Gives `see` each generated type in it.
    pub(super) fn each_name<'r>(&'r self, see: &mut dyn FnMut(&'r Rust)) {
        match self {
            Rust::Struct(_) | Rust::OneOf(_) | Rust::Constants(_) => see(self),
            Rust::Vec(inner) | Rust::Set(_, inner) | Rust::Option(inner) => inner.each_name(see),
            Rust::Map(_, inner) | Rust::Pairs(inner) => {
                inner.0.each_name(see);
                inner.1.each_name(see);
            }
            _ => {}
        }
    }

    /// Returns its spelling, and adds what it needs of `javawire::typed` and of std.
    pub(super) fn text(&self, names: &dyn Fn(&Rust) -> String, uses: &mut Uses) -> String {
        match self {
            Rust::Primitive(name) => (*name).to_owned(),
            Rust::String => "String".to_owned(),
            Rust::SharedText => {
                uses.std.insert("sync::Arc");
                "Arc<str>".to_owned()
            }
            Rust::Value(value) => {
                if value.is_imported {
                    uses.typed.insert(value.rust);
                }
                value.rust.to_owned()
            }
            Rust::Given(text) => text.clone(),
            Rust::Any => {
                uses.typed.insert("Any");
                "Any".to_owned()
            }
            Rust::Written => {
                uses.typed.insert("Written");
                "Written".to_owned()
            }
            Rust::Struct(_) | Rust::Constants(_) | Rust::OneOf(_) => {
                let name = names(self);
                if name.starts_with("Arc<") {
                    uses.std.insert("sync::Arc");
                }
                name
            }
            Rust::Back(_) => {
                uses.typed.insert("Back");
                format!("Back<{}>", names(self))
            }
            Rust::Vec(inner) => format!("Vec<{}>", inner.text(names, uses)),
            Rust::Set(set, inner) => {
                uses.std.insert(std_name(set));
                format!("{set}<{}>", inner.text(names, uses))
            }
            Rust::Map(map, inner) => {
                uses.std.insert(std_name(map));
                let (key, value) = (inner.0.text(names, uses), inner.1.text(names, uses));
                format!("{map}<{key}, {value}>")
            }
            Rust::Pairs(inner) => {
                let (key, value) = (inner.0.text(names, uses), inner.1.text(names, uses));
                format!("Vec<({key}, {value})>")
            }
            Rust::Option(inner) => format!("Option<{}>", inner.text(names, uses)),
        }
    }
}

/// What a file imports.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) std: BTreeSet<&'static str>,
    pub(super) typed: BTreeSet<&'static str>,
}

fn std_name(collection: &str) -> &'static str {
    match collection {
        "HashSet" => "collections::HashSet",
        "BTreeSet" => "collections::BTreeSet",
        "BTreeMap" => "collections::BTreeMap",
        _ => "collections::HashMap",
    }
}
