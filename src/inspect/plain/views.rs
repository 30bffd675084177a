//! Collections of the JDK whose elements stand in something else, or in another form.

use super::forms::list;
use super::items::Item;
use super::known::{Form, Meaning, Row, row};
use super::source::Source;
use super::{MOST_WRAPPERS, forms, jdk};
use crate::FieldValue;
use crate::event::FieldType;
use crate::graph::Class;

/// If there are more copies of one thing than this, only their number is given.
const MOST_COPIES: usize = 1024;

/// `List.of`, `Set.of` and `Map.of`.
pub(super) fn coll_ser<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    const IMM_MAP: i32 = 3;

    let is_map = source.int("tag")? & 0xFF == IMM_MAP;
    let form = if is_map {
        Form::Entries
    } else {
        Form::Elements(0)
    };
    forms::meaning(form, "java.util.CollSer", source)
}

pub(super) fn array_blocking_queue<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let (first, count) = (source.size("takeIndex")?, source.size("count")?);
    let items = source.array("items")?;
    let first = first.min(items.len());
    let in_order = items.elements().skip(first);
    let in_order = in_order.chain(items.elements().take(first));
    Some(list(in_order.take(count)))
}

/// The numbers of the bits that are set.
pub(super) fn bits<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let bits = source.array("bits")?;
    (bits.element() == FieldType::Long).then_some(())?;
    let (words, _) = bits.bytes().as_chunks::<8>();
    let set = (0_i64..).zip(words).flat_map(|(index, word)| {
        let word = u64::from_be_bytes(*word);
        let first = index.saturating_mul(64);
        let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
        bits.map(move |bit| FieldValue::Long(first.saturating_add(bit)))
    });
    Some(list(set))
}

/// `Collections.nCopies`
pub(super) fn copies<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let count = source.size("n").filter(|count| *count <= MOST_COPIES)?;
    let weight = u64::try_from(count).unwrap_or(u64::MAX);
    source.shown.afford(weight).then_some(())?;
    let element = source.field("element")?;
    Some(list(std::iter::repeat_n(element, count)))
}

pub(super) fn keys_of_m<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    keys_of("m", source)
}

pub(super) fn keys_of_map<'g>(source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    keys_of("map", source)
}

fn keys_of<'g>(field: &str, source: &mut Source<'_, 'g>) -> Option<Meaning<'g>> {
    let entries = entries_of(field, source)?.into_iter();
    Some(list(entries.map(|(key, _)| key)))
}

/// The entries of the map that a field holds, of which there may be wrappers, or only a part.
fn entries_of<'g>(field: &str, source: &mut Source<'_, 'g>) -> Option<Vec<(FieldValue, Item<'g>)>> {
    let mut map = source.field(field)?;
    for _ in 0..MOST_WRAPPERS {
        let mut inside = source.object_of(map)?;
        match jdk_form(inside.object.class())? {
            (_, Form::Inside(field)) => map = inside.field(field)?,
            (name, form) => return entries(form, name, &mut inside),
        }
    }
    None
}

/// The entries of the map that a field holds. It must be a map itself: nothing here goes deeper.
pub(super) fn own_entries_of<'g>(
    field: &str,
    source: &mut Source<'_, 'g>,
) -> Option<Vec<(FieldValue, Item<'g>)>> {
    let mut inside = source.object(field)?;
    match jdk_form(inside.object.class())? {
        (name, form @ (Form::Entries | Form::EntriesToNull)) => entries(form, name, &mut inside),
        _ => None,
    }
}

fn entries<'g>(
    form: Form,
    class: &str,
    source: &mut Source<'_, 'g>,
) -> Option<Vec<(FieldValue, Item<'g>)>> {
    match forms::meaning(form, class, source)? {
        Meaning::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The nearest class of a hierarchy that is one of the JDK's maps, and how it holds its entries.
fn jdk_form(class: Class<'_>) -> Option<Row> {
    let mut class = Some(class);
    while let Some(here) = class {
        if let Some((
            name,
            form @ (Form::Entries | Form::EntriesToNull | Form::Part(_) | Form::Inside(_)),
        )) = row(here)
            && jdk::CLASSES.iter().any(|(known, _)| *known == name)
        {
            return Some((name, form));
        }
        class = here.superclass();
    }
    None
}
