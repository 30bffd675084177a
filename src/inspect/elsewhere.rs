//! Classes that write no fields where their descriptors say: looked for only where a class comes
//! that may be one.

use std::fmt;

use crate::event::Event;
use crate::parser::Parser;
use crate::text::JavaString;

/// Finds such classes, once.
#[derive(Default)]
pub(super) struct Find(Option<Box<dyn FnOnce() -> Vec<JavaString> + Send + Sync>>);

impl Find {
    pub(super) fn by(find: impl FnOnce() -> Vec<JavaString> + Send + Sync + 'static) -> Self {
        Find(Some(Box::new(find)))
    }

    /// Tells the parser of them, if the event that it gave last describes a class that may be one:
    /// outside `java`, with fields and a `writeObject`.
    #[inline]
    pub(super) fn after(&mut self, event: &Event<'_>, parser: &mut Parser) {
        if let Event::ClassDesc {
            name,
            flags,
            fields: 1..,
            ..
        } = event
            && flags.has_write_method()
            && !name.as_bytes().starts_with(b"java.")
        {
            self.tell(parser);
        }
    }

    #[cold]
    fn tell(&mut self, parser: &mut Parser) {
        if let Some(find) = self.0.take() {
            let knowing = Parser::with_fields_not_written;
            *parser = find().into_iter().fold(std::mem::take(parser), knowing);
        }
    }
}

impl fmt::Debug for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Find").finish_non_exhaustive()
    }
}
