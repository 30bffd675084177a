//! A direction watched to its end.

use javawire::inspect::watch::{Kind, Message, Watch, WatchSettings};

/// What is said of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One {
    pub offset: u64,
    pub bytes: u64,
    pub kind: &'static str,
    pub line: String,
    pub json: String,
}

impl One {
    fn told(&self) -> String {
        let json: String = self.json.chars().take(200).collect();
        format!("{:?} {json}", self.line)
    }
}

/// The messages of a direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(pub Vec<One>);

impl Seen {
    /// Those of a direction that is given in pieces of this size.
    pub fn of(bytes: &[u8], size: usize) -> Self {
        Self::with(Watch::new(WatchSettings::default()), bytes, size)
    }

    pub fn with(mut watch: Watch, bytes: &[u8], size: usize) -> Self {
        let mut seen = Seen(Vec::new());
        for piece in bytes.chunks(size.max(1)) {
            watch.push(piece);
            seen.take(&mut watch);
        }
        watch.end();
        seen.take(&mut watch);
        assert!(watch.next().is_none());
        seen
    }

    /// Takes what is complete.
    pub fn take(&mut self, watch: &mut Watch) {
        while let Some(mut message) = watch.next() {
            self.0.push(one(&mut message));
        }
    }

    pub fn lines(&self) -> Vec<&str> {
        self.0.iter().map(|one| one.line.as_str()).collect()
    }

    pub fn kinds(&self) -> Vec<&'static str> {
        self.0.iter().map(|one| one.kind).collect()
    }

    /// Whether each byte is in one message.
    pub fn covers(&self, length: usize) -> Result<(), String> {
        let mut next = 0;
        for one in &self.0 {
            if one.offset != next {
                return Err(format!("{} does not begin at {next}", one.told()));
            }
            next += one.bytes;
        }
        match next == length as u64 {
            true => Ok(()),
            false => Err(format!("{next} bytes of {length} are in messages")),
        }
    }

    pub fn equals(&self, other: &Seen) -> Result<(), String> {
        let pairs = self.0.iter().zip(&other.0);
        for (one, other) in pairs {
            if one != other {
                return Err(format!("{} in place of {}", other.told(), one.told()));
            }
        }
        match self.0.len() == other.0.len() {
            true => Ok(()),
            false => Err(format!("{} messages, not {}", other.0.len(), self.0.len())),
        }
    }

    /// Whether its messages are those with which `whole` begins, up to the last object.
    pub fn begins(&self, whole: &Seen) -> Result<(), String> {
        let broken = |one: &One| ["unreadable", "bytes", "data", "text"].contains(&one.kind);
        let count = self.0.iter().position(broken).unwrap_or(self.0.len());
        let of = |seen: &Seen| Seen(seen.0.iter().take(count).cloned().collect());
        of(whole).equals(&of(self))
    }
}

fn one(message: &mut Message<'_>) -> One {
    let kind = match message.kind() {
        Kind::Header => "header",
        Kind::Object { .. } => "object",
        Kind::Data(_) => "data",
        Kind::Reset => "reset",
        Kind::Exception { .. } => "exception",
        Kind::Forgotten { .. } => "forgotten",
        Kind::Text(_) => "text",
        Kind::Bytes(_) => "bytes",
        Kind::Unreadable { .. } => "unreadable",
        _ => "another",
    };
    let json = message.json();
    let value: Result<serde_json::Value, _> = serde_json::from_str(&json);
    let value = value.unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(value["kind"], kind);
    let line = message.line(100);
    assert!(!line.contains(char::is_control), "{line:?}");
    One {
        offset: message.offset(),
        bytes: message.bytes(),
        kind,
        line,
        json,
    }
}
