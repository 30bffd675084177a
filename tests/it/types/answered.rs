//! What `javawire types` answers to what cannot be meant.

use std::fs;

use super::run;
use crate::support::java::shop_jar;

#[test]
fn options_that_match_nothing_are_refused() {
    let jar = shop_jar();
    let jar = jar.to_str().unwrap();
    for (arguments, message) in [
        (
            &["--required", "com.shop.Item.skew"][..],
            "javawire: com.shop.Item.skew: there is no field skew that can be required or optional: \
             there are com.shop.Item.price, com.shop.Item.shelf, com.shop.Item.sku",
        ),
        (
            &["--optional", "com.shop.Parcel.sku"],
            "javawire: com.shop.Parcel.sku: there is no field sku that can be required or optional: no \
             type is made for a class com.shop.Parcel; the name is that of the class that declares the \
             field, as --list has it",
        ),
        (
            &[
                "--optional",
                "com.shop.Item.sku",
                "--required",
                "com.shop.Item.sku",
            ],
            "javawire: com.shop.Item.sku is said to be required and optional: leave one of them out",
        ),
        (
            &["--map", "java.net.URL=url::Url"],
            "javawire: java.net.URL is mapped to a Rust type, but no field that a type is made for is \
             declared as one, and none held one in the samples",
        ),
        (
            &["--map", "java.util.Date=A", "--map", "java.util.Date=B"],
            "javawire: java.util.Date is mapped to two Rust types: leave one of them out",
        ),
        (
            &["--class", "com.shopping.Receipt"],
            "javawire: the class com.shopping.Receipt is not among the inputs: did you mean \
             'com.shop.Receipt'?",
        ),
    ] {
        let ended = run(&[&[jar, "--class", "com.shop.Order"][..], arguments].concat());
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert_eq!(ended.stderr, [message]);
        assert!(ended.stdout.is_empty());
    }
}

#[test]
fn several_files_are_checked_together() {
    let jar = shop_jar();
    let jar = jar.to_str().unwrap();
    let path = |name: &str| {
        let file = format!("javawire-answered-{name}-{}.rs", std::process::id());
        std::env::temp_dir().join(file).to_str().unwrap().to_owned()
    };
    let (money, order, none) = (path("money"), path("order"), path("none"));
    for (class, file) in [("com.shop.Money", &money), ("com.shop.Order", &order)] {
        let ended = run(&[jar, "--class", class]);
        fs::write(file, ended.stdout.join("\n")).unwrap();
    }
    fs::write(&none, "fn main() {}").unwrap();
    let classes = ["--class", "com.shop.Money", "--class", "com.shop.Order"];
    let both = ["--check", &money, "--check", &order];
    let ended = run(&[&[jar][..], &classes, &both].concat());
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stdout.is_empty(), "{ended:?}");
    let ended = run(&[&[jar][..], &classes, &["--check", &money]].concat());
    assert_eq!(ended.stdout, ["com.shop.Order: it has no table"]);
    let ended = run(&[jar, "--check", &none]);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    let message = format!(
        "javawire: {none}: it has no class! or constants! table: a file that `javawire types` made has \
         some"
    );
    assert_eq!(ended.stderr, [message]);
    for file in [money, order, none] {
        fs::remove_file(file).unwrap();
    }
}
