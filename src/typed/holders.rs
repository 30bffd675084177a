//! Objects of the JDK that hold a value or two.

use super::by_table::{by_table, read_table};
use super::classes::Classes;
use super::fault::not_a;
use super::input::In;
use super::output::Out;
use super::{ReadJava, WriteJava, class};
use crate::error::Result;
use crate::graph::Raw;

/// A `java.util.concurrent.atomic.AtomicInteger`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AtomicInteger {
    /// Its value.
    pub value: i32,
}
class! { AtomicInteger {
    "java.lang.Number" = -8742448824652078965 {}
    "java.util.concurrent.atomic.AtomicInteger" = 6214790243416807050 { value; }
} }

/// A `java.util.concurrent.atomic.AtomicLong`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AtomicLong {
    /// Its value.
    pub value: i64,
}
class! { AtomicLong {
    "java.lang.Number" = -8742448824652078965 {}
    "java.util.concurrent.atomic.AtomicLong" = 1927816293512124184 { value; }
} }

/// A `java.util.BitSet`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BitSet {
    /// The bits, 64 in each: the lowest bit of the first is bit 0.
    pub bits: Vec<i64>,
}
class! { BitSet { "java.util.BitSet" = 7997698588986878753 { bits; + writeObject {} } } }

impl BitSet {
    /// Returns whether a bit is set.
    pub fn contains(&self, bit: usize) -> bool {
        let word = self.bits.get(bit / 64).copied().unwrap_or_default();
        word.checked_shr(u32::try_from(bit % 64).unwrap_or(0))
            .unwrap_or(0)
            & 1
            == 1
    }
}

/// A `java.io.File`: a path, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct File {
    /// The path, with the separator of the system that wrote it.
    pub path: String,
    /// That separator.
    pub separator: u16,
}
class! { File { "java.io.File" = 301077366599181567 {
    path;
    + writeObject { separator: char; }
} } }

impl File {
    /// Returns a path whose parts are separated by `/`.
    pub fn new(path: impl Into<String>) -> Self {
        File {
            path: path.into(),
            separator: u16::from(b'/'),
        }
    }
}

/// A `java.net.URL`, in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// What `URL.hashCode` gave, −1 where it was not called.
    pub hash_code: i32,
    /// −1 for that of the protocol.
    pub port: i32,
    /// Host and port, and perhaps a user.
    pub authority: Option<String>,
    /// Path and query.
    pub file: Option<String>,
    /// The host.
    pub host: Option<String>,
    /// `http`
    pub protocol: Option<String>,
    /// What stands behind `#`.
    pub reference: Option<String>,
}
class! { Url { "java.net.URL" = -7627629688361524110 {
    hash_code;
    port;
    authority;
    file;
    host;
    protocol;
    reference = "ref";
    + writeObject {}
} } }

/// A `java.net.InetAddress` of four bytes, perhaps with the name that it was found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InetAddress {
    /// The four bytes.
    pub address: i32,
    /// 1
    pub family: i32,
    /// The name, if one is known.
    pub host_name: Option<String>,
}
class! { InetAddress { "java.net.InetAddress" = 3286316764910316507 {
    address;
    family;
    host_name;
    + writeObject {}
} } }

impl InetAddress {
    /// Returns the address of these four bytes, without a name.
    pub fn new(bytes: [u8; 4]) -> Self {
        InetAddress {
            address: i32::from_be_bytes(bytes),
            family: 1,
            host_name: None,
        }
    }

    /// Returns the four bytes.
    pub fn octets(&self) -> [u8; 4] {
        self.address.to_be_bytes()
    }
}

/// A `java.util.concurrent.atomic.AtomicBoolean`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AtomicBoolean {
    /// Its value.
    pub value: bool,
}

struct BooleanTable {
    value: i32,
}
class! { BooleanTable {
    "java.util.concurrent.atomic.AtomicBoolean" = 4654671469794556979 { value; }
} }

/// A `java.lang.StringBuilder`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StringBuilder(
    /// The characters, as Java has them.
    pub Vec<u16>,
);

struct BuilderTable {
    count: i32,
    value: Vec<u16>,
}
class! { BuilderTable { "java.lang.StringBuilder" = 4383685877147921099 {
    + writeObject { count: int; value: object as Chars; }
} } }

/// A `java.lang.StringBuffer`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StringBuffer(
    /// The characters, as Java has them.
    pub Vec<u16>,
);

struct BufferTable {
    count: i32,
    shared: bool,
    value: Vec<u16>,
}
class! { BufferTable { "java.lang.StringBuffer" = 3388685877147921107 {
    count;
    shared;
    value;
    + writeObject {}
} } }

/// A `char[]` where nothing declares it as one.
enum Chars {}

impl super::Codec<Vec<u16>> for Chars {
    const JAVA: &'static str = "char[]";

    fn read(input: &mut In<'_>, value: Raw) -> Result<Vec<u16>> {
        Vec::read(input, value)
    }

    fn write(value: &Vec<u16>, out: &mut Out<'_>, _: &'static str) -> Result<()> {
        value.write(out, "char[]")
    }

    fn classes(_: &mut Classes) {}
}

/// The characters that count, of those for which there is room.
fn counted<T>(count: i32, mut all: Vec<u16>) -> Result<Vec<u16>> {
    match usize::try_from(count) {
        Ok(count) if count <= all.len() => {
            all.truncate(count);
            Ok(all)
        }
        _ => Err(not_a::<T>(format!(
            "{count} characters, of which there are {}",
            all.len()
        ))),
    }
}

fn count_of(all: &[u16]) -> Result<i32> {
    super::lists::size("java.lang.StringBuilder", all.len())
}

by_table!(
    AtomicBoolean = "java.util.concurrent.atomic.AtomicBoolean" as BooleanTable,
    |table| Ok(AtomicBoolean {
        value: table.value != 0
    }),
    |this| Ok(BooleanTable {
        value: i32::from(this.value)
    })
);
by_table!(
    StringBuilder = "java.lang.StringBuilder" as BuilderTable,
    |table| counted::<Self>(table.count, table.value).map(StringBuilder),
    |this| Ok(BuilderTable {
        count: count_of(&this.0)?,
        value: this.0.clone()
    })
);
by_table!(
    StringBuffer = "java.lang.StringBuffer" as BufferTable,
    |table| counted::<Self>(table.count, table.value).map(StringBuffer),
    |this| Ok(BufferTable {
        count: count_of(&this.0)?,
        shared: false,
        value: this.0.clone()
    })
);

/// What can be made of a text, and shown as one.
macro_rules! texts {
    ($($Rust:ident)+) => {$(
        impl From<&str> for $Rust {
            fn from(text: &str) -> Self {
                $Rust(text.encode_utf16().collect())
            }
        }

        /// Half surrogates are shown as `�`.
        impl std::fmt::Display for $Rust {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&String::from_utf16_lossy(&self.0))
            }
        }
    )+};
}

texts! { StringBuilder StringBuffer }
