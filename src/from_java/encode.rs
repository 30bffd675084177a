//! The stream that jaded is given.
//!
//! It is a legal stream but for its text, which is plain UTF-8. The classes of
//! objects come first, each as a class object of its own, superclasses before
//! subclasses: so jaded, which reads by recursion, never meets one inside another.

use std::collections::HashMap;

use super::layout::Layout;
use super::parts::{Item, Parts, class_name};
use super::refusal::{Fault, Problem};
use super::survey::Survey;
use crate::codes::{
    MAX_SHORT_STRING, SC_ENUM, SC_SERIALIZABLE, SC_WRITE_METHOD, STREAM_HEADER, TC_CLASSDESC,
    TC_ENDBLOCKDATA, TC_LONGSTRING, TC_NULL, TC_STRING,
};
use crate::event::{Begin, BlockForm, FieldType, Handle};
use crate::graph::{ClassId, FieldValue, Graph, NodeId, Value};
use crate::wire::items::{put_block, put_reference, put_utf_bytes, type_code};

/// The type of every field that holds an object. jaded does not show it.
const OBJECT: &str = "Ljava/lang/Object;";
/// The name of every superclass. jaded does not show it either.
const SUPERCLASS: &str = "superclass";

/// A stream for jaded.
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    /// How many class objects come before the root.
    pub(super) classes: usize,
}

impl Encoded {
    /// Encodes what the survey has found fit.
    pub(super) fn of<'a>(
        graph: &'a Graph,
        root: NodeId,
        survey: &Survey,
    ) -> Result<Self, Fault<'a>> {
        let mut encoder = Encoder {
            graph,
            survey,
            out: Output::default(),
            classes: Vec::new(),
            arrays: HashMap::new(),
            enums: HashMap::new(),
            nodes: HashMap::new(),
            stack: Vec::new(),
        };
        encoder.out.bytes.extend_from_slice(&STREAM_HEADER);
        let mut classes = 0_usize;
        for layout in &survey.layouts {
            let class = encoder.out.layout(layout, &mut classes);
            encoder.classes.push(class);
        }
        encoder.value(Some(root))?;
        encoder.run()?;
        Ok(Encoded {
            bytes: encoder.out.bytes,
            classes,
        })
    }
}

struct Encoder<'a, 's> {
    graph: &'a Graph,
    survey: &'s Survey,
    out: Output,
    /// The handles of the layouts.
    classes: Vec<Handle>,
    arrays: HashMap<FieldType, Handle>,
    enums: HashMap<ClassId, Handle>,
    nodes: HashMap<NodeId, Handle>,
    /// What has still to be written of everything begun.
    stack: Vec<std::vec::IntoIter<Task<'a>>>,
}

enum Task<'a> {
    Value(Value),
    Primitive(FieldValue),
    Item(Item<'a>),
    EndBlockData,
}

impl<'a> Encoder<'a, '_> {
    fn run(&mut self) -> Result<(), Fault<'a>> {
        while let Some(tasks) = self.stack.last_mut() {
            match tasks.next() {
                None => {
                    self.stack.pop();
                }
                Some(Task::Value(value) | Task::Item(Item::Object(value))) => self.value(value)?,
                Some(Task::Primitive(value)) => self.out.primitive(value),
                Some(Task::Item(Item::Data(data))) => {
                    put_block(&mut self.out.bytes, &data, BlockForm::Long);
                }
                Some(Task::EndBlockData) => self.out.bytes.push(TC_ENDBLOCKDATA),
            }
        }
        Ok(())
    }

    /// Writes a value, or as much of it as comes before the next task.
    fn value(&mut self, value: Value) -> Result<(), Fault<'a>> {
        let Some(node) = value else {
            self.out.bytes.push(TC_NULL);
            return Ok(());
        };
        if let Some(&handle) = self.nodes.get(&node) {
            put_reference(&mut self.out.bytes, handle);
            return Ok(());
        }
        let handle = match Parts::of(self.graph, node)? {
            Parts::Text(text) => self.out.string(&text),
            Parts::Class(name) => {
                self.out.bytes.push(type_code(Begin::Class));
                self.out.class_desc(&name, SC_SERIALIZABLE, &[], None);
                self.out.assign()
            }
            Parts::Enum { class, name } => {
                self.out.bytes.push(type_code(Begin::Enum));
                match self.enums.get(&class.id()) {
                    Some(&known) => put_reference(&mut self.out.bytes, known),
                    None => {
                        let flags = SC_SERIALIZABLE | SC_ENUM;
                        let desc = self.out.class_desc(&class_name(class)?, flags, &[], None);
                        self.enums.insert(class.id(), desc);
                    }
                }
                let handle = self.out.assign();
                self.out.string(&name);
                handle
            }
            Parts::Primitives { element, bytes } => {
                let count = bytes
                    .len()
                    .checked_div(usize::from(element.width().unwrap_or(1)));
                let handle = self.array(element, count.unwrap_or(0));
                if element == FieldType::Boolean {
                    // For jaded all but 1 is false, for Java all but 0 is true.
                    let normal = bytes.iter().map(|byte| u8::from(*byte != 0));
                    self.out.bytes.extend(normal);
                } else {
                    self.out.bytes.extend_from_slice(bytes);
                }
                handle
            }
            Parts::Elements(elements) => {
                let handle = self.array(FieldType::Object, elements.len());
                let tasks: Vec<_> = elements.into_iter().map(Task::Value).collect();
                self.stack.push(tasks.into_iter());
                handle
            }
            Parts::Object(object) => {
                let layout = self.survey.layout_of.get(&node);
                let class = layout.and_then(|layout| self.classes.get(*layout));
                let class = *class.ok_or(Problem::CutOff)?;
                self.out.bytes.push(type_code(Begin::Object));
                put_reference(&mut self.out.bytes, class);
                let mut tasks = Vec::new();
                for level in object.levels {
                    tasks.extend(level.fields.into_iter().map(|(_, value)| match value {
                        FieldValue::Reference(value) => Task::Value(value),
                        primitive => Task::Primitive(primitive),
                    }));
                    if let Some(items) = level.annotation {
                        if matches!(items.first(), Some(Item::Object(_))) {
                            // jaded passes over an object that comes first, but
                            // not over one that follows an empty block.
                            tasks.push(Task::Item(Item::Data([].as_slice().into())));
                        }
                        tasks.extend(items.into_iter().map(Task::Item));
                        tasks.push(Task::EndBlockData);
                    }
                }
                self.stack.push(tasks.into_iter());
                self.out.assign()
            }
        };
        self.nodes.insert(node, handle);
        Ok(())
    }

    /// `newArray` up to its elements.
    fn array(&mut self, element: FieldType, length: usize) -> Handle {
        self.out.bytes.push(type_code(Begin::Array));
        match self.arrays.get(&element) {
            Some(&known) => put_reference(&mut self.out.bytes, known),
            None => {
                let name = match element.width() {
                    Some(_) => format!("[{}", char::from(element.code())),
                    None => "[Ljava.lang.Object;".to_owned(),
                };
                let desc = self.out.class_desc(&name, SC_SERIALIZABLE, &[], None);
                self.arrays.insert(element, desc);
            }
        }
        let handle = self.out.assign();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.out.bytes.extend_from_slice(&length.to_be_bytes());
        handle
    }
}

#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    /// Handles assigned so far.
    handles: usize,
    /// The handle of [`OBJECT`].
    object: Option<Handle>,
}

impl Output {
    /// Writes the class of a layout and its superclasses as class objects,
    /// which `classes` counts.
    fn layout(&mut self, layout: &Layout, classes: &mut usize) -> Handle {
        let mut superclass = None;
        for level in &layout.levels {
            let method = if level.annotated { SC_WRITE_METHOD } else { 0 };
            let flags = SC_SERIALIZABLE | method;
            superclass = Some(self.class_object(SUPERCLASS, flags, &level.fields, superclass));
            *classes = classes.saturating_add(1);
        }
        *classes = classes.saturating_add(1);
        self.class_object(&layout.class_name, SC_SERIALIZABLE, &[], superclass)
    }

    fn class_object(
        &mut self,
        name: &str,
        flags: u8,
        fields: &[(FieldType, String)],
        superclass: Option<Handle>,
    ) -> Handle {
        self.bytes.push(type_code(Begin::Class));
        let desc = self.class_desc(name, flags, fields, superclass);
        self.assign();
        desc
    }

    /// `newClassDesc`
    fn class_desc(
        &mut self,
        name: &str,
        flags: u8,
        fields: &[(FieldType, String)],
        superclass: Option<Handle>,
    ) -> Handle {
        self.bytes.push(TC_CLASSDESC);
        self.utf(name);
        self.bytes.extend_from_slice(&0_i64.to_be_bytes());
        let handle = self.assign();
        self.bytes.push(flags);
        let count = u16::try_from(fields.len()).unwrap_or(u16::MAX);
        self.bytes.extend_from_slice(&count.to_be_bytes());
        for (code, name) in fields {
            match code.width() {
                Some(_) => {
                    self.bytes.push(code.code());
                    self.utf(name);
                }
                None => {
                    self.bytes.push(FieldType::Object.code());
                    self.utf(name);
                    match self.object {
                        Some(known) => put_reference(&mut self.bytes, known),
                        None => self.object = Some(self.string(OBJECT)),
                    }
                }
            }
        }
        self.bytes.push(TC_ENDBLOCKDATA);
        match superclass {
            Some(superclass) => put_reference(&mut self.bytes, superclass),
            None => self.bytes.push(TC_NULL),
        }
        handle
    }

    /// `newString`
    fn string(&mut self, text: &str) -> Handle {
        if text.len() <= MAX_SHORT_STRING {
            self.bytes.push(TC_STRING);
            self.utf(text);
        } else {
            self.bytes.push(TC_LONGSTRING);
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
            self.bytes.extend_from_slice(&length.to_be_bytes());
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.assign()
    }

    /// Text with two bytes of length. Plain UTF-8 is never longer than the
    /// modified one that came in as many.
    fn utf(&mut self, text: &str) {
        put_utf_bytes(&mut self.bytes, text.as_bytes());
    }

    fn primitive(&mut self, value: FieldValue) {
        if let Some(value) = value.primitive() {
            value.put(&mut self.bytes);
        }
    }

    /// `newHandle`
    fn assign(&mut self) -> Handle {
        let handle = Handle::nth(self.handles);
        self.handles = self.handles.saturating_add(1);
        handle.unwrap_or(Handle::from_wire(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_java::TreeLimits;
    use crate::graph::{Content, Node};

    fn encoded(bytes: &[u8]) -> (Encoded, Graph) {
        let graph = Graph::read(bytes).unwrap();
        let root = graph.root().unwrap();
        let survey = Survey::of(&graph, root, &TreeLimits::default()).unwrap();
        let encoded = Encoded::of(&graph, root, &survey).unwrap();
        // A class stands in the chain twice: once for its fields, once for its annotation.
        let parser = crate::Parser::new().with_refusals_noted();
        let again = Graph::read_with(parser, &encoded.bytes).unwrap();
        (encoded, again)
    }

    /// Two levels with an annotation each; the upper one begins with an object.
    #[test]
    fn what_jaded_is_given_is_a_legal_stream() {
        let (encoded, graph) = encoded(
            b"\xAC\xED\0\x05\x73\x72\0\x01B\0\0\0\0\0\0\0\x01\x03\0\x02I\0\x01iL\0\x01s\x74\0\x01L\
            \x77\x01\x2A\x78\x72\0\x01A\0\0\0\0\0\0\0\x01\x03\0\x01I\0\x01i\x78\x70\
            \0\0\0\x01\x70\x78\0\0\0\x02\x74\0\x01x\x77\0\x77\x01\x07\x77\x01\x08\x78",
        );
        let contents: Vec<_> = graph.contents().collect();
        assert_eq!(contents.len(), 1 + encoded.classes + 1);
        let Some(Content::Object(Some(node))) = contents.last() else {
            panic!("{contents:?}");
        };
        let Some(Node::Object(object)) = graph.node(*node) else {
            panic!("no object");
        };
        assert_eq!(object.class().name(), "B");
        assert_eq!(object.field("i"), Some(FieldValue::Int(2)));
        assert_eq!(object.field("A.i"), Some(FieldValue::Int(1)));
        let levels: Vec<Vec<_>> = object
            .levels()
            .map(|level| level.annotation().collect())
            .collect();
        let block = |bytes| Content::Block {
            bytes,
            form: BlockForm::Long,
        };
        assert_eq!(levels[0], [block(&[]), Content::Object(None)]);
        assert_eq!(levels[1], [block(&[7, 8])]);
    }

    #[test]
    fn a_shared_object_is_encoded_once() {
        let (_, graph) = encoded(
            b"\xAC\xED\0\x05\x75\x72\0\x02[L\0\0\0\0\0\0\0\0\x02\0\0\x78\x70\0\0\0\x03\
            \x74\0\x01x\x71\0\x7E\0\x02\x71\0\x7E\0\x02",
        );
        let Some(Node::Array(array)) = graph.root().and_then(|root| graph.node(root)) else {
            panic!("no array");
        };
        let elements: Vec<_> = array.elements().collect();
        assert_eq!(elements, [elements[0]; 3]);
        // A class, the array and the string.
        assert_eq!(graph.len(), 3);
    }
}
