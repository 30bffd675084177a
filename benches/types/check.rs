//! Packages with nothing but types in them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use crate::{Error, ending, time};

/// A package whose dependencies are compiled.
pub(crate) struct Package {
    directory: PathBuf,
}

impl Package {
    /// Returns one with the types that the generator wrote.
    pub(crate) fn with_types(directory: &Path, generated: &str) -> Result<Self, Error> {
        let root = ending::root().display();
        let dependencies = format!(
            "javawire = {{ path = {:?}, default-features = false }}\n",
            root.to_string()
        );
        Package::make(directory, &dependencies, generated)
    }

    /// Returns one with the same structs, for serde: of what `class!` says, the fields alone. What is
    /// no type of Rust's own is a `String`.
    pub(crate) fn with_derives(directory: &Path, generated: &str) -> Result<Self, Error> {
        let mut text = String::from("use serde::{Deserialize, Serialize};\n");
        let mut is_inside = false;
        for line in generated.lines() {
            if line.starts_with("pub struct ") {
                is_inside = line.ends_with('{');
                writeln!(text, "#[derive(Serialize, Deserialize)]\n{line}")?;
            } else if is_inside && line == "}" {
                is_inside = false;
                text.push_str("}\n");
            } else if is_inside && let Some((field, rust)) = line.split_once(": ") {
                let is_plain = ["i32", "i64", "f64", "bool", "Option<i32>", "Vec<u8>"]
                    .contains(&rust.trim_end_matches(','));
                let rust = if is_plain { rust } else { "Option<String>," };
                writeln!(text, "{field}: {rust}")?;
            }
        }
        let dependencies = "serde = { version = \"1.0\", features = [\"derive\"] }\n";
        Package::make(directory, dependencies, &text)
    }

    fn make(directory: &Path, dependencies: &str, text: &str) -> Result<Self, Error> {
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"checked\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n[workspace]\n"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        // The versions that this package was tested with.
        fs::copy(
            ending::root().join("Cargo.lock"),
            directory.join("Cargo.lock"),
        )?;
        fs::write(
            directory.join("src/lib.rs"),
            format!("#![allow(missing_docs)]\n{text}"),
        )?;
        let package = Package {
            directory: directory.to_owned(),
        };
        package.check()?;
        Ok(package)
    }

    /// How long it takes to check this package alone.
    pub(crate) fn check(&self) -> Result<Duration, Error> {
        let source = self.directory.join("src/lib.rs");
        let text = fs::read(&source)?;
        fs::write(&source, text)?;
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        time(
            Command::new(cargo)
                .arg("check")
                .current_dir(&self.directory)
                .env("CARGO_TARGET_DIR", self.directory.join("target"))
                .env_remove("RUSTFLAGS"),
        )
    }
}
