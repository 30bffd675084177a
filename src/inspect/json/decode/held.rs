//! Collections whose array of elements does not fit what their other fields tell of it: their JSON
//! says so too, for `encode` would make it right.

use super::bracket::{Bracket, Inside, Object, Part};
use super::classes::{Class, name_in};
use super::writer::Writer;
use crate::event::FieldType;
use crate::inspect::json::counted::int_at;
use crate::inspect::json::held::{self, Held, Places, Told};

/// A class that keeps its elements in a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold {
    held: &'static Held,
    /// Where what it tells of them stands among the bytes of its primitive fields.
    told_at: [Option<usize>; 3],
    /// The number of the array among its object fields.
    array: usize,
}

impl Hold {
    /// How a class keeps them, as a class of the JDK that has this name does.
    pub(super) fn of(class: &Class, name: &str) -> Option<Hold> {
        let held = held::of_class(name).filter(|_| class.by_name)?;
        let mut told_at = [None; 3];
        let mut at = 0_usize;
        for field in class.fields.iter().take(class.primitives) {
            let name = name_in(&field.key);
            let number = held.told.iter().position(|told| Some(*told) == name);
            if let Some(place) = number.and_then(|number| told_at.get_mut(number))
                && field.code == FieldType::Int
            {
                *place = Some(at);
            }
            at = at.saturating_add(usize::from(field.code.width().unwrap_or(0)));
        }
        let has_all = told_at.iter().flatten().count() == held.told.len();
        let mut objects = class.fields.iter().skip(class.primitives);
        let array = objects.position(|field| {
            field.code == FieldType::Array && name_in(&field.key) == Some(held.elements)
        })?;
        has_all.then_some(Hold {
            held,
            told_at,
            array,
        })
    }
}

/// What has been seen of one object of such a class.
#[derive(Debug)]
pub(super) struct Holding {
    hold: Hold,
    told: Told,
    places: Places,
    /// Whether the array stood in its field, and all of it has come.
    is_whole: bool,
}

impl Holding {
    fn is_right(&self) -> bool {
        self.is_whole && self.hold.held.right(self.told, self.places) == Ok(self.told)
    }
}

impl Writer<'_> {
    /// Begins an object's data of such a class.
    pub(super) fn begin_held(&mut self, hold: Hold) {
        self.held.push(Holding {
            hold,
            told: [None; 3],
            places: Places::default(),
            is_whole: false,
        });
    }

    /// The primitive fields of such a class.
    #[cold]
    pub(super) fn held_fields(&mut self, bytes: &[u8]) {
        if let Some(holding) = self.held.last_mut() {
            let told_at = holding.hold.told_at;
            holding.told = told_at.map(|at| at.and_then(|at| int_at(bytes, at)));
        }
    }

    /// Whether an array that begins has the elements of such a class.
    pub(super) fn is_held_array(&self) -> bool {
        match self.brackets.last().map(|bracket| &bracket.inside) {
            Some(Inside::Object(object)) if object.is_held && object.part == Part::Fields => {
                let array = self.held.last().map(|holding| holding.hold.array);
                array == usize::try_from(object.fields).ok()
            }
            _ => false,
        }
    }

    /// A null comes.
    #[inline]
    pub(super) fn held_null(&mut self) {
        if let Some(Bracket {
            inside:
                Inside::Elements {
                    length,
                    left,
                    is_held: true,
                },
            ..
        }) = self.brackets.last()
            && let Ok(at) = usize::try_from(length.saturating_sub(*left))
            && let Some(holding) = self.held.last_mut()
        {
            holding.places.null(at);
        }
    }

    /// The array of the elements ends.
    pub(super) fn end_held_array(&mut self, length: u32) {
        if let Some(holding) = self.held.last_mut() {
            holding
                .places
                .end(usize::try_from(length).unwrap_or(usize::MAX));
            holding.is_whole = true;
        }
    }

    /// Ends an object's data of a class that counts its elements or keeps them in a field, or cuts
    /// it off.
    pub(super) fn end_mendable(&mut self, object: Object, is_whole: bool) {
        let is_counted = object.is_counted && !self.end_count();
        let is_held = object.is_held && !self.held.pop().is_some_and(|held| held.is_right());
        let is_either = object.is_counted || object.is_held;
        if is_counted || is_held || is_either && !is_whole {
            self.out.key("mend");
            self.out.put(b"false");
        }
    }
}
