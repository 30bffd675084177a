//! What jaded and javawire read from the same stream, value by value.

use std::collections::{BTreeSet, HashMap};

use jaded::{ObjectData, PrimitiveType, StreamError};
use javawire::graph::{Annotation, Array, Content, FieldValue, Level, Object};
use javawire::{Graph, Node, NodeId, Parser};

/// The verdict on a stream of which both read the same.
pub(crate) const AGREES: &str = "agrees";

/// As many values jaded may make of a stream. It copies what is shared.
const MOST_VALUES: u64 = 1 << 20;

/// Returns what came of a stream: [`AGREES`], jaded's error, or what differs.
pub(crate) fn verdict(bytes: &[u8], parser: Parser) -> String {
    let graph = Graph::read_with(parser, bytes);
    if graph
        .as_ref()
        .is_ok_and(|graph| tree_size(graph) > MOST_VALUES)
    {
        return "not tried".to_owned();
    }
    let mut parser = match jaded::Parser::new(bytes) {
        Ok(parser) => parser,
        Err(error) => return format!("refuses: {error}"),
    };
    let Ok(graph) = graph else {
        // It is not known how much there is to read.
        return loop {
            match parser.read() {
                Ok(_) => {}
                Err(error) if is_end(&error) => break "reads what javawire refuses".to_owned(),
                Err(_) => break AGREES.to_owned(),
            }
        };
    };
    let mut comparison = Comparison {
        graph: &graph,
        open: Vec::new(),
        differences: BTreeSet::new(),
    };
    for content in graph.contents().skip(1) {
        // jaded reads a reset together with what comes behind it.
        if content == Content::Reset {
            continue;
        }
        match parser.read() {
            Ok(found) => comparison.content(content, &found),
            Err(error) => return format!("refuses: {error}"),
        }
    }
    match parser.read() {
        Err(error) if is_end(&error) => {}
        other => return format!("differs: at the end {other:?}"),
    }
    let differences: Vec<String> = comparison.differences.into_iter().collect();
    match differences.as_slice() {
        [] => AGREES.to_owned(),
        differences => format!("differs: {}", differences.join("; ")),
    }
}

fn is_end(error: &StreamError) -> bool {
    matches!(error, StreamError::EndOfStream(error) if error.kind() == std::io::ErrorKind::UnexpectedEof)
}

/// jaded's values are trees, and so the walk goes along with them.
struct Comparison<'a> {
    graph: &'a Graph,
    /// The objects and arrays that the value stands in.
    open: Vec<NodeId>,
    differences: BTreeSet<String>,
}

impl<'a> Comparison<'a> {
    fn differ(&mut self, what: impl Into<String>) {
        self.differences.insert(what.into());
    }

    fn content(&mut self, ours: Content<'a>, theirs: &jaded::Content) {
        match (ours, theirs) {
            (Content::Object(ours), jaded::Content::Object(theirs)) => self.value(ours, theirs),
            (Content::Block { bytes, .. }, jaded::Content::Block(theirs)) => {
                if bytes != theirs {
                    self.differ("block data");
                }
            }
            (Content::Object(_), _) => self.differ("block data for an object"),
            (_, _) => self.differ("an object for block data"),
        }
    }

    fn value(&mut self, ours: Option<NodeId>, theirs: &jaded::Value) {
        use jaded::Value;
        let node = match ours {
            None => {
                if !theirs.is_null() {
                    self.differ("something for null");
                }
                return;
            }
            Some(node) => node,
        };
        if let Value::Loop(steps) = theirs {
            let index = usize::try_from(-steps).unwrap();
            if self.open.get(index) != Some(&node) {
                self.differ("a loop that leads elsewhere");
            }
            return;
        }
        match (self.graph.node(node), theirs) {
            (Some(Node::String(ours)), Value::JavaString(theirs)) => {
                if ours != theirs.as_str() {
                    self.differ("the text of a string");
                }
            }
            (Some(Node::Enum { class, name }), Value::Enum(their_class, their_name)) => {
                if class.name() != their_class.as_str() || name != their_name.as_str() {
                    self.differ("an enum constant");
                }
            }
            (Some(Node::Class(class)), Value::Class(theirs)) => {
                if class.name() != theirs.as_str() {
                    self.differ("the name of a class object");
                }
            }
            (Some(Node::Array(ours)), Value::PrimitiveArray(theirs)) => {
                self.primitives(ours, theirs);
            }
            (Some(Node::Array(ours)), Value::Array(theirs)) => {
                self.open.push(node);
                self.elements(ours, theirs);
                self.open.pop();
            }
            (Some(Node::Object(ours)), Value::Object(theirs)) => {
                self.open.push(node);
                self.object(ours, theirs);
                self.open.pop();
            }
            _ => self.differ("another kind of value"),
        }
    }

    fn primitives(&mut self, ours: Array<'a>, theirs: &[PrimitiveType]) {
        let same = ours.elements().count() == theirs.len()
            && ours
                .elements()
                .zip(theirs)
                .all(|(ours, theirs)| same_primitive(ours, *theirs));
        if !same {
            self.differ("an array of primitives");
        }
    }

    fn elements(&mut self, ours: Array<'a>, theirs: &[jaded::Value]) {
        if ours.elements().count() != theirs.len() {
            return self.differ("the length of an array");
        }
        for (ours, theirs) in ours.elements().zip(theirs) {
            self.field_value(ours, theirs);
        }
    }

    fn field_value(&mut self, ours: FieldValue, theirs: &jaded::Value) {
        match (ours, theirs) {
            (FieldValue::Reference(ours), theirs) => self.value(ours, theirs),
            (ours, jaded::Value::Primitive(theirs)) if same_primitive(ours, *theirs) => {}
            _ => self.differ("a primitive value"),
        }
    }

    fn object(&mut self, ours: Object<'a>, theirs: &ObjectData) {
        // jaded has no proxies: it gives the class that holds their handler.
        let class = match ours.class().interfaces() {
            Some(_) => ours.class().superclass(),
            None => Some(ours.class()),
        };
        if class.is_none_or(|class| class.name() != theirs.class_name()) {
            self.differ("the class of an object");
        }
        let levels: Vec<Level<'a>> = ours.levels().collect();
        let mut fields = 0;
        for (field, _) in levels.iter().flat_map(|level| level.fields()) {
            fields += 1;
            let name = field.name().to_string();
            match (ours.field(&name), theirs.get_field(&name)) {
                (Some(ours), Some(theirs)) => self.field_value(ours, theirs),
                _ => self.differ("a field is missing"),
            }
        }
        if fields != theirs.field_count() {
            self.differ("the number of fields");
        }
        let annotated = levels.iter().filter(|level| {
            let flags = level.class().flags();
            // An Externalizable with fields is a record, which writes nothing else.
            let external = flags.is_externalizable() && level.class().fields().next().is_none();
            flags.has_write_method() || external
        });
        for (index, level) in annotated.enumerate() {
            match theirs.get_annotation(index) {
                Some(theirs) => self.annotation(level.annotation(), theirs),
                None => self.differ("an annotation is missing"),
            }
        }
    }

    fn annotation(&mut self, ours: Annotation<'a>, mut theirs: jaded::AnnotationIter<'_>) {
        for (index, content) in ours.enumerate() {
            if index == 0 && matches!(content, Content::Object(_)) {
                // The comparison goes on behind it, so that this is tested, too.
                self.differ("an object at the start of an annotation is skipped");
                continue;
            }
            match content {
                Content::Object(ours) => match theirs.read_object() {
                    Ok(theirs) => self.value(ours, theirs),
                    Err(_) => return self.differ("an object of an annotation is missing"),
                },
                Content::Block { bytes, .. } => {
                    for &byte in bytes {
                        match theirs.read_u8() {
                            Ok(theirs) if theirs == byte => {}
                            Ok(_) => self.differ("data of an annotation"),
                            Err(_) => return self.differ("data of an annotation is missing"),
                        }
                    }
                }
                other => self.differ(format!("{other:?} in an annotation")),
            }
        }
        if theirs.read_u8().is_ok() || theirs.read_object().is_ok() {
            self.differ("more in an annotation");
        }
    }
}

/// How many values there are when each reference is followed by itself. What
/// refers to something it stands in ends there.
fn tree_size(graph: &Graph) -> u64 {
    let mut sizes = HashMap::new();
    let mut size = 0_u64;
    for content in graph.contents() {
        if let Content::Object(Some(node)) = content {
            size = size.saturating_add(tree_size_of(graph, node, &mut sizes));
        }
    }
    size
}

/// Recursive, like jaded itself: the child has the stack for it.
fn tree_size_of(graph: &Graph, node: NodeId, sizes: &mut HashMap<NodeId, u64>) -> u64 {
    if let Some(size) = sizes.get(&node) {
        return *size;
    }
    sizes.insert(node, 1);
    let mut size = 1_u64;
    let mut add = |value| {
        if let Some(node) = value {
            size = size.saturating_add(tree_size_of(graph, node, sizes));
        }
    };
    match graph.node(node) {
        Some(Node::Array(array)) => array.elements().filter_map(reference).for_each(&mut add),
        Some(Node::Object(object)) => {
            for level in object.levels() {
                let fields = level.fields().map(|(_, value)| value);
                fields.filter_map(reference).for_each(&mut add);
                for content in level.annotation() {
                    if let Content::Object(value) = content {
                        add(value);
                    }
                }
            }
        }
        _ => {}
    }
    sizes.insert(node, size);
    size
}

fn reference(value: FieldValue) -> Option<Option<NodeId>> {
    match value {
        FieldValue::Reference(node) => Some(node),
        _ => None,
    }
}

fn same_primitive(ours: FieldValue, theirs: PrimitiveType) -> bool {
    match (ours, theirs) {
        (FieldValue::Byte(ours), PrimitiveType::Byte(theirs)) => ours.cast_unsigned() == theirs,
        (FieldValue::Char(ours), PrimitiveType::Char(theirs)) => {
            u32::from(ours) == u32::from(theirs)
        }
        (FieldValue::Short(ours), PrimitiveType::Short(theirs)) => ours == theirs,
        (FieldValue::Int(ours), PrimitiveType::Int(theirs)) => ours == theirs,
        (FieldValue::Long(ours), PrimitiveType::Long(theirs)) => ours == theirs,
        (FieldValue::Float(ours), PrimitiveType::Float(theirs)) => {
            ours.to_bits() == theirs.to_bits()
        }
        (FieldValue::Double(ours), PrimitiveType::Double(theirs)) => {
            ours.to_bits() == theirs.to_bits()
        }
        (FieldValue::Boolean(ours), PrimitiveType::Boolean(theirs)) => ours == theirs,
        _ => false,
    }
}
