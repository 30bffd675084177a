//! Any bytes as one direction of a conversation.

use crate::inspect::watch::{Watch, WatchSettings};

/// How many columns a line has.
const COLUMNS: usize = 60;

/// As much memory as leaves room for little.
const LITTLE: usize = 1 << 20;

/// A message: its place, itself as JSON, and on a line.
type Seen = (u64, u64, String, String);

/// Any bytes become messages that leave none of them out, whatever pieces they come in: the first
/// byte says how small these are, and whether the conversation was joined.
pub fn watch(bytes: &[u8]) {
    let Some((&first, said)) = bytes.split_first() else {
        return;
    };
    let settings = WatchSettings::default().with_joined(first & 1 == 1);
    let piece = usize::from(first / 2).max(1);
    let whole = messages(settings.clone(), said, usize::MAX);
    let pieces = messages(settings.clone(), said, piece);
    assert_eq!(whole, pieces, "in pieces of {piece}");
    // What is forgotten depends on when there is no more room, and so on how much comes at once.
    let _ = messages(
        settings.with_max_memory(LITTLE).with_max_piece(64),
        said,
        piece,
    );
}

fn messages(settings: WatchSettings, bytes: &[u8], piece: usize) -> Vec<Seen> {
    let most = settings.max_memory();
    let mut watch = Watch::new(settings);
    let mut seen = Vec::new();
    for piece in bytes.chunks(piece.min(64 << 10)) {
        watch.push(piece);
        take(&mut watch, &mut seen);
        assert!(watch.held() <= most, "{} bytes are held", watch.held());
    }
    watch.end();
    take(&mut watch, &mut seen);
    let mut next = 0;
    for (offset, bytes, ..) in &seen {
        assert_eq!(*offset, next);
        next = offset.saturating_add(*bytes);
    }
    assert_eq!(usize::try_from(next).ok(), Some(bytes.len()));
    seen
}

fn take(watch: &mut Watch, seen: &mut Vec<Seen>) {
    while let Some(mut message) = watch.next() {
        let (json, line) = (message.json(), message.line(COLUMNS));
        assert!(json.starts_with('{') && json.ends_with('}'), "{json}");
        assert!(!line.contains(char::is_control), "{line:?}");
        seen.push((message.offset(), message.bytes(), json, line));
    }
}
