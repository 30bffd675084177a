//! What is compared of the objects of two classes that have one name.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::held::{Held, held_by, keeps_order};
use super::path::{Name, Paths};
use super::rules::Rules;
use crate::graph::{Class, ClassId, Field, PlacedLevel, ValuePlace};
use crate::inspect::plain::{Inner, inner};

/// What is compared of the objects of a class.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) levels: Vec<LevelPlan>,
    /// Whether objects of the class are one text, number or date to a reader.
    pub(super) is_leaf: bool,
    /// Whether they are wrappers of a primitive, of which a JVM has one or several alike.
    pub(super) is_boxed: bool,
    /// Rules for each object of the class.
    pub(super) rules: Vec<usize>,
}

/// What is compared of what one class of a hierarchy wrote.
#[derive(Debug)]
pub(super) struct LevelPlan {
    pub(super) class: Box<str>,
    pub(super) fields: Vec<FieldPlan>,
    /// Where each side has what it wrote after its fields, if it may have written something.
    pub(super) data: (Option<usize>, Option<usize>),
    /// The step to that.
    pub(super) data_name: Name,
    pub(super) held: Option<Held>,
}

/// A field that both sides have.
#[derive(Debug)]
pub(super) struct FieldPlan {
    pub(super) name: Box<str>,
    pub(super) places: (ValuePlace, ValuePlace),
    /// The step there; `None` is through a wrapper.
    pub(super) step: Option<Name>,
    /// The class and the field, in words.
    pub(super) told: Name,
    /// Whether it is not compared: it only says how a collection is stored, say.
    pub(super) is_hidden: bool,
    /// Whether it is the cause of an exception, which is itself where there is none.
    pub(super) rules: Vec<usize>,
}

/// The plans, made once for each pair of classes.
#[derive(Debug, Default)]
pub(super) struct Plans(HashMap<(ClassId, ClassId), Arc<Plan>>);

impl Plans {
    pub(super) fn of(
        &mut self,
        classes: (Class<'_>, Class<'_>),
        rules: &Rules,
        paths: &mut Paths,
    ) -> Arc<Plan> {
        let key = (classes.0.id(), classes.1.id());
        let plan = self.0.entry(key);
        Arc::clone(plan.or_insert_with(|| Arc::new(plan_of(classes, rules, paths))))
    }
}

fn plan_of(classes: (Class<'_>, Class<'_>), rules: &Rules, paths: &mut Paths) -> Plan {
    let (old, new) = classes;
    let inner = inner(old);
    let olds: Vec<PlacedLevel<'_>> = old.placed().collect();
    let news: Vec<PlacedLevel<'_>> = new.placed().collect();
    let names: Vec<String> = olds.iter().map(|level| name_of(level.class)).collect();
    let is_linked = names.iter().any(|name| keeps_order(name))
        || chain(old).any(|class| keeps_order(&name_of(class)));
    let hidden = hidden_names(&olds);
    let leaf = name_of(old);
    let mut levels = Vec::new();
    for (level, class) in olds.iter().zip(names) {
        let Some(other) = news.iter().find(|it| it.class.name() == level.class.name()) else {
            continue;
        };
        let held = held_by(&class).filter(|held| !(rules.is_strict() && held.is_hash));
        let held = held.map(|held| Held {
            is_hash: held.is_hash && !is_linked,
            ..held
        });
        let places = fields_of(*other);
        let mut fields = Vec::new();
        for (field, place) in level.places() {
            let name = field.name().to_string_lossy().into_owned();
            let Some(other) = places.get(&name).filter(|it| it.0 == field.code()) else {
                continue;
            };
            let is_through = matches!(inner, Inner::Field(field) if field == name);
            let key = match hidden.contains(&(class.clone(), name.clone())) {
                true => format!("{class}.{name}"),
                false => name.clone(),
            };
            let mut its_rules: Vec<usize> = rules.of_field(&class, &name).collect();
            if leaf != class {
                its_rules.extend(rules.of_field(&leaf, &name));
            }
            fields.push(FieldPlan {
                places: (place, other.1),
                step: (!is_through).then(|| paths.name(&key)),
                told: paths.name(&format!("{class}#{name}")),
                is_hidden: is_hidden(&class, &name, held, rules.is_strict()),
                rules: its_rules,
                name: name.into(),
            });
        }
        let data_name = match levels.iter().any(|it: &LevelPlan| it.data.0.is_some()) {
            true => format!("@data of {class}"),
            false => "@data".to_owned(),
        };
        levels.push(LevelPlan {
            class: class.into(),
            fields,
            data: (level.annotation, other.annotation),
            data_name: paths.name(&data_name),
            held,
        });
    }
    Plan {
        is_leaf: inner == Inner::Leaf,
        is_boxed: is_box(&leaf),
        rules: rules.of_class(&leaf).to_vec(),
        levels,
    }
}

/// A class and all that it extends.
fn chain(class: Class<'_>) -> impl Iterator<Item = Class<'_>> {
    std::iter::successors(Some(class), |class| class.superclass())
}

pub(super) fn name_of(class: Class<'_>) -> String {
    class.name().to_string_lossy().into_owned()
}

type Places = HashMap<String, (crate::event::FieldType, ValuePlace)>;

fn fields_of(level: PlacedLevel<'_>) -> Places {
    let place = |(field, place): (Field<'_>, ValuePlace)| {
        let name = field.name().to_string_lossy().into_owned();
        (name, (field.code(), place))
    };
    level.places().map(place).collect()
}

/// The fields that a class below has too, by class and name: they go by the name of their class.
fn hidden_names(levels: &[PlacedLevel<'_>]) -> HashSet<(String, String)> {
    let mut below = HashSet::new();
    let mut hidden = HashSet::new();
    for level in levels.iter().rev() {
        for field in level.class.fields() {
            let name = field.name().to_string_lossy().into_owned();
            if !below.insert(name.clone()) {
                hidden.insert((name_of(level.class), name));
            }
        }
    }
    hidden
}

/// Whether a class wraps a primitive value.
pub(super) fn is_box(class: &str) -> bool {
    const BOXES: [&str; 8] = [
        "Boolean",
        "Byte",
        "Character",
        "Double",
        "Float",
        "Integer",
        "Long",
        "Short",
    ];
    let simple = class.strip_prefix("java.lang.");
    simple.is_some_and(|simple| BOXES.contains(&simple))
}

/// Whether a field is not compared.
pub(super) fn is_hidden(class: &str, field: &str, held: Option<Held>, is_strict: bool) -> bool {
    if held.is_some_and(|held| held.hidden.contains(&field)) {
        return true;
    }
    class == "java.lang.Throwable" && field == "stackTrace" && !is_strict
}
