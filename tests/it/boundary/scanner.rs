//! The paths that a Rust source names, comments, strings and tests aside.

/// A path, segment by segment: `std::io::Read` as `["std", "io", "Read"]`.
pub(crate) type Path = Vec<String>;

/// Returns every path of two or more segments that the source names, and
/// every root that a `use` or `extern crate` takes whole.
pub(crate) fn paths(source: &str) -> Vec<Path> {
    let tokens = without_tests(&tokens(source));
    let mut paths = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        if token == "use" && before.is_none_or(|before| before != "::") {
            at = use_tree(&tokens, at + 1, &[], &mut paths);
        } else if token == "crate" && before.is_some_and(|before| before == "extern") {
            paths.extend(tokens.get(at + 1).map(|name| vec![name.clone()]));
            at += 2;
        } else if is_name(token) || token == "::" {
            let mut path = Vec::new();
            while let Some(token) = tokens.get(at) {
                if is_name(token) {
                    path.push(token.clone());
                } else if token != "::" {
                    break;
                }
                at += 1;
                let goes_on = token == "::" || tokens.get(at).is_some_and(|next| next == "::");
                if !goes_on {
                    break;
                }
            }
            if path.len() > 1 {
                paths.push(path);
            }
        } else {
            at += 1;
        }
    }
    paths
}

/// Returns every macro that the source calls by its name alone.
pub(crate) fn macros(source: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(source));
    let calls = tokens.windows(3).filter(|window| {
        is_name(&window[0]) && window[1] == "!" && matches!(window[2].as_str(), "(" | "[" | "{")
    });
    calls.map(|window| window[0].clone()).collect()
}

/// Reads one branch of a `use` from `at` on; returns where it ends.
fn use_tree(tokens: &[String], mut at: usize, root: &[String], paths: &mut Vec<Path>) -> usize {
    let mut path = root.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = use_tree(tokens, at, &path, paths);
                    if tokens.get(at).is_some_and(|token| token == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            // The name it is given here says nothing of where it comes from.
            "as" => at += 2,
            "self" if !path.is_empty() => at += 1,
            name if is_name(name) || name == "*" => {
                path.push(name.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    paths.push(path);
    at
}

/// Removes every item behind `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const CFG_TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().take(7).eq(CFG_TEST) {
            at = end_of_item(tokens, at + 7);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the item ends that begins at `at`: behind its `;` or its braces.
fn end_of_item(tokens: &[String], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && token == "}" {
                    return at;
                }
            }
            ";" if depth == 0 => return at,
            _ => {}
        }
    }
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The names and signs of a source, `::` as one.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else if let Some(length) = comment(rest).or_else(|| literal(rest)) {
            length
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let length = end.unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("r#") {
            2
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            tokens.push(first.to_string());
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of the comment that `text` begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if !text.starts_with("/*") {
        return None;
    }
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    Some(at)
}

/// The length of the string, character or lifetime that `text` begins with.
fn literal(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        let after = text.strip_prefix(prefix);
        after.is_some_and(|after| after.starts_with(['"', '#', '\'']))
    })?;
    let after = &text[prefix.len()..];
    if prefix.ends_with('r') {
        let hashes = after.len() - after.trim_start_matches('#').len();
        // `r#name` is a name, not a string.
        let body = after[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&end).map_or(body.len(), |at| at + end.len());
        return Some(prefix.len() + hashes + 1 + length);
    }
    if after.starts_with('"') {
        return Some(prefix.len() + quoted(after, '"'));
    }
    let mut characters = after.strip_prefix('\'')?.chars();
    match (characters.next()?, characters.next()) {
        ('\\', _) | (_, Some('\'')) => Some(prefix.len() + quoted(after, '\'')),
        // A lifetime: its name is no path.
        _ => {
            let end = after[1..].find(|c: char| !c.is_alphanumeric() && c != '_');
            Some(prefix.len() + 1 + end.unwrap_or(after.len() - 1))
        }
    }
}

/// The length of a literal between two `quote`s, with escapes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == quote {
            return at + 1;
        }
    }
    text.len()
}
