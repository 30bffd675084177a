//! `serialPersistentFields`: the fields that a class says it has in a stream, read off the
//! instructions that make the array.

use std::sync::Arc;

use super::bytes::Bytes;
use super::class::Field;
use super::code::{Code, Instruction};
use super::error::Result;
use super::java_type::JavaType;
use super::pool::{Member, Pool};
use crate::event::FieldType;

const CLASS: &str = "java.io.ObjectStreamField";

/// Reads the fields off the `Code` attribute of a static initializer; `None` if that makes them
/// in a way that no compiler makes an array of constants.
pub(super) fn read(pool: &Pool<'_>, attribute: Bytes<'_>) -> Result<Option<Vec<Field>>> {
    let mut code = Code::of_attribute(attribute)?;
    let mut array = Array::default();
    while let Some(instruction) = code.next()? {
        match instruction {
            Instruction::Number(number) => array.number = Some(number),
            Instruction::NewArray(class) if &*pool.class(class)? == CLASS => {
                array = Array {
                    length: array.number,
                    ..Array::default()
                };
            }
            Instruction::Constant(index) => match pool.string(index) {
                Some(name) => array.name = Some(name),
                None => {
                    let class = pool.class(index).ok();
                    array.class = class.and_then(|class| of_class(&class));
                }
            },
            Instruction::Get(member) => array.class = primitive(&pool.member(member)?),
            Instruction::Call { member, .. } => {
                let call = pool.member(member)?;
                array.is_odd |= !array.add(&call);
            }
            Instruction::Put(member) => {
                let field = pool.member(member)?;
                if &*field.name == "serialPersistentFields" {
                    return Ok(array.whole());
                }
            }
            Instruction::Branch | Instruction::Jump(_) | Instruction::CallSite(_) => {
                array.is_odd = true;
            }
            _ => {}
        }
    }
    Ok(None)
}

/// An array that is being made.
#[derive(Default)]
struct Array {
    length: Option<i32>,
    fields: Vec<Field>,
    number: Option<i32>,
    name: Option<Arc<str>>,
    class: Option<JavaType>,
    /// Whether something else has been done since it was begun.
    is_odd: bool,
}

impl Array {
    /// Adds the field that this call makes, if it does.
    fn add(&mut self, call: &Member) -> bool {
        if &*call.class != CLASS || &*call.name != "<init>" {
            return false;
        }
        let (Some(name), Some(erased)) = (self.name.take(), self.class.take()) else {
            return false;
        };
        self.fields.push(Field {
            name,
            erased,
            generic: None,
            is_not_null: false,
        });
        true
    }

    fn whole(self) -> Option<Vec<Field>> {
        let length = usize::try_from(self.length?).ok()?;
        (!self.is_odd && self.fields.len() == length).then_some(self.fields)
    }
}

/// The type of a class literal, `String.class`.
fn of_class(name: &str) -> Option<JavaType> {
    match name.starts_with('[') {
        true => JavaType::of_descriptor(&name.replace('.', "/")),
        false => Some(JavaType::Class(name.into(), Vec::new())),
    }
}

/// The type of `int.class`, which is a static field of `Integer`.
fn primitive(field: &Member) -> Option<JavaType> {
    let keyword = match (&*field.class, &*field.name) {
        ("java.lang.Boolean", "TYPE") => FieldType::Boolean,
        ("java.lang.Byte", "TYPE") => FieldType::Byte,
        ("java.lang.Character", "TYPE") => FieldType::Char,
        ("java.lang.Short", "TYPE") => FieldType::Short,
        ("java.lang.Integer", "TYPE") => FieldType::Int,
        ("java.lang.Long", "TYPE") => FieldType::Long,
        ("java.lang.Float", "TYPE") => FieldType::Float,
        ("java.lang.Double", "TYPE") => FieldType::Double,
        _ => return None,
    };
    Some(JavaType::Primitive(keyword))
}
