//! [`Listing`]: what there is to say of each class, for people.

use std::fmt;

use super::class::{ClassFile, Form, Listed};
use super::set::{Classes, Nature, Suid};
use super::written::{Fields, Written};
use crate::class::suid::Modifiers;

/// How many columns a line has, where it can be broken.
const COLUMNS: usize = 80;

/// A class, listed: its `serialVersionUID`, levels and fields, and what is odd about it. Each line
/// ends with a newline.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'c> {
    classes: &'c Classes,
    class: &'c ClassFile,
}

impl Classes {
    /// Returns what there is to say of a class, as `javawire types --list` says it.
    pub fn listing<'c>(&'c self, class: &'c ClassFile) -> Listing<'c> {
        Listing {
            classes: self,
            class,
        }
    }
}

impl fmt::Display for Listing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (classes, class) = (self.classes, self.class);
        let nature = classes.nature(class.name());
        writeln!(f, "{}", class.name())?;
        line(
            f,
            &format!("serialVersionUID {}", suid_of(classes.suid(class))),
        )?;
        if let Some(what) = what_it_is(class, &nature) {
            line(f, what)?;
        }
        let levels = classes.levels(class);
        if levels.len() > 1 && !nature.is_enum {
            line(f, &format!("levels: {}", levels.join(", ")))?;
        }
        if !class.constants().is_empty() {
            line(f, &format!("constants: {}", class.constants().join(", ")))?;
        }
        let has_fields =
            !nature.is_enum && (!nature.is_externalizable || class.form() == Form::Record);
        for field in class.fields().iter().filter(|_| has_fields) {
            let not_null = if field.is_not_null() {
                ", not null"
            } else {
                ""
            };
            let text = format!("  {}: {}{not_null}", field.name(), field.declared());
            line(f, &text)?;
        }
        for odd in oddities(class, &nature) {
            line(f, &odd)?;
        }
        Ok(())
    }
}

fn suid_of(suid: Suid) -> String {
    match suid {
        Suid::Declared(value) => format!("{value}"),
        Suid::Computed(value) => format!("{value}, computed: it declares none"),
        Suid::Zero => "0".to_owned(),
        Suid::NotConstant => "unknown: it is declared, but no constant; a capture tells".to_owned(),
    }
}

fn what_it_is(class: &ClassFile, nature: &Nature) -> Option<&'static str> {
    match class.form() {
        Form::Enum => Some("enum"),
        Form::Record => Some("record"),
        _ if nature.is_enum => Some("class of a constant: it is written as its enum"),
        _ if class.modifiers().contains(Modifiers::ABSTRACT) => Some("abstract"),
        _ => None,
    }
}

/// What a reader of its objects has to know besides the fields.
fn oddities(class: &ClassFile, nature: &Nature) -> Vec<String> {
    let mut odd = Vec::new();
    let writes_itself = class.form() != Form::Record && !nature.is_enum;
    match class.listed() {
        Listed::Read => odd.push("serialPersistentFields: it lists these fields".to_owned()),
        Listed::Unknown => odd.push(
            "serialPersistentFields: the fields may be others, only a JVM or a capture tells"
                .to_owned(),
        ),
        Listed::Not => {}
    }
    if nature.is_externalizable && writes_itself {
        let written = class.write_external();
        let written = written.map_or("as the class above has it".to_owned(), external_text);
        odd.push(format!("writeExternal: {written}"));
    } else if let Some(written) = class.write_object().filter(|_| writes_itself) {
        odd.push(format!("writeObject: {}", object_text(written)));
    }
    if class.replaces() {
        odd.push("writeReplace: another object is written in its place".to_owned());
    }
    if let Some(missing) = &nature.missing {
        odd.push(format!(
            "{missing} is not among the inputs: there may be levels of it"
        ));
    }
    odd
}

fn external_text(written: &Written) -> String {
    if written.throws() {
        return "throws an exception".to_owned();
    }
    values(written, Vec::new())
}

fn object_text(written: &Written) -> String {
    if written.throws() {
        return "throws an exception".to_owned();
    }
    let first = match written.fields() {
        Fields::First => "the fields",
        Fields::Not => "not the fields",
        Fields::Late => "the fields behind other data",
        Fields::Unknown => "perhaps the fields",
    };
    values(written, vec![first.to_owned()])
}

fn values(written: &Written, mut texts: Vec<String>) -> String {
    texts.extend(written.data().iter().map(|datum| match &datum.name {
        Some(name) => format!("{} {name}", datum.kind.word()),
        None => datum.kind.word().to_owned(),
    }));
    if !written.is_whole() {
        let calls = written.calls().join(", ");
        texts.push(match calls.is_empty() {
            true => "more".to_owned(),
            false => format!("more; its calls: {calls}"),
        });
    }
    match texts.is_empty() {
        true => "nothing".to_owned(),
        false => texts.join(", "),
    }
}

/// Writes a line, broken where it is too long.
fn line(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let indent = text.len().saturating_sub(text.trim_start().len());
    let mut column = 0_usize;
    for word in text.trim_start().split(' ') {
        let width = word.chars().count();
        if column == 0 {
            write!(f, "{:indent$}    {word}", "")?;
            column = indent.saturating_add(4).saturating_add(width);
        } else if column.saturating_add(width) >= COLUMNS {
            write!(f, "\n{:indent$}        {word}", "")?;
            column = indent.saturating_add(8).saturating_add(width);
        } else {
            write!(f, " {word}")?;
            column = column.saturating_add(width).saturating_add(1);
        }
    }
    writeln!(f)
}
