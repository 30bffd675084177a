//! One check for every stream, on all processors.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many failures a message quotes.
const QUOTED: usize = 20;

/// Makes `check` for each of `subjects`, which have names.
///
/// # Panics
///
/// If a check fails or panics; the message names every subject for which it did.
pub fn each<T: Sync>(
    subjects: &[T],
    name: impl Fn(&T) -> &str + Sync,
    check: impl Fn(&T) -> Result<(), String> + Sync,
) {
    assert!(!subjects.is_empty(), "nothing to check");
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(subject) = subjects.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = catch_unwind(AssertUnwindSafe(|| check(subject)));
                    let failure = match outcome {
                        Ok(Ok(())) => continue,
                        Ok(Err(failure)) => failure,
                        Err(_) => "panicked, see above".to_owned(),
                    };
                    let failure = format!("{}: {failure}", name(subject));
                    failures.lock().unwrap().push(failure);
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    let count = failures.len();
    failures.truncate(QUOTED);
    assert!(
        count == 0,
        "{count} of {} failed:\n{}",
        subjects.len(),
        failures.join("\n")
    );
}
