//! [`ClassBuilder`]: class descriptors made by hand.

use std::collections::HashSet;

use super::contents::Contents;
use super::{ClassDesc, ClassId, FieldDesc, Graph, Slot, Stored, full};
use crate::class::suid;
use crate::class::type_name::TypeName;
use crate::codes::{
    MAX_SHORT_STRING, SC_BLOCK_DATA, SC_ENUM, SC_EXTERNALIZABLE, SC_SERIALIZABLE, SC_WRITE_METHOD,
};
use crate::error::{ErrorKind, Result};
use crate::event::{ClassFlags, FieldType};
use crate::text::JavaString;

/// The description of a class, as `java.io.ObjectStreamClass` has it.
///
/// Its fields are those that are serialized: no static and no transient ones,
/// unless `serialPersistentFields` names them.
///
/// # Examples
///
/// ```
/// use javawire::graph::{ClassBuilder, Graph};
///
/// let mut graph = Graph::new();
/// let shape = graph.define(ClassBuilder::serializable("com.example.Shape", 1).field("name", "java.lang.String"))?;
/// let circle = graph.define(
///     ClassBuilder::serializable("com.example.Circle", 2)
///         .superclass(shape)
///         .field("tags", "java.lang.String[]")
///         .field("radius", "double"),
/// )?;
/// let fields: Vec<_> = graph.class(circle).unwrap().fields().map(|field| field.name().to_string()).collect();
/// assert_eq!(fields, ["radius", "tags"]); // primitives come first, as in the JDK
/// # Ok::<(), javawire::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClassBuilder {
    name: JavaString,
    suid: i64,
    flags: ClassFlags,
    fields: Vec<(JavaString, JavaString)>,
    interfaces: Option<Vec<JavaString>>,
    superclass: Option<Superclass>,
    fields_written: bool,
}

#[derive(Debug, Clone, Copy)]
enum Superclass {
    Defined(ClassId),
    OfTheJdk(&'static str),
}

impl ClassBuilder {
    /// Returns the description of a `Serializable` class with this `serialVersionUID`.
    ///
    /// For a class that does not declare one, [`suid`] computes it; a record that does not has 0.
    pub fn serializable(name: impl Into<JavaString>, suid: i64) -> Self {
        ClassBuilder {
            name: name.into(),
            suid,
            flags: ClassFlags(SC_SERIALIZABLE),
            fields: Vec::new(),
            interfaces: None,
            superclass: None,
            fields_written: true,
        }
    }

    /// Returns the description of an `Externalizable` class with this `serialVersionUID`.
    pub fn externalizable(name: impl Into<JavaString>, suid: i64) -> Self {
        Self::serializable(name, suid).flags(ClassFlags(SC_EXTERNALIZABLE | SC_BLOCK_DATA))
    }

    /// Returns the description of an enum.
    pub fn enumeration(name: impl Into<JavaString>) -> Self {
        let mut builder = Self::serializable(name, 0).flags(ClassFlags(SC_SERIALIZABLE | SC_ENUM));
        builder.superclass = Some(Superclass::OfTheJdk("java.lang.Enum"));
        builder
    }

    /// Returns the description of the arrays of a public type, which is spelled as
    /// in Java: `array("int")` is `int[]`.
    ///
    /// The `serialVersionUID` of arrays follows from the name and from whether the type of the
    /// elements is public; JVMs do not check it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this is not the name of a type.
    pub fn array(element: &str) -> Result<Self> {
        Self::array_of(element, true)
    }

    /// Returns the description of the arrays of a type that is not public.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this is not the name of a type.
    pub fn array_of_hidden(element: &str) -> Result<Self> {
        Self::array_of(element, false)
    }

    /// Returns the description of a class that is neither, as the `Class` objects
    /// of `int.class`, of interfaces and of all other classes need it.
    pub fn not_serializable(name: impl Into<JavaString>) -> Self {
        Self::serializable(name, 0).flags(ClassFlags(0))
    }

    /// Returns the description of a dynamic proxy class with these interfaces. Its
    /// field `h` is the `InvocationHandler`.
    pub fn proxy<T: Into<JavaString>>(interfaces: impl IntoIterator<Item = T>) -> Self {
        let mut builder = Self::serializable("", 0);
        builder.interfaces = Some(interfaces.into_iter().map(Into::into).collect());
        builder.superclass = Some(Superclass::OfTheJdk("java.lang.reflect.Proxy"));
        builder
    }

    /// Returns the description with this `serialVersionUID`.
    #[must_use]
    pub fn suid(mut self, suid: i64) -> Self {
        self.suid = suid;
        self
    }

    /// Returns the description with exactly these flags.
    #[must_use]
    pub fn flags(mut self, flags: ClassFlags) -> Self {
        self.flags = flags;
        self
    }

    /// Returns the description of a class that has a `writeObject` method: its
    /// objects can be [annotated](super::ObjectMut::annotate).
    #[must_use]
    pub fn write_method(mut self) -> Self {
        self.flags.0 |= SC_WRITE_METHOD;
        self
    }

    /// Returns the description of a class that has a `writeObject` method which does not write the
    /// fields: its objects have none, only what they are [annotated](super::ObjectMut::annotate) with.
    ///
    /// The graph knows this of a class read by a parser that was
    /// [told](crate::Parser::with_fields_not_written) so, and of those of the JDK.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::graph::{ClassBuilder, Contents, Graph};
    ///
    /// let mut graph = Graph::new();
    /// let class = ClassBuilder::serializable("a.B", 1).field("n", "int").fields_not_written();
    /// let class = graph.define(class)?;
    /// let object = graph.object(class)?.annotate(class, &Contents::new().byte(7))?.id();
    /// graph.push(object)?;
    /// assert!(graph.write().ends_with(b"I\0\x01nxp\x77\x01\x07x"));
    /// # Ok::<(), javawire::Error>(())
    /// ```
    #[must_use]
    pub fn fields_not_written(mut self) -> Self {
        self.fields_written = false;
        self.write_method()
    }

    /// Returns the description with one more field. Its type is spelled as in
    /// Java, `int` or `java.util.Map$Entry[]`, or as a descriptor, `[Ljava/util/Map$Entry;`.
    #[must_use]
    pub fn field(mut self, name: impl Into<JavaString>, type_name: impl Into<JavaString>) -> Self {
        self.fields.push((name.into(), type_name.into()));
        self
    }

    /// Returns the description with this superclass; only needed if that is serializable.
    #[must_use]
    pub fn superclass(mut self, superclass: ClassId) -> Self {
        self.superclass = Some(Superclass::Defined(superclass));
        self
    }

    fn array_of(element: &str, public: bool) -> Result<Self> {
        let element = JavaString::from(element);
        let name = TypeName::parse(element.as_java_str())?.array_class();
        let suid = suid::of_array(name.as_java_str(), public)?;
        Ok(Self::serializable(name, suid))
    }

    fn unfit(&self, field: Option<&JavaString>, problem: &str) -> ErrorKind {
        ErrorKind::Unfit {
            class: self.name.clone(),
            field: field.cloned(),
            problem: problem.to_owned(),
        }
    }

    /// Checks what the JVM's reader checks, and what the format cannot hold.
    fn check(&self) -> Result<(), ErrorKind> {
        let flags = self.flags;
        let all_names = self.fields.iter().map(|(name, _)| name);
        let interfaces = self.interfaces.iter().flatten();
        for name in all_names.chain(interfaces).chain([&self.name]) {
            if name.as_java_str().as_bytes().len() > MAX_SHORT_STRING {
                return Err(self.unfit(None, "a name of more than 65,535 bytes"));
            }
        }
        let problem = if self.interfaces.is_some() {
            (!self.fields.is_empty()).then_some("a proxy class has no fields of its own")
        } else if self.name.as_java_str().is_empty() {
            Some("a class without a name")
        } else if flags.is_serializable() && flags.is_externalizable() {
            Some("serializable and externalizable flags conflict")
        } else if flags.is_enum() && self.suid != 0 {
            Some("an enum has the serialVersionUID 0")
        } else if flags.is_enum() && !self.fields.is_empty() {
            Some("an enum has no fields on the wire")
        } else if u16::try_from(self.fields.len()).is_err() {
            Some("more than 65,535 fields")
        } else {
            None
        };
        match problem {
            Some(problem) => Err(self.unfit(None, problem)),
            None => Ok(()),
        }
    }

    /// The fields with their types, in the order of `ObjectStreamField.compareTo`:
    /// primitives before objects, each by name.
    fn sorted_fields(&self) -> Result<Vec<(&JavaString, TypeName)>, ErrorKind> {
        let mut seen = HashSet::new();
        let mut fields = Vec::with_capacity(self.fields.len());
        for (name, type_name) in &self.fields {
            if !seen.insert(name) {
                return Err(self.unfit(Some(name), "there are two fields of this name"));
            }
            let type_name = TypeName::parse(type_name.as_java_str()).map_err(|_| {
                self.unfit(Some(name), &format!("{type_name} is no name of a type"))
            })?;
            fields.push((name, type_name));
        }
        fields.sort_by_key(|(name, type_name)| (type_name.code().width().is_none(), *name));
        Ok(fields)
    }
}

impl Graph {
    /// Returns the class that `builder` describes, new to the graph.
    ///
    /// As with `Class` objects in Java, only the same class has the same
    /// descriptor: describe each class once and keep its id.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if the description contradicts itself.
    pub fn define(&mut self, builder: ClassBuilder) -> Result<ClassId> {
        builder.check()?;
        let superclass = match builder.superclass {
            None => None,
            Some(Superclass::OfTheJdk(name)) => Some(self.jdk_class(name)?.0),
            Some(Superclass::Defined(superclass)) => match self.class_desc(superclass.0) {
                Some(_) => Some(superclass.0),
                None => {
                    return Err(builder
                        .unfit(None, "its superclass is not in this graph")
                        .into());
                }
            },
        };
        let mut fields = Vec::with_capacity(builder.fields.len());
        for (name, type_name) in builder.sorted_fields()? {
            let code = type_name.code();
            fields.push(FieldDesc {
                code,
                name: name.clone(),
                // One string for all fields of a type, as `ObjectStreamField.getTypeString` interns it.
                type_name: match code.width() {
                    Some(_) => Slot::NULL,
                    None => Slot::of(self.intern(type_name.descriptor())?)?,
                },
            });
        }
        let class = self.classes.next().ok_or_else(full)?;
        let node = self.add_node(Stored::Desc { class })?;
        if !builder.fields_written {
            self.keep_fields_not_written(builder.name.clone());
        }
        let element = FieldType::of_elements(builder.name.as_java_str());
        let codes: Vec<_> = fields.iter().map(|field| field.code).collect();
        let desc = ClassDesc {
            name: builder.name,
            suid: builder.suid,
            fields,
            interfaces: builder.interfaces,
            annotation: Slot::NULL,
        };
        self.classes.push(node, builder.flags, element, desc);
        for code in codes {
            self.classes.add_field(class, code);
        }
        self.classes.set_superclass(class, superclass);
        if self.classes.complete(class).is_none() {
            return Err(ErrorKind::Caller("the superclass of a class is not complete").into());
        }
        Ok(ClassId(class))
    }

    /// Sets what `ObjectOutputStream.annotateClass` writes after the descriptor
    /// of a class, or `annotateProxyClass`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Caller`] if the class or an object is not in this graph.
    pub fn annotate_class(&mut self, class: ClassId, contents: &Contents) -> Result<()> {
        let annotation = self.add_contents(contents)?;
        match self.classes.get_mut(class.0) {
            Some(desc) => {
                desc.annotation = annotation;
                Ok(())
            }
            None => Err(ErrorKind::Caller("a class that is not in this graph").into()),
        }
    }
}
