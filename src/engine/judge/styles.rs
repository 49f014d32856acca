//! What a house style prints for the characters that the plan writes.
//!
//! A style comes last: it is asked of every character of the output, by what stands around the one that it came from, which
//! every spelling leaves the same.

use super::PlanJudge;
use super::neighbours::{in_reach, spans};
use crate::data::{Layer, Style};
use crate::engine::chain::By;
use crate::engine::choice::Around;
use crate::engine::plan::Plan;
use crate::engine::reason::Reason;
use crate::table::plans::flag;
use crate::table::styles::Rules;
use core::ops::Range;

/// By what a character is told to have changed that the table leaves.
pub(super) fn by() -> By {
    By::Layer(Layer::Variant.number(), None, Reason::Style)
}

impl<'t> Plan<'t> {
    /// The rules of a style, if the place has it; it is of the layer of variants.
    pub fn style(&self, style: Option<Style>, without: u32) -> Option<Rules<'t>> {
        let is_on = |_: &Style| without >> Layer::Variant.number() & 1 == 0;
        self.styles.rules(self.place? as u8, style.filter(is_on)? as u8)
    }
}

impl PlanJudge<'_, '_> {
    /// Puts into what the table has made of a piece of the text what the style prints. What it writes away shows the plan's
    /// script no more: a second pass would not find it.
    pub(super) fn print_piece(&mut self, rules: Rules<'_>, piece: Range<usize>, target: &mut [u8]) {
        for (offset, c) in self.text.get(piece.clone()).unwrap_or_default().char_indices() {
            // What is printed has three bytes, as what it is printed for.
            let Some(place) = target.get_mut(offset..offset + c.len_utf8()).filter(|place| place.len() == 3) else {
                continue;
            };
            let made = core::str::from_utf8(place).ok().and_then(|text| text.chars().next()).unwrap_or(c);
            let at = piece.start + offset;
            let printed = self.printed(rules, made, at..at + 3);
            if printed != made {
                printed.encode_utf8(place);
            }
            let shows_own = || self.plan.flags(c) & (flag::HANS | flag::HANT) & !self.plan.other() != 0;
            if self.reading.prior && printed != c && shows_own() {
                self.found.replaced.push(at..at + 3);
            }
        }
    }

    /// What the style prints for a character that is written for one of the text.
    pub(super) fn printed(&self, rules: Rules<'_>, c: char, at: Range<usize>) -> char {
        let fold = |c: char| self.plan.fold(c);
        let Some(rule) = rules.find(fold(c)) else { return c };
        let around = self.here(at.clone());
        let counts = |left, right| !self.is_cut(&at, &around, left, right);
        rules.printed(rule, c, around.before.chars().rev().map(fold), around.after.chars().map(fold), counts)
    }

    /// Whether the edge of a word that the plan replaces or may have written lies inside a phrase, which begins and ends so
    /// many characters beside one: a second pass could find another phrase there.
    fn is_cut(&self, at: &Range<usize>, around: &Around<'_>, left: usize, right: usize) -> bool {
        let (before, after) = in_reach(around);
        let text = self.text.get(at.start - before.len()..at.end + after.len()).unwrap_or_default();
        let here = before.chars().count();
        let phrase = here.saturating_sub(left)..here + right + 1;
        spans(self.words_in(text, None), text.chars().count()).iter().any(|word| {
            let is_inside = phrase.start <= word.start && word.end <= phrase.end;
            let is_around = word.start <= phrase.start && phrase.end <= word.end;
            word.start < phrase.end && phrase.start < word.end && !is_inside && !is_around
        })
    }
}
