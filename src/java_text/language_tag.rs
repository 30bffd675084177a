//! The form of a BCP 47 language tag, by the ABNF of RFC 5646, section 2.1.
//!
//! Just as strict as `java.util.Locale.Builder.setLanguageTag`: that allows an
//! extended language after any other and no digit as a singleton. The irregular
//! tags that the ABNF lists one by one are not known here.

use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::str::Split;

/// Returns the language of a tag, which is empty where the tag is all private use.
///
/// # Errors
///
/// The subtag that cannot stand where it stands.
pub(super) fn language(tag: &str) -> Result<&str, &str> {
    let mut subtags = tag.split('-').peekable();
    let mut language = "";
    if let Some(primary) = subtags.next_if(alpha(2..=8)) {
        // The extended language stands for the whole: `zh-yue` is `yue`.
        language = subtags.next_if(alpha(3..=3)).unwrap_or(primary);
        skip(&mut subtags, 2, alpha(3..=3));
        let script = alpha(4..=4);
        skip(&mut subtags, 1, script);
        let region = |subtag: &&str| alpha(2..=2)(subtag) || digits(3)(subtag);
        skip(&mut subtags, 1, region);
        let variant = |subtag: &&str| alphanumeric(5..=8)(subtag) || digit_and_three(subtag);
        skip(&mut subtags, usize::MAX, variant);
        let singleton = |subtag: &&str| alpha(1..=1)(subtag) && !is_x(subtag);
        while let Some(extension) = subtags.next_if(singleton) {
            if skip(&mut subtags, usize::MAX, alphanumeric(2..=8)) == 0 {
                return Err(extension);
            }
        }
    }
    if let Some(private) = subtags.next_if(is_x)
        && skip(&mut subtags, usize::MAX, alphanumeric(1..=8)) == 0
    {
        return Err(private);
    }
    subtags.next().map_or(Ok(language), Err)
}

/// Passes over up to `most` subtags that fit, and returns how many there were.
fn skip<'a>(
    subtags: &mut Peekable<Split<'a, char>>,
    most: usize,
    fits: impl Fn(&&'a str) -> bool,
) -> usize {
    let next = |_: &usize| subtags.next_if(&fits).is_some();
    (0..most).take_while(next).count()
}

fn alpha(lengths: RangeInclusive<usize>) -> impl Fn(&&str) -> bool {
    move |subtag| lengths.contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphabetic())
}

fn alphanumeric(lengths: RangeInclusive<usize>) -> impl Fn(&&str) -> bool {
    move |subtag| {
        lengths.contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    }
}

fn digits(length: usize) -> impl Fn(&&str) -> bool {
    move |subtag| subtag.len() == length && subtag.bytes().all(|b| b.is_ascii_digit())
}

fn digit_and_three(subtag: &&str) -> bool {
    subtag.starts_with(|first: char| first.is_ascii_digit()) && alphanumeric(4..=4)(subtag)
}

fn is_x(subtag: &&str) -> bool {
    subtag.eq_ignore_ascii_case("x")
}
