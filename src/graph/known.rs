//! Classes of the JDK, which need no description.

use super::{ClassBuilder, ClassId, Graph};
use crate::class::jdk::JdkClass;
use crate::error::{ErrorKind, Result};
use crate::event::FieldType;
use crate::text::JavaString;

impl Graph {
    /// Returns a class of the JDK, described the first time: the
    /// serializable ones of `java.lang`, `java.util`, `java.time` and the other packages that
    /// programs put into streams.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`] if this crate does not know the class. Describe it
    /// with a [`ClassBuilder`] then.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::graph::{ClassBuilder, Graph};
    ///
    /// let mut graph = Graph::new();
    /// let runtime_exception = graph.jdk_class("java.lang.RuntimeException")?;
    /// let class = graph.define(
    ///     ClassBuilder::serializable("com.example.NoSuchUser", 1).superclass(runtime_exception),
    /// )?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn jdk_class(&mut self, name: &str) -> Result<ClassId> {
        // The superclasses that are not described yet, the topmost last.
        let mut missing = Vec::new();
        let mut next = Some(name);
        let mut superclass = None;
        while let Some(name) = next {
            superclass = self.class_named(JavaString::from(name).as_java_str());
            if superclass.is_some() {
                break;
            }
            let class = JdkClass::named(name).ok_or_else(|| ErrorKind::Unfit {
                class: JavaString::from(name),
                field: None,
                problem: "is no class of the JDK that can be described here".to_owned(),
            })?;
            missing.push(class);
            next = class.superclass;
        }
        for class in missing.into_iter().rev() {
            let mut builder = ClassBuilder::serializable(class.name, class.suid).flags(class.flags);
            for (name, descriptor) in class.fields() {
                let keyword = match descriptor.as_bytes() {
                    [code] => FieldType::from_code(*code).and_then(FieldType::keyword),
                    _ => None,
                };
                builder = builder.field(name, keyword.unwrap_or(descriptor));
            }
            if let Some(superclass) = superclass {
                builder = builder.superclass(superclass);
            }
            superclass = Some(self.define(builder)?);
        }
        superclass.ok_or(ErrorKind::Caller("a class without a name").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_can_be_described() {
        for name in crate::class::jdk::names() {
            assert!(Graph::new().jdk_class(name).is_ok(), "{name}");
        }
    }
}
