//! [`Classes`]: the classes of jars, jmods and class files, and what follows from all together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::archive;
use super::class::{ClassFile, DeclaredSuid, Form};
use super::error::{ClassFileError, Result};
use super::jdk::{self, Known};
use super::written::Fields;

/// How much may be kept of all classes together.
const MOST_KEPT: usize = 512 << 20;

/// How many problems are told one by one.
const MOST_PROBLEMS: usize = 20;

/// The classes of jars, jmods and class files.
///
/// # Examples
///
/// ```no_run
/// use javawire::class_file::Classes;
///
/// let mut classes = Classes::default();
/// classes.add("app.jar", &std::fs::read("app.jar")?)?;
/// for class in classes.serializable() {
///     println!("{} {}", class.name(), classes.suid(class));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Classes {
    by_name: BTreeMap<Arc<str>, ClassFile>,
    kept: usize,
    problems: Vec<String>,
    more_problems: usize,
}

/// What the objects of a class are to a stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nature {
    /// Whether the class, or what it extends, implements `Serializable`.
    pub is_serializable: bool,
    /// Whether it implements `Externalizable`.
    pub is_externalizable: bool,
    /// Whether it is an enum, or a constant's own class.
    pub is_enum: bool,
    /// A class or interface that it extends of which nothing is known.
    pub missing: Option<Arc<str>>,
}

/// The `serialVersionUID` of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suid {
    /// It is declared.
    Declared(i64),
    /// It is computed, as none is declared.
    Computed(i64),
    /// Always 0: that of an enum, or of a record that declares none.
    Zero,
    /// It is declared, but no constant: only a JVM can tell.
    NotConstant,
}

impl Suid {
    /// Returns its value, if that is known.
    pub fn value(self) -> Option<i64> {
        match self {
            Suid::Declared(value) | Suid::Computed(value) => Some(value),
            Suid::Zero => Some(0),
            Suid::NotConstant => None,
        }
    }
}

impl std::fmt::Display for Suid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.value() {
            Some(value) => write!(f, "{value}"),
            None => f.write_str("?"),
        }
    }
}

impl Classes {
    /// Adds what `bytes` are: a class file, or the classes of a jar or jmod. Of two classes of
    /// one name the first stays, as on a class path. Returns how many there are.
    ///
    /// What is wrong with one class of an archive is in [`problems`](Self::problems): the others
    /// are added. `source` names the bytes there.
    ///
    /// # Errors
    ///
    /// If the bytes are neither, or all classes together are too large.
    pub fn add(&mut self, source: &str, bytes: &[u8]) -> Result<usize> {
        if !archive::is_archive(bytes) {
            return match ClassFile::read(bytes)? {
                Some(class) => self.insert(class).map(|()| 1),
                None => Ok(0),
            };
        }
        let mut count = 0_usize;
        archive::each_class(bytes, &mut |entry, bytes| {
            match bytes.and_then(ClassFile::read) {
                Ok(Some(class)) => {
                    count = count.saturating_add(1);
                    self.insert(class)?;
                }
                Ok(None) => {}
                Err(error) => self.problem(format!("{source}!/{entry}: {error}")),
            }
            Ok(())
        })?;
        Ok(count)
    }

    fn insert(&mut self, class: ClassFile) -> Result<()> {
        if !self.by_name.contains_key(&class.name) {
            self.kept = self.kept.saturating_add(class.weight());
            if self.kept > MOST_KEPT {
                let problem = format!("all classes together need more than {MOST_KEPT} bytes");
                return Err(ClassFileError::new(problem));
            }
            self.by_name.insert(Arc::clone(&class.name), class);
        }
        Ok(())
    }

    fn problem(&mut self, problem: String) {
        match self.problems.len() < MOST_PROBLEMS {
            true => self.problems.push(problem),
            false => self.more_problems = self.more_problems.saturating_add(1),
        }
    }

    /// Returns what is wrong with single classes, each with its archive and entry: the first
    /// twenty; and how many more there are.
    pub fn problems(&self) -> (&[String], usize) {
        (&self.problems, self.more_problems)
    }

    /// Returns how many classes there are.
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// Returns the name of a class that may be meant by this one: a nested class with dots in place
    /// of `$`, or the only class that is called so in another package.
    #[must_use]
    pub fn like(&self, name: &str) -> Option<&str> {
        let dotted = name.replace('$', ".");
        let mut same = self.iter().map(ClassFile::name);
        if let Some(found) = same.find(|known| known.replace('$', ".") == dotted) {
            return Some(found);
        }
        let simple = |name: &str| name.rsplit(['.', '$']).next().map(str::to_owned);
        let wanted = simple(name);
        let mut found = self
            .iter()
            .map(ClassFile::name)
            .filter(|known| simple(known) == wanted);
        found.next().filter(|_| found.next().is_none())
    }

    /// Returns the class of this name, `Class.getName()`.
    pub fn get(&self, name: &str) -> Option<&ClassFile> {
        self.by_name.get(name)
    }

    /// Returns all classes, by name.
    pub fn iter(&self) -> impl Iterator<Item = &ClassFile> {
        self.by_name.values()
    }

    /// Returns the classes whose objects can be written, by name: no interfaces.
    pub fn serializable(&self) -> impl Iterator<Item = &ClassFile> {
        self.iter().filter(|class| {
            class.form != Form::Interface && self.nature(class.name()).is_serializable
        })
    }

    /// Returns the names of those whose `writeObject` never writes the fields that they have: what
    /// a parser [is to be told](crate::Parser::with_fields_not_written).
    pub fn writing_no_fields(&self) -> impl Iterator<Item = &str> {
        let found = self.serializable().filter(|class| {
            let written = class.write_object();
            written.is_some_and(|written| written.fields() == Fields::Not)
                && !class.fields().is_empty()
        });
        found.map(ClassFile::name)
    }

    /// Returns what the objects of the class of this name are to a stream.
    pub fn nature(&self, name: &str) -> Nature {
        let mut nature = Nature::default();
        let mut seen = BTreeSet::new();
        let mut to_do: Vec<(&str, bool)> = vec![(name, false)];
        while let Some((name, is_interface)) = to_do.pop() {
            if !seen.insert(name) {
                continue;
            }
            nature.is_enum |= name == "java.lang.Enum";
            // What is an input goes before what is known of the JDK.
            let known = match self.get(name) {
                Some(class) => {
                    to_do.extend(class.superclass.as_deref().map(|name| (name, false)));
                    to_do.extend(class.interfaces.iter().map(|name| (&**name, true)));
                    match name {
                        "java.io.Serializable" | "java.io.Externalizable" => jdk::interface(name),
                        _ => continue,
                    }
                }
                None if is_interface => jdk::interface(name),
                None => jdk::class(name),
            };
            match known {
                Known::Serializable(superclass) => {
                    nature.is_serializable = true;
                    to_do.extend(superclass.map(|name| (name, false)));
                }
                Known::Externalizable => {
                    nature.is_serializable = true;
                    nature.is_externalizable = true;
                }
                Known::NotSerializable => {}
                Known::Unknown => nature.missing = Some(name.into()),
            }
        }
        nature
    }

    /// Returns the `serialVersionUID` of a class.
    pub fn suid(&self, class: &ClassFile) -> Suid {
        match class.suid {
            // "The serialVersionUID of an enum is 0", whatever it declares.
            _ if self.nature(class.name()).is_enum => Suid::Zero,
            DeclaredSuid::Constant(value) => Suid::Declared(value),
            DeclaredSuid::Computed => Suid::NotConstant,
            DeclaredSuid::None if class.form == Form::Record => Suid::Zero,
            DeclaredSuid::None => Suid::Computed(class.default_suid),
        }
    }

    /// Returns the classes of which an object of this one holds something, from the topmost on:
    /// their names. Those that are no inputs are the JDK's, or missing.
    pub fn levels<'c>(&'c self, class: &'c ClassFile) -> Vec<&'c str> {
        let mut levels = Vec::new();
        let mut next = Some(class.name());
        while let Some(name) = next {
            if levels.contains(&name) || !self.nature(name).is_serializable {
                break;
            }
            levels.push(name);
            next = match self.get(name) {
                Some(class) => class.superclass(),
                None => match jdk::class(name) {
                    Known::Serializable(superclass) => superclass,
                    _ => None,
                },
            };
        }
        levels.reverse();
        levels
    }
}
