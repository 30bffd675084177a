//! What differs between the classes and the tables of a file.

use std::collections::BTreeSet;

use super::describe::{Custom, Kind, Level, Sources};
use super::error::Result;
use super::tables::{self, LevelTable};

/// Returns one line for each difference.
pub(super) fn differences(sources: &Sources, wanted: &[String], text: &str) -> Result<Vec<String>> {
    let tables = tables::read(text)?;
    let mut found = Vec::new();
    let mut there = BTreeSet::new();
    for levels in &tables.classes {
        let Some(leaf) = levels.last() else {
            continue;
        };
        there.insert(leaf.java.as_str());
        if !sources.knows(&leaf.java) {
            found.push(format!("{}: the class is not among the inputs", leaf.java));
            continue;
        }
        let described = sources.describe(&leaf.java)?;
        class(
            &mut found,
            &leaf.java,
            &described.levels,
            described.form,
            levels,
        );
    }
    for (java, constants) in &tables.constants {
        there.insert(java.as_str());
        let Some(known) = sources.constants(java) else {
            found.push(format!("{java}: no enum of this name is among the inputs"));
            continue;
        };
        for constant in known
            .iter()
            .filter(|it| !constants.iter().any(|other| *other == ***it))
        {
            found.push(format!(
                "{java}: the constant {constant} is missing in the table"
            ));
        }
        // Captures show only those that were written.
        let is_whole = sources.classes.get(java).is_some();
        for constant in constants
            .iter()
            .filter(|it| !known.iter().any(|other| **other == ***it))
        {
            if is_whole {
                found.push(format!("{java}: the class has no constant {constant}"));
            }
        }
    }
    for name in wanted.iter().filter(|name| !there.contains(name.as_str())) {
        found.push(format!("{name}: it has no table"));
    }
    Ok(found)
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
        match table.fields.iter().find(|(java, _)| *java == field.name) {
            None => found.push(format!(
                "{name}: the field {} ({ours}) is missing in the table",
                field.name
            )),
            Some((_, Some(theirs))) if *theirs != ours => found.push(format!(
                "{name}: the field {} is {theirs} in the table, {ours} in the class",
                field.name
            )),
            Some(_) => {}
        }
    }
    for (java, _) in &table.fields {
        if !level.fields.iter().any(|field| field.name == *java) {
            found.push(format!("{name}: the class has no field {java}"));
        }
    }
    data(found, &name, level.written.as_ref(), table);
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
