//! The choice between several Traditional characters for one Simplified, as it was learnt: `choice/`.

use super::Error;
use super::tsv::{File, Row};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;

/// The files of `choice/`.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    pub weights: File<'a>,
    pub harmful: File<'a>,
}

/// What they say.
#[derive(Clone, Debug, Default)]
pub struct Rows<'a> {
    pub choices: Vec<Choice>,
    /// What each neighbourhood adds.
    pub features: BTreeMap<Feature, [i8; 3]>,
    /// Phrases of OpenCC that count for nothing.
    pub harmful: BTreeSet<&'a str>,
}

impl Rows<'_> {
    /// What is known of a character, if it has a choice.
    pub fn of(&self, c: char) -> Option<&Choice> {
        self.choices.binary_search_by_key(&c, |choice| choice.c).ok().and_then(|number| self.choices.get(number))
    }
}

/// A character that has a choice. Weights are differences to the first class, in tenths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub c: char,
    /// Its targets, the commonest first; two to four, in OpenCC's Traditional.
    pub classes: Vec<char>,
    pub bias: [i8; 3],
    /// For each class what it adds that a phrase says it.
    pub evidence: [[i8; 3]; 4],
}

/// A neighbourhood of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature {
    pub c: char,
    pub template: Template,
    /// The class that a phrase says, or the sort of numeral before; 0 where the template has neither.
    pub sort: u8,
    /// The neighbours that it looks at, in the order of the text; 0 where it looks at fewer.
    pub symbols: [char; 2],
}

/// What a feature looks at: `C` before the character, `D` after it, the numbers count from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    C1,
    D1,
    C2,
    D2,
    C2C1,
    C1D1,
    D1D2,
    /// A numeral stands before.
    N,
    ND1,
    ND1D2,
    ND2,
    /// The line is Cantonese.
    Y,
    YC1,
    YD1,
    /// A phrase says a class (the first, where none does).
    OC1,
    OD1,
}

impl Template {
    /// With its name in the file, whether its symbols begin with a sort, and how many follow.
    pub const ALL: [(Template, &'static str, bool, usize); 16] = [
        (Template::C1, "c1", false, 1),
        (Template::D1, "d1", false, 1),
        (Template::C2, "c2", false, 1),
        (Template::D2, "d2", false, 1),
        (Template::C2C1, "c2c1", false, 2),
        (Template::C1D1, "c1d1", false, 2),
        (Template::D1D2, "d1d2", false, 2),
        (Template::N, "n", true, 0),
        (Template::ND1, "nd1", true, 1),
        (Template::ND1D2, "nd1d2", true, 2),
        (Template::ND2, "nd2", true, 1),
        (Template::Y, "y", false, 0),
        (Template::YC1, "yc1", false, 1),
        (Template::YD1, "yd1", false, 1),
        (Template::OC1, "oc1", true, 1),
        (Template::OD1, "od1", true, 1),
    ];
}

/// Characters that show that a line is Cantonese.
pub const CANTONESE: &str = "嘅咗喺唔佢啲嘢冇咁㗎囉嚟哋啱嗰乜咩嘞喎嗱畀嗌瞓攞搵噉喇";

/// The symbols of neighbours that are no Han.
pub const DIGIT: char = '0';
pub const LETTER: char = 'A';
pub const OUTSIDE: char = '.';

/// Neighbours before, for the templates of numerals: those that count, and those that point.
const COUNTING: &str = "0〇一二三四五六七八九十百千万亿两几数半每";
const POINTING: &str = "这那哪某此该各另前后";

/// The neighbours of a sort.
pub fn numerals(sort: u8) -> impl Iterator<Item = char> {
    if sort == 1 { COUNTING.chars() } else { POINTING.chars() }
}

/// What a neighbour counts as, in the script that it is written in.
#[inline]
pub fn symbol(c: char) -> char {
    match c {
        '\u{4E00}'..='\u{9FFF}' => c,
        '0'..='9' | '０'..='９' => DIGIT,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => LETTER,
        '〇' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'.. => c,
        _ => OUTSIDE,
    }
}

/// The sort of a neighbour, from 1; 0 if it is none.
pub fn numeral(symbol: char) -> u8 {
    if COUNTING.contains(symbol) {
        1
    } else if POINTING.contains(symbol) {
        2
    } else {
        0
    }
}

/// Reads both files.
pub fn rows<'a>(files: Files<'a>, errors: &mut Vec<Error>) -> Rows<'a> {
    let mut rows = Rows::default();
    for row in files.weights.rows() {
        let known = match row.cells[..] {
            [c, "=", classes, bias, evidence] => choice(&row, [c, classes, bias, evidence], errors),
            [c, template, symbols, weights] => {
                let new = feature(&row, [c, template, symbols, weights], errors);
                if new.is_some_and(|(feature, weights)| rows.features.insert(feature, weights).is_some()) {
                    errors.push(row.error(0, "this feature stands twice; leave one"));
                }
                continue;
            }
            _ => {
                errors.push(row.error(0, "write char, =, classes, bias, evidence or char, template, symbols, weights"));
                continue;
            }
        };
        rows.choices.extend(known);
    }
    for row in files.harmful.rows_under(&["phrase", "writes", "wrong"], errors) {
        rows.harmful.extend(row.cells.first());
    }
    rows.choices.sort_by_key(|choice| choice.c);
    for row in files.weights.rows() {
        let c = row.cells.first().and_then(|cell| cell.chars().next());
        if c.is_some_and(|c| rows.of(c).is_none()) {
            errors.push(row.error(0, "no row with its classes stands for this character"));
        }
    }
    rows
}

fn choice(row: &Row<'_>, [c, classes, bias, evidence]: [&str; 4], errors: &mut Vec<Error>) -> Option<Choice> {
    let c = one(row, 0, c, errors)?;
    let classes: Vec<char> = classes.split(',').filter_map(|class| one(row, 2, class, errors)).collect();
    if !(2..=4).contains(&classes.len()) {
        errors.push(row.error(2, "write two to four characters, with commas between them"));
        return None;
    }
    let bias = weights(row, 3, bias, errors)?;
    let mut all = [[0; 3]; 4];
    for (place, text) in all.iter_mut().zip(evidence.split(';')) {
        *place = weights(row, 4, text, errors)?;
    }
    Some(Choice { c, classes, bias, evidence: all })
}

fn feature(row: &Row<'_>, [c, name, symbols, text]: [&str; 4], errors: &mut Vec<Error>) -> Option<(Feature, [i8; 3])> {
    let c = one(row, 0, c, errors)?;
    let Some(&(template, _, has_sort, count)) = Template::ALL.iter().find(|(_, known, ..)| *known == name) else {
        errors.push(row.error(1, format!("{name} is no template")));
        return None;
    };
    let mut rest = symbols.chars();
    let sort = match if has_sort { rest.next() } else { Some('0') } {
        Some('#') => 1,
        Some('*') => 2,
        Some(digit @ '0'..='3') => digit as u8 - b'0',
        _ => {
            errors.push(row.error(2, "write #, * or the number of a class first"));
            return None;
        }
    };
    let mut both = ['\0'; 2];
    for place in both.iter_mut().take(count) {
        match rest.next() {
            Some(symbol) => *place = symbol,
            None => {
                errors.push(row.error(2, format!("{name} looks at {count} characters")));
                return None;
            }
        }
    }
    let weights = weights(row, 3, text, errors)?;
    if weights.iter().any(|weight| !(-64..64).contains(weight)) {
        errors.push(row.error(3, "write numbers from -64 to 63"));
    }
    Some((Feature { c, template, sort, symbols: both }, weights))
}

fn one(row: &Row<'_>, cell: usize, text: &str, errors: &mut Vec<Error>) -> Option<char> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(c),
        _ => {
            errors.push(row.error(cell, "write one character"));
            None
        }
    }
}

fn weights(row: &Row<'_>, cell: usize, text: &str, errors: &mut Vec<Error>) -> Option<[i8; 3]> {
    let mut all = [0; 3];
    let given: Vec<&str> = text.split(',').collect();
    for (place, text) in all.iter_mut().zip(&given) {
        match text.parse() {
            Ok(weight) => *place = weight,
            Err(_) => {
                errors.push(row.error(cell, format!("{text} is no whole number from -128 to 127")));
                return None;
            }
        }
    }
    if given.len() > all.len() {
        errors.push(row.error(cell, "write one number for each class but the first"));
        return None;
    }
    Some(all)
}
