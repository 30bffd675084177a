//! The files of `javawire types`: class files, jars, jmods, and directories of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use javawire::class_file::Classes;

use crate::cli::diagnostics::note;
use crate::cli::packets;

/// How many problems with single classes are told.
const TOLD: usize = 5;

/// What all inputs hold together.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    pub(super) classes: Classes,
    /// Inputs that hold no classes, and so are taken for captures.
    pub(super) captures: Vec<PathBuf>,
}

/// Reads all inputs.
///
/// # Errors
///
/// If one cannot be read, or is broken as a whole.
pub(super) fn read(paths: &[PathBuf]) -> anyhow::Result<Inputs> {
    let mut inputs = Inputs::default();
    for path in paths {
        let metadata =
            fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
        if !metadata.is_dir() {
            inputs.add(path, false)?;
            continue;
        }
        let files = within(path)?;
        if files.is_empty() && packets::has_recordings(path)? {
            inputs.captures.push(path.clone());
        }
        for file in files {
            inputs.add(&file, true)?;
        }
    }
    inputs.tell_problems();
    Ok(inputs)
}

impl Inputs {
    /// Adds a file. In a directory, one of many may be broken.
    fn add(&mut self, path: &Path, is_one_of_many: bool) -> anyhow::Result<()> {
        let name = path.display().to_string();
        let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let is_known = [&b"\xCA\xFE\xBA\xBE"[..], b"PK", b"JM\x01\0"]
            .iter()
            .any(|magic| bytes.starts_with(magic));
        let says_so = path.extension().is_some_and(|extension| {
            ["class", "jar", "jmod"]
                .iter()
                .any(|known| extension == *known)
        });
        if !is_known && !says_so {
            self.captures.push(path.to_owned());
            return Ok(());
        }
        match self.classes.add(&name, &bytes) {
            Ok(_) => Ok(()),
            Err(error) if is_one_of_many => {
                note(&format!("{name}: {error}"));
                Ok(())
            }
            Err(error) => bail!("{name}: {error}"),
        }
    }

    fn tell_problems(&self) {
        let (problems, more) = self.classes.problems();
        for problem in problems.iter().take(TOLD) {
            note(problem);
        }
        let left = problems.len().saturating_sub(TOLD).saturating_add(more);
        if left > 0 {
            note(&format!("{left} more classes cannot be read"));
        }
    }
}

/// The class files and archives in a directory, by name. Links to directories are not followed,
/// which may lead back.
fn within(directory: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut directories = vec![directory.to_owned()];
    while let Some(directory) = directories.pop() {
        let cannot = || format!("cannot read {}", directory.display());
        for entry in fs::read_dir(&directory).with_context(cannot)? {
            let entry = entry.with_context(cannot)?;
            let path = entry.path();
            if entry.file_type().with_context(cannot)?.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| {
                ["class", "jar", "jmod"]
                    .iter()
                    .any(|known| extension == *known)
            }) {
                found.insert(path);
            }
        }
    }
    Ok(found)
}
