//! Where places of a text are in what was made of it.

use crate::engine::EditData;
use core::ops::Range;

/// Maps places between the source and the output of an [`Analysis`](crate::Analysis), in bytes; made by
/// [`Analysis::alignment`](crate::Analysis::alignment).
///
/// What is the same in both texts is mapped byte for byte. Inside an edit of as many characters on both sides the characters
/// are mapped one by one; any other edit is mapped as a whole. Both maps are monotone; a place beyond the text is its end, one
/// inside a character that character's begin. Each look-up takes a binary search over the edits.
#[derive(Clone, Copy, Debug)]
pub struct Alignment<'a> {
    pub(crate) source: &'a str,
    pub(crate) output: &'a str,
    pub(crate) edits: &'a [EditData],
}

/// One of the two texts.
#[derive(Clone, Copy)]
enum Side {
    Source,
    Output,
}

/// Which end of an edit stands for a place inside it.
#[derive(Clone, Copy)]
enum End {
    Start,
    End,
}

impl Alignment<'_> {
    /// Where a place of the source is in the output. Inside an edit that is mapped as a whole: where its text begins.
    pub fn to_target(&self, at: usize) -> usize {
        self.map(Side::Source, at, End::Start)
    }

    /// Where a place of the output is in the source, likewise.
    pub fn to_source(&self, at: usize) -> usize {
        self.map(Side::Output, at, End::Start)
    }

    /// The span of the output that a span of the source has become; edits that are mapped as a whole and that it reaches into
    /// belong to it.
    pub fn target(&self, source: Range<usize>) -> Range<usize> {
        self.range(Side::Source, source)
    }

    /// The span of the source from which a span of the output has come, likewise.
    pub fn source(&self, target: Range<usize>) -> Range<usize> {
        self.range(Side::Output, target)
    }

    fn range(&self, side: Side, range: Range<usize>) -> Range<usize> {
        let start = self.map(side, range.start, End::Start);
        if range.end <= range.start {
            return start..start;
        }
        start..self.map(side, range.end, End::End).max(start)
    }

    fn map(&self, from: Side, at: usize, end: End) -> usize {
        let (text, other) = match from {
            Side::Source => (self.source, self.output),
            Side::Output => (self.output, self.source),
        };
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let sides = |edit: &EditData| match from {
            Side::Source => (edit.source.clone(), edit.target.clone()),
            Side::Output => (edit.target.clone(), edit.source.clone()),
        };
        let next = self.edits.partition_point(|edit| sides(edit).0.end <= at);
        if let Some((here, there)) = self.edits.get(next).map(sides).filter(|(here, _)| here.start < at) {
            let (before, after) =
                (text.get(here.clone()).unwrap_or_default(), other.get(there.clone()).unwrap_or_default());
            return there.start + match_chars(before, after, at - here.start, end);
        }
        match next.checked_sub(1).and_then(|last| self.edits.get(last)).map(sides) {
            Some((here, there)) => there.end + (at - here.end),
            None => at,
        }
    }
}

/// A place inside one text in another: after as many characters, if both have as many, else at an end.
fn match_chars(text: &str, other: &str, at: usize, end: End) -> usize {
    if text.chars().count() == other.chars().count() {
        let count = text.get(..at).unwrap_or_default().chars().count();
        return other.char_indices().nth(count).map_or(other.len(), |(at, _)| at);
    }
    match end {
        End::Start => 0,
        End::End => other.len(),
    }
}
