//! The crate's own decoding of an answer, asked for its verdict alone.

use serde::de::DeserializeOwned;

use crate::pointer;

/// Whether a body decodes, and if not, where that ends. The table of these is generated from the spec.
pub(crate) type Decoder = fn(&[u8]) -> Option<String>;

/// The place at which `body` can't be decoded as a `T`.
pub(crate) fn fault<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let error = serde_path_to_error::deserialize::<_, T>(&mut deserializer).err()?;
    Some(pointer::of_path(error.path()))
}
