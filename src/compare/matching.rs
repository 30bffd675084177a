//! Which of the elements of one side belongs to which of the other, where no order tells.

use std::collections::HashMap;

/// How deep elements are looked into: first not far, and further those that cannot be told apart.
const DEPTHS: [u32; 3] = [3, 8, 24];

/// So many elements of each side are compared with each other to find those that are most alike.
const MOST: usize = 1000;

/// Pairs, by the indices of both sides, and what is left over.
#[derive(Debug, Default)]
pub(super) struct Matched {
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) olds: Vec<usize>,
    pub(super) news: Vec<usize>,
}

/// Matches elements by digests, which `digests` gives for some of both sides at a depth: what is
/// equal has the same digest at any depth.
pub(super) fn match_up(
    olds: usize,
    news: usize,
    mut digests: impl FnMut((&[usize], &[usize]), u32) -> (Vec<u64>, Vec<u64>),
) -> Matched {
    let mut matched = Matched::default();
    let mut open: (Vec<usize>, Vec<usize>) = ((0..olds).collect(), (0..news).collect());
    for (round, depth) in DEPTHS.into_iter().enumerate() {
        let is_last = round.saturating_add(1) == DEPTHS.len();
        let (one, other) = digests((&open.0, &open.1), depth);
        let (ours, theirs) = (sorted(&one, &open.0), sorted(&other, &open.1));
        open = (Vec::new(), Vec::new());
        let (mut ours, mut theirs) = (ours.as_slice(), theirs.as_slice());
        while let Some(digest) = least(ours, theirs) {
            let (group_olds, group_news);
            (group_olds, ours) = group(ours, digest);
            (group_news, theirs) = group(theirs, digest);
            let of = |group: &[Digested]| -> Vec<usize> {
                group.iter().map(|(_, index)| *index).collect()
            };
            match (group_olds, group_news) {
                ([(_, one)], [(_, other)]) => matched.pairs.push((*one, *other)),
                (one, []) => matched.olds.extend(of(one)),
                ([], other) => matched.news.extend(of(other)),
                (one, other) if !is_last => {
                    open.0.extend(of(one));
                    open.1.extend(of(other));
                }
                (one, other) => {
                    let pairs = one.iter().zip(other);
                    matched
                        .pairs
                        .extend(pairs.map(|(one, other)| (one.1, other.1)));
                    let more =
                        |group: &[Digested], than: usize| of(group.get(than..).unwrap_or_default());
                    matched.olds.extend(more(one, other.len()));
                    matched.news.extend(more(other, one.len()));
                }
            }
        }
        if open.0.is_empty() && open.1.is_empty() {
            break;
        }
        open.0.sort_unstable();
        open.1.sort_unstable();
    }
    matched.pairs.sort_unstable();
    matched.olds.sort_unstable();
    matched.news.sort_unstable();
    matched
}

/// A digest, and the place of the element that has it.
type Digested = (u64, usize);

/// The elements at these places, by their digests.
fn sorted(digests: &[u64], places: &[usize]) -> Vec<Digested> {
    let all = digests.iter().copied().zip(places.iter().copied());
    let mut all: Vec<Digested> = all.collect();
    all.sort_unstable();
    all
}

/// The first digest of both rows.
fn least(olds: &[Digested], news: &[Digested]) -> Option<u64> {
    let firsts = olds.first().into_iter().chain(news.first());
    firsts.map(|(digest, _)| *digest).min()
}

/// Those in front that have this digest, and the rest.
fn group(all: &[Digested], digest: u64) -> (&[Digested], &[Digested]) {
    let count = all.iter().take_while(|it| it.0 == digest).count();
    all.split_at_checked(count).unwrap_or((all, &[]))
}

/// An element by its parts: what it is, and a digest of each thing in it.
pub(super) type Parts = (u64, Vec<u64>);

/// Pairs elements of one kind, those first that have most in common.
pub(super) fn most_alike(olds: (&[usize], &[Parts]), news: (&[usize], &[Parts])) -> Matched {
    let mut kinds: HashMap<u64, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (place, (kind, _)) in olds.1.iter().enumerate() {
        kinds.entry(*kind).or_default().0.push(place);
    }
    for (place, (kind, _)) in news.1.iter().enumerate() {
        kinds.entry(*kind).or_default().1.push(place);
    }
    let mut matched = Matched::default();
    for (ours, theirs) in kinds.into_values() {
        let mut pairs = Vec::new();
        if ours.len() <= MOST && theirs.len() <= MOST {
            for &one in &ours {
                for &other in &theirs {
                    let parts = (olds.1.get(one), news.1.get(other));
                    if let (Some(one_parts), Some(other_parts)) = parts {
                        let score = common(&one_parts.1, &other_parts.1);
                        pairs.push((std::cmp::Reverse(score), one, other));
                    }
                }
            }
            pairs.sort_unstable();
        } else {
            let in_order = ours.iter().zip(&theirs);
            pairs.extend(in_order.map(|(one, other)| (std::cmp::Reverse(0), *one, *other)));
        }
        let (mut taken_olds, mut taken_news) = (HashMap::new(), HashMap::new());
        for (_, one, other) in pairs {
            if taken_olds.contains_key(&one) || taken_news.contains_key(&other) {
                continue;
            }
            taken_olds.insert(one, ());
            taken_news.insert(other, ());
            if let (Some(one), Some(other)) = (olds.0.get(one), news.0.get(other)) {
                matched.pairs.push((*one, *other));
            }
        }
        let left = |places: &[usize], taken: &HashMap<usize, ()>, all: &[usize]| -> Vec<usize> {
            let left = places.iter().filter(|place| !taken.contains_key(place));
            left.filter_map(|place| all.get(*place).copied()).collect()
        };
        matched.olds.extend(left(&ours, &taken_olds, olds.0));
        matched.news.extend(left(&theirs, &taken_news, news.0));
    }
    matched.pairs.sort_unstable();
    matched.olds.sort_unstable();
    matched.news.sort_unstable();
    matched
}

/// How many parts are alike, at the same place.
fn common(olds: &[u64], news: &[u64]) -> usize {
    olds.iter()
        .zip(news)
        .filter(|(one, other)| one == other)
        .count()
}
