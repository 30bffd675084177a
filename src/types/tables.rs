//! The tables of a Rust file: `class!` and `constants!`, as far as the classes are described there.

use super::error::{Result, TypesError};
use super::tokens::{Token, arguments, tokens};
use std::collections::BTreeMap;

/// All tables of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    pub(super) classes: Vec<Vec<LevelTable>>,
    /// Enums, by name, with their constants.
    pub(super) constants: Vec<(String, Vec<String>)>,
    /// Enums of several classes, by the Rust name, with their variants.
    pub(super) one_ofs: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LevelTable {
    pub(super) java: String,
    pub(super) suid: i64,
    pub(super) form: String,
    pub(super) fields: Vec<FieldTable>,
    pub(super) without_fields: bool,
    /// The kinds of what a `writeObject` or `writeExternal` writes.
    pub(super) data: Option<Vec<String>>,
}

/// A field of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FieldTable {
    pub(super) java: String,
    /// Its type, where it is said.
    pub(super) said: Option<String>,
    /// The arguments of a generic type, where a comment tells them.
    pub(super) arguments: Option<String>,
}

/// Reads the tables of a file.
///
/// # Errors
///
/// If one is not as the macros have it.
pub(super) fn read(text: &str) -> Result<Tables> {
    let mut reader = Reader {
        tokens: tokens(text),
        arguments: arguments(text),
        at: 0,
    };
    let mut tables = Tables::default();
    while reader.at < reader.tokens.len() {
        let name = match reader.peek() {
            Some(Token::Name(name)) => name.clone(),
            _ => String::new(),
        };
        reader.at = reader.at.saturating_add(1);
        let is_table = matches!(name.as_str(), "class" | "constants" | "one_of");
        if !is_table || !reader.skip('!') || !reader.skip('{') {
            continue;
        }
        match name.as_str() {
            "class" => tables.classes.push(reader.class()?),
            "constants" => tables.constants.push(reader.constants()?),
            _ => tables.one_ofs.push(reader.one_of()?),
        }
    }
    Ok(tables)
}

struct Reader<'t> {
    arguments: BTreeMap<usize, &'t str>,
    tokens: Vec<(usize, Token)>,
    at: usize,
}

impl Reader<'_> {
    /// `Rust { "java" = 1 { … } … }`
    fn class(&mut self) -> Result<Vec<LevelTable>> {
        self.name()?;
        self.mark('{')?;
        let mut levels = Vec::new();
        while matches!(self.peek(), Some(Token::Text(_))) {
            levels.push(self.level()?);
        }
        match levels.is_empty() {
            true => Err(self.expected("the name of a class, as a text")),
            false => Ok(levels),
        }
    }

    fn level(&mut self) -> Result<LevelTable> {
        let mut level = LevelTable {
            java: self.text()?,
            ..LevelTable::default()
        };
        self.mark('=')?;
        level.suid = self.number()?;
        if let Some(Token::Name(form)) = self.peek() {
            level.form.clone_from(form);
            self.at = self.at.saturating_add(1);
        }
        self.mark('{')?;
        while !self.skip('}') {
            if self.skip('-') {
                self.name()?;
                self.mark(';')?;
                level.without_fields = true;
            } else if self.skip('+') {
                self.name()?;
                self.mark('{')?;
                let mut data = Vec::new();
                while !self.skip('}') {
                    data.push(self.datum()?);
                }
                level.data = Some(data);
            } else if level.form == "external" {
                let datum = self.datum()?;
                level.data.get_or_insert_default().push(datum);
            } else {
                let field = self.field()?;
                level.fields.push(field);
            }
        }
        if level.form == "external" {
            level.data.get_or_insert_default();
        }
        Ok(level)
    }

    /// `rust = "java": type as codec;`, of which all but the first may be missing.
    fn field(&mut self) -> Result<FieldTable> {
        let line = self.tokens.get(self.at).map_or(0, |(line, _)| *line);
        let rust = self.name()?;
        let java = match self.skip('=') {
            true => self.text()?,
            false => camel(&rust),
        };
        let mut said = None;
        if self.skip(':') {
            said = Some(match self.peek() {
                Some(Token::Text(_)) => self.text()?,
                _ => self.name()?,
            });
        }
        self.codec()?;
        let arguments = self.arguments.get(&line).copied();
        Ok(FieldTable {
            java,
            said,
            arguments: arguments.map(str::to_owned),
        })
    }

    /// `rust: kind as codec;`
    fn datum(&mut self) -> Result<String> {
        self.name()?;
        self.mark(':')?;
        let kind = self.name()?;
        self.codec()?;
        Ok(kind)
    }

    /// What may stand before a semicolon.
    fn codec(&mut self) -> Result<()> {
        if matches!(self.peek(), Some(Token::Name(name)) if name == "as") {
            while !matches!(self.peek(), Some(Token::Mark(';')) | None) {
                self.at = self.at.saturating_add(1);
            }
        }
        self.mark(';')
    }

    /// `Rust = "java" { Variant = "NAME", … }`
    fn constants(&mut self) -> Result<(String, Vec<String>)> {
        self.name()?;
        self.mark('=')?;
        let java = self.text()?;
        self.mark('{')?;
        let mut constants = Vec::new();
        while !self.skip('}') {
            let variant = self.name()?;
            constants.push(match self.skip('=') {
                true => self.text()?,
                false => screaming(&variant),
            });
            self.skip(',');
        }
        Ok((java, constants))
    }

    /// `Rust { Variant, … }`
    fn one_of(&mut self) -> Result<(String, Vec<String>)> {
        let rust = self.name()?;
        self.mark('{')?;
        let mut variants = Vec::new();
        while !self.skip('}') {
            variants.push(self.name()?);
            self.skip(',');
        }
        Ok((rust, variants))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn skip(&mut self, mark: char) -> bool {
        let is_here = self.peek() == Some(&Token::Mark(mark));
        self.at = self.at.saturating_add(usize::from(is_here));
        is_here
    }

    fn mark(&mut self, mark: char) -> Result<()> {
        match self.skip(mark) {
            true => Ok(()),
            false => Err(self.expected(&format!("`{mark}`"))),
        }
    }

    fn name(&mut self) -> Result<String> {
        match self.peek() {
            Some(Token::Name(name)) => {
                let name = name.clone();
                self.at = self.at.saturating_add(1);
                Ok(name)
            }
            _ => Err(self.expected("a name")),
        }
    }

    fn text(&mut self) -> Result<String> {
        match self.peek() {
            Some(Token::Text(text)) => {
                let text = text.clone();
                self.at = self.at.saturating_add(1);
                Ok(text)
            }
            _ => Err(self.expected("a text")),
        }
    }

    fn number(&mut self) -> Result<i64> {
        let sign = if self.skip('-') { "-" } else { "" };
        let digits = match self.peek() {
            Some(Token::Number(digits)) => digits.replace('_', "").replace("i64", ""),
            _ => return Err(self.expected("a serialVersionUID")),
        };
        let number = format!("{sign}{digits}").parse();
        let number = number.map_err(|_| self.expected("a serialVersionUID"))?;
        self.at = self.at.saturating_add(1);
        Ok(number)
    }

    fn expected(&self, what: &str) -> TypesError {
        let place = self.tokens.get(self.at).or(self.tokens.last());
        let line = place.map_or(1, |(line, _)| *line);
        TypesError::new(format!("line {line}: expected {what} in this table"))
    }
}

/// The name that a field has in Java, where the table does not say it.
fn camel(rust: &str) -> String {
    let mut parts = rust.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .map(super::names::capital)
        .fold(first, |name, part| name + &part)
}

/// The name that a constant has in Java, where the table does not say it.
fn screaming(rust: &str) -> String {
    let mut name = String::new();
    for letter in rust.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_amid_other_things() {
        let text = r#"
            // class! { Not { "a.Not" = 1 {} } }
            use javawire::typed::{class, constants};
            fn quote() -> char { '"' } /* class! { */
            class! { Order {
                "com.shop.Document" = -20_040 {
                    id = "id": long; // <a.B, a.C<D>>
                    created_at;
                }
                "com.shop.Order" = 7 {
                    r#type: "java.lang.String" as codec::Own;
                    _ = "cache": "java.lang.Object";
                    - fields;
                    + writeObject { a: utf; b: object as x::Y; }
                }
                ..Default::default()
            } }
            class! { Pos { "com.shop.Pos" = 1 external { x: int; } } }
            one_of! { Extra { Text, Other } }
            constants! { Status = "com.shop.Status" { New, PaidInFull, Lost = "GONE" } }
        "#;
        let tables = read(text).unwrap();
        let [order, pos] = &tables.classes[..] else {
            panic!("{tables:?}")
        };
        assert_eq!(order[0].suid, -20_040);
        assert_eq!(
            order[0].fields,
            [
                FieldTable {
                    java: "id".into(),
                    said: Some("long".into()),
                    arguments: Some("a.B, a.C<D>".into()),
                },
                FieldTable {
                    java: "createdAt".into(),
                    ..FieldTable::default()
                },
            ]
        );
        assert_eq!(order[1].fields[0].java, "type");
        assert_eq!(order[1].fields[1].java, "cache");
        assert!(order[1].without_fields);
        assert_eq!(order[1].data, Some(vec!["utf".into(), "object".into()]));
        assert_eq!(pos[0].form, "external");
        assert_eq!(pos[0].data, Some(vec!["int".into()]));
        assert_eq!(tables.one_ofs[0].1, ["Text", "Other"]);
        assert_eq!(tables.constants[0].1, ["NEW", "PAID_IN_FULL", "GONE"]);
    }

    #[test]
    fn a_table_that_is_none_is_refused_with_its_line() {
        for (text, message) in [
            (
                "\nclass! { Order { } }",
                "line 2: expected the name of a class",
            ),
            (
                "class! { Order { \"a\" = x {} } }",
                "line 1: expected a serialVersionUID",
            ),
            (
                "class! { A { \"a\" = 1 { b c; } } }",
                "line 1: expected `;`",
            ),
            ("class! { A { \"a\" = 1 {", "line 1: expected a name"),
            ("constants! { A = 1 }", "line 1: expected a text"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
        for text in [
            "\"", "'", "/*", "'\\", "r\"", "class!", "class! {", "\"\\u{",
        ] {
            let _ = read(text);
        }
    }
}
