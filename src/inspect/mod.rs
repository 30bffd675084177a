//! Streams made visible: what a person or another program wants to see of a capture.
//!
//! * `dump`: an annotated listing, byte by byte, while the stream still arrives
//! * [`json`]: lossless JSON, made to be edited

pub mod json;
