//! The `serialVersionUID` of a class that does not declare one.
//!
//! Java Object Serialization Specification, section 4.6, "Stream Unique
//! Identifiers": the first eight bytes, in reverse, of the SHA-1 of what the class
//! looks like. `ObjectStreamClass.computeDefaultSUID` and the tool `serialver`
//! compute the same.
//!
//! Enums have 0, and so have records that declare none, dynamic proxy classes, and
//! classes that are not serializable.

use sha1::{Digest, Sha1};

use crate::data::push_utf;
use crate::error::Result;
use crate::text::{JavaStr, JavaString};

bitflags::bitflags! {
    /// The modifiers of a class or member, as `java.lang.reflect.Modifier` numbers them. Of
    /// what `Class.getModifiers()` gives, [`from_bits_retain`](Self::from_bits_retain) makes them.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub struct Modifiers: u32 {
        /// `public`
        const PUBLIC = 0x0001;
        /// `private`
        const PRIVATE = 0x0002;
        /// `protected`
        const PROTECTED = 0x0004;
        /// `static`
        const STATIC = 0x0008;
        /// `final`
        const FINAL = 0x0010;
        /// `synchronized`
        const SYNCHRONIZED = 0x0020;
        /// `volatile`
        const VOLATILE = 0x0040;
        /// `transient`
        const TRANSIENT = 0x0080;
        /// `native`
        const NATIVE = 0x0100;
        /// An interface.
        const INTERFACE = 0x0200;
        /// `abstract`
        const ABSTRACT = 0x0400;
        /// `strictfp`
        const STRICT = 0x0800;
    }
}

impl Modifiers {
    /// Those of a class that count.
    const OF_CLASS: Self = Self::PUBLIC
        .union(Self::FINAL)
        .union(Self::INTERFACE)
        .union(Self::ABSTRACT);
    const OF_FIELD: Self = Self::PUBLIC
        .union(Self::PRIVATE)
        .union(Self::PROTECTED)
        .union(Self::STATIC)
        .union(Self::FINAL)
        .union(Self::VOLATILE)
        .union(Self::TRANSIENT);
    const OF_METHOD: Self = Self::PUBLIC
        .union(Self::PRIVATE)
        .union(Self::PROTECTED)
        .union(Self::STATIC)
        .union(Self::FINAL)
        .union(Self::SYNCHRONIZED)
        .union(Self::NATIVE)
        .union(Self::ABSTRACT)
        .union(Self::STRICT);
}

/// What a class looks like, as far as its default `serialVersionUID` depends on it.
///
/// Modifiers are as `java.lang.reflect` gives them, those that do not matter
/// included. Types are descriptors, as in class files and as `javap -s` prints
/// them: `I`, `Ljava/lang/String;`, `(I)V`. Members that the compiler adds count too.
///
/// # Examples
///
/// ```
/// use javawire::class::suid::{ClassShape, Modifiers};
///
/// // public class Point implements java.io.Serializable { private int x; public Point() {} }
/// let suid = ClassShape::new("Point", Modifiers::PUBLIC)
///     .interface("java.io.Serializable")
///     .field("x", Modifiers::PRIVATE, "I")
///     .constructor(Modifiers::PUBLIC, "()V")
///     .suid()?;
/// assert_eq!(suid, 917_568_410_085_623_855); // as `serialver Point` says
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClassShape {
    name: JavaString,
    modifiers: Modifiers,
    interfaces: Vec<JavaString>,
    fields: Vec<Member>,
    has_static_initializer: bool,
    constructors: Vec<Member>,
    methods: Vec<Member>,
}

#[derive(Debug, Clone)]
struct Member {
    name: JavaString,
    modifiers: Modifiers,
    descriptor: JavaString,
}

impl ClassShape {
    /// Returns a class, as `Class.getName()` and `Class.getModifiers()` have it,
    /// without members.
    pub fn new(name: impl Into<JavaString>, modifiers: Modifiers) -> Self {
        ClassShape {
            name: name.into(),
            modifiers,
            interfaces: Vec::new(),
            fields: Vec::new(),
            has_static_initializer: false,
            constructors: Vec::new(),
            methods: Vec::new(),
        }
    }

    /// Returns the class with an interface that it implements itself, or that it
    /// extends if it is an interface.
    #[must_use]
    pub fn interface(mut self, name: impl Into<JavaString>) -> Self {
        self.interfaces.push(name.into());
        self
    }

    /// Returns the class with a field that it declares.
    #[must_use]
    pub fn field(
        mut self,
        name: impl Into<JavaString>,
        modifiers: Modifiers,
        descriptor: impl Into<JavaString>,
    ) -> Self {
        self.fields.push(Member {
            name: name.into(),
            modifiers,
            descriptor: descriptor.into(),
        });
        self
    }

    /// Returns the class with a static initializer: code in `static {}`, or a
    /// static field whose value is not a constant.
    #[must_use]
    pub fn static_initializer(mut self) -> Self {
        self.has_static_initializer = true;
        self
    }

    /// Returns the class with a constructor.
    #[must_use]
    pub fn constructor(mut self, modifiers: Modifiers, descriptor: impl Into<JavaString>) -> Self {
        self.constructors.push(Member {
            name: JavaString::from("<init>"),
            modifiers,
            descriptor: descriptor.into(),
        });
        self
    }

    /// Returns the class with a method that it declares.
    #[must_use]
    pub fn method(
        mut self,
        name: impl Into<JavaString>,
        modifiers: Modifiers,
        descriptor: impl Into<JavaString>,
    ) -> Self {
        self.methods.push(Member {
            name: name.into(),
            modifiers,
            descriptor: descriptor.into(),
        });
        self
    }

    /// Returns the default `serialVersionUID`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UtfTooLong`](crate::ErrorKind::UtfTooLong) if a name is longer
    /// than names in class files can be.
    pub fn suid(&self) -> Result<i64> {
        let mut out = Vec::new();
        push_utf(&mut out, self.name.as_java_str())?;
        push_modifiers(&mut out, self.class_modifiers());

        let mut interfaces: Vec<&JavaString> = self.interfaces.iter().collect();
        interfaces.sort();
        for interface in interfaces {
            push_utf(&mut out, interface.as_java_str())?;
        }

        let mut fields: Vec<&Member> = self.fields.iter().collect();
        fields.sort_by_key(|field| &field.name);
        for field in fields {
            let modifiers = field.modifiers & Modifiers::OF_FIELD;
            let is_not_saved = modifiers.intersects(Modifiers::STATIC | Modifiers::TRANSIENT);
            if !(modifiers.contains(Modifiers::PRIVATE) && is_not_saved) {
                push_utf(&mut out, field.name.as_java_str())?;
                push_modifiers(&mut out, modifiers);
                push_utf(&mut out, field.descriptor.as_java_str())?;
            }
        }

        if self.has_static_initializer {
            push_utf(&mut out, JavaStr::new_checked(b"<clinit>"))?;
            push_modifiers(&mut out, Modifiers::STATIC);
            push_utf(&mut out, JavaStr::new_checked(b"()V"))?;
        }
        push_methods(&mut out, &self.constructors)?;
        push_methods(&mut out, &self.methods)?;
        Ok(digest(&out))
    }

    /// Compilers differ in whether an interface is abstract: it counts as such if it has methods.
    fn class_modifiers(&self) -> Modifiers {
        let modifiers = self.modifiers & Modifiers::OF_CLASS;
        if !modifiers.contains(Modifiers::INTERFACE) {
            modifiers
        } else if self.methods.is_empty() {
            modifiers.difference(Modifiers::ABSTRACT)
        } else {
            modifiers | Modifiers::ABSTRACT
        }
    }
}

/// Returns the default `serialVersionUID` of a class of arrays, as `Class.getName()`
/// has it: `[I` or `[Ljava.lang.String;`. `public` says whether the type of the
/// elements is, down to the last dimension; primitive types are.
///
/// # Errors
///
/// [`ErrorKind::UtfTooLong`](crate::ErrorKind::UtfTooLong) if the name is longer
/// than 65,535 bytes.
///
/// # Examples
///
/// ```
/// use javawire::JavaStr;
/// use javawire::class::suid;
///
/// let ints = suid::of_array(JavaStr::new(b"[I")?, true)?;
/// assert_eq!(ints, 0x4DBA_6026_76EA_B2A5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn of_array(name: JavaStr<'_>, public: bool) -> Result<i64> {
    let mut out = Vec::new();
    push_utf(&mut out, name)?;
    // Arrays count as final and abstract whatever their elements are.
    let mut modifiers = Modifiers::FINAL | Modifiers::ABSTRACT;
    modifiers.set(Modifiers::PUBLIC, public);
    push_modifiers(&mut out, modifiers);
    Ok(digest(&out))
}

/// Constructors or methods, sorted by name and descriptor; private ones do not count.
fn push_methods(out: &mut Vec<u8>, methods: &[Member]) -> Result<()> {
    let mut sorted: Vec<(&Member, JavaString)> = methods
        .iter()
        .map(|method| (method, dotted(&method.descriptor)))
        .collect();
    sorted.sort_by(|(a, a_type), (b, b_type)| (&a.name, a_type).cmp(&(&b.name, b_type)));
    for (method, descriptor) in sorted {
        let modifiers = method.modifiers & Modifiers::OF_METHOD;
        if !modifiers.contains(Modifiers::PRIVATE) {
            push_utf(out, method.name.as_java_str())?;
            push_modifiers(out, modifiers);
            push_utf(out, descriptor.as_java_str())?;
        }
    }
    Ok(())
}

/// A descriptor with dots where class files have slashes: the JDK hashes those of methods so.
fn dotted(descriptor: &JavaString) -> JavaString {
    let bytes = descriptor.as_java_str().as_bytes().iter();
    let dotted = bytes.map(|byte| if *byte == b'/' { b'.' } else { *byte });
    JavaString::from_checked(dotted.collect())
}

fn push_modifiers(out: &mut Vec<u8>, modifiers: Modifiers) {
    out.extend_from_slice(&modifiers.bits().to_be_bytes());
}

fn digest(bytes: &[u8]) -> i64 {
    let hash = Sha1::digest(bytes);
    let mut first = [0; 8];
    for (place, byte) in first.iter_mut().zip(hash) {
        *place = byte;
    }
    i64::from_le_bytes(first)
}
