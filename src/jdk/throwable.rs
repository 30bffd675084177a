//! Exceptions.

use crate::error::Result;
use crate::graph::{ClassId, Graph, NodeId, Value};
use crate::text::JavaString;

/// What a `java.lang.Throwable` holds.
///
/// # Examples
///
/// ```
/// use javawire::graph::Graph;
/// use javawire::jdk::{StackTraceElement, Throwable};
///
/// let mut graph = Graph::new();
/// let io_exception = graph.jdk_class("java.io.IOException")?;
/// let illegal_state = graph.jdk_class("java.lang.IllegalStateException")?;
/// let cause = graph.throwable(io_exception, &Throwable::new().message("disk full"))?;
/// let error = Throwable::new()
///     .message("cannot save")
///     .cause(Some(cause))
///     .stack_trace([StackTraceElement::new("com.example.Store", "save", Some("Store.java"), 42)]);
/// let error = graph.throwable(illegal_state, &error)?;
/// graph.push(error)?;
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Throwable {
    message: Option<JavaString>,
    /// Itself, until it is set.
    cause: Option<Value>,
    stack_trace: StackTrace,
    suppressed: Suppressed,
}

#[derive(Debug, Clone)]
enum StackTrace {
    Elements(Vec<StackTraceElement>),
    NotWritable,
}

impl Default for StackTrace {
    fn default() -> Self {
        StackTrace::Elements(Vec::new())
    }
}

#[derive(Debug, Clone)]
enum Suppressed {
    Exceptions(Vec<NodeId>),
    Disabled,
}

impl Default for Suppressed {
    fn default() -> Self {
        Suppressed::Exceptions(Vec::new())
    }
}

impl Throwable {
    /// Returns a throwable without a message, whose cause is not known and whose stack trace is
    /// empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the throwable with a message.
    #[must_use]
    pub fn message(mut self, message: impl Into<JavaString>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Returns the throwable with a cause; null is a cause that is known not to exist.
    #[must_use]
    pub fn cause(mut self, cause: Value) -> Self {
        self.cause = Some(cause);
        self
    }

    /// Returns the throwable with a stack trace, the place where it was thrown first.
    #[must_use]
    pub fn stack_trace(mut self, elements: impl IntoIterator<Item = StackTraceElement>) -> Self {
        self.stack_trace = StackTrace::Elements(elements.into_iter().collect());
        self
    }

    /// Returns a throwable made without `writableStackTrace`.
    #[must_use]
    pub fn without_stack_trace(mut self) -> Self {
        self.stack_trace = StackTrace::NotWritable;
        self
    }

    /// Returns the throwable with one more exception that was suppressed.
    #[must_use]
    pub fn suppressed(mut self, exception: NodeId) -> Self {
        match &mut self.suppressed {
            Suppressed::Exceptions(exceptions) => exceptions.push(exception),
            disabled => *disabled = Suppressed::Exceptions(vec![exception]),
        }
        self
    }

    /// Returns a throwable made without `enableSuppression`.
    #[must_use]
    pub fn without_suppression(mut self) -> Self {
        self.suppressed = Suppressed::Disabled;
        self
    }
}

/// A `java.lang.StackTraceElement`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackTraceElement {
    /// The class, as `Class.getName()` has it.
    pub declaring_class: String,
    /// The method.
    pub method: String,
    /// The source file.
    pub file: Option<String>,
    /// The line; −2 in a native method, negative if it is not known.
    pub line: i32,
    /// The name of the class loader: `app`.
    pub class_loader: Option<String>,
    /// The module: `java.base`.
    pub module: Option<String>,
    /// Its version: `17.0.15`.
    pub module_version: Option<String>,
    /// Whether Java leaves out the class loader (1) and the module's version (2) when it prints.
    pub format: i8,
}

impl StackTraceElement {
    /// Returns an element, as Java's constructor with these four parameters does.
    pub fn new(
        declaring_class: impl Into<String>,
        method: impl Into<String>,
        file: Option<&str>,
        line: i32,
    ) -> Self {
        StackTraceElement {
            declaring_class: declaring_class.into(),
            method: method.into(),
            file: file.map(str::to_owned),
            line,
            class_loader: None,
            module: None,
            module_version: None,
            format: 0,
        }
    }
}

impl Graph {
    /// Returns a new exception or error of this class, `java.lang.Throwable` or
    /// below it. If the class has fields of its own they can be set then.
    ///
    /// The strings of the stack trace are [interned](Self::intern), as a JVM has them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`](crate::ErrorKind::Unfit) if it is not such a class.
    pub fn throwable(&mut self, class: ClassId, throwable: &Throwable) -> Result<NodeId> {
        let message = match &throwable.message {
            Some(message) => Some(self.new_string(message.as_java_str())?),
            None => None,
        };
        let stack_trace = match &throwable.stack_trace {
            StackTrace::Elements(elements) => self.stack_trace(elements)?,
            StackTrace::NotWritable => self.kept("java.lang.StackTraceElement[]", 0, |graph| {
                graph.stack_trace(&[StackTraceElement::new("", "", None, i32::MIN)])
            })?,
        };
        let suppressed = match &throwable.suppressed {
            Suppressed::Disabled => None,
            Suppressed::Exceptions(none) if none.is_empty() => Some(self.empty_list()?),
            Suppressed::Exceptions(some) => Some(self.array_list(some.iter().copied())?),
        };
        let level = self.jdk_class("java.lang.Throwable")?;
        let node = self.object(class)?.id();
        self.edit(node)?
            .set_in(level, "cause", throwable.cause.unwrap_or(Some(node)))?
            .set_in(level, "detailMessage", message)?
            .set_in(level, "stackTrace", stack_trace)?
            .set_in(level, "suppressedExceptions", suppressed)?;
        Ok(node)
    }

    fn stack_trace(&mut self, elements: &[StackTraceElement]) -> Result<NodeId> {
        let mut all = Vec::with_capacity(elements.len());
        for element in elements {
            all.push(self.stack_trace_element(element)?);
        }
        self.object_array("java.lang.StackTraceElement", all)
    }

    /// Returns a new `java.lang.StackTraceElement`, as it stands in the stack trace of an
    /// exception.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn stack_trace_element(&mut self, element: &StackTraceElement) -> Result<NodeId> {
        let mut text = |text: Option<&str>| text.map(|text| self.intern(text)).transpose();
        let class_loader = text(element.class_loader.as_deref())?;
        let declaring_class = text(Some(&element.declaring_class))?;
        let file = text(element.file.as_deref())?;
        let method = text(Some(&element.method))?;
        let module = text(element.module.as_deref())?;
        let module_version = text(element.module_version.as_deref())?;
        let class = self.jdk_class("java.lang.StackTraceElement")?;
        Ok(self
            .object(class)?
            .set("format", element.format)?
            .set("lineNumber", element.line)?
            .set("classLoaderName", class_loader)?
            .set("declaringClass", declaring_class)?
            .set("fileName", file)?
            .set("methodName", method)?
            .set("moduleName", module)?
            .set("moduleVersion", module_version)?
            .id())
    }
}
