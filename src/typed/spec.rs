//! What a `class!` table says of a class: levels, members, types.

use std::sync::OnceLock;

use super::registry::Registered;
use crate::event::FieldType;

/// A Java class, as a Rust type stands for it.
#[derive(Debug)]
pub struct ClassSpec {
    rust: &'static str,
    levels: &'static [LevelSpec],
    pub(super) registered: OnceLock<Registered>,
}

/// What one class of a hierarchy adds, the topmost first.
#[derive(Debug)]
pub struct LevelSpec {
    name: &'static str,
    suid: i64,
    form: Form,
    members: &'static [Member],
}

/// How a class writes its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Its fields.
    Fields,
    /// Its fields, and by `writeObject` something after them.
    FieldsAndData,
    /// By `writeObject`, which leaves the fields out.
    Data,
    /// By `writeExternal`.
    External,
    /// Its fields, and of whatever version: a JVM does not compare those of records.
    Record,
}

/// A field, or a piece of what a `writeObject` or `writeExternal` writes.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    name: &'static str,
    kind: MemberKind,
}

/// Where a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MemberKind {
    /// In a field of this type, as Java spells it.
    Field(FieldType, &'static str),
    /// Among the data.
    Data(Data),
}

/// A piece of data, by what writes it: `writeInt`, `writeUTF`, `writeObject`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// A primitive value.
    Primitive(FieldType),
    /// A text, by `writeUTF`.
    Utf,
    /// An object.
    Object,
    /// All that follows.
    Rest,
}

impl ClassSpec {
    /// Returns the class of the Rust type of this name.
    pub const fn new(rust: &'static str, levels: &'static [LevelSpec]) -> Self {
        assert!(!levels.is_empty(), "class!: a class has a level at least");
        let mut rest = levels;
        while let Some((level, behind)) = rest.split_first() {
            // A JVM writes nothing of what it extends, but the descriptors.
            assert!(
                !matches!(level.form, Form::External) || levels.len() == 1,
                "class!: a class that is external has one level, for it writes nothing of others"
            );
            rest = behind;
        }
        ClassSpec {
            rust,
            levels,
            registered: OnceLock::new(),
        }
    }

    /// Returns the name of the Rust type.
    pub(super) const fn rust(&self) -> &'static str {
        self.rust
    }

    pub(super) const fn levels(&self) -> &'static [LevelSpec] {
        self.levels
    }

    /// Returns the name of the class itself.
    pub const fn name(&self) -> &'static str {
        match self.levels.last() {
            Some(level) => level.name,
            None => "",
        }
    }

    /// All members, level after level.
    pub(super) fn members(&self) -> impl Iterator<Item = &'static Member> {
        self.levels.iter().flat_map(|level| level.members)
    }
}

impl LevelSpec {
    /// Returns a level. The order of its fields is Java's: primitives, then all others, each by name.
    pub const fn new(
        name: &'static str,
        suid: i64,
        form: Form,
        members: &'static [Member],
    ) -> Self {
        let mut before: Option<&Member> = None;
        let mut rest = members;
        while let Some((member, behind)) = rest.split_first() {
            if let MemberKind::Field(..) = member.kind {
                if let Some(before) = before {
                    assert_order(before, member);
                }
                before = Some(member);
            }
            rest = behind;
        }
        LevelSpec {
            name,
            suid,
            form,
            members,
        }
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) const fn suid(&self) -> i64 {
        self.suid
    }

    pub(super) const fn form(&self) -> Form {
        self.form
    }

    pub(super) const fn members(&self) -> &'static [Member] {
        self.members
    }

    /// Its fields, in the order of the stream.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, FieldType, &'static str)> {
        self.members.iter().filter_map(|member| match member.kind {
            MemberKind::Field(code, ty) => Some((member.name, code, ty)),
            MemberKind::Data(_) => None,
        })
    }
}

impl Member {
    /// Returns a field of a type that is spelled as in Java.
    pub const fn field(name: &'static str, ty: &'static str) -> Self {
        Member {
            name,
            kind: MemberKind::Field(code_of(ty), ty),
        }
    }

    /// Returns a piece of data, which has a name in Rust alone.
    pub const fn data(name: &'static str, data: Data) -> Self {
        Member {
            name,
            kind: MemberKind::Data(data),
        }
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) const fn kind(&self) -> MemberKind {
        self.kind
    }
}

impl Data {
    /// Returns what this word of a table means.
    #[expect(clippy::panic, reason = "the compiler runs it, and stops")]
    pub const fn of(word: &'static str) -> Self {
        match word.as_bytes() {
            b"utf" => Data::Utf,
            b"object" => Data::Object,
            b"rest" => Data::Rest,
            _ => match code_of(word) {
                FieldType::Array | FieldType::Object => panic!(
                    "class!: what writeObject writes is boolean, byte, char, short, int, long, \
                     float, double, utf, object or rest"
                ),
                primitive => Data::Primitive(primitive),
            },
        }
    }
}

/// The type code of a type that is spelled as in Java.
pub(super) const fn code_of(ty: &str) -> FieldType {
    match ty.as_bytes() {
        b"byte" => FieldType::Byte,
        b"char" => FieldType::Char,
        b"double" => FieldType::Double,
        b"float" => FieldType::Float,
        b"int" => FieldType::Int,
        b"long" => FieldType::Long,
        b"short" => FieldType::Short,
        b"boolean" => FieldType::Boolean,
        [.., b'[', b']'] => FieldType::Array,
        _ => FieldType::Object,
    }
}

/// Stops the compiler where a field stands before one that Java writes earlier.
#[expect(clippy::panic, reason = "the compiler runs it, and stops")]
const fn assert_order(before: &Member, member: &Member) {
    let is_ordered = match (is_primitive(before), is_primitive(member)) {
        (true, false) => true,
        (false, true) => false,
        _ => is_before(before.name.as_bytes(), member.name.as_bytes()),
    };
    if !is_ordered {
        let mut message = Message::new();
        message.push("class!: field ");
        message.push(member.name);
        message.push(" stands after ");
        message.push(before.name);
        message.push(": Java writes primitives first, then all others, each by name");
        panic!("{}", message.text());
    }
}

const fn is_primitive(member: &Member) -> bool {
    match member.kind {
        MemberKind::Field(code, _) => code.width().is_some(),
        MemberKind::Data(_) => false,
    }
}

/// Whether `a` comes before `b` by the bytes.
const fn is_before(mut a: &[u8], mut b: &[u8]) -> bool {
    loop {
        match (a.split_first(), b.split_first()) {
            (Some((x, rest_a)), Some((y, rest_b))) if *x == *y => (a, b) = (rest_a, rest_b),
            (Some((x, _)), Some((y, _))) => return *x < *y,
            (None, Some(_)) => return true,
            (_, None) => return false,
        }
    }
}

/// A text that the compiler puts together.
struct Message {
    bytes: [u8; 256],
    length: usize,
}

impl Message {
    const fn new() -> Self {
        Message {
            bytes: [0; 256],
            length: 0,
        }
    }

    const fn push(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        while let Some((byte, behind)) = rest.split_first() {
            if let Some((place, _)) = self.bytes.split_at_mut(self.length).1.split_first_mut() {
                *place = *byte;
                self.length = self.length.saturating_add(1);
            }
            rest = behind;
        }
    }

    const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "class!: the order of fields",
        }
    }
}

/// The name of a field that is a keyword in Rust, without the mark of that.
const fn without_raw(rust: &[u8]) -> &[u8] {
    match rust {
        [b'r', b'#', name @ ..] => name,
        name => name,
    }
}

/// How long the Java name of a Rust field is: `order_id` is `orderId`.
pub const fn camel_length(rust: &str) -> usize {
    let mut rest = without_raw(rust.as_bytes());
    let mut length = 0_usize;
    while let Some((byte, behind)) = rest.split_first() {
        length = length.saturating_add((*byte != b'_') as usize);
        rest = behind;
    }
    length
}

/// The Java name of a Rust field.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler runs it, and stops at a place that is not there"
)]
pub const fn camel<const N: usize>(rust: &str) -> [u8; N] {
    let mut name = [0; N];
    let mut at = 0_usize;
    let mut rest = without_raw(rust.as_bytes());
    let mut capital = false;
    while let Some((byte, behind)) = rest.split_first() {
        if *byte == b'_' {
            capital = true;
        } else {
            name[at] = if capital {
                byte.to_ascii_uppercase()
            } else {
                *byte
            };
            at = at.saturating_add(1);
            capital = false;
        }
        rest = behind;
    }
    name
}

/// How long the Java name of a variant is: `PaidInFull` is `PAID_IN_FULL`.
pub const fn screaming_length(rust: &str) -> usize {
    let mut rest = rust.as_bytes();
    let mut length = 0_usize;
    while let Some((byte, behind)) = rest.split_first() {
        let begins_word = byte.is_ascii_uppercase() && length > 0;
        length = length
            .saturating_add(1)
            .saturating_add(begins_word as usize);
        rest = behind;
    }
    length
}

/// The Java name of a variant.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler runs it, and stops at a place that is not there"
)]
pub const fn screaming<const N: usize>(rust: &str) -> [u8; N] {
    let mut name = [b'_'; N];
    let mut at = 0_usize;
    let mut rest = rust.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let begins_word = byte.is_ascii_uppercase() && at > 0;
        at = at.saturating_add(begins_word as usize);
        name[at] = byte.to_ascii_uppercase();
        at = at.saturating_add(1);
        rest = behind;
    }
    name
}

/// The text of these bytes, which came from a text.
pub const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
