//! Keys that stand twice in an object.

use super::{ARRAY, Document, Entries, JsonKind, OBJECT, TAG_MASK, Value};

impl Document<'_> {
    /// The second of two entries of an object that have the same key.
    pub(in crate::inspect::json::encode) fn duplicate(&self) -> Option<(&str, Value<'_>)> {
        let mut at = 0;
        while at < self.length {
            let value = self.value(at);
            if let JsonKind::Object(entries) = value.kind()
                && let Some(found) = entries.duplicate()
            {
                return Some(found);
            }
            at = match self.word(at) & TAG_MASK {
                // Into it.
                ARRAY | OBJECT => at.saturating_add(2),
                _ => value.end(),
            };
        }
        None
    }
}

impl<'d> Entries<'d> {
    /// The second of two entries that have the same key.
    fn duplicate(self) -> Option<(&'d str, Value<'d>)> {
        const FEW: usize = 8;
        if self.len() <= FEW {
            let mut behind = self;
            while let Some((key, _)) = behind.next() {
                if let Some(again) = behind.get(key) {
                    return Some((key, again));
                }
            }
            return None;
        }
        let mut places = Vec::with_capacity(self.len());
        let mut entries = self.0;
        for _ in 0..self.len() {
            places.push(entries.next);
            let behind_key = entries.document.value(entries.next).end();
            entries.next = entries.document.value(behind_key).end();
        }
        let key = |at: usize| self.0.document.value(at).text().unwrap_or_default();
        places.sort_unstable_by(|a, b| key(*a).cmp(key(*b)).then(a.cmp(b)));
        places.windows(2).find_map(|pair| match pair {
            [first, again] if key(*first) == key(*again) => {
                let at = self.0.document.value(*again).end();
                Some((key(*again), self.0.document.value(at)))
            }
            _ => None,
        })
    }
}
