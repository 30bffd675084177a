//! Every stream that Java wrote, read by way of javawire and by jaded alone.
//!
//! Where the two differ, a list says why. jaded alone overflows its stack on
//! some, so all this happens in a child process that is started again.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use javawire::Graph;
use javawire::graph::Content;
use javawire::jaded::{self, ConversionResult, FromJava, Parser, Value};

/// Set for the child: the stream it begins with.
const FROM: &str = "JAVAWIRE_TYPED_FROM";

/// jaded alone does not read these to an end: 2^30 copies.
const ENDLESS: [&str; 1] = ["shared-doubling-30"];

/// What both read, but not alike.
const DIFFERENT: [(&str, &str); 6] = [
    (
        "NaN is not equal to itself",
        "array-double-extremes array-float-extremes jdk-double jdk-float object-floats-special \
         odd-nan-double-array odd-nan-fields odd-nan-float-array",
    ),
    (
        "an object comes first in an annotation, and gets an empty block before it",
        "custom-catches custom-in-array custom-nulls custom-object custom-put-some \
         custom-unshared extern-objects extern-over-write-object \
         jdk-concurrent-hash-map jdk-concurrent-key-set jdk-concurrent-linked-deque \
         jdk-concurrent-linked-queue jdk-concurrent-skip-list-map jdk-concurrent-skip-list-set \
         jdk-gregorian-calendar jdk-linked-blocking-deque jdk-linked-blocking-queue \
         jdk-tree-set jdk-tree-set-comparator jdk-unmodifiable-sets",
    ),
    (
        "blocks are joined, empty ones dropped",
        "custom-data-1025 custom-data-1279 custom-data-1280 custom-data-3000 custom-flushed \
         custom-mixed-large custom-tail-unread extern-data-1025 extern-data-1279 \
         extern-data-1280 odd-custom-empty-blocks odd-custom-long-short odd-extern-empty-blocks",
    ),
    (
        "a field hides one of a superclass, which jaded loses",
        "annotation-chain object-chain-5 object-chain-6 object-chain-7 object-chain-8 \
         object-chain-shared object-shadowed object-shadowed-thrice",
    ),
    (
        "no cause, or a mutex of its own, is an object that holds itself",
        "cycle-throwable-cause jdk-exception jdk-exception-cause jdk-exception-no-message \
         jdk-exception-suppressed jdk-exception-trace jdk-exceptions-with-fields \
         jdk-synchronized-linked-list-java17 jdk-synchronized-linked-list-java25 \
         jdk-synchronized-list-java17 jdk-synchronized-list-java25 jdk-synchronized-others",
    ),
    (
        "a boolean other than 0 and 1 is true",
        "odd-boolean-array odd-boolean-field",
    ),
];

/// What is refused, with a part of the message.
const REFUSED: [(&str, &str); 9] = [
    (
        "a cycle back to",
        "cycle-array-self cycle-arrays-two cycle-in-write-object cycle-linked-list-self \
         cycle-list-map-object cycle-list-self cycle-map-value cycle-ring-100 cycle-self \
         cycle-two cycle-with-list-inside extern-self jdk-exception-cycle object-all-types \
         object-chain-10 object-chain-9 object-default-package proxy-cycle record-in-its-list \
         tangle-05 tangle-11 tangle-14 tangle-20 tangle-35 tangle-39 tangle-57 unshared-cycle",
    ),
    (
        "TreeLimits::max_depth",
        "array-255-dimensions deep-arrays-10000 deep-causes-300 deep-extern-2000 \
         deep-fields-10000 deep-lists-2000 deep-maps-500 deep-proxies-1000 deep-records-2000 \
         deep-write-object-2001",
    ),
    ("TreeLimits::max_bytes", "shared-doubling-30"),
    (
        "a string with a lone surrogate",
        "odd-surrogate-overlong-neighbours string-halves-in-two-strings string-high-before-pair \
         string-lone-high string-lone-high-inside string-lone-low string-lone-low-last \
         string-pair-reversed",
    ),
    (
        "a char that is a lone surrogate",
        "array-char-2000 array-char-extremes jdk-character",
    ),
    (
        "a class descriptor",
        "descriptor-after-object descriptor-alone descriptor-flags-zero descriptor-of-chain \
         descriptor-of-proxy descriptor-then-object descriptor-twice descriptors-as-values \
         odd-desc-by-top-level-reference odd-descriptor-null-super odd-reference-to-class \
         tangle-00 tangle-02 tangle-08 tangle-09 tangle-19 tangle-29 tangle-30 tangle-38 \
         tangle-40 tangle-41 tangle-44 tangle-49 tangle-50 tangle-51 tangle-55",
    ),
    (
        "the class of a proxy",
        "class-proxy class-proxy-of-three odd-gone-proxy odd-proxy-without-super \
         proxy-class-and-object",
    ),
    ("the field value twice", "odd-field-twice"),
    (
        // Nothing at all in place of the fields, or an exception.
        "not complete in the stream",
        "custom-levels custom-no-default-in-list custom-no-default-nested custom-no-default-nothing \
         custom-no-default-numbers-nothing custom-no-default-ref-nothing \
         custom-no-default-top-level \
         exception-at-once exception-deep exception-from-extern exception-from-write-object \
         exception-in-annotation exception-in-array exception-in-field exception-in-list \
         exception-no-message exception-reset-inside exception-stack-trace exception-subclass \
         exception-then-data exception-then-objects exception-then-references \
         exception-then-reset exception-then-string exception-then-two-of-a-class \
         exception-thrice exception-with-cause",
    ),
];

/// What became of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// Read alike, as far as jaded alone reads it.
    Same,
    Different,
    /// With the message.
    Refused(String),
    /// Read, where jaded alone ends in an error or not at all.
    Better(String),
    /// The parser does not read it.
    Illegal,
}

#[test]
fn every_stream_is_read_as_jaded_does_or_better() {
    if let Ok(from) = std::env::var(FROM) {
        return child(&from);
    }
    let outcomes = run_children();
    assert_eq!(outcomes.len(), names().len());

    let mut different = super::by_stream(&DIFFERENT);
    let mut refused = super::by_stream(&REFUSED);
    let mut wrong = Vec::new();
    let mut better = 0;
    for (name, outcome) in &outcomes {
        let as_listed = match outcome {
            Outcome::Same | Outcome::Illegal => true,
            Outcome::Better(_) => {
                better += 1;
                true
            }
            Outcome::Different => different.remove(name).is_some(),
            Outcome::Refused(message) => refused
                .remove(name)
                .is_some_and(|part| message.contains(part)),
        };
        if !as_listed {
            wrong.push(format!("{name}: {outcome:?}"));
        }
    }
    wrong.extend(
        different
            .keys()
            .map(|name| format!("{name}: not different")),
    );
    wrong.extend(refused.keys().map(|name| format!("{name}: not refused")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        better >= 60,
        "{better} streams that jaded alone cannot read"
    );
}

fn names() -> Vec<String> {
    let entries = std::fs::read_dir(super::streams()).unwrap();
    let mut names: Vec<_> = entries
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            Some(name.strip_suffix(".ser")?.to_owned())
        })
        .collect();
    names.sort();
    names
}

/// Runs children until one has come to the last stream.
fn run_children() -> BTreeMap<String, Outcome> {
    let mut outcomes = BTreeMap::new();
    let names = names();
    let mut from = 0;
    while from < names.len() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg("from_java::oracle::every_stream_is_read_as_jaded_does_or_better")
            .env(FROM, &names[from])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // What the child was about to do when it ended.
        let mut begun = None;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let words: Vec<_> = line.splitn(4, '\t').collect();
            match words[..] {
                [reader @ ("javawire" | "jaded"), name] => {
                    begun = Some((reader.to_owned(), name.to_owned()));
                }
                ["done", name, outcome, message] => {
                    let message = message.to_owned();
                    let outcome = match outcome {
                        "same" => Outcome::Same,
                        "different" => Outcome::Different,
                        "refused" => Outcome::Refused(message),
                        "better" => Outcome::Better(message),
                        _ => Outcome::Illegal,
                    };
                    outcomes.insert(name.to_owned(), outcome);
                    begun = None;
                    from += 1;
                }
                _ => {}
            }
        }
        let status = child.wait().unwrap();
        match begun {
            None => assert!(status.success(), "{status} before {:?}", names.get(from)),
            Some((reader, name)) => {
                assert_eq!(reader, "jaded", "{name}: javawire ended in {status}");
                outcomes.insert(name, Outcome::Better(status.to_string()));
                from += 1;
            }
        }
    }
    outcomes
}

/// Reads the streams from `from` on, and says on stdout what it is about to do
/// and what came of it.
fn child(from: &str) {
    let names = names();
    let first = names.iter().position(|name| name == from).unwrap();
    let names = names[first..].to_vec();
    // What Rust gives a thread.
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let run = move || {
        for name in names {
            say(&["javawire", &name]);
            let ours = read_by_javawire(&name);
            let (outcome, message) = match &ours {
                None => ("illegal", String::new()),
                Some(Err(message)) => ("refused", message.clone()),
                Some(Ok(_)) if ENDLESS.contains(&name.as_str()) => ("better", String::new()),
                Some(Ok(graph)) => {
                    say(&["jaded", &name]);
                    compare(&name, graph)
                }
            };
            say(&["done", &name, outcome, &message.replace(['\n', '\t'], " ")]);
        }
    };
    thread.spawn(run).unwrap().join().unwrap();
}

/// All in one write, so that nothing of it is missing after an abort.
fn say(words: &[&str]) {
    let mut line = words.join("\t");
    line.insert(0, '\n');
    line.push('\n');
    let mut out = std::io::stdout();
    out.write_all(line.as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Reads every object at top level, and whatever an exception in the stream is.
fn read_by_javawire(name: &str) -> Option<Result<Graph, String>> {
    let graph = Graph::read_with(super::told(name), &super::bytes(name)).ok()?;
    for content in graph.contents() {
        let (Content::Object(value) | Content::Exception(value)) = content else {
            continue;
        };
        if let Some(Err(error)) = value.map(|node| graph.read_as::<Same>(node)) {
            return Some(Err(error.to_string()));
        }
    }
    Some(Ok(graph))
}

/// Whether a value is the one that was put here.
struct Same(bool);

thread_local!(static OTHER: RefCell<Value> = const { RefCell::new(Value::Null) });

impl FromJava for Same {
    fn from_value(value: &Value) -> ConversionResult<Self> {
        Ok(OTHER.with_borrow(|other| Same(other == value)))
    }
}

/// Compares object by object, up to where jaded alone ends in an error or a
/// stream has what it does not read in the same order.
fn compare(name: &str, graph: &Graph) -> (&'static str, String) {
    let bytes = super::bytes(name);
    let mut parser = Parser::new(&bytes[..]).unwrap();
    for content in graph.contents() {
        let (value, is_block) = match content {
            Content::Object(value) => (value, false),
            Content::Block { .. } => (None, true),
            Content::Exception(_) => break,
            _ => continue,
        };
        let plain = match parser.read() {
            Ok(plain) => plain,
            Err(error) => return ("better", error.to_string()),
        };
        match (plain, value) {
            (jaded::Content::Block(_), _) if is_block => {}
            (jaded::Content::Object(Value::Null), None) if !is_block => {}
            (jaded::Content::Object(plain), Some(node)) => {
                OTHER.set(plain);
                if !graph.read_as::<Same>(node).unwrap().0 {
                    return ("different", String::new());
                }
            }
            (plain, _) => return ("different", format!("{plain:?}")),
        }
    }
    ("same", String::new())
}
