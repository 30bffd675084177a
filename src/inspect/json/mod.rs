//! Lossless JSON.

mod decode;
mod encode;
mod scalars;

pub use self::decode::{Decoder, Layout};
pub use self::encode::{EncodeError, encode, encode_value};
