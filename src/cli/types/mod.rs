//! `javawire types`: what classes look like, and Rust types for them.
//!
//! * `inputs.rs`: class files, jars, jmods, directories; `samples.rs`: captures
//! * `values.rs`: how `--map` is written

mod inputs;
mod samples;
mod values;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use javawire::class_file::{ClassFile, Classes};
use javawire::types::Generator;

use self::inputs::Inputs;
use self::values::Mapped;
use super::output::unless_closed;

#[derive(Debug, Args)]
pub(super) struct Types {
    /// Class files, jars, jmods, directories of them, or captures in any form that dump takes
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    /// A class, as Class.getName() has it, such as com.shop.Order or, in quotes for the shell,
    /// 'com.shop.Order$Line'; may be given several times
    ///
    /// What it refers to comes along. Without this option, all classes of the objects at the top
    /// of the captures; with --list, all that are serializable.
    #[arg(long = "class", value_name = "NAME")]
    named: Vec<String>,
    /// A capture that shows what is null, what is shared, and what an Object or a List really
    /// holds; may be given several times
    #[arg(long, value_name = "CAPTURE", conflicts_with = "list")]
    samples: Vec<PathBuf>,
    /// The Rust type for a class, and the codec that reads and writes it
    #[arg(long, value_name = "JAVA=RUST[:CODEC]", value_parser = values::mapped, conflicts_with = "list")]
    map: Vec<Mapped>,
    /// A field that is never null, such as com.shop.Item.sku, or its elements:
    /// com.shop.Order.items[]
    #[arg(long, value_name = "NAME", conflicts_with = "list")]
    required: Vec<String>,
    /// A field that may be null, or its elements
    #[arg(long, value_name = "NAME", conflicts_with = "list")]
    optional: Vec<String>,
    /// Say what differs between the classes and the tables in this Rust file, and end with 1 if
    /// anything does; may be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    check: Vec<PathBuf>,
    /// List the serializable classes instead, each with its serialVersionUID and its fields
    #[arg(long)]
    list: bool,
}

pub(super) fn run(arguments: &Types) -> anyhow::Result<()> {
    let inputs = inputs::read(&arguments.inputs)?;
    if arguments.list {
        return list(&inputs, &arguments.named);
    }
    let generator = generator(arguments, inputs)?;
    match &arguments.check[..] {
        [] => {
            let text = generator.text().map_err(anyhow::Error::msg)?;
            unless_closed(io::stdout().lock().write_all(text.as_bytes()))?;
            Ok(())
        }
        files => check(&generator, files),
    }
}

/// Returns the classes of a jar, class file or directory.
///
/// # Errors
///
/// If it cannot be read, or is none of these.
pub(super) fn classes(path: &Path) -> anyhow::Result<Classes> {
    let inputs = inputs::read(&[path.to_owned()])?;
    match inputs.captures.is_empty() {
        true => Ok(inputs.classes),
        false => bail!("it is no class file, jar or jmod"),
    }
}

fn generator(arguments: &Types, inputs: Inputs) -> anyhow::Result<Generator> {
    let samples = samples::read(
        inputs.captures.iter().chain(&arguments.samples),
        &inputs.classes,
    )?;
    let mut generator = Generator::new(inputs.classes);
    for path in arguments.inputs.iter().chain(&arguments.samples) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        generator = generator.with_origin(name.to_string_lossy());
    }
    for sample in &samples {
        generator = generator.with_sample(sample);
    }
    for name in &arguments.named {
        generator = generator.with_class(name);
    }
    for Mapped { java, rust, codec } in &arguments.map {
        generator = generator.with_type(java, rust, codec.clone());
    }
    generator = arguments
        .required
        .iter()
        .fold(generator, Generator::with_required);
    Ok(arguments
        .optional
        .iter()
        .fold(generator, Generator::with_optional))
}

/// Prints what differs.
fn check(generator: &Generator, files: &[PathBuf]) -> anyhow::Result<()> {
    let mut read = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        read.push((name, text));
    }
    let texts: Vec<(&str, &str)> = read
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let found = generator
        .differences_of(&texts)
        .map_err(anyhow::Error::msg)?;
    let mut stdout = io::stdout().lock();
    for difference in &found {
        let line = javawire::inspect::visible(difference);
        if unless_closed(writeln!(stdout, "{line}"))?.is_none() {
            break;
        }
    }
    let names: Vec<&str> = texts.iter().map(|(name, _)| *name).collect();
    let (names, verb) = (
        names.join(", "),
        if names.len() == 1 {
            "differs"
        } else {
            "differ"
        },
    );
    match found.len() {
        0 => Ok(()),
        1 => bail!("{names} {verb} from the classes"),
        count => bail!("{names} {verb} from the classes in {count} places"),
    }
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
        let meant = classes.like(name);
        let meant = meant.map(|meant| format!(": did you mean '{meant}'?"));
        bail!(
            "the class {name} is not among the inputs{}",
            meant.unwrap_or_default()
        );
    };
    if !classes.nature(name).is_serializable {
        bail!("{name} is not serializable: neither it nor what it extends implements Serializable");
    }
    Ok(class)
}
