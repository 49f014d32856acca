//! Several threads over one text.

use crate::Normalizer;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use rayon::prelude::*;

/// Bytes that a thread takes at once, or a line.
const PIECE: usize = 256 * 1024;

/// Converts pieces that end with a line: no line knows of another.
pub(crate) fn normalize<'t>(normalizer: &Normalizer, text: &'t str) -> Cow<'t, str> {
    let pieces = pieces(text);
    if pieces.len() < 2 {
        return normalizer.normalize(text);
    }
    let made: Vec<Cow<'_, str>> = pieces.par_iter().map(|piece| normalizer.normalize(piece)).collect();
    if made.iter().all(|piece| matches!(piece, Cow::Borrowed(_))) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(made.iter().map(|piece| piece.len()).sum());
    made.iter().for_each(|piece| out.push_str(piece));
    Cow::Owned(out)
}

fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > PIECE {
        let line = rest.as_bytes().get(PIECE..).and_then(|rest| memchr::memchr(b'\n', rest));
        let Some((piece, after)) = line.and_then(|end| rest.split_at_checked(PIECE + end + 1)) else { break };
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}
