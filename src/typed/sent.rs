//! What of the program's classes and objects a stream has already.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Weak};

use super::fault::unfit;
use super::hash::Quick;
use super::peer::Peer;
use super::peer_layout::PeerLayout;
use super::peer_out::PeerLayouts;
use super::registry::{Part, RegisteredLevel, array_class};
use super::spec::{ClassSpec, code_of};
use crate::error::Result;
use crate::event::FieldType;
use crate::graph::WireHandles;
use crate::text::JavaString;

/// Which handles stand for what, until the next reset. A handle is told by how many had been
/// assigned with it; 0 is none.
#[derive(Default)]
pub(crate) struct Sent {
    /// By the number of a class.
    classes: Vec<u32>,
    /// By the number of a name, that of the class and 1.
    names: Vec<usize>,
    /// By the number of a type.
    types: Vec<u32>,
    /// Of values that a JVM keeps one object of: by the class, and a number.
    boxes: HashMap<(&'static str, i64), u32>,
    /// By the number of the enum, and the name of the constant.
    constants: HashMap<(usize, &'static str), u32>,
    /// By address.
    objects: HashMap<usize, u32, Quick>,
    /// They keep the addresses from being given to others, and the memory there.
    held: Vec<Kept>,
    /// How much memory that is.
    held_bytes: usize,
    /// When there are this many, those that are gone are forgotten.
    full: usize,
    /// By the text: those of which a JVM has one object.
    interned: HashMap<Box<str>, u32>,
    /// The classes of arrays, by the type of the elements.
    arrays: Vec<(&'static str, ArrayClass)>,
    /// Classes whose descriptors graphs have not been told of.
    untold: Vec<Untold>,
    untold_types: Vec<(&'static Part, u32)>,
    /// Whose versions of classes are sent.
    peer: Option<PeerLayouts>,
    /// The block of data that is being filled.
    pub(super) block: Vec<u8>,
}

/// A class of arrays, and the type of the elements.
type ArrayClass = (&'static RegisteredLevel, FieldType);

/// A class of the stream, its handle, and that of its superclass.
#[derive(Debug, Clone, Copy)]
struct Untold {
    class: &'static RegisteredLevel,
    count: u32,
    above: u32,
}

/// How many objects are looked at whenever someone asks.
const FEW: usize = 64;

/// Held for what it does not do when it is dropped: to give its address away.
#[derive(Debug)]
pub(super) struct Kept {
    object: Weakly,
    address: usize,
    bytes: usize,
}

#[derive(Debug)]
enum Weakly {
    Object(Weak<dyn Any + Send + Sync>),
    Text(Weak<str>),
}

impl Kept {
    pub(super) fn object<T: Any + Send + Sync>(object: &Arc<T>) -> Self {
        let kept: Weak<dyn Any + Send + Sync> = Arc::downgrade(object) as _;
        Self::new(Weakly::Object(kept), address(object), size_of::<T>())
    }

    fn text(text: &Arc<str>) -> Self {
        let kept = Weakly::Text(Arc::downgrade(text));
        Self::new(kept, address(text), text.len())
    }

    fn new(object: Weakly, address: usize, size: usize) -> Self {
        Kept {
            object,
            address,
            // An `Arc` has two counters.
            bytes: size.saturating_add(size_of::<[usize; 2]>()),
        }
    }

    fn is_gone(&self) -> bool {
        let count = match &self.object {
            Weakly::Object(object) => object.strong_count(),
            Weakly::Text(text) => text.strong_count(),
        };
        count == 0
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent")
            .field("objects", &self.objects.len())
            .finish_non_exhaustive()
    }
}

impl Sent {
    /// Forgets all handles, as both ends do at a reset.
    pub(crate) fn reset(&mut self) {
        self.classes.fill(0);
        self.names.fill(0);
        self.types.fill(0);
        self.boxes.clear();
        self.constants.clear();
        self.objects.clear();
        self.held.clear();
        self.held_bytes = 0;
        self.interned.clear();
        self.untold.clear();
        self.untold_types.clear();
    }

    /// Has classes sent in the versions of this peer.
    pub(crate) fn set_peer(&mut self, peer: &Peer) {
        self.peer = Some(PeerLayouts::new(peer.clone()));
    }

    #[inline]
    pub(super) fn has_peer(&self) -> bool {
        self.peer.is_some()
    }

    /// How the peer has the class of a table; `None` if as the table says.
    pub(super) fn peer_layout(
        &mut self,
        spec: &'static ClassSpec,
    ) -> Result<Option<Arc<PeerLayout>>> {
        match &mut self.peer {
            Some(peer) => peer.of(spec),
            None => Ok(None),
        }
    }

    /// Forgets the handles that were assigned after this many.
    pub(super) fn forget_after(&mut self, count: u32) {
        let keep = |handle: &u32| *handle <= count;
        for handle in self.classes.iter_mut().chain(&mut self.types) {
            *handle = if *handle <= count { *handle } else { 0 };
        }
        self.boxes.retain(|_, handle| keep(handle));
        self.constants.retain(|_, handle| keep(handle));
        self.objects.retain(|_, handle| keep(handle));
        self.interned.retain(|_, handle| keep(handle));
        let (classes, names) = (&self.classes, &mut self.names);
        for name in names {
            let class = name.checked_sub(1).and_then(|class| classes.get(class));
            *name = if class.is_some_and(|handle| *handle > 0) {
                *name
            } else {
                0
            };
        }
        let objects = &self.objects;
        self.held.retain(|kept| objects.contains_key(&kept.address));
        self.count_held();
        self.untold.retain(|untold| untold.count <= count);
        self.untold_types.retain(|(_, handle)| *handle <= count);
        self.block.clear();
    }

    /// How much memory it holds.
    pub(crate) fn memory(&self) -> usize {
        let numbers = self
            .classes
            .capacity()
            .saturating_add(self.types.capacity());
        let names = self.names.capacity();
        let objects = self.objects.capacity();
        let kept = self.held.capacity();
        [
            numbers.saturating_mul(size_of::<u32>()),
            names.saturating_mul(size_of::<usize>()),
            objects.saturating_mul(size_of::<(usize, u32)>()),
            kept.saturating_mul(size_of::<Kept>()),
            self.held_bytes,
            self.interned
                .capacity()
                .saturating_mul(size_of::<(Box<str>, u32)>()),
            self.block.capacity(),
            self.untold.capacity().saturating_mul(size_of::<Untold>()),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// The handle of a class, if the stream has its descriptor.
    #[inline]
    pub(super) fn class(&self, class: &RegisteredLevel) -> Option<u32> {
        self.classes
            .get(class.number())
            .copied()
            .filter(|count| *count > 0)
    }

    /// Takes note of a class that is about to be described.
    pub(super) fn describe(&mut self, class: &RegisteredLevel, count: u32) -> Result<()> {
        let number = class.number().saturating_add(1);
        let known = self.names.get(class.name_number()).copied().unwrap_or(0);
        if known != 0 && known != number {
            let problem = "is described in two ways: two tables of the program differ in it";
            return Err(unfit(&class.name().to_string(), problem));
        }
        set(&mut self.names, class.name_number(), number);
        set(&mut self.classes, class.number(), count);
        Ok(())
    }

    /// The handle of the name of a type.
    #[inline]
    pub(super) fn type_name(&self, part: &Part) -> Option<u32> {
        self.types
            .get(part.number)
            .copied()
            .filter(|count| *count > 0)
    }

    pub(super) fn set_type_name(&mut self, part: &'static Part, count: u32) {
        set(&mut self.types, part.number, count);
        self.untold_types.push((part, count));
    }

    pub(super) fn set_class(&mut self, class: &RegisteredLevel, count: u32) {
        set(&mut self.classes, class.number(), count);
    }

    /// Takes note of a descriptor that graphs must know, now that the handle of the class above is
    /// known: 0 where there is none.
    pub(super) fn untold_below(
        &mut self,
        below: Option<(&'static RegisteredLevel, u32)>,
        above: u32,
    ) {
        if let Some((class, count)) = below {
            self.untold.push(Untold {
                class,
                count,
                above,
            });
        }
    }

    /// The classes since the last reset that do not write the fields that their descriptors name,
    /// as long as graphs have not been told of them.
    pub(super) fn fields_not_written(&self) -> impl Iterator<Item = &JavaString> {
        let classes = self.untold.iter().map(|untold| untold.class);
        classes
            .filter(|class| !class.writes_fields())
            .map(RegisteredLevel::name)
    }

    /// Tells graphs of the descriptors that the stream has.
    pub(crate) fn tell(&mut self, handles: &mut WireHandles) {
        for Untold {
            class,
            count,
            above,
        } in self.untold.drain(..)
        {
            handles.tell_class(class.key(above), count);
        }
        for (part, count) in self.untold_types.drain(..) {
            handles.tell_type(part.text.as_java_str().as_bytes(), count);
        }
    }

    /// The class of arrays of this type.
    #[inline]
    pub(super) fn array_class(&mut self, element: &'static str) -> Result<ArrayClass> {
        let mut known = self.arrays.iter();
        match known.find(|(known, _)| std::ptr::eq(*known, element)) {
            Some((_, class)) => Ok(*class),
            None => self.new_array_class(element),
        }
    }

    #[cold]
    fn new_array_class(&mut self, element: &'static str) -> Result<ArrayClass> {
        let class = (array_class(element)?, code_of(element));
        self.arrays.push((element, class));
        Ok(class)
    }

    pub(super) fn kept(&self, class: &'static str, value: i64) -> Option<u32> {
        self.boxes.get(&(class, value)).copied()
    }

    pub(super) fn set_kept(&mut self, class: &'static str, value: i64, count: u32) {
        self.boxes.insert((class, value), count);
    }

    pub(super) fn constant(&self, class: &RegisteredLevel, name: &'static str) -> Option<u32> {
        self.constants.get(&(class.number(), name)).copied()
    }

    pub(super) fn set_constant(&mut self, class: &RegisteredLevel, name: &'static str, count: u32) {
        self.constants.insert((class.number(), name), count);
    }

    /// The handle of the object at this address.
    #[inline]
    pub(super) fn object(&self, address: usize) -> Option<u32> {
        self.objects.get(&address).copied()
    }

    pub(super) fn set_text(&mut self, text: &Arc<str>, count: u32) {
        self.keep(Kept::text(text), count);
    }

    /// Takes note of an object that has its handle.
    pub(super) fn keep(&mut self, kept: Kept, count: u32) {
        if self.held.len() >= self.full.max(FEW) {
            self.forget_gone();
            self.full = self.held.len().saturating_mul(2);
        }
        self.objects.insert(kept.address, count);
        self.held_bytes = self.held_bytes.saturating_add(kept.bytes);
        self.held.push(kept);
    }

    /// The same as [`forget_gone`](Self::forget_gone) if there are few to look at. Of many, so much
    /// is forgotten whenever twice as many have come.
    pub(crate) fn forget_few_gone(&mut self) {
        if self.held.len() <= FEW {
            self.forget_gone();
        }
    }

    /// Forgets the objects that the program no longer has: nobody can send them again.
    fn forget_gone(&mut self) {
        let objects = &mut self.objects;
        self.held.retain(|kept| {
            let is_gone = kept.is_gone();
            if is_gone {
                objects.remove(&kept.address);
            }
            !is_gone
        });
        self.count_held();
    }

    fn count_held(&mut self) {
        let held = self.held.iter().map(|kept| kept.bytes);
        self.held_bytes = held.fold(0, usize::saturating_add);
    }

    /// The handle of the one object that a JVM has of this text.
    pub(super) fn interned(&self, text: &str) -> Option<u32> {
        self.interned.get(text).copied()
    }

    pub(super) fn set_interned(&mut self, text: &str, count: u32) {
        self.interned.insert(text.into(), count);
    }
}

/// What tells one object from others that live.
#[inline]
pub(super) fn address<T: ?Sized>(object: &Arc<T>) -> usize {
    Arc::as_ptr(object).cast::<()>().addr()
}

/// Sets a place of a list that grows as it must.
fn set<T: Default + Clone>(list: &mut Vec<T>, index: usize, value: T) {
    if list.len() <= index {
        list.resize(index.saturating_add(1), T::default());
    }
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}
