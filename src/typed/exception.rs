//! What an exception of one's own classes holds besides its own fields.

use super::by_table::read_table;
use super::classes::Classes;
use super::codec::{self, Codec};
use super::fault::not_a_node;
use super::input::In;
use super::output::Out;
use super::throwable::Throwable;
use super::{ReadJava, WriteJava, class};
use crate::error::Result;
use crate::graph::Raw;
use crate::jdk::StackTraceElement;

/// What an exception was caused by, as the level `java.lang.Throwable` of a
/// [`class!`](crate::typed::class) table has it.
///
/// # Examples
///
/// ```
/// use javawire::jdk::StackTraceElement;
/// use javawire::typed::{Cause, Throwable, class, codec, from_slice, to_vec};
///
/// #[derive(Debug, PartialEq)]
/// struct Denied {
///     cause: Cause,
///     message: Option<String>,
///     stack_trace: Vec<StackTraceElement>,
///     suppressed: Option<Vec<Throwable>>,
///     code: i32,
/// }
/// class! { Denied {
///     "java.lang.Throwable" = -3042686055658047285 {
///         cause = "cause": "java.lang.Throwable";
///         message = "detailMessage": "java.lang.String";
///         stack_trace = "stackTrace": "java.lang.StackTraceElement[]";
///         suppressed = "suppressedExceptions": "java.util.List" as codec::Suppressed;
///         + writeObject {}
///     }
///     "java.lang.Exception" = -3387516993124229948 {}
///     "com.example.Denied" = 1 { code; }
/// } }
///
/// let denied = Denied {
///     cause: Cause::Unset,
///     message: Some("closed".to_owned()),
///     stack_trace: vec![],
///     suppressed: Some(vec![]),
///     code: 7,
/// };
/// assert_eq!(from_slice::<Denied>(&to_vec(&denied)?)?, denied);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cause {
    /// No cause was given: `initCause` can still be called. In Java it is the exception itself.
    #[default]
    Unset,
    /// It is known that there is none: null.
    Nothing,
    /// Another exception.
    Of(Box<Throwable>),
}

impl From<Throwable> for Cause {
    fn from(cause: Throwable) -> Self {
        Cause::Of(Box::new(cause))
    }
}

impl ReadJava for Cause {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        match value.node() {
            None if value.is_null() => Ok(Cause::Nothing),
            Some(node) if input.is_innermost(node) => Ok(Cause::Unset),
            _ => Ok(Throwable::read(input, value)?.into()),
        }
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        value.is_null() || Throwable::accepts(input, value)
    }

    fn absent() -> Option<Self> {
        Some(Cause::Unset)
    }
}

/// As the first field that is no primitive of the topmost level: there, what was begun last is the
/// exception itself.
impl WriteJava for Cause {
    const JAVA: &'static str = "java.lang.Throwable";

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        match self {
            Cause::Unset => {
                out.reference_to_last();
                Ok(())
            }
            Cause::Nothing => {
                out.null();
                Ok(())
            }
            Cause::Of(cause) => cause.write(out, java),
        }
    }
}

/// The exceptions that one suppressed, as Java writes them: an empty list is that of
/// `Collections.emptyList()`, and `None` that of an exception that suppresses none.
#[derive(Debug)]
pub enum Suppressed {}

struct EmptyTable {}
class! { EmptyTable { "java.util.Collections$EmptyList" = 8842843931221139166 {} } }

impl Codec<Option<Vec<Throwable>>> for Suppressed {
    const JAVA: &'static str = "java.util.List";

    fn read(input: &mut In<'_>, value: Raw) -> Result<Option<Vec<Throwable>>> {
        Option::read(input, value)
    }

    fn write(value: &Option<Vec<Throwable>>, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        const CLASS: &str = "java.util.Collections$EmptyList";
        match value {
            Some(none) if none.is_empty() => {
                out.one_of_a_kind(CLASS, 0, |out| EmptyTable {}.write(out, java))
            }
            _ => codec::ArrayList::write(value, out, java),
        }
    }

    fn absent() -> Option<Option<Vec<Throwable>>> {
        Some(Some(Vec::new()))
    }

    fn classes(classes: &mut Classes) {
        classes.any();
    }
}

struct ElementTable {
    format: i8,
    line_number: i32,
    class_loader_name: Option<String>,
    declaring_class: Option<String>,
    file_name: Option<String>,
    method_name: Option<String>,
    module_name: Option<String>,
    module_version: Option<String>,
}
class! { ElementTable { "java.lang.StackTraceElement" = 6992337162326171013 {
    format;
    line_number;
    class_loader_name;
    declaring_class;
    file_name;
    method_name;
    module_name;
    module_version;
} } }

impl ReadJava for StackTraceElement {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        let table: ElementTable = read_table::<Self, _>(input, value)?;
        let (Some(declaring_class), Some(method)) = (table.declaring_class, table.method_name)
        else {
            return Err(not_a_node::<Self>(input.graph(), value.node()));
        };
        Ok(StackTraceElement {
            declaring_class,
            method,
            file: table.file_name,
            line: table.line_number,
            class_loader: table.class_loader_name,
            module: table.module_name,
            module_version: table.module_version,
            format: table.format,
        })
    }

    fn accepts(input: &In<'_>, value: Raw) -> bool {
        ElementTable::accepts(input, value)
    }

    fn classes(classes: &mut Classes) {
        ElementTable::classes(classes);
    }
}

impl WriteJava for StackTraceElement {
    const JAVA: &'static str = "java.lang.StackTraceElement";

    fn write(&self, out: &mut Out<'_>, java: &'static str) -> Result<()> {
        let table = ElementTable {
            format: self.format,
            line_number: self.line,
            class_loader_name: self.class_loader.clone(),
            declaring_class: Some(self.declaring_class.clone()),
            file_name: self.file.clone(),
            method_name: Some(self.method.clone()),
            module_name: self.module.clone(),
            module_version: self.module_version.clone(),
        };
        table.write(out, java)
    }
}
