//! The loop eight characters at a time, where the machine has AVX2: the one place with `unsafe`.
//!
//! Method (ours): vectors decode the characters and put their targets together; the look-ups between are plain loads, which
//! are quicker than gathering. Eight are always done, and what is no run's is written over.
//!
//! `unsafe` is only to call what is compiled for AVX2, for which a [`Wide`] is the proof, and to load and store vectors from
//! and to arrays of their size. Every look-up is checked as in `engine::copy`.

#![allow(unsafe_code, reason = "functions for AVX2 cannot be called otherwise; twice as quick as what is portable")]

use super::blind::{Blind, MARKED};
use super::copy::{Piece, Portable, Progress, Runs, copy};
use crate::table::chars::{FrontEntry, SPECIAL};
use core::arch::x86_64::*;
use core::marker::PhantomData;

/// That the machine has AVX2; none is made elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Wide(());

impl Wide {
    /// Asks the machine. With `std` it remembers; without, what the crate is compiled for is known.
    #[inline]
    pub fn new() -> Option<Self> {
        #[cfg(feature = "std")]
        let has = std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("popcnt");
        #[cfg(not(feature = "std"))]
        let has = cfg!(all(target_feature = "avx2", target_feature = "popcnt"));
        has.then_some(Wide(()))
    }

    /// As [`copy`], eight at a time.
    pub fn copy<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        self,
        blind: &Blind<'_>,
        piece: Piece<'_, BYTES, EVENTS>,
        line: impl FnMut(usize, usize, u32) -> bool,
    ) -> (usize, u32) {
        // SAFETY: `self` is the proof that the machine has what the function needs.
        unsafe { whole::<_, FLAGS, BYTES, EVENTS>(self, blind, piece, line) }
    }
}

/// The whole loop for AVX2, so that runs are part of it.
#[target_feature(enable = "avx2,popcnt")]
fn whole<L: FnMut(usize, usize, u32) -> bool, const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
    wide: Wide,
    blind: &Blind<'_>,
    piece: Piece<'_, BYTES, EVENTS>,
    line: L,
) -> (usize, u32) {
    copy::<_, FLAGS, BYTES, EVENTS>(Eights(wide, PhantomData::<L>), blind, piece, line)
}

/// Copies eight at a time. For each loop, by what it tells of lines, a type of its own: what is called from one place only
/// becomes part of it.
struct Eights<L>(Wide, PhantomData<L>);

impl<L> Runs for Eights<L> {
    #[inline(always)]
    fn run<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        &self,
        blind: &Blind<'_>,
        piece: &mut Piece<'_, BYTES, EVENTS>,
        progress: &mut Progress,
    ) {
        let Eights(Wide(()), _) = self;
        // SAFETY: the `Wide` in it is the proof that the machine has what the function needs.
        unsafe { eights::<L, FLAGS, BYTES, EVENTS>(blind, piece, progress) }
        // What is left at the chunk's end, and no eight.
        Portable.run::<FLAGS, BYTES, EVENTS>(blind, piece, progress);
    }
}

/// Bytes that eight characters take, and that their vectors do: two of 16, the second from the fifth character on.
const EIGHT: usize = 24;
const REACH: usize = 28;

/// As long as eight characters fit: copies the run, or eight of it, and again.
#[inline]
#[target_feature(enable = "avx2,popcnt")]
fn eights<L, const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
    blind: &Blind<'_>,
    piece: &mut Piece<'_, BYTES, EVENTS>,
    progress: &mut Progress,
) {
    let Piece { source, len, target, events } = piece;
    // From three bytes to four and back, in each half.
    let spread = _mm256_setr_epi8(
        0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1,
    );
    let pack = _mm256_setr_epi8(
        0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1,
    );
    let before_each = _mm256_setr_epi32(7, 0, 1, 2, 3, 4, 5, 6);
    let number = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    let marks = _mm256_set1_epi32((SPECIAL | blind.choice) as i32);
    let mut first = _mm256_castsi128_si256(_mm_cvtsi32_si128(progress.first as i32));
    let mut seen = _mm256_setzero_si256();
    let (mut at, mut noted) = (progress.at, progress.noted);
    let mut is_whole = true;
    while is_whole && at + EIGHT <= *len {
        let Some((low, high)) = halves(source, at) else { break };
        let text = _mm256_inserti128_si256(_mm256_castsi128_si256(load(low)), load(high), 1);
        let text = _mm256_shuffle_epi8(text, spread);
        let is_of_three = _mm256_cmpeq_epi32(_mm256_and_si256(text, _mm256_set1_epi32(0xF0)), _mm256_set1_epi32(0xE0));
        let of_three = _mm256_movemask_ps(_mm256_castsi256_ps(is_of_three)) as u32;
        // Those before the first that is none of the run.
        let of_run = of_three & !(of_three + 1) & 0xFF;
        if of_run == 0 {
            break;
        }
        // `front_page` of the first two bytes, and the third.
        let bits = _mm256_and_si256(text, _mm256_set1_epi32(0x3F_3F0F));
        let mut places = [0_u16; 16];
        store_places(&mut places, _mm256_maddubs_epi16(bits, _mm256_set1_epi32(0x0001_1001)));
        let Some(entries) = look_up(blind, &places) else { break };
        let [e0, e1, e2, e3, e4, e5, e6, e7] = entries.map(|entry| i64::from_le_bytes(*entry));
        let outer = _mm256_set_epi64x(e5, e4, e1, e0);
        let inner = _mm256_set_epi64x(e7, e6, e3, e2);
        let (outer, inner) = (_mm256_castsi256_ps(outer), _mm256_castsi256_ps(inner));
        let words = _mm256_castps_si256(_mm256_shuffle_ps(outer, inner, 0b10_00_10_00));
        let seconds = _mm256_castps_si256(_mm256_shuffle_ps(outer, inner, 0b11_01_11_01));

        let made = _mm256_shuffle_epi8(_mm256_xor_si256(text, words), pack);
        put(*target, at, _mm256_castsi256_si128(made));
        put(*target, at + EIGHT / 2, _mm256_extracti128_si256(made, 1));

        let last_first = _mm256_permutevar8x32_epi32(seconds, before_each);
        let firsts = _mm256_blend_epi32(last_first, first, 1);
        first = last_first;
        let passes = _mm256_srlv_epi32(firsts, _mm256_and_si256(seconds, _mm256_set1_epi32(31)));
        let marked = _mm256_and_si256(words, marks);
        // The lowest bit, and that of a choice, as signs.
        let stands_out = _mm256_or_si256(_mm256_slli_epi32(passes, 31), _mm256_slli_epi32(marked, 3));
        let stands_out = _mm256_movemask_ps(_mm256_castsi256_ps(stands_out)) as u32 & of_run;
        let marked = _mm256_srli_epi32(marked, MARKED as i32);
        let marked = _mm_packus_epi32(_mm256_castsi256_si128(marked), _mm256_extracti128_si256(marked, 1));
        let offsets = _mm_add_epi16(_mm_set1_epi16(at as i16), _mm_setr_epi16(0, 3, 6, 9, 12, 15, 18, 21));
        let noting = TOGETHER.get(stands_out as usize).map_or(_mm_setzero_si128(), load);
        let noting = _mm_shuffle_epi8(_mm_or_si128(offsets, marked), noting);
        if let Some(place) = events.get_mut(noted..).and_then(|rest| rest.first_chunk_mut()) {
            store_events(place, noting);
        }
        noted += stands_out.count_ones() as usize;

        is_whole = of_run == 0xFF;
        if is_whole {
            if FLAGS {
                seen = _mm256_or_si256(seen, words);
            }
            at += EIGHT;
        } else {
            let count = of_run.count_ones();
            if FLAGS {
                let of_run = _mm256_cmpgt_epi32(_mm256_set1_epi32(count as i32), number);
                seen = _mm256_or_si256(seen, _mm256_and_si256(words, of_run));
            }
            at += 3 * count as usize;
        }
    }
    // After a run that ends here nobody asks for the word of its last character.
    progress.first = _mm256_cvtsi256_si32(first) as u32;
    if FLAGS {
        let half = _mm_or_si128(_mm256_castsi256_si128(seen), _mm256_extracti128_si256(seen, 1));
        let quarter = _mm_or_si128(half, _mm_unpackhi_epi64(half, half));
        let bits = _mm_cvtsi128_si64(quarter) as u64;
        progress.seen |= (bits | bits >> 32) as u32;
    }
    (progress.at, progress.noted) = (at, noted);
}

/// The entries of eight characters, by the places of their pages and their indices in these.
#[inline(always)]
fn look_up<'t>(blind: &Blind<'t>, places: &[u16; 16]) -> Option<[&'t FrontEntry; 8]> {
    let &[p0, i0, p1, i1, p2, i2, p3, i3, p4, i4, p5, i5, p6, i6, p7, i7] = places;
    let entry = |page: u16, index: u16| blind.entry(page.into(), index.into());
    Some([
        entry(p0, i0)?,
        entry(p1, i1)?,
        entry(p2, i2)?,
        entry(p3, i3)?,
        entry(p4, i4)?,
        entry(p5, i5)?,
        entry(p6, i6)?,
        entry(p7, i7)?,
    ])
}

/// For each set of eight numbers of two bytes: how to put its members together.
#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
const TOGETHER: [[u8; 16]; 256] = {
    let mut all = [[0x80; 16]; 256];
    let mut set = 0;
    while set < 256 {
        let (mut member, mut to) = (0, 0);
        while member < 8 {
            if set >> member & 1 == 1 {
                all[set][to] = 2 * member as u8;
                all[set][to + 1] = 2 * member as u8 + 1;
                to += 2;
            }
            member += 1;
        }
        set += 1;
    }
    all
};

/// The bytes of eight characters, 16 from the first and 16 from the fifth on.
#[inline(always)]
fn halves<const BYTES: usize>(source: &[u8; BYTES], at: usize) -> Option<(&[u8; 16], &[u8; 16])> {
    let text = source.get(at..).and_then(|rest| rest.first_chunk::<REACH>())?;
    Some((text.first_chunk()?, text.last_chunk()?))
}

#[inline(always)]
fn put(target: &mut [u8], at: usize, bytes: __m128i) {
    if let Some(place) = target.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<16>()) {
        // SAFETY: the array has the size of the vector; no alignment is asked for.
        unsafe { _mm_storeu_si128(place.as_mut_ptr().cast(), bytes) }
    }
}

#[inline(always)]
fn load(bytes: &[u8; 16]) -> __m128i {
    // SAFETY: as in `put`.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

#[inline(always)]
fn store_events(place: &mut [u16; 8], events: __m128i) {
    // SAFETY: as in `put`.
    unsafe { _mm_storeu_si128(place.as_mut_ptr().cast(), events) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store_places(place: &mut [u16; 16], places: __m256i) {
    // SAFETY: as in `put`.
    unsafe { _mm256_storeu_si256(place.as_mut_ptr().cast(), places) }
}
