//! What is in an `Arc`: what is one object in several places, and what leads back to itself.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::resolve::{Items, StructField};
use super::rust_type::Rust;

/// The classes that are in an `Arc` wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Identity {
    shared: BTreeSet<String>,
    /// Those that something leads back to.
    led_back_to: BTreeSet<String>,
    /// For each class that leads back to itself, the number of the circle.
    circles: BTreeMap<String, usize>,
}

impl Identity {
    pub(super) fn of(items: &Items, evidence: &Evidence) -> Self {
        let mut identity = Identity::default();
        let numbers: BTreeMap<&str, usize> = items
            .structs
            .iter()
            .enumerate()
            .map(|(number, made)| (made.java.as_str(), number))
            .collect();
        let mut edges = vec![Vec::new(); items.structs.len()];
        for (made, edges) in items.structs.iter().zip(&mut edges) {
            let mut met: BTreeMap<&str, usize> = BTreeMap::new();
            for field in &made.fields {
                for class in classes_in(items, field) {
                    let count = met.entry(class).or_default();
                    *count = count.saturating_add(1);
                    edges.extend(numbers.get(class));
                }
            }
            let links = made.fields.iter().flat_map(|field| links_in(items, field));
            let links: Vec<String> = links.map(str::to_owned).collect();
            identity.shared.extend(links.iter().cloned());
            identity.led_back_to.extend(links);
            // Objects of a class that stands in two fields may meet there.
            let meeting = met.into_iter().filter(|(_, count)| *count > 1);
            let unseen = meeting.filter(|(class, _)| evidence.class(class).is_none());
            identity
                .shared
                .extend(unseen.map(|(class, _)| class.to_owned()));
        }
        for (number, circle) in circles(&edges).into_iter().enumerate() {
            for class in circle {
                if let Some(made) = items.structs.get(class) {
                    identity.circles.insert(made.java.clone(), number);
                    identity.shared.insert(made.java.clone());
                }
            }
        }
        let seen = items
            .structs
            .iter()
            .filter(|made| evidence.is_shared(&made.java));
        identity.shared.extend(seen.map(|made| made.java.clone()));
        identity
    }

    pub(super) fn is_shared(&self, class: &str) -> bool {
        self.shared.contains(class)
    }

    pub(super) fn is_led_back_to(&self, class: &str) -> bool {
        self.led_back_to.contains(class)
    }

    /// Whether a field of a class leads back to that class.
    pub(super) fn leads_back(&self, items: &Items, class: &str, field: &StructField) -> bool {
        self.circles.get(class).is_some_and(|circle| {
            classes_in(items, field).any(|other| self.circles.get(other) == Some(circle))
        })
    }
}

/// The classes of structs that are held in a field, by those enums too that hold one of several.
pub(super) fn classes_in<'i>(
    items: &'i Items,
    field: &'i StructField,
) -> impl Iterator<Item = &'i str> {
    let found = parts_of(items, field).into_iter();
    found.filter_map(|part| match part {
        Rust::Struct(class) => Some(class.as_str()),
        _ => None,
    })
}

/// The classes to which a field has links.
fn links_in<'i>(items: &'i Items, field: &'i StructField) -> impl Iterator<Item = &'i str> {
    let found = parts_of(items, field).into_iter();
    found.filter_map(|part| match part {
        Rust::Back(class) | Rust::Link(class) => Some(class.as_str()),
        _ => None,
    })
}

fn parts_of<'i>(items: &'i Items, field: &'i StructField) -> Vec<&'i Rust> {
    let mut found = Vec::new();
    field.rust.each_name(&mut |rust| match rust {
        Rust::OneOf(name) => {
            let one_of = items.one_ofs.iter().find(|it| it.rust == *name);
            let variants = one_of.into_iter().flat_map(|it| &it.variants);
            found.extend(variants.map(|(_, variant)| variant));
        }
        other => found.push(other),
    });
    found
}

/// What is known of a node on the way.
#[derive(Clone, Copy, Default)]
struct State {
    order: usize,
    low: usize,
    is_open: bool,
}

/// The sets of nodes that lead to each other, by Tarjan's algorithm.
pub(super) fn circles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut states = vec![State::default(); edges.len()];
    let (mut clock, mut path, mut found) = (0_usize, Vec::new(), Vec::new());
    for start in 0..edges.len() {
        let mut open: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some(&(node, next)) = open.last() {
            let Some(state) = states.get_mut(node) else {
                break;
            };
            if next == 0 && state.order == 0 {
                clock = clock.saturating_add(1);
                *state = State {
                    order: clock,
                    low: clock,
                    is_open: true,
                };
                path.push(node);
            } else if next == 0 {
                open.pop();
                continue;
            }
            let target = edges.get(node).and_then(|edges| edges.get(next)).copied();
            if let Some(top) = open.last_mut() {
                top.1 = next.saturating_add(1);
            }
            if let Some(target) = target {
                let other = states.get(target).copied().unwrap_or_default();
                if other.order == 0 {
                    open.push((target, 0));
                } else if other.is_open {
                    lower(&mut states, node, other.order);
                }
                continue;
            }
            open.pop();
            let state = states.get(node).copied().unwrap_or_default();
            if let Some(&(above, _)) = open.last() {
                lower(&mut states, above, state.low);
            }
            if state.low == state.order {
                let at = path.iter().rposition(|other| *other == node).unwrap_or(0);
                let circle = path.split_off(at);
                for member in &circle {
                    if let Some(state) = states.get_mut(*member) {
                        state.is_open = false;
                    }
                }
                let is_own = edges.get(node).is_some_and(|edges| edges.contains(&node));
                if circle.len() > 1 || is_own {
                    found.push(circle);
                }
            }
        }
    }
    found
}

fn lower(states: &mut [State], node: usize, low: usize) {
    if let Some(state) = states.get_mut(node) {
        state.low = state.low.min(low);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_is_found() {
        let edges = vec![vec![1, 4], vec![2], vec![0, 3], vec![], vec![4], vec![0]];
        let mut found = circles(&edges);
        for circle in &mut found {
            circle.sort_unstable();
        }
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![4]]);
        let chain: Vec<Vec<usize>> = (0..100_000).map(|node| vec![node + 1]).collect();
        assert!(circles(&chain).is_empty());
        let mut ring = chain;
        *ring.last_mut().unwrap() = vec![0];
        assert_eq!(circles(&ring)[0].len(), 100_000);
    }
}
