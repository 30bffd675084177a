//! The values of a class's fields: which belongs to which.

use super::classes::Class;
use super::document::{JsonKind, Value};
use super::fault::{Fault, cited, shortened};
use super::held::Ints;

/// How many names of fields a person looks through.
const MOST_NAMES: usize = 20;

impl<'v> Class<'v> {
    /// Appends where the values of the fields stand, in the order of the fields: of the first
    /// of them only, if there are fewer values. Those of some int fields may be missing.
    pub(super) fn places(
        &self,
        fields: Value<'v>,
        ints: Ints,
        places: &mut Vec<usize>,
    ) -> Result<(), Fault<'v>> {
        match fields.kind() {
            JsonKind::Object(entries) if !self.by_name && entries.len() > 0 => {
                let problem = format!(
                    "the names of this class do not tell its {} fields apart: expected an array \
                     of their values",
                    self.fields.len()
                );
                Err(Fault::new(fields, problem))
            }
            JsonKind::Object(entries) if entries.len() > self.fields.len() => {
                Err(self.unknown(fields))
            }
            JsonKind::Object(entries) => {
                let base = places.len();
                let spare = |number| ints.iter().flatten().any(|int| int.0 == number);
                let names = ints.iter().flatten().map(|int| self.field_name(int.0));
                let absent = names.flatten().filter(|name| !fields.has(name)).count();
                let count = entries.len().saturating_add(absent);
                places.resize(base.saturating_add(count), usize::MAX);
                for (number, (key, value)) in entries.enumerate() {
                    // In the order of the fields, unless a tool has changed it.
                    let number = match self.field_name(number) {
                        Some(name) if name == key => Some(number),
                        _ => self.number(key),
                    };
                    let Some(number) = number else {
                        return Err(self.unknown(fields));
                    };
                    match places.get_mut(base.saturating_add(number)) {
                        Some(place) => *place = value.at(),
                        // One before it has no value.
                        None => continue,
                    }
                }
                let mut values = places.iter().skip(base).enumerate();
                let missing = values
                    .find(|(number, at)| **at == usize::MAX && !spare(*number))
                    .map(|(number, _)| number);
                match missing {
                    Some(number) => Err(self.missing(fields, number)),
                    None => Ok(()),
                }
            }
            JsonKind::Array(items) if items.len() > self.fields.len() => {
                let problem = format!("{} values for {} fields", items.len(), self.fields.len());
                Err(Fault::new(fields, problem))
            }
            JsonKind::Array(items) => {
                places.extend(items.map(Value::at));
                Ok(())
            }
            _ => Err(Fault::expected("an object", fields)),
        }
    }

    fn field_name(&self, number: usize) -> Option<&str> {
        self.fields.get(number)?.name.as_deref()
    }

    /// The number of the field that has this name.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        if self.sorted.is_empty() {
            let mut fields = self.fields.iter();
            return fields.position(|field| field.name.as_deref() == Some(name));
        }
        let name_at = |at: &u16| self.field_name(usize::from(*at)).unwrap_or_default();
        let found = self.sorted.binary_search_by(|at| name_at(at).cmp(name));
        let at = self.sorted.get(found.ok()?)?;
        Some(usize::from(*at))
    }

    /// The error of a field without a value.
    pub(super) fn missing(&self, fields: Value<'v>, number: usize) -> Fault<'v> {
        let field = match self.field_name(number) {
            Some(name) => cited(name),
            None => format!("number {number}"),
        };
        Fault::new(fields, format!("the value of the field {field} is missing"))
    }

    /// The error of an object without fields.
    pub(super) fn all_missing(&self, level: Value<'v>) -> Fault<'v> {
        Fault::new(
            level,
            format!("\"fields\" is missing: {}", self.field_names()),
        )
    }

    /// The names of the fields, or how many there are.
    fn field_names(&self) -> String {
        let names: Vec<String> = self
            .fields
            .iter()
            .filter_map(|field| field.name.as_deref())
            .take(MOST_NAMES.saturating_add(1))
            .map(shortened)
            .collect();
        match names.len() {
            0..=MOST_NAMES => names.join(", "),
            _ => format!("{} fields", self.fields.len()),
        }
    }

    fn unknown(&self, fields: Value<'v>) -> Fault<'v> {
        let unknown = fields
            .entries()
            .and_then(|mut entries| entries.find(|(key, _)| self.number(key).is_none()));
        let (key, at) = unknown.unwrap_or(("", fields));
        let class = self.name.as_deref().unwrap_or("the class");
        let (class, key) = (shortened(class), cited(key));
        Fault::new(
            at,
            format!("{class} has no field {key}, but {}", self.field_names()),
        )
    }
}
