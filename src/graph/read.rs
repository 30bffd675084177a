//! Whole streams.

use smallvec::smallvec;

use super::nodes::Nodes;
use super::{Graph, GraphBuilder, Slot};
use crate::error::{Error, Result};
use crate::parser::{Parsed, Parser, first_string};

impl Graph {
    /// Returns the graph of a whole stream, header included.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        // A phrase is all that many conversations ever say.
        let Some(text) = first_string(bytes).filter(|text| text.end == bytes.len()) else {
            return Self::read_from(&mut Parser::new(), bytes);
        };
        let mut nodes = Nodes::default();
        nodes.push_string(text.start as u32, text.len() as u16);
        Ok(Graph {
            nodes,
            bytes: bytes.to_vec(),
            contents: smallvec![Slot::HEADER, Slot::FIRST_NODE],
            ..Graph::default()
        })
    }

    /// Returns the graph of what `parser` reads from `bytes`, to their end.
    ///
    /// # Errors
    ///
    /// What is wrong with the stream, at which byte.
    pub fn read_with(mut parser: Parser, bytes: &[u8]) -> Result<Self> {
        Self::read_from(&mut parser, bytes)
    }

    fn read_from(parser: &mut Parser, bytes: &[u8]) -> Result<Self> {
        let mut builder = GraphBuilder::of(parser);
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
            match parser.parse(rest, true)? {
                Parsed::Event { event, consumed } => {
                    builder
                        .event(&event)
                        .map_err(|kind| Error::new(parser.offset(), kind))?;
                    rest = rest.get(consumed..).unwrap_or_default();
                }
                Parsed::End | Parsed::NeedMore { .. } => return Ok(builder.take()),
            }
        }
    }
}
