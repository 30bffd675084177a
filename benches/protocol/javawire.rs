//! javawire: all that the benchmark knows of its interface.

use javawire::inspect::json::{Decoder, Layout};
use javawire::{Graph, Parsed, Parser};

use crate::codec::Codec;

/// Streams to graphs and back.
pub(crate) struct Graphs;

/// Streams to events, the whole stream at hand.
pub(crate) struct Events;

/// Streams to events, fed one byte at a time: the parser is asked again after each.
pub(crate) struct Drops;

/// Streams to lossless JSON, piece by piece.
pub(crate) struct Json;

impl Codec for Graphs {
    type Graph = Graph;
    type Error = javawire::Error;
    const WRITES: bool = true;

    fn read(stream: &[u8]) -> javawire::Result<Graph> {
        Graph::read(stream)
    }

    fn write(graph: &Graph, out: &mut Vec<u8>) -> Result<(), String> {
        graph.write_to(out);
        Ok(())
    }
}

impl Codec for Events {
    type Graph = usize;
    type Error = String;
    const WRITES: bool = false;

    fn read(stream: &[u8]) -> Result<usize, String> {
        let mut parser = Parser::new();
        let mut rest = stream;
        let mut events = 0;
        while let Parsed::Event { consumed, .. } = parser
            .parse(rest, true)
            .map_err(|error| error.to_string())?
        {
            rest = &rest[consumed..];
            events += 1;
        }
        Ok(events)
    }
}

impl Codec for Drops {
    type Graph = usize;
    type Error = String;
    const WRITES: bool = false;

    fn read(stream: &[u8]) -> Result<usize, String> {
        let mut parser = Parser::new();
        let mut unread = 0;
        let mut events = 0;
        for arrived in 1..=stream.len() {
            while let Parsed::Event { consumed, .. } = parser
                .parse(&stream[unread..arrived], arrived == stream.len())
                .map_err(|error| error.to_string())?
            {
                unread += consumed;
                events += 1;
            }
        }
        Ok(events)
    }
}

impl Codec for Json {
    /// How long it is.
    type Graph = usize;
    type Error = String;
    const WRITES: bool = false;

    fn read(stream: &[u8]) -> Result<usize, String> {
        let mut decoder = Decoder::new(stream, Layout::Lines);
        let mut length = 0;
        while let Some(piece) = decoder.piece() {
            length += piece.len();
        }
        match decoder.error() {
            None => Ok(length),
            Some(error) => Err(error.to_string()),
        }
    }
}
