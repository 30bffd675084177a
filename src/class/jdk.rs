//! The classes of the JDK that this crate can describe.
//!
//! As `ObjectStreamClass.lookupAny` has them in JDK 11, 17, 21 and 25 alike.

use crate::event::ClassFlags;

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

/// All names.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split(' ').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_found_and_so_are_its_superclasses() {
        let names: Vec<&str> = names().collect();
        assert!(names.len() > 400);
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        for name in names {
            let class = JdkClass::named(name).unwrap();
            assert_eq!(class.name, name);
            let superclass = class.superclass.map(JdkClass::named);
            assert!(superclass.is_none_or(|class| class.is_some()), "{name}");
        }
        for name in ["", "#", "java", "java.lang.Integer2", "zzz"] {
            assert_eq!(JdkClass::named(name), None);
        }
    }
}
