//! `javawire completions` and `javawire man`: made from the command line's own description,
//! so that they fit whatever commands there are.

use std::io::{self, Write as _};

use clap::{Args, Command};
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::output::unless_closed;

/// What the program ends with, whatever it was asked for.
const EXIT_STATUS: [(&str, &str); 3] = [
    (
        "0",
        "All went well. It is no failure if nobody reads stdout to its end, or if a server or \
         client was told to end, by Ctrl-C or SIGTERM, and every conversation came to its end.",
    ),
    (
        "1",
        "It failed, and the last line on stderr says why. What dump and decode could show of a \
         stream that breaks, or that a JVM would refuse, stands on stdout all the same.",
    ),
    (
        "2",
        "The command line is not one that the program takes, and nothing was done.",
    ),
];

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints what a shell is to read so that it completes the arguments of `javawire`.
pub(super) fn completions(completions: &Completions, mut command: Command) -> anyhow::Result<()> {
    let mut text = Vec::new();
    generate(completions.shell, &mut command, "javawire", &mut text);
    print(&text)
}

/// Prints the manual page: one for all, with a part for each command.
pub(super) fn page(mut command: Command) -> anyhow::Result<()> {
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut waiting: Vec<&Command> = visible(&command);
    while let Some(command) = waiting.pop() {
        let within = visible(command);
        if within.is_empty() {
            part(command, &mut page)?;
        }
        waiting.extend(within);
    }
    exit_status(&mut page)?;
    man.render_version_section(&mut page)?;
    print(&page)
}

/// The part of the page about one command.
fn part(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let title = command.get_display_name().unwrap_or(command.get_name());
    writeln!(page, ".SH \"{}\"", title.replace('-', " ").to_uppercase())?;
    let man = Man::new(command.clone());
    let mut sections = Vec::new();
    man.render_synopsis_section(&mut sections)?;
    man.render_description_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    example(command, &mut sections)?;
    // A section of a page of its own is a subsection here.
    let sections = String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ");
    match sections.strip_prefix(".SH ") {
        Some(rest) => write!(page, ".SS {rest}"),
        None => page.write_all(sections.as_bytes()),
    }
}

/// What `--help` ends with: what the example is for, and its line.
fn example(command: &Command, sections: &mut Vec<u8>) -> io::Result<()> {
    let help = command.get_after_help().map(ToString::to_string);
    let Some((title, line)) = help.as_deref().and_then(|help| help.split_once('\n')) else {
        return Ok(());
    };
    let title = title.strip_prefix("Example: ").unwrap_or(title);
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLE"]);
    roff.text([roman(format!("{title}:"))]);
    roff.control("PP", []);
    roff.control("nf", []);
    roff.text([bold(line)]);
    roff.control("fi", []);
    roff.to_writer(sections)
}

fn exit_status(page: &mut Vec<u8>) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_STATUS {
        roff.control("TP", []);
        roff.text([bold(code)]);
        roff.text([roman(meaning)]);
    }
    roff.to_writer(page)
}

/// The subcommands, the first one last.
fn visible(command: &Command) -> Vec<&Command> {
    let subcommands = command.get_subcommands();
    let visible = subcommands
        .filter(|subcommand| !subcommand.is_hide_set() && subcommand.get_name() != "help");
    let mut visible: Vec<_> = visible.collect();
    visible.reverse();
    visible
}

fn print(text: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    unless_closed(stdout.write_all(text).and_then(|()| stdout.flush())).map(|_| ())
}
