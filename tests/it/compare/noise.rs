//! What one Java program writes in one run and in the next.

use javawire::compare::{Rules, Verdict, streams};

use super::compared;
use crate::support::java::java_class;

/// What the program writes.
fn run(arguments: [&str; 3]) -> Vec<u8> {
    let output = java_class("CompareNoise").args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.starts_with(b"\xAC\xED\0\x05"));
    output.stdout
}

/// The order of hash collections, capacities and stack traces are no difference; the order of a
/// list is one, though it was that of a set.
#[test]
fn noise_of_a_jvm_is_no_difference() {
    let (old, new) = (run(["0", "16", "0"]), run(["1000", "1024", "5"]));
    assert_ne!(old, new);
    let rules = Rules::new().ignore("$.shuffled").unwrap();
    let comparison = streams(&old, &new, &rules);
    assert_eq!(comparison.verdict(), Verdict::SameObjects, "{comparison}");
    let rules = Rules::new().unordered("$.shuffled").unwrap();
    let comparison = streams(&old, &new, &rules);
    assert_eq!(comparison.verdict(), Verdict::SameObjects, "{comparison}");
    let comparison = compared(&old, &new);
    let others = comparison.differences().iter();
    let others: Vec<&str> = others
        .map(|it| it.path())
        .filter(|path| !path.starts_with("$.shuffled["))
        .collect();
    assert!(others.is_empty(), "{comparison}");
    let strict = streams(&old, &new, &Rules::new().strict());
    assert_eq!(strict.verdict(), Verdict::Differs);
}
