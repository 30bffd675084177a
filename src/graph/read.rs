//! Whole streams.

use smallvec::smallvec;

use super::nodes::Nodes;
use super::{Graph, GraphBuilder, Slot};
use crate::codes::{STREAM_HEADER, TC_STRING};
use crate::error::{Error, Result};
use crate::mutf8;
use crate::parser::{Parsed, Parser};

impl Graph {
    /// Returns the graph of a whole stream, header included.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte.
    #[inline]
    pub fn read(bytes: &[u8]) -> Result<Self> {
        match Self::phrase(bytes) {
            Some(graph) => Ok(graph),
            None => Self::read_all(&mut Parser::new(), bytes),
        }
    }

    /// Returns the graph of what `parser` reads from `bytes`, to their end.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte.
    pub fn read_with(mut parser: Parser, bytes: &[u8]) -> Result<Self> {
        Self::read_all(&mut parser, bytes)
    }

    /// The graph of a stream of one short string, which is all that many conversations ever say: to
    /// prepare a parser for it takes longer than to read it.
    fn phrase(bytes: &[u8]) -> Option<Self> {
        let object = bytes.strip_prefix(&STREAM_HEADER)?;
        let ([TC_STRING, high, low], text) = object.split_first_chunk()? else {
            return None;
        };
        let length = u16::from_be_bytes([*high, *low]);
        if text.len() != usize::from(length) || mutf8::check(text).is_err() {
            return None;
        }
        let start = bytes.len().saturating_sub(text.len());
        let mut nodes = Nodes::default();
        nodes.push_string(u32::try_from(start).ok()?, length);
        Some(Graph {
            nodes,
            bytes: bytes.to_vec(),
            contents: smallvec![Slot::HEADER, Slot::FIRST_NODE],
            ..Graph::default()
        })
    }

    fn read_all(parser: &mut Parser, bytes: &[u8]) -> Result<Self> {
        let mut builder = GraphBuilder::default();
        builder.expect(bytes);
        let mut rest = bytes;
        loop {
            if builder.may_take(rest.len()) {
                let read = parser.values(rest, &mut builder, true)?;
                rest = rest.get(read..).unwrap_or_default();
                if rest.is_empty() && parser.is_at_top_level() {
                    return Ok(builder.take());
                }
            }
            match parser.parse(rest)? {
                Parsed::Event {
                    event,
                    consumed,
                    closes,
                } => {
                    builder
                        .event(&event, closes)
                        .map_err(|kind| Error::new(parser.offset(), kind))?;
                    rest = rest.get(consumed..).unwrap_or_default();
                }
                Parsed::NeedMore { .. } if parser.end_of_input() => {}
                Parsed::NeedMore { .. } => {
                    parser.finish(rest.len())?;
                    return Ok(builder.take());
                }
            }
        }
    }
}
