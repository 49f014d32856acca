//! What was done, kept for a report: the pieces of each stage, joined to the smallest spans that changed.

use super::chain::{By, Observer};
use super::front::floor;
use crate::data::Layer;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// Told of the text in order, window by window and what lies between.
pub trait Watch: Observer {
    /// Text that the chain judged; its pieces have been told.
    fn window(&mut self, source: &str, target: &str);
    /// Text that went through the character table: as long in both. `pieces` tells the watch why a character becomes
    /// another.
    fn between(&mut self, source: &str, target: &str, pieces: impl FnMut(char, char, &mut Self));
    /// What was told last could be other text, too.
    fn could_be(&mut self, alternatives: Vec<Alternative>);
    /// Something could be written otherwise: its bytes in the text, and how.
    fn ambiguous(&mut self, source: Range<usize>, alternatives: &[Alternative]);
    /// Nothing built in touches something.
    fn kept(&mut self, kept: KeptData);

    /// How much has been told.
    type Mark: Copy;
    fn mark(&self) -> Self::Mark;
    /// Forgets what was told since a mark.
    fn back_to(&mut self, mark: Self::Mark);
}

impl Watch for () {
    #[inline(always)]
    fn window(&mut self, _: &str, _: &str) {}
    #[inline(always)]
    fn between(&mut self, _: &str, _: &str, _: impl FnMut(char, char, &mut Self)) {}
    fn could_be(&mut self, _: Vec<Alternative>) {}
    fn ambiguous(&mut self, _: Range<usize>, _: &[Alternative]) {}
    fn kept(&mut self, _: KeptData) {}

    type Mark = ();
    fn mark(&self) {}
    fn back_to(&mut self, (): ()) {}
}

/// A span that changed; ranges are of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditData {
    pub source: Range<usize>,
    pub target: Range<usize>,
    /// The entries that made it, by number.
    pub entries: Range<usize>,
    /// Made of single characters only: joins with neighbours that are.
    chars: bool,
    /// It is made only where what stands at this byte of the source is changed, and because of that.
    pub follows: Option<usize>,
}

/// An entry that was applied; the texts are ranges of [`Report::texts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryData {
    /// The number of the step that applied it.
    step: usize,
    pub by: By,
    pub key: Range<usize>,
    pub value: Range<usize>,
    pub alternatives: Vec<Alternative>,
}

/// What a conversion did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub edits: Vec<EditData>,
    pub entries: Vec<EntryData>,
    pub texts: String,
    pub ambiguities: Vec<AmbiguityData>,
    pub kept: Vec<KeptData>,
}

/// What stays because something says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptData {
    pub source: Range<usize>,
    /// The caller's row that says it.
    pub row: Option<u32>,
    /// It keeps built-in words away, and nothing else.
    pub barred: bool,
}

/// A form that was left, though it may mean something that the place calls otherwise; or a character that could be
/// another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguityData {
    pub source: Range<usize>,
    pub alternatives: Vec<Alternative>,
}

/// How something could be written otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// As the place writes this concept.
    Concept(u16),
    Text(String),
}

/// How something is written that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub source: Range<usize>,
    pub alternative: Alternative,
}

/// The report as it grows.
#[derive(Debug, Default)]
pub struct Trace {
    report: Report,
    /// Bytes of source and target that have been told.
    source: usize,
    target: usize,
    /// The pieces of the window at hand, step by step, and those between two places where they all end.
    steps: [Vec<Piece>; 3],
    span: Vec<Piece>,
}

/// A piece that a step read and wrote; `entry` where a table did it and something changed.
#[derive(Clone, Debug)]
struct Piece {
    from: usize,
    to: usize,
    chars: bool,
    entry: Option<EntryData>,
}

impl Observer for Trace {
    const LISTENS: bool = true;

    fn piece(&mut self, step: usize, from: &str, to: &str, by: Option<By>) {
        let changed = by.filter(|_| from != to);
        let entry = changed.map(|by| EntryData {
            step,
            by,
            key: self.keep(from),
            value: self.keep(to),
            alternatives: Vec::new(),
        });
        let is_apart = match by {
            Some(By::Layer(layer, ..)) => layer == Layer::Punctuation.number(),
            Some(By::User(_)) => true,
            _ => false,
        };
        let chars = entry.is_none() || !is_apart && from.chars().nth(1).is_none();
        if let Some(pieces) = self.steps.get_mut(step) {
            if entry.is_some() {
                pieces.push(Piece { from: from.len(), to: to.len(), chars, entry });
            } else {
                // Unchanged text is one piece a character, so that spans are cut as finely as can be.
                let lens = from.chars().map(char::len_utf8);
                pieces.extend(lens.map(|len| Piece { from: len, to: len, chars, entry: None }));
            }
        }
    }
}

impl Watch for Trace {
    fn window(&mut self, source: &str, target: &str) {
        self.join(source, target);
    }

    fn between(&mut self, source: &str, target: &str, mut pieces: impl FnMut(char, char, &mut Self)) {
        let mut told = 0;
        while let Some(at) = difference(source, target, told) {
            let [from, to] = [source, target].map(|text| text.get(at..).unwrap_or_default());
            let (Some(c), Some(d)) = (from.chars().next(), to.chars().next()) else { break };
            self.skip(at - told);
            told = at + c.len_utf8();
            pieces(c, d, self);
            let [from, to] = [from, to].map(|text| text.get(..c.len_utf8()).unwrap_or_default());
            self.join(from, to);
        }
        self.skip(source.len() - told);
    }

    fn could_be(&mut self, alternatives: Vec<Alternative>) {
        let [.., pieces, _] = &mut self.steps;
        if let Some(entry) = pieces.last_mut().and_then(|piece| piece.entry.as_mut()) {
            entry.alternatives = alternatives;
        }
    }

    fn ambiguous(&mut self, source: Range<usize>, alternatives: &[Alternative]) {
        self.report.ambiguities.push(AmbiguityData { source, alternatives: alternatives.into() });
    }

    fn kept(&mut self, kept: KeptData) {
        self.report.kept.push(kept);
    }

    type Mark = [usize; 7];

    fn mark(&self) -> [usize; 7] {
        let Report { edits, entries, texts, ambiguities, kept } = &self.report;
        [edits.len(), entries.len(), texts.len(), ambiguities.len(), kept.len(), self.source, self.target]
    }

    fn back_to(&mut self, [edits, entries, texts, ambiguities, kept, source, target]: [usize; 7]) {
        self.report.kept.truncate(kept);
        self.report.edits.truncate(edits);
        self.report.entries.truncate(entries);
        self.report.texts.truncate(texts);
        self.report.ambiguities.truncate(ambiguities);
        (self.source, self.target) = (source, target);
        self.steps = Default::default();
    }
}

impl Trace {
    /// Joins neighbouring characters, widens spans so that none splits a grapheme cluster of the text, and puts the
    /// entries of each edit in the order of the steps.
    pub fn finish(self, text: &str) -> Report {
        let Report { edits: found, mut entries, texts, ambiguities, mut kept } = self.report;
        let mut edits: Vec<EditData> = Vec::with_capacity(found.len());
        for mut edit in found {
            widen(text, &mut edit);
            match edits.last_mut() {
                Some(last) if last.source.end > edit.source.start || last.joins(&edit) => {
                    last.source.end = edit.source.end.max(last.source.end);
                    last.target.end = edit.target.end.max(last.target.end);
                    last.entries.end = edit.entries.end;
                    last.chars &= edit.chars;
                }
                _ => edits.push(edit),
            }
        }
        for edit in &edits {
            if let Some(entries) = entries.get_mut(edit.entries.clone()) {
                entries.sort_by_key(|entry| entry.step);
            }
        }
        // Rows that forbid are told first of a unit.
        kept.sort_by_key(|kept| kept.source.start);
        Report { edits, entries, texts, ambiguities, kept }
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let texts = &mut self.report.texts;
        let start = texts.len();
        texts.push_str(text);
        start..texts.len()
    }

    fn skip(&mut self, bytes: usize) {
        self.source += bytes;
        self.target += bytes;
    }

    /// Joins the pieces of all steps to the smallest spans whose ends fall together, and keeps those that changed.
    fn join(&mut self, source: &str, target: &str) {
        let (source_start, target_start) = (self.source, self.target);
        let [first, second, third] = &mut self.steps;
        // A character, as it is mostly.
        if let ([_], [_], []) = (first.as_slice(), second.as_slice(), third.as_slice()) {
            let pieces = [first.pop(), second.pop()];
            (self.source, self.target) = (source_start + source.len(), target_start + target.len());
            if source != target {
                self.edit(source_start, target_start, pieces.into_iter().flatten());
            }
            return;
        }
        // Taken while they are read: their memory serves the next window.
        let (mut steps, mut span) = (core::mem::take(&mut self.steps), core::mem::take(&mut self.span));
        let [mut first, mut second, mut third] = steps.each_mut().map(Cursor::new);
        let two = third.pieces.len() == 0;
        let mut start = (0, 0);
        loop {
            // Each step reads what the one before it wrote: the last that is behind goes on, or the first.
            let behind = if !two && third.read < second.wrote {
                &mut third
            } else if second.read < first.wrote {
                &mut second
            } else {
                &mut first
            };
            let Some(piece) = behind.next() else { break };
            span.push(piece);
            if second.read == first.wrote && (two || third.read == second.wrote) {
                let end = (first.read, if two { second.wrote } else { third.wrote });
                (self.source, self.target) = (source_start + end.0, target_start + end.1);
                if source.get(start.0..end.0) != target.get(start.1..end.1) {
                    self.edit(source_start + start.0, target_start + start.1, span.drain(..));
                }
                span.clear();
                start = end;
            }
        }
        drop([first, second, third]);
        (self.steps, self.span) = (steps, span);
    }

    fn edit(&mut self, source: usize, target: usize, span: impl Iterator<Item = Piece>) {
        let Report { edits, entries, .. } = &mut self.report;
        let (first, mut chars) = (entries.len(), true);
        for piece in span {
            chars &= piece.chars;
            entries.extend(piece.entry);
        }
        let entries = first..entries.len();
        edits.push(EditData {
            source: source..self.source,
            target: target..self.target,
            entries,
            chars,
            follows: None,
        });
    }
}

/// Where the next character stands that differs in two texts, whose characters are as long in both.
fn difference(one: &str, other: &str, from: usize) -> Option<usize> {
    let [one_rest, other_rest] = [one, other].map(|text| text.as_bytes().get(from..).unwrap_or_default());
    let (ones, others) = (one_rest.as_chunks::<8>().0, other_rest.as_chunks::<8>().0);
    let equal = 8 * ones.iter().zip(others).take_while(|(one, other)| one == other).count();
    let [one_rest, other_rest] = [one_rest, other_rest].map(|rest| rest.get(equal..).unwrap_or_default());
    let at = one_rest.iter().zip(other_rest).position(|(one, other)| one != other)?;
    Some(floor(one, from + equal + at))
}

/// The pieces of a step, and how far it has read and written.
struct Cursor<'p> {
    pieces: alloc::vec::Drain<'p, Piece>,
    read: usize,
    wrote: usize,
}

impl<'p> Cursor<'p> {
    fn new(pieces: &'p mut Vec<Piece>) -> Self {
        Cursor { pieces: pieces.drain(..), read: 0, wrote: 0 }
    }

    fn next(&mut self) -> Option<Piece> {
        let piece = self.pieces.next()?;
        self.read += piece.from;
        self.wrote += piece.to;
        Some(piece)
    }
}

impl EditData {
    /// Something else that was changed, by no entry.
    #[cfg(feature = "markup")]
    pub fn plain(source: Range<usize>) -> Self {
        EditData { source, target: 0..0, entries: 0..0, chars: false, follows: None }
    }

    fn joins(&self, next: &Self) -> bool {
        self.chars && next.chars && self.source.end == next.source.start
    }
}

/// Widens an edit to whole grapheme clusters of the source; what is added is the same in both texts.
fn widen(text: &str, edit: &mut EditData) {
    let plain = |c: char| c.is_ascii() || ('\u{3400}'..='\u{9FFF}').contains(&c);
    let near = |c: Option<char>| c.is_some_and(|c| !plain(c));
    let before = text.get(..edit.source.start).and_then(|before| before.chars().next_back());
    if near(before) {
        let mut cursor = GraphemeCursor::new(edit.source.start, text.len(), true);
        if let Ok(false) = cursor.is_boundary(text, 0)
            && let Ok(Some(start)) = cursor.prev_boundary(text, 0)
        {
            edit.target.start -= edit.source.start - start;
            edit.source.start = start;
        }
    }
    if near(text.get(edit.source.end..).and_then(|after| after.chars().next())) {
        let mut cursor = GraphemeCursor::new(edit.source.end, text.len(), true);
        if let Ok(false) = cursor.is_boundary(text, 0)
            && let Ok(Some(end)) = cursor.next_boundary(text, 0)
        {
            edit.target.end += end - edit.source.end;
            edit.source.end = end;
        }
    }
}
