//! The Rust types of Java's types.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::choices::shortened;
use super::error::Result;
use super::evidence::Held;
use super::mapping::{self, Collection};
use super::render::primitive;
use super::resolve::Resolver;
use super::rust_type::Rust;
use crate::class_file::{Form, JavaType};
use crate::event::FieldType;

/// The type of a field.
pub(super) struct Typed {
    pub(super) rust: Rust,
    pub(super) codec: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) is_collection: bool,
}

impl Typed {
    pub(super) fn plain(rust: Rust) -> Self {
        Typed {
            rust,
            codec: None,
            notes: Vec::new(),
            is_collection: false,
        }
    }

    pub(super) fn any(note: String) -> Self {
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
                        self.element(element, place, "[]", true, |held| held.elements.as_deref())?
                    }
                };
                Typed::plain(shared(Rust::Vec(Box::new(rust)), place.held))
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
        is_in_array: bool,
        held: impl Fn(&Held) -> Option<&Held>,
    ) -> Result<Rust> {
        let path = format!("{}{step}", place.path);
        // In a collection, whose elements are objects, a `Vec` is written as a list, but of bytes.
        let is_array = matches!(java, JavaType::Array(element)
            if **element != JavaType::Primitive(FieldType::Byte));
        if is_array && !is_in_array {
            return Ok(Rust::Any);
        }
        let inner = Place {
            path: &path,
            name: place.name,
            held: place.held.and_then(held),
        };
        let Typed { rust, codec, .. } = self.java_type(java, inner)?;
        // An element has no codec: what is not written as this class without one stays as it is.
        let is_list = matches!(rust, Rust::Vec(_));
        if codec.is_some_and(|codec| !is_list || codec != "codec::ArrayList") {
            return Ok(Rust::Any);
        }
        let is_null = inner.held.is_some_and(|held| held.nulls > 0);
        let is_required = self.is_required(&path);
        let is_optional = self.is_optional(&path);
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
        if let Some((rust, codec)) = self.mapped(name) {
            return Ok(Typed {
                codec,
                ..Typed::plain(Rust::Given(rust))
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
        if self.sources.is_exception(name) && !self.is_structure(name) {
            return Ok(Typed::plain(Rust::Value(mapping::THROWABLE)));
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
        let (kind, codec) = seen_as(declared, place.held, &mut notes);
        let text = JavaType::Class("java.lang.String".into(), Vec::new());
        let object = match codec {
            "Properties" => text,
            _ => JavaType::Class("java.lang.Object".into(), Vec::new()),
        };
        let argument = |index: usize| arguments.get(index).cloned().unwrap_or(object.clone());
        if arguments.iter().any(|it| matches!(it, JavaType::Array(_))) {
            notes.push(format!(
                "`{}`: an array in a collection is kept as it is, for a `Vec` there is a list.",
                JavaType::Class(name.into(), arguments.to_vec())
            ));
        }
        let is_enum = codec.starts_with("Enum");
        let is_natural = place.held.is_none_or(|held| !held.is_compared);
        if !is_natural {
            notes.push("In the samples it has a comparator.".to_owned());
        }
        let is_map = matches!(
            kind,
            Collection::HashedMap | Collection::LinkedMap | Collection::SortedMap
        );
        let first = self.element(
            &argument(0),
            place,
            if is_map { "[].key" } else { "[]" },
            false,
            |held| held.elements.as_deref(),
        )?;
        if is_enum && !matches!(first, Rust::Constants(_)) {
            return Ok(Typed::any(format!(
                "A `java.util.{codec}` of an enum that is not known."
            )));
        }
        if codec == "PriorityQueue" && !is_natural {
            return Ok(Typed::any(
                "A `java.util.PriorityQueue` with a comparator.".to_owned(),
            ));
        }
        let rust = if is_map {
            let value = self.element(&argument(1), place, "[]", false, |held| {
                held.values.as_deref()
            })?;
            map_of(kind, Box::new((first, value)), is_natural)
        } else {
            group_of(kind, Box::new(first), is_natural)
        };
        let is_default = is_default(&rust, codec, name);
        let is_sorted =
            !is_enum && matches!(rust, Rust::Set("BTreeSet", _) | Rust::Map("BTreeMap", _));
        if is_sorted && place.held.is_none_or(|held| held.classes.is_empty()) {
            notes.push(
                "One with a comparator is refused: where there is one, it is a `Compared` of a `Vec`."
                    .to_owned(),
            );
        }
        let is_shared = place.held.is_some_and(|held| held.is_shared);
        if is_shared && !is_default {
            notes.push(
                "One object in several places in the samples; here each place has its own."
                    .to_owned(),
            );
        }
        let rust = match is_default {
            true => shared(rust, place.held),
            false => rust,
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
        let below = self.closed(name);
        // Where all classes of the inputs are known, those that were seen are some of them.
        let is_known = |held: &Held| held.classes.keys().all(|class| below.contains(class));
        if let Some(held) = held.filter(|held| held.back > 0 || !is_known(held)) {
            let is_back = held.back > 0 && held.back == held.count.saturating_sub(held.nulls);
            // A link is to objects of one class: where there may be others, an enum has it.
            let only = held.class().filter(|class| {
                self.is_structure(class) && below.iter().all(|other| other == class)
            });
            if is_back && let Some(class) = only {
                self.class_named(class);
                return Ok(Typed {
                    notes: vec!["The object that it is in, in all samples.".to_owned()],
                    ..Typed::plain(Rust::Back(class.to_owned()))
                });
            }
            if let Some(class) = only.filter(|_| held.back > 0) {
                self.class_named(class);
                return Ok(Typed {
                    notes: vec!["In some samples the object that it is in.".to_owned()],
                    ..Typed::plain(Rust::Link(class.to_owned()))
                });
            }
            // Those that samples have not shown may come all the same.
            let classes: BTreeSet<&String> = held.classes.keys().chain(below.iter()).collect();
            let classes: Vec<String> = classes.into_iter().cloned().collect();
            let total: usize = held.classes.values().sum();
            let doc = format!("What `{}` holds, a `{name}`: {total} samples.", place.path);
            return self.one_of(&classes, place, doc, name);
        }
        if self.sources.constants(name).is_some() {
            return Ok(Typed::plain(self.constants(name)));
        }
        if below.is_empty() && !self.is_open(name) && self.is_structure(name) {
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
        if !below.is_empty() {
            let doc = format!("A `{name}`: all classes of the inputs that are one.");
            let place = Place {
                held: None,
                ..place
            };
            return self.one_of(&below, place, doc, name);
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
}

/// How a collection is read and written that samples show, or else the one that is declared.
fn seen_as(
    declared: (Collection, &'static str),
    held: Option<&Held>,
    notes: &mut Vec<String>,
) -> (Collection, &'static str) {
    let Some(held) = held.filter(|held| !held.classes.is_empty()) else {
        return declared;
    };
    if let Some(found) = held.class().and_then(mapping::collection) {
        return found;
    }
    let names: Vec<String> = held.classes.keys().map(|name| called(name)).collect();
    let (_, codec) = declared;
    notes.push(format!(
        "In the samples `{}`; written as {} `{codec}`.",
        names.join("`, `"),
        article(codec)
    ));
    declared
}

/// A map of these keys and values.
fn map_of(kind: Collection, both: Box<(Rust, Rust)>, is_natural: bool) -> Rust {
    match kind {
        Collection::HashedMap if both.0.is_hash() => Rust::Map("HashMap", both),
        Collection::SortedMap if is_natural && both.0.is_ord() => Rust::Map("BTreeMap", both),
        Collection::SortedMap => Rust::Compared(Box::new(Rust::Pairs(both))),
        _ => Rust::Pairs(both),
    }
}

/// A list or set of these elements.
fn group_of(kind: Collection, element: Box<Rust>, is_natural: bool) -> Rust {
    match kind {
        Collection::Hashed if element.is_hash() => Rust::Set("HashSet", element),
        Collection::Sorted if is_natural && element.is_ord() => Rust::Set("BTreeSet", element),
        Collection::Sorted => Rust::Compared(Box::new(Rust::Vec(element))),
        _ => Rust::Vec(element),
    }
}

/// Whether a type is written as this class of collections without a codec.
fn is_default(rust: &Rust, codec: &str, declared: &str) -> bool {
    match rust {
        Rust::Vec(_) => codec == "ArrayList" && declared.ends_with("List"),
        Rust::Set(set, _) => matches!(
            (*set, codec),
            ("HashSet", "HashSet") | ("BTreeSet", "TreeSet")
        ),
        Rust::Map(map, _) => matches!(
            (*map, codec),
            ("HashMap", "HashMap") | ("BTreeMap", "TreeMap")
        ),
        Rust::Compared(_) => true,
        _ => codec == "LinkedHashMap",
    }
}

/// What is one object in several places is one here.
fn shared(rust: Rust, held: Option<&Held>) -> Rust {
    match held.is_some_and(|held| held.is_shared) {
        true => Rust::Shared(Box::new(rust)),
        false => rust,
    }
}

/// `a HashMap`, `an ArrayList`
fn article(name: &str) -> &'static str {
    match name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        true => "an",
        false => "a",
    }
}

/// What a class is called by who made the object.
pub(super) fn called(class: &str) -> String {
    match class {
        "java.util.CollSer" => "List.of, Set.of or Map.of".to_owned(),
        "java.util.Arrays$ArrayList" => "Arrays.asList".to_owned(),
        array if array.starts_with('[') => match JavaType::of_descriptor(array) {
            Some(known) => known.to_string(),
            None => array.to_owned(),
        },
        other => other.to_owned(),
    }
}
