//! Default `serialVersionUID`s against the JVM: of classes of every shape, and of
//! those of the JDK that declare none, as reflection describes them.

use javawire::JavaString;
use javawire::class::suid::{self, ClassShape, Modifiers};

use crate::support::java::{java_class, java_version};
use crate::support::program::Program;

/// A class as the JVM describes it.
struct Described {
    name: JavaString,
    shape: ClassShape,
    suid: i64,
}

#[test]
fn default_suids_are_those_of_the_jvm() {
    let mut classes: Vec<Described> = Vec::new();
    let mut wrong = Vec::new();
    let mut arrays = 0;
    for line in Program::start("Suid", java_class("drivers.Suid")).succeed() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["class", name, modifiers, suid] => classes.push(Described {
                name: text(name),
                shape: ClassShape::new(text(name), numbered(modifiers)),
                suid: suid.parse().unwrap(),
            }),
            ["array", name, public, suid] => {
                arrays += 1;
                let name = text(name);
                let ours = suid::of_array(name.as_java_str(), public == "true").unwrap();
                if ours.to_string() != suid {
                    wrong.push(format!("{name}: {ours}, in Java {suid}"));
                }
            }
            ["end"] => {}
            _ => {
                let class = classes.last_mut().expect("a class comes first");
                class.shape = with_member(class.shape.clone(), &words);
            }
        }
    }
    for class in &classes {
        let ours = class.shape.suid().unwrap();
        if ours != class.suid {
            wrong.push(format!("{}: {ours}, in Java {}", class.name, class.suid));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(arrays, 23);
    // 49 of our own, and more in java.base since there are modules.
    let least = if java_version() >= 9 { 120 } else { 49 };
    assert!(classes.len() >= least, "only {} classes", classes.len());
}

/// Modifiers as the JVM numbers them.
fn numbered(modifiers: &str) -> Modifiers {
    Modifiers::from_bits_retain(modifiers.parse().unwrap())
}

#[test]
fn the_order_of_members_does_not_matter_and_their_modifiers_do() {
    let shape = |names: [&str; 3]| {
        names
            .into_iter()
            .fold(ClassShape::new("a.A", Modifiers::PUBLIC), |shape, name| {
                shape
                    .interface(format!("a.I{name}"))
                    .field(name, Modifiers::empty(), "I")
                    .constructor(Modifiers::PUBLIC, format!("(L{name};)V"))
                    .method(name, Modifiers::PUBLIC, "()V")
                    .method(name, Modifiers::PUBLIC, format!("(L{name};)V"))
            })
    };
    let suid = |shape: &ClassShape| shape.suid().unwrap();
    let first = shape(["a", "b", "c"]);
    assert_eq!(suid(&first), suid(&shape(["c", "a", "b"])));
    let same = [
        first
            .clone()
            .field("hidden", Modifiers::PRIVATE | Modifiers::STATIC, "I"),
        first
            .clone()
            .field("hidden", Modifiers::PRIVATE | Modifiers::TRANSIENT, "I"),
        first.clone().constructor(Modifiers::PRIVATE, "(I)V"),
        first.clone().method("hidden", Modifiers::PRIVATE, "()V"),
    ];
    for shape in same {
        assert_eq!(suid(&shape), suid(&first));
    }
    let others = [
        first.clone().field("hidden", Modifiers::PRIVATE, "I"),
        first.clone().field("more", Modifiers::STATIC, "I"),
        first.clone().constructor(Modifiers::empty(), "(I)V"),
        first.clone().method("more", Modifiers::empty(), "()V"),
        first.clone().interface("a.More"),
        first.clone().static_initializer(),
    ];
    for shape in others {
        assert_ne!(suid(&shape), suid(&first));
    }
    // Whether an interface is abstract goes by its methods alone: compilers differ there.
    let interface = |modifiers| ClassShape::new("a.I", Modifiers::INTERFACE | modifiers);
    let with_method = |modifiers| interface(modifiers).method("a", Modifiers::ABSTRACT, "()V");
    assert_eq!(
        suid(&interface(Modifiers::empty())),
        suid(&interface(Modifiers::ABSTRACT))
    );
    assert_eq!(
        suid(&with_method(Modifiers::empty())),
        suid(&with_method(Modifiers::ABSTRACT))
    );
    let long = "x".repeat(65_536);
    assert!(
        ClassShape::new(long.as_str(), Modifiers::PUBLIC)
            .suid()
            .is_err()
    );
}

fn with_member(shape: ClassShape, words: &[&str]) -> ClassShape {
    match *words {
        ["interface", name] => shape.interface(text(name)),
        ["field", name, modifiers, descriptor] => {
            shape.field(text(name), numbered(modifiers), text(descriptor))
        }
        ["constructor", modifiers, descriptor] => {
            shape.constructor(numbered(modifiers), text(descriptor))
        }
        ["method", name, modifiers, descriptor] => {
            shape.method(text(name), numbered(modifiers), text(descriptor))
        }
        ["initializer"] => shape.static_initializer(),
        _ => panic!("{words:?}"),
    }
}

/// A string that stands as its UTF-16 code units in hex.
fn text(hex: &str) -> JavaString {
    let units = hex.as_bytes().chunks(4).map(|unit| {
        let unit = std::str::from_utf8(unit).unwrap();
        u16::from_str_radix(unit, 16).unwrap()
    });
    JavaString::from_utf16(&units.collect::<Vec<_>>())
}
