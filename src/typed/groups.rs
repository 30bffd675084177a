//! What the classes of a graph hold, looked up once for each.

use super::held::{CLASSES, Count, Held, Kind, Layout, Place};
use crate::class::shape::ClassIndex;
use crate::event::FieldType;
use crate::graph::{Class, Graph, Raws};

/// What the objects of a class hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) kind: Kind,
    pub(super) held: &'static Held,
    /// Where that stands, if it is the same in all objects.
    placed: Option<Placed>,
}

/// Where a class stands in the slots of its objects.
#[derive(Debug, Clone, Copy)]
struct Placed {
    first: u32,
    contents: u32,
    /// How far behind its first field its count and its load factor are.
    count: Option<u32>,
    factor: Option<u32>,
}

/// What is known of the classes of a graph, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Groups(Vec<Option<Option<Known>>>);

impl Groups {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What the objects of a class hold; `None` if it is no collection that is known.
    #[inline]
    pub(super) fn of(&mut self, graph: &Graph, class: ClassIndex) -> Option<Known> {
        match self.0.get(class.get()) {
            Some(Some(known)) => *known,
            _ => {
                let known = look_up(graph, class);
                if self.0.len() <= class.get() {
                    self.0.resize(class.get().saturating_add(1), None);
                }
                if let Some(place) = self.0.get_mut(class.get()) {
                    *place = Some(known);
                }
                known
            }
        }
    }
}

fn look_up(graph: &Graph, leaf: ClassIndex) -> Option<Known> {
    let class = graph.class_view(leaf);
    let mut chain = std::iter::successors(Some(class), |class| class.superclass());
    let (_, kind, held) = chain.find_map(|class| {
        let name = class.name();
        CLASSES.iter().find(|(known, ..)| name == *known)
    })?;
    let placed = match held {
        Held::Written(layout) => placed(graph, leaf, layout),
        _ => None,
    };
    Some(Known {
        kind: *kind,
        held,
        placed,
    })
}

/// Where the writer stands, if no class above it may leave its fields out.
fn placed(graph: &Graph, leaf: ClassIndex, layout: &Layout) -> Option<Placed> {
    let mut at = 0;
    for level in graph.raw_levels(leaf) {
        let class = graph.class_view(level.class());
        if class.name() == layout.writer {
            let behind = |place, code| match place {
                Place::Field(name) => behind(class, name, code),
                Place::Data(_) => None,
            };
            let count = match layout.count {
                Count::At(place) => behind(place, FieldType::Int),
                Count::UpToNull => None,
            };
            return Some(Placed {
                first: at,
                contents: level.contents(at, false)?,
                count,
                factor: layout
                    .factor
                    .and_then(|place| behind(place, FieldType::Float)),
            });
        }
        if level.may_have_no_fields() {
            return None;
        }
        at = level.end(at, false);
    }
    None
}

/// How far behind the first field of its class a primitive field is.
fn behind(class: Class<'_>, name: &str, code: FieldType) -> Option<u32> {
    let mut behind = 0_u32;
    for field in class.fields() {
        let width = field.code().width()?;
        if field.name() == name {
            return (field.code() == code).then_some(behind);
        }
        behind = behind.saturating_add(u32::from(width));
    }
    None
}

impl Known {
    /// Where this class stands in an object, if it is where its descriptor says.
    fn placed_in(&self, slots: Raws<'_>) -> Option<Placed> {
        let placed = self.placed?;
        (!slots.are_fields_elsewhere(placed.first)).then_some(placed)
    }

    /// The slot of what the class wrote.
    pub(super) fn contents(&self, slots: Raws<'_>) -> Option<u32> {
        Some(self.placed_in(slots)?.contents)
    }

    /// The bytes of its count.
    pub(super) fn count<'g>(&self, graph: &'g Graph, slots: Raws<'_>) -> Option<&'g [u8]> {
        let placed = self.placed_in(slots)?;
        graph.raw_primitive(slots, placed.first, placed.count?)
    }

    /// The bytes of its load factor.
    pub(super) fn factor<'g>(&self, graph: &'g Graph, slots: Raws<'_>) -> Option<&'g [u8]> {
        let placed = self.placed_in(slots)?;
        graph.raw_primitive(slots, placed.first, placed.factor?)
    }
}
