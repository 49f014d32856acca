//! Which of several characters one becomes: a linear model of its neighbours, over what phrases say.
//!
//! Method (ours; how it was learnt tells `dictionaries/choice/README.md`): every class but the first has a sum of small
//! whole numbers, for the character itself, its neighbours, pairs of them, and the class that the longest phrase over it
//! says. The greatest wins if it leads what the phrase says by [`MARGIN`]; else the phrase stands. Sums are the same on
//! every platform.

use crate::data::choice::{DIGIT, LETTER, OUTSIDE, Template, numeral};
use crate::table::chars::{CharMap, Mapped};
use crate::table::choice::{Choices, Key, Record};

/// By how much a class must lead the one that a phrase says.
pub const MARGIN: i32 = 8;
/// By how much the first class must lead for its nearest neighbours alone to decide.
pub const CLEAR: i32 = 30;

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

impl Chooser<'_> {
    /// Chooses where a phrase says a class (the first, where none does).
    pub fn choose(&self, record: Record<'_>, around: Around<'_>, said: usize) -> Choice {
        let in_line = |c: &char| *c != '\n';
        let behind = || around.before.chars().rev().take_while(in_line);
        let ahead = || around.after.chars().take_while(in_line);
        let (mut before, mut after) = (behind(), ahead());
        let (c1, d1) = (symbol(before.next()), symbol(after.next()));
        if said == 0 && !around.cantonese && !record.has(0, c1) && !record.has(1, d1) {
            let reaches = |set, c: Option<char>| record.has(set, symbol(c));
            if record.is_near() || !reaches(2, before.next()) && !reaches(3, after.next()) {
                return Choice { class: 0, close: None };
            }
            (before, after) = (behind(), ahead());
            (before.next(), after.next());
        }
        let simplified = |c| match self.simplify.get(c) {
            Mapped::Char(c, _) => c,
            _ => c,
        };
        let (c1, d1) = (simplified(c1), simplified(d1));
        let mut sums = record.alone(said);
        let mut add = |template: Template, sort: u8, symbols: [char; 2]| {
            let key = Key::new(record.number, template as u8, sort, symbols);
            self.choices.add(key, &mut sums);
            if record.has_four() {
                self.choices.add_fourth(key, &mut sums);
            }
            sums
        };
        use Template::*;
        const NONE: char = '\0';
        add(C1, 0, [c1, NONE]);
        let mut near = add(D1, 0, [d1, NONE]);
        if around.cantonese {
            add(Y, 0, [NONE; 2]);
            add(YC1, 0, [c1, NONE]);
            near = add(YD1, 0, [d1, NONE]);
        }
        let others = record.classes().count() - 1;
        if said == 0 && near.iter().take(others).all(|&sum| sum <= -CLEAR) {
            return Choice { class: 0, close: None };
        }
        let (c2, d2) = (simplified(symbol(before.next())), simplified(symbol(after.next())));
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
        best(sums.get(..others).unwrap_or_default(), said)
    }
}

/// What a neighbour counts as.
#[inline]
fn symbol(c: Option<char>) -> char {
    match c {
        Some(c @ '\u{4E00}'..='\u{9FFF}') => c,
        Some('0'..='9' | '０'..='９') => DIGIT,
        Some('A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => LETTER,
        Some(c @ ('〇' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..)) => c,
        _ => OUTSIDE,
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
