//! [`Generator`].

use super::check;
use super::describe::Sources;
use super::error::{Result, TypesError};
use super::identity::Identity;
use super::render;
use super::resolve::{Items, Resolver};
use super::settings::Settings;
use crate::class_file::Classes;
use crate::graph::Graph;

/// Makes Rust types for Java classes.
///
/// # Examples
///
/// In a `build.rs`:
///
/// ```no_run
/// use javawire::class_file::Classes;
/// use javawire::types::Generator;
///
/// let mut classes = Classes::default();
/// classes.add("app.jar", &std::fs::read("app.jar")?)?;
/// let text = Generator::new(classes)
///     .with_origin("app.jar")
///     .with_class("com.shop.Order")
///     .text()?;
/// std::fs::write(format!("{}/shop.rs", std::env::var("OUT_DIR")?), text)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Generator {
    sources: Sources,
    settings: Settings,
    roots: Vec<String>,
    origins: Vec<String>,
    samples: usize,
}

impl Generator {
    /// Returns one for these classes, of which there may be none: captures describe them, too.
    pub fn new(classes: Classes) -> Self {
        Generator {
            sources: Sources {
                classes,
                ..Sources::default()
            },
            ..Generator::default()
        }
    }

    /// Returns it with a class that is wanted, as `Class.getName()` has it. What that refers to
    /// comes along. Without any, the classes of the objects at the top of the samples are wanted.
    #[must_use]
    pub fn with_class(mut self, name: impl Into<String>) -> Self {
        self.roots.push(name.into());
        self
    }

    /// Returns it with the name of a file that the classes or samples come from, which the
    /// text tells.
    #[must_use]
    pub fn with_origin(mut self, name: impl Into<String>) -> Self {
        self.origins.push(name.into());
        self
    }

    /// Returns it with a capture, which shows what is null, what is shared, and what a field
    /// really holds.
    #[must_use]
    pub fn with_sample(mut self, sample: &Graph) -> Self {
        self.sources.evidence.add(sample);
        self.samples = self.samples.saturating_add(1);
        self
    }

    /// Returns it with a Rust type for a class of Java's, and perhaps the codec that reads and
    /// writes it. With a codec, the type says itself whether it may be null.
    #[must_use]
    pub fn with_type(
        mut self,
        java: impl Into<String>,
        rust: impl Into<String>,
        codec: Option<String>,
    ) -> Self {
        let (java, new) = (java.into(), (rust.into(), codec));
        let old = self.settings.mapped.insert(java.clone(), new.clone());
        if old.is_some_and(|old| old != new) {
            self.settings.mapped_twice.push(java);
        }
        self
    }

    /// Returns it with a field that is never null, `com.shop.Item.sku`, or the elements of a
    /// field, `com.shop.Order.items[]`.
    #[must_use]
    pub fn with_required(mut self, name: impl Into<String>) -> Self {
        self.settings.required.insert(name.into());
        self
    }

    /// Returns it with a field, or the elements of one, that may be null.
    #[must_use]
    pub fn with_optional(mut self, name: impl Into<String>) -> Self {
        self.settings.optional.insert(name.into());
        self
    }

    /// Returns the text of a Rust file, which is the same each time.
    ///
    /// # Errors
    ///
    /// If a class is not known, or known in two ways.
    pub fn text(&self) -> Result<String> {
        let items = self.items(&self.wanted()?)?;
        let identity = Identity::of(&items, &self.sources.evidence);
        Ok(render::file(&self.head(), &items, &identity))
    }

    /// Returns what differs between the classes and the tables of a Rust file: one line for
    /// each difference, none if all is well. Only classes, their `serialVersionUID`s, fields and
    /// constants count.
    ///
    /// # Errors
    ///
    /// If a table cannot be read, or a class is known in two ways.
    pub fn differences(&self, text: &str) -> Result<Vec<String>> {
        self.differences_of(&[("", text)])
    }

    /// Returns what differs between the classes and the tables of several files together, each with
    /// its name: with more than one, a difference begins with the name of its file.
    ///
    /// # Errors
    ///
    /// If a file has no tables, or one that cannot be read, or a class is known in two ways.
    pub fn differences_of(&self, files: &[(&str, &str)]) -> Result<Vec<String>> {
        check::differences(&self.sources, &self.roots, files, |roots| self.items(roots))
    }

    fn items(&self, wanted: &[String]) -> Result<Items> {
        Resolver::new(&self.sources, &self.settings).resolve(wanted)
    }

    fn wanted(&self) -> Result<Vec<String>> {
        if let Some(unknown) = self.roots.iter().find(|name| !self.sources.knows(name)) {
            let meant = self.sources.classes.like(unknown);
            let meant = meant.map(|meant| format!(": did you mean '{meant}'?"));
            return Err(TypesError::new(format!(
                "the class {unknown} is not among the inputs{}",
                meant.unwrap_or_default()
            )));
        }
        if !self.roots.is_empty() {
            return Ok(self.roots.clone());
        }
        let seen = self.sources.evidence.roots().iter();
        let wanted: Vec<String> = seen
            .filter(|name| !super::is_of_the_jdk(name) && self.sources.knows(name))
            .cloned()
            .collect();
        match wanted.is_empty() {
            true => Err(TypesError::new(
                "no class is wanted: name one with --class, or give a capture whose objects are of \
                 classes that are wanted",
            )),
            false => Ok(wanted),
        }
    }

    /// What stands at the top of the file.
    fn head(&self) -> Vec<String> {
        let origins: Vec<String> = self
            .origins
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let origins = match origins.is_empty() {
            true => String::new(),
            false => format!(" from {}", origins.join(", ")),
        };
        let version = env!("CARGO_PKG_VERSION");
        let mut head = vec![format!(
            "Made by `javawire types` {version}{origins}. Change what you like: `--check` compares \
             the classes, not the text."
        )];
        if self.sources.evidence.is_empty() {
            head.push(String::new());
            head.push(
                "No samples were given: whether a field may be null, what is one object in several \
                 places, and what an interface holds are not known; `--samples` tells. What is in \
                 lists, maps and arrays is taken to be never null: where it may be, `--optional \
                 com.shop.Order.items[]` makes an `Option` of it."
                    .to_owned(),
            );
        }
        head
    }
}
