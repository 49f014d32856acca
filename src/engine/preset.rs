//! OpenCC's configurations: the chain as the judge of windows.

use super::blind::{Blind, Chunk, Long, Short};
use super::chain::{Chain, Scratch};
use super::front::{Front, Judge, Run};
use super::trace::Watch;
use crate::data::ideograph;
use crate::table::chars::Pages;
use crate::table::index::PairIndex;
use crate::table::pairs::{PairSet, WrittenPairs};
use crate::table::plan::{PresetRow, STAGES};
use crate::table::{Section, Table, bytes};
use alloc::borrow::Cow;
use alloc::string::String;
use core::convert::Infallible;

/// One preset over a table: views of the table's sections, nothing copied.
#[derive(Clone, Copy, Debug)]
pub struct PresetPlan<'t> {
    front: Front<'t>,
    chain: Chain<'t>,
}

impl<'t> PresetPlan<'t> {
    /// The plan of a preset, if the table has it.
    pub fn new(table: Table<'t>, name: &str) -> Option<Self> {
        let presets = table.section(Section::Presets);
        let rows = presets.get(STAGES * 4..)?.as_chunks::<{ PresetRow::BYTES }>().0;
        let name = PresetRow::name(name);
        let number = rows.iter().position(|row| PresetRow::from_bytes(row).name == name)?;
        let row = PresetRow::from_bytes(rows.get(number)?);
        let rare_before = |stage: usize| (0..stage).map(|stage| bytes::u32_at(presets, stage * 4) as usize).sum();
        Some(PresetPlan { front: front(table, &row, number)?, chain: Chain::new(table, &row, rare_before)? })
    }

    /// The name of a source table.
    pub fn table_name(&self, table: u8) -> &'t str {
        self.chain.table_name(table)
    }

    /// The last place at which `text` can be cut and both parts converted apart, whatever follows the text; 0 where
    /// there is none.
    #[cfg(feature = "std")]
    pub fn boundary(&self, text: &str) -> usize {
        if let Some(at) = text.rfind('\n') {
            return at + 1;
        }
        let Some((mut at, _)) = text.char_indices().next_back() else { return 0 };
        loop {
            at = self.front.cut_before(text, at, 0);
            let before = text.get(..at).unwrap_or_default().char_indices().rev();
            let covers = |&(start, c): &(usize, char)| {
                ideograph::is_operator(c) && start + ideograph::reach(text.get(start..).unwrap_or_default()) > at
            };
            match before.take_while(|&(start, _)| at - start <= ideograph::FARTHEST).filter(covers).last() {
                Some((operator, _)) => at = operator,
                None if at == 0 => return self.chain.parting(text),
                None => return at,
            }
        }
    }

    /// Converts text; `watch` is told of every change.
    pub fn convert<'a, W: Watch>(&self, text: &'a str, watch: &mut W) -> Cow<'a, str> {
        self.convert_in(&mut String::new(), text, watch)
    }

    /// The same in memory that a caller has; what that holds is lost.
    pub fn convert_in<'a, W: Watch>(&self, room: &mut String, text: &'a str, watch: &mut W) -> Cow<'a, str> {
        // No key is ASCII alone; this spares such text all buffers.
        if text.is_ascii() {
            return Cow::Borrowed(text);
        }
        // To clear a large buffer would cost a short text more than all the rest.
        if text.len() <= Short::LONGEST {
            self.convert_by(Short::new, room, text, watch)
        } else {
            self.convert_by(Long::new, room, text, watch)
        }
    }

    #[inline(always)]
    fn convert_by<'a, W: Watch, const BYTES: usize, const EVENTS: usize>(
        &self,
        chunk: fn() -> Chunk<BYTES, EVENTS>,
        room: &mut String,
        text: &'a str,
        watch: &mut W,
    ) -> Cow<'a, str> {
        let mut run = Run::new(text, chunk(), room);
        let mut judge = ChainJudge { chain: &self.chain, scratch: Scratch::default() };
        match run.piece(&self.front, &mut judge, watch, 0, text.len()) {
            Ok(()) => run.finish(room),
        }
    }
}

/// The tables of the fast loop of a preset.
fn front<'t>(table: Table<'t>, row: &PresetRow, number: usize) -> Option<Front<'t>> {
    let [ascii, anchors, inner, written] = match row.family {
        0 => [Section::AsciiHans, Section::AnchorsHans, Section::InnerHans, Section::WrittenHans],
        _ => [Section::AsciiHant, Section::AnchorsHant, Section::InnerHant, Section::WrittenHant],
    }
    .map(|section| table.section(section));
    let pages = table.section(Section::Pages).get(STAGES * size_of::<Pages>()..)?;
    let blind = Blind {
        pages: pages.as_chunks().0.as_chunks().0.get(number)?,
        entries: table.section(Section::FrontBlocks).as_chunks().0,
        ascii: ascii.as_chunks().0.first_chunk()?,
        written: WrittenPairs { bits: written },
        anchors: PairIndex { slots: anchors.as_chunks().0 },
        bits: 1 << number,
        fold: None,
        choice: 0,
    };
    Some(Front { blind, inner: PairSet { bits: inner } })
}

/// Judges windows by the chain.
struct ChainJudge<'r, 't> {
    chain: &'r Chain<'t>,
    scratch: Scratch,
}

impl<W: Watch> Judge<W> for ChainJudge<'_, '_> {
    type Stop = Infallible;
    const READS: bool = false;

    #[inline]
    fn reach(&self, rest: &str) -> usize {
        ideograph::reach(rest)
    }

    #[inline(always)]
    fn read(&mut self, _: u32, _: bool) -> Result<(), Infallible> {
        Ok(())
    }

    #[inline]
    fn window(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        _: bool,
        out: &mut String,
        watch: &mut W,
    ) -> Result<bool, Infallible> {
        let source = text.get(start..end).unwrap_or_default();
        self.chain.convert(source, out, &mut self.scratch, watch);
        Ok(true)
    }

    fn between(&mut self, source: &str, target: &str, watch: &mut W) {
        let ChainJudge { chain, scratch } = self;
        watch.between(source, target, |c, _, watch| chain.observe_char(c, scratch, watch));
    }
}
