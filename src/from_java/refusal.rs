//! Why a graph is not given to jaded, and where the reason lies.

use std::fmt;

use super::parts::PROXY;
use crate::error::{Error, ErrorKind};
use crate::graph::{Field, Graph, Node, NodeId};
use crate::limits::Limit;
use crate::text::{JavaStr, LoneSurrogate};

/// How many steps of a path are shown at each end.
const SHOWN_STEPS: usize = 8;
/// How many characters of a name are shown.
const SHOWN_NAME: usize = 100;

/// One step from an object to one that it holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum TreeStep<'a> {
    Field(Field<'a>),
    /// Of an array, or among the objects of an annotation.
    Index(usize),
}

impl fmt::Display for TreeStep<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TreeStep::Field(field) => write!(f, ".{}", shown(field.name())),
            TreeStep::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// What is wrong with one node, and the step to the part of it that is meant.
#[derive(Debug)]
pub(super) struct Fault<'a> {
    pub(super) step: Option<TreeStep<'a>>,
    pub(super) problem: Problem,
}

impl From<Problem> for Fault<'_> {
    fn from(problem: Problem) -> Self {
        Fault {
            step: None,
            problem,
        }
    }
}

#[derive(Debug)]
pub(super) enum Problem {
    /// With the path of the object that is met again.
    Cycle(String),
    LoneSurrogate {
        of: &'static str,
        lone: LoneSurrogate,
    },
    LoneChar(u16),
    LongName(&'static str),
    TooManyFields,
    CutOff,
    Descriptor,
    ProxyClass,
    FieldTwice {
        class: String,
        field: String,
    },
    Limit {
        limit: Limit,
        allowed: u64,
        found: u64,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Cycle(back_to) => write!(f, "a cycle back to {back_to}"),
            Problem::LoneSurrogate { of, lone } => write!(f, "a {of} with a {lone}"),
            Problem::LoneChar(unit) => write!(f, "a char that is a lone surrogate U+{unit:04X}"),
            Problem::LongName(of) => write!(f, "a {of} of more than 65,535 bytes"),
            Problem::TooManyFields => f.write_str("a class of more than 65,535 fields"),
            Problem::CutOff => f.write_str("an object that is not complete in the stream"),
            Problem::Descriptor => f.write_str("a class descriptor"),
            Problem::ProxyClass => f.write_str("the class of a proxy, which has no name"),
            Problem::FieldTwice { class, field } => {
                write!(f, "the field {field} twice in class {class}")
            }
            Problem::Limit {
                limit,
                allowed,
                found,
            } => write!(f, "{found} over {limit}={allowed}"),
        }
    }
}

/// A problem and the path from the root to where it lies.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) path: String,
    pub(super) problem: Problem,
}

impl Refusal {
    /// The error for a caller who asked for a `T`.
    pub(super) fn into_error<T>(self, offset: Option<u64>) -> Error {
        let kind = match self.problem {
            Problem::Limit {
                limit,
                allowed,
                found,
            } => ErrorKind::Limit {
                limit,
                allowed,
                found,
            },
            problem => ErrorKind::NotA {
                expected: std::any::type_name::<T>(),
                found: format!("{problem}, at {}", self.path),
            },
        };
        Error::perhaps_at(offset, kind)
    }
}

/// The path of `steps` from `root`, in the form `java.util.ArrayList[3].name`.
pub(super) fn path(graph: &Graph, root: NodeId, steps: &[TreeStep<'_>]) -> String {
    let mut path = class_of(graph, root);
    let hidden = steps.len().saturating_sub(2 * SHOWN_STEPS);
    for (index, step) in steps.iter().enumerate() {
        if hidden == 0 || index < SHOWN_STEPS || index >= SHOWN_STEPS.saturating_add(hidden) {
            path.push_str(&step.to_string());
        } else if index == SHOWN_STEPS {
            path.push_str(" ... ");
        }
    }
    path
}

/// The name of a node's class, as far as it is worth showing.
fn class_of(graph: &Graph, node: NodeId) -> String {
    match graph.node(node) {
        Some(Node::String(_)) => "java.lang.String".to_owned(),
        Some(Node::Object(object)) if object.class().interfaces().is_some() => PROXY.to_owned(),
        Some(Node::Object(object)) => shown(object.class().name()),
        Some(Node::Array(array)) => shown(array.class().name()),
        Some(Node::Enum { class, .. }) => shown(class.name()),
        Some(Node::Class(_)) => "java.lang.Class".to_owned(),
        Some(Node::ClassDesc(_)) => "java.io.ObjectStreamClass".to_owned(),
        _ => "an object".to_owned(),
    }
}

pub(super) fn shown(name: JavaStr<'_>) -> String {
    let name = name.to_string_lossy();
    match name.char_indices().nth(SHOWN_NAME) {
        Some((end, _)) => format!("{}...", name.get(..end).unwrap_or_default()),
        None => name.into_owned(),
    }
}
