//! Names of servers, asked for on threads of their own: the system's resolver may take its time.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::route::Target;
use crate::net::address;
use crate::net::server::lock;

/// How long an answer holds. A JVM keeps one as long.
const FRESH: Duration = Duration::from_secs(30);

/// Answers that are kept at most. Clients of a SOCKS proxy may ask for any name.
const MOST_KEPT: usize = 1024;

/// Names asked for at once. More wait.
const MOST_AT_ONCE: usize = 8;

#[derive(Default)]
pub(super) struct Resolver {
    answers: Mutex<HashMap<Target, (Instant, Vec<SocketAddr>)>>,
    questions: Mutex<Questions>,
}

#[derive(Default)]
struct Questions {
    waiting: VecDeque<Question>,
    threads: usize,
}

struct Question {
    target: Target,
    tell: Box<dyn FnOnce(io::Result<Vec<SocketAddr>>) + Send>,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").finish_non_exhaustive()
    }
}

impl Resolver {
    /// Returns the addresses of `target`, if they are known now. Else `tell` is called with them
    /// later, on another thread.
    pub(super) fn ask(
        self: &Arc<Self>,
        target: &Target,
        tell: impl FnOnce(io::Result<Vec<SocketAddr>>) + Send + 'static,
    ) -> Option<Vec<SocketAddr>> {
        if let Some(address) = target.address() {
            return Some(vec![address]);
        }
        if let Some((asked, addresses)) = lock(&self.answers).get(target)
            && asked.elapsed() < FRESH
        {
            return Some(addresses.clone());
        }
        let mut questions = lock(&self.questions);
        questions.waiting.push_back(Question {
            target: target.clone(),
            tell: Box::new(tell),
        });
        if questions.threads < MOST_AT_ONCE {
            let resolver = Arc::clone(self);
            let asking = thread::Builder::new().name("resolver".to_owned());
            match asking.spawn(move || resolver.answer_all()) {
                Ok(_) => questions.threads = questions.threads.saturating_add(1),
                // Another thread will come to it.
                Err(_) if questions.threads > 0 => {}
                Err(error) => {
                    let question = questions.waiting.pop_back();
                    drop(questions);
                    if let Some(question) = question {
                        (question.tell)(Err(error));
                    }
                }
            }
        }
        None
    }

    /// Answers questions until there are none.
    fn answer_all(&self) {
        loop {
            let mut questions = lock(&self.questions);
            let Some(Question { target, tell }) = questions.waiting.pop_front() else {
                questions.threads = questions.threads.saturating_sub(1);
                return;
            };
            drop(questions);
            let answer = address::resolve(&target.host, target.port);
            if let Ok(addresses) = &answer {
                let mut answers = lock(&self.answers);
                if answers.len() >= MOST_KEPT {
                    answers.clear();
                }
                answers.insert(target, (Instant::now(), addresses.clone()));
            }
            tell(answer);
        }
    }
}
