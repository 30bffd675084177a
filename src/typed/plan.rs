//! Where the members of a Rust type stand in the objects of a class of a stream: found once for
//! each class, after all checks that a JVM makes of it.

use std::collections::{HashMap, HashSet};

use super::Versions;
use super::fault::invalid_class;
use super::spec::{ClassSpec, Form, LevelSpec, Member, MemberKind};
use crate::class::shape::ClassIndex;
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::{Class, ClassId, Graph, Raws};

/// Where a member stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    /// So far behind the place that a slot tells.
    Primitive {
        slot: u32,
        behind: u32,
    },
    Reference {
        slot: u32,
    },
    /// In the contents of this slot.
    Data {
        slot: u32,
    },
    /// The stream has nothing of it, as the peer's class lacks it.
    Absent,
    /// The same of data that the peer's class, which is there, does not write.
    NotWritten,
}

/// Where all members of a Rust type stand.
#[derive(Debug)]
pub(super) struct Plan {
    spec: &'static ClassSpec,
    at: Box<[At]>,
}

/// Which classes of a hierarchy have written no fields where their descriptors say: bit by bit,
/// from the topmost that may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Layout(u64);

/// All plans of a graph.
#[derive(Debug, Default)]
pub(super) struct Plans {
    plans: Vec<Plan>,
    /// The place of each plan, by the address of its table.
    places: HashMap<(usize, ClassIndex, Layout), usize>,
    /// By the number of the class, the plan that was used last, counted from 1.
    recent: Vec<u32>,
}

impl Plans {
    pub(super) fn clear(&mut self) {
        self.plans.clear();
        self.places.clear();
        self.recent.clear();
    }

    #[inline(always)]
    pub(super) fn at(&self, plan: usize, member: usize) -> Option<At> {
        self.plans.get(plan)?.at.get(member).copied()
    }

    /// The plan for the objects of a class, if they are laid out as most are.
    #[inline]
    pub(super) fn recent(&self, spec: &'static ClassSpec, class: ClassIndex) -> Option<usize> {
        let recent = *self.recent.get(class.get())?;
        let index = usize::try_from(recent.checked_sub(1)?).ok()?;
        let plan = self.plans.get(index)?;
        std::ptr::eq(plan.spec, spec).then_some(index)
    }

    /// The plan for an object.
    pub(super) fn find(
        &mut self,
        spec: &'static ClassSpec,
        class: ClassIndex,
        graph: &Graph,
        slots: Raws<'_>,
        versions: Versions,
    ) -> Result<usize> {
        let layout = Layout::of(graph, class, slots)?;
        let place = (std::ptr::from_ref(spec).addr(), class, layout);
        let index = match self.places.get(&place) {
            Some(index) => *index,
            None => {
                let at = places(spec, class, graph, layout, versions)?;
                let index = self.plans.len();
                self.plans.push(Plan { spec, at });
                self.places.insert(place, index);
                index
            }
        };
        // Only where no object can differ need it not be asked for again.
        if layout == Layout(0) && !Layout::may_differ(graph, class) {
            let place = class.get();
            if self.recent.len() <= place {
                self.recent.resize(place.saturating_add(1), 0);
            }
            let number = u32::try_from(index)
                .ok()
                .and_then(|index| index.checked_add(1));
            if let (Some(recent), Some(number)) = (self.recent.get_mut(place), number) {
                *recent = number;
            }
        }
        Ok(index)
    }
}

impl Layout {
    fn of(graph: &Graph, class: ClassIndex, slots: Raws<'_>) -> Result<Layout> {
        let mut bits = 0_u64;
        let mut at = 0;
        for (number, level) in graph.raw_levels(class).enumerate() {
            let is_late = level.may_have_no_fields() && slots.are_fields_elsewhere(at);
            if is_late {
                let bit = u32::try_from(number)
                    .ok()
                    .and_then(|bit| 1_u64.checked_shl(bit));
                let Some(bit) = bit else {
                    let class = graph.class_view(class).name().to_string();
                    let problem = "more than 64 superclasses that write themselves".to_owned();
                    return Err(invalid_class(&class, problem));
                };
                bits |= bit;
            }
            at = level.end(at, is_late);
        }
        Ok(Layout(bits))
    }

    fn may_differ(graph: &Graph, class: ClassIndex) -> bool {
        graph
            .raw_levels(class)
            .any(|level| level.may_have_no_fields())
    }

    fn has(self, number: usize) -> bool {
        let bit = u32::try_from(number)
            .ok()
            .and_then(|bit| 1_u64.checked_shl(bit));
        bit.is_some_and(|bit| self.0 & bit != 0)
    }
}

/// Where the members stand, level after level.
fn places(
    spec: &'static ClassSpec,
    class: ClassIndex,
    graph: &Graph,
    layout: Layout,
    versions: Versions,
) -> Result<Box<[At]>> {
    let chain = Chain::of(graph, class, layout);
    let mut at = Vec::new();
    for level in spec.levels() {
        let found = chain.named(level.name());
        if let Some(found) = found {
            check_suid(level, found.class, versions)?;
        }
        for member in level.members() {
            at.push(match found {
                Some(found) => place(spec, level, member, found)?,
                None => At::Absent,
            });
        }
    }
    Ok(at.into())
}

/// The classes of a hierarchy in the stream.
struct Chain<'g>(Vec<Found<'g>>);

/// A class of the stream, and where its slots begin.
#[derive(Clone, Copy)]
struct Found<'g> {
    class: Class<'g>,
    first: u32,
    /// Whether its fields are where its descriptor says.
    has_fields: bool,
    /// The slot of its contents, if it has any.
    contents: Option<u32>,
}

impl<'g> Chain<'g> {
    fn of(graph: &'g Graph, leaf: ClassIndex, layout: Layout) -> Self {
        let mut all = Vec::new();
        let mut at = 0;
        let external = graph.class_view(leaf).is_external();
        if external {
            all.push(Found {
                class: graph.class_view(leaf),
                first: 0,
                has_fields: false,
                contents: Some(0),
            });
            return Chain(all);
        }
        for (number, level) in graph.raw_levels(leaf).enumerate() {
            let is_late = layout.has(number);
            all.push(Found {
                class: graph.class_view(level.class()),
                first: at,
                has_fields: !is_late,
                contents: level.contents(at, is_late),
            });
            at = level.end(at, is_late);
        }
        // Those without data have no slots, but a version all the same.
        let placed: HashSet<ClassId> = all.iter().map(|found| found.class.id()).collect();
        let mut next = Some(graph.class_view(leaf));
        while let Some(class) = next {
            if !placed.contains(&class.id()) {
                all.push(Found {
                    class,
                    first: 0,
                    has_fields: true,
                    contents: None,
                });
            }
            next = class.superclass();
        }
        Chain(all)
    }

    fn named(&self, name: &str) -> Option<Found<'g>> {
        let mut all = self.0.iter();
        all.find(|found| found.class.name() == name).copied()
    }
}

/// Java's `ObjectStreamClass.initNonProxy`.
fn check_suid(level: &LevelSpec, class: Class<'_>, versions: Versions) -> Result<()> {
    let (theirs, ours) = (class.suid(), level.suid());
    let is_free = versions != Versions::Strict || level.form() == Form::Record;
    if theirs == ours || is_free {
        return Ok(());
    }
    let problem = format!(
        "local class incompatible: stream classdesc serialVersionUID = {theirs}, local class \
         serialVersionUID = {ours}"
    );
    Err(invalid_class(level.name(), problem))
}

/// Java's `ObjectStreamClass.matchFields`, of one field.
fn place(spec: &ClassSpec, level: &LevelSpec, member: &Member, found: Found<'_>) -> Result<At> {
    let (code, declared) = match member.kind() {
        MemberKind::Data(_) => {
            let is_there = matches!(level.form(), Form::External) == found.class.is_external();
            let slot = found.contents.filter(|_| is_there);
            return Ok(slot.map_or(At::NotWritten, |slot| At::Data { slot }));
        }
        MemberKind::Field(code, declared) => (code, declared),
    };
    if !found.has_fields {
        return Ok(At::Absent);
    }
    let mut fields = found.class.fields();
    let has_primitives = fields.any(|field| field.code().width().is_some());
    let mut behind = 0_u32;
    let mut slot = found.first.saturating_add(u32::from(has_primitives));
    for field in found.class.fields() {
        let theirs = field.code();
        if field.name() == member.name() {
            let fits = theirs == code || theirs.width().is_none() && code.width().is_none();
            if !fits {
                return Err(incompatible(spec, level, member, theirs, declared));
            }
            return Ok(match code.width() {
                Some(_) => At::Primitive {
                    slot: found.first,
                    behind,
                },
                None => At::Reference { slot },
            });
        }
        match theirs.width() {
            Some(width) => behind = behind.saturating_add(u32::from(width)),
            None => slot = slot.saturating_add(1),
        }
    }
    Ok(At::Absent)
}

fn incompatible(
    spec: &ClassSpec,
    level: &LevelSpec,
    member: &Member,
    theirs: FieldType,
    declared: &str,
) -> crate::Error {
    let problem = format!(
        "incompatible types for field {}: {} in the stream, {declared} in the table of {}",
        member.name(),
        theirs.keyword().unwrap_or("an object"),
        spec.rust(),
    );
    invalid_class(level.name(), problem)
}
