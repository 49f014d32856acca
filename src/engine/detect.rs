//! What a text shows of its script and place: characters of one script only, and words of some places only.

use super::plan::Plan;
use super::protect::{self, Protect};
use crate::data::ideograph;
use crate::table::plans::flag;
use crate::table::words::Use;
use alloc::vec::Vec;

/// How often a text shows what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Characters of Simplified and of Traditional only.
    pub hans: usize,
    pub hant: usize,
    /// Words that each place uses, and some place does not.
    pub places: [usize; 6],
    /// Ideographs, kana and hangul.
    pub han: usize,
    pub kana: usize,
    pub hangul: usize,
}

/// Counts over a text; what is protected shows nothing.
pub fn counts(plan: &Plan<'_>, text: &str) -> Counts {
    let mut counts = Counts::default();
    for c in text.chars() {
        let is_rare = matches!(c, '〇' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}');
        counts.han += usize::from(ideograph::is_ideograph(c) || is_rare);
        counts.kana +=
            usize::from(matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9D}'));
        counts.hangul += usize::from(matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}'));
    }
    let mut at = 0;
    while at < text.len() {
        let end = plan.unit_end(text, at, None);
        let mut from = at;
        for span in protect::spans(text, at..end, Protect::all(), &[]) {
            counts.add(plan, text.get(from..span.start).unwrap_or_default());
            from = span.end;
        }
        counts.add(plan, text.get(from..end).unwrap_or_default());
        at = end;
    }
    counts
}

impl Counts {
    fn add(&mut self, plan: &Plan<'_>, piece: &str) {
        let mut folded = Vec::with_capacity(piece.len() / 2);
        for c in piece.chars() {
            let flags = plan.flags(c);
            self.hans += usize::from(flags & flag::HANS != 0);
            self.hant += usize::from(flags & flag::HANT != 0);
            folded.push(plan.fold(c));
        }
        let mut done = 0;
        for at in 0..folded.len() {
            if at < done {
                continue;
            }
            // The longest word counts; of one form all places that use it.
            let (mut longest, mut places) = (0, 0);
            plan.words.each(folded.get(at..).unwrap_or_default(), |len, found| {
                if let Use::Word(word) = found
                    && len >= longest
                {
                    places = if len > longest { word.places } else { places | word.places };
                    longest = len;
                }
            });
            done = at + longest;
            const ALL: u8 = 0b11_1111;
            if places & ALL != ALL {
                for (place, count) in self.places.iter_mut().enumerate() {
                    *count += usize::from(places >> place & 1 == 1);
                }
            }
        }
    }
}
