//! What neighbours choose, the slow and obvious way.

use super::Plain;
use crate::data::choice::{self, Template};
use crate::engine::choice::MARGIN;
use crate::table::plans::Mode;
use alloc::vec::Vec;
use core::ops::Range;

fn is_han(c: char) -> bool {
    let ranges =
        [('\u{3400}', '\u{4DBF}'), ('\u{4E00}', '\u{9FFF}'), ('\u{F900}', '\u{FAFF}'), ('\u{20000}', '\u{10FFFF}')];
    c == '〇' || ranges.iter().any(|&(first, last)| first <= c && c <= last)
}

impl Plain<'_> {
    /// For each character the class that its neighbours choose, where it is another than a phrase or the first.
    pub fn classes(&self, at: usize, chars: &[char], apart: &impl Fn(usize, usize) -> bool) -> Vec<Option<char>> {
        let line: Vec<char> = self.line.chars().collect();
        let first = self.line[..at].chars().count();
        let (keeps, _) = self.found(at, chars, Mode::Quiet);
        let keepers: Vec<Range<usize>> = keeps.into_iter().filter(|keep| keep.keeper).map(|keep| keep.span).collect();
        let rows = self.scripts.choice.unwrap();
        let phrases = self.scripts.covers_by(chars, self.glyphs(), apart);
        let glyph = |c: char| self.scripts.in_glyphs(self.glyphs(), c);
        let symbol = |number: Option<usize>| match number.and_then(|number| line.get(number)).copied() {
            Some('0'..='9' | '０'..='９') => choice::DIGIT,
            Some('A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => choice::LETTER,
            Some(c) if is_han(c) => self.scripts.simplify(c),
            _ => choice::OUTSIDE,
        };
        let choose = |number: usize| {
            let known = rows.of(chars[number])?;
            if self.by_prior && keepers.iter().any(|keeper| keeper.contains(&number)) {
                return None;
            }
            let said = match phrases[number] {
                None => 0,
                Some((_, true)) => return None,
                Some((said, false)) => known.classes.iter().position(|&class| glyph(class) == said)?,
            };
            // Neighbours in words do not count where a second pass may find other words.
            let place = first + number;
            let careful = self.by_prior || self.stays;
            let (seen_before, seen_after) =
                (&line[place.saturating_sub(16)..place], &line[place + 1..line.len().min(place + 17)]);
            let words = [seen_before, seen_after].map(|seen| self.word_spans(seen, None));
            let hides = |seen: &[char], words: &[Range<usize>], at: usize| {
                seen[at].is_ascii_alphabetic() || words.iter().any(|word| word.contains(&at))
            };
            let free_before = (0..seen_before.len()).rev().take_while(|&at| !hides(seen_before, &words[0], at)).count();
            let free_after = (0..seen_after.len()).take_while(|&at| !hides(seen_after, &words[1], at)).count();
            let seen = |free: usize| move |step: &usize| !careful || *step <= free;
            let before = |step: usize| Some(step).filter(seen(free_before)).and_then(|step| place.checked_sub(step));
            let [c1, c2] = [1, 2].map(|step| symbol(before(step)));
            let [d1, d2] = [1, 2].map(|step| symbol(Some(step).filter(seen(free_after)).map(|step| place + step)));
            let weights = |template: Template, sort: u8, symbols: [char; 2]| {
                let feature = choice::Feature { c: chars[number], template, sort, symbols };
                rows.features.get(&feature).copied().unwrap_or_default()
            };
            use Template::*;
            let o = said as u8;
            let mut near =
                alloc::vec![known.bias, known.evidence[said], weights(C1, 0, [c1, '\0']), weights(D1, 0, [d1, '\0'])];
            if self.cantonese {
                near.extend([weights(Y, 0, ['\0'; 2]), weights(YC1, 0, [c1, '\0']), weights(YD1, 0, [d1, '\0'])]);
            }
            let mut far = alloc::vec![
                weights(C2, 0, [c2, '\0']),
                weights(D2, 0, [d2, '\0']),
                weights(C2C1, 0, [c2, c1]),
                weights(C1D1, 0, [c1, d1]),
                weights(D1D2, 0, [d1, d2]),
                weights(OC1, o, [c1, '\0']),
                weights(OD1, o, [d1, '\0']),
            ];
            let n = choice::numeral(c1);
            if n != 0 {
                far.extend([weights(N, n, ['\0'; 2]), weights(ND1, n, [d1, '\0'])]);
                far.extend([weights(ND1D2, n, [d1, d2]), weights(ND2, n, [d2, '\0'])]);
            }
            let sum = |all: &[[i8; 3]], class: usize| all.iter().map(|weights| weights[class - 1] as i32).sum::<i32>();
            near.extend(far);
            let score = |class: usize| if class == 0 { 0 } else { sum(&near, class) };
            let best = (0..known.classes.len()).rev().max_by_key(|&class| score(class))?;
            (best != said && score(best) - score(said) >= MARGIN).then(|| glyph(known.classes[best]))
        };
        (0..chars.len()).map(choose).collect()
    }
}
