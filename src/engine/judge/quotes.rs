//! Quotation marks of the lines that are judged.

use super::PlanJudge;
use crate::data::Layer;
use crate::engine::chain::By;
use crate::engine::quotes;
use crate::engine::reason::Reason;
use alloc::vec::Vec;
use core::ops::Range;

/// What a change of marks is told by.
pub(super) fn by() -> By {
    By::Layer(Layer::Punctuation.number(), None, Reason::Quotation)
}

impl PlanJudge<'_, '_> {
    /// Puts the marks that change into what the table has made of a piece of the text.
    pub(super) fn mend_quotes(&mut self, piece: Range<usize>, target: &mut [u8]) {
        self.know_quotes(piece.end);
        let first = self.scratch.quotes.partition_point(|&(at, _)| at < piece.start);
        for &(at, to) in self.scratch.quotes.iter().skip(first).take_while(|&&(at, _)| at < piece.end) {
            // Every mark has three bytes.
            if let Some(place) = target.get_mut(at - piece.start..).and_then(|rest| rest.first_chunk_mut::<3>()) {
                to.encode_utf8(place);
            }
        }
    }

    /// What a mark becomes that stands at a place of the text, if it changes, where that is known.
    pub(super) fn quote_at(&self, at: usize) -> Option<char> {
        let number = self.scratch.quotes.binary_search_by_key(&at, |&(at, _)| at).ok()?;
        self.scratch.quotes.get(number).map(|&(_, to)| to)
    }

    /// Finds what becomes of the marks of the lines up to a place.
    pub(super) fn know_quotes(&mut self, end: usize) {
        let Some(style) = self.reading.quotes else { return };
        let mut at = self.quoted.max(self.unit.start);
        while at < end.min(self.unit.end) {
            let rest = self.text.get(at..self.unit.end).unwrap_or_default();
            let len = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
            let line = rest.get(..len).unwrap_or_default();
            let first = self.spans.partition_point(|span| span.end <= at);
            let spans = self.spans.iter().skip(first).take_while(|span| span.start < at + len);
            let spans: Vec<Range<usize>> = spans.map(|span| span.start.saturating_sub(at)..span.end - at).collect();
            let changes =
                if quotes::has_others(line, style) { quotes::changes(line, &spans, style) } else { Vec::new() };
            self.scratch.quotes.extend(changes.into_iter().map(|(offset, to)| (at + offset, to)));
            at += len;
        }
        self.quoted = at;
    }
}
