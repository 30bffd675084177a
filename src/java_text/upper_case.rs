//! Upper case as `java.lang.String.toUpperCase(Locale)` makes it.
//!
//! Full case mapping without regard to context, so `ß` becomes `SS` and both
//! sigmas `Σ`; a lone surrogate stays where it is. Three languages have one rule more (the JDK
//! keeps them in `java.lang.ConditionalSpecialCasing`):
//!
//! * Turkish and Azeri: `i` becomes `İ`, U+0130;
//! * Lithuanian: U+0307, the dot above, is dropped after a letter that has a dot
//!   of its own, even with marks in between that are not written above.
//!
//! # Where a JVM differs
//!
//! The mappings are those of the Rust standard library, and they grow with
//! Unicode. A JVM whose Unicode is older leaves a letter alone that is mapped
//! here (Java 8 knows Unicode 6.2, Java 11 10, Java 17 13, Java 21 15, Java 25
//! 16). The letters by the version of Unicode that gave them an upper case:
//!
//! | Unicode | letters |
//! |---|---|
//! | 17.0 | A7CF A7D3 A7D5 16EBB-16ED3 |
//! | 16.0 | 019B 0264 1C8A A7CD A7DB 10D70-10D85 |
//! | 14.0 | 2C5F A7C1 A7D1 A7D7 A7D9 10597-105A1 105A3-105B1 105B3-105B9 105BB-105BC |
//! | 13.0 | A7C8 A7CA A7F6 |
//! | 12.0 | 0282 1D8E A794 A7BB A7BD A7BF A7C3 |
//! | 11.0 | 10D0-10FA 10FD-10FF A7B9 16E60-16E7F |
//! | 9.0 | 026A 1C80-1C88 104D8-104FB 1E922-1E943 |
//! | 8.0 | 029D 13F8-13FD A7B5 A7B7 AB53 AB70-ABBF 10CC0-10CF2 |
//! | 7.0 | 025C 0261 026C 0287 029E 03F3 0529 052B 052D 052F A699 A69B A797 A799 A79B A79D A79F 118C0-118DF |
//!
//! Likewise a JVM takes a mark that it does not know for a letter, and keeps a
//! Lithuanian dot after it. The marks that may stand before such a dot:
//!
//! | Unicode | marks |
//! |---|---|
//! | 16.0 | 113CE-113D0 1612F 1E5EF |
//! | 15.0 | 10EFD-10EFF 11F41-11F42 1E4EC-1E4EE |
//! | 14.0 | 0899-089B 08CF-08D2 0C3C 1715 1AC3-1AC4 1ACA 1DFA 10F83 10F85 11070 |
//! | 13.0 | 1ABF-1AC0 A82C 1193D-1193E 11943 16FF0-16FF1 |
//! | 12.0 | 0EBA 119E0 |
//! | 11.0 | 07FD 08D3 10F46-10F47 10F4B 10F4D-10F50 1133B 11839-1183A 11D97 |
//! | 10.0 | 0D3B-0D3C 1DF6-1DF9 11A34 11A47 11A99 11D42 11D44-11D45 |
//! | 9.0 | 11442 11446 11C3F 1E94A |
//! | 8.0 | 08E3 111CA 1172B |
//! | 7.0 | 1AB5-1ABA 1ABD FE27-FE2D 102E0 10AE6 1107F 11173 11235-11236 112E9-112EA 1133C 1134D 114C2-114C3 115BF-115C0 1163F 16AF0-16AF4 1BC9E 1E8D0-1E8D6 |
//!
//! There is no other difference; the tables are checked against Java 11 to 25.

use unicode_ccc::{CanonicalCombiningClass, get_canonical_combining_class};

use crate::java_text::locale::Locale;
use crate::text::mutf8;
use crate::text::{JavaStr, JavaString};

/// Returns `text` in upper case, in the form in which Java writes it: overlong
/// bytes of `text` come out short.
///
/// Follows `java.lang.String.toUpperCase(Locale)`.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
/// use javawire::java_text::locale::Locale;
/// use javawire::java_text::upper_case::to_upper_case;
///
/// let phrase = JavaString::from("una frase en minúsculas, ß");
/// let upper = to_upper_case(phrase.as_java_str(), Locale::Root);
/// assert_eq!(upper, "UNA FRASE EN MINÚSCULAS, SS");
///
/// let title = JavaString::from("istanbul");
/// let upper = to_upper_case(title.as_java_str(), Locale::TurkishOrAzeri);
/// assert_eq!(upper, "İSTANBUL");
/// ```
pub fn to_upper_case(text: JavaStr<'_>, locale: Locale) -> JavaString {
    UpperCase::new(locale).next(text)
}

/// Upper case of a text that comes in [pieces](JavaStr::pieces), as [`to_upper_case`] makes it of
/// the whole.
///
/// # Examples
///
/// ```
/// use javawire::JavaString;
/// use javawire::java_text::locale::Locale;
/// use javawire::java_text::upper_case::UpperCase;
///
/// let phrase = JavaString::from("una frase en minúsculas");
/// let mut upper = UpperCase::new(Locale::Root);
/// let pieces = phrase.as_java_str().pieces(10).map(|piece| upper.next(piece).to_string());
/// assert_eq!(pieces.collect::<String>(), "UNA FRASE EN MINÚSCULAS");
/// ```
#[derive(Debug, Clone)]
pub struct UpperCase {
    locale: Locale,
    dot: DotAbove,
}

impl UpperCase {
    /// Returns the upper case of a text that begins with the next piece.
    pub fn new(locale: Locale) -> Self {
        UpperCase {
            locale,
            dot: DotAbove::default(),
        }
    }

    /// Returns the upper case of the next piece.
    pub fn next(&mut self, piece: JavaStr<'_>) -> JavaString {
        let mut upper = Vec::with_capacity(piece.as_bytes().len());
        append(piece, self.locale, &mut self.dot, &mut upper);
        JavaString::from_checked(upper)
    }

    /// The same, after what is there.
    pub(crate) fn append(&mut self, piece: JavaStr<'_>, upper: &mut Vec<u8>) {
        append(piece, self.locale, &mut self.dot, upper);
    }
}

fn append(text: JavaStr<'_>, locale: Locale, dot: &mut DotAbove, upper: &mut Vec<u8>) {
    let exception = if locale == Locale::TurkishOrAzeri {
        b'i'
    } else {
        0
    };
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let simple;
        (simple, rest) = rest.split_at(simple_run(rest, exception));
        let start = upper.len();
        upper.extend_from_slice(simple);
        if let Some(simple) = upper.get_mut(start..) {
            simple.make_ascii_uppercase();
        }
        if locale == Locale::Lithuanian {
            for &byte in simple {
                dot.see(Some(char::from(byte)));
            }
        }

        // Ends only before an ASCII character, so it holds no half of a pair.
        let other;
        (other, rest) = rest.split_at(other_run(rest, exception));
        for decoded in char::decode_utf16(mutf8::code_units(other)) {
            if locale == Locale::Lithuanian && dot.drops(decoded.as_ref().ok().copied()) {
                continue;
            }
            match decoded {
                Ok('i') if locale == Locale::TurkishOrAzeri => push(upper, '\u{130}'),
                Ok(character) => match common(character) {
                    Some(mapped) => push(upper, mapped),
                    None => character
                        .to_uppercase()
                        .for_each(|mapped| push(upper, mapped)),
                },
                Err(lone) => mutf8::push_code_unit(upper, lone.unpaired_surrogate()),
            }
        }
    }
}

/// Whether a byte is a character that maps to one byte, whatever stands beside
/// it; `exception` is one that does not.
fn is_simple(byte: u8, exception: u8) -> bool {
    // No `&&`: see below.
    (byte.wrapping_sub(1) < 0x7F) & (byte != exception)
}

/// How many simple bytes `bytes` begins with. Whole blocks are tested without a
/// branch on the data, so that the compiler turns the test into vector code.
fn simple_run(bytes: &[u8], exception: u8) -> usize {
    const BLOCK: usize = 16;

    let is_simple_block = |block: &[u8; BLOCK]| {
        (block.iter()).fold(true, |all, &byte| all & is_simple(byte, exception))
    };
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let simple = blocks.iter().take_while(|block| is_simple_block(block));
    let count = simple.count();
    // The last block covers what is not a whole block.
    if count == blocks.len() && bytes.last_chunk().is_some_and(is_simple_block) {
        return bytes.len();
    }
    let start = count.saturating_mul(BLOCK);
    let tail = bytes.get(start..).unwrap_or_default();
    let simple = |byte: &&u8| is_simple(**byte, exception);
    start.saturating_add(tail.iter().take_while(simple).count())
}

/// How many bytes that are not simple `bytes` begins with.
fn other_run(bytes: &[u8], exception: u8) -> usize {
    let other = |byte: &&u8| !is_simple(**byte, exception);
    bytes.iter().take_while(other).count()
}

/// The upper case of letters that are so frequent that a search for them would
/// be felt, as [`char::to_uppercase`] gives it.
fn common(character: char) -> Option<char> {
    let below = |distance| char::from_u32(u32::from(character).wrapping_sub(distance));
    match character {
        'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ϋ' | 'а'..='я' => below(0x20),
        'ѐ'..='џ' => below(0x50),
        // Capitals, then Chinese, Japanese and Korean, then pictures.
        'À'..='Ö' | 'Α'..='Ρ' | 'А'..='Я' => below(0),
        '\u{2E80}'..='\u{A63F}' | '\u{AC00}'..='\u{D7A3}' | '\u{1F000}'..='\u{1FAFF}' => below(0),
        _ => None,
    }
}

fn push(upper: &mut Vec<u8>, character: char) {
    mutf8::push_code_point(upper, u32::from(character));
}

/// The Lithuanian rule: which U+0307 to drop. The Unicode standard names the
/// condition After_Soft_Dotted: "there is a Soft_Dotted character before C, with
/// no intervening character of combining class 0 or 230 (Above)". The JDK copies
/// what stands before the first character that has an upper case or is above
/// U+FFFF or a surrogate, dots included.
#[derive(Debug, Clone, Default)]
struct DotAbove {
    after_soft_dotted: bool,
    begun: bool,
}

impl DotAbove {
    /// Takes the next code point in, `None` for a lone surrogate, and returns
    /// whether it has no upper case because it is a dot already there.
    fn drops(&mut self, next: Option<char>) -> bool {
        let dropped = self.after_soft_dotted && self.begun && next == Some('\u{307}');
        self.see(next);
        dropped
    }

    fn see(&mut self, next: Option<char>) {
        self.after_soft_dotted =
            next.is_some_and(|c| is_soft_dotted(c) || self.after_soft_dotted && is_between(c));
        self.begun = self.begun || next.is_none_or(|c| c > '\u{FFFF}' || c.to_uppercase().ne([c]));
    }
}

/// The soft-dotted letters that the JDK goes by; Unicode has more of them. The
/// last two, a subscript and a superscript, have no upper case.
fn is_soft_dotted(character: char) -> bool {
    matches!(
        character,
        'i' | 'j'
            | '\u{12F}'
            | '\u{268}'
            | '\u{456}'
            | '\u{458}'
            | '\u{1E2D}'
            | '\u{1ECB}'
            | '\u{1D62}'
            | '\u{2071}'
    )
}

/// Whether a mark may stand between the letter and its dot.
fn is_between(character: char) -> bool {
    !matches!(
        get_canonical_combining_class(character),
        CanonicalCombiningClass::NotReordered | CanonicalCombiningClass::Above
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upper(bytes: &[u8], locale: Locale) -> Vec<u8> {
        let text = JavaStr::new(bytes).unwrap();
        to_upper_case(text, locale)
            .as_java_str()
            .as_bytes()
            .to_vec()
    }

    #[test]
    fn unusual_forms_come_out_as_java_writes_them() {
        // Overlong `a`, overlong `i`, a raw zero byte, overlong U+00E9.
        let bytes = b"x\xC1\xA1\xE0\x81\xA9y\0z\xE0\x83\xA9";
        assert_eq!(upper(bytes, Locale::Root), b"XAIY\xC0\x80Z\xC3\x89");
        assert_eq!(
            upper(bytes, Locale::TurkishOrAzeri),
            b"XA\xC4\xB0Y\xC0\x80Z\xC3\x89"
        );
        assert_eq!(
            upper(b"\xC1\xA9\xE0\x8C\x87", Locale::Lithuanian),
            b"I\xCC\x87"[..1].to_vec()
        );
    }

    #[test]
    fn the_edge_of_a_piece_is_no_edge_of_the_text() {
        let text = "i\u{307}ñ𐐨i\u{323}\u{307}\0ß😀ǰj\u{307}\u{307}".repeat(3);
        let mut text = JavaString::from(text.as_str());
        for unit in [0xD801, 0xD801, 0xDC28, 0xDC28, 0x69, 0x307] {
            text.push_code_point(unit);
        }
        for locale in [Locale::Root, Locale::TurkishOrAzeri, Locale::Lithuanian] {
            let whole = to_upper_case(text.as_java_str(), locale);
            for most in 0..text.as_java_str().as_bytes().len() {
                let mut upper = UpperCase::new(locale);
                let mut pieces = Vec::new();
                for piece in text.as_java_str().pieces(most) {
                    assert!(piece.as_bytes().len() <= most.max(6));
                    upper.append(piece, &mut pieces);
                }
                assert_eq!(pieces, whole.as_java_str().as_bytes(), "{most}");
            }
        }
    }

    #[test]
    fn common_letters_are_those_of_the_standard_library() {
        for character in '\0'..=char::MAX {
            if let Some(mapped) = common(character) {
                assert!(character.to_uppercase().eq([mapped]), "{character}");
            }
        }
    }

    #[test]
    fn the_edge_of_a_block_is_no_edge_of_the_text() {
        for before in 0..70 {
            let mut text = "a".repeat(before);
            text.push_str("ñi\0i\u{307}i\u{323}");
            text.push_str(&"b".repeat(70 - before));
            text.push_str("i\u{307}");
            let bytes = JavaString::from(text.as_str());
            let mapped = |locale| to_upper_case(bytes.as_java_str(), locale).to_string();

            assert_eq!(mapped(Locale::Root), text.to_uppercase());
            assert_eq!(
                mapped(Locale::TurkishOrAzeri),
                text.replace('i', "\u{130}").to_uppercase()
            );
            assert_eq!(
                mapped(Locale::Lithuanian),
                text.replace("i\u{307}", "i").to_uppercase()
            );
        }
    }
}
