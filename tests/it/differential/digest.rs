//! Values as one line of text, as `javawire.differential.Digest` prints them of what the JVM has read:
//!
//! | text | value |
//! |---|---|
//! | `n` | null |
//! | `"text"` | a string |
//! | `c:NAME`, `d:NAME:SUID:FIELDS` | a class, a class descriptor |
//! | `e:CLASS:NAME` | an enum constant |
//! | `#7[[I 1 2]` | an array, the eighth thing with an identity; later only `#7` |
//! | `#7{CLASS CLASS(field=I1;)<x00><n>}` | an object: for each class its fields, then its annotation |
//! | `x00ff` | primitive data |
//!
//! What the JVM cannot show is left out: which class an array of objects is of, and what classes of a chain
//! have that are not plainly serializable.

use std::collections::HashMap;
use std::fmt::Write as _;

use javawire::event::ClassFlags;
use javawire::graph::{Annotation, Class, Content, Level, Object};
use javawire::{FieldValue, Graph, JavaStr, Node, NodeId};

/// What has been printed of a graph.
#[derive(Debug, Default)]
pub(super) struct Digest {
    numbers: HashMap<NodeId, usize>,
}

impl Digest {
    /// The line of a value.
    pub(super) fn of(&mut self, graph: &Graph, value: Option<NodeId>) -> String {
        let mut printer = Printer {
            graph,
            numbers: &mut self.numbers,
            text: String::new(),
        };
        printer.value(value);
        printer.text
    }
}

struct Printer<'a> {
    graph: &'a Graph,
    numbers: &'a mut HashMap<NodeId, usize>,
    text: String,
}

impl Printer<'_> {
    fn value(&mut self, value: Option<NodeId>) {
        let Some(id) = value else {
            self.text.push('n');
            return;
        };
        match self.graph.node(id).unwrap() {
            Node::String(string) => {
                self.text.push('"');
                self.quote(string);
                self.text.push('"');
            }
            Node::Class(class) => {
                self.text.push_str("c:");
                self.class(class);
            }
            Node::ClassDesc(class) => self.descriptor(class),
            Node::Enum { class, name } => {
                self.text.push_str("e:");
                self.class(class);
                self.text.push(':');
                self.quote(name);
            }
            Node::Array(array) => {
                if self.begin(id) {
                    self.text.push('[');
                    self.class(array.class());
                    for element in array.elements() {
                        self.text.push(' ');
                        self.field_value(element);
                    }
                    self.text.push(']');
                }
            }
            Node::Object(object) => {
                if self.begin(id) {
                    self.text.push('{');
                    self.class(object.class());
                    self.levels(object);
                    self.text.push('}');
                }
            }
            other => panic!("{other:?}"),
        }
    }

    /// The number of what has an identity. Whether it is new.
    fn begin(&mut self, id: NodeId) -> bool {
        let next = self.numbers.len();
        let number = *self.numbers.entry(id).or_insert(next);
        write!(self.text, "#{number}").unwrap();
        number == next
    }

    fn levels(&mut self, object: Object<'_>) {
        let leaf = object.class();
        if leaf.interfaces().is_some() {
            return;
        }
        let levels: Vec<Level<'_>> = object.levels().collect();
        let mut chain = Vec::new();
        let mut next = Some(leaf);
        while let Some(class) = next {
            chain.push(class);
            next = class.superclass();
        }
        if leaf.flags().is_externalizable() {
            chain.truncate(1);
        }
        for class in chain.into_iter().rev() {
            if !class.flags().is_externalizable() && !has_level(class) {
                continue;
            }
            if class.flags().is_externalizable() && class.id() != leaf.id() {
                continue;
            }
            self.text.push(' ');
            self.class(class);
            let level = levels.iter().find(|level| level.class().id() == class.id());
            self.fields(class, level);
            if let Some(level) = level {
                self.contents(level.annotation());
            }
        }
    }

    fn fields(&mut self, class: Class<'_>, level: Option<&Level<'_>>) {
        self.text.push('(');
        let mut fields: Vec<_> = level.into_iter().flat_map(|level| level.fields()).collect();
        if class.flags().is_externalizable() {
            fields.clear();
        }
        for (field, value) in fields {
            self.quote(field.name());
            self.text.push('=');
            if let Some(code) = field.code().width().map(|_| field.code().code()) {
                self.text.push(char::from(code));
            }
            self.field_value(value);
            self.text.push(';');
        }
        self.text.push(')');
    }

    fn contents(&mut self, annotation: Annotation<'_>) {
        let mut data = Vec::new();
        for content in annotation {
            match content {
                Content::Block { bytes, .. } | Content::Fields(bytes) => data.extend(bytes),
                Content::Object(value) => {
                    self.data(&mut data);
                    self.text.push('<');
                    self.value(value);
                    self.text.push('>');
                }
                other => panic!("{other:?}"),
            }
        }
        self.data(&mut data);
    }

    fn data(&mut self, data: &mut Vec<u8>) {
        if !data.is_empty() {
            write!(self.text, "<{}>", hex(data)).unwrap();
            data.clear();
        }
    }

    fn field_value(&mut self, value: FieldValue) {
        let text = &mut self.text;
        match value {
            FieldValue::Byte(value) => write!(text, "{value}"),
            FieldValue::Char(value) => write!(text, "{value}"),
            FieldValue::Double(value) => write!(text, "{}", value.to_bits().cast_signed()),
            FieldValue::Float(value) => write!(text, "{}", value.to_bits().cast_signed()),
            FieldValue::Int(value) => write!(text, "{value}"),
            FieldValue::Long(value) => write!(text, "{value}"),
            FieldValue::Short(value) => write!(text, "{value}"),
            FieldValue::Boolean(value) => write!(text, "{}", u8::from(value)),
            FieldValue::Reference(value) => {
                self.value(value);
                Ok(())
            }
        }
        .unwrap();
    }

    fn descriptor(&mut self, class: Class<'_>) {
        self.text.push_str("d:");
        self.class(class);
        if class.interfaces().is_some() {
            return;
        }
        write!(self.text, ":{}", class.suid()).unwrap();
        for field in class.fields() {
            let code = field.code();
            let letter = code.width().map_or('L', |_| char::from(code.code()));
            write!(self.text, ":{letter}").unwrap();
            self.quote(field.name());
        }
    }

    fn class(&mut self, class: Class<'_>) {
        if let Some(interfaces) = class.interfaces() {
            self.text.push_str("P(");
            for interface in interfaces {
                self.quote(interface);
                self.text.push(',');
            }
            self.text.push(')');
        } else if is_object_array(class.name()) {
            self.text.push_str("[L");
        } else {
            self.quote(class.name());
        }
    }

    fn quote(&mut self, text: JavaStr<'_>) {
        for unit in text.code_units() {
            match u8::try_from(unit) {
                Ok(plain @ (b' ' | b'!' | b'#'..=b'[' | b']'..=b'~')) => {
                    self.text.push(char::from(plain));
                }
                _ => write!(self.text, "\\{unit}.").unwrap(),
            }
        }
    }
}

/// Classes that the JVM takes for its own.
const OWN: [&str; 3] = [
    "java.lang.Class",
    "java.lang.String",
    "java.io.ObjectStreamClass",
];

/// Whether the JVM shows what an object has of this class.
fn has_level(class: Class<'_>) -> bool {
    let ClassFlags(flags) = class.flags();
    flags & 0x16 == 0x02
        && class.interfaces().is_none()
        && !OWN.iter().any(|own| class.name() == **own)
        && class.name().as_bytes().first() != Some(&b'[')
}

fn is_object_array(name: JavaStr<'_>) -> bool {
    matches!(name.as_bytes(), [b'[', b'[' | b'L', ..])
}

/// Primitive data.
pub(super) fn hex(data: &[u8]) -> String {
    let digits = data.iter().map(|byte| format!("{byte:02x}"));
    std::iter::once("x".to_owned()).chain(digits).collect()
}
