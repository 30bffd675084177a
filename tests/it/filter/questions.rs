//! What the JVM's filter is asked, and the answers that ours gives.

use std::fmt::Write as _;
use std::path::Path;

use javawire::filter::{SerialFilter, Status};
use javawire::{JavaString, Limits};

use crate::support::java::{java, java_version};
use crate::support::program::Program;

pub const ALLOWED: &str = "ALLOWED";
pub const REJECTED: &str = "REJECTED";
pub const UNDECIDED: &str = "UNDECIDED";

/// What the JVM is asked, and what it must answer.
#[derive(Default)]
pub struct Questions(Vec<Question>);

struct Question {
    line: String,
    /// Any of these.
    answers: Vec<&'static str>,
    about: String,
}

/// What a JVM's filter is told beside the class.
pub struct Info {
    pub length: i64,
    pub depth: i64,
    pub refs: i64,
    pub bytes: i64,
}

impl Default for Info {
    fn default() -> Self {
        Info {
            length: 0,
            depth: 1,
            refs: 1,
            bytes: 1,
        }
    }
}

impl Questions {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Asks for this filter; the questions that follow are for it.
    pub fn filter(&mut self, filter: &str) {
        let answers: &[&'static str] = match filter.parse::<SerialFilter>() {
            Ok(_) => &["created", "none"],
            Err(_) => &["refused"],
        };
        let line = format!("filter {}", hex(filter.encode_utf16()));
        self.push(line, answers, format!("the filter {filter:?}"));
    }

    pub fn filter_and_classes(&mut self, filter: &str, classes: &[JavaString]) {
        self.filter(filter);
        if let Ok(ours) = filter.parse::<SerialFilter>() {
            for class in classes {
                let status = ours.check_class(class.as_java_str());
                self.class(filter, class, &[word(status)]);
            }
        }
    }

    pub fn class(&mut self, filter: &str, class: &JavaString, answers: &[&'static str]) {
        let name = hex(class.as_java_str().code_units());
        let line = format!("class {name} 0 1 1 1");
        self.push(line, answers, format!("{filter:?} of {class:?}"));
    }

    /// Asks of an object of class `name`, and of no object.
    pub fn info(&mut self, filter: &str, ours: &SerialFilter, name: &str, info: &Info) {
        let limits = limits_of(ours);
        let is_over = |value: i64, most: u64| value > i64::try_from(most).unwrap_or(i64::MAX);
        let over = is_over(info.depth, limits.max_depth())
            || is_over(info.refs, limits.max_refs())
            || is_over(info.bytes, limits.max_bytes());
        let too_long = name.starts_with('[') && is_over(info.length, u64::from(limits.max_array()));
        let class = JavaString::from(name);
        let of_class = match over || too_long {
            true => Status::Rejected,
            false => ours.check_class(class.as_java_str()),
        };
        let of_none = match over {
            true => Status::Rejected,
            false => Status::Undecided,
        };
        let Info {
            length,
            depth,
            refs,
            bytes,
        } = info;
        for (name, status) in [
            (hex(name.encode_utf16()), of_class),
            ("-".to_owned(), of_none),
        ] {
            let line = format!("class {name} {length} {depth} {refs} {bytes}");
            let about = format!("{filter:?} of {class:?}: {line}");
            self.push(line, &[word(status)], about);
        }
    }

    pub fn push(&mut self, line: String, answers: &[&'static str], about: String) {
        self.0.push(Question {
            line,
            answers: answers.to_vec(),
            about,
        });
    }

    /// Asks the JVM, and fails with what it answers otherwise.
    #[track_caller]
    pub fn ask(self) {
        let version = java_version();
        assert!(
            version >= 11,
            "the oracle needs Java 11 or later, which runs a class from its source: this is {version}"
        );
        let source =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/java/filter/FilterOracle.java");
        let mut command = java();
        command
            .args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"])
            .arg(source);
        let oracle = Program::start("FilterOracle", command);
        let mut lines = String::new();
        for question in &self.0 {
            lines += &question.line;
            lines.push('\n');
        }
        oracle.send(lines);
        let answers = oracle.succeed();
        assert_eq!(answers.len(), self.0.len());
        let is_wrong = |(question, answer): &(&Question, &String)| {
            let word = answer.split(' ').next().unwrap_or_default();
            !question.answers.contains(&word)
        };
        let wrong: Vec<_> = self.0.iter().zip(&answers).filter(is_wrong).collect();
        let mut report = String::new();
        for (question, answer) in wrong.iter().take(20) {
            let (about, ours) = (&question.about, &question.answers);
            let _ = writeln!(report, "{about}: {ours:?} here, {answer} in the JVM");
        }
        assert!(
            wrong.is_empty(),
            "{} of {} answers differ\n{report}",
            wrong.len(),
            answers.len()
        );
    }
}

/// Returns the limits that the filter names, the others without a bound.
pub fn limits_of(filter: &SerialFilter) -> Limits {
    let unbounded = Limits::default()
        .with_max_depth(u64::MAX)
        .with_max_refs(u64::MAX)
        .with_max_bytes(u64::MAX)
        .with_max_array(u32::MAX);
    filter.apply_to(unbounded)
}

pub fn word(status: Status) -> &'static str {
    match status {
        Status::Allowed => ALLOWED,
        Status::Rejected => REJECTED,
        Status::Undecided => UNDECIDED,
    }
}

pub fn hex(units: impl Iterator<Item = u16>) -> String {
    let mut hex = String::new();
    for unit in units {
        let _ = write!(hex, "{unit:04x}");
    }
    hex
}
