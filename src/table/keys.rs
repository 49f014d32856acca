//! Keys in groups that an index leads to from their first two characters.
//!
//! In a record stand the bytes of the whole key (u8), the number of what follows it (u8), and the key. Where its first two
//! characters take three bytes each, the index has told them: then only what follows them is written, and the number has
//! [`TAIL_ONLY`].

use super::bytes::begins_with;
use alloc::vec::Vec;

const TAIL_ONLY: u8 = 0x80;
/// Bytes of two characters.
const HEAD: usize = 6;

/// A text at whose beginning keys are sought.
#[derive(Clone, Copy)]
pub struct Sought<'a> {
    text: &'a [u8],
    /// What follows the first two characters, if they take three bytes each.
    tail: Option<&'a [u8]>,
}

/// A key that was found.
pub struct Found<'t> {
    /// Bytes of the key.
    pub len: usize,
    /// How many follow it.
    pub count: u8,
    pub rest: &'t [u8],
}

impl<'a> Sought<'a> {
    #[inline]
    pub fn new(text: &'a [u8]) -> Self {
        Sought { text, tail: tail(text) }
    }

    /// Whether the text begins with a record's key.
    #[inline]
    pub fn is<'t>(&self, record: &'t [u8]) -> Option<Found<'t>> {
        let (&[len, count], body) = record.split_first_chunk()?;
        let len = len as usize;
        let (text, written) =
            if count & TAIL_ONLY == 0 { (self.text, len) } else { (self.tail?, len.saturating_sub(HEAD)) };
        let (key, rest) = body.split_at_checked(written)?;
        begins_with(text, key).then_some(Found { len, count: count & !TAIL_ONLY, rest })
    }
}

#[inline]
fn tail(text: &[u8]) -> Option<&[u8]> {
    let &[first, _, _, second, _, _] = text.first_chunk::<HEAD>()?;
    (first >> 4 == 0xE && second >> 4 == 0xE).then(|| text.get(HEAD..).unwrap_or_default())
}

/// Writes a key that so many follow.
pub fn write(key: &str, count: u8, bytes: &mut Vec<u8>) {
    let tail = tail(key.as_bytes());
    bytes.extend([key.len() as u8, count | if tail.is_some() { TAIL_ONLY } else { 0 }]);
    bytes.extend(tail.unwrap_or(key.as_bytes()));
}
