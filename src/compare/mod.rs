//! Two streams, object by object: whether a reader of one sees what a reader of the other does.
//!
//! There are three verdicts: the bytes are the same, the objects are, or something differs. What is
//! the same object:
//!
//! | | compared | not compared |
//! |---|---|---|
//! | stream | order and kind of messages, exceptions, where it breaks | resets, handles, how primitive data are cut into blocks, where a class is described |
//! | class | name, `serialVersionUID`, flags, fields and their types, superclasses, interfaces of proxies | what `annotateClass` wrote, unless only one side has it |
//! | object | each field of each class by name; what its `writeObject` wrote, item by item | |
//! | sharing | whether one object stands at two places, or two equal ones | that of strings, enum constants and boxed primitives |
//! | lists, arrays | elements in order | capacities |
//! | hash maps and sets | what is in them | its order, capacities |
//! | other maps and sets | what is in them, in order | |
//! | `float`, `double` | bits; NaN is like NaN | |
//! | `Throwable` | class, message, cause, what was suppressed | stack trace |
//!
//! [Strict](Rules::strict) rules compare all of it, and the bytes.
//!
//! # Examples
//!
//! ```
//! use javawire::Graph;
//! use javawire::compare::{self, Rules, Verdict};
//!
//! let stream = |price| {
//!     let mut graph = Graph::new();
//!     let entry = graph.hash_map([("price", price)])?;
//!     graph.push(entry)?;
//!     Ok::<_, javawire::Error>(graph.write())
//! };
//! let (old, new) = (stream(7)?, stream(8)?);
//! let comparison = compare::streams(&old, &new, &Rules::new());
//! assert_eq!(comparison.verdict(), Verdict::Differs);
//! assert_eq!(comparison.differences()[0].path(), "$.price");
//! # Ok::<(), javawire::Error>(())
//! ```
//!
//! * `comparison.rs`, `difference.rs`, `summary.rs`: what comes of it
//! * `rules.rs`, `pattern.rs`: what may differ, and where
//! * `conversations.rs`: both ends of a conversation
//! * `stream.rs`, `messages.rs`: streams as messages, and which belong together
//! * `walk.rs`, `node.rs`, `written.rs`, `pairs.rs`: the walk through two graphs
//! * `plan.rs`, `held.rs`, `classes.rs`: what is compared of a class
//! * `lists.rs`, `maps.rs`, `matching.rs`: collections
//! * `digest.rs`, `hash.rs`, `looked.rs`: digests, by which their elements are matched
//! * `path.rs`, `told.rs`: places and values in words

mod classes;
mod comparison;
mod conversations;
mod difference;
mod digest;
mod hash;
mod held;
mod lists;
mod looked;
mod maps;
mod matching;
mod messages;
mod node;
mod pairs;
mod path;
mod pattern;
mod plan;
mod rules;
mod stream;
mod summary;
mod told;
mod walk;
mod written;

pub use self::comparison::{Comparison, Verdict};
pub use self::conversations::{
    Conversation, End, added_conversation, conversations, missing_conversation,
};
pub use self::difference::{Difference, Kind, What};
use self::path::At;
pub use self::rules::{RuleError, Rules};
use self::stream::Stream;
pub use self::summary::Summary;
use self::walk::Walk;
use crate::graph::{Graph, Value};

/// Returns what came of comparing two streams of whatever kind: objects, strings of `writeUTF`, or
/// mere bytes.
///
/// # Examples
///
/// ```
/// use javawire::compare::{self, Rules};
///
/// let (old, new) = (b"\xAC\xED\0\x05\x74\0\x03UNO", b"\xAC\xED\0\x05\x74\0\x01X");
/// let comparison = compare::streams(old, new, &Rules::new());
/// assert!(!comparison.is_same());
/// assert_eq!(comparison.to_string(), "differs: 1 difference\n  message 1, $: \"UNO\" → \"X\"");
/// ```
pub fn streams(old: &[u8], new: &[u8], rules: &Rules) -> Comparison {
    if old == new {
        return Comparison::same_bytes(rules);
    }
    let told = rules.told_classes();
    let (one, other) = (Stream::read(old, told), Stream::read(new, told));
    let mut walk = Walk::new(&one.graph, &other.graph, rules);
    walk.messages(&one, &other);
    if rules.is_strict() && walk.found.count == 0 {
        let alike = old.iter().zip(new).take_while(|(one, other)| one == other);
        let first = alike.count();
        let sides = (Some(first.to_string()), Some(first.to_string()));
        walk.messages = (None, None);
        walk.paths.back_to(At::TOP);
        walk.tell(At::TOP, What::Bytes, sides);
    }
    finished(walk, (one.messages.len(), other.messages.len()))
}

/// Returns what came of comparing two objects, each of its graph.
///
/// # Examples
///
/// ```
/// use javawire::Graph;
/// use javawire::compare::{self, Rules, Verdict};
///
/// let (mut old, mut new) = (Graph::new(), Graph::new());
/// let one = old.array_list(["a", "b", "c"])?;
/// let other = new.array_list(["a", "c"])?;
/// let comparison = compare::objects((&old, Some(one)), (&new, Some(other)), &Rules::new());
/// assert_eq!(comparison.differences()[0].to_string(), "$[1]: \"b\" is missing");
/// # Ok::<(), javawire::Error>(())
/// ```
pub fn objects(old: (&Graph, Value), new: (&Graph, Value), rules: &Rules) -> Comparison {
    let mut walk = Walk::new(old.0, new.0, rules);
    walk.objects(old.1, new.1);
    finished(walk, (1, 1))
}

fn finished(walk: Walk<'_>, messages: (usize, usize)) -> Comparison {
    let verdict = match walk.found.count {
        0 => Verdict::SameObjects,
        _ => Verdict::Differs,
    };
    Comparison {
        verdict,
        found: walk.found,
        uses: walk.uses,
        messages,
    }
}
