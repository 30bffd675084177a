//! Objects, arrays, enum constants and class objects, from their JSON.

use super::document::{Items, JsonKind, Value};
use super::fault::{Fault, cited};
use super::held::Ints;
use super::ids::TargetKind;
use super::items::only_keys;
use super::mend::Mend;
use super::read_by::Reads;
use super::values::put_primitive;
use super::{Encoder, ItemPlace, Task};
use crate::class::shape::ClassIndex;
use crate::event::Begin;
use crate::wire::items::type_code;

impl<'v> Encoder<'v> {
    /// Something new, up to its class.
    pub(super) fn create(
        &mut self,
        begin: Begin,
        value: Value<'v>,
        class: Value<'v>,
        place: ItemPlace,
    ) -> Result<(), Fault<'v>> {
        self.out.push(type_code(begin));
        self.tasks.push(Task::Behind(begin, value, place));
        self.class_desc(class, Some(begin))
    }

    pub(super) fn behind_class(
        &mut self,
        begin: Begin,
        value: Value<'v>,
        place: ItemPlace,
    ) -> Result<(), Fault<'v>> {
        let Some(leaf) = self.class else {
            return Err(Fault::new(value, "its class is not complete"));
        };
        if let Some(rest) = value.get("@rest") {
            let goes_on = ["fields", "levels", "data", "elements", "constant"];
            if !goes_on.iter().any(|key| value.has(key)) && begin != Begin::Object {
                return self.rest(rest);
            }
        }
        let target = TargetKind::Of(begin, leaf);
        self.note_unfit(value, place, target);
        match begin {
            Begin::Object => self.object(value, leaf)?,
            Begin::Array => self.array(value, leaf)?,
            Begin::Enum => {
                let class = self.classes.get(leaf, value)?;
                if !class.shape().flags.is_enum() {
                    let at = value.get("@enum").unwrap_or(value);
                    let problem = "its class is no enum: SC_ENUM (16) is not set in its flags";
                    return Err(Fault::new(at, problem));
                }
                self.ids.assign(value, target)?;
                let Some(constant) = value.get("constant") else {
                    return Err(Fault::new(value, "\"constant\" is missing"));
                };
                self.string_or_reference(constant)?;
            }
            Begin::Class => {
                self.ids.assign(value, target)?;
            }
        }
        Ok(())
    }

    /// A string, new or by its id, where nothing else may stand.
    pub(super) fn string_or_reference(&mut self, value: Value<'v>) -> Result<(), Fault<'v>> {
        if let Some(id) = value.get("@ref") {
            only_keys(value, &["@ref"])?;
            let target = self.ids.target(id)?;
            if target.kind != TargetKind::String {
                return Err(Fault::new(id, "what has this @id is not a string"));
            }
            self.refer(target.handle);
            return Ok(());
        }
        self.string(value).map(|_| ())
    }

    fn object(&mut self, value: Value<'v>, leaf: ClassIndex) -> Result<(), Fault<'v>> {
        self.ids
            .assign(value, TargetKind::Of(Begin::Object, leaf))?;
        let class = self.classes.get(leaf, value)?;
        let levels = self.classes.table.levels(leaf);
        if class.shape().is_external() {
            if let Some(unfit) = value.get("fields").or_else(|| value.get("levels")) {
                let problem = "an Externalizable object has only \"data\"";
                return Err(Fault::new(unfit, problem));
            }
            return self.data(value, leaf, None);
        }
        match levels {
            0 => {
                let unfit = ["fields", "levels", "data"]
                    .iter()
                    .find_map(|key| value.get(key));
                match (unfit, value.get("@rest")) {
                    (Some(unfit), _) => {
                        return Err(Fault::new(unfit, "the class has no fields and no data"));
                    }
                    (None, Some(rest)) => return self.rest(rest),
                    (None, None) => {}
                }
            }
            1 => self.first_level(value, leaf, None),
            _ => {
                let items = match value.get("levels") {
                    Some(levels) => match levels.items() {
                        Some(items) => items,
                        None => return Err(Fault::expected("an array", levels)),
                    },
                    None => match value.get("@rest") {
                        Some(rest) => return self.rest(rest),
                        None => {
                            let problem = format!(
                                "\"levels\" is missing: {levels} classes have data in this object"
                            );
                            return Err(Fault::new(value, problem));
                        }
                    },
                };
                let count = items.len();
                if usize::try_from(levels).is_ok_and(|levels| count > levels) {
                    let problem =
                        format!("{count} levels, but {levels} classes have data in this object");
                    return Err(Fault::new(value, problem));
                }
                if let Some(unfit) = value.get("fields").or_else(|| value.get("data")) {
                    return Err(Fault::new(unfit, "this object has \"levels\" instead"));
                }
                self.first_level(value, leaf, Some(items));
            }
        }
        Ok(())
    }

    fn first_level(&mut self, object: Value<'v>, leaf: ClassIndex, levels: Option<Items<'v>>) {
        if let Some(class) = self.classes.table.topmost(leaf) {
            self.tasks.push(Task::Level {
                object,
                leaf,
                class,
                levels,
            });
        }
    }

    /// What an object has of one of its classes, and then of those below.
    pub(super) fn level(
        &mut self,
        object: Value<'v>,
        leaf: ClassIndex,
        class: ClassIndex,
        levels: Option<Items<'v>>,
    ) -> Result<(), Fault<'v>> {
        let level = match levels {
            None => object,
            Some(mut levels) => {
                let level = levels.next();
                if let Some(below) = self.classes.table.below(leaf, class) {
                    self.tasks.push(Task::Level {
                        object,
                        leaf,
                        class: below,
                        levels: Some(levels),
                    });
                }
                self.one_of_levels(object, leaf, class, level)?
            }
        };
        let described = self.classes.get(class, level)?;
        let (has_fields, has_data) = (
            !described.fields.is_empty(),
            described.shape().has_annotation(),
        );
        let reads = described.reads;
        let counted = described.counted;
        let mend = match counted {
            Some(counted) => self.mend(level, described, counted)?,
            None => None,
        };
        let mut ints = [None; 3];
        if let (Some(mend), Some(counted)) = (mend, counted) {
            let size = described.size_field();
            ints = [size.map(|number| (number, mend.count)), None, None];
            self.mended.push((object.at(), mend.change(counted)));
        }
        if let Some(held) = described.held
            && let Some(numbers) = described.held_fields(held)
        {
            ints = self.mend_held(object, level, numbers, held)?;
        }
        if let Some(counted) = counted {
            self.note_order(level, counted);
        }
        if reads != Reads::Unknown {
            self.note_data(level, class, reads);
        }
        if has_data {
            self.tasks.push(Task::Data { level, class, mend });
        } else if let Some(data) = level.get("data") {
            let problem = "its class has no writeObject: SC_WRITE_METHOD is not set in its flags";
            return Err(Fault::new(data, problem));
        }
        if has_fields {
            self.fields(level, class, ints)?;
        } else if let Some(fields) = level.get("fields") {
            let is_empty = fields.entries().is_some_and(|fields| fields.len() == 0);
            if !is_empty {
                return Err(Fault::new(fields, "the class has no fields"));
            }
        }
        Ok(())
    }

    /// What stands in the JSON of an object of several `levels` for the one of this number, which
    /// is of `class`.
    fn one_of_levels(
        &self,
        object: Value<'v>,
        leaf: ClassIndex,
        class: ClassIndex,
        level: Option<Value<'v>>,
    ) -> Result<Value<'v>, Fault<'v>> {
        let Some(level) = level else {
            let problem = format!("expected {} levels", self.classes.table.levels(leaf));
            return Err(Fault::new(object.get("levels").unwrap_or(object), problem));
        };
        only_keys(
            level,
            &["class", "fields", "fieldsWritten", "data", "mend", "@rest"],
        )?;
        if level.entries().is_none() {
            return Err(Fault::expected("an object", level));
        }
        let described = self.classes.get(class, level)?;
        if let (Some(label), Some(name)) = (level.get("class"), &described.name)
            && label.text() != Some(name)
        {
            let class = format!("the class {}", cited(name));
            return Err(Fault::expected(&class, label));
        }
        Ok(level)
    }

    /// The values of one class: the primitive ones now, the others later. Some int fields have
    /// values other than those of their JSON.
    fn fields(&mut self, level: Value<'v>, class: ClassIndex, ints: Ints) -> Result<(), Fault<'v>> {
        let described = self.classes.get(class, level)?;
        let Some(fields) = level.get("fields") else {
            if are_elsewhere(level)? {
                return Ok(());
            }
            if let [Some((_, size)), None, None] = ints {
                self.out.extend_from_slice(&size.to_be_bytes());
                return Ok(());
            }
            return match level.get("@rest") {
                Some(rest) => self.rest(rest),
                None => Err(described.all_missing(level)),
            };
        };
        let base = self.places.len();
        described.places(fields, ints, &mut self.places)?;
        let primitives = usize::from(described.primitives);
        let mut places = self.places.iter().skip(base);
        for (number, field) in described.fields.iter().take(primitives).enumerate() {
            let int = ints.iter().flatten().find(|int| int.0 == number);
            match (places.next(), int) {
                (Some(_), Some((_, int))) => self.out.extend_from_slice(&int.to_be_bytes()),
                (Some(at), _) => {
                    let value = self.document.value(*at);
                    put_primitive(&mut self.out, field.code, value)?;
                }
                (None, _) => return Err(described.missing(fields, number)),
            }
        }
        self.tasks.push(Task::Objects {
            level,
            class,
            next: described.primitives,
            base,
        });
        Ok(())
    }

    pub(super) fn object_field(
        &mut self,
        level: Value<'v>,
        class: ClassIndex,
        next: u16,
        base: usize,
    ) -> Result<(), Fault<'v>> {
        let number = usize::from(next);
        if let Some(at) = self.places.get(base.saturating_add(number)) {
            let value = self.document.value(*at);
            self.tasks.push(Task::Objects {
                level,
                class,
                next: next.saturating_add(1),
                base,
            });
            return self.item(value, ItemPlace::Field(class, next));
        }
        self.places.truncate(base);
        let described = self.classes.get(class, level)?;
        if number >= described.fields.len() {
            return match described.shape().has_annotation() && are_elsewhere(level)? {
                // Whoever has written all of them where they should stand has written them.
                true => Err(Fault::new(
                    level.get("fields").unwrap_or(level),
                    ALL_ELSEWHERE,
                )),
                false => Ok(()),
            };
        }
        match level.get("@rest") {
            Some(rest) => self.rest(rest),
            None if are_elsewhere(level)? => Ok(()),
            None => {
                let fields = level.get("fields").unwrap_or(level);
                Err(described.missing(fields, number))
            }
        }
    }

    /// What `writeObject` or `writeExternal` wrote.
    pub(super) fn data(
        &mut self,
        level: Value<'v>,
        class: ClassIndex,
        mend: Option<Mend>,
    ) -> Result<(), Fault<'v>> {
        let described = self.classes.get(class, level)?;
        let Some(data) = level.get("data") else {
            return match level.get("@rest") {
                Some(rest) => self.rest(rest),
                None => {
                    let problem = "\"data\" is missing, though its class writes it; [] if nothing";
                    Err(Fault::new(level, problem))
                }
            };
        };
        let items = data.items();
        let mut items = items.ok_or_else(|| Fault::expected("an array", data))?;
        // Of protocol version 1 they have no end.
        let shape = described.shape();
        if !shape.is_external() || shape.flags.has_block_data() {
            self.tasks.push(Task::EndBlockData);
        }
        let place = ItemPlace::Annotation;
        if let (Some(mend), Some(counted)) = (mend, described.counted) {
            let before = items.by_ref().take(counted.lead).last();
            let count = if mend.has_block { items.next() } else { None };
            self.tasks.push(Task::Items { items, place });
            if counted.data > 0 {
                self.tasks.push(Task::Count(data, count, class, mend));
            }
            self.tasks
                .extend(before.map(|item| Task::Item(item, place)));
        } else {
            self.tasks.push(Task::Items { items, place });
        }
        Ok(())
    }
}

/// What is wrong with fields that a class both has and has not written.
const ALL_ELSEWHERE: &str = "the class is said not to have written its fields (\"fieldsWritten\": \
                             false), and here are all of them: what it wrote is in \"data\"";

/// Whether the class has not written its fields where they should stand.
pub(super) fn are_elsewhere(level: Value<'_>) -> Result<bool, Fault<'_>> {
    let Some(written) = level.get("fieldsWritten") else {
        return Ok(false);
    };
    match written.kind() {
        JsonKind::Bool(is) => Ok(!is),
        _ => Err(Fault::expected("true or false", written)),
    }
}
