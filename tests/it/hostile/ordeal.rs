//! A stream put through all the library does, on a small stack, with its memory counted.

use std::fmt::{self, Write as _};
use std::io::Read;
use std::thread;

use allocation_counter::{AllocationInfo, measure};
use javawire::inspect::dump::{self, Dump};
use javawire::inspect::json::{self, Layout};
use javawire::inspect::plain;
use javawire::inspect::watch::{Watch, WatchSettings};
use javawire::{Error, ErrorKind, EventReader, Graph, Limits, ObjectInputStream, Parsed, Parser};

use super::walk;

/// What a stream of `n` bytes may take at most, at any moment, is so many times
/// `n` and [`BASE`] more. A vector that grows counts with the old and the new one:
/// three times its contents in the worst case, and the streams here are that case.
pub mod factor {
    /// Parsing a slice: the stack of rules, the handles, the classes.
    pub const PARSE: u64 = 24;
    /// The same from a reader, with its buffer.
    pub const READ: u64 = 24;
    /// Reading objects from a reader, which keeps their graph.
    pub const OBJECTS: u64 = 56;
    /// Making the graph of a slice, parser included.
    pub const GRAPH: u64 = 56;
    /// Writing it: the output, the handles and the stack of tasks.
    pub const WRITE: u64 = 12;
    /// Times all that for proxy classes: five bytes are enough to describe one.
    pub const PROXIES: u64 = 3;
}

/// What anything may take: a chunk of 64 KiB, the buffer it is in, and small things.
pub const BASE: u64 = 256 * 1024;

/// The stack on which all of it runs.
pub const STACK: usize = 64 * 1024;

/// What one stream took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Costs {
    pub events: u64,
    pub parse: AllocationInfo,
    pub read: AllocationInfo,
    pub objects: AllocationInfo,
    pub graph: AllocationInfo,
    pub write: AllocationInfo,
}

/// Runs `work` on a thread with a stack of [`STACK`] bytes.
pub fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    match thread.expect("a thread starts").join() {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Shows a stream, whole or broken, in all ways, and makes it again of its JSON. Returns what its
/// objects mean.
pub fn show(stream: Vec<u8>) -> String {
    on_small_stack(move || {
        let (text, _) = json::decode(&stream, Layout::Compact);
        assert_eq!(json::encode(text.as_bytes()).unwrap(), stream);
        let (text, _) = plain::decode(&stream, Layout::Compact);
        watched(&stream);
        let mut dump = Dump::new(dump::Options::default());
        let _ = dump.push(&stream, &mut |_| ());
        let _ = dump.finish(&mut |_| ());
        text
    })
}

/// Watches a stream to its end. Returns how many messages it has.
pub fn watched(stream: &[u8]) -> usize {
    let mut watch = Watch::new(WatchSettings::default());
    let mut count = 0;
    let mut take = |watch: &mut Watch| {
        while let Some(mut message) = watch.next() {
            assert!(message.line(80).chars().count() <= 80);
            assert!(message.json().ends_with('}'));
            count += 1;
        }
    };
    for piece in stream.chunks(64 << 10) {
        watch.push(piece);
        take(&mut watch);
    }
    watch.end();
    take(&mut watch);
    count
}

/// Parses, reads, makes a graph of, writes and prints a legal stream, then drops it all.
pub fn survive(stream: Vec<u8>) -> Costs {
    Ordeal::of(stream).survive()
}

/// Parses, reads and begins a graph of a stream that is wrong or ends too soon. Returns the error.
pub fn refuse(stream: Vec<u8>) -> (Costs, Error) {
    Ordeal::of(stream).refuse()
}

/// A stream and what is done with it.
#[derive(Debug, Clone)]
pub struct Ordeal {
    stream: Vec<u8>,
    limits: Limits,
    printed: bool,
    factor: u64,
}

impl Ordeal {
    /// Returns the ordeal of a stream without limits: what a stream may not do,
    /// it may not do without them.
    pub fn of(stream: Vec<u8>) -> Self {
        let limits = Limits::default()
            .with_max_depth(u64::MAX)
            .with_max_refs(u64::MAX)
            .with_max_handles(usize::MAX)
            .with_max_string(u64::MAX)
            .with_max_class_chain(u32::MAX);
        Ordeal {
            stream,
            limits,
            printed: true,
            factor: 1,
        }
    }

    /// With these limits.
    pub fn limits(self, limits: Limits) -> Self {
        Ordeal { limits, ..self }
    }

    /// Without printing, which takes longest.
    pub fn unprinted(self) -> Self {
        Ordeal {
            printed: false,
            ..self
        }
    }

    /// With memory for proxy classes, which are described in few bytes.
    pub fn proxies(self) -> Self {
        Ordeal {
            factor: factor::PROXIES,
            ..self
        }
    }

    /// As the function [`survive`].
    pub fn survive(self) -> Costs {
        on_small_stack(move || {
            let mut costs = self.start(|end| {
                end.unwrap_or_else(|error| panic!("a legal stream: {error}"));
            });
            let mut graph = None;
            costs.graph = measure(|| graph = Some(self.graph().unwrap()));
            self.check("making the graph", costs.graph, factor::GRAPH);
            let graph = graph.unwrap();
            let mut written = Vec::new();
            costs.write = measure(|| written = graph.write());
            self.check("writing", costs.write, factor::WRITE);
            // Not by assert_eq!, which would print all of both.
            assert!(written == self.stream, "written otherwise than it was read");
            drop(written);
            if self.printed {
                let printing = print(&graph);
                self.check("printing", printing, 0);
            }
            costs
        })
    }

    /// As the function [`refuse`].
    pub fn refuse(self) -> (Costs, Error) {
        on_small_stack(move || {
            let mut messages = Vec::new();
            let mut costs = self.start(|end| {
                messages.push(end.expect_err("a stream that is wrong").to_string());
            });
            let mut result = None;
            costs.graph = measure(|| result = Some(self.graph()));
            self.check("beginning the graph", costs.graph, factor::GRAPH);
            let error = result.unwrap().expect_err("a stream that is wrong");
            messages.push(error.to_string());
            assert!(
                messages.iter().all(|message| *message == messages[0]),
                "{messages:?}"
            );
            (costs, error)
        })
    }

    /// Parses and reads the stream, and hands on how each of the ways ended.
    fn start(&self, mut ended: impl FnMut(Result<(), Error>)) -> Costs {
        let mut costs = Costs::default();
        let mut end = Ok(());
        costs.parse = measure(|| {
            let mut parser = self.parser();
            end = parse(&mut parser, &self.stream, &mut costs.events);
            // A parser that stopped half-way is printed and dropped like any other.
            if self.printed {
                write!(Counted(0), "{parser:?}").unwrap();
            }
        });
        ended(end);
        self.check("parsing", costs.parse, factor::PARSE);

        let mut end = Ok(());
        let mut events = 0;
        costs.read = measure(|| {
            let reader = EventReader::new(Pieces(&self.stream), self.parser());
            end = read_events(reader, &mut events);
        });
        ended(end);
        assert_eq!(events, costs.events);
        self.check("reading", costs.read, factor::READ);

        let mut end = Ok(());
        costs.objects = measure(|| {
            let input = ObjectInputStream::with_parser(Pieces(&self.stream), self.parser());
            end = input.and_then(read_objects);
        });
        ended(end);
        self.check("reading objects", costs.objects, factor::OBJECTS);
        costs
    }

    fn parser(&self) -> Parser {
        Parser::new().with_limits(self.limits.clone())
    }

    fn graph(&self) -> Result<Graph, Error> {
        Graph::read_with(self.parser(), &self.stream)
    }

    fn check(&self, what: &str, taken: AllocationInfo, factor: u64) {
        let (length, factor) = (self.stream.len() as u64, factor * self.factor);
        let most = factor * length + BASE;
        assert!(
            taken.bytes_max <= most,
            "{what} took {} bytes at once for a stream of {length}: \
             more than {factor} times its length and {BASE}",
            taken.bytes_max
        );
    }
}

fn read_events(mut reader: EventReader<Pieces<'_>>, events: &mut u64) -> Result<(), Error> {
    while reader.next_event()?.is_some() {
        *events += 1;
    }
    Ok(())
}

/// Prints the graph as a whole and each node of it.
fn print(graph: &Graph) -> AllocationInfo {
    let nodes = walk::nodes(graph);
    measure(|| {
        let mut printed = Counted(0);
        write!(printed, "{graph:?}").unwrap();
        for &node in &nodes {
            write!(printed, "{:?}", graph.node(node)).unwrap();
        }
        assert!(printed.0 > 0);
    })
}

/// Reads as a program does that takes objects and data as they come.
fn read_objects(mut input: ObjectInputStream<Pieces<'_>>) -> Result<(), Error> {
    let mut data = [0; 256];
    loop {
        loop {
            match input.read(&mut data) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Err(error.downcast().expect("an error of the stream")),
            }
        }
        if input.is_at_end()? {
            return Ok(());
        }
        match input.read_object() {
            Err(error) if !matches!(error.kind(), ErrorKind::WriteAborted { .. }) => {
                return Err(error);
            }
            _ => {}
        }
    }
}

fn parse(parser: &mut Parser, stream: &[u8], events: &mut u64) -> Result<(), Error> {
    let mut rest = stream;
    while let Parsed::Event { consumed, .. } = parser.parse(rest, true)? {
        *events += 1;
        rest = &rest[consumed..];
    }
    Ok(())
}

/// Checks that twice as much takes twice the work, not more.
pub fn assert_linear(once: &Costs, twice: &Costs) {
    let parts = [
        ("parsing", once.parse, twice.parse),
        ("reading", once.read, twice.read),
        ("reading objects", once.objects, twice.objects),
        ("the graph", once.graph, twice.graph),
        ("writing", once.write, twice.write),
    ];
    assert!(
        twice.events <= 2 * once.events + 8,
        "{} events, then {}",
        once.events,
        twice.events
    );
    for (what, once, twice) in parts {
        // A vector that just grew, or just did not.
        assert!(
            twice.count_total <= 2 * once.count_total + 64,
            "{what}: {} allocations, then {}",
            once.count_total,
            twice.count_total
        );
        assert!(
            twice.bytes_total <= 5 * once.bytes_total / 2 + BASE,
            "{what}: {} bytes allocated, then {}",
            once.bytes_total,
            twice.bytes_total
        );
    }
}

/// Returns whether the error says that the stream ended too soon.
pub fn is_end(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedEnd { .. })
}

/// Counts what is printed, and keeps nothing of it.
struct Counted(u64);

impl fmt::Write for Counted {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len() as u64;
        Ok(())
    }
}

/// A source that returns as much as a socket does.
struct Pieces<'a>(&'a [u8]);

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let most = out.len().min(1460);
        self.0.read(&mut out[..most])
    }
}
