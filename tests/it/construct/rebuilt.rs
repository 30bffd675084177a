//! The committed streams, built again by hand: what is read of a graph is enough
//! to build the same one.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use javawire::graph::{Annotation, Class, ClassBuilder, ClassId, Content, Contents, Value};
use javawire::{FieldValue, Graph, Node, NodeId, Result};

/// Streams that no graph built by hand gives, and why.
const NOT_BUILT: [(&str, &[&str]); 7] = [
    (
        "an exception cuts objects off",
        &[
            "exception-at-once",
            "exception-deep",
            "exception-from-annotate",
            "exception-from-extern",
            "exception-from-write-object",
            "exception-in-annotation",
            "exception-in-array",
            "exception-in-field",
            "exception-in-list",
            "exception-no-message",
            "exception-reset-inside",
            "exception-stack-trace",
            "exception-subclass",
            "exception-then-data",
            "exception-then-objects",
            "exception-then-references",
            "exception-then-reset",
            "exception-then-string",
            "exception-then-two-of-a-class",
            "exception-thrice",
            "exception-with-cause",
        ],
    ),
    (
        "the JDK puts no data into such blocks",
        &[
            "odd-annotation-empty-blocks",
            "odd-annotation-long-block",
            "odd-block-empty",
            "odd-block-empty-between",
            "odd-block-empty-last",
            "odd-block-empty-many",
            "odd-block-int-in-four",
            "odd-block-int-over-empty",
            "odd-block-long-255",
            "odd-block-long-5000",
            "odd-block-long-70000",
            "odd-block-long-empty",
            "odd-block-long-short",
            "odd-block-mixed-sizes",
            "odd-custom-empty-blocks",
            "odd-custom-long-block",
            "odd-custom-long-short",
            "odd-extern-empty-blocks",
            "odd-extern-unread",
            "odd-reset-and-empty",
        ],
    ),
    (
        "the JDK writes no string in such a form, and no name by reference",
        &[
            "odd-enum-name-long-string",
            "odd-enum-name-reference",
            "odd-long-string-65535",
            "odd-long-string-empty",
            "odd-long-string-short",
            "odd-long-string-twice",
            "odd-overlong-long-string",
            "odd-string-equal-strings",
            "odd-type-string-long",
        ],
    ),
    (
        "the JDK writes one NaN, and 0 or 1 for a boolean",
        &[
            "odd-boolean-array",
            "odd-boolean-field",
            "odd-nan-double-array",
            "odd-nan-fields",
            "odd-nan-float-array",
        ],
    ),
    (
        "fields in another order, or two of a name",
        &[
            "odd-field-order",
            "odd-field-twice",
            "odd-gone-2000-fields",
            "odd-record-extra-component",
        ],
    ),
    (
        "a proxy has its superclass",
        &["odd-gone-proxy", "odd-proxy-without-super"],
    ),
    (
        "a constant or class is one object, but was written unshared",
        &["enum-unshared", "odd-class-twice", "unshared-class"],
    ),
];

#[test]
fn committed_streams_can_be_built_by_hand() {
    let streams = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/streams");
    let manifest = fs::read_to_string(streams.join("MANIFEST.tsv")).unwrap();
    let not_built: HashSet<&str> = NOT_BUILT
        .iter()
        .flat_map(|(_, names)| *names)
        .copied()
        .collect();
    let mut built = 0;
    let mut wrong = Vec::new();
    for line in manifest.lines().skip(1) {
        let name = line.split('\t').next().unwrap();
        let bytes = fs::read(streams.join(format!("{name}.ser"))).unwrap();
        // Fields that are not where the descriptor says belong to what is read alone;
        // and what cannot be read at all is the business of other tests.
        let Ok(graph) = Graph::read(&bytes) else {
            continue;
        };
        if line.contains("fields=elsewhere") {
            continue;
        }
        // Whether a string is the one that names a type, no graph tells.
        let same = [false, true]
            .iter()
            .any(|interned| rebuilt(&graph, *interned).is_ok_and(|again| again.write() == bytes));
        built += usize::from(same);
        if same == not_built.contains(name) {
            wrong.push(format!(
                "{name}: {}",
                if same { "built" } else { "not built" }
            ));
        }
    }
    assert!(wrong.is_empty(), "unexpected:\n{}", wrong.join("\n"));
    assert!(built > 690, "only {built} were built");
}

/// A graph that is built from what another one shows of itself.
struct Rebuilding<'a> {
    from: &'a Graph,
    to: Graph,
    interned: bool,
    names: HashSet<String>,
    classes: HashMap<ClassId, ClassId>,
    nodes: HashMap<NodeId, NodeId>,
    /// What is made and has no values yet.
    left: Vec<NodeId>,
    left_classes: Vec<ClassId>,
}

fn rebuilt(from: &Graph, interned: bool) -> Result<Graph> {
    let mut rebuilding = Rebuilding {
        from,
        to: Graph::default(),
        interned,
        names: HashSet::new(),
        classes: HashMap::new(),
        nodes: HashMap::new(),
        left: Vec::new(),
        left_classes: Vec::new(),
    };
    // Once for the names of types, and once more to go by them.
    for round in 0..2 {
        rebuilding.to = Graph::default();
        rebuilding.classes.clear();
        rebuilding.nodes.clear();
        rebuilding.stream()?;
        if round == 0 && rebuilding.names.is_empty() {
            break;
        }
    }
    Ok(rebuilding.to)
}

impl Rebuilding<'_> {
    fn stream(&mut self) -> Result<()> {
        for content in self.from.contents() {
            match content {
                Content::Object(value) => {
                    let value = self.value(value)?;
                    self.fill()?;
                    self.to.push(value)?;
                }
                Content::Block { bytes, .. } => {
                    self.to.push_contents(&Contents::new().bytes(bytes))?;
                }
                Content::Reset => self.to.push_reset(),
                Content::StreamHeader => self.to.push_header(),
                Content::Exception(Some(exception)) => {
                    let exception = self.node(exception)?;
                    self.fill()?;
                    self.to.push_exception(exception)?;
                }
                other => panic!("{other:?}"),
            }
        }
        Ok(())
    }

    /// Gives everything its values that has none yet.
    fn fill(&mut self) -> Result<()> {
        loop {
            if let Some(class) = self.left_classes.pop() {
                let annotation = self.from.class(class).unwrap().annotation();
                let contents = self.contents(annotation)?;
                self.to.annotate_class(self.classes[&class], &contents)?;
            } else if let Some(node) = self.left.pop() {
                self.fill_node(node)?;
            } else {
                return Ok(());
            }
        }
    }

    fn fill_node(&mut self, node: NodeId) -> Result<()> {
        let made = self.nodes[&node];
        match self.from.node(node).unwrap() {
            Node::Array(array) => {
                for (index, element) in array.elements().enumerate() {
                    let element = self.field_value(element)?;
                    self.to.set_element(made, index, element)?;
                }
            }
            Node::Object(object) => {
                for level in object.levels() {
                    let class = self.class(level.class())?;
                    for (field, value) in level.fields() {
                        let value = self.field_value(value)?;
                        let name = field.name().to_string();
                        self.to.edit(made)?.set_in(class, &name, value)?;
                    }
                    if level.annotation().next().is_some() {
                        let contents = self.contents(level.annotation())?;
                        self.to.edit(made)?.annotate(class, &contents)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn contents(&mut self, annotation: Annotation<'_>) -> Result<Contents> {
        let mut contents = Contents::new();
        for content in annotation {
            contents = match content {
                Content::Object(value) => contents.object(self.value(value)?),
                Content::Block { bytes, .. } => contents.bytes(bytes).flush(),
                // Cut off by an exception, or values that are not where they belong.
                _ => contents,
            };
        }
        Ok(contents)
    }

    fn field_value(&mut self, value: FieldValue) -> Result<FieldValue> {
        match value {
            FieldValue::Reference(value) => self.value(value).map(FieldValue::Reference),
            primitive => Ok(primitive),
        }
    }

    fn value(&mut self, value: Value) -> Result<Value> {
        value.map(|node| self.node(node)).transpose()
    }

    fn node(&mut self, node: NodeId) -> Result<NodeId> {
        if let Some(made) = self.nodes.get(&node) {
            return Ok(*made);
        }
        let made = match self.from.node(node).unwrap() {
            Node::String(text) if self.interned && self.names.contains(&text.to_string()) => {
                self.to.intern(text)?
            }
            Node::String(text) => self.to.new_string(text)?,
            Node::Object(object) => {
                let class = self.class(object.class())?;
                self.left.push(node);
                self.to.object(class)?.id()
            }
            Node::Array(array) => {
                let class = self.class(array.class())?;
                self.left.push(node);
                self.array(class, array)?
            }
            Node::Enum { class, name } => {
                self.names.insert(name.to_string());
                let class = self.class(class)?;
                self.to.enum_constant(class, name)?
            }
            Node::Class(class) => {
                let class = self.class(class)?;
                self.to.class_object(class)?
            }
            Node::ClassDesc(class) => {
                let class = self.class(class)?;
                self.to.descriptor(class)?
            }
            other => panic!("{other:?}"),
        };
        self.nodes.insert(node, made);
        Ok(made)
    }

    /// An array of zeros, or of nulls.
    fn array(&mut self, class: ClassId, array: javawire::graph::Array<'_>) -> Result<NodeId> {
        let length = array.len();
        match array.elements().next() {
            None | Some(FieldValue::Reference(_)) if array.element().width().is_none() => {
                self.to.array_of(class, vec![None::<NodeId>; length])
            }
            _ => match array.element().code() {
                b'Z' => self.to.array(&vec![false; length]),
                b'B' => self.to.array(&vec![0_i8; length]),
                b'C' => self.to.array(&vec![0_u16; length]),
                b'S' => self.to.array(&vec![0_i16; length]),
                b'I' => self.to.array(&vec![0_i32; length]),
                b'J' => self.to.array(&vec![0_i64; length]),
                b'F' => self.to.array(&vec![0_f32; length]),
                _ => self.to.array(&vec![0_f64; length]),
            },
        }
    }

    fn class(&mut self, class: Class<'_>) -> Result<ClassId> {
        // The superclasses that are not there yet, the topmost last.
        let mut missing = Vec::new();
        let mut next = Some(class);
        while let Some(class) = next.filter(|class| !self.classes.contains_key(&class.id())) {
            missing.push(class);
            next = class.superclass();
        }
        for class in missing.into_iter().rev() {
            let mut builder = match class.interfaces() {
                Some(interfaces) => ClassBuilder::proxy(interfaces),
                None => ClassBuilder::serializable(class.name(), class.suid()),
            };
            builder = builder.flags(class.flags());
            if let Some(superclass) = class.superclass() {
                builder = builder.superclass(self.classes[&superclass.id()]);
            }
            for field in class.fields() {
                let code = char::from(field.code().code()).to_string();
                let type_name = match field.type_name() {
                    Some(type_name) => {
                        self.names.insert(type_name.to_string());
                        type_name.to_string()
                    }
                    None => PRIMITIVES
                        .into_iter()
                        .find_map(|(letter, name)| (letter == code).then(|| name.to_owned()))
                        .unwrap(),
                };
                builder = builder.field(field.name(), type_name);
            }
            let made = self.to.define(builder)?;
            self.classes.insert(class.id(), made);
            self.left_classes.push(class.id());
        }
        Ok(self.classes[&class.id()])
    }
}

const PRIMITIVES: [(&str, &str); 8] = [
    ("B", "byte"),
    ("C", "char"),
    ("D", "double"),
    ("F", "float"),
    ("I", "int"),
    ("J", "long"),
    ("S", "short"),
    ("Z", "boolean"),
];
