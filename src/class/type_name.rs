//! The names of Java types, as programs spell them and as descriptors do.

use crate::error::ErrorKind;
use crate::event::FieldType;
use crate::text::{JavaStr, JavaString};

/// A type of fields or array elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeName {
    /// As the JVM spells it: `I`, `Ljava/lang/String;`, `[[I`.
    descriptor: JavaString,
    code: FieldType,
}

impl TypeName {
    /// The type that is spelled as in Java, `java.lang.String[]`, or as a
    /// descriptor, `[Ljava/lang/String;`.
    pub(crate) fn parse(name: JavaStr<'_>) -> Result<Self, ErrorKind> {
        let bytes = name.as_bytes();
        let descriptor = match bytes {
            [b'[', ..] | [b'L', .., b';'] => bytes.to_vec(),
            _ => spelled_as_in_java(bytes).ok_or_else(|| refused(name))?,
        };
        let code = code_of(&descriptor).ok_or_else(|| refused(name))?;
        Ok(TypeName {
            descriptor: JavaString::from_checked(descriptor),
            code,
        })
    }

    pub(crate) fn code(&self) -> FieldType {
        self.code
    }

    pub(crate) fn descriptor(&self) -> JavaStr<'_> {
        self.descriptor.as_java_str()
    }

    /// What `Class.getName()` calls an array of this type: `[Ljava.lang.String;`.
    pub(crate) fn array_class(&self) -> JavaString {
        let mut name = vec![b'['];
        name.extend(self.descriptor().as_bytes().iter().map(|byte| match byte {
            b'/' => b'.',
            other => *other,
        }));
        JavaString::from_checked(name)
    }
}

/// Returns the Java spelling of a descriptor, for messages: `int[]` of `[I`.
pub(crate) fn in_java(descriptor: JavaStr<'_>) -> String {
    let bytes = descriptor.as_bytes();
    let dimensions = bytes.iter().take_while(|byte| **byte == b'[').count();
    let element = bytes.get(dimensions..).unwrap_or_default();
    let mut name = match element {
        [code] => match FieldType::from_code(*code) {
            Some(code) => keyword(code).to_owned(),
            None => descriptor.to_string(),
        },
        [b'L', class @ .., b';'] => JavaStr::new_checked(class).to_string().replace('/', "."),
        _ => JavaStr::new_checked(element).to_string(),
    };
    for _ in 0..dimensions {
        name.push_str("[]");
    }
    name
}

/// Returns the keyword of a primitive type; of the others, what they are.
pub(crate) fn keyword(code: FieldType) -> &'static str {
    let other = match code {
        FieldType::Array => "an array",
        _ => "an object",
    };
    code.keyword().unwrap_or(other)
}

fn spelled_as_in_java(name: &[u8]) -> Option<Vec<u8>> {
    let mut element = name;
    let mut descriptor = Vec::with_capacity(name.len().saturating_add(2));
    while let Some(rest) = element.strip_suffix(b"[]") {
        descriptor.push(b'[');
        element = rest;
    }
    match FieldType::from_keyword(element) {
        Some(code) => descriptor.push(code.code()),
        None if matches!(element, b"" | b"void") => return None,
        None => {
            if element.iter().any(|byte| b"[]/;".contains(byte)) {
                return None;
            }
            descriptor.push(b'L');
            descriptor.extend(element.iter().map(|byte| match byte {
                b'.' => b'/',
                other => *other,
            }));
            descriptor.push(b';');
        }
    }
    Some(descriptor)
}

/// The type code of a descriptor, if it is one.
fn code_of(descriptor: &[u8]) -> Option<FieldType> {
    let element = descriptor
        .iter()
        .position(|byte| *byte != b'[')
        .and_then(|dimensions| descriptor.get(dimensions..))?;
    match element {
        [b'L', class @ .., b';'] if !class.is_empty() && !class.contains(&b';') => {}
        [code] if FieldType::from_code(*code)?.width().is_some() => {}
        _ => return None,
    }
    FieldType::from_code(*descriptor.first()?)
}

fn refused(name: JavaStr<'_>) -> ErrorKind {
    ErrorKind::Unfit {
        class: name.into(),
        field: None,
        problem: "is no name of a type: int, java.lang.String, byte[][] …".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(name: &str) -> Option<TypeName> {
        TypeName::parse(JavaString::from(name).as_java_str()).ok()
    }

    #[test]
    fn names_become_descriptors_and_back() {
        for (name, code, descriptor, array) in [
            ("int", FieldType::Int, "I", "[I"),
            ("boolean", FieldType::Boolean, "Z", "[Z"),
            ("long[][]", FieldType::Array, "[[J", "[[[J"),
            (
                "java.lang.String",
                FieldType::Object,
                "Ljava/lang/String;",
                "[Ljava.lang.String;",
            ),
            ("a.B$C[]", FieldType::Array, "[La/B$C;", "[[La.B$C;"),
            ("I", FieldType::Object, "LI;", "[LI;"),
        ] {
            let parsed_name = parsed(name).unwrap();
            assert_eq!(parsed_name.code(), code, "{name}");
            assert_eq!(parsed_name.descriptor(), descriptor);
            assert_eq!(parsed_name.array_class(), array);
            assert_eq!(in_java(parsed_name.descriptor()), name);
            let same = parsed(descriptor).filter(|_| descriptor.len() > 1);
            assert_eq!(same.unwrap_or_else(|| parsed_name.clone()), parsed_name);
        }
    }

    #[test]
    fn what_names_no_type_is_refused() {
        for name in [
            "", "[]", "void", "[", "[[", "[X", "[II", "[L;", "L;", "La;b;", "a/b", "int[", "a[]b",
            "a;b",
        ] {
            assert_eq!(parsed(name), None, "{name:?}");
        }
    }
}
