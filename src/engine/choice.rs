//! Which of several characters one becomes: a linear model of its neighbours, over what phrases say.
//!
//! Method (ours; how it was learnt tells `dictionaries/choice/README.md`): every class but the first has a sum of small
//! whole numbers, for the character itself, its neighbours, pairs of them, and the class that the longest phrase over it
//! says. The greatest wins if it leads what the phrase says by [`MARGIN`]; else the phrase stands. Sums are the same on
//! every platform.

use crate::data::choice::{OUTSIDE, Template, numeral, symbol};
use crate::table::chars::{CharMap, Mapped};
use crate::table::choice::{Choices, Key, Record, Side};

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

/// What is seen of a character at a glance.
#[derive(Clone, Copy, Debug)]
pub enum Glance {
    /// It has no choice.
    Unknown,
    /// The number of its record; whether it may be of another class than the first, if no phrase says so, and an anchor.
    Known { number: u8, may_differ: bool, may_be_anchor: bool },
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
    /// What its neighbours tell of a character at a glance.
    #[inline]
    pub fn glance(&self, c: char, around: Around<'_>) -> Glance {
        let Some((number, set)) = self.choices.glance(c) else { return Glance::Unknown };
        let ([c1, c2], [d1, d2]) = around.symbols();
        let sides = [(c1, Side::Before), (d1, Side::After), (c2, Side::SecondBefore), (d2, Side::SecondAfter)];
        // Without a jump for each: nobody can guess them.
        let may_differ = sides.into_iter().fold(false, |any, (c, side)| any | set.has(c, side));
        Glance::Known { number, may_differ, may_be_anchor: set.has(c1, Side::Anchors) }
    }

    /// Chooses where a phrase says a class (the first, where none does).
    pub fn choose(&self, record: Record<'_>, around: Around<'_>, said: usize) -> Choice {
        let simplified = |c| match self.simplify.get(c) {
            Mapped::Char(c, _) => c,
            _ => c,
        };
        let (before, after) = around.symbols();
        let ([c1, c2], [d1, d2]) = (before.map(simplified), after.map(simplified));
        let mut sums = record.alone(said);
        let mut add = |template: Template, sort: u8, symbols: [char; 2]| {
            let key = Key::new(record.number, template as u8, sort, symbols);
            self.choices.add(key, &mut sums);
            if record.has_four() {
                self.choices.add_fourth(key, &mut sums);
            }
        };
        use Template::*;
        const NONE: char = '\0';
        add(C1, 0, [c1, NONE]);
        add(D1, 0, [d1, NONE]);
        if around.cantonese {
            add(Y, 0, [NONE; 2]);
            add(YC1, 0, [c1, NONE]);
            add(YD1, 0, [d1, NONE]);
        }
        add(C2, 0, [c2, NONE]);
        add(D2, 0, [d2, NONE]);
        add(C2C1, 0, [c2, c1]);
        add(C1D1, 0, [c1, d1]);
        add(D1D2, 0, [d1, d2]);
        let sort = numeral(c1);
        if sort != 0 {
            add(N, sort, [NONE; 2]);
            add(ND1, sort, [d1, NONE]);
            add(ND1D2, sort, [d1, d2]);
            add(ND2, sort, [d2, NONE]);
        }
        add(OC1, said as u8, [c1, NONE]);
        add(OD1, said as u8, [d1, NONE]);
        best(sums.get(..record.classes().count() - 1).unwrap_or_default(), said)
    }
}

/// The class with the greatest sum, the first of equals; the first class has none.
fn best(sums: &[i32], said: usize) -> Choice {
    let sum = |class: usize| class.checked_sub(1).and_then(|number| sums.get(number)).copied().unwrap_or(0);
    let greatest = (0..=sums.len()).rev().max_by_key(|&class| sum(class)).unwrap_or(said);
    match sum(greatest) - sum(said) {
        _ if greatest == said => Choice { class: said, close: None },
        MARGIN.. => Choice { class: greatest, close: None },
        _ => Choice { class: said, close: Some(greatest) },
    }
}
