//! The types of fields: descriptors, and signatures that say what a list holds.

use std::fmt;
use std::sync::Arc;

use super::class::weight;
use crate::event::FieldType;

/// How deep one type may stand in another; deeper, what stands there is not known.
const DEEPEST: usize = 24;

/// A type as a descriptor or a signature has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum JavaType {
    /// `int`, `boolean` …
    Primitive(FieldType),
    /// A class or interface, with the types that it is given: `java.util.List<com.shop.Item>`.
    Class(Arc<str>, Vec<JavaType>),
    /// An array.
    Array(Box<JavaType>),
    /// A type variable, `T`, of the class that has the field.
    Variable(Arc<str>),
    /// `?`, or what is nested too deeply to be told.
    Unknown,
}

impl JavaType {
    /// Returns the type that a descriptor stands for: `I`, `[Ljava/lang/String;`.
    pub fn of_descriptor(descriptor: &str) -> Option<JavaType> {
        Self::of_signature(descriptor)
    }

    /// Returns the type that a signature stands for: `Ljava/util/List<TT;>;`.
    pub fn of_signature(signature: &str) -> Option<JavaType> {
        let mut left = signature;
        let found = read(&mut left, 0)?;
        left.is_empty().then_some(found)
    }

    /// Returns the name of the class or interface, if it is one.
    pub fn class(&self) -> Option<&Arc<str>> {
        match self {
            JavaType::Class(name, _) => Some(name),
            _ => None,
        }
    }

    /// Returns the types that a class or interface is given.
    pub fn arguments(&self) -> &[JavaType] {
        match self {
            JavaType::Class(_, arguments) => arguments,
            _ => &[],
        }
    }

    /// How much memory it takes, about.
    pub(super) fn weight(&self) -> usize {
        let within = match self {
            JavaType::Class(name, arguments) => arguments
                .iter()
                .map(JavaType::weight)
                .fold(weight(name), usize::saturating_add),
            JavaType::Array(element) => element.weight(),
            JavaType::Variable(name) => weight(name),
            JavaType::Primitive(_) | JavaType::Unknown => 0,
        };
        within.saturating_add(size_of::<Self>())
    }

    /// Returns the type with `given` in place of each type variable.
    #[must_use]
    pub fn with_variables(&self, given: &dyn Fn(&str) -> Option<JavaType>) -> JavaType {
        match self {
            JavaType::Variable(name) => given(name).unwrap_or_else(|| self.clone()),
            JavaType::Class(name, arguments) => {
                let arguments = arguments.iter().map(|each| each.with_variables(given));
                JavaType::Class(Arc::clone(name), arguments.collect())
            }
            JavaType::Array(element) => JavaType::Array(Box::new(element.with_variables(given))),
            JavaType::Primitive(_) | JavaType::Unknown => self.clone(),
        }
    }
}

/// As Java spells it.
impl fmt::Display for JavaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JavaType::Primitive(code) => f.write_str(code.keyword().unwrap_or("?")),
            JavaType::Class(name, arguments) => {
                f.write_str(name)?;
                for (index, argument) in arguments.iter().enumerate() {
                    f.write_str(if index == 0 { "<" } else { ", " })?;
                    write!(f, "{argument}")?;
                }
                f.write_str(if arguments.is_empty() { "" } else { ">" })
            }
            JavaType::Array(element) => write!(f, "{element}[]"),
            JavaType::Variable(name) => f.write_str(name),
            JavaType::Unknown => f.write_str("?"),
        }
    }
}

/// What a class signature says: its type variables, and what its superclass is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ClassSignature {
    pub(super) variables: Vec<Arc<str>>,
    /// What each of them is at most: its first bound.
    pub(super) bounds: Vec<JavaType>,
    pub(super) superclass: Vec<JavaType>,
}

impl ClassSignature {
    pub(super) fn read(signature: &str) -> Option<Self> {
        let mut left = signature;
        let (mut variables, mut all_bounds) = (Vec::new(), Vec::new());
        if let Some(behind) = left.strip_prefix('<') {
            left = behind;
            while !left.starts_with('>') {
                let (name, bounds) = left.split_once(':')?;
                variables.push(Arc::from(name));
                // The bound by a class may be missing, and then come those by interfaces.
                left = bounds;
                let mut first = None;
                if !left.starts_with(':') {
                    first = Some(read(&mut left, 0)?);
                }
                while let Some(behind) = left.strip_prefix(':') {
                    left = behind;
                    let bound = read(&mut left, 0)?;
                    first.get_or_insert(bound);
                }
                all_bounds.push(first?);
            }
            left = left.strip_prefix('>')?;
        }
        let superclass = read(&mut left, 0)?;
        Some(ClassSignature {
            variables,
            bounds: all_bounds,
            superclass: superclass.arguments().to_vec(),
        })
    }
}

/// Reads one type, and goes to behind it.
fn read(left: &mut &str, depth: usize) -> Option<JavaType> {
    let dimensions = left.bytes().take_while(|byte| *byte == b'[').count();
    // "An array type descriptor is valid only if it represents a type with 255 or fewer dimensions."
    if dimensions > 255 {
        return None;
    }
    *left = left.get(dimensions..)?;
    let code = *left.as_bytes().first()?;
    *left = left.get(1..)?;
    let mut found = match code {
        b'L' if depth >= DEEPEST => {
            skip_class(left)?;
            JavaType::Unknown
        }
        b'L' => read_class(left, depth)?,
        b'T' => {
            let (name, behind) = left.split_once(';')?;
            *left = behind;
            JavaType::Variable(name.into())
        }
        _ => JavaType::Primitive(FieldType::from_code(code).filter(|code| code.width().is_some())?),
    };
    for _ in 0..dimensions {
        found = JavaType::Array(Box::new(found));
    }
    Some(found)
}

/// Reads what stands between `L` and `;`: a name, what it is given, and classes in that one.
fn read_class(left: &mut &str, depth: usize) -> Option<JavaType> {
    let mut name = String::new();
    let mut arguments = Vec::new();
    loop {
        let end = left.find([';', '<', '.'])?;
        name.push_str(left.get(..end)?);
        let mark = *left.as_bytes().get(end)?;
        *left = left.get(end.checked_add(1)?..)?;
        match mark {
            b';' => break,
            // A class within the one before: `Outer<TT;>.Inner`.
            b'.' => {
                name.push('$');
                arguments.clear();
            }
            _ => {
                while !left.starts_with('>') {
                    arguments.push(read_argument(left, depth)?);
                }
                *left = left.get(1..)?;
            }
        }
    }
    (!name.is_empty()).then(|| JavaType::Class(name.replace('/', ".").into(), arguments))
}

fn read_argument(left: &mut &str, depth: usize) -> Option<JavaType> {
    match left.as_bytes().first()? {
        b'*' => {
            *left = left.get(1..)?;
            Some(JavaType::Unknown)
        }
        // What it is at most; of `? super Item`, nothing is known.
        b'+' => {
            *left = left.get(1..)?;
            read(left, depth.saturating_add(1))
        }
        b'-' => {
            *left = left.get(1..)?;
            read(left, depth.saturating_add(1))?;
            Some(JavaType::Unknown)
        }
        _ => read(left, depth.saturating_add(1)),
    }
}

/// Goes to behind the end of a class, however deep it is.
fn skip_class(left: &mut &str) -> Option<()> {
    let mut open = 0_usize;
    for (index, byte) in left.bytes().enumerate() {
        match byte {
            b'<' => open = open.saturating_add(1),
            b'>' => open = open.checked_sub(1)?,
            b';' if open == 0 => {
                *left = left.get(index.checked_add(1)?..)?;
                return Some(());
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_read_as_java_spells_them() {
        for (signature, spelled) in [
            ("I", "int"),
            ("[[J", "long[][]"),
            ("Ljava/lang/String;", "java.lang.String"),
            ("[Ljava/lang/String;", "java.lang.String[]"),
            ("TT;", "T"),
            (
                "Ljava/util/Map<Ljava/lang/String;Ljava/util/List<+Lcom/shop/Item;>;>;",
                "java.util.Map<java.lang.String, java.util.List<com.shop.Item>>",
            ),
            ("Ljava/util/List<*>;", "java.util.List<?>"),
            ("Ljava/util/List<-Lcom/shop/Item;>;", "java.util.List<?>"),
            ("La/Outer<TT;>.Inner<[B>;", "a.Outer$Inner<byte[]>"),
        ] {
            let found = JavaType::of_signature(signature).unwrap();
            assert_eq!(found.to_string(), spelled);
        }
        for wrong in [
            "",
            "V",
            "L;",
            "Ljava/util/List",
            "II",
            "TT",
            "[",
            "Ljava/util/List<",
            "X",
        ] {
            assert_eq!(JavaType::of_signature(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn deep_signatures_are_known_down_to_some_depth() {
        let deep = format!("{}*{}", "La<".repeat(20_000), ">;".repeat(20_000));
        assert!(JavaType::of_signature(&deep).is_some());
        assert!(JavaType::of_signature(&"La<".repeat(20_000)).is_none());
        assert!(JavaType::of_signature(&("[".repeat(256) + "I")).is_none());
    }

    #[test]
    fn class_signatures_have_variables_and_what_the_superclass_is_given() {
        let signature = "<K::Ljava/lang/Comparable<TK;>;V:Ljava/lang/Object;>La/Base<TV;[I>;";
        let found = ClassSignature::read(signature).unwrap();
        assert_eq!(found.variables, [Arc::from("K"), Arc::from("V")]);
        let bounds: Vec<String> = found.bounds.iter().map(JavaType::to_string).collect();
        assert_eq!(bounds, ["java.lang.Comparable<K>", "java.lang.Object"]);
        assert_eq!(found.superclass.len(), 2);
        assert_eq!(found.superclass[1].to_string(), "int[]");
        let plain = ClassSignature::read("Ljava/lang/Object;La/I<TT;>;").unwrap();
        assert_eq!(plain, ClassSignature::default());
        for wrong in ["<", "<T", "<T:", "<T:>", "<T:La/B;", ""] {
            assert_eq!(ClassSignature::read(wrong), None, "{wrong}");
        }
    }
}
