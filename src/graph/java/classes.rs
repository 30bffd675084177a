//! The classes of the JDK that this crate can describe.
//!
//! As `ObjectStreamClass.lookupAny` has them in JDK 11, 17, 21 and 25 alike.

use super::super::{ClassBuilder, ClassId, Graph};
use crate::error::{ErrorKind, Result};
use crate::event::{ClassFlags, FieldType};
use crate::text::java_string::JavaString;

/// One class on each line, sorted by name.
const TABLE: &str = include_str!("jdk_classes.txt");

/// A class of the JDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JdkClass {
    pub(crate) name: &'static str,
    pub(crate) suid: i64,
    pub(crate) flags: ClassFlags,
    pub(crate) superclass: Option<&'static str>,
    fields: &'static str,
}

impl JdkClass {
    /// Returns the class of this name, if it is in the table.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::read(line_of(TABLE, name)?)
    }

    /// Returns its fields, each with its descriptor: primitives first, by name.
    pub(crate) fn fields(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let fields = self.fields.split_ascii_whitespace();
        fields.filter_map(|field| field.split_once(':'))
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut parts = line.splitn(5, ' ');
        Some(JdkClass {
            name: parts.next()?,
            suid: parts.next()?.parse().ok()?,
            flags: ClassFlags(parts.next()?.parse().ok()?),
            superclass: parts.next().filter(|name| *name != "-"),
            fields: parts.next().unwrap_or_default(),
        })
    }
}

/// The line that begins with this name, of lines that are sorted by that.
fn line_of<'t>(table: &'t str, name: &str) -> Option<&'t str> {
    let mut lines = table;
    while !lines.is_empty() {
        let middle = lines.as_bytes().get(..lines.len() / 2)?;
        let start = middle.iter().rposition(|byte| *byte == b'\n');
        let start = start.map_or(0, |at| at.saturating_add(1));
        let (before, from) = lines.split_at_checked(start)?;
        let (line, behind) = from.split_once('\n').unwrap_or((from, ""));
        match line.split(' ').next()?.cmp(name) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => lines = behind,
            std::cmp::Ordering::Greater => lines = before,
        }
    }
    None
}

impl Graph {
    /// Returns a class of the JDK, described at the first time: the
    /// serializable ones of `java.lang`, `java.util`, `java.time` and the other packages that
    /// programs put into streams.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this crate does not know the class. Describe it
    /// with a [`ClassBuilder`] then.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::graph::{ClassBuilder, Graph};
    ///
    /// let mut graph = Graph::new();
    /// let runtime_exception = graph.jdk_class("java.lang.RuntimeException")?;
    /// let class = graph.define(
    ///     ClassBuilder::serializable("com.example.NoSuchUser", 1).superclass(runtime_exception),
    /// )?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn jdk_class(&mut self, name: &str) -> Result<ClassId> {
        // The superclasses that are not described yet, the topmost last.
        let mut missing = Vec::new();
        let mut next = Some(name);
        let mut superclass = None;
        while let Some(name) = next {
            superclass = self.class_named(JavaString::from(name).as_java_str());
            if superclass.is_some() {
                break;
            }
            let class = JdkClass::named(name).ok_or_else(|| ErrorKind::Unfit {
                class: JavaString::from(name),
                field: None,
                problem: "is no class of the JDK that can be described here".to_owned(),
            })?;
            missing.push(class);
            next = class.superclass;
        }
        for class in missing.into_iter().rev() {
            let mut builder = ClassBuilder::serializable(class.name, class.suid).flags(class.flags);
            for (name, descriptor) in class.fields() {
                let keyword = match descriptor.as_bytes() {
                    [code] => FieldType::from_code(*code).and_then(FieldType::keyword),
                    _ => None,
                };
                builder = builder.field(name, keyword.unwrap_or(descriptor));
            }
            if let Some(superclass) = superclass {
                builder = builder.superclass(superclass);
            }
            superclass = Some(self.define(builder)?);
        }
        superclass.ok_or(ErrorKind::Caller("a class without a name").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_found_and_so_are_its_superclasses() {
        let names: Vec<&str> = TABLE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split(' ').next().unwrap())
            .collect();
        assert!(names.len() > 400);
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        for name in names {
            let class = JdkClass::named(name).unwrap();
            assert_eq!(class.name, name);
            assert!(Graph::new().jdk_class(name).is_ok(), "{name}");
        }
        for name in ["", "#", "java", "java.lang.Integer2", "zzz"] {
            assert_eq!(JdkClass::named(name), None);
        }
    }
}
