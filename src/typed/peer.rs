//! [`Peer`]: the versions of classes that the other end has.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::spec::ClassSpec;
use crate::class::shape::ClassIndex;
use crate::event::{ClassFlags, FieldType};
use crate::graph::Graph;
use crate::text::JavaString;

/// What is known of the classes of the program at the other end: its `serialVersionUID`s, fields and
/// superclasses, learnt from what it sends.
///
/// An input that has one takes any version of a class, as with [`Versions::Ignore`]; an output that
/// has the same sends each class in the version of the peer: what that lacks is left out, what only
/// that has is 0 and null. So a Java program that was compiled anew, without a `serialVersionUID`
/// that is declared, goes on working. What it has never sent goes to it in the version of the
/// table.
///
/// Clones are one and the same.
///
/// [`Versions::Ignore`]: super::Versions::Ignore
///
/// # Examples
///
/// ```no_run
/// use std::net::TcpStream;
///
/// use javawire::typed::Peer;
/// use javawire::{ObjectInputStream, ObjectOutputStream};
///
/// let socket = TcpStream::connect("db.example:10000")?;
/// let peer = Peer::default();
/// let output = ObjectOutputStream::new(&socket)?.with_peer(&peer);
/// let input = ObjectInputStream::new(&socket)?.with_peer(&peer);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Peer(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// By the name of a class, its hierarchy, the topmost first, and how many of that are its own.
    /// There are no more of them than classes in the tables of the program.
    chains: BTreeMap<&'static str, (Arc<[PeerClass]>, usize)>,
    /// How often something new was learnt.
    changes: u64,
}

/// What a descriptor of the peer's says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PeerClass {
    pub(super) name: JavaString,
    pub(super) suid: i64,
    pub(super) flags: ClassFlags,
    pub(super) fields: Vec<PeerField>,
}

/// A field of it, and of what is no primitive its type as a descriptor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PeerField {
    pub(super) code: FieldType,
    pub(super) name: JavaString,
    pub(super) ty: Option<JavaString>,
}

impl Peer {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often something new was learnt.
    pub(super) fn changes(&self) -> u64 {
        self.known().changes
    }

    /// How much memory it holds, as near as matters.
    pub(crate) fn memory(&self) -> usize {
        let known = self.known();
        let all = known.chains.values().flat_map(|(chain, _)| chain.iter());
        let fields = all.map(|class| {
            let names = class.fields.iter().map(|field| field.name.as_java_str());
            let names = names.map(|name| name.as_bytes().len());
            let entries = class.fields.len().saturating_mul(size_of::<PeerField>());
            names.fold(entries, usize::saturating_add)
        });
        fields.fold(0, usize::saturating_add)
    }

    /// Takes note of the peer's version of a class, and of those above it that the table has too.
    pub(super) fn learn(&self, spec: &'static ClassSpec, graph: &Graph, class: ClassIndex) {
        let class = graph.class_view(class);
        let mut chain: Vec<PeerClass> = std::iter::successors(Some(class), |it| it.superclass())
            .map(|class| PeerClass {
                name: class.name().into(),
                suid: class.suid(),
                flags: class.flags(),
                fields: class
                    .fields()
                    .map(|field| PeerField {
                        code: field.code(),
                        name: field.name().into(),
                        ty: field.type_name().map(JavaString::from),
                    })
                    .collect(),
            })
            .collect();
        chain.reverse();
        let chain: Arc<[PeerClass]> = chain.into();
        let mut known = self.known();
        for level in spec.levels() {
            let Some(at) = chain.iter().position(|class| class.name == *level.name()) else {
                continue;
            };
            let length = at.saturating_add(1);
            let is_known = known
                .chains
                .get(level.name())
                .is_some_and(|(known, old)| known.get(..*old) == chain.get(..length));
            if !is_known {
                let entry = (Arc::clone(&chain), length);
                known.chains.insert(level.name(), entry);
                known.changes = known.changes.wrapping_add(1);
            }
        }
    }

    /// The peer's hierarchy of a class, the topmost first; `None` if it has not sent one.
    pub(super) fn chain(&self, name: &str) -> Option<Vec<PeerClass>> {
        let known = self.known();
        let (chain, length) = known.chains.get(name)?;
        Some(chain.get(..*length)?.to_vec())
    }
}
