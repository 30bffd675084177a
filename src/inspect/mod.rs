//! Streams made visible: what a person or another program wants to see of a capture.
//!
//! * [`dump`]: an annotated listing, byte by byte, while the stream still arrives
//! * [`json`]: lossless JSON, made to be edited
//! * [`plain`]: the friendly reading, as JSON that says what the objects mean

pub mod dump;
pub mod json;
pub mod plain;
