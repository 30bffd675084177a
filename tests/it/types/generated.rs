//! The files that `javawire types` writes.

use std::fs;
use std::path::Path;
use std::process::Command;

use javawire::class_file::Classes;
use javawire::types::Generator;
use javawire::{Graph, ObjectInputStream, ObjectOutputStream};

use super::{captures, run};
use crate::support::java::{generator, shop_jar};
use crate::support::program::{Ended, Program};
use crate::typed::shop::{Order, Receipt};

fn text(ended: &Ended) -> String {
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
    ended.stdout.join("\n") + "\n"
}

/// The file of the example is what is written; `JAVAWIRE_WRITE_GOLDEN=1` writes it anew.
#[test]
fn the_shop_is_written_as_it_always_was() {
    let directory = captures("golden");
    let path = |name: &str| directory.join(name).to_str().unwrap().to_owned();
    let jar = shop_jar();
    let (orders, receipts) = (path("orders.ser"), path("receipts.ser"));
    let arguments = [
        jar.to_str().unwrap(),
        "--samples",
        &orders,
        "--samples",
        &receipts,
    ];
    let written = text(&run(&arguments));
    assert_eq!(written, text(&run(&arguments)));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/shop_server/shop.rs");
    if std::env::var_os("JAVAWIRE_WRITE_GOLDEN").is_some() {
        fs::write(&golden, &written).unwrap();
    }
    assert_eq!(written, fs::read_to_string(&golden).unwrap());
    // The library's function says the same.
    let mut classes = Classes::default();
    classes.add("shop.jar", &fs::read(&jar).unwrap()).unwrap();
    let mut generator = Generator::new(classes).with_origin("shop.jar");
    for name in ["orders.ser", "receipts.ser"] {
        let sample = Graph::read(&fs::read(directory.join(name)).unwrap()).unwrap();
        generator = generator.with_origin(name).with_sample(&sample);
    }
    assert_eq!(generator.text().unwrap(), written);
    fs::remove_dir_all(directory).unwrap();
}

/// What Java wrote is read as the generated types, and the same bytes are written of it.
#[test]
fn the_generated_types_read_and_write_what_java_wrote() {
    let directory = captures("same");
    let orders = fs::read(directory.join("orders.ser")).unwrap();
    let mut input = ObjectInputStream::new(&orders[..]).unwrap();
    let mut output = ObjectOutputStream::new(Vec::new()).unwrap();
    while let Some(order) = input.receive::<Order>().unwrap() {
        output.send(&order).unwrap();
        output.reset().unwrap();
    }
    assert_eq!(output.into_inner().unwrap(), orders);
    let receipts = fs::read(directory.join("receipts.ser")).unwrap();
    let mut input = ObjectInputStream::new(&receipts[..]).unwrap();
    let mut output = ObjectOutputStream::new(Vec::new()).unwrap();
    let mut count = 0;
    while let Some(receipt) = input.receive::<Receipt>().unwrap() {
        output.send(&receipt).unwrap();
        output.reset().unwrap();
        count += 1;
    }
    assert_eq!(count, 3);
    assert_eq!(output.into_inner().unwrap(), receipts);
    fs::remove_dir_all(directory).unwrap();
}

#[test]
fn rustfmt_leaves_it_as_it_is() {
    let directory = captures("rustfmt");
    let orders = directory.join("orders.ser");
    let (jar, orders) = (shop_jar(), orders.to_str().unwrap());
    let class = ["--class", "com.shop.Receipt"];
    for (number, arguments) in [
        &[&[jar.to_str().unwrap()][..], &class].concat()[..],
        &[orders],
        &[jar.to_str().unwrap(), "--samples", orders],
    ]
    .iter()
    .enumerate()
    {
        let file = directory.join(format!("{number}.rs"));
        fs::write(&file, text(&run(arguments))).unwrap();
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args(["--edition", "2024", "--check"]).arg(&file);
        Program::start("rustfmt", rustfmt).succeed();
    }
    fs::remove_dir_all(directory).unwrap();
}

/// Classes of every shape: what is written for each is what `--check` finds no fault with.
#[test]
fn types_are_made_for_every_class_of_the_generator() {
    let mut classes = Classes::default();
    let mut directories = vec![generator()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "class")
            {
                let name = path.display().to_string();
                classes.add(&name, &fs::read(&path).unwrap()).unwrap();
            }
        }
    }
    let names: Vec<String> = classes
        .serializable()
        .map(|class| class.name().to_owned())
        .collect();
    assert!(names.len() > 90, "only {} classes", names.len());
    let mut all = Generator::new(classes.clone());
    let mut refused = Vec::new();
    for name in names {
        let generator = Generator::new(classes.clone()).with_class(&name);
        let text = match generator.text() {
            Ok(text) => text,
            Err(error) => {
                let said = error.to_string();
                assert!(said.contains("no table can say that"), "{name}: {said}");
                assert!(said.starts_with(&name), "{name}: {said}");
                refused.push(name);
                continue;
            }
        };
        assert_eq!(generator.differences(&text).unwrap(), [""; 0], "{name}");
        all = all.with_class(name);
    }
    for external in ["Records$External", "Externs$OverBean", "Externs$OverChain"] {
        let name = format!("javawire.gen.model.{external}");
        assert!(refused.contains(&name), "{name}: {refused:?}");
    }
    let text = all.text().unwrap();
    assert_eq!(all.differences(&text).unwrap(), [""; 0]);
    let file = std::env::temp_dir().join(format!("javawire-types-all-{}.rs", std::process::id()));
    fs::write(&file, text).unwrap();
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--check"]).arg(&file);
    Program::start("rustfmt", rustfmt).succeed();
    fs::remove_file(file).unwrap();
}

#[test]
fn what_is_said_of_fields_is_done() {
    let jar = shop_jar();
    let ended = run(&[
        jar.to_str().unwrap(),
        "--class",
        "com.shop.Receipt",
        "--required",
        "com.shop.Receipt.reference",
        "--required",
        "com.shop.Document.author",
        "--optional",
        "com.shop.Receipt.counts[]",
        "--optional",
        "com.shop.Receipt.lines",
        "--map",
        "java.util.Date=Option<jiff::Timestamp>:crate::Millis",
    ]);
    let text = text(&ended);
    for line in [
        "pub reference: Uuid,",
        "pub author: String,",
        "pub counts: Vec<Option<i32>>,",
        "pub lines: Option<HashMap<String, Arc<Money>>>,",
        "pub created: Option<jiff::Timestamp>,",
        "created = \"created\": \"java.util.Date\" as crate::Millis;",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let directory = captures("refused");
    let orders = directory.join("orders.ser");
    let jar = shop_jar();
    let jar = jar.to_str().unwrap();
    for (arguments, message) in [
        (
            &[jar, "--class", "com.shop.Nothing"][..],
            "javawire: the class com.shop.Nothing is not among the inputs",
        ),
        (
            &[jar, "--class", "com.shop.ShopClient"],
            "javawire: com.shop.ShopClient is not serializable: neither it nor what it extends \
             implements Serializable",
        ),
        (
            &[jar],
            "javawire: no class is wanted: name one with --class, or give a capture whose objects \
             are of classes that are wanted",
        ),
    ] {
        let ended = run(arguments);
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert_eq!(ended.stderr, [message]);
    }
    // A capture of another version of a class.
    let mut other = fs::read(&orders).unwrap();
    let suid = 7_481_059_301_424_212_678_i64.to_be_bytes();
    let at = other.windows(8).position(|part| part == suid).unwrap();
    other[at + 7] ^= 1;
    fs::write(&orders, other).unwrap();
    let ended = run(&[jar, "--samples", orders.to_str().unwrap()]);
    assert_eq!(
        ended.stderr,
        [
            "javawire: com.shop.Order has the serialVersionUID 7481059301424212678 in the classes, and \
          7481059301424212679 in the captures: they are of different versions"
        ]
    );
    fs::remove_dir_all(directory).unwrap();
}
