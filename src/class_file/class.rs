//! [`ClassFile`]: one class, as its class file describes it.

use std::sync::Arc;

use super::error::Result;
use super::java_type::JavaType;
use super::read;
use super::written::Written;
use crate::class::suid::Modifiers;

/// One class, as its class file describes it: what matters for its objects in a stream.
///
/// # Examples
///
/// ```no_run
/// use javawire::class_file::ClassFile;
///
/// let bytes = std::fs::read("target/classes/com/shop/Item.class")?;
/// let class = ClassFile::read(&bytes)?.unwrap();
/// assert_eq!(class.name(), "com.shop.Item");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClassFile {
    pub(super) name: Arc<str>,
    pub(super) superclass: Option<Arc<str>>,
    pub(super) interfaces: Vec<Arc<str>>,
    pub(super) modifiers: Modifiers,
    pub(super) form: Form,
    pub(super) suid: DeclaredSuid,
    pub(super) default_suid: i64,
    pub(super) fields: Vec<Field>,
    pub(super) listed: Listed,
    pub(super) constants: Vec<Arc<str>>,
    pub(super) variables: Vec<Arc<str>>,
    pub(super) bounds: Vec<JavaType>,
    pub(super) superclass_arguments: Vec<JavaType>,
    pub(super) write_object: Option<Written>,
    pub(super) write_external: Option<Written>,
    pub(super) replaces: bool,
    pub(super) resolves: bool,
}

/// What a class is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A class, which may be abstract.
    Class,
    /// An interface or annotation.
    Interface,
    /// An `enum`.
    Enum,
    /// A `record`.
    Record,
}

/// Who says which fields a class has in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listed {
    /// Nobody: those that are neither `static` nor `transient`.
    Not,
    /// `serialPersistentFields`, which could be read off the bytecode.
    Read,
    /// `serialPersistentFields`, whose fields only a JVM can tell: those that are given here may
    /// not be them.
    Unknown,
}

/// What a class says of its `serialVersionUID`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum DeclaredSuid {
    #[default]
    None,
    Constant(i64),
    /// It is made when the class is initialized.
    Computed,
}

/// A field that objects have in a stream: no `static`, no `transient`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub(super) name: Arc<str>,
    pub(super) erased: JavaType,
    pub(super) generic: Option<JavaType>,
    pub(super) is_not_null: bool,
}

impl Field {
    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the type that its descriptor has.
    pub fn erased(&self) -> &JavaType {
        &self.erased
    }

    /// Returns its type as it is declared: with what a list holds, where that is said.
    pub fn declared(&self) -> &JavaType {
        self.generic.as_ref().unwrap_or(&self.erased)
    }

    /// Returns whether an annotation says that it is never null: `NotNull`, `NonNull`, `Nonnull`.
    pub fn is_not_null(&self) -> bool {
        self.is_not_null
    }

    /// Returns whether it holds a primitive.
    pub fn is_primitive(&self) -> bool {
        matches!(self.erased, JavaType::Primitive(_))
    }
}

impl ClassFile {
    /// Returns the class that a class file describes; `None` if it describes a module.
    ///
    /// # Errors
    ///
    /// [`ClassFileError`](super::ClassFileError) if the bytes are no class file.
    pub fn read(bytes: &[u8]) -> Result<Option<Self>> {
        read::class(bytes)
    }

    /// Returns its name, as `Class.getName()` has it: `java.util.Map$Entry`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the name of its superclass.
    pub fn superclass(&self) -> Option<&str> {
        self.superclass.as_deref()
    }

    /// Returns the interfaces that it implements itself.
    pub fn interfaces(&self) -> &[Arc<str>] {
        &self.interfaces
    }

    /// Returns its modifiers, as `Class.getModifiers()` has them.
    pub fn modifiers(&self) -> Modifiers {
        self.modifiers
    }

    /// Returns what it is.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Returns its fields in the order of the wire: primitives first, each group by name.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns who says which fields there are.
    pub fn listed(&self) -> Listed {
        self.listed
    }

    /// Returns the constants of an enum, in their order.
    pub fn constants(&self) -> &[Arc<str>] {
        &self.constants
    }

    /// Returns the names of its type variables.
    pub fn variables(&self) -> &[Arc<str>] {
        &self.variables
    }

    /// Returns what each of its type variables is at most, which may name other variables:
    /// `com.shop.Item` of `T extends Item`.
    pub fn bounds(&self) -> &[JavaType] {
        &self.bounds
    }

    /// Returns the types that it gives its superclass.
    pub fn superclass_arguments(&self) -> &[JavaType] {
        &self.superclass_arguments
    }

    /// Returns what its `writeObject` writes, if it has one.
    pub fn write_object(&self) -> Option<&Written> {
        self.write_object.as_ref()
    }

    /// Returns what its `writeExternal` writes, if it has one.
    pub fn write_external(&self) -> Option<&Written> {
        self.write_external.as_ref()
    }

    /// Returns whether it has a `writeReplace`: another object is written in its place.
    pub fn replaces(&self) -> bool {
        self.replaces
    }

    /// Returns whether it has a `readResolve`: another object is read in its place.
    pub fn resolves(&self) -> bool {
        self.resolves
    }

    /// How much memory it takes, about.
    pub(super) fn weight(&self) -> usize {
        let names = [&self.interfaces, &self.constants, &self.variables];
        let names = names.into_iter().flatten().map(|name| weight(name));
        let fields = self.fields.iter().map(|field| {
            let generic = field.generic.as_ref().map_or(0, JavaType::weight);
            let types = field.erased.weight().saturating_add(generic);
            types.saturating_add(weight(&field.name))
        });
        let arguments = self.superclass_arguments.iter().chain(&self.bounds);
        let arguments = arguments.map(JavaType::weight);
        let written = [&self.write_object, &self.write_external];
        let written = written.into_iter().flatten().map(Written::weight);
        let parts = names.chain(fields).chain(arguments).chain(written);
        parts.fold(size_of::<Self>(), usize::saturating_add)
    }
}

/// How much memory a name takes, and what goes with it.
pub(super) fn weight(name: &str) -> usize {
    name.len().saturating_add(64)
}
