//! `classDesc` of the grammar: new descriptors, of ordinary and of proxy
//! classes, and references to known ones.

use super::classes::Class;
use super::cursor::{Cursor, Stop};
use super::frame::Frame;
use super::handles::Referent;
use super::token::Token;
use super::{Parser, check_limit, internal, type_code};
use crate::codes::{SC_SERIALIZABLE, TC_CLASSDESC, TC_NULL, TC_PROXYCLASSDESC, TC_REFERENCE};
use crate::error::ErrorKind;
use crate::event::{Begin, ClassFlags, DescForm, Event, FieldType, Handle};
use crate::hierarchy::{ClassIndex, Shape};
use crate::java_string::{JavaStr, JavaString};

/// "interface limit exceeded" in the JDK.
const MAX_PROXY_INTERFACES: u32 = 65_535;

impl Parser {
    /// `TC_OBJECT`, `TC_ARRAY`, `TC_ENUM` or `TC_CLASS` up to its class
    /// descriptor: one event with it where it is a reference, and one that
    /// announces it where it is new.
    pub(super) fn begin(&mut self, cursor: &mut Cursor<'_>, begin: Begin) -> Result<Token, Stop> {
        let desc = cursor.position();
        match cursor.u8()? {
            TC_REFERENCE => {
                let class = self.class_reference(cursor, begin == Begin::Object)?;
                let length = array_length(cursor, begin)?;
                self.create(begin, class, DescForm::Reference, length)
            }
            TC_CLASSDESC | TC_PROXYCLASSDESC => {
                cursor.back_to(desc);
                self.push(Frame::AwaitClass { begin, class: None })?;
                Ok(Token::Plain(Event::Begin(begin)))
            }
            found => Err(type_code(cursor, "a class descriptor", found)),
        }
    }

    /// The new class descriptor that [`Event::Begin`] announced, then the thing it is for.
    pub(super) fn begun(
        &mut self,
        cursor: &mut Cursor<'_>,
        begin: Begin,
        class: Option<ClassIndex>,
    ) -> Result<Token, Stop> {
        let Some(class) = class else {
            return match cursor.u8()? {
                TC_CLASSDESC => self.class_desc(cursor),
                TC_PROXYCLASSDESC => self.proxy_class_desc(cursor),
                found => Err(type_code(cursor, "a class descriptor", found)),
            };
        };
        let length = array_length(cursor, begin)?;
        self.stack.pop();
        self.create(begin, class, DescForm::New, length)
    }

    /// `TC_CLASSDESC className serialVersionUID newHandle classDescFlags`, and the count of `fields`.
    pub(super) fn class_desc(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let name = cursor.utf()?;
        let suid = cursor.i64()?;
        let at = cursor.position();
        let flags = ClassFlags(cursor.u8()?);
        let fields = cursor.u16()?;

        let class_name = JavaString::from(JavaStr::new_checked(cursor.bytes(name.clone())));
        if flags.is_serializable() && flags.is_externalizable() {
            // "If both flags are set, an InvalidClassException is thrown" (section 3.6).
            let problem = "serializable and externalizable flags conflict";
            return Err(Stop::fault(
                at,
                ErrorKind::ClassDesc {
                    class: class_name,
                    problem,
                },
            ));
        }
        let most = u64::from(self.limits.max_fields);
        check_limit(at, "maxfields", most, u64::from(fields))?;

        let (handle, class) = self.new_class(class_name, flags)?;
        self.push(Frame::Fields {
            class,
            left: fields,
        })?;
        Ok(Token::ClassDesc {
            handle,
            suid,
            flags,
            fields,
            name,
        })
    }

    /// `TC_PROXYCLASSDESC newHandle`, and the count of its interfaces.
    pub(super) fn proxy_class_desc(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let at = cursor.position();
        let interfaces = cursor.length("the interfaces of a proxy class")?;
        check_limit(
            at,
            "interfaces",
            u64::from(MAX_PROXY_INTERFACES),
            u64::from(interfaces),
        )?;

        let name = JavaString::from("a proxy class");
        let (handle, class) = self.new_class(name, ClassFlags(SC_SERIALIZABLE))?;
        self.push(Frame::ProxyInterfaces {
            class,
            left: interfaces,
        })?;
        Ok(Token::Plain(Event::ProxyClassDesc { handle, interfaces }))
    }

    /// `proxyInterfaceName`
    pub(super) fn proxy_interface(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
        left: u32,
    ) -> Result<Token, Stop> {
        let name = cursor.utf()?;
        self.replace(Frame::ProxyInterfaces {
            class,
            left: left.saturating_sub(1),
        });
        Ok(Token::ProxyInterface { name })
    }

    /// `fieldDesc`, up to the name of its type.
    pub(super) fn field(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
        left: u16,
    ) -> Result<Token, Stop> {
        let code = FieldType::from_code(cursor.u8()?);
        let name = cursor.utf()?;
        let mut shape = self.shape(class)?;
        let problem = match code {
            None => "a field of an unknown type",
            // The JDK: "illegal field order".
            Some(field) if field.width().is_some() && shape.object_fields > 0 => {
                "illegal field order: a primitive field after an object"
            }
            Some(code) => {
                shape.add_field(code);
                *self
                    .classes
                    .hierarchy
                    .shape_mut(class)
                    .ok_or_else(internal)? = shape;
                self.replace(Frame::Fields {
                    class,
                    left: left.saturating_sub(1),
                });
                if code.width().is_none() {
                    self.push(Frame::FieldTypeName { begun: false })?;
                }
                return Ok(Token::Field { code, name });
            }
        };
        Err(Stop::fault(
            0,
            ErrorKind::ClassDesc {
                class: self.class(class)?.name.clone(),
                problem,
            },
        ))
    }

    /// `className1`
    pub(super) fn field_type_name(&mut self, cursor: &mut Cursor<'_>) -> Result<Token, Stop> {
        let rule = self.stack.len();
        let token = self.string_object(cursor, "the type of a field")?;
        self.leave(rule, Frame::FieldTypeName { begun: true });
        Ok(token)
    }

    /// `superClassDesc`
    pub(super) fn superclass(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
    ) -> Result<Token, Stop> {
        let rule = self.stack.len();
        let token = match cursor.u8()? {
            TC_NULL => {
                self.complete(class, None)?;
                return Ok(Token::Plain(Event::Superclass(None)));
            }
            TC_REFERENCE => {
                let superclass = self.class_reference(cursor, true)?;
                let handle = self.class(superclass)?.handle;
                self.complete(class, Some(superclass))?;
                return Ok(Token::Plain(Event::Superclass(Some(handle))));
            }
            TC_CLASSDESC => self.class_desc(cursor)?,
            TC_PROXYCLASSDESC => self.proxy_class_desc(cursor)?,
            found => {
                return Err(type_code(
                    cursor,
                    "the superclass of a class descriptor",
                    found,
                ));
            }
        };
        self.leave(rule, Frame::AwaitSuperclass { class });
        Ok(token)
    }

    /// `prevObject` where a class descriptor is needed. It must be `complete`, with its superclass,
    /// for an object, whose shape would not be known otherwise, and for a subclass: so no class is
    /// its own superclass.
    fn class_reference(&self, cursor: &mut Cursor<'_>, complete: bool) -> Result<ClassIndex, Stop> {
        let at = cursor.position();
        let handle = cursor.handle()?;
        let wrong = |expected| {
            Err(Stop::fault(
                at,
                ErrorKind::HandleType {
                    expected,
                    handle: handle.wire(),
                },
            ))
        };
        match self.referent(at, handle)? {
            Referent::Class(class) if !complete || self.classes.hierarchy.is_complete(class) => {
                Ok(class)
            }
            Referent::Class(_) => wrong("a class descriptor that is complete"),
            _ => wrong("a class descriptor"),
        }
    }

    fn new_class(
        &mut self,
        name: JavaString,
        flags: ClassFlags,
    ) -> Result<(Handle, ClassIndex), Stop> {
        let next = self.classes.hierarchy.next().ok_or_else(internal)?;
        let handle = self.assign(Referent::Class(next))?;
        self.classes.push(Class { handle, name }, Shape::new(flags));
        Ok((handle, next))
    }

    /// Completes a class with its superclass, and every class that waited for
    /// it to be its superclass.
    fn complete(&mut self, class: ClassIndex, superclass: Option<ClassIndex>) -> Result<(), Stop> {
        let (mut class, mut superclass) = (class, superclass);
        loop {
            let hierarchy = &mut self.classes.hierarchy;
            let length = hierarchy.complete(class, superclass).ok_or_else(internal)?;
            let most = u64::from(self.limits.max_class_chain);
            check_limit(0, "maxclasschain", most, u64::from(length))?;
            self.close();
            match self.stack.last_mut() {
                Some(Frame::AwaitSuperclass { class: below }) => {
                    (class, superclass) = (*below, Some(class));
                }
                Some(Frame::AwaitClass { class: awaited, .. }) => {
                    *awaited = Some(class);
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
    }
}

/// `(int)<size>` of an array; 0 for anything else.
fn array_length(cursor: &mut Cursor<'_>, begin: Begin) -> Result<u32, Stop> {
    match begin {
        Begin::Array => cursor.length("an array"),
        _ => Ok(0),
    }
}
