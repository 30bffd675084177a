//! Descriptions of one class on both sides: what a reader on the other end would refuse or miss.

use std::collections::{BTreeSet, HashSet};

use crate::class::type_name::{in_java, keyword};
use crate::event::ClassFlags;
use crate::graph::{Class, ClassId, Field};
use crate::inspect::visible;
use crate::text::JavaStr;

/// Where the descriptions of a class differ.
#[derive(Debug)]
pub(super) struct ClassDifference {
    pub(super) class: String,
    pub(super) old: String,
    pub(super) new: String,
}

/// The pairs of classes that have been compared.
#[derive(Debug, Default)]
pub(super) struct ClassPairs {
    seen: HashSet<(ClassId, ClassId)>,
    /// What has been said of classes: they are described again after each reset.
    told: HashSet<(String, String, String)>,
}

impl ClassPairs {
    /// Whether two classes have not been compared yet.
    pub(super) fn is_new(&self, old: Class<'_>, new: Class<'_>) -> bool {
        !self.seen.contains(&(old.id(), new.id()))
    }

    /// Compares two classes of one name, and what they extend. Returns what has not been said yet.
    pub(super) fn compare(&mut self, old: Class<'_>, new: Class<'_>) -> Vec<ClassDifference> {
        let mut found = Vec::new();
        let (mut old, mut new) = (Some(old), Some(new));
        while let (Some(one), Some(other)) = (old, new) {
            if !self.seen.insert((one.id(), other.id())) {
                break;
            }
            compare(one, other, &mut found);
            (old, new) = (one.superclass(), other.superclass());
            let names = (old.map(Class::name), new.map(Class::name));
            if names.0 != names.1 {
                let extends = |class: Option<Class<'_>>| match class {
                    Some(class) => format!("extends {}", class_name(class)),
                    None => "extends no class that is written".to_owned(),
                };
                push(&mut found, one, extends(old), extends(new));
                break;
            }
        }
        found.retain(|it| {
            let said = (it.class.clone(), it.old.clone(), it.new.clone());
            self.told.insert(said)
        });
        found
    }

    /// Forgets which pairs have been compared, for what was found was only tried out.
    pub(super) fn forget(&mut self) {
        *self = ClassPairs::default();
    }
}

/// The name of a class, or of the interfaces of a proxy.
pub(super) fn class_name(class: Class<'_>) -> String {
    match class.interfaces() {
        None if class.name().as_bytes().starts_with(b"[") => {
            visible(&in_java(class.name())).into_owned()
        }
        None => visible(&class.name().to_string_lossy()).into_owned(),
        Some(interfaces) => {
            let names: Vec<String> = interfaces
                .map(|name| visible(&name.to_string_lossy()).into_owned())
                .collect();
            format!("proxy of {}", names.join(", "))
        }
    }
}

fn push(found: &mut Vec<ClassDifference>, class: Class<'_>, old: String, new: String) {
    found.push(ClassDifference {
        class: class_name(class),
        old,
        new,
    });
}

fn compare(old: Class<'_>, new: Class<'_>, found: &mut Vec<ClassDifference>) {
    let is_array = old.name().as_bytes().starts_with(b"[");
    // A JVM does not look at that of an array.
    if old.suid() != new.suid() && !is_array {
        let suid = |class: Class<'_>| format!("serialVersionUID {}", class.suid());
        push(found, old, suid(old), suid(new));
    }
    if old.flags() != new.flags() {
        push(found, old, flags(old.flags()), flags(new.flags()));
    }
    let is_annotated = |class: Class<'_>| class.annotation().next().is_some();
    if is_annotated(old) != is_annotated(new) {
        let told = |class| match is_annotated(class) {
            true => "with what annotateClass wrote".to_owned(),
            false => "without what annotateClass writes".to_owned(),
        };
        push(found, old, told(old), told(new));
    }
    let (ours, theirs): (Vec<_>, Vec<_>) = (old.fields().collect(), new.fields().collect());
    let alike = ours.len() == theirs.len()
        && ours
            .iter()
            .zip(&theirs)
            .all(|(one, other)| is_same(*one, *other));
    if alike {
        return;
    }
    let names: BTreeSet<_> = ours
        .iter()
        .chain(&theirs)
        .map(|it| it.name().as_bytes())
        .collect();
    for name in names {
        let of = |fields: &[Field<'_>]| {
            let field = fields.iter().find(|it| it.name().as_bytes() == name);
            field.map(|field| told(*field))
        };
        let (one, other) = (of(&ours), of(&theirs));
        if one == other {
            continue;
        }
        let none = || {
            let name = JavaStr::new_checked(name);
            format!("no field {}", visible(&name.to_string_lossy()))
        };
        let (one, other) = (one.unwrap_or_else(none), other.unwrap_or_else(none));
        push(found, old, one, other);
    }
}

fn is_same(one: Field<'_>, other: Field<'_>) -> bool {
    one.name() == other.name() && one.code() == other.code() && one.type_name() == other.type_name()
}

fn told(field: Field<'_>) -> String {
    let type_name = match field.type_name() {
        Some(name) => in_java(name),
        None => keyword(field.code()).to_owned(),
    };
    visible(&format!(
        "field {}: {type_name}",
        field.name().to_string_lossy()
    ))
    .into_owned()
}

fn flags(flags: ClassFlags) -> String {
    format!("flags {:02x}", flags.0)
}
