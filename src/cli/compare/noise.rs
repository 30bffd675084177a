//! A file of rules, in TOML.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use javawire::compare::Rules;
use toml::{Table, Value};

/// Adds the rules of a file.
///
/// # Errors
///
/// If it cannot be read, or is no file of rules; which rule is wrong, and why.
pub(super) fn read(path: &Path, rules: Rules) -> anyhow::Result<Rules> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    parsed(&text, rules).with_context(|| format!("{name}"))
}

fn parsed(text: &str, mut rules: Rules) -> anyhow::Result<Rules> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.unwrap_or_default().matches('\n').count();
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        anyhow!("line {}: {message}", line.saturating_add(1))
    })?;
    for (kind, all) in table {
        let Value::Array(all) = all else {
            bail!("{kind}: a rule begins with a line [[{kind}]], in two brackets");
        };
        for (index, rule) in all.into_iter().enumerate() {
            let number = index.saturating_add(1);
            let Value::Table(rule) = rule else {
                bail!("{kind}: a rule begins with a line [[{kind}]], in two brackets");
            };
            rules =
                one(&kind, &rule, rules).with_context(|| format!("rule {number} of [[{kind}]]"))?;
        }
    }
    Ok(rules)
}

/// Adds one rule.
fn one(kind: &str, rule: &Table, rules: Rules) -> anyhow::Result<Rules> {
    let known: &[&str] = match kind {
        "accept" => &["path", "why", "matches", "within"],
        _ => &["path", "why"],
    };
    if let Some(other) = rule.keys().find(|key| !known.contains(&key.as_str())) {
        bail!("it has no {other}: what it has is {}", known.join(", "));
    }
    let Some(path) = rule.get("path").and_then(Value::as_str) else {
        bail!("it has no path: path = \"$.lines[*].price\", say");
    };
    Ok(match kind {
        "ignore" => rules.ignore(path)?,
        "unordered" => rules.unordered(path)?,
        "type" => rules.same_class(path)?,
        "accept" => accept(path, rule, rules)?,
        _ => bail!("there are no such rules: they are ignore, accept, unordered and type"),
    })
}

fn accept(path: &str, rule: &Table, rules: Rules) -> anyhow::Result<Rules> {
    match (rule.get("matches"), rule.get("within")) {
        (Some(Value::String(regex)), None) => Ok(rules.matching(path, regex)?),
        (None, Some(Value::Float(most))) => Ok(rules.within(path, *most)?),
        (None, Some(Value::Integer(most))) => Ok(rules.within(path, *most as f64)?),
        (None, Some(Value::String(time))) => {
            let Some(seconds) = seconds(time) else {
                bail!("within = \"{time}\" is no time: \"5s\", \"200ms\" or \"2m\" is one");
            };
            Ok(rules.within_seconds(path, seconds)?)
        }
        _ => bail!("it has either matches = 'a regular expression' or within = a number or \"5s\""),
    }
}

/// A time in seconds.
fn seconds(time: &str) -> Option<f64> {
    let digits = time.find(|it: char| it.is_ascii_alphabetic())?;
    let (number, unit) = time.split_at_checked(digits)?;
    let number: f64 = number.trim().parse().ok()?;
    let unit = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    Some(number * unit)
}
