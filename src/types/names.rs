//! Rust's names for what has a name in Java.

use std::collections::BTreeSet;

/// Words that no field can have for a name.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot even be names when they are marked.
const NEVER: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Types that generated files import, or that everybody knows as something else.
const TAKEN: [&str; 67] = [
    "Any",
    "Arc",
    "Array",
    "AtomicBoolean",
    "AtomicInteger",
    "AtomicLong",
    "BTreeMap",
    "BTreeSet",
    "Back",
    "BitSet",
    "Box",
    "Cause",
    "Clone",
    "Compared",
    "Copy",
    "Currency",
    "Date",
    "Debug",
    "Decimal",
    "Default",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "File",
    "Fn",
    "From",
    "HashMap",
    "HashSet",
    "InetAddress",
    "Instant",
    "Integer",
    "Into",
    "Iterator",
    "Link",
    "LocalDate",
    "LocalDateTime",
    "LocalTime",
    "Locale",
    "MonthDay",
    "None",
    "OffsetDateTime",
    "OffsetTime",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Period",
    "Result",
    "Self",
    "Send",
    "Some",
    "StackTraceElement",
    "String",
    "StringBuffer",
    "StringBuilder",
    "Sync",
    "Throwable",
    "Timestamp",
    "Uri",
    "Url",
    "Uuid",
    "Vec",
    "Written",
    "Year",
    "YearMonth",
    "ZonedDateTime",
];

/// Returns the Rust name of a field: `orderId` is `order_id`.
pub(super) fn of_field(java: &str) -> String {
    let name = snake(java);
    match name.as_str() {
        _ if NEVER.contains(&name.as_str()) || name.is_empty() => format!("{name}_field"),
        _ if KEYWORDS.contains(&name.as_str()) => {
            format!("r#{name}")
        }
        _ => name,
    }
}

/// Returns a name of which there is none yet, and takes it.
pub(super) fn unique(taken: &mut BTreeSet<String>, wanted: &[String]) -> String {
    for name in wanted {
        if taken.insert(name.clone()) {
            return name.clone();
        }
    }
    let last = wanted.last().map_or("field", String::as_str);
    let mut number = 2_usize;
    loop {
        let name = format!("{}_{number}", last.trim_start_matches("r#"));
        if taken.insert(name.clone()) {
            return name;
        }
        number = number.saturating_add(1);
    }
}

/// Returns the Rust name of a class, of which there is none yet: `com.shop.Order$Line` is
/// `OrderLine`, or else `ShopOrderLine`.
pub(super) fn of_class(taken: &mut BTreeSet<String>, java: &str) -> String {
    let mut parts = java.rsplit('.');
    let simple = parts.next().unwrap_or(java);
    let mut name: String = simple.split(['$', '_', '-']).map(capital).collect();
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "Class");
    }
    for package in parts {
        if !TAKEN.contains(&name.as_str()) && taken.insert(name.clone()) {
            return name;
        }
        name.insert_str(0, &capital(package));
    }
    if !TAKEN.contains(&name.as_str()) && taken.insert(name.clone()) {
        return name;
    }
    unique(taken, &[format!("{name}Class")]).replace('_', "")
}

/// Returns the Rust name of a constant: `PAID_IN_FULL` is `PaidInFull`.
pub(super) fn of_constant(taken: &mut BTreeSet<String>, java: &str) -> String {
    let has_lower = java.chars().any(char::is_lowercase);
    let parts = java.split(['_', '$']).map(|part| match has_lower {
        true => capital(part),
        false => capital(&part.to_lowercase()),
    });
    let mut name: String = parts.collect();
    if name.is_empty() || !name.starts_with(char::is_alphabetic) {
        name.insert(0, 'C');
    }
    if NEVER.contains(&name.as_str()) {
        name.push('_');
    }
    unique(taken, &[name])
}

/// Whether a name can have this letter or digit.
fn is_of_name(letter: char) -> bool {
    letter.is_alphabetic() || letter.is_ascii_digit()
}

/// Returns the text with a capital first, and nothing that no name can have.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| is_of_name(*letter));
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `HTMLParser` is `html_parser`.
fn snake(java: &str) -> String {
    let letters: Vec<char> = java.chars().collect();
    let mut name = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        if !is_of_name(letter) {
            if !name.ends_with('_') {
                name.push('_');
            }
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let behind = letters.get(index.saturating_add(1));
        let begins_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase() && behind.is_some_and(|next| next.is_lowercase()))
            });
        if begins_word && !name.ends_with('_') {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    if name.starts_with(|first: char| first.is_numeric()) {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_in_snake_case_and_no_keywords() {
        for (java, rust) in [
            ("id", "id"),
            ("orderId", "order_id"),
            ("HTMLParser", "html_parser"),
            ("baseURL", "base_url"),
            ("line2Text", "line2_text"),
            ("type", "r#type"),
            ("self", "self_field"),
            ("this$0", "this_0"),
            ("MAX_SIZE", "max_size"),
            ("_", "__field"),
            ("año", "año"),
        ] {
            assert_eq!(of_field(java), rust, "{java}");
        }
    }

    #[test]
    fn classes_get_names_of_their_own() {
        let mut taken = BTreeSet::new();
        for (java, rust) in [
            ("com.shop.Order", "Order"),
            ("com.shop.Order$Line", "OrderLine"),
            ("com.other.Order", "OtherOrder"),
            ("org.other.Order", "OrgOtherOrder"),
            ("com.shop.Date", "ShopDate"),
            ("com.shop.Order$1", "Order1"),
            ("A", "A"),
            ("Vec", "VecClass"),
        ] {
            assert_eq!(of_class(&mut taken, java), rust, "{java}");
        }
    }

    #[test]
    fn constants_are_in_camel_case() {
        let mut taken = BTreeSet::new();
        for (java, rust) in [
            ("NEW", "New"),
            ("PAID_IN_FULL", "PaidInFull"),
            ("mixedCase", "MixedCase"),
            ("_1", "C1"),
            ("SELF", "Self_"),
            ("New", "New_2"),
        ] {
            assert_eq!(of_constant(&mut taken, java), rust, "{java}");
        }
    }
}
