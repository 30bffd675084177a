//! Whole streams, and objects of graphs, as values.

use super::classes::fields_not_written_in;
use super::fault::cut;
use super::input::In;
use super::memo::Memo;
use super::output::send;
use super::sent::Sent;
use super::{ReadJava, ReadLimits, WriteJava};
use crate::codes::STREAM_HEADER;
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Content, Graph, NodeId, Raw, Value, WireHandles};
use crate::parser::Parser;

/// Returns the first object of a stream.
///
/// # Errors
///
/// What is wrong with the stream, and what of it is no `T`, with the path to it;
/// [`ErrorKind::WriteAborted`] if the writer failed before the object was whole;
/// [`ErrorKind::UnexpectedEnd`] if the stream holds no object.
///
/// # Examples
///
/// ```
/// use javawire::typed::from_slice;
///
/// let text: String = from_slice(b"\xAC\xED\0\x05\x74\0\x04hola")?;
/// assert_eq!(text, "hola");
/// # Ok::<(), javawire::Error>(())
/// ```
pub fn from_slice<T: ReadJava>(bytes: &[u8]) -> Result<T> {
    if let Some(array) = T::read_array(bytes) {
        return array;
    }
    let fieldless = fields_not_written_in::<T>();
    let graph = read_told(bytes, fieldless.iter().copied())?;
    graph.get_value(first(&graph)?, &ReadLimits::default())
}

/// Reads a stream whose parser must be told of classes that do not write their fields.
pub(super) fn read_told<'n>(
    bytes: &[u8],
    mut fieldless: impl Iterator<Item = &'n str>,
) -> Result<Graph> {
    let Some(first) = fieldless.next() else {
        return Graph::read(bytes);
    };
    let parser = Parser::new().with_fields_not_written(first);
    let parser = fieldless.fold(parser, Parser::with_fields_not_written);
    Graph::read_with(parser, bytes)
}

/// Returns the graph of the stream that holds this object.
pub(super) fn to_graph<T: WriteJava + ?Sized>(value: &T) -> Result<Graph> {
    let (mut handles, mut sent) = (WireHandles::default(), Sent::default());
    let mut bytes = STREAM_HEADER.to_vec();
    send(&mut bytes, &mut handles, &mut sent, value, false)?;
    let names: Vec<String> = sent.fields_not_written().map(ToString::to_string).collect();
    read_told(&bytes, names.iter().map(String::as_str))
}

/// The object that a stream begins with.
pub(super) fn first(graph: &Graph) -> Result<Value> {
    first_object(graph)?.ok_or_else(|| {
        let kind = ErrorKind::UnexpectedEnd {
            reading: "a stream that holds no object",
        };
        Error::new(0, kind)
    })
}

/// The first object of a stream, which must come before an exception of the writer.
pub(super) fn first_object(graph: &Graph) -> Result<Option<Value>> {
    for content in graph.contents() {
        match content {
            Content::Object(value) => return Ok(Some(value)),
            Content::Exception(exception) => return Err(cut(graph.exception_told(exception))),
            _ => {}
        }
    }
    Ok(None)
}

/// Returns the stream that holds this object.
///
/// # Errors
///
/// What cannot be written, with the path to it.
pub fn to_vec<T: WriteJava + ?Sized>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_to(value, &mut bytes)?;
    Ok(bytes)
}

/// Appends the stream that holds this object to `out`.
///
/// # Errors
///
/// What cannot be written, with the path to it.
pub fn write_to<T: WriteJava + ?Sized>(value: &T, out: &mut Vec<u8>) -> Result<()> {
    let (mut handles, mut sent) = (WireHandles::default(), Sent::default());
    out.extend_from_slice(&STREAM_HEADER);
    send(out, &mut handles, &mut sent, value, false)
}

impl Graph {
    /// Returns an object as a `T`. What is shared in it is one `Arc`; objects of two calls are
    /// never one. A node of another graph is [not told apart](NodeId#of-another-graph).
    ///
    /// # Errors
    ///
    /// What of it is no `T`, with the path to it.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let ages = graph.hash_map([("Ada", 36)])?;
    /// let ages: Vec<(String, i32)> = graph.get(ages)?;
    /// assert_eq!(ages, [("Ada".to_owned(), 36)]);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn get<T: ReadJava>(&self, node: NodeId) -> Result<T> {
        self.get_value(Some(node), &ReadLimits::default())
    }

    /// Returns the object that a value is in Java, new in this graph. What it shares within itself is
    /// shared; two calls share nothing, as [`import`](Self::import) says.
    ///
    /// # Errors
    ///
    /// What cannot be written, with the path to it; [`ErrorKind::Caller`] for what is null in Java,
    /// which is no object.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let names = graph.add(&vec!["Ada", "Grace"])?;
    /// graph.push(names)?;
    /// assert_eq!(graph.get::<Vec<String>>(names)?, ["Ada", "Grace"]);
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn add<T: WriteJava + ?Sized>(&mut self, value: &T) -> Result<NodeId> {
        let graph = to_graph(value)?;
        match first(&graph)? {
            Some(node) => self.import(&graph, node),
            None => Err(ErrorKind::Caller("null, which is no object of a graph").into()),
        }
    }

    /// Returns an object, or null, as a `T`, within the caller's limits.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn get_value<T: ReadJava>(&self, value: Value, limits: &ReadLimits) -> Result<T> {
        let mut memo = Memo::default();
        read(self, value, limits, &mut memo)
    }
}

/// Reads a value of a graph, with what is known of the graph.
pub(crate) fn read<T: ReadJava>(
    graph: &Graph,
    value: Value,
    limits: &ReadLimits,
    memo: &mut Memo,
) -> Result<T> {
    let Some(raw) = Raw::of(value) else {
        return Err(ErrorKind::Caller("an object that is not in this graph").into());
    };
    In::new(graph, memo, limits.clone()).root(raw)
}
