//! The loop itself: text through the table, character by character, with what stands out noted.
//!
//! Most text is runs of characters of three bytes. [`Runs`] is how such a run is copied: [`Portable`], or `engine::simd`
//! where the machine has the means. Both give the same bytes, events and flags.

use super::blind::{Blind, CHOICE_SHIFT, MARKED, SLACK, SPECIAL_MARK};
use crate::table::bytes::u32_at;
use crate::table::chars::SPECIAL;
use crate::table::pairs::NOTHING;
use crate::table::plans::flag;

/// How far the loop has come, and what it keeps from one character to the next.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub at: usize,
    /// How many events were noted.
    pub noted: usize,
    /// The flags since the last line end.
    pub seen: u32,
    /// The filter's word of the character before.
    pub first: u32,
}

/// What is copied, from where and to where.
pub struct Piece<'a, const BYTES: usize, const EVENTS: usize> {
    pub source: &'a [u8; BYTES],
    /// So many bytes of it.
    pub len: usize,
    pub target: &'a mut [u8; BYTES],
    pub events: &'a mut [u16; EVENTS],
}

/// A way to copy runs.
pub trait Runs {
    /// Copies characters of three bytes through the table, as far as there are such; one stands at `progress.at`.
    ///
    /// `FLAGS`: whether flags are gathered.
    fn run<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        &self,
        blind: &Blind<'_>,
        piece: &mut Piece<'_, BYTES, EVENTS>,
        progress: &mut Progress,
    );
}

/// One by one.
pub struct Portable;

impl Runs for Portable {
    #[inline(always)]
    fn run<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        &self,
        blind: &Blind<'_>,
        piece: &mut Piece<'_, BYTES, EVENTS>,
        progress: &mut Progress,
    ) {
        let Piece { source, len, target, events } = piece;
        // Known here, it spares most look-ups their bounds.
        let len = (*len).min(BYTES - SLACK);
        let Progress { mut at, mut noted, mut seen, mut first } = *progress;
        let marks = SPECIAL | blind.choice;
        while at < len {
            let bytes = u32_at(*source, at);
            if !is_of_three(bytes) {
                break;
            }
            let (word, second) = blind.words(bytes);
            put(*target, at, (bytes ^ word).to_le_bytes());
            if FLAGS {
                seen |= word;
            }
            let marks = word & marks;
            note(events, noted, at | (marks >> MARKED) as usize);
            noted += ((first >> (second & 31) | marks >> CHOICE_SHIFT) & 1) as usize;
            first = second;
            at += 3;
        }
        *progress = Progress { at, noted, seen, first };
    }
}

/// Copies through the table; returns how many events were noted, and the flags since the last line end.
///
/// `line` is told of each line's end, how many events were noted till then, and the line's flags, if such are
/// gathered; it says whether to go on.
#[inline(always)]
pub fn copy<R: Runs, const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
    runs: R,
    blind: &Blind<'_>,
    mut piece: Piece<'_, BYTES, EVENTS>,
    mut line: impl FnMut(usize, usize, u32) -> bool,
) -> (usize, u32) {
    let len = piece.len.min(BYTES - SLACK);
    piece.len = len;
    // No key spans a chunk's begin.
    let mut progress = Progress { at: 0, noted: 0, seen: 0, first: NOTHING };
    while progress.at < len {
        let bytes = u32_at(piece.source, progress.at);
        if is_of_three(bytes) {
            runs.run::<FLAGS, BYTES, EVENTS>(blind, &mut piece, &mut progress);
        } else if bytes & 0x80 == 0 {
            let ends = ascii::<FLAGS, BYTES>(piece.source, len, piece.target, &mut progress);
            if FLAGS && ends && progress.at <= len {
                if !line(progress.at, progress.noted, progress.seen) {
                    break;
                }
                progress.seen = 0;
            }
            progress.at = progress.at.min(len);
            let last = piece.source.get(progress.at - 1).map_or(0, |&last| last & 0x7F);
            progress.first = blind.ascii.get(last as usize).map_or(0, |word| u32::from_le_bytes(*word));
        } else {
            let at = progress.at;
            put(piece.target, at, bytes.to_le_bytes());
            if FLAGS && may_join(bytes) {
                progress.seen |= flag::JOINS;
            }
            // No table has the ideographs beyond U+FFFF (F0 A0 and beyond): keys may hold them, and they have
            // targets.
            note(piece.events, progress.noted, at | SPECIAL_MARK as usize);
            progress.noted += (bytes & 0xF0 == 0xF0 && (bytes & 0xFF > 0xF0 || bytes >> 8 & 0xFF >= 0xA0)) as usize;
            progress.first = NOTHING;
            progress.at += if bytes & 0xE0 == 0xC0 { 2 } else { 4 };
        }
    }
    (progress.noted, progress.seen)
}

/// Copies ASCII, where flags are gathered no farther than to a line's end; returns whether it came to one.
#[inline(always)]
fn ascii<const FLAGS: bool, const BYTES: usize>(
    source: &[u8; BYTES],
    len: usize,
    target: &mut [u8; BYTES],
    progress: &mut Progress,
) -> bool {
    loop {
        let run = source.get(progress.at..).and_then(|rest| rest.first_chunk());
        let run = run.map_or(0, |run| u64::from_le_bytes(*run));
        put(target, progress.at, run.to_le_bytes());
        let mut count = ((run & HIGH).trailing_zeros() / 8) as usize;
        let mut ends = false;
        if FLAGS {
            progress.seen |= markup(run);
            let before = (zeros(run ^ (b'\n' as u64 * LOW)).trailing_zeros() / 8) as usize;
            ends = before < count;
            count = count.min(before + 1);
        }
        progress.at += count;
        if count < 8 || ends || progress.at >= len {
            return ends;
        }
    }
}

/// Whether four bytes begin with a character of three.
#[inline(always)]
fn is_of_three(bytes: u32) -> bool {
    bytes & 0xF0 == 0xE0
}

/// The lowest and the highest bit of each of eight bytes.
const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * LOW;

/// The highest bit of each byte that is zero (and, after one, of false ones).
#[inline(always)]
fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(LOW) & !bytes & HIGH
}

/// Whether some of eight bytes may belong to a span that is protected: one of ``$ % & ' / @ [ \ { ` ``.
#[inline(always)]
fn markup(run: u64) -> u32 {
    let is = |bytes: u64, wanted: u64| zeros(bytes ^ (wanted * LOW));
    // Capitals fold to small letters, `[` to `{`, `@` to the backtick; `$` stands for `$ % & '`.
    let (letters, dollars) = (run | (0x20 * LOW), run & !(3 * LOW));
    let found = is(letters, 0x60) | is(letters, 0x7B) | is(dollars, 0x24) | is(run, 0x2F) | is(run, 0x5C);
    if found != 0 { flag::JOINS } else { 0 }
}

/// Whether a character of two or four bytes may join its neighbours: combining marks, selectors beyond U+FFFF, skin tones,
/// the scripts of the first plane. What joins and is not told here would be set aside by chance only.
#[inline(always)]
fn may_join(bytes: u32) -> bool {
    let (lead, second) = (bytes & 0xFF, bytes >> 8 & 0xFF);
    let is_of_script = lead == 0xF0 && matches!(second, 0x90..=0x9E);
    matches!(lead, 0xCC | 0xCD | 0xD2 | 0xD6..=0xDF | 0xF3) || is_of_script || bytes & 0xFF_FFFF == 0x8F_9FF0
}

#[inline(always)]
pub fn note<const EVENTS: usize>(events: &mut [u16; EVENTS], number: usize, at: usize) {
    if let Some(place) = events.get_mut(number & (EVENTS - 1)) {
        *place = at as u16;
    }
}

#[inline(always)]
fn put<const N: usize>(target: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(place) = target.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
        *place = bytes;
    }
}
