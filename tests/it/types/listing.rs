//! `javawire types --list`.

use super::run;
use crate::support::java::{shop, shop_jar};

const MONEY: [&str; 4] = [
    "com.shop.Money",
    "    serialVersionUID 7",
    "      amount: java.math.BigDecimal",
    "    writeObject: the fields, utf currency",
];

const ORDER: [&str; 13] = [
    "com.shop.Order",
    "    serialVersionUID 7481059301424212678, computed: it declares none",
    "    levels: com.shop.Document, com.shop.Order",
    "      extra: java.lang.Object",
    "      featured: com.shop.Item",
    "      items: java.util.List<com.shop.Item>",
    "      note: java.lang.String",
    "      signature: byte[]",
    "      status: com.shop.Status",
    "      stock: java.util.Map<java.lang.String, java.lang.Integer>",
    "      tags: java.lang.String[]",
    "      total: com.shop.Money",
    "      weights: double[]",
];

#[test]
fn classes_are_listed_with_what_is_odd_about_them() {
    let jar = shop_jar();
    let jar = jar.to_str().unwrap();
    let named = ["--class", "com.shop.Money", "--class", "com.shop.Order"];
    let ended = run(&[&["--list", jar][..], &named].concat());
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(ended.stdout, [&MONEY[..], &[""], &ORDER].concat());
    assert!(ended.stderr.is_empty(), "{ended:?}");
}

#[test]
fn jars_directories_and_class_files_say_the_same() {
    let (jar, directory) = (shop_jar(), shop());
    let of_jar = run(&["--list", jar.to_str().unwrap()]);
    let of_directory = run(&["--list", directory.to_str().unwrap()]);
    assert_eq!(of_jar.stdout, of_directory.stdout);
    assert_eq!(
        of_jar.stdout.iter().filter(|line| line.is_empty()).count(),
        6
    );
    assert!(of_jar.stdout.iter().all(|line| line.len() <= 80));
    let class = directory.join("com/shop/Money.class");
    let of_class = run(&["--list", class.to_str().unwrap()]);
    assert_eq!(of_class.stdout, MONEY);
}

#[test]
fn what_is_not_there_is_said() {
    let jar = shop_jar();
    let jar = jar.to_str().unwrap();
    for (arguments, message) in [
        (
            &["--list", jar, "--class", "com.shop.Orders"][..],
            "javawire: the class com.shop.Orders is not among the inputs",
        ),
        (
            &["--list", jar, "--class", "com.shop.ShopClient"],
            "javawire: com.shop.ShopClient is not serializable: neither it nor what it extends \
             implements Serializable",
        ),
        (
            &["--list", "/nowhere.jar"],
            "javawire: cannot read /nowhere.jar: No such file or directory (os error 2)",
        ),
    ] {
        let ended = run(arguments);
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert_eq!(ended.stderr, [message]);
        assert!(ended.stdout.is_empty());
    }
}
