//! `javawire completions` and `javawire man`: made from the command line's own description,
//! so that they hold whatever commands there are.

use std::io::{self, Write as _};

use clap::{Args, Command};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::output::unless_closed;

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
    man.render_extra_section(&mut sections)?;
    // A section of a page of its own is a subsection here.
    let sections = String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ");
    match sections.strip_prefix(".SH ") {
        Some(rest) => write!(page, ".SS {rest}"),
        None => page.write_all(sections.as_bytes()),
    }
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
