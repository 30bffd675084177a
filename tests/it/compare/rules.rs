//! What may differ.

use javawire::compare::{Rules, Summary, Verdict, streams};
use javawire::graph::{ClassBuilder, Graph};

use super::{told, written};

/// An order: when, which request, at what price, with which lines.
fn order(created: i64, request: &str, price: f64, lines: &[&str]) -> Vec<u8> {
    written(|graph: &mut Graph| {
        let class = ClassBuilder::serializable("shop.Order", 1)
            .field("created", "long")
            .field("price", "double")
            .field("request", "java.lang.String")
            .field("lines", "java.util.List");
        let class = graph.define(class)?;
        let lines = graph.array_list(lines.iter().copied())?;
        let object = graph.object(class)?.set("created", created)?;
        let object = object.set("price", price)?.set("request", request)?;
        Ok(object.set("lines", lines)?.id())
    })
}

fn old() -> Vec<u8> {
    order(1_000_000, "0a1b", 1.5, &["x", "y", "z"])
}

fn new() -> Vec<u8> {
    order(1_004_000, "ff00", 1.504, &["z", "x", "y"])
}

#[test]
fn rules_take_away_what_may_differ() {
    let all = streams(&old(), &new(), &Rules::new());
    assert_eq!(all.count(), 6, "{all}");
    for rules in [
        Rules::new()
            .ignore("shop.Order#created")
            .and_then(|rules| rules.matching("$.request", "[0-9a-f]{4}"))
            .and_then(|rules| rules.within("shop.Order#price", 0.005))
            .and_then(|rules| rules.unordered("$.lines")),
        Rules::new()
            .within_seconds("$.created", 5.0)
            .and_then(|rules| rules.same_class("$..request"))
            .and_then(|rules| rules.within("$['price']", 0.005))
            .and_then(|rules| rules.unordered("shop.Order#lines")),
        Rules::new().ignore("shop.Order#*"),
        Rules::new().ignore("shop.Order"),
        Rules::new().ignore("$.*"),
        Rules::new().ignore("$"),
        Rules::new().same_class("$"),
    ] {
        let rules = rules.unwrap();
        let comparison = streams(&old(), &new(), &rules);
        assert_eq!(comparison.verdict(), Verdict::SameObjects, "{comparison}");
        assert!(comparison.uses().iter().all(|uses| *uses > 0));
    }
}

#[test]
fn rules_allow_no_more_than_they_say() {
    let rules = Rules::new()
        .within_seconds("$.created", 3.0)
        .and_then(|rules| rules.matching("$.request", "[0-9a-e]{4}"))
        .and_then(|rules| rules.within("$.price", 0.003))
        .and_then(|rules| rules.unordered("$.line"));
    let comparison = streams(&old(), &new(), &rules.unwrap());
    assert_eq!(comparison.count(), 6, "{comparison}");
    let rules = Rules::new().unordered("$.lines").unwrap();
    let other = order(1_000_000, "0a1b", 1.5, &["z", "x", "w"]);
    let comparison = streams(&old(), &other, &rules);
    assert_eq!(told(&comparison), ["$.lines[1]: \"y\" → \"w\""]);
}

#[test]
fn rules_that_were_not_needed_are_known() {
    let rules = Rules::new()
        .ignore("$.created")
        .and_then(|rules| rules.ignore("shop.Order#gone"))
        .unwrap();
    let mut summary = Summary::default();
    summary.add(&streams(&old(), &new(), &rules));
    assert_eq!(summary.unused(&rules), ["ignore shop.Order#gone"]);
}

#[test]
fn patterns_that_are_none_say_what_is_wrong() {
    for (pattern, why) in [
        ("$.", "$.: a name or * is expected after ., before ."),
        (
            "$.a[x]",
            "$.a[x]: a number, * or a 'name' and ] are expected after [, before [x]",
        ),
        ("$a", "$a: a step begins with . or [, before a"),
        (
            ".a b",
            ".a b: it is a path that begins with $, or a class, or a class#field",
        ),
    ] {
        let error = Rules::new().ignore(pattern).unwrap_err();
        assert_eq!(error.to_string(), why);
    }
    let error = Rules::new().matching("$.a", "(").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("$.a: the regular expression (: ")
    );
    let error = Rules::new().within("$.a", f64::NAN).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.a: how far apart they may be is a number from 0 on"
    );
}
