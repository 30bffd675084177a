//! `javawire types --check`.

use std::fs;

use super::run;
use crate::support::java::shop_jar;

const GOLDEN: &str = include_str!("../../../examples/shop_server/shop.rs");

/// What is said of the golden file with this in place of that.
fn said_of(test: &str, that: &str, this: &str) -> (Option<i32>, Vec<String>, Vec<String>) {
    assert!(GOLDEN.contains(that), "{that}");
    let file =
        std::env::temp_dir().join(format!("javawire-check-{test}-{}.rs", std::process::id()));
    fs::write(&file, GOLDEN.replacen(that, this, 1)).unwrap();
    let jar = shop_jar();
    let name = file.to_str().unwrap();
    let ended = run(&[jar.to_str().unwrap(), "--check", name]);
    fs::remove_file(&file).unwrap();
    let stderr = ended.stderr.iter().map(|line| line.replace(name, "FILE"));
    (ended.status.code(), ended.stdout.clone(), stderr.collect())
}

#[test]
fn each_kind_of_drift_is_found() {
    for (that, this, line) in [
        (
            "\"com.shop.Money\" = 7",
            "\"com.shop.Money\" = 8",
            "com.shop.Money: serialVersionUID 8 in the table, 7 in the class",
        ),
        (
            "        note = \"note\": \"java.lang.String\";\n",
            "",
            "com.shop.Order: the field note (java.lang.String) is missing in the table",
        ),
        (
            "\"quantity\": int",
            "\"quantity\": long",
            "com.shop.Item: the field quantity is long in the table, int in the class",
        ),
        (
            "extra = \"extra\": \"java.lang.Object\";",
            "extra = \"extra\": \"java.lang.Object\"; more = \"more\": int;",
            "com.shop.Order: the class has no field more",
        ),
        (
            "Shipped = \"SHIPPED\", ",
            "",
            "com.shop.Status: the constant SHIPPED is missing in the table",
        ),
        (
            "Shipped = \"SHIPPED\", ",
            "Shipped = \"SHIPPED\", Lost = \"LOST\", ",
            "com.shop.Status: the class has no constant LOST",
        ),
        (
            "+ writeObject { currency: utf; }",
            "+ writeObject { currency: object; }",
            "com.shop.Money: it writes object in the table, utf in the class",
        ),
        (
            "// <com.shop.Item>",
            "// <com.shop.Parcel>",
            "com.shop.Order: the field items is a java.util.List<com.shop.Parcel> in the table, a \
             java.util.List<com.shop.Item> in the class",
        ),
        (
            "+ writeObject { currency: utf; }",
            "",
            "com.shop.Money: the table lacks what its writeObject writes",
        ),
        (
            "\"com.shop.Item\" = 1 {",
            "\"com.shop.Base\" = 1 {} \"com.shop.Item\" = 1 {",
            "com.shop.Item: the class has no level com.shop.Base",
        ),
        (
            "\"com.shop.Item\" = 1 {",
            "\"com.shop.Item\" = 1 record {",
            "com.shop.Item: `record` in the table, a plain class in the class",
        ),
        (
            "constants! { Status = \"com.shop.Status\"",
            "constants! { Status = \"com.shop.State\"",
            "com.shop.State: no enum of this name is among the inputs",
        ),
    ] {
        let (code, lines, stderr) = said_of("drift", that, this);
        assert_eq!(lines, [line]);
        assert_eq!(stderr, ["javawire: FILE differs from the classes"]);
        assert_eq!(code, Some(1));
    }
}

#[test]
fn what_is_no_drift_is_none() {
    for (that, this) in [
        ("pub struct Item", "pub struct Item"),
        // Names in Rust, codecs and notes are a matter of taste.
        (
            "items = \"items\": \"java.util.List\"",
            "all = \"items\": \"java.util.List\" as codec::LinkedList",
        ),
        (
            "    \"com.shop.Item\" = 1 {",
            "    // \"com.shop.Item\" = 2 {\n    \"com.shop.Item\" = 1 {",
        ),
        ("sku = \"sku\": \"java.lang.String\";", "sku;"),
    ] {
        assert_eq!(
            said_of("none", that, this),
            (Some(0), vec![], vec![]),
            "{this}"
        );
    }
}

#[test]
fn what_is_no_table_is_said_with_its_line() {
    let (code, lines, stderr) = said_of("line", "\"com.shop.Money\" = 7", "\"com.shop.Money\" = x");
    assert_eq!((code, lines), (Some(1), vec![]));
    let line = GOLDEN
        .lines()
        .position(|line| line.contains("\"com.shop.Money\" = 7"))
        .unwrap()
        + 1;
    let expected =
        format!("javawire: FILE: line {line}: expected a serialVersionUID in this table");
    assert_eq!(stderr, [expected]);
}
