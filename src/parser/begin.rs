//! `TC_OBJECT`, `TC_ARRAY`, `TC_ENUM` and `TC_CLASS`, up to their class descriptor.

use super::cursor::{Cursor, Stop};
use super::rule::Rule;
use super::token::Token;
use super::{Parser, type_code};
use crate::class::shape::ClassIndex;
use crate::codes::{TC_CLASSDESC, TC_PROXYCLASSDESC, TC_REFERENCE};
use crate::event::{Begin, DescForm};

impl Parser {
    /// `TC_OBJECT`, `TC_ARRAY`, `TC_ENUM` or `TC_CLASS` up to its class
    /// descriptor: one event with it where it is a reference, and one that
    /// announces it where it is new.
    #[inline]
    pub(super) fn begin(&mut self, cursor: &mut Cursor<'_>, begin: Begin) -> Result<(), Stop> {
        let desc = cursor.position();
        match cursor.u8()? {
            TC_REFERENCE => {
                let class = self.class_reference(cursor, begin == Begin::Object)?;
                let length = array_length(cursor, begin)?;
                self.check_object(begin, class)?;
                self.create(begin, class, DescForm::Reference, length)
            }
            TC_CLASSDESC | TC_PROXYCLASSDESC => {
                cursor.back_to(desc);
                self.rules.push(Rule::AwaitClass { begin, class: None });
                self.token = Token::Begin(begin);
                Ok(())
            }
            found => Err(type_code(cursor, "a class descriptor", found)),
        }
    }

    /// The new class descriptor that [`Event::Begin`](crate::Event::Begin) announced, then the
    /// thing it is for.
    pub(super) fn begun(
        &mut self,
        cursor: &mut Cursor<'_>,
        begin: Begin,
        class: Option<ClassIndex>,
    ) -> Result<(), Stop> {
        let Some(class) = class else {
            return match cursor.u8()? {
                TC_CLASSDESC => self.class_desc(cursor),
                TC_PROXYCLASSDESC => self.proxy_class_desc(cursor),
                found => Err(type_code(cursor, "a class descriptor", found)),
            };
        };
        let length = array_length(cursor, begin)?;
        self.check_object(begin, class)?;
        self.rules.pop();
        self.create(begin, class, DescForm::New, length)
    }
}

/// `(int)<size>` of an array; 0 for anything else.
#[inline]
fn array_length(cursor: &mut Cursor<'_>, begin: Begin) -> Result<u32, Stop> {
    match begin {
        Begin::Array => cursor.length("an array"),
        _ => Ok(0),
    }
}
