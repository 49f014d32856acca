//! Whether the loop's two ways to copy (`engine::copy`, `engine::simd`) make the same of a text: asked by tests, and by the
//! fuzz target.

use super::blind::{Blind, Chunk, Long, Short};
use super::front::floor;
use super::plan::Reading;
use crate::Locale;
use crate::table::plans::{Mode, flag};
use alloc::vec::Vec;

/// What a chunk has after a call: its bytes, events and flags, and how far it came.
type Outcome = (Vec<u8>, Vec<(usize, bool)>, u32, usize);

/// A piece of text and its length that one way makes other than the other, if there is one: of chunks that begin where `cuts`
/// say (bytes from the one before), read in each way that plans read lines.
pub fn first_difference<'a>(text: &'a str, cuts: &[u8]) -> Option<(&'a str, usize)> {
    for locale in [Locale::ZH_TW, Locale::ZH_CN] {
        for mode in Mode::ALL {
            let reading = Reading { mode, places: Some(u8::MAX), ..Reading::default() };
            let blind = crate::builtin::plan(locale).front_for(&reading, false).blind;
            let (mut at, mut cuts) = (0, cuts.iter().cycle());
            while at < text.len() {
                let rest = text.get(at..).unwrap_or_default();
                let step = cuts.next().map_or(Long::LONGEST, |&cut| cut as usize);
                let len = floor(rest, step.max(4).min(rest.len()));
                if !agree(&blind, rest, len, Short::new) || !agree(&blind, rest, rest.len(), Long::new) {
                    return Some((rest, len));
                }
                at += len;
            }
        }
    }
    None
}

fn agree<const BYTES: usize, const EVENTS: usize>(
    blind: &Blind<'_>,
    text: &str,
    len: usize,
    chunk: fn() -> Chunk<BYTES, EVENTS>,
) -> bool {
    let len = floor(text, len.min(Chunk::<BYTES, EVENTS>::LONGEST));
    let bytes = text.as_bytes();
    let outcome = |chunk: &Chunk<BYTES, EVENTS>, seen, end| -> Outcome {
        let events = (0..).map_while(|number| chunk.event(number)).collect();
        (chunk.target(0, end).to_vec(), events, seen & !(flag::HANS - 1), end)
    };
    let by = |chunk: fn() -> Chunk<BYTES, EVENTS>| {
        let (mut whole, mut plain, mut lines) = (chunk(), chunk(), chunk());
        blind.convert::<true, _, _>(bytes, len, &mut whole);
        blind.convert::<false, _, _>(bytes, len, &mut plain);
        let (end, seen) = blind.convert_lines(bytes, &mut lines, |seen| seen & flag::FOREIGN == 0);
        [outcome(&whole, whole.seen(), len), outcome(&plain, 0, len), outcome(&lines, seen, end)]
    };
    by(chunk) == by(Chunk::portable)
}
