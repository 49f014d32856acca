//! Which of several characters one becomes: a linear model of its neighbours, over what phrases say.
//!
//! Method (ours; how it was learnt tells `dictionaries/choice/README.md`): every class but the first has a sum of small
//! whole numbers, for the character itself, its neighbours, pairs of them, and the class that the longest phrase over it
//! says. The greatest wins if it leads what the phrase says by [`MARGIN`]; else the phrase stands. Sums are the same on
//! every platform.

use crate::data::choice::{OUTSIDE, numeral, symbol};
use crate::table::chars::CharMap;
use crate::table::choice::{Choices, Key, Look, Record, Slot};

/// By how much a class must lead the one that a phrase says.
pub const MARGIN: i32 = 8;

/// What stands around a character: two before and two after, the nearest first.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub before: &'a str,
    pub after: &'a str,
    pub cantonese: bool,
}

/// Reads the model.
#[derive(Clone, Copy, Debug)]
pub struct Chooser<'t> {
    pub choices: Choices<'t>,
    /// To Simplified, in which neighbours are read.
    pub simplify: CharMap<'t>,
}

/// What the model says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The class by its number.
    pub class: usize,
    /// Another leads, but by too little.
    pub close: Option<usize>,
}

impl Around<'_> {
    /// What the two neighbours before and the two after count as, the nearest first.
    #[inline]
    fn symbols(&self) -> ([char; 2], [char; 2]) {
        let two = |mut chars: core::str::Chars<'_>, next: fn(&mut core::str::Chars<'_>) -> Option<char>| {
            // Nothing is seen beyond a line's end.
            let first = next(&mut chars).filter(|&c| c != '\n');
            let second = first.and_then(|_| next(&mut chars));
            [first, second].map(|c| c.map_or(OUTSIDE, symbol))
        };
        (two(self.before.chars(), |chars| chars.next_back()), two(self.after.chars(), |chars| chars.next()))
    }
}

impl Chooser<'_> {
    /// Chooses where a phrase says a class (the first, where none does).
    #[inline]
    pub fn choose(&self, record: Record<'_>, around: Around<'_>, said: usize) -> Choice {
        let symbols = around.symbols();
        let sum = self.sum(&record, around.cantonese, symbols, 1, said);
        let mut sums = [0, sum, i32::MIN, i32::MIN];
        for class in (2..sums.len()).take_while(|&class| record.has(class)) {
            if let Some(place) = sums.get_mut(class) {
                *place = self.sum(&record, around.cantonese, symbols, class, said);
            }
        }
        // The first of equals.
        let greatest =
            (1..sums.len()).fold(0, |best, class| if sums.get(class) > sums.get(best) { class } else { best });
        let sum = |class: usize| sums.get(class).copied().unwrap_or(0);
        let (class, close) = match sum(greatest) - sum(said) {
            _ if greatest == said => (said, None),
            MARGIN.. => (greatest, None),
            _ => (said, Some(greatest)),
        };
        Choice { class, close }
    }

    /// What speaks for a class more than for the first.
    #[inline]
    fn sum(
        &self,
        record: &Record<'_>,
        cantonese: bool,
        ([c1, c2], [d1, d2]): ([char; 2], [char; 2]),
        class: usize,
        said: usize,
    ) -> i32 {
        const NONE: char = '\0';
        let single = |look: Look, c: char| record.slot(Key::new(look, class, 0, [c, NONE]));
        let before = single(Look::Before, c1);
        let after = single(Look::After, d1);
        let second_before = single(Look::SecondBefore, c2);
        let second_after = single(Look::SecondAfter, d2);
        let weights = before.weight() + after.weight() + second_before.weight() + second_after.weight();
        let mut sum = record.alone(class, said) + weights;
        let simplified = |c| self.simplify.char(c);
        let weight = |look: Look, sort: u8, symbols: [char; 2]| {
            record.slot(Key::new(look, class, sort, symbols.map(simplified))).weight()
        };
        if before.has(Slot::ACROSS) && after.has(Slot::ACROSS) {
            sum += weight(Look::Both, 0, [c1, d1]);
        }
        if before.has(Slot::BESIDE) && second_before.has(Slot::BESIDE) {
            sum += weight(Look::Befores, 0, [c2, c1]);
        }
        if after.has(Slot::BESIDE) && second_after.has(Slot::BESIDE) {
            sum += weight(Look::Afters, 0, [d1, d2]);
        }
        if said != 0 {
            sum += weight(Look::SaidBefore, said as u8, [c1, NONE]) + weight(Look::SaidAfter, said as u8, [d1, NONE]);
        }
        if before.has(Slot::NUMERAL) {
            let sort = numeral(simplified(c1));
            sum += weight(Look::Numeral, sort, [NONE; 2]) + weight(Look::NumeralAfter, sort, [d1, NONE]);
            sum += weight(Look::NumeralAfters, sort, [d1, d2]) + weight(Look::NumeralSecondAfter, sort, [d2, NONE]);
        }
        if cantonese {
            sum += weight(Look::Cantonese, 0, [NONE; 2]);
            sum += weight(Look::CantoneseBefore, 0, [c1, NONE]) + weight(Look::CantoneseAfter, 0, [d1, NONE]);
        }
        sum
    }
}
