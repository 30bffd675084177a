//! The values of a class's fields: which belongs to which.

use serde_json::Value;

use super::classes::Class;
use super::fault::Fault;

impl Class {
    /// Refuses values that belong to no field.
    pub(super) fn check<'v>(&self, fields: &'v Value) -> Result<(), Fault<'v>> {
        match fields {
            Value::Object(map) if !self.by_name && !map.is_empty() => {
                let problem = format!(
                    "the names of this class do not tell its {} fields apart: expected an array \
                     of their values",
                    self.fields.len()
                );
                Err(Fault::new(fields, problem))
            }
            Value::Object(map) if map.len() > self.fields.len() => Err(self.unknown(fields)),
            Value::Array(items) if items.len() > self.fields.len() => {
                let problem = format!("{} values for {} fields", items.len(), self.fields.len());
                Err(Fault::new(fields, problem))
            }
            Value::Object(_) | Value::Array(_) => Ok(()),
            other => Err(Fault::expected("an object", other)),
        }
    }

    /// The value of the field that has this number.
    pub(super) fn value<'v>(&self, fields: &'v Value, number: usize) -> Option<&'v Value> {
        match fields {
            Value::Object(map) => {
                let (_, name) = self.fields.get(number)?;
                map.get(name.as_deref()?)
            }
            Value::Array(items) => items.get(number),
            _ => None,
        }
    }

    /// The error of a field without a value: or of a key that may have been meant for it.
    pub(super) fn missing<'v>(&self, fields: &'v Value, number: usize) -> Fault<'v> {
        let is_known = |key: &String| {
            let known = |name: &Option<String>| name.as_ref() == Some(key);
            self.fields.iter().any(|(_, name)| known(name))
        };
        if let Value::Object(map) = fields
            && !map.keys().all(is_known)
        {
            return self.unknown(fields);
        }
        let field = self.fields.get(number).and_then(|(_, name)| name.clone());
        let field = field.unwrap_or_else(|| format!("number {number}"));
        Fault::new(
            fields,
            format!("the value of the field {field:?} is missing"),
        )
    }

    fn unknown<'v>(&self, fields: &'v Value) -> Fault<'v> {
        let known: Vec<&str> = self
            .fields
            .iter()
            .filter_map(|(_, name)| name.as_deref())
            .collect();
        let unknown = fields.as_object().and_then(|map| {
            let mut values = map.iter();
            values.find(|(key, _)| !known.contains(&key.as_str()))
        });
        let (key, at) = unknown.map_or(("", fields), |(key, at)| (key.as_str(), at));
        let class = self.name.as_deref().unwrap_or("the class");
        let known = match known.len() {
            0..=20 => known.join(", "),
            many => format!("{many} others"),
        };
        Fault::new(at, format!("{class} has no field {key:?}, but {known}"))
    }
}
