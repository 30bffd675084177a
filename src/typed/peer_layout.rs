//! [`PeerLayout`]: how objects of a table are laid out in the peer's version of their class.

use super::fault::unfit;
use super::peer::{Peer, PeerClass, PeerField};
use super::registry::RegisteredLevel;
use super::spec::{ClassSpec, Form, LevelSpec, MemberKind};
use crate::codes::{SC_ENUM, SC_EXTERNALIZABLE, SC_WRITE_METHOD};
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::described;

/// The classes of the peer, the topmost first, and where our members stand in them.
#[derive(Debug)]
pub(super) struct PeerLayout {
    levels: Vec<PeerLevel>,
}

#[derive(Debug)]
pub(super) struct PeerLevel {
    class: PeerClass,
    /// The level of the table, by its number; `None` if only the peer has it.
    ours: Option<usize>,
    /// For each member of the table, the peer's field that it is.
    at: Vec<Option<usize>>,
    /// Whether objects have the fields where the descriptor says.
    writes_fields: bool,
}

impl PeerLayout {
    /// The layout for a table; `None` if the peer's version is the table's, or not known.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unfit`](crate::ErrorKind::Unfit) if what the table writes does not go into the
    /// peer's class.
    pub(super) fn of(peer: &Peer, spec: &'static ClassSpec) -> Result<Option<PeerLayout>> {
        let registered = spec.registered()?.levels();
        let mut below = Vec::new();
        let mut classes = Vec::new();
        for (level, own) in spec.levels().iter().zip(registered).rev() {
            if let Some(chain) = peer.chain(level.name()) {
                classes = chain;
                break;
            }
            below.push(own.told());
        }
        below.reverse();
        classes.append(&mut below);
        let same = classes.len() == registered.len()
            && registered
                .iter()
                .zip(&classes)
                .all(|(own, class)| own.told() == *class);
        if same {
            return Ok(None);
        }
        let mut levels = Vec::new();
        let mut next = 0;
        for class in classes {
            let found = spec
                .levels()
                .iter()
                .position(|level| class.name == *level.name());
            if found.is_some_and(|number| number < next) {
                let problem = "its superclasses stand in another order in the peer's version";
                return Err(unfit(spec.name(), problem));
            }
            next = found.map_or(next, |number| number.saturating_add(1));
            let level = found.and_then(|number| Some((number, spec.levels().get(number)?)));
            levels.push(PeerLevel::new(spec, class, level)?);
        }
        Ok(Some(PeerLayout { levels }))
    }

    pub(super) fn levels(&self) -> &[PeerLevel] {
        &self.levels
    }
}

impl PeerLevel {
    fn new(
        spec: &ClassSpec,
        class: PeerClass,
        level: Option<(usize, &'static LevelSpec)>,
    ) -> Result<PeerLevel> {
        let kind = SC_WRITE_METHOD | SC_EXTERNALIZABLE | SC_ENUM;
        let theirs = class.flags.0 & kind;
        let Some((number, level)) = level else {
            if theirs != 0 {
                let problem = "the peer's class writes data of its own, of which the table of \
                               the class below says nothing";
                return Err(unfit(&class.name.to_string(), problem));
            }
            return Ok(PeerLevel {
                class,
                ours: None,
                at: Vec::new(),
                writes_fields: true,
            });
        };
        let ours = match level.form() {
            Form::Fields | Form::Record => 0,
            Form::FieldsAndData | Form::Data => SC_WRITE_METHOD,
            Form::External => SC_EXTERNALIZABLE,
        };
        if theirs != ours {
            let problem = "the peer's class is written in another way than the table says: by a \
                           writeObject, a writeExternal, or neither";
            return Err(unfit(level.name(), problem));
        }
        let at = places(spec, &class, level)?;
        Ok(PeerLevel {
            class,
            ours: Some(number),
            at,
            writes_fields: level.form() != Form::Data,
        })
    }

    pub(super) fn class(&self) -> &PeerClass {
        &self.class
    }

    pub(super) fn ours(&self) -> Option<usize> {
        self.ours
    }

    /// The peer's field that a member of the table is.
    pub(super) fn at(&self, member: usize) -> Option<usize> {
        self.at.get(member).copied().flatten()
    }

    /// The types of the peer's fields from one up to another.
    pub(super) fn codes(&self, from: usize, to: usize) -> impl Iterator<Item = FieldType> {
        let fields = self
            .class
            .fields
            .get(from..to)
            .filter(|_| self.writes_fields);
        fields.unwrap_or_default().iter().map(|field| field.code)
    }

    pub(super) fn field_count(&self) -> usize {
        self.class.fields.len()
    }

    /// All that the descriptor says, as graphs have it, below a class with this handle.
    pub(super) fn key(&self, above: u32) -> Vec<u8> {
        let fields = self.class.fields.iter().map(|field| {
            let ty = field.ty.as_ref().map(|ty| ty.as_java_str());
            (field.code, field.name.as_java_str(), ty)
        });
        let PeerClass {
            name, suid, flags, ..
        } = &self.class;
        described::key(above, *suid, *flags, name.as_java_str(), fields)
    }
}

/// For each member of a level, the peer's field of that name.
fn places(spec: &ClassSpec, class: &PeerClass, level: &LevelSpec) -> Result<Vec<Option<usize>>> {
    let mut places = Vec::new();
    let mut last = None;
    for member in level.members() {
        let MemberKind::Field(code, declared) = member.kind() else {
            places.push(None);
            continue;
        };
        let fields = &class.fields;
        let found = fields.iter().position(|field| field.name == *member.name());
        if let Some(field) = found.and_then(|at| fields.get(at)) {
            let is_same =
                field.code == code || field.code.width().is_none() && code.width().is_none();
            if !is_same {
                let problem = format!(
                    "incompatible types for field {}: {} in the peer's class, {declared} in the \
                     table of {}",
                    member.name(),
                    field.code.keyword().unwrap_or("an object"),
                    spec.rust(),
                );
                return Err(unfit(level.name(), problem));
            }
            if last >= found {
                let problem = "the fields of the peer's class stand in an order that no JVM writes";
                return Err(unfit(level.name(), problem));
            }
            last = found;
        }
        places.push(found);
    }
    Ok(places)
}

impl RegisteredLevel {
    /// What its descriptor says, as a peer's would.
    fn told(&self) -> PeerClass {
        PeerClass {
            name: self.name().clone(),
            suid: self.suid(),
            flags: self.flags(),
            fields: self
                .fields()
                .map(|(code, name, ty)| PeerField {
                    code,
                    name: name.clone(),
                    ty: ty.cloned(),
                })
                .collect(),
        }
    }
}
