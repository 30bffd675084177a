//! Values of the JDK that are a text or a number to people.

use core::net::{Ipv4Addr, Ipv6Addr};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

use super::known::Meaning;
use super::numbers;
use super::source::Source;
use crate::FieldValue;
use crate::text::JavaStr;

pub(super) fn atomic_boolean<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let is_set = source.int("value")? != 0;
    Some(Meaning::Value(FieldValue::Boolean(is_set)))
}

pub(super) fn big_integer<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    integer(source).map(number)
}

pub(super) fn big_decimal<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let scale = source.int("scale")?;
    let unscaled = integer(&mut source.object("intVal")?)?;
    Some(number(numbers::decimal(&unscaled, scale)))
}

fn integer(source: &mut Source<'_, '_>) -> Option<String> {
    let signum = source.int("signum")?;
    let magnitude = source.array("magnitude")?;
    Some(numbers::integer(signum, magnitude.bytes()))
}

fn number<'g>(digits: String) -> Meaning<'g> {
    if numbers::is_safe(&digits) {
        Meaning::Number(digits)
    } else {
        Meaning::Text(digits)
    }
}

pub(super) fn uuid<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let bits = |name| {
        source
            .long(name)
            .map(|bits| u128::from(bits.cast_unsigned()))
    };
    let digits = format!(
        "{:032x}",
        bits("mostSigBits")? << 64 | bits("leastSigBits")?
    );
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    let parts = [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ];
    Some(Meaning::Text(parts.join("-")))
}

/// `StringBuilder`: how many of the characters of an array, and the array.
pub(super) fn builder<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let class = "java.lang.StringBuilder";
    let count = i32::from_be_bytes(source.bytes(class)?.as_ref().try_into().ok()?);
    let characters = *source.objects(class)?.first()?;
    text_of(characters, count, source)
}

/// `StringBuffer` has both in its fields.
pub(super) fn buffer<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let count = source.int("count")?;
    text_of(source.field("value")?, count, source)
}

fn text_of<'g>(
    characters: FieldValue,
    count: i32,
    source: &mut Source<'_, 'g>,
) -> Option<Meaning<'g>> {
    let bytes = source.array_of(characters)?.bytes();
    let end = usize::try_from(count).ok()?.checked_mul(2)?;
    match utf16(bytes.get(..end)?) {
        (text, false) => Some(Meaning::Text(text)),
        (_, true) => None,
    }
}

/// UTF-16 as text, and whether that says less: half a surrogate pair is `?`.
pub(super) fn utf16(bytes: &[u8]) -> (String, bool) {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    let mut says_less = false;
    let characters = char::decode_utf16(units).map(|character| {
        says_less |= character.is_err();
        character.unwrap_or('?')
    });
    (characters.collect(), says_less)
}

/// The same of Java's text.
pub(super) fn readable(text: JavaStr<'_>) -> (Cow<'_, str>, bool) {
    match text.to_str() {
        Ok(text) => (text, false),
        Err(_) => (text.to_string_lossy(), true),
    }
}

/// A pattern without flags is its text.
pub(super) fn pattern<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let flags = source.int("flags")?;
    (flags == 0).then_some(())?;
    source.field("pattern").map(Meaning::Inside)
}

/// `StackTraceElement.toString`
pub(super) fn stack_trace_element<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    const BUILTIN_CLASS_LOADER: i8 = 1;
    const JDK_NON_UPGRADEABLE_MODULE: i8 = 2;

    // Java 8 has no fields for modules.
    let mut optional = |name| match source.field(name) {
        None => Some(Cow::Borrowed("")),
        Some(_) => source.text_or_null(name).map(Option::unwrap_or_default),
    };
    let (loader, module) = (optional("classLoaderName")?, optional("moduleName")?);
    let version = optional("moduleVersion")?;
    let format = match source.field("format") {
        Some(FieldValue::Byte(format)) => format,
        _ => 0,
    };
    let mut text = String::new();
    if format & BUILTIN_CLASS_LOADER == 0 && !loader.is_empty() {
        let _ = write!(text, "{loader}/");
    }
    if !module.is_empty() {
        text.push_str(&module);
        if format & JDK_NON_UPGRADEABLE_MODULE == 0 && !version.is_empty() {
            let _ = write!(text, "@{version}");
        }
    }
    if !text.is_empty() {
        text.push('/');
    }
    let (class, method) = (source.text("declaringClass")?, source.text("methodName")?);
    let _ = write!(text, "{class}.{method}(");
    let file = source.text_or_null("fileName")?;
    match (source.int("lineNumber")?, file) {
        (-2, _) => text.push_str("Native Method"),
        (line @ 0.., Some(file)) => {
            let _ = write!(text, "{file}:{line}");
        }
        (_, Some(file)) => text.push_str(&file),
        (_, None) => text.push_str("Unknown Source"),
    }
    text.push(')');
    Some(Meaning::Text(text))
}

/// `Locale.toLanguageTag`. `None` where a part is not what such a tag would have.
pub(super) fn locale<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let language = subtag("language", 2..=8, source)?;
    let country = subtag("country", 2..=3, source)?;
    // Java 6 had no script and no extensions.
    let script = match source.field("script") {
        Some(_) => subtag("script", 4..=4, source)?,
        None => Cow::Borrowed(""),
    };
    let mut tag = match &*language {
        "" => "und",
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        other => other,
    }
    .to_owned();
    for part in [&script, &country]
        .into_iter()
        .filter(|part| !part.is_empty())
    {
        let _ = write!(tag, "-{part}");
    }
    // What is not a variant of BCP 47 stands after the extensions.
    let variant = source.text("variant")?;
    let mut private = String::new();
    for part in variant.split('_').filter(|part| !part.is_empty()) {
        let begins_with_digit = part.starts_with(|first: char| first.is_ascii_digit());
        let is_variant = is_subtag(part, 5..=8) || begins_with_digit && is_subtag(part, 4..=4);
        if is_variant && private.is_empty() {
            let _ = write!(tag, "-{part}");
        } else if is_subtag(part, 1..=8) {
            let _ = write!(private, "-{part}");
        } else {
            return None;
        }
    }
    let extensions = match source.field("extensions") {
        Some(_) => source.text("extensions")?,
        None => Cow::Borrowed(""),
    };
    if !extensions.is_empty() {
        let _ = write!(tag, "-{extensions}");
    }
    if !private.is_empty() {
        let _ = write!(tag, "-x-lvariant{private}");
    }
    Some(Meaning::Text(tag))
}

/// A field that holds a subtag of one of these lengths, or nothing.
fn subtag<'g>(
    field: &str,
    lengths: RangeInclusive<usize>,
    source: &mut Source<'_, 'g>,
) -> Option<Cow<'g, str>> {
    let text = source.text(field)?;
    (text.is_empty() || is_subtag(&text, lengths)).then_some(text)
}

fn is_subtag(text: &str, lengths: RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `URL.toString`
pub(super) fn url<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let mut text = format!("{}:", source.text("protocol")?);
    let host = source.text_or_null("host")?.unwrap_or_default();
    let port = source.int("port")?;
    let authority = match source.text_or_null("authority")? {
        Some(authority) => authority,
        None if port == -1 => host,
        None => format!("{host}:{port}").into(),
    };
    if !authority.is_empty() {
        let _ = write!(text, "//{authority}");
    }
    text.push_str(&source.text_or_null("file")?.unwrap_or_default());
    if let Some(reference) = source.text_or_null("ref")? {
        let _ = write!(text, "#{reference}");
    }
    Some(Meaning::Text(text))
}

/// An address as people write it, with the name in front if it has one.
pub(super) fn inet_address<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let bits = source.int("address")?.cast_unsigned();
    named(&Ipv4Addr::from_bits(bits).to_string(), source)
}

pub(super) fn inet6_address<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let bytes: [u8; 16] = source.array("ipaddress")?.bytes().try_into().ok()?;
    let mut text = Ipv6Addr::from(bytes).to_string();
    let scope = match source.field("ifname") {
        Some(_) => source.text_or_null("ifname")?,
        None => None,
    };
    match scope {
        Some(name) => {
            let _ = write!(text, "%{name}");
        }
        None if source.boolean("scope_id_set")? => {
            let _ = write!(text, "%{}", source.int("scope_id")?);
        }
        None => {}
    }
    named(&text, source)
}

fn named<'g>(address: &str, source: &mut Source<'_, '_>) -> Option<Meaning<'g>> {
    let name = source.text_or_null("hostName")?.unwrap_or_default();
    let slash = if name.is_empty() { "" } else { "/" };
    Some(Meaning::Text(format!("{name}{slash}{address}")))
}

pub(super) fn socket_address<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let port = source.int("port")?;
    if source.field("addr")? == FieldValue::Reference(None) {
        let host = source.text("hostname")?;
        return Some(Meaning::Text(format!("{host}:{port}")));
    }
    let mut address = source.object("addr")?;
    let is_v6 = address.is("java.net.Inet6Address");
    let meaning = if is_v6 {
        inet6_address(&mut address)?
    } else {
        inet_address(&mut address)?
    };
    let Meaning::Text(text) = meaning else {
        return None;
    };
    let text = match text.rsplit_once('/') {
        Some((name, address)) if is_v6 => format!("{name}/[{address}]"),
        None if is_v6 => format!("[{text}]"),
        _ => text,
    };
    Some(Meaning::Text(format!("{text}:{port}")))
}
