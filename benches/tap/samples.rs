//! What was measured in each round.

/// What a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// The median wait of one client for a short conversation, in microseconds.
    Wait,
    /// CPU for a conversation, 16 clients at once, in microseconds.
    Cpu,
    /// The 99th percentile of their waits, in microseconds.
    P99,
    /// MB of a large stream in a second.
    Stream,
    /// The median time of a conversation between Java programs, in microseconds.
    Ends,
}

#[derive(Debug, Default)]
pub(crate) struct Samples(Vec<Sample>);

#[derive(Debug)]
struct Sample {
    of: Of,
    round: usize,
    front: &'static str,
    value: f64,
}

impl Samples {
    pub(crate) fn push(&mut self, of: Of, round: usize, front: &'static str, value: f64) {
        self.0.push(Sample {
            of,
            round,
            front,
            value,
        });
    }

    /// Returns the median over all rounds.
    pub(crate) fn median(&self, of: Of, front: &str) -> Option<f64> {
        median(self.of(of, front).map(|sample| sample.value).collect())
    }

    /// Returns the median of what `ratio` makes of the values of these fronts in each round.
    pub(crate) fn ratio<const N: usize>(
        &self,
        of: Of,
        fronts: [&str; N],
        ratio: impl Fn([f64; N]) -> f64,
    ) -> Option<f64> {
        let rounds = self.of(of, fronts.first()?);
        let ratios = rounds.filter_map(|first| {
            let mut values = [0.0; N];
            for (value, front) in values.iter_mut().zip(fronts) {
                *value = self.of(of, front).find(|it| it.round == first.round)?.value;
            }
            Some(ratio(values))
        });
        median(ratios.collect())
    }

    fn of(&self, of: Of, front: &str) -> impl Iterator<Item = &Sample> {
        self.0
            .iter()
            .filter(move |sample| sample.of == of && sample.front == front)
    }
}

/// Returns the middle one of these numbers.
pub(crate) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
