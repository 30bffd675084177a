//! Collections of the JDK that keep their elements in an array with spare places, and tell in other
//! fields how many there are, and where.

/// How a class keeps its elements.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) name: &'static str,
    /// The field of the array.
    pub(super) elements: &'static str,
    /// The int fields that tell how many elements there are and, of a ring, where the first of
    /// them stands and where the next would.
    pub(super) told: &'static [&'static str],
    keeps: Keeps,
}

#[derive(Debug, PartialEq, Eq)]
enum Keeps {
    /// From the first place on. Null may be an element, but for those at the end nothing tells
    /// that from a spare place.
    List,
    /// Side by side, where the end of the array is beside its beginning. Null is a spare place.
    Ring,
}

static HELD: [Held; 2] = [
    // A Stack is one too.
    Held {
        name: "java.util.Vector",
        elements: "elementData",
        told: &["elementCount"],
        keeps: Keeps::List,
    },
    Held {
        name: "java.util.concurrent.ArrayBlockingQueue",
        elements: "items",
        told: &["count", "takeIndex", "putIndex"],
        keeps: Keeps::Ring,
    },
];

/// How a class keeps its elements, if it is one of these.
pub(super) fn of_class(name: &str) -> Option<&'static Held> {
    HELD.iter().find(|held| held.name == name)
}

/// What the fields tell, in the order of [`Held::told`].
pub(super) type Told = [Option<i32>; 3];

/// Why nothing certain can be told of an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unclear {
    /// It has no place at all.
    NoRoom,
    /// The elements are not side by side.
    Apart,
    /// They are only if they go on from the end at the beginning. What would have to be told is
    /// known then.
    AtBothEnds(Told),
    /// All places are taken: any may be the first.
    Full,
}

/// Which places of an array are taken, that is, not null.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Places {
    /// How many have been looked at.
    seen: usize,
    taken: usize,
    /// How many times taken places begin: at the array's beginning, or after null.
    runs: usize,
    /// Where the first of these runs begins, where the last one does, and what comes after it.
    first: usize,
    last: usize,
    end: usize,
}

impl Places {
    /// Null stands at a place, and nothing stands between this null and the one before.
    pub(super) fn null(&mut self, at: usize) {
        self.taken_up_to(at);
        self.seen = at.saturating_add(1);
    }

    /// The array ends here.
    pub(super) fn end(&mut self, length: usize) {
        self.taken_up_to(length);
        self.seen = length;
    }

    fn taken_up_to(&mut self, end: usize) {
        let new = end.saturating_sub(self.seen);
        if new == 0 {
            return;
        }
        if self.runs == 0 {
            self.first = self.seen;
        }
        self.runs = self.runs.saturating_add(1);
        self.taken = self.taken.saturating_add(new);
        self.last = self.seen;
        self.end = end;
    }
}

impl Held {
    /// What the fields are to tell of an array: what they do tell, if that is right.
    ///
    /// Both directions ask this. `decode` marks what it would change, `encode` changes what is
    /// not marked, and so no stream is changed by both.
    pub(super) fn right(&self, told: Told, places: Places) -> Result<Told, Unclear> {
        match self.keeps {
            Keeps::List => Ok([int(places.end), None, None]),
            Keeps::Ring => ring(told, places),
        }
    }

    /// How many places that were spare are to be elements, although they are null.
    pub(super) fn become_elements(&self, told: Told, places: Places) -> Option<usize> {
        let count = told.first().copied().flatten();
        let count = count.and_then(|count| usize::try_from(count).ok())?;
        let nulls = places.last.checked_sub(count).filter(|nulls| *nulls > 0)?;
        (self.keeps == Keeps::List && places.runs > 0).then_some(nulls)
    }

    /// Whether a JVM gets all elements of an array, and no more: null at the end of a list may be
    /// some.
    pub(super) fn is_read(&self, told: Told, places: Places) -> bool {
        match self.keeps {
            Keeps::List => told.first().copied().flatten().is_some_and(|count| {
                usize::try_from(count)
                    .is_ok_and(|count| (places.end..=places.seen).contains(&count))
            }),
            Keeps::Ring => self.right(told, places) == Ok(told),
        }
    }
}

fn ring(told: Told, places: Places) -> Result<Told, Unclear> {
    let Places {
        seen: length,
        taken,
        runs,
        first,
        last,
        end,
    } = places;
    if length == 0 {
        return Err(Unclear::NoRoom);
    }
    let [_, take, _] = told;
    let told_start = take.and_then(|take| usize::try_from(take).ok());
    let told_start = told_start.filter(|start| *start < length).unwrap_or(0);
    let is_full = taken == length;
    let is_at_both_ends = runs == 2 && first == 0 && end == length;
    let start = match runs {
        0 => told_start,
        1 if is_full => told_start,
        1 => first,
        2 if is_at_both_ends => last,
        _ => return Err(Unclear::Apart),
    };
    let put = start.saturating_add(taken).checked_rem(length);
    let right = [int(taken), int(start), put.and_then(int)];
    // An edit that has moved something may have meant an order other than that of the ring.
    match right == told {
        true => Ok(right),
        false if is_at_both_ends => Err(Unclear::AtBothEnds(right)),
        false if is_full && take.is_some_and(|take| take != 0) => Err(Unclear::Full),
        false => Ok(right),
    }
}

fn int(number: usize) -> Option<i32> {
    i32::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(array: &str) -> Places {
        let mut places = Places::default();
        for (at, _) in array.match_indices('.') {
            places.null(at);
        }
        places.end(array.len());
        places
    }

    /// What is to be told of an array, in which `.` is null.
    fn right(class: &str, told: [i32; 3], array: &str) -> Result<[i32; 3], Unclear> {
        let held = of_class(class).unwrap();
        let right = held.right(told.map(Some), places(array))?;
        Ok(right.map(|told| told.unwrap_or(-1)))
    }

    #[test]
    fn a_list_ends_with_its_last_element() {
        for (array, count) in [("", 0), ("...", 0), ("ab..", 2), ("a.c.", 3), ("..c", 3)] {
            let right = right("java.util.Vector", [7, 0, 0], array);
            assert_eq!(right, Ok([count, -1, -1]), "{array}");
        }
    }

    /// As the JVM writes them, wherever they begin, and with any number of elements.
    #[test]
    fn each_ring_is_right_as_it_is() {
        for length in 1..6 {
            for (take, count) in (0..length).flat_map(|take| (0..=length).map(move |n| (take, n))) {
                let array: String = (0..length)
                    .map(|at| {
                        if (at + length - take) % length < count {
                            'x'
                        } else {
                            '.'
                        }
                    })
                    .collect();
                let told = [count, take, (take + count) % length];
                let class = "java.util.concurrent.ArrayBlockingQueue";
                assert_eq!(right(class, told, &array), Ok(told), "{array}");
            }
        }
    }

    #[test]
    fn a_ring_is_mended_where_the_array_alone_tells_its_order() {
        let class = "java.util.concurrent.ArrayBlockingQueue";
        for (told, array, expected) in [
            ([2, 0, 2], "abc..", Ok([3, 0, 3])),
            ([3, 0, 3], "ab..", Ok([2, 0, 2])),
            ([3, 0, 3], "abcd", Ok([4, 0, 0])),
            ([3, 3, 1], ".bc.", Ok([2, 1, 3])),
            ([3, 2, 0], ".....", Ok([0, 2, 2])),
            ([3, 9, -1], ".....", Ok([0, 0, 0])),
            (
                [2, 0, 2],
                "a.c",
                Err(Unclear::AtBothEnds([Some(2), Some(2), Some(1)])),
            ),
            ([1, 0, 1], "a.c.", Err(Unclear::Apart)),
            ([3, 1, 0], "abcd", Err(Unclear::Full)),
            ([0, 0, 0], "", Err(Unclear::NoRoom)),
        ] {
            assert_eq!(right(class, told, array), expected, "{array}");
        }
    }
}
