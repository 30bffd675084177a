//! Whether a value fits the type of a field or element, as `javac` decides it
//! as far as a stream tells.

use super::{FieldValue, Graph, Node, NodeId};
use crate::class::type_name::{in_java, keyword};
use crate::event::FieldType;
use crate::text::JavaStr;
use crate::wire::primitive::Primitive;

impl Graph {
    /// The value of a primitive field or element, or what is wrong with it.
    pub(super) fn fit_primitive(
        &self,
        code: FieldType,
        value: FieldValue,
    ) -> Result<Primitive, String> {
        match convert(code, value).and_then(FieldValue::primitive) {
            Some(value) => Ok(value.canonical()),
            None => Err(self.misfit(keyword(code), value)),
        }
    }

    /// The value of a field or element that holds references, where a primitive
    /// is still to be boxed, or what is wrong with it.
    pub(super) fn fit_reference(
        &self,
        descriptor: JavaStr<'_>,
        value: FieldValue,
    ) -> Result<FieldValue, String> {
        let type_name = descriptor.as_bytes();
        let wrapped = wrapped_by(type_name);
        let fitting = match value {
            FieldValue::Reference(None) => Some(value),
            FieldValue::Reference(Some(node)) => {
                let class = self.class_of_node(node);
                let class = class.as_bytes();
                let fits = match type_name {
                    b"Ljava/lang/String;" => class == b"java.lang.String",
                    [b'[', ..] => is_array_of(type_name, class),
                    [b'L', name @ .., b';'] if wrapped.is_some() => name
                        .iter()
                        .map(|byte| if *byte == b'/' { b'.' } else { *byte })
                        .eq(class.iter().copied()),
                    // Interfaces, superclasses and replacements are not on the wire.
                    _ => !class.is_empty(),
                };
                fits.then_some(value)
            }
            primitive => match (wrapped, type_name) {
                (Some(code), _) => convert(code, primitive),
                (None, b"Ljava/lang/String;" | [b'[', ..]) => None,
                (None, _) => Some(primitive),
            },
        };
        fitting.ok_or_else(|| self.misfit(&in_java(descriptor), value))
    }

    fn misfit(&self, expected: &str, value: FieldValue) -> String {
        let found = match value {
            FieldValue::Byte(value) => format!("the byte {value}"),
            FieldValue::Char(value) => format!("the char U+{value:04X}"),
            FieldValue::Double(value) => format!("the double {value:?}"),
            FieldValue::Float(value) => format!("the float {value:?}"),
            FieldValue::Int(value) => format!("the int {value}"),
            FieldValue::Long(value) => format!("the long {value}"),
            FieldValue::Short(value) => format!("the short {value}"),
            FieldValue::Boolean(value) => format!("the boolean {value}"),
            FieldValue::Reference(None) => "null".to_owned(),
            FieldValue::Reference(Some(node)) => match self.class_of_node(node) {
                class if class.is_empty() => "an object that is not in this graph".to_owned(),
                class if class.as_bytes().first() == Some(&b'[') => in_java(class),
                class => class.to_string(),
            },
        };
        format!("expected {expected}, found {found}")
    }

    /// What `getClass().getName()` gives; empty if there is no such node.
    fn class_of_node(&self, node: NodeId) -> JavaStr<'_> {
        match self.node(node) {
            Some(Node::String(_)) => JavaStr::new_checked(b"java.lang.String"),
            Some(Node::Object(object)) => match object.class().interfaces() {
                Some(_) => JavaStr::new_checked(b"a proxy"),
                None => object.class().name(),
            },
            Some(Node::Array(array)) => array.class().name(),
            Some(Node::Enum { class, .. }) => class.name(),
            Some(Node::Class(_)) => JavaStr::new_checked(b"java.lang.Class"),
            Some(Node::ClassDesc(_)) => JavaStr::new_checked(b"java.io.ObjectStreamClass"),
            None => JavaStr::new_checked(b""),
        }
    }
}

/// A primitive value as one of this type: whole numbers where they are in its
/// range, a float also as a double.
fn convert(code: FieldType, value: FieldValue) -> Option<FieldValue> {
    let whole = match value {
        FieldValue::Byte(value) => Some(i64::from(value)),
        FieldValue::Short(value) => Some(i64::from(value)),
        FieldValue::Int(value) => Some(i64::from(value)),
        FieldValue::Long(value) => Some(value),
        _ => None,
    };
    match (code, value) {
        (FieldType::Byte, _) => whole?.try_into().ok().map(FieldValue::Byte),
        (FieldType::Short, _) => whole?.try_into().ok().map(FieldValue::Short),
        (FieldType::Int, _) => whole?.try_into().ok().map(FieldValue::Int),
        (FieldType::Long, _) => whole.map(FieldValue::Long),
        (FieldType::Double, FieldValue::Float(value)) => Some(FieldValue::Double(value.into())),
        (FieldType::Double, FieldValue::Double(_))
        | (FieldType::Float, FieldValue::Float(_))
        | (FieldType::Char, FieldValue::Char(_))
        | (FieldType::Boolean, FieldValue::Boolean(_)) => Some(value),
        _ => None,
    }
}

/// Which primitive type the class of this descriptor wraps, if any.
fn wrapped_by(descriptor: &[u8]) -> Option<FieldType> {
    Some(match descriptor {
        b"Ljava/lang/Byte;" => FieldType::Byte,
        b"Ljava/lang/Character;" => FieldType::Char,
        b"Ljava/lang/Double;" => FieldType::Double,
        b"Ljava/lang/Float;" => FieldType::Float,
        b"Ljava/lang/Integer;" => FieldType::Int,
        b"Ljava/lang/Long;" => FieldType::Long,
        b"Ljava/lang/Short;" => FieldType::Short,
        b"Ljava/lang/Boolean;" => FieldType::Boolean,
        _ => return None,
    })
}

/// Whether an array of this class may be where arrays of this descriptor are.
fn is_array_of(descriptor: &[u8], class: &[u8]) -> bool {
    let mut expected = descriptor;
    let mut found = class;
    loop {
        match (expected, found) {
            ([b'[', element @ ..], [b'[', other @ ..]) => {
                expected = element;
                found = other;
            }
            (b"Ljava/lang/String;", _) => return found == b"Ljava.lang.String;",
            ([b'L', ..], _) => return matches!(found, [b'L' | b'[', ..]),
            _ => return expected == found,
        }
    }
}
