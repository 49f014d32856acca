//! OpenCC's conversion in its plainest form: maps and the obvious loops.
//!
//! The compiler asks it what single characters and phrases become; under test `engine::reference` is made of it, and
//! answers for the fast engine. Meaning: OpenCC 1.4.2's `PrefixMatch`, `MaxMatchSegmentation` and `ConversionChain`.

use crate::data::ideograph;
use crate::data::opencc::{Cascade, Table};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// Where a key leads: the value and the number of its table.
pub type Target<'a> = (&'a str, u8);

/// Tables joined: the longest key of all wins, of equal ones the first table's.
#[derive(Clone, Debug, Default)]
pub struct Union<'a> {
    pub entries: BTreeMap<&'a str, Target<'a>>,
    /// Of the keys by their first character, the most characters.
    longest: BTreeMap<char, usize>,
}

/// Tables in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub struct Stage<'a> {
    pub unions: Vec<Union<'a>>,
    /// The keys of two and more characters that can match here.
    pub keys: BTreeMap<&'a str, Key>,
    /// The first two characters of those keys.
    starts: BTreeSet<(char, char)>,
    /// What keys of one character become.
    characters: BTreeMap<char, &'a str>,
}

/// A key of two or more characters in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Of its union.
    pub rank: usize,
    /// Its value is what its characters give by themselves.
    pub as_chars: bool,
}

/// A match: bytes of the key and its target.
#[derive(Clone, Copy, Debug)]
pub struct Match<'a> {
    pub len: usize,
    pub target: Target<'a>,
}

/// One configuration, ready to run.
#[derive(Clone, Debug)]
pub struct Chain<'s, 'a> {
    pub normalization: &'s Stage<'a>,
    /// The text is cut by the first union of this stage.
    pub segmentation: Option<&'s Stage<'a>>,
    pub stages: Vec<&'s Stage<'a>>,
}

impl<'a> Union<'a> {
    fn add(&mut self, table: &'a Table, number: u8) {
        for (key, value) in &table.entries {
            self.entries.entry(key).or_insert((value, number));
            if let Some(first) = key.chars().next() {
                let longest = self.longest.entry(first).or_default();
                *longest = (*longest).max(key.chars().count());
            }
        }
    }

    /// The longest key that text begins with.
    pub fn longest(&self, text: &str) -> Option<Match<'a>> {
        let most = *self.longest.get(&text.chars().next()?)?;
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(most);
        ends.filter_map(|len| Some(Match { len, target: *self.entries.get(text.get(..len)?)? })).last()
    }
}

impl<'a> Stage<'a> {
    /// The stage that a cascade of tables names.
    pub fn new(cascade: &Cascade, tables: &'a [Table]) -> Self {
        let mut stage = Stage::default();
        for names in cascade {
            let mut union = Union::default();
            for (number, table) in tables.iter().enumerate().filter(|(_, table)| names.contains(&table.name)) {
                union.add(table, number as u8);
            }
            for (key, &(target, _)) in &union.entries {
                let mut chars = key.chars();
                if let (Some(c), None) = (chars.next(), chars.next()) {
                    stage.characters.entry(c).or_insert(target);
                }
            }
            stage.unions.push(union);
        }
        for (key, rank) in reachable(&stage.unions) {
            let as_chars = stage.singles(key) == stage.unions[rank].entries[key].0;
            stage.keys.insert(key, Key { rank, as_chars });
            stage.starts.extend(neighbours(key).next());
        }
        stage
    }

    /// The longest key of the first union that has any.
    pub fn longest(&self, text: &str) -> Option<Match<'a>> {
        self.unions.iter().find_map(|union| union.longest(text))
    }

    /// The value of a key.
    pub fn value(&self, key: &str, rank: usize) -> Target<'a> {
        self.unions[rank].entries[key]
    }

    /// Whether text holds the beginning of some key.
    fn may_match(&self, text: &str) -> bool {
        neighbours(text).any(|pair| self.starts.contains(&pair))
    }

    /// Converts text that is one segment.
    pub fn convert(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let len = match self.longest(rest) {
                Some(found) => {
                    out.push_str(found.target.0);
                    found.len
                }
                None => {
                    let len = ideograph::step(rest);
                    out.push_str(&rest[..len]);
                    len
                }
            };
            rest = &rest[len..];
        }
        out
    }

    /// What single characters become, each by itself.
    pub fn singles(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self.characters.get(&c) {
                Some(target) => out.push_str(target),
                None => out.push(c),
            }
        }
        out
    }
}

impl Chain<'_, '_> {
    /// Converts one segment through all stages.
    pub fn segment(&self, text: &str) -> String {
        self.stages.iter().fold(text.into(), |text: String, stage| stage.convert(&text))
    }

    /// What single characters become at the end, each by itself.
    pub fn singles(&self, text: &str) -> String {
        let normalized = self.normalization.singles(text);
        self.stages.iter().fold(normalized, |text, stage| stage.singles(&text))
    }

    /// Whether a key of a stage can change what its characters give.
    pub fn is_effective(&self, stage: usize, key: &str) -> bool {
        let Key { rank, as_chars } = self.stages[stage].keys[key];
        // Where the text is cut by the keys that the first stage tries first, such a key is a segment and converted
        // apart: the end result tells.
        let is_segment =
            stage == 0 && rank == 0 && self.segmentation.is_some_and(|by| core::ptr::eq(by, self.stages[0]));
        if !is_segment {
            return !as_chars;
        }
        let value = self.stages[0].value(key, rank).0;
        let later = self.stages.get(1);
        match (as_chars, later.is_some_and(|stage| stage.may_match(value))) {
            (true, false) => false,
            _ => self.segment(key) != self.singles(key),
        }
    }
}

/// The keys of two and more characters that a stage can match, each with the rank of its union. A key of one character
/// shuts out what begins with it in later unions; of one key in two unions the first counts.
fn reachable<'a>(unions: &[Union<'a>]) -> BTreeMap<&'a str, usize> {
    let mut keys = BTreeMap::new();
    let mut shut = BTreeSet::new();
    for (rank, union) in unions.iter().enumerate() {
        let mut singles = Vec::new();
        for &key in union.entries.keys() {
            let Some(first) = key.chars().next() else { continue };
            if first.len_utf8() == key.len() {
                singles.push(first);
            } else if !shut.contains(&first) {
                keys.entry(key).or_insert(rank);
            }
        }
        shut.extend(singles);
    }
    keys
}

/// The pairs of neighbouring characters in a text.
pub fn neighbours(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}
