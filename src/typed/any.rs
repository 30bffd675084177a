//! [`Any`]: an object of whatever class, which is only kept and sent on; [`Written`]: what a class
//! wrote.

use std::fmt;
use std::sync::Arc;

use super::fault::{cut, not_a};
use super::input::In;
use super::object_in::{ObjectIn, Step};
use super::object_out::ObjectOut;
use super::output::Out;
use super::root::first_object;
use super::{ReadJava, WriteJava};
use crate::error::Result;
use crate::graph::{Graph, Node, NodeId, Raw, Value, WireHandles};

/// An object of whatever class, with all that it refers to. It can be looked at as a graph, and
/// written again.
///
/// It is a copy: what it shares with others is shared no longer.
///
/// # Examples
///
/// ```
/// use javawire::typed::{Any, from_slice, to_vec};
///
/// let bytes = to_vec(&vec![Some(1), None])?;
/// let any: Any = from_slice(&bytes)?;
/// assert_eq!(to_vec(&any)?, bytes);
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Any {
    graph: Arc<Graph>,
    value: Value,
}

impl Any {
    /// Returns null.
    pub fn null() -> Self {
        Self::default()
    }

    /// Returns what a value is in Java.
    ///
    /// # Errors
    ///
    /// What cannot be written, with the path to it.
    pub fn of<T: WriteJava + ?Sized>(value: &T) -> Result<Self> {
        Self::of_graph(super::root::to_graph(value)?)
    }

    /// Returns the objects of it.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns the object itself; `None` for null.
    pub fn value(&self) -> Option<NodeId> {
        self.value
    }

    /// Returns what the object is; `None` for null.
    pub fn node(&self) -> Option<Node<'_>> {
        self.graph.node(self.value?)
    }

    /// Returns it as a `T`.
    ///
    /// # Errors
    ///
    /// What of it is no `T`, with the path to it.
    pub fn get<T: ReadJava>(&self) -> Result<T> {
        self.graph
            .get_value(self.value, &super::ReadLimits::default())
    }

    fn of_graph(graph: Graph) -> Result<Self> {
        let value = first_object(&graph)?;
        if let Some(exception) = graph.first_cut() {
            return Err(cut(exception));
        }
        Ok(Any {
            value: value.flatten(),
            graph: Arc::new(graph),
        })
    }
}

/// The class of the object, and how many objects it is together with those that it refers to.
impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(node) = self.value else {
            return f.write_str("Any(null)");
        };
        let told = self.graph.told(node);
        match self.graph.len() {
            1 => write!(f, "Any({told})"),
            count => write!(f, "Any({told}, {count} objects)"),
        }
    }
}

/// Two are equal where their streams are.
impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        let stream_of = |any: &Self| {
            let mut bytes = Vec::new();
            WireHandles::default().write(&mut bytes, &any.graph, any.value, false);
            bytes
        };
        stream_of(self) == stream_of(other)
    }
}

impl ReadJava for Any {
    fn read(input: &mut In<'_>, value: Raw) -> Result<Self> {
        if value.is_null() {
            return Ok(Any::null());
        }
        let node = input.node::<Self>(value)?;
        if input.is_open(node) {
            return Err(not_a::<Self>("an object that it is in"));
        }
        let graph = input.graph();
        let mut copy = Graph::new();
        let value = copy.import(graph, node)?;
        if let Some(exception) = copy.first_cut() {
            return Err(cut(exception));
        }
        let weight = usize::try_from(copy.weight()).unwrap_or(usize::MAX);
        input.spend(weight)?;
        copy.push_header();
        copy.push(value)?;
        Ok(Any {
            graph: Arc::new(copy),
            value: Some(value),
        })
    }

    fn accepts(_: &In<'_>, _: Raw) -> bool {
        true
    }

    fn absent() -> Option<Self> {
        Some(Any::null())
    }
}

impl WriteJava for Any {
    const JAVA: &'static str = "java.lang.Object";

    fn write(&self, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        out.node(&self.graph, self.value);
        Ok(())
    }
}

/// What a `writeObject` wrote that nothing says more of: primitive data and objects, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written(Vec<Piece>);

/// A piece of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Primitive data, whatever blocks it came in.
    Data(Vec<u8>),
    /// An object.
    Object(Any),
}

impl Written {
    /// Returns these pieces.
    pub fn new(pieces: Vec<Piece>) -> Self {
        Written(pieces)
    }

    /// Returns the pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }
}

impl ObjectIn<'_, '_> {
    /// Returns all data that has not been read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the objects share so much that their copies
    /// are too large.
    pub fn rest(&mut self) -> Result<Written> {
        self.datum(
            || Some(Written::default()),
            |object| {
                let mut pieces = Vec::new();
                loop {
                    if let Some(bytes) = object.block() {
                        object.spend(bytes.len())?;
                        match pieces.last_mut() {
                            Some(Piece::Data(data)) => data.extend_from_slice(bytes),
                            _ => pieces.push(Piece::Data(bytes.to_vec())),
                        }
                        continue;
                    }
                    match object.content()? {
                        Some(Step::Block) => {}
                        Some(Step::Object(any)) => pieces.push(Piece::Object(any)),
                        None => return Ok(Written(pieces)),
                    }
                }
            },
        )
    }
}

impl ObjectOut<'_, '_> {
    /// Writes all these pieces.
    ///
    /// # Errors
    ///
    /// What cannot be written.
    pub fn rest(&mut self, written: &Written) -> Result<()> {
        self.pass();
        for piece in &written.0 {
            match piece {
                Piece::Data(bytes) => self.data(bytes),
                Piece::Object(any) => self.elements(std::slice::from_ref(any))?,
            }
        }
        Ok(())
    }
}
