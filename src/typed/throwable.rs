//! Exceptions.

use std::fmt;
use std::sync::Arc;

use super::any::Any;
use super::fault::not_a_node;
use super::input::In;
use super::output::Out;
use super::{Classes, ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{Array, Class, FieldValue, Graph, Node, NodeId, Object, Raw, Value};
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
#[derive(Clone)]
pub struct Throwable {
    class: String,
    message: Option<String>,
    cause: Cause,
    stack_trace: Vec<StackTraceElement>,
    /// The object, if it was read.
    original: Option<Any>,
}

/// The cause of an exception. There may be any number of them below each other, so none is
/// dropped, copied or shown by recursion.
#[derive(Clone, Default)]
struct Cause(Option<Arc<Throwable>>);

impl Drop for Cause {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut cause) = next.and_then(Arc::into_inner) {
            next = cause.cause.0.take();
        }
    }
}

impl Throwable {
    /// Returns an exception of this class, without a message.
    pub fn new(class: impl Into<String>) -> Self {
        Throwable {
            class: class.into(),
            message: None,
            cause: Cause::default(),
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
        self.cause = Cause(Some(Arc::new(cause)));
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
        self.cause.0.as_deref()
    }

    /// Returns where it was thrown, the innermost call first.
    pub fn stack_trace(&self) -> &[StackTraceElement] {
        &self.stack_trace
    }

    /// Itself, its cause, the cause of that, and so on.
    fn chain(&self) -> impl Iterator<Item = &Throwable> {
        std::iter::successors(Some(self), |one| one.cause())
    }

    fn add_to(&self, graph: &mut Graph) -> Result<Value> {
        let all: Vec<&Throwable> = self.chain().collect();
        let mut added = None;
        for one in all.into_iter().rev() {
            let mut made = jdk::Throwable::new();
            if let Some(message) = &one.message {
                made = made.message(message.as_str());
            }
            if added.is_some() {
                made = made.cause(added);
            }
            let made = made.stack_trace(one.stack_trace.iter().cloned());
            let class = graph.jdk_class(&one.class)?;
            added = Some(graph.throwable(class, &made)?);
        }
        Ok(added)
    }
}

impl fmt::Debug for Throwable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let causes: Vec<String> = self.chain().skip(1).map(ToString::to_string).collect();
        f.debug_struct("Throwable")
            .field("class", &self.class)
            .field("message", &self.message)
            .field("stack_trace", &self.stack_trace)
            .field("causes", &causes)
            .finish_non_exhaustive()
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
        let cause = self.cause()?;
        Some(cause)
    }
}

/// Two are equal where their classes, messages and causes are.
impl PartialEq for Throwable {
    fn eq(&self, other: &Self) -> bool {
        self.chain()
            .map(|one| (&one.class, &one.message))
            .eq(other.chain().map(|one| (&one.class, &one.message)))
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
            all.push(told(input, object)?);
            let cause = reference(object, "cause");
            next = cause.filter(|cause| *cause != node);
        }
        let mut read = Cause::default();
        while let Some(mut one) = all.pop() {
            one.cause = read;
            if all.is_empty() {
                one.original = Some(original);
                return Ok(one);
            }
            read = Cause(Some(Arc::new(one)));
        }
        Err(not_a_node::<Self>(graph, Some(node)))
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
        out.node(&graph, node);
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

/// The text in a field, which is a copy for each reference to it.
fn text(input: &mut In<'_>, object: Object<'_>, field: &str) -> Result<Option<String>> {
    let graph = input.graph();
    let Some(text) = object.field(field).and_then(|value| graph.string(value)) else {
        return Ok(None);
    };
    input.spend(text.as_bytes().len())?;
    Ok(Some(text.to_string_lossy().into_owned()))
}

fn element(input: &mut In<'_>, object: Object<'_>) -> Result<StackTraceElement> {
    input.spend(size_of::<StackTraceElement>())?;
    let class = text(input, object, "declaringClass")?.unwrap_or_default();
    let method = text(input, object, "methodName")?.unwrap_or_default();
    let line = match object.field("lineNumber") {
        Some(FieldValue::Int(line)) => line,
        _ => -1,
    };
    Ok(StackTraceElement {
        file: text(input, object, "fileName")?,
        class_loader: text(input, object, "classLoaderName")?,
        module: text(input, object, "moduleName")?,
        module_version: text(input, object, "moduleVersion")?,
        format: match object.field("format") {
            Some(FieldValue::Byte(format)) => format,
            _ => 0,
        },
        ..StackTraceElement::new(class, method, None, line)
    })
}

fn told(input: &mut In<'_>, object: Object<'_>) -> Result<Throwable> {
    let graph = input.graph();
    let mut told = Throwable::new(object.class().name().to_string_lossy());
    told.message = text(input, object, "detailMessage")?;
    let trace = reference(object, "stackTrace").and_then(|node| graph.node(node));
    if let Some(Node::Array(array)) = trace {
        for object in objects(graph, array) {
            told.stack_trace.push(element(input, object)?);
        }
    }
    Ok(told)
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
