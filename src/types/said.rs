//! What the caller says, as far as there is anything that it is said of.

use super::error::{Result, TypesError};
use super::resolve::Resolver;

impl Resolver<'_> {
    /// Whether a field, or an element of one, is said to be never null.
    pub(super) fn is_required(&mut self, path: &str) -> bool {
        self.meet(path);
        self.settings.required.contains(path)
    }

    /// Whether it is said to be null at times.
    pub(super) fn is_optional(&mut self, path: &str) -> bool {
        self.meet(path);
        self.settings.optional.contains(path)
    }

    /// The Rust type that the caller has for a class, and its codec.
    pub(super) fn mapped(&mut self, java: &str) -> Option<(String, Option<String>)> {
        let found = self.settings.mapped.get(java)?.clone();
        self.met.insert(java.to_owned());
        Some(found)
    }

    /// Takes note that there is such a field.
    fn meet(&mut self, path: &str) {
        self.met.insert(path.to_owned());
    }

    /// # Errors
    ///
    /// If something is said of a field or class that there is not, or two things of one.
    pub(super) fn check_said(&self) -> Result<()> {
        let settings = self.settings;
        if let Some(name) = settings.mapped_twice.first() {
            return Err(TypesError::new(format!(
                "{name} is mapped to two Rust types: leave one of them out"
            )));
        }
        if let Some(name) = settings.required.intersection(&settings.optional).next() {
            return Err(TypesError::new(format!(
                "{name} is said to be required and optional: leave one of them out"
            )));
        }
        let mut named = settings.required.iter().chain(&settings.optional);
        if let Some(name) = named.find(|name| !self.met.contains(*name)) {
            let (class, field) = name.rsplit_once('.').unwrap_or(("", name));
            let known: Vec<&str> = self
                .met
                .iter()
                .filter(|path| {
                    path.rsplit_once('.')
                        .is_some_and(|(other, _)| other == class)
                })
                .map(String::as_str)
                .collect();
            let advice = match known.is_empty() {
                true => format!(
                    "no type is made for a class {class}; the name is that of the class that declares \
                     the field, as --list has it"
                ),
                false => format!("there are {}", known.join(", ")),
            };
            return Err(TypesError::new(format!(
                "{name}: there is no field {field} that can be required or optional: {advice}"
            )));
        }
        if let Some(name) = settings
            .mapped
            .keys()
            .find(|name| !self.met.contains(*name))
        {
            return Err(TypesError::new(format!(
                "{name} is mapped to a Rust type, but no field that a type is made for is declared as \
                 one, and none held one in the samples"
            )));
        }
        Ok(())
    }
}
