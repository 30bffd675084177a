//! What a `ConcurrentHashMap` writes besides its entries.

use super::class;
use super::hashed::LOAD_FACTOR;

/// A part of a `ConcurrentHashMap` as it was before JDK 8.
pub(super) struct Segment {
    sync: Sync,
    load_factor: f32,
}

impl Default for Segment {
    fn default() -> Self {
        Segment {
            sync: Sync { state: 0 },
            load_factor: LOAD_FACTOR,
        }
    }
}

/// The lock of a part, which nobody holds.
struct Sync {
    state: i32,
}

class! { Segment {
    "java.util.concurrent.locks.ReentrantLock" = 7373984872572414699 {
        sync: "java.util.concurrent.locks.ReentrantLock$Sync";
    }
    "java.util.concurrent.ConcurrentHashMap$Segment" = 2249069246763182397 { load_factor; }
} }

class! { Sync {
    "java.util.concurrent.locks.AbstractOwnableSynchronizer" = 3737899427754241961 {}
    "java.util.concurrent.locks.AbstractQueuedSynchronizer" = 7373984972572414691 { state; }
    "java.util.concurrent.locks.ReentrantLock$Sync" = -5179523762034025860 {}
    "java.util.concurrent.locks.ReentrantLock$NonfairSync" = 7316153563782823691 {}
} }
