//! What is known of a class, from class files, captures and the crate's own table of the JDK.
//! Where two of them know it, they must agree.

mod known;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::known::{agree, of_capture, of_the_jdk};
use super::error::{Result, TypesError};
use super::evidence::Evidence;
use super::jdk_enums;
use crate::class::jdk::JdkClass;
use crate::class_file::{Classes, Field, Fields, Form, JavaType, Listed, Written};

/// What a class looks like in a stream.
#[derive(Debug, Clone)]
pub(super) struct Described {
    pub(super) levels: Vec<Level>,
    pub(super) form: Kind,
    /// What else there is to know.
    pub(super) notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Fields,
    Record,
    External,
}

#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) name: String,
    pub(super) suid: i64,
    pub(super) fields: Vec<FieldOf>,
    /// What comes behind the fields, or in place of them.
    pub(super) written: Option<Custom>,
}

/// A field of a level.
#[derive(Debug, Clone)]
pub(super) struct FieldOf {
    pub(super) name: String,
    pub(super) erased: JavaType,
    pub(super) declared: JavaType,
    pub(super) is_not_null: bool,
}

impl FieldOf {
    /// The arguments of its type, `com.shop.Item` of a `List<com.shop.Item>`, if it has some.
    pub(super) fn arguments(&self) -> Option<String> {
        match &self.declared {
            JavaType::Class(_, arguments) if !arguments.is_empty() => {
                let arguments: Vec<String> = arguments.iter().map(JavaType::to_string).collect();
                Some(arguments.join(", "))
            }
            _ => None,
        }
    }
}

/// What a `writeObject` or `writeExternal` writes.
#[derive(Debug, Clone)]
pub(super) struct Custom {
    pub(super) without_fields: bool,
    /// `None` if only its being there is known.
    pub(super) written: Option<Written>,
}

/// All that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Sources {
    pub(super) classes: Classes,
    pub(super) evidence: Evidence,
}

impl Sources {
    /// Whether anything is known of a class that could be written.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.classes.get(name).is_some() || self.evidence.class(name).is_some()
    }

    /// Whether the objects of a class are exceptions.
    pub(super) fn is_exception(&self, name: &str) -> bool {
        if super::is_of_the_jdk(name) {
            let mut next = JdkClass::named(name);
            while let Some(class) = next.filter(|class| class.name != "java.lang.Throwable") {
                next = class.superclass.and_then(JdkClass::named);
            }
            // The table has not all of them.
            let simple = name.rsplit(['.', '$']).next().unwrap_or_default();
            return next.is_some() || simple.ends_with("Exception") || simple.ends_with("Error");
        }
        let levels = self.chain(name).unwrap_or_default();
        levels.iter().any(|level| level == "java.lang.Throwable")
    }

    /// Whether a table can say what the objects of a class look like: all that it extends is known,
    /// and if it is external, that is all that there is of it.
    pub(super) fn is_plain(&self, name: &str) -> bool {
        let Ok(levels) = self.chain(name) else {
            return false;
        };
        !self.is_external(name) || self.why_no_table(name, levels.len()).is_none()
    }

    fn is_external(&self, name: &str) -> bool {
        match self.evidence.class(name) {
            Some(seen) => seen.flags.is_externalizable(),
            None => self.classes.nature(name).is_externalizable,
        }
    }

    /// Why no table can say what an `Externalizable` with so many levels looks like.
    fn why_no_table(&self, name: &str, levels: usize) -> Option<&'static str> {
        let form = self.classes.get(name).map(|class| class.form());
        match form {
            Some(Form::Record) => Some("is a record, which a JVM writes as no other class"),
            _ if levels > 1 => Some("extends serializable classes, whose fields it does not write"),
            _ => None,
        }
    }

    /// Whether all constants of an enum are known, not only those that were seen.
    pub(super) fn has_all_constants(&self, name: &str) -> bool {
        self.classes.get(name).is_some() || jdk_enums::constants(name).is_some()
    }

    /// The constants of an enum, in the order of the class, or else by name.
    pub(super) fn constants(&self, name: &str) -> Option<Vec<Arc<str>>> {
        if let Some(class) = self.classes.get(name) {
            let has_some = class.form() == Form::Enum && !class.constants().is_empty();
            return has_some.then(|| class.constants().to_vec());
        }
        if let Some(known) = jdk_enums::constants(name) {
            return Some(known.iter().copied().map(Arc::from).collect());
        }
        let seen = self.evidence.class(name)?;
        let constants = seen.constants.iter().map(|name| Arc::from(&**name));
        seen.flags.is_enum().then(|| constants.collect())
    }

    /// Returns what a class looks like.
    ///
    /// # Errors
    ///
    /// If it is not known, or known in two ways.
    pub(super) fn describe(&self, name: &str) -> Result<Described> {
        let chain = self.chain(name)?;
        if self.is_external(name)
            && let Some(why) = self.why_no_table(name, chain.len())
        {
            return Err(TypesError::new(format!(
                "{name} is Externalizable and {why}: no table can say that. A field that holds one \
                 is a typed::Any"
            )));
        }
        let mut levels = Vec::new();
        let mut notes = Vec::new();
        let mut given: BTreeMap<Arc<str>, JavaType> = BTreeMap::new();
        for level in chain.iter().rev() {
            let (described, above) = self.level(level, &given)?;
            levels.push(described);
            given = above;
            if let Some(class) = self.classes.get(level) {
                match class.listed() {
                    Listed::Read => notes.push(format!(
                        "The fields of `{level}` are those of its `serialPersistentFields`."
                    )),
                    Listed::Unknown => notes.push(format!(
                        "The fields of `{level}` are told by its `serialPersistentFields`, which \
                         only a JVM can read: they may be others than these."
                    )),
                    Listed::Not => {}
                }
            }
        }
        levels.reverse();
        let class = self.classes.get(name);
        if class.is_some_and(|class| class.replaces()) {
            notes.push("Its `writeReplace` writes another object in its place.".to_owned());
        }
        if class.is_some_and(|class| class.resolves()) {
            notes.push("Its `readResolve` makes another object of it in Java.".to_owned());
        }
        let is_external = match (class, self.evidence.class(name)) {
            (Some(_), _) => self.classes.nature(name).is_externalizable,
            (None, Some(seen)) => seen.flags.is_externalizable(),
            (None, None) => false,
        };
        let form = match class.map(|class| class.form()) {
            Some(Form::Record) => Kind::Record,
            _ if is_external => Kind::External,
            _ => Kind::Fields,
        };
        if form == Kind::External
            && let Some(level) = levels.last_mut()
        {
            level.fields.clear();
            level.written = Some(Custom {
                without_fields: false,
                written: self.external(name),
            });
        }
        Ok(Described {
            levels,
            form,
            notes,
        })
    }

    /// The names of the levels, from the topmost on.
    fn chain(&self, name: &str) -> Result<Vec<String>> {
        if let Some(class) = self.classes.get(name) {
            let nature = self.classes.nature(name);
            if let Some(missing) = &nature.missing
                && self.evidence.class(name).is_none()
            {
                return Err(TypesError::new(format!(
                    "{missing}, which {name} extends, is not among the inputs: add the jar that \
                     has it, or a capture with such objects"
                )));
            }
            if !nature.is_serializable && nature.missing.is_none() {
                return Err(TypesError::new(format!(
                    "{name} is not serializable: neither it nor what it extends implements \
                     Serializable"
                )));
            }
            if nature.missing.is_none() {
                let levels = self.classes.levels(class);
                return Ok(levels.into_iter().map(str::to_owned).collect());
            }
        }
        let mut levels = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take_if(|name| !levels.contains(name)) {
            let seen = self.evidence.class(&name);
            next = seen.and_then(|seen| seen.superclass.clone());
            levels.push(name);
        }
        levels.reverse();
        Ok(levels)
    }

    /// A level, and what its superclass is given.
    fn level(
        &self,
        name: &str,
        given: &BTreeMap<Arc<str>, JavaType>,
    ) -> Result<(Level, BTreeMap<Arc<str>, JavaType>)> {
        let seen = self.evidence.class(name);
        let Some(class) = self.classes.get(name) else {
            let level = match seen {
                Some(seen) => of_capture(name, seen)?,
                None => of_the_jdk(name)?,
            };
            return Ok((level, BTreeMap::new()));
        };
        // What is not given is at least what its bound says, unless that is any object.
        let bound = |name: &str| {
            let mut bounds = class.variables().iter().zip(class.bounds());
            let (_, bound) = bounds.find(|(variable, _)| &***variable == name)?;
            let is_known = bound
                .class()
                .is_none_or(|name| &**name != "java.lang.Object");
            is_known.then(|| bound.clone())
        };
        let variable = |name: &str| match given.get(name) {
            None | Some(JavaType::Unknown | JavaType::Variable(_)) => bound(name),
            given => given.cloned(),
        };
        let describe = |field: &Field| FieldOf {
            name: field.name().to_owned(),
            erased: field.erased().clone(),
            declared: match field.declared().with_variables(&variable) {
                JavaType::Variable(_) => field.erased().clone(),
                declared => declared,
            },
            is_not_null: field.is_not_null(),
        };
        let has_fields =
            class.form() == Form::Record || !self.classes.nature(name).is_externalizable;
        let fields = class.fields().iter().filter(|_| has_fields);
        let suid = self.classes.suid(class).value();
        let suid = suid.or(seen.map(|seen| seen.suid)).ok_or_else(|| {
            TypesError::new(format!(
                "the serialVersionUID of {name} is no constant: a capture with such objects tells it"
            ))
        })?;
        let mut level = Level {
            name: name.to_owned(),
            suid,
            fields: fields.map(describe).collect(),
            written: None,
        };
        if class.form() != Form::Record && has_fields {
            level.written = class.write_object().map(|written| Custom {
                without_fields: written.fields() == Fields::Not,
                written: Some(written.clone()),
            });
        }
        if let Some(seen) = seen {
            if class.listed() == Listed::Unknown {
                level.fields = of_capture(name, seen)?.fields;
            }
            agree(&level, seen)?;
        }
        let variables = match class.superclass().and_then(|name| self.classes.get(name)) {
            Some(superclass) => superclass.variables(),
            None => &[],
        };
        let arguments = class.superclass_arguments().iter();
        let arguments = arguments.map(|argument| argument.with_variables(&variable));
        let above = variables.iter().cloned().zip(arguments).collect();
        Ok((level, above))
    }

    /// What the nearest `writeExternal` of a class writes.
    fn external(&self, name: &str) -> Option<Written> {
        let mut next = self.classes.get(name);
        for _ in 0..100 {
            let class = next?;
            if let Some(written) = class.write_external() {
                return Some(written.clone());
            }
            next = self.classes.get(class.superclass()?);
        }
        None
    }
}
