//! What a `writeObject` or `writeExternal` writes, read off its instructions.
//!
//! Up to the first branch all is certain: it is written by every object, in this order. What comes
//! behind that is only listed.

use std::sync::Arc;

use super::bytes::Bytes;
use super::class::weight;
use super::code::{Code, INVOKESPECIAL, Instruction};
use super::error::Result;
use super::java_type::JavaType;
use super::pool::{Member, Pool};

/// How many calls are listed.
const LISTED: usize = 24;

/// The classes whose methods write to the stream.
const STREAMS: [&str; 4] = [
    "java.io.ObjectOutputStream",
    "java.io.ObjectOutput",
    "java.io.DataOutput",
    "java.io.OutputStream",
];

/// What types a parameter has that takes a stream.
const STREAM_TYPES: [&str; 4] = [
    "Ljava/io/ObjectOutputStream;",
    "Ljava/io/ObjectOutput;",
    "Ljava/io/DataOutput;",
    "Ljava/io/OutputStream;",
];

/// A value that a `writeObject` or `writeExternal` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `writeBoolean`
    Boolean,
    /// `writeByte`, or `write(int)`
    Byte,
    /// `writeChar`
    Char,
    /// `writeShort`
    Short,
    /// `writeInt`
    Int,
    /// `writeLong`
    Long,
    /// `writeFloat`
    Float,
    /// `writeDouble`
    Double,
    /// `writeUTF`
    Utf,
    /// `writeObject`, or `writeUnshared`
    Object,
}

impl Kind {
    /// Returns the word that `class!` has for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Boolean => "boolean",
            Kind::Byte => "byte",
            Kind::Char => "char",
            Kind::Short => "short",
            Kind::Int => "int",
            Kind::Long => "long",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Utf => "utf",
            Kind::Object => "object",
        }
    }
}

/// One value that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datum {
    /// What it is.
    pub kind: Kind,
    /// The field that it comes from, or the method that returns it, if one can be told.
    pub name: Option<Arc<str>>,
    /// The type of that, if it is written as it is.
    pub declared: Option<JavaType>,
}

/// Whether a `writeObject` writes the fields of its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fields {
    /// Before all else: `defaultWriteObject`, or `writeFields`.
    First,
    /// Behind other data, where no reader but the class itself finds them.
    Late,
    /// Never.
    Not,
    /// In some objects, or in a method that it calls.
    Unknown,
}

/// What a `writeObject` or `writeExternal` writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    fields: Fields,
    data: Vec<Datum>,
    is_whole: bool,
    throws: bool,
    calls: Vec<Arc<str>>,
}

impl Written {
    /// Returns whether the fields are written. Of a `writeExternal` this says nothing.
    pub fn fields(&self) -> Fields {
        self.fields
    }

    /// Returns what every object writes besides the fields, in this order.
    pub fn data(&self) -> &[Datum] {
        &self.data
    }

    /// Returns whether nothing comes behind [`data`](Self::data).
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns whether it refuses to write any object.
    pub fn throws(&self) -> bool {
        self.throws
    }

    /// Returns the calls that write, in the order of the code, those included that only some
    /// objects come to.
    pub fn calls(&self) -> &[Arc<str>] {
        &self.calls
    }

    /// How much memory it takes, about.
    pub(super) fn weight(&self) -> usize {
        let calls = self.calls.iter().map(|name| weight(name));
        let data = self.data.iter().map(|datum| {
            let name = datum.name.as_deref().map_or(0, weight);
            let declared = datum.declared.as_ref().map_or(0, JavaType::weight);
            name.saturating_add(declared)
                .saturating_add(size_of::<Datum>())
        });
        calls.chain(data).fold(0, usize::saturating_add)
    }

    /// Reads the `Code` attribute of a method that has a stream as its only argument.
    pub(super) fn read(pool: &Pool<'_>, attribute: Bytes<'_>) -> Result<Self> {
        let code = Code::of_attribute(attribute)?;
        let seen = Seen::of(pool, code.clone())?;
        let mut way = Way::default();
        way.follow(pool, code)?;
        let fields = match (way.fields, seen.writes_fields) {
            (Some(fields), _) => fields,
            (None, true) => Fields::Unknown,
            (None, false) if seen.passes_on && !way.is_whole => Fields::Unknown,
            (None, false) => Fields::Not,
        };
        Ok(Written {
            fields,
            data: way.data,
            is_whole: way.is_whole,
            throws: way.throws,
            calls: seen.calls,
        })
    }
}

/// What a call does to the stream.
enum Effect {
    Fields,
    Datum(Kind),
    /// Nothing, such as `flush`.
    Nothing,
    /// Bytes whose number is not known, or a method that may write anything.
    Anything,
}

/// What the call of a method does to the stream; `None` if it is none of its affairs.
fn effect(call: &Member) -> Option<Effect> {
    let class = &*call.class;
    if !STREAMS.contains(&class) || &*call.name == "<init>" {
        return takes_stream(&call.descriptor).then_some(Effect::Anything);
    }
    Some(match &*call.name {
        "defaultWriteObject" | "writeFields" => Effect::Fields,
        "putFields" | "flush" | "useProtocolVersion" => Effect::Nothing,
        "writeBoolean" => Effect::Datum(Kind::Boolean),
        "writeByte" => Effect::Datum(Kind::Byte),
        "write" if &*call.descriptor == "(I)V" => Effect::Datum(Kind::Byte),
        "writeChar" => Effect::Datum(Kind::Char),
        "writeShort" => Effect::Datum(Kind::Short),
        "writeInt" => Effect::Datum(Kind::Int),
        "writeLong" => Effect::Datum(Kind::Long),
        "writeFloat" => Effect::Datum(Kind::Float),
        "writeDouble" => Effect::Datum(Kind::Double),
        "writeUTF" => Effect::Datum(Kind::Utf),
        "writeObject" | "writeUnshared" => Effect::Datum(Kind::Object),
        _ => Effect::Anything,
    })
}

fn takes_stream(descriptor: &str) -> bool {
    let arguments = descriptor.split(')').next().unwrap_or_default();
    STREAM_TYPES.iter().any(|stream| arguments.contains(stream))
}

/// All calls of a method, whether an object comes to them or not.
#[derive(Default)]
struct Seen {
    calls: Vec<Arc<str>>,
    writes_fields: bool,
    passes_on: bool,
}

impl Seen {
    fn of(pool: &Pool<'_>, mut code: Code<'_>) -> Result<Self> {
        let mut seen = Seen::default();
        while let Some(instruction) = code.next()? {
            match instruction {
                Instruction::Call { member, .. } => {
                    let call = pool.member(member)?;
                    match effect(&call) {
                        Some(Effect::Fields) => seen.writes_fields = true,
                        Some(Effect::Anything) if !STREAMS.contains(&&*call.class) => {
                            seen.passes_on = true;
                        }
                        Some(Effect::Datum(_) | Effect::Anything) => {}
                        Some(Effect::Nothing) | None => continue,
                    }
                    if seen.calls.len() < LISTED {
                        seen.calls.push(call.name);
                    }
                }
                Instruction::CallSite(site) => {
                    seen.passes_on |= takes_stream(&pool.dynamic(site)?);
                }
                _ => {}
            }
        }
        Ok(seen)
    }
}

/// The way that every object takes through a method.
#[derive(Default)]
struct Way {
    fields: Option<Fields>,
    data: Vec<Datum>,
    is_whole: bool,
    throws: bool,
    /// How often the stream was loaded, and how often a call took it.
    loads: usize,
    takes: usize,
    /// What has come since the last call of the stream.
    source: Source,
}

/// Where a value comes from.
#[derive(Default)]
struct Source {
    field: Option<Member>,
    method: Option<Arc<str>>,
    /// Whether the field's value is written as it is.
    is_as_it_is: bool,
}

impl Way {
    fn follow(&mut self, pool: &Pool<'_>, mut code: Code<'_>) -> Result<()> {
        while let Some(instruction) = code.next()? {
            match instruction {
                Instruction::Load(1) => self.loads = self.loads.saturating_add(1),
                Instruction::Get(member) => self.source.get(pool.member(member)?),
                Instruction::Call { opcode, member } => {
                    if !self.call(opcode, pool.member(member)?) {
                        return Ok(());
                    }
                }
                Instruction::CallSite(site) => {
                    if takes_stream(&pool.dynamic(site)?) {
                        return Ok(());
                    }
                    self.source.is_as_it_is = false;
                }
                Instruction::Jump(to) => {
                    if !code.go_on_at(to) {
                        return Ok(());
                    }
                }
                Instruction::Branch => return Ok(()),
                Instruction::Return => {
                    // Otherwise the stream went where no call shows it.
                    self.is_whole = self.loads == self.takes;
                    return Ok(());
                }
                Instruction::Throw => {
                    self.throws = true;
                    return Ok(());
                }
                Instruction::Load(_) | Instruction::Number(_) => {}
                Instruction::Put(_)
                | Instruction::Constant(_)
                | Instruction::NewArray(_)
                | Instruction::Other => {
                    self.source.is_as_it_is = false;
                }
            }
        }
        Ok(())
    }

    /// Returns whether what comes next is certain still.
    fn call(&mut self, opcode: u8, call: Member) -> bool {
        let Some(effect) = effect(&call) else {
            if opcode != INVOKESPECIAL {
                self.source.method.get_or_insert(call.name);
            }
            self.source.is_as_it_is = false;
            return true;
        };
        self.takes = self.takes.saturating_add(1);
        match effect {
            Effect::Fields => {
                let first = self.data.is_empty() && self.fields.is_none();
                let place = if first { Fields::First } else { Fields::Late };
                self.fields.get_or_insert(place);
            }
            Effect::Datum(kind) => {
                let datum = std::mem::take(&mut self.source).datum(kind);
                self.data.push(datum);
            }
            Effect::Nothing => {}
            Effect::Anything => return false,
        }
        self.source = Source::default();
        true
    }
}

impl Source {
    fn get(&mut self, field: Member) {
        if self.field.is_none() {
            self.field = Some(field);
            self.is_as_it_is = true;
        } else {
            self.is_as_it_is = false;
        }
    }

    fn datum(self, kind: Kind) -> Datum {
        let declared = self.field.as_ref().filter(|_| self.is_as_it_is);
        Datum {
            kind,
            declared: declared.and_then(|field| JavaType::of_descriptor(&field.descriptor)),
            name: self.field.map(|field| field.name).or(self.method),
        }
    }
}
