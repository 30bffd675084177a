//! `ClassFile`: the parts of a class file in their order.
//!
//! [The Java Virtual Machine Specification, chapter 4](https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html).

use std::sync::Arc;

use super::attributes::{each, inner_modifiers, says_not_null};
use super::bytes::Bytes;
use super::class::{ClassFile, DeclaredSuid, Field, Form, Listed};
use super::error::{ClassFileError, Result};
use super::java_type::{ClassSignature, JavaType};
use super::persistent;
use super::pool::Pool;
use super::written::Written;
use crate::class::suid::{ClassShape, Modifiers};

const ACC_PRIVATE: u16 = 0x0002;
const ACC_STATIC: u16 = 0x0008;
const ACC_FINAL: u16 = 0x0010;
const ACC_TRANSIENT: u16 = 0x0080;
const ACC_INTERFACE: u16 = 0x0200;
const ACC_ENUM: u16 = 0x4000;
const ACC_MODULE: u16 = 0x8000;

const WRITE_OBJECT: &str = "(Ljava/io/ObjectOutputStream;)V";
const WRITE_EXTERNAL: &str = "(Ljava/io/ObjectOutput;)V";
const REPLACE: &str = "()Ljava/lang/Object;";

/// Reads a whole class file.
pub(super) fn class(bytes: &[u8]) -> Result<Option<ClassFile>> {
    let mut bytes = Bytes::new(bytes);
    if bytes.u4().unwrap_or_default() != 0xCAFE_BABE {
        let problem = "it is no class file: those begin with CA FE BA BE";
        return Err(ClassFileError::at(0, problem));
    }
    bytes.take(4)?;
    let pool = Pool::read(&mut bytes)?;
    let access = bytes.u2()?;
    if access & ACC_MODULE != 0 {
        return Ok(None);
    }
    let name = pool.class(bytes.u2()?)?;
    let superclass = pool.class_if_any(bytes.u2()?)?;
    let count = bytes.u2()?;
    let interfaces: Vec<Arc<str>> = (0..count)
        .map(|_| pool.class(bytes.u2()?))
        .collect::<Result<_>>()?;
    let mut members = Members::default();
    for _ in 0..bytes.u2()? {
        members.field(&pool, &mut bytes, access & ACC_ENUM != 0)?;
    }
    for _ in 0..bytes.u2()? {
        members.method(&pool, &mut bytes)?;
    }
    let behind = Behind::read(&pool, &name, &mut bytes)?;
    if !bytes.is_empty() {
        let problem = "more comes behind the end of the class";
        return Err(ClassFileError::at(bytes.offset(), problem));
    }
    let form = match superclass.as_deref() {
        _ if access & ACC_INTERFACE != 0 => Form::Interface,
        Some("java.lang.Enum") if access & ACC_ENUM != 0 => Form::Enum,
        Some("java.lang.Record") => Form::Record,
        _ => Form::Class,
    };
    let modifiers = Modifiers::from_bits_retain(behind.modifiers.unwrap_or(access).into());
    let default_suid = match (form, members.suid) {
        (Form::Class, DeclaredSuid::None) => members.default_suid(&name, modifiers, &interfaces)?,
        _ => 0,
    };
    let (mut fields, listed) = match (members.persistent, members.listed) {
        // A record has its components, whatever it lists.
        _ if form == Form::Record => (members.fields, Listed::Not),
        (Some(fields), _) => (fields, Listed::Read),
        (None, true) => (members.fields, Listed::Unknown),
        (None, false) => (members.fields, Listed::Not),
    };
    fields.sort_by_cached_key(wire_order);
    let signature = behind.signature.as_deref();
    let signature = signature.and_then(ClassSignature::read).unwrap_or_default();
    Ok(Some(ClassFile {
        name,
        superclass,
        interfaces,
        modifiers,
        form,
        suid: members.suid,
        default_suid,
        fields,
        listed,
        constants: members.constants,
        variables: signature.variables,
        bounds: signature.bounds,
        superclass_arguments: signature.superclass,
        write_object: members.write_object,
        write_external: members.write_external,
        replaces: members.replaces,
        resolves: members.resolves,
    }))
}

/// "The primitive fields come first, sorted by name; then the objects": `ObjectStreamField.compareTo`.
/// `String.compareTo` goes by UTF-16 code units.
fn wire_order(field: &Field) -> (bool, Vec<u16>) {
    (!field.is_primitive(), field.name.encode_utf16().collect())
}

/// A field or method, as far as it matters for the default `serialVersionUID`.
struct Member {
    access: u16,
    name: Arc<str>,
    descriptor: Arc<str>,
}

#[derive(Default)]
struct Members {
    all_fields: Vec<Member>,
    methods: Vec<Member>,
    fields: Vec<Field>,
    suid: DeclaredSuid,
    listed: bool,
    /// What `serialPersistentFields` says.
    persistent: Option<Vec<Field>>,
    constants: Vec<Arc<str>>,
    write_object: Option<Written>,
    write_external: Option<Written>,
    replaces: bool,
    resolves: bool,
}

impl Members {
    /// Reads `field_info`.
    fn field(&mut self, pool: &Pool<'_>, bytes: &mut Bytes<'_>, of_enum: bool) -> Result<()> {
        let access = bytes.u2()?;
        let name = pool.text(bytes.u2()?)?;
        let place = bytes.offset();
        let descriptor = pool.text(bytes.u2()?)?;
        let mut constant = None;
        let mut generic = None;
        let mut is_not_null = false;
        each(bytes, |attribute, mut content| {
            if pool.is(attribute, "ConstantValue") {
                constant = pool.number(content.u2()?);
            } else if pool.is(attribute, "Signature") {
                generic = JavaType::of_signature(&pool.text(content.u2()?)?);
            } else if pool.is(attribute, "RuntimeVisibleAnnotations")
                || pool.is(attribute, "RuntimeInvisibleAnnotations")
            {
                is_not_null |= says_not_null(pool, content, false)?;
            } else if pool.is(attribute, "RuntimeVisibleTypeAnnotations")
                || pool.is(attribute, "RuntimeInvisibleTypeAnnotations")
            {
                is_not_null |= says_not_null(pool, content, true)?;
            }
            Ok(())
        })?;
        let is_static = access & ACC_STATIC != 0;
        if is_static && access & ACC_FINAL != 0 {
            match (&*name, &*descriptor) {
                ("serialVersionUID", "J" | "I" | "S" | "C" | "B") => {
                    let computed = DeclaredSuid::Computed;
                    self.suid = constant.map_or(computed, DeclaredSuid::Constant);
                }
                ("serialPersistentFields", "[Ljava/io/ObjectStreamField;") => {
                    self.listed = access & ACC_PRIVATE != 0;
                }
                _ if of_enum && access & ACC_ENUM != 0 => self.constants.push(Arc::clone(&name)),
                _ => {}
            }
        }
        if !is_static && access & ACC_TRANSIENT == 0 {
            let erased = JavaType::of_descriptor(&descriptor).ok_or_else(|| {
                let problem = format!("{descriptor:?} is no type of a field");
                ClassFileError::at(place, problem)
            })?;
            self.fields.push(Field {
                name: Arc::clone(&name),
                erased,
                generic,
                is_not_null,
            });
        }
        self.all_fields.push(Member {
            access,
            name,
            descriptor,
        });
        Ok(())
    }

    /// Reads `method_info`.
    fn method(&mut self, pool: &Pool<'_>, bytes: &mut Bytes<'_>) -> Result<()> {
        let access = bytes.u2()?;
        let name = pool.text(bytes.u2()?)?;
        let descriptor = pool.text(bytes.u2()?)?;
        let is_static = access & ACC_STATIC != 0;
        let of_object = &*name == "writeObject" && &*descriptor == WRITE_OBJECT;
        let is_writer = of_object || (&*name == "writeExternal" && &*descriptor == WRITE_EXTERNAL);
        let is_initializer = &*name == "<clinit>" && self.listed;
        let mut written = None;
        each(bytes, |attribute, content| {
            if !pool.is(attribute, "Code") {
                return Ok(());
            }
            if is_writer && !is_static {
                written = Some(Written::read(pool, content)?);
            } else if is_initializer {
                self.persistent = persistent::read(pool, content)?;
            }
            Ok(())
        })?;
        match of_object {
            // Only a private one is called by the stream.
            true if access & ACC_PRIVATE != 0 => self.write_object = written,
            false if is_writer => self.write_external = written,
            _ => {}
        }
        if &*descriptor == REPLACE && !is_static {
            self.replaces |= &*name == "writeReplace";
            self.resolves |= &*name == "readResolve";
        }
        self.methods.push(Member {
            access,
            name,
            descriptor,
        });
        Ok(())
    }

    fn default_suid(
        &self,
        name: &str,
        modifiers: Modifiers,
        interfaces: &[Arc<str>],
    ) -> Result<i64> {
        let mut shape = ClassShape::new(name, modifiers);
        for interface in interfaces {
            shape = shape.interface(&**interface);
        }
        let modifiers = |member: &Member| Modifiers::from_bits_retain(member.access.into());
        for field in &self.all_fields {
            shape = shape.field(&*field.name, modifiers(field), &*field.descriptor);
        }
        for method in &self.methods {
            shape = match &*method.name {
                "<init>" => shape.constructor(modifiers(method), &*method.descriptor),
                "<clinit>" => shape.static_initializer(),
                name => shape.method(name, modifiers(method), &*method.descriptor),
            };
        }
        shape
            .suid()
            .map_err(|error| ClassFileError::new(error.to_string()))
    }
}

/// What the attributes of the class say.
#[derive(Default)]
struct Behind {
    signature: Option<Arc<str>>,
    modifiers: Option<u16>,
}

impl Behind {
    fn read(pool: &Pool<'_>, class: &str, bytes: &mut Bytes<'_>) -> Result<Self> {
        let mut behind = Behind::default();
        each(bytes, |attribute, mut content| {
            if pool.is(attribute, "Signature") {
                behind.signature = Some(pool.text(content.u2()?)?);
            } else if pool.is(attribute, "InnerClasses") {
                behind.modifiers = inner_modifiers(pool, class, content)?;
            }
            Ok(())
        })?;
        Ok(behind)
    }
}
