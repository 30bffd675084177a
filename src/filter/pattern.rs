//! One pattern of a class filter: its syntax, and the names it matches.

use super::error::Problem;
use crate::text::mutf8;

/// What a pattern between two semicolons says.
#[derive(Debug)]
pub(super) enum Pattern {
    Limit(Limit, u64),
    Classes {
        /// Whether it begins with `!`.
        negated: bool,
        /// Whether it is for the classes of one module.
        module: bool,
        matcher: Matcher,
    },
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Limit {
    Depth,
    Refs,
    Bytes,
    Array,
}

/// The classes a pattern is for. The bytes are modified UTF-8 in its usual
/// form, so that equal names are equal bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Matcher {
    Class(Box<[u8]>),
    Package(Box<[u8]>),
    Prefix(Box<[u8]>),
}

impl Pattern {
    /// Reads a pattern, which is not empty.
    pub(super) fn parse(text: &str) -> Result<Self, Problem> {
        if let Some((name, value)) = text.split_once('=') {
            let limit = match name {
                "maxdepth" => Limit::Depth,
                "maxrefs" => Limit::Refs,
                "maxbytes" => Limit::Bytes,
                "maxarray" => Limit::Array,
                _ => return Err(Problem::UnknownLimit),
            };
            return Ok(Pattern::Limit(limit, number(value)?));
        }
        let (negated, text) = match text.strip_prefix('!') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (module, text) = match text.split_once('/') {
            Some(("", _)) => return Err(Problem::NoModule),
            Some((_, text)) => (true, text),
            None => (false, text),
        };
        Ok(Pattern::Classes {
            negated,
            module,
            matcher: Matcher::parse(text)?,
        })
    }
}

impl Matcher {
    /// Returns what matches the class of this name alone.
    pub(super) fn class(name: &str) -> Self {
        Matcher::Class(encoded(name))
    }

    /// Whether a class, whose name is given in the usual form, is one of these.
    pub(super) fn matches(&self, name: &[u8]) -> bool {
        match self {
            Matcher::Class(class) => *name == **class,
            Matcher::Package(package) => name
                .iter()
                .rposition(|&byte| byte == b'.')
                .and_then(|dot| name.get(..dot))
                .is_some_and(|found| *found == **package),
            Matcher::Prefix(prefix) => name.starts_with(prefix),
        }
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::NoClass);
        }
        let Some(prefix) = text.strip_suffix('*') else {
            return Ok(Matcher::class(text));
        };
        if let Some(package) = prefix.strip_suffix('.') {
            return match package {
                "" => Err(Problem::NoPackage),
                _ => Ok(Matcher::Package(encoded(package))),
            };
        }
        match prefix.strip_suffix('*') {
            Some(".") => Err(Problem::NoPackage),
            Some(packages) if packages.ends_with('.') => Ok(Matcher::Prefix(encoded(packages))),
            _ => Ok(Matcher::Prefix(encoded(prefix))),
        }
    }
}

fn encoded(text: &str) -> Box<[u8]> {
    mutf8::encode(text).into()
}

/// Reads a limit as `java.lang.Long.parseLong` does, which takes a sign and
/// the digits of every script.
fn number(text: &str) -> Result<u64, Problem> {
    let negated = text.strip_prefix('-');
    let digits = negated.or(text.strip_prefix('+')).unwrap_or(text);
    if digits.is_empty() {
        return Err(Problem::NoNumber);
    }
    let number = digits
        .chars()
        .try_fold(0_i64, |number, character| {
            number.checked_mul(10)?.checked_add(digit(character)?)
        })
        .ok_or(Problem::NoNumber)?;
    match u64::try_from(number) {
        Ok(number) if negated.is_none() || number == 0 => Ok(number),
        _ => Err(Problem::Negative),
    }
}

/// `Character.digit(char, 10)`
fn digit(character: char) -> Option<i64> {
    let code = u32::from(character);
    let zero = ZEROS.iter().rfind(|&&zero| u32::from(zero) <= code)?;
    let digit = code.checked_sub(u32::from(*zero))?;
    (digit < 10).then_some(i64::from(digit))
}

/// The zeros of Unicode's decimal digits, in order, as far as one Java `char`
/// holds them. They are the same in Java 11 to 25.
const ZEROS: [u16; 37] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
];
