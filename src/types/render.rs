//! The text of the file: as a careful person would write it, and as rustfmt leaves it.

use std::fmt::Write as _;

use super::describe::Kind;
use super::identity::Identity;
use super::names;
use super::resolve::{Constants, Items, Line, OneOf, Struct, Table};
use super::rust_type::{Rust, Uses};
use super::tokens::ARGUMENTS;
use crate::class_file::JavaType;
use crate::event::FieldType;

/// Lines of comments are no longer.
const COLUMNS: usize = 100;

/// Returns the Rust type of a primitive type.
pub(super) fn primitive(code: FieldType) -> &'static str {
    match code {
        FieldType::Byte => "i8",
        FieldType::Char => "u16",
        FieldType::Double => "f64",
        FieldType::Float => "f32",
        FieldType::Int => "i32",
        FieldType::Long => "i64",
        FieldType::Short => "i16",
        FieldType::Boolean => "bool",
        FieldType::Array | FieldType::Object => "Any",
    }
}

/// Returns the file.
pub(super) fn file(head: &[String], items: &Items, identity: &Identity) -> String {
    let mut file = File {
        items,
        identity,
        uses: Uses::default(),
        text: String::new(),
    };
    for made in &items.structs {
        file.structure(made);
    }
    for one_of in &items.one_ofs {
        file.one_of(one_of);
    }
    for constants in &items.constants {
        file.constants(constants);
    }
    let mut text = String::new();
    for paragraph in head {
        wrapped(&mut text, "//!", paragraph);
    }
    text.push('\n');
    imports(&mut text, &file.uses);
    text.push_str(&file.text);
    text
}

fn imports(text: &mut String, uses: &Uses) {
    let mut lines: Vec<String> = Vec::new();
    let of = |module: &str| -> Vec<&str> {
        let names = uses.std.iter().filter_map(|name| name.strip_prefix(module));
        names.collect()
    };
    match of("collections::")[..] {
        [] => {}
        [one] => lines.push(format!("use std::collections::{one};")),
        ref several => lines.push(format!("use std::collections::{{{}}};", several.join(", "))),
    }
    lines.extend(
        of("sync::")
            .into_iter()
            .map(|name| format!("use std::sync::{name};")),
    );
    for line in &lines {
        text.push_str(line);
        text.push('\n');
    }
    if !lines.is_empty() {
        text.push('\n');
    }
    for name in &uses.jdk {
        let _ = writeln!(text, "use javawire::jdk::{name};");
    }
    let names: Vec<&str> = uses.typed.iter().copied().collect();
    match names[..] {
        [] => {}
        [one] => {
            let _ = writeln!(text, "use javawire::typed::{one};");
        }
        _ => {
            let line = format!("use javawire::typed::{{{}}};", names.join(", "));
            if line.len() <= COLUMNS {
                text.push_str(&line);
            } else {
                text.push_str("use javawire::typed::{");
                filled(text, &names);
                text.push_str("\n};");
            }
            text.push('\n');
        }
    }
}

/// Names with commas, as many in a line as there is room for.
fn filled(text: &mut String, names: &[&str]) {
    let mut column = COLUMNS;
    for name in names {
        let width = name.len().saturating_add(1);
        if column.saturating_add(width).saturating_add(1) > COLUMNS {
            let _ = write!(text, "\n    {name},");
            column = width.saturating_add(4);
        } else {
            let _ = write!(text, " {name},");
            column = column.saturating_add(width).saturating_add(1);
        }
    }
}

/// Writes a comment, in as many lines as it takes.
fn wrapped(text: &mut String, mark: &str, paragraph: &str) {
    if paragraph.is_empty() {
        text.push_str(mark);
        text.push('\n');
        return;
    }
    let paragraph = visible(paragraph);
    let mut column = 0_usize;
    for word in paragraph.split(' ') {
        let width = word.chars().count().saturating_add(1);
        if column == 0 || column.saturating_add(width) > COLUMNS {
            if column > 0 {
                text.push('\n');
            }
            text.push_str(mark);
            column = mark.chars().count();
        }
        text.push(' ');
        text.push_str(word);
        column = column.saturating_add(width);
    }
    text.push('\n');
}

/// A class may have any name, a line break in it too: that must not end a comment.
fn visible(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        '"' | '\'' | '\\' => letter.to_string(),
        other => other.escape_debug().to_string(),
    });
    letters.collect()
}

/// What is said of an enum of which only samples are known.
fn not_whole(java: &str) -> String {
    let place = match super::is_of_the_jdk(java) {
        true => "of the JDK: `$JAVA_HOME/jmods/java.base.jmod`",
        false => "or the jar",
    };
    format!(
        "Only the constants that the samples show, each other one is refused: name the class file or \
         jmod that has the enum among the inputs, {place}, and all of them stand here."
    )
}

struct File<'i> {
    items: &'i Items,
    identity: &'i Identity,
    uses: Uses,
    text: String,
}

impl File<'_> {
    fn type_text(&mut self, rust: &Rust) -> String {
        let (items, identity) = (self.items, self.identity);
        let named = |rust: &Rust| match rust {
            Rust::Struct(java) => {
                let name = items.names.get(java).map_or("Any", String::as_str);
                match identity.is_shared(java) {
                    true => format!("Arc<{name}>"),
                    false => name.to_owned(),
                }
            }
            Rust::Back(java) | Rust::Link(java) | Rust::Constants(java) => {
                items.names.get(java).cloned().unwrap_or_default()
            }
            Rust::OneOf(name) => name.clone(),
            _ => String::new(),
        };
        rust.text(&named, &mut self.uses)
    }

    fn name(&self, java: &str) -> &str {
        self.items.names.get(java).map_or("", String::as_str)
    }

    fn structure(&mut self, made: &Struct) {
        let name = self.name(&made.java).to_owned();
        self.text.push('\n');
        let above = made
            .levels
            .len()
            .checked_sub(2)
            .and_then(|at| made.levels.get(at));
        let title = match above {
            Some(above) => format!("`{} extends {}`", made.java, above.java),
            None => format!("`{}`", made.java),
        };
        wrapped(&mut self.text, "///", &title);
        if !made.notes.is_empty() {
            self.text.push_str("///\n");
        }
        for note in &made.notes {
            wrapped(&mut self.text, "///", note);
        }
        if self.identity.is_led_back_to(&made.java) {
            if made.notes.is_empty() {
                self.text.push_str("///\n");
            }
            let note = format!(
                "What it holds may lead back to it: receive and send it as an `Arc<{name}>`."
            );
            wrapped(&mut self.text, "///", &note);
        }
        let has_default = made.fields.iter().all(|field| field.rust.has_default());
        let default = if has_default { ", Default" } else { "" };
        let _ = writeln!(self.text, "#[derive(Debug, Clone, PartialEq{default})]");
        if made.fields.is_empty() {
            let _ = writeln!(self.text, "pub struct {name} {{}}\n");
        } else {
            let _ = writeln!(self.text, "pub struct {name} {{");
            for field in &made.fields {
                let text = self.type_text(&field.rust);
                for note in &field.notes {
                    wrapped(&mut self.text, "    ///", note);
                }
                if self.identity.leads_back(self.items, &made.java, field) {
                    let note = "Leads to objects that lead here, but in no sample to the one that \
                                this is in: where it does, it must be a `Link`.";
                    wrapped(&mut self.text, "    ///", note);
                }
                let line = format!("    pub {}: {text},\n", field.name);
                if line.chars().count() > COLUMNS.saturating_add(1) {
                    self.text.push_str("    #[rustfmt::skip]\n");
                }
                self.text.push_str(&line);
            }
            self.text.push_str("}\n\n");
        }
        self.uses.typed.insert("class");
        let _ = writeln!(self.text, "class! {{ {name} {{");
        for (index, level) in made.levels.iter().enumerate() {
            let is_last = index.saturating_add(1) == made.levels.len();
            self.table(level, if is_last { made.form } else { Kind::Fields });
        }
        self.text.push_str("} }\n");
    }

    fn table(&mut self, level: &Table, form: Kind) {
        let word = match form {
            Kind::Fields => "",
            Kind::Record => " record",
            Kind::External => " external",
        };
        let _ = writeln!(self.text, "    {:?} = {}{word} {{", level.java, level.suid);
        for line in &level.lines {
            self.line(line);
        }
        if level.without_fields && !level.lines.is_empty() {
            self.text.push_str("        - fields;\n");
        }
        if let Some(data) = &level.data {
            let data: Vec<String> = data
                .iter()
                .map(|(name, kind)| format!("{name}: {kind};"))
                .collect();
            match form {
                Kind::External => {
                    for datum in data {
                        let _ = writeln!(self.text, "        {datum}");
                    }
                }
                _ if data.is_empty() => self.text.push_str("        + writeObject {}\n"),
                _ => {
                    let line = format!("        + writeObject {{ {} }}", data.join(" "));
                    if line.len() <= COLUMNS {
                        let _ = writeln!(self.text, "{line}");
                    } else {
                        self.text.push_str("        + writeObject {\n");
                        for datum in data {
                            let _ = writeln!(self.text, "            {datum}");
                        }
                        self.text.push_str("        }\n");
                    }
                }
            }
        }
        self.text.push_str("    }\n");
    }

    fn line(&mut self, line: &Line) {
        let java = match &line.erased {
            JavaType::Primitive(code) => code.keyword().unwrap_or_default().to_owned(),
            other => format!("{:?}", other.to_string()),
        };
        let _ = write!(self.text, "        {} = {:?}: {java}", line.rust, line.java);
        if let Some(codec) = &line.codec {
            if codec.starts_with("codec::") {
                self.uses.typed.insert("codec");
            }
            let _ = write!(self.text, " as {codec}");
        }
        self.text.push(';');
        if let Some(arguments) = &line.arguments {
            let _ = write!(self.text, " {ARGUMENTS}{}>", visible(arguments));
        }
        self.text.push('\n');
    }

    fn one_of(&mut self, one_of: &OneOf) {
        self.uses.typed.insert("one_of");
        self.text.push('\n');
        wrapped(&mut self.text, "///", &one_of.doc);
        let is_large =
            |rust: &Rust| matches!(rust, Rust::Struct(java) if !self.identity.is_shared(java));
        if one_of.variants.len() > 1 && one_of.variants.iter().any(|(_, rust)| is_large(rust)) {
            self.text.push_str("#[allow(clippy::large_enum_variant)]\n");
        }
        self.text.push_str("#[derive(Debug, Clone, PartialEq)]\n");
        let _ = writeln!(self.text, "pub enum {} {{", one_of.rust);
        for (variant, rust) in &one_of.variants {
            let text = self.type_text(rust);
            let _ = writeln!(self.text, "    {variant}({text}),");
        }
        let variants: Vec<&str> = one_of
            .variants
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let _ = writeln!(self.text, "}}\n\none_of! {{ {} {{", one_of.rust);
        self.list(&variants);
    }

    fn constants(&mut self, made: &Constants) {
        let (java, constants) = (made.java.as_str(), &made.constants);
        self.uses.typed.insert("constants");
        let name = self.name(java).to_owned();
        self.text.push('\n');
        wrapped(&mut self.text, "///", &format!("`{java}`"));
        if !made.is_whole {
            self.text.push_str("///\n");
            wrapped(&mut self.text, "///", &not_whole(java));
        }
        self.text
            .push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n");
        let _ = writeln!(self.text, "pub enum {name} {{");
        let mut taken = std::collections::BTreeSet::new();
        let mut lines = Vec::new();
        for constant in constants {
            let variant = names::of_constant(&mut taken, constant);
            let _ = writeln!(self.text, "    {variant},");
            lines.push(format!("{variant} = {constant:?}"));
        }
        let _ = writeln!(self.text, "}}\n\nconstants! {{ {name} = {java:?} {{");
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.list(&lines);
    }

    /// The rest of a table that lists something.
    fn list(&mut self, entries: &[&str]) {
        let before = self.text.len();
        filled(&mut self.text, entries);
        // Each line begins with a line break, but the first has come already.
        if self
            .text
            .get(before..)
            .is_some_and(|new| new.starts_with('\n'))
        {
            self.text.remove(before);
        }
        self.text.push_str("\n} }\n");
    }
}
