//! A bin of a `HashMap` that has become a tree.
//!
//! The entries keep a list besides the tree, and that is the order of iteration: a
//! new entry comes right after the one it was hung under, and the root comes
//! first. So the order shows how the tree was balanced, and it must be balanced
//! as the JDK does: as a red-black tree, each entry inserted below and the colours
//! mended upwards.

use std::cmp::Ordering;

/// One entry of the bin; links are indices of nodes.
#[derive(Debug, Clone)]
struct TreeNode {
    entry: u32,
    red: bool,
    parent: Option<usize>,
    /// Left and right.
    children: [Option<usize>; 2],
    previous: Option<usize>,
    next: Option<usize>,
}

/// A side of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Side {
    fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct TreeBin {
    nodes: Vec<TreeNode>,
    root: Option<usize>,
    /// Of the list.
    first: Option<usize>,
}

impl TreeBin {
    /// The tree of entries that were a list. `compare` tells where the first of two
    /// entries goes, seen from the second.
    pub(super) fn from_list(entries: &[u32], compare: &impl Fn(u32, u32) -> Ordering) -> Self {
        let mut bin = TreeBin::default();
        for &entry in entries {
            let behind = bin.nodes.len().checked_sub(1);
            let node = bin.add(entry, behind);
            bin.hang(node, compare);
        }
        bin.move_root_to_front();
        bin
    }

    /// Adds an entry to the tree.
    pub(super) fn insert(&mut self, entry: u32, compare: &impl Fn(u32, u32) -> Ordering) {
        let node = self.add(entry, None);
        if let Some(parent) = self.hang(node, compare) {
            self.link_behind(node, parent);
        }
        self.move_root_to_front();
    }

    /// The entries in the order of iteration.
    pub(super) fn order(&self) -> impl Iterator<Item = u32> {
        let mut next = self.first;
        std::iter::from_fn(move || {
            let node = self.nodes.get(next?)?;
            next = node.next;
            Some(node.entry)
        })
    }

    fn add(&mut self, entry: u32, behind: Option<usize>) -> usize {
        let node = self.nodes.len();
        self.nodes.push(TreeNode {
            entry,
            red: true,
            parent: None,
            children: [None; 2],
            previous: None,
            next: None,
        });
        match behind {
            Some(behind) => self.link_behind(node, behind),
            None if self.first.is_none() => self.first = Some(node),
            None => {}
        }
        node
    }

    fn link_behind(&mut self, node: usize, previous: usize) {
        let next = self.nodes.get(previous).and_then(|node| node.next);
        self.link(Some(previous), Some(node));
        self.link(Some(node), next);
    }

    /// Makes two nodes neighbours in the list.
    fn link(&mut self, previous: Option<usize>, next: Option<usize>) {
        match previous {
            Some(index) => {
                if let Some(node) = self.nodes.get_mut(index) {
                    node.next = next;
                }
            }
            None => self.first = next,
        }
        if let Some(node) = next.and_then(|index| self.nodes.get_mut(index)) {
            node.previous = previous;
        }
    }

    fn move_root_to_front(&mut self) {
        let (Some(root), first) = (self.root, self.first) else {
            return;
        };
        if first == Some(root) {
            return;
        }
        let neighbours = self.nodes.get(root).map(|node| (node.previous, node.next));
        let (previous, next) = neighbours.unwrap_or_default();
        self.link(previous, next);
        self.link(None, Some(root));
        self.link(Some(root), first);
    }

    /// Puts a node at its place in the tree. The node it hangs under at first.
    fn hang(&mut self, node: usize, compare: &impl Fn(u32, u32) -> Ordering) -> Option<usize> {
        let entry = self.nodes.get(node)?.entry;
        let Some(mut parent) = self.root else {
            self.root = Some(node);
            self.set_red(node, false);
            return None;
        };
        loop {
            let side = match compare(entry, self.nodes.get(parent)?.entry) {
                Ordering::Less | Ordering::Equal => Side::Left,
                Ordering::Greater => Side::Right,
            };
            match self.child(parent, side) {
                Some(child) => parent = child,
                None => {
                    self.set_child(parent, side, Some(node));
                    break;
                }
            }
        }
        self.mend(node);
        Some(parent)
    }

    /// Mends the colours from a new red node upwards.
    fn mend(&mut self, inserted: usize) {
        let mut node = inserted;
        // A red parent is not the root, so there is a grandparent.
        while let Some(mut parent) = self.parent(node).filter(|parent| self.is_red(*parent)) {
            let Some(grandparent) = self.parent(parent) else {
                break;
            };
            let side = self.side(parent, grandparent);
            let uncle = self.child(grandparent, side.other());
            if let Some(uncle) = uncle.filter(|uncle| self.is_red(*uncle)) {
                self.set_red(parent, false);
                self.set_red(uncle, false);
                self.set_red(grandparent, true);
                node = grandparent;
                continue;
            }
            if self.side(node, parent) != side {
                self.rotate(parent, side);
                std::mem::swap(&mut node, &mut parent);
            }
            self.set_red(parent, false);
            self.set_red(grandparent, true);
            self.rotate(grandparent, side.other());
        }
        if let Some(root) = self.root {
            self.set_red(root, false);
        }
    }

    /// Moves a node down to this side; its child on the other side takes its place.
    fn rotate(&mut self, node: usize, side: Side) {
        let Some(riser) = self.child(node, side.other()) else {
            return;
        };
        let parent = self.parent(node);
        let inner = self.child(riser, side);
        self.set_child(node, side.other(), inner);
        match parent {
            Some(parent) => {
                let place = self.side(node, parent);
                self.set_child(parent, place, Some(riser));
            }
            None => {
                self.root = Some(riser);
                if let Some(riser) = self.nodes.get_mut(riser) {
                    riser.parent = None;
                }
            }
        }
        self.set_child(riser, side, Some(node));
    }

    fn parent(&self, node: usize) -> Option<usize> {
        self.nodes.get(node)?.parent
    }

    fn child(&self, node: usize, side: Side) -> Option<usize> {
        let [left, right] = self.nodes.get(node)?.children;
        match side {
            Side::Left => left,
            Side::Right => right,
        }
    }

    fn set_child(&mut self, node: usize, side: Side, child: Option<usize>) {
        if let Some(node) = self.nodes.get_mut(node) {
            let [left, right] = &mut node.children;
            match side {
                Side::Left => *left = child,
                Side::Right => *right = child,
            }
        }
        if let Some(child) = child.and_then(|child| self.nodes.get_mut(child)) {
            child.parent = Some(node);
        }
    }

    /// The side of its parent that a node is on.
    fn side(&self, node: usize, parent: usize) -> Side {
        if self.child(parent, Side::Left) == Some(node) {
            Side::Left
        } else {
            Side::Right
        }
    }

    fn is_red(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|node| node.red)
    }

    fn set_red(&mut self, node: usize, red: bool) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.red = red;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every order of insertion of up to seven entries, and long runs: the tree stays a
    /// red-black tree, and the list has every entry, the root first.
    #[test]
    fn trees_stay_balanced_and_lists_whole() {
        let mut orders = vec![(0..200).collect::<Vec<u32>>(), (0..200).rev().collect()];
        let mut mixed: Vec<u32> = (0..200).map(|number| number * 73 % 199).collect();
        mixed.dedup();
        orders.push(mixed);
        permutations(&mut (0..7).collect(), 0, &mut orders);
        for order in orders {
            let mut bin = TreeBin::default();
            for (count, &entry) in order.iter().enumerate() {
                bin.insert(entry, &u32::cmp.by_value());
                check(&bin, count + 1);
            }
            check(
                &TreeBin::from_list(&order, &u32::cmp.by_value()),
                order.len(),
            );
        }
    }

    trait ByValue {
        fn by_value(self) -> impl Fn(u32, u32) -> Ordering;
    }

    impl<F: Fn(&u32, &u32) -> Ordering> ByValue for F {
        fn by_value(self) -> impl Fn(u32, u32) -> Ordering {
            move |a, b| self(&a, &b)
        }
    }

    fn check(bin: &TreeBin, size: usize) {
        let order: Vec<u32> = bin.order().collect();
        let root = bin.root.unwrap();
        assert_eq!(order.len(), size);
        assert_eq!(order[0], bin.nodes[root].entry);
        assert!(!bin.is_red(root));
        let mut sorted = Vec::new();
        black_height(bin, Some(root), &mut sorted);
        assert_eq!(sorted.len(), size);
        assert!(sorted.is_sorted());
    }

    fn black_height(bin: &TreeBin, node: Option<usize>, sorted: &mut Vec<u32>) -> usize {
        let Some(node) = node else { return 1 };
        let left = black_height(bin, bin.child(node, Side::Left), sorted);
        sorted.push(bin.nodes[node].entry);
        let right = black_height(bin, bin.child(node, Side::Right), sorted);
        assert_eq!(left, right);
        for side in [Side::Left, Side::Right] {
            if let Some(child) = bin.child(node, side) {
                assert_eq!(bin.parent(child), Some(node));
                assert!(!(bin.is_red(node) && bin.is_red(child)));
            }
        }
        left + usize::from(!bin.is_red(node))
    }

    fn permutations(items: &mut Vec<u32>, from: usize, all: &mut Vec<Vec<u32>>) {
        if from == items.len() {
            all.push(items.clone());
        }
        for index in from..items.len() {
            items.swap(from, index);
            permutations(items, from + 1, all);
            items.swap(from, index);
        }
    }
}
