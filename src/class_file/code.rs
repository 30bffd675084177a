//! The instructions of a method, as far as they run one after the other.

use super::bytes::Bytes;
use super::error::{ClassFileError, Result};

/// An instruction that matters to who looks for what a method calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instruction {
    /// `invokevirtual`, `invokespecial`, `invokestatic`, `invokeinterface`
    Call {
        opcode: u8,
        member: u16,
    },
    /// `invokedynamic`
    CallSite(u16),
    /// `getfield` or `getstatic`
    Get(u16),
    /// `putfield` or `putstatic`
    Put(u16),
    /// `ldc`, `ldc_w`, `ldc2_w`
    Constant(u16),
    /// A local variable that holds an object.
    Load(u16),
    /// A number: `iconst_…`, `bipush`, `sipush`
    Number(i32),
    /// `anewarray`
    NewArray(u16),
    /// It goes on elsewhere, always.
    Jump(i64),
    /// It goes on elsewhere, or not.
    Branch,
    Return,
    Throw,
    Other,
}

pub(super) const INVOKESPECIAL: u8 = 0xB7;

/// Instructions, from the first on.
#[derive(Debug, Clone)]
pub(super) struct Code<'a> {
    whole: Bytes<'a>,
    left: Bytes<'a>,
    at: usize,
}

impl<'a> Code<'a> {
    /// The instructions of a `Code` attribute.
    pub(super) fn of_attribute(mut attribute: Bytes<'a>) -> Result<Self> {
        attribute.take(4)?;
        let whole = attribute.counted()?;
        Ok(Code {
            whole,
            left: whole,
            at: 0,
        })
    }

    /// The next instruction, in the order of the bytes; `None` behind the last.
    pub(super) fn next(&mut self) -> Result<Option<Instruction>> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let before = self.left.offset();
        let instruction = instruction(&mut self.left, self.at)?;
        let width = self.left.offset().saturating_sub(before);
        self.at = self.at.saturating_add(width);
        Ok(Some(instruction))
    }

    /// Goes on at another place, which must be further on: so that it ends some day. `at` is where
    /// [`Jump`](Instruction::Jump) says.
    pub(super) fn go_on_at(&mut self, at: i64) -> bool {
        let Some(at) = usize::try_from(at).ok().filter(|at| *at >= self.at) else {
            return false;
        };
        let mut left = self.whole;
        if left.take(at).is_err() {
            return false;
        }
        (self.left, self.at) = (left, at);
        true
    }
}

fn instruction(code: &mut Bytes<'_>, at: usize) -> Result<Instruction> {
    let place = code.offset();
    let opcode = code.u1()?;
    let target = |by: i64| i64::try_from(at).unwrap_or(i64::MAX).saturating_add(by);
    Ok(match opcode {
        0x02..=0x08 => Instruction::Number(i32::from(opcode).saturating_sub(3)),
        0x10 => Instruction::Number(code.u1()?.cast_signed().into()),
        0x11 => Instruction::Number(code.u2()?.cast_signed().into()),
        0x12 => Instruction::Constant(code.u1()?.into()),
        0x13 | 0x14 => Instruction::Constant(code.u2()?),
        0x19 => Instruction::Load(code.u1()?.into()),
        0x2A..=0x2D => Instruction::Load(u16::from(opcode).saturating_sub(0x2A)),
        0x15..=0x18 | 0x36..=0x3A | 0xBC => skipped(code, 1)?,
        0xBD => Instruction::NewArray(code.u2()?),
        0x84 | 0xBB | 0xC0 | 0xC1 => skipped(code, 2)?,
        0xC5 => skipped(code, 3)?,
        0x99..=0xA6 | 0xC6 | 0xC7 => {
            code.take(2)?;
            Instruction::Branch
        }
        0xA7 => Instruction::Jump(target(code.u2()?.cast_signed().into())),
        0xC8 => Instruction::Jump(target(code.u4()?.cast_signed().into())),
        // What compilers have not written for twenty years: subroutines.
        0xA8 | 0xC9 | 0xA9 => {
            code.take(match opcode {
                0xA8 => 2,
                0xC9 => 4,
                _ => 1,
            })?;
            Instruction::Branch
        }
        0xAA | 0xAB => {
            switch(code, at, opcode)?;
            Instruction::Branch
        }
        0xAC..=0xB1 => Instruction::Return,
        0xB2 | 0xB4 => Instruction::Get(code.u2()?),
        0xB3 | 0xB5 => Instruction::Put(code.u2()?),
        0xB6..=0xB8 => Instruction::Call {
            opcode,
            member: code.u2()?,
        },
        0xB9 => {
            let member = code.u2()?;
            code.take(2)?;
            Instruction::Call { opcode, member }
        }
        0xBA => {
            let site = code.u2()?;
            code.take(2)?;
            Instruction::CallSite(site)
        }
        0xBF => Instruction::Throw,
        0xC4 => match code.u1()? {
            0x84 => skipped(code, 4)?,
            0x19 => Instruction::Load(code.u2()?),
            0xA9 => {
                code.take(2)?;
                Instruction::Branch
            }
            _ => skipped(code, 2)?,
        },
        0x00..=0xC9 => Instruction::Other,
        _ => {
            let problem = format!("0x{opcode:02X} is no instruction");
            return Err(ClassFileError::at(place, problem));
        }
    })
}

fn skipped(code: &mut Bytes<'_>, count: usize) -> Result<Instruction> {
    code.take(count)?;
    Ok(Instruction::Other)
}

/// Skips what `tableswitch` and `lookupswitch` say, which begins at a multiple of four.
fn switch(code: &mut Bytes<'_>, at: usize, opcode: u8) -> Result<()> {
    code.take(3_usize.saturating_sub(at % 4))?;
    code.u4()?;
    let bytes = if opcode == 0xAA {
        let low = i64::from(code.u4()?.cast_signed());
        let high = i64::from(code.u4()?.cast_signed());
        let count = high.saturating_sub(low).saturating_add(1).max(0);
        count.saturating_mul(4)
    } else {
        i64::from(code.u4()?).saturating_mul(8)
    };
    code.take(usize::try_from(bytes).unwrap_or(usize::MAX))?;
    Ok(())
}
