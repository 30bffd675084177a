//! What javawire reads in a stream, item by item at top level, and what is odd about the stream.

use javawire::graph::Content;
use javawire::{Error, Event, Graph, GraphBuilder, Handle, NodeId, Parsed, Parser};

/// An item at top level.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// An object, and where it ends.
    Object(u64, Option<NodeId>),
    Data(Vec<u8>),
    /// `TC_EXCEPTION` with an object, and where it ends.
    Exception(u64),
}

/// A stream as javawire reads it.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) graph: Graph,
    pub(super) items: Vec<Item>,
    /// Why it is refused.
    pub(super) error: Option<Error>,
    pub(super) facts: Facts,
}

/// What there is in a stream for which `differences.md` has a row.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) exception: bool,
    pub(super) second_header: bool,
    pub(super) no_fields: bool,
    /// An object of an `Externalizable` class that has fields.
    pub(super) external_with_fields: bool,
    pub(super) many_fields: bool,
    pub(super) enum_name_reference: bool,
    /// How many proxy classes are described.
    pub(super) proxies: usize,
    /// Whether something is of a class that is still being described.
    pub(super) own_class: bool,
    externals_with_fields: Vec<Handle>,
    /// What is open, with the handles of class descriptors.
    open: Vec<Option<Handle>>,
    /// Whether the name of an enum constant comes next.
    name_comes: bool,
}

impl Reading {
    pub(super) fn of(stream: &[u8]) -> Self {
        let mut parser = Parser::new();
        let mut builder = GraphBuilder::new();
        let mut facts = Facts::default();
        let mut ends = Vec::new();
        let mut rest = stream;
        let error = loop {
            match parser.parse(rest, true) {
                Ok(Parsed::Event { event, consumed }) => {
                    facts.note(&event, parser.offset() > 4);
                    builder.event(&event).unwrap();
                    rest = &rest[consumed..];
                    if parser.is_at_top_level() {
                        ends.push((parser.offset(), facts.exception));
                    }
                }
                Ok(Parsed::End | Parsed::NeedMore { .. }) => break None,
                Err(error) => break Some(error),
            }
        };
        let graph = builder.finish();
        let items = items(&graph, &ends);
        Reading {
            graph,
            items,
            error,
            facts,
        }
    }
}

/// The whole items of a graph, as far as the JVM's handles are those of the writer.
fn items(graph: &Graph, ends: &[(u64, bool)]) -> Vec<Item> {
    let mut items = Vec::new();
    for (content, &(end, is_cut)) in graph.contents().zip(ends) {
        match content {
            // Also amid an object, which it cuts off.
            _ if is_cut => {
                items.push(Item::Exception(end));
                break;
            }
            Content::Object(value) => items.push(Item::Object(end, value)),
            Content::Block { bytes, .. } => match items.last_mut() {
                Some(Item::Data(data)) => data.extend(bytes),
                _ if bytes.is_empty() => {}
                _ => items.push(Item::Data(bytes.to_vec())),
            },
            Content::Reset | Content::StreamHeader => {}
            other => panic!("{other:?}"),
        }
    }
    // It may have cut off what is no value yet.
    let cut = ends.iter().find(|(_, is_cut)| *is_cut);
    match (cut, items.last()) {
        (None, _) | (_, Some(Item::Exception(_))) => {}
        (Some((end, _)), _) => items.push(Item::Exception(*end)),
    }
    items
}

impl Facts {
    fn note(&mut self, event: &Event<'_>, is_behind_header: bool) {
        let is_name = std::mem::take(&mut self.name_comes);
        match *event {
            Event::StreamHeader => self.second_header |= is_behind_header,
            Event::NoFields { .. } => self.no_fields = true,
            Event::Reference(_) => self.enum_name_reference |= is_name,
            Event::ProxyClassDesc { handle, .. } => {
                self.proxies += 1;
                self.open.push(Some(handle));
            }
            Event::ClassDesc {
                handle,
                flags,
                fields,
                ..
            } => {
                if flags.is_externalizable() && fields > 0 {
                    self.externals_with_fields.push(handle);
                }
                self.many_fields |= fields > i16::MAX.unsigned_abs();
                self.open.push(Some(handle));
            }
            Event::Object { class, .. } => {
                self.external_with_fields |= self.externals_with_fields.contains(&class);
                self.begin(class);
            }
            Event::Array { class, .. } => self.begin(class),
            Event::Enum { class, .. } => {
                self.begin(class);
                self.name_comes = true;
            }
            Event::Class { class, .. } => self.own_class |= self.open.contains(&Some(class)),
            Event::Exception => {
                self.exception = true;
                self.open = vec![None];
            }
            Event::End => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn begin(&mut self, class: Handle) {
        self.own_class |= self.open.contains(&Some(class));
        self.open.push(None);
    }
}
