//! OpenCC's conversion in its plainest form: maps and the obvious loops.
//!
//! The compiler asks it what single characters and phrases become; under test it is the reference that answers for the
//! fast engine. Meaning: OpenCC 1.4.2's `PrefixMatch`, `MaxMatchSegmentation` and `ConversionChain`.

use crate::data::ideograph;
use crate::data::opencc::{Cascade, Config, Table};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// Where a key leads: the value and the number of its table.
pub type Target<'a> = (&'a str, u8);

/// Tables joined: the longest key of all wins, of equal ones the first table's.
#[derive(Clone, Debug, Default)]
pub struct Step<'a> {
    pub entries: BTreeMap<&'a str, Target<'a>>,
    /// Of the keys by their first character, the most characters.
    longest: BTreeMap<char, usize>,
}

/// Tables in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub struct Stage<'a> {
    pub steps: Vec<Step<'a>>,
}

/// A match: bytes of the key, its target, the rank of its step.
#[derive(Clone, Copy, Debug)]
pub struct Match<'a> {
    pub len: usize,
    pub target: Target<'a>,
    pub rank: usize,
}

/// One configuration, ready to run.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    pub normalization: Stage<'a>,
    pub segmentation: Option<Stage<'a>>,
    pub stages: Vec<Stage<'a>>,
    /// Whether the text is cut by the keys that the first stage tries first: then each of them is a segment.
    pub segments_are_keys: bool,
}

impl<'a> Step<'a> {
    fn add(&mut self, table: &'a Table, number: u8) {
        for (key, value) in &table.entries {
            self.entries.entry(key).or_insert((value, number));
            if let Some(first) = key.chars().next() {
                let longest = self.longest.entry(first).or_default();
                *longest = (*longest).max(key.chars().count());
            }
        }
    }

    fn longest(&self, text: &str) -> Option<(usize, Target<'a>)> {
        let most = *self.longest.get(&text.chars().next()?)?;
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(most);
        ends.filter_map(|end| Some((end, *self.entries.get(text.get(..end)?)?))).last()
    }
}

impl<'a> Stage<'a> {
    /// The stage that a cascade of tables names.
    pub fn new(cascade: &Cascade, tables: &'a [Table]) -> Self {
        let step = |names: &Vec<String>| {
            let mut step = Step::default();
            for name in names {
                if let Some(number) = tables.iter().position(|table| table.name == *name) {
                    step.add(&tables[number], number as u8);
                }
            }
            step
        };
        Stage { steps: cascade.iter().map(step).collect() }
    }

    /// The longest key of the first step that has any.
    pub fn longest(&self, text: &str) -> Option<Match<'a>> {
        let found = |(rank, step): (usize, &Step<'a>)| {
            step.longest(text).map(|(len, target)| Match { len, target, rank })
        };
        self.steps.iter().enumerate().find_map(found)
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
        let mut buffer = [0; 4];
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let c: &str = c.encode_utf8(&mut buffer);
            out.push_str(self.longest(c).map_or(c, |found| found.target.0));
        }
        out
    }
}

impl<'a> Chain<'a> {
    /// The chain of a configuration.
    pub fn new(config: &Config, tables: &'a [Table]) -> Self {
        let stage = |cascade: &Cascade| Stage::new(cascade, tables);
        Chain {
            normalization: stage(&config.normalization),
            segmentation: config.segmentation.as_ref().map(stage),
            stages: config.stages.iter().map(stage).collect(),
            segments_are_keys: match (&config.segmentation, config.stages.first()) {
                (Some(segmentation), Some(first)) => first.starts_with(segmentation),
                _ => false,
            },
        }
    }

    /// Converts text, each line apart.
    pub fn convert(&self, text: &str) -> String {
        let lines: Vec<String> = text.split('\n').map(|line| self.line(line)).collect();
        lines.join("\n")
    }

    fn line(&self, line: &str) -> String {
        let line = self.normalization.convert(line);
        let Some(segmentation) = &self.segmentation else { return self.segment(&line) };
        let mut out = String::with_capacity(line.len());
        let (mut start, mut at) = (0, 0);
        while at < line.len() {
            match segmentation.longest(&line[at..]) {
                Some(found) => {
                    out.push_str(&self.segment(&line[start..at]));
                    start = at + found.len;
                    out.push_str(&self.segment(&line[at..start]));
                    at = start;
                }
                None => at += ideograph::step(&line[at..]),
            }
        }
        out.push_str(&self.segment(&line[start..]));
        out
    }

    /// Converts one segment through all stages.
    pub fn segment(&self, text: &str) -> String {
        let mut stages = self.stages.iter();
        let first = stages.next().map_or_else(|| text.into(), |stage| stage.convert(text));
        stages.fold(first, |text, stage| stage.convert(&text))
    }

    /// What single characters become at the end, each by itself.
    pub fn singles(&self, text: &str) -> String {
        let normalized = self.normalization.singles(text);
        self.stages.iter().fold(normalized, |text, stage| stage.singles(&text))
    }
}
