//! Classes that need no description: those of the JDK, arrays, enums.

use std::borrow::Cow;

use super::Encoder;
use super::document::Value;
use super::fault::{Fault, cited};
use crate::class::jdk::JdkClass;
use crate::class::shape::ClassIndex;
use crate::class::suid;
use crate::codes::{SC_ENUM, SC_SERIALIZABLE, TC_ENDBLOCKDATA, TC_NULL};
use crate::event::{Begin, ClassFlags, FieldType};
use crate::text::JavaString;
use crate::wire::items::{put_class_desc, put_field, put_new_string};

/// The superclass of all enums.
const ENUM: &str = "java.lang.Enum";

/// What is known of a class.
enum Known {
    Jdk(JdkClass),
    /// The name of these says it all: an enum, or an array, whose `serialVersionUID` Java does not
    /// compare.
    Enum,
    Array {
        suid: i64,
    },
}

impl<'v> Encoder<'v> {
    /// The descriptor of a class that was not described before: that of `name`, which stands in
    /// `value`, and those of its superclasses.
    pub(super) fn known_class(
        &mut self,
        value: Value<'v>,
        name: &'v str,
        of: Option<Begin>,
    ) -> Result<(), Fault<'v>> {
        let mut next = Some((name, known(name, of)));
        let mut new = Vec::new();
        let mut above = None;
        while let Some((name, known)) = next.take() {
            above = self.classes.named(name);
            if let Some(class) = above {
                let handle = self.classes.get(class, value)?.key();
                self.refer(handle);
                break;
            }
            let Some(known) = known else {
                let problem = format!(
                    "no class {} is described before this: describe it here, as an object. Its \
                     description stands where the class was first used: where an edit removed \
                     that, copy it from there",
                    cited(name)
                );
                return Err(Fault::new(value, problem));
            };
            new.push(self.put_known(value, name, &known)?);
            next = match known {
                Known::Jdk(class) => class
                    .superclass
                    .map(|name| (name, JdkClass::named(name).map(Known::Jdk))),
                Known::Enum => Some((ENUM, JdkClass::named(ENUM).map(Known::Jdk))),
                Known::Array { .. } => None,
            };
            if next.is_none() {
                self.out.push(TC_NULL);
            }
        }
        for class in new.into_iter().rev() {
            self.classes.table.set_superclass(class, above);
            let completed = self.classes.table.complete(class);
            if completed.is_none() {
                return Err(Fault::new(value, "its superclass is not complete here"));
            }
            above = Some(class);
        }
        self.class = above;
        Ok(())
    }

    /// One descriptor, up to its superclass.
    fn put_known(
        &mut self,
        value: Value<'v>,
        name: &'v str,
        known: &Known,
    ) -> Result<ClassIndex, Fault<'v>> {
        let (suid, flags) = match known {
            Known::Jdk(class) => (class.suid, class.flags),
            Known::Enum => (0, ClassFlags(SC_SERIALIZABLE | SC_ENUM)),
            Known::Array { suid } => (*suid, ClassFlags(SC_SERIALIZABLE)),
        };
        let fields: Vec<_> = match known {
            Known::Jdk(class) => class.fields().collect(),
            _ => Vec::new(),
        };
        let count = u16::try_from(fields.len()).unwrap_or(u16::MAX);
        let java_name = JavaString::from(name);
        put_class_desc(&mut self.out, java_name.as_java_str(), suid, flags, count);
        let Some(class) = self.classes.table.next() else {
            return Err(Fault::new(value, "more classes than there are handles"));
        };
        let handle = self.ids.assign_unnamed(value)?;
        let name = Some(Cow::Borrowed(name));
        let element = FieldType::of_elements(java_name.as_java_str());
        self.classes.push(handle, name, flags, element);
        for (name, descriptor) in fields {
            let code = descriptor.bytes().next().and_then(FieldType::from_code);
            let code = code.unwrap_or(FieldType::Object);
            put_field(&mut self.out, code, JavaString::from(name).as_java_str());
            self.classes
                .push_field(class, code, Some(Cow::Borrowed(name)));
            if code.width().is_none() {
                self.known_type(value, descriptor)?;
                self.classes.set_declared(class, descriptor);
            }
        }
        self.classes.end_fields(class);
        self.out.push(TC_ENDBLOCKDATA);
        Ok(class)
    }

    fn known_type(&mut self, value: Value<'v>, descriptor: &'static str) -> Result<(), Fault<'v>> {
        if let Some(handle) = self.classes.type_string(descriptor) {
            self.refer(handle);
            return Ok(());
        }
        put_new_string(&mut self.out, JavaString::from(descriptor).as_java_str());
        let handle = self.ids.assign_unnamed(value)?;
        self.classes.set_type_string(descriptor, handle);
        Ok(())
    }
}

fn known(name: &str, of: Option<Begin>) -> Option<Known> {
    if of == Some(Begin::Enum) {
        return Some(Known::Enum);
    }
    let element = name.trim_start_matches('[');
    if element.len() < name.len() {
        let is_type = match element.as_bytes() {
            [b'L', class @ .., b';'] => !class.is_empty() && !class.contains(&b'/'),
            [code] => FieldType::from_code(*code).is_some_and(|code| code.width().is_some()),
            _ => false,
        };
        let suid = suid::of_array(JavaString::from(name).as_java_str(), true);
        let suid = suid.ok().filter(|_| is_type)?;
        return Some(Known::Array { suid });
    }
    JdkClass::named(name).map(Known::Jdk)
}
