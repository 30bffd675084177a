//! `classDesc` of the grammar: new descriptors, of ordinary and of proxy
//! classes, and references to known ones.

use super::classes::Contents;
use super::cursor::{Cursor, Stop};
use super::handles::HandleKind;
use super::rule::Rule;
use super::token::Token;
use super::{Parser, check_limit, internal, type_code};
use crate::class::shape::ClassIndex;
use crate::codes::{SC_SERIALIZABLE, TC_CLASSDESC, TC_NULL, TC_PROXYCLASSDESC, TC_REFERENCE};
use crate::error::ErrorKind;
use crate::event::{ClassFlags, FieldType, Handle};
use crate::filter::Status;
use crate::limits::Limit;
use crate::text::{JavaStr, JavaString};

/// "interface limit exceeded" in the JDK.
const MAX_PROXY_INTERFACES: u32 = 65_535;

impl Parser {
    /// `TC_CLASSDESC className serialVersionUID newHandle classDescFlags`, and the count of `fields`.
    pub(super) fn class_desc(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let name = cursor.utf()?;
        let suid_at = cursor.position();
        let suid = cursor.i64()?;
        let at = cursor.position();
        let flags = ClassFlags(cursor.u8()?);
        let fields = cursor.u16()?;

        let class_name = JavaStr::new_checked(cursor.bytes(name));
        if flags.is_serializable() && flags.is_externalizable() {
            // "If both flags are set, an InvalidClassException is thrown" (section 3.6).
            let kind = ErrorKind::ClassDesc {
                class: class_name.into(),
                problem: "serializable and externalizable flags conflict".into(),
            };
            return Err(Stop::fault(at, kind));
        }
        if flags.is_enum() {
            self.enum_desc((suid_at, at), class_name, suid, fields)?;
        }
        let is_array = FieldType::of_elements(class_name).is_some();
        if is_array && flags.is_externalizable() && !flags.is_enum() {
            let kind = ErrorKind::ClassDesc {
                class: class_name.into(),
                problem: "Serializable incompatible with Externalizable".into(),
            };
            self.refuse(at, kind)?;
        }
        let most = u64::from(self.limits.max_fields());
        check_limit(at, Limit::MaxFields, most, u64::from(fields))?;

        let (handle, class) = self.new_class(class_name, flags, false)?;
        self.rules.push(Rule::Fields {
            class,
            left: fields,
        });
        self.token = Token::ClassDesc {
            handle,
            suid,
            flags,
            fields,
            name,
        };
        Ok(())
    }

    /// "The serialVersionUID of an enum type is always 0L, and it has no serializable fields"
    /// (section 1.12).
    fn enum_desc(
        &mut self,
        (suid_at, flags_at): (usize, usize),
        name: JavaStr<'_>,
        suid: i64,
        fields: u16,
    ) -> Result<(), Stop> {
        let (at, problem) = if suid != 0 {
            (suid_at, format!("serialVersionUID: {suid}"))
        } else if fields != 0 {
            (flags_at.saturating_add(1), format!("field count: {fields}"))
        } else {
            return Ok(());
        };
        self.refuse(
            at,
            ErrorKind::ClassDesc {
                class: name.into(),
                problem: format!("enum descriptor has non-zero {problem}"),
            },
        )
    }

    /// `TC_PROXYCLASSDESC newHandle`, and the count of its interfaces.
    pub(super) fn proxy_class_desc(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let at = cursor.position();
        let interfaces = cursor.length("the interfaces of a proxy class")?;
        let most = u64::from(MAX_PROXY_INTERFACES);
        check_limit(at, Limit::Interfaces, most, u64::from(interfaces))?;

        let no_name = JavaStr::new_checked(b"");
        let (handle, class) = self.new_class(no_name, ClassFlags(SC_SERIALIZABLE), true)?;
        self.rules.push(Rule::ProxyInterfaces {
            class,
            left: interfaces,
        });
        self.token = Token::ProxyClassDesc { handle, interfaces };
        Ok(())
    }

    /// `proxyInterfaceName`
    pub(super) fn proxy_interface(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
        left: u32,
    ) -> Result<(), Stop> {
        let name = cursor.utf()?;
        let interface = JavaStr::new_checked(cursor.bytes(name));
        self.classes.push_name(class, interface);
        self.rules.replace(Rule::ProxyInterfaces {
            class,
            left: left.saturating_sub(1),
        });
        self.token = Token::ProxyInterface { name };
        Ok(())
    }

    /// `fieldDesc`, up to the name of its type.
    pub(super) fn field(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
        left: u16,
    ) -> Result<(), Stop> {
        let code = FieldType::from_code(cursor.u8()?);
        let name = cursor.utf()?;
        let field_name = JavaStr::new_checked(cursor.bytes(name));
        let shape = self.class(class)?.shape();
        let problem = match code {
            None => format!(
                "invalid descriptor for field {}: of an unknown type",
                field_name.to_string_lossy()
            ),
            Some(field) if field.width().is_some() && shape.object_fields > 0 => format!(
                "illegal field order: the primitive field {} after an object",
                field_name.to_string_lossy()
            ),
            Some(code) => {
                self.classes.push_field(class, code, field_name);
                self.rules.replace(Rule::Fields {
                    class,
                    left: left.saturating_sub(1),
                });
                if code.width().is_none() {
                    self.rules.push(Rule::FieldTypeName {
                        class,
                        begun: false,
                    });
                }
                self.token = Token::Field { code, name };
                return Ok(());
            }
        };
        let kind = ErrorKind::ClassDesc {
            class: self.classes.title(class),
            problem,
        };
        Err(Stop::fault(0, kind))
    }

    /// `className1`
    pub(super) fn field_type_name(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
    ) -> Result<(), Stop> {
        let rule = self.rules.height();
        self.string_object(cursor, "the type of a field")?;
        let kind = match self.token {
            Token::String { handle, text, .. } => {
                let types = &mut self.classes.field_types;
                types.name(class, handle, cursor.bytes(text));
                self.handles.get(handle)
            }
            Token::Reference(handle) => {
                self.classes.field_types.name_again(class, handle);
                self.handles.get(handle)
            }
            _ => None,
        };
        if kind == Some(HandleKind::String) {
            self.refuse(0, self.other_type(class))?;
        }
        self.count(rule);
        Ok(())
    }

    /// The fault of a field that holds an object or array by its type code, but not by its type
    /// string: which a JVM goes by.
    #[cold]
    fn other_type(&self, class: ClassIndex) -> ErrorKind {
        let field = self.classes.members(class).last();
        ErrorKind::ClassDesc {
            class: self.classes.title(class),
            problem: format!(
                "invalid descriptor for field {}: its type code says object or array, its type \
                 string does not",
                field.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
            ),
        }
    }

    /// Goes on after the fields or interfaces of a class descriptor, where the
    /// JDK asks its filter: to "classAnnotation".
    pub(super) fn described(&mut self, class: ClassIndex) -> Result<(), Stop> {
        let shape = self.class(class)?.shape();
        let name = self.classes.name(class);
        let contents = if !shape.is_external() {
            self.fields_of(name, shape)
        } else if shape.flags.has_block_data() {
            Contents::External
        } else {
            self.layout_of(name)
                .map_or(Contents::UndelimitedExternal, Contents::RegisteredExternal)
        };
        self.check_class(class)?;

        self.classes.get_mut(class).ok_or_else(internal)?.contents = contents;
        self.rules.deepen();
        self.rules.replace(Rule::Superclass { class });
        self.rules.push(Rule::BeginAnnotation);
        Ok(())
    }

    /// Whether the filter lets a class pass.
    fn check_class(&self, class: ClassIndex) -> Result<(), Stop> {
        let Some(filter) = &self.filter else {
            return Ok(());
        };
        let is_proxy = self.class(class)?.is_proxy;
        let status = if is_proxy {
            filter.check_proxy(self.classes.members(class))
        } else {
            filter.check_class(self.classes.name(class))
        };
        if status != Status::Rejected {
            return Ok(());
        }
        let mut members = self.classes.members(class);
        let rejected = |name: &JavaStr<'_>| filter.check_class(*name) == Status::Rejected;
        let class = match members.find(|name| is_proxy && rejected(name)) {
            Some(interface) => JavaString::from(format!("a proxy class for {interface}")),
            None => self.classes.title(class),
        };
        Err(Stop::fault(0, ErrorKind::Rejected { class }))
    }

    /// `superClassDesc`
    pub(super) fn superclass(
        &mut self,
        cursor: &mut Cursor<'_>,
        class: ClassIndex,
    ) -> Result<(), Stop> {
        let rule = self.rules.height();
        let code = cursor.u8()?;
        // The JDK's filter hears nothing of a missing superclass, however deep.
        if code != TC_NULL || self.refs >= self.limits.max_refs() {
            self.allow_item()?;
        }
        match code {
            TC_NULL => {
                self.token = Token::NoSuperclass;
                self.complete(class, None)?;
            }
            TC_REFERENCE => {
                let superclass = self.class_reference(cursor, true)?;
                self.token = Token::Superclass(self.class(superclass)?.key());
                self.complete(class, Some(superclass))?;
            }
            TC_CLASSDESC => {
                self.class_desc(cursor)?;
                self.count(rule);
            }
            TC_PROXYCLASSDESC => {
                self.proxy_class_desc(cursor)?;
                self.count(rule);
            }
            found => {
                let expected = "the superclass of a class descriptor";
                return Err(type_code(cursor, expected, found));
            }
        }
        self.refs = self.refs.saturating_add(1);
        Ok(())
    }

    /// `prevObject` where a class descriptor is needed. It must be `complete`, with its superclass,
    /// for an object, whose shape would not be known otherwise, and for a subclass: so no class is
    /// its own superclass.
    #[inline]
    pub(super) fn class_reference(
        &mut self,
        cursor: &mut Cursor<'_>,
        complete: bool,
    ) -> Result<ClassIndex, Stop> {
        let at = cursor.position();
        let handle = cursor.handle()?;
        let expected = if self.kind_of(at, handle)? == HandleKind::Class {
            let class = self.classes.with_handle(handle).ok_or_else(internal)?;
            if !complete || self.class(class)?.is_complete() {
                return Ok(class);
            }
            "a class descriptor that is complete"
        } else {
            "a class descriptor"
        };
        let kind = ErrorKind::HandleType {
            expected,
            handle: handle.wire(),
        };
        Err(Stop::fault(at, kind))
    }

    fn new_class(
        &mut self,
        name: JavaStr<'_>,
        flags: ClassFlags,
        is_proxy: bool,
    ) -> Result<(Handle, ClassIndex), Stop> {
        let handle = self.assign(HandleKind::Class)?;
        let class = self.classes.push(handle, name, flags, is_proxy);
        Ok((handle, class.ok_or_else(internal)?))
    }

    /// Completes a class with its superclass, and every class that waited for
    /// it to be its superclass.
    fn complete(&mut self, class: ClassIndex, superclass: Option<ClassIndex>) -> Result<(), Stop> {
        let (mut class, mut superclass) = (class, superclass);
        loop {
            let length = self.classes.complete(class, superclass);
            let length = length.ok_or_else(internal)?;
            let most = u64::from(self.limits.max_class_chain());
            check_limit(0, Limit::MaxClassChain, most, u64::from(length))?;
            self.rules.close_deeper();
            match self.rules.top_mut() {
                Some(Rule::AwaitSuperclass { class: below }) => {
                    (class, superclass) = (*below, Some(class));
                }
                Some(Rule::AwaitClass { class: awaited, .. }) => {
                    *awaited = Some(class);
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
    }
}
