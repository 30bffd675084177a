//! `--help`, `--version`, and arguments that are refused.

use std::path::Path;
use std::process::Command;

use super::run;
use crate::support::java::shop_jar;
use crate::support::javawire;
use crate::support::ports::FixedPort;
use crate::support::program::{Ended, Program};

const COMMANDS: [&str; 13] = [
    "",
    "server",
    "client",
    "server phrase",
    "server greeting",
    "client phrase",
    "client greeting",
    "decode",
    "encode",
    "dump",
    "types",
    "completions",
    "man",
];

/// The words of a command line, as a shell would take them apart.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split_once('\'').expect("a closing quote"),
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        words.push(word);
        rest = after.trim_start();
    }
    words
}

#[track_caller]
fn helped(ended: &Ended) -> String {
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(ended.stderr.is_empty(), "{ended:?}");
    ended.stdout.join("\n")
}

#[test]
fn every_command_explains_itself_with_an_example() {
    for command in COMMANDS {
        for option in ["--help", "-h"] {
            let ended = run(&[&words(command)[..], &[option]].concat());
            let help = helped(&ended);
            let usage = format!("\nUsage: javawire {command}");
            assert!(help.contains(usage.trim_end()), "{help}");

            let (_, example) = help
                .split_once("\n\nExample: ")
                .unwrap_or_else(|| panic!("no example:\n{help}"));
            let [_, line] = example.lines().collect::<Vec<_>>()[..] else {
                panic!("an example is a sentence and a line: {example}")
            };
            assert!(line.contains(&format!("javawire {command}")), "{line}");
        }
    }
}

/// As a person would, from another directory, with the program on the path.
#[test]
#[cfg(unix)]
fn every_example_can_be_run_as_it_stands() {
    let directory = std::env::temp_dir().join(format!("javawire-help-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = Path::new(javawire()).parent().unwrap().to_owned();
    let path = format!("{}:{}", path.display(), std::env::var("PATH").unwrap());
    std::fs::copy(shop_jar(), directory.join("app.jar")).unwrap();
    let started = |line: &str| {
        let mut command = Command::new("bash");
        // So that a signal reaches the program itself.
        let exec = if line.starts_with("javawire") {
            "exec "
        } else {
            ""
        };
        command.args(["-c", &format!("set -o pipefail; {exec}{line}")]);
        command.current_dir(&directory).env("PATH", &path);
        Program::start(line, command)
    };
    let _phrase = FixedPort::take(10_000);
    let _other = FixedPort::take(10_001);
    let _greeting = FixedPort::take(6666);
    for command in COMMANDS {
        let help = run(&[&words(command)[..], &["--help"]].concat()).stdout;
        let line = help.last().unwrap().trim();
        let server = match line.split(' ').nth(1) {
            Some("client") => Some(format!(
                "javawire server {}",
                line.split(' ').nth(2).unwrap()
            )),
            _ => None,
        };
        let server = server.map(|server| {
            let mut server = started(&server);
            server.next_line();
            server
        });
        let mut program = started(line);
        if line.contains("javawire server") {
            program.next_line();
            program.terminate();
        }
        let ended = program.end();
        assert_eq!(ended.status.code(), Some(0), "{line}: {ended:?}");
        assert!(ended.stderr.is_empty(), "{line}: {ended:?}");
        let is_quiet = line.contains('>') || line.starts_with("eval");
        assert_eq!(ended.stdout.is_empty(), is_quiet, "{line}: {ended:?}");
        drop(server);
    }
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn the_help_of_each_program_lists_its_options() {
    let common = ["--grace <SECONDS>", "-q, --quiet", "-v, --verbose"];
    let own: [(&str, &[&str]); 4] = [
        (
            "server phrase",
            &[
                "--listen <[HOST:]PORT>",
                "--request-timeout <SECONDS>",
                "--max-phrase <BYTES>",
                "--locale <TAG>",
                "port 10000",
                "[default: 16M]",
                "TCPServidor",
            ],
        ),
        (
            "server greeting",
            &[
                "--listen <[HOST:]PORT>",
                "--request-timeout <SECONDS>",
                "--message <TEXT>",
                "port 6666",
                "[default: HELLO]",
            ],
        ),
        (
            "client phrase",
            &[
                "[PHRASE]",
                "--connect <HOST:PORT>",
                "--timeout <SECONDS>",
                "port 10000",
                "TCPClient",
            ],
        ),
        (
            "client greeting",
            &[
                "--connect <HOST:PORT>",
                "--timeout <SECONDS>",
                "[default: localhost:6666]",
            ],
        ),
    ];
    for (command, options) in own {
        let help = helped(&run(&[&words(command)[..], &["--help"]].concat()));
        for option in options.iter().chain(&common) {
            assert!(help.contains(option), "{command}: no {option} in\n{help}");
        }
        assert!(help.contains("[default: 5]"), "{help}");
    }
}

/// Their own options come first.
#[test]
fn how_much_is_said_stands_last() {
    for command in COMMANDS {
        let help = helped(&run(&[&words(command)[..], &["-h"]].concat()));
        let (_, behind) = help.split_once("  -q, --quiet").expect("-q");
        let options = behind
            .lines()
            .filter_map(|line| line.trim_start().split_once("--"));
        let options: Vec<_> = options.filter(|(short, _)| short.len() <= 4).collect();
        let names: Vec<_> = options
            .iter()
            .map(|(_, name)| name.split([' ', '.']).next())
            .collect();
        assert_eq!(names[..2], [Some("verbose"), Some("help")], "{help}");
    }
}

#[test]
fn values_that_are_no_numbers_are_refused_in_plain_words() {
    for (option, value, expected) in [
        ("--skip", "abc", "expected how many bytes, such as 40"),
        ("--objects", "0", "expected how many objects, 1 or more"),
    ] {
        let ended = run(&["dump", option, value]);
        assert_eq!(ended.status.code(), Some(2), "{ended:?}");
        assert!(ended.stderr[0].ends_with(expected), "{ended:?}");
    }
}

#[test]
fn every_command_tells_its_version() {
    let version = concat!(" ", env!("CARGO_PKG_VERSION"));
    for command in COMMANDS {
        for option in ["--version", "-V"] {
            let told = helped(&run(&[&words(command)[..], &[option]].concat()));
            assert!(told.starts_with("javawire"), "{told}");
            assert!(told.ends_with(version), "{told}");
        }
    }
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let refused: [&[&str]; 39] = [
        &[],
        &["server"],
        &["client"],
        &["phrase"],
        &["server", "phrases"],
        &["server", "phrase", "hola"],
        &["server", "phrase", "--connect", "localhost:1"],
        &["server", "phrase", "--listen", "localhost"],
        &["server", "phrase", "--listen", ":"],
        &["server", "phrase", "--listen", "65536"],
        &["client", "phrase", "--connect", "10000"],
        &["client", "greeting", "--timeout", "-1"],
        &["-q", "server", "phrase", "-v"],
        &["server", "-v", "phrase", "-q"],
        &["server", "phrase", "--listen", "::1:10000"],
        &["server", "phrase", "--listen", "localhost:65536"],
        &["server", "phrase", "--listen", "localhost:"],
        &["server", "phrase", "--listen"],
        &["server", "phrase", "--max-phrase", "1T"],
        &["server", "phrase", "--max-phrase", "-1"],
        &["server", "phrase", "--max-phrase", "1.5M"],
        &["server", "phrase", "--max-phrase", "99999999999999999999"],
        &["server", "phrase", "--max-phrase", ""],
        &["server", "phrase", "--max-phrase", "0"],
        &["server", "phrase", "--max-memory", "0K"],
        &["server", "phrase", "--locale", "tr-"],
        &["server", "phrase", "--locale", ""],
        &["server", "phrase", "--grace", "-1"],
        &["server", "phrase", "--grace", "inf"],
        &["server", "phrase", "--grace", "NaN"],
        &["server", "phrase", "--grace", "5s"],
        &["server", "phrase", "-q", "-v"],
        &["server", "greeting", "--max-phrase", "1M"],
        &["server", "greeting", "--listen", "localhost:http"],
        &["client", "phrase", "una", "frase"],
        &["client", "phrase", "--connect", "localhost"],
        &["client", "phrase", "--listen", "localhost:1"],
        &["client", "greeting", "hola"],
        &["client", "greeting", "--grace", ""],
    ];
    for arguments in refused {
        let ended = run(arguments);
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {ended:?}");
        assert!(ended.stdout.is_empty(), "{arguments:?}: {ended:?}");
        let said = ended.stderr.join("\n");
        assert!(
            said.contains("Usage: ") || said.contains("--help"),
            "{said}"
        );
        // It names the value that it refuses.
        if let [_, _, option, value, ..] = arguments
            && option.starts_with("--")
            && said.contains("invalid value")
        {
            assert!(
                said.contains(&format!("'{value}'")) && said.contains(option),
                "{said}"
            );
        }
    }
}

#[test]
fn how_a_command_is_used_is_said_of_that_command() {
    let too_long = "a".repeat(65_536);
    for (arguments, usage) in [
        (
            &["server", "greeting", "--message", &too_long][..],
            "javawire server greeting [OPTIONS]",
        ),
        (
            &["client", "phrase", "hola", "mundo"],
            "javawire client phrase [OPTIONS] [PHRASE]",
        ),
        (
            &["server", "phrase", "hola"],
            "javawire server phrase [OPTIONS]",
        ),
    ] {
        let ended = run(arguments);
        assert_eq!(ended.status.code(), Some(2), "{ended:?}");
        let said = ended
            .stderr
            .iter()
            .any(|line| *line == format!("Usage: {usage}"));
        assert!(said, "{ended:?}");
    }
}

#[test]
fn what_is_no_address_is_refused_with_one() {
    for (arguments, instead) in [
        (
            ["client", "phrase", "--connect", ":22010"],
            "such as localhost:22010",
        ),
        (
            ["client", "phrase", "--connect", "tcp://host:1/"],
            "no URL, such as host:1",
        ),
        (
            ["client", "greeting", "--connect", "22010"],
            "such as localhost:22010",
        ),
        (["server", "phrase", "--listen", "::"], "such as [::]:10000"),
        (
            ["server", "greeting", "--listen", "*:22010"],
            "write the port alone: 22010",
        ),
        (
            ["server", "phrase", "--metrics", "*:22010"],
            "write the port alone: 22010",
        ),
    ] {
        let ended = run(&arguments);
        assert_eq!(ended.status.code(), Some(2), "{ended:?}");
        assert!(ended.stderr[0].ends_with(instead), "{ended:?}");
    }
}

/// They are cited, and what a terminal would obey, hide or turn around is escaped.
#[test]
fn what_is_said_of_arguments_is_fit_for_a_terminal() {
    let odd = "\u{1b}[31m\u{9b}\u{202e}\u{200b}\u{2066}\n\r\u{7}x";
    let with = |front: &str| format!("{front}{odd}");
    let (command, option) = (with("dump"), with("--raw"));
    let refused: [&[&str]; 11] = [
        &[&command],
        &["server", &command],
        &["dump", &option],
        &["dump", "--raw", odd],
        &["dump", "--skip", odd],
        &["server", "phrase", odd],
        &["server", "phrase", "--listen", odd],
        &["server", "phrase", "--locale", odd],
        &["server", "phrase", "--metrics", odd],
        &["client", "greeting", "--connect", odd],
        &["client", "greeting", "--timeout", odd],
    ];
    for arguments in refused {
        let ended = run(arguments);
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {ended:?}");
        let said = ended.stderr.join("\n");
        let seen = javawire::inspect::visible(&said.replace('\n', "")).into_owned();
        assert_eq!(seen, said.replace('\n', ""), "{arguments:?}");
        assert!(said.contains("\\u{202e}\\u{200b}\\u{2066}\\n\\r"), "{said}");
    }
    // Where it is what is odd that was wrong, it is cited all the same.
    let ended = run(&["dump", "--skip", "1\u{200b}"]);
    assert!(ended.stderr[0].contains("'1\\u{200b}'"), "{ended:?}");
}
