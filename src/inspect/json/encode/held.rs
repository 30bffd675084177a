//! Collections of the JDK that keep their elements in an array in a field: what their other fields
//! tell of it is made right, or refused where nothing certain can be told.

use super::Encoder;
use super::classes::Class;
use super::document::Value;
use super::fault::Fault;
use super::mend::{Change, is_mended};
use super::objects::are_elsewhere;
use super::values::{INTS, ranged};
use crate::event::FieldType;
use crate::inspect::json::held::{Held, Places, Told, Unclear};

/// What int fields are to say instead of what their JSON says, by their numbers.
pub(super) type Ints = [Option<(usize, i32)>; 3];

impl Class<'_> {
    /// The numbers of the fields that tell of the elements, in the order of [`Held::told`].
    pub(super) fn held_fields(&self, held: &Held) -> Option<[Option<usize>; 3]> {
        let is = |number: usize, code| {
            self.fields
                .get(number)
                .is_some_and(|field| field.code == code)
        };
        let array = self.number(held.elements)?;
        if !self.by_name || !is(array, FieldType::Array) {
            return None;
        }
        let mut numbers = [None; 3];
        for (number, name) in numbers.iter_mut().zip(held.told) {
            *number = Some(
                self.number(name)
                    .filter(|number| is(*number, FieldType::Int))?,
            );
        }
        Some(numbers)
    }
}

impl<'v> Encoder<'v> {
    /// What the fields of `object`'s class are to say of the array of its elements.
    ///
    /// What is not written as the JDK writes it is left alone, and so is what did not fit when it
    /// was decoded, as `"mend": false` tells: but where a JVM cannot read that, it is noted.
    pub(super) fn mend_held(
        &mut self,
        object: Value<'v>,
        level: Value<'v>,
        numbers: [Option<usize>; 3],
        held: &'static Held,
    ) -> Result<Ints, Fault<'v>> {
        let mut ints = Ints::default();
        let is_mended = is_mended(level)?;
        if level.has("@rest") || are_elsewhere(level)? {
            return Ok(ints);
        }
        let Some(fields) = level.get("fields") else {
            return Ok(ints);
        };
        let Some(array) = fields.get(held.elements) else {
            return Ok(ints);
        };
        let mut told = Told::default();
        for (told, name) in told.iter_mut().zip(held.told) {
            if let Some(value) = fields.get(name) {
                let Ok(int) = ranged(value, "an int", INTS) else {
                    return Ok(ints);
                };
                *told = Some(int);
            }
        }
        if is_mended && (array.is_null() || array.has("@ref")) {
            return Err(Fault::new(array, elsewhere(held)));
        }
        let Some(places) = self.places_of(array) else {
            return Ok(ints);
        };
        let right = match held.right(told, places) {
            _ if !is_mended => {
                self.note_held(level, told, places, held);
                return Ok(ints);
            }
            Ok(right) => {
                self.note_nulls(array, told, places, held);
                right
            }
            Err(unclear) => return Err(Fault::new(array, refusal(unclear, held))),
        };
        // Only the first of them is told for each collection: the others follow from that.
        let mut is_told = false;
        let numbers = ints.iter_mut().zip(numbers).zip(held.told);
        for (((int, number), what), (was, is)) in numbers.zip(told.into_iter().zip(right)) {
            let (Some(number), Some(is)) = (number, is) else {
                continue;
            };
            if was == Some(is) {
                continue;
            }
            *int = Some((number, is));
            if !std::mem::replace(&mut is_told, true) {
                let change = Change {
                    what,
                    told: was,
                    count: is,
                };
                self.mended.push((object.at(), change));
            }
        }
        Ok(ints)
    }

    /// Which places of an array are taken, unless it is cut off or stands elsewhere.
    fn places_of(&self, array: Value<'v>) -> Option<Places> {
        let array = match array.get("@more").and_then(Value::as_u64) {
            Some(number) => self.document.value(self.more.find(number)?),
            None => array,
        };
        let items = array
            .get("elements")?
            .items()
            .filter(|_| !array.has("@rest"))?;
        let mut places = Places::default();
        for (number, item) in items.enumerate() {
            if item.is_null() {
                places.null(number);
            }
        }
        places.end(items.len());
        Some(places)
    }

    /// Notes nulls that were spare places, and are elements now that another stands after them.
    fn note_nulls(&mut self, array: Value<'v>, told: Told, places: Places, held: &Held) {
        if let Some(nulls) = held.become_elements(told, places) {
            let elements = held.elements;
            self.notes.add(array, || {
                format!(
                    "{nulls} of {elements}, null and spare so far, become elements, for another \
                     stands behind them: move that before the nulls if it should come next"
                )
            });
        }
    }

    /// Notes what is to stay as it is, though a JVM cannot read it like that. Nothing tells whether
    /// somebody has edited it, or whether it was decoded that way.
    fn note_held(&mut self, level: Value<'v>, told: Told, places: Places, held: &Held) {
        if held.is_read(told, places) {
            return;
        }
        let names = held.told.join(", ");
        let at = level.get("mend").unwrap_or(level);
        let elements = held.elements;
        self.notes.add(at, || {
            format!(
                "what {names} {tell} does not fit {elements}, and a JVM loses elements or refuses \
                 them: leave this out to have it mended",
                tell = if held.told.len() > 1 { "tell" } else { "tells" },
            )
        });
    }
}

/// What is wrong with elements that cannot be counted.
fn elsewhere(held: &Held) -> String {
    let Held { name, elements, .. } = held;
    format!(
        "the elements of a {name} cannot be counted here: write an array as {elements}, with \
         \"elements\", or \"mend\": false beside \"fields\" to leave all as it is"
    )
}

/// What is wrong with an array that nothing certain can be told of, and what is to be done.
fn refusal(unclear: Unclear, held: &Held) -> String {
    let name = held.name;
    match unclear {
        Unclear::NoRoom => format!(
            "a {name} has room for one element at least: write a null for each place that it has"
        ),
        Unclear::Apart => format!(
            "the elements of a {name} stand side by side, without null between them: move them \
             together, and the nulls behind"
        ),
        Unclear::AtBothEnds(right) => {
            let told: Vec<String> = held
                .told
                .iter()
                .zip(right.into_iter().flatten())
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            format!(
                "elements stand at both ends, which would make the later ones the first: move them \
                 together, and the nulls behind, or write {} if that order is meant",
                told.join(", ")
            )
        }
        Unclear::Full => {
            let told = held.told.first().copied().unwrap_or_default();
            format!(
                "all places are taken, and any may be the first: write the number of elements as \
                 {told}, and the place of the first, counted from 0, as {}",
                held.told.get(1..).unwrap_or_default().join(" and ")
            )
        }
    }
}
