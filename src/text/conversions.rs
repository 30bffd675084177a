//! Java's strings from Rust's, and the other way about.

use std::borrow::Cow;
use std::convert::Infallible;
use std::str::FromStr;

use super::{JavaStr, JavaString, LoneSurrogate};

impl FromStr for JavaString {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl From<&String> for JavaString {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Cow<'_, str>> for JavaString {
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<char> for JavaString {
    fn from(character: char) -> Self {
        let mut string = JavaString::default();
        string.push_code_point(character.into());
        string
    }
}

impl From<&JavaString> for JavaString {
    fn from(string: &JavaString) -> Self {
        string.clone()
    }
}

impl Extend<char> for JavaString {
    fn extend<T: IntoIterator<Item = char>>(&mut self, characters: T) {
        for character in characters {
            self.push_code_point(character.into());
        }
    }
}

impl FromIterator<char> for JavaString {
    fn from_iter<T: IntoIterator<Item = char>>(characters: T) -> Self {
        let mut string = JavaString::default();
        string.extend(characters);
        string
    }
}

/// Fails where half of a surrogate pair stands alone.
impl TryFrom<JavaString> for String {
    type Error = LoneSurrogate;

    fn try_from(string: JavaString) -> Result<Self, LoneSurrogate> {
        string.as_java_str().try_into()
    }
}

/// Fails where half of a surrogate pair stands alone.
impl TryFrom<JavaStr<'_>> for String {
    type Error = LoneSurrogate;

    fn try_from(string: JavaStr<'_>) -> Result<Self, LoneSurrogate> {
        string.to_str().map(Cow::into_owned)
    }
}

impl<'a> From<&'a JavaString> for JavaStr<'a> {
    fn from(string: &'a JavaString) -> Self {
        string.as_java_str()
    }
}

impl PartialEq<String> for JavaString {
    fn eq(&self, other: &String) -> bool {
        *self == **other
    }
}

impl PartialEq<JavaString> for str {
    fn eq(&self, other: &JavaString) -> bool {
        *other == *self
    }
}

impl PartialEq<JavaString> for &str {
    fn eq(&self, other: &JavaString) -> bool {
        *other == **self
    }
}

impl PartialEq<JavaString> for String {
    fn eq(&self, other: &JavaString) -> bool {
        *other == **self
    }
}

impl PartialEq<JavaStr<'_>> for JavaString {
    fn eq(&self, other: &JavaStr<'_>) -> bool {
        self.as_java_str() == *other
    }
}

impl PartialEq<JavaString> for JavaStr<'_> {
    fn eq(&self, other: &JavaString) -> bool {
        *self == other.as_java_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back() {
        for text in ["", "hola", "ñ\0🙂"] {
            let string: JavaString = text.parse().unwrap();
            let owned = text.to_owned();
            assert_eq!(*text, string);
            assert_eq!(text, string);
            assert_eq!(owned, string);
            assert_eq!(string, owned);
            assert_eq!(text.chars().collect::<JavaString>(), string);
            assert_eq!(JavaString::from(Cow::from(text)), string);
            assert_eq!(JavaStr::from(&string), string);
            assert_eq!(String::try_from(string).unwrap(), text);
        }
        assert_eq!(JavaString::from('🙂'), "🙂");
    }

    #[test]
    fn half_a_pair_is_no_text() {
        let half = JavaString::from_utf16(&[0x61, 0xD83D]);
        assert!(String::try_from(half.as_java_str()).is_err());
        assert!(String::try_from(half).is_err());
    }
}
