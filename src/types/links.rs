//! Which references may lead back to what they are in, where no sample tells.

use std::collections::BTreeMap;

use super::evidence::Held;
use super::identity::{circles, classes_in};
use super::resolve::Items;
use super::rust_type::Rust;

/// What is said of such a field.
const NOTE: &str = "May lead back to what it is in, which no sample shows or rules out: a `Link` \
                    can be read either way. Where it never does, an `Arc` is simpler.";

/// Whether samples show objects in a field of this type, and so where these lead.
pub(super) fn is_seen(rust: &Rust, held: Option<&Held>) -> bool {
    let Some(held) = held else {
        return false;
    };
    match rust {
        Rust::Option(inner) | Rust::Shared(inner) | Rust::Compared(inner) => {
            is_seen(inner, Some(held))
        }
        Rust::Vec(inner) | Rust::Set(_, inner) => is_seen(inner, held.elements.as_deref()),
        Rust::Map(_, inner) | Rust::Pairs(inner) => is_seen(&inner.1, held.values.as_deref()),
        _ => held.count > held.nulls,
    }
}

/// A field of a struct that holds another: the numbers of the struct, the field and the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    from: usize,
    field: usize,
    to: usize,
}

/// Makes links of the references in circles of classes, of which no sample shows where they lead.
/// Which of them closes a circle of objects depends on the object that is read first.
pub(super) fn put(items: &mut Items) {
    let edges = edges(items);
    let mut targets = vec![Vec::new(); items.structs.len()];
    for edge in &edges {
        if let Some(targets) = targets.get_mut(edge.from) {
            targets.push(edge.to);
        }
    }
    let mut circle_of = vec![None; items.structs.len()];
    for (number, circle) in circles(&targets).into_iter().enumerate() {
        for member in circle {
            if let Some(circle) = circle_of.get_mut(member) {
                *circle = Some(number);
            }
        }
    }
    let circle = |at: usize| circle_of.get(at).copied().flatten();
    for edge in edges {
        if circle(edge.from).is_some() && circle(edge.from) == circle(edge.to) {
            link(items, edge);
        }
    }
}

/// The fields that hold structs.
fn edges(items: &Items) -> Vec<Edge> {
    let numbers: BTreeMap<&str, usize> = items
        .structs
        .iter()
        .enumerate()
        .map(|(number, made)| (made.java.as_str(), number))
        .collect();
    let mut edges = Vec::new();
    for (from, made) in items.structs.iter().enumerate() {
        for (field, held) in made.fields.iter().enumerate() {
            let targets = classes_in(items, held).filter_map(|class| numbers.get(class));
            edges.extend(targets.map(|&to| Edge { from, field, to }));
        }
    }
    edges
}

/// Makes links of the references to one class in a field, or in the enum that it holds.
fn link(items: &mut Items, edge: Edge) {
    let Some(class) = items.structs.get(edge.to).map(|made| made.java.clone()) else {
        return;
    };
    let made = items.structs.get_mut(edge.from);
    let Some(field) = made.and_then(|made| made.fields.get_mut(edge.field)) else {
        return;
    };
    if field.is_seen {
        return;
    }
    let change = &mut |other: String| match other == class {
        true => Rust::Link(other),
        false => Rust::Struct(other),
    };
    let mut enums = Vec::new();
    field.rust.each_name(&mut |rust| {
        if let Rust::OneOf(name) = rust {
            enums.push(name.clone());
        }
    });
    field.rust = std::mem::replace(&mut field.rust, Rust::Any).with_each_struct(change);
    if !field.notes.iter().any(|note| note == NOTE) {
        field.notes.push(NOTE.to_owned());
    }
    for one_of in items
        .one_ofs
        .iter_mut()
        .filter(|it| enums.contains(&it.rust))
    {
        for (_, variant) in &mut one_of.variants {
            *variant = std::mem::replace(variant, Rust::Any).with_each_struct(change);
        }
    }
}
