//! The class filter says what the JVM's own says.
//!
//! The oracle is `ObjectInputFilter.Config.createFilter` of the JVM at hand: it
//! is given the same patterns and classes, and for proxies the same streams.

mod questions;

use javawire::JavaString;
use javawire::filter::{SerialFilter, Status};
use questions::{ALLOWED, Info, Questions, REJECTED, UNDECIDED, hex, limits_of, word};

/// Names that meet the patterns, nearly meet them, or are odd: a class can have each.
const NAMES: &str = "java.lang.String java.lang.Integer java.lang.reflect.Proxy \
    java.util.Map$Entry java.util.concurrent.atomic.AtomicLong aa a.A a.aa a.b.c.d ab.b aab.b b b.a \
    b.a.b b.ab xa.b a$b a$b.c a.b$c a* a.* a.b* * ** !a a.!a a=b maxdepth é é.a e\u{301} 😀.a 😀😀";

const ARRAYS_AND_PRIMITIVES: &str = "boolean byte char double float int long short void \
    [Z [B [C [D [F [I [J [S [[[I [Ljava.lang.String; [[La.b; [[[[Lab.b; [Lé.a;";

#[test]
fn every_pattern_says_of_every_class_what_the_jvm_says() {
    let classes = class_names();
    let mut questions = Questions::default();
    for pattern in single_patterns() {
        questions.filter_and_classes(&pattern, &classes);
    }
    assert!(questions.len() > 20_000, "{}", questions.len());
    questions.ask();
}

#[test]
fn the_first_of_many_patterns_decides_as_in_the_jvm() {
    let classes = class_names();
    let singles = single_patterns();
    let mut random = Random(1);
    let mut questions = Questions::default();
    for _ in 0..1_500 {
        let count = 2 + random.below(4);
        let mut filter = String::new();
        for _ in 0..count {
            filter += &singles[random.below(singles.len())];
            filter += ["", ";", ";", ";;"][random.below(4)];
        }
        let some: Vec<_> = (0..20)
            .map(|_| classes[random.below(classes.len())].clone())
            .collect();
        questions.filter_and_classes(&filter, &some);
    }
    questions.ask();
}

#[test]
fn modules_make_no_filter_laxer_than_that_of_the_jvm() {
    const MODULES: [&str; 4] = ["java.base/", "java.base/", "m/", "m.n/"];

    let classes = class_names();
    let mut random = Random(2);
    let mut questions = Questions::default();
    for _ in 0..1_000 {
        let mut filter = Vec::new();
        // What is left where a module allows nothing and rejects whatever the module.
        let mut meant = Vec::new();
        for _ in 0..=random.below(4) {
            let negation = ["", "!"][random.below(2)];
            let names = ["a", "a.b", "java.lang", "java.util", "java", ""];
            let name = names[random.below(names.len())];
            let suffix = ["*", ".*", ".**", ".String", ""][random.below(5)];
            let module = match random.below(3) {
                0 => "",
                _ => MODULES[random.below(MODULES.len())],
            };
            filter.push(format!("{negation}{module}{name}{suffix}"));
            if module.is_empty() || negation == "!" {
                meant.push(format!("{negation}{name}{suffix}"));
            }
        }
        let (filter, meant) = (filter.join(";"), meant.join(";"));
        let Ok(ours) = filter.parse::<SerialFilter>() else {
            questions.filter(&filter);
            continue;
        };
        let some: Vec<_> = (0..20)
            .map(|_| classes[random.below(classes.len())].clone())
            .collect();
        questions.filter(&filter);
        for class in &some {
            let no_laxer: &[&'static str] = match ours.check_class(class.as_java_str()) {
                Status::Allowed => &[ALLOWED],
                Status::Undecided => &[UNDECIDED, ALLOWED],
                Status::Rejected => &[REJECTED, UNDECIDED, ALLOWED],
            };
            questions.class(&filter, class, no_laxer);
        }
        questions.filter(&meant);
        for class in &some {
            let status = ours.check_class(class.as_java_str());
            questions.class(&meant, class, &[word(status)]);
        }
    }
    questions.ask();
}

#[test]
fn malformed_patterns_are_refused_where_the_jvm_refuses_them() {
    const PIECES: [&str; 24] = [
        "!",
        "!",
        "/",
        "/",
        "*",
        "*",
        "**",
        ".",
        ".",
        ".*",
        ";",
        ";",
        "a",
        "b",
        "a.b",
        " ",
        "=",
        "maxdepth=",
        "maxarray=",
        "maxdept",
        "MAXREFS=1",
        "5",
        "-5",
        "\u{e9}",
    ];

    let mut random = Random(3);
    let mut questions = Questions::default();
    let mut refused = 0;
    for _ in 0..20_000 {
        let mut filter = String::new();
        for _ in 0..=random.below(6) {
            filter += PIECES[random.below(PIECES.len())];
        }
        let ours = filter.parse::<SerialFilter>();
        refused += usize::from(ours.is_err());
        questions.filter(&filter);
        if let Err(error) = ours {
            // What is wrong is one of the patterns.
            assert!(filter.split(';').any(|pattern| pattern == error.pattern()));
        }
    }
    assert!((5_000..15_000).contains(&refused), "{refused}");
    questions.ask();
}

#[test]
fn limits_are_read_and_compared_as_in_the_jvm() {
    const NUMBERS: [&str; 34] = [
        "0",
        "1",
        "5",
        "05",
        "+5",
        "+0",
        "-0",
        "-1",
        "-5",
        "",
        "+",
        "-",
        "--5",
        "+-5",
        " 5",
        "5 ",
        "5\t",
        "5=6",
        "=5",
        "0x5",
        "5L",
        "5.0",
        "5e1",
        "1_000",
        "2147483646",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "1\u{662}\u{ff13}",
        "\u{1d7d3}",
        "\u{bd}",
        "\u{4e94}",
    ];

    let mut questions = Questions::default();
    for (at, name) in ["maxdepth", "maxrefs", "maxbytes", "maxarray"]
        .iter()
        .enumerate()
    {
        for number in NUMBERS {
            let filter = format!("{name}={number}");
            questions.filter(&filter);
            let Ok(ours) = filter.parse::<SerialFilter>() else {
                continue;
            };
            let limits = limits_of(&ours);
            let most = [
                limits.max_depth(),
                limits.max_refs(),
                limits.max_bytes(),
                u64::from(limits.max_array()),
            ][at];
            for value in [0, most.saturating_sub(1), most, most.saturating_add(1)] {
                let mut info = Info::default();
                *[
                    &mut info.depth,
                    &mut info.refs,
                    &mut info.bytes,
                    &mut info.length,
                ][at] = i64::try_from(value).unwrap_or(i64::MAX).min(match at {
                    3 => i64::from(i32::MAX),
                    _ => i64::MAX,
                });
                questions.info(&filter, &ours, "[I", &info);
            }
        }
    }
    questions.ask();
}

#[test]
fn the_digits_of_every_script_are_digits_as_in_the_jvm() {
    let mut questions = Questions::default();
    let mut accepted = 0;
    for character in (0..=0x1_FFFF).filter_map(char::from_u32) {
        let filter = format!("maxdepth={character}");
        if character == ';' {
            continue;
        }
        questions.filter(&filter);
        if let Ok(ours) = filter.parse::<SerialFilter>() {
            accepted += 1;
            let depth = limits_of(&ours).max_depth() as i64;
            for depth in [depth, depth + 1] {
                let info = Info {
                    depth,
                    ..Info::default()
                };
                questions.info(&filter, &ours, "a", &info);
            }
        }
    }
    assert_eq!(accepted, 370);
    questions.ask();
}

#[test]
fn limits_come_before_classes_and_the_last_of_a_kind_counts() {
    let mut questions = Questions::default();
    for filter in [
        "maxdepth=2;maxrefs=3;maxbytes=4;maxarray=1;a.*;!b.*",
        "a.*;!b.*;maxarray=1;maxbytes=4;maxrefs=3;maxdepth=2",
        "maxdepth=9;maxdepth=2;a.*;maxarray=0;maxarray=1;!*",
        "maxrefs=9;maxbytes=0;!a.*;maxrefs=3;maxbytes=4",
        "maxrefs=3",
        "maxarray=1",
    ] {
        let ours = filter.parse::<SerialFilter>().unwrap();
        questions.filter(filter);
        for name in ["a.b", "b.a", "c", "[La.b;", "[[Lb.a;", "[[I", "int"] {
            for depth in 1..=3 {
                for refs in 2..=4 {
                    for bytes in 3..=5 {
                        for length in -1..=2 {
                            let info = Info {
                                length,
                                depth,
                                refs,
                                bytes,
                            };
                            questions.info(filter, &ours, name, &info);
                        }
                    }
                }
            }
        }
    }
    questions.ask();
}

#[test]
fn an_array_of_no_class_is_rejected_and_no_jvm_has_it() {
    let mut names = [
        "[", "[[", "[V", "[Q", "[L", "[L;", "[La.b", "[La/b;", "[La.b;;", "[La.b;x", "[L[I;",
        "[LI;I", "[II", "[[IL", "[a.b", "[int", "[ I", "[é",
    ]
    .map(String::from)
    .to_vec();
    names.push("[".repeat(256) + "I");
    names.push("[".repeat(256) + "La.b;");
    let real = ["[".repeat(255) + "I", "[".repeat(255) + "La.b;"];

    let ours = "*".parse::<SerialFilter>().unwrap();
    let mut questions = Questions::default();
    let mut load = |name: &str, answer| {
        let line = format!("load {}", hex(name.encode_utf16()));
        questions.push(line, &[answer], format!("the class {name:?}"));
    };
    for name in &names {
        let java = JavaString::from(name.as_str());
        assert_eq!(
            ours.check_class(java.as_java_str()),
            Status::Rejected,
            "{name}"
        );
        load(name, "refused");
    }
    for name in &real {
        let java = JavaString::from(name.as_str());
        assert_ne!(
            ours.check_class(java.as_java_str()),
            Status::Rejected,
            "{name}"
        );
        load(name, "loaded");
    }
    questions.ask();
}

#[test]
fn proxies_are_read_where_the_jvm_reads_them() {
    const PROXY: &str = "java.lang.reflect.Proxy";

    let interfaces: [&[&str]; 9] = [
        &["a.I"],
        &["b.I"],
        &["a.I", "a.J"],
        &["a.I", "b.I"],
        &["b.I", "a.I"],
        &["a.b.I", "a.J", "c"],
        &["java.lang.Comparable"],
        &["java.lang.Comparable", "a.I"],
        &["java.util.Map$Entry", "java.lang.Runnable"],
    ];
    let mut questions = Questions::default();
    let mut rejected = 0;
    for rules in [
        "",
        "*",
        "!*",
        "a.*",
        "a.*;!*",
        "a.**;!*",
        "!a.*",
        "!a.I",
        "!b.*",
        "!a.J;*",
        "c;a.**;!*",
        "!java.lang.*",
        "java.lang.*;!*",
        "java.**;!*",
        "a.I;java.lang.Comparable;!*",
    ] {
        for proxy in ["", "!", "+"] {
            let filter = match proxy {
                "" => rules.to_owned(),
                "!" => format!("{rules};!{PROXY}"),
                _ => format!("{PROXY};{rules}"),
            };
            let ours = filter.parse::<SerialFilter>().unwrap();
            questions.filter(&filter);
            for names in interfaces {
                let java: Vec<_> = names.iter().map(|&name| JavaString::from(name)).collect();
                let status = ours.check_proxy(java.iter().map(JavaString::as_java_str));
                rejected += usize::from(status == Status::Rejected);
                let answer = match status {
                    Status::Rejected => "rejected",
                    _ => "read",
                };
                let list: Vec<_> = names.iter().map(|name| hex(name.encode_utf16())).collect();
                let line = format!("proxy {}", list.join(","));
                questions.push(line, &[answer], format!("{filter:?} of {names:?}"));
            }
        }
    }
    assert!((100..300).contains(&rejected), "{rejected}");
    questions.ask();
}

/// Returns the same numbers on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound
    }
}

/// Every name of up to three parts out of two, and the odd ones.
fn class_names() -> Vec<JavaString> {
    let parts = ["a", "ab"];
    let mut names: Vec<String> = [NAMES, ARRAYS_AND_PRIMITIVES]
        .into_iter()
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .collect();
    names.push("a. b".to_owned());
    for first in parts {
        names.push(first.to_owned());
        for second in parts {
            names.push(format!("{first}.{second}"));
            names.extend(parts.map(|third| format!("{first}.{second}.{third}")));
        }
    }
    let mut names: Vec<_> = names.into_iter().map(JavaString::from).collect();
    names.push(JavaString::from_utf16(&[0xD83D]));
    names.push(JavaString::from_utf16(&[0x61, 0x2E, 0xDE00, 0xD83D]));
    names
}

fn single_patterns() -> Vec<String> {
    let bases = [
        "",
        "a",
        "ab",
        "aa",
        "a.a",
        "a.b",
        "ab.a",
        "a.a.a",
        "b",
        "b.a",
        "a$b",
        "é",
        "😀",
        "e",
        "java.lang",
        "java.",
    ];
    let suffixes = [
        "", ".", "*", ".*", "**", ".**", ".a*", "..*", "***", ".*.*", "\u{301}",
    ];
    let mut patterns = Vec::new();
    for base in bases {
        for suffix in suffixes {
            patterns.push(format!("{base}{suffix}"));
            patterns.push(format!("!{base}{suffix}"));
        }
    }
    patterns.extend(["int", "!int", "[I", "![I", "[*", "![*", "[La.b;"].map(String::from));
    patterns
}
