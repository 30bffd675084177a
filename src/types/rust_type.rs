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
    /// What an exception was caused by.
    Cause,
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
    /// A reference to an object of this class, that may lead back.
    Link(String),
    Vec(Box<Rust>),
    /// `HashSet`, `BTreeSet`
    Set(&'static str, Box<Rust>),
    /// `HashMap`, `BTreeMap`
    Map(&'static str, Box<(Rust, Rust)>),
    /// `Vec<(K, V)>`
    Pairs(Box<(Rust, Rust)>),
    /// `Arc<Vec<i32>>`: an array or a list that is one object in several places.
    Shared(Box<Rust>),
    /// `Compared<Vec<K>>`
    Compared(Box<Rust>),
    /// `Array<i32>`: an array where nothing declares one.
    Array(Box<Rust>),
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
        match self {
            Rust::Vec(element) => **element == Rust::Primitive("u8"),
            Rust::Shared(inner) => inner.is_bytes(),
            _ => false,
        }
    }

    /// Whether null is among its values, without an `Option`.
    pub(super) fn holds_null(&self) -> bool {
        matches!(
            self,
            Rust::Any
                | Rust::Cause
                | Rust::Back(_)
                | Rust::Link(_)
                | Rust::Option(_)
                | Rust::Given(_)
                | Rust::Written
        )
    }

    /// Returns what is this or null.
    pub(super) fn or_null(self) -> Rust {
        match self.holds_null() {
            true => self,
            false => Rust::Option(Box::new(self)),
        }
    }

    /// Whether it has a `Default`, without a look at generated types.
    pub(super) fn has_default(&self) -> bool {
        match self {
            Rust::Value(value) => !value.is_imported,
            Rust::Shared(inner) => inner.has_default(),
            Rust::Given(_) | Rust::Struct(_) | Rust::Constants(_) | Rust::OneOf(_) => false,
            _ => true,
        }
    }

    /// Gives `see` each generated type in it.
    pub(super) fn each_name<'r>(&'r self, see: &mut dyn FnMut(&'r Rust)) {
        match self {
            Rust::Struct(_)
            | Rust::OneOf(_)
            | Rust::Constants(_)
            | Rust::Back(_)
            | Rust::Link(_) => see(self),
            Rust::Vec(inner)
            | Rust::Set(_, inner)
            | Rust::Shared(inner)
            | Rust::Compared(inner)
            | Rust::Array(inner)
            | Rust::Option(inner) => inner.each_name(see),
            Rust::Map(_, inner) | Rust::Pairs(inner) => {
                inner.0.each_name(see);
                inner.1.each_name(see);
            }
            _ => {}
        }
    }

    /// Gives `change` each object of a generated struct in it, and returns what becomes of it.
    pub(super) fn with_each_struct(self, change: &mut dyn FnMut(String) -> Rust) -> Rust {
        let pair = |inner: Box<(Rust, Rust)>, change: &mut dyn FnMut(String) -> Rust| {
            let (key, value) = *inner;
            Box::new((key.with_each_struct(change), value.with_each_struct(change)))
        };
        match self {
            Rust::Struct(class) => change(class),
            Rust::Vec(inner) => Rust::Vec(Box::new(inner.with_each_struct(change))),
            Rust::Set(set, inner) => Rust::Set(set, Box::new(inner.with_each_struct(change))),
            Rust::Shared(inner) => Rust::Shared(Box::new(inner.with_each_struct(change))),
            Rust::Compared(inner) => Rust::Compared(Box::new(inner.with_each_struct(change))),
            Rust::Map(map, inner) => Rust::Map(map, pair(inner, change)),
            Rust::Pairs(inner) => Rust::Pairs(pair(inner, change)),
            Rust::Option(inner) => inner.with_each_struct(change).or_null(),
            other => other,
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
                if value.is_imported && value.module == "jdk" {
                    uses.jdk.insert(value.rust);
                } else if value.is_imported {
                    uses.typed.insert(value.rust);
                }
                value.rust.to_owned()
            }
            Rust::Given(text) => text.clone(),
            Rust::Any => {
                uses.typed.insert("Any");
                "Any".to_owned()
            }
            Rust::Cause => {
                uses.typed.insert("Cause");
                "Cause".to_owned()
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
            Rust::Link(_) => {
                uses.typed.insert("Link");
                format!("Link<{}>", names(self))
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
            Rust::Shared(inner) => {
                uses.std.insert("sync::Arc");
                format!("Arc<{}>", inner.text(names, uses))
            }
            Rust::Array(inner) => {
                uses.typed.insert("Array");
                format!("Array<{}>", inner.text(names, uses))
            }
            Rust::Compared(inner) => {
                uses.typed.insert("Compared");
                format!("Compared<{}>", inner.text(names, uses))
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
    pub(super) jdk: BTreeSet<&'static str>,
}

fn std_name(collection: &str) -> &'static str {
    match collection {
        "HashSet" => "collections::HashSet",
        "BTreeSet" => "collections::BTreeSet",
        "BTreeMap" => "collections::BTreeMap",
        _ => "collections::HashMap",
    }
}
