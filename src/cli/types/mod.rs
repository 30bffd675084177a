//! `javawire types`: what classes look like, from jars and class files.
//!
//! * `inputs.rs`: the files

mod inputs;

use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use javawire::class_file::{ClassFile, Classes};

use self::inputs::Inputs;
use super::output::unless_closed;

#[derive(Debug, Args)]
pub(super) struct Types {
    /// Class files, jars, jmods, or directories of them
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    /// A class, as Class.getName() has it, such as com.shop.Order; may be given several times
    #[arg(long = "class", value_name = "NAME")]
    named: Vec<String>,
    /// List the serializable classes, each with its serialVersionUID and its fields
    #[arg(long)]
    list: bool,
}

pub(super) fn run(arguments: &Types) -> anyhow::Result<()> {
    let inputs = inputs::read(&arguments.inputs)?;
    list(&inputs, &arguments.named)
}

/// Lists the classes that were named, or else all that are serializable.
fn list(inputs: &Inputs, named: &[String]) -> anyhow::Result<()> {
    let classes = &inputs.classes;
    if let Some(capture) = inputs.captures.first() {
        bail!(
            "{} is no class file, jar or jmod: --list has what those say",
            capture.display()
        );
    }
    let chosen: Vec<&ClassFile> = match named {
        [] => classes.serializable().collect(),
        _ => named
            .iter()
            .map(|name| class(classes, name))
            .collect::<anyhow::Result<_>>()?,
    };
    if chosen.is_empty() {
        let count = classes.len();
        bail!("none of {count} classes is serializable");
    }
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    for (index, class) in chosen.into_iter().enumerate() {
        let listing = classes.listing(class).to_string();
        let lines = listing.lines().map(javawire::inspect::visible);
        let text: String = lines.flat_map(|line| [line, "\n".into()]).collect();
        let gap = if index == 0 { "" } else { "\n" };
        if unless_closed(write!(stdout, "{gap}{text}"))?.is_none() {
            return Ok(());
        }
    }
    unless_closed(stdout.flush())?;
    Ok(())
}

/// The class of this name, which must be there and be serializable.
fn class<'c>(classes: &'c Classes, name: &str) -> anyhow::Result<&'c ClassFile> {
    let Some(class) = classes.get(name) else {
        bail!("the class {name} is not among the inputs");
    };
    if !classes.nature(name).is_serializable {
        bail!("{name} is not serializable: neither it nor what it extends implements Serializable");
    }
    Ok(class)
}
