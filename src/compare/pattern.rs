//! Patterns of paths: `$.lines[*].price`, `$..requestId`, and of classes: `shop.Order#created`.

use super::rules::RuleError;

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Selector {
    Name(String),
    Index(u32),
    Any,
}

/// What a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Steps, each also further down where it is marked so (`..`).
    Path(Vec<(bool, Selector)>),
    /// A field of a class, or all of them.
    Field(String, Option<String>),
    /// Each object of a class.
    Class(String),
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn parse(text: &str) -> Result<Pattern, RuleError> {
        let Some(steps) = text.strip_prefix('$') else {
            return of_class(text);
        };
        let mut rest = steps;
        let mut path = Vec::new();
        while !rest.is_empty() {
            let wrong = |why: &str| Err(RuleError::pattern(text, rest, why));
            let (is_deep, after) = match rest.strip_prefix("..") {
                Some(after) => (true, after),
                None => (false, rest),
            };
            let (selector, after) = if let Some(inner) = after.strip_prefix('[') {
                match bracket(inner) {
                    Some(found) => found,
                    None => return wrong("a number, * or a 'name' and ] are expected after ["),
                }
            } else {
                let after = match after.strip_prefix('.') {
                    Some(after) if !is_deep => after,
                    None if is_deep => after,
                    _ => return wrong("a step begins with . or ["),
                };
                match word(after) {
                    Some(found) => found,
                    None => return wrong("a name or * is expected after ."),
                }
            };
            path.push((is_deep, selector));
            rest = after;
        }
        Ok(Pattern::Path(path))
    }

    /// The name that the last step has, if it is a name.
    pub(super) fn last_name(&self) -> Option<&str> {
        match self {
            Pattern::Path(steps) => match steps.last() {
                Some((_, Selector::Name(name))) => Some(name),
                _ => None,
            },
            Pattern::Field(_, name) => name.as_deref(),
            Pattern::Class(_) => None,
        }
    }
}

fn of_class(text: &str) -> Result<Pattern, RuleError> {
    let (class, field) = match text.split_once('#') {
        Some((class, "*")) => (class, Some(None)),
        Some((class, field)) => (class, Some(Some(field.to_owned()))),
        None => (text, None),
    };
    let is_class = !class.is_empty() && !class.contains(['[', ']', '\'', ' ', '*']);
    if !is_class || field.as_ref().is_some_and(|it| it.as_deref() == Some("")) {
        let why = "it is a path that begins with $, or a class, or a class#field";
        return Err(RuleError::pattern(text, text, why));
    }
    Ok(match field {
        Some(field) => Pattern::Field(class.to_owned(), field),
        None => Pattern::Class(class.to_owned()),
    })
}

fn bracket(inner: &str) -> Option<(Selector, &str)> {
    if let Some(after) = inner.strip_prefix("*]") {
        return Some((Selector::Any, after));
    }
    let quote = inner.chars().next()?;
    if !matches!(quote, '\'' | '"') {
        let (digits, after) = inner.split_once(']')?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let index = digits.parse().ok().filter(|_| is_number)?;
        return Some((Selector::Index(index), after));
    }
    let mut name = String::new();
    let mut characters = inner.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => name.push(match characters.next()?.1 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let digits: String = characters.by_ref().take(4).map(|it| it.1).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                }
                other => other,
            }),
            end if end == quote => {
                let after = inner.get(at.saturating_add(1)..)?.strip_prefix(']')?;
                return Some((Selector::Name(name), after));
            }
            other => name.push(other),
        }
    }
    None
}

fn word(text: &str) -> Option<(Selector, &str)> {
    if let Some(after) = text.strip_prefix('*') {
        return Some((Selector::Any, after));
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, after) = text.split_at_checked(end)?;
    (!name.is_empty()).then(|| (Selector::Name(name.to_owned()), after))
}

/// A step of a path, as patterns see it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen<'a> {
    Name(&'a str),
    Index(u32),
}

/// How far each pattern has come on a path: the rule, and how many of its steps have been found.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(Vec<(u32, u32)>);

/// The patterns of paths, each with the number of its rule.
#[derive(Debug, Clone, Default)]
pub(super) struct Patterns(Vec<(usize, Vec<(bool, Selector)>)>);

impl Patterns {
    pub(super) fn push(&mut self, rule: usize, steps: Vec<(bool, Selector)>) {
        self.0.push((rule, steps));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The marks at the top; none if there are no patterns.
    pub(super) fn begin(&self) -> Option<Marks> {
        let count = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        (count > 0).then(|| Marks((0..count).map(|pattern| (pattern, 0)).collect()))
    }

    /// The marks after one more step.
    pub(super) fn after(&self, before: &Marks, seen: Seen<'_>) -> Marks {
        let mut after = Vec::new();
        for &(pattern, count) in &before.0 {
            let Some((is_deep, selector)) = self.step(pattern, count) else {
                continue;
            };
            if *is_deep {
                after.push((pattern, count));
            }
            let fits = match (selector, seen) {
                (Selector::Any, _) => true,
                (Selector::Name(name), Seen::Name(seen)) => name == seen,
                (Selector::Index(index), Seen::Index(seen)) => *index == seen,
                _ => false,
            };
            if fits {
                after.push((pattern, count.saturating_add(1)));
            }
        }
        after.sort_unstable();
        after.dedup();
        Marks(after)
    }

    fn step(&self, pattern: u32, count: u32) -> Option<&(bool, Selector)> {
        let (_, steps) = self.0.get(usize::try_from(pattern).ok()?)?;
        steps.get(usize::try_from(count).ok()?)
    }

    /// The rules whose pattern is a path that has come to its end.
    pub(super) fn ended(&self, marks: &Marks) -> impl Iterator<Item = usize> {
        marks.0.iter().filter_map(|&(pattern, count)| {
            let (rule, steps) = self.0.get(usize::try_from(pattern).ok()?)?;
            (usize::try_from(count) == Ok(steps.len())).then_some(*rule)
        })
    }
}
