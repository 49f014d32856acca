//! OpenCC's segmentation and stages, exactly, over a piece of text that no key reaches out of.
//!
//! Meaning: OpenCC 1.4.2's `MaxMatchSegmentation` (cut by the longest key) and `ConversionChain` (each segment through
//! all stages apart; in a stage the longest key of the first table that has any). `compile::chain` says the same in its
//! plainest form and answers for this one.

use super::reason::Reason;
use crate::data::ideograph;
use crate::table::chars::{Block, CharMap, Mapped, Pages, Rare};
use crate::table::forms::{Form, Forms};
use crate::table::index::PairIndex;
use crate::table::plan::{NONE, PresetRow, STAGES};
use crate::table::{Section, Table};
use alloc::string::String;

/// What changed a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A table of OpenCC's, by its number.
    Table(u8),
    /// A layer of our own, by its number, the concept, and why.
    Layer(u8, Option<u16>, Reason),
    /// A row of the caller's, by its number.
    User(u32),
}

/// Told of each piece of text that a stage reads and writes.
pub trait Observer {
    /// Whether anybody listens.
    const LISTENS: bool;
    /// A piece: the number of the step (0 is the normalization), what it read, what it wrote, and what changed it.
    fn piece(&mut self, step: usize, from: &str, to: &str, by: Option<By>);
}

/// Nobody watches: plain conversion.
impl Observer for () {
    const LISTENS: bool = false;
    #[inline(always)]
    fn piece(&mut self, _: usize, _: &str, _: &str, _: Option<By>) {}
}

#[derive(Clone, Copy, Debug)]
struct Stage<'t> {
    number: u32,
    map: CharMap<'t>,
}

/// The chain of one preset.
#[derive(Clone, Copy, Debug)]
pub struct Chain<'t> {
    forms: Forms<'t>,
    normalization: Stage<'t>,
    segmentation: Option<u32>,
    first: Stage<'t>,
    second: Option<Stage<'t>>,
    names: &'t [u8],
}

/// Bytes that a segment seldom exceeds.
const ROOM: usize = 64;

/// Text between two stages, kept so that it is allocated once a call.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    normalized: String,
    between: String,
}

impl<'t> Chain<'t> {
    pub fn new(table: Table<'t>, row: &PresetRow, rare_before: impl Fn(usize) -> usize) -> Option<Self> {
        let pages = table.section(Section::Pages).get(..STAGES * size_of::<Pages>())?.as_chunks().0;
        let blocks: &[Block] = table.section(Section::Blocks).as_chunks().0;
        let rare = table.section(Section::Rare).as_chunks().0;
        let strings = table.section(Section::Strings);
        let stage = |number: u8| {
            let at = number as usize;
            let rows = rare.get(rare_before(at)..rare_before(at + 1))?;
            Some(Stage {
                number: number.into(),
                map: CharMap { pages: pages.get(at)?, blocks, rare: Rare { rows, strings } },
            })
        };
        let [first, second] = row.stages;
        let index = PairIndex { slots: table.section(Section::FormsIndex).as_chunks().0 };
        Some(Chain {
            forms: Forms { index, bytes: table.section(Section::Forms) },
            normalization: stage(row.normalization)?,
            segmentation: Some(u32::from(row.segmentation)).filter(|_| row.segmentation != NONE),
            first: stage(first)?,
            second: if second == NONE { None } else { Some(stage(second)?) },
            names: table.section(Section::Names),
        })
    }

    pub fn table_name(&self, table: u8) -> &'t str {
        let mut names = self.names.split(|&byte| byte == b'\n');
        names.nth(table.into()).and_then(|name| core::str::from_utf8(name).ok()).unwrap_or_default()
    }

    /// Converts a piece of text and appends the result to `out`.
    pub fn convert<O: Observer>(&self, text: &str, out: &mut String, scratch: &mut Scratch, observer: &mut O) {
        let Scratch { normalized, between } = scratch;
        let text = if text.contains(ideograph::is_compatibility) {
            normalized.clear();
            self.stage(0, self.normalization, false, text, normalized, observer);
            &*normalized
        } else {
            observer.piece(0, text, text, None);
            text
        };
        let Some(cut_by) = self.segmentation else { return self.segment(text, None, out, between, observer) };
        let (mut start, mut at) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(form) = self.forms.longest(rest, cut_by, 0) else {
                at += ideograph::step(rest);
                continue;
            };
            let (run, key) = (text.get(start..at).unwrap_or_default(), rest.get(..form.len).unwrap_or_default());
            self.segment(run, None, out, between, observer);
            self.segment(key, Some(form), out, between, observer);
            at += form.len;
            start = at;
        }
        self.segment(text.get(start..).unwrap_or_default(), None, out, between, observer);
    }

    /// In text without a cut (keys overlap all along): the last place at which it can be parted all the same, because the
    /// walk from its begin comes by there, whatever follows. 0 where there is none.
    #[cfg(feature = "std")]
    pub fn parting(&self, text: &str) -> usize {
        /// More than a key has bytes.
        const FARTHEST: usize = 256;
        let (mut at, mut last) = (0, 0);
        let hidden = |c| ideograph::is_compatibility(c) || ideograph::is_operator(c);
        // (No preset has two stages and does not cut the text.)
        if text.contains(hidden) || (self.segmentation.is_none() && self.second.is_some()) {
            return 0;
        }
        while let Some(rest) = text.get(at..).filter(|rest| rest.len() > FARTHEST) {
            let form = match self.segmentation {
                Some(cut_by) => self.forms.longest(rest, cut_by, 0),
                None => self.forms.longest(rest, self.first.number, u8::MAX),
            };
            at += form.map_or_else(|| ideograph::reach(rest), |form| form.len);
            // Stages go through a segment as a whole; its ends are those of the keys.
            if form.is_some() || self.segmentation.is_none() {
                last = at;
            }
        }
        last
    }

    /// Converts one segment; `form` is the key that made it one.
    fn segment<O: Observer>(
        &self,
        text: &str,
        form: Option<Form<'_>>,
        out: &mut String,
        between: &mut String,
        observer: &mut O,
    ) {
        if text.is_empty() {
            return;
        }
        let Some(second) = self.second else { return self.stage(1, self.first, true, text, out, observer) };
        between.clear();
        between.reserve(ROOM);
        // Where the text is cut by the first stage's own keys, a key's segment has its value already, and no other
        // segment holds a key.
        let cut_by_first = self.segmentation == Some(self.first.number);
        match form.and_then(|form| Some((form.value?, form.table))).filter(|_| cut_by_first) {
            Some((value, table)) => {
                between.push_str(value);
                observer.piece(1, text, value, Some(By::Table(table)));
            }
            None => self.stage(1, self.first, !cut_by_first, text, between, observer),
        }
        self.stage(2, second, true, between, out, observer);
    }

    /// One stage over one segment; `keys`: whether it may hold keys of two and more characters.
    fn stage<O: Observer>(
        &self,
        step: usize,
        stage: Stage<'_>,
        keys: bool,
        text: &str,
        out: &mut String,
        observer: &mut O,
    ) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let form = if keys { self.forms.longest(rest, stage.number, u8::MAX) } else { None };
            let len = match form {
                Some(Form { len, value: Some(value), table }) => {
                    out.push_str(value);
                    observer.piece(step, rest.get(..len).unwrap_or_default(), value, Some(By::Table(table)));
                    len
                }
                Some(Form { len, value: None, .. }) => {
                    let key = rest.get(..len).unwrap_or_default();
                    key.chars().for_each(|c| single(step, stage, c, out, observer));
                    len
                }
                None if ideograph::is_operator(c) => {
                    let len = ideograph::step(rest);
                    let sequence = rest.get(..len).unwrap_or_default();
                    out.push_str(sequence);
                    observer.piece(step, sequence, sequence, None);
                    len
                }
                None => {
                    single(step, stage, c, out, observer);
                    c.len_utf8()
                }
            };
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    /// Tells what the stages make of a character by itself.
    pub fn observe_char<O: Observer>(&self, c: char, scratch: &mut Scratch, observer: &mut O) {
        let (mut buffer, text) = ([0; 4], &mut scratch.between);
        let c: &str = c.encode_utf8(&mut buffer);
        observer.piece(0, c, c, None);
        text.clear();
        self.stage(1, self.first, false, c, text, observer);
        if let Some(second) = self.second {
            scratch.normalized.clear();
            self.stage(2, second, false, text, &mut scratch.normalized, observer);
        }
    }
}

#[inline]
fn single<O: Observer>(step: usize, stage: Stage<'_>, c: char, out: &mut String, observer: &mut O) {
    let start = out.len();
    let table = match stage.map.get(c) {
        Mapped::Same => {
            out.push(c);
            None
        }
        Mapped::Char(target, table) => {
            out.push(target);
            Some(table)
        }
        Mapped::Text(text, table) => {
            out.push_str(text);
            Some(table)
        }
    };
    if O::LISTENS {
        observer.piece(step, c.encode_utf8(&mut [0; 4]), out.get(start..).unwrap_or_default(), table.map(By::Table));
    }
}
