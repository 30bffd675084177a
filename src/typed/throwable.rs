//! Exceptions.

use std::fmt;

use super::any::Any;
use super::fault::not_a_node;
use super::input::In;
use super::output::Out;
use super::{Classes, ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{Array, Class, FieldValue, Graph, Node, NodeId, Object, Raw};
use crate::jdk::{self, StackTraceElement};

/// A `java.lang.Throwable`, of whatever class.
///
/// One that was read is written again as it was, with the fields that its class adds. One that is
/// [made](Self::new) here must be of a class of the JDK.
///
/// # Examples
///
/// ```
/// use javawire::typed::{Throwable, from_slice, to_vec};
///
/// let error = Throwable::new("java.lang.IllegalStateException").with_message("closed");
/// let read: Throwable = from_slice(&to_vec(&error)?)?;
/// assert_eq!(read.to_string(), "java.lang.IllegalStateException: closed");
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Throwable {
    class: String,
    message: Option<String>,
    cause: Option<Box<Throwable>>,
    stack_trace: Vec<StackTraceElement>,
    /// The object, if it was read.
    original: Option<Any>,
}

impl Throwable {
    /// Returns an exception of this class, without a message.
    pub fn new(class: impl Into<String>) -> Self {
        Throwable {
            class: class.into(),
            message: None,
            cause: None,
            stack_trace: Vec::new(),
            original: None,
        }
    }

    /// Returns the same with a message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self.original = None;
        self
    }

    /// Returns the same with a cause.
    #[must_use]
    pub fn with_cause(mut self, cause: Throwable) -> Self {
        self.cause = Some(Box::new(cause));
        self.original = None;
        self
    }

    /// Returns the name of its class.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// Returns what `getMessage()` gives, unless its class has a method of its own for that.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns what it was caused by.
    pub fn cause(&self) -> Option<&Throwable> {
        self.cause.as_deref()
    }

    /// Returns where it was thrown, the innermost call first.
    pub fn stack_trace(&self) -> &[StackTraceElement] {
        &self.stack_trace
    }

    fn add_to(&self, graph: &mut Graph) -> Result<NodeId> {
        let mut made = jdk::Throwable::new();
        if let Some(message) = &self.message {
            made = made.message(message.as_str());
        }
        if let Some(cause) = &self.cause {
            let cause = cause.add_to(graph)?;
            made = made.cause(Some(cause));
        }
        let made = made.stack_trace(self.stack_trace.iter().cloned());
        let class = graph.jdk_class(&self.class)?;
        graph.throwable(class, &made)
    }
}

/// As `Throwable.toString`.
impl fmt::Display for Throwable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => write!(f, "{}: {message}", self.class),
            None => f.write_str(&self.class),
        }
    }
}

impl std::error::Error for Throwable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause = self.cause.as_deref()?;
        Some(cause)
    }
}

/// Two are equal where their classes, messages and causes are.
impl PartialEq for Throwable {
    fn eq(&self, other: &Self) -> bool {
        let (mut one, mut other) = (self, other);
        loop {
            if one.class != other.class || one.message != other.message {
                return false;
            }
            match (&one.cause, &other.cause) {
                (Some(a), Some(b)) => (one, other) = (a, b),
                (None, None) => return true,
                _ => return false,
            }
        }
    }
}

/// How many causes are followed.
const MOST_CAUSES: usize = 100;

impl ReadJava for Throwable {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let graph = input.graph();
        let node = input.node::<Self>(value)?;
        if exception(graph, Some(node)).is_none() {
            return Err(not_a_node::<Self>(graph, Some(node)));
        }
        let original = Any::read(input, value)?;
        let mut all = Vec::new();
        let mut next = Some(node);
        while let Some((node, object)) = exception(graph, next)
            && all.len() < MOST_CAUSES
        {
            all.push(told(graph, object));
            let cause = reference(object, "cause");
            next = cause.filter(|cause| *cause != node);
        }
        let mut read = None;
        while let Some(mut one) = all.pop() {
            one.cause = read.map(Box::new);
            read = Some(one);
        }
        match read {
            Some(read) => Ok(Throwable {
                original: Some(original),
                ..read
            }),
            None => Err(not_a_node::<Self>(graph, Some(node))),
        }
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        exception(input.graph(), value.node()).is_some()
    }

    /// Exceptions may hold anything.
    fn classes(classes: &mut Classes) {
        classes.any();
    }
}

impl WriteJava for Throwable {
    const JAVA: &'static str = "java.lang.Throwable";

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        if let Some(original) = &self.original {
            return original.write(out, java);
        }
        let mut graph = Graph::new();
        let node = self.add_to(&mut graph)?;
        out.node(&graph, Some(node));
        Ok(())
    }
}

fn exception(graph: &Graph, node: Option<NodeId>) -> Option<(NodeId, Object<'_>)> {
    let node = node?;
    let Node::Object(object) = graph.node(node)? else {
        return None;
    };
    let mut chain =
        std::iter::successors(Some(object.class()), |class: &Class<'_>| class.superclass());
    let is_exception = chain.any(|class| class.name() == "java.lang.Throwable");
    is_exception.then_some((node, object))
}

fn told(graph: &Graph, object: Object<'_>) -> Throwable {
    let text = |object: Object<'_>, field: &str| {
        let text = graph.string(object.field(field)?)?;
        Some(text.to_string_lossy().into_owned())
    };
    let element = |object: Object<'_>| StackTraceElement {
        line: match object.field("lineNumber") {
            Some(FieldValue::Int(line)) => line,
            _ => -1,
        },
        class_loader: text(object, "classLoaderName"),
        module: text(object, "moduleName"),
        module_version: text(object, "moduleVersion"),
        ..StackTraceElement::new(
            text(object, "declaringClass").unwrap_or_default(),
            text(object, "methodName").unwrap_or_default(),
            text(object, "fileName").as_deref(),
            -1,
        )
    };
    let trace = reference(object, "stackTrace").and_then(|node| graph.node(node));
    let elements = match trace {
        Some(Node::Array(array)) => Some(objects(graph, array)),
        _ => None,
    };
    Throwable {
        message: text(object, "detailMessage"),
        stack_trace: elements.into_iter().flatten().map(element).collect(),
        ..Throwable::new(object.class().name().to_string_lossy())
    }
}

fn objects<'g>(graph: &'g Graph, array: Array<'g>) -> impl Iterator<Item = Object<'g>> {
    array.elements().filter_map(|element| match element {
        FieldValue::Reference(Some(node)) => match graph.node(node)? {
            Node::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    })
}

fn reference(object: Object<'_>, field: &str) -> Option<NodeId> {
    match object.field(field)? {
        FieldValue::Reference(value) => value,
        _ => None,
    }
}
