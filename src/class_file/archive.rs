//! Jars and jmods: the class files in an archive, and those in the jars within it.

use std::collections::BTreeMap;

use rawzip::{CompressionMethod, ZipArchive, ZipSliceArchive};

use super::error::{ClassFileError, Result};
use super::inflate::inflate;

/// The longest class file.
const MOST_OF_CLASS: usize = 16 << 20;

/// The longest jar within an archive.
const MOST_OF_JAR: usize = 256 << 20;

/// How much all entries of an archive may inflate to, those of jars within it included.
const MOST_OF_ALL: usize = 4 << 30;

/// What a jmod has before its archive.
const JMOD: &[u8] = b"JM\x01\0";

/// What takes the class files, each with the name of its entry, or what is wrong with one.
type Taker<'t> = dyn FnMut(&str, Result<&[u8]>) -> Result<()> + 't;

/// Returns whether these bytes are an archive, by their beginning.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(JMOD)
}

/// Hands over each class file of an archive with the name of its entry, or what is wrong with it.
///
/// # Errors
///
/// If it is no archive, or one that is meant to do harm.
pub(super) fn each_class(bytes: &[u8], take: &mut Taker<'_>) -> Result<()> {
    let mut left = MOST_OF_ALL;
    let jars = read(bytes, "", &mut left, take)?;
    // A jar within a jar is one that a program carries along; there is none within that.
    for name in jars {
        let jar = entry_named(bytes, &name, &mut left);
        match jar {
            Ok(jar) => {
                if let Err(error) = read(&jar, &format!("{name}!/"), &mut left, take) {
                    take(&name, Err(error))?;
                }
            }
            Err(error) => take(&name, Err(error))?,
        }
    }
    Ok(())
}

/// Hands over the class files that stand in this archive itself. Returns the names of the jars.
fn read(bytes: &[u8], within: &str, left: &mut usize, take: &mut Taker<'_>) -> Result<Vec<String>> {
    let archive = open(bytes)?;
    let mut jars = Vec::new();
    let mut ranges = Ranges::default();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(|error| damaged(&error))? {
        let path = entry.file_path();
        let name = String::from_utf8_lossy(path.as_ref()).into_owned();
        if is_jar(&name) {
            jars.push(name);
            continue;
        }
        // Classes for newer versions of Java alone are those of the same name, written again.
        if !name.ends_with(".class") || name.starts_with("META-INF/versions/") {
            continue;
        }
        let found = Found {
            way: entry.wayfinder(),
            method: entry.compression_method(),
            is_encrypted: entry.flags().is_encrypted(),
        };
        let class = found.content(&archive, MOST_OF_CLASS, left, &mut ranges);
        let class = class.as_deref().map_err(Clone::clone);
        take(&format!("{within}{name}"), class)?;
    }
    Ok(jars)
}

/// The content of an entry.
fn entry_named(bytes: &[u8], name: &str, left: &mut usize) -> Result<Vec<u8>> {
    let archive = open(bytes)?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(|error| damaged(&error))? {
        if entry.file_path().as_ref() == name.as_bytes() {
            let found = Found {
                way: entry.wayfinder(),
                method: entry.compression_method(),
                is_encrypted: entry.flags().is_encrypted(),
            };
            return found.content(&archive, MOST_OF_JAR, left, &mut Ranges::default());
        }
    }
    Err(ClassFileError::new("it has gone"))
}

fn open(bytes: &[u8]) -> Result<ZipSliceArchive<&[u8]>> {
    let bytes = bytes.strip_prefix(JMOD).unwrap_or(bytes);
    ZipArchive::from_slice(bytes).map_err(|error| damaged(&error))
}

fn is_jar(name: &str) -> bool {
    name.ends_with(".jar") && !name.starts_with("META-INF/versions/")
}

/// An entry that was found in the directory of its archive.
struct Found {
    way: rawzip::ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    is_encrypted: bool,
}

impl Found {
    /// Returns its bytes, which are no more than `most`, and says where they stand.
    fn content(
        &self,
        archive: &ZipSliceArchive<&[u8]>,
        most: usize,
        left: &mut usize,
        ranges: &mut Ranges,
    ) -> Result<Vec<u8>> {
        if self.is_encrypted {
            return Err(ClassFileError::new("it is encrypted"));
        }
        let entry = archive
            .get_entry(self.way)
            .map_err(|error| damaged(&error))?;
        if !ranges.add(entry.compressed_data_range()) {
            let problem = "it overlaps another entry: the archive is meant to do harm";
            return Err(ClassFileError::new(problem));
        }
        let most = most.min(*left);
        let announced = self.way.uncompressed_size_hint();
        if announced > most as u64 {
            let problem = format!("it has {announced} bytes, more than {most}");
            return Err(ClassFileError::new(problem));
        }
        let content = match self.method {
            CompressionMethod::STORE if entry.data().len() <= most => entry.data().to_vec(),
            CompressionMethod::DEFLATE => inflate(entry.data(), most)?,
            method => {
                let problem = format!("it is compressed by {method:?}, which no JVM reads");
                return Err(ClassFileError::new(problem));
            }
        };
        *left = left.saturating_sub(content.len());
        let mut checksum = flate2::Crc::new();
        checksum.update(&content);
        let is_whole = content.len() as u64 == announced;
        if !is_whole || checksum.sum() != entry.claim_verifier().crc {
            let problem = "its length or checksum is wrong: the archive is damaged";
            return Err(ClassFileError::new(problem));
        }
        Ok(content)
    }
}

/// Where entries stand. In an archive whose entries overlap, a few bytes inflate to as much as
/// one likes.
#[derive(Default)]
struct Ranges(BTreeMap<u64, u64>);

impl Ranges {
    /// Adds one, unless it overlaps another.
    fn add(&mut self, (start, end): (u64, u64)) -> bool {
        let before = self.0.range(..=start).next_back();
        let behind = self.0.range(start..).next();
        let is_free = before.is_none_or(|(_, other)| *other <= start)
            && behind.is_none_or(|(other, _)| end <= *other);
        if is_free && start < end {
            self.0.insert(start, end);
        }
        is_free
    }
}

fn damaged(error: &rawzip::Error) -> ClassFileError {
    ClassFileError::new(format!("it is no archive, or a damaged one: {error}"))
}
