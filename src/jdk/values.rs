//! `Date` and `UUID`.

use crate::error::Result;
use crate::graph::{Contents, Graph, NodeId};

impl Graph {
    /// Returns a new `java.util.Date`, `millis` milliseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    pub fn date(&mut self, millis: i64) -> Result<NodeId> {
        let class = self.jdk_class("java.util.Date")?;
        let contents = Contents::new().long(millis);
        Ok(self.object(class)?.annotate(class, &contents)?.id())
    }

    /// Returns a new `java.util.UUID`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the graph is full.
    ///
    /// # Examples
    ///
    /// ```
    /// use javawire::Graph;
    ///
    /// let mut graph = Graph::new();
    /// let id = graph.uuid(0x123E4567_E89B_12D3_A456_426614174000)?;
    /// graph.push(id)?;
    /// # Ok::<(), javawire::Error>(())
    /// ```
    pub fn uuid(&mut self, value: u128) -> Result<NodeId> {
        let (most, least) = halves(value);
        let class = self.jdk_class("java.util.UUID")?;
        Ok(self
            .object(class)?
            .set_in(class, "mostSigBits", most)?
            .set_in(class, "leastSigBits", least)?
            .id())
    }
}

fn halves(value: u128) -> (i64, i64) {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = value.to_be_bytes();
    (
        i64::from_be_bytes([a, b, c, d, e, f, g, h]),
        i64::from_be_bytes([i, j, k, l, m, n, o, p]),
    )
}
