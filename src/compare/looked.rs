//! What digests look at of the objects of a class.

use std::collections::HashMap;
use std::sync::Arc;

use super::hash::of_text;
use super::held::{Held, held_by, keeps_order};
use super::plan::{is_hidden, name_of};
use super::rules::LeavesOut;
use crate::graph::{Class, ClassId, ValuePlace};

/// What is looked at of the objects of a class.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) is_left_out: bool,
    pub(super) levels: Vec<LookedLevel>,
}

#[derive(Debug)]
pub(super) struct LookedLevel {
    pub(super) fields: Vec<(u64, ValuePlace)>,
    pub(super) annotation: Option<usize>,
    pub(super) held: Option<Held>,
}

/// The same of all classes of a graph, made once for each.
#[derive(Debug, Default)]
pub(super) struct LookedAt(HashMap<ClassId, Arc<Looked>>);

impl LookedAt {
    pub(super) fn of(
        &mut self,
        class: Class<'_>,
        out: &LeavesOut<'_>,
        is_strict: bool,
    ) -> Arc<Looked> {
        let looked = self.0.entry(class.id());
        Arc::clone(looked.or_insert_with(|| Arc::new(plan_of(class, out, is_strict))))
    }
}

/// What is looked at of the objects of a class.
fn plan_of(class: Class<'_>, out: &LeavesOut<'_>, is_strict: bool) -> Looked {
    let leaf = name_of(class);
    let chain = std::iter::successors(Some(class), |class| class.superclass());
    let is_linked = chain.into_iter().any(|class| keeps_order(&name_of(class)));
    let levels = class.placed().map(|level| {
        let name = name_of(level.class);
        let held = held_by(&name).map(|held| Held {
            is_hash: held.is_hash && !is_linked,
            ..held
        });
        let is_out = out.fields_of.iter().any(|it| *it == name || *it == leaf);
        let fields = level.places().filter_map(|(field, place)| {
            let field = field.name().to_string_lossy();
            let is_out = is_out
                || out.names.iter().any(|it| *it == field)
                || is_hidden(&name, &field, held, is_strict);
            (!is_out).then(|| (of_text(field.as_bytes()), place))
        });
        LookedLevel {
            fields: fields.collect(),
            annotation: level.annotation,
            held,
        }
    });
    Looked {
        is_left_out: out.classes.iter().any(|it| *it == leaf),
        levels: levels.collect(),
    }
}
