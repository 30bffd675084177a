//! What differs between the classes and the tables of a file.

use std::collections::BTreeSet;

use super::describe::{Custom, Described, FieldOf, Kind, Level, Sources};
use super::error::{Result, TypesError};
use super::names;
use super::resolve::Items;
use super::roots;
use super::rust_type::Rust;
use super::tables::{self, FieldTable, LevelTable, Tables};
use crate::class::suid::Modifiers;
use crate::class_file::{ClassFile, Form};

/// Returns one line for each difference of files, each with its name.
///
/// # Errors
///
/// If a file has no tables, or one that cannot be read, or a class is known in two ways.
pub(super) fn differences(
    sources: &Sources,
    wanted: &[String],
    files: &[(&str, &str)],
    resolve: impl Fn(&[String]) -> Result<Items>,
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut there = BTreeSet::new();
    for (name, text) in files {
        let named = |error: &dyn std::fmt::Display| match name.is_empty() {
            true => TypesError::new(error.to_string()),
            false => TypesError::new(format!("{name}: {error}")),
        };
        let tables = tables::read(text).map_err(|error| named(&error))?;
        if tables.classes.is_empty() && tables.constants.is_empty() {
            return Err(named(
                &"it has no class! or constants! table: a file that `javawire types` made has some",
            ));
        }
        let mut of_file = in_file(sources, &tables)?;
        let leaves = tables.classes.iter().filter_map(|levels| levels.last());
        let leaves: Vec<String> = leaves.map(|leaf| leaf.java.clone()).collect();
        let roots = match wanted {
            [] => [&leaves[..], &above(sources, &tables, &leaves)].concat(),
            wanted => wanted.to_vec(),
        };
        // Where nothing can be made of the classes, that has been said.
        if let Ok(items) = resolve(&roots) {
            one_ofs(&mut of_file, &items, &tables);
        }
        there.extend(leaves);
        there.extend(tables.constants.into_iter().map(|(java, _)| java));
        found.extend(of_file.into_iter().map(|line| match files.len() {
            1 => line,
            _ => format!("{name}: {line}"),
        }));
    }
    // An abstract class is an enum of those below.
    let is_enum = |name: &str| sources.classes.get(name).is_some_and(is_abstract);
    let missing = wanted
        .iter()
        .filter(|name| !there.contains(*name) && !is_enum(name));
    found.extend(missing.map(|name| format!("{name}: it has no table")));
    Ok(found)
}

/// The abstract classes and interfaces after which enums of the file are called: the file may have
/// been made for one of them, which no field has.
fn above(sources: &Sources, tables: &Tables, leaves: &[String]) -> Vec<String> {
    let is_there = |java: &str| leaves.iter().any(|leaf| leaf == java);
    let open = sources.classes.iter().filter(|class| is_abstract(class));
    let called = open.filter(|class| {
        let rust = names::of_class(&mut BTreeSet::new(), class.name());
        tables.one_ofs.iter().any(|(name, _)| *name == rust) && !is_there(class.name())
    });
    called.map(|class| class.name().to_owned()).collect()
}

/// What differs in the tables of classes and enums.
fn in_file(sources: &Sources, tables: &Tables) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for levels in &tables.classes {
        let Some(leaf) = levels.last() else {
            continue;
        };
        if !sources.knows(&leaf.java) {
            // What samples showed of the JDK is the JDK's, not the inputs'.
            if !is_of_a_jdk(&leaf.java) {
                found.push(format!("{}: the class is not among the inputs", leaf.java));
            }
            continue;
        }
        let Described {
            levels: ours, form, ..
        } = sources.describe(&leaf.java)?;
        class(&mut found, &leaf.java, &ours, form, levels);
    }
    for (java, constants) in &tables.constants {
        let Some(known) = sources.constants(java) else {
            if !is_of_a_jdk(java) {
                found.push(format!("{java}: no enum of this name is among the inputs"));
            }
            continue;
        };
        let missing = known
            .iter()
            .filter(|it| !constants.iter().any(|other| *other == ***it));
        found
            .extend(missing.map(|constant| {
                format!("{java}: the constant {constant} is missing in the table")
            }));
        // Captures show only those that were written.
        if sources.has_all_constants(java) {
            let more = constants
                .iter()
                .filter(|it| !known.iter().any(|other| **other == ***it));
            found.extend(
                more.map(|constant| format!("{java}: the class has no constant {constant}")),
            );
        }
    }
    Ok(found)
}

/// Compares the enums of several classes that are called as they would be.
fn one_ofs(found: &mut Vec<String>, items: &Items, tables: &Tables) {
    // What stands at the top is what the caller wants, not what the classes say.
    for ours in items.one_ofs.iter().filter(|it| it.rust != roots::NAME) {
        let Some((name, theirs)) = tables.one_ofs.iter().find(|(name, _)| *name == ours.rust)
        else {
            continue;
        };
        for (variant, rust) in &ours.variants {
            let (Rust::Struct(java) | Rust::Link(java) | Rust::Constants(java)) = rust else {
                continue;
            };
            if !theirs.contains(variant) {
                found.push(format!(
                    "{name}: the variant {variant}, {java}, is missing in the enum"
                ));
            }
        }
        for variant in theirs {
            if !ours.variants.iter().any(|(known, _)| known == variant) {
                found.push(format!(
                    "{name}: no class of the inputs is its variant {variant}"
                ));
            }
        }
    }
}

/// Whether no object is of this very class.
fn is_abstract(class: &ClassFile) -> bool {
    class.form() == Form::Interface || class.modifiers().contains(Modifiers::ABSTRACT)
}

/// Whether a class is one of the JDK's, those included that only its own classes name.
fn is_of_a_jdk(java: &str) -> bool {
    super::is_of_the_jdk(java) || java.starts_with("sun.") || java.starts_with("com.sun.")
}

fn class(found: &mut Vec<String>, leaf: &str, ours: &[Level], form: Kind, theirs: &[LevelTable]) {
    for level in ours {
        match theirs.iter().find(|table| table.java == level.name) {
            Some(table) => {
                let is_leaf = level.name == leaf;
                let form = if is_leaf { form } else { Kind::Fields };
                compare(found, leaf, level, form, table);
            }
            None => found.push(format!(
                "{leaf}: the level {} is missing in the table",
                level.name
            )),
        }
    }
    for table in theirs {
        if !ours.iter().any(|level| level.name == table.java) {
            found.push(format!("{leaf}: the class has no level {}", table.java));
        }
    }
    let order: Vec<&str> = ours.iter().map(|level| level.name.as_str()).collect();
    let same: Vec<&str> = theirs.iter().map(|table| table.java.as_str()).collect();
    let is_permuted = order.len() == same.len() && order.iter().all(|name| same.contains(name));
    if is_permuted && order != same {
        found.push(format!(
            "{leaf}: its levels are {}, from the top",
            order.join(", ")
        ));
    }
}

fn compare(found: &mut Vec<String>, leaf: &str, level: &Level, form: Kind, table: &LevelTable) {
    let name = match leaf == level.name {
        true => leaf.to_owned(),
        false => format!("{leaf}, level {}", level.name),
    };
    if level.suid != table.suid {
        found.push(format!(
            "{name}: serialVersionUID {} in the table, {} in the class",
            table.suid, level.suid
        ));
    }
    let word = match form {
        Kind::Fields => "",
        Kind::Record => "record",
        Kind::External => "external",
    };
    if table.form != word {
        let shown = |word: &str| {
            if word.is_empty() {
                "a plain class".to_owned()
            } else {
                format!("`{word}`")
            }
        };
        let (theirs, ours) = (shown(&table.form), shown(word));
        found.push(format!(
            "{name}: {theirs} in the table, {ours} in the class"
        ));
    }
    for field in &level.fields {
        let ours = field.erased.to_string();
        match table.fields.iter().find(|it| it.java == field.name) {
            None => found.push(format!(
                "{name}: the field {} ({ours}) is missing in the table",
                field.name
            )),
            Some(FieldTable {
                said: Some(theirs), ..
            }) if *theirs != ours => found.push(format!(
                "{name}: the field {} is {theirs} in the table, {ours} in the class",
                field.name
            )),
            Some(theirs) => arguments(found, &name, field, theirs),
        }
    }
    for FieldTable { java, .. } in &table.fields {
        if !level.fields.iter().any(|field| field.name == *java) {
            found.push(format!("{name}: the class has no field {java}"));
        }
    }
    data(found, &name, level.written.as_ref(), table);
}

/// Compares the arguments of a generic type, where the table tells them.
fn arguments(found: &mut Vec<String>, name: &str, field: &FieldOf, table: &FieldTable) {
    let (ours, theirs) = (field.arguments(), &table.arguments);
    if let (Some(ours), Some(theirs)) = (&ours, theirs)
        && ours != theirs
    {
        found.push(format!(
            "{name}: the field {} is a {}<{theirs}> in the table, a {1}<{ours}> in the class",
            field.name, field.erased
        ));
    }
}

/// Compares what a `writeObject` or `writeExternal` writes.
fn data(found: &mut Vec<String>, name: &str, custom: Option<&Custom>, table: &LevelTable) {
    let Some(custom) = custom else {
        if table.data.is_some() {
            found.push(format!("{name}: the class has no writeObject"));
        }
        return;
    };
    let Some(theirs) = &table.data else {
        found.push(format!(
            "{name}: the table lacks what its writeObject writes"
        ));
        return;
    };
    let Some(written) = &custom.written else {
        return;
    };
    let ours: Vec<&str> = written
        .data()
        .iter()
        .map(|datum| datum.kind.word())
        .collect();
    let is_same = match written.is_whole() {
        true => *theirs == ours,
        // Behind what is certain, the table knows better.
        false => theirs
            .iter()
            .zip(&ours)
            .all(|(theirs, ours)| theirs == ours || theirs == "rest"),
    };
    if !is_same {
        let shown = |kinds: &[&str]| match kinds.is_empty() {
            true => "nothing".to_owned(),
            false => kinds.join(", "),
        };
        let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
        found.push(format!(
            "{name}: it writes {} in the table, {} in the class",
            shown(&theirs),
            shown(&ours)
        ));
    }
    if written.is_whole()
        && custom.without_fields != table.without_fields
        && !table.fields.is_empty()
    {
        let (theirs, ours) = match custom.without_fields {
            true => ("writes", "does not write"),
            false => ("does not write", "writes"),
        };
        found.push(format!(
            "{name}: it {theirs} its fields in the table, it {ours} them in the class"
        ));
    }
}
