//! `completions` and `man`: they tell of every command there is.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::{assert_succeeded, run};

/// The commands, as `--help` lists them.
fn commands() -> Vec<String> {
    let help = run(&["--help"]).stdout;
    let listed = help.iter().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let commands = listed.filter(|line| !line.starts_with("    "));
    let names = commands.filter_map(|line| line.split_whitespace().next());
    names
        .map(str::to_owned)
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn completions_name_every_command() {
    let commands = commands();
    assert!(
        commands.len() > 4 && commands.contains(&"dump".to_owned()),
        "{commands:?}"
    );
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ended = run(&["completions", shell]);
        assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        assert!(ended.stderr.is_empty(), "{ended:?}");
        let text = ended.stdout.join("\n");
        for command in &commands {
            assert!(text.contains(command), "{shell}: no {command}");
        }
        for word in ["max-phrase", "raw", "color"] {
            assert!(text.contains(word), "{shell}: no {word}");
        }
    }
    assert_eq!(run(&["completions", "csh"]).status.code(), Some(2));
}

/// What bash is told makes it complete.
#[test]
#[cfg(unix)]
fn bash_completes_what_it_is_told() {
    let script = run(&["completions", "bash"]).stdout.join("\n");
    let ask = "COMP_WORDS=(javawire du); COMP_CWORD=1; _javawire javawire du javawire; \
               echo \"${COMPREPLY[@]}\"";
    let mut command = Command::new("bash");
    command
        .args(["--norc", "-s"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut bash = match command.spawn() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return crate::support::process::say("there is no bash here");
        }
        bash => bash.unwrap(),
    };
    let mut stdin = bash.stdin.take().unwrap();
    writeln!(stdin, "{script}\n{ask}").unwrap();
    drop(stdin);
    let output = bash.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "dump");
}

#[test]
fn manual_page_tells_of_every_command() {
    let ended = run(&["man"]);
    assert_succeeded(
        &ended,
        &ended.stdout.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let page = ended.stdout.join("\n");
    assert!(page.contains(".TH javawire 1"), "{page}");
    for command in commands() {
        let title = format!(".SH \"JAVAWIRE {}", command.to_uppercase());
        assert!(page.contains(&title), "no {title}");
    }
    for option in [
        "\\-\\-max\\-phrase",
        "\\-\\-raw",
        ".SS EXAMPLE",
        ".SH \"EXIT STATUS\"",
    ] {
        assert!(page.contains(option), "no {option}");
    }
    assert!(!page.contains("EXTRA"), "{page}");
}
