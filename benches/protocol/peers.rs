//! The other two Rust crates that read such streams. Neither has a writer.

use crate::codec::Codec;

/// jaded 0.5
pub(crate) struct Jaded;

/// java-serialization 0.1
pub(crate) struct JavaSerialization;

impl Codec for Jaded {
    type Graph = jaded::Content;
    type Error = String;
    const WRITES: bool = false;

    fn read(mut stream: &[u8]) -> Result<jaded::Content, String> {
        let mut parser = jaded::Parser::new(&mut stream).map_err(|error| error.to_string())?;
        let content = parser.read().map_err(|error| error.to_string())?;
        drop(parser);
        all_read(stream)?;
        Ok(content)
    }
}

impl Codec for JavaSerialization {
    type Graph = java_serialization::SerializationStream;
    type Error = String;
    const WRITES: bool = false;

    fn read(stream: &[u8]) -> Result<Self::Graph, String> {
        // Its error holds what was left of the input, which is too long to show.
        let (rest, graph) = java_serialization::parse_serialization_stream(stream)
            .map_err(|_| "it refuses the stream".to_owned())?;
        all_read(rest)?;
        if graph.contents.len() != 1 {
            return Err(format!("it finds {} objects", graph.contents.len()));
        }
        Ok(graph)
    }
}

fn all_read(rest: &[u8]) -> Result<(), String> {
    match rest.len() {
        0 => Ok(()),
        left => Err(format!("it leaves {left} bytes unread")),
    }
}
