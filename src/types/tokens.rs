//! The words of a Rust file, as far as tables are made of them.

use std::collections::BTreeMap;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Text(String),
    Number(String),
    Mark(char),
    /// What no table has.
    Other,
}

/// What a comment at the end of a line of a table begins with, if it tells the arguments of a
/// generic type.
pub(super) const ARGUMENTS: &str = "// <";

/// The arguments of generic types that comments tell, by line.
pub(super) fn arguments(text: &str) -> BTreeMap<usize, &str> {
    let lines = text.lines().enumerate();
    let told = lines.filter_map(|(number, line)| {
        let (_, told) = line.split_once(ARGUMENTS)?;
        Some((number.saturating_add(1), told.trim_end().strip_suffix('>')?))
    });
    told.collect()
}

/// The words of a file, each with its line. Comments are left out.
pub(super) fn tokens(text: &str) -> Vec<(usize, Token)> {
    let mut found = Vec::new();
    let mut line = 1_usize;
    let mut left = text;
    while let Some(first) = left.chars().next() {
        let (length, token) = token(left, first);
        let (here, behind) = left.split_at_checked(length).unwrap_or((left, ""));
        if let Some(token) = token {
            found.push((line, token));
        }
        line = line.saturating_add(here.matches('\n').count());
        left = behind;
    }
    found
}

/// How long what comes is, and what it is.
fn token(left: &str, first: char) -> (usize, Option<Token>) {
    let until = |end: &str| {
        left.find(end)
            .map_or(left.len(), |at| at.saturating_add(end.len()))
    };
    match first {
        _ if left.starts_with("//") => (left.find('\n').unwrap_or(left.len()), None),
        _ if left.starts_with("/*") => (until("*/"), None),
        _ if first.is_whitespace() => (first.len_utf8(), None),
        '"' => text_token(left),
        '\'' => (char_length(left), Some(Token::Other)),
        _ if left.starts_with("r\"") => {
            let behind = left.get(2..).unwrap_or_default();
            let end = behind.find('"').unwrap_or(behind.len());
            (end.saturating_add(3), Some(Token::Other))
        }
        _ if first.is_alphabetic() || first == '_' => {
            let marked = if left.starts_with("r#") { 2 } else { 0 };
            let name = left.get(marked..).unwrap_or_default();
            let is_inside = |letter: char| letter.is_alphanumeric() || letter == '_';
            let length = name.find(|letter| !is_inside(letter)).unwrap_or(name.len());
            let name = name.get(..length).unwrap_or_default();
            let length = length.saturating_add(marked).max(1);
            (length, Some(Token::Name(name.to_owned())))
        }
        _ if first.is_ascii_digit() => {
            let is_inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let length = left.find(|letter| !is_inside(letter)).unwrap_or(left.len());
            let digits = left.get(..length).unwrap_or_default();
            (length, Some(Token::Number(digits.to_owned())))
        }
        other => (other.len_utf8(), Some(Token::Mark(other))),
    }
}

/// A text in quotes.
fn text_token(left: &str) -> (usize, Option<Token>) {
    let mut text = String::new();
    let mut letters = left.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (at.saturating_add(1), Some(Token::Text(text))),
            '\\' => match letters.next() {
                Some((_, 'u')) => {
                    let digits: String = letters
                        .by_ref()
                        .map(|(_, letter)| letter)
                        .skip_while(|letter| *letter == '{')
                        .take_while(|letter| *letter != '}')
                        .collect();
                    let code = u32::from_str_radix(&digits, 16).ok();
                    text.extend(code.and_then(char::from_u32));
                }
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, '0')) => text.push('\0'),
                Some((_, other)) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    (left.len(), Some(Token::Other))
}

/// How long a literal of one character is; 1 if it is the mark of a lifetime.
fn char_length(left: &str) -> usize {
    let inside = left.get(1..).unwrap_or_default();
    let mut letters = inside.char_indices();
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some(_)) => {
            let end = letters.find(|(_, letter)| *letter == '\'');
            end.map_or(1, |(at, _)| at.saturating_add(2))
        }
        (Some(_), Some((at, '\''))) => at.saturating_add(2),
        _ => 1,
    }
}
